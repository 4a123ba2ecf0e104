"""The frame that goals stand in: teams, cycles and owners, found by name or, if that is wanted, made."""

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from domain.cycle import Cycle, CycleStatus, PlanCycle, StartCycle
from domain.team import FormTeam, TeamKind
from northlog.ids import derived_id, new_id
from northlog.importing.faults import made
from northlog.importing.items import Introduce, Item, Plan
from northlog.importing.mapping import Mapping
from northlog.importing.surroundings import Surroundings
from northlog.importing.tree import Cells, Node
from northlog.importing.trouble import Unfit
from northlog.importing.values import day, period
from northlog.people import Details
from northlog.reading.views import CycleView

GRACE = 7
"""Days for which an imported cycle that is over takes late entries from today on."""


@dataclass(frozen=True, slots=True)
class Wants:
    """What the importer said. ``team``, ``cycle``: where a row names none."""

    team: str | None = None
    cycle: str | None = None
    create_people: bool = False
    create_teams: bool = False
    create_cycles: bool = False


class Frames:
    """Finds, or plans to make. Every method raises ``Unfit``."""

    def __init__(self, plan: Plan, here: Surroundings, wants: Wants, layout: Mapping) -> None:
        self._plan, self._here, self._wants, self._layout = plan, here, wants, layout
        self._teams: dict[str, Item] = {}
        for team in here.teams:
            self._teams.setdefault(team.name.casefold(), Item(0, "team", team.team_id))
        companies = [each.team_id for each in here.teams if each.kind == TeamKind.COMPANY]
        self._companies = [Item(0, "team", each) for each in companies]
        self._cycles: dict[str, Item] = {}
        self._people: dict[str, Item] = {}
        self.cycles: dict[str, Cycle] = {}
        for cycle in here.cycles:
            self._know(cycle.name, Item(0, "cycle", cycle.cycle_id), _as_domain(cycle))
        self._today = here.now.astimezone(here.zone).date()

    def team(self, node: Node, above: Item | None) -> Item:
        """The team whose goal it is: as its row says, else as was said for all, else that of the goal above."""
        said = node.cells.get("team") or self._wants.team
        if not said:
            return above or self._company(node.line)
        names = [said, *(part.strip() for part in said.replace(";", ",").split(","))]
        found = next((self._teams[name.casefold()] for name in names if name.casefold() in self._teams), None)
        if found is None and not self._wants.create_teams:
            raise Unfit("team", f"there is no team “{said}”; form it, or add --create-teams")
        if len(names) > 2 and said.casefold() not in self._teams:
            self._plan.notes["Several teams are named; the first one known has the objective"].append(node.line)
        return found or self._form(node.line, names[1] or said)

    def _form(self, line: int, name: str) -> Item:
        company = self._company(line)
        key = derived_id(self._here.org, name.casefold(), "imported team")
        item = Item(line, "team", key, [made(FormTeam, "team", team_id=key, name=name, parent_id=company.key)])
        item.rests_on = [company]
        return self._put(self._teams, name, item)

    def _company(self, line: int) -> Item:
        """The one company; made under the organization's name where there is none and teams may be made."""
        if len(self._companies) == 1:
            return self._companies[0]
        if self._companies or not self._wants.create_teams:
            raise Unfit("team", "names no team; say one for all rows with --team")
        key = derived_id(self._here.org, "company", "imported team")
        form = FormTeam(team_id=key, name=self._here.name, kind=TeamKind.COMPANY)
        self._companies = [self._put(self._teams, self._here.name, Item(line, "team", key, [form]))]
        return self._companies[0]

    def cycle(self, node: Node, above: Item | None) -> Item:
        """The cycle it belongs to: by name, as a period, by its days; else as that of the goal above."""
        said = node.cells.get("cycle") or ("" if "starts_on" in node.cells else self._wants.cycle or "")
        if said.casefold() in self._cycles:
            return self._cycles[said.casefold()]
        days = period(said) or self._days(node.cells)
        if days is None and not said and above is not None:
            return above
        if days is None:
            missing = f"there is no cycle “{said}”" if said else "names no cycle"
            raise Unfit("cycle", f"{missing}; plan it, say one with --cycle, or write a period such as Q3 2025")
        same = next((key for key, it in self.cycles.items() if (it.starts_on, it.ends_on) == days), None)
        if same is not None:
            return next(each for each in self._cycles.values() if each.key == same)
        name = said or f"{days[0]} to {days[1]}"
        if not self._wants.create_cycles:
            raise Unfit("cycle", f"there is no cycle “{name}”; plan it, or add --create-cycles")
        return self._plan_cycle(node.line, name, *days)

    def _days(self, cells: Cells) -> tuple[date, date] | None:
        if "starts_on" not in cells or "ends_on" not in cells:
            return None
        first, last = (day(field, cells[field], self._layout.dates) for field in ("starts_on", "ends_on"))
        return first, last

    def _plan_cycle(self, line: int, name: str, first: date, last: date) -> Item:
        key = derived_id(self._here.org, f"{first} {last}", "imported cycle")
        over = (self._today - last).days
        grace = None if over <= 0 else over + GRACE
        plan = made(PlanCycle, "cycle", cycle_id=key, name=name, starts_on=first, ends_on=last, grace_days=grace)
        begun = first <= self._today
        does = [plan, StartCycle(cycle_id=key)] if begun else [plan]
        if over > 0:
            note = f"Cycle “{name}” is over; once all is in, close it: northlog cycle close"
            self._plan.notes[note].append(line)
        item = Item(line, "cycle", key, does)
        self._plan.items.append(item)
        status = CycleStatus.STARTED if begun else CycleStatus.PLANNED
        self._know(name, item, Cycle(name, first, last, grace or 0, self._here.zone.key, status))
        return item

    def _know(self, name: str, item: Item, cycle: Cycle) -> None:
        self._cycles.setdefault(name.casefold(), item)
        self.cycles[item.key] = cycle

    def owner(self, node: Node) -> Item | None:
        """Who is accountable; ``None``, with a note, where nobody or not one alone is known by that name."""
        said = node.cells.get("owner")
        if said is None:
            return None
        names = [said, *(part.strip() for part in said.replace(";", ",").split(","))]
        if len(names) > 2:
            self._plan.notes["Several owners are named; the first one known is accountable"].append(node.line)
        for name in names:
            known = self._here.people.get(name.casefold(), ())
            if len(known) == 1:
                return Item(0, "person", known[0])
            if len(known) > 1:
                self._plan.notes[f"No owner, as several people are called “{name}”"].append(node.line)
                return None
        if self._wants.create_people:
            return self._people.get(names[1].casefold()) or self._introduce(node.line, names[1])
        self._plan.notes[f"No owner, as nobody is known as “{said}”; --create-people introduces them"].append(
            node.line
        )
        return None

    def _introduce(self, line: int, name: str) -> Item:
        local, at, _ = name.partition("@")
        try:
            details = Details(name=local, email=name if at else None)
        except ValidationError:
            raise Unfit("owner", f"“{name}” is neither a name nor an e-mail address") from None
        key = new_id()  # one that followed from the name would tell who it is
        return self._put(self._people, name, Item(line, "person", key, [Introduce(key, details)]))

    def _put(self, known: dict[str, Item], name: str, item: Item) -> Item:
        known[name.casefold()] = item
        self._plan.items.append(item)
        return item


def _as_domain(view: CycleView) -> Cycle:
    return Cycle(
        view.name, view.starts_on, view.ends_on, view.grace_days, view.time_zone, CycleStatus(view.status)
    )
