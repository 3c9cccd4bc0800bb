"""Which questions are gaps, and which prerequisites they wait for, of many files at once; pure.

The rules of `assessment.priorities` as matrices: a prerequisite of a gap that is answered below
level 2 is wanted at level 2 at least, and so may become a gap with prerequisites of its own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assessment.questionnaire import DESIGNED, Questionnaire
from assessment.scoring_matrix import Levels

Marks = npt.NDArray[np.bool_]
"""One row a file, one column a question."""


class Wanting(NamedTuple):
    """What is wanting in some files."""

    gaps: Marks
    missing: Marks
    """The prerequisites that are answered below level 2 and that a gap waits for."""


def prerequisites(questionnaire: Questionnaire) -> npt.NDArray[np.float32]:
    """A row a question, a column a prerequisite: 1 where the one names the other."""
    wanted = np.zeros((len(questionnaire.questions),) * 2, dtype=np.float32)
    for question in questionnaire.questions:
        for name in question.requires:
            wanted[questionnaire.position[question.id], questionnaire.position[name]] = 1
    return wanted


def wanting(codes: Levels, targets: Levels, needs: npt.NDArray[np.float32]) -> Wanting:
    """The gaps and missing prerequisites of some files."""
    answered = codes >= 0
    unmet = answered & (codes < DESIGNED)
    gaps = answered & (codes < targets)
    while True:
        missing = (gaps.astype(np.float32) @ needs > 0) & unmet
        if not (missing & ~gaps).any():
            return Wanting(gaps, missing)
        gaps = gaps | missing
