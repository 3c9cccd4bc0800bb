"""The JSON Schemas of what comes in and what goes out, exported from the models; pure."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from assessment.answers import Answers, QuestionnaireReference
from assessment.assess import ConsistencyWarning, Edition
from assessment.questionnaire import Area, Frame, Level
from assessment.scorecard import Band

What = Literal["answers", "area", "questionnaire", "score"]


class _Output(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CountsObject(_Output):
    """How many questions are in which state; why one is open is said in no outward edition."""

    applicable: int
    answered: int
    not_applicable: int
    by_profile: int
    unknown: int | None
    withheld: int | None
    unanswered: int | None


class Figures(_Output):
    """The figures of one group; points from 0 to 100, unrounded, null where there is none."""

    score: float | None
    low: float | None
    high: float | None
    coverage: float | None
    """The share of the applicable weight that is answered, 0 to 1."""
    target: float | None
    reviewed: float | None
    band: Band | None
    counts: CountsObject | None
    """Null in the public edition."""
    declared_not_applicable: int | None
    """The weight that the authority declared not applicable."""


class Overall(Figures):
    """The figures of the whole."""

    provisional: bool | None
    """Null in the public edition."""


class AreaFigures(Figures):
    """The figures of one policy area."""

    id: str
    sufficient: bool | None
    """Null in the public edition."""


class ParagraphFigures(Figures):
    """The figures of one operative paragraph."""

    id: int


class FunctionFigures(Figures):
    """The figures of one function of paragraph 3."""

    id: str


class SideFigures(Figures):
    """The figures of one side."""

    id: str


class GapFigures(_Output):
    """One gap of the roadmap."""

    question: str
    priority: float
    urgency: float
    stage: str
    missing: list[str]
    unmet: list[str]
    robustness: float | None
    rank: int
    level: Level
    target: Level
    open_prerequisites: list[str]
    waiting: list[str]


class RoadmapSteps(_Output):
    """The roadmap in three steps."""

    now: list[GapFigures]
    next: list[GapFigures]
    later: list[GapFigures]


class ScoreObject(_Output):
    """What `cied score FILE --json` prints."""

    file: str | None = None
    """Only where several files are scored at once."""
    id: str | None
    """The random id of the assessment; null until it has one."""
    state: str
    period: str
    date: str
    document_status: Literal["draft", "final"]
    edition: Edition
    questionnaire: QuestionnaireReference
    answers_sha256: str | None
    """The digest of the answers; in the full edition alone."""
    withheld: int | None
    """How many answers are withheld, in the whole; null in the public edition."""
    overall: Overall
    areas: list[AreaFigures]
    paragraphs: list[ParagraphFigures]
    functions: list[FunctionFigures]
    sides: list[SideFigures]
    roadmap: RoadmapSteps
    due_for_review: list[str]
    facts_to_establish: list[str]
    warnings: list[ConsistencyWarning]


def schema(what: What) -> dict[str, Any]:
    """The JSON Schema of answer files, of a questionnaire's files, or of the score output."""
    models: dict[What, Any] = {
        "answers": Answers,
        "area": Area,
        "questionnaire": Frame,
        "score": ScoreObject,
    }
    return TypeAdapter(models[what]).json_schema()
