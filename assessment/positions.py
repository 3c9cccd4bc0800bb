"""What ministries said of one question, and the answer that follows from it; pure.

The answer is a function of the set of positions, of the settlement, and of what was typed at the
desk, never of the order in which they came. A ministry's position is the latest that states
something; its earlier ones stay in the file. What the authority itself says is a position without
a ministry; one that it carried over and has not confirmed gives way to what a ministry says now.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessment.answers import (
    EVIDENCE_LIMIT,
    POSITION_LIMIT,
    TEXTS,
    Answer,
    Answers,
    Evidence,
    Position,
    Settlement,
    Stated,
    Status,
    said_in,
)
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import Level, Question, Questionnaire
from assessment.terms import term
from assessment.text import name_key, same_name

Statement = tuple[Status, Level | None]
"""What positions agree or differ in: the state, and the level."""

_AUTHORITY = "\0"
"""Who speaks without a ministry. No ministry's name has this key, not even one that nobody can
see, such as a name of spaces without width: what the authority said would be its own."""
_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def statement(stated: Stated) -> Statement:
    """The state and the level: positions agree if these are the same."""
    return stated.status, stated.level


def responsible_ministry(questionnaire: Questionnaire, answers: Answers, question_id: str) -> str:
    """Who leads on a question: the ministry that is set, else the one that usually leads."""
    return answers.answer(question_id).ministry or usual_ministry(
        questionnaire, answers, questionnaire.by_id[question_id].ministry
    )


def usual_ministry(questionnaire: Questionnaire, answers: Answers, usual: str) -> str:
    """The State's own name for one of the questionnaire's usual ministries."""
    profile = answers.profile
    if usual in profile.usual:
        return profile.usual[usual]
    name = questionnaire.ministry_name(usual)
    return next((ministry for ministry in profile.ministries if same_name(ministry, name)), name)


def current_positions(positions: Iterable[Position]) -> tuple[Position, ...]:
    """The positions that count: of each ministry the latest that states something.

    Two of one ministry that are equally late both count.
    """
    latest = [item for held in _by_holder(positions).values() for item in _latest_stated(held)]
    if any(item.ministry is not None and not item.to_confirm for item in latest):
        return tuple(item for item in latest if item.ministry is not None or not item.to_confirm)
    return tuple(latest)


def clashing_positions(answer: Answer) -> tuple[Position, ...]:
    """The positions that differ and are not settled; none where they agree."""
    current = current_positions(answer.positions)
    if len({statement(item) for item in current}) < 2 or _is_settled(answer, current):
        return ()
    return current


def earlier_position(answer: Answer, ministry: str) -> Position | None:
    """What a ministry itself said last; one that states something before one that does not."""
    own = [position for position in answer.positions if _holder(position) == name_key(ministry)]
    stated = [item for item in own if item.states_something]
    return max(stated or own, key=_when_and_whose, default=None)


@dataclass(frozen=True, slots=True)
class Removed:
    """What the authority took out of an answer, and what ministries said still holds."""

    texts: frozenset[str] = frozenset()
    """The fields of `TEXTS`."""
    evidence: frozenset[Evidence] = frozenset()

    def joined(self, other: Removed) -> Removed:
        """What was taken out of either of two copies."""
        return Removed(self.texts | other.texts, self.evidence | other.evidence)


NOTHING_REMOVED = Removed()


def removed_at_the_desk(question: Question, answer: Answer, responsible: str) -> Removed:
    """What would follow from the positions and stands in the answer no more.

    A text for release that the authority took out must not come back, and go out to partners, as
    soon as another ministry says something.
    """
    if not answer.positions:
        return NOTHING_REMOVED
    follows = following(question, answer, responsible)
    return Removed(
        frozenset(name for name in TEXTS if getattr(follows, name) and not getattr(answer, name)),
        frozenset(follows.evidence) - frozenset(answer.evidence),
    )


def following(
    question: Question, answer: Answer, responsible: str, removed: Removed = NOTHING_REMOVED
) -> Answer:
    """The answer that follows from its positions, with all that is no ministry's to say."""
    current = current_positions(answer.positions)
    settled = _is_settled(answer, current)
    speakers = _speakers(answer.positions, _order(responsible, settled=settled))
    if settled:
        outcome = statement(next(item for item in current if item.ministry is None))
        current = tuple(item for item in current if statement(item) == outcome)
    clash = len({statement(item) for item in current}) > 1
    disputed = () if clash else current_positions(answer.positions)
    heard = [speaker for speaker in speakers if speaker not in disputed or speaker in current]
    changes: dict[str, Any] = {
        name: _text(name, answer, () if name in removed.texts else heard) for name in TEXTS
    }
    changes["evidence"] = _evidence(answer, heard, removed.evidence)
    leading = [item for item in heard if item in current]
    if clash or not leading:
        changes |= _state_of(Position())
    else:
        changes |= _agreed(question, answer, leading, settled=settled)
    return answer.replace(**changes)


