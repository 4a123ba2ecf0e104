"""Each lint finds what it is there for, says by which words, and passes over what is sound."""

from dataclasses import replace
from itertools import chain

import pytest

from domain.lint import (
    OF_KEY_RESULTS,
    OF_OBJECTIVES,
    Around,
    Finding,
    KeyResultDraft,
    ObjectiveDraft,
    WordKind,
    effective,
    lint,
)
from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Quantity,
    Relative,
    Subjective,
    Threshold,
    Zones,
)
from tests.facts import ANN, OBJECTIVE, OTHER_RESULT, RESULT

MOVING = Metric(start=65, target=90)
AROUND = Around(effective(()), 1)
SOUND = ObjectiveDraft(
    objective_id=OBJECTIVE,
    title="Make the first week seamless and confidence-boosting for new users",
    why_now="A quarter of new users leave in their first week.",
    owner=ANN,
    key_results=(KeyResultDraft(RESULT, "Onboarding completed by new customers", MOVING),),
)
"""The worked example of the practice."""


def result(title: str, measure: Measure = MOVING, key: str = RESULT) -> KeyResultDraft:
    return KeyResultDraft(key, title, measure)


def found(draft: ObjectiveDraft, around: Around = AROUND) -> list[str]:
    return [each.rule for each in lint(draft, around)]


def of_result(title: str, measure: Measure, around: Around = AROUND) -> list[Finding]:
    """What is found in a key result beside a sound one."""
    draft = replace(SOUND, key_results=(*SOUND.key_results, result(title, measure, OTHER_RESULT)))
    return lint(draft, around)


def test_the_worked_example_of_the_practice_is_sound() -> None:
    example = replace(
        SOUND,
        key_results=(
            result("Onboarding completion", Completion(start=65, target=90)),
            result("Tutorial engagement", Completion(start=15, target=50)),
            result("Account-setup tickets", Relative(baseline=140, change=-0.3)),
        ),
    )
    assert found(example) == []
    delight = "Delight new customers by transforming the first-week experience"
    assert found(replace(example, title=delight)) == []


@pytest.mark.parametrize(
    ("title", "rules"),
    [
        ("Maintain the billing platform", ["business_as_usual"]),
        ("Run the payroll", ["business_as_usual"]),
        ("Keep the lights on", ["business_as_usual"]),
        ("Run the payroll in half the time", []),
        ("Customer satisfaction", ["topic"]),
        ("Shorter waits at the counter for everybody", []),
        ("Win back trust", []),
        ("World-class service", ["slogan"]),
    ],
)
def test_an_objective_states_an_improvement_in_particular_words(title: str, rules: list[str]) -> None:
    assert found(replace(SOUND, title=title)) == rules


@pytest.mark.parametrize(
    ("title", "measure", "rule", "words"),
    [
        ("Launch the new form", Binary(), "output", ("launch",)),
        ("We will roll out the form", Completion(), "output", ("roll out",)),
        ("New form shipped to everybody", Binary(), "output", ("shipped",)),
        ("The form is live", Binary(), "output", ("is live",)),
        ("Ship five features", Metric(start=0, target=5), "output", ("ship",)),
        ("Publish customer stories", Quantity(target=12), "output", ("publish",)),
        ("Net promoter score", Metric(target=40), "kpi_relabelled", ("net promoter score",)),
        ("Churn rate", Threshold(stay="below", limit=3), "kpi_relabelled", ("churn rate",)),
        ("Monitor revenue", Binary(), "kpi_relabelled", ("monitor", "revenue")),
        ("Improve communication", Binary(), "slogan", ("improve",)),
        ("Best-in-class support", Subjective(criteria="Three of four leads say so"), "slogan", ("best in class",)),
        ("Sign contracts with 12 clinics", Binary(), "binary", ("12",)),
        ("Cut errors by 40 %", Binary(), "binary", ("40 %",)),
    ],
)
def test_a_key_result_is_linted_by_the_words_that_gave_it_away(
    title: str, measure: Measure, rule: str, words: tuple[str, ...]
) -> None:
    said = [each for each in of_result(title, measure) if each.rule != "no_start"]
    assert [(each.rule, each.subject_kind, each.subject_id) for each in said] == [
        (rule, "key_result", OTHER_RESULT)
    ]
    assert said[0].words == words
    assert said[0].sentence
    assert said[0].suggestion


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Orders shipped on the promised day", Metric(start=82, target=95)),
        ("Release frequency", Metric(start=1, target=8)),
        ("Launch-to-first-sale time", Completion()),
        ("Building 7 is free of asbestos", Binary()),
        ("Host families found for every pupil", Completion()),
        ("Net promoter score", Metric(start=20, target=35)),
        ("Refund rate stays below 2 % while we open three countries", Threshold(stay="below", limit=2)),
        ("Best-in-class support: first reply", Metric(start=8, target=1)),
        ("Pass the SOC 2 audit", Binary()),
        ("Open our Vienna branch before March 2027 ends", Metric(start=1, target=2)),
        ("Win the tender for phase 2", Binary()),
    ],
)
def test_what_only_looks_like_it_is_passed_over(title: str, measure: Measure) -> None:
    assert of_result(title, measure) == []


