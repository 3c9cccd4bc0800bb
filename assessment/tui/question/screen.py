"""The question screen: one question at a time, answered by ticks on points or by single keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from assessment.language import _
from assessment.tui.careful import before_click, before_undo
from assessment.tui.commands import NOT_IN_PART, bindings, key_action
from assessment.tui.commands import clicked as action
from assessment.tui.history import UndoStep, describe
from assessment.tui.program import Program
from assessment.tui.question.fields import Fields
from assessment.tui.question.file_trouble import FileTrouble
from assessment.tui.question.habits import Habits
from assessment.tui.question.levels import Levels
from assessment.tui.question.navigation import Navigation
from assessment.tui.question.other_screens import OtherScreens
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.recorder import Recorder
from assessment.tui.question.taking_over import TakingOver
from assessment.tui.question.view import View
from assessment.tui.route import Route
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

    def _step(self, word: str, step: Callable[[], UndoStep | None]) -> None:
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


class Clicks:
    """Does what was clicked; what gives or changes an answer waits for a second click on it."""

    def __init__(
        self, session: Session, view: View, commands: Mapping[str, Callable[..., object]]
    ) -> None:
        self._session = session
        self._view = view
        self._commands = commands
        self._first: tuple[object, ...] = ()
        """What was clicked once, and what was said of it."""

    def click(self, name: str, *values: object) -> None:
        """Do it, or say that it takes a second click."""
        asked = self._question_first(name, *values)
        # What is asked counts as long as it is read: a key, or time, takes it off the screen.
        clicked = (self._session.position, name, *values, asked)
        if asked and not (clicked == self._first and asked == self._view.message):
            self._first = clicked
            self._view.show_message(asked, does=action(name, *values))
            return
        self._first = ()
        self._commands[name](*values)

    def _question_first(self, name: str, *values: object) -> str:
        if self._session.is_final:
            return ""
        here = self._session.position
        return before_click(name, values, here, self._session.answer(here))


class QuestionScreen(Screen[None]):
    """Hands each key and click to the object that does it; what is shown is the view's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        ("escape", key_action("question_again"), _("question")),
    ]

    EXPECTS = _("0 to 4, or n, u, w (F1 lists all keys)")

    def __init__(self, session: Session, program: Program) -> None:
        super().__init__()
        self.session = session
        route = Route(session)
        self.view = View(self, session, route)
        recorder = Recorder(session, self.view)
        prompts = Prompts(self, session, self.view)
        navigation = Navigation(session, route, self.view, recorder, prompts)
        habits = Habits(program, session, self.view, prompts)
        self._levels = Levels(session, self.view, recorder, navigation, habits)
        self.others = OtherScreens(self, program, session, self.view, navigation, prompts)
        self.trouble = FileTrouble(program, session, self.view, prompts)
        self.commands: Mapping[str, Callable[..., object]] = {
            **self._levels.commands(),
            **Fields(session, self.view, recorder, navigation, prompts, habits).commands(),
            **habits.commands(),
            **TakingOver(session, self.view, recorder, prompts, habits).commands(),
            **navigation.commands(),
            **Undoing(session, self.view, prompts).commands(),
            **self.others.commands(),
            **self.trouble.commands(),
            # Whoever fills in a part signs the whole of it.
            "who_answers": self.others.signature if session.is_part else habits.who_answers,
            "question_again": self._question_again,
        }
        """What the screen can do, by the names that keys, clicks and the palette use."""
        self._clicks = Clicks(session, self.view, self.commands)

    def compose(self) -> ComposeResult:
        """Header, areas, question, side panel, keys."""
        # Before anything has a style: the first picture needs none twice.
        self.view.arrange(self.app.size, update=False)
        # The question is seen first: the figures around it follow in the next moment.
        yield self.view.header
        with Horizontal(id="middle"):
            yield self.view.areas
            yield self.view.question
            yield self.view.panel
        yield self.view.keys

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold the columns."""
        self.view.arrange(event.size)
        self.call_after_refresh(self.view.show_surroundings)

    def on_key(self, event: events.Key) -> None:
        """Take the letter of a point, where one is awaited."""
        if self._levels.awaits_letter:
            event.stop()
            self._levels.take_letter(event.character or "")

    def action_do(self, name: str, *values: object) -> None:
        """Do what a key stands for."""
        if self.session.is_part and name in NOT_IN_PART:
            self.view.warn(
                _("A part asks for its answers only: points, evidence, note and action.")
            )
            return
        self.commands[name](*values)

    def action_click(self, name: str, *values: object) -> None:
        """Do what was clicked."""
        self._clicks.click(name, *values)

    def _question_again(self) -> None:
        """Leave the side panel where it stands in the place of the question."""
        if self.view.is_panel_alone:
            self.view.toggle_panel()
