"""Bearer tokens: 256 random bits, shown once, stored as a hash, scoped to one organization and one role."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Engine

from events.transaction import driver, transaction

_CREATE = """
insert into northlog.tokens (org, token_id, name, role, person_id, secret_hash, expires_at)
values (%s, %s, %s, %s, %s, %s, %s)
"""
_LIST = """
select token_id::text, name, role, person_id::text, created_at, expires_at, revoked_at
from northlog.tokens where org = %s order by created_at
"""
_REVOKE = """
update northlog.tokens set revoked_at = coalesce(revoked_at, clock_timestamp()) where org = %s and token_id = %s
"""
_AUTHENTICATE = "select org::text, token_id::text, role, person_id::text from northlog.authenticate(%s)"

MARK = "northlog_"
"""Every secret begins with it, so that scanners for leaked secrets can know one."""


class Role(StrEnum):
    """What a token may do, each including those before: read; edit and check in; lead teams; administer.

    A service may what a member may: it is a machine, not a person.
    """

    VIEWER = "viewer"
    MEMBER = "member"
    SERVICE = "service"
    LEAD = "lead"
    ADMIN = "admin"

    def may(self, needed: "Role") -> bool:
        """Whether this role suffices where ``needed`` is asked for."""
        return _RANK[self] >= _RANK[needed]


_RANK = {Role.VIEWER: 0, Role.MEMBER: 1, Role.SERVICE: 1, Role.LEAD: 2, Role.ADMIN: 3}


@dataclass(frozen=True, slots=True)
class Principal:
    """Whoever a valid token speaks for."""

    org: str
    token_id: str
    role: Role
    person_id: str | None

    @property
    def actor(self) -> str:
        """The opaque name that stands in the log."""
        return f"person:{self.person_id}" if self.person_id else f"token:{self.token_id}"


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as operators see it: never its secret."""

    token_id: str
    name: str
    role: str
    person_id: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


def create(
    owner: Engine,
    org: str,
    name: str,
    role: Role,
    expires_at: datetime | None = None,
    person_id: str | None = None,
) -> tuple[str, str]:
    """Make a token; returns its id and its secret, which is nowhere to be had again."""
    token_id, secret = str(uuid.uuid4()), MARK + secrets.token_urlsafe(32)
    with transaction(owner, org) as connection:
        driver(connection).execute(_CREATE, (org, token_id, name, role, person_id, _hash(secret), expires_at))
    return token_id, secret


def tokens(owner: Engine, org: str) -> list[TokenRow]:
    """All tokens of an organization, the oldest first."""
    with transaction(owner, org) as connection:
        return [TokenRow(*row) for row in driver(connection).execute(_LIST, (org,))]


def revoke(owner: Engine, org: str, token_id: str) -> bool:
    """Make a token useless from now on; False where there is none such."""
    with transaction(owner, org) as connection:
        return driver(connection).execute(_REVOKE, (org, token_id)).rowcount == 1


def authenticate(app: Engine, secret: str) -> Principal | None:
    """Whoever the secret speaks for; ``None`` if it is unknown, expired or revoked."""
    with app.connect() as connection:
        row = driver(connection).execute(_AUTHENTICATE, (_hash(secret),)).fetchone()
    return None if row is None else Principal(row[0], row[1], Role(row[2]), row[3])


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
