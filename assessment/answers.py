"""What was answered: an answer file's content, frozen; `with_answer` gives a new one."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import (
    LEVELS,
    AreaId,
    Frozen,
    Identifier,
    Level,
    PointLetter,
    QuestionId,
    Version,
)
from assessment.text import clean, name_key, one_line

FORMAT = 2
"""The format of the answer files that this version writes."""

FileKind = Literal["full", "part", "redacted"]
Status = Literal["answered", "not_applicable", "unknown", "withheld", "unanswered"]
Confidence = Literal["low", "medium", "high"]
Relevance = Literal["low", "medium", "high"]
Assistance = Literal["technical", "financial", "material"]
ActionStatus = Literal["planned", "under_way", "done"]
DocumentStatus = Literal["draft", "final"]
PartForm = Literal["json", "web", "workbook", "pdf"]
EventKind = Literal[
    "handed_out", "taken_back", "merged", "settled", "sent_back", "carried_over", "finalized",
    "reopened", "sealed", "unsealed", "new_day",
]  # fmt: skip

STATUSES: tuple[Status, ...] = ("answered", "not_applicable", "unknown", "withheld", "unanswered")
STATUS_NAMES: Mapping[Status, str] = {
    "answered": _("Answered"),
    "not_applicable": _("Not applicable"),
    "unknown": _("Unknown"),
    "withheld": _("Withheld"),
    "unanswered": _("Unanswered"),
}
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
RELEVANCES: tuple[Relevance, ...] = ("low", "medium", "high")
ASSISTANCES: tuple[Assistance, ...] = ("technical", "financial", "material")
ACTION_STATUSES: tuple[ActionStatus, ...] = ("planned", "under_way", "done")

LINE_LIMIT = 200
"""Longest name, marking or title, in characters."""
REFERENCE_LIMIT = 500
"""Longest reference or link of a piece of evidence, in characters."""
NOTE_LIMIT = 10_000
"""Longest note, reason or action, in characters."""
EVIDENCE_LIMIT = 50
"""Most pieces of evidence beside one answer."""
POSITION_LIMIT = 50
"""Most positions beside one answer."""
SUPPORTING_LIMIT = 50
"""Most supporting ministries of one answer."""
POINT_LIMIT = 26
"""Most points of one question: the letters of the alphabet."""
MINISTRY_LIMIT = 200
"""Most ministries in the profile."""
PART_LIMIT = 1_000
"""Most parts that one file remembers."""
EVENT_LIMIT = 10_000
"""Most lines of a file's history."""
RECIPIENT_LIMIT = 50
"""Most keys that a file is sealed to."""
COST_LIMIT = 10**15
"""Largest cost, in whole units of the file's currency."""

Name = Annotated[
    str, AfterValidator(one_line), StringConstraints(max_length=LINE_LIMIT, strict=True)
]
Reference = Annotated[
    str, AfterValidator(one_line), StringConstraints(max_length=REFERENCE_LIMIT, strict=True)
]
Prose = Annotated[str, AfterValidator(clean), StringConstraints(max_length=NOTE_LIMIT, strict=True)]
Cost = Annotated[int, Field(ge=0, le=COST_LIMIT)]
"""Whole units of the file's currency."""
RandomId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""128 random bits; it says nothing of what it names."""
Recipient = Annotated[str, StringConstraints(pattern=r"^age1[a-z0-9]{20,200}$")]
"""A public key of age, to which a sealed file is encrypted."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")


def _is_a_date(value: object) -> object:
    # pydantic would also take "1700000000", as a count of seconds since 1970.
    if isinstance(value, dt.date) or (isinstance(value, str) and _DATE.match(value)):
        return value
    raise PydanticCustomError("date_type", _("not a date"))


def _is_a_time(value: object) -> object:
    if isinstance(value, dt.datetime) or (isinstance(value, str) and _TIME.match(value)):
        return value
    raise PydanticCustomError("datetime_type", _("not a time"))


