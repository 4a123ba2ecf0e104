"""How old event versions are read: stored name -> (the name it becomes, a pure function from body to body).

When ``x.happened.v2`` comes, ``x.happened.v1`` leaves its type and gets a line here; its golden file stays in
tests/golden for ever.
"""

from collections.abc import Callable, Mapping
from typing import Any


def _as_it_is(body: dict[str, Any]) -> dict[str, Any]:
    """For a version that only allows more than the one before."""
    return body


UPCASTERS: Mapping[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    # Objective and cycle may be null since: an alert of a health metric has neither.
    "alert.raised.v1": ("alert.raised.v2", _as_it_is),
}
