"""Destinations looked at and tried out, a webhook's secret, deliveries and what becomes of the dead ones.

Destinations and deliveries are those of now; of the past the log tells.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from domain.words import Id
from northlog.api.access import needs
from northlog.api.cursors import BY_DRAFT, After, Limit, Page, paging
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.looks import LookNow
from northlog.api.problems import declared, there
from northlog.api.queries import LIST, ONE, IdInPath
from northlog.delivering import dropped, post_office, redriven
from northlog.destinations import rotate
from northlog.reading.deliveries import DeliveryView, DestinationView
from northlog.tokens import Principal, Role
from northlog.wiring import Northlog
from workers.telling import DeliveryFilter, DeliveryState, try_out

router = APIRouter()

BY_AGE = BY_DRAFT
"""An instant and an id, too."""

Lead = Annotated[Principal, Depends(needs(Role.LEAD))]


class SecretAnswer(BaseModel):
    """A webhook's signing secret, shown this once. The one before is signed with for another day."""

    secret: str = Field(description="whsec_ and the secret in base64, as Standard Webhooks has it")


class TrialAnswer(BaseModel):
    """What became of a trial message."""

    arrived: bool = Field(description="Whether the receiver took it; of mail, whether the mail server did")
    said: str = Field(description="What came back, in a sentence")


class ChosenAnswer(BaseModel):
    """The deliveries that it was done with."""

    delivery_ids: list[str]


@router.get("/destinations", response_model=Page[DestinationView], tags=["destinations"], responses=LIST)
def destinations(look: LookNow) -> Any:
    """All destinations, the oldest first, without those that were removed. Addresses are shown to nobody."""
    with look.snapshot() as seen:
        return {"items": seen.destinations(), "position": seen.position, "as_of": seen.as_of}


@router.get("/destinations/{destination_id}", response_model=DestinationView, tags=["destinations"], responses=ONE)
def destination(destination_id: IdInPath, look: LookNow, fresh: FreshAnswer) -> Any:
    """One destination."""
    with look.snapshot() as seen:
        return fresh(there(seen.destination(destination_id), "destination_id", "destination"))


@router.post(
    "/destinations/{destination_id}/secrets",
    operation_id="AddDestinationSecret",
    response_model=SecretAnswer,
    status_code=201,
    tags=["destinations"],
    responses=declared(404, 409),
)
def secret(destination_id: IdInPath, request: Request, lead: Lead) -> Any:
    """Make a webhook's signing secret, the first or the next. Needs the role lead."""
    northlog: Northlog = request.app.state.northlog
    return {"secret": rotate(northlog.app, lead.org, destination_id, northlog.now())}


@router.post(
    "/destinations/{destination_id}/try",
    operation_id="TryDestination",
    response_model=TrialAnswer,
    tags=["destinations"],
    responses=declared(404),
)
def try_(destination_id: IdInPath, request: Request, lead: Lead) -> Any:
    """Send a trial message at once, whatever waits and however quiet it should be, and say what came back: within
    some ten seconds. Needs the role lead."""
    arrived, said = try_out(post_office(request.app.state.northlog), lead.org, destination_id)
    return {"arrived": arrived, "said": said}


@router.get("/deliveries", response_model=Page[DeliveryView], tags=["deliveries"], responses=LIST)
def deliveries(
    look: LookNow,
    _lead: Lead,
    state: DeliveryState | Unsaid = None,
    destination: Annotated[Id | Unsaid, Query(description="Only to this destination")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Deliveries, the latest first. Needs the role lead."""
    asked = paging(after, "deliveries", BY_AGE, look.looking, look.said)
    wanted = DeliveryFilter(state=state, destination_id=destination)
    with look.snapshot() as seen:
        found = seen.deliveries(wanted, asked.after, limit + 1)
        return asked.page(found, limit, lambda each: (each.created_at, each.delivery_id), seen)


@router.get("/deliveries/{delivery_id}", response_model=DeliveryView, tags=["deliveries"], responses=declared(404))
def delivery(delivery_id: IdInPath, look: LookNow, _lead: Lead) -> Any:
    """One delivery. Needs the role lead."""
    with look.snapshot() as seen:
        return there(seen.delivery(delivery_id), "delivery_id", "delivery")


@router.post(
    "/deliveries/{delivery_id}/redrive",
    operation_id="RedriveDelivery",
    response_model=ChosenAnswer,
    tags=["deliveries"],
    responses=declared(404),
)
def redrive(delivery_id: IdInPath, request: Request, look: LookNow, lead: Lead) -> Any:
    """Send a dead delivery after all; one that is not dead stays as it is. Needs the role lead."""
    northlog: Northlog = request.app.state.northlog
    with look.snapshot() as seen:
        there(seen.delivery(delivery_id), "delivery_id", "delivery")
    return {"delivery_ids": redriven(northlog, lead.org, northlog.now(), [delivery_id])}


@router.delete(
    "/deliveries/{delivery_id}",
    operation_id="DropDelivery",
    response_model=ChosenAnswer,
    tags=["deliveries"],
    responses=declared(404),
)
def drop(delivery_id: IdInPath, request: Request, look: LookNow, lead: Lead) -> Any:
    """Give a dead delivery up for good; one that is not dead stays as it is. Needs the role lead."""
    with look.snapshot() as seen:
        there(seen.delivery(delivery_id), "delivery_id", "delivery")
    return {"delivery_ids": dropped(request.app.state.northlog, lead.org, [delivery_id])}
