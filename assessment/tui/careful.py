"""What one stray key or click may not do alone, and what is asked before it is done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from assessment.answers import Answer, Status
from assessment.questionnaire import Level, Questionnaire
from assessment.tui import wording
from assessment.tui.history import Step, in_profile

_LEVEL = re.compile(r"level\(([0-4])\)")
_STATUSES: Final[Mapping[str, Status]] = {"unknown": "unknown", "withheld": "withheld"}


@dataclass(frozen=True, slots=True)
class Caution:
    """A question that is asked first."""

    question: str
    detail: str
    yes: str
    """What the answer yes is called."""


def before_click(
    action: str, question_id: str, answer: Answer, questionnaire: Questionnaire
) -> Caution | None:
    """What is asked before a click changes an answer that is there; None where nothing is lost.

    A key has to be looked for; a click may have been meant for the window behind.
    """
    if action == "restricted" and answer.restricted:
        return Caution(
            f"Let {question_id} leave the government?",
            "The answer is restricted: no edition for others holds it.",
            "No longer restricted",
        )
    now = wording.state_of(questionnaire, answer.status, answer.level)
    if action == "clear" and answer.status != "unanswered":
        return Caution(f"Take the answer to {question_id} back?", f"It is {now}.", "Take it back")
    wanted = _wanted(action)
    if wanted is None or answer.status == "unanswered" or wanted == (answer.status, answer.level):
        return None
    return Caution(
        f"Change the answer to {question_id}?",
        f"It is {now}. It would be {wording.state_of(questionnaire, *wanted)}.",
        "Change it",
    )


def _wanted(action: str) -> tuple[Status, Level | None] | None:
    """The status and level that an action gives; None for any other action."""
    if found := _LEVEL.fullmatch(action):
        return "answered", cast("Level", int(found[1]))
    return (_STATUSES[action], None) if action in _STATUSES else None


def before_undo(step: Step, questionnaire: Questionnaire) -> Caution | None:
    """What is asked before a change of the profile is taken back: it is nowhere on the screen."""
    changes = "; ".join(in_profile(step, questionnaire))
    if not changes:
        return None
    detail = f"{changes[0].upper()}{changes[1:]}."
    return Caution("Take this change of the profile back?", detail, "Take it back")
