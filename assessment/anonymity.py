"""What may be said of States without saying anything of one State; pure.

The rules are those of statistical offices, in the auditor's words: a threshold, a limit on
dominance, rounding, top and bottom coding. Each holds for a reader who knows one of the files, as
every State that takes part does, and with any one file taken away. docs/batch.md has them in words
and says why they are enough. Whoever shows an anonymous region shows nothing finer than this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from assessment.figures import whole
from assessment.publication import MIN_DIFFERENCE, give_nothing_away
from assessment.questionnaire import Questionnaire

THRESHOLD = 6
"""Nothing is said that fewer States stand behind: without the one that the reader knows, five.

Numbers of States go in steps of as many. No State has more than a sixth of a figure (dominance).
"""
ROUNDING = 5
"""Figures are rounded to steps of so many points, from 0 to 100."""
CODED_OUTSIDE = (35, 65)
"""Top and bottom coding in a summary of fewer than MIN_TRIMMED States: the mean of six is 33.3 or
less if one of them is at 100 and the others at 0, so a lower one would say of each that it is not
at 100."""
CODED_OUTSIDE_TRIMMED = (20, 80)
"""The same in a summary of more."""
MIN_TRIMMED = 10
"""From so many values on the two lowest and the two highest are in no figure."""
MIN_LISTED = 11
"""From so many States on a list says what they have in common: the first step, six and more, then
holds six numbers."""
MIN_MIDDLE_HALF = 18
"""From which step on a line gives the middle half."""
MIN_QUESTIONS = MIN_DIFFERENCE
"""An area or a paragraph is shown if it has so many questions. A paragraph must also differ, each
way, by no question or by as many from every other group that is shown, as in the public edition:
else two lines together would be about the few questions between them."""
_REACH = 3
"""How far from its place a figure reaches: over seven values, or six where the place is between."""

Beyond = Literal["", "or less", "or more"]


@dataclass(frozen=True, slots=True)
class CodedFigure:
    """One figure of many States, as it may be shown."""

    points: int
    beyond: Beyond = ""
    """Set where only a bound is shown: the figure is `points` or less, or `points` or more."""


def step(number: int, of: int) -> int | None:
    """A number of States as it may be shown: `6+`, `12+` and so on; None for fewer than six.

    The last step takes in every number from there to all, and holds six numbers or more. So all
    are never told apart from all but a few, not even by one of them.
    """
    if number < THRESHOLD:
        return None
    last = max(THRESHOLD, (of - THRESHOLD + 1) // THRESHOLD * THRESHOLD)
    return min(number // THRESHOLD * THRESHOLD, last)


def commonest(
    tally: Mapping[str, int], of: int, order: Mapping[str, int], most: int
) -> tuple[str, ...]:
    """What most States have, so many at most, commonest step first, then in the given order.

    Which ones it takes is decided by the true numbers, but what all have, or all but one, counts
    as what all but two have: so not even the choice tells them apart, to one who knows one of them.
    """
    if of < MIN_LISTED:
        return ()
    shared = {name: min(number, of - 2) for name, number in tally.items() if number >= THRESHOLD}
    chosen = sorted(shared, key=lambda name: (-shared[name], order[name]))[:most]
    return tuple(sorted(chosen, key=lambda name: (-(step(shared[name], of) or 0), order[name])))


def middle(values: Iterable[float], of: int) -> CodedFigure | None:
    """The middle of some values; None for fewer than six. There are so many States in all."""
    ordered = sorted(values)
    if len(ordered) < THRESHOLD:
        return None
    points = _mean(ordered, required_behind(len(ordered), 0.5))
    low, high = CODED_OUTSIDE if of < MIN_TRIMMED else CODED_OUTSIDE_TRIMMED
    if low < points < high:
        return CodedFigure(points)
    return CodedFigure(low, "or less") if points <= low else CodedFigure(high, "or more")


def middle_half(values: Iterable[float], of: int) -> tuple[int, int] | None:
    """Between which points the middle half of some values lies; None where it is not shown."""
    ordered = sorted(values)
    if not has_middle_half(len(ordered), of):
        return None
    lower, upper = (required_behind(len(ordered), share) for share in (0.25, 0.75))
    return _mean(ordered, lower), _mean(ordered, upper)


def has_middle_half(number: int, of: int) -> bool:
    """Whether a middle half is shown: that depends only on what is shown of the number."""
    return (step(number, of) or 0) >= MIN_MIDDLE_HALF


def required_behind(number: int, share: float) -> range:
    """Which of so many ordered values stand behind a figure: those nearest to its place."""
    index = share * (number - 1)
    return range(max(0, ceil(index - _REACH)), min(number, floor(index + _REACH) + 1))


def shown_paragraphs(questionnaire: Questionnaire) -> tuple[int, ...]:
    """The paragraphs that a region may show, in order; this depends on no answer."""
    groups = [frozenset(question.id for question in area.questions) for area in questionnaire.areas]
    found = []
    for paragraph in questionnaire.paragraphs:
        number = paragraph.number
        asked = frozenset(item.id for item in questionnaire.questions_of_paragraph(number))
        if len(asked) >= MIN_QUESTIONS and all(_apart(asked, other) for other in groups):
            groups.append(asked)
            found.append(number)
    return tuple(found)


def _apart(item: Collection[str], other: Collection[str]) -> bool:
    differences = (set(item) - set(other), set(other) - set(item))
    return give_nothing_away(map(len, differences))


def _mean(ordered: Sequence[float], behind: range) -> int:
    mean = sum(ordered[item] for item in behind) / len(behind)
    return whole(mean / ROUNDING) * ROUNDING
