"""What a click does: one on a point ticks it, one that gives an answer has to be made twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.tui.careful import before_click
from assessment.tui.commands import clicked as action
from assessment.tui.question.view import View
from assessment.tui.session import Session


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
