"""One step of the story: who wanted what, and when. Ids follow from readable labels."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID, uuid5

from domain.words import Command

_NAMESPACE = UUID("6d657269-6469-5e6e-8c6f-6e6e65637421")


def id_of(kind: str, label: str) -> str:
    """The id of what a label names: equal in every load."""
    return str(uuid5(_NAMESPACE, f"{kind}/{label}"))


def person_id(key: str) -> str:
    return id_of("person", key)


def team_id(key: str) -> str:
    return id_of("team", key)


def objective_id(label: str) -> str:
    """``label``: "team/key"."""
    return id_of("objective", label)


def key_result_id(label: str, number: int) -> str:
    """``number``: of the key result in its objective, from 1."""
    return id_of("key result", f"{label}/{number}")


def dice(seed: int, label: str) -> Random:
    """Chance of its own for everything that has a label, so that no change elsewhere moves it."""
    return Random(f"{seed}/{label}")  # noqa: S311 - a story, not a secret


@dataclass(frozen=True, slots=True)
class Introduce:
    """Personal data, to be sealed before it becomes a command."""

    person_id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Step:
    """``at``: when the log learns it, UTC. ``label`` names the step and no other. ``actor``: a person's key."""

    at: datetime
    label: str
    actor: str
    wants: Command | Introduce
