"""After any history the rows are those of a rebuild, and say what the aggregates' own states say."""

from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from typing import Any

from hypothesis import given, settings

from domain import policy, vocabulary
from domain.agreement import Agreement
from domain.alert import Alert
from domain.alignment import Alignment
from domain.backlog import BacklogItem, BacklogStatus, Noted
from domain.comment import Comment
from domain.contribution import Contribution, Pledge
from domain.cycle import Cycle
from domain.decider import Refused
from domain.dependency import Dependency
from domain.destination import Destination
from domain.health_metric import Definition, HealthMetric
from domain.link import Link
from domain.objective import Objective
from domain.organization import Organization
from domain.person import Person
from domain.planning import Planning
from domain.policy import ScopePolicy
from domain.proposal import Proposal
from domain.retrospective import Retrospective
from domain.review import Review
from domain.ritual import Ritual, Schedule
from domain.strategy import Priority, Strategy
from domain.team import Team
from domain.vocabulary import Vocabulary
from events.catalogue import CATALOGUE
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from tests.generated import History, histories
from tests.house import House
from tests.logs import assert_whole, log_of, read_tables
from tests.made_up import BEGIN
from tests.spec import World


def live(house: House, history: History) -> House:
    """An organization that lived through a history by a clock of its own; refusals are part of life."""
    clock = BEGIN

    def now() -> datetime:
        return clock

    settled = house.another_organization(now)
    for command, pause in history:
        clock += pause
        with suppress(Refused):
            settled.do(command)
    return settled


def folded(house: House) -> World:
    """The states of all aggregates, from the log."""
    return World().happened(*(CATALOGUE.read(stored).event for stored in log_of(house)))


def assert_rows_say_what_states_say(house: House, states: dict[str, object]) -> None:
    """Compare what both know. Rows that no state has, or states without a row, fail."""
    seen = {"organization"}
    (organization,) = house.rows("organizations")
    known = Organization(organization.name, organization.time_zone, organization.late_entry_grace_days)
    assert states["organization"] == known
    for row in house.rows("people"):
        seen.add(f"person-{row.person_id}")
        assert states[f"person-{row.person_id}"] == Person(row.sealed, row.forgotten)
    for row in house.rows("teams"):
        seen.add(f"team-{row.team_id}")
        team = states[f"team-{row.team_id}"]
        assert isinstance(team, Team)
        assert (row.name, row.kind, row.parent_id) == (team.name, team.kind, team.parent_id)
        assert (row.members, row.dissolved) == (team.members, team.dissolved)
        assert row.backlog_reviewed_on == team.backlog_reviewed_on
        said = (row.cadence_weekday, row.cadence_hour, row.cadence_every_weeks)
        cadence = team.cadence
        assert said == ((cadence.weekday, cadence.hour, cadence.every_weeks) if cadence else (None,) * 3)
    for row in house.rows("cycles"):
        seen.add(f"cycle-{row.cycle_id}")
        said = Cycle(row.name, row.starts_on, row.ends_on, row.grace_days, row.time_zone, row.status)
        assert states[f"cycle-{row.cycle_id}"] == said
    for row in house.rows("objectives"):
        seen.add(f"objective-{row.objective_id}")
        assert_objective(house, row.objective_id, states[f"objective-{row.objective_id}"])
    for row in house.rows("retrospectives"):
        seen.add(f"retrospective-{row.retrospective_id}")
        assert_retrospective(house, row, states[f"retrospective-{row.retrospective_id}"])
    for row in house.rows("destinations"):
        seen.add(f"destination-{row.destination_id}")
        assert_destination(row, states[f"destination-{row.destination_id}"])
    for row in house.rows("policies"):
        stream = policy.stream_of(row.scope)
        seen.add(stream)
        assert states[stream] == ScopePolicy(row.version, row.override)
    for row in house.rows("vocabularies"):
        stream = vocabulary.stream_of(row.scope)
        seen.add(stream)
        assert states[stream] == Vocabulary(row.version, row.said)
    for row in house.rows("alerts"):
        seen.add(f"alert-{row.alert_id}")
        assert_alert(row, states[f"alert-{row.alert_id}"])
    seen |= assert_alignment(house, states)
    seen |= assert_conversation(house, states)
    seen |= assert_rituals(house, states) | assert_running(house, states) | assert_plannings(house, states)
    assert seen == set(states)


def assert_alignment(house: House, states: dict[str, object]) -> set[str]:
    """Strategy, contributions, links and dependencies; returns the streams that were compared."""
    seen = set[str]()
    for row in house.rows("strategies"):
        seen.add("strategy")
        said = {it.priority_id: Priority(it.title, it.why, it.dropped) for it in house.rows("priorities")}
        assert states["strategy"] == Strategy(row.vision or "", row.statement or "", said)
    carried = {}
    for row in house.rows("contributions"):
        seen.add(stream := f"contribution-{row.contribution_id}")
        pledge = Pledge(**{name: getattr(row, name) for name in Pledge.model_fields})
        assert states[stream] == Contribution(row.team_id, row.objective_id, pledge, row.withdrawn)
        by = tuple(dict.fromkeys(each.objective_id for each in pledge.rests_on))
        if by and not row.withdrawn:
            carried[row.contribution_id] = (row.objective_id, by)
    seen |= {"alignment"} & set(states)
    assert states.get("alignment", Alignment()) == Alignment(carried)
    for row in house.rows("links"):
        seen.add(stream := f"link-{row.link_id}")
        assert states[stream] == Link(row.removed)
    for row in house.rows("dependencies"):
        seen.add(stream := f"dependency-{row.dependency_id}")
        state = states[stream]
        assert isinstance(state, Dependency)
        assert row.status == state.status
        assert state.promise is None or state.promise.promised_by == row.promised_by
    return seen


