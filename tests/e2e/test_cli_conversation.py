"""Conversation at the terminal: a thread, a review, an agreement, a goal negotiated."""

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]

GOAL = "Make the first week seamless"


def test_a_goal_is_talked_about_and_negotiated(cli: Cli) -> None:
    cli.says("person", "add", "Ben Bell")
    cli.says("comment", "write", GOAL, "Why not accounts, too?", "--mention", "Ben Bell")
    cli.says("comment", "reply", "accounts", "Next quarter", "--mention", "Ben Bell")
    cli.says("comment", "edit", "Next quarter", "In summer")
    first, answer = cli.json("comment", "list", "--objective", GOAL)
    assert (answer["text"], answer["in_reply_to"]) == ("In summer", first["comment_id"])
    assert first["mentions"] == answer["mentions"] != []
    assert cli.json("comment", "mentions", "Ben Bell") == [first, answer]
    cli.says("comment", "withdraw", "In summer")
    assert "Why not accounts" in cli.says("comment", "mentions", "Ben Bell")
    assert "In summer" not in cli.says("comment", "list")
    assert "“Nobody”" in cli.refuses("comment", "write", GOAL, "Who?", "--mention", "Nobody")

    cli.says("review", "ask", GOAL, "--of", "Ben Bell")
    cli.says("review", "give", GOAL, "Broad enough")
    assert "Broad" in cli.says("review", "list")

    cli.says("agreement", "agree", GOAL, "--as", "leadership", "--why-now", "They leave")
    cli.says("agreement", "agree", GOAL, "--as", "team", "--why-now", "We can")
    assert [each["stands"] for each in cli.json("agreement", "list")] == [True]
    cli.says("agreement", "revoke", GOAL, "--as", "team", "--reason", "No more")
    assert [each["stands"] for each in cli.json("agreement", "list")] == [False]

    cli.says("proposal", "reword", GOAL, "Make two weeks seamless", "--reason", "One is too short")
    cli.says(
        "proposal", "reword", GOAL, "Make ten days seamless", "--reason", "Half way", "--counters", "too short"
    )
    cli.says("proposal", "accept", "Half way")
    assert "Make ten days seamless" in cli.says("show")
    assert [each["status"] for each in cli.json("proposal", "list")] == ["countered", "accepted"]
    assert cli.says("proposal", "list").startswith("This quarter\n")
    refused = cli.refuses("proposal", "serve", "ten days", "none", "--reason", "It serves nothing")
    assert "so already" in refused
