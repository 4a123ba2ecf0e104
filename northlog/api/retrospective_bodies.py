"""The request that opens a retrospective: what it begins with is read off what stands, once."""

from pydantic import BaseModel, ConfigDict, Field

from domain.retrospective.base import RetrospectiveKind, Trigger, stream_of
from domain.retrospective.commands import OpenRetrospective, Prefilled
from domain.retrospective.events import EntryAdded, RetrospectiveOpened
from domain.words import Day, Id
from events import read
from events.catalogue import CATALOGUE
from events.transaction import driver, transaction
from northlog.api.looks import looking_at
from northlog.api.route import Fields, Work
from northlog.ids import derived_id
from northlog.reports.prefilling import prefilled


class OpenRetrospectiveBody(BaseModel):
    """Of one team, or without ``team_id`` of the whole organization's cycle. ``trigger`` says what called for it;
    without one it was scheduled. ``held_on`` is the day of the meeting, today unless said, and may lie ahead."""

    model_config = ConfigDict(extra="forbid")

    cycle_id: Id
    team_id: Id | None = None
    kind: RetrospectiveKind
    trigger: Trigger | None = None
    held_on: Day | None = None
    prefill: bool = Field(
        default=False,
        strict=True,
        description="Begin with the evidence of what calls for it as attractors and detractors, in one append; "
        "where no trigger is said, it is the first that holds. Needs `team_id`",
    )


def opening(work: Work, fields: Fields) -> Fields:
    """The command's fields, with the entries it begins with where they are asked for."""
    prefill = fields.pop("prefill")
    if not prefill:
        return fields
    begun = _begun(work, fields)
    if begun is not None:
        return begun
    with looking_at(work.northlog, work.org).snapshot() as seen:
        return dict(prefilled(seen, OpenRetrospective(**fields), lambda number: _entry_id(work, number)))


def _entry_id(work: Work, number: int) -> str:
    return derived_id(work.org, work.key, f"prefilled {number}")


def _begun(work: Work, fields: Fields) -> Fields | None:
    """What a first request under the same key began with, so that its repetition is the same command."""
    with transaction(work.northlog.app, work.org) as connection:
        stream = stream_of(fields["retrospective_id"])
        events = [event for _, event in read.stream(driver(connection), CATALOGUE, work.org, stream)]
    if not events:
        return None
    opened, *rest = events
    assert isinstance(opened, RetrospectiveOpened), "a retrospective's stream begins with its opening"
    entries = {each.entry_id: each for each in rest if isinstance(each, EntryAdded)}
    taken: list[Prefilled] = []
    while (key := _entry_id(work, len(taken))) in entries:
        each = entries[key]
        said = {"kind": each.kind, "entry_id": key, "text": each.text, "objective_id": each.objective_id}
        taken.append(Prefilled.model_validate(said))
    return {**fields, "trigger": fields["trigger"] or opened.trigger, "prefilled": tuple(taken)}
