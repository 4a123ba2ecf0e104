"""What a command's route is, and the request body that follows from the command."""

import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model

from domain.words import Command
from northlog.tokens import Role
from northlog.wiring import Northlog

Fields = dict[str, Any]

SPEAKER = "by"
"""The field of commands that takes the person who speaks."""


@dataclass(frozen=True)
class Work:
    """Within which a request's fields become a command's: the house, the organization, the idempotency key.

    ``person_id``: who asks, where the token is a person's."""

    northlog: Northlog
    org: str
    key: str
    person_id: str | None = None


@dataclass(frozen=True)
class Route:
    """One command over HTTP.

    The path's parameters are fields of the command; ``makes`` is the id the server gives to what comes into
    being, to be seen at ``location``; all other fields are the body. Where the body is not that simple,
    ``body`` says what it is and ``complete`` turns what was sent into the command's fields. A field ``by`` of the
    command is never sent: it is the person whose token it is, and nobody where the token is a machine's.
    """

    method: str
    path: str
    command: type[Command]
    needs: Role
    example: Mapping[str, Any] | None = None
    _: KW_ONLY
    makes: str | None = None
    location: str = ""
    body: type[BaseModel] | None = None
    complete: Callable[[Work, Fields], Fields] | None = None

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The path's parameters."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def names_speaker(self) -> bool:
        """Whether the command says who speaks."""
        return SPEAKER in self.command.model_fields

    @cached_property
    def body_model(self) -> type[BaseModel] | None:
        """What is sent; ``None`` where nothing is."""
        if self.body is not None:
            return self.body
        fields: dict[str, Any] = {
            name: (info.annotation, info)
            for name, info in self.command.model_fields.items()
            if name not in {*self.parameters, self.makes, SPEAKER}
        }
        if not fields:
            return None
        config = ConfigDict(extra="forbid", allow_inf_nan=False)
        return create_model(self.command.__name__, __config__=config, __doc__=self.command.__doc__, **fields)
