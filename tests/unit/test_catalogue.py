"""Old versions are read for ever: upcasters lead from version to version, and nothing unknown is let by."""

from typing import Any, ClassVar

import pytest

from domain.words import Event
from events.catalogue import Catalogue, Upcaster
from events.errors import BrokenEvent, UnknownEvent


class Toy(Event):
    @property
    def stream(self) -> str:
        return "toy"


class Greeted(Toy):
    """A toy: its third version greets in a language and with warmth."""

    stored_as: ClassVar[str] = "toy.greeted.v3"
    words: str
    language: str
    warmth: int


class Parted(Toy):
    stored_as: ClassVar[str] = "toy.parted.v1"


def to_v2(body: dict[str, Any]) -> dict[str, Any]:
    return {"words": body["text"], "language": "en"}


def to_v3(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"warmth": 3}


UPCASTERS: dict[str, Upcaster] = {
    "toy.greeted.v1": ("toy.greeted.v2", to_v2),
    "toy.greeted.v2": ("toy.greeted.v3", to_v3),
}
TOYS = Catalogue([Greeted, Parted], UPCASTERS)


@pytest.mark.parametrize(
    ("name", "body", "event"),
    [
        ("toy.greeted.v1", '{"text":"Hi"}', Greeted(words="Hi", language="en", warmth=3)),
        ("toy.greeted.v2", '{"words":"Ciao","language":"it"}', Greeted(words="Ciao", language="it", warmth=3)),
        (
            "toy.greeted.v3",
            '{"words":"Salü","language":"gsw","warmth":5}',
            Greeted(words="Salü", language="gsw", warmth=5),
        ),
        ("toy.parted.v1", "{}", Parted()),
    ],
)
def test_every_version_is_read_as_the_present_one(name: str, body: str, event: Event) -> None:
    assert TOYS.decode(name, body) == event
    assert TOYS.decode(name, body.encode()) == event


def test_what_is_read_from_an_old_version_is_stored_as_the_present_one() -> None:
    event = TOYS.decode("toy.greeted.v1", '{"text":"Hi"}')
    assert (event.stored_as, TOYS.encode(event)) == (
        "toy.greeted.v3",
        '{"words":"Hi","language":"en","warmth":3}',
    )


def test_all_names_that_can_be_read_are_known() -> None:
    assert TOYS.names == ("toy.greeted.v1", "toy.greeted.v2", "toy.greeted.v3", "toy.parted.v1")


def test_an_unknown_event_is_named_with_the_next_step() -> None:
    with pytest.raises(
        UnknownEvent, match=r'"toy\.greeted\.v4" unknown to this version; install a newer'
    ) as caught:
        TOYS.decode("toy.greeted.v4", "{}")
    assert caught.value.name == "toy.greeted.v4"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("toy.greeted.v3", "{"),
        ("toy.greeted.v3", "[]"),
        ("toy.greeted.v3", '{"words":"Hi","language":"en"}'),
        ("toy.greeted.v3", '{"words":"Hi","language":"en","warmth":1,"colour":"red"}'),
        ("toy.greeted.v2", '{"words":"Hi","language":7}'),
        ("toy.greeted.v2", "{"),
        ("toy.greeted.v2", "[]"),
        ("toy.greeted.v1", "{}"),
    ],
)
def test_a_body_that_does_not_fit_is_broken_and_named(name: str, body: str) -> None:
    with pytest.raises(BrokenEvent, match=r"toy\.greeted\.v\d does not fit"):
        TOYS.decode(name, body)


def test_two_types_never_share_a_name() -> None:
    class Impostor(Event):
        stored_as: ClassVar[str] = "toy.parted.v1"

    with pytest.raises(ValueError, match=r"two event types are stored as toy\.parted\.v1"):
        Catalogue([Parted, Impostor], {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"toy.parted.v1": ("toy.greeted.v3", to_v3)},
        {"toy.greeted.v1": ("toy.greeted.v9", to_v2)},
    ],
)
def test_an_upcaster_leads_from_an_old_name_to_a_known_one(wrong: dict[str, Upcaster]) -> None:
    with pytest.raises(ValueError, match="leads from a current name or to an unknown one"):
        Catalogue([Greeted, Parted], wrong)
