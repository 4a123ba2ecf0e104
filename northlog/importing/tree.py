"""Lines to goals: what each is, and what it stands below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from northlog.formulas import meant
from northlog.importing.csv_file import Line
from northlog.importing.mapping import Kind
from northlog.importing.mapping import Mapping as Layout
from northlog.importing.trouble import Unfit

Cells = Mapping[str, str]
"""By field what a line holds; what is empty is not in it."""
LASTING = ("measure", "unit", "start", "target")
"""What a key result has one of, however many rows speak of it."""
_A = {Kind.OBJECTIVE: "an", Kind.KEY_RESULT: "a"}


@dataclass(slots=True, eq=False)
class Node:
    """A goal, or a check-in on one. ``above``: what it stands below. ``fault``: why it is not taken."""

    line: int
    cells: Cells
    kind: Kind
    above: "Node | None" = None
    fault: Unfit | None = None


def cells_of(line: Line, places: Mapping[str, int], width: int) -> Cells:
    """What a line holds by field. Raises ``Unfit`` where it has more cells than there are columns, or fewer."""
    extra = [each for each in line.cells[width:] if each.strip()]
    if extra or len(line.cells) < width:
        count = width + len(extra) if extra else len(line.cells)
        raise Unfit("", f"has {count} cells under {width} columns; look for a separator too many or too few")
    return {field: cell for field, place in places.items() if (cell := meant(line.cells[place]).strip())}


def grow(rows: Iterable[tuple[int, Cells]], layout: Layout, fields: Iterable[str]) -> list[Node]:
    """Goals and check-ins in the file's order; what cannot be placed has a fault."""
    there = set(fields)
    if "title" not in there:
        return _side_by_side(rows)
    if "type" in there:
        nodes = [_typed(line, cells, layout) for line, cells in rows]
    else:
        nodes = [Node(line, cells, Kind.OBJECTIVE) for line, cells in rows]
    if "order" in there:
        _by_outline(nodes)
    elif "level" in there:
        _by_level(nodes)
    elif "parent" in there:
        _by_parent(nodes)
    else:
        _by_sequence(nodes)
    if "type" not in there:
        _leaves_are_results(nodes)
    for node in nodes:
        _settle(node)
    return [each for node in nodes for each in _with_check_in(node)]


def _side_by_side(rows: Iterable[tuple[int, Cells]]) -> list[Node]:
    """A row names its objective and its key result, and may be a check-in at once; the first of a title counts."""
    nodes: list[Node] = []
    known: dict[tuple[object, ...], Node] = {}

    def once(key: tuple[object, ...], node: Node) -> Node:
        if key not in known:
            known[key] = node
            nodes.append(node)
        return known[key]

    for line, cells in rows:
        title = cells.get("objective", "").casefold()
        frame = [cells.get(field, "").casefold() for field in ("team", "cycle", "starts_on", "ends_on")]
        objective = once((title, *frame), Node(line, cells, Kind.OBJECTIVE))
        if not title:
            objective.fault = Unfit("objective", "is empty; name the objective in every row")
        if "key_result" not in cells:
            continue
        name = cells["key_result"].casefold()
        result = once((objective, name), Node(line, cells, Kind.KEY_RESULT, objective))
        differs = next((field for field in LASTING if _differ(field, result.cells, cells)), None)
        if differs:
            message = f"says otherwise than line {result.line} of the same key result; it has one {differs}"
            nodes.append(Node(line, cells, Kind.CHECK_IN, result, Unfit(differs, message)))
        elif says_something(cells):
            nodes.append(Node(line, cells, Kind.CHECK_IN, result))
    return nodes


def says_something(cells: Cells) -> bool:
    """Whether a row of a key result is a check-in at once. A latest value that is where the key result starts was
    never stated by anybody: forms preset it."""
    stated = any(field in cells for field in ("value", "confidence", "note"))
    return stated or cells.get("current", cells.get("start")) != cells.get("start")


def _differ(field: str, one: Cells, other: Cells) -> bool:
    return field in one and field in other and one[field] != other[field]


