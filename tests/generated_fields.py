"""How hypothesis makes up the fields of commands, with so few ids that they collide."""

from typing import Any, get_args

from hypothesis import strategies as st

from domain.alert import AlertOutcome, PolicyVersion, ResolveAlert, alert_id_of
from domain.destination import (
    AddDestination,
    Audience,
    AudienceKind,
    DestinationKind,
    Digest,
    Place,
    Preferences,
)
from domain.lint import WordKind, lint_id_of
from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Quantity,
    Relative,
    Subjective,
    Threshold,
    Zone,
    Zones,
)
from domain.objective.commands import (
    Carried,
    CloseObjective,
    DismissLint,
    RebaselineKeyResult,
)
from domain.objective.grip import Reading
from domain.policy import PRESETS
from domain.retrospective import EntryKind, Question, RetrospectiveKind, Trigger
from domain.retrospective.commands import (
    AddCommand,
    MakeDecision,
    OpenRetrospective,
    Prefilled,
)
from domain.signals.finding import Severity, SubjectKind
from domain.team import Cadence, FormTeam, MemberRole, TeamKind
from domain.vocabulary import AddWords, RemoveWords
from domain.words import Ambition, Level, Outcome
from tests import generated_alignment as alignment
from tests import generated_conversation as conversation
from tests import generated_planning as planning
from tests import generated_rituals as rituals
from tests import generated_running as running
from tests.made_up import (
    check_ins,
    cycles,
    days,
    destinations,
    entries,
    ids,
    instants,
    numbers,
    objectives,
    people,
    percents,
    prose,
    results,
    retrospectives,
    shares,
    teams,
    words,
)


