"""Policies as data: what the rules go by, its overrides by level, presets, and the aggregate that keeps them."""

from domain.policy.aggregate import (
    ClearPolicy,
    PolicyCleared,
    PolicyCommand,
    PolicyEvent,
    PolicySet,
    ScopePolicy,
    SetPolicy,
    policy,
    stream_of,
)
from domain.policy.layers import Difference, Override, Said, diff, effective
from domain.policy.presets import PRESETS
from domain.policy.settings import Policy

__all__ = [
    "PRESETS",
    "ClearPolicy",
    "Difference",
    "Override",
    "Policy",
    "PolicyCleared",
    "PolicyCommand",
    "PolicyEvent",
    "PolicySet",
    "Said",
    "ScopePolicy",
    "SetPolicy",
    "diff",
    "effective",
    "policy",
    "stream_of",
]
