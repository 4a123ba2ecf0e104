"""Who a person is: sealed under a key of their own, opened while the key is there.

The sealed text goes into the log; the key stands beside it. Destroying the key erases the person from the log,
its backups and its exports, and leaves the chain whole. AES-SIV (RFC 5297) is deterministic: the same details
give the same text, so that repeating a command is seen to be a repetition.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, Engine

from domain.decider import Refused
from domain.person import PersonForgotten, stream_of
from domain.words import Event
from events import read
from events.catalogue import CATALOGUE
from events.executor import Inline
from events.record import Recorded
from events.transaction import driver, transaction
from projections.current.queries import CurrentReader
from projections.current.rows import PersonRow

_MAKE_KEY = """
insert into northlog.person_keys (org, person_id, key) values (%s, %s, %s) on conflict do nothing
"""
_KEYS = "select person_id::text, key from northlog.person_keys where org = %s and person_id = any(%s::uuid[])"
_DESTROY_KEY = "delete from northlog.person_keys where org = %s and person_id = %s"


_CONTROL = r"\x00-\x1f\x7f-\x9f"


class Details(BaseModel):
    """A person's name and e-mail address."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=200, pattern=rf"^[^{_CONTROL}]+$")
    email: str | None = Field(default=None, max_length=254, pattern=rf"^[^@\s{_CONTROL}]+@[^@\s{_CONTROL}]+$")


class People:
    """Seals and opens people's details with the keys in ``northlog.person_keys``."""

    def __init__(self, app: Engine) -> None:
        self._app = app

    def seal(self, org: str, person_id: str, details: Details) -> str:
        """Details as the text that may stand in the log; makes the person's key if there is none.

        Raises ``Refused`` for a person who was forgotten: no key is made for them again.
        """
        with transaction(self._app, org) as connection:
            return sealed(connection, org, person_id, details)

    def open(self, org: str, rows: Iterable[PersonRow]) -> Mapping[str, Details]:
        """The details of those people whose keys are there, by person id. The others are forgotten."""
        with transaction(self._app, org) as connection:
            return opened(connection, org, rows)

    def email_of(self, org: str, person_id: str) -> str | None:
        """A person's e-mail address; ``None`` where they have none, or were forgotten."""
        with transaction(self._app, org) as connection:
            found = opened(connection, org, CurrentReader(connection, org).people([person_id])).get(person_id)
        return found.email if found else None


class KeyDestroyer(Inline):
    """Destroys a person's key in the transaction that says they were forgotten: never one without the other."""

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None:
        """Erase those who were forgotten. What was sealed for them cannot be opened again by anybody."""
        for recorded in appended:
            if isinstance(recorded.event, PersonForgotten):
                driver(connection).execute(_DESTROY_KEY, (org, recorded.event.person_id))


def sealed(connection: Connection, org: str, person_id: str, details: Details) -> str:
    """Details as ``People.seal`` gives them, in the caller's transaction: the key is kept with what follows."""
    raw = driver(connection)
    if read.back(raw, org, stream_of(person_id), CATALOGUE.names_of(PersonForgotten), limit=1):
        raise Refused("person_id", "forgotten", "this person was forgotten; introduce them anew")
    raw.execute(_MAKE_KEY, (org, person_id, AESSIV.generate_key(256)))
    (_, key) = raw.execute(_KEYS, (org, [person_id])).fetchall()[0]
    plain = orjson.dumps(details.model_dump(), option=orjson.OPT_SORT_KEYS)
    return urlsafe_b64encode(AESSIV(key).encrypt(plain, _bound_to(org, person_id))).decode()


def opened(connection: Connection, org: str, rows: Iterable[PersonRow]) -> Mapping[str, Details]:
    """The details of those people whose keys are there, by person id, in the caller's transaction."""
    texts = {row.person_id: row.sealed for row in rows}
    keys = driver(connection).execute(_KEYS, (org, list(texts))).fetchall()
    found = {}
    for person_id, key in keys:
        try:
            plain = AESSIV(key).decrypt(urlsafe_b64decode(texts[person_id]), _bound_to(org, person_id))
        except InvalidTag:
            continue  # sealed under a key that was destroyed since
        found[person_id] = Details.model_validate_json(plain)
    return found


def _bound_to(org: str, person_id: str) -> list[bytes]:
    # A sealed text moved to another person or organization does not open.
    return [org.encode(), person_id.encode()]
