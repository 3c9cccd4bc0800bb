"""The quick way to read an answer file: a typed decoder that accepts less than the full reader.

`QuickReader` accepts a file only if `assessment.store.parse_answers` would accept it with the
same values; whatever it is not sure of it leaves to the full reader, which alone refuses files.
Three things make that sound, and a differential test holds them:

1. The types here are those of `assessment.answers`, or narrower. One type for each status says
   which of level and reason goes with it.
2. Cleaning a text only makes it shorter, so a text that is short enough before is so after it.
   Texts that must not become empty are cleaned and looked at.
3. A duplicate key is found by counting quotation marks. What was decoded is written again; it
   holds every pair but the first of two equal keys, which has at least two marks. So there are
   as many marks as in the file only if no pair was lost. A mark inside a text is written `\\"`
   in both; a file that writes any character as `\\u....` is left to the full reader. In the same
   way the letter T is counted: the decoder also takes times with a small t, which are refused.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import UNSET, Meta, Struct, UnsetType

from assessment.answers import (
    CONFIDENCES,
    EVIDENCE_LIMIT,
    LINE_LIMIT,
    NOTE_LIMIT,
    REFERENCE_LIMIT,
)
from assessment.scoring_many import (
    NOT_APPLICABLE,
    NOT_SET,
    UNANSWERED,
    UNKNOWN,
    WITHHELD,
    Plan,
)
from assessment.text import clean, one_line

_Name = Annotated[str, Meta(max_length=LINE_LIMIT)]
_Reference = Annotated[str, Meta(max_length=REFERENCE_LIMIT)]
_Prose = Annotated[str, Meta(max_length=NOTE_LIMIT)]
_Level = Literal[0, 1, 2, 3, 4]
_Time = Annotated[dt.datetime, Meta(tz=True)]
_BACKSLASH, _SMALL_U, _MARK, _BIG_T = b'\\u"T'
_NOBODY = (None, UNSET)


def as_byte(code: int) -> int:
    """A small signed number as the byte that stands for it."""
    return code & 0xFF


_NOT_SET = as_byte(NOT_SET)


class _Evidence(Struct, forbid_unknown_fields=True, gc=False):
    title: _Name
    reference: _Reference | UnsetType = UNSET
    date: dt.date | UnsetType | None = UNSET


class _Action(Struct, forbid_unknown_fields=True, gc=False):
    text: _Prose | UnsetType = UNSET
    due: dt.date | UnsetType | None = UNSET
    assistance: (
        Annotated[list[Literal["technical", "financial", "material"]], Meta(max_length=3)]
        | UnsetType
    ) = UNSET


class _Entry(Struct, forbid_unknown_fields=True, gc=False, omit_defaults=True, tag_field="status"):
    """What every answer may hold; the status is the tag that tells the five types apart."""

    target: _Level | None = _NOT_SET  # type: ignore[assignment]
    confidence: Literal["low", "medium", "high"] | UnsetType | None = UNSET
    ministry: _Name | UnsetType | None = UNSET
    supporting: Annotated[tuple[_Name, ...], Meta(max_length=50)] = ()
    evidence: Annotated[list[_Evidence], Meta(max_length=EVIDENCE_LIMIT)] | UnsetType = UNSET
    note: _Prose | UnsetType = UNSET
    flag: bool | UnsetType = UNSET
    restricted: bool | UnsetType = UNSET
    action: _Action | UnsetType | None = UNSET
    reviewed_level: _Level | None = _NOT_SET  # type: ignore[assignment]
    by: _Name | UnsetType | None = UNSET
    at: _Time | UnsetType | None = UNSET


class _Answered(_Entry, kw_only=True, tag="answered"):
    code: _Level = msgspec.field(name="level")
    no_reason: UnsetType | None = msgspec.field(default=UNSET, name="reason")


class _NotApplicable(_Entry, kw_only=True, tag="not_applicable"):
    code: ClassVar[int] = as_byte(NOT_APPLICABLE)
    reason: _Prose
    no_level: UnsetType | None = msgspec.field(default=UNSET, name="level")


class _Open(_Entry, kw_only=True):
    no_level: UnsetType | None = msgspec.field(default=UNSET, name="level")
    no_reason: UnsetType | None = msgspec.field(default=UNSET, name="reason")


class _Unknown(_Open, tag="unknown"):
    code: ClassVar[int] = as_byte(UNKNOWN)


class _Withheld(_Open, tag="withheld"):
    code: ClassVar[int] = as_byte(WITHHELD)


class _Unanswered(_Open, tag="unanswered"):
    code: ClassVar[int] = as_byte(UNANSWERED)


class _Profile(Struct, forbid_unknown_fields=True, gc=False):
    conditions: dict[str, bool] | UnsetType = UNSET
    relevance: dict[str, Literal["low", "medium", "high"]] | UnsetType = UNSET
    ministries: Annotated[list[_Name], Meta(max_length=200)] | UnsetType = UNSET


class _Asked(Struct, forbid_unknown_fields=True, gc=False):
    id: str
    version: str
    sha256: str


class _Document(Struct, forbid_unknown_fields=True, gc=False):
    format: Literal[1]
    questionnaire: _Asked
    state: _Name
    date: dt.date
    authority: _Name | UnsetType = UNSET
    period: _Name | UnsetType = UNSET
    document_status: Literal["draft", "final"] | UnsetType = UNSET
    marking: _Name | UnsetType = UNSET
    profile: _Profile | UnsetType = UNSET
    answers: (
        dict[str, _Answered | _NotApplicable | _Unknown | _Withheld | _Unanswered] | UnsetType
    ) = UNSET


class Quick(NamedTuple):
    """What scoring and a row need of one answer file."""

    state: str
    authority: str
    period: str
    date: str
    document_status: str
    places: array[int]
    """The place in the questionnaire of each recorded answer."""
    codes: bytes
    """For each of them its level or its negative code, a signed byte each."""
    targets: bytes
    reviews: bytes
    unrecorded: bytes
    """The codes of the questions without an entry."""
    marking: str = ""
    """Read for a region only; so are the next."""
    confidences: tuple[int, ...] = ()
    """How many answers were given with each of CONFIDENCES, and how many without."""


class QuickReader:
    """Reads answer files of one questionnaire, those it is sure of."""

    def __init__(self, plan: Plan, *, region: bool = False) -> None:
        questionnaire = plan.questionnaire
        self._region = region
        self._plan = plan
        self._asked = (questionnaire.id, questionnaire.version, questionnaire.sha256)
        self._position = questionnaire.position
        self._conditions = frozenset(questionnaire.condition_by_id)
        self._areas = frozenset(questionnaire.area_by_id)
        self._decoder = msgspec.json.Decoder(_Document)
        self._encoder = msgspec.json.Encoder()

    def read(self, raw: bytes) -> Quick | None:
        """The file's content, or None where only the full reader can tell."""
        try:
            document = self._decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        asked = document.questionnaire
        if (asked.id, asked.version, asked.sha256) != self._asked:
            return None
        if not self._says_the_same(document, raw):
            return None
        return self._content(document)

    def _says_the_same(self, document: _Document, raw: bytes) -> bool:
        found = np.frombuffer(raw, dtype=np.uint8)
        if b"\\" in raw and _writes_characters_as_numbers(found):
            return False
        written = np.frombuffer(self._encoder.encode(document), dtype=np.uint8)
        return all(_times(found, mark) == _times(written, mark) for mark in (_MARK, _BIG_T))

    def _content(self, document: _Document) -> Quick | None:
        state = one_line(document.state)
        profile = document.profile or _NO_PROFILE
        conditions = profile.conditions or {}
        answers = document.answers or {}
        entries = answers.values()
        known = self._conditions.issuperset(conditions) and self._areas.issuperset(
            profile.relevance or ()
        )
        if not (state and known and _ministries_known(entries, profile)):
            return None
        if not _reasons_given(entries):
            return None
        try:
            places = array("i", list(map(self._position.__getitem__, answers)))
        except KeyError:
            return None
        quick = Quick(
            state=state,
            authority=one_line(document.authority or ""),
            period=one_line(document.period or ""),
            date=document.date.isoformat(),
            document_status=document.document_status or "draft",
            places=places,
            codes=bytes([entry.code for entry in entries]),
            targets=_levels([entry.target for entry in entries]),
            reviews=_levels([entry.reviewed_level for entry in entries]),
            unrecorded=self._plan.unrecorded(
                frozenset(name for name, value in conditions.items() if not value)
            ),
        )
        return self._with_region(quick, document) if self._region else quick

    def _with_region(self, quick: Quick, document: _Document) -> Quick:
        given = [one for one in (document.answers or {}).values() if one.__class__ is _Answered]
        stated = (one.confidence or None for one in given)
        marking = one_line(document.marking or "")
        return quick._replace(marking=marking, confidences=confidences_of(stated))


