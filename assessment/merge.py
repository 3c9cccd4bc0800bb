"""Two copies of one answer file made one again; pure.

With the file that both began from, what only one of them changed is taken from it. What both
changed, and without a base what both hold and differ in, stands for the authority's word twice:
a clash, until it is settled. What cannot stand twice is taken from the first copy, and told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from assessment.answers import (
    EVENT_LIMIT,
    EVIDENCE_LIMIT,
    FIELD_NAMES,
    NO_ANSWER,
    PART_LIMIT,
    RECORDED,
    SUPPORTING_LIMIT,
    TEXTS,
    Action,
    Answer,
    Answers,
    Event,
    PartRecord,
    Position,
    Profile,
    Review,
    Settlement,
)
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.positions import (
    Removed,
    check_room,
    clashing_positions,
    following,
    joined_positions,
    removed_at_the_desk,
    responsible_ministry,
    statement,
    with_desk_position,
)
from assessment.questionnaire import Question, Questionnaire
from assessment.text import count_of, name_key, same_name

_HEAD = (
    "authority", "period", "date", "document_status", "marking", "language", "next_review",
    "contact", "currency", "offer", "recipients",
)  # fmt: skip
_REASON_TOO = (*TEXTS, "reason")
_WITH_A_RULE = ("ministry", "supporting", "flag", "restricted")
"""What of that which the authority alone records is not simply one value out of three."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Merged:
    """One file out of two copies."""

    answers: Answers
    clashes: tuple[str, ...]
    """The questions on which the copies, or positions in them, differ."""
    differing: tuple[str, ...]
    """What else both changed, where the first copy's stands; a sentence each."""


def merge(
    questionnaire: Questionnaire,
    first: Answers,
    second: Answers,
    base: Answers | None = None,
    *,
    now: dt.datetime,
    by: str | None = None,
) -> Merged:
    """One file out of two copies of it; `base` is the file that both began from."""
    _check_copies(first, second, base)
    differing: list[str] = []
    profile = _profile(first, second, base, differing)
    spelled = _Copies(
        *(item.replace(profile=_with_names(item.profile, profile)) for item in (first, second))
    )
    keys = dict.fromkeys((*first.answers, *second.answers))
    merged = {
        key: _answer(questionnaire, spelled, base, key, differing)
        for key in questionnaire.by_id
        if key in keys
    }
    head = {
        name: _three_way(
            name.replace("_", " "),
            getattr(first, name), getattr(second, name), getattr(base, name, None),
            differing,
        )
        for name in _HEAD
    }  # fmt: skip
    # A clash that both copies hold alike is to be settled, but it is none between them.
    clashes = tuple(
        key
        for key, answer in merged.items()
        if clashing_positions(answer) and first.answer(key) != second.answer(key)
    )
    answers = first.replace(
        **head,
        id=first.id or second.id,
        profile=profile,
        answers={key: answer for key, answer in merged.items() if not answer.is_empty},
        left_out=_left_out(first, second),
        parts=_parts(first.parts, second.parts),
        history=_history(first.history, second.history),
    )
    if answers not in (first, second):
        event = Event(what="merged", at=now, by=by or None, detail=_("Two copies of this file."))
        answers = answers.with_events(event)
    return Merged(answers, clashes, tuple(differing))


@dataclass(frozen=True, slots=True)
class _Copies:
    first: Answers
    second: Answers


def _check_copies(first: Answers, second: Answers, base: Answers | None) -> None:
    copies = [first, second, *([base] if base is not None else [])]
    if any(copy.kind != "full" for copy in copies):
        raise AssessmentError(
            _("Only a State's own answer files are merged."),
            remedy=_("A part is taken back with `cied take-back`."),
        )
    ids = {copy.id for copy in copies if copy.id is not None}
    if len(ids) > 1 or not all(same_name(copy.state, first.state) for copy in copies):
        raise AssessmentError(
            _("The files are not copies of one assessment."),
            remedy=_("Name two copies of one file."),
        )
    if any(copy.questionnaire != first.questionnaire for copy in copies):
        raise AssessmentError(
            _("The files answer different versions of the questionnaire."),
            remedy=_("Open the older one with `cied open --accept-version` first."),
        )
    if "final" in (first.document_status, second.document_status) and first != second:
        raise AssessmentError(
            _("A copy is final, so its answers are locked."),
            remedy=_("Reopen it on the review screen (`cied open`) to change it."),
        )


# One question.


def _answer(
    questionnaire: Questionnaire,
    copies: _Copies,
    base: Answers | None,
    key: str,
    differing: list[str],
) -> Answer:
    item, other = copies.first.answer(key), copies.second.answer(key)
    before = base.answer(key) if base is not None else NO_ANSWER
    if other in (item, before):
        return item
    if item == before:
        return other
    # What was not confirmed in a file that nobody knows was to be confirmed before.
    unconfirmed = before.to_confirm if base is not None else True
    own = _with_what_is_the_authoritys_alone(key, item, other, before, differing).replace(
        to_confirm=_mark(item.to_confirm, other.to_confirm, unconfirmed)
    )
    stated = _stated_by(item, other, before)
    if stated is None or item.positions or other.positions:
        lead = own.ministry or responsible_ministry(questionnaire, copies.first, key)
        return _with_positions_of_both(questionnaire.by_id[key], own, (item, other, before), lead)
    return _with_texts(key, own, stated, (item, other, before), differing)


