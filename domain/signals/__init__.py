"""Signals: what the facts say in mid-cycle that a team should hear first (P5). One small file a rule.

Each rule is a pure function ``(trajectory, policy, calendar, now) -> findings``, documented with its formula and
its source. ``evaluate`` runs those that a policy has turned on.
"""
