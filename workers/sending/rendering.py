"""A message in words, for people: a subject line, plain text, HTML."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from domain.telling import Occasion
from workers.sending.message import Message

REASONS = {
    Occasion.RAISED: "new",
    Occasion.ESCALATED: "got worse",
    Occasion.REMINDER: "reminder",
}

_TEMPLATES = Environment(
    loader=PackageLoader("workers.sending"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def subject(message: Message) -> str:
    """One line that says what is inside."""
    items = message.data.items
    first = " ".join(items[0].notice.what.split())
    return first if len(items) == 1 else f"{message.data.organization}: {len(items)} things worth a look"


def text(message: Message) -> str:
    """The whole message as plain text."""
    return _rendered("mail.txt", message)


def html(message: Message) -> str:
    """The whole message as HTML; everything that people wrote is escaped."""
    return _rendered("mail.html", message)


def _rendered(name: str, message: Message) -> str:
    said = {"subject": subject(message), "items": message.data.items, "reasons": REASONS}
    return _TEMPLATES.get_template(name).render(**said, organization=message.data.organization)