def _stated_by(answer: Answer, other: Answer, before: Answer) -> Answer | None:
    """The copy whose state, level and points count; None where both changed them."""
    held = [(copy.status, copy.level, copy.points) for copy in (answer, other, before)]
    if held[1] in (held[0], held[2]):
        return answer
    # An answer that only one copy took back is taken back.
    if held[0] == held[2]:
        return other
    if not other.states_something:
        return answer
    return other if not answer.states_something else None


def _with_what_is_the_authoritys_alone(
    key: str, answer: Answer, other: Answer, before: Answer, differing: list[str]
) -> Answer:
    """What no ministry says: who leads, target, flag, restriction, review."""

    def chosen(name: str) -> Any:
        values = getattr(answer, name), getattr(other, name), getattr(before, name)
        return _three_way(_called(key, name), *values, differing)

    ministry = chosen("ministry")
    named = _three_way_set(answer.supporting, other.supporting, before.supporting)
    # Where each copy names another one, the second is not forgotten: it supports.
    both = [
        copy.ministry for copy in (answer, other) if copy.ministry not in (None, before.ministry)
    ]
    also = both if len(both) > 1 else []
    supporting = tuple(name for name in dict.fromkeys((*named, *also)) if name != ministry)
    if len(supporting) > SUPPORTING_LIMIT:
        raise AssessmentError(
            _("{key} would have more than {limit} supporting ministries.").format(
                key=key, limit=SUPPORTING_LIMIT
            ),
            remedy=_("Take some off in one of the copies first."),
        )
    others = {name: chosen(name) for name in RECORDED if name not in _WITH_A_RULE}
    return answer.replace(
        ministry=ministry,
        supporting=supporting,
        flag=_mark(answer.flag, other.flag, before.flag),
        restricted=answer.restricted or other.restricted,
        **others,
    )


def _with_texts(
    key: str,
    own: Answer,
    stated: Answer,
    copies: tuple[Answer, Answer, Answer],
    differing: list[str],
) -> Answer:
    """The one statement, and what goes with it; a second text is kept as a position."""
    item, other, before = copies
    names = _REASON_TOO if item.status == other.status == "not_applicable" else TEXTS
    changes: dict[str, Any] = {} if "reason" in names else {"reason": stated.reason}
    second: dict[str, Any] = {}
    for name in names:
        messages: list[str] = []
        values = getattr(item, name), getattr(other, name), getattr(before, name)
        changes[name] = _three_way(_called(key, name), *values, messages)
        if messages and changes[name] != values[1] and not _is_nothing(values[1]):
            second[name] = values[1]
        differing += messages
    if "reason" in second:
        second["status"] = other.status
    positions = (Position(**second, by=other.by, at=other.at),) if second else ()
    return own.replace(
        status=stated.status,
        level=stated.level,
        points=stated.points,
        by=stated.by,
        at=stated.at,
        evidence=_as_many_as_fit(
            _called(key, "evidence"),
            _three_way_set(item.evidence, other.evidence, before.evidence),
            EVIDENCE_LIMIT,
            differing,
        ),
        positions=positions,
        **changes,
    )


def _called(key: str, name: str) -> str:
    return _("{key}: the {name}").format(key=key, name=FIELD_NAMES[name])


def _with_positions_of_both(
    question: Question, own: Answer, copies: tuple[Answer, Answer, Answer], lead: str
) -> Answer:
    """The answer that follows from what is said in either copy."""
    item, other, before = copies
    held = [with_desk_position(question, copy, lead).positions for copy in copies]
    silent = [position for copy in held[:2] for position in copy if not _is_desk_word(position)]
    desk = _three_way_desk(*([item for item in copy if _is_desk_word(item)] for copy in held))
    settlements = [copy.settlement for copy in (item, other) if copy.settlement is not None]
    texts = {
        name: _three_way("", getattr(item, name), getattr(other, name), getattr(before, name), [])
        for name in TEXTS
    }
    positions = joined_positions(silent, desk)
    check_room(
        question,
        positions,
        remedy=_("Keep one copy, and write what the other says of this question into its note."),
    )
    known = own.replace(
        positions=positions,
        settlement=max(settlements, key=_settled_at, default=None),
        evidence=_three_way_set(item.evidence, other.evidence, before.evidence)[:EVIDENCE_LIMIT],
        **texts,
    )
    took_out = removed_at_the_desk(question, item, lead).joined(
        removed_at_the_desk(question, other, lead)
    )
    removed = Removed(
        frozenset(name for name in took_out.texts if not texts[name]),
        took_out.evidence - frozenset(known.evidence),
    )
    return following(question, known, lead, removed)


def _is_desk_word(position: Position) -> bool:
    return position.ministry is None and position.states_something


