"""Settings of the whole process, each with its reason and what it saves.

| setting | why | saves |
| --- | --- | --- |
| one thread for matrices | they are small, and each process would start many | 100 ms |
"""

from __future__ import annotations

import os


def single_thread() -> None:
    """Keep the matrix library from starting threads of its own; call before importing numpy."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
