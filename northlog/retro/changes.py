"""What changed in mid-cycle: every edit of a published goal after the first week, with what stood before."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from domain.measure import Measure
from domain.objective.events import (
    AmbitionSet,
    KeyResultAdded,
    KeyResultDropped,
    KeyResultEvent,
    KeyResultOwnerAssigned,
    KeyResultRebaselined,
    KeyResultRetargeted,
    KeyResultReworded,
    LevelSet,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
    WhyNowStated,
)
from domain.objective.state import KeyResult, Objective, evolve
from events.record import Recorded
from northlog.formatting import measure_text
from northlog.retro.pack import Change

PersonName = Callable[[str | None], str]
"""Says who a person's id stands for; "nobody" for none."""

ActorName = Callable[[str], str]
"""Says who an actor of the log is."""

FIRST_DAYS = timedelta(days=7)
"""What is changed in the first week of a cycle belongs to its plan."""

_Said = tuple[str, str, str, str]
"""What was done, what stood before and after, and the reason."""


def changes(
    events: Iterable[Recorded[Any]], starts_at: datetime, person: PersonName, actor: ActorName
) -> list[Change]:
    """The changes of one objective, from all events of its stream in order."""
    state: Objective | None = None
    published = False
    said: _Said | None
    found = []
    for at in events:
        before = state
        state = evolve(state, at.event)
        if isinstance(at.event, ObjectivePublished):
            published, said = True, ("added in mid-cycle", "", state.title, "")
        else:
            said = _said(before, at.event, person) if published and before is not None else None
        if at.recorded_at < starts_at + FIRST_DAYS:
            continue
        if said is not None:
            what, was, became, reason = said
            found.append(
                Change(
                    at=at.recorded_at,
                    by=actor(at.actor),
                    about=_about(state, at.event),
                    what=what,
                    before=was,
                    after=became,
                    reason=reason,
                )
            )
    return found


def _about(state: Objective, event: Any) -> str:
    if not isinstance(event, KeyResultEvent):
        return "objective"
    return f"key result {list(state.key_results).index(event.key_result_id) + 1}"


def _said(state: Objective, event: Any, person: PersonName) -> _Said | None:
    if isinstance(event, KeyResultEvent):
        return _of_key_result(state.key_results.get(event.key_result_id), event, person)
    match event:
        case ObjectiveReworded(title=title, description=description):
            if title != state.title:
                return "reworded", state.title, title, ""
            return "described anew", state.description, description, ""
        case WhyNowStated(why_now=why_now):
            return "why-now stated", state.why_now, why_now, ""
        case OwnerAssigned(owner=owner):
            return "owner changed", person(state.owner), person(owner), ""
        case AmbitionSet(ambition=ambition):
            return "ambition changed", state.ambition, ambition, ""
        case LevelSet(level=level):
            return "level changed", state.level, level, ""
        case _:
            return None


def _of_key_result(before: KeyResult | None, event: KeyResultEvent, person: PersonName) -> _Said | None:
    if isinstance(event, KeyResultAdded):
        return "added", "", f"{event.title} ({measure_text(event.measure)})", ""
    assert before is not None, "a key result is added before it is changed"
    match event:
        case KeyResultReworded(title=title):
            return "reworded", before.title, title, ""
        case KeyResultOwnerAssigned(owner=owner):
            return "owner changed", person(before.owner), person(owner), ""
        case KeyResultRebaselined(measure=measure, reason=reason):
            return "start moved", *_measures(before.measure, measure), reason
        case KeyResultRetargeted(measure=measure, reason=reason):
            return "target moved", *_measures(before.measure, measure), reason
        case KeyResultDropped(reason=reason):
            return "dropped", before.title, "", reason
        case _:
            return None


def _measures(before: Measure, after: Measure) -> tuple[str, str]:
    return measure_text(before), measure_text(after)
