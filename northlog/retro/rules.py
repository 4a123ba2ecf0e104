"""The rules behind a pack's figures, in sentences for whoever reads it (P5.4)."""

from domain import health
from domain.scoring import SUCCESS
from domain.words import Ambition
from northlog.retro.recurring import RULE as RECURRING

_HOPED, _PROMISED = SUCCESS[Ambition.ASPIRATIONAL], SUCCESS[Ambition.COMMITTED]

SCORES = (
    "Computed: progress from start to target, held within 0 and 1; an objective's is the mean of its key results"
    " without the dropped ones. Judged: what the team gave, with its reason."
)
REPORTED = (
    f"What the last check-in stated: green from {health.GREEN_FROM} of 10, yellow from {health.YELLOW_FROM}, red"
    f" below. Unknown where nothing was stated, or for longer than {health.SILENT_AFTER} of the team's meetings."
)
COMPUTED = (
    f"The score against the one needed on an even pace to success, {_HOPED} if aspirational and {_PROMISED:.0f} if"
    f" committed: green on it, yellow from {health.SLOW:.0%} of it on, red below. Unknown before anything was"
    f" read, and where it is behind in the first {health.EARLY:.0%} of the cycle."
)
WATERMELON = "Green outside, red inside: reported green while the figures compute red. A reason to talk, no fault."
CALIBRATION = (
    "A goal got there when it was closed, not dropped, and its official final score, the judged one where the team"
    f" judged and else the computed one, is at least {_HOPED} if aspirational, {_PROMISED:.0f} if committed."
    " A key result is held to the same. Statements about one goal are not independent of each other, so a few"
    " goals say little."
)
GOALPOSTS = (
    "Progress stands against the current goal and against the one first set. A move is told as a share of the way"
    " from start to target before it."
)

ALL = (
    ("Scores", SCORES),
    ("Reported health", REPORTED),
    ("Computed health", COMPUTED),
    ("Watermelon", WATERMELON),
    ("Goalposts", GOALPOSTS),
    ("Calibration", CALIBRATION),
    ("Issues that kept coming back", RECURRING),
)
