"""Signals that ask a run to stop: one flag, which is read where nothing is half done.

The first one sets the flag; what is under way is finished, what was scored is written, and the run
ends in a sentence. A second Ctrl-C does what it does to any program: it ends it at once, and files
that were being written do not take their places.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Protocol

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Flag(Protocol):
    """What the first process sets for the others."""

    def is_set(self) -> bool:
        """Whether it is set."""


class _Request:
    """Whether somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        self.waiting = False
        """Whether only input is awaited, so that the wait can be broken off."""
        self.notice = ""
        self.broken_off = False
        """Whether what is waited for is of no use any more."""
        self.shared: Flag | None = None
        """In a process that does a part of the work, what the first one sets."""

    def ask(self, number: int, _: FrameType | None) -> None:
        if number == signal.SIGINT:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        if not self.asked:
            self.asked = True
            self._show_notice()
        if self.waiting:
            raise KeyboardInterrupt

    def _show_notice(self) -> None:
        # Straight to the terminal: the usual way may be in the middle of another message.
        if self.notice and sys.stderr is not None:
            below = "\n" if sys.stderr.isatty() else ""  # a bar stands on the line
            with suppress(OSError):
                os.write(2, f"{below}{self.notice}\n".encode())


_request = _Request()


def listen(notice: str = "") -> None:
    """From now on a signal sets the flag; the notice is shown where the end may take a while."""
    global _request
    _request = _Request()
    _request.notice = notice
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup leaves it
            signal.signal(number, _request.ask)


def follow(flag: Flag) -> None:
    """In a process that does a part of the work: the first one says when to stop."""
    global _request
    _request = _Request()
    _request.shared = flag


def break_off() -> None:
    """End a wait for input, now or when it begins, as if somebody had asked to stop."""
    _request.broken_off = True
    if _request.waiting:
        raise KeyboardInterrupt


def is_stop_asked() -> bool:
    """Whether somebody asked to stop, so that nothing more is begun."""
    return _request.asked or (_request.shared is not None and _request.shared.is_set())


def stop_if_asked() -> None:
    """Raise KeyboardInterrupt where somebody asked to stop; called where nothing is half done."""
    if is_stop_asked():
        raise KeyboardInterrupt


@contextmanager
def interruptible() -> Iterator[None]:
    """A wait for input that may never come: a signal breaks it off."""
    _request.waiting = True
    try:
        stop_if_asked()
        if _request.broken_off:
            raise KeyboardInterrupt
        yield
    finally:
        _request.waiting = False
