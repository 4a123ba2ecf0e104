"""The report's figures in words."""

from northlog.formatting import score_text
from northlog.strategic.report import ContributorView, Moved, StrategicPage


def scores(moved: Moved) -> str:
    """A score, 0..1, and where it stood before."""
    return _moved(score_text(moved.after), moved, score_text(moved.before))


def confidences(moved: Moved) -> str:
    """A confidence, 0..10, and where it stood before; unstated is said so, never guessed (P3.4)."""
    return _moved(_stated(moved.after), moved, _stated(moved.before))


def _moved(now: str, moved: Moved, before: str) -> str:
    return now if moved.before is None or moved.before == moved.after else f"{now} (was {before})"


def _stated(confidence: float | None) -> str:
    return "not stated" if confidence is None else f"{confidence:.0f} of 10"


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
