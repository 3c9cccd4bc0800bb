"""What was answered: an answer file's content, frozen; `with_answer` gives a new one."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from assessment.questionnaire import LEVELS, AreaId, Frozen, Identifier, Level, QuestionId
from assessment.text import clean, one_line

FORMAT = 1
"""The format of the answer files that this version writes."""

Status = Literal["answered", "not_applicable", "unknown", "withheld", "unanswered"]
Confidence = Literal["low", "medium", "high"]
Relevance = Literal["low", "medium", "high"]
Assistance = Literal["technical", "financial", "material"]
DocumentStatus = Literal["draft", "final"]

STATUSES: tuple[Status, ...] = ("answered", "not_applicable", "unknown", "withheld", "unanswered")
STATUS_NAMES: Mapping[Status, str] = {
    "answered": "Answered",
    "not_applicable": "Not applicable",
    "unknown": "Unknown",
    "withheld": "Withheld",
    "unanswered": "Unanswered",
}
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
RELEVANCES: tuple[Relevance, ...] = ("low", "medium", "high")
ASSISTANCES: tuple[Assistance, ...] = ("technical", "financial", "material")

LINE_LIMIT = 200
"""Longest name, marking or title, in characters."""
REFERENCE_LIMIT = 500
"""Longest reference or link of a piece of evidence, in characters."""
NOTE_LIMIT = 10_000
"""Longest note, reason or action, in characters."""
EVIDENCE_LIMIT = 50
"""Most pieces of evidence beside one answer."""

Name = Annotated[
    str, AfterValidator(one_line), StringConstraints(max_length=LINE_LIMIT, strict=True)
]
Reference = Annotated[
    str, AfterValidator(one_line), StringConstraints(max_length=REFERENCE_LIMIT, strict=True)
]
Prose = Annotated[str, AfterValidator(clean), StringConstraints(max_length=NOTE_LIMIT, strict=True)]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")


def _is_a_date(value: object) -> object:
    # pydantic would also take "1700000000", as a count of seconds since 1970.
    if isinstance(value, dt.date) or (isinstance(value, str) and _DATE.match(value)):
        return value
    raise PydanticCustomError("date_type", "not a date")


def _is_a_time(value: object) -> object:
    if isinstance(value, dt.datetime) or (isinstance(value, str) and _TIME.match(value)):
        return value
    raise PydanticCustomError("datetime_type", "not a time")


def _whole_seconds_utc(value: dt.datetime) -> dt.datetime:
    try:
        value = value.astimezone(dt.UTC)
    except OverflowError:  # the first or last day of the calendar, in another zone
        return value.replace(microsecond=0)
    return value.replace(microsecond=0)


Date = Annotated[dt.date, Field(strict=False), BeforeValidator(_is_a_date)]
Time = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_is_a_time),
    AfterValidator(_whole_seconds_utc),
]


class Evidence(Frozen):
    """A document or record that shows the level."""

    title: Name
    reference: Reference = ""
    """A symbol, file number or link."""
    date: Date | None = None


class Action(Frozen):
    """The next action on a question."""

    text: Prose = ""
    due: Date | None = None
    assistance: Annotated[tuple[Assistance, ...], Field(strict=False, max_length=3)] = ()
    """The kinds of assistance wanted from others."""


class Answer(Frozen):
    """What is recorded about one question."""

    status: Status = "unanswered"
    level: Level | None = None
    """The State's own level; only, and always, with status answered."""
    reason: Prose | None = None
    """Why the question does not apply; only, and always, with status not_applicable."""
    target: Level | None = None
    """The level aimed at; None for the question's default target."""
    confidence: Confidence | None = None
    ministry: Name | None = None
    """The responsible ministry, out of the profile's list."""
    supporting: Annotated[tuple[Name, ...], Field(strict=False, max_length=50)] = ()
    """The supporting ministries, out of the profile's list."""
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False, max_length=EVIDENCE_LIMIT)] = ()
    note: Prose = ""
    flag: bool = False
    """To discuss."""
    restricted: bool = False
    """Kept out of everything that leaves the government."""
    action: Action | None = None
    reviewed_level: Level | None = None
    """The level that a reviewer gave."""
    by: Name | None = None
    """Who answered."""
    at: Time | None = None
    """When it was answered, UTC."""

    @field_validator("level", "target", "reviewed_level", mode="before")
    @classmethod
    def _is_a_level(cls, value: object) -> object:
        # A Literal alone takes true for 1 and 2.0 for 2.
        if value is not None and (type(value) is not int or value not in LEVELS):
            raise PydanticCustomError("level", "not a level")
        return value

    @model_validator(mode="after")
    def _level_and_reason_fit_the_status(self) -> Self:
        if (self.level is not None) != (self.status == "answered"):
            raise ValueError(
                "an answered question needs a level from 0 to 4"
                if self.status == "answered"
                else f"a level goes only with status answered, not with {self.status}"
            )
        if (self.reason is not None) != (self.status == "not_applicable"):
            raise ValueError(
                "a question marked not applicable needs a reason"
                if self.status == "not_applicable"
                else f"a reason goes only with status not_applicable, not with {self.status}"
            )
        if self.reason is not None and not self.reason.strip():
            raise ValueError("a question marked not applicable needs a reason that is not empty")
        return self

    @property
    def is_empty(self) -> bool:
        """Whether nothing is recorded, so that the entry can be left out of the file."""
        return self == UNANSWERED

    @property
    def assistance(self) -> tuple[Assistance, ...]:
        """The kinds of assistance wanted, if any."""
        return self.action.assistance if self.action else ()

    def replace(self, **changes: Any) -> Answer:
        """A new answer with some fields changed, validated as a whole."""
        return Answer.model_validate({**dict(self), **changes})


