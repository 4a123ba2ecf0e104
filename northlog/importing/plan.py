"""From goals of a file to commands of the domain, each piece with an id that follows from what it is.

So an import that is run again makes nothing twice: what is there by its id, or under the same title in the same
team and cycle, is left as it is.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from domain.cycle import Cycle, CycleStatus
from domain.link import LinkKind, LinkObjectives
from domain.measure import Measure
from domain.objective.commands import AddKeyResult, CheckIn, DraftObjective, PublishObjective
from domain.words import Ambition, Level
from northlog.first_fault import first_fault
from northlog.ids import derived_id
from northlog.importing.faults import made
from northlog.importing.frames import Frames, Wants
from northlog.importing.items import Item, Plan
from northlog.importing.mapping import Kind, Mapping
from northlog.importing.surroundings import Surroundings
from northlog.importing.tree import Cells, Node
from northlog.importing.trouble import Unfit
from northlog.importing.values import day, instant, number, reading, whole

_MEASURES: TypeAdapter[Any] = TypeAdapter(Measure)


def plan(nodes: Iterable[Node], here: Surroundings, wants: Wants, layout: Mapping) -> Plan:
    """All that a file asks for, each piece after those it rests on."""
    return _Planner(here, wants, layout).plan(nodes)


class _Planner:
    def __init__(self, here: Surroundings, wants: Wants, layout: Mapping) -> None:
        self._here, self._layout, self._made = here, layout, Plan()
        self._frames = Frames(self._made, here, wants, layout)
        self._of: dict[Node, Item] = {}
        self._stands_in: dict[Item, tuple[Item, Item]] = {}
        self._drafts: set[Item] = set()
        self._measures: dict[Item, Measure] = {}

    def plan(self, nodes: Iterable[Node]) -> Plan:
        links: list[Item] = []
        for node in _parents_first(nodes):
            item = Item(node.line, node.kind.value, "", fault=node.fault)
            if node.above is not None:
                item.rests_on = [self._of[node.above]]
            self._of[node] = item
            item.fault = item.fault or item.blocked()
            if item.fault is None:
                try:
                    self._fill(node, item, links)
                except Unfit as fault:
                    item.fault = fault
            self._made.items.append(item)
        self._made.items += links
        return self._made

    def _fill(self, node: Node, item: Item, links: list[Item]) -> None:
        match node.kind:
            case Kind.OBJECTIVE:
                self._objective(node, item)
                if node.above is not None:
                    links.append(self._link(item, self._of[node.above]))
            case Kind.KEY_RESULT:
                self._key_result(node, item)
            case Kind.CHECK_IN:
                self._check_in(node, item)

    def _objective(self, node: Node, item: Item) -> None:
        cells = node.cells
        team, cycle = self._stands_in.get(self._of[node.above], (None, None)) if node.above else (None, None)
        team, cycle = self._frames.team(node, team), self._frames.cycle(node, cycle)
        owner = self._frames.owner(node)
        title = cells.get("title") or cells["objective"]
        above = item.rests_on[0].key if item.rests_on else ""
        name = "\n".join((cycle.key, team.key, above, title.casefold()))
        key = derived_id(self._here.org, name, "imported objective")
        alike = self._here.goals.get((cycle.key, team.key, title.casefold()), ())
        # Two below different ones may share a title: each is its own again before it is another.
        item.key = key if key in alike else next(iter(alike), key)
        self._stands_in[item] = (team, cycle)
        draft = made(
            DraftObjective,
            "objective",
            objective_id=item.key,
            cycle_id=cycle.key,
            team_id=team.key,
            title=title,
            description=cells.get("description", ""),
            why_now=cells.get("why_now", ""),
            owner=None if owner is None else owner.key,
            ambition=_ambition(cells),
            level=Level.STRATEGIC if cells.get("scope", "").casefold() in self._layout.strategic else Level.TEAM,
        )
        item.does = [draft, PublishObjective(objective_id=item.key)]
        if cells.get("status", "").casefold() in self._layout.drafts:
            self._drafts.add(item)
            item.does = [draft]
        item.rests_on = [*item.rests_on, *(each for each in (team, cycle, owner) if each is not None)]

    def _link(self, item: Item, above: Item) -> Item:
        key = derived_id(self._here.org, f"{item.key}\n{above.key}", "imported link")
        link = made(
            LinkObjectives, "link", link_id=key, kind=LinkKind.VERTICAL, objective_id=item.key, other_id=above.key
        )
        return Item(item.line, "link", key, [link], [item, above])

    def _key_result(self, node: Node, item: Item) -> None:
        cells, objective = node.cells, item.rests_on[0]
        title = cells.get("title") or cells["key_result"]
        measure = self._measure(cells)
        owner = self._frames.owner(node)
        there = self._here.results.get((objective.key, title.casefold()))
        if there is not None:
            item.key = there[0]
            kept = _measure_of(dict(there[1]))
            if kept != measure:
                self._made.notes["It is measured otherwise here; an import changes nothing"].append(node.line)
            measure = kept
        else:
            item.key = derived_id(self._here.org, f"{objective.key}\n{title.casefold()}", "imported key result")
        self._measures[item] = measure
        add = made(
            AddKeyResult,
            "key_result",
            objective_id=objective.key,
            key_result_id=item.key,
            title=title,
            measure=measure,
            owner=None if owner is None else owner.key,
        )
        item.does = [add]
        if owner is not None:
            item.rests_on = [objective, owner]

    def _measure(self, cells: Cells) -> Measure:
        said = cells.get("measure", "")
        kind = self._layout.measures.get(said.casefold(), self._layout.default_measure)
        says: dict[str, Any] = {"kind": kind}
        for field in ("start", "target"):
            if field in cells and kind != "binary" and (field, kind) != ("start", "quantity"):
                says[field] = number(field, cells[field], self._layout.decimal)
        if kind in ("metric", "quantity"):
            if "target" not in says:
                raise Unfit("target", "is empty; a key result aims at a number, or is measured as binary")
            says["unit"] = cells.get("unit") or (said if said.casefold() not in self._layout.measures else "")
        return _measure_of(says)

    def _check_in(self, node: Node, item: Item) -> None:
        cells, result = node.cells, item.rests_on[0]
        objective = result.rests_on[0]
        cycle = self._frames.cycles[self._stands_in[objective][1].key]
        at = None
        if "date" in cells:
            at = self._instant(cells["date"])
        elif note := _takes_none(cycle, objective in self._drafts):
            self._made.notes[note].append(node.line)
            return
        elif self._here.now >= cycle.ends_at:
            at = cycle.ends_at - timedelta(seconds=1)
        says = self._says(cells, self._measures[result].kind == "binary")
        content = "\n".join(
            (result.key, cells.get("date", ""), *(f"{field} {said}" for field, said in says.items()))
        )
        item.key = derived_id(self._here.org, content, "imported check-in")
        readings = ({"key_result_id": result.key, **says},)
        of = {"objective_id": objective.key, "check_in_id": item.key}
        item.does = [made(CheckIn, "check_in", **of, occurred_at=at, readings=readings)]

    def _instant(self, text: str) -> datetime | None:
        """When a row was true; ``None`` for now, where it names today and it is not yet noon."""
        at = instant("date", text, self._layout.dates, self._here.zone)
        today = day("date", text, self._layout.dates) == self._here.now.astimezone(self._here.zone).date()
        return None if today and at > self._here.now and len(text) <= len("2025-12-31") else at

    def _says(self, cells: Cells, binary: bool) -> dict[str, Any]:
        says: dict[str, Any] = {}
        field = "value" if "value" in cells else "current"
        if field in cells:
            says["value"] = reading(field, cells[field], binary, self._layout.decimal)
        if "confidence" in cells:
            says["confidence"] = whole("confidence", cells["confidence"], 10)
        if "note" in cells:
            says["note"] = cells["note"]
        return says


def _parents_first(nodes: Iterable[Node]) -> Iterator[Node]:
    """The file's order, but nothing before what it stands below."""
    done: set[Node] = set()
    for node in nodes:
        path: list[Node] = []
        at: Node | None = node
        while at is not None and at not in done:
            path.append(at)
            at = at.above
        done.update(path)
        yield from reversed(path)


def _takes_none(cycle: Cycle, draft: bool) -> str:
    """Why a latest value without a date is no check-in; empty where it is one."""
    if draft:
        return "The latest value is not taken, as the objective is a draft"
    if cycle.status is CycleStatus.PLANNED:
        return "The latest value is not taken, as the cycle has not started"
    return ""


def _ambition(cells: Cells) -> Ambition:
    said = cells.get("ambition", Ambition.ASPIRATIONAL)
    try:
        return Ambition(said.casefold())
    except ValueError:
        raise Unfit("ambition", f"“{said}” is neither committed nor aspirational") from None


def _measure_of(says: dict[str, Any]) -> Measure:
    try:
        return cast("Measure", _MEASURES.validate_python(says))
    except ValidationError as error:
        raise Unfit("target|start", first_fault(error).says) from None
