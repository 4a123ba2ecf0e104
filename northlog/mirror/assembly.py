"""Putting the mirror together from its facts. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from domain.mirror import LEAST_CYCLES, Facts, Finding, HandOffs, OrgChart, Reflected, Reflection, reflect
from northlog.mirror.views import (
    EvidenceView,
    FindingView,
    FlowView,
    HandOffView,
    Mirror,
    MirroredCycle,
    MirroredTeam,
    PairView,
    ReflectionView,
)
from northlog.pages.texts import counted
from northlog.reading.views import CycleView


def assemble(
    organization: str,
    cycles: Sequence[CycleView],
    facts: Facts,
    only: Collection[str] = (),
    position: int = 0,
    as_of: datetime | None = None,
) -> Mirror:
    """The mirror of these facts. ``only``: ids of the teams whose findings are told, everybody's if empty;
    ``position`` and ``as_of``: what it speaks of."""
    found = reflect(facts)
    return Mirror(
        organization=organization,
        cycles=[MirroredCycle.model_validate(each) for each in cycles],
        only=sorted(only),
        teams={key: each.name for key, each in facts.teams.items()},
        until=facts.now,
        unsaid=None if found else _too_few(len(cycles)),
        reflections=[_reflection(each, frozenset(only)) for each in _all(found)],
        flow=None if found is None else _flow(facts, found.chart),
        hand_offs=[] if found is None else [_hand_off(each) for each in found.hand_offs],
        position=position,
        as_of=as_of,
    )


def _too_few(cycles: int) -> str:
    has = "no cycle has" if not cycles else f"{counted('cycle', cycles)} {'has' if cycles == 1 else 'have'}"
    return f"Too little to tell: {has} begun, and the mirror shows what {LEAST_CYCLES} or more have in common."


def _all(found: Reflected | None) -> Iterable[Reflection]:
    return found.reflections if found else ()


def _reflection(it: Reflection, only: frozenset[str]) -> ReflectionView:
    told = [each for each in it.findings if not only or not each.teams or only & set(each.teams)]
    return ReflectionView(
        kind=it.kind,
        rule=it.rule,
        things=it.things,
        looked_at=it.looked_at,
        unsaid=it.unsaid,
        findings=[_finding(each) for each in told],
    )


def _finding(it: Finding) -> FindingView:
    return FindingView(
        says=it.says,
        teams=list(it.teams),
        figures={name: round(number, 3) for name, number in it.figures.items()},
        evidence=[EvidenceView.model_validate(each) for each in it.evidence],
    )


def _flow(facts: Facts, chart: OrgChart) -> FlowView:
    flows = {team: place for place, part in enumerate(chart.flowing, 1) for team in part}
    across = set(chart.across)
    return FlowView(
        teams=[
            MirroredTeam(
                team_id=team,
                name=facts.name(team),
                reports_to=_unit(facts, team),
                flows_with=flows.get(team),
            )
            for part in chart.reporting
            for team in part
        ],
        pairs=[
            PairView(
                teams=pair,
                dependencies=joint.dependencies,
                contributions=joint.contributions,
                links=joint.links,
                weight=joint.weight,
                together=pair not in across,
            )
            for pair, joint in sorted(chart.pairs.items(), key=lambda it: (-it[1].weight, it[0]))
        ],
        modularity=chart.modularity,
        best=chart.best,
        idle=list(chart.idle),
    )


def _unit(facts: Facts, team_id: str) -> str | None:
    home = facts.home(team_id)
    return facts.name(home) if facts.teams[home].kind == "unit" else None


def _hand_off(it: HandOffs) -> HandOffView:
    return HandOffView(
        team_id=it.team_id,
        of_team_id=it.of_team_id,
        median_days=round(it.drag, 1),
        longest_days=round(max(it.took), 1),
        hand_offs=len(it.needs),
        waiting=it.waiting,
    )
