"""What can be asked of destinations over HTTP."""

from domain.destination import (
    AddDestination,
    ChangeDestination,
    PauseDestination,
    RemoveDestination,
    ResumeDestination,
    SubscribeDestination,
    UnsubscribeDestination,
)
from northlog.api import destination_bodies as bodies
from northlog.api.route import Route
from northlog.tokens import Role

_TEAM = "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"
_DESTINATIONS = "/destinations"
_DESTINATION = _DESTINATIONS + "/{destination_id}"
_SUBSCRIPTION = _DESTINATION + "/subscription"
_PREFERENCES = {"digest": "daily", "digest_hour": 9, "quiet_from": 18, "quiet_until": 8, "weekly_cap": 5}

DESTINATION_ROUTES = (
    Route(
        "POST",
        _DESTINATIONS,
        AddDestination,
        Role.LEAD,
        {
            "kind": "webhook",
            "audience": {"kind": "team", "id": _TEAM},
            "name": "Discover's board",
            "address": "https://hooks.example.org/northlog",
        },
        makes="destination_id",
        location=_DESTINATION,
        body=bodies.AddDestinationBody,
        complete=bodies.added,
    ),
    Route(
        "PUT",
        _DESTINATION,
        ChangeDestination,
        Role.LEAD,
        {"preferences": _PREFERENCES},
        body=bodies.ChangeDestinationBody,
        complete=bodies.changed,
    ),
    Route("POST", _DESTINATION + "/pause", PauseDestination, Role.LEAD, {"reason": "the team is away"}),
    Route("POST", _DESTINATION + "/resume", ResumeDestination, Role.LEAD),
    Route(
        "PUT",
        _SUBSCRIPTION,
        SubscribeDestination,
        Role.LEAD,
        {"types": ["objective.checked_in.v1", "objective.closed.v1"], "after": 0},
        complete=bodies.subscribing,
    ),
    Route("DELETE", _SUBSCRIPTION, UnsubscribeDestination, Role.LEAD),
    Route("DELETE", _DESTINATION, RemoveDestination, Role.LEAD),
)
