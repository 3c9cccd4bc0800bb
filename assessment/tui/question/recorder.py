"""Records answers to the present question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assessment.answers import Action, Answer
from assessment.errors import AssessmentError
from assessment.tui.history import new_text
from assessment.tui.question.view import View
from assessment.tui.session import Session


class Recorder:
    """Hands changed answers to the session, and says what hinders."""

    def __init__(self, session: Session, view: View) -> None:
        self._session = session
        self._view = view
        self.just_answered = ""
        """The question that was open and has an answer now, until one goes on."""

    @property
    def present(self) -> Answer:
        """What is recorded about the present question."""
        return self._session.answer(self._session.position)

    def record(self, answer: Answer, *, text: str = "") -> bool:
        """Record an answer to the present question; whether it was taken."""
        was_open = self.present.status == "unanswered"
        try:
            self._session.change(self._session.position, answer, text=text)
        except AssessmentError as error:
            self._view.warn(str(error))
            return False
        if was_open and answer.status != "unanswered":
            self.just_answered = self._session.position
        return True

    def plan_while_typing(self) -> Callable[[Action], None]:
        """What saves the action of a final assessment while it is typed, all as one undo."""
        text = new_text()

        def save(action: Action) -> None:
            try:
                self._session.change_plan(self._session.position, action, text=text)
            except AssessmentError as error:
                self._view.warn(str(error))

        return save

    def record_many(self, changed: Mapping[str, Answer], what: str) -> bool:
        """Record answers to several questions as one step; `what` names it where it is undone."""
        try:
            self._session.change_many(changed, what)
        except AssessmentError as error:
            self._view.warn(str(error))
            return False
        return True

    def refuses(self) -> bool:
        """Whether nothing can be recorded, which is then said."""
        if self._session.is_final:
            self._view.warn(self._session.why_locked)
        return self._session.is_final

    def keep(self, **changes: Any) -> bool:
        """Record changes to the present answer, and show them; whether they were taken."""
        taken = self.record(self.present.replace(**changes))
        if taken:
            self._view.show_question(keep_scroll=True)
        return taken

    def while_typing(
        self, change: Callable[[Answer, Any], Answer], text: str = ""
    ) -> Callable[[Any], bool]:
        """What saves a text while it is typed, and tells whether it was taken.

        All of one typing is undone together.
        """
        text = text or new_text()

        def save(value: Any) -> bool:
            return self.record(change(self.present, value), text=text)

        return save
