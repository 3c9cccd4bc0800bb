"""A complete, plainly fictional answer file, so that everything can be tried.

Examplia is no State. For the questionnaire that comes with the program its answers are written out,
as data of the package. For any other they are drawn by rules from a fixed seed, so every copy is
the same.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from assessment.answers import (
    Action,
    Answer,
    Answers,
    Assistance,
    Confidence,
    Evidence,
    Profile,
    QuestionnaireReference,
    Relevance,
    Review,
)
from assessment.questionnaire import LEVELS, Level, Question, Questionnaire
from assessment.store import written_example

STATE = "Examplia (fictional)"
DATE = dt.date(2026, 11, 1)
EARLIER = dt.date(2024, 10, 15)
_SEED = 7559

_NOTES: Sequence[str] = (
    "Confirmed at the meeting of the coordination group in September.",
    "The directorate expects the text to reach cabinet before the summer.",
    "Two of the five provinces have begun; the others wait for staff.",
    "The figure comes from the last annual report of the inspectorate.",
    "Another ministry would lead if the draft regulation is adopted.",
    "To be raised with the provincial governors at their spring conference.",
)
_DOCUMENTS: Sequence[tuple[str, str]] = (
    ("Cabinet decision on the national coordination group", "CD/2023/114"),
    ("Annual report of the inspectorate", "IE/2025/07"),
    ("Minutes of the coordination group, last two meetings", "NCG/2026/2"),
    ("Training record of the national police college", "NPC/2025/31"),
    ("Budget law, programme 12", "BL/2026/12"),
    ("Standing instruction of the customs directorate", "CUS/SI/88"),
)
_ACTIONS = ("Put a draft decision before cabinet", "Enter the costs in the next budget")
"""What is done next where a measure is to be designed, and where it is to be carried out."""


def example_answers(questionnaire: Questionnaire) -> Answers:
    """The fictional State's current assessment."""
    return written_example(questionnaire, "2026") or _answers(
        questionnaire, "2026", DATE, shift=0.0
    )


def earlier_example(questionnaire: Questionnaire) -> Answers:
    """The same State two years earlier, as a baseline."""
    return written_example(questionnaire, "2024") or _answers(
        questionnaire, "2024", EARLIER, shift=-0.6
    )


def _answers(questionnaire: Questionnaire, period: str, date: dt.date, shift: float) -> Answers:
    entries: dict[str, Answer] = {}
    ministries: set[str] = set()
    for question in questionnaire.questions:
        draw, steady = _draw(period, question.id), _draw(question.id)
        answer = _answer(questionnaire, question, date, shift, draw, steady)
        if answer is not None:
            entries[question.id] = answer
            ministries.update((*answer.supporting, *([answer.ministry] if answer.ministry else [])))
    return Answers(
        questionnaire=QuestionnaireReference(
            id=questionnaire.id, version=questionnaire.version, sha256=questionnaire.sha256
        ),
        state=STATE,
        authority="National Coordination Group (fictional)",
        period=period,
        date=date,
        document_status="draft" if shift == 0 else "final",
        marking="RESTRICTED (example)",
        profile=Profile(
            conditions={
                condition.id: _holds(condition.id) for condition in questionnaire.conditions
            },
            relevance={area.id: _relevance(area.id) for area in questionnaire.areas},
            ministries=tuple(sorted(ministries)),
        ),
        answers=entries,
    )


def _answer(
    questionnaire: Questionnaire,
    question: Question,
    date: dt.date,
    shift: float,
    draw: random.Random,
    steady: random.Random,
) -> Answer | None:
    if question.when and not any(map(_holds, question.when)):
        return None
    ministry = questionnaire.ministry_name(question.ministry)
    share = _draw(question.id, "state").random()
    if share < 0.01:
        return Answer(status="not_applicable", reason="The State takes no part in this.")
    if share < 0.05:
        return Answer(status="unknown", ministry=ministry, flag=True)
    if share < 0.07:
        return Answer(status="withheld", ministry=ministry)
    if share < 0.1:
        return Answer(ministry=ministry, note="The ministry has been asked and will reply.")
    helper = _draw(question.id, "helper").choice(questionnaire.ministries).name
    return _answered(question, ministry, helper, date, shift, draw, steady)


