"""Many files through one or several processes, in order, with bounded memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from assessment.batch import stopping
from assessment.batch.items import Item
from assessment.batch.places import Place
from assessment.batch.stopping import held, impatient, unhurried
from assessment.errors import AssessmentError

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

Result = TypeVar("Result")
Work = Callable[[tuple[Item, ...]], Result]
Take = Callable[[Result], None]

WATCH = 1.0
"""Seconds after which a process notices that the first one is gone."""


class Running(ABC, Generic[Result]):
    """Work that was started."""

    @abstractmethod
    def run(self, parts: Iterable[tuple[Item, ...]], take: Take[Result]) -> None:
        """Give the result of each part, in the order of the parts; each is taken as a whole."""

    @abstractmethod
    def finish(self, take: Take[Result]) -> None:
        """After an interruption: give what is finished or under way, and begin nothing more."""


@contextmanager
def started(work: Work[Result], jobs: int) -> Iterator[Running[Result]]:
    """Work that is done in this process, or in several."""
    if jobs <= 1:
        yield _OneProcess(work)
        return
    with _Processes(work, jobs) as processes:
        yield processes


class _OneProcess(Running[Result]):
    def __init__(self, work: Work[Result]) -> None:
        self._work = work

    def run(self, parts: Iterable[tuple[Item, ...]], take: Take[Result]) -> None:
        for part in parts:
            with unhurried():
                result = self._work(part)
                with held():
                    take(result)

    def finish(self, take: Take[Result]) -> None:
        """What was under way was finished before the signal was obeyed."""


_work: Callable[[tuple[Item, ...]], object] | None = None
_places: list[Place] = []


class _Processes(Running[Result]):
    def __init__(self, work: Work[Result], jobs: int) -> None:
        # A few parts ahead, never all: the memory must not grow with the number of files.
        self._ahead = jobs * 2
        self._places = [Place() for _ in range(self._ahead + 1)]
        self._free = deque(range(len(self._places)))
        # Forked, so that the questionnaire is read once and its memory is shared.
        forked = multiprocessing.get_context("fork")
        self._stop = forked.Event()
        self._waiting: deque[tuple[Future[object], int]] = deque()
        """What was begun, in order, each with the number of its place."""
        self._pool = ProcessPoolExecutor(
            jobs,
            mp_context=forked,
            initializer=_begin,
            initargs=(work, self._places, self._stop, os.getpid()),
        )

    def __enter__(self) -> _Processes[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._settle()
        with held():  # nothing is under way any more
            self._pool.shutdown(wait=True)

    def run(self, parts: Iterable[tuple[Item, ...]], take: Take[Result]) -> None:
        waiting = self._waiting
        try:
            for part in parts:
                with held():  # in the middle, processes would be left that nobody ends
                    place = self._free.popleft()
                    waiting.append((self._pool.submit(_do, part, place), place))
                while len(waiting) > self._ahead or (waiting and waiting[0][0].done()):
                    self._take_first(take)
            while waiting:
                self._take_first(take)
        except BrokenProcessPool as error:
            self._take_what_is_there(take)
            raise AssessmentError(
                "One of the processes was ended from outside, perhaps for want of memory.",
                remedy="Run it again with fewer --jobs.",
            ) from error

    def finish(self, take: Take[Result]) -> None:
        self._settle()
        self._take_what_is_there(take)

    def _settle(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        self._stop.set()
        begun = [future for future, _ in self._waiting]
        for future in reversed(begun):
            future.cancel()
        try:
            with impatient():
                wait(begun)
        except KeyboardInterrupt:  # asked once more: what is under way is given up
            _end_children()

    def _take_first(self, take: Take[Result]) -> None:
        # Taken off only with the result at hand: Ctrl-C while waiting must not lose it.
        future, place = self._waiting[0]
        sent = future.result()
        with held():
            self._waiting.popleft()
            self._free.append(place)
            if sent is not None:
                take(self._places[place].take(sent))

    def _take_what_is_there(self, take: Take[Result]) -> None:
        while self._waiting:
            first, _ = self._waiting[0]
            if first.done() and not first.cancelled() and first.exception() is None:
                self._take_first(take)
            else:
                self._waiting.popleft()


def _end_children() -> None:
    for child in multiprocessing.active_children():
        child.terminate()


def _begin(
    work: Callable[[tuple[Item, ...]], object], places: list[Place], stop: Event, first: int
) -> None:
    # Ctrl-C, and whatever else ends a whole group of processes, reaches the first one alone: it
    # decides what happens. Ended in the middle of a part, the others could leave it waiting.
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    stopping.follow(stop)
    threading.Thread(target=_end_with, args=(first,), daemon=True).start()
    global _work, _places
    _work, _places = work, places


def _end_with(first: int) -> None:
    # The first process may be killed without a word; nobody would ever stop the others.
    while os.getppid() == first:
        time.sleep(WATCH)
    os._exit(1)


def _do(part: tuple[Item, ...], place: int) -> object:
    if _work is None:
        raise RuntimeError("the process was not prepared")
    return None if stopping.wanted() else _places[place].put(_work(part))
