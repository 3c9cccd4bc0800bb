"""The question screen: one question at a time, answered by single keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from assessment.answers import Answer, Status
from assessment.questionnaire import Level
from assessment.tui import wording
from assessment.tui.careful import Caution, before_click, before_undo
from assessment.tui.commands import bindings
from assessment.tui.history import Step, told
from assessment.tui.screens.recording import Recording
from assessment.tui.screens.visiting import Visiting


class QuestionScreen(Recording, Visiting):
    """Takes the answer to the session's present question, and goes from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        ("escape", "question_again", "question"),
    ]

    EXPECTS = "0 to 4, or n, u, w (F1 lists all keys)"

    # Answers.

    def action_level(self, level: Level) -> None:
        """Record the level and go on."""
        self._give("answered", level)

    def action_unknown(self) -> None:
        """Record that nobody could say, and go on."""
        self._give("unknown")

    def action_withheld(self) -> None:
        """Record that it is withheld, and go on."""
        self._give("withheld")

    def action_clear(self) -> None:
        """Take the level or state back; all else stays."""
        self.record(self.present.stating("unanswered"))
        self.show_question()

    def _give(self, status: Status, level: Level | None = None) -> None:
        here, before = self.session.position, self.present
        if self.record(before.stating(status, level=level)):
            self.action_next()
            self._tell_what_changed(here, before)

    def _tell_what_changed(self, question_id: str, before: Answer) -> None:
        """Say that an answer became another one: the question is not on the screen any more."""
        after = self.session.answer(question_id)
        then, now = self._in_words(before), self._in_words(after)
        if before.status == "unanswered" or then == now:
            return
        changed = f"{question_id}: {then} → {now}. z takes it back."
        self.say(f"{changed} {self._keys.message}".rstrip())

    def _in_words(self, answer: Answer) -> str:
        return wording.state_of(self.session.questionnaire, answer.status, answer.level)

    def action_clicked(self, action: str) -> None:
        """Do what was clicked; what would change an answer that is there is asked first."""
        here = self.session.position
        caution = None
        if not self.session.is_final:
            wanted = action.removeprefix("screen.")
            caution = before_click(wanted, here, self.present, self.session.questionnaire)
        self._once_asked(caution, lambda: self.call_later(self.run_action, action))

    def _once_asked(self, caution: Caution | None, task: Callable[[], object]) -> None:
        if caution is None:
            task()
            return
        from assessment.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                task()

        confirm = Confirm(caution.question, caution.detail, yes=caution.yes, no="Leave it as it is")
        self.app.push_screen(confirm, answered)

    def action_next(self) -> None:
        """Go to the next question of the walk."""
        self.go(self.route.next())

    def action_previous(self) -> None:
        """Go to the question before."""
        self.go(self.route.previous())

    def action_first(self) -> None:
        """Go to the first question."""
        self.go(self.route.first())

    def action_last(self) -> None:
        """Go to the last question."""
        self.go(self.route.last())

    def action_next_open(self) -> None:
        """Go to the next unanswered question."""
        self.go(self.route.next_with("unanswered"))

    def action_next_flagged(self) -> None:
        """Go to the next flagged question."""
        self.go(self.route.next_with("flagged"))

    def action_next_area(self) -> None:
        """Go to the first question of the next area."""
        self.go(self.route.area(1))

    def action_previous_area(self) -> None:
        """Go to the first question of the area before."""
        self.go(self.route.area(-1))

    def action_area(self, area_id: str) -> None:
        """Go to the first unanswered question of an area, else to its first one."""
        self.go(self.route.into_area(area_id))

    def action_jump_to(self, question_id: str) -> None:
        """Go to a question that was clicked."""
        self.go(question_id)

    def action_scroll(self, lines: int) -> None:
        """Move what is longer than its window: the question by lines, the guide by pages."""
        if pages := self._overflowing():
            page = pages[0] if abs(lines) == 1 else pages[-1]
            page.scroll_relative(y=lines, animate=False)

    def action_undo(self) -> None:
        """Take back the last change and show where it was; one of the profile is asked first."""
        last = self.session.last_change
        caution = before_undo(last, self.session.questionnaire) if last else None
        self._once_asked(caution, lambda: self._travel("Taken back", self.session.undo))

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self._travel("Brought back", self.session.redo)

    def _travel(self, word: str, step: Callable[[], Step | None]) -> None:
        was_final = self.session.is_final
        taken = step()
        if taken is None:
            self.tell("There is nothing to undo or redo.", trouble=False)
            return
        self.show_question()
        what = told(taken, self.session.questionnaire)
        if self.session.is_final != was_final:
            what = "the assessment is a draft again" if was_final else "the assessment is final"
        self.tell(f"{word}: {what}.", trouble=False)

    def action_question_again(self) -> None:
        """Leave the side panel where it stands in the place of the question."""
        if self._keys.alone:
            self.action_panel()

    def action_panel(self) -> None:
        """Show or hide the side panel."""
        self.panel_shown = not self.has_class("-panel")
        self._arrange(self.size)
        self._pages["panel"].scroll_home(animate=False)
        self.call_after_refresh(self.show_question)
