"""A policy area as a report prints it: its figures, what stands, what is missing, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.answers import Relevance
from assessment.assess import Assessment
from assessment.questionnaire import Area
from assessment.report.view.figures import ScoreView, score_view
from assessment.report.view.questions import (
    GapView,
    QuestionLine,
    TaskView,
    question_line,
)
from assessment.text import listed


@dataclass(frozen=True, slots=True)
class AreaView:
    """A policy area, fit for every edition but the public."""

    id: str
    number: int
    title: str
    about: str
    relevance: Relevance
    score: ScoreView
    paragraphs: str
    """The operative paragraphs that it serves, as a list in words."""
    questions: tuple[QuestionLine, ...]
    stands: tuple[QuestionLine, ...]
    """Answered, and the target is reached."""
    gaps: tuple[GapView, ...]
    """In the order of the roadmap."""
    open: tuple[QuestionLine, ...]
    """Unknown and unanswered: facts to establish; named in no outward edition."""
    left_out: tuple[QuestionLine, ...]
    """Not applicable."""
    withheld: int
    """Nought in an outward edition, which says it once for the whole."""


@dataclass(frozen=True, slots=True)
class InsideArea:
    """A policy area with what only the government sees."""

    area: AreaView
    tasks: tuple[TaskView, ...]
    """Its questions with all that is recorded about them; of a ministry's edition its own."""


def area_views(assessment: Assessment, gaps: Mapping[str, GapView]) -> tuple[AreaView, ...]:
    """Every policy area, in questionnaire order."""
    return tuple(
        _area(assessment, area, number, gaps)
        for number, area in enumerate(assessment.questionnaire.areas, start=1)
    )


def _area(assessment: Assessment, area: Area, number: int, gaps: Mapping[str, GapView]) -> AreaView:
    statuses = [assessment.statuses[question.id] for question in area.questions]
    lines = tuple(
        question_line(assessment.questionnaire, item, outward=assessment.outward)
        for item in statuses
    )
    return AreaView(
        id=area.id,
        number=number,
        title=area.title,
        about=area.about,
        relevance=assessment.answers.profile.relevance_of(area.id),
        score=score_view(assessment.scorecard.areas[area.id], area.title, area=True),
        paragraphs=served(area),
        questions=lines,
        stands=tuple(line for line in lines if line.descriptor and line.id not in gaps),
        gaps=tuple(gap for key, gap in gaps.items() if gap.area == area.id),
        open=tuple(line for line in lines if line.kind in ("unknown", "unanswered")),
        left_out=tuple(line for line in lines if line.kind == "na"),
        withheld=sum(line.kind == "withheld" for line in lines),
    )


def inside_areas(
    areas: tuple[AreaView, ...], tasks: Mapping[str, TaskView]
) -> tuple[InsideArea, ...]:
    """Every policy area with all that is recorded about some questions."""
    return tuple(
        InsideArea(
            area, tuple(tasks[question.id] for question in area.questions if question.id in tasks)
        )
        for area in areas
    )


def served(area: Area) -> str:
    """The operative paragraphs that an area's questions cite."""
    numbers = {number for question in area.questions for number in question.paragraphs}
    return listed(str(number) for number in sorted(numbers))
