"""The bytes of a file that somebody names: bounded, and without waiting where nobody writes."""

from __future__ import annotations

import os
import select
import stat
from pathlib import Path

from assessment.errors import AnswerFileError

SIZE_LIMIT = 16 * 1024 * 1024
"""Largest answer file, in bytes: many times what a full assessment with long notes needs."""
PATIENCE = 5.0
"""Seconds that a pipe may wait for somebody who writes to it."""


def read_bytes(path: Path, *, limit: int = SIZE_LIMIT) -> bytes:
    """The bytes of a file of bounded size; raises AnswerFileError."""
    try:
        raw = read_at_most(path, limit + 1)
    except OSError as error:
        raise AnswerFileError(
            f"The file cannot be read: {error.strerror or error}.",
            where=str(path),
            remedy="Check the name and your permission to read it.",
        ) from error
    check_size(raw, str(path), limit=limit)
    return raw


def check_size(raw: bytes, where: str, *, limit: int = SIZE_LIMIT) -> None:
    """Refuse more bytes than any answer file has."""
    if len(raw) > limit:
        raise too_large(where, limit)


def too_large(where: str, limit: int = SIZE_LIMIT) -> AnswerFileError:
    """The refusal of a file that is larger than any answer file."""
    return AnswerFileError(
        f"The file is larger than {limit // 1024 // 1024} MB, so it is no answer file.",
        where=where,
        remedy="Check that you named the right file.",
    )


def read_at_most(path: Path, most: int) -> bytes:
    """The first bytes of a file or a pipe; raises OSError."""
    # Without waiting, or a named pipe that nobody writes to would hold the command up for ever.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        first = b""
        if stat.S_ISFIFO(os.fstat(handle).st_mode):
            first = _first_of_pipe(handle, path)
        os.set_blocking(handle, True)
        return first + stream.read(most - len(first))


def _first_of_pipe(handle: int, path: Path) -> bytes:
    """What a pipe gives first; empty where somebody has it open and has not written yet."""
    try:
        first = os.read(handle, 1)
        if not first:  # nobody has it open yet: `mkfifo p; cied score p & cat x.json > p`
            ready, _, _ = select.select([handle], [], [], PATIENCE)
            first = os.read(handle, 1) if ready else b""
    except BlockingIOError:
        return b""
    if not first:
        raise AnswerFileError(
            "This is a pipe, and nobody writes to it.",
            where=str(path),
            remedy="Name a file, or begin the command that writes to the pipe first.",
        )
    return first
