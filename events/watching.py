"""A hook for whoever watches what goes on: logs it, counts it, times it, traces it. By itself it does nothing."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext

About = dict[str, str | int]
"""What is said of a piece of work: opaque ids, numbers and fixed words; no names, no addresses, no texts."""


class Watch:
    """Nobody watches. Whoever does overrides this; nothing here may raise or take long."""

    def doing(
        self,
        work: str,  # noqa: ARG002 - for those who override it
        carried: Mapping[str, str] | None = None,  # noqa: ARG002
        **about: str | int,
    ) -> AbstractContextManager[About]:
        """Some work, from its beginning to its end. What becomes known meanwhile is put into what this gives:
        above all its ``outcome``. ``carried``: what ``carried()`` gave where the work was asked for."""
        return nullcontext(about)

    def waited(self, work: str, seconds: float) -> None:
        """How long something had waited by the time it was done."""

    def conflicted(self) -> None:
        """A decision was overtaken by another, and is made anew."""

    def carried(self) -> dict[str, str]:
        """What leads from work elsewhere back to what is being done here; to be sent along with the asking."""
        return {}


UNWATCHED = Watch()
