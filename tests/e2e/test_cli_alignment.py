"""Alignment at the terminal: a strategy stated, a part pledged, a need answered, all of it walked both ways."""

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]

GOAL = "Delight new customers"


def test_a_team_takes_up_its_part_and_it_can_be_walked_both_ways(cli: Cli) -> None:
    cli.says("strategy", "vision", "A bank that feels like a good neighbour")
    cli.says("strategy", "state", "Win the first week")
    cli.says("strategy", "priority", "Simplify onboarding", "--year", "2026")
    cli.says("objective", "draft", GOAL, "--team", "Northwind Ltd", "--level", "strategic", "--publish")
    cli.says("strategy", "serve", GOAL, "Simplify onboarding")
    cli.says(
        "strategy", "context", GOAL, "--matters", "They stay", "--support", "25 % leave=https://example.org/x"
    )
    cli.says("contribution", "pledge", GOAL, "A first week without dead ends", "--team", "Discover")
    key = cli.json("objective", "draft", "Make it seamless", "--team", "Discover", "--publish")["objective_id"]
    cli.says("contribution", "amend", "dead ends", "--rests-on", "Make it seamless", "--counts", "--weight", "2")
    linked = cli.json("align", "link", "Make it seamless", "Make the first week seamless")["link_id"]
    cli.says(
        "dependency", "ask", "Test accounts", "--of", "Northwind Ltd", "--team", "Discover", "--by", "2030-01-15",
        "--objective", "Make it seamless",
    )  # fmt: skip
    cli.says("dependency", "accept", "Test accounts", "--by", "2030-01-20")

    shown = cli.says("align")
    assert "Vision\n  A bank that feels like a good neighbour\n" in shown
    assert "2026  Simplify onboarding" in shown
    assert f"{GOAL} · Northwind Ltd · score —" in shown
    assert "▲ priority of 2026: Simplify onboarding" in shown
    assert "▼ Discover counts ×2: A first week without dead ends" in shown
    assert max(map(len, shown.splitlines())) <= 80
    up = cli.says("align", "Make it seamless")
    assert "▲ Discover counts ×2: A first week without dead ends" in up
    assert f"↔ horizontal link {linked[:8]}" in up
    assert "← needs of Northwind Ltd by 2030-01-15: Test accounts (accepted)" in up
    assert cli.json("align", key)["serves"][0]["objectives"][0]["title"] == GOAL
    needs = cli.says("dependency", "list", "--team", "Discover")
    assert needs.startswith("This quarter\n")
    assert "accepted, promised" in " ".join(needs.split())
    assert "supports" not in cli.says("contribution", "list")

    cli.says("align", "unlink", linked[:8], "--reason", "Apart")
    cli.says("contribution", "withdraw", "dead ends", "--reason", "Split up")
    cli.says("dependency", "deliver", "Test accounts")
    assert "stands by itself" in cli.says("align", "Make it seamless")
    assert "Simplify onboarding" in cli.says("strategy", "show")
    cli.says("strategy", "reword", "Simplify onboarding", "Ease onboarding")
    cli.says("strategy", "drop", "Ease onboarding", "--reason", "Reached")
    assert "onboarding" not in cli.says("strategy", "show")
    cli.says("strategy", "serve", GOAL, "none")


def test_a_ring_and_a_pledge_to_a_teams_own_goal_are_refused_by_field_and_rule(cli: Cli) -> None:
    refused = cli.refuses("contribution", "pledge", "Make the first week seamless", "All", "--team", "Discover")
    assert "strategic" in refused
    assert "another team" in cli.refuses(
        "dependency", "ask", "Time", "--of", "Discover", "--team", "Discover", "--by", "2030-01-15"
    )


def test_what_is_needed_for_no_objective_stands_under_no_cycle(cli: Cli) -> None:
    cli.says("dependency", "ask", "A room", "--of", "Northwind Ltd", "--team", "Discover", "--by", "2030-01-15")
    below = cli.says("dependency", "list").partition("Of no objective, so of no cycle\n")[2]
    assert "A room" in below