def _whole_seconds_utc(value: dt.datetime) -> dt.datetime:
    try:
        value = value.astimezone(dt.UTC)
    except OverflowError:  # the first or last day of the calendar, in another zone
        return value.replace(microsecond=0)
    return value.replace(microsecond=0)


def _with_z(value: dt.datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


Date = Annotated[dt.date, Field(strict=False), BeforeValidator(_is_a_date)]
Time = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_is_a_time),
    AfterValidator(_whole_seconds_utc),
    PlainSerializer(_with_z, when_used="json"),
]


def whole_level(value: object) -> object:
    """A level as it may stand in a file; a Literal alone takes true for 1 and 2.0 for 2."""
    if value is not None and (type(value) is not int or value not in LEVELS):
        raise PydanticCustomError("level", _("not a level"))
    return value


def random_id() -> str:
    """A new id of an assessment or of a part."""
    import secrets  # here: most commands name nothing

    return secrets.token_hex(16)


class Evidence(Frozen):
    """A document or record that shows the level."""

    title: Name
    reference: Reference = ""
    """A symbol, file number or link."""
    date: Date | None = None


class Action(Frozen):
    """The next action on a question."""

    text: Prose = ""
    owner: Name = ""
    """The office or official who does it."""
    due: Date | None = None
    status: ActionStatus = "planned"
    cost: Cost | None = None
    funded: Cost | None = None
    """What of the cost is funded."""
    assistance: Annotated[tuple[Assistance, ...], Field(strict=False, max_length=3)] = ()
    """The kinds of assistance wanted from others."""
    request: Prose = ""
    """The request for assistance, in the words that partners may read."""


class Review(Frozen):
    """What a reviewer from outside the responsible ministry found."""

    level: Level | None = None
    note: Prose = ""
    by: Name | None = None
    at: Time | None = None

    @field_validator("level", mode="before")
    @classmethod
    def _is_a_level(cls, value: object) -> object:
        return whole_level(value)


class Stated(Frozen):
    """What is said of one question: its state, with the level or reason that belongs to it."""

    status: Status = "unanswered"
    level: Level | None = None
    """The State's own level; only, and always, with status answered."""
    reason: Prose | None = None
    """Why the question does not apply; only, and always, with status not_applicable."""
    points: Annotated[
        tuple[PointLetter, ...] | None, Field(strict=False, max_length=POINT_LIMIT)
    ] = None
    """The points that hold, in alphabetical order; None where only the level was given."""

    @field_validator("level", mode="before")
    @classmethod
    def _is_a_level(cls, value: object) -> object:
        return whole_level(value)

    @model_validator(mode="after")
    def _level_reason_and_points_fit_the_status(self) -> Self:
        if (self.level is not None) != (self.status == "answered"):
            raise ValueError(
                _("an answered question needs a level from 0 to 4")
                if self.status == "answered"
                else _("a level goes only with status answered, not with {status}").format(
                    status=self.status
                )
            )
        if (self.reason is not None) != (self.status == "not_applicable"):
            raise ValueError(
                _("a question marked not applicable needs a reason")
                if self.status == "not_applicable"
                else _("a reason goes only with status not_applicable, not with {status}").format(
                    status=self.status
                )
            )
        if self.reason is not None and not self.reason.strip():
            raise ValueError(_("a question marked not applicable needs a reason that is not empty"))
        if self.points is not None:
            self._check_points(self.points)
        return self

    def _check_points(self, points: tuple[str, ...]) -> None:
        if self.status != "answered":
            raise ValueError(
                _("points go only with status answered, not with {status}").format(
                    status=self.status
                )
            )
        if list(points) != sorted(set(points)):
            raise ValueError(_("the points must stand in alphabetical order, each once"))

    @property
    def states_something(self) -> bool:
        """Whether it decides anything: only this overrides what the profile says."""
        return self.status != "unanswered"


