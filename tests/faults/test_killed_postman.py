"""A worker killed or stopped between sending and marking: the message goes again, under the same id, and only then
counts."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from tests.post import Post
from tests.receiver import Receiver, receiving
from workers.telling.office import LEASE


@contextmanager
def standing_still(post: Post) -> Iterator[subprocess.Popen[str]]:
    """A postman that has sent what is due and not marked it; he would, were his input closed."""
    url = post.house.app.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.postman", url, post.house.org]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as postman:
        assert postman.stdout is not None
        try:
            assert postman.stdout.readline() == "sent\n"
            yield postman
        finally:
            postman.kill()


def test_a_message_whose_worker_was_killed_is_sent_again_under_its_id(post: Post) -> None:
    post.now = datetime.now(UTC)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        post.plan()
        with standing_still(post):
            pass
        assert (post.states(), post.run()) == (["due"], 0)
        post.now = datetime.now(UTC) + LEASE
        assert (post.run(), post.run()) == (1, 0)
    [delivery] = post.deliveries()
    assert receiver.ids() == [delivery.delivery_id] * 2
    assert (delivery.state, delivery.attempts) == ("sent", 2)


def test_a_worker_stopped_until_another_has_sent_its_message_says_nothing_any_more(post: Post) -> None:
    post.now = datetime.now(UTC)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        post.plan()
        with standing_still(post) as postman:
            postman.send_signal(signal.SIGSTOP)
            post.now = datetime.now(UTC) + LEASE
            assert post.run() == 1
            before = post.deliveries()
            postman.send_signal(signal.SIGCONT)
            postman.communicate(timeout=10)
            assert postman.returncode == 0
        assert post.deliveries() == before
    [delivery] = before
    assert receiver.ids() == [delivery.delivery_id] * 2
    assert (delivery.state, delivery.attempts) == ("sent", 2)
