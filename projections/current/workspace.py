"""The rows of the current state in one organization."""

from projections.current import alignment_rows as alignment
from projections.current import conversation_rows as conversation
from projections.current import planning_rows as planning
from projections.current import ritual_rows as rituals
from projections.current import rows as tables
from projections.current import running_rows as running
from projections.current import signal_rows as signals
from projections.rows import Rows


class CurrentRows:
    """One attribute a table."""

    def __init__(self) -> None:
        self.organizations = Rows(tables.ORGANIZATIONS)
        self.people = Rows(tables.PEOPLE)
        self.teams = Rows(tables.TEAMS)
        self.cycles = Rows(tables.CYCLES)
        self.objectives = Rows(tables.OBJECTIVES)
        self.key_results = Rows(tables.KEY_RESULTS)
        self.vocabularies = Rows(tables.VOCABULARIES)
        self.retrospectives = Rows(tables.RETROSPECTIVES)
        self.retrospective_entries = Rows(tables.RETROSPECTIVE_ENTRIES)
        self.alerts = Rows(signals.ALERTS)
        self.policies = Rows(signals.POLICIES)
        self.destinations = Rows(tables.DESTINATIONS)
        self.strategies = Rows(alignment.STRATEGIES)
        self.priorities = Rows(alignment.PRIORITIES)
        self.contributions = Rows(alignment.CONTRIBUTIONS)
        self.links = Rows(alignment.LINKS)
        self.dependencies = Rows(alignment.DEPENDENCIES)
        self.comments = Rows(conversation.COMMENTS)
        self.reviews = Rows(conversation.REVIEWS)
        self.agreements = Rows(conversation.AGREEMENTS)
        self.proposals = Rows(conversation.PROPOSALS)
        self.rituals = Rows(rituals.RITUALS)
        self.meetings = Rows(rituals.MEETINGS)
        self.backlog_items = Rows(running.BACKLOG_ITEMS)
        self.health_metrics = Rows(running.HEALTH_METRICS)
        self.health_readings = Rows(running.HEALTH_READINGS)
        self.plannings = Rows(planning.PLANNINGS)
        self.stories = Rows(planning.STORIES)
        self.themes = Rows(planning.THEMES)
