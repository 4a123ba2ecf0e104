"""How often the lints of wording are right, counted on texts that a reader labelled; the tables are printed."""

import sys

import pytest

from domain.lint import OF_KEY_RESULTS, OF_OBJECTIVES
from tests.labelled import OF_WORDING, Labelled, Tally, labelled

KEY_RESULTS = 120


@pytest.fixture(scope="module")
def texts() -> list[Labelled]:
    return labelled()


def held(texts: list[Labelled]) -> list[Labelled]:
    """What rules and words were never tuned on."""
    return [each for each in texts if each.half != "tuned"]


def test_the_list_is_long_enough_half_of_it_held_out_and_neither_good_nor_bad_is_rare(
    texts: list[Labelled],
) -> None:
    results = [each for each in texts if each.measure is not None]
    assert len({each.text for each in results}) >= KEY_RESULTS
    assert len(held(texts)) >= len(texts) / 2
    for half in (texts, held(texts)):
        assert 0.35 < sum(not each.labels for each in half) / len(half) < 0.65
    assert {label for each in texts for label in each.labels} == set(OF_WORDING)
    assert set(OF_WORDING) <= {*OF_OBJECTIVES, *OF_KEY_RESULTS}


def test_what_lints_say_is_mostly_what_a_reader_would_say(
    texts: list[Labelled], capsys: pytest.CaptureFixture[str]
) -> None:
    tallies = {
        half: Tally.of(each for each in texts if each.half == half) for half in ("tuned", "held_out", "unseen")
    }
    with capsys.disabled():
        for half, tally in tallies.items():
            count = sum(each.half == half for each in texts)
            sys.stdout.write("\n".join(["", f"{half}: {count} texts", *tally.table(), ""]))
    untuned = Tally.of(held(texts))
    assert untuned.precision(*OF_WORDING) >= 0.9
    assert tallies["unseen"].precision(*OF_WORDING) >= 0.8
    assert untuned.recall(*OF_WORDING) >= 0.8
    assert tallies["unseen"].recall(*OF_WORDING) >= 0.7
    for rule in OF_WORDING:
        assert untuned.precision(rule) >= 0.8, rule
