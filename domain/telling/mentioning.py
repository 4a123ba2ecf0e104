"""Telling people that a comment means them (P2.8): once a comment and person, whatever is edited after."""

from collections.abc import Collection, Iterator
from datetime import datetime

from domain.comment import Comment
from domain.signals.finding import Severity
from domain.subject import TopicKind
from domain.telling.notice import Notice, Occasion, id_of

_OF_AN_OBJECTIVE = {TopicKind.KEY_RESULT: "a key result of ", TopicKind.CHECK_IN: "a check-in on "}


def mentions(
    comment_id: str,
    comment: Comment,
    before: Collection[str],
    objective: tuple[str, str] | None,
    team_id: str | None,
    at: datetime,
) -> Iterator[Notice]:
    """A notice for each person whom a comment that stands means and did not mean ``before``, but for the one who
    wrote it. None quotes the comment, which may be withdrawn. ``objective``: id and title of the one that is
    talked about, itself or by a part of it; ``team_id``: the team whose it is."""
    if comment.withdrawn:
        return
    kind = comment.subject.kind
    about = f"a {kind.replace('_', ' ')}"
    if objective is not None:
        about = f"{_OF_AN_OBJECTIVE.get(kind, '')}“{objective[1]}”"
    for person_id in comment.mentions:
        if person_id != comment.by and person_id not in before:
            yield Notice(
                notice_id=id_of("mention", comment_id, person_id),
                occasion=Occasion.MENTION,
                alert_id=None,
                rule=None,
                subject_id=comment.subject.id,
                objective_id=objective and objective[0],
                team_id=team_id,
                comment_id=comment_id,
                person_id=person_id,
                severity=Severity.INFO,
                at=at,
                what=f"You are meant in a comment on {about}.",
                why="Whoever wrote it named you among those it is for.",
                clears_when="Read it, and answer if you like: northlog comment mentions",
            )
