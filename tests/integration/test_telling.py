"""Who is told what and when, from the log to the receiver: the team first, few and calm (P5.1, P5.5)."""

import pytest

from domain.alert import (
    AcknowledgeAlert,
    AlertOutcome,
    EaseAlert,
    RenewAlert,
    ResolveAlert,
    SnoozeAlert,
)
from domain.comment import EditComment, WithdrawComment, WriteComment
from domain.destination import Audience, AudienceKind, DestinationKind, Digest, Preferences
from domain.signals.finding import SubjectKind
from domain.subject import Subject, TopicKind
from domain.words import Command
from tests.facts import ANN, BEN, COMPANY, OBJECTIVE, TEAM, an_id, at
from tests.post import OF_ANN, OF_TEAM, Post
from tests.receiver import Receiver, receiving
from workers.sending.message import Message
from workers.telling import prune

OF_BEN = Audience(kind=AudienceKind.PERSON, id=BEN)
ABOVE = (Audience(kind=AudienceKind.ORGANIZATION), Audience(kind=AudienceKind.TEAM, id=COMPANY))


def heard(receiver: Receiver) -> list[tuple[str, list[str]]]:
    """By message: where it came, and what it told, one word a notice."""
    messages = [(each.path, Message.model_validate_json(each.body)) for each in receiver.got]
    return [(path, [item.notice.occasion for item in message.data.items]) for path, message in messages]


def test_the_team_hears_first_owner_and_lead_when_it_got_worse_and_leadership_not_at_all(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        places = {"/team": OF_TEAM, "/ann": OF_ANN, "/ben": OF_BEN, "/all": ABOVE[0], "/company": ABOVE[1]}
        for path, audience in places.items():
            post.destination(receiver.url(path=path), audience)
        alert_id = post.raise_alert()
        post.run()
        assert heard(receiver) == [("/team", ["raised"])]
        post.escalate(alert_id)
        post.later(days=1).run()
    assert sorted(heard(receiver)[1:]) == [("/ann", ["escalated"]), ("/team", ["escalated"])]


@pytest.mark.parametrize("how", ["acknowledged", "resolved", "eased", "snoozed"])
def test_what_is_in_hand_or_over_before_it_was_told_is_not_told(post: Post, how: str) -> None:
    evening = Preferences(quiet_from=9, quiet_until=20)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=evening)
        it = {"alert_id": post.raise_alert()}
        commands: dict[str, Command] = {
            "acknowledged": AcknowledgeAlert(**it, will_do="We ask five users"),
            "resolved": ResolveAlert(**it, outcome=AlertOutcome.CLEARED),
            "eased": EaseAlert(**it, as_of=post.now),
            "snoozed": SnoozeAlert(**it, until=at("2199-01-01T00:00")),
        }
        assert post.run() == 0
        post.house.do(commands[how])
        assert post.later(hours=12).run() == 0
        if how == "eased":
            post.house.do(RenewAlert(**it, as_of=post.now))
            assert post.run() == 1


@pytest.mark.parametrize("order", ["snoozed, eased, renewed", "eased, snoozed, renewed", "eased, snoozed"])
def test_what_is_snoozed_is_not_told_for_its_condition_coming_and_going(post: Post, order: str) -> None:
    evening = Preferences(quiet_from=9, quiet_until=20)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=evening)
        it = {"alert_id": post.raise_alert()}
        commands: dict[str, Command] = {
            "snoozed": SnoozeAlert(**it, until=at("2199-01-01T00:00")),
            "eased": EaseAlert(**it, as_of=post.now),
            "renewed": RenewAlert(**it, as_of=post.now),
        }
        for each in order.split(", "):
            post.house.do(commands[each])
            assert post.run() == 0
        assert post.later(hours=12).run() == 0
        post.now = at("2199-01-02T00:00")
        assert post.run() == ("renewed" in order)


def test_nothing_new_of_an_acknowledged_alert_is_told(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        alert_id = post.raise_alert()
        post.run()
        post.house.do(AcknowledgeAlert(alert_id=alert_id, will_do="We ask five users"))
        post.escalate(alert_id)
        post.later(days=1).run()
    assert heard(receiver) == [("/hook", ["raised"])]


def test_what_got_worse_before_it_was_told_is_told_once_as_it_is(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.escalate(post.raise_alert())
        post.run()
        post.later(days=2).run()
    assert heard(receiver) == [("/hook", ["escalated"])]


def test_quiet_hours_are_the_recipients_own_or_the_organizations(post: Post) -> None:
    night = Preferences(quiet_from=22, quiet_until=7)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(path="/zurich"), preferences=night)
        post.destination(
            receiver.url(path="/tokyo"), preferences=night.model_copy(update={"time_zone": "Asia/Tokyo"})
        )
        post.now = at("2026-02-16T14:00")  # 15:00 in Zurich, 23:00 in Tokyo
        post.raise_alert()
        post.run()
        assert [path for path, _ in heard(receiver)] == ["/zurich"]
        post.now = at("2026-02-16T21:59")
        assert post.run() == 0
        post.now = at("2026-02-16T22:00")
        post.run()
    assert [path for path, _ in heard(receiver)] == ["/zurich", "/tokyo"]


def test_a_subject_is_told_of_once_a_day_and_a_week_holds_no_more_than_its_cap(post: Post) -> None:
    capped = Preferences(quiet_from=0, quiet_until=0, weekly_cap=3)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=capped)
        sent = []
        for day in range(8):
            post.raise_alert(1, episode=f"morning {day}")
            morning = post.run()
            post.raise_alert(1, episode=f"evening {day}")
            sent.append((morning, post.later(hours=8).run()))
            post.later(hours=16)
    # Monday to Wednesday one a day, then the cap; on the next Monday one with all that waited.
    assert sent == [(1, 0)] * 3 + [(0, 0)] * 4 + [(1, 0)]
    assert [len(occasions) for _, occasions in heard(receiver)] == [1, 2, 2, 10]


