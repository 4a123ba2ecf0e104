"""What was told long ago is forgotten, what is dead or waits is not; nothing is told again for it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from northlog.delivering import Forgetting
from northlog.settings import Settings
from northlog.working import maintainer_of
from tests.api import northlog_of
from tests.post import Post
from tests.receiver import Got, Receiver, receiving


def forget(post: Post, days: int = 90) -> int:
    settings = Settings(data_dir=Path("unused"), keep_sent_days=days)
    forgetting = Forgetting(replace(northlog_of(post.house.at(post.clock)), settings=settings))
    there = post.house.org in forgetting.waiting()
    done = forgetting.work(post.house.org)
    assert there == (done > 0)
    return done


def refuses(*numbers: int) -> Receiver:
    """Takes all messages but those that tell of these alerts, which it wants never to see again."""
    return Receiver(answer=lambda got: 410 if any(f"“Key result {it}”" in _text(got) for it in numbers) else 200)


def _text(got: Got) -> str:
    return got.body.decode()


def sent_one_a_day(post: Post, numbers: range) -> None:
    for number in numbers:
        post.raise_alert(number)
        post.run()
        post.later(days=1)


def test_what_arrived_is_forgotten_when_its_time_is_over_and_not_before(post: Post) -> None:
    with receiving(refuses(2)) as receiver:
        post.destination(receiver.url())
        sent_one_a_day(post, range(1, 4))
        assert post.states() == ["sent", "dead", "sent"]
        post.later(days=86, hours=23)
        assert forget(post) == 0
        post.later(hours=2)
        # The first message and what it told.
        assert forget(post) == 2
        assert post.states() == ["dead", "sent"]
        assert forget(post, days=30) == 3
        assert post.states() == ["dead"]
        assert post.run() == 0
    assert len(receiver.got) == 3


def test_what_waits_or_fails_is_never_forgotten(post: Post) -> None:
    with receiving(Receiver(answer=lambda _: 503)) as receiver:
        post.destination(receiver.url())
        post.raise_alert(1)
        post.run()
        post.raise_alert(2)
        post.plan()
        before = [each.delivery_id for each in post.deliveries()]
        post.later(days=365)
        forget(post)
    assert [each.delivery_id for each in post.deliveries()] == before
    assert post.states() == ["failed", "due"]


def test_upkeep_forgets_what_is_old_even_where_nothing_happens_any_more(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        sent_one_a_day(post, range(1, 3))
        post.later(days=92)
    maintainer = maintainer_of(northlog_of(post.house.at(post.clock)))
    for org in maintainer.waiting():
        maintainer.work(org)
    assert post.deliveries() == []
    assert post.house.org not in maintainer.waiting()


def test_another_organizations_messages_stay(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        sent_one_a_day(post, range(1, 2))
    stranger = Post(post.house.another_organization(), now=post.now + timedelta(days=365))
    assert forget(stranger) == 0
    assert post.states() == ["sent"]
