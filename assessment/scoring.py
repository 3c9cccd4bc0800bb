"""The formulas: from answers to a scorecard; pure, and nothing is rounded.

The sums behind a group's figures are sums of whole numbers, so the order of answers cannot matter
and a ministry can redo them by hand. The overall figures alone are means of quotients: floating
point, added area after area in the order of the questionnaire, within 1e-12 of the exact mean.
Fractions would change the last bit of half of them, and could not be added in a matrix. What is
printed is the same, because `figures` takes what is within 1e-9 of a limit to be at it.

For a group of questions, with A the applicable and B the answered ones, weight w and value
v = 25 * level:

    score    = sum(w*v over B) / sum(w over B)
    low      = sum(w*v over B) / sum(w over A)
    high     = (sum(w*v over B) + 100 * sum(w over A minus B)) / sum(w over A)
    coverage = sum(w over B) / sum(w over A)
    target   = sum(w * 25 * target over A) / sum(w over A)
    reviewed = score with the reviewer's level in place of the State's where there is one
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assessment.answers import Answers
from assessment.applicability import QuestionStatus, statuses
from assessment.questionnaire import Area, Question, Questionnaire
from assessment.scorecard import (
    FIRM_COVERAGE,
    SUFFICIENT_COVERAGE,
    AreaTerm,
    Arithmetic,
    Contribution,
    Counts,
    OverallArithmetic,
    Score,
    Scorecard,
    Term,
)

_Group = TypeVar("_Group")
POINTS_PER_LEVEL = 25
"""What one level is worth: level 4 is 100 points."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The whole numbers behind one group's figures; what the report's annex prints."""

    applicable: int
    """Weight of the applicable questions."""
    answered: int
    """Weight of the answered questions."""
    points: int
    """Weight times value over the answered questions."""
    target_points: int
    """Weight times target value over the applicable questions."""
    reviewed_points: int
    """Weight times value over the answered questions, with the reviewer's levels."""
    reviews: int
    """How many answered questions have a reviewer's level."""
    declared_not_applicable: int
    """Weight that the authority declared not applicable."""
    counts: Counts


def score(questionnaire: Questionnaire, answers: Answers) -> Scorecard:
    """Every figure of one State's answers."""
    return score_statuses(questionnaire, statuses(questionnaire, answers))


def score_statuses(questionnaire: Questionnaire, items: Mapping[str, QuestionStatus]) -> Scorecard:
    """Every figure of questions that are beside their answers already."""
    areas = {
        area.id: group_score(area.id, [items[question.id] for question in area.questions])
        for area in questionnaire.areas
    }
    cited = _grouped(items.values(), lambda question: question.paragraphs)
    served = _grouped(items.values(), lambda question: question.functions)
    sided = _grouped(items.values(), lambda question: (question.side,))
    return Scorecard(
        overall=overall_score(questionnaire.areas, areas, list(items.values())),
        areas=areas,
        paragraphs={
            paragraph.number: group_score(str(paragraph.number), cited[paragraph.number])
            for paragraph in questionnaire.paragraphs
        },
        functions={
            function.id: group_score(function.id, served[function.id])
            for function in questionnaire.functions
        },
        sides={side.id: group_score(side.id, sided[side.id]) for side in questionnaire.sides},
    )


def _grouped(
    members: Iterable[QuestionStatus], groups_of: Callable[[Question], Iterable[_Group]]
) -> Mapping[_Group, Sequence[QuestionStatus]]:
    grouped = defaultdict[_Group, list[QuestionStatus]](list)
    for member in members:
        for group in groups_of(member.question):
            grouped[group].append(member)
    return grouped


def group_score(group: str, members: Sequence[QuestionStatus]) -> Score:
    """The figures of one group of questions."""
    return _from_sums(group, sums(members))


def _from_sums(group: str, tally: Sums) -> Score:
    open_points = 100 * (tally.applicable - tally.answered)
    coverage = _ratio(tally.answered, tally.applicable)
    return Score(
        id=group,
        score=_ratio(tally.points, tally.answered),
        low=_ratio(tally.points, tally.applicable),
        high=_ratio(tally.points + open_points, tally.applicable),
        coverage=coverage,
        target=_ratio(tally.target_points, tally.applicable),
        reviewed=_ratio(tally.reviewed_points, tally.answered) if tally.reviews else None,
        counts=tally.counts,
        declared_not_applicable=tally.declared_not_applicable,
        sufficient=coverage is not None and coverage >= SUFFICIENT_COVERAGE,
    )


def overall_score(
    areas: Iterable[Area], scores: dict[str, Score], members: Sequence[QuestionStatus]
) -> Score:
    """The mean over areas by area weight; coverage and counts over all questions.

    The score is the mean over the areas that have one; low, high and target are means over all
    areas with an applicable question.
    """
    weighted = [(area.weight, scores[area.id]) for area in areas]
    tally = sums(members)
    coverage = _ratio(tally.answered, tally.applicable)
    firm = coverage is not None and coverage >= FIRM_COVERAGE
    return Score(
        id="overall",
        score=_mean((weight, item.score) for weight, item in weighted),
        low=_mean((weight, item.low) for weight, item in weighted),
        high=_mean((weight, item.high) for weight, item in weighted),
        coverage=coverage,
        target=_mean((weight, item.target) for weight, item in weighted),
        reviewed=_overall_reviewed(weighted) if tally.reviews else None,
        counts=tally.counts,
        declared_not_applicable=tally.declared_not_applicable,
        sufficient=coverage is not None and coverage >= SUFFICIENT_COVERAGE,
        provisional=not firm or any(item.applies and not item.sufficient for _, item in weighted),
    )


