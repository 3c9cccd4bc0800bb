"""The only writer of answer files: atomic, durable, one session at a time."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import LockedError, SaveError

OWNER_ONLY = 0o600
"""An answer file lists a State's weak points: only its owner may read it."""


def dump(answers: Answers) -> bytes:
    """The answer file as it is written: indented, so that a diff shows what changed."""
    return (json.dumps(answers.document(), ensure_ascii=False, indent=1) + "\n").encode()


def write_answers(path: Path, answers: Answers) -> bytes:
    """Write an answer file so that it is on disk, whole, when this returns; gives its bytes."""
    raw = dump(answers)
    write_file(path, raw, mode=OWNER_ONLY)
    return raw


def write_file(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file through a temporary one in the same folder: fsync, rename, fsync of the folder.

    A file that exists keeps its permissions. Raises SaveError with what to do.
    """
    target = Path(os.path.realpath(path))
    with suppress(OSError):
        mode = target.stat().st_mode & 0o777
    try:
        handle, name = tempfile.mkstemp(prefix=".cied.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fchmod(stream.fileno(), mode)
                os.fsync(stream.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise SaveError.of(path, error) from error


def back_up(path: Path, raw: bytes) -> Path:
    """Keep the file as the session found it, as `X.json.bak`."""
    backup = path.with_name(path.name + ".bak")
    write_file(backup, raw, mode=OWNER_ONLY)
    return backup


def lock_path(path: Path) -> Path:
    """The lock file of an answer file, `X.json.lock`."""
    return path.with_name(path.name + ".lock")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an answer file, so that two sessions cannot write it; raises LockedError."""
    from filelock import FileLock, Timeout  # here: only a session holds a file

    lock = FileLock(lock_path(path), mode=OWNER_ONLY)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockedError(
            "Another session has this file open.",
            where=str(path),
            remedy="Close that session first, or work on a copy under another name.",
        ) from error
    except OSError as error:
        raise SaveError(
            f"The folder cannot be written: {error.strerror or error}.",
            where=str(path.parent),
            remedy="Copy the file to a folder that you may write to, and open it there.",
        ) from error
    try:
        yield
    finally:
        # Removed while it is still held: a session that has opened the old file meanwhile notices
        # that it is gone, and is refused. So no litter is left, and never two hold the file.
        with suppress(OSError):
            lock_path(path).unlink(missing_ok=True)
        lock.release()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
