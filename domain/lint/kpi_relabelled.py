"""P1.2, P1.7: a figure that is watched anyway, under the name of a key result."""

from domain.lint.base import Around, Found, Lint, wording_of
from domain.lint.draft import KeyResultDraft
from domain.lint.text import anywhere, leading, tokens
from domain.lint.words import WordKind
from domain.measure import Binary, Measure, Metric, Subjective, Threshold

_FILLERS = frozenset({
    "our", "the", "a", "an", "of", "in", "for", "at", "per", "by", "on", "above", "below", "under", "over",
    "stays", "stay", "remains", "number", "overall", "total", "average", "score", "rate", "level", "kpi",
    "monthly", "weekly", "daily", "quarterly", "yearly", "annual", "this", "year", "quarter", "month",
    "every", "website", "customer", "employee", "and", "is", "least", "most", "better", "than", "more", "%",
})  # fmt: skip
_GUARDED = frozenset({"while", "although", "despite", "during", "until"})
"""A figure that must hold while something else changes guards a movement, and so has its place."""
_REST = 1
"""With more words than this beside the figure's name, something particular is said of it."""


def find(subject: KeyResultDraft, around: Around) -> Found | None:
    words, known = tokens(subject.title), around.words
    if _moves(subject.measure) or not _GUARDED.isdisjoint(words):
        return None
    figure = anywhere(words, known[WordKind.KPI])
    if figure is None:
        return None
    watched = leading(words, known[WordKind.ROUTINE])
    rest = [
        word
        for word in (*words[: figure.at], *words[figure.at + figure.length :])
        if word not in _FILLERS and not word[0].isdigit()
    ]
    if watched is None and isinstance(subject.measure, Binary) and any(word[0].isdigit() for word in words):
        return None
    verbs = known[WordKind.VAGUE] | known[WordKind.DIRECTION]
    moving = any(leading(words[at:], verbs) for at in range(len(words)))
    if watched is None and (len(rest) > _REST or moving):
        return None
    return Found(
        f"“{figure.words}” is a figure that is watched anyway; no movement of it is named.",
        "Say from where to where it should move, and of whom. If it only has to stay where it is, keep it as a"
        " health metric beside the OKRs.",
        (figure.words,) if watched is None else (watched.words, figure.words),
    )


def _moves(measure: Measure) -> bool:
    """Whether the measure says where the figure comes from; thresholds say where it stays."""
    if isinstance(measure, Metric):
        return measure.start is not None
    return not isinstance(measure, Threshold | Binary | Subjective)


KPI_RELABELLED = Lint(
    rule="kpi_relabelled",
    principle="P1.7",
    explanation="A key result is a movement in a KPI, not the KPI itself (P1.2). A figure to be held is a health"
    " metric.",
    bad="Net promoter score",
    better="First-week net promoter score from 20 to 35",
    judges=wording_of,
    find=find,
)
