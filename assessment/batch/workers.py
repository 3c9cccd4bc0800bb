"""Chunks of files through this process or several others, in order, with bounded memory.

Each process has a connection of its own, and nothing is shared that one of them could take into its
grave: no lock, no queue. Whatever ends a process from outside, at whatever moment, also in the
middle of a message, closes its connection, and so the first process hears of it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from assessment.batch import interrupts
from assessment.batch.input_file import InputFile
from assessment.errors import AssessmentError, WorkerLostError, reason_of
from assessment.language import _
from assessment.store.keys import ask_with

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

_Result = TypeVar("_Result")
Chunk = tuple[InputFile, ...]
Work = Callable[[Chunk], _Result]
Take = Callable[[_Result], None]

CHUNKS_AHEAD = 2
"""Chunks that each process has in hand; never all, or the memory would grow with the files."""
_LOOK = 0.5
"""Seconds after which a wait for results looks whether somebody asked to stop."""
_FAREWELL = 10.0
"""Seconds for a process that has nothing left to do to end by itself."""


class Workers(ABC, Generic[_Result]):
    """Work on chunks."""

    @abstractmethod
    def run(self, chunks: Iterable[Chunk], take: Take[_Result]) -> None:
        """Give the result of each chunk, in their order.

        Raises KeyboardInterrupt where somebody asked to stop: then what was under way is given,
        and nothing more was begun. Raises WorkerLostError where a process was ended from outside:
        then the others end, too.
        """


@contextmanager
def workers(work: Work[_Result], jobs: int) -> Iterator[Workers[_Result]]:
    """Work that is done in this process, or in several."""
    if jobs <= 1:
        yield _ThisProcess(work)
        return
    with _Processes(work, jobs) as processes:
        yield processes


class _ThisProcess(Workers[_Result]):
    def __init__(self, work: Work[_Result]) -> None:
        self._work = work

    def run(self, chunks: Iterable[Chunk], take: Take[_Result]) -> None:
        for chunk in chunks:
            take(self._work(chunk))
            interrupts.stop_if_asked()


@dataclass(slots=True)
class _Begun:
    """A chunk that was handed out."""

    first: str
    """The name of its first file."""
    last: str
    done: bool = False
    lost: bool = False
    """Whether the process that had it is gone."""
    result: Any = None
    """None where it was not begun, because somebody asked to stop."""


@dataclass(slots=True)
class _Worker:
    """Another process, and the chunks that it has in hand, in order."""

    process: ForkProcess
    connection: Connection
    held: deque[_Begun] = field(default_factory=deque)


class _LostError(Exception):
    """The result that is next in order will never come."""


class _Processes(Workers[_Result]):
    def __init__(self, work: Work[_Result], jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._living: list[_Worker] = []
        self._ended: list[_Worker] = []
        """Processes that were ended from outside."""
        self._begun: deque[_Begun] = deque()
        self._last = ""
        """The last file that was scored, in order."""

    def __enter__(self) -> _Processes[_Result]:
        try:
            for _unused in range(self._jobs):
                self._living.append(self._new())
        except BaseException:
            self._end_all()
            raise
        signal.signal(signal.SIGCHLD, self._a_process_ended)
        return self

    def __exit__(self, *_unused: object) -> None:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._begin_no_more()
        self._wait_for_all()
        self._end_all()

    def _new(self) -> _Worker:
        # Forked, so that the questionnaire is read once and its memory is shared.
        forked = multiprocessing.get_context("fork")
        ours, theirs = forked.Pipe()
        # A process hears of the end of another by its connection, so nobody else may hold it.
        not_theirs = [ours, *(item.connection for item in self._living)]
        process = forked.Process(target=_serve, args=(self._work, theirs, not_theirs), daemon=True)
        # Whatever asks to stop while a process begins asks the first one alone: in the other one
        # the flag of this one would be set, and its files would be passed over.
        signal.pthread_sigmask(signal.SIG_BLOCK, interrupts.SIGNALS)
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise AssessmentError(
                _("No further process can be begun: {strerror}.").format(strerror=reason_of(error)),
                remedy=_("Run it again with fewer --jobs."),
            ) from error
        finally:
            theirs.close()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, interrupts.SIGNALS)
        return _Worker(process, ours)

    def run(self, chunks: Iterable[Chunk], take: Take[_Result]) -> None:
        following = ""
        try:
            for chunk in chunks:
                following = chunk[0].name
                self._make_room(take)
                following = ""
                self._hand_out(chunk)
                interrupts.stop_if_asked()
            while self._begun:
                self._take_first(take)
                interrupts.stop_if_asked()
        except (KeyboardInterrupt, _LostError):
            if not interrupts.is_stop_asked():
                raise self._loss(following) from None
            self._begin_no_more()
            self._wait_for_all()
            with suppress(_LostError):
                while self._begun:
                    self._take(self._begun[0], take)
            raise KeyboardInterrupt from None

    def _loss(self, following: str) -> WorkerLostError:
        """What is told of a loss; nothing is waited for, since no table will come of it."""
        for worker in self._living:
            worker.process.kill()
        while self._begun and self._begun[0].done and not self._begun[0].lost:
            self._last = self._begun.popleft().last
        missing = self._begun[0].first if self._begun else following
        return WorkerLostError(missing, after=self._last)

    def _make_room(self, take: Take[_Result]) -> None:
        most = CHUNKS_AHEAD * self._jobs
        while len(self._begun) >= most or (self._begun and self._begun[0].done):
            self._take_first(take)
        if self._ended:
            raise _LostError

    def _hand_out(self, chunk: Chunk) -> None:
        worker = min(self._living, key=lambda item: len(item.held))
        begun = _Begun(chunk[0].name, chunk[-1].name)
        self._begun.append(begun)
        worker.held.append(begun)
        try:
            worker.connection.send(chunk)
        except OSError:
            self._bury(worker)

    def _take_first(self, take: Take[_Result]) -> None:
        first = self._begun[0]
        while not first.done:
            self._receive(_LOOK)
            interrupts.stop_if_asked()
            if any(item.lost for item in self._begun):
                raise _LostError
        self._take(self._begun[0], take)

    def _take(self, first: _Begun, take: Take[_Result]) -> None:
        if first.lost:
            raise _LostError
        self._begun.popleft()
        if isinstance(first.result, BaseException):
            raise first.result
        if first.result is not None:
            take(first.result)
            self._last = first.last

    def _receive(self, seconds: float | None) -> None:
        """Take in what has come, and what has ended."""
        by_connection = {item.connection: item for item in self._living}
        for connection in wait(list(by_connection), seconds):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                result = worker.connection.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            begun = worker.held.popleft()
            begun.done, begun.result = True, result

    def _bury(self, worker: _Worker) -> None:
        self._living.remove(worker)
        self._ended.append(worker)
        worker.connection.close()
        for begun in worker.held:
            begun.done = begun.lost = True

    def _begin_no_more(self) -> None:
        for worker in list(self._living):
            try:
                worker.connection.send(None)
                os.kill(worker.process.pid or 0, signal.SIGCONT)  # one that was stopped goes on
            except OSError:
                self._bury(worker)

    def _wait_for_all(self) -> None:
        while any(item.held for item in self._living):
            self._receive(None)

    def _a_process_ended(self, *_unused: object) -> None:
        # An archive may come slowly, or never: whoever waits for it would not hear of the end.
        if wait([item.process.sentinel for item in self._living], 0):
            interrupts.break_off()

    def _end_all(self) -> None:
        for worker in self._living:
            worker.connection.close()
        for worker in (*self._living, *self._ended):
            worker.process.join(_FAREWELL)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _serve(
    work: Callable[[Chunk], object], connection: Connection, not_ours: Sequence[Connection]
) -> None:
    """What another process does until its connection is closed."""
    _begin(not_ours)
    stop = threading.Event()
    interrupts.follow(stop)
    # Several would ask at once for a passphrase; the first one opens what is sealed.
    ask_with(None)
    chunks: SimpleQueue[Chunk] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, chunks, stop), daemon=True).start()
    while True:
        result = _done(work, chunks.get())
        try:
            connection.send(result)
        except OSError:  # the first process is gone, and so is this one
            os._exit(1)
        except Exception as error:  # noqa: BLE001 - it is raised again in the first process
            connection.send(
                RuntimeError(_("What came of a file cannot be sent: {error!r}").format(error=error))
            )


def _begin(not_ours: Sequence[Connection]) -> None:
    # What ends a whole group of processes, Ctrl-C among it, reaches the first one alone, which
    # decides what happens.
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # what came before was for the whole group
    for number in (*interrupts.SIGNALS, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, interrupts.SIGNALS)
    for connection in not_ours:
        connection.close()


def _listen(connection: Connection, chunks: SimpleQueue[Chunk], stop: threading.Event) -> None:
    """Take in chunks while others are scored, so that neither side waits for the other for ever.

    The connection ends with the first process, also where that one is killed without a word.
    """
    with suppress(EOFError, OSError):
        while True:
            chunk = connection.recv()
            if chunk is None:
                stop.set()
            else:
                chunks.put(chunk)
    os._exit(0)


def _done(work: Callable[[Chunk], object], chunk: Chunk) -> object:
    if interrupts.is_stop_asked():
        return None
    try:
        return work(chunk)
    except Exception as error:  # noqa: BLE001 - it is raised again in the first process
        error.add_note("".join(traceback.format_exception(error)))
        return error
