"""What can be asked of rituals over HTTP: agreed on by leads, told of by whoever may check in."""

from domain.ritual import CancelMeeting, ChangeRitual, EndRitual, HoldMeeting, MissMeeting, SetRitual
from northlog.api.route import Route
from northlog.tokens import Role

_A = "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"
_RITUALS, _RITUAL = "/rituals", "/rituals/{ritual_id}"
_AGREED = {
    "name": "OKR weekly",
    "schedule": {"first_on": "2026-08-03", "hour": 10, "minute": 30, "minutes": 45, "every": 2},
}

RITUAL_ROUTES = (
    Route(
        "POST",
        _RITUALS,
        SetRitual,
        Role.LEAD,
        {**_AGREED, "team_id": _A, "kind": "weekly"},
        makes="ritual_id",
        location=_RITUAL,
    ),
    Route("PUT", _RITUAL, ChangeRitual, Role.LEAD, _AGREED),
    Route("POST", _RITUAL + "/end", EndRitual, Role.LEAD, {"reason": "Folded into the daily."}),
    Route("POST", _RITUAL + "/held", HoldMeeting, Role.MEMBER, {"minutes": 50, "present": 6}),
    Route("POST", _RITUAL + "/missed", MissMeeting, Role.MEMBER, {"on": "2026-08-03", "reason": "No room."}),
    Route("POST", _RITUAL + "/cancelled", CancelMeeting, Role.MEMBER, {"on": "2026-08-17", "reason": "The fair."}),
)
