"""What is asked of each ministry and how far it has come; questions given to ministries; pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.actions import is_overdue, open_action
from assessment.answers import Answers, PartRecord
from assessment.applicability import QuestionStatus, statuses
from assessment.dates import local_day
from assessment.positions import usual_ministry
from assessment.questionnaire import Questionnaire
from assessment.text import name_key

PartStatus = Literal["none", "out", "overdue", "back"]


@dataclass(frozen=True, slots=True)
class PartState:
    """Where the parts of one ministry are."""

    status: PartStatus = "none"
    day: dt.date | None = None
    """Until when it is out, or when it came back; None where no day is set."""
    out: int = 0
    """How many of its parts are out."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What is asked of one ministry; figures count questions that apply."""

    ministry: str
    """Its name in the profile; empty for the questions that name no ministry."""
    questions: tuple[str, ...]
    """The questions that it leads."""
    open: int
    """How many have neither a level nor another state yet."""
    flagged: int
    no_evidence: int
    """How many have a level without evidence."""
    actions: int
    """How many have an action that is not done."""
    overdue: int
    """How many of these actions were due before the day that was asked for."""
    part: PartState

    @property
    def asked(self) -> int:
        """How many questions it leads."""
        return len(self.questions)

    @property
    def done(self) -> int:
        """How many have a level, or are unknown or withheld."""
        return self.asked - self.open


@dataclass(frozen=True, slots=True)
class Assigned:
    """The answers after questions were given to ministries."""

    answers: Answers
    questions: tuple[str, ...]
    """Those that have another responsible ministry now."""
    ministries: tuple[str, ...]
    """To whom they went, in the order of the profile's list."""


def workloads(questionnaire: Questionnaire, answers: Answers, day: dt.date) -> tuple[Workload, ...]:
    """One for each ministry of the profile, then one for what names no ministry.

    What is overdue is so on `day`.
    """
    led: dict[str, list[QuestionStatus]] = defaultdict(list)
    for item in statuses(questionnaire, answers).values():
        if item.applies:
            led[name_key(item.answer.ministry or "")].append(item)
    out: dict[str, list[PartRecord]] = defaultdict(list)
    for record in answers.parts:
        out[name_key(record.ministry)].append(record)
    return tuple(
        _workload(name, led[name_key(name)], out[name_key(name)] if name else (), day)
        for name in (*answers.profile.ministries, "")
    )


def parts_out(records: Sequence[PartRecord]) -> tuple[PartRecord, ...]:
    """The parts of one ministry that are waited for, as they were handed out."""
    return tuple(
        record
        for record in records
        if record.returned is None and not _is_replaced(record, records)
    )


def parts_waited_for(answers: Answers) -> tuple[PartRecord, ...]:
    """Every part that is waited for, as they were handed out."""
    by_ministry: dict[str, list[PartRecord]] = defaultdict(list)
    for record in answers.parts:
        by_ministry[name_key(record.ministry)].append(record)
    waited = {item.id for records in by_ministry.values() for item in parts_out(records)}
    return tuple(record for record in answers.parts if record.id in waited)


def is_unanswered(item: QuestionStatus) -> bool:
    """Whether a question has neither a level nor another state yet."""
    return item.status == "unanswered"


def lacks_evidence(item: QuestionStatus) -> bool:
    """Whether a question has a level without evidence."""
    return item.status == "answered" and not item.answer.evidence


def part_state(records: Sequence[PartRecord], day: dt.date) -> PartState:
    """Where the parts of one ministry are: the one that is longest overdue counts first.

    A part that is out is forgotten once a later one came back that asked all of it.
    """
    out = parts_out(records)
    returned = [local_day(record.returned) for record in records if record.returned is not None]
    if not out:
        return PartState("back", max(returned)) if returned else PartState()
    due = min((item.due for item in out if item.due is not None), default=None)
    late = due is not None and due < day
    return PartState("overdue" if late else "out", due, len(out))


def with_usual_ministries(questionnaire: Questionnaire, answers: Answers) -> Assigned:
    """Every question that applies and names no ministry goes to the one that usually leads it."""
    given = {
        key: usual_ministry(questionnaire, answers, item.question.ministry)
        for key, item in statuses(questionnaire, answers).items()
        if item.applies and item.answer.ministry is None
    }
    return _assigned(answers, given)


def with_area_given(
    questionnaire: Questionnaire, answers: Answers, area: str, ministry: str
) -> Assigned:
    """Every question of a policy area that applies goes to one ministry, whoever led it before."""
    known = statuses(questionnaire, answers)
    keys = [question.id for question in questionnaire.area_by_id[area].questions]
    return _assigned(
        answers,
        {
            key: ministry
            for key in keys
            if known[key].applies and known[key].answer.ministry != ministry
        },
    )


def _assigned(answers: Answers, given: Mapping[str, str]) -> Assigned:
    entries = dict(answers.answers)
    for key, ministry in given.items():
        before = answers.answer(key)
        supporting = tuple(name for name in before.supporting if name != ministry)
        entries[key] = before.replace(ministry=ministry, supporting=supporting)
    profile = answers.profile.with_ministries(given.values())
    changed = answers.replace(profile=profile, answers=entries) if given else answers
    wanted = {name_key(name) for name in given.values()}
    return Assigned(
        changed,
        tuple(given),
        tuple(name for name in profile.ministries if name_key(name) in wanted),
    )


def _workload(
    name: str, members: Sequence[QuestionStatus], records: Sequence[PartRecord], day: dt.date
) -> Workload:
    return Workload(
        ministry=name,
        questions=tuple(member.question.id for member in members),
        open=_count(map(is_unanswered, members)),
        flagged=_count(member.answer.flag for member in members),
        no_evidence=_count(map(lacks_evidence, members)),
        actions=_count(open_action(member) is not None for member in members),
        overdue=_count(is_overdue(member, day) for member in members),
        part=part_state(records, day),
    )


def _count(found: Iterable[bool]) -> int:
    return sum(found)


def _is_replaced(part_record: PartRecord, records: Iterable[PartRecord]) -> bool:
    asked = set(part_record.questions)
    return any(
        other.returned is not None
        and other.handed_out > part_record.handed_out
        and asked <= set(other.questions)
        for other in records
    )
