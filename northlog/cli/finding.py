"""From what people type to ids: a whole id, four or more of its first characters, or a name; of some things a part
of the name will do that no other has."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from domain.decider import Refused
from northlog.organizations import SHORTEST
from northlog.reading.check_ins import CheckInView
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import CycleView, KeyResultView, ObjectiveView, TeamView
from projections.reader import ObjectiveFilter

LISTED = 5


class Unclear(Refused):
    """What was typed names nothing, or several things. The message is a whole sentence, said alone."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be meant."""

    id: str
    name: str

    def __str__(self) -> str:
        return f"“{self.name}” ({self.id[:8]})"


def pick(what: str, field: str, wanted: str, candidates: Sequence[Candidate], part: bool = False) -> str:
    """The id of the one candidate meant; ``part``: a part of its name will do. Raises ``Unclear``, which lists
    those that could be."""
    text = wanted.strip()
    folded = text.casefold()
    fitting = [each for each in candidates if each.id == folded]
    fitting = fitting or [each for each in candidates if each.name.casefold() == folded]
    if not fitting and len(text) >= SHORTEST:
        fitting = [each for each in candidates if each.id.startswith(folded)]
    if not fitting and part:
        fitting = _having(folded, candidates)
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        named = (
            f"one of these {what}s: {listed(fitting)}; say more of the name, or" if part else listed(fitting) + ";"
        )
        raise Unclear(field, "ambiguous", f"“{text}” may mean {named} give more of the id")
    if not candidates:
        raise Unclear(field, "unknown", f"there is no {what} yet, so none can be “{text}”")
    near = nearest(text, candidates)
    raise Unclear(field, "unknown", f"there is no {what} “{text}”; there is {listed(near)}")


