"""One session at a time: `X.json.lock` is held, can be read like the file, and says who holds it.

Held is what the system has locked (`flock`), so a session that was killed holds nothing. Where a
share has no locks, what stands in the file is believed, unless its process is gone.
"""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assessment import share_limits
from assessment.errors import AssessmentError, LockedError, SaveError, reason_of
from assessment.language import _
from assessment.store.durable import permit_like, sweep
from assessment.text import joined_sentences, one_line

_TRIES = 20
"""How often a lock is tried that somebody removes in the same moment."""
_MAX_BYTES = 4096
"""Bytes that are read of a lock."""
_HELD = (errno.EAGAIN, errno.EACCES)
_ELSEWHERE = _("Copy the file to a folder that you may write to, and open it there.")
_CLOSE_IT = _("Close that session first, or work on a copy under another name.")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a file, as the lock says it."""

    user: str
    host: str
    pid: int
    since: str
    """UTC, ISO 8601."""
    by_name: bool = False
    """Whether only this text keeps others out, because the file system has no locks."""

    @classmethod
    def now(cls, *, by_name: bool) -> Holder:
        """This process."""
        since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return cls(user_name(), os.uname().nodename, os.getpid(), since, by_name)

    @property
    def is_gone(self) -> bool:
        """Whether it is known to have ended; of another machine's session that is not known."""
        if self.host != os.uname().nodename:
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return False

    def __str__(self) -> str:
        return _("that of {user} on {host}, since {local} (process {pid})").format(
            user=self.user, host=self.host, local=_local(self.since), pid=self.pid
        )


def lock_path(path: Path) -> Path:
    """The lock file of an answer file, `X.json.lock`."""
    return path.with_name(path.name + ".lock")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an answer file, so that two sessions cannot write it; raises LockedError."""
    lock = lock_path(path)
    handle = _acquired(path, lock)
    try:
        sweep(path.parent)
        yield
    finally:
        # Removed while it is still held: a session that has opened the old file meanwhile notices
        # that it is gone, and tries again. So no litter is left, and never two hold the file.
        with suppress(OSError):
            if _is_the_same(handle, lock):
                lock.unlink()
        os.close(handle)


def _acquired(path: Path, lock: Path) -> int:
    for _unused in range(_TRIES):
        handle = _opened(path, lock)
        if handle is None:
            continue
        try:
            if _is_ours(handle, path, lock):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    raise _refusal(path, None)


def _opened(path: Path, lock: Path) -> int | None:
    """The lock file, made where there is none; None where it came or went in this moment."""
    # Neither through a link, which would empty the file it leads to, nor waiting for a pipe.
    access = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        return os.open(lock, os.O_RDWR | access)
    except FileNotFoundError:
        return _made(lock, access)
    except PermissionError:
        with suppress(OSError):
            return os.open(lock, os.O_RDONLY | access)
        raise _unreadable(path, lock) from None
    except OSError as error:
        raise _no_lock(lock) from error


def _made(lock: Path, access: int) -> int | None:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL | access, 0o600)
    except FileExistsError:
        return None
    except FileNotFoundError as error:
        raise SaveError(
            _("There is no such folder."),
            where=str(lock.parent),
            remedy=_("Make the folder first, or name another one."),
        ) from error
    except OSError as error:
        raise SaveError(
            _("The folder cannot be written: {reason}.").format(reason=reason_of(error)),
            where=str(lock.parent),
            remedy=_ELSEWHERE,
        ) from error


def _is_ours(handle: int, path: Path, lock: Path) -> bool:
    """Whether the file is held from now on; False where the lock was removed meanwhile."""
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise _no_lock(lock)
    by_name = False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            raise _refusal(path, _holder(handle)) from error
        share_limits.note("lock", path.parent)
        by_name = True
    if not _is_the_same(handle, lock):
        return False
    holder = _holder(handle)
    if holder is not None and (holder.by_name or by_name) and not holder.is_gone:
        raise _refusal(path, holder, lock)
    return _signed(handle, path, lock, Holder.now(by_name=by_name))


def _signed(handle: int, path: Path, lock: Path, holder: Holder) -> bool:
    """Say in the lock who holds it; False where it had to be removed for that."""
    text = json.dumps(asdict(holder), ensure_ascii=False).encode() + b"\n"
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, text, 0)
    except OSError as error:
        if error.errno not in (errno.EBADF, errno.EINVAL):
            return True  # a full disk: it is held all the same
        # Left by somebody else, and only to be read: it is replaced by one of our own.
        try:
            lock.unlink()
        except OSError:
            return True
        return False
    permit_like(handle, path)
    return True


def _is_the_same(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.lstat())
    except OSError:
        return False


def _holder(handle: int) -> Holder | None:
    try:
        found: Any = json.loads(os.pread(handle, _MAX_BYTES, 0))
        return Holder(
            user=one_line(found["user"])[:60],
            host=one_line(found["host"])[:60],
            pid=int(found["pid"]),
            since=one_line(found["since"])[:30],
            by_name=found["by_name"] is True,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None


def _refusal(path: Path, holder: Holder | None, lock: Path | None = None) -> LockedError:
    named = (
        _("It is {holder}.").format(holder=holder)
        if holder is not None and not holder.is_gone
        else ""
    )
    remedy = _CLOSE_IT
    if lock is not None:
        remedy = _("Close that session first. If it has ended already, remove {name}.").format(
            name=lock.name
        )
    return LockedError(
        joined_sentences(_("Another session has this file open."), named),
        where=str(path),
        remedy=remedy,
    )


def _unreadable(path: Path, lock: Path) -> AssessmentError:
    try:
        owner = lock.owner()
    except (OSError, KeyError):
        owner = _("another user")
    return LockedError(
        _(
            "{name} belongs to {owner} and cannot be read, so a session may have this file open."
        ).format(name=lock.name, owner=owner),
        where=str(path),
        remedy=_("Ask {owner} to close it. If no session is open, remove {name}.").format(
            owner=owner, name=lock.name
        ),
    )


def _no_lock(lock: Path) -> SaveError:
    return SaveError(
        _("There is something else in the place of the lock."),
        where=str(lock),
        remedy=_("Remove it, and open the file again."),
    )


def user_name() -> str:
    """The name that somebody is logged in with."""
    import getpass  # here: only a session says who holds a file

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user, as in some containers
        return _("user {user}").format(user=os.getuid())


def _local(since: str) -> str:
    try:
        return dt.datetime.fromisoformat(since).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return since
