"""Ctrl-C at a moment when nothing is half done: a row is written whole or not at all."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What asks the program to stop; all of them keep what was scored."""


class _Asked:
    """Whether somebody asked, and whether it has to wait."""

    def __init__(self) -> None:
        self.holding = False
        self.pending = False
        self.process = 0

    def now(self, number: int, _: FrameType | None) -> None:
        if os.getpid() != self.process:
            _in_a_child(number)
            return
        if self.holding:
            self.pending = True
        else:
            raise KeyboardInterrupt


def _in_a_child(number: int) -> None:
    # Forked a moment ago, and not ready yet: the first process decides about Ctrl-C, and a
    # process that it ends has to end, or it would be waited for without end.
    if number != signal.SIGINT:
        os._exit(128 + number)


_asked = _Asked()


def listen() -> None:
    """From now on every signal to stop does what Ctrl-C does, and waits where it is held."""
    _asked.process = os.getpid()
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup leaves it
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
