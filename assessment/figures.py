"""Figures as people read them: one rule, for every screen, page, message and drawing.

Nothing is rounded before it is shown. A figure is rounded half away from zero; where it would
thereby reach or cross a limit that it is not at, it is shown one unit back. So a word that hangs
on a limit ("partial", "provisional", "complete") never contradicts the figure beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assessment.language import _, chosen
from assessment.text import language_is_right_to_left

NONE = "–"
"""Stands where there is no figure."""
MEANS = 1e-9
"""What is so near to a limit is at it: floating point may give 49.99999999999999 for 50."""
NEED_NOT_SUBTRACT = _("A change is that of the exact figures; printed figures need not subtract.")
"""Stands under every table of differences."""

BAND_LIMITS = (25, 50, 75)
"""From these scores on another band begins."""
SCORE_LIMITS = (0, *BAND_LIMITS, 100)
COVERAGE_LIMITS = (0, 50, 80, 100)
"""An area is ranked from 50 % on, and the overall score has a band from 80 % on."""
DECLARED_LIMITS = (0, 20, 100)
"""Over 20 % of an area's weight declared not applicable is warned of."""
SHARE_LIMITS = (0, 100)
MIN_ROBUSTNESS = 0.05
"""A smaller share of draws is not printed."""
DIFFERENCE_LIMITS = (0,)
_TENTH = Decimal("0.1")
_LEFT_TO_RIGHT = "\u200e"
_WHOLE = Decimal(1)


def is_at(value: float, limit: float) -> bool:
    """Whether a figure is at a limit, but for what floating point leaves over."""
    return abs(value - limit) <= MEANS


def reaches(value: float, limit: float) -> bool:
    """Whether a figure is at a limit or above it."""
    return value > limit or is_at(value, limit)


def rounded(value: float, limits: Sequence[int], unit: Decimal = _WHOLE) -> Decimal:
    """A figure in whole units, on the same side of every limit as the figure itself."""
    near = Decimal(repr(round(float(value), 9))).quantize(unit, rounding=ROUND_HALF_UP) + 0
    for limit in limits:
        if is_at(value, limit):
            return Decimal(limit).quantize(unit)
        if value < limit <= near:
            return limit - unit
        if near <= limit < value:
            return limit + unit
    return near


def points(value: float | None) -> str:
    """A score, an end of its range, a target or a reviewed score: `48.5`; a dash for none."""
    return NONE if value is None else str(shown_points(value))


def span(low: float | None, high: float | None) -> str:
    """The lowest and the highest that a score could become: `38.1–56.2`; a dash for none."""
    return NONE if low is None or high is None else f"{points(low)}–{points(high)}"


def shown_points(value: float) -> Decimal:
    """The number that `points` prints, to order or compare what a reader sees."""
    return rounded(value, SCORE_LIMITS, _TENTH)


def coverage(share: float | None) -> str:
    """The share of the weight that is answered: `79 %`; a dash for none."""
    return _per_cent(share, COVERAGE_LIMITS)


def declared(share: float | None) -> str:
    """The share of the weight that the authority declared not applicable; a dash for none."""
    return _per_cent(share, DECLARED_LIMITS)


def percent(share: float | None) -> str:
    """Any other share between 0 and 1: `67 %`; a dash for none."""
    return _per_cent(share, SHARE_LIMITS)


def robust_share(share: float | None) -> str:
    """The robustness of a gap, a share between 0 and 1: `67 %`; nothing for none, or under 5 %."""
    # So little would say no more than that the gap is not among the first ten.
    return "" if share is None or share < MIN_ROBUSTNESS else percent(share)


def priority(value: float) -> str:
    """A priority, from 0 to 100: `33.3`."""
    return str(rounded(value, SHARE_LIMITS, _TENTH))


def difference(value: float | None) -> str:
    """A change in points with its sign: `+16.5`, `−0.1`, `0.0`; a dash for none."""
    if value is None:
        return NONE
    shown = rounded(value, DIFFERENCE_LIMITS, _TENTH)
    return _signed("+" if shown > 0 else "−" if shown < 0 else "", abs(shown))


def by_how_much(value: float) -> str:
    """A change in points without its sign, where a word says which way: `16.5`."""
    return str(abs(rounded(value, DIFFERENCE_LIMITS, _TENTH)))


def pull(value: float | None) -> str:
    """By how much a question holds a score down: `7.1`; `−2.4` where it lifts it."""
    if value is None:
        return NONE
    shown = rounded(value, DIFFERENCE_LIMITS, _TENTH)
    return _signed("−" if shown < 0 else "", abs(shown))


def _signed(sign: str, number: Decimal) -> str:
    # Among words from right to left a sign alone would be drawn behind its number.
    mark = _LEFT_TO_RIGHT if sign and language_is_right_to_left(chosen()) else ""
    return f"{mark}{sign}{number}"


def units(share: float, of: int) -> int:
    """A share as so many of the pieces of a bar: full only when complete, empty only at nothing."""
    if of < 2:
        return of if is_at(share, 1) else 0
    return int(rounded(share * of, (0, of)))


def whole(value: float) -> int:
    """A number rounded half away from zero and nothing else: to blur it, never to show it."""
    return int(rounded(value, ()))


def _per_cent(share: float | None, limits: Sequence[int]) -> str:
    return NONE if share is None else f"{rounded(100 * share, limits)} %"
