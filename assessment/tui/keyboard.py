"""A program that hears every key: in the order typed, each by what the one before it opened."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from functools import partial

from textual import events
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.driver import Driver
from textual.keys import _character_to_key
from textual.timer import Timer

from assessment.text import one_line
from assessment.tui.other_keyboards import LATIN, as_latin, expected, is_strange
from assessment.tui.wording import no_room

MAX_WAIT = 3.0
"""Seconds after which the next key is heard, although nothing says that the last one was."""

ROUNDS = 3
"""A key leads to a message, that to another, of a list or of a screen that closes."""


class KeyboardApp(App[int]):
    """Hands on one key at a time, so that what is typed ahead reaches the dialog it is meant for.

    Without this the keys that follow `o` in one go, as over a slow line, are gone before the note
    is there to take them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Event] = deque()
        self._turn = 0
        """Counts the keys handed on."""
        self._taker: DOMNode | None = None
        """What took the last key."""
        self._patience: Timer | None = None
        self.keys_under_way = False
        """Whether a key waits for all that the last one led to."""

    @property
    def keys_are_waiting(self) -> bool:
        """Whether somebody types ahead: what is asked now would be answered by those keys."""
        return bool(self._waiting)

    def get_driver_class(self) -> type[Driver]:
        """Textual's own driver, but for terminals the one in which no pasted text acts as keys."""
        if (found := super().get_driver_class()).__name__ == "LinuxDriver":
            from assessment.tui.driver import TerminalDriver as found  # noqa: N813
        return found

    def on_resize(self) -> None:
        """Draw everything again, also where the window has the size it had.

        A window that was made small and large again in no time tells of its last size alone, and
        has lost what did not fit in between.
        """
        self.action_draw_again()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor of a place to type as it is: blinking sends bytes all day long."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def action_draw_again(self) -> None:
        """Draw everything again, whatever has been written on the terminal in the meantime."""
        if (forget := getattr(self._driver, "forget_picture", None)) is not None:
            forget()
        if self.screen_stack:
            self.screen.refresh()

    def action_press(self, key: str) -> None:
        """Press a key, for the hand that holds the mouse."""
        self.post_message(events.Key(key, {"enter": "\r", "space": " "}.get(key)))

    async def on_event(self, event: events.Event) -> None:
        """Let keys and pasted texts wait for their turn; all else is handled at once."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if not self.keys_under_way:
            self._take_turn()

    def _fitted(self, event: events.Paste) -> events.Paste:
        """A pasted text as a place of one line takes it: Textual would drop what does not fit."""
        from textual.widgets import Input  # here: the first question does not wait for it

        field = self.focused
        if not isinstance(field, Input):
            return event
        text = one_line(event.text)
        room = len(text)
        if field.max_length:
            room = max(field.max_length - len(field.value) + len(field.selected_text), 0)
        if room < len(text):
            self.notify(no_room(len(text) - room), severity="warning", markup=False)
        return events.Paste(text[:room])

    def _as_meant(self, event: events.Event) -> events.Event:
        """The event as it is handed on: a text that fits, a digit of any script as a digit."""
        if isinstance(event, events.Paste):
            return self._fitted(event)
        if isinstance(event, events.Key) and event.is_printable and event.character:
            return self._of_any_keyboard(event, event.character)
        return event

    def _of_any_keyboard(self, event: events.Key, character: str) -> events.Key:
        """A key of another keyboard as the command that it is a form of, unless a text takes it."""
        if character.isascii() and not is_strange(character):
            return event
        from textual.widgets import Input, TextArea  # here: the first question does not wait for it

        if isinstance(self.focused, Input | TextArea):
            return event
        meant = as_latin(character)
        if meant != character:
            return events.Key(_character_to_key(meant), meant)
        if is_strange(character) and event.key not in self.active_bindings:
            self.show_expected(expected(character, getattr(self.screen, "EXPECTS", LATIN)))
        return event

    def show_expected(self, sentence: str) -> None:
        """Say which keys the screen expects."""
        self.notify(sentence, severity="warning", markup=False)

    def _take_turn(self) -> None:
        # Only now: with no key that waits, nothing stands between the last one and its picture.
        self.keys_under_way = True
        self._turn += 1
        self._patience = self.set_timer(MAX_WAIT, partial(self._hand_on, self._turn))
        self._follow(self._taker, [self._taker] * (ROUNDS - 1), self._turn)

    def _follow(self, node: DOMNode | None, again: list[DOMNode | None], turn: int) -> None:
        """Go the last key's way up to here, and again, then through what it opened."""
        while node is not None and node is not self:
            if node.call_later(self._follow, node.parent, again, turn):
                return
            # It closed with that very key, and takes nothing any more.
            node = node.parent
        with suppress(ScreenStackError):
            if again:
                self.call_later(self._follow, again[0], again[1:], turn)
            else:
                self.screen.call_later(self.call_later, self._hand_on, turn)

    async def _hand_on(self, turn: int) -> None:
        if turn != self._turn or not self._waiting:
            return
        if self._patience is not None:
            self._patience.stop()
        self._taker = self.focused or self.screen
        event = self._waiting.popleft()
        await super().on_event(self._as_meant(event))
        self.keys_under_way = False
        if self._waiting:
            self._take_turn()
