"""What is agreed of a question before it is settled: points one by one, and a reason.

Nothing of it is an answer yet, and nothing of it is lost by going to another question or away.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from assessment.tui.drafts import OFFERED

if TYPE_CHECKING:
    from assessment.tui.session import Session

HOLDS, DOES_NOT = "+", "-"


class ClashNotes:
    """The points and the reason for one question, kept until it is settled."""

    def __init__(self, session: Session, key: str) -> None:
        self._points = session.draft(f"points agreed on {key}")
        self._reason = session.draft(f"reason to settle {key}")
        self.agreed = _read(self._points.text, session.questionnaire.by_id[key].points)
        """Whether each point holds that was spoken of."""
        self.why = self._reason.text

    @property
    def offered(self) -> str:
        """That there is something of before; empty where there is nothing."""
        return OFFERED if self.agreed or self.why else ""

    def turn(self, letter: str) -> bool:
        """Say of a point that it holds, or else that it does not; which of the two it is now."""
        self.agreed[letter] = not self.agreed.get(letter, False)
        self.keep(is_open=True)
        return self.agreed[letter]

    def give_reason(self, why: str) -> None:
        """Keep the reason for the settlement to come."""
        self.why = why
        self.keep(is_open=True)

    def keep(self, *, is_open: bool) -> None:
        """Keep it as long as the question is open; once settled it waits for an undo alone."""
        points = "".join(f"{key}{HOLDS if on else DOES_NOT}" for key, on in self.agreed.items())
        self._points.put(points if is_open else "")
        self._reason.put(self.why if is_open else "")


def _read(kept: str, letters: Collection[str]) -> dict[str, bool]:
    pairs = zip(kept[::2], kept[1::2], strict=False)
    return {letter: mark == HOLDS for letter, mark in pairs if letter in letters}
