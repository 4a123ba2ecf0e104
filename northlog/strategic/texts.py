"""The report's figures in words."""

from collections.abc import Callable

from northlog.formatting import score_text
from northlog.strategic.report import ContributorView, Moved, StrategicPage


def scores(moved: Moved) -> str:
    """A score, 0..1, and where it stood before."""
    return _moved(moved, score_text)


def confidences(moved: Moved) -> str:
    """A confidence, 0..10, and where it stood before."""
    return _moved(moved, stated)


def stated(confidence: float | None) -> str:
    """A confidence; unstated is said so, never guessed (P3.4)."""
    return "not stated" if confidence is None else f"{confidence:.0f} of 10"


def was(moved: Moved, text: Callable[[float | None], str]) -> str:
    """What stood before, behind a comma, where it was something else."""
    return "" if moved.before is None or moved.before == moved.after else f", was {text(moved.before)}"


def _moved(moved: Moved, text: Callable[[float | None], str]) -> str:
    before = was(moved, text).removeprefix(", ")
    return f"{text(moved.after)} ({before})" if before else text(moved.after)


def contributor(it: ContributorView) -> str:
    """A pledge in a line."""
    return f"{it.team}{' (counts)' if it.counts else ''}: {it.what}"


def summary(page: StrategicPage) -> str:
    """An objective's month in two sentences, for messages."""
    progress = f"Score {scores(page.score)}, an even pace would be at {page.expected:.0%}"
    sure = f"confidence {confidences(page.confidence)}"
    return f"{progress}; {sure}. {_counted(page)}"


def _counted(page: StrategicPage) -> str:
    told = [f"{len(each)} {word}" for each, word in ((page.risks, "at risk"), (page.asks, "asked for")) if each]
    changed = " ".join(page.changed[:3]) or "Nothing was changed in it."
    return f"{changed}{f' Open: {chr(44).join(told)}.' if told else ''}"
