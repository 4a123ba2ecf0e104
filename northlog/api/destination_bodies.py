"""Destinations' requests: an address is kept beside the log, and only what may be known of it goes on."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.decider import existing
from domain.destination import Audience, DestinationKind, Preferences, Wishes
from domain.words import Line
from events.transaction import transaction
from northlog.api.route import Fields, Work
from northlog.destinations import keep_address, known_types
from northlog.ids import derived_id
from projections.current.queries import CurrentReader

Address = Annotated[
    str | None,
    Field(
        max_length=2000, description="A URL, or a mailbox. It is shown to nobody again. None for mail to a person."
    ),
]


class AddDestinationBody(BaseModel):
    """Where messages go, whose they are, and how they want to be told."""

    model_config = ConfigDict(extra="forbid")

    kind: DestinationKind
    audience: Audience
    name: Line
    address: Address = None
    preferences: Wishes = Preferences()


class ChangeDestinationBody(BaseModel):
    """What is null stays as it is; `preferences` are said whole."""

    model_config = ConfigDict(extra="forbid")

    name: Line | None = None
    address: Address = None
    preferences: Wishes | None = None


def added(work: Work, fields: Fields) -> Fields:
    """The address kept, and its place in its stead."""
    return _placed(work, fields, fields["kind"])


def changed(work: Work, fields: Fields) -> Fields:
    """The new address kept beside the one that holds until the command is carried out."""
    with transaction(work.northlog.app, work.org) as connection:
        row = CurrentReader(connection, work.org).destination(fields["destination_id"])
    return _placed(work, fields, DestinationKind(existing(row, "destination_id", "destination").kind))


def subscribing(work: Work, fields: Fields) -> Fields:
    """The same fields, once the types and the position are known to be there."""
    known_types(work.northlog.app, work.org, fields["types"], fields["after"])
    return fields


def _placed(work: Work, fields: Fields, kind: DestinationKind) -> Fields:
    address, key = fields.pop("address"), fields["destination_id"]
    if address is None:
        return fields
    address_id = derived_id(work.org, work.key, "address_id")
    place = keep_address(work.northlog.app, work.org, key, address_id, kind, address)
    return {**fields, "place": place}