class Position(Stated):
    """What one ministry said of a question, kept whatever was decided."""

    ministry: Name | None = None
    """Who says so; None for the authority that owns the assessment."""
    confidence: Confidence | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False, max_length=EVIDENCE_LIMIT)] = ()
    note: Prose = ""
    release: Prose = ""
    action: Action | None = None
    to_confirm: bool = False
    """Said of an earlier edition or in an earlier file, and not confirmed since."""
    part: RandomId | None = None
    """The part that it came in; None for what was said at the desk."""
    by: Name | None = None
    at: Time | None = None
    approved_by: Name | None = None


PROSE = ("note", "release")
"""What is written in words beside the state. Every form asks for it, search finds it, and the
answer of last time brings it along."""
TEXTS = (*PROSE, "confidence", "action")
"""What goes with a level or another state, each from one ministry alone."""
SAID = ("status", "level", "reason", "points", "evidence", *TEXTS)
"""What a ministry can say of a question, in an answer as in a position."""
RECORDED = ("target", "ministry", "supporting", "flag", "restricted", "review")
"""What the authority alone records beside an answer."""
KEPT = ("to_confirm", "positions", "settlement", "by", "at")
"""What the program keeps of how an answer came about. Each field of an answer stands in one of the
three lists, and merging and settling go by them."""

FIELD_NAMES: Mapping[str, str] = {
    "status": _("answer"),
    "level": _("answer"),
    "reason": _("reason"),
    "points": _("points"),
    "target": _("target"),
    "confidence": _("confidence"),
    "ministry": _("responsible ministry"),
    "supporting": _("supporting ministries"),
    "evidence": _("evidence"),
    "note": _("note"),
    "release": _("text for release"),
    "flag": _("flag"),
    "restricted": _("restriction"),
    "to_confirm": _("mark to confirm"),
    "action": _("next action"),
    "review": _("review"),
    "positions": _("positions"),
    "settlement": _("settlement"),
}
"""What each part of an answer is called where its change, or a difference of two copies, is told;
who answered and when is no part of it."""


def said_in(position: Position) -> dict[str, Any]:
    """What a position says, without who said it and when."""
    return {name: getattr(position, name) for name in SAID}


class Settlement(Frozen):
    """How positions that differ were settled."""

    positions: Annotated[tuple[Position, ...], Field(strict=False, max_length=POSITION_LIMIT)] = ()
    """The positions that it settled; one that differs from all of them reopens the question."""
    why: Prose = ""
    by: Name | None = None
    at: Time | None = None