def _three_way_desk(
    item: Sequence[Position], other: Sequence[Position], before: Sequence[Position]
) -> Sequence[Position]:
    """What the authority says: that of the copy that changed it, else both."""
    if other in (item, before):
        return item
    if item == before:
        return other
    said, messages, was = (
        {(statement(held), held.points) for held in copy} for copy in (item, other, before)
    )
    if said == was:
        return other
    return item if messages == was else (*item, *other)


def _settled_at(settlement: Settlement) -> tuple[str, str]:
    return (settlement.at.isoformat() if settlement.at else "", settlement.model_dump_json())


# The rest of the file.


def _three_way(name: str, item: _T, other: _T, before: _T | None, differing: list[str]) -> _T:
    if other in (item, before):
        return item
    if item == before:  # also where the other copy has nothing: it was removed there
        return other
    if _is_nothing(item) or _is_nothing(other):
        stands = other if _is_nothing(item) else item
        if name and not _is_nothing(before):
            differing.append(
                _("{name} was removed in one copy and changed in the other: '{shown}' stands.")
                .format(name=name, shown=_shown(stands))
            )  # fmt: skip
        return stands
    if name:
        differing.append(
            _("{name} differs: '{shown}' stands, not '{other}'.").format(
                name=name, shown=_shown(item), other=_shown(other)
            )
        )
    return item


def _is_nothing(value: object) -> bool:
    return value in (None, "", ())


def _shown(value: object) -> str:
    if isinstance(value, Action):
        return value.text[:80]
    if isinstance(value, Review):
        return value.note[:80] or _("level {level}").format(level=value.level)
    if isinstance(value, tuple):
        return count_of(len(value), "{n} entry", "{n} entries")
    return str(value)[:80]


def _three_way_set(
    entry: Sequence[_T], other: Sequence[_T], before: Sequence[_T]
) -> tuple[_T, ...]:  # fmt: skip
    """All that either holds, but for what one of them took away."""
    return tuple(
        item
        for item in dict.fromkeys((*entry, *other))
        if item not in before or (item in entry and item in other)
    )


def _as_many_as_fit(
    name: str, found: Sequence[_T], limit: int, differing: list[str]
) -> tuple[_T, ...]:
    """As many as an answer holds, those of the first copy first; that others fell away is told."""
    if len(found) > limit:
        differing.append(
            _("{name}: the copies have {number}, of which the first {limit} stand.").format(
                name=name, number=len(found), limit=limit
            )
        )
    return tuple(found[:limit])


def _mark(flag: bool, other: bool, before: bool) -> bool:
    return (flag and other) if before else (flag or other)


def _profile(
    first: Answers, second: Answers, base: Answers | None, differing: list[str]
) -> Profile:
    def each(name: str, value_of: Callable[[Profile], Mapping[str, Any]]) -> dict[str, Any]:
        item, other = value_of(first.profile), value_of(second.profile)
        before = value_of(base.profile) if base is not None else {}
        found = {
            key: _three_way(
                f"{name} {key}", item.get(key), other.get(key), before.get(key), differing
            )
            for key in (*item, *(key for key in other if key not in item))
        }
        return {key: value for key, value in found.items() if value is not None}

    named = first.profile.with_ministries(second.profile.ministries)
    listed = {name_key(name): name for name in named.ministries}
    return Profile(
        conditions=each(_("the fact"), lambda profile: profile.conditions),
        relevance=each(_("the relevance of"), lambda profile: profile.relevance),
        ministries=named.ministries,
        usual={
            key: listed[name_key(name)]
            for key, name in each(_("who is"), lambda profile: profile.usual).items()
        },
    )


def _with_names(profile: Profile, merged: Profile) -> Profile:
    return Profile.model_validate({**dict(profile), "ministries": merged.ministries})


def _left_out(first: Answers, second: Answers) -> dict[str, dict[str, Answer]]:
    versions = dict.fromkeys((*first.left_out, *second.left_out))
    return {
        version: {**second.left_out.get(version, {}), **first.left_out.get(version, {})}
        for version in versions
    }


def _parts(
    first: Sequence[PartRecord], second: Sequence[PartRecord]
) -> tuple[PartRecord, ...]:  # fmt: skip
    found: dict[str, PartRecord] = {}
    for item in (*first, *second):
        known = found.setdefault(item.id, item)
        returned = max((at for at in (known.returned, item.returned) if at), default=None)
        # Where one copy has a new day for a part, the later day is the one that it was given.
        due = max((day for day in (known.due, item.due) if day), default=None)
        found[item.id] = known.model_copy(update={"returned": returned, "due": due})
    if len(found) > PART_LIMIT:
        raise AssessmentError(
            _("A file remembers {part_limit} parts at most.").format(part_limit=PART_LIMIT),
            remedy=_("Take the parts back into the copy from which they were handed out."),
        )
    return tuple(sorted(found.values(), key=lambda item: (item.handed_out, item.id)))


def _history(first: Sequence[Event], second: Sequence[Event]) -> tuple[Event, ...]:
    known = {item.model_dump_json() for item in first}
    added = [item for item in second if item.model_dump_json() not in known]
    if not added:
        return tuple(first)
    return tuple(sorted((*first, *added), key=lambda item: item.at))[-EVENT_LIMIT:]
