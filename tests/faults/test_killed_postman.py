"""A worker killed between sending and marking: the message goes again, under the same id, and only then counts."""

import subprocess
import sys
from datetime import UTC, datetime

from tests.post import Post
from tests.receiver import Receiver, receiving
from workers.telling.office import LEASE


def test_a_message_whose_worker_was_killed_is_sent_again_under_its_id(post: Post) -> None:
    post.now = datetime.now(UTC)
    url = post.house.app.url.render_as_string(hide_password=False)
    with receiving(Receiver()) as receiver:
        post.destination(receiver.url())
        post.raise_alert()
        post.plan()
        command = [sys.executable, "-m", "tests.faults.postman", url, post.house.org]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as postman:
            assert postman.stdout is not None
            try:
                assert postman.stdout.readline() == "sent\n"
            finally:
                postman.kill()
        assert (post.states(), post.run()) == (["due"], 0)
        post.now = datetime.now(UTC) + LEASE
        assert (post.run(), post.run()) == (1, 0)
    [delivery] = post.deliveries()
    assert receiver.ids() == [delivery.delivery_id] * 2
    assert (delivery.state, delivery.attempts) == ("sent", 2)
