"""The one reader of files: never more than a bound, and never waiting where nobody writes.

A file that somebody names may be a pipe (`cied score <(unzip -p a.zip x.json)`). A file that is
found, in a folder or beside another one, has to be an ordinary one: a pipe among them would hold
the program up for ever, and a device would fill the memory.
"""

from __future__ import annotations

import errno
import os
import select
import stat
from pathlib import Path

from assessment.errors import AnswerFileError, reason_of
from assessment.language import _
from assessment.store.file_types import SEALED

SIZE_LIMIT = 16 * 1024 * 1024
"""Largest answer file, in bytes: many times what a full assessment with long notes needs."""
DISK_LIMIT = SIZE_LIMIT * 3 // 2
"""Largest answer file as it lies on the disk: sealed, and written in letters, it is longer."""
PIPE_TIMEOUT = 5.0
"""Seconds that a pipe may wait for somebody who writes to it."""
_FIRST_READ = 64 * 1024
"""Bytes of the first read: most answer files are smaller, so that they cost one call."""
_PIECE = 1024 * 1024


class NotAFileError(OSError):
    """What was found is there, but it is no ordinary file."""

    def __init__(self, path: object) -> None:
        kinds = _("it is no file but a folder, a pipe, a device or the like")
        super().__init__(errno.EINVAL, kinds, str(path))


def read_bytes(path: Path, *, limit: int = SIZE_LIMIT) -> bytes:
    """The bytes of a file or a pipe of bounded size, as they are; raises AnswerFileError."""
    try:
        raw = read_at_most(path, max(limit, DISK_LIMIT) + 1)
    except OSError as error:
        raise unreadable(str(path), error) from error
    check_size(raw, str(path), limit=limit)
    return raw


def unreadable(where: str, error: OSError) -> AnswerFileError:
    """What the system said when a file could not be read."""
    return AnswerFileError(
        _("The file cannot be read: {reason}.").format(reason=reason_of(error)),
        where=where,
        remedy=_("Check the name and your permission to read it."),
    )


def check_size(raw: bytes, where: str, *, limit: int = SIZE_LIMIT) -> None:
    """Refuse more bytes than any answer file has; sealed ones are looked at again when opened."""
    if len(raw) > (max(limit, DISK_LIMIT) if raw.startswith(SEALED) else limit):
        raise too_large(where, limit)


def too_large(where: str, limit: int = SIZE_LIMIT) -> AnswerFileError:
    """The refusal of a file that is larger than any answer file."""
    return AnswerFileError(
        _("The file is larger than {limit} MB, so it is no answer file.").format(
            limit=limit // 1024 // 1024
        ),
        where=where,
        remedy=_("Check that you named the right file."),
    )


def read_regular(path: str | Path, most: int) -> bytes:
    """The first bytes of an ordinary file; raises OSError, NotAFileError for anything else."""
    return read_with_stat(path, most)[0]


def read_with_stat(path: str | Path, most: int) -> tuple[bytes, os.stat_result]:
    """The same, and what the system knows of the very file that was read."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotAFileError(path)
        raw = os.read(handle, min(most, _FIRST_READ))
        return raw + _rest(handle, most - len(raw)) if len(raw) == _FIRST_READ else raw, found
    finally:
        os.close(handle)


def _rest(handle: int, most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0 and (piece := os.read(handle, min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


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
            ready, _unused, _unused = select.select([handle], [], [], PIPE_TIMEOUT)
            first = os.read(handle, 1) if ready else b""
    except BlockingIOError:
        return b""
    if not first:
        raise AnswerFileError(
            _("This is a pipe, and nobody writes to it."),
            where=str(path),
            remedy=_("Name a file, or begin the command that writes to the pipe first."),
        )
    return first
