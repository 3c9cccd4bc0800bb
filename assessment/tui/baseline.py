"""An earlier assessment to compare with, as it is read from its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assessment.assess import Assessment, assess_baseline
from assessment.store import AnswerFile, read_answers

MOST_NAMED = 6
"""So many ids of questions that are no longer asked are named."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """An earlier assessment, and what to bear in mind of its file."""

    assessment: Assessment
    note: str = ""
    """That it answered another version, with what is no longer asked; empty where it did not."""


def read_baseline(path: Path, current: Assessment) -> Baseline:
    """An earlier assessment, whatever version of the questionnaire it answered."""
    earlier = read_answers(path, current.questionnaire, accept_version=True)
    found = assess_baseline(current, earlier.answers, carried_from=earlier.carried_from)
    return Baseline(found, _note(earlier))


def _note(file: AnswerFile) -> str:
    if not file.other_version:
        return ""
    named, more = file.left_out[:MOST_NAMED], len(file.left_out) - MOST_NAMED
    lost = f"; no longer asked: {', '.join(named)}" if named else ""
    rest = f" and {more} more" if more > 0 else ""
    return f"It was carried over to this edition of the questionnaire{lost}{rest}."
