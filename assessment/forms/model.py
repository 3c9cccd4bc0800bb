"""The one model behind every form: what it asks, and what somebody filled in; pure.

A web page, a workbook and a fillable PDF show a `Form` and are read back as one `FormAnswer` a
question. `filled_in` turns these into the part, so that a part that went through any form equals
the one that went through JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.answers import (
    PROSE,
    Action,
    Answer,
    Answers,
    Confidence,
    Evidence,
    Part,
    Position,
    Status,
)
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.parts import part_of
from assessment.questionnaire import DESIGNED, Level, Question, Questionnaire, Rule
from assessment.terms import term

EVIDENCE_ROWS = 3
"""Rows for evidence a question, where that many are not filled in yet."""


@dataclass(frozen=True, slots=True)
class FormPoint:
    """One point to tick."""

    letter: str
    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class FormReason:
    """Why a question is asked: a paragraph in plain words, or what its policy area is about."""

    paragraph: int | None
    title: str
    plain: str


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question, with all that a ministry needs to answer it, and no more."""

    id: str
    title: str
    area: str
    text: str
    why: tuple[FormReason, ...]
    look_for: str
    ask: str
    evidence: str
    absent: str
    """The sentence of level 0."""
    ad_hoc: str
    """The sentence of level 1."""
    points: tuple[FormPoint, ...]
    earlier: Position | None
    """What this ministry itself said before."""


@dataclass(frozen=True, slots=True)
class Form:
    """A part as people read it."""

    part: Part
    state: str
    authority: str
    period: str
    contact: str
    """To whom it goes back."""
    marking: str
    language: str
    currency: str | None
    title: str
    notice: str
    """What the product is not."""
    rules: tuple[Rule, ...]
    states_note: str
    """When a question is unknown, withheld or not applicable."""
    level_names: tuple[str, ...]
    """What the levels are called, level 0 first."""
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What somebody filled in for one question.

    Ticked points give the level, whatever is said of levels 0 and 1 beside them. Where level 2 is
    not complete, `level` says whether it is 0 or 1; without it, one ticked point makes it 1. A
    level without points stands alone.
    """

    status: Status = "unanswered"
    """`answered` follows from points or a level; the other states are chosen."""
    level: Level | None = None
    points: tuple[str, ...] | None = None
    """The letters that are ticked; None where the form was answered by a level alone."""
    reason: str = ""
    """Why the question does not apply."""
    confidence: Confidence | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    release: str = ""
    action: Action | None = None
    confirmed: bool = False
    """Whether an earlier position is confirmed as it is."""


def form_of(questionnaire: Questionnaire, part: Answers) -> Form:
    """The form of a part: its questions in the order of the questionnaire."""
    asked = part_of(part)
    return Form(
        part=asked,
        state=part.state,
        authority=part.authority,
        period=part.period,
        contact=part.contact,
        marking=part.marking,
        language=part.language,
        currency=part.currency,
        title=questionnaire.title,
        notice=questionnaire.notice,
        rules=questionnaire.rules,
        states_note=questionnaire.states_note,
        level_names=tuple(rung.name for rung in questionnaire.levels),
        questions=tuple(
            _form_question(questionnaire, questionnaire.by_id[key], part)
            for key in questionnaire.by_id
            if key in set(asked.questions)
        ),
    )


def form_answer(answer: Answer) -> FormAnswer:
    """What a form shows as filled in: an answer as it stands in the part."""
    return FormAnswer(
        status=answer.status,
        level=answer.level,
        points=answer.points,
        reason=answer.reason or "",
        confidence=answer.confidence,
        evidence=answer.evidence,
        **{name: getattr(answer, name) for name in PROSE},
        action=answer.action,
        confirmed=bool(answer.positions) and not answer.to_confirm,
    )


def filled_in(
    questionnaire: Questionnaire,
    part: Answers,
    given: Mapping[str, FormAnswer],
    *,
    by: str,
    at: dt.datetime | None,
    approved_by: str = "",
) -> Answers:
    """The part as it comes back; what was not filled in stays as it was handed out.

    Raises an AssessmentError that names the question where an answer cannot be.
    """
    asked = part_of(part)
    entries = dict(part.answers)
    for key, filled in given.items():
        if key not in asked.questions:
            raise AssessmentError(
                _("The form answers {key}, which was not asked in this part.").format(key=key),
                remedy=_("Use the form as it was handed out."),
            )
        entry = _entry(questionnaire.by_id[key], part.answer(key), filled, by=by, at=at)
        if not entry.is_empty:
            entries[key] = entry
    ordered = {key: entries[key] for key in questionnaire.by_id if key in entries}
    return part.replace(answers=ordered, approved_by=approved_by)


def on_day(day: dt.date) -> dt.datetime:
    """When an answer was given, where a form asks for the day only."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def level_of(question: Question, filled: FormAnswer) -> Level | None:
    """The level that follows from what was filled in; None where nothing says one."""
    if filled.points is None or stands_alone(filled):
        return filled.level
    reached = question.complete_level(filled.points)
    if reached is not None:
        return reached
    if filled.level is not None and filled.level < DESIGNED:
        return filled.level
    return 1 if filled.points else None


