"""Messages in words: whatever people wrote arrives as it was written and does nothing."""

from datetime import datetime

import pytest

from domain.telling import Notice, Occasion
from tests.facts import DESTINATION, an_id
from tests.telling import MONDAY, a_notice
from workers.sending.mail import Server, composed
from workers.sending.message import Content, Message, MessageItem, Outgoing
from workers.sending.rendering import html, subject, text
from workers.sending.slack import MOST_ITEMS, posted

NASTY = "<!channel> <script>alert(1)</script> & *bold* <https://evil.example|here>"


def a_message(*notices: Notice, at: datetime = MONDAY, team: str = "Discover") -> Message:
    items = tuple(MessageItem(notice=each, objective="Seamless", team=team) for each in notices)
    content = Content(
        organization_id=an_id(0, 1), organization="Northwind", destination_id=DESTINATION, items=items
    )
    return Message(timestamp=at, data=content)


def outgoing(message: Message) -> Outgoing:
    return Outgoing(
        an_id(0, 1), an_id(12, 1), DESTINATION, "email", 1, message.model_dump_json(), "ann@example.org"
    )


def test_mentions_links_and_markup_of_a_chat_are_escaped() -> None:
    said = str(posted(a_message(a_notice(what=NASTY, why=NASTY, clears_when=NASTY), team=NASTY)))
    assert "<" not in said
    assert ">" not in said
    assert "&lt;!channel&gt;" in said


def test_a_long_digest_is_cut_to_what_a_chat_takes_and_says_so() -> None:
    many = [a_notice(number, what="x" * 2000, why="<" * 2000) for number in range(1, MOST_ITEMS + 4)]
    blocks = posted(a_message(*many))["blocks"]
    assert len(blocks) == MOST_ITEMS + 2 <= 50
    assert all(len(each["text"]["text"]) <= 3000 for each in blocks[2:])
    assert "3 more" in blocks[-1]["text"]["text"]


def test_html_is_escaped() -> None:
    shown = html(a_message(a_notice(what=NASTY), team=NASTY))
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in shown


def test_plain_text_stays_as_it_was_written() -> None:
    assert NASTY in text(a_message(a_notice(what=NASTY)))


def test_reminders_alone_are_called_what_they_are() -> None:
    due = [a_notice(number, occasion=Occasion.REMINDER) for number in (1, 2)]
    assert subject(a_message(*due)) == "Northwind: 2 check-ins are due"
    assert subject(a_message(*due, a_notice(3))) == "Northwind: 3 things worth a look"


@pytest.mark.parametrize(
    ("occasion", "word"),
    [(Occasion.RAISED, "new"), (Occasion.ESCALATED, "got worse"), (Occasion.REMINDER, "reminder")],
)
def test_why_it_is_told_is_said(occasion: Occasion, word: str) -> None:
    message = a_message(a_notice(occasion=occasion))
    assert word in text(message)
    assert word in html(message)
    assert word in str(posted(message))


def test_one_thing_is_its_own_subject_and_several_are_counted() -> None:
    assert subject(a_message(a_notice())) == "“Onboarding completion” has not moved."
    assert subject(a_message(a_notice(1), a_notice(2))) == "Northwind: 2 things worth a look"


def test_a_line_break_in_a_sentence_makes_no_header() -> None:
    mail = composed(outgoing(a_message(a_notice(what="Moved\nBcc: all@example.org"))), "northlog@example.org")
    assert mail["Subject"] == "Moved Bcc: all@example.org"
    assert mail["Bcc"] is None


def test_a_line_separator_in_an_organizations_name_keeps_no_mail_back() -> None:
    named = a_message().data.model_copy(update={"organization": "North\u2028wind"})
    trial = Message(type="trial.v1", timestamp=MONDAY, data=named)
    assert composed(outgoing(trial), "northlog@example.org")["Subject"].startswith(
        "A trial from Northlog, for North"
    )


def test_mail_is_told_again_by_its_id_and_no_machine_answers_it() -> None:
    mail = composed(outgoing(a_message(a_notice())), "northlog@example.org")
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == (f"<{an_id(12, 1)}@example.org>", "auto-generated")
    assert [each.get_content_type() for each in mail.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("smtp+starttls://ann:p%40ss@mail.example.org", ("mail.example.org", 587, "starttls", "ann", "p@ss")),
        ("smtps://mail.example.org:4650", ("mail.example.org", 4650, "tls", None, None)),
        ("smtp://localhost", ("localhost", 25, "none", None, None)),
    ],
)
def test_a_mail_server_is_known_by_its_url(url: str, known: tuple[object, ...]) -> None:
    server = Server.of(url)
    assert (server.host, server.port, server.security, server.user, server.password) == known
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize("url", ["mail.example.org", "https://mail.example.org", "smtp://"])
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must be smtp"):
        Server.of(url)
