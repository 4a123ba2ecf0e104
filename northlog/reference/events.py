"""docs/events.md, from the event types and a story told through the domain."""

import json
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Any

from domain.aggregates import EVENTS
from domain.words import Event
from northlog.reference.story import told
from northlog.reference.words import Schema, in_words

_HEAD = """# Event catalogue

<!-- Written by `python -m northlog.reference`; do not edit. -->

Every event that can stand in the log, by its stored name. The name is pinned text; its last part is the version
of the body's shape. A body never changes once stored, and every version ever stored stays readable. Fields marked
*optional* may be absent from a stored body and then have the value named.

Beside its body an event has, in the log: position, stream and version in the stream, both clocks (`recorded_at`:
when the log learnt it; `occurred_at`: when it was true), actor, command id, correlation id, causation id and hash.
`occurred_at` equals `recorded_at` except for a check-in and a reading of a health metric, whose bodies say when
they were true, and for what the evaluation says of an alert, which holds as of the instant it was evaluated for.

The examples are one small story told through the domain's own rules; ids and the sealed text are made up.
"""

_KINDS = {
    "organization": "one stream an organization, `organization`",
    "person": "a stream a person, `person-<id>`",
    "team": "a stream a team, `team-<id>`",
    "cycle": "a stream a cycle, `cycle-<id>`",
    "objective": "a stream an objective with its key results and check-ins, `objective-<id>`",
    "retrospective": "a stream a retrospective with its entries, `retrospective-<id>`",
    "policy": "a stream a scope: `policy` of the organization, `policy-<id>` of a team or unit",
    "vocabulary": "a stream a scope: `vocabulary` of the organization, `vocabulary-<id>` of a team or unit",
    "destination": "a stream a destination, `destination-<id>`; addresses and secrets are kept beside the log",
    "strategy": "one stream an organization, `strategy`",
    "alignment": "one stream an organization, `alignment`: a ring of contributions is seen over all of them",
    "contribution": "a stream a contribution, `contribution-<id>`",
    "link": "a stream a link, `link-<id>`",
    "ritual": "a stream a ritual with its meetings, `ritual-<id>`",
    "dependency": "a stream a dependency, `dependency-<id>`",
    "comment": "a stream a comment, `comment-<id>`; a thread is the comments that name its first",
    "review": "a stream a review, `review-<id>`",
    "agreement": "a stream an objective, `agreement-<id>` with the objective's id",
    "proposal": "a stream a proposal, `proposal-<id>`",
    "backlog_item": "a stream an item of a backlog, `backlog_item-<id>`",
    "health_metric": "a stream a health metric with its readings, `health_metric-<id>`",
    "planning": "a stream a planning with its stories and themes, `planning-<id>`",
    "alert": "a stream an alert, `alert-<id>`; the id follows from rule, subject and episode",
}


def events_page() -> str:
    """The page's whole text, in Markdown."""
    examples = {event.stored_as: event for event in reversed(told())}
    kinds: dict[str, list[type[Event]]] = {}
    for each in EVENTS:
        kinds.setdefault(examples[each.stored_as].stream.partition("-")[0], []).append(each)
    parts: dict[str, Schema] = {}
    sections = [_HEAD]
    for kind, types in kinds.items():
        sections.append(f"\n## {kind.capitalize().replace('_', ' ')}\n\nStored in {_KINDS[kind]}.\n")
        sections += [_event(each, examples[each.stored_as], parts) for each in types]
    sections.append("\n## Parts\n\nWhat several events are made of.\n")
    sections += [_part(name, parts[name]) for name in sorted(parts)]
    return "".join(sections)


def _event(kind: type[Event], example: Event, parts: dict[str, Schema]) -> str:
    schema = kind.model_json_schema(mode="validation")
    parts |= schema.get("$defs", {})
    body = json.dumps(json.loads(example.model_dump_json()), indent=2, ensure_ascii=False)
    said = cleandoc(kind.__doc__ or "").replace("``", "`")
    return f"\n### `{kind.stored_as}`\n\n{said}\n\n{_fields(schema)}\n```json\n{body}\n```\n"


def _part(name: str, schema: Schema) -> str:
    said = cleandoc(schema.get("description", "")).replace("``", "`")
    shape = _fields(schema) if "properties" in schema else f"{in_words(schema)}\n"
    return "\n".join(["", f"### {name}", "", *([said, ""] if said else []), shape])


def _fields(schema: Schema) -> str:
    return "| Field | Takes |\n| --- | --- |\n" + "".join(_rows(schema))


def _rows(schema: Schema) -> Iterator[str]:
    required: Iterable[str] = schema.get("required", ())
    for name, field in schema["properties"].items():
        optional = "" if name in required else f"; *optional*, {_default(field)}"
        yield f"| `{name}` | {in_words(field)}{optional} |\n"


def _default(field: dict[str, Any]) -> str:
    return f"`{json.dumps(field['default'])}`"
