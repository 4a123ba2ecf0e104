"""A message in words, for people: a subject line, plain text, HTML."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from domain.telling import Occasion
from workers.sending.message import EventMessage, Message

REASONS = {
    Occasion.RAISED: "new",
    Occasion.ESCALATED: "got worse",
    Occasion.REMINDER: "reminder",
    Occasion.REPORT: "the month",
    Occasion.MENTION: "you are meant",
}

_ABOUT = {
    Occasion.RAISED: "things worth a look",
    Occasion.REMINDER: "check-ins are due",
    Occasion.REPORT: "strategic objectives: their month",
    Occasion.MENTION: "comments that mean you",
}
"""What several of one occasion are, in a subject line."""

_TEMPLATES = Environment(
    loader=PackageLoader("workers.sending"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def subject(message: Message | EventMessage) -> str:
    """One line that says what is inside, without whatever breaks a line in what people wrote."""
    if isinstance(message, EventMessage):
        first, *others = message.data.events
        return f"{first['type']} at {first['position']}" + (f" and {len(others)} more events" if others else "")
    return " ".join(_about(message).split())


def _about(message: Message) -> str:
    items = message.data.items
    if not items:
        return f"A trial from Northlog, for {message.data.organization}: messages arrive here."
    if len(items) == 1:
        return items[0].notice.what
    (about, *others) = {_ABOUT.get(each.notice.occasion, _ABOUT[Occasion.RAISED]) for each in items}
    return f"{message.data.organization}: {len(items)} {_ABOUT[Occasion.RAISED] if others else about}"


def text(message: Message) -> str:
    """The whole message as plain text."""
    return _rendered("mail.txt", message)


def html(message: Message) -> str:
    """The whole message as HTML; everything that people wrote is escaped."""
    return _rendered("mail.html", message)


def _rendered(name: str, message: Message) -> str:
    said = {"subject": subject(message), "items": message.data.items, "reasons": REASONS}
    return _TEMPLATES.get_template(name).render(**said, organization=message.data.organization)
