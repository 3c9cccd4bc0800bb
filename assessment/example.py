"""A complete, plainly fictional answer file, so that everything can be tried; pure.

Examplia is no State. Its answers are drawn from a fixed seed, so every copy is the same.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence

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
)
from assessment.questionnaire import Level, Question, Questionnaire

STATE = "Examplia (fictional)"
DATE = dt.date(2026, 11, 1)
EARLIER = dt.date(2024, 10, 15)
SEED = 7559

CONDITIONS: Mapping[str, bool] = {
    "contributes_peacekeepers": True,
    "hosts_mission": False,
    "affected": True,
    "handles_precursors": True,
    "holds_ammunition": True,
    "party_ap2": True,
    "party_protocol_v": False,
    "party_apmbc": True,
    "can_assist": False,
    "wants_assistance": True,
}
RELEVANCE: Mapping[str, Relevance] = {"SUP": "high", "STK": "high", "VIC": "high", "MUL": "low"}
STRENGTH: Mapping[str, float] = {
    "POL": 1.9,
    "LAW": 2.7,
    "SUP": 1.4,
    "PRI": 1.1,
    "STK": 2.4,
    "ONL": 0.9,
    "COO": 2.2,
    "MUL": 2.6,
    "COM": 1.3,
    "AWR": 1.7,
    "RSP": 2.5,
    "VIC": 1.6,
    "PKO": 2.3,
    "RES": 1.2,
}
"""The level around which each area's answers lie."""
UNKNOWN = ("ONL-03", "COO-05", "PRI-06", "SUP-03", "VIC-07")
WITHHELD = ("STK-04", "LAW-05")
UNANSWERED = ("AWR-06", "COM-07", "RES-02")
NOT_APPLICABLE: Mapping[str, str] = {
    "PKO-05": "Examplia sends infantry and medical units, and no explosive ordnance disposal unit.",
}
RESTRICTED = ("STK-06", "RSP-07", "POL-04")
FLAGGED = ("SUP-07", "VIC-05", "POL-05")
NOTES: Sequence[str] = (
    "Confirmed at the meeting of the coordination group in September.",
    "The directorate expects the text to reach cabinet before the summer.",
    "Two of the five provinces have begun; the others wait for staff.",
    "The figure comes from the last annual report of the inspectorate.",
    "Trade would lead if the draft regulation is adopted.",
    "To be raised with the provincial governors at their spring conference.",
)
DOCUMENTS: Sequence[tuple[str, str]] = (
    ("Cabinet decision on the national coordination group", "CD/2023/114"),
    ("Annual report of the inspectorate of explosives", "IE/2025/07"),
    ("Minutes of the coordination group, last two meetings", "NCG/2026/2"),
    ("Training record of the national police college", "NPC/2025/31"),
    ("Budget law, programme 12", "BL/2026/12"),
    ("Standing instruction of the customs directorate", "CUS/SI/88"),
)
ACTIONS: Sequence[tuple[str, Assistance]] = (
    ("Put the draft regulation before cabinet", "technical"),
    ("Train a first group of officers in every province", "financial"),
    ("Sign the agreement between the two ministries", "technical"),
    ("Buy the record system that the working group chose", "material"),
    ("Agree the yearly review with the statistics office", "technical"),
)


def example_answers(questionnaire: Questionnaire) -> Answers:
    """The fictional State's current assessment."""
    return _answers(questionnaire, "2026", DATE, shift=0.0)


def earlier_example(questionnaire: Questionnaire) -> Answers:
    """The same State two years earlier, as a baseline."""
    return _answers(questionnaire, "2024", EARLIER, shift=-0.6)


def _answers(questionnaire: Questionnaire, period: str, date: dt.date, shift: float) -> Answers:
    entries: dict[str, Answer] = {}
    ministries: set[str] = set()
    for question in questionnaire.questions:
        # A draw of its own for each question: a new question changes no other answer.
        draw = random.Random(f"{SEED} {period} {question.id}")  # noqa: S311
        steady = random.Random(f"{SEED} {question.id}")  # noqa: S311
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
                key: value
                for key, value in CONDITIONS.items()
                if key in questionnaire.condition_by_id
            },
            relevance={
                key: value for key, value in RELEVANCE.items() if key in questionnaire.area_by_id
            },
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
    if question.when and not any(CONDITIONS.get(name, False) for name in question.when):
        return None
    ministry = questionnaire.ministry_name(question.ministry)
    if question.id in NOT_APPLICABLE:
        return Answer(status="not_applicable", reason=NOT_APPLICABLE[question.id])
    if question.id in UNKNOWN:
        return Answer(status="unknown", ministry=ministry, flag=True)
    if question.id in WITHHELD:
        return Answer(status="withheld", ministry=ministry)
    if question.id in UNANSWERED:
        return Answer(ministry=ministry, note="The ministry has been asked and will reply.")
    return _answered(question, ministry, date, shift, draw, steady)


def _answered(
    question: Question,
    ministry: str,
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
        target=4 if level == 3 and draw.random() < 0.25 else None,
        confidence=confidence,
        ministry=ministry,
        supporting=("Interior",) if ministry != "Interior" and draw.random() < 0.2 else (),
        evidence=_evidence(level, date, draw),
        note=draw.choice(NOTES) + f" ({question.title or question.id})"
        if draw.random() < 0.35
        else "",
        flag=question.id in FLAGGED,
        restricted=question.id in RESTRICTED,
        action=_action(date, draw) if level < 3 and draw.random() < 0.5 else None,
        reviewed_level=_reviewed(level, draw),
        by="A. Example",
        at=dt.datetime(date.year, date.month, date.day, 9, 30, tzinfo=dt.UTC),
    )


def _level(question: Question, shift: float, steady: random.Random) -> Level:
    around = STRENGTH.get(question.area_id, 2.0) + steady.uniform(-1.6, 1.6) + shift
    levels: tuple[Level, ...] = (0, 1, 2, 3, 4)
    return levels[max(0, min(4, round(around)))]


def _evidence(level: Level, date: dt.date, draw: random.Random) -> tuple[Evidence, ...]:
    if draw.random() < (0.2 if level >= 3 else 0.6):
        return ()
    title, reference = draw.choice(DOCUMENTS)
    year = date.year - draw.choice((0, 0, 1, 1, 2, 6))
    dated = dt.date(year, draw.randint(1, 9), draw.randint(1, 28))
    return (Evidence(title=title, reference=reference, date=dated),)


def _action(date: dt.date, draw: random.Random) -> Action:
    text, assistance = draw.choice(ACTIONS)
    wanted: tuple[Assistance, ...] = (assistance,) if draw.random() < 0.6 else ()
    due = dt.date(date.year + draw.choice((1, 1, 2)), draw.choice((3, 6, 9, 12)), 30)
    return Action(text=text, due=due, assistance=wanted)


def _reviewed(level: Level, draw: random.Random) -> Level | None:
    if draw.random() >= 0.3:
        return None
    levels: tuple[Level, ...] = (0, 1, 2, 3, 4)
    return levels[max(0, level - draw.choice((0, 1, 1)))]
