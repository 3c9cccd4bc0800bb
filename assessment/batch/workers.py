"""Chunks of files through this process or several others, in order, with bounded memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from assessment.batch import interrupts
from assessment.batch.input_file import InputFile
from assessment.errors import AssessmentError

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

Result = TypeVar("Result")
Work = Callable[[tuple[InputFile, ...]], Result]
Take = Callable[[Result], None]

PARENT_CHECK = 1.0
"""Seconds after which a process notices that the first one is gone."""
CHUNKS_AHEAD = 2
"""Chunks that wait for each process; never all, or the memory would grow with the files."""


class Workers(ABC, Generic[Result]):
    """Work on chunks."""

    @abstractmethod
    def run(self, chunks: Iterable[tuple[InputFile, ...]], take: Take[Result]) -> None:
        """Give the result of each chunk, in their order.

        Raises KeyboardInterrupt where somebody asked to stop: then what was under way is given,
        and nothing more was begun.
        """


@contextmanager
def workers(work: Work[Result], jobs: int) -> Iterator[Workers[Result]]:
    """Work that is done in this process, or in several."""
    if jobs <= 1:
        yield _ThisProcess(work)
        return
    with _Processes(work, jobs) as processes:
        yield processes


class _ThisProcess(Workers[Result]):
    def __init__(self, work: Work[Result]) -> None:
        self._work = work

    def run(self, chunks: Iterable[tuple[InputFile, ...]], take: Take[Result]) -> None:
        for chunk in chunks:
            take(self._work(chunk))
            interrupts.check()


_work: Callable[[tuple[InputFile, ...]], object] | None = None


class _Processes(Workers[Result]):
    def __init__(self, work: Work[Result], jobs: int) -> None:
        # Forked, so that the questionnaire is read once and its memory is shared.
        forked = multiprocessing.get_context("fork")
        self._ahead = jobs * CHUNKS_AHEAD
        self._stop = forked.Event()
        self._begun: deque[Future[Result | None]] = deque()
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=forked, initializer=_begin, initargs=(work, self._stop, os.getpid())
        )

    def __enter__(self) -> _Processes[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._begin_no_more()
        self._pool.shutdown(wait=True)

    def run(self, chunks: Iterable[tuple[InputFile, ...]], take: Take[Result]) -> None:
        try:
            for chunk in chunks:
                self._begun.append(self._pool.submit(_do, chunk))  # type: ignore[arg-type]
                while len(self._begun) > self._ahead or (self._begun and self._begun[0].done()):
                    self._take_first(take)
                interrupts.check()
            while self._begun:
                self._take_first(take)
                interrupts.check()
        except KeyboardInterrupt:
            self._begin_no_more()
            while self._begun:
                self._take_first(take)
            raise
        except BrokenProcessPool as error:
            self._take_what_is_there(take)
            raise AssessmentError(
                "One of the processes was ended from outside, perhaps for want of memory.",
                remedy="Run it again with fewer --jobs.",
            ) from error

    def _begin_no_more(self) -> None:
        self._stop.set()
        for future in reversed(self._begun):
            future.cancel()

    def _take_first(self, take: Take[Result]) -> None:
        try:
            result = self._begun.popleft().result()
        except CancelledError:
            return
        if result is not None:
            take(result)

    def _take_what_is_there(self, take: Take[Result]) -> None:
        while self._begun:
            first = self._begun[0]
            if first.done() and not first.cancelled() and first.exception() is None:
                self._take_first(take)
            else:
                self._begun.popleft()


def _begin(work: Callable[[tuple[InputFile, ...]], object], stop: Event, first: int) -> None:
    # What ends a whole group of processes, Ctrl-C among it, reaches the first one alone, which
    # decides what happens: ended in the middle of a chunk, the others could leave it waiting.
    os.setpgid(0, 0)
    for number in interrupts.SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    interrupts.follow(stop)
    threading.Thread(target=_end_with, args=(first,), daemon=True).start()
    global _work
    _work = work


def _end_with(first: int) -> None:
    # The first process may be killed without a word; nobody would ever stop the others.
    while os.getppid() == first:
        time.sleep(PARENT_CHECK)
    os._exit(1)


def _do(chunk: tuple[InputFile, ...]) -> object:
    if _work is None:
        raise RuntimeError("the process was not prepared")
    return None if interrupts.asked() else _work(chunk)
