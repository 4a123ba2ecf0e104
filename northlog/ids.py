"""Ids are made here, at the rim. They follow from the idempotency key, so a repeated request makes the same."""

import uuid

_NAMESPACE = uuid.UUID("6f3c1b1e-5d0a-5c39-9d0e-0a9b8e7c4d21")


def new_id() -> str:
    """A fresh random id."""
    return str(uuid.uuid4())


def derived_id(org: str, key: str, field: str) -> str:
    """The id that a command under an idempotency key gives to what it makes."""
    return str(uuid.uuid5(_NAMESPACE, f"{org} {field} {key}"))
