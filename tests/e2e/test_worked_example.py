"""The worked example of the practice, from a priority of the year to the retrospective, over HTTP alone.

One quarter of an invented company, told in order of time. Figures were worked out by hand; where one is not
obvious, the sum stands beside it. The chapters are in `tests/chapters/`.
"""

from tests.api import Api
from tests.cast import gather
from tests.chapters.closing import (
    leadership_reads_one_page_of_the_month,
    the_closing_retrospective_asks_four_questions,
    the_quarter_ends_with_scores_and_outcomes,
    the_quarter_stays_as_it_was,
)
from tests.chapters.planning import (
    a_proposal_travels_upward_and_becomes_the_edit,
    digital_services_takes_up_the_first_priority,
    discover_asks_ledger_for_what_it_needs,
    discover_publishes_without_waiting_for_the_review_it_asked_for,
    leadership_and_team_agree_that_it_matters_now,
    leadership_says_where_to_go_and_why,
    people_talk_where_everybody_sees_it,
    teams_pledge_what_they_can_own_and_nobody_assigns_it,
)
from tests.chapters.quarter import (
    a_check_in_is_entered_late_and_a_slip_corrected,
    a_past_day_is_read_as_it_was_and_as_it_was_known,
    an_idea_of_the_backlog_becomes_a_key_result,
    confidence_drops_and_the_team_hears_of_it_first,
    february_adds_up_to_the_goal,
    january_goes_well_and_a_baseline_is_found,
    the_team_agrees_on_a_weekly_and_gets_its_agenda,
    the_team_looks_back_in_mid_cycle_because_momentum_slips,
)


def test_the_worked_example_from_priority_to_retrospective(api: Api) -> None:
    it = gather(api)
    leadership_says_where_to_go_and_why(it)
    digital_services_takes_up_the_first_priority(it)
    discover_publishes_without_waiting_for_the_review_it_asked_for(it)
    teams_pledge_what_they_can_own_and_nobody_assigns_it(it)
    leadership_and_team_agree_that_it_matters_now(it)
    discover_asks_ledger_for_what_it_needs(it)
    people_talk_where_everybody_sees_it(it)
    a_proposal_travels_upward_and_becomes_the_edit(it)
    an_idea_of_the_backlog_becomes_a_key_result(it)
    the_team_agrees_on_a_weekly_and_gets_its_agenda(it)
    january_goes_well_and_a_baseline_is_found(it)
    confidence_drops_and_the_team_hears_of_it_first(it)
    the_team_looks_back_in_mid_cycle_because_momentum_slips(it)
    a_check_in_is_entered_late_and_a_slip_corrected(it)
    a_past_day_is_read_as_it_was_and_as_it_was_known(it)
    february_adds_up_to_the_goal(it)
    leadership_reads_one_page_of_the_month(it)
    the_quarter_ends_with_scores_and_outcomes(it)
    the_closing_retrospective_asks_four_questions(it)
    the_quarter_stays_as_it_was(it)
    all_of_it = it.helene.see("feed", limit=1000)
    assert [int(each["position"]) for each in all_of_it] == list(range(1, len(all_of_it) + 1))
    assert all_of_it[0]["type"] == "organization.founded.v1"
