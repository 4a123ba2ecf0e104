"""Messages are signed as the standard says, by secrets that stand nowhere else."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from events.transaction import transaction
from northlog import destinations
from tests.post import Post
from tests.receiver import Got, Receiver, receiving


def test_the_signature_is_what_the_standards_own_library_verifies(post: Post) -> None:
    post.now = datetime.now(UTC)
    with receiving(Receiver()) as receiver:
        key = post.destination(receiver.url())
        post.raise_alert()
        post.run()
    [got] = receiver.got
    verified = Verifier(post.secrets[key]).verify(got.body, dict(got.headers))
    assert verified["data"]["destination_id"] == key
    with pytest.raises(WebhookVerificationError):
        Verifier(post.secrets[key]).verify(got.body + b" ", dict(got.headers))


def test_while_a_secret_is_exchanged_both_verify_and_afterwards_the_new_one_alone(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        key, house = post.destination(receiver.url()), post.house
        kept = [post.secrets[key]]
        kept += (destinations.rotate(house.app, house.org, key, post.now) for _ in range(2))
        post.raise_alert()
        post.run()
        post.raise_alert(2)
        post.later(hours=25).run()
    both, after = receiver.got
    assert [_verifies(secret, both) for secret in kept] == [False, True, True]
    assert [_verifies(secret, after) for secret in kept] == [False, False, True]


def _verifies(secret: str, got: Got) -> bool:
    """Whether one of the signatures is this secret's, whatever the clock says."""
    at = datetime.fromtimestamp(int(got.headers["webhook-timestamp"]), UTC)
    expected = Verifier(secret).sign(got.id, at, got.body.decode())
    return expected in got.headers["webhook-signature"].split(" ")


def test_no_address_and_no_secret_stands_in_the_log(post: Post) -> None:
    post.destination("https://hooks.example.org/services/T0/B0/verysecret")
    with transaction(post.house.app, post.house.org) as connection:
        bodies = connection.execute(text("select string_agg(body, '') from northlog.events")).scalar_one()
    assert "hooks.example.org" in bodies
    assert "verysecret" not in bodies
