"""Ctrl-C at a moment when nothing is half done: a row is written whole or not at all."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""What asks the program to stop; all of them keep what was scored."""


class _Asked:
    """Whether somebody asked, and whether it has to wait."""

    def __init__(self) -> None:
        self.holding = False
        self.pending = False

    def now(self, *_: int | FrameType | None) -> None:
        if self.holding:
            self.pending = True
        else:
            raise KeyboardInterrupt


_asked = _Asked()


def listen() -> None:
    """From now on every signal to stop does what Ctrl-C does, and waits where it is held."""
    for number in SIGNALS:
        signal.signal(number, _asked.now)


@contextmanager
def held() -> Iterator[None]:
    """Finish what is inside before a signal to stop is obeyed."""
    _asked.holding = True
    try:
        yield
    finally:
        _asked.holding = False
    if _asked.pending:
        _asked.pending = False
        raise KeyboardInterrupt
