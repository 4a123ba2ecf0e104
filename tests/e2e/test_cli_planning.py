"""Planning at the terminal (P3.2), by names and numbers as people type them."""

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


def test_a_team_tells_stories_and_lets_their_themes_become_goals(cli: Cli) -> None:
    assert "planning open --team" in cli.refuses("planning", "show")
    cli.says("planning", "open", "--team", "Discover", "--note", "By the lake")
    for text in ("Nobody calls us", "Newcomers show the tutorial around", "Lunch"):
        cli.says("planning", "tell", text)
    cli.says("planning", "retell", "1", "Hardly anybody calls us")
    cli.says("planning", "withdraw", "Lunch")
    cli.says("planning", "theme", "First week", "--story", "calls")
    cli.says("planning", "group", "1", "--story", "1", "--story", "tutorial")
    cli.says("planning", "rename", "First week", "A calm first week")
    cli.says("planning", "theme", "Shown around", "--story", "2")
    cli.says("planning", "theme", "Rooms")
    cli.says("planning", "drop", "Rooms", "--reason", "Not ours")
    key = cli.json("planning", "draft", "calm", "--why-now", "They leave", "--owner", "Ada Lovelace")[
        "objective_id"
    ]
    cli.says("planning", "key-result", "2", key, "--percent", "--from", "15", "--to", "50", "--title", "Opened")
    assert [it["title"] for it in cli.json("show", key)["key_results"]] == ["Opened"]
    shown = cli.says("planning", "show")
    assert "Theme 1: A calm first week → “A calm first week”" in shown
    assert "Theme 2: Shown around → a key result of “A calm first week”" in shown
    assert "Theme 3: Rooms (dropped: Not ours)" in shown
    assert shown.count("Hardly anybody calls us (told from ") == 1
    assert "Stories without a theme\n  3  withdrawn" in shown
    assert "• from planning: Shown around" in cli.says("align", key)
    assert "Strategic objectives" in cli.says("planning", "ground")
    cli.says("planning", "close", "--note", "One candidate")
    assert "No planning is open" in cli.refuses("planning", "tell", "Late")
    cli.says("planning", "reopen", "Discover", "--reason", "One more")
    (listed,) = cli.json("planning", "list", "--team", "Discover")
    assert (listed["closing_note"], listed["reopened_reason"]) == ("One candidate", "One more")
    assert "open" in cli.says("planning", "list")