class Answer(Stated):
    """What is recorded about one question."""

    target: Level | None = None
    """The level aimed at; None for the question's default target."""
    confidence: Confidence | None = None
    ministry: Name | None = None
    """The responsible ministry, out of the profile's list."""
    supporting: Annotated[tuple[Name, ...], Field(strict=False, max_length=SUPPORTING_LIMIT)] = ()
    """The supporting ministries, out of the profile's list."""
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False, max_length=EVIDENCE_LIMIT)] = ()
    note: Prose = ""
    release: Prose = ""
    """What partners and the public may read about it."""
    flag: bool = False
    """To discuss."""
    restricted: bool = False
    """Kept out of everything that leaves the government."""
    to_confirm: bool = False
    """Carried over from an earlier file or edition, and not looked at yet."""
    action: Action | None = None
    review: Review | None = None
    positions: Annotated[tuple[Position, ...], Field(strict=False, max_length=POSITION_LIMIT)] = ()
    """What each ministry said."""
    settlement: Settlement | None = None
    by: Name | None = None
    """Who answered."""
    at: Time | None = None
    """When it was answered, UTC."""

    @field_validator("target", mode="before")
    @classmethod
    def _target_is_a_level(cls, value: object) -> object:
        return whole_level(value)

    @property
    def reviewed_level(self) -> Level | None:
        """The level that a reviewer gave, if any."""
        return self.review.level if self.review else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is recorded, so that the entry can be left out of the file."""
        return self == NO_ANSWER

    @property
    def assistance(self) -> tuple[Assistance, ...]:
        """The kinds of assistance wanted, if any."""
        return self.action.assistance if self.action else ()

    @property
    def said(self) -> dict[str, Any]:
        """What a ministry can say of a question: the state, and what a position keeps with it."""
        return {name: getattr(self, name) for name in SAID}

    @property
    def is_untouched(self) -> bool:
        """Whether an entry of a part says nothing, or only what was handed out, not confirmed.

        A part gives a ministry its own earlier position under `positions`, repeated in the entry
        and marked to confirm.
        """
        if not self.positions or self.said == NO_ANSWER.said:
            return self.said == NO_ANSWER.said
        return self.to_confirm and self.said == said_in(self.positions[0])

    @property
    def as_returned(self) -> Answer:
        """An entry of a part without what was handed out with it."""
        if not self.positions:
            return self
        repeated = self.at == self.positions[0].at
        at = None if repeated else self.at
        return self.model_copy(update={"positions": (), "to_confirm": False, "at": at})

    def replace(self, **changes: Any) -> Answer:
        """A new answer with some fields changed, validated as a whole."""
        return Answer.model_validate({**dict(self), **changes})

    def stating(
        self,
        status: Status,
        *,
        level: Level | None = None,
        reason: str | None = None,
        points: Iterable[str] | None = None,
    ) -> Answer:
        """A new answer that states something else; all that accompanies it stays."""
        held = None if points is None else tuple(sorted(points))
        return self.replace(
            status=status, level=level, reason=reason, points=held, to_confirm=False
        )


def text_limit(name: str) -> int:
    """The most characters of a field of an answer that is written in words."""
    bounds = Answer.model_fields[name].metadata
    longest = (item.max_length for item in bounds if isinstance(item, StringConstraints))
    return next(most for most in longest if most is not None)


def is_one_line(name: str) -> bool:
    """Whether a field of an answer that is written in words has no line ends."""
    return AfterValidator(one_line) in Answer.model_fields[name].metadata


NO_ANSWER = Answer.model_construct()  # nothing is validated, so no validator is made for it


class Profile(Frozen):
    """The facts of the State that decide which questions apply, and how much areas matter."""

    conditions: dict[Identifier, bool] = Field(default_factory=dict)
    """Profile conditions that are set; one that is absent is not set yet."""
    relevance: dict[AreaId, Relevance] = Field(default_factory=dict)
    """The relevance of each policy area for this State; medium unless set."""
    ministries: Annotated[tuple[Name, ...], Field(strict=False, max_length=MINISTRY_LIMIT)] = ()
    """The ministries that answers may name, so that spelling never splits one."""
    usual: dict[Identifier, Name] = Field(default_factory=dict)
    """For the questionnaire's usual ministries the State's own name, out of the list."""

    @field_validator("ministries")
    @classmethod
    def _each_ministry_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(names) < 2:
            return names
        listed: dict[str, str] = {}
        for name in names:
            listed.setdefault(name_key(name), name)
        return tuple(listed.values())

    @field_validator("usual")
    @classmethod
    def _usual_ministries_are_listed(
        cls, usual: dict[str, str], info: ValidationInfo
    ) -> dict[str, str]:
        spelled = _Spelling(info.data.get("ministries", ()))
        return {key: spelled.listed(name, key) for key, name in usual.items()}

    def relevance_of(self, area: str) -> Relevance:
        """The relevance of a policy area for this State; medium unless set."""
        return self.relevance.get(area, "medium")

    def with_ministries(self, names: Iterable[str]) -> Profile:
        """A profile that lists these ministries too; a known one is not listed twice.

        A list that would be too long is refused: no file that holds it could be opened again.
        """
        known = {name_key(name) for name in self.ministries}
        added: dict[str, str] = {}
        for name in names:
            if name not in self.ministries and name_key(name) not in known:
                added.setdefault(name_key(name), name)
        if not added:
            return self
        if len(self.ministries) + len(added) > MINISTRY_LIMIT:
            raise AssessmentError(
                _("{name} finds no room: the list of ministries holds {limit} at most.").format(
                    name=next(iter(added.values())), limit=MINISTRY_LIMIT
                ),
                remedy=_("Take one that answers nothing off the list in the profile first."),
            )
        return self.model_copy(update={"ministries": (*self.ministries, *added.values())})


class _Spelling:
    """Finds the spelling of the profile's list for a ministry that is written another way."""

    def __init__(self, ministries: Sequence[str]) -> None:
        self._ministries = ministries

    def listed(self, name: str, location: str) -> str:
        """The listed spelling; `location` says in an error which entry names it."""
        if name in self._ministries:
            return name
        found = self._by_key.get(name_key(name))
        if found is None:
            raise PydanticCustomError(
                "unlisted_ministry",
                _("the ministry '{name}' is not in the profile's list of ministries"),
                {"name": name, "question": location},
            )
        return found

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return {name_key(name): name for name in self._ministries}


