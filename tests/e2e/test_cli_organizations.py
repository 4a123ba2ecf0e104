"""Which organization is meant, where there are several, and no second one of the same name."""

import pytest

from tests.e2e.cli import Cli, bare

__all__ = ["bare"]


@pytest.fixture(scope="module")
def two(bare: Cli) -> dict[str, str]:
    """Two organizations, ids by name."""
    return {name: bare.json("org", "create", name)["organization_id"] for name in ("Acme", "Borealis Ltd")}


def test_without_a_word_the_sentence_holds_a_form_that_works(bare: Cli, two: dict[str, str]) -> None:
    result = bare.call("org", "show")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    sentence = result.stderr
    assert "northlog --org Acme show" in sentence
    assert "export NORTHLOG_ORG=Acme" in sentence


@pytest.mark.parametrize("place", ["before", "after", "as one word"])
def test_the_organization_may_be_said_before_or_after_the_command(
    bare: Cli, two: dict[str, str], place: str
) -> None:
    words = {
        "before": ["--org", "Borealis Ltd", "org", "show"],
        "after": ["org", "show", "--org", "Borealis Ltd"],
        "as one word": ["org", "show", "--org=Borealis Ltd"],
    }
    assert bare.json(*words[place])["organization_id"] == two["Borealis Ltd"]


def test_the_first_characters_of_the_id_will_do(bare: Cli, two: dict[str, str]) -> None:
    assert bare.json("org", "show", "--org", two["Acme"][:8])["name"] == "Acme"


def test_an_option_without_its_value_does_not_swallow_the_command(bare: Cli, two: dict[str, str]) -> None:
    result = bare.call("org", "show", "--org")
    assert result.exit_code == 2
    assert "requires an argument" in result.stderr


def test_a_second_organization_of_the_same_name_is_refused_and_the_first_one_named(
    bare: Cli, two: dict[str, str]
) -> None:
    result = bare.call("org", "create", "acme")
    assert (result.exit_code, result.stdout) == (2, "")
    assert two["Acme"] in result.stderr
    assert len(bare.json("org", "list")) == len(two)


def test_of_two_with_one_name_the_id_is_asked_for(bare: Cli, two: dict[str, str]) -> None:
    third = bare.json("org", "create", "Cirrus")["organization_id"]
    bare.says("org", "rename", "Acme", "--org", third)
    result = bare.call("org", "show", "--org", "Acme")
    assert result.exit_code == 2
    assert third in result.stderr
    assert two["Acme"] in result.stderr
    assert "give the id" in result.stderr
    bare.says("org", "rename", "Cirrus", "--org", third)
