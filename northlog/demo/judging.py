"""How teams judge what they reached, beside what was computed (P4.2)."""

from random import Random

from northlog.demo.plot import Judged

JUDGED = 0.6

_BETTER = (
    "The last figure was taken before the final release; we know that it moved after it.",
    "The number undersells it: what remains is prepared and needs a date only.",
    "We reached it for all but one group, which weighs heavily in the figure.",
    "The figure includes a week of holidays; without it we stand higher.",
    "What we learnt on the way is worth more than the missing points.",
)
_WORSE = (
    "A good part of the movement came from a campaign that was not ours.",
    "We reached the number, but it does not yet hold without daily attention.",
    "The last weeks are provisional and have been corrected downwards before.",
    "Customers tell us that it feels less far along than the figure says.",
    "The easy cases are done; the ones that remain are those we set out for.",
)


def judgement(computed: float, chance: Random) -> Judged:
    """A judgement a little above or below a computed score, 0..1, with a reason."""
    better = computed < 0.2 or (computed < 0.85 and chance.random() < 0.5)
    return Judged(by=0.12 if better else -0.12, reason=chance.choice(_BETTER if better else _WORSE))


def judged_score(computed: float, by: float) -> float:
    """The judged score so far from the computed one, within 0..1, in the tenths that people judge in."""
    return round(min(1.0, max(0.0, computed + by)), 1)
