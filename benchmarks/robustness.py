"""Robustness of the roadmap against drawing its random weights alone, in one run.

.venv/bin/python benchmarks/robustness.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from assessment import priorities
from assessment.assess import assess
from assessment.example import example_answers
from assessment.store import read_questionnaire

RUNS = 25


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def draw(questions: int) -> None:
    """The weights alone, as many as `priorities.robustness` draws."""
    np.random.Generator(np.random.PCG64(7559)).uniform(0.5, 1.5, (priorities.DRAWS, questions))


def main() -> None:
    questionnaire = read_questionnaire()
    gaps = assess(questionnaire, example_answers(questionnaire)).roadmap.gaps
    count = len(questionnaire.questions)
    priorities.robustness(questionnaire, gaps)
    found = sorted(
        seconds(lambda: priorities.robustness(questionnaire, gaps)) / seconds(lambda: draw(count))
        for _ in range(RUNS)
    )
    print(f"{len(gaps)} gaps, {count} questions, {priorities.DRAWS} draws")
    print(
        f"robustness takes {statistics.median(found):.2f} times the draws alone "
        f"({found[0]:.2f} to {found[-1]:.2f}); at most 1.5"
    )


if __name__ == "__main__":
    main()
