"""The policies to be tested: presets by name, and override documents in files."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from domain.decider import Refused
from domain.policy import PRESETS, Policy, effective
from northlog.overrides import override_in

DEFAULT = "default"
"""The name of Northlog's own policy."""


class NamedPolicy(NamedTuple):
    """A policy, and what it is called where it is told of."""

    name: str
    policy: Policy


def named_policies(wanted: Iterable[str]) -> list[NamedPolicy]:
    """These policies in their order: each ``default``, the name of a preset, or a file with an override, JSON or
    TOML (``.toml``). Each stands alone above the defaults; what the organization has set has no part in it.

    Raises ``Refused`` for what is neither, cannot be read or is no override, and for one that is named twice.
    """
    found: dict[str, NamedPolicy] = {}
    for said in wanted:
        if said in found:
            raise Refused("policy", "twice", f"“{said}” is named twice")
        # Files of one name in several folders go by their whole paths.
        short = Path(said).name
        taken = short in {each.name for each in found.values()}
        found[said] = NamedPolicy(said if taken else short, _policy(said))
    return list(found.values())


def _policy(name: str) -> Policy:
    if name == DEFAULT:
        return Policy()
    if name in PRESETS:
        return effective((PRESETS[name],))
    file = Path(name)
    if not file.is_file():
        known = ", ".join((DEFAULT, *PRESETS))
        raise Refused("policy", "unknown", f"“{name}” is neither a file nor a policy known by name ({known})")
    return effective((override_in(file, "policy"),))
