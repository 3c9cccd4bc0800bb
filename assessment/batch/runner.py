"""Many files through one or several processes, in order, with bounded memory."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Generic, TypeVar

from assessment.batch.items import Item
from assessment.errors import AssessmentError

Result = TypeVar("Result")
Work = Callable[[tuple[Item, ...]], Result]

CHUNK = 128
"""Files scored as one matrix."""
CHUNK_BYTES = 8 * 1024 * 1024
"""Most bytes of archive members in one chunk."""


def single_thread() -> None:
    """Keep the matrix library from starting threads of its own; call before importing numpy."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def keep_what_is_there() -> None:
    """Do not look for garbage in what lives as long as the program; scoring leaves hardly any."""
    gc.freeze()
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)  # nor when the program ends


def chunks(items: Iterable[Item], most: int = CHUNK) -> Iterator[tuple[Item, ...]]:
    """The items in groups that are scored at once; small ones first, so that results come soon."""
    chunk: list[Item] = []
    size = 0
    wanted = 1
    for item in items:
        chunk.append(item)
        size += len(item.raw or b"")
        if len(chunk) >= wanted or size >= CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
            wanted = min(most, wanted * 2)
    if chunk:
        yield tuple(chunk)


@contextmanager
def started(
    work: Work[Result], jobs: int
) -> Iterator[Callable[[Iterable[tuple[Item, ...]]], Iterator[Result]]]:
    """A function that gives the result of each part, in the order of the parts."""
    if jobs <= 1:
        yield lambda parts: map(work, parts)
        return
    with _Processes(work, jobs) as processes:
        yield processes.run


_work: Callable[[tuple[Item, ...]], object] | None = None


class _Processes(Generic[Result]):
    def __init__(self, work: Work[Result], jobs: int) -> None:
        self._jobs = jobs
        # Forked, so that the questionnaire is read once and its memory is shared.
        self._pool = ProcessPoolExecutor(
            jobs,
            mp_context=multiprocessing.get_context("fork"),
            initializer=_begin,
            initargs=(work,),
        )

    def __enter__(self) -> _Processes[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(self, parts: Iterable[tuple[Item, ...]]) -> Iterator[Result]:
        # A few parts ahead, never all: the memory must not grow with the number of files.
        ahead = self._jobs * 2
        waiting: deque[Future[Result]] = deque()
        try:
            for part in parts:
                waiting.append(self._pool.submit(_do, part))  # type: ignore[arg-type]
                while len(waiting) > ahead or (waiting and waiting[0].done()):
                    yield from _first(waiting)
            while waiting:
                yield from _first(waiting)
        except KeyboardInterrupt:
            while waiting and waiting[0].done():
                yield from _first(waiting)
            raise
        except BrokenProcessPool as error:
            raise AssessmentError(
                "One of the processes was ended from outside, perhaps for want of memory.",
                remedy="Run it again with fewer --jobs.",
            ) from error


def _first(waiting: deque[Future[Result]]) -> Iterator[Result]:
    # Taken off only when it is there: Ctrl-C while waiting must not lose it.
    result = waiting[0].result()
    waiting.popleft()
    yield result


def _begin(work: Callable[[tuple[Item, ...]], object]) -> None:
    # Ctrl-C, and whatever else ends a whole group of processes, reaches the first one alone: it
    # decides what happens. Ended in the middle of a part, the others could leave it waiting.
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    global _work
    _work = work


def _do(part: tuple[Item, ...]) -> object:
    if _work is None:
        raise RuntimeError("the process was not prepared")
    return _work(part)