def _overall_reviewed(weighted: Sequence[tuple[float, Score]]) -> float | None:
    return _mean(
        (weight, item.score if item.reviewed is None else item.reviewed)
        for weight, item in weighted
    )


def sums(members: Sequence[QuestionStatus]) -> Sums:
    """The whole numbers behind the figures of some questions."""
    applicable = [member for member in members if member.applies]
    excluded = [member for member in members if not member.applies]
    answered = [
        (item.question.weight, item.answer.level, item.answer.reviewed_level)
        for item in applicable
        if item.answer.level is not None
    ]
    return Sums(
        applicable=sum([item.question.weight for item in applicable]),
        answered=sum([weight for weight, _, _ in answered]),
        points=sum([weight * POINTS_PER_LEVEL * level for weight, level, _ in answered]),
        target_points=sum(
            [item.question.weight * POINTS_PER_LEVEL * item.target for item in applicable]
        ),
        reviewed_points=sum(
            [
                weight * POINTS_PER_LEVEL * (level if reviewed is None else reviewed)
                for weight, level, reviewed in answered
            ]
        ),
        reviews=sum([reviewed is not None for _, _, reviewed in answered]),
        declared_not_applicable=sum(
            [item.question.weight for item in excluded if not item.by_profile]
        ),
        counts=_counts(applicable, excluded),
    )


def arithmetic(members: Sequence[QuestionStatus]) -> Arithmetic:
    """How the score of a group of questions comes about, term by term."""
    tally = sums(members)
    terms = [_term(member, tally.answered) for member in members if member.applies]
    return Arithmetic(
        terms=tuple(sorted(terms, key=_by_pull)),
        answered_weight=tally.answered,
        open_weight=tally.applicable - tally.answered,
        points=tally.points,
    )


def overall_arithmetic(areas: Iterable[Area], scores: Mapping[str, Score]) -> OverallArithmetic:
    """How the overall score comes about, area by area."""
    applicable = [(area, scores[area.id]) for area in areas if scores[area.id].applies]
    total = sum(area.weight for area, score in applicable if score.score is not None)
    terms = [_area_term(area, score, total) for area, score in applicable]
    return OverallArithmetic(
        terms=tuple(sorted(terms, key=lambda term: (term.pull is None, -(term.pull or 0.0)))),
        weight=total,
        points=sum(term.points for term in terms if term.points is not None),
    )


def _area_term(area: Area, score: Score, total: float) -> AreaTerm:
    if score.score is None:
        return AreaTerm(area.id, area.weight, None, None, None)
    missing = (score.target or 0.0) - score.score
    return AreaTerm(
        area.id, area.weight, score.score, area.weight * score.score, area.weight * missing / total
    )


def _term(item: QuestionStatus, answered: int) -> Term:
    weight, level = item.question.weight, item.answer.level
    if level is None:
        return Term(item.question.id, weight, None, None, None, None)
    value = POINTS_PER_LEVEL * level
    missing = POINTS_PER_LEVEL * item.target - value
    return Term(item.question.id, weight, level, value, weight * value, weight * missing / answered)


def _by_pull(term: Term) -> tuple[bool, float]:
    return term.pull is None, -(term.pull or 0.0)


def contribution(item: QuestionStatus) -> Contribution:
    """What one question brings into the sums of its groups, as `sums` adds it up."""
    weight, level = item.question.weight, item.answer.level
    reviewed = level if item.answer.reviewed_level is None else item.answer.reviewed_level
    if not item.applies or level is None or reviewed is None:
        value = product = seen = reviewed_product = None
    else:
        value, product = POINTS_PER_LEVEL * level, weight * POINTS_PER_LEVEL * level
        seen, reviewed_product = POINTS_PER_LEVEL * reviewed, weight * POINTS_PER_LEVEL * reviewed
    return Contribution(
        question=item.question.id,
        weight=weight,
        applies=item.applies,
        value=value,
        product=product,
        target_product=weight * POINTS_PER_LEVEL * item.target if item.applies else None,
        reviewed=seen,
        reviewed_product=reviewed_product,
    )


def _counts(applicable: Sequence[QuestionStatus], excluded: Sequence[QuestionStatus]) -> Counts:
    statuses = [item.status for item in applicable]
    return Counts(
        applicable=len(applicable),
        answered=statuses.count("answered"),
        not_applicable=len(excluded),
        by_profile=sum([item.by_profile for item in excluded]),
        unknown=statuses.count("unknown"),
        withheld=statuses.count("withheld"),
        unanswered=statuses.count("unanswered"),
    )


def _ratio(numerator: int, denominator: int) -> float | None:
    return numerator / denominator if denominator else None


def _mean(weighted: Iterable[tuple[float, float | None]]) -> float | None:
    total = 0.0
    weights = 0.0
    for weight, value in weighted:
        if value is not None:
            total += weight * value
            weights += weight
    return total / weights if weights else None
