"""P1.3: a figure to be reached, measured as done or not done."""

import re

from domain.lint.base import Around, Found, Lint, wording_of
from domain.lint.draft import KeyResultDraft
from domain.measure import Binary

_FIGURE = re.compile(r"(?<![\w.-])\d+(?:[.,'’]\d+)*\s?(?:%|percent\b|k\b|m\b)?(?![\w/]|[.,]\d|-\w)", re.IGNORECASE)
_NUMBERED = (
    r"phase|version|release|level|stage|tier|step|part|class|no\.?|number|article|section|grade|line|route|building"
    r"|room|floor|site|gate|hall|type|model|week|day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december"
)
_NAMED_BEFORE = re.compile(rf"(?:\b(?:{_NUMBERED})|\bv)[\s.-]*$", re.IGNORECASE)
_ACRONYM_BEFORE = re.compile(r"\b[A-Z]{2,}[\s-]*$")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find(subject: KeyResultDraft, around: Around) -> Found | None:
    if not isinstance(subject.measure, Binary):
        return None
    figures = tuple(
        each[0].strip()
        for each in _FIGURE.finditer(subject.title)
        if not _names(subject.title[: each.start()]) and not _YEAR.fullmatch(each[0].strip())
    )
    if not figures:
        return None
    return Found(
        f"It names a figure ({', '.join(figures)}), and is measured as done or not done.",
        "Measure the figure itself, from where it stands today: then half of the way shows, and counts.",
        figures,
    )


def _names(before: str) -> bool:
    """Whether a number behind this is a name: phase 2, ISO 27001, 3 May."""
    return bool(_ACRONYM_BEFORE.search(before) or _NAMED_BEFORE.search(before))


BINARY = Lint(
    rule="binary",
    principle="P1.3",
    explanation="Done or not done is a permitted kind, for what has no degrees. A figure has: until it is reached"
    " a binary key result shows nothing, and missed by a little it is missed wholly.",
    bad="Sign contracts with 12 clinics, done or not done",
    better="Contracts with clinics from 3 to 12",
    judges=wording_of,
    find=find,
)
