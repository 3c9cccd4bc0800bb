"""The figures of a group of questions in words: one rule for every screen, page and message."""

from __future__ import annotations

from assessment.figures import points, span
from assessment.language import _
from assessment.scorecard import Score
from assessment.terms import term

INSUFFICIENT = _("insufficient information")


def range_words(score: Score) -> str:
    """The range; `all answered` where nothing is open, so that there is none; a dash for none."""
    if score.applies and not score.counts.open:
        return _("all answered")
    return span(score.low, score.high)


def could_be(score: Score) -> str:
    """The same inside a sentence: `could be 35.5–46.1`."""
    words = range_words(score)
    return _("could be {range}").format(range=words) if score.counts.open else words


def figure_words(score: Score) -> str:
    """The score; in an outward edition, where anything is open, its range in place of it."""
    if score.outward and score.score is None:
        return span(score.low, score.high)
    return points(score.score)


def band_words(score: Score, *, area: bool = False) -> str:
    """The band, or in its place why there is none; a policy area needs half of its weight."""
    if not score.applies:
        return term("not applicable")
    if score.outward:
        return term(score.band or "not applicable")
    if score.score is None or (area and not score.sufficient):
        return INSUFFICIENT
    return term("provisional" if score.provisional else score.band or "")
