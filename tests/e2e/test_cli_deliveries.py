"""Destinations and deliveries at the terminal."""

import json

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


def test_a_webhook_is_added_with_its_secret_shown_once(cli: Cli) -> None:
    said = cli.json(
        "destination", "add", "Board", "--kind", "webhook", "--team", "Discover",
        "--address", "https://hooks.example.org/verysecret", "--digest", "daily", "--quiet", "18-9",
    )  # fmt: skip
    assert said["secret"].startswith("whsec_")
    listed = cli.says("destination", "list", "--json")
    assert "verysecret" not in listed
    assert said["secret"] not in listed
    [found] = [each for each in json.loads(listed) if each["destination_id"] == said["destination_id"]]
    assert (found["host"], found["preferences"]["quiet_from"]) == ("hooks.example.org", 18)
    assert cli.says("destination", "rotate", "Board").startswith("whsec_")


def test_a_webhook_subscribes_to_events_that_there_are(cli: Cli) -> None:
    words = ("--kind", "webhook", "--address", "https://hooks.example.org/x")
    key = cli.json("destination", "add", "Warehouse", *words)["destination_id"]
    cli.says("destination", "subscribe", "Warehouse", "--type", "team.formed.v1", "--after", "0")
    [found] = [each for each in cli.json("destination", "list") if each["destination_id"] == key]
    assert found["subscribed"] == ["team.formed.v1"]
    assert "no type of events" in cli.refuses("destination", "subscribe", "Warehouse", "--type", "team.formed")
    cli.says("destination", "unsubscribe", "Warehouse")
    assert {each["subscribed"] for each in cli.json("destination", "list")} == {None}
    cli.says("destination", "remove", "Warehouse")


def test_an_address_can_be_read_from_the_input(cli: Cli) -> None:
    words = ("destination", "add", "Chat", "--kind", "slack", "--address", "-")
    assert cli.call(*words, stdin="https://chat.example.org/x\n").exit_code == 0
    assert "chat.example.org" in cli.says("destination", "list")
    cli.says("destination", "change", "Chat", "--digest", "weekly", "--digest-day", "friday")
    assert "weekly" in cli.says("destination", "list")
    cli.says("destination", "pause", "Chat")
    assert "paused" in cli.says("destination", "list")
    cli.says("destination", "resume", "Chat")
    cli.says("destination", "remove", "Chat")
    assert "Chat" not in cli.says("destination", "list")


def test_what_makes_no_destination_is_refused_in_a_sentence(cli: Cli) -> None:
    add = ("destination", "add", "X", "--kind")
    assert "needs an address" in cli.refuses(*add, "slack")
    assert "give none here" in cli.refuses(*add, "email", "--person", "Ada Lovelace", "--address", "a@example.org")
    assert "https://" in cli.refuses(*add, "webhook", "--address", "gopher://example.org")
    assert "19-8" in cli.refuses(*add, "email", "--person", "Ada Lovelace", "--quiet", "often")
    assert "not both" in cli.refuses(*add, "slack", "--person", "Ada Lovelace", "--team", "Discover")


def test_deliveries_are_listed_and_only_dead_ones_redriven(cli: Cli) -> None:
    assert cli.says("deliveries", "list") == "Nothing was to be sent yet.\n"
    assert cli.says("deliveries", "list", "--state", "dead") == "No delivery is dead.\n"
    assert cli.json("deliveries", "list", "--state", "dead") == []
    assert cli.json("deliveries", "redrive", "--all") == {"delivery_ids": []}
    assert "no dead delivery" in cli.refuses("deliveries", "redrive", "3f2a9b1c")
    assert "--all" in cli.refuses("deliveries", "redrive")
    assert cli.json("deliveries", "drop", "--all") == {"delivery_ids": []}
    assert "no dead delivery" in cli.refuses("deliveries", "drop", "3f2a9b1c")
    assert "--all" in cli.refuses("deliveries", "drop")


def test_a_destination_is_tried_and_says_what_came_back(cli: Cli) -> None:
    cli.says("destination", "add", "Trial", "--kind", "slack", "--address", "https://192.168.1.1/x")
    tried = cli.call("destination", "try", "Trial")
    assert tried.exit_code == 1
    assert tried.stdout.startswith("It did not arrive: 192.168.1.1 is no public address")
    cli.says("destination", "remove", "Trial")