def stands_alone(filled: FormAnswer) -> bool:
    """Whether a level was given and nothing ticked: nobody has to tick."""
    return not filled.points and filled.level is not None and filled.level >= DESIGNED


def _entry(
    question: Question, before: Answer, filled: FormAnswer, *, by: str, at: dt.datetime | None
) -> Answer:
    entry = before.replace(
        **_state(question, before, filled),
        confidence=filled.confidence,
        evidence=filled.evidence,
        **{name: getattr(filled, name) for name in PROSE},
        action=None if filled.action == Action() else filled.action,
    )
    if entry.said == before.said and not filled.confirmed:
        return before
    return entry.replace(to_confirm=False, by=by or None, at=at)


def _state(question: Question, before: Answer, filled: FormAnswer) -> dict[str, object]:
    """The state, with the level, the points or the reason that belongs to it."""
    level = level_of(question, filled)
    chosen = filled.status
    if chosen in ("unanswered", "answered"):
        chosen = "unanswered" if level is None else "answered"
    _check(question, filled, chosen, level)
    return {
        "status": chosen,
        "level": level if chosen == "answered" else None,
        "points": _points(before, filled) if chosen == "answered" else None,
        "reason": filled.reason if chosen == "not_applicable" else None,
    }


def _points(before: Answer, filled: FormAnswer) -> tuple[str, ...] | None:
    # A form cannot tell "nothing is ticked" from "the level was given alone": it is as it was.
    as_before = before.points is None and before.level == filled.level
    if filled.points is None or stands_alone(filled) or (not filled.points and as_before):
        return None
    return tuple(sorted(set(filled.points)))


def _check(question: Question, filled: FormAnswer, chosen: Status, level: Level | None) -> None:
    problem = _problem(question, filled, chosen, level)
    if problem:
        raise AssessmentError(f"{question.id}: {problem}", remedy=_("Correct it in the form."))


def _problem(
    question: Question, filled: FormAnswer, chosen: Status, level: Level | None
) -> str:  # fmt: skip
    unknown = [key for key in filled.points or () if key not in question.points]
    if unknown:
        return _("there is no point {unknown}.").format(unknown=unknown[0])
    if filled.level is not None and filled.level >= DESIGNED and filled.level != level:
        follows = (
            _("level 0 or 1") if (level or 0) < DESIGNED else _("level {level}").format(level=level)
        )
        return _("level {level} does not follow from the points; {follows} does.").format(
            level=filled.level, follows=follows
        )
    if chosen != "not_applicable" and filled.reason.strip():
        return _("a reason goes only with 'not applicable'.")
    if chosen in ("answered", "unanswered"):
        return ""
    if filled.points or filled.level is not None:
        return _("points or a level stand beside '{status}'; only one can be.").format(
            status=term(chosen)
        )
    if chosen == "not_applicable" and not filled.reason.strip():
        return _("'not applicable' needs a reason.")
    return ""


def _form_question(
    questionnaire: Questionnaire, question: Question, part: Answers
) -> FormQuestion:  # fmt: skip
    own = part.answer(question.id).positions
    return FormQuestion(
        id=question.id,
        title=question.title,
        area=questionnaire.area_by_id[question.area_id].title,
        text=question.text,
        why=_why(questionnaire, question),
        look_for=question.guidance.look_for,
        ask=question.guidance.ask,
        evidence=question.guidance.evidence,
        absent=question.absent,
        ad_hoc=question.ad_hoc,
        points=tuple(
            FormPoint(letter, point.level, point.text) for letter, point in question.points.items()
        ),
        earlier=own[0] if own else None,
    )


def _why(questionnaire: Questionnaire, question: Question) -> tuple[FormReason, ...]:
    cited = question.paragraphs or question.related
    paragraphs = questionnaire.paragraph_by_number
    if cited:
        return tuple(
            FormReason(number, paragraphs[number].title, paragraphs[number].plain)
            for number in cited
        )
    area = questionnaire.area_by_id[question.area_id]
    return (FormReason(None, area.title, area.about),)
