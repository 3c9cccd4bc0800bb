"""Settling in a session what ministries differ on: each is one step of undo, and is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.answers import EVIDENCE_LIMIT, Position
from assessment.language import _
from assessment.parts import clashes, reopen, settle, with_reason
from assessment.positions import in_short, responsible_ministry
from assessment.tui.desk.clash_lines import AUTHORITY, ClashView, agreed_level, agreed_points

if TYPE_CHECKING:
    from assessment.tui.session import Session


def open_clashes(session: Session) -> tuple[str, ...]:
    """The questions on which positions differ and that nobody has settled."""
    return tuple(clash.question for clash in clashes(session.questionnaire, session.answers))


def take_whole(session: Session, view: ClashView, progress: int) -> str:
    """Settle a question as one position says."""
    item = view.positions[progress]
    whose = item.ministry or AUTHORITY
    _settle(session, view, item)
    return _("{words}, as {whose} said. z takes it back.").format(
        words=_words(view, item), whose=whose
    )


def take_agreed(session: Session, view: ClashView) -> str:
    """Settle a question by the points that were agreed one by one."""
    held = agreed_points(view)
    evidence = dict.fromkeys(item for position in view.positions for item in position.evidence)
    agreed = Position(
        status="answered",
        level=agreed_level(view),
        points=tuple(sorted(held)),
        evidence=tuple(evidence)[:EVIDENCE_LIMIT],
    )
    _settle(session, view, agreed)
    return _("{words}, point by point. z takes it back.").format(words=_words(view, agreed))


def withhold(session: Session, view: ClashView) -> str:
    """Settle a question by not writing it down."""
    withheld = Position(status="withheld")
    _settle(session, view, withheld)
    return _("{words}. z takes it back.").format(words=_words(view, withheld))


def leave_open(session: Session, view: ClashView) -> str:
    """Take a settlement away; what is open stays open."""
    key = view.question.id
    if view.is_open:
        return _("{key} is left open: it widens the range until it is settled.").format(key=key)
    opened = reopen(
        session.questionnaire, session.identified, key, by=session.signature, now=session.now
    )
    session.change_whole(opened, _("{key}, settlement taken away").format(key=key), question_id=key)
    return _("{key} is open again. z takes that back.").format(key=key)


def give_reason(session: Session, view: ClashView, why: str) -> str:
    """Keep a reason with a settlement that is made already."""
    key, answer = view.question.id, view.answer
    if answer.settlement is None:
        return ""
    changed = with_reason(session.identified, key, why, by=session.signature, now=session.now)
    session.change_whole(
        changed, _("{key}, reason of the settlement").format(key=key), question_id=key
    )
    return _("{key}: the reason is kept. z takes it back.").format(key=key)


def view_of(
    session: Session, key: str, agreed: dict[str, bool], why: str, progress: str, first: int
) -> ClashView:
    """One question as the clash screen shows it."""
    return ClashView(
        questionnaire=session.questionnaire,
        question=session.questionnaire.by_id[key],
        answer=session.answer(key),
        responsible=responsible_ministry(session.questionnaire, session.answers, key),
        agreed=agreed,
        why=why,
        progress=progress,
        first=first,
    )


def _settle(session: Session, view: ClashView, outcome: Position) -> None:
    key = view.question.id
    settled = settle(
        session.questionnaire,
        session.identified,
        key,
        outcome,
        why=view.why,
        by=session.signature,
        now=session.now,
    )
    words = _("{key}, settlement at {in_short}").format(key=key, in_short=in_short(outcome))
    session.change_whole(settled, words, question_id=key)


def _words(view: ClashView, outcome: Position) -> str:
    return _("{id} settled: {in_short}").format(id=view.question.id, in_short=in_short(outcome))
