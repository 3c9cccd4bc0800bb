"""Members of a region, made without files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assessment.questionnaire import Questionnaire
from assessment.region import Member


def state(
    questionnaire: Questionnaire,
    number: int,
    score: float | None,
    *,
    gaps: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    confidences: Mapping[str, int] | None = None,
) -> Member:
    """A State with the same score everywhere."""
    return Member(
        state=f"State {number}",
        file=f"{number}.json",
        date=dt.date(2026, 11, 1),
        final=True,
        marking="",
        sha256=f"{number:064}",
        provisional=False,
        redacted=False,
        overall=score,
        coverage=1.0,
        areas={area.id: score for area in questionnaire.areas},
        paragraphs={paragraph.number: score for paragraph in questionnaire.paragraphs},
        gaps=gaps,
        missing=missing,
        confidences=confidences or {},
    )
