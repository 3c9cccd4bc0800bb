"""The roadmap as a report prints it, and the assistance that goes with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.questionnaire import Question, Questionnaire
from assessment.report.view.questions import (
    GapView,
    QuestionLine,
    WorkView,
    gap_view,
    question_line,
    work_view,
)
from assessment.report.view.words import STEP_MEANINGS, STEP_NAMES
from assessment.roadmap import STEPS, Gap

SHARED_LEVEL = 3
"""From this level on a measure is applied, so that others can be helped with it."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One of the three steps of the roadmap."""

    id: str
    name: str
    meaning: str
    gaps: tuple[GapView, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The roadmap and the lists beside it; fit for every edition but the public."""

    steps: tuple[StepView, ...]
    due_for_review: tuple[QuestionLine, ...]
    facts: tuple[QuestionLine, ...]
    """Facts to establish: unknown questions first, then unanswered ones."""
    withheld: int


@dataclass(frozen=True, slots=True)
class AssistanceView:
    """What the State asks others for, and what it could offer them."""

    requests: tuple[WorkView, ...]
    can_assist: bool | None
    """What the profile says; None where it is not set."""
    wants_assistance: bool | None
    offers: tuple[QuestionLine, ...]
    """Questions on paragraphs 12 and 22 that are answered at level 3 or 4."""
    experience: tuple[QuestionLine, ...]
    """Other questions at level 4: practice that is measured and reviewed."""


def gap_views(assessment: Assessment) -> dict[str, GapView]:
    """Every gap under its question's id, in the order of the roadmap."""
    gaps = assessment.roadmap.gaps
    places = Counter(_place(gap) for gap in gaps)
    return {gap.question: gap_view(assessment, gap, tied=places[_place(gap)] > 1) for gap in gaps}


def _place(gap: Gap) -> tuple[str, int]:
    return gap.step, gap.rank


def plan_view(assessment: Assessment, gaps: Mapping[str, GapView]) -> PlanView:
    """The roadmap and the lists beside it."""
    roadmap = assessment.roadmap
    return PlanView(
        steps=tuple(
            StepView(
                step,
                STEP_NAMES[step],
                STEP_MEANINGS[step],
                tuple(one for one in gaps.values() if one.step == step),
            )
            for step in STEPS
        ),
        due_for_review=_lines(assessment, roadmap.due_for_review),
        facts=_lines(assessment, roadmap.facts_to_establish),
        withheld=roadmap.withheld,
    )


def _lines(assessment: Assessment, ids: tuple[str, ...]) -> tuple[QuestionLine, ...]:
    return tuple(
        question_line(
            assessment.questionnaire, assessment.standings[key], outward=assessment.outward
        )
        for key in ids
    )


def work_views(assessment: Assessment, gaps: Mapping[str, GapView]) -> dict[str, WorkView]:
    """Who does what about each gap, under its question's id."""
    return {key: work_view(assessment, gap) for key, gap in gaps.items()}


def assistance_view(assessment: Assessment, work: Mapping[str, WorkView]) -> AssistanceView:
    """What the State asks others for, and what it could offer them."""
    questionnaire = assessment.questionnaire
    conditions = assessment.answers.profile.conditions
    applied = [
        one
        for one in assessment.standings.values()
        if one.answer.level is not None and one.answer.level >= SHARED_LEVEL
    ]
    return AssistanceView(
        requests=tuple(one for one in work.values() if one.assistance),
        can_assist=conditions.get(questionnaire.offers_when or ""),
        wants_assistance=conditions.get(questionnaire.wants_when or ""),
        offers=tuple(
            question_line(questionnaire, one)
            for one in applied
            if _on_assistance(questionnaire, one.question)
        ),
        experience=tuple(
            question_line(questionnaire, one)
            for one in applied
            if one.answer.level == 4 and not _on_assistance(questionnaire, one.question)
        ),
    )


def _on_assistance(questionnaire: Questionnaire, question: Question) -> bool:
    return any(
        questionnaire.paragraph_by_number[number].assistance for number in question.paragraphs
    )