def with_desk_position(question: Question, answer: Answer, responsible: str) -> Answer:
    """The same answer with what was answered at the desk among its positions.

    It takes the place of what the authority said before. A text or a piece of evidence that was
    only edited needs no position: it is nobody's, and stays.
    """
    desk = Position(**answer.said, by=answer.by, at=answer.at, to_confirm=answer.to_confirm)
    if not answer.positions:
        empty = not any(answer.said[name] for name in (*TEXTS, "evidence"))
        if empty and not answer.states_something:
            return answer
        return answer.replace(positions=(desk,))
    if not answer.states_something:
        return answer
    if _counted(answer) == _counted(following(question, answer, responsible)):
        return answer
    positions = joined_positions(_without_authority(answer.positions), (desk,))
    check_room(question, positions)
    return answer.replace(positions=positions)


def with_positions(
    question: Question, answer: Answer, added: Iterable[Position], responsible: str
) -> Answer:
    """The answer that follows once these positions are known too; the same where all are known."""
    known = with_desk_position(question, answer, responsible)
    positions = joined_positions(known.positions, added)
    if positions == joined_positions(known.positions, ()):
        return answer
    # One place is the authority's: without its own word the question could never be settled.
    own = any(item.ministry is None and item.states_something for item in positions)
    check_room(question, positions, POSITION_LIMIT - (not own))
    removed = removed_at_the_desk(question, answer, responsible)
    return following(question, known.replace(positions=positions), responsible, removed)


def with_settlement(
    question: Question,
    answer: Answer,
    outcome: Position,
    responsible: str,
    *,
    why: str,
    by: str | None,
    now: dt.datetime,
) -> Answer:
    """The answer once positions that differ are settled; the outcome is the authority's word."""
    if not outcome.states_something:
        raise AssessmentError(
            _("{id} is not settled while nothing is stated.").format(id=question.id),
            remedy=_("Take a position, a level, or a state such as unknown or withheld."),
        )
    known = with_desk_position(question, answer, responsible)
    earlier = answer.settlement.positions if answer.settlement else ()
    # What the authority settled on before gives way to what it says now.
    anew = _is_settled(answer, current_positions(answer.positions))
    current = tuple(
        current_position
        for current_position in current_positions(known.positions)
        if not (anew and current_position.ministry is None)
    )
    named = joined_positions(earlier, current)
    desk = Position(**said_in(outcome), by=by or None, at=now)
    settlement = Settlement(
        positions=named if len(named) <= POSITION_LIMIT else current, why=why, by=by or None, at=now
    )
    positions = joined_positions(_without_authority(known.positions), (desk,))
    check_room(question, positions)
    settled = known.replace(positions=positions, settlement=settlement)
    removed = removed_at_the_desk(question, answer, responsible)
    return following(question, settled, responsible, removed)


def check_room(
    question: Question,
    positions: Sequence[Position],
    room: int = POSITION_LIMIT,
    remedy: str = _("Write what is said now into the note of the question."),
) -> None:
    """Refuse more positions than an answer holds: the file could not be read again."""
    if len(positions) > room:
        raise AssessmentError(
            _("{id} would have more than {position_limit} positions.").format(
                id=question.id, position_limit=POSITION_LIMIT
            ),
            remedy=remedy,
        )


def without_settlement(question: Question, answer: Answer, responsible: str) -> Answer:
    """The answer as it was before positions that differ were settled: open again.

    The authority's own word of before comes back out of the settlement.
    """
    if answer.settlement is None:
        return answer
    own = [position for position in answer.settlement.positions if position.ministry is None]
    positions = joined_positions(_without_authority(answer.positions), own)
    check_room(question, positions)
    opened = answer.replace(positions=positions, settlement=None)
    removed = removed_at_the_desk(question, answer, responsible)
    return following(question, opened, responsible, removed)


def joined_positions(some: Iterable[Position], others: Iterable[Position]) -> tuple[Position, ...]:
    """All positions, each once, in an order that does not depend on how they came."""
    found: dict[str, Position] = {}
    for item in (*some, *others):
        key = item.model_copy(update={"approved_by": None}).model_dump_json()
        if key not in found or (found[key].approved_by or "") < (item.approved_by or ""):
            found[key] = item
    return tuple(sorted(found.values(), key=_order_in_file))


# Who speaks.


def _holder(position: Position) -> str:
    return _AUTHORITY if position.ministry is None else name_key(position.ministry)


def _by_holder(positions: Iterable[Position]) -> Mapping[str, Sequence[Position]]:
    held: dict[str, list[Position]] = defaultdict(list)
    for position in positions:
        held[_holder(position)].append(position)
    return held


