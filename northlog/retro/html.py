"""The pack as one HTML file: style and charts within, no script, nothing to fetch, everything escaped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment

from domain.words import Outcome
from northlog.formatting import farther_text, measure_text, score_text
from northlog.pages.environment import environment
from northlog.pages.texts import moment_text
from northlog.retro import rules
from northlog.retro.charts import calibration_chart, journey_chart
from northlog.retro.pack import Pack, PackedObjective


def html(pack: Pack) -> str:
    """The page, as text to be stored in UTF-8."""
    return _ENVIRONMENT.get_template("pack.html.j2").render(pack=pack)


def _environment() -> Environment:
    made = environment("northlog.retro")
    made.filters |= {
        "by_team": by_team,
        "calibration_chart": calibration_chart,
        "farther": farther_text,
        "hundredths": lambda share: f"{share * 100:.0f}",
        "journey_chart": journey_chart,
        "measure": measure_text,
        "moment": moment_text,
        "score": score_text,
    }
    shared: dict[str, object] = {"outcomes": [str(each) for each in Outcome], "rules": rules}
    made.globals |= shared
    return made


@dataclass(frozen=True, slots=True)
class TeamPart:
    """The part of a page that is of one team; ``objectives``: by anchor."""

    team: str
    objectives: Mapping[str, PackedObjective]

    @property
    def ended(self) -> Mapping[str, int]:
        """How many ended how; of those not closed their status."""
        return Counter(each.outcome or each.status for each in self.objectives.values())


def by_team(objectives: Sequence[PackedObjective]) -> list[TeamPart]:
    """The parts of a page, in the pack's order, which keeps a team's objectives together."""
    anchored = [(f"o{number}", each) for number, each in enumerate(objectives, 1)]
    return [TeamPart(team, dict(found)) for team, found in groupby(anchored, key=lambda it: it[1].team)]


_ENVIRONMENT = _environment()
