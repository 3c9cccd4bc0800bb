"""The one writer of files: a temporary file beside the target, fsync, rename, fsync of the folder.

So a file is there whole, as it was or as it is now, whatever happens meanwhile. Answer files, side
files, reports, exports and tables are all written here; they differ in whom they are for:

- an answer file keeps its owner, group and mode, because a group may share it;
- an output (a report, an export, a table) is for its owner alone when it is new, and keeps group
  and mode of a file of one's own that it replaces; that of somebody else is not believed;
- a side file (`.bak`, `.unsaved`, `.theirs`) is always for its owner alone, and never written
  through a link.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self

from assessment import share_limits
from assessment.errors import SaveError
from assessment.language import _

OWNER_ONLY = 0o600
"""An answer file lists a State's weak points: only its owner may read it."""
TEMPORARY = ".cied."
"""How the name of every temporary file and folder begins."""
_OWN_NAME = re.compile(re.escape(TEMPORARY) + "[a-z0-9_]{8}")
"""What `tempfile` makes of it."""
_TRIES = 100
_DAY = 24 * 3600.0
_ACCESS_LIST = "system.posix_acl_access"
_CANNOT = frozenset(
    {
        errno.EACCES, errno.EBADF, errno.EINVAL, errno.EISDIR, errno.ENOSYS, errno.ENOTSUP,
        errno.EOPNOTSUPP, errno.EPERM,
    }
)  # fmt: skip
"""What systems answer that cannot sync a folder; anything else, such as EIO, is a fault."""
_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Where the shell passes on what is written: there is no name that could be replaced."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Whom a file is for, and what of an earlier one in its place is kept."""

    keeps: Literal["any", "own", "none"]
    """Whose file keeps owner, group and mode when it is replaced."""
    links: Literal["any", "own", "none"]
    """Whose links lead to the file that is written; with none a link itself is replaced."""
    mode: int = OWNER_ONLY
    """The mode of a file that is new, or keeps nothing."""
    matters: bool = True
    """Whether a person is told what the folder cannot do for it."""


ANSWER_FILE = WriteOptions(keeps="any", links="any")
LOCKED_FILE = WriteOptions(keeps="any", links="none")
OUTPUT = WriteOptions(keeps="own", links="own")
FOR_ALL = WriteOptions(keeps="own", links="own", mode=0o644)
"""An output that says nothing of anybody."""
CACHE_FILE = WriteOptions(keeps="own", links="own", matters=False)
"""The program's own files, such as a cache: losing one loses nothing."""
SIDE_FILE = WriteOptions(keeps="none", links="none")


