"""An earlier assessment to compare with, as it is read from its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assessment.assess import Assessment, assess_baseline
from assessment.store import read_answers


@dataclass(frozen=True, slots=True)
class Baseline:
    """An earlier assessment, and what to bear in mind of its file."""

    assessment: Assessment
    note: str = ""
    """That it answered another edition, with what is no longer asked; empty where it did not."""
    path: Path | None = None
    """Where it was read from."""


def read_baseline(path: Path, current: Assessment) -> Baseline:
    """An earlier assessment, whatever version of the questionnaire it answered."""
    from assessment.compare import no_longer_asked, two_editions  # here: few sessions compare

    earlier = read_answers(path, current.questionnaire, accept_version=True)
    found = assess_baseline(current, earlier.answers, carried_from=earlier.carried_from)
    said = (two_editions(found, current), no_longer_asked(earlier.left_out))
    return Baseline(found, " ".join(filter(None, said)), path)
