"""Ctrl-C at a moment when nothing is half done: a row is written whole or not at all."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Protocol

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What asks the program to stop; all of them keep what was scored."""


class Flag(Protocol):
    """What the first process sets for the others."""

    def is_set(self) -> bool:
        """Whether it is set."""


class _Asked:
    """Whether somebody asked to stop, how often, and what it may interrupt."""

    def __init__(self) -> None:
        self.process = 0
        self.notice = ""
        self.flag: Flag | None = None
        self.begin("")

    def begin(self, notice: str) -> None:
        self.process, self.notice = os.getpid(), notice
        self.times = 0
        self.writing = self.working = self.waiting = self.pending = False
        self.ending = self.closed = False

    def now(self, number: int, _: FrameType | None) -> None:
        if os.getpid() != self.process:
            _in_a_child(number)
            return
        if self.closed:
            return
        self.times += 1
        if self.times == 1:
            self._say()
        if self.ending:
            if self.waiting:
                raise KeyboardInterrupt
        elif self.writing or (self.working and self.times == 1):
            self.pending = True
        else:
            self.pending = False
            raise KeyboardInterrupt

    def _say(self) -> None:
        # Straight to the terminal: the usual way may be in the middle of another message.
        if self.notice and sys.stderr is not None:
            below = "\n" if sys.stderr.isatty() else ""  # a bar stands on the line
            with suppress(OSError):
                os.write(2, f"{below}{self.notice}\n".encode())


def _in_a_child(number: int) -> None:
    # Forked a moment ago, and not ready yet: the first process decides about Ctrl-C, and a
    # process that it ends has to end, or it would be waited for without end.
    if number != signal.SIGINT:
        os._exit(128 + number)


_asked = _Asked()


def listen(notice: str = "") -> None:
    """From now on every signal to stop does what Ctrl-C does, and waits where it is held.

    The notice is printed at the first one, if what is under way may take a while.
    """
    _asked.begin(notice)
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup leaves it
            signal.signal(number, _asked.now)


def end() -> None:
    """What was asked for is being done: another signal interrupts only what is `impatient`."""
    _asked.ending, _asked.pending = True, False


@contextmanager
def obeyed() -> Iterator[None]:
    """Signals are obeyed; from the end on they change nothing: what is left takes no time."""
    try:
        yield
    finally:
        _asked.closed, _asked.pending = True, False


def follow(flag: Flag) -> None:
    """In a process that was started for a part of the work: the first one says when to stop."""
    _asked.flag = flag


def wanted() -> bool:
    """Whether somebody asked to stop, so that what takes seconds is not begun."""
    return _asked.pending or (_asked.flag is not None and _asked.flag.is_set())


@contextmanager
def held() -> Iterator[None]:
    """Finish what is inside, a row or a file that is written, before a signal is obeyed."""
    before, _asked.writing = _asked.writing, True
    try:
        yield
    finally:
        _asked.writing = before
    _obey()


@contextmanager
def unhurried() -> Iterator[None]:
    """Finish what is inside before the first signal is obeyed; a second one is obeyed at once."""
    _asked.working = True
    try:
        yield
    finally:
        _asked.working = False
    _obey()


@contextmanager
def impatient() -> Iterator[None]:
    """A wait for what is under way, which a second signal gives up, also one that came before."""
    _asked.waiting = True
    try:
        if _asked.ending and _asked.times > 1:
            raise KeyboardInterrupt
        yield
    finally:
        _asked.waiting = False


def _obey() -> None:
    if _asked.pending and not (_asked.writing or _asked.working):
        _asked.pending = False
        raise KeyboardInterrupt
