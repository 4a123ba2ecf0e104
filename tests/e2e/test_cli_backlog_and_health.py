"""What runs beside the goals, at the terminal: a backlog and what becomes of it, a metric kept in its band."""

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]

GOAL = "Make the first week seamless"


def test_an_idea_becomes_a_goal_and_the_rest_is_gone_through(cli: Cli) -> None:
    assert "Nothing is noted here" in cli.says("backlog", "list")
    cli.says("backlog", "note", "Let newcomers bring a friend", "--team", "Discover", "--note", "Asked for twice")
    cli.says("backlog", "note", "Shorten the tutorial", "--team", "Discover", "--kind", "action")
    cli.says("backlog", "note", "Rename the app", "--team", "Discover", "--kind", "parking-lot")
    cli.says("backlog", "edit", "tutorial", "--text", "Halve the tutorial")
    key = cli.json("backlog", "draft", "friend", "--why-now", "They ask for it")["objective_id"]
    assert cli.json("show", key)["description"] == "Asked for twice"
    cli.says("backlog", "promote", "tutorial", "--into", GOAL)
    cli.says("backlog", "drop", "Rename the app", "--reason", "Nobody asks")
    assert "was promoted" in cli.refuses("backlog", "drop", "friend", "--reason", "Late")
    items = cli.json("backlog", "list", "--team", "Discover")
    assert [(it["kind"], it["status"]) for it in items] == [
        ("idea", "promoted"), ("action", "promoted"), ("parking_lot", "dropped"),
    ]  # fmt: skip
    assert items[0]["objective_id"] == key
    shown = " ".join(cli.says("backlog", "list").split())
    assert "Halve the tutorial" in shown
    assert "became “Let" in shown
    assert "• from the backlog: Halve the tutorial" in cli.says("align", GOAL)
    cli.says("backlog", "review", "--team", "Discover")
    assert "Nothing changed" in cli.says("backlog", "review", "--team", "Discover")
    assert "reviewed_on" in cli.refuses("backlog", "review", "--team", "Discover", "--on", "2199-01-01")


def test_a_metric_leaves_its_band_and_says_since_when(cli: Cli) -> None:
    track = ("health", "track", "Sign-in errors", "--team", "Discover", "--unit", "%")
    assert "low" in cli.refuses(*track)
    cli.says(*track, "--high", "0.5", "--alert-after", "3", "--owner", "Ada Lovelace")
    assert "silent" in cli.says("health", "list")
    cli.says("health", "read", "errors", "0.7", "--at", "2020-01-01")
    cli.says("health", "read", "errors", "0.9")
    (metric,) = cli.json("health", "list", "--team", "Discover")
    assert (metric["state"], metric["alerting"], metric["value"]) == ("out_of_band", True, 0.9)
    assert metric["out_of_band_since"] == "2020-01-01T12:00:00Z"
    assert "! out of band since 2020-01-01" in " ".join(cli.says("health", "list").split())
    cli.says("health", "redefine", "errors", "--high", "none", "--low", "0.1", "--owner", "nobody")
    (metric,) = cli.json("health", "list")
    assert (metric["low"], metric["high"], metric["owner"]) == (0.1, None, None)
    assert (metric["state"], metric["alert_after_days"], metric["unit"]) == ("ok", 3, "%")
    cli.says("health", "retire", "errors", "--reason", "The old sign-in is gone")
    assert "retired" in cli.says("health", "list")
