"""Saving while one types: what is typed waits for no pause of the hands."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

SECONDS = 0.8
"""From the first key that is not saved to its save; with the write it is on disk in a second."""


class Autosave:
    """Calls `save` a moment after something was typed, however long the typing goes on.

    A clock that every key set back would never ring while one types.
    """

    def __init__(self, screen: MessagePump, save: Callable[[], object]) -> None:
        self._screen = screen
        self._save = save
        self._timer: Timer | None = None

    def typed(self) -> None:
        """Something was typed: it is saved with what the next moments bring."""
        if self._timer is None:
            self._timer = self._screen.set_timer(SECONDS, self._due)

    def _due(self) -> None:
        self._timer = None
        self._save()
