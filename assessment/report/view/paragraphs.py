"""The resolution paragraph by paragraph, and the functions and sides beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.language import _
from assessment.questionnaire import LEVELS, Named, Paragraph
from assessment.report.view.figures import ScoreView, score_view
from assessment.report.view.questions import QuestionLine, question_line
from assessment.report.view.words import level_name
from assessment.scorecard import Score


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """One operative paragraph with the figures of the questions that cite it."""

    number: int
    title: str
    plain: str
    no_score: str
    """Why there is no score; empty where there is one."""
    score: ScoreView
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The questions of a paragraph at one level, or in one state."""

    name: str
    """`3 Implemented`, or the state in words."""
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """What the State says about one question in its text for release."""

    line: QuestionLine
    text: str


@dataclass(frozen=True, slots=True)
class InsideParagraph:
    """One operative paragraph with what the State did about it; inside the government only."""

    paragraph: ParagraphView
    releases: tuple[ReleaseView, ...]
    """In its own words."""
    levels: tuple[LevelGroup, ...]
    """The questions that count in it, by level, the highest first; then those without one."""
    related: tuple[QuestionLine, ...]
    """The questions that help to understand it; they count in no score of it."""


def paragraph_views(assessment: Assessment) -> tuple[ParagraphView, ...]:
    """Every operative paragraph, in order."""
    return tuple(
        _paragraph(assessment, paragraph) for paragraph in assessment.questionnaire.paragraphs
    )


def _paragraph(assessment: Assessment, paragraph: Paragraph) -> ParagraphView:
    questions = assessment.questionnaire.questions_of_paragraph(paragraph.number)
    view = score_view(assessment.scorecard.paragraphs[paragraph.number], paragraph.title)
    return ParagraphView(
        number=paragraph.number,
        title=paragraph.title,
        plain=paragraph.plain,
        no_score=_no_score(paragraph, view),
        score=view,
        questions=_lines(assessment, (question.id for question in questions)),
    )


def _lines(assessment: Assessment, ids: Iterable[str]) -> tuple[QuestionLine, ...]:
    return tuple(
        question_line(
            assessment.questionnaire, assessment.statuses[key], outward=assessment.outward
        )
        for key in ids
    )


def _no_score(paragraph: Paragraph, view: ScoreView) -> str:
    if view.scored:
        return ""
    if paragraph.no_task:
        return paragraph.no_task
    if view.applies:
        return _("No question that cites this paragraph is answered yet.")
    return _("No question that cites this paragraph applies to this State.")


def inside_paragraphs(assessment: Assessment) -> tuple[InsideParagraph, ...]:
    """Every operative paragraph with what the State did about it."""
    return tuple(
        _inside(assessment, paragraph_view) for paragraph_view in paragraph_views(assessment)
    )


def _inside(assessment: Assessment, paragraph: ParagraphView) -> InsideParagraph:
    related = assessment.questionnaire.questions_related_to(paragraph.number)
    return InsideParagraph(
        paragraph=paragraph,
        releases=tuple(
            ReleaseView(line, text)
            for line in paragraph.questions
            if (text := assessment.statuses[line.id].answer.release)
        ),
        levels=_by_level(assessment, paragraph.questions),
        related=_lines(assessment, (item.id for item in related)),
    )


def _by_level(assessment: Assessment, lines: tuple[QuestionLine, ...]) -> tuple[LevelGroup, ...]:
    names = [
        *(level_name(assessment.questionnaire, level) for level in reversed(LEVELS)),
        *dict.fromkeys(line.state for line in lines if not line.descriptor),
    ]
    groups = (
        LevelGroup(name, tuple(line for line in lines if line.state == name)) for name in names
    )
    return tuple(group for group in groups if group.questions)


def scores_of(groups: Iterable[Named], scores: Mapping[str, Score]) -> tuple[ScoreView, ...]:
    """The figures of the functions, or of the sides."""
    return tuple(score_view(scores[group.id], group.title) for group in groups)