def test_a_daily_digest_gathers_a_day_into_one_message(post: Post) -> None:
    daily = Preferences(digest=Digest.DAILY, digest_hour=17)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(), preferences=daily)
        for number in range(1, 4):
            post.raise_alert(number)
            assert post.later(hours=1).run() == 0
        post.now = at("2026-02-16T16:00")
        post.run()
    assert heard(receiver) == [("/hook", ["raised"] * 3)]


def test_who_a_comment_means_is_told_once_at_their_own_and_not_of_what_was_withdrawn(post: Post) -> None:
    subject = Subject(kind=TopicKind.OBJECTIVE, id=OBJECTIVE)
    team = Subject(kind=TopicKind.TEAM, id=TEAM)
    it, other, gone = (an_id(16, number) for number in (1, 2, 3))
    both = {"text": "Does it count guests?", "mentions": (ANN, BEN)}
    with receiving(Receiver()) as receiver:
        for path, audience in {"/team": OF_TEAM, "/ann": OF_ANN, "/ben": OF_BEN}.items():
            post.destination(receiver.url(path=path), audience)
        post.house.do(WriteComment(comment_id=it, subject=subject, **both, by=ANN))
        post.house.do(WriteComment(comment_id=gone, subject=subject, text="Oops", mentions=(BEN,)))
        post.house.do(WithdrawComment(comment_id=gone))
        post.run()
        assert heard(receiver) == [("/ben", ["mention"])]
        post.house.do(EditComment(comment_id=it, text="And guests?", mentions=(ANN, BEN), by=ANN))
        post.house.do(WriteComment(comment_id=other, subject=team, **both))
        post.later(days=1).run()
    assert sorted(heard(receiver)[1:]) == [("/ann", ["mention"]), ("/ben", ["mention"])]
    told = [item for each in receiver.got for item in Message.model_validate_json(each.body).data.items]
    assert "in a comment on “Seamless”" in told[0].notice.what
    assert {(item.notice.objective_id, *item.names) for item in told[1:]} == {(None,)}


def test_an_edit_tells_nobody_again_neither_at_a_new_place_nor_when_telling_is_long_forgotten(post: Post) -> None:
    subject, it = Subject(kind=TopicKind.OBJECTIVE, id=OBJECTIVE), an_id(16, 1)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(path="/ben"), OF_BEN)
        post.house.do(WriteComment(comment_id=it, subject=subject, text="Gests?", mentions=(BEN,), by=ANN))
        post.run()
        post.destination(receiver.url(path="/anew"), OF_BEN)
        post.destination(receiver.url(path="/ann"), OF_ANN)
        prune(post.house.app, post.house.org, post.later(days=99).now)
        post.house.do(EditComment(comment_id=it, text="Guests?", mentions=(BEN,), by=ANN))
        assert post.run() == 0
        post.house.do(EditComment(comment_id=it, text="Guests?", mentions=(), by=ANN))
        post.house.do(EditComment(comment_id=it, text="Guests?", mentions=(BEN,), by=ANN))
        post.run()
    # Whom it means again after it did not is meant anew.
    assert sorted(heard(receiver)) == [("/anew", ["mention"]), *[("/ben", ["mention"])] * 2]


def test_the_team_hears_of_a_health_metric_which_has_no_objective(post: Post) -> None:
    of_none = {"objective_id": None, "cycle_id": None, "subject_id": an_id(21, 1)}
    with receiving(Receiver()) as receiver:
        for path, audience in {"/team": OF_TEAM, "/ann": OF_ANN, "/all": ABOVE[0]}.items():
            post.destination(receiver.url(path=path), audience)
        post.raise_alert(rule="out_of_band", subject_kind=SubjectKind.HEALTH_METRIC, **of_none)
        post.run()
    assert heard(receiver) == [("/team", ["raised"])]
    (item,) = Message.model_validate_json(receiver.got[0].body).data.items
    assert item.names == ["Discover"]


def test_members_hear_at_their_own_where_the_team_has_none(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url(path="/ann"), OF_ANN)
        post.destination(receiver.url(path="/ben"), OF_BEN, DestinationKind.SLACK)
        post.raise_alert()
        post.run()
    assert sorted(each.path for each in receiver.got) == ["/ann", "/ben"]
    slack = next(each for each in receiver.got if each.path == "/ben")
    assert b'"type":"mrkdwn"' in slack.body
    assert "webhook-signature" not in slack.headers
