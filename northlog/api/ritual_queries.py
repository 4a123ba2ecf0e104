"""Looking at rituals, and a team's calendar of them."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Response

from domain.ritual import RitualKind
from northlog.api.cursors import After, Limit, Page
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.listing import Listed, OfTeam, said
from northlog.api.looks import HEADERS, AnyMoment, Look, headers_of
from northlog.api.problems import declared, there
from northlog.api.queries import LIST, ONE, IdInPath
from northlog.reading.rituals import RitualView
from northlog.reading.rituals import rituals as rituals_of
from northlog.reports.agenda import Agenda
from northlog.reports.calendar import MEDIA_TYPE, team_calendar
from northlog.reports.convening import agenda as agenda_of

router = APIRouter(tags=["rituals"])

RITUALS = Listed("rituals", lambda seen: partial(rituals_of, seen), ("set_at", "ritual_id"))
_CALENDAR: dict[int | str, dict[str, Any]] = {
    200: {"headers": HEADERS, "content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
    **declared(404),
}


class CalendarResponse(Response):
    media_type = MEDIA_TYPE


@router.get("/rituals", response_model=Page[RitualView], responses=LIST)
def rituals(
    look: Look,
    team: OfTeam = None,
    kind: RitualKind | Unsaid = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Rituals with their meetings, in the order they were agreed on."""
    return RITUALS.page(look, said(team_id=team, kind=kind), after, limit)


@router.get("/rituals/{ritual_id}", response_model=RitualView, responses=ONE)
def ritual(ritual_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One ritual with its meetings."""
    with look.snapshot() as seen:
        found = rituals_of(seen, {"ritual_id": ritual_id})
        return fresh(there(next(iter(found), None), "ritual_id", "ritual"))


@router.get("/teams/{team_id}/calendar.ics", response_class=CalendarResponse, responses=_CALENDAR)
def calendar(team_id: IdInPath, look: Look) -> Response:
    """A team's rituals and check-ins as an iCalendar feed (RFC 5545)."""
    with look.snapshot() as seen:
        feed = there(team_calendar(seen, team_id), "team_id", "team")
        return CalendarResponse(feed, headers=headers_of(seen.position, seen.as_of))


@router.get("/teams/{team_id}/agenda", response_model=Agenda, responses=declared(404))
def agenda(team_id: IdInPath, looking: AnyMoment, kind: RitualKind = RitualKind.WEEKLY) -> Any:
    """What the next meeting of a team is about: for each kind its own sections, from what stands now."""
    return there(agenda_of(looking, team_id, kind), "team_id", "team")
