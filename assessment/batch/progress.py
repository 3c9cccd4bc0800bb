"""How far a run is: a bar on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from assessment.language import _
from assessment.text import count_of

MINUTE, HOUR = 60, 3600
_EVERY = 5.0
"""Seconds between two plain lines."""
Advance = Callable[[int], None]


@contextmanager
def progress_shown(
    total: int | None, *, quiet: bool, stream: TextIO | None = None
) -> Iterator[Advance]:
    """A function to call with the number of files that are done."""
    target = sys.stderr if stream is None else stream
    if quiet:
        yield _nothing
    elif target.isatty():
        with _bar(total) as advance:
            yield advance
    else:
        yield _Lines(total, target).advance


def _nothing(_unused: int) -> None:
    """Show nothing."""


@contextmanager
def _bar(total: int | None) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Files a second."""

        def render(self, task: Task) -> Text:
            return Text(_("{rate} files/s").format(rate=_rate(task.speed)) if task.speed else "")

    columns = (
        TextColumn(_("Scoring")),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda files: progress.advance(task, files)


class _Lines:
    def __init__(self, total: int | None, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._done = 0
        self._begun = self._last_line = time.monotonic()

    def advance(self, files: int) -> None:
        """Count some files, and tell from time to time."""
        self._done += files
        now = time.monotonic()
        if now - self._last_line >= _EVERY:
            self._last_line = now
            rate = self._done / (now - self._begun)
            with suppress(OSError):  # somebody closed the pipe of messages: the table goes on
                self._stream.write(_line(self._done, self._total, rate) + "\n")
                self._stream.flush()


def _line(done: int, total: int | None, rate: float) -> str:
    if total is None:
        return _("{done:,} files, {rate} a second").format(done=done, rate=_rate(rate))
    return _("{done:,} of {total:,} files, {rate} a second, {left}").format(
        done=done, total=total, rate=_rate(rate), left=_left((total - done) / rate)
    )


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _left(seconds: float) -> str:
    if seconds >= 1.5 * HOUR:
        return count_of(round(seconds / HOUR), "{n} hour left", "{n} hours left")
    if seconds >= 1.5 * MINUTE:
        return count_of(round(seconds / MINUTE), "{n} minute left", "{n} minutes left")
    return count_of(max(1, round(seconds)), "{n} second left", "{n} seconds left")
