"""Figures of a group of questions as a report prints them."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.figures import coverage, points, span
from assessment.language import _
from assessment.report.charts import shade
from assessment.score_words import band_words, could_be, figure_words, range_words
from assessment.scorecard import Score
from assessment.terms import term
from assessment.text import count_of


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The figures of one group: text for the page, numbers for the charts."""

    id: str
    title: str
    score: str
    figure: str
    """The score; in an outward edition, where anything is open, the range in place of it."""
    range: str
    range_words: str
    """The range; `all answered` where nothing is open, so that there is none."""
    could_be: str
    """The same inside a sentence: `could be 35.5–46.1`."""
    low: str
    high: str
    target: str
    coverage: str
    reviewed: str
    """Empty where no reviewer gave a level."""
    band: str
    complete: bool
    """Whether something applies and nothing of it is open."""
    sufficient: bool
    """Whether half of its weight is answered; an area with less is not ranked."""
    declared: str
    """The weight that the authority itself declared not applicable."""
    counts: str
    """How many questions are in which state, as a sentence."""
    shade: str
    """The class of a shaded cell, `level-1` to `level-4`; empty without a score."""
    applies: bool
    scored: bool
    value: float | None
    ranking: float | None
    """What areas are ranked and shaded by: the score; outward the low end of the range."""
    low_value: float | None
    high_value: float | None
    target_value: float | None


def score_view(score: Score, title: str, *, area: bool = False) -> ScoreView:
    """One group's figures, rounded for the page."""
    return ScoreView(
        id=score.id,
        title=title,
        score=points(score.score),
        figure=figure_words(score),
        range=span(score.low, score.high),
        range_words=range_words(score),
        could_be=could_be(score),
        low=points(score.low),
        high=points(score.high),
        target=points(score.target),
        coverage=coverage(score.coverage),
        reviewed="" if score.reviewed is None else points(score.reviewed),
        band=band_words(score, area=area),
        complete=score.applies and not score.counts.open,
        sufficient=score.sufficient,
        declared=str(score.declared_not_applicable),
        counts=counts_sentence(score),
        shade=_shade(score.ranking),
        applies=score.applies,
        scored=score.answered,
        value=score.score,
        ranking=score.ranking,
        low_value=score.low,
        high_value=score.high,
        target_value=score.target,
    )


def _shade(value: float | None) -> str:
    quarter = shade(value)
    return "" if quarter is None else f"level-{quarter}"


def counts_sentence(score: Score) -> str:
    """`8 of 10 questions answered; 1 unknown, 1 not applicable.`"""
    counts = score.counts
    if not counts.applicable and counts.not_applicable:
        return count_of(
            counts.not_applicable,
            "The one question does not apply.",
            "None of the {n} questions applies.",
        )
    reasons = {
        "unknown": counts.unknown,
        "withheld": counts.withheld,
        "unanswered": counts.unanswered,
    }
    others = {"open": counts.open} if score.outward else reasons
    others["not applicable"] = counts.not_applicable
    rest = ", ".join(f"{number} {term(name)}" for name, number in others.items() if number)
    head = _("{answered} of {applicable} answered").format(
        answered=counts.answered,
        applicable=count_of(
            counts.applicable, "{n} applicable question", "{n} applicable questions"
        ),
    )
    return f"{head}; {rest}." if rest else f"{head}."
