"""Every group of commands does its work, and says so to people and to programs."""

from tests.e2e.cli import Cli, bare, cli, publish

__all__ = ["bare", "cli"]


def objective(cli: Cli, which: str) -> dict[str, object]:
    found: dict[str, object] = cli.json("show", which)
    return found


def test_an_organization_is_renamed_moved_in_time_and_set_anew(cli: Cli) -> None:
    cli.says("org", "rename", "Northwind AG")
    cli.says("org", "set-time-zone", "Europe/Zurich")
    cli.says("org", "settings", "--grace-days", "3")
    shown = cli.json("org", "show")
    assert (shown["name"], shown["time_zone"], shown["late_entry_grace_days"]) == (
        "Northwind AG",
        "Europe/Zurich",
        3,
    )
    assert [each["name"] for each in cli.json("org", "list")] == ["Northwind AG"]
    cli.says("org", "set-time-zone", "UTC")


def test_saying_the_same_again_changes_nothing_and_says_so(cli: Cli) -> None:
    cli.says("org", "settings", "--grace-days", "5")
    assert cli.says("org", "settings", "--grace-days", "5") == "Nothing changed: it is so already.\n"


def test_a_person_is_introduced_renamed_and_forgotten(cli: Cli) -> None:
    key = cli.json("person", "add", "Grace", "--email", "grace@example.org")["person_id"]
    cli.says("person", "rename", "grace@example.org", "Grace Hopper")
    people = {each["person_id"]: each for each in cli.json("person", "list")}
    assert (people[key]["name"], people[key]["email"]) == ("Grace Hopper", "grace@example.org")
    cli.says("person", "forget", "Grace Hopper", "--yes")
    people = {each["person_id"]: each for each in cli.json("person", "list")}
    assert (people[key]["name"], people[key]["forgotten"]) == (None, True)


def test_forgetting_asks_first_and_does_nothing_on_no(cli: Cli) -> None:
    key = cli.json("person", "add", "Katherine Johnson")["person_id"]
    assert cli.call("person", "forget", "Katherine Johnson", stdin="n\n").exit_code == 130
    assert {each["person_id"]: each["forgotten"] for each in cli.json("person", "list")}[key] is False


def test_teams_stand_in_a_tree_with_members_and_a_rhythm(cli: Cli) -> None:
    cli.says("team", "form", "Services", "--kind", "unit", "--parent", "Northwind Ltd")
    key = cli.json("team", "form", "Ledgr", "--parent", "Northwind Ltd")["team_id"]
    cli.says("team", "rename", "Ledgr", "Ledger")
    cli.says("team", "move", key[:4], "Services")
    cli.says("team", "cadence", "Ledger", "--weekday", "friday", "--hour", "10", "--every", "2")
    cli.says("team", "member", "add", "Ledger", "Ada Lovelace", "--role", "lead")
    printed = cli.says("team", "list")
    assert f"    Ledger  {key[:8]} · team · checks in every 2 weeks, friday 10:00\n" in printed
    assert "      Ada Lovelace (lead)\n" in printed
    cli.says("team", "member", "remove", "Ledger", "Ada Lovelace")
    cli.says("team", "dissolve", "Ledger")
    team = next(each for each in cli.json("team", "list") if each["team_id"] == key)
    assert (team["members"], team["dissolved"], team["cadence"]["weekday"]) == ({}, True, 5)


def test_a_cycle_is_planned_moved_renamed_started_and_closed(cli: Cli) -> None:
    key = cli.json("cycle", "plan", "Trial", "2030-01-01", "2030-01-31")["cycle_id"]
    cli.says("cycle", "reschedule", "Trial", "--ends-on", "2030-02-28")
    cli.says("cycle", "rename", "Trial", "Trial run")
    cli.says("cycle", "start", key)
    cli.says("cycle", "close", "trial run")
    cycle = next(each for each in cli.json("cycle", "list") if each["cycle_id"] == key)
    assert (cycle["name"], cycle["ends_on"], cycle["status"]) == ("Trial run", "2030-02-28", "closed")


