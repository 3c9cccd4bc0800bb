"""What somebody asks of a report: the edition, the paper, the templates and the baseline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.assess import Assessment, Edition

Paper = Literal["A4", "Letter"]
Notify = Callable[[str], None]
"""Told, in a sentence, what a reader of the result has to know."""
Progress = Callable[[float, str], None]
"""Told the share that is done, 0 to 1, and what is being done."""
PAPERS: tuple[Paper, ...] = ("A4", "Letter")


@dataclass(frozen=True)
class ReportOptions:
    """How a report is to be made; the assessment handed in is already of its edition."""

    edition: Edition = "full"
    ministry: str | None = None
    """With the edition ministry: whose report; None for the questions that have no ministry."""
    paper: Paper = "A4"
    templates: Path | None = None
    """A folder with templates and styles of one's own; what it lacks is taken from ours."""
    marking: str | None = None
    """The protective marking of this report; None for the one in the answer file."""
    archive: bool = False
    """Make an archive file (PDF/A-3), with the answer file inside in the full edition."""
    baseline: Assessment | None = None
    """An earlier assessment of the same State, of the same edition."""