def confidences_of(stated: Iterable[str | None]) -> tuple[int, ...]:
    """How many answers were given with each confidence, and how many without one."""
    tally = Counter(stated)
    return tuple(tally[name] for name in (*CONFIDENCES, None))


_NO_PROFILE = _Profile()


def _ministries_known(entries: Iterable[_Entry], profile: _Profile) -> bool:
    named: set[str | UnsetType | None] = {entry.ministry for entry in entries}
    for supporting in [entry.supporting for entry in entries if entry.supporting]:
        named.update(supporting)
    named.difference_update(profile.ministries or (), _NOBODY)
    return not named


def _reasons_given(entries: Iterable[_Entry]) -> bool:
    reasons = [entry.reason for entry in entries if entry.__class__ is _NotApplicable]
    return all(clean(reason).strip() for reason in reasons)


def _writes_characters_as_numbers(text: npt.NDArray[np.uint8]) -> bool:
    return bool(((text[:-1] == _BACKSLASH) & (text[1:] == _SMALL_U)).any())


def _times(text: npt.NDArray[np.uint8], mark: int) -> int:
    return int(np.count_nonzero(text == mark))


def _levels(found: list[int | None]) -> bytes:
    try:
        return bytes(found)  # type: ignore[arg-type]
    except TypeError:
        return bytes([_NOT_SET if level is None else level for level in found])