def _typed(line: int, cells: Cells, layout: Layout) -> Node:
    said = cells.get("type", "")
    kind = layout.types.get(said.casefold())
    if kind is None:
        known = ", ".join(layout.types)
        fault = Unfit("type", f"“{said}” is none of {known}" if said else f"is empty; say one of {known}")
        return Node(line, cells, Kind.OBJECTIVE, fault=fault)
    return Node(line, cells, kind)


def _by_outline(nodes: Sequence[Node]) -> None:
    known: dict[tuple[str, ...], Node] = {}
    for node in nodes:
        said = node.cells.get("order", "")
        place = tuple(part.strip().lstrip("0") or "0" for part in said.replace(",", ".").strip(". ").split("."))
        if not said or not all(part.isdigit() for part in place):
            node.fault = node.fault or Unfit("order", f"“{said}” is no outline number such as 1.2.1")
        elif place in known:
            node.fault = Unfit("order", f"{said} is in line {known[place].line} already; 1.10 needs to be text")
        else:
            known[place] = node
            node.above = known.get(place[:-1])
            if len(place) > 1 and node.above is None:
                node.fault = Unfit("order", f"there is no {'.'.join(place[:-1])} above {said}")


def _by_level(nodes: Sequence[Node]) -> None:
    path: list[tuple[int, Node]] = []
    for node in nodes:
        said = node.cells.get("level", "")
        if not said.isdigit() or len(said) > len("100"):
            node.fault = node.fault or Unfit("level", f"“{said}” is no depth such as 1")
            continue
        depth = int(said)
        while path and path[-1][0] >= depth:
            path.pop()
        node.above = path[-1][1] if path else None
        path.append((depth, node))


def _by_parent(nodes: Sequence[Node]) -> None:
    known: dict[str, Node] = {}
    for node in nodes:
        known.setdefault(node.cells.get("row", node.cells.get("title", "")).casefold(), node)
    for node in nodes:
        wanted = node.cells.get("parent", "")
        if not wanted:
            continue
        # A title may hold a comma; several rows are named with commas between them, and the first leads.
        above = known.get(wanted.casefold()) or known.get(wanted.partition(",")[0].strip().casefold())
        if above is None:
            node.fault = node.fault or Unfit("parent", f"there is no row “{wanted}” in this file")
        elif _is_below(above, node):
            node.fault = node.fault or Unfit("parent", f"“{wanted}” stands below this row itself")
        else:
            node.above = above


def _is_below(node: Node | None, other: Node) -> bool:
    while node is not None:
        if node is other:
            return True
        node = node.above
    return False


def _by_sequence(nodes: Sequence[Node]) -> None:
    """A key result belongs to the objective before it, a check-in to the key result before it."""
    last: dict[Kind, Node] = {}
    for node in nodes:
        if node.kind is Kind.KEY_RESULT:
            node.above = last.get(Kind.OBJECTIVE)
        elif node.kind is Kind.CHECK_IN:
            node.above = last.get(Kind.KEY_RESULT)
        last[node.kind] = node


def _with_check_in(node: Node) -> list[Node]:
    if node.kind is Kind.KEY_RESULT and node.fault is None and says_something(node.cells):
        return [node, Node(node.line, node.cells, Kind.CHECK_IN, node)]
    return [node]


def _leaves_are_results(nodes: Sequence[Node]) -> None:
    parents = {node.above for node in nodes}
    for node in nodes:
        if node.above is not None and node not in parents:
            node.kind = Kind.KEY_RESULT


def _settle(node: Node) -> None:
    """Have it stand below what it can stand below."""
    if node.kind is Kind.OBJECTIVE:
        while node.above is not None and node.above.kind is not Kind.OBJECTIVE:
            node.above = node.above.above
    else:
        wanted = Kind.OBJECTIVE if node.kind is Kind.KEY_RESULT else Kind.KEY_RESULT
        if node.above is None or node.above.kind is not wanted:
            is_, below = (kind.replace("_", " ") for kind in (node.kind, wanted))
            node.fault = node.fault or Unfit(
                "", f"a {is_} stands below {_A[wanted]} {below}, and this row does not"
            )
    if "title" not in node.cells and node.kind is not Kind.CHECK_IN:
        node.fault = node.fault or Unfit("title", "is empty")
