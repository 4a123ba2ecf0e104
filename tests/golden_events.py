"""What each golden file reads back to: one typed event a stored name, old versions in their present form."""

from datetime import date
from typing import Any

from domain import alert
from domain.cycle import CycleClosed, CyclePlanned, CycleRenamed, CycleRescheduled, CycleStarted
from domain.destination import (
    Audience,
    AudienceKind,
    DestinationAdded,
    DestinationChanged,
    DestinationKind,
    DestinationPaused,
    DestinationRemoved,
    DestinationResumed,
    DestinationSubscribed,
    DestinationUnsubscribed,
    Digest,
    Place,
    Preferences,
)
from domain.lint import WordKind
from domain.measure import Completion, Metric, Zone
from domain.objective import events as objective
from domain.objective.grip import Reading
from domain.organization import OrganizationFounded, OrganizationRenamed, SettingsChanged, TimeZoneSet
from domain.person import DetailsChanged, PersonForgotten, PersonIntroduced
from domain.policy import PolicyCleared, PolicySet
from domain.retrospective import Question, RetrospectiveKind, Trigger
from domain.retrospective import events as retrospective
from domain.signals.finding import Severity, SubjectKind
from domain.team import (
    Cadence,
    CadenceSet,
    MemberAdded,
    MemberRemoved,
    MemberRole,
    TeamDissolved,
    TeamFormed,
    TeamKind,
    TeamMoved,
    TeamRenamed,
)
from domain.vocabulary import WordsAdded, WordsRemoved
from domain.words import Ambition, Event, Level, Outcome
from tests.facts import (
    ADDRESS,
    ALERT,
    ANN,
    BEN,
    CHECK_IN,
    COMPANY,
    CYCLE,
    DESTINATION,
    ENTRY,
    HEALTH_METRIC,
    LINT,
    NEXT_CYCLE,
    OBJECTIVE,
    OTHER_RESULT,
    RESULT,
    RETROSPECTIVE,
    SUCCESSOR,
    TEAM,
    UNIT,
    at,
)
from tests.golden_alignment import ALIGNMENT
from tests.golden_conversation import CONVERSATION
from tests.golden_planning import PLANNING_EVENTS
from tests.golden_rituals import RITUALS
from tests.golden_running import RUNNING

HEALTH_ALERT = alert.alert_id_of(
    "out_of_band", SubjectKind.HEALTH_METRIC, HEALTH_METRIC, "2026-02-10T08:00:00+00:00"
)
_OF: dict[str, Any] = {"objective_id": OBJECTIVE}
_RESULT: dict[str, Any] = {"objective_id": OBJECTIVE, "key_result_id": RESULT}
_GRIP: dict[str, Any] = {
    "goal_confidence": 7,
    "readings": (
        Reading(key_result_id=RESULT, value=72.5, confidence=8, note="After the release"),
        Reading(key_result_id=OTHER_RESULT, value=Zone.COMMIT),
    ),
    "issues": 'Sign-up says "later"\nand means never',
    "plan": "Ein Schritt weniger – sofort",
    "energy": 4,
}
_IN: dict[str, Any] = {"retrospective_id": RETROSPECTIVE}
_ENTRY: dict[str, Any] = {**_IN, "entry_id": ENTRY}

_ALERT: dict[str, Any] = {"alert_id": ALERT}
_ACCOUNT: dict[str, Any] = {
    "rule_version": 1,
    "policy": (alert.PolicyVersion(scope="organization", version=3), alert.PolicyVersion(scope=TEAM, version=1)),
    "severity": Severity.WARN,
    "as_of": at("2026-02-16T09:00:00.000123"),
    "inputs": {"confidence": 5, "progress": 0.25, "before": None, "standing": "at risk", "late": True},
    "facts": (7, 11),
    "what": "Confidence in “Onboarding completion” is down to 5 of 10.",
    "why": "Stated were 7, 5: it fell by 2 from one statement to the next.",
    "clears_when": "The next confidence stated is above 3 and no lower than the one before.",
}

