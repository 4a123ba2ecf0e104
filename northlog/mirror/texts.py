"""The mirror's headings, and its few figures in words."""

from domain.mirror import Kind
from domain.mirror.base import minus
from northlog.mirror.views import EvidenceView, FlowView, Mirror, PairView, ReflectionView
from northlog.pages.texts import counted, day_text

HEADINGS = {
    Kind.ORG_CHART: "The org chart and the flow of value",
    Kind.SEVERAL_FUNCTIONS: "Outcomes that needed several functions",
    Kind.HAND_OFFS: "Where hand-offs drag",
    Kind.CHRONIC: "Chronic dependencies",
    Kind.OWNERSHIP: "Ownership missing or doubled",
    Kind.FRAGMENTS: "Local copies of one goal",
    Kind.UNTOUCHED: "Never touched after day one",
    Kind.ROTE: "Check-ins by rote",
    Kind.SANDBAGGING: "Done by week three",
    Kind.THEATRE: "All green, nothing moved",
    Kind.RHYTHM: "Trouble with the rhythm",
}

STANCE = (
    "Of how work went, from the log alone; of no person. A finding is a question to talk over: structure follows"
    " evidence, and the evidence stands below each."
)


def heading(it: ReflectionView) -> str:
    return HEADINGS[it.kind]


def span_text(mirror: Mirror) -> str:
    """The days and cycles looked at."""
    if not mirror.cycles:
        return "no cycle yet"
    first, last = mirror.cycles[0], mirror.cycles[-1]
    return f"{counted('cycle', len(mirror.cycles))}, {day_text(first.starts_on)} to {day_text(last.ends_on)}"


def nothing_text(it: ReflectionView) -> str:
    """What is said where nothing was found."""
    return it.unsaid or f"Nothing found in {it.looked_at} {it.things}."


def found_text(it: ReflectionView) -> str:
    """How much was found, in two or three words."""
    if it.unsaid:
        return "too little to tell"
    return counted("finding", len(it.findings)) if it.findings else "nothing found"


def findings_of(mirror: Mirror) -> int:
    """How many findings there are in all."""
    return sum(len(each.findings) for each in mirror.reflections)


def short_source(it: EvidenceView) -> str:
    """What a piece of evidence comes from, the id as short as people are shown it."""
    kind, _, key = it.source.partition(":")
    return f"{kind}:{key[:8]}"


def together_text(it: PairView) -> str:
    """Whether a pair reports together."""
    return "the same unit" if it.together else "different units"


def flow_text(flow: FlowView) -> str:
    """Both modularities in a sentence."""
    if flow.modularity is None or flow.best is None:
        return "Too few teams work together to measure how well the org chart fits."
    across = sum(each.weight for each in flow.pairs if not each.together)
    weight = sum(each.weight for each in flow.pairs)
    return (
        f"Modularity of the org chart on the work: {minus(flow.modularity)}; of the best partition found:"
        f" {minus(flow.best)}. {across} of {counted('tie', weight)} cross from one unit to another."
    )