UNANSWERED = Answer.model_construct()  # nothing is validated, so no validator is made for it


class Profile(Frozen):
    """The facts of the State that decide which questions apply, and how much areas matter."""

    conditions: dict[Identifier, bool] = Field(default_factory=dict)
    """Profile conditions that are set; one that is absent is not set yet."""
    relevance: dict[AreaId, Relevance] = Field(default_factory=dict)
    """The relevance of each policy area for this State; medium unless set."""
    ministries: Annotated[tuple[Name, ...], Field(strict=False, max_length=200)] = ()
    """The ministries that answers may name, so that spelling never splits one."""

    def relevance_of(self, area: str) -> Relevance:
        """The relevance of a policy area for this State; medium unless set."""
        return self.relevance.get(area, "medium")


class QuestionnaireReference(Frozen):
    """The questionnaire that an answer file answers."""

    id: Identifier
    version: Annotated[str, StringConstraints(max_length=40)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Answers(Frozen):
    """The content of an answer file: one State's assessment for one period."""

    format: Literal[1] = 1
    questionnaire: QuestionnaireReference
    state: Annotated[Name, StringConstraints(min_length=1)]
    """The country."""
    authority: Name = ""
    """The authority that owns the assessment."""
    period: Name = ""
    date: Date
    """Set at creation and again at finalizing; it dates the report and the age of evidence."""
    document_status: DocumentStatus = "draft"
    marking: Name = ""
    """The protective marking, for example RESTRICTED."""
    profile: Profile = Field(default_factory=Profile)
    answers: dict[QuestionId, Answer] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ministries_are_in_the_profile(self) -> Self:
        known = set(self.profile.ministries)
        for question_id, answer in self.answers.items():
            for name in _ministries(answer):
                if name not in known:
                    raise PydanticCustomError(
                        "unlisted_ministry",
                        "the ministry '{name}' is not in the profile's list of ministries",
                        {"name": name, "question": question_id},
                    )
        return self

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where nothing is recorded."""
        return self.answers.get(question_id, UNANSWERED)

    def with_answer(self, question_id: str, answer: Answer) -> Answers:
        """New answers with one answer replaced; an empty answer is left out."""
        kept = {key: value for key, value in self.answers.items() if key != question_id}
        if not answer.is_empty:
            kept[question_id] = answer
        return self.model_copy(update={"answers": kept, "profile": self._profile_knowing(answer)})

    def replace(self, **changes: Any) -> Answers:
        """New answers with some fields changed, validated as a whole."""
        return Answers.model_validate({**dict(self), **changes})

    def _profile_knowing(self, answer: Answer) -> Profile:
        unknown = [name for name in _ministries(answer) if name not in self.profile.ministries]
        if not unknown:
            return self.profile
        return self.profile.model_copy(
            update={"ministries": (*self.profile.ministries, *dict.fromkeys(unknown))}
        )

    @property
    def sha256(self) -> str:
        """The digest of the content, whatever the layout or order of the file."""
        return hashlib.sha256(
            json.dumps(self.document(), sort_keys=True, ensure_ascii=True).encode()
        ).hexdigest()

    def document(self) -> dict[str, Any]:
        """The JSON document as it is written: only what is recorded, UTC times."""
        document = self.model_dump(mode="json", exclude={"answers", "profile"})
        document["profile"] = {
            "conditions": self.profile.conditions,
            "relevance": self.profile.relevance,
            "ministries": list(self.profile.ministries),
        }
        document["answers"] = {key: _recorded(answer) for key, answer in self.answers.items()}
        return document


def _ministries(answer: Answer) -> Iterator[str]:
    if answer.ministry is not None:
        yield answer.ministry
    yield from answer.supporting


def _recorded(answer: Answer) -> dict[str, Any]:
    recorded = answer.model_dump(mode="json", exclude_defaults=True)
    if answer.at is not None:
        recorded["at"] = answer.at.isoformat().replace("+00:00", "Z")
    return {"status": answer.status, **recorded}