def assert_conversation(house: House, states: dict[str, object]) -> set[str]:
    """Comments, reviews, agreements and proposals; returns the streams that were compared."""
    seen = set[str]()
    for row in house.rows("comments"):
        seen.add(stream := f"comment-{row.comment_id}")
        comment = states[stream]
        assert isinstance(comment, Comment)
        subject = comment.subject
        assert (row.subject_kind, row.subject_id, row.thread_id) == (subject.kind, subject.id, comment.thread_id)
        shown = (None, ()) if comment.withdrawn else (comment.text, comment.mentions)
        assert (row.text, tuple(row.mentions), row.withdrawn) == (*shown, comment.withdrawn)
    for row in house.rows("reviews"):
        seen.add(stream := f"review-{row.review_id}")
        assert states[stream] == Review(row.reviewer, row.status, row.says)
    for row in house.rows("agreements"):
        seen.add(stream := f"agreement-{row.agreement_id}")
        agreement = states[stream]
        said = {"leadership": row.leadership_why_now, "team": row.team_why_now}
        assert agreement == Agreement(row.team_id, {side: why for side, why in said.items() if why is not None})
        assert row.stands == agreement.stands == (row.stands_since is not None)
    for row in house.rows("proposals"):
        seen.add(stream := f"proposal-{row.proposal_id}")
        proposal = states[stream]
        assert isinstance(proposal, Proposal)
        for same in ("objective_id", "of_team_id", "reason", "status"):
            assert getattr(row, same) == getattr(proposal, same), same
        assert row.change == proposal.change.model_dump(mode="json")
        if row.edit_position is not None:
            edit = log_of(house)[row.edit_position - 1]
            assert (edit.type, edit.stream) == (row.edit, f"objective-{row.objective_id}")
    return seen


def assert_rituals(house: House, states: dict[str, object]) -> set[str]:
    """Rituals with their meetings; returns the streams that were compared."""
    seen = set[str]()
    for row in house.rows("rituals"):
        seen.add(stream := f"ritual-{row.ritual_id}")
        state = states[stream]
        assert isinstance(state, Ritual)
        schedule = Schedule(**{name: getattr(row, name) for name in Schedule.model_fields})
        assert (row.team_id, row.kind, row.name, schedule) == (
            state.team_id,
            state.kind,
            state.name,
            state.schedule,
        )
        assert (row.ended_at is not None) == state.ended
        meetings = {it.met_on: it for it in house.rows("meetings") if it.ritual_id == row.ritual_id}
        assert set(meetings) == set(state.meetings)
        for on, event in state.meetings.items():
            said = meetings[on]
            assert event.stored_as == f"ritual.meeting_{said.status}.v1"
            assert said.present == getattr(event, "present", None)
            assert tuple(said.people) == getattr(event, "people", ())
            assert said.reason == getattr(event, "reason", None)
    return seen


def assert_running(house: House, states: dict[str, object]) -> set[str]:
    """Backlogs and health metrics; returns the streams that were compared."""
    seen = set[str]()
    for row in house.rows("backlog_items"):
        seen.add(stream := f"backlog_item-{row.backlog_item_id}")
        noted = Noted(kind=row.kind, text=row.text, note=row.note)
        became = None if row.objective_id is None else (row.objective_id, row.key_result_id)
        assert states[stream] == BacklogItem(row.team_id, noted, BacklogStatus(row.status), became)
    readings = house.rows("health_readings")
    for row in house.rows("health_metrics"):
        seen.add(stream := f"health_metric-{row.health_metric_id}")
        state = states[stream]
        assert isinstance(state, HealthMetric)
        definition = Definition(**{name: getattr(row, name) for name in Definition.model_fields})
        assert (state.team_id, state.definition, state.retired) == (row.team_id, definition, row.retired)
        of_it = [each for each in readings if each.health_metric_id == row.health_metric_id]
        entered = sorted(of_it, key=lambda each: each.position)
        said = ("reading_id", "occurred_at", "value", "note")
        assert [[getattr(each, name) for name in said] for each in entered] == [
            [getattr(each, name) for name in said] for each in state.readings.values()
        ]
    return seen


