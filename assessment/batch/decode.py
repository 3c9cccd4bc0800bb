"""The quick way to read an answer file: a typed decoder that accepts less than the full reader.

`FastReader` accepts a file only if `assessment.store.parse_answers` would accept it with the
same values; whatever it is not sure of it leaves to the full reader, which alone refuses files.
Three things make that sound, and a differential test holds them:

1. The types here are those of `assessment.answers`, or narrower. One type for each status says
   which of level and reason goes with it.
2. Cleaning a text makes it at most three times as long (NFC), so a text that keeps to a third of
   the limit is short enough after it. Texts that must not become empty are cleaned and looked at.
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
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple, cast

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import UNSET, Meta, Struct, UnsetType

from assessment.answers import (
    CONFIDENCES,
    COST_LIMIT,
    EVENT_LIMIT,
    EVIDENCE_LIMIT,
    LINE_LIMIT,
    MINISTRY_LIMIT,
    NOTE_LIMIT,
    PART_LIMIT,
    POINT_LIMIT,
    POSITION_LIMIT,
    REFERENCE_LIMIT,
    EventKind,
    PartForm,
)
from assessment.questionnaire import Level
from assessment.scoring_matrix import (
    NOT_APPLICABLE,
    NOT_SET,
    UNANSWERED,
    UNKNOWN,
    WITHHELD,
    GroupMatrix,
)
from assessment.text import clean, one_line

NFC_GROWTH = 3
"""How many characters one character may become in NFC, at most (Unicode, annex 15)."""

_Name = Annotated[str, Meta(max_length=LINE_LIMIT // NFC_GROWTH)]
_Reference = Annotated[str, Meta(max_length=REFERENCE_LIMIT // NFC_GROWTH)]
_Prose = Annotated[str, Meta(max_length=NOTE_LIMIT // NFC_GROWTH)]
_Cost = Annotated[int, Meta(ge=0, le=COST_LIMIT)]
_RandomId = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Assistance = Annotated[list[Literal["technical", "financial", "material"]], Meta(max_length=3)]
_Identifier = Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
_AreaId = Annotated[str, Meta(pattern="^[A-Z]{2,5}$")]
_QuestionId = Annotated[str, Meta(pattern="^[A-Z]{2,5}-[0-9]{2,4}$")]
_Version = Annotated[str, Meta(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=40)]
_Letter = Literal[
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
    "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z",
]  # fmt: skip
"""A pattern would be looked for in every one of 150 letters of a file: 60 us."""
_Points = Annotated[tuple[_Letter, ...], Meta(max_length=POINT_LIMIT)]
_Level = Literal[0, 1, 2, 3, 4]
_Time = Annotated[dt.datetime, Meta(tz=True)]
_BACKSLASH, _SMALL_U, _MARK, _BIG_T = b'\\u"T'
_NOBODY = (None, UNSET)


def as_byte(code: int) -> int:
    """A small signed number as the byte that stands for it."""
    return code & 0xFF


_NOT_SET = as_byte(NOT_SET)
_UNANSWERED = as_byte(UNANSWERED)


class _Evidence(Struct, forbid_unknown_fields=True, gc=False):
    title: _Name
    reference: _Reference | UnsetType = UNSET
    date: dt.date | UnsetType | None = UNSET


class _Action(Struct, forbid_unknown_fields=True, gc=False):
    text: _Prose | UnsetType = UNSET
    owner: _Name | UnsetType = UNSET
    due: dt.date | UnsetType | None = UNSET
    status: Literal["planned", "under_way", "done"] | UnsetType = UNSET
    cost: _Cost | UnsetType | None = UNSET
    funded: _Cost | UnsetType | None = UNSET
    request: _Prose | UnsetType = UNSET
    assistance: _Assistance | UnsetType = UNSET


class _Review(Struct, forbid_unknown_fields=True, gc=False, omit_defaults=True):
    level: _Level | None = _NOT_SET  # type: ignore[assignment]
    note: _Prose | UnsetType = UNSET
    by: _Name | UnsetType | None = UNSET
    at: _Time | UnsetType | None = UNSET


class _AnyPosition(Struct, forbid_unknown_fields=True, gc=False, tag_field="status"):
    """What one ministry said; the status is the tag, as in an answer."""

    ministry: _Name | UnsetType | None = UNSET
    confidence: Literal["low", "medium", "high"] | UnsetType | None = UNSET
    evidence: Annotated[list[_Evidence], Meta(max_length=EVIDENCE_LIMIT)] | UnsetType = UNSET
    note: _Prose | UnsetType = UNSET
    release: _Prose | UnsetType = UNSET
    action: _Action | UnsetType | None = UNSET
    to_confirm: bool | UnsetType = UNSET
    part: _RandomId | UnsetType | None = UNSET
    by: _Name | UnsetType | None = UNSET
    at: _Time | UnsetType | None = UNSET
    approved_by: _Name | UnsetType | None = UNSET


class _PositionAnswered(_AnyPosition, kw_only=True, tag="answered"):
    level: _Level
    points: _Points | UnsetType | None = UNSET
    reason: UnsetType | None = UNSET


class _PositionNotApplicable(_AnyPosition, kw_only=True, tag="not_applicable"):
    reason: _Prose
    level: UnsetType | None = UNSET
    points: UnsetType | None = UNSET


class _PositionOpen(_AnyPosition, kw_only=True):
    level: UnsetType | None = UNSET
    points: UnsetType | None = UNSET
    reason: UnsetType | None = UNSET


class _PositionUnknown(_PositionOpen, tag="unknown"):
    pass


class _PositionWithheld(_PositionOpen, tag="withheld"):
    pass


class _PositionUnanswered(_PositionOpen, tag="unanswered"):
    pass


_Position = (
    _PositionAnswered
    | _PositionNotApplicable
    | _PositionUnknown
    | _PositionWithheld
    | _PositionUnanswered
)


class _Settlement(Struct, forbid_unknown_fields=True, gc=False):
    positions: Annotated[list[_Position], Meta(max_length=POSITION_LIMIT)] | UnsetType = UNSET
    why: _Prose | UnsetType = UNSET
    by: _Name | UnsetType | None = UNSET
    at: _Time | UnsetType | None = UNSET


class _Entry(Struct, forbid_unknown_fields=True, gc=False, omit_defaults=True, tag_field="status"):
    """What every answer may hold; the status is the tag that tells the five types apart."""

    target: _Level | None = _NOT_SET  # type: ignore[assignment]
    confidence: Literal["low", "medium", "high"] | UnsetType | None = UNSET
    ministry: _Name | UnsetType | None = UNSET
    supporting: Annotated[tuple[_Name, ...], Meta(max_length=50)] = ()
    evidence: Annotated[list[_Evidence], Meta(max_length=EVIDENCE_LIMIT)] | UnsetType = UNSET
    note: _Prose | UnsetType = UNSET
    release: _Prose | UnsetType = UNSET
    flag: bool | UnsetType = UNSET
    restricted: bool | UnsetType = UNSET
    to_confirm: bool | UnsetType = UNSET
    action: _Action | UnsetType | None = UNSET
    review: _Review | UnsetType | None = UNSET
    positions: Annotated[list[_Position], Meta(max_length=POSITION_LIMIT)] | UnsetType = UNSET
    settlement: _Settlement | UnsetType | None = UNSET
    by: _Name | UnsetType | None = UNSET
    at: _Time | UnsetType | None = UNSET


class _Answered(_Entry, kw_only=True, tag="answered"):
    code: _Level = msgspec.field(name="level")
    points: _Points | UnsetType | None = UNSET
    no_reason: UnsetType | None = msgspec.field(default=UNSET, name="reason")


class _NotApplicable(_Entry, kw_only=True, tag="not_applicable"):
    code: ClassVar[int] = as_byte(NOT_APPLICABLE)
    reason: _Prose
    no_level: UnsetType | None = msgspec.field(default=UNSET, name="level")
    no_points: UnsetType | None = msgspec.field(default=UNSET, name="points")


class _Open(_Entry, kw_only=True):
    no_level: UnsetType | None = msgspec.field(default=UNSET, name="level")
    no_points: UnsetType | None = msgspec.field(default=UNSET, name="points")
    no_reason: UnsetType | None = msgspec.field(default=UNSET, name="reason")


class _Unknown(_Open, tag="unknown"):
    code: ClassVar[int] = as_byte(UNKNOWN)


class _Withheld(_Open, tag="withheld"):
    code: ClassVar[int] = as_byte(WITHHELD)


class _Unanswered(_Open, tag="unanswered"):
    code: ClassVar[int] = as_byte(UNANSWERED)


_AnyEntry = _Answered | _NotApplicable | _Unknown | _Withheld | _Unanswered


class _Profile(Struct, forbid_unknown_fields=True, gc=False):
    conditions: dict[str, bool] | UnsetType = UNSET
    relevance: dict[str, Literal["low", "medium", "high"]] | UnsetType = UNSET
    ministries: Annotated[list[_Name], Meta(max_length=MINISTRY_LIMIT)] | UnsetType = UNSET
    usual: dict[_Identifier, _Name] | UnsetType = UNSET


class _Offer(Struct, forbid_unknown_fields=True, gc=False):
    area: _AreaId | UnsetType | None = UNSET
    assistance: _Assistance | UnsetType = UNSET
    text: _Prose | UnsetType = UNSET


class _PartRecord(Struct, forbid_unknown_fields=True, gc=False):
    id: _RandomId
    ministry: _Name
    handed_out: _Time
    due: dt.date | UnsetType | None = UNSET
    form: PartForm | UnsetType = UNSET
    questions: Annotated[list[_QuestionId], Meta(max_length=2_000)] | UnsetType = UNSET
    to: _Name | UnsetType = UNSET
    returned: _Time | UnsetType | None = UNSET


class _Event(Struct, forbid_unknown_fields=True, gc=False):
    what: EventKind
    at: _Time
    by: _Name | UnsetType | None = UNSET
    part: _RandomId | UnsetType | None = UNSET
    detail: _Prose | UnsetType = UNSET


class _Asked(Struct, forbid_unknown_fields=True, gc=False):
    id: str
    version: str
    sha256: str


class _Document(Struct, forbid_unknown_fields=True, gc=False):
    format: Literal[2]
    questionnaire: _Asked
    state: _Name
    date: dt.date
    authority: _Name | UnsetType = UNSET
    period: _Name | UnsetType = UNSET
    document_status: Literal["draft", "final"] | UnsetType = UNSET
    marking: _Name | UnsetType = UNSET
    kind: Literal["full", "redacted"] | UnsetType = UNSET
    id: _RandomId | UnsetType | None = UNSET
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] | UnsetType = UNSET
    next_review: dt.date | UnsetType | None = UNSET
    contact: _Reference | UnsetType = UNSET
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")] | UnsetType | None = UNSET
    offer: Annotated[list[_Offer], Meta(max_length=100)] | UnsetType = UNSET
    recipients: (
        Annotated[list[Annotated[str, Meta(pattern="^age1[a-z0-9]{20,200}$")]], Meta(max_length=50)]
        | UnsetType
    ) = UNSET
    approved_by: _Name | UnsetType = UNSET
    withheld: Annotated[int, Meta(ge=0)] | UnsetType | None = UNSET
    profile: _Profile | UnsetType = UNSET
    answers: dict[str, _AnyEntry] | UnsetType = UNSET
    left_out: dict[_Version, dict[_QuestionId, _AnyEntry]] | UnsetType = UNSET
    parts: Annotated[list[_PartRecord], Meta(max_length=PART_LIMIT)] | UnsetType = UNSET
    history: Annotated[list[_Event], Meta(max_length=EVENT_LIMIT)] | UnsetType = UNSET


_Points3 = tuple[str, int, tuple[str, ...]]
"""A question, a level and its points."""
_REMEMBERED = 100_000
"""Most combinations of points that are known again without being looked at."""


class FileContent(NamedTuple):
    """What scoring and a row need of one answer file."""

    state: str
    authority: str
    period: str
    date: str
    document_status: str
    indices: array[int]
    """The place in the questionnaire of each recorded answer."""
    codes: bytes
    """For each of them its level or its negative code, a signed byte each."""
    targets: bytes
    reviews: bytes
    unrecorded: bytes
    """The codes of the questions without an entry."""
    id: str | None = None
    """The random id of the assessment."""
    redacted: bool = False
    """Whether it is a redacted copy, which is scored by the outward rules."""
    marking: str = ""
    """Read for a region only; so are the next."""
    confidences: tuple[int, ...] = ()
    """How many answers were given with each of CONFIDENCES, and how many without."""
    requests: tuple[tuple[int, tuple[str, ...], str], ...] = ()
    """The place, the kinds of assistance and the words of what partners may read as a request."""
    offers: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """The area (empty for any), the kinds of assistance and the words of each offer."""
    restricted: tuple[int, ...] = ()
    """The places of answers that partners see as open."""


class FastReader:
    """Reads answer files of one questionnaire, those it is sure of."""

    def __init__(self, matrix: GroupMatrix, *, region: bool = False) -> None:
        questionnaire = matrix.questionnaire
        self._region = region
        self._matrix = matrix
        self._asked = (questionnaire.id, questionnaire.version, questionnaire.sha256)
        self._position = questionnaire.position
        self._conditions = frozenset(questionnaire.condition_by_id)
        self._areas = frozenset(questionnaire.area_by_id)
        self._questions = questionnaire.by_id
        self._right_points: set[_Points3] = set()
        self._decoder = msgspec.json.Decoder(_Document)
        self._encoder = msgspec.json.Encoder()

    def read(self, raw: bytes) -> FileContent | None:
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

    def _content(self, document: _Document) -> FileContent | None:
        state = one_line(document.state)
        profile = document.profile or _NO_PROFILE
        conditions = profile.conditions or {}
        answers = document.answers or {}
        entries = answers.values()
        known = self._conditions.issuperset(conditions) and self._areas.issuperset(
            profile.relevance or ()
        )
        known = known and self._areas.issuperset(
            item.area for item in document.offer or () if item.area
        )
        if not (state and known):
            return None
        try:
            indices = array("i", list(map(self._position.__getitem__, answers)))
        except KeyError:
            return None
        # Few entries have positions; all are gone through as seldom as may be.
        discussed = {
            key: answer for key, answer in answers.items() if answer.positions or answer.settlement
        }
        left_out = _left_out(document)
        if not (
            _ministries_known(entries, discussed.values(), profile)
            and self._points_right(answers, discussed)
            and _letters_in_order(discussed.values(), left_out)
            and _reasons_given([*entries, *left_out], [*discussed.values(), *left_out])
        ):
            return None
        if profile.usual and not set(profile.usual.values()) <= set(profile.ministries or ()):
            return None
        if document.withheld not in _NOBODY and document.kind != "redacted":
            return None
        unrecorded = self._matrix.unrecorded(
            frozenset(name for name, value in conditions.items() if not value)
        )
        codes = bytes([entry.code for entry in entries])
        content = FileContent(
            state=state,
            authority=one_line(document.authority or ""),
            period=one_line(document.period or ""),
            date=document.date.isoformat(),
            document_status=document.document_status or "draft",
            indices=indices,
            codes=with_profile(indices, codes, unrecorded),
            targets=_levels([entry.target for entry in entries]),
            reviews=_levels([item.review.level if item.review else None for item in entries]),
            unrecorded=unrecorded,
            id=document.id or None,
            redacted=document.kind == "redacted",
        )
        return self._with_region(content, document) if self._region else content

    def _points_right(self, answers: Mapping[str, _Entry], discussed: Mapping[str, _Entry]) -> bool:
        """Whether each level follows from its points; what was found right is known again."""
        given: set[_Points3] = {
            (key, entry.code, entry.points)
            for key, entry in answers.items()
            if entry.__class__ is _Answered and entry.points.__class__ is tuple
        }
        for key, entry in discussed.items():
            given.update(
                (key, item.level, item.points)
                for item in entry.positions or ()
                if item.__class__ is _PositionAnswered and item.points.__class__ is tuple
            )
        given -= self._right_points
        if given and not all(self._follows(*item) for item in given):
            return False
        if given and len(self._right_points) < _REMEMBERED:
            self._right_points |= given
        return True

    def _follows(self, key: str, level: int, points: tuple[str, ...]) -> bool:
        question = self._questions[key]
        known = question.points.keys() >= set(points)
        return known and _in_order(points) and question.follows(cast("Level", level), points)

    def _with_region(self, content: FileContent, document: _Document) -> FileContent:
        given = [item for item in (document.answers or {}).values() if item.__class__ is _Answered]
        stated = (item.confidence or None for item in given)
        marking = one_line(document.marking or "")
        return content._replace(
            marking=marking,
            confidences=confidences_of(stated),
            requests=tuple(
                (index, tuple(entry.action.assistance or ()), clean(entry.action.request or ""))
                for index, entry in zip(
                    content.indices, (document.answers or {}).values(), strict=True
                )
                if entry.__class__ is _Answered and entry.action and entry.restricted is not True
            ),
            restricted=tuple(
                index
                for index, entry in zip(
                    content.indices, (document.answers or {}).values(), strict=True
                )
                if entry.restricted is True
            ),
            offers=tuple(
                (item.area or "", tuple(item.assistance or ()), clean(item.text or ""))
                for item in document.offer or ()
            ),
        )


def with_profile(indices: array[int], codes: bytes, unrecorded: bytes) -> bytes:
    """The codes of recorded answers; one that states nothing is what the profile makes of it."""
    found = bytearray(codes)
    number = found.find(_UNANSWERED)
    while number >= 0:
        found[number] = unrecorded[indices[number]]
        number = found.find(_UNANSWERED, number + 1)
    return bytes(found)


def confidences_of(stated: Iterable[str | None]) -> tuple[int, ...]:
    """How many answers were given with each confidence, and how many without one."""
    tally = Counter(stated)
    return tuple(tally[name] for name in (*CONFIDENCES, None))


_NO_PROFILE = _Profile()


def _left_out(document: _Document) -> list[_Entry]:
    versions = (document.left_out or {}).values()
    return [entry for entries in versions for entry in entries.values()]


def _ministries_known(
    entries: Iterable[_Entry], discussed: Iterable[_Entry], profile: _Profile
) -> bool:
    named: set[str | UnsetType | None] = {entry.ministry for entry in entries}
    for supporting in [entry.supporting for entry in entries if entry.supporting]:
        named.update(supporting)
    for entry in discussed:
        named.update(item.ministry for item in entry.positions or ())
    named.difference_update(profile.ministries or (), _NOBODY)
    return not named


def _reasons_given(entries: Iterable[_Entry], discussed: Iterable[_Entry]) -> bool:
    reasons = [entry.reason for entry in entries if entry.__class__ is _NotApplicable]
    reasons += [
        position.reason
        for positions in _all_positions(discussed)
        for position in positions
        if position.__class__ is _PositionNotApplicable
    ]
    return all(clean(reason).strip() for reason in reasons)


def _all_positions(entries: Iterable[_Entry]) -> list[Sequence[_Position]]:
    found: list[Sequence[_Position]] = [entry.positions for entry in entries if entry.positions]
    settled = [entry.settlement for entry in entries if entry.settlement]
    return found + [item.positions for item in settled if item.positions]


def _letters_in_order(discussed: Iterable[_Entry], left_out: Sequence[_Entry]) -> bool:
    """Whether points stand in order also where no question says which of them there are."""
    found = [item.points for item in left_out if item.__class__ is _Answered and item.points]
    settled = [entry.settlement for entry in discussed if entry.settlement]
    elsewhere = [item.positions for item in settled if item.positions] + _all_positions(left_out)
    found += [
        position.points
        for positions in elsewhere
        for position in positions
        if position.__class__ is _PositionAnswered and position.points
    ]
    return all(map(_in_order, found))


def _in_order(points: tuple[str, ...]) -> bool:
    """Whether letters stand in alphabetical order, each once."""
    return list(points) == sorted(set(points))


def _writes_characters_as_numbers(text: npt.NDArray[np.uint8]) -> bool:
    return bool(((text[:-1] == _BACKSLASH) & (text[1:] == _SMALL_U)).any())


def _times(text: npt.NDArray[np.uint8], mark: int) -> int:
    return int(np.count_nonzero(text == mark))


def _levels(found: list[int | None]) -> bytes:
    try:
        return bytes(found)  # type: ignore[arg-type]
    except TypeError:
        return bytes([_NOT_SET if level is None else level for level in found])
