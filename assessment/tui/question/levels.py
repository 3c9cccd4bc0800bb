"""Giving the answer itself: a level, ticks on points, or a state without a level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from assessment.answers import Answer, Status
from assessment.language import _
from assessment.questionnaire import Level
from assessment.tui.question.change_words import (
    changed_answer,
    settled_words,
    state_in_short,
    ticked_point,
)
from assessment.tui.question.habits import Habits
from assessment.tui.question.navigation import Navigation
from assessment.tui.question.recorder import Recorder
from assessment.tui.question.rows import LEVEL_ROWS, row_after
from assessment.tui.question.ticking import with_level, with_point_ticked
from assessment.tui.question.view import View
from assessment.tui.session import Session

ON_QUESTION = _("The points are on the question: i goes back to it.")


class Levels:
    """Answers the present question; what changes an answer that was there is said."""

    def __init__(
        self,
        session: Session,
        view: View,
        recorder: Recorder,
        navigation: Navigation,
        habits: Habits,
    ) -> None:
        self._habits = habits
        self._session = session
        self._view = view
        self._recorder = recorder
        self._navigation = navigation
        self.awaits_letter = False
        """Whether the next key is the letter of a point."""

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {
            "level": self.level,
            "tick": self.tick,
            "move": self.move,
            "letter": self.await_letter,
            "unknown": lambda: self._state("unknown"),
            "withheld": lambda: self._state("withheld"),
            "clear": self.clear,
            "confirm": self.confirm,
        }

    def level(self, level: Level) -> None:
        """Record a level outright, and go on."""
        self._once_named(
            lambda: self._give(with_level(self._session.question, self._recorder.present, level))
        )

    def tick(self, letter: str = "") -> None:
        """Tick a point or take its tick away; without a letter that on which one stands."""
        if not letter and self._view.is_panel_alone:
            self._view.warn(ON_QUESTION)
            return
        self._once_named(lambda: self._tick(letter))

    def _tick(self, letter: str) -> None:
        row = letter or self._view.row
        before = self._recorder.present
        question = self._session.question
        if row in LEVEL_ROWS:
            self._stay_with(with_level(question, before, cast("Level", int(row))), changed_answer)
            return
        if letter:
            self._view.row = letter
        after = with_point_ticked(question, before, row)
        self._stay_with(after, lambda key, then, now: ticked_point(key, row, then, now))

    def move(self, step: int) -> None:
        """Stand on another row; where the guide stands in its place, that is moved."""
        if self._view.is_panel_alone:
            self._view.scroll(step)
        elif not self._session.is_final:
            self._view.row = row_after(self._session.question, self._view.row, step)
            self._view.show_row()

    def await_letter(self) -> None:
        """Take the next key for the letter of a point."""
        if self._session.is_final:
            self._view.warn(self._session.why_locked)
        elif self._view.is_panel_alone:
            self._view.warn(ON_QUESTION)
        else:
            letters = list(self._session.question.points)
            self.awaits_letter = True
            self._view.show_message(
                _("Which point? {letters} to {last} ticks it.").format(
                    letters=letters[0], last=letters[-1]
                )
            )

    def take_letter(self, letter: str) -> None:
        """Tick the point of a letter; any other key only ends the waiting."""
        self.awaits_letter = False
        if letter in self._session.question.points:
            self.tick(letter)
        else:
            self._view.show_message(_("No point was ticked."))

    def clear(self) -> None:
        """Take the level or state back; all else stays."""
        self._stay_with(self._recorder.present.stating("unanswered"), changed_answer)

    def confirm(self) -> None:
        """Confirm an answer that was carried over, as it stands, and go on."""
        if self._recorder.present.to_confirm:
            self._give(self._recorder.present.replace(to_confirm=False), goes_on=True)
        else:
            self._view.show_message(
                _("This answer was not carried over: nothing is to be confirmed.")
            )

    def _state(self, status: Status) -> None:
        self._once_named(lambda: self._give(self._recorder.present.stating(status)))

    def _once_named(self, task: Callable[[], object]) -> None:
        self._habits.once_named(task)

    def _give(self, answer: Answer, *, goes_on: bool = False) -> None:
        if self._habits.stays and not goes_on:
            self._stay_with(answer, _given)
            return
        here, before = self._session.position, self._recorder.present
        if self._recorder.record(answer):
            self._navigation.next()
            self._show_message(self._settled(here, before) or changed_answer(here, before, answer))

    def _stay_with(self, answer: Answer, words: Callable[[str, Answer, Answer], str]) -> None:
        here, before = self._session.position, self._recorder.present
        if self._recorder.record(answer):
            self._view.show_question(keep_scroll=True)
            self._show_message(self._settled(here, before) or words(here, before, answer))

    def _settled(self, question_id: str, before: Answer) -> str:
        return settled_words(question_id, before, self._session.answer(question_id))

    def _show_message(self, changed: str) -> None:
        if changed:
            self._view.show_message(f"{changed}. {self._view.message}".rstrip())


def _given(question_id: str, before: Answer, after: Answer) -> str:
    """What was given to a question on which one stays."""
    changed = changed_answer(question_id, before, after)
    return _("{change}. Enter goes on").format(
        change=changed or f"{question_id} {state_in_short(after)}"
    )