def _valid(kind: type[Any], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Instances of a model; what the model itself refuses is left out."""

    def made(values: dict[str, Any]) -> Any:
        try:
            return kind(**values)
        except ValueError:
            return None

    return st.fixed_dictionaries(parts).map(made).filter(lambda model: model is not None)


measures: st.SearchStrategy[Measure] = st.one_of(
    st.just(Metric(start=65, target=90, unit="%")),
    _valid(Metric, start=st.none() | numbers, target=numbers),
    _valid(Relative, baseline=st.none() | numbers, change=st.sampled_from([-0.3, 0.5, -1.0])),
    _valid(Threshold, stay=st.sampled_from(["above", "below"]), limit=numbers),
    _valid(Quantity, target=numbers),
    _valid(Completion, start=percents, target=percents),
    st.just(Zones(commit="one", target="two", stretch="three")),
    st.just(Subjective(criteria="Three of four")),
    st.just(Binary()),
)
values = st.one_of(numbers, shares, percents, st.booleans(), st.sampled_from(Zone))
confidences = st.none() | st.integers(0, 10)
readings = st.builds(Reading, key_result_id=results, value=st.none() | values, confidence=confidences, note=prose)

rules, episodes = st.sampled_from(["stalled", "silent"]), st.sampled_from(["one", "two"])
alerts = st.builds(alert_id_of, rules, st.just(SubjectKind.OBJECTIVE), objectives, episodes)
figures = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | words
overrides = st.sampled_from(
    [
        *PRESETS.values(),
        {"stalled": {"days": 14}},
        {"silent": {"enabled": False}, "rhythm": {"holidays": ["2026-01-06"], "assumed": None}},
    ]
)

audiences = st.one_of(
    st.just(Audience(kind=AudienceKind.ORGANIZATION)),
    teams.map(lambda key: Audience(kind=AudienceKind.TEAM, id=key)),
    people.map(lambda key: Audience(kind=AudienceKind.PERSON, id=key)),
)
preferences = st.builds(
    Preferences,
    digest=st.sampled_from(Digest),
    weekly_cap=st.integers(1, 100),
    time_zone=st.sampled_from([None, "Asia/Tokyo"]),
)

lints = st.builds(lint_id_of, st.just("no_owner"), objectives, st.just(""))

_prefilled = st.builds(
    Prefilled,
    kind=st.sampled_from([EntryKind.ATTRACTOR, EntryKind.DETRACTOR]),
    entry_id=entries,
    text=words,
    objective_id=st.none() | objectives,
)
carried = st.builds(Carried, key_result_id=results, successor_id=results)

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "person_id": people,
    "team_id": teams,
    "cycle_id": cycles,
    "objective_id": objectives,
    "key_result_id": results,
    "check_in_id": check_ins,
    "retrospective_id": retrospectives,
    "entry_id": entries,
    "parent_id": teams,
    "successor_id": objectives,
    "owner": st.none() | people,
    "name": words,
    "title": words,
    "description": prose,
    "why_now": prose,
    "issues": prose,
    "plan": prose,
    "reason": words,
    "sealed": st.sampled_from(["c2VhbGVk", "YWdhaW4="]),
    "time_zone": st.sampled_from(["UTC", "Europe/Zurich", "Pacific/Auckland"]),
    "late_entry_grace_days": st.integers(0, 30),
    "grace_days": st.none() | st.integers(0, 30),
    "starts_on": days,
    "ends_on": days,
    "kind": st.sampled_from(TeamKind),
    "role": st.sampled_from(MemberRole),
    "cadence": st.builds(Cadence, weekday=st.integers(1, 7), hour=st.integers(0, 23)),
    "ambition": st.sampled_from(Ambition),
    "level": st.sampled_from(Level),
    "outcome": st.sampled_from(Outcome),
    "measure": measures,
    "start": numbers,
    "judged": shares,
    "goal_confidence": confidences,
    "energy": st.none() | st.integers(1, 5),
    "readings": st.lists(readings, max_size=3).map(tuple),
    "occurred_at": st.none() | instants,
    "trigger": st.none() | st.sampled_from(Trigger),
    "held_on": st.none() | days,
    "prefilled": st.lists(_prefilled, max_size=2).map(tuple),
    "text": words,
    "question": st.sampled_from(Question),
    "answer": prose,
    "summary": prose,
    "carried_into": st.none() | cycles,
    "became": st.none() | objectives,
    "destination_id": destinations,
    "types": st.sets(st.sampled_from(["team.formed.v1", "team.renamed.v1"])).map(tuple),
    "after": st.none() | st.integers(0, 5),
    "audience": audiences,
    "place": st.none() | st.builds(Place, host=st.just("hooks.example.org"), address_id=ids(10, 2)),
    "preferences": st.none() | preferences,
    "scope": st.just("organization") | teams,
    "override": overrides,
    "lint_id": lints,
    "words": st.lists(words, min_size=1, max_size=3).map(tuple),
    "alert_id": alerts,
    "rule": rules,
    "subject_kind": st.just(SubjectKind.OBJECTIVE),
    "subject_id": objectives,
    "episode": episodes,
    "rule_version": st.integers(1, 3),
    "policy": st.lists(st.builds(PolicyVersion, scope=teams, version=st.integers(1, 9)), max_size=2).map(tuple),
    "severity": st.sampled_from(Severity),
    "as_of": instants,
    "inputs": st.dictionaries(words, figures, max_size=3),
    "facts": st.lists(st.integers(1, 10**12), max_size=3).map(tuple),
    "what": words,
    "why": words,
    "clears_when": words,
    "will_do": words,
    "until": instants,
    "note": prose,
    "key_results": st.lists(st.builds(Carried, key_result_id=results, successor_id=results), max_size=2).map(
        tuple
    ),
    **alignment.FIELDS,
    **conversation.FIELDS,
    **planning.FIELDS,
    **rituals.FIELDS,
    **running.FIELDS,
}
"""How each field of any command is made up; a command with a new field needs a line here."""

OPTIONAL = {
    (FormTeam, "parent_id"): st.none() | teams,
    (CloseObjective, "judged"): st.none() | shares,
    (CloseObjective, "reason"): prose,
    (RebaselineKeyResult, "reason"): prose,
    (OpenRetrospective, "team_id"): st.none() | teams,
    (OpenRetrospective, "kind"): st.sampled_from(RetrospectiveKind),
    **{(kind, "objective_id"): st.none() | objectives for kind in get_args(AddCommand | MakeDecision)},
    (AddDestination, "kind"): st.sampled_from(DestinationKind),
    (AddDestination, "preferences"): preferences,
    **{(kind, "kind"): st.sampled_from(WordKind) for kind in (AddWords, RemoveWords)},
    (DismissLint, "rule"): st.sampled_from(["no_owner", "topic", "output", "binary", "none such"]),
    (DismissLint, "key_result_id"): st.none() | results,
    (ResolveAlert, "outcome"): st.sampled_from(AlertOutcome),
    **alignment.OPTIONAL,
    **conversation.OPTIONAL,
    **planning.OPTIONAL,
    **rituals.OPTIONAL,
    **running.OPTIONAL,
}
"""Fields that are made up otherwise in one command only."""
