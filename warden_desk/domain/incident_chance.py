"""What chance does to small counts, so that nobody reads an effect into it.

Incidents are counted as if they came one by one (a Poisson process), which they do not quite: they
come in runs. The ranges are therefore rather too narrow than too wide, and are said with caution.
"""

from dataclasses import dataclass
from math import ceil, floor, log1p, sqrt

USUAL = 0.95
"""The share of periods whose count falls into a usual range."""
_PRIOR = 0.5
"""Before anything was counted: Jeffreys' choice, so that none before does not mean none ever."""

_MANY = 300
"""Beyond it the normal curve is the same, and adding up would start below any number there is."""
_SPREADS = 1.96


@dataclass(frozen=True, slots=True)
class UsualRange:
    """What could be expected if nothing had changed, and what chance makes of it."""

    expected: float
    low: int
    high: int

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high


def usual_range(before: int, months_before: int, months: int) -> UsualRange:
    """The counts to be expected in some months after `before` were counted in others.

    The negative binomial distribution: a Poisson count whose rate is itself known only from a
    Poisson count. So a short or quiet period before makes the range as wide as it deserves.

    Raises:
        ValueError: there were no months.
    """
    if months_before < 1 or months < 1:
        raise ValueError("a range needs months on both sides")
    shape, ratio = before + _PRIOR, months / months_before
    expected = before * ratio
    if before > _MANY or shape * log1p(ratio) > _MANY:
        spread = _SPREADS * sqrt(shape * ratio * (1 + ratio))
        middle = shape * ratio
        return UsualRange(expected, max(0, floor(middle - spread)), ceil(middle + spread))
    low, high = _ends(shape, ratio / (1 + ratio))
    return UsualRange(expected, low, high)


def _ends(shape: float, share: float) -> tuple[int, int]:
    """The counts between which the usual share of all lie, by adding them up from none."""
    tail = (1 - USUAL) / 2
    term = below = (1 - share) ** shape
    low, count = None if below <= tail else 0, 0
    while below < 1 - tail:
        term *= share * (shape + count) / (count + 1)
        count += 1
        below += term
        if low is None and below > tail:
            low = count
    return low or 0, count


def trend(before: int, count: int, *, small: int) -> str:
    """In a word or two, for periods of the same length: up, down, about the same, too few to say.

    Args:
        small: up to so many, neither direction is claimed.
    """
    if max(before, count) < small:
        return "too few to say"
    usual = usual_range(before, 1, 1)
    if count in usual:
        return "about the same"
    return "up" if count > usual.high else "down"
