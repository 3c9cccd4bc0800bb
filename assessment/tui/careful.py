"""What one stray key or click may not do alone, and what is asked before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.answers import STATUS_NAMES, Answer, Status
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.text import count_of
from assessment.tui.history import UndoStep, in_profile
from assessment.tui.question.change_words import state_in_short

_GIVES: Final[Mapping[str, Status]] = {
    "unknown": "unknown",
    "withheld": "withheld",
    "clear": "unanswered",
}
AGAIN = _("Click again to do so.")


@dataclass(frozen=True, slots=True)
class Caution:
    """A question that is asked first."""

    question: str
    detail: str
    yes: str
    """What the answer yes is called."""


def before_click(name: str, values: Sequence[object], question_id: str, answer: Answer) -> str:
    """What is asked before a click gives or changes an answer; empty where one click may do it.

    A key has to be looked for; a click may have been meant for the window behind.
    """
    if name == "restricted" and answer.restricted:
        return _("{question_id} restricted → may leave the government? {again}").format(
            question_id=question_id, again=AGAIN
        )
    if name == "last_time":
        return _("{question_id} as last time? {again}").format(question_id=question_id, again=AGAIN)
    now = state_in_short(answer)
    wanted = _wanted(name, values)
    return f"{question_id} {now} → {wanted}? {AGAIN}" if wanted not in ("", now) else ""


def _wanted(name: str, values: Sequence[object]) -> str:
    """The level or state that a click gives, in short; empty where it gives none."""
    if name == "level":
        return str(values[0])
    status = _GIVES.get(name)
    return STATUS_NAMES[status].lower() if status else ""


def before_undo(step: UndoStep, questionnaire: Questionnaire) -> Caution | None:
    """What is asked before something is taken back that is nowhere on the screen."""
    sent = len(step.after.parts) - len(step.before.parts)
    if sent > 0:
        return Caution(
            _("Forget that {sent} handed out?").format(
                sent=count_of(sent, "{n} part was", "{n} parts were")
            ),
            _(
                "The files stay where they are, and what ministries fill in can then not be taken "
                "back: this file no longer knows them."
            ),
            _("Forget it"),
        )
    changes = "; ".join(in_profile(step, questionnaire))
    if not changes:
        return None
    detail = f"{changes[0].upper()}{changes[1:]}."
    return Caution(_("Take this change of the profile back?"), detail, _("Take it back"))