@pytest.mark.parametrize("measure", [Metric(target=90), Relative(change=-0.3)])
def test_a_movement_needs_its_start(measure: Measure) -> None:
    assert [each.rule for each in of_result("Account-setup tickets a week", measure)] == ["no_start"]


def test_a_list_of_done_or_not_done_measures_nothing_but_one_among_others_may() -> None:
    done = tuple(result(title, Binary()) for title in ("The regulator approves", "The council votes for it"))
    assert found(replace(SOUND, key_results=done)) == ["only_binary"]
    assert found(replace(SOUND, key_results=(*done, *SOUND.key_results))) == []
    assert found(replace(SOUND, key_results=())) == []


@pytest.mark.parametrize(
    ("measure", "rules"),
    [
        (Subjective(criteria="Good feedback"), ["criteria"]),
        (Subjective(criteria="The three largest customers name us"), []),
        (Zones(commit="two wards", target="Two wards", stretch="all"), ["criteria"]),
        (Zones(commit="two wards", target="three wards", stretch="all"), []),
    ],
)
def test_criteria_and_milestones_can_be_told_apart(measure: Measure, rules: list[str]) -> None:
    assert [each.rule for each in of_result("Wards that work without paper", measure)] == rules


def test_five_can_be_followed_and_six_cannot() -> None:
    def with_results(count: int) -> ObjectiveDraft:
        titles = [f"Onboarding of group {number}" for number in range(count)]
        return replace(SOUND, key_results=tuple(result(title) for title in titles))

    assert (found(with_results(5)), found(with_results(6))) == ([], ["too_many_key_results"])
    assert found(SOUND, AROUND._replace(objectives=5)) == []
    assert found(SOUND, AROUND._replace(objectives=6)) == ["too_many_objectives"]


def test_an_objective_needs_an_owner_and_a_why_now() -> None:
    assert found(replace(SOUND, owner=None)) == ["no_owner"]
    for why_now in ("", "Important!", "It matters"):
        assert found(replace(SOUND, why_now=why_now)) == ["no_why_now"]


def test_a_finding_is_the_same_until_the_judged_text_is_another() -> None:
    def ids(title: str, measure: Measure) -> set[str]:
        return {each.lint_id for each in of_result(title, measure)}

    launched = ids("Launch the new form", Binary())
    assert ids("Launch the new form", Binary()) == launched
    assert ids("Launch the newer form", Binary()).isdisjoint(launched)
    assert ids("Launch the new form", Completion()).isdisjoint(launched)


def test_what_is_about_six_key_results_is_said_again_of_seven_but_not_of_other_words() -> None:
    def said(count: int, word: str) -> list[str]:
        results = tuple(result(f"{word} {number}") for number in range(count))
        return [each.lint_id for each in lint(replace(SOUND, key_results=results), AROUND)]

    assert said(6, "Guests") == said(6, "Riders")
    assert said(6, "Guests") != said(7, "Guests")


def test_a_word_more_is_found_and_a_word_less_is_not() -> None:
    words = effective([{WordKind.OUTPUT: {"onboard": True, "launch": False}}, {WordKind.KPI: {"harvest": True}}])
    taught = Around(words, 1)
    assert of_result("Onboard the clinics", Binary()) == []
    assert [each.rule for each in of_result("Onboard the clinics", Binary(), taught)] == ["output"]
    assert of_result("Launch the new form", Binary(), taught) == []
    assert [each.rule for each in of_result("Harvest", Threshold(stay="above", limit=9), taught)] == [
        "kpi_relabelled"
    ]


def test_the_nearest_level_has_the_last_word_on_a_word() -> None:
    gone, back = {WordKind.OUTPUT: {"launch": False}}, {WordKind.OUTPUT: {"launch": True}}
    assert "launch" not in effective([gone])[WordKind.OUTPUT]
    assert effective([gone, back]) == effective([])


@pytest.mark.parametrize("each", [*chain(OF_OBJECTIVES.values(), OF_KEY_RESULTS.values())], ids=lambda it: it.rule)
def test_every_rule_names_its_principle_and_explains_itself_with_an_example(each: object) -> None:
    said = {name: getattr(each, name) for name in ("rule", "principle", "explanation", "bad", "better")}
    assert said["principle"] in {f"P1.{number}" for number in range(1, 8)}
    assert all(said.values())
    assert said["bad"] != said["better"]
