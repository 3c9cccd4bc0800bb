"""How a process is set up that is going to score many files."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD = -1, -2, -3
"""What `mallopt` calls by number: M_TRIM_THRESHOLD and so on in `malloc.h` of the GNU C library."""
MEMORY_WISHES = {TRIM_THRESHOLD: 1 << 30, TOP_PAD: 32 << 20, MMAP_THRESHOLD: 32 << 20}
"""In bytes: what is kept at the end of the heap, by how much it grows, and from what size on a
piece stands outside of it."""


def single_thread() -> None:
    """Keep the matrix library from starting threads of its own; call before importing numpy."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@contextmanager
def keeping_what_is_there() -> Iterator[None]:
    """Keep memory for what comes next, and look for no garbage in what lives as long as the run.

    Scoring leaves hardly any.
    """
    _reuse_memory()
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)  # nor when the program ends
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _reuse_memory() -> None:
    """Let the memory of one part serve the next, and not be given back and asked for page by page.

    What several processes ask of the system at once costs a twentieth of their time. It is a wish
    that only the C library of GNU knows; forked processes inherit it.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        wish = ctypes.CDLL(None).mallopt
        for parameter, size in MEMORY_WISHES.items():
            wish(parameter, size)
