"""Commands whose fields are not simply what was sent: people's details are sealed, key results taken along, a
pledge is made in somebody's name."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.contribution.commands import Pledge
from domain.decider import Refused, existing
from domain.words import Id
from events.transaction import transaction
from northlog.api.route import Fields, Work
from northlog.ids import derived_id
from northlog.people import Details
from projections.current.queries import CurrentReader
from projections.current.rows import KeyResultRow, PersonRow

MOST_TAKEN = 100
"""So many key results go along at most."""


class CarryForwardBody(BaseModel):
    """Without ``key_results`` all that are running go along."""

    model_config = ConfigDict(extra="forbid")

    cycle_id: Id
    key_results: Annotated[list[Id], Field(max_length=MOST_TAKEN)] | None = None


class PledgeBody(Pledge):
    """Whoever bears a person's token pledges as that person, who must be of the team."""

    team_id: Id
    objective_id: Id


def pledged(work: Work, fields: Fields) -> Fields:
    """A pledge in the name of the person whose token it is."""
    return {**fields, "by": work.person_id}


def introduced(work: Work, fields: Fields) -> Fields:
    """The details sealed under a key that is made for this person."""
    known = _person(work, fields["person_id"])
    if known is not None and known.forgotten:
        # Only a repeated request comes here; its first answer can no longer be told from another's.
        raise Refused("person_id", "exists", "introduced and forgotten since; take a new Idempotency-Key")
    return _sealed(work, fields)


def changed(work: Work, fields: Fields) -> Fields:
    """The details sealed anew. No key is made for somebody who is not there, or not there any more."""
    existing(_person(work, fields["person_id"]), "person_id", "person")
    return _sealed(work, fields)


def carried(work: Work, fields: Fields) -> Fields:
    """The key results with the ids they get in the successor."""
    wanted = fields["key_results"]
    if wanted is None:
        wanted = _taken_along(work, fields["successor_id"]) or _running(work, fields["objective_id"])
    if len(wanted) > MOST_TAKEN:
        raise Refused("key_results", "too_many", f"name those that go along, {MOST_TAKEN} at most")
    taken = [
        {"key_result_id": each, "successor_id": derived_id(work.org, work.key, f"key_results {each}")}
        for each in wanted
    ]
    return {**fields, "key_results": taken}


def _taken_along(work: Work, successor_id: str) -> list[str]:
    """What a first request under the same key took along, so that its repetition is the same command."""
    return [
        row.carried_from
        for row in _key_results(work, successor_id)
        if row.carried_from
        and row.key_result_id == derived_id(work.org, work.key, f"key_results {row.carried_from}")
    ]


def _running(work: Work, objective_id: str) -> list[str]:
    return [row.key_result_id for row in _key_results(work, objective_id) if not row.dropped]


def _key_results(work: Work, objective_id: str) -> list[KeyResultRow]:
    with transaction(work.northlog.app, work.org) as connection:
        found = CurrentReader(connection, work.org).objective(objective_id)
    return [] if found is None else found[1]


def _person(work: Work, person_id: str) -> PersonRow | None:
    with transaction(work.northlog.app, work.org) as connection:
        return next(iter(CurrentReader(connection, work.org).people([person_id])), None)


def _sealed(work: Work, fields: Fields) -> Fields:
    details = Details(name=fields["name"], email=fields["email"])
    return {
        "person_id": fields["person_id"],
        "sealed": work.northlog.people.seal(work.org, fields["person_id"], details),
    }
