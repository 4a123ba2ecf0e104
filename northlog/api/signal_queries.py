"""Looking at alerts, and at the policies they go by."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query

from domain.policy import PRESETS
from domain.scope import Scope
from domain.words import Id
from northlog.api.access import Reader
from northlog.api.cursors import BY_DRAFT, After, Limit, Page, paging
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.looks import Look
from northlog.api.problems import there
from northlog.api.queries import LIST, ONE, IdInPath
from northlog.reading import alerts as alerts_of
from northlog.reading import policies
from northlog.reading.alerts import AlertView, ExplainedAlert
from northlog.reading.policies import PolicyView
from projections.current.signal_queries import AlertFilter

router = APIRouter()

BY_RAISING = BY_DRAFT
"""An instant and an id, too."""
State = Literal["open", "acknowledged", "resolved"]


@router.get("/alerts", response_model=Page[AlertView], responses=LIST, tags=["alerts"])
def alerts(
    look: Look,
    cycle: Annotated[Id | Unsaid, Query(description="Only of this cycle")] = None,
    team: Annotated[Id | Unsaid, Query(description="Only of this team")] = None,
    objective: Annotated[Id | Unsaid, Query(description="Only of this objective and its key results")] = None,
    rule: Annotated[str | Unsaid, Query(max_length=60, description="Only of this rule, such as `stalled`")] = None,
    state: Annotated[State | Unsaid, Query(description="Only in this state")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Alerts in the order they were raised, those that ended too."""
    asked = paging(after, "alerts", BY_RAISING, look.looking, look.said)
    wanted = AlertFilter(cycle_id=cycle, team_id=team, objective_id=objective, rule=rule, state=state)
    with look.snapshot(asked.moment) as seen:
        found = alerts_of.alerts(seen, wanted, asked.after, limit + 1)
        return asked.page(found, limit, lambda each: (each.raised_at, each.alert_id), seen)


@router.get("/alerts/{alert_id}", response_model=ExplainedAlert, responses=ONE, tags=["alerts"])
def alert(alert_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One alert with its rule's formula and the facts it rests on."""
    with look.snapshot() as seen:
        return fresh(there(alerts_of.explained(seen, alert_id), "alert_id", "alert"))


@router.get("/policies/{scope}", response_model=PolicyView, responses=ONE, tags=["policies"])
def policy(scope: Annotated[Scope, Path()], look: Look) -> Any:
    """What a team, or the `organization`, goes by: its own override, those above it, and what they come to."""
    with look.snapshot() as seen:
        return there(policies.policy(seen, scope), "scope", "team")


@router.get("/policy-presets", responses=LIST, tags=["policies"])
def presets(_: Reader) -> dict[str, Any]:
    """Published rules of known tools as overrides, by name."""
    return dict(PRESETS)
