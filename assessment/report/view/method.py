"""The whole arithmetic behind every figure, so that a ministry can redo it by hand."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.applicability import Standing
from assessment.assess import Assessment
from assessment.figures import NONE, priority
from assessment.report.view.figures import ScoreView, score_view
from assessment.scorecard import Score

POINTS = 25
"""What one level is worth."""
RELEVANCE = {"low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True)
class TermView:
    """What one question brings into its area's figures."""

    id: str
    state: str
    weight: int
    value: str
    """25 times the level; a dash without one."""
    product: str
    """Weight times value."""
    target_product: str
    """Weight times the target's value; a dash where the question does not apply."""
    reviewed_product: str
    """Weight times the value that counts for the reviewed score; a dash without a level."""


@dataclass(frozen=True, slots=True)
class GroupSums:
    """The whole numbers of a group, and each figure as a sum that can be redone."""

    id: str
    title: str
    score: ScoreView
    terms: tuple[TermView, ...]
    applicable: int
    answered: int
    points: int
    target_points: int
    reviewed_points: int
    open_weight: int
    declared: int
    weight: str
    """The area's weight in the overall score; empty for other groups."""
    reviewed: bool
    members: str
    """The ids of the questions, for groups that list no terms."""


@dataclass(frozen=True, slots=True)
class PriorityTerm:
    """How one priority comes about."""

    id: str
    target: int
    level: int
    weight: int
    relevance: int
    priority: str
    raised: bool


@dataclass(frozen=True, slots=True)
class MethodView:
    """Every sum behind the report."""

    areas: tuple[GroupSums, ...]
    paragraphs: tuple[GroupSums, ...]
    functions: tuple[GroupSums, ...]
    sides: tuple[GroupSums, ...]
    overall: ScoreView
    reviewed: bool
    """Whether a reviewer gave any level."""
    priorities: tuple[PriorityTerm, ...]


def method_view(assessment: Assessment) -> MethodView:
    """Every sum behind the report."""
    return MethodView(
        areas=_areas(assessment),
        paragraphs=_paragraphs(assessment),
        functions=_functions(assessment),
        sides=_sides(assessment),
        overall=score_view(assessment.scorecard.overall, "Overall"),
        reviewed=assessment.scorecard.overall.reviewed is not None,
        priorities=_priorities(assessment),
    )


def _areas(assessment: Assessment) -> tuple[GroupSums, ...]:
    return tuple(
        _sums(
            assessment,
            assessment.scorecard.areas[area.id],
            area.title,
            tuple(question.id for question in area.questions),
            weight=f"{area.weight:g}",
            terms=True,
        )
        for area in assessment.questionnaire.areas
    )


def _paragraphs(assessment: Assessment) -> tuple[GroupSums, ...]:
    questionnaire = assessment.questionnaire
    return tuple(
        _sums(
            assessment,
            assessment.scorecard.paragraphs[one.number],
            one.title,
            tuple(question.id for question in questionnaire.questions_of_paragraph(one.number)),
        )
        for one in questionnaire.paragraphs
    )


def _functions(assessment: Assessment) -> tuple[GroupSums, ...]:
    return tuple(
        _sums(
            assessment,
            assessment.scorecard.functions[function.id],
            function.title,
            tuple(one.id for one in assessment.questionnaire.questions_of_function(function.id)),
        )
        for function in assessment.questionnaire.functions
    )


def _sides(assessment: Assessment) -> tuple[GroupSums, ...]:
    return tuple(
        _sums(
            assessment,
            assessment.scorecard.sides[side.id],
            side.title,
            tuple(one.id for one in assessment.questionnaire.questions_of_side(side.id)),
        )
        for side in assessment.questionnaire.sides
    )


def _sums(
    assessment: Assessment,
    score: Score,
    title: str,
    ids: tuple[str, ...],
    *,
    weight: str = "",
    terms: bool = False,
) -> GroupSums:
    sums = assessment.sums(ids)
    return GroupSums(
        id=score.id,
        title=title,
        score=score_view(score, title),
        terms=tuple(_term(assessment.standings[key]) for key in ids) if terms else (),
        applicable=sums.applicable,
        answered=sums.answered,
        points=sums.points,
        target_points=sums.target_points,
        reviewed_points=sums.reviewed_points,
        open_weight=sums.applicable - sums.answered,
        declared=sums.declared_not_applicable,
        weight=weight,
        reviewed=sums.reviews > 0,
        members=" ".join(ids),
    )


def _term(one: Standing) -> TermView:
    weight, level = one.question.weight, one.answer.level
    reviewed = level if one.answer.reviewed_level is None else one.answer.reviewed_level
    return TermView(
        id=one.question.id,
        state=f"level {level}" if level is not None else one.status.replace("_", " "),
        weight=weight,
        value=NONE if level is None else str(POINTS * level),
        product=NONE if level is None else str(weight * POINTS * level),
        target_product=str(weight * POINTS * one.target) if one.applies else NONE,
        reviewed_product=NONE
        if level is None or reviewed is None
        else str(weight * POINTS * reviewed),
    )


def _priorities(assessment: Assessment) -> tuple[PriorityTerm, ...]:
    profile = assessment.answers.profile
    return tuple(
        PriorityTerm(
            id=gap.question,
            target=gap.target,
            level=gap.level,
            weight=(one := assessment.standings[gap.question]).question.weight,
            relevance=RELEVANCE[profile.relevance_of(one.question.area_id)],
            priority=priority(gap.priority),
            raised=gap.target > one.target,
        )
        for gap in assessment.roadmap.gaps
    )
