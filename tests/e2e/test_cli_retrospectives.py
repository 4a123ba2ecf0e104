"""Retrospectives at the terminal: one word says which, or none where one is open."""

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


def opened(cli: Cli, *words: str) -> str:
    return str(cli.json("retrospective", "open", "This quarter", *words)["retrospective_id"])


def test_a_retrospective_is_held_closed_and_read_again(cli: Cli) -> None:
    first = opened(cli, "--kind", "mid-cycle", "--team", "Discover", "--trigger", "stalled_progress")
    said = {
        "note": "The new form came late",
        "attract": "Customers at our table",
        "detract": "Reviews take nine days",
        "learn": "People leave at the identity check",
    }
    for command, text in said.items():
        cli.says("retrospective", command, text, "--objective", "first week seamless")
    cli.says("cycle", "plan", "After it", "2100-01-01")
    key = cli.json("retrospective", "decide", "Own the identity check", "--into", "After it")["entry_id"]
    cli.says("retrospective", "answer", "surprised", "How many came back")
    cli.says("retrospective", "withdraw", "The new form came late", "--reason", "Said twice")
    assert cli.says("retrospective", "close", "--summary", "Stalled, and we know why") == (
        "Closed This quarter, Discover, mid-cycle.\n"
        f"Read it again: northlog retrospective show {first[:8]}; all of them: northlog retrospective list\n"
    )

    printed = cli.says("retrospective", "show", first[:8])
    assert f"{first[:8]} · stalled progress · held on " in printed
    assert "\nStalled, and we know why\n" in printed
    assert "Customers at our table (of “Make the first week seamless”)" in printed
    assert "withdrawn: Said twice" in printed
    assert "The new form came late" not in printed
    assert f"  {key[:8]}  Own the identity check → meant for After it\n" in printed
    assert "  What surprised us? How many came back\n  What will we do differently? —\n" in printed

    became = cli.json("objective", "draft", "Own it", "--team", "Discover", "--cycle", "After it")["objective_id"]
    cli.says("retrospective", "carry", key[:8], "After it", "--became", became)
    assert "→ carried into After it as “Own it”" in cli.says("retrospective", "show", first[:8])
    shown = cli.json("retrospective", "show", first)
    assert [each["kind"] for each in shown["entries"]] == [
        "note",
        "attractor",
        "detractor",
        "learning",
        "decision",
    ]
    assert (shown["answers"]["surprised"]["text"], shown["entries"][-1]["became"]) == (
        "How many came back",
        became,
    )


def test_without_a_word_the_open_one_is_meant_and_where_there_is_none_or_two_that_is_said(cli: Cli) -> None:
    assert "no retrospective is open" in cli.refuses("retrospective", "note", "Too early").casefold()
    one = opened(cli, "--kind", "end")
    cli.says("retrospective", "note", "Into the only one")
    other = opened(cli, "--kind", "end", "--team", "Discover", "--on", "2100-01-01")
    sentence = cli.refuses("retrospective", "note", "Into which")
    assert one[:8] in sentence
    assert other[:8] in sentence
    cli.says("retrospective", "note", "Into this one", "--in", "this quarter, discover, end")
    assert [it["entries"][-1]["text"] for it in cli.json("retrospective", "list")[-2:]] == [
        "Into the only one",
        "Into this one",
    ]
    cli.says("retrospective", "close", other)
    cli.says("retrospective", "close", one)


def test_the_list_is_of_everything_a_cycle_or_a_team(cli: Cli) -> None:
    key = opened(cli, "--kind", "end", "--team", "Northwind Ltd")
    listed = cli.says("retrospective", "list", "--team", "Northwind Ltd")
    assert key[:8] in listed
    assert "scheduled" in listed
    cli.says("cycle", "plan", "Without one", "2101-01-01")
    empty = cli.says("retrospective", "list", "--cycle", "Without one")
    assert empty.startswith("There is no retrospective here yet")
    cli.says("retrospective", "close", key)
    assert "is closed; open another" in cli.refuses("retrospective", "note", "More", "--in", key)
