"""A cycle on one day, compared with itself on another."""

from domain.objective.events import KeyResultRebaselined, KeyResultRetargeted
from northlog.reading.happened import happened
from northlog.reading.looking import Looking
from northlog.reading.moments import WrongMoment, local_text
from northlog.reading.past import Past
from northlog.reading.views import CycleTree
from northlog.reports.diff import CycleDiff, Reasons, diff
from projections.moment import Moment


def compared(
    looking: Looking,
    cycle_id: str,
    since: str,
    until: str | None = None,
    known_at: str | None = None,
    team_id: str | None = None,
) -> CycleDiff | None:
    """What differs in a cycle between two moments, of one team's objectives or of all; ``None`` where there is no
    such cycle.

    ``since`` and ``until`` are what ``northlog.reading.moments.resolve`` takes as ``as_of``; without ``until`` it
    is now.
    Raises ``WrongMoment`` for the fields ``from``, ``to`` and ``known_at``, also where the cycle was not there yet
    (rule ``before_cycle``) and where ``from`` lies after ``to`` (``order``).
    """
    begin, asked = _moment(looking, "from", since, known_at), _moment(looking, "to", until, known_at)
    past = looking.past(cycle_id, team_id)
    if past is None:
        return None
    end = asked or past.moment
    assert begin is not None, "one is said"
    # What one append recorded bears one instant: there the position says what came first.
    if (begin.at, begin.position) > (end.at, end.position):
        raise WrongMoment("from", "order", "must not lie after to")
    before, after = _there(past, "from", begin), _there(past, "to", end)
    found = diff(before, after)
    reasons = _reasons(looking, found, begin, end)
    return diff(before, after, reasons) if reasons else found


def _moment(looking: Looking, field: str, said: str | None, known_at: str | None) -> Moment | None:
    try:
        return looking.moment(said, known_at)
    except WrongMoment as wrong:
        raise WrongMoment(field if wrong.field == "as_of" else wrong.field, wrong.rule, wrong.message) from None


def _there(past: Past, field: str, moment: Moment) -> CycleTree:
    tree = past.tree(moment)
    if tree is None:
        first = past.tree(past.moment)
        assert first is not None, "the cycle is there now"
        planned = local_text(past.planned_at, first.cycle.time_zone)
        message = f"the cycle was not there yet; it was planned at {planned}, which can be asked of by its date"
        raise WrongMoment(field, "before_cycle", message)
    return tree


def _reasons(looking: Looking, found: CycleDiff, begin: Moment, end: Moment) -> Reasons:
    """Why starts and targets moved in between."""
    moved = [
        each.objective_id
        for each in found.objectives
        if any(result.rebaselined or result.retargeted for result in each.key_results)
    ]
    reasons: dict[str, list[str]] = {}
    if moved:
        with looking.at(end) as seen:
            for at in happened(seen, moved, KeyResultRebaselined, KeyResultRetargeted):
                known_before = at.position <= begin.position and at.recorded_at <= begin.at
                if at.recorded_at <= end.at and at.event.reason and not known_before:
                    reasons.setdefault(at.event.key_result_id, []).append(at.event.reason)
    return reasons