def assert_plannings(house: House, states: dict[str, object]) -> set[str]:
    """Plannings with their stories and themes; returns the streams that were compared."""
    seen = set[str]()
    for row in house.rows("plannings"):
        seen.add(stream := f"planning-{row.planning_id}")
        state = states[stream]
        assert isinstance(state, Planning)
        said = (row.team_id, row.cycle_id, row.closed_at is not None)
        assert said == (state.team_id, state.cycle_id, state.closed)
        stories = {it.story_id: it for it in house.rows("stories") if it.planning_id == row.planning_id}
        assert {key: (it.text, it.told_from) for key, it in stories.items()} == {
            key: (None if it.withdrawn else it.text, it.told_from) for key, it in state.stories.items()
        }
        themes = {it.theme_id: it for it in house.rows("themes") if it.planning_id == row.planning_id}
        assert set(themes) == set(state.themes)
        for key, theme in state.themes.items():
            told = themes[key]
            assert (told.name, tuple(told.stories)) == (theme.name, theme.stories)
            assert (told.dropped_reason is not None) == theme.dropped
            assert (told.objective_id, told.key_result_id) == (theme.became or (None, None))
    return seen


def assert_destination(row: Any, state: object) -> None:
    """A destination, whole."""
    assert isinstance(state, Destination)
    assert (row.kind, row.name, row.paused, row.removed) == (state.kind, state.name, state.paused, state.removed)
    assert (row.audience_kind, row.audience_id) == (state.audience.kind, state.audience.id)
    assert row.place == (state.place and state.place.model_dump())
    assert row.preferences == state.preferences.model_dump()
    assert row.subscribed == (None if state.subscribed is None else list(state.subscribed))


def assert_objective(house: House, objective_id: str, state: object) -> None:
    """An objective with its key results and its last check-in."""
    assert isinstance(state, Objective)
    (row,) = [row for row in house.rows("objectives") if row.objective_id == objective_id]
    for same in ("cycle_id", "team_id", "title", "description", "why_now", "owner", "ambition", "level", "status"):
        assert getattr(row, same) == getattr(state, same), same
    assert (row.successor_id, row.judged) == (state.successor_id, state.judged)
    assert row.score == state.computed_score()
    assert {key: said["reason"] for key, said in row.dismissals.items()} == state.dismissed
    by_truth = sorted(state.check_ins.items(), key=lambda item: item[1].occurred_at)
    last = by_truth[-1] if by_truth else None
    assert row.last_check_in_id == (last[0] if last else None)
    assert row.last_check_in_at == (last[1].occurred_at if last else None)
    assert row.confidence == (last[1].says.goal_confidence if last else None)
    results = {each.key_result_id: each for each in house.rows("key_results") if each.objective_id == objective_id}
    assert set(results) == set(state.key_results)
    for key, result in state.key_results.items():
        said = results[key]
        assert (said.title, said.owner, said.dropped) == (result.title, result.owner, result.dropped)
        assert (said.judged, said.measure) == (result.judged, result.measure.model_dump(mode="json"))
        assert (said.value, said.score) == (state.value_of(key), state.score_of(key))
        readings = [r for _, each in by_truth for r in each.says.readings if r.key_result_id == key]
        assert said.confidence == (readings[-1].confidence if readings else None)


def assert_retrospective(house: House, row: Any, state: object) -> None:
    """A retrospective with its answers and entries."""
    assert isinstance(state, Retrospective)
    for same in ("cycle_id", "team_id", "kind", "trigger", "held_on", "summary"):
        assert getattr(row, same) == getattr(state, same), same
    assert (row.closed_at is not None) == state.closed
    assert {question: said["text"] for question, said in row.answers.items()} == state.answers
    entries = [
        each for each in house.rows("retrospective_entries") if each.retrospective_id == row.retrospective_id
    ]
    assert [each.entry_id for each in sorted(entries, key=lambda each: each.number)] == list(state.entries)
    for each in entries:
        entry = state.entries[each.entry_id]
        assert (each.kind, each.objective_id) == (entry.kind, entry.objective_id)
        assert each.text == (None if entry.withdrawn else entry.text)
        assert (each.withdrawn_reason is not None) == entry.withdrawn
        carried = (entry.carried.cycle_id, entry.carried.became) if entry.carried else (entry.meant_for, None)
        assert (each.carried_into, each.became) == carried
        assert (each.carried_at is not None) == (entry.carried is not None)


def assert_alert(row: Any, alert: object) -> None:
    assert isinstance(alert, Alert)
    for same in (each.name for each in fields(Alert)):
        assert getattr(row, same) == getattr(alert, same), same
    ended = "acknowledged" if alert.will_do is not None else "open"
    assert row.state == (ended if alert.outcome is None else "resolved")


def test_after_any_history_rows_rebuild_and_states_agree(house: House) -> None:
    lived = []

    @settings(max_examples=25)
    @given(histories(24))
    def rows_and_states_agree(history: History) -> None:
        of_its_own = live(house, history)
        assert_rows_say_what_states_say(of_its_own, folded(of_its_own).states)
        assert_whole(of_its_own)
        lived.append((of_its_own, read_tables(of_its_own)))

    rows_and_states_agree()
    rebuild(house.owner, CATALOGUE, CURRENT)  # of all organizations, so once is enough
    for each, rows in lived:
        assert read_tables(each) == rows
