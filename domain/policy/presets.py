"""Published rules of known tools as overrides, so that who comes from one sees what they know.

Each is what the tool's own help says of the automatic status of a goal against linear expected progress; "at
risk" and "behind" are theirs where they name them so. All other rules stay as they are.
"""

from collections.abc import Mapping

from domain.policy.layers import Override


def _paced(by: str, on_track: float, at_risk: float) -> Override:
    return {
        "off_pace": {
            "zoning": {"by": by, "on_track": on_track, "at_risk": at_risk},
            "at": "now",
            "aspirational": 1.0,
            "quiet": 0.0,
            "phases": [],
        }
    }


PRESETS: Mapping[str, Override] = {
    # "At or above expected is on track"; below it is behind. It names no ratio below which it is worse.
    "viva-goals": _paced("ratio", 1.0, 0.0),
    # help.ally.io, "OKR status indicators": on track at expected, at risk when off by more than 25 %.
    "ally": _paced("ratio", 1.0, 0.75),
    # help.engagedly.com, "Automatic Status Updates for Goals": expected - actual under 16.5 points, over 33.
    "engagedly": _paced("gap", 0.165, 0.33),
    # UpRaise wiki, "OKR confidence statuses": 0.95 and 0.75 of ideal progress.
    "upraise": _paced("ratio", 0.95, 0.75),
    # OBoard: progress / elapsed under 40 % is at risk, under 70 % behind.
    "oboard": _paced("ratio", 0.7, 0.4),
    # help.mooncamp.com, "Traffic lights system": thresholds of 90 % and 70 %, scaled by the time elapsed.
    "mooncamp": _paced("ratio", 0.9, 0.7),
    # OKRs Tool, "Why is my OKR at risk": a key result not updated in 14 days counts as stalled.
    "stall-14-days": {"stalled": {"unread_days": 14, "days": None, "check_ins": None}},
}
"""Name -> override."""