def _latest_stated(held: Sequence[Position]) -> list[Position]:
    stated = [item for item in held if item.states_something]
    # What the authority says now has taken the place of what it said before, so more than one
    # come out of two copies of the file that were merged: both count, whichever is later.
    if not stated or stated[0].ministry is None:
        return stated
    latest = max(_at(item) for item in stated)
    return [item for item in stated if _at(item) == latest]


def _latest_silent(held: Sequence[Position], current: Sequence[Position]) -> list[Position]:
    """What only accompanies the answer: a note alone, or an answer that gave way."""
    silent = [
        item
        for item in held
        if item not in current
        and (not item.states_something or (item.ministry is None and item.to_confirm))
    ]
    latest = max((_at(item) for item in silent), default=_LONG_AGO)
    return [item for item in silent if _at(item) == latest]


def _at(position: Position) -> dt.datetime:
    return position.at or _LONG_AGO


def _when_and_whose(position: Position) -> tuple[dt.datetime, str]:
    return _at(position), position.model_dump_json()


def _order_in_file(position: Position) -> tuple[str, dt.datetime, str]:
    return _holder(position), *_when_and_whose(position)


def _order(responsible: str, *, settled: bool) -> tuple[str, str]:
    """Whose words are taken first."""
    lead = name_key(responsible)
    return (_AUTHORITY, lead) if settled else (lead, _AUTHORITY)


def _speakers(positions: Sequence[Position], order: Sequence[str]) -> list[Position]:
    """All that counts or only accompanies an answer, in the order in which it is listened to."""
    held = _by_holder(positions)
    current = current_positions(positions)
    return [
        item
        for holder in (*order, *sorted(held.keys() - set(order)))
        for item in (
            *(item for item in current if _holder(item) == holder),
            *_latest_silent(held.get(holder, ()), current),
        )
    ]


def _without_authority(positions: Iterable[Position]) -> tuple[Position, ...]:
    return tuple(
        position
        for position in positions
        if position.ministry is not None or not position.states_something
    )


def _is_settled(answer: Answer, current: Sequence[Position]) -> bool:
    """Whether a settlement is in force: no ministry has said since what was not settled then."""
    if answer.settlement is None:
        return False
    outcomes = {statement(item) for item in current if item.ministry is None}
    settled = outcomes.union(statement(position) for position in answer.settlement.positions)
    return len(outcomes) == 1 and all(statement(item) in settled for item in current)


# What follows.


def _state_of(stated: Position) -> dict[str, Any]:
    return {
        "status": stated.status,
        "level": stated.level,
        "reason": stated.reason,
        "points": stated.points,
        "by": stated.by,
        "at": stated.at,
        "to_confirm": False,
    }


def _agreed(
    question: Question, answer: Answer, leading: Sequence[Position], *, settled: bool
) -> dict[str, Any]:
    lead = leading[0]
    changes = _state_of(lead) | {"to_confirm": all(item.to_confirm for item in leading)}
    if lead.level is not None:
        # A settlement says which points hold; what somebody else said of them was settled by it.
        changes["points"] = lead.points if settled else _points(question, lead.level, leading)
    if lead.status == answer.status == "not_applicable":
        changes["reason"] = _text("reason", answer, leading)
    return changes


def _points(
    question: Question, level: Level, positions: Sequence[Position]
) -> tuple[str, ...] | None:
    """The points that hold by any position; by all of them, where those of any give more.

    One ministry may have found one half of the next level and another the other half: the level
    that they agree on stands, with what none of them disputes.
    """
    if all(position.points is None for position in positions):
        return None
    held = [question.implied(level, position.points) for position in positions]
    union = frozenset[str]().union(*held)
    if not question.follows(level, union):
        union = held[0].intersection(*held)
    return tuple(sorted(union))


def _text(name: str, answer: Answer, heard: Sequence[Position]) -> Any:
    """The first that anybody says; one that was edited at the desk is nobody's, and stays."""
    present = getattr(answer, name)
    if present and all(getattr(position, name) != present for position in answer.positions):
        return present
    nothing = Answer.model_fields[name].default
    return next((value for item in heard if (value := getattr(item, name))), nothing)


def _evidence(
    answer: Answer, heard: Sequence[Position], removed: Collection[Evidence]
) -> tuple[Any, ...]:
    known = {item for position in answer.positions for item in position.evidence}
    said = [item for entry in heard for item in entry.evidence if item not in removed]
    at_the_desk = [item for item in answer.evidence if item not in known]
    room = EVIDENCE_LIMIT - len(at_the_desk)
    return (*tuple(dict.fromkeys(said))[:room], *at_the_desk)


def _counted(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.level, answer.points, answer.to_confirm


def in_short(position: Position | Answer) -> str:
    """`level 2`, `not applicable`, `withheld`: what is stated, in a word or two."""
    if position.level is not None:
        return _("level {level}").format(level=position.level)
    return term(position.status)
