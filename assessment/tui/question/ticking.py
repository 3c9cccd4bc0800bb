"""What a tick does to an answer: the level follows from the points that hold; pure."""

from __future__ import annotations

from collections.abc import Collection

from assessment.answers import Answer
from assessment.questionnaire import DESIGNED, Level, Question


def points_held(question: Question, answer: Answer) -> frozenset[str]:
    """The points that hold: those that are ticked, else all up to the level that is given."""
    if answer.level is None:
        return frozenset()
    return question.implied(answer.level, answer.points)


def with_point_ticked(question: Question, answer: Answer, letter: str) -> Answer:
    """The answer with one point ticked, or its tick taken away; it is answered in either case.

    Where only a level was given, the points up to it are ticked with it.
    """
    before = points_held(question, answer)
    after = before ^ {letter}
    level = _level_after(question, answer, before, after)
    return answer.stating("answered", level=level, points=after)


def with_level(question: Question, answer: Answer, level: Level) -> Answer:
    """The answer with a level given outright; ticks stay only where that very level follows."""
    fits = answer.points is not None and question.follows(level, answer.points)
    return answer.stating("answered", level=level, points=answer.points if fits else None)


def _level_after(
    question: Question, answer: Answer, before: Collection[str], after: Collection[str]
) -> Level:
    reached = question.complete_level(after)
    if reached is not None:
        return reached
    # Below level 2 both 0 and 1 may stand: the first tick proposes 1, what was said after it stays.
    first = bool(after) and not before
    stays_absent = answer.level is not None and answer.level < DESIGNED - 1 and not first
    return 0 if stays_absent else 1


def missing_for_next(question: Question, answer: Answer) -> tuple[Level | None, tuple[str, ...]]:
    """The next level that can be reached, and the points that are missing for it."""
    held = points_held(question, answer)
    reached = question.complete_level(held)
    if reached == 4:
        return None, ()
    target: Level = DESIGNED if reached is None else _above(reached)
    return target, question.missing(target, held, target)


def _above(level: Level) -> Level:
    return 4 if level == 3 else 3
