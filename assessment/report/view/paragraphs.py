"""The resolution paragraph by paragraph, and the five functions of its paragraph 3."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.questionnaire import Paragraph
from assessment.report.view.figures import BandView, ScoreView, band_view, score_view
from assessment.report.view.questions import QuestionLine, question_line


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
class PublicParagraph:
    """One operative paragraph as the public edition prints it."""

    number: int
    title: str
    plain: str
    no_task: str
    band: BandView


def paragraph_views(assessment: Assessment) -> tuple[ParagraphView, ...]:
    """Every operative paragraph, in order."""
    return tuple(_paragraph(assessment, one) for one in assessment.questionnaire.paragraphs)


def _paragraph(assessment: Assessment, paragraph: Paragraph) -> ParagraphView:
    questions = assessment.questionnaire.questions_of_paragraph(paragraph.number)
    view = score_view(assessment.scorecard.paragraphs[paragraph.number], paragraph.title)
    return ParagraphView(
        number=paragraph.number,
        title=paragraph.title,
        plain=paragraph.plain,
        no_score=_no_score(paragraph, view),
        score=view,
        questions=tuple(
            question_line(
                assessment.questionnaire,
                assessment.standings[one.id],
                outward=assessment.outward,
            )
            for one in questions
        ),
    )


def _no_score(paragraph: Paragraph, view: ScoreView) -> str:
    if view.scored:
        return ""
    if paragraph.no_task:
        return paragraph.no_task
    if view.applies:
        return "No question that cites this paragraph is answered yet."
    return "No question that cites this paragraph applies to this State."


def public_paragraphs(assessment: Assessment) -> tuple[PublicParagraph, ...]:
    """Every operative paragraph as a band."""
    bands = assessment.public_bands.paragraphs
    return tuple(
        PublicParagraph(
            one.number,
            one.title,
            one.plain,
            one.no_task or "",
            band_view(str(one.number), one.title, bands[one.number]),
        )
        for one in assessment.questionnaire.paragraphs
    )


def function_views(assessment: Assessment) -> tuple[ScoreView, ...]:
    """The functions."""
    return tuple(
        score_view(assessment.scorecard.functions[one.id], one.title)
        for one in assessment.questionnaire.functions
    )


def public_functions(assessment: Assessment) -> tuple[BandView, ...]:
    """The functions as bands."""
    bands = assessment.public_bands.functions
    return tuple(
        band_view(one.id, one.title, bands[one.id]) for one in assessment.questionnaire.functions
    )


def side_views(assessment: Assessment) -> tuple[ScoreView, ...]:
    """The sides of the work."""
    return tuple(
        score_view(assessment.scorecard.sides[one.id], one.title)
        for one in assessment.questionnaire.sides
    )


def public_sides(assessment: Assessment) -> tuple[BandView, ...]:
    """The sides of the work as bands."""
    bands = assessment.public_bands.sides
    return tuple(
        band_view(one.id, one.title, bands[one.id]) for one in assessment.questionnaire.sides
    )
