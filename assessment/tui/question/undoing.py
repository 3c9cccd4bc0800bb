"""Taking back what was changed, and bringing it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.language import _
from assessment.tui.careful import before_undo
from assessment.tui.history import Step, describe
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.view import View
from assessment.tui.session import Session


class Undoing:
    """Undo and redo, without limit."""

    def __init__(self, session: Session, view: View, prompts: Prompts) -> None:
        self._session = session
        self._view = view
        self._prompts = prompts

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {"undo": self.undo, "redo": self.redo}

    def undo(self) -> None:
        """Take back the last change and show where it was; one of the profile is asked first."""
        last = self._session.last_change
        caution = before_undo(last, self._session.questionnaire) if last else None
        self._prompts.once_asked(caution, lambda: self._step(_("Taken back"), self._session.undo))

    def redo(self) -> None:
        """Bring back what was taken back."""
        self._step(_("Brought back"), self._session.redo)

    def _step(self, word: str, step: Callable[[], Step | None]) -> None:
        was_final, here = self._session.is_final, self._session.position
        taken = step()
        if taken is None:
            self._view.show_message(_("There is nothing to undo or redo."))
            return
        self._view.show_question(keep_scroll=here == self._session.position)
        what = describe(taken, self._session.questionnaire)
        if self._session.is_final != was_final:
            what = (
                _("the assessment is a draft again") if was_final else _("the assessment is final")
            )
        self._view.show_message(f"{word}: {what}.")