def _draw(*of: str) -> random.Random:
    """A draw of its own for each thing: one that is added changes no other."""
    return random.Random(" ".join((str(_SEED), *of)))  # noqa: S311 - an example, no secret


def _holds(condition: str) -> bool:
    return _draw(condition).random() < 0.75


def _relevance(area: str) -> Relevance:
    return _draw(area, "relevance").choice(("low", "medium", "medium", "high"))


def _answered(
    question: Question,
    ministry: str,
    helper: str,
    date: dt.date,
    shift: float,
    draw: random.Random,
    steady: random.Random,
) -> Answer:
    level = _level(question, shift, steady)
    confidence: Confidence = draw.choice(("low", "medium", "medium", "high", "high"))
    return Answer(
        status="answered",
        level=level,
        points=_points(question, level),
        target=4 if level == 4 or (level == 3 and draw.random() < 0.25) else None,
        confidence=confidence,
        ministry=ministry,
        supporting=(helper,) if ministry != helper and draw.random() < 0.3 else (),
        evidence=_evidence(level, date, draw),
        note=draw.choice(_NOTES) + f" ({question.title or question.id})"
        if draw.random() < 0.35
        else "",
        flag=draw.random() < 0.03,
        restricted=steady.random() < 0.03,
        action=_action(question, level, date, draw) if level < 3 and draw.random() < 0.75 else None,
        review=_review(level, draw),
        by="A. Example",
        at=dt.datetime(date.year, date.month, date.day, 9, 30, tzinfo=dt.UTC),
    )


def _points(question: Question, level: Level) -> tuple[str, ...] | None:
    """Half of the answers have their points ticked; some hold a point of a higher level, too."""
    draw = _draw(question.id)
    if draw.random() < 0.5:
        return None
    held = {key for key, point in question.points.items() if point.level <= max(level, 1)}
    higher = [key for key, point in question.points.items() if point.level > max(level, 1)]
    more = {key for key in higher if draw.random() < 0.25}
    if question.complete_level(held | more) == question.complete_level(held):
        held |= more
    return tuple(sorted(held))


def _level(question: Question, shift: float, steady: random.Random) -> Level:
    strength = _draw(question.area_id).uniform(0.8, 3.2)
    return _nearest(strength + steady.uniform(-1.4, 1.4) + shift)


def _nearest(around: float) -> Level:
    return LEVELS[max(0, min(4, round(around)))]


def _evidence(level: Level, date: dt.date, draw: random.Random) -> tuple[Evidence, ...]:
    if draw.random() < (0.1 if level >= 3 else 0.6):
        return ()
    title, reference = draw.choice(_DOCUMENTS)
    year = date.year - draw.choice((0, 0, 0, 1, 1, 1, 2, 2, 3, 6))
    dated = dt.date(year, draw.randint(1, 9), draw.randint(1, 28))
    return (Evidence(title=title, reference=reference, date=dated),)


def _action(question: Question, level: Level, date: dt.date, draw: random.Random) -> Action:
    """What is done next, within two years of the date; what waits for others comes later."""
    text = _ACTIONS[level == 2]
    kinds: tuple[Assistance, ...] = ("financial", "material") if level == 2 else ("technical",)
    wanted = (draw.choice(kinds),) if draw.random() < 0.6 else ()
    months = draw.randint(13, 23) if question.requires else draw.randint(2, 15)
    years, month = divmod(date.month - 1 + months, 12)
    due = dt.date(date.year + years, month + 1, 28 if month == 1 else 30)
    return Action(text=text, due=due, assistance=wanted)


def _review(level: Level, draw: random.Random) -> Review | None:
    if draw.random() >= 0.3:
        return None
    return Review(level=_nearest(level - draw.choice((0, 1, 1))))