class Replacement:
    """A file while it is written; it takes its place once it is told to, or never.

    What is no file, a pipe or a device, has no place to be taken: it is written to at once.
    """

    def __init__(self, path: Path, options: WriteOptions = OUTPUT) -> None:
        self.path = path
        self._options = options
        self._temporary: Path | None = None
        try:
            if options.links != "none" and is_stream(path):
                self.stream: BinaryIO = path.open("wb")
                return
            self._target = _target(path, options)
            if self._target.is_dir() and not self._target.is_symlink():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            sweep(self._target.parent)
            handle, self._temporary = _new_temporary(self._target.parent)
            self.stream = os.fdopen(handle, "wb")
        except OSError as error:
            raise SaveError.of(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Throw away what did not take its place."""
        if self._temporary is not None:
            with suppress(OSError):
                self._temporary.unlink(missing_ok=True)
        with suppress(OSError):  # a full disk has been told already
            self.stream.close()

    def put_in_place(self, before: Callable[[], None] | None = None) -> os.stat_result:
        """Let it take its place, durably; what the system knows of it, before anybody else can.

        `before` may still refuse, when all is ready. Raises SaveError.
        """
        try:
            self.stream.flush()
            if self._temporary is None:
                return os.fstat(self.stream.fileno())
            _permit(self.stream.fileno(), self._target, self._options)
            os.fsync(self.stream.fileno())
            written = os.fstat(self.stream.fileno())
            if before is not None:
                before()
            self._temporary.replace(self._target)
            self._temporary = None
            _sync_folder(self._target.parent, self._options)
        except OSError as error:
            raise SaveError.of(self.path, error) from error
        return written


def write_file(
    path: Path,
    content: bytes,
    options: WriteOptions = OUTPUT,
    before: Callable[[], None] | None = None,
) -> os.stat_result:
    """Write a whole file; what the system knows of it. Raises SaveError with what to do."""
    with Replacement(path, options) as replacement:
        try:
            replacement.stream.write(content)
        except OSError as error:
            raise SaveError.of(path, error) from error
        return replacement.put_in_place(before)


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A hidden folder beside a file, for what a library wants to put aside; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=Path(os.path.realpath(beside)).parent))
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def is_stream(path: Path) -> bool:
    """Whether a name is that of a pipe, a device or an open stream, and of no file."""
    if str(path).startswith(_STREAMS):
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


_swept: set[Path] = set()


def sweep(folder: Path, *, again: bool = False) -> None:
    """Remove what killed sessions and commands of this person left in a folder, once a run."""
    if folder in _swept and not again:
        return
    _swept.add(folder)
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - there may be thousands of others
            if _OWN_NAME.fullmatch(name):
                with suppress(OSError):
                    _remove_if_dead(folder / name)


def _remove_if_dead(path: Path) -> None:
    found = path.lstat()
    is_folder = stat.S_ISDIR(found.st_mode)
    if found.st_uid != os.geteuid() or not (is_folder or stat.S_ISREG(found.st_mode)):
        return
    access = os.O_RDONLY if is_folder else os.O_RDWR
    handle = os.open(path, access | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if not _is_dead(handle, found):
            return
        if is_folder:
            shutil.rmtree(path)
        else:
            path.unlink()
    finally:
        os.close(handle)


def _is_dead(handle: int, found: os.stat_result) -> bool:
    """Whether nobody writes to it any more: whoever does holds it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # where there are no locks, only its age tells
        return time.time() - found.st_mtime > _DAY
    return True


def _new_temporary(folder: Path) -> tuple[int, Path]:
    for _unused in range(_TRIES):
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=folder)
        path = Path(name)
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        if path.exists():
            return handle, path
        os.close(handle)  # somebody swept it away in the moment before it was held
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _target(path: Path, options: WriteOptions) -> Path:
    """The file that is written: where a link leads, if it may be followed."""
    if options.links == "none":
        return Path(os.path.realpath(path.parent)) / path.name
    if options.links == "own" and path.is_symlink():
        owner = path.lstat().st_uid
        if owner not in (os.geteuid(), 0):
            raise SaveError(
                _("This name is a link that another user made, so it is not written."),
                where=str(path),
                remedy=_("Remove the link, or name another file."),
            )
    return Path(os.path.realpath(path))


def _permit(handle: int, target: Path, options: WriteOptions) -> None:
    """Let those read the new file who could read the one that it replaces, if they may."""
    mode = _taken_over(handle, target, options)
    with suppress(OSError):
        os.fchmod(handle, mode)
        # Some file systems say yes to everything.
        if stat.S_IMODE(os.fstat(handle).st_mode) & ~mode & 0o077 == 0:
            return
    if options.matters:
        share_limits.note("access", target.parent)


def permit_like(handle: int, path: Path) -> None:
    """Let those read an open file who may read another one; its owner alone where there is none."""
    _permit(handle, path, ANSWER_FILE)


def _taken_over(handle: int, target: Path, options: WriteOptions) -> int:
    """Take over owner, group and access list as far as allowed; the mode that then fits."""
    found = _earlier(target, options)
    if found is None:
        return options.mode
    mode = stat.S_IMODE(found.st_mode) & 0o777
    ours = os.fstat(handle)
    group_is_kept = found.st_gid == ours.st_gid or _changed(handle, -1, found.st_gid)
    if found.st_uid != ours.st_uid:
        _changed(handle, found.st_uid, -1)
    if not (_access_list_is_kept(handle, target) and group_is_kept):
        # What was meant for one group is not for another: it gets what everybody has.
        mode &= ~0o070 | (mode & 0o007) << 3
    return mode


def _earlier(target: Path, options: WriteOptions) -> os.stat_result | None:
    """The file in whose place it comes, if that one's permissions count."""
    if options.keeps == "none":
        return None
    try:
        found = target.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found if options.keeps == "any" or found.st_uid == os.geteuid() else None


def _changed(handle: int, owner: int, group: int) -> bool:
    try:
        os.fchown(handle, owner, group)
    except OSError:
        return False
    return True


def _access_list_is_kept(handle: int, target: Path) -> bool:
    try:
        entries = os.getxattr(target, _ACCESS_LIST)
    except OSError:
        return True  # there is none
    try:
        os.setxattr(handle, _ACCESS_LIST, entries)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path, options: WriteOptions) -> None:
    """Have the new name on the disk, where the file system can."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        if options.matters:
            share_limits.note("sync", folder)
