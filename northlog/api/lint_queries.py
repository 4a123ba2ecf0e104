"""Looking at what lints find, at their rules, and at the words they go by."""

from operator import attrgetter
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query

from domain.scope import Scope
from domain.words import Id
from northlog.api.access import Reader
from northlog.api.cursors import BY_POSITION, After, Limit, Page, paging
from northlog.api.etags import Unsaid
from northlog.api.looks import Look
from northlog.api.problems import there
from northlog.api.queries import LIST, PART, IdInPath
from northlog.reading.lints import ObjectiveLints, RuleView, VocabularyView, lints, rules, vocabulary
from projections.reader import ObjectiveFilter

router = APIRouter(tags=["lints"])

Status = Annotated[
    Literal["draft", "published"],
    Query(description="Of drafts, or of objectives that were published all the same"),
]


@router.get("/lints", response_model=Page[ObjectiveLints], responses=LIST)
def all_lints(
    look: Look,
    cycle: Annotated[Id | Unsaid, Query(description="Only of this cycle")] = None,
    team: Annotated[Id | Unsaid, Query(description="Only of this team")] = None,
    status: Status = "draft",
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """What lints find, objective by objective in the order they were drafted; those without a finding too."""
    asked = paging(after, "lints", BY_POSITION, look.looking, look.said)
    wanted = ObjectiveFilter(cycle_id=cycle, team_id=team, status=status)
    with look.snapshot(asked.moment) as seen:
        found = seen.objectives(wanted, asked.after, limit + 1)
        page = asked.page(found, limit, attrgetter("position"), seen)
        return page | {"items": lints(seen, page["items"])}


@router.get("/objectives/{objective_id}/lints", response_model=ObjectiveLints, responses=PART)
def of_objective(objective_id: IdInPath, look: Look) -> Any:
    """What lints find in an objective and its key results, published or not; of a closed one nothing any more."""
    with look.snapshot() as seen:
        (found,) = lints(seen, [there(seen.objective(objective_id), "objective_id", "objective")])
        return found


@router.get("/lint-rules", response_model=list[RuleView], responses=LIST)
def lint_rules(_: Reader) -> Any:
    """Every rule with its number in the practice, why it is there, and an example."""
    return rules()


@router.get("/vocabularies/{scope}", response_model=VocabularyView, responses=PART)
def of_scope(scope: Annotated[Scope, Path()], look: Look) -> Any:
    """The words that lints go by for a team, or for the `organization`: its own, and all that hold."""
    with look.snapshot() as seen:
        return there(vocabulary(seen, scope), "scope", "team")
