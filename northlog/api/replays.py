"""A cycle compared with itself on another day, and played again."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from domain.words import Id
from northlog.api.cursors import BY_POSITION, After, Limit, Page, Said, paging
from northlog.api.cycle_path import CycleNow
from northlog.api.etags import Unsaid
from northlog.api.looks import EXAMPLES, AnyMoment, KnownAt
from northlog.api.problems import declared, there
from northlog.reports.comparing import compared
from northlog.reports.diff import CycleDiff
from northlog.reports.reel import By, Reel
from northlog.reports.replay import Frame

router = APIRouter()

_FORMS = "an instant with its offset, a date (its end; today is now), or a position of the log (as known then)"
_SAID: dict[str, Any] = {"max_length": 40, "openapi_examples": EXAMPLES}

Team = Annotated[Id | Unsaid, Query(description="Only the objectives of this team")]


@router.get("/cycles/{cycle_id}/diff", response_model=CycleDiff, tags=["cycles"], responses=declared(404, 409))
def diff(
    cycle_id: CycleNow,
    looking: AnyMoment,
    since: Annotated[str, Query(alias="from", description=f"The look before: {_FORMS}", **_SAID)],
    until: Annotated[
        str | Unsaid, Query(alias="to", description=f"The look after: {_FORMS}; now if left out", **_SAID)
    ] = None,
    known_at: KnownAt = None,
    team: Team = None,
) -> Any:
    """What differs in a cycle between two moments, objective by objective; what does not is null or left out.

    Check-ins stand where they were true. What was changed and put back in between is no difference.
    """
    return there(compared(looking, cycle_id, since, until, known_at, team), "cycle_id", "cycle")


@router.get("/cycles/{cycle_id}/replay", response_model=Page[Frame], tags=["cycles"], responses=declared(404, 409))
def replay(
    cycle_id: CycleNow,
    looking: AnyMoment,
    by: Annotated[
        By,
        Query(description="`week`: what was true when each week ended. `event`: what was known after each event"),
    ] = By.WEEK,
    known_at: KnownAt = None,
    team: Team = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """A cycle in frames: the first whole, each further one as what differs from the frame before.

    Keep the tree of the last frame; the `differences` of the next say how to make its tree of it. All pages of a
    replay speak of one state of the log: what others write meanwhile is in the next replay.
    """
    # What a frame's number means hangs on all that chooses frames.
    of = f"replay {cycle_id} {by} {team or ''}"
    asked = paging(after, of, BY_POSITION, looking, Said(known_at=known_at))
    past = looking.past(cycle_id, team, asked.moment or looking.moment(None, known_at))
    seen = there(past, "cycle_id", "cycle")
    found = list(Reel.of(seen, by).frames(asked.after or 0, limit + 1))
    return asked.page(found, limit, lambda frame: frame.number, seen)
