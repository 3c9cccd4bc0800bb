"""What may be said of States without saying anything of one State; pure.

docs/batch.md has the rules in words, and why they are enough. Whoever shows an anonymous region
shows these values and nothing finer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from assessment.figures import whole

FEWEST = 5
"""Nothing is said that fewer States stand behind; numbers of States go in steps of as many."""
LISTED = 9
"""From how many States on a list says what they have in common."""
QUARTILES = 10
"""From which step on a line gives the middle half."""
OUTSIDE = 7
"""From so many values on the lowest and the highest one are in no median."""
LOW, HIGH = 20, 80
"""In a region of fewer States a figure beyond these would say something of each of them."""
REACH = 2.5
"""How far from its place a figure reaches: over five values, or six where the place is between."""

Beyond = Literal["", "or less", "or more"]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of many States, as it may be told: in whole points."""

    points: int
    beyond: Beyond = ""
    """Whether it is only told that the figure is so low, or so high."""


def step(number: int, of: int) -> int | None:
    """A number of States as it may be told: `5+`, `10+` and so on; None for fewer than five.

    The last step takes in every number from there to all, and holds five numbers or more. So all
    are never told apart from all but a few.
    """
    if number < FEWEST:
        return None
    last = max(FEWEST, (of - FEWEST + 1) // FEWEST * FEWEST)
    return min(number // FEWEST * FEWEST, last)


def commonest(
    tally: Mapping[str, int], of: int, order: Mapping[str, int], most: int
) -> tuple[str, ...]:
    """What most States have, so many at most, commonest step first, then in the given order.

    Which ones it takes is decided by the true numbers, but what all have counts as what all but
    one have: so not even the choice tells the two apart.
    """
    if of < LISTED:
        return ()
    shared = {name: min(number, of - 1) for name, number in tally.items() if number >= FEWEST}
    chosen = sorted(shared, key=lambda name: (-shared[name], order[name]))[:most]
    return tuple(sorted(chosen, key=lambda name: (-(step(shared[name], of) or 0), order[name])))


def middle(values: Iterable[float], of: int) -> Told | None:
    """The middle of some values; None for fewer than five. There are so many States in all."""
    ordered = sorted(values)
    if len(ordered) < FEWEST:
        return None
    told = _mean(ordered, stand_behind(len(ordered), 0.5, of))
    if of >= OUTSIDE or LOW < told < HIGH:
        return Told(told)
    return Told(LOW, "or less") if told <= LOW else Told(HIGH, "or more")


def middle_half(values: Iterable[float], of: int) -> tuple[int, int] | None:
    """Between which points the middle half of some values lies; None where it is not told."""
    ordered = sorted(values)
    if not has_middle_half(len(ordered), of):
        return None
    lower, upper = (stand_behind(len(ordered), share, of) for share in (0.25, 0.75))
    return _mean(ordered, lower), _mean(ordered, upper)


def has_middle_half(number: int, of: int) -> bool:
    """Whether a middle half is told: that depends only on what is told of the number."""
    return (step(number, of) or 0) >= QUARTILES


def stand_behind(number: int, share: float, of: int) -> range:
    """Which of so many ordered values stand behind a figure: those nearest to its place.

    Where there is a middle half and its median would stand on six of ten or twelve, it stands on
    ten: or the three figures together would say something of four.
    """
    place = share * (number - 1)
    wide = share == 0.5 and number in (10, 12) and has_middle_half(number, of)
    reach = REACH + 2 if wide else REACH
    return range(max(0, ceil(place - reach)), min(number, floor(place + reach) + 1))


def _mean(ordered: Sequence[float], behind: range) -> int:
    return whole(sum(ordered[one] for one in behind) / len(behind))