def test_an_objective_is_changed_judged_closed_and_carried_forward(cli: Cli) -> None:
    key = cli.json("objective", "draft", "Welcme", "--team", "Discover")["objective_id"]
    cli.says("key-result", "add", key, "Calls", "--change", "-30%", "--from", "120")
    cli.says("objective", "publish", "Welcme")
    cli.says("objective", "reword", key[:8], "Welcome everybody")
    cli.says("objective", "why-now", "Welcome everybody", "Spring brings many")
    cli.says("objective", "owner", "Welcome everybody", "Ada Lovelace")
    cli.says("objective", "ambition", "Welcome everybody", "committed")
    cli.says("objective", "level", "Welcome everybody", "strategic")
    cli.says("objective", "judge", "Welcome everybody", "0.6", "--reason", "It felt so")
    cli.says("cycle", "plan", "Next quarter", "2031-01-01")
    after = cli.json("objective", "carry-forward", "Welcome everybody", "--to", "Next quarter")["successor_id"]
    cli.says("objective", "close", key, "partly")
    first, second = objective(cli, key), objective(cli, after)
    assert (first["outcome"], first["judged"], first["successor_id"]) == ("partly", 0.6, after)
    assert (first["ambition"], first["level"], first["why_now"]) == (
        "committed",
        "strategic",
        "Spring brings many",
    )
    assert (second["title"], second["carried_from"], second["status"]) == ("Welcome everybody", key, "draft")
    assert [each["title"] for each in second["key_results"]] == ["Calls"]  # type: ignore[attr-defined]


def test_every_kind_of_measure_has_its_flags(cli: Cli) -> None:
    key = publish(cli, "Measure everything")
    kinds = {
        "metric": ["--from", "15", "--to", "10", "--unit", "minutes"],
        "relative": ["--change", "-0.3"],
        "threshold": ["--above", "99.9"],
        "quantity": ["--count", "5"],
        "completion": ["--percent", "--from", "20", "--to", "50"],
        "zones": ["--zones", "a draft", "a pilot", "a launch"],
        "subjective": ["--criteria", "two of three say yes"],
        "binary": ["--binary"],
    }
    for kind, flags in kinds.items():
        cli.says("key-result", "add", key, kind, *flags)
    added = {each["title"]: each["measure"]["kind"] for each in cli.json("show", key)["key_results"]}
    assert added == {kind: kind for kind in kinds}


def test_a_key_result_is_changed_and_its_first_goal_stays_visible(cli: Cli) -> None:
    key = publish(cli, "Move the goalposts")
    cli.says("key-result", "add", key, "Reach", "--to", "80")
    cli.says("key-result", "rebaseline", f"{key[:4]}.1", "--from", "-5")
    cli.says("key-result", "retarget", "Reach", "--to", "40", "--reason", "The market shrank")
    cli.says("key-result", "reword", "Reach", "Reach of the guide")
    cli.says("key-result", "owner", "Reach of the guide", "Ada Lovelace")
    cli.says("key-result", "judge", "Reach of the guide", "0.5", "--reason", "Half of it")
    assert "first target 80" in cli.says("show", key)
    cli.says("key-result", "drop", "Reach of the guide", "--reason", "Enough")
    (result,) = cli.json("show", key)["key_results"]
    assert (result["start"], result["target"], result["original"]["target"]) == (-5, 40, 80)
    assert (result["judged"], result["dropped_reason"]) == (0.5, "Enough")


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(cli: Cli) -> None:
    made = cli.json(
        "token", "create", "--role", "lead", "--expires", "90d", "--name", "ci", "--person", "Ada Lovelace"
    )
    assert made["secret"].startswith("northlog_")
    assert made["secret"] not in cli.says("token", "list")
    cli.says("token", "revoke", "ci")
    assert next(each for each in cli.json("token", "list") if each["name"] == "ci")["revoked_at"] is not None


def test_rebuilding_says_how_many_events_it_folded_and_changes_nothing(cli: Cli) -> None:
    def rows() -> list[dict[str, object]]:
        # The expected pace moves with the clock.
        return [{**each, "expected": None} for each in cli.json("show")["objectives"]]

    before = rows()
    assert {each["events"] for each in cli.json("rebuild")} == {cli.position()}
    assert rows() == before


def test_the_doctor_finds_everything_well(cli: Cli) -> None:
    found = {each["name"]: each["state"] for each in cli.json("doctor")}
    assert found["migrations"] == found["application's role"] == found["projection current_state"] == "well"
    assert "wrong" not in found.values()


def test_the_doctor_warns_of_tokens_that_end_soon_unless_they_were_made_for_a_day(cli: Cli) -> None:
    def found() -> list[str]:
        return [each["found"] for each in cli.json("doctor") if each["name"] == "tokens"]

    cli.says("token", "create", "--role", "viewer", "--expires", "1d", "--name", "for today")
    assert found() == []
    cli.says("token", "create", "--role", "viewer", "--expires", "5d", "--name", "for the week")
    assert [text.split(" of ")[0] for text in found()] == ["1"]


def test_migrating_again_changes_nothing(cli: Cli) -> None:
    before = cli.position()
    cli.says("migrate")
    assert cli.position() == before


def test_the_help_of_a_group_with_a_command_unsaid_names_them_all(cli: Cli) -> None:
    assert {"last:", "verify:", "export:", "verify-file:"} <= set(cli.says("log", "--help").split())
    assert {"say:", "correct:", "--reading"} <= set(cli.says("check-in", "--help").split())
