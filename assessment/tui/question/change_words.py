"""What a change of an answer is called in the line of the keys; pure."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.answers import STATUS_NAMES, Answer, Position
from assessment.language import _
from assessment.positions import in_short

TAKE_BACK = _("z takes it back")


def state_in_short(answer: Answer) -> str:
    """The level as a digit, or the state in a word."""
    return STATUS_NAMES[answer.status].lower() if answer.level is None else str(answer.level)


def changed_answer(question_id: str, before: Answer, after: Answer) -> str:
    """That an answer that was there became another one; empty where it did not."""
    then, now = state_in_short(before), state_in_short(after)
    if before.status == "unanswered":
        return ""
    if then != now:
        return f"{question_id} {then} → {now}, {TAKE_BACK}"
    if before.points is not None and after.points is None:
        return _("{question_id} {now} without its ticks, {take_back}").format(
            question_id=question_id, now=now, take_back=TAKE_BACK
        )
    if before.to_confirm and not after.to_confirm:
        return _("{question_id} {now} is confirmed, {take_back}").format(
            question_id=question_id, now=now, take_back=TAKE_BACK
        )
    return ""


def ticked_point(question_id: str, letter: str, before: Answer, after: Answer) -> str:
    """What a tick changed: the level, or only whether the point holds."""
    then, now = state_in_short(before), state_in_short(after)
    if then != now:
        return _("{question_id} point {letter}: {then} → {now}, {take_back}").format(
            question_id=question_id, letter=letter, then=then, now=now, take_back=TAKE_BACK
        )
    said = (
        _("{question_id} point {letter} holds: still {now}, {take_back}")
        if after.points and letter in after.points
        else _("{question_id} point {letter} does not hold: still {now}, {take_back}")
    )
    return said.format(question_id=question_id, letter=letter, now=now, take_back=TAKE_BACK)


def settled_words(question_id: str, before: Answer, after: Answer) -> str:
    """That an answer given at the desk settled a question, and what ministries had said."""
    if after.settlement is None:
        return (
            _("{question_id}: positions differ again. K settles it").format(question_id=question_id)
            if before.settlement
            else ""
        )
    if after.settlement == before.settlement or not after.states_something:
        return ""
    said = _others(after.settlement.positions, after)
    if before.settlement and before.settlement.why and not after.settlement.why:
        return _(
            "{question_id} is settled: {in_short}; {said}. The reason of before went with the "
            "level of before, {take_back}"
        ).format(question_id=question_id, in_short=in_short(after), said=said, take_back=TAKE_BACK)
    return _("{question_id} is settled: {in_short}; {said}, {take_back}").format(
        question_id=question_id, in_short=in_short(after), said=said, take_back=TAKE_BACK
    )


def _others(positions: Sequence[Position], after: Answer) -> str:
    other = [
        position
        for position in positions
        if (position.status, position.level) != (after.status, after.level)
    ]
    return ", ".join(
        _("{ministry} said {in_short}").format(
            ministry=item.ministry or _("the authority"), in_short=in_short(item)
        )
        for item in other
    )