class Offer(Frozen):
    """What the State can give to others."""

    area: AreaId | None = None
    """The policy area that it concerns; None for any."""
    assistance: Annotated[tuple[Assistance, ...], Field(strict=False, max_length=3)] = ()
    text: Prose = ""


class Event(Frozen):
    """One line of the file's history."""

    what: EventKind
    at: Time
    by: Name | None = None
    part: RandomId | None = None
    detail: Prose = ""


class Part(Frozen):
    """What makes a file a part: whose share of which assessment it is."""

    id: RandomId
    ministry: Name
    due: Date | None = None
    questions: Annotated[tuple[QuestionId, ...], Field(strict=False, max_length=2_000)] = ()
    """What is asked of it."""


class PartRecord(Part):
    """A part that was handed out, as the State's own file remembers it."""

    form: PartForm = "json"
    to: Name = ""
    """Who it was handed to."""
    handed_out: Time
    returned: Time | None = None
    """When it was last taken back."""


class QuestionnaireReference(Frozen):
    """The questionnaire that an answer file answers."""

    id: Identifier
    version: Annotated[str, StringConstraints(max_length=40)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Answers(Frozen):
    """The content of an answer file: one State's assessment for one period."""

    format: Literal[2] = 2
    kind: FileKind = "full"
    id: RandomId | None = None
    """Names the assessment; None until something that shares the file out or keeps it writes."""
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
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] = "en"
    next_review: Date | None = None
    """When the State looks at itself again."""
    contact: Reference = ""
    """How to reach the authority."""
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    """The currency of every cost, by its three letters of ISO 4217."""
    offer: Annotated[tuple[Offer, ...], Field(strict=False, max_length=100)] = ()
    """What the State can give to others."""
    recipients: Annotated[
        tuple[Recipient, ...], Field(strict=False, max_length=RECIPIENT_LIMIT)
    ] = ()
    """The keys that the file is sealed to."""
    part: Part | None = None
    """Only, and always, in a part."""
    approved_by: Name = ""
    """Who approved a part before it was sent back."""
    withheld: Annotated[int, Field(ge=0)] | None = None
    """How many answers are not shown; only in a redacted copy, where they have no entry."""
    profile: Profile = Field(default_factory=Profile)
    answers: dict[QuestionId, Answer] = Field(default_factory=dict)
    left_out: dict[Version, dict[QuestionId, Answer]] = Field(default_factory=dict)
    """What an earlier edition of the questionnaire asked and this one does not, by version."""
    parts: Annotated[tuple[PartRecord, ...], Field(strict=False, max_length=PART_LIMIT)] = ()
    """The parts that were handed out."""
    history: Annotated[tuple[Event, ...], Field(strict=False, max_length=EVENT_LIMIT)] = ()

    @field_validator("answers")
    @classmethod
    def _ministries_are_in_the_profile(
        cls, answers: dict[str, Answer], info: ValidationInfo
    ) -> dict[str, Answer]:
        profile = info.data.get("profile")
        spelling = _Spelling(profile.ministries if profile else ())
        return {key: _as_listed(key, answer, spelling) for key, answer in answers.items()}

    @model_validator(mode="after")
    def _kind_fits(self) -> Self:
        if (self.part is not None) != (self.kind == "part"):
            raise ValueError(_("'part' goes only, and always, with kind part"))
        if self.withheld is not None and self.kind != "redacted":
            raise ValueError(_("'withheld' goes only with kind redacted"))
        return self

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where nothing is recorded."""
        return self.answers.get(question_id, NO_ANSWER)

    def with_answer(self, question_id: str, answer: Answer) -> Answers:
        """New answers with one answer replaced; an empty answer is left out."""
        kept = {key: value for key, value in self.answers.items() if key != question_id}
        profile = self.profile.with_ministries(ministries_of(answer))
        if not answer.is_empty:
            kept[question_id] = _as_listed(question_id, answer, _Spelling(profile.ministries))
        return self.model_copy(update={"answers": kept, "profile": profile})

    def with_events(self, *events: Event) -> Answers:
        """New answers with these lines at the end of the history; a full one drops its oldest."""
        return self.model_copy(update={"history": (*self.history, *events)[-EVENT_LIMIT:]})

    def replace(self, **changes: Any) -> Answers:
        """New answers with some fields changed, validated as a whole."""
        return Answers.model_validate({**dict(self), **changes})

    @property
    def sha256(self) -> str:
        """The digest of the content, whatever the layout or order of the file."""
        return hashlib.sha256(
            json.dumps(self.document(), sort_keys=True, ensure_ascii=True).encode()
        ).hexdigest()

    def document(self) -> dict[str, Any]:
        """The JSON document as it is written: only what is recorded, UTC times."""
        document = self.model_dump(
            mode="json", exclude_defaults=True, exclude={"answers", "profile", "left_out"}
        )
        document = {name: document.get(name, _ALWAYS.get(name)) for name in _order(document)}
        document["profile"] = {
            "conditions": self.profile.conditions,
            "relevance": self.profile.relevance,
            "ministries": list(self.profile.ministries),
            **({"usual": self.profile.usual} if self.profile.usual else {}),
        }
        document["answers"] = {key: _recorded(answer) for key, answer in self.answers.items()}
        if self.left_out:
            document["left_out"] = {
                version: {key: _recorded(entry) for key, entry in entries.items()}
                for version, entries in self.left_out.items()
            }
        return document


_ALWAYS: Mapping[str, object] = {
    "format": FORMAT,
    "kind": "full",
    "authority": "",
    "period": "",
    "document_status": "draft",
    "marking": "",
}
"""What is written even where it is the default, so that a reader need not know the defaults."""


def _order(document: Mapping[str, object]) -> list[str]:
    return [
        model_field
        for model_field in Answers.model_fields
        if model_field in document or model_field in _ALWAYS
    ]


def ministries_of(answer: Answer) -> Iterator[str]:
    """The ministries that an answer names: responsible, supporting, and those with a position."""
    if answer.ministry is not None:
        yield answer.ministry
    yield from answer.supporting
    yield from (position.ministry for position in answer.positions if position.ministry is not None)


def _as_listed(key: str, answer: Answer, spelling: _Spelling) -> Answer:
    changes: dict[str, object] = {}
    if answer.ministry is not None:
        changes["ministry"] = spelling.listed(answer.ministry, key)
    if answer.supporting:
        named = (spelling.listed(item, key) for item in answer.supporting)
        changes["supporting"] = tuple(dict.fromkeys(named))
    if answer.positions:
        changes["positions"] = tuple(
            position
            if position.ministry is None
            else position.model_copy(update={"ministry": spelling.listed(position.ministry, key)})
            for position in answer.positions
        )
    if all(getattr(answer, field) == value for field, value in changes.items()):
        return answer
    return answer.model_copy(update=changes)


def _recorded(answer: Answer) -> dict[str, Any]:
    return {"status": answer.status, **answer.model_dump(mode="json", exclude_defaults=True)}
