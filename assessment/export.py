"""An assessment as JSON or CSV for other programs; answers as the redacted answer file.

The keys are documented in docs/score-json.md. The output may grow; a key never changes meaning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assessment.assess import Assessment
from assessment.cells import PLAIN, Cell, CsvDialect
from assessment.roadmap import Gap
from assessment.scorecard import Band, Score

REASONS_TO_BE_OPEN = ("unknown", "withheld", "unanswered")
"""The counts that an outward edition does not tell apart."""


def score_object(
    assessment: Assessment, *, robustness: bool = True, file: str | None = None
) -> dict[str, Any]:
    """Everything that was scored, as one JSON object; figures unrounded, null where none."""
    public = assessment.edition == "public"
    head: dict[str, Any] = {"file": file} if file is not None else {}
    return {
        **head,
        "id": assessment.answers.id,
        "state": assessment.answers.state,
        "period": assessment.answers.period,
        "date": assessment.answers.date.isoformat(),
        "document_status": assessment.answers.document_status,
        "edition": assessment.edition,
        "questionnaire": assessment.answers.questionnaire.model_dump(),
        # What leaves the authority carries no digest of answers: it would confirm a guess at them.
        "answers_sha256": assessment.answers.sha256 if assessment.edition == "full" else None,
        "withheld": None if public else assessment.roadmap.withheld,
        **(_public_groups(assessment) if public else _groups(assessment)),
        **_what_to_do(assessment, robustness and not public, public),
    }


def _groups(assessment: Assessment) -> dict[str, Any]:
    card = assessment.scorecard
    return {
        "overall": {**_figures(card.overall), "provisional": card.overall.provisional},
        "areas": [
            {"id": key, **_figures(one), "sufficient": one.sufficient}
            for key, one in card.areas.items()
        ],
        "paragraphs": [{"id": key, **_figures(one)} for key, one in card.paragraphs.items()],
        "functions": [{"id": key, **_figures(one)} for key, one in card.functions.items()],
        "sides": [{"id": key, **_figures(one)} for key, one in card.sides.items()],
    }


def _public_groups(assessment: Assessment) -> dict[str, Any]:
    bands = assessment.public_bands
    return {
        "overall": {**_band(bands.overall), "provisional": None},
        "areas": [
            {"id": key, **_band(word), "sufficient": None} for key, word in bands.areas.items()
        ],
        "paragraphs": [{"id": key, **_band(word)} for key, word in bands.paragraphs.items()],
        "functions": [{"id": key, **_band(word)} for key, word in bands.functions.items()],
        "sides": [{"id": key, **_band(word)} for key, word in bands.sides.items()],
    }


def _figures(one: Score) -> dict[str, Any]:
    return {
        "score": one.score,
        "low": one.low,
        "high": one.high,
        "coverage": one.coverage,
        "target": one.target,
        "reviewed": one.reviewed,
        "band": one.band,
        "counts": counts_object(one),
        "declared_not_applicable": one.declared_not_applicable,
    }


def counts_object(one: Score) -> dict[str, int | None]:
    """How many questions are in which state; outward it is not said why a question is open."""
    hidden = dict.fromkeys(REASONS_TO_BE_OPEN) if one.outward else {}
    return {**asdict(one.counts), **hidden}


def _band(word: Band | None) -> dict[str, Any]:
    return {
        "score": None,
        "low": None,
        "high": None,
        "coverage": None,
        "target": None,
        "reviewed": None,
        "band": word,
        "counts": None,
        "declared_not_applicable": None,
    }


def _what_to_do(assessment: Assessment, robustness: bool, public: bool) -> dict[str, Any]:
    if public:
        return {
            "roadmap": {"now": [], "next": [], "later": []},
            "due_for_review": [],
            "facts_to_establish": [],
            "warnings": [],
        }
    shares = assessment.robustness if robustness else {}
    roadmap = assessment.roadmap
    return {
        "roadmap": {
            "now": [_gap(gap, shares) for gap in roadmap.now],
            "next": [_gap(gap, shares) for gap in roadmap.next],
            "later": [_gap(gap, shares) for gap in roadmap.later],
        },
        "due_for_review": list(roadmap.due_for_review),
        "facts_to_establish": list(roadmap.facts_to_establish),
        "warnings": [asdict(warning) for warning in assessment.warnings],
    }


def _gap(gap: Gap, shares: Mapping[str, float]) -> dict[str, Any]:
    return {
        "question": gap.question,
        "priority": gap.priority,
        "urgency": gap.urgency,
        "stage": gap.stage,
        "unmet": list(gap.unmet),
        "robustness": shares.get(gap.question),
        "rank": gap.rank,
        "level": gap.level,
        "target": gap.target,
        "missing": list(gap.missing),
        "open_prerequisites": list(gap.open_prerequisites),
        "waiting": list(gap.waiting),
    }


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
        rows += [_csv_row(group.removesuffix("s"), one) for one in scored[group]]
    return dialect.start + "".join(map(dialect.line, [CSV_COLUMNS, *rows]))


def _csv_row(group: str, one: Mapping[str, Any]) -> list[Cell]:
    flat = {**one, **(one["counts"] or {}), "group": group}
    return [flat.get(column) for column in CSV_COLUMNS]
