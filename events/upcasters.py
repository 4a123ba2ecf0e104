"""How old event versions are read: stored name -> (the name it becomes, a pure function from body to body).

Empty while every event is at its first version. When ``x.happened.v2`` comes, ``x.happened.v1`` leaves its
type and gets a line here; its golden file stays in tests/golden for ever.
"""

from collections.abc import Callable, Mapping
from typing import Any

UPCASTERS: Mapping[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
