"""An assessment as JSON or CSV for other programs; answers as the redacted answer file.

The keys are documented in docs/score-json.md. The output may grow; a key never changes meaning.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from assessment.answers import Assistance, QuestionnaireReference
from assessment.assess import Assessment, ConsistencyWarning, ScoredEdition
from assessment.cells import PLAIN, Cell, CsvDialect
from assessment.plan import request_rows
from assessment.questionnaire import Level
from assessment.roadmap import Gap
from assessment.scorecard import Band, Score

_FORMAT: Final = 2
"""The format of the score object; keys may be added within one."""
REASONS_TO_BE_OPEN = ("unknown", "withheld", "unanswered")
"""The counts that are null in an outward edition: why a question is open is not said there."""


class _Output(BaseModel):
    """A part of the output; its schema is published, and no key is said anywhere else."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


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

    score: float | None = None
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    """The share of the applicable weight that is answered, 0 to 1."""
    target: float | None = None
    reviewed: float | None = None
    band: Band | None
    counts: CountsObject | None = None
    """Null in the public edition."""
    declared_not_applicable: int | None = None
    """The weight that the authority declared not applicable."""


class Overall(Figures):
    """The figures of the whole."""

    provisional: bool | None = None
    """Null in the public edition."""


class GroupFigures(Figures):
    """The figures of one function or side."""

    id: str


class AreaFigures(GroupFigures):
    """The figures of one policy area."""

    sufficient: bool | None = None
    """Null in the public edition."""


class ParagraphFigures(Figures):
    """The figures of one operative paragraph; null where it sets States no task."""

    id: int


class GapObject(_Output):
    """One gap of the roadmap."""

    question: str
    priority: float
    urgency: float
    rank: int
    level: Level
    target: Level
    stage: str
    missing: tuple[str, ...]
    unmet: tuple[str, ...]
    open_prerequisites: tuple[str, ...]
    waiting: tuple[str, ...]
    robustness: float | None = None


class RoadmapObject(_Output):
    """The roadmap in three steps."""

    now: tuple[GapObject, ...] = ()
    next: tuple[GapObject, ...] = ()
    later: tuple[GapObject, ...] = ()


class ScoreObject(_Output):
    """What `cied score FILE --json` prints."""

    format: Literal[2] = _FORMAT
    file: str | None = None
    """Only where several files are scored at once."""
    id: str | None
    """The random id of the assessment; null until it has one."""
    state: str
    period: str
    date: dt.date
    document_status: Literal["draft", "final"]
    edition: ScoredEdition
    questionnaire: QuestionnaireReference
    answers_sha256: str | None = None
    """The digest of the answers; in the full edition alone."""
    withheld: int | None = None
    """How many answers are withheld, in the whole; null in the public edition."""
    overall: Overall
    areas: tuple[AreaFigures, ...]
    paragraphs: tuple[ParagraphFigures, ...]
    functions: tuple[GroupFigures, ...]
    sides: tuple[GroupFigures, ...]
    roadmap: RoadmapObject = RoadmapObject()
    due_for_review: tuple[str, ...] = ()
    facts_to_establish: tuple[str, ...] = ()
    warnings: tuple[ConsistencyWarning, ...] = ()


def score_object(
    assessment: Assessment, *, robustness: bool = True, file: str | None = None
) -> dict[str, Any]:
    """Everything that was scored, as one JSON object; figures unrounded, null where none."""
    answers = assessment.answers
    public = assessment.edition == "public"
    # What leaves the authority carries no digest of answers: it would confirm a guess at them.
    digest = answers.sha256 if assessment.edition == "full" else None
    scored = ScoreObject(
        file=file,
        id=answers.id,
        state=answers.state,
        period=answers.period,
        date=answers.date,
        document_status=answers.document_status,
        edition=assessment.edition,
        questionnaire=answers.questionnaire,
        answers_sha256=digest,
        **(_public_groups(assessment) if public else _groups(assessment, robustness=robustness)),
    )
    return scored.model_dump(mode="json", exclude={"file"} if file is None else None)


