"""How the fields of comments, reviews, agreements and proposals are made up."""

from typing import Any

from hypothesis import strategies as st

from domain.agreement import AgreeAsLeadership, AgreeAsTeam
from domain.comment import WithdrawComment
from domain.measure import Metric
from domain.proposal import Drop, ProposeChange, Retarget, Reword, Serve
from domain.subject import Subject, TopicKind
from tests.made_up import check_ins, ids, objectives, people, prose, results, teams, words

_moved = st.sampled_from([Metric(start=65, target=target, unit="%") for target in (70, 80)])
_subjects = st.one_of(
    st.builds(Subject, kind=st.just(TopicKind.OBJECTIVE), id=objectives),
    st.builds(Subject, kind=st.just(TopicKind.KEY_RESULT), id=results, objective_id=objectives),
    st.builds(Subject, kind=st.just(TopicKind.CHECK_IN), id=check_ins, objective_id=objectives),
    st.builds(Subject, kind=st.just(TopicKind.PRIORITY), id=ids(11, 2)),
    st.builds(Subject, kind=st.sampled_from(TopicKind), id=teams, objective_id=st.none() | objectives),
)

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "comment_id": ids(16, 2),
    "subject": _subjects,
    "mentions": st.lists(people, max_size=2).map(tuple),
    "in_reply_to": st.none() | ids(16, 2),
    "review_id": ids(17, 2),
    "reviewer": people,
    "says": words,
    "proposal_id": ids(18, 3),
    "change": st.one_of(
        st.builds(Reword, title=words, description=prose),
        st.builds(Retarget, key_result_id=results, measure=_moved),
        st.builds(Serve, priority_id=st.none() | ids(11, 2)),
        st.builds(Drop, key_result_id=results),
    ),
    "counters": st.none() | ids(18, 3),
}

OPTIONAL: dict[tuple[type[Any], str], st.SearchStrategy[Any]] = {
    (AgreeAsLeadership, "why_now"): words,
    (AgreeAsTeam, "why_now"): words,
    (WithdrawComment, "reason"): prose,
    (ProposeChange, "team_id"): st.none() | teams,
}
