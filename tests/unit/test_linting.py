"""Dismissing lints, taking that back, and teaching them words."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.lint import WordKind, lint_id_of
from domain.measure import Binary
from domain.objective.commands import DismissLint, PublishObjective, RestoreLint
from domain.objective.events import KeyResultDropped, LintDismissed, LintRestored, ObjectivePublished
from domain.team import TeamDissolved
from domain.vocabulary import AddWords, RemoveWords, Vocabulary, WordsAdded, WordsRemoved
from domain.words import Event
from tests.facts import LINT, OBJECTIVE, RESULT, TEAM, added, closed, company, drafting, formed, founded
from tests.spec import World, given

LAUNCH = added(title="Launch the form", measure=Binary())
OUTPUT = lint_id_of("output", RESULT, "Launch the form\nbinary")
NO_OWNER = lint_id_of("no_owner", OBJECTIVE, "")


def dismissing(rule: str, key: str | None = None, reason: str = "It is what we promised") -> DismissLint:
    return DismissLint(objective_id=OBJECTIVE, rule=rule, key_result_id=key, reason=reason)


def dismissed(lint_id: str, rule: str, key: str | None = None) -> LintDismissed:
    reason = "It is what we promised"
    return LintDismissed(objective_id=OBJECTIVE, lint_id=lint_id, rule=rule, key_result_id=key, reason=reason)


def restoring(lint_id: str = OUTPUT) -> RestoreLint:
    return RestoreLint(objective_id=OBJECTIVE, lint_id=lint_id)


def test_a_lint_of_a_key_result_or_of_the_objective_is_dismissed_with_a_reason() -> None:
    given(*drafting(), LAUNCH).when(dismissing("output", RESULT)).then(dismissed(OUTPUT, "output", RESULT))
    given(*drafting()).when(dismissing("no_owner")).then(dismissed(NO_OWNER, "no_owner"))


def test_the_same_dismissal_again_changes_nothing_and_another_reason_is_kept() -> None:
    past = (*drafting(), LAUNCH, dismissed(OUTPUT, "output", RESULT))
    given(*past).when(dismissing("output", RESULT)).then()
    anew = LintDismissed(
        objective_id=OBJECTIVE, lint_id=OUTPUT, rule="output", key_result_id=RESULT, reason="Paid for"
    )
    given(*past).when(dismissing("output", RESULT, "Paid for")).then(anew)


@pytest.mark.parametrize(
    ("rule", "key", "field", "refused"),
    [
        ("outputs", RESULT, "rule", "unknown"),
        ("output", None, "key_result_id", "required"),
        ("no_owner", RESULT, "key_result_id", "subject"),
        ("output", LINT, "key_result_id", "unknown"),
    ],
)
def test_what_is_no_rule_of_that_subject_is_refused(rule: str, key: str | None, field: str, refused: str) -> None:
    given(*drafting(), LAUNCH).when(dismissing(rule, key)).refused(field, refused)


def test_a_slogan_is_dismissed_of_either() -> None:
    of_title = lint_id_of("slogan", OBJECTIVE, "Make the first week seamless")
    given(*drafting()).when(dismissing("slogan")).then(dismissed(of_title, "slogan"))
    of_result = lint_id_of("slogan", RESULT, "Launch the form\nbinary")
    given(*drafting(), LAUNCH).when(dismissing("slogan", RESULT)).then(dismissed(of_result, "slogan", RESULT))


def test_a_dropped_key_result_and_a_closed_objective_have_nothing_to_dismiss() -> None:
    gone = KeyResultDropped(objective_id=OBJECTIVE, key_result_id=RESULT, reason="Too much")
    given(*drafting(), LAUNCH, gone).when(dismissing("output", RESULT)).refused("key_result_id", "dropped")
    given(*drafting(), closed()).when(dismissing("no_owner")).refused("objective_id", "closed")
    given().when(dismissing("no_owner")).refused("objective_id", "unknown")


def test_a_dismissal_is_taken_back_once() -> None:
    past = (*drafting(), LAUNCH, dismissed(OUTPUT, "output", RESULT))
    back = LintRestored(objective_id=OBJECTIVE, lint_id=OUTPUT)
    given(*past).when(restoring()).then(back)
    given(*past, back).when(restoring()).refused("lint_id", "unknown")
    given(*past, back).when(dismissing("output", RESULT)).then(dismissed(OUTPUT, "output", RESULT))


def test_publishing_never_waits_for_lints() -> None:
    bare = [*drafting(), added(title="Launch", measure=Binary()), added(LINT, Binary(), title="World-class")]
    given(*bare).when(PublishObjective(objective_id=OBJECTIVE)).then(ObjectivePublished(objective_id=OBJECTIVE))


def house() -> list[Event]:
    return [founded(), company(), formed()]


def adding(*words: str, scope: str = TEAM) -> AddWords:
    return AddWords(scope=scope, kind=WordKind.OUTPUT, words=words)


def removing(*words: str, scope: str = TEAM) -> RemoveWords:
    return RemoveWords(scope=scope, kind=WordKind.OUTPUT, words=words)


def were_added(*words: str, scope: str = TEAM) -> WordsAdded:
    return WordsAdded(scope=scope, kind=WordKind.OUTPUT, words=words)


def were_removed(*words: str, scope: str = TEAM) -> WordsRemoved:
    return WordsRemoved(scope=scope, kind=WordKind.OUTPUT, words=words)


@pytest.mark.parametrize("scope", ["organization", TEAM])
def test_the_organization_or_a_team_adds_and_removes_words(scope: str) -> None:
    given(*house()).when(adding("onboard", scope=scope)).then(were_added("onboard", scope=scope))
    given(*house()).when(removing("release", scope=scope)).then(were_removed("release", scope=scope))


def test_only_what_is_new_is_kept() -> None:
    past = (*house(), were_added("onboard"))
    given(*past).when(adding("onboard", "cut over", "cut over")).then(were_added("cut over"))
    given(*past).when(adding("onboard")).then()
    given(*past).when(removing("onboard")).then(were_removed("onboard"))
    given(*past, were_removed("onboard")).when(removing("onboard")).then()
    given(*past, were_removed("onboard")).when(adding("onboard")).then(were_added("onboard"))


def test_words_are_kept_as_lints_read_them() -> None:
    given(*house()).when(adding(" Cut-over ", "GO  LIVE")).then(were_added("cut over", "go live"))


def test_words_need_a_scope_that_is_there() -> None:
    given(founded()).when(adding("onboard")).refused("scope", "unknown")
    given().when(adding("onboard", scope="organization")).refused("organization", "unknown")
    given(*house(), TeamDissolved(team_id=TEAM)).when(removing("release")).refused("scope", "dissolved")


def test_versions_are_counted_and_kinds_kept_apart() -> None:
    of_kpis = WordsAdded(scope=TEAM, kind=WordKind.KPI, words=("harvest",))
    world = World().happened(were_added("onboard"), were_removed("onboard", "ship"), of_kpis)
    said = {WordKind.OUTPUT: {"onboard": False, "ship": False}, WordKind.KPI: {"harvest": True}}
    assert world.states[f"vocabulary-{TEAM}"] == Vocabulary(3, said)


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": ()},
        {"words": ("—",)},
        {"words": ("",)},
        {"words": ("x" * 61,)},
        {"kind": "verbs"},
        {"scope": "me"},
    ],
)
def test_what_is_no_word_kind_or_scope_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        AddWords(**({"scope": TEAM, "kind": WordKind.OUTPUT, "words": ("onboard",)} | wrong))
