"""The part of the story in which a team plans its next cycle from the end of it (P3.2)."""

from collections.abc import Iterator

from domain.measure import Metric
from domain.planning import (
    AddKeyResultFromTheme,
    ClosePlanning,
    DraftFromTheme,
    DropTheme,
    GroupStories,
    NameTheme,
    OpenPlanning,
    RenameTheme,
    ReopenPlanning,
    RewriteStory,
    WithdrawStory,
    WriteStory,
)
from domain.words import Command


def planned(
    cycle_id: str, team_id: str, person_id: str, objective_id: str, key_result_id: str, new: tuple[str, ...]
) -> Iterator[Command]:
    """Two stories have a theme in common, which becomes an objective; another theme becomes a key result of it.

    ``new``: ids for the planning, three stories and three themes.
    """
    it = {"planning_id": new[0]}
    calm, tutorial, lunch = ({**it, "story_id": each} for each in new[1:4])
    week, shown, rooms = ({**it, "theme_id": each} for each in new[4:7])
    yield OpenPlanning(**it, team_id=team_id, cycle_id=cycle_id)
    yield WriteStory(**calm, by=person_id, text="Nobody calls us in the first week.")
    yield RewriteStory(**calm, by=person_id, text="Hardly anybody calls us in their first week any more.")
    yield WriteStory(**tutorial, by=person_id, text="Newcomers show the tutorial to their friends.")
    yield WriteStory(**lunch, text="Lunch at the lake.")
    yield WithdrawStory(**lunch, reason="Another day.")
    yield NameTheme(**week, name="First week", stories=(new[1],))
    yield RenameTheme(**week, name="A first week without a question")
    yield GroupStories(**week, stories=(new[1], new[2]))
    yield DraftFromTheme(**week, objective_id=objective_id, why_now="Newcomers leave us in their first week.")
    yield NameTheme(**shown, name="The tutorial is shown around", stories=(new[2],))
    yield AddKeyResultFromTheme(
        **shown,
        objective_id=objective_id,
        key_result_id=key_result_id,
        title="Tutorial opened by invitation",
        measure=Metric(start=15, target=50, unit="%"),
    )
    yield NameTheme(**rooms, name="Better rooms")
    yield DropTheme(**rooms, reason="Not ours to change.")
    yield ClosePlanning(**it, note="One objective, to be talked over on Monday.")
    yield ReopenPlanning(**it, reason="The second story is worth an objective of its own.")
