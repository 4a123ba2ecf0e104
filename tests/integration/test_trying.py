"""Trying a destination out: one message at once, a sentence about what came back, and nothing else."""

import json
import socket

import pytest
from standardwebhooks import Webhook as Verifier

from domain.decider import Refused
from domain.destination import DestinationKind, PauseDestination, Preferences, RemoveDestination
from tests.facts import an_id
from tests.integration.test_mail import Mailboxes, plain, serving
from tests.post import OF_ANN, Post
from tests.receiver import Receiver, receiving
from workers.sending.mail import Server
from workers.telling import try_out


def tried(post: Post, destination_id: str) -> tuple[bool, str]:
    return try_out(post.office, post.house.org, destination_id)


def test_a_trial_is_signed_tells_of_nothing_and_leaves_no_delivery(post: Post) -> None:
    with receiving(Receiver()) as receiver:
        key = post.destination(receiver.url(), preferences=Preferences(quiet_from=9, quiet_until=8))
        post.house.do(PauseDestination(destination_id=key))
        assert tried(post, key) == (True, "It arrived: 127.0.0.1 took it.")
    [got] = receiver.got
    signature = {"webhook-signature": got.headers["webhook-signature"]}
    at = int(got.headers["webhook-timestamp"])
    assert at == int(post.now.timestamp())
    expected = Verifier(post.secrets[key]).sign(got.id, post.now, got.body.decode())
    assert signature["webhook-signature"] == expected
    body = json.loads(got.body)
    assert (body["type"], body["data"]["items"]) == ("trial.v1", [])
    assert post.deliveries() == []


def test_a_trial_goes_past_what_waits(post: Post) -> None:
    answers = iter([500, 200])
    with receiving(Receiver(answer=lambda _: next(answers))) as receiver:
        key = post.destination(receiver.url())
        post.raise_alert()
        post.run()
        assert tried(post, key)[0]
    assert post.states() == ["failed"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "It did not arrive: answered 404: thanks."),
        (302, "It did not arrive: answered 302: thanks."),
        (Receiver.HANG, "It did not arrive: no answer within 0.4 seconds."),
    ],
)
def test_what_came_back_is_said_in_a_sentence(post: Post, status: int, said: str) -> None:
    with receiving(Receiver(answer=lambda _: status)) as receiver:
        assert tried(post, post.destination(receiver.url())) == (False, said)
    assert len(receiver.got) == 1


def test_a_private_address_is_refused_here_too(post: Post) -> None:
    arrived, said = tried(post, post.destination("https://10.0.0.1/"))
    assert (arrived, "10.0.0.1 is no public address" in said) == (False, True)


def test_a_name_that_leads_nowhere_is_said_with_what_to_do(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    chat = post.destination("https://hooks.example/", kind=DestinationKind.SLACK)
    mail = post.destination(None, OF_ANN, DestinationKind.EMAIL)
    post.mail = Server("smtp.example", 25, "none")
    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    for key, host in ((chat, "hooks.example"), (mail, "smtp.example")):
        arrived, said = tried(post, key)
        assert not arrived
        assert said.startswith(
            f"It did not arrive: no host {host} could be found; see that the name is spelt right"
        )


def test_a_chat_shows_a_line_and_a_mailbox_gets_a_mail(post: Post) -> None:
    line = "A trial from Northlog, for Northwind: messages arrive here."
    mailboxes = Mailboxes()
    with receiving(Receiver()) as receiver, serving(mailboxes) as controller:
        post.mail = plain(controller)
        chat = post.destination(receiver.url(), kind=DestinationKind.SLACK)
        mail = post.destination(None, OF_ANN, DestinationKind.EMAIL)
        assert tried(post, chat)[0]
        assert tried(post, mail) == (
            True,
            "The mail server took it for the address in their details; look into the mailbox.",
        )
    assert json.loads(receiver.got[0].body)["text"] == line
    [got] = mailboxes.mails()
    parts = [part.get_content() for part in got.iter_parts()]
    assert got["Subject"] == line
    assert [line in part for part in parts] == [True, True]


def test_a_destination_that_is_not_there_is_not_tried(post: Post) -> None:
    key = post.destination("https://example.org/")
    post.house.do(RemoveDestination(destination_id=key))
    for each in (key, an_id(9, 9)):
        with pytest.raises(Refused):
            tried(post, each)