GOLDEN: dict[str, Event] = {
    "organization.founded.v1": OrganizationFounded(
        name="Nördlich", time_zone="Europe/Zurich", late_entry_grace_days=7
    ),
    "organization.renamed.v1": OrganizationRenamed(name="Northlight"),
    "organization.time_zone_set.v1": TimeZoneSet(time_zone="Asia/Tokyo"),
    "organization.settings_changed.v1": SettingsChanged(late_entry_grace_days=3),
    "person.introduced.v1": PersonIntroduced(person_id=ANN, sealed="c2VhbGVk"),
    "person.details_changed.v1": DetailsChanged(person_id=ANN, sealed="YWdhaW4="),
    "person.forgotten.v1": PersonForgotten(person_id=ANN),
    "team.formed.v1": TeamFormed(team_id=TEAM, name="Discover", kind=TeamKind.TEAM, parent_id=COMPANY),
    "team.renamed.v1": TeamRenamed(team_id=TEAM, name="Explore"),
    "team.moved.v1": TeamMoved(team_id=TEAM, parent_id=UNIT),
    "team.cadence_set.v1": CadenceSet(team_id=TEAM, cadence=Cadence(weekday=1, hour=9, every_weeks=2)),
    "team.member_added.v1": MemberAdded(team_id=TEAM, person_id=BEN, role=MemberRole.LEAD),
    "team.member_removed.v1": MemberRemoved(team_id=TEAM, person_id=BEN),
    "team.dissolved.v1": TeamDissolved(team_id=TEAM),
    "cycle.planned.v1": CyclePlanned(
        cycle_id=CYCLE,
        name="Q1 2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 31),
        grace_days=7,
        time_zone="Europe/Zurich",
    ),
    "cycle.renamed.v1": CycleRenamed(cycle_id=CYCLE, name="First quarter"),
    "cycle.rescheduled.v1": CycleRescheduled(cycle_id=CYCLE, starts_on=date(2026, 1, 5), ends_on=date(2026, 4, 3)),
    "cycle.started.v1": CycleStarted(cycle_id=CYCLE),
    "cycle.closed.v1": CycleClosed(cycle_id=CYCLE),
    "objective.drafted.v1": objective.ObjectiveDrafted(
        **_OF,
        cycle_id=CYCLE,
        team_id=TEAM,
        title="Make the first week seamless",
        description="For new users",
        why_now="Onboarding is this year's first priority",
        owner=ANN,
        ambition=Ambition.ASPIRATIONAL,
        level=Level.TEAM,
        carried_from=None,
    ),
    "objective.published.v1": objective.ObjectivePublished(**_OF),
    "objective.reworded.v1": objective.ObjectiveReworded(**_OF, title="Better", description=""),
    "objective.why_now_stated.v1": objective.WhyNowStated(**_OF, why_now="Half of all users leave"),
    "objective.owner_assigned.v1": objective.OwnerAssigned(**_OF, owner=None),
    "objective.ambition_set.v1": objective.AmbitionSet(**_OF, ambition=Ambition.COMMITTED),
    "objective.level_set.v1": objective.LevelSet(**_OF, level=Level.STRATEGIC),
    "objective.checked_in.v1": objective.CheckedIn(
        **_OF, **_GRIP, check_in_id=CHECK_IN, occurred_at=at("2026-02-16T09:00:00.000123"), late=True
    ),
    "objective.check_in_corrected.v1": objective.CheckInCorrected(
        **_OF, **_GRIP, check_in_id=CHECK_IN, reason="Misread"
    ),
    "objective.judged.v1": objective.ObjectiveJudged(**_OF, computed=0.64, judged=0.7, reason="It lasts"),
    "objective.closed.v1": objective.ObjectiveClosed(
        **_OF,
        outcome=Outcome.PARTLY,
        computed=0.64,
        judged=None,
        reason="",
        key_results=(objective.FinalScore(key_result_id=RESULT, computed=0.64, judged=0.7),),
    ),
    "objective.carried_forward.v1": objective.CarriedForward(**_OF, successor_id=SUCCESSOR, cycle_id=NEXT_CYCLE),
    "objective.lint_dismissed.v1": objective.LintDismissed(
        **_OF, lint_id=LINT, rule="output", key_result_id=RESULT, reason="Das Werk selbst zählt"
    ),
    "objective.lint_restored.v1": objective.LintRestored(**_OF, lint_id=LINT),
    "key_result.added.v1": objective.KeyResultAdded(
        **_RESULT,
        title="Onboarding completion",
        measure=Metric(start=65, target=90, unit="%"),
        owner=BEN,
        carried_from=OTHER_RESULT,
    ),
    "key_result.reworded.v1": objective.KeyResultReworded(**_RESULT, title="Finished onboardings"),
    "key_result.owner_assigned.v1": objective.KeyResultOwnerAssigned(**_RESULT, owner=ANN),
    "key_result.rebaselined.v1": objective.KeyResultRebaselined(
        **_RESULT, measure=Completion(start=20, target=50), reason="Counted wrongly"
    ),
    "key_result.retargeted.v1": objective.KeyResultRetargeted(
        **_RESULT, measure=Metric(start=65, target=80), reason="We learnt"
    ),
    "key_result.dropped.v1": objective.KeyResultDropped(**_RESULT, reason="No longer measured"),
    "key_result.judged.v1": objective.KeyResultJudged(**_RESULT, computed=None, judged=1.0, reason="Seen"),
    "retrospective.opened.v1": retrospective.RetrospectiveOpened(
        **_IN,
        cycle_id=CYCLE,
        team_id=TEAM,
        kind=RetrospectiveKind.MID_CYCLE,
        trigger=Trigger.STALLED_PROGRESS,
        held_on=date(2026, 2, 16),
    ),
    "retrospective.note_added.v1": retrospective.NoteAdded(
        **_ENTRY, text='"Later"\nmeans never', objective_id=OBJECTIVE
    ),
    "retrospective.attractor_added.v1": retrospective.AttractorAdded(
        **_ENTRY, text="Five customers at our table", objective_id=OBJECTIVE
    ),
    "retrospective.detractor_added.v1": retrospective.DetractorAdded(
        **_ENTRY, text="Prüfung dauert neun Tage", objective_id=None
    ),
    "retrospective.learning_added.v1": retrospective.LearningAdded(
        **_ENTRY, text="The second card is read, the first is closed", objective_id=None
    ),
    "retrospective.decision_made.v1": retrospective.DecisionMade(
        **_ENTRY, text="Agree once on sentences that we may change", objective_id=None, carried_into=NEXT_CYCLE
    ),
    "retrospective.question_answered.v1": retrospective.QuestionAnswered(
        **_IN, question=Question.SURPRISED, answer="How many came back the next day"
    ),
    "retrospective.entry_withdrawn.v1": retrospective.EntryWithdrawn(**_ENTRY, reason="Said twice"),
    "retrospective.decision_carried.v1": retrospective.DecisionCarried(
        **_ENTRY, cycle_id=NEXT_CYCLE, became=SUCCESSOR
    ),
    "retrospective.closed.v1": retrospective.RetrospectiveClosed(**_IN, summary="Stalled, and we know why"),
    "policy.set.v1": PolicySet(
        scope="organization",
        override={"stalled": {"days": 14, "check_ins": None}, "off_pace": {"enabled": True, "quiet": 0.2}},
        reason="Two weeks are enough",
    ),
    "policy.cleared.v1": PolicyCleared(scope=TEAM, reason="The defaults serve us"),
    "vocabulary.words_added.v1": WordsAdded(
        scope="organization", kind=WordKind.OUTPUT, words=("onboard", "in betrieb nehmen")
    ),
    "vocabulary.words_removed.v1": WordsRemoved(scope=TEAM, kind=WordKind.KPI, words=("sales",)),
    "destination.added.v1": DestinationAdded(
        destination_id=DESTINATION,
        kind=DestinationKind.SLACK,
        audience=Audience(kind=AudienceKind.TEAM, id=TEAM),
        name="Kanal der Entdecker",
        place=Place(host="hooks.slack.com", address_id=ADDRESS),
        preferences=Preferences(),
    ),
    "destination.changed.v1": DestinationChanged(
        destination_id=DESTINATION,
        name="Entdecker",
        place=None,
        preferences=Preferences(
            digest=Digest.WEEKLY,
            digest_hour=7,
            digest_weekday=5,
            quiet_from=20,
            quiet_until=6,
            weekly_cap=3,
            time_zone="Asia/Tokyo",
        ),
    ),
    "destination.paused.v1": DestinationPaused(destination_id=DESTINATION, reason="Ferien"),
    "destination.resumed.v1": DestinationResumed(destination_id=DESTINATION),
    "destination.subscribed.v1": DestinationSubscribed(
        destination_id=DESTINATION, types=("objective.checked_in.v1", "objective.closed.v1"), after=41
    ),
    "destination.unsubscribed.v1": DestinationUnsubscribed(destination_id=DESTINATION),
    "destination.removed.v1": DestinationRemoved(destination_id=DESTINATION),
    **ALIGNMENT,
    **CONVERSATION,
    **PLANNING_EVENTS,
    **RITUALS,
    **RUNNING,
    "alert.raised.v1": alert.AlertRaised(
        **_ALERT,
        **_ACCOUNT,
        rule="confidence_drop",
        subject_kind=SubjectKind.KEY_RESULT,
        subject_id=RESULT,
        episode=CHECK_IN,
        objective_id=OBJECTIVE,
        team_id=TEAM,
        cycle_id=CYCLE,
    ),
    "alert.raised.v2": alert.AlertRaised(
        **(_ALERT | {"alert_id": HEALTH_ALERT}),
        **(_ACCOUNT | {"inputs": {"value": 0.7, "low": None, "high": 0.5}}),
        rule="out_of_band",
        subject_kind=SubjectKind.HEALTH_METRIC,
        subject_id=HEALTH_METRIC,
        episode="2026-02-10T08:00:00+00:00",
        objective_id=None,
        team_id=TEAM,
        cycle_id=None,
    ),
    "alert.escalated.v1": alert.AlertEscalated(**_ALERT, **(_ACCOUNT | {"severity": Severity.CRITICAL})),
    "alert.eased.v1": alert.AlertEased(**_ALERT, as_of=at("2026-02-17T09:00")),
    "alert.renewed.v1": alert.AlertRenewed(**_ALERT, as_of=at("2026-02-18T09:00")),
    "alert.acknowledged.v1": alert.AlertAcknowledged(**_ALERT, will_do="We ask five users"),
    "alert.snoozed.v1": alert.AlertSnoozed(**_ALERT, until=at("2026-02-20T07:00")),
    "alert.resolved.v1": alert.AlertResolved(
        **_ALERT, outcome=alert.AlertOutcome.ACTED, note="Asked, and changed it"
    ),
}
