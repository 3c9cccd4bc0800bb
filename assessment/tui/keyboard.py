"""A program that hears every key: in the order typed, each by what the one before it opened."""

from __future__ import annotations

from collections import deque
from contextlib import suppress

from textual import events
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.driver import Driver

PATIENCE = 3.0
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
        self.keys_under_way = False
        """Whether a key, or what it leads to, is still being handled."""

    def get_driver_class(self) -> type[Driver]:
        """Textual's own driver, but for terminals the one in which no pasted text acts as keys."""
        if (found := super().get_driver_class()).__name__ == "LinuxDriver":
            from assessment.tui.driver import TerminalDriver as found  # noqa: N813
        return found

    async def on_event(self, event: events.Event) -> None:
        """Let keys and pasted texts wait for their turn; all else is handled at once."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if not self.keys_under_way:
            await self._hand_on(self._turn)
        elif len(self._waiting) == 1:
            self.set_timer(PATIENCE, lambda turn=self._turn: self.call_later(self._hand_on, turn))

    async def _hand_on(self, turn: int) -> None:
        if turn != self._turn:
            return
        self._turn += 1
        self.keys_under_way = bool(self._waiting)
        if self._waiting:
            taker = self.focused or self.screen
            await super().on_event(self._waiting.popleft())
            self._follow(taker, [taker] * (ROUNDS - 1), self._turn)

    def _follow(self, node: DOMNode | None, again: list[DOMNode], turn: int) -> None:
        """Go the key's own way up to here, again for what it led to, and through what it opened."""
        while node is not None and node is not self:
            if node.call_later(self._follow, node.parent, again, turn):
                return
            # It closed with this very key, and takes nothing any more.
            node = node.parent
        with suppress(ScreenStackError):
            if again:
                self.call_later(self._follow, again[0], again[1:], turn)
            else:
                self.screen.call_later(self.call_later, self._hand_on, turn)
