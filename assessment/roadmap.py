"""What to do first: gaps in three steps, what is due for review, what has to be found out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assessment.questionnaire import Level

Step = Literal["now", "next", "later"]
STEPS: tuple[Step, ...] = ("now", "next", "later")


@dataclass(frozen=True, slots=True)
class Gap:
    """An answered question whose level is below its target."""

    question: str
    """The question's id."""
    level: Level
    target: Level
    """The target in force; at least 2 while a gap waits for this question."""
    weight: int
    """The question's weight: 1, 2 or 3."""
    relevance: int
    """What the relevance of its policy area counts: low 1, medium 2, high 3."""
    product: int
    """The gap in levels times weight times relevance; at most 36."""
    priority: float
    """100 times the gap in levels over 4, weight over 3 and relevance over 3; 0 to 100."""
    urgency: float
    """The priority, or that of the most urgent gap that waits for it; 0 to 100."""
    stage: str
    """The id of the stage that has priority."""
    missing: tuple[str, ...]
    """The letters of the points that are missing up to the target, lowest level first."""
    step: Step
    rank: int
    """Place inside the step by urgency, from 1; equal for ties."""
    unmet: tuple[str, ...]
    """Prerequisites that are answered below level 2."""
    open_prerequisites: tuple[str, ...]
    """Prerequisites that are not answered; they block nothing."""
    waiting: tuple[str, ...]
    """The gaps that name this question as an unmet prerequisite."""
    equal_to: int = 0
    """How many gaps of `now` it equals in all but the order of the questionnaire."""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The gaps in three steps, and three lists beside them; question ids in order."""

    now: tuple[Gap, ...]
    """The first gaps without an unmet prerequisite, and those that equal the last of them."""
    next: tuple[Gap, ...]
    """The other gaps without an unmet prerequisite, and those that wait only for `now`."""
    later: tuple[Gap, ...]
    """The other gaps."""
    due_for_review: tuple[str, ...]
    """Answered at level 3 with no gap, by weight times relevance."""
    facts_to_establish: tuple[str, ...]
    """Unknown questions first, then unanswered ones."""
    withheld: int
    """How many questions are withheld; they are only counted."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap: now, then next, then later."""
        return (*self.now, *self.next, *self.later)

    def priorities(self, most: int = 5) -> tuple[Gap, ...]:
        """The first gaps of the roadmap."""
        return self.gaps[:most]
