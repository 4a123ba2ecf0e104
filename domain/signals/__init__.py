"""Signals: what the facts say in mid-cycle that a team should hear first (P5). One small file a rule.

Each rule is a pure function ``(trajectory, policy, calendar, now) -> findings``, documented with its formula and
its source; those that judge by pace are given where the key results stand as well, worked out once for all of
them. ``evaluate`` runs those that a policy has turned on.
"""
