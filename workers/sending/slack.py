"""A chat's incoming webhook in Slack's form, which Mattermost, Rocket.Chat and others understand."""

from dataclasses import dataclass
from typing import Any

import orjson

from workers.sending.http import Client
from workers.sending.message import Message, MessageItem, Outgoing, Undelivered
from workers.sending.rendering import REASONS, subject

MOST_ITEMS = 20
LONGEST = 500
"""Characters of one piece of text as it is posted; five make a block, of which Slack takes 3000."""

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True)
class Slack:
    client: Client

    def send(self, outgoing: Outgoing) -> None:
        """Raises ``Undelivered``. A chat has no ids of messages: what arrives twice is seen twice."""
        if outgoing.address is None:
            raise Undelivered("the destination has no address; give it one: northlog destination change --address")
        self.client.post(
            outgoing.address, {"Content-Type": "application/json"}, orjson.dumps(posted(outgoing.message))
        )


def posted(message: Message) -> dict[str, Any]:
    """The text for notifications, and the blocks that are shown."""
    items = message.data.items
    blocks = [_section(f"*{_plain(subject(message))}*"), *(_section(_told(each)) for each in items[:MOST_ITEMS])]
    if len(items) > MOST_ITEMS:
        blocks.append(_section(f"… and {len(items) - MOST_ITEMS} more: `northlog alerts`"))
    return {"text": _plain(subject(message)), "blocks": blocks}


def _told(item: MessageItem) -> str:
    notice = item.notice
    said = f"*{_plain(notice.what)}*\n{_plain(notice.why)}\n_{_plain(notice.clears_when)}_"
    return "\n".join([said, " · ".join([REASONS[notice.occasion], *map(_plain, item.names)])])


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _plain(text: str) -> str:
    """Text as it was written: no mention, no link, no command can hide in it (Slack's three escapes)."""
    escaped = ""
    for character in text:
        escape = _ESCAPES.get(character, character)
        if len(escaped) + len(escape) > LONGEST:
            return escaped + "…"
        escaped += escape
    return escaped
