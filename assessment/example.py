"""A complete, plainly fictional answer file, so that everything can be tried.

Examplia is no State. For the questionnaire that comes with the program its answers are written out,
as data of the package. For any other they are drawn by rules from a fixed seed, so every copy is
the same.
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
    Review,
)
from assessment.questionnaire import LEVELS, Level, Question, Questionnaire
from assessment.store import written_example

STATE = "Examplia (fictional)"
DATE = dt.date(2026, 11, 1)
EARLIER = dt.date(2024, 10, 15)
_SEED = 7559

CONDITIONS: Mapping[str, bool] = {
    "contributes_peacekeepers": True,
    "hosts_mission": False,
    "sends_units": True,
    "affected_attacks": True,
    "affected_conflict": True,
    "handles_precursors": True,
    "handles_explosives": True,
    "holds_ammunition": True,
    "party_ap2": True,
    "party_protocol_v": False,
    "party_apmbc": True,
    "can_assist": False,
    "wants_assistance": True,
}
RELEVANCE: Mapping[str, Relevance] = {
    "SUP": "high", "STK": "high", "VIC": "high", "PRI": "low", "MUL": "low",
}  # fmt: skip
STRENGTH: Mapping[str, float] = {
    "POL": 2.2,
    "LAW": 3.2,
    "SUP": 1.2,
    "PRI": 0.7,
    "STK": 2.9,
    "ONL": 0.9,
    "COO": 2.6,
    "MUL": 2.8,
    "COM": 1.8,
    "AWR": 2.3,
    "RSP": 2.7,
    "VIC": 1.9,
    "PKO": 2.6,
    "RES": 1.4,
}
"""The level around which each area's answers lie."""
GIVEN: Mapping[str, Level] = {
    "POL-01": 1, "POL-05": 1, "RES-03": 0,
    "POL-02": 1, "POL-08": 1, "MUL-05": 2,
    "PRI-02": 1, "PRI-05": 0,
    "SUP-01": 1, "SUP-05": 1, "SUP-07": 0, "SUP-08": 2, "SUP-09": 0, "ONL-02": 0,
    "RSP-01": 1, "RSP-02": 1, "RSP-04": 1, "RSP-05": 2, "PKO-05": 1,
    "VIC-01": 1, "VIC-02": 0, "VIC-04": 1, "AWR-01": 2, "COO-02": 3, "STK-01": 3, "STK-03": 3,
}  # fmt: skip
"""Levels of prerequisites and of what waits for them: every step of the roadmap has its gaps."""
_UNKNOWN = ("ONL-03", "COO-05", "PRI-06", "SUP-03", "VIC-07")
_WITHHELD = ("STK-04", "LAW-05")
_UNANSWERED = ("AWR-06", "COM-07", "RES-02")
_NOT_APPLICABLE: Mapping[str, str] = {
    "COO-04": "None of the three projects is open to the region in which Examplia lies.",
}
_RESTRICTED = ("STK-06", "RSP-07", "POL-04")
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
_ACTIONS: Mapping[str, tuple[str, str]] = {
    "POL": ("Put the draft decision before cabinet", "Agree owners and dates with the ministries"),
    "LAW": ("Send the draft amendment to parliament", "Train prosecutors in every region"),
    "SUP": ("Publish the draft regulation for comment", "Fill the posts of inspectors"),
    "PRI": ("Agree a text with the industry associations", "Visit firms outside the capital"),
    "STK": ("Issue one order for all services", "Buy the record system that was chosen"),
    "ONL": ("Draft the procedure with prosecutors", "Train a first group of investigators"),
    "COO": ("Name the office in charge and tell partners", "Install the secured channel"),
    "MUL": ("Agree a text among the ministries", "Pay for attendance at the next session"),
    "COM": ("Issue the circular to the provinces", "Hold a first meeting in every district"),
    "AWR": ("Adopt guidelines with schools and media", "Train instructors in every province"),
    "RSP": ("Sign the standing order", "Hold an exercise in every province"),
    "VIC": ("Adopt the protocol with survivors", "Pay travel from remote districts"),
    "PKO": (
        "Issue the directive before the next departure",
        "Pay for the next contingent's course",
    ),
    "RES": ("Enter the costs in the next budget", "Send the list to partners and funds"),
}
"""What is done next in each area, where a measure is to be designed and where to be carried out."""
SUPPORTING = ("Interior", "Defence", "Finance", "Health", "Foreign affairs", "Customs")


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
        # A draw of its own for each question: a new question changes no other answer.
        draw = random.Random(f"{_SEED} {period} {question.id}")  # noqa: S311
        steady = random.Random(f"{_SEED} {question.id}")  # noqa: S311
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
    if question.id in _NOT_APPLICABLE:
        return Answer(status="not_applicable", reason=_NOT_APPLICABLE[question.id])
    if question.id in _UNKNOWN:
        return Answer(status="unknown", ministry=ministry, flag=True)
    if question.id in _WITHHELD:
        return Answer(status="withheld", ministry=ministry)
    if question.id in _UNANSWERED:
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
    helper = draw.choice(SUPPORTING)
    return Answer(
        status="answered",
        level=level,
        points=_points(question, level),
        target=4 if level == 4 or (level == 3 and draw.random() < 0.25) else None,
        confidence=confidence,
        ministry=ministry,
        supporting=(helper,) if ministry != helper and draw.random() < 0.3 else (),
        evidence=_evidence(level, date, draw),
        note=draw.choice(NOTES) + f" ({question.title or question.id})"
        if draw.random() < 0.35
        else "",
        flag=question.id in FLAGGED,
        restricted=question.id in _RESTRICTED,
        action=_action(question, level, date, draw)
        if level < 3 and (draw.random() < 0.7 or question.id in GIVEN)
        else None,
        review=_review(level, draw),
        by="A. Example",
        at=dt.datetime(date.year, date.month, date.day, 9, 30, tzinfo=dt.UTC),
    )


def _points(question: Question, level: Level) -> tuple[str, ...] | None:
    """Half of the answers have their points ticked; some hold a point of a higher level, too."""
    draw = random.Random(f"{_SEED} {question.id}")  # noqa: S311 - an example, no secret
    if draw.random() < 0.5:
        return None
    held = {key for key, point in question.points.items() if point.level <= max(level, 1)}
    higher = [key for key, point in question.points.items() if point.level > max(level, 1)]
    more = {key for key in higher if draw.random() < 0.25}
    if question.complete_level(held | more) == question.complete_level(held):
        held |= more
    return tuple(sorted(held))


def _level(question: Question, shift: float, steady: random.Random) -> Level:
    around = STRENGTH.get(question.area_id, 2.0) + steady.uniform(-1.4, 1.4)
    return _nearest(GIVEN.get(question.id, around) + shift)


def _nearest(around: float) -> Level:
    return LEVELS[max(0, min(4, round(around)))]


def _evidence(level: Level, date: dt.date, draw: random.Random) -> tuple[Evidence, ...]:
    if draw.random() < (0.1 if level >= 3 else 0.6):
        return ()
    title, reference = draw.choice(DOCUMENTS)
    year = date.year - draw.choice((0, 0, 0, 1, 1, 1, 2, 2, 3, 6))
    dated = dt.date(year, draw.randint(1, 9), draw.randint(1, 28))
    return (Evidence(title=title, reference=reference, date=dated),)


def _action(question: Question, level: Level, date: dt.date, draw: random.Random) -> Action:
    """What is done next, within two years of the date; what waits for others comes later."""
    text = _ACTIONS.get(question.area_id, _ACTIONS["POL"])[level == 2]
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