def _having(folded: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those whose name has this as whole words; else, where it is long enough, as any part."""
    words = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
    having = [each for each in candidates if folded and words.search(each.name.casefold())]
    if having or len(folded) < SHORTEST:
        return having
    return [each for each in candidates if folded in each.name.casefold()]


def nearest(wanted: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates whose names are like what was typed; all of them where none is."""
    folded = wanted.strip().casefold()
    names = {each.name.casefold(): each for each in candidates}
    inside = [each for name, each in names.items() if folded in name]
    close = [names[name] for name in difflib.get_close_matches(folded, names, n=LISTED, cutoff=0.3)]
    return inside or close or list(candidates)


def listed(candidates: Sequence[Candidate]) -> str:
    """The first few, and how many more there are."""
    more = len(candidates) - LISTED
    shown = ", ".join(map(str, candidates[:LISTED]))
    return f"{shown} and {more} more" if more > 0 else shown


class Finder:
    """Finds what is meant in one organization. Every method raises ``Unclear`` where it is not clear."""

    def __init__(self, look: Callable[[], AbstractContextManager[Snapshot]]) -> None:
        self._look = look

    def cycle(self, wanted: str | None, field: str = "cycle_id") -> CycleView:
        """The cycle meant, by a part of its name too; without a word the current one."""
        with self._look() as seen:
            cycles, current = {each.cycle_id: each for each in seen.cycles()}, seen.current_cycle()
            alike = seen.current_cycles()
            advice = "" if seen.as_of else '; plan one: northlog cycle plan "Q1" 2027-01-01'
        if wanted is not None:
            return cycles[pick("cycle", field, wanted, _cycles(cycles.values()), part=True)]
        if current is None:
            raise Unclear(field, "unknown", f"there is no cycle yet{advice}")
        if len(alike) > 1:
            raise Unclear(field, "ambiguous", f"several cycles run alike: {listed(_cycles(alike))}; name one")
        return current

    def started(self) -> list[CycleView]:
        """The cycles that are started, the earliest first."""
        with self._look() as seen:
            return [each for each in seen.cycles() if each.status == "started"]

    def teams(self) -> dict[str, TeamView]:
        """All teams by id."""
        with self._look() as seen:
            return {each.team_id: each for each in seen.teams()}

    def team(self, wanted: str, field: str = "team_id") -> str:
        """The id of the team meant; a dissolved one only by its id."""
        found = self.teams()
        alive = [Candidate(key, team.name) for key, team in found.items() if not team.dissolved]
        return wanted if wanted in found else pick("team", field, wanted, alive)

    def person(self, wanted: str, field: str = "person_id") -> str:
        """The id of the person meant by id, name or e-mail address."""
        with self._look() as seen:
            people = seen.people()
        by_email = [key for key, it in people.items() if it.email and it.email.casefold() == wanted.casefold()]
        if len(by_email) == 1:
            return by_email[0]
        return pick(
            "person", field, wanted, [Candidate(key, it.name or "forgotten") for key, it in people.items()]
        )

    def owner(self, wanted: str | None) -> str | None:
        """The owner meant; "nobody" is ``None``."""
        return None if wanted is None or wanted == "nobody" else self.person(wanted, "owner")

    def objective(self, wanted: str, field: str = "objective_id") -> ObjectiveView:
        """The objective meant. Among equal titles one of the current cycle goes first."""
        return self._any_objective(wanted, field, part=False)

    def objective_by_part(self, wanted: str, field: str = "objective_id") -> ObjectiveView:
        """The objective meant, where a part of its title will do that no other of the current cycle has."""
        return self._any_objective(wanted, field, part=True)

    def _any_objective(self, wanted: str, field: str, part: bool) -> ObjectiveView:
        with self._look() as seen:
            return _objective(seen.objectives(ObjectiveFilter()), wanted, field, seen.current_cycle(), part)

    def objective_of_key_result(self, wanted: str, field: str = "key_result_id") -> ObjectiveView:
        """The objective whose key result is meant, by the result's id, its title or a part of that; those of the
        current cycle go first."""
        with self._look() as seen:
            objectives, current = seen.objectives(ObjectiveFilter()), seen.current_cycle()
        now = [each for each in objectives if current and each.cycle_id == current.cycle_id]
        try:
            return _of_key_result(now, wanted, field)
        except Unclear as miss:
            if miss.rule != "unknown":
                raise
        return _of_key_result(objectives, wanted, field)

    def key_result(self, wanted: str) -> KeyResultView:
        """The key result meant, by id, title, or as OBJECTIVE.NUMBER (3f2a.2)."""
        with self._look() as seen:
            objectives, current = seen.objectives(ObjectiveFilter()), seen.current_cycle()
        of, dot, number = wanted.rpartition(".")
        if dot and number.isdigit() and len(of) >= SHORTEST:
            return key_result_of(_objective(objectives, of, "key_result_id", current), number, "key_result_id")
        return _key_result((each for it in objectives for each in it.key_results), wanted, "key_result_id")

    def objective_or_key_result(self, wanted: str, field: str = "objective_id") -> tuple[str, str | None]:
        """The ids of the objective meant, and of its key result where that is meant, as OBJECTIVE.NUMBER."""
        of, dot, number = wanted.rpartition(".")
        if dot and number.isdigit() and of:
            result = self.key_result(wanted)
            return result.objective_id, result.key_result_id
        return self.objective(wanted, field).objective_id, None

    def near(self, wanted: str) -> str:
        """The cycles, objectives and key results whose names are like what was typed, in one line."""
        with self._look() as seen:
            cycles, objectives = seen.cycles(), seen.objectives(ObjectiveFilter())
        return listed(nearest(wanted, [*_cycles(cycles), *_candidates(objectives), *_results(objectives)]))

    def check_in(self, wanted: str) -> CheckInView:
        """The check-in meant, as it was last said."""
        field = "check_in_id"
        if len(wanted) < SHORTEST:
            raise Unclear(field, "short", f"give at least {SHORTEST} characters of the check-in's id")
        with self._look() as seen:
            found = seen.check_in_ids(wanted.strip().lower())
            if len(found) == 1:
                objective_id, check_in_id = found[0]
                return next(each for each in seen.check_ins(objective_id) if each.check_in_id == check_in_id)
        if found:
            raise Unclear(field, "ambiguous", f"“{wanted}” begins {len(found)} check-ins; give more of the id")
        raise Unclear(field, "unknown", f"there is no check-in “{wanted}”; northlog show OBJECTIVE lists them")


def key_result_of(objective: ObjectiveView, wanted: str, field: str) -> KeyResultView:
    """The key result of an objective meant by its number, id or title. Raises ``Unclear``, which lists all."""
    for each in objective.key_results:
        if wanted == str(each.number):
            return each
    try:
        return _key_result(objective.key_results, wanted, field)
    except Unclear as miss:
        if miss.rule != "unknown" or not objective.key_results:
            raise
        all_of_it = ", ".join(f"{each.number} “{each.title}”" for each in objective.key_results)
        message = f"there is no key result “{wanted}” of “{objective.title}”; there is {all_of_it}"
        raise Unclear(field, "unknown", message) from None


def _key_result(results: Iterable[KeyResultView], wanted: str, field: str) -> KeyResultView:
    found = {each.key_result_id: each for each in results}
    candidates = [Candidate(key, each.title) for key, each in found.items()]
    return found[pick("key result", field, wanted, candidates)]


def _objective(
    objectives: Iterable[ObjectiveView], wanted: str, field: str, current: CycleView | None, part: bool = False
) -> ObjectiveView:
    found = {each.objective_id: each for each in objectives}
    now = [each for each in found.values() if current and each.cycle_id == current.cycle_id]
    folded = wanted.strip().casefold()
    # A goal carried forward keeps its title; who says the title means the running one.
    titled = [each for each in now if each.title.casefold() == folded]
    if len(titled) == 1:
        return titled[0]
    try:
        return found[pick("objective", field, wanted, _candidates(found.values()))]
    except Unclear as miss:
        if miss.rule != "unknown":
            raise
    likely = now or list(found.values())
    inside = [each for each in likely if folded in each.title.casefold()]
    if part and len(inside) == 1 and len(folded) >= SHORTEST:
        return inside[0]
    return found[pick("objective", field, wanted, _candidates(likely))]


def _of_key_result(objectives: Sequence[ObjectiveView], wanted: str, field: str) -> ObjectiveView:
    """Titles of objectives are candidates beside those of key results: a part that both have is not clear."""
    of = {each.objective_id: each for each in objectives}
    of |= {result.key_result_id: each for each in objectives for result in each.key_results}
    return of[pick("goal", field, wanted, [*_candidates(objectives), *_results(objectives)], part=True)]


def _results(objectives: Iterable[ObjectiveView]) -> list[Candidate]:
    return [Candidate(it.key_result_id, it.title) for each in objectives for it in each.key_results]


def _cycles(cycles: Iterable[CycleView]) -> list[Candidate]:
    return [Candidate(each.cycle_id, each.name) for each in cycles]


def _candidates(objectives: Iterable[ObjectiveView]) -> list[Candidate]:
    return [Candidate(each.objective_id, each.title) for each in objectives]