def _groups(assessment: Assessment, *, robustness: bool) -> dict[str, Any]:
    card, roadmap = assessment.scorecard, assessment.roadmap
    shares = assessment.robustness if robustness else {}
    return {
        "overall": _figures(Overall, card.overall),
        "areas": [_figures(AreaFigures, area) for area in card.areas.values()],
        "paragraphs": [
            _figures(ParagraphFigures, score, id=number)
            for number, score in card.paragraphs.items()
        ],
        "functions": [_figures(GroupFigures, score) for score in card.functions.values()],
        "sides": [_figures(GroupFigures, score) for score in card.sides.values()],
        "roadmap": RoadmapObject(
            now=tuple(_gap(gap, shares) for gap in roadmap.now),
            next=tuple(_gap(gap, shares) for gap in roadmap.next),
            later=tuple(_gap(gap, shares) for gap in roadmap.later),
        ),
        "due_for_review": roadmap.due_for_review,
        "facts_to_establish": roadmap.facts_to_establish,
        "warnings": assessment.warnings,
        "withheld": roadmap.withheld,
    }


def _public_groups(assessment: Assessment) -> dict[str, Any]:
    bands = assessment.public_bands
    return {
        "overall": Overall(band=bands.overall),
        "areas": [AreaFigures(id=key, band=word) for key, word in bands.areas.items()],
        "paragraphs": [
            ParagraphFigures(id=number, band=word) for number, word in bands.paragraphs.items()
        ],
        "functions": [GroupFigures(id=key, band=word) for key, word in bands.functions.items()],
        "sides": [GroupFigures(id=key, band=word) for key, word in bands.sides.items()],
    }


_F = TypeVar("_F", bound=Figures)


def _figures(kind: type[_F], score: Score, **others: object) -> _F:
    """The figures of a group as its output has them."""
    keys = kind.model_fields.keys() - {"counts"} - others.keys()
    figures = {key: getattr(score, key) for key in keys}
    return kind(**figures, **others, counts=CountsObject(**counts_object(score)))


def counts_object(score: Score) -> dict[str, Any]:
    """How many questions are in which state; outward it is not said why a question is open."""
    hidden = dict.fromkeys(REASONS_TO_BE_OPEN) if score.outward else {}
    return {**asdict(score.counts), **hidden}


def _gap(gap: Gap, shares: Mapping[str, float]) -> GapObject:
    return GapObject.model_validate(gap).model_copy(update={"robustness": shares.get(gap.question)})


class RequestObject(_Output):
    """One request for assistance."""

    question: str
    title: str
    area: str
    level: Level
    target: Level
    request: str
    """The sentence that partners may read; empty where only kinds are given."""
    assistance: tuple[Assistance, ...]
    instruments: tuple[str, ...]


class OfferObject(_Output):
    """What the State can give to others."""

    area: str | None
    """The policy area's code; null for any."""
    assistance: tuple[Assistance, ...]
    text: str


class RequestsObject(_Output):
    """What `cied export FILE --as requests.json` writes."""

    format: Literal[2] = _FORMAT
    id: str | None
    state: str
    period: str
    date: dt.date
    contact: str
    edition: ScoredEdition
    requests: tuple[RequestObject, ...]
    offers: tuple[OfferObject, ...]
    """In the full edition alone; empty in every other."""


def requests_object(assessment: Assessment) -> dict[str, Any]:
    """The requests for assistance of the gaps, in the order of the roadmap."""
    answers = assessment.answers
    found = RequestsObject(
        id=answers.id,
        state=answers.state,
        period=answers.period,
        date=answers.date,
        contact=answers.contact,
        edition=assessment.edition,
        requests=tuple(RequestObject.model_validate(row) for row in request_rows(assessment)),
        offers=tuple(OfferObject.model_validate(dict(offer)) for offer in answers.offer),
    )
    return found.model_dump(mode="json")


def to_json(value: Mapping[str, Any], *, indent: int | None = None) -> str:
    """JSON text, UTF-8, on one line unless an indent is given."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


CSV_COLUMNS = (
    "group",
    "id",
    "score",
    "low",
    "high",
    "coverage",
    "target",
    "reviewed",
    "band",
    "applicable",
    "answered",
    "not_applicable",
    "by_profile",
    "unknown",
    "withheld",
    "unanswered",
    "declared_not_applicable",
)


def to_csv(assessment: Assessment, dialect: CsvDialect = PLAIN) -> str:
    """Every figure as a CSV table: a row for the overall and for each group."""
    scored = score_object(assessment, robustness=False)
    rows = [_csv_row("overall", {"id": "", **scored["overall"]})]
    for group in ("areas", "paragraphs", "functions", "sides"):
        rows += [_csv_row(group.removesuffix("s"), item) for item in scored[group]]
    return dialect.start + "".join(map(dialect.line, [CSV_COLUMNS, *rows]))


def _csv_row(group: str, item: Mapping[str, Any]) -> list[Cell]:
    flat = {**item, **(item["counts"] or {}), "group": group}
    return [flat.get(column) for column in CSV_COLUMNS]
