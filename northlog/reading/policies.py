"""What people and programs are shown of policies: what each scope said, and what that comes to."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from domain.policy import Policy, effective
from northlog.reading.alerts import LayerView
from northlog.reading.scopes import above
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import View
from projections.current.signal_queries import SignalReader

_POLICY = TypeAdapter(Policy)


class PolicyView(View):
    """``override``: what this scope says, by section and setting; null where it says nothing. ``layers``: the
    overrides in force, the most general first; ``effective``: what they come to over the defaults. ``version``:
    how often this scope's was set or cleared."""

    scope: str
    version: int
    override: dict[str, Any] | None
    reason: str
    set_at: datetime | None
    set_by: str | None
    layers: list[LayerView]
    effective: dict[str, Any]


def policy(seen: Snapshot, scope: str) -> PolicyView | None:
    """The policy of the organization or of a team; ``None`` where there is no such team."""
    scopes = above(seen, scope)
    if scopes is None:
        return None
    rows = SignalReader(seen.reader).policies(scopes)
    said = [rows[each] for each in scopes if each in rows and rows[each].override is not None]
    own = rows.get(scope)
    return PolicyView(
        scope=scope,
        version=own.version if own else 0,
        override=own.override if own else None,
        reason=own.reason if own else "",
        set_at=own.set_at if own else None,
        set_by=own.set_by if own else None,
        layers=[LayerView(scope=row.scope, version=row.version) for row in said],
        effective=_POLICY.dump_python(effective(row.override or {} for row in said), mode="json"),
    )


def effective_of(view: PolicyView) -> Policy:
    """A view's policy as the rules take it."""
    return effective((view.effective,))


def effective_policy(seen: Snapshot, scope: str) -> Policy:
    """What a scope that is there goes by."""
    view = policy(seen, scope)
    assert view is not None, "the scope is there"
    return effective_of(view)
