"""Answer files inside .zip, .tar.gz and .tar archives, one by one.

Nothing is unpacked to disk, no name inside is ever used as a path, no link is followed and no
archive inside an archive is opened. What an archive says of itself is not believed: never more
than the size of the largest answer file is held in memory. Damaged and hostile archives were seen
to raise eight kinds of errors inside the readers, so whatever they raise is the archive's error.
"""

from __future__ import annotations

import gzip
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from assessment.batch import interrupts
from assessment.batch.archive_names import tar_name, zip_names
from assessment.batch.input_file import InputFile, is_answer_name, path_shown
from assessment.batch.leftovers import PassedOver
from assessment.errors import AnswerFileError, reason_of
from assessment.language import _
from assessment.store.bounded_read import DISK_LIMIT, check_size

ARCHIVE_ENDINGS = (".zip", ".tar.gz", ".tgz", ".tar")
_MEMBER_LIMIT = 1024 * 1024 * 1024
"""An archive that holds anything larger than this, in bytes, is not read further."""
_MEMBER_BYTES = 2 * DISK_LIMIT
"""Most that is read for one member with its headers."""
_SPEAKING = (EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error, gzip.BadGzipFile)
"""Errors that say in words what is wrong with an archive."""
_READ_HERE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_archive(path: str) -> bool:
    """Whether a path's ending is that of an archive."""
    return path.lower().endswith(ARCHIVE_ENDINGS)


def members(path: str, passed: PassedOver | None = None) -> Iterator[InputFile]:
    """The answer files in an archive, in its order; what cannot be read is told in its place."""
    read = _zip_members if path.lower().endswith(ARCHIVE_ENDINGS[0]) else _tar_members
    found = read(path, passed or PassedOver())
    try:
        yield from found
    except Exception as error:  # noqa: BLE001 - the border of a hostile file
        yield _stopped(path_shown(path), error)


def _stopped(name: str, error: Exception) -> InputFile:
    if isinstance(error, OSError) and error.strerror:
        problem = _("The archive cannot be read: {strerror}.").format(strerror=reason_of(error))
        return _problem(name, problem, _("Check the name and your permission to read it."))
    return _problem(
        name, _("The archive cannot be read further: {said}.").format(said=_said(error))
    )


def _said(error: Exception) -> str:
    reason = path_shown(str(error)).rstrip(".") if isinstance(error, _SPEAKING) else ""
    return reason or _("it is damaged")


_BY_HAND = _("Unpack it by hand, and give the folder.")


def _problem(name: str, problem: str, remedy: str = _BY_HAND) -> InputFile:
    return InputFile(name, problem=AnswerFileError(problem, where=name, remedy=remedy))


def _zip_members(path: str, passed: PassedOver) -> Iterator[InputFile]:
    with zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
        for member, name in zip(listed, zip_names(listed), strict=True):
            if _is_wanted(path, name, passed) and _is_file(member):
                yield _zip_member(archive, member, f"{path_shown(path)}!{path_shown(name)}")


def _is_wanted(path: str, name: str, passed: PassedOver) -> bool:
    return not passed.inside(f"{path}!{name}", name) and is_answer_name(name)


def _is_file(member: zipfile.ZipInfo) -> bool:
    # Its text is where a link leads; systems that know no links say nothing of the kind.
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind in (0, stat.S_IFREG)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> InputFile:
    if member.flag_bits & 0x1:
        return _problem(name, _("It is locked with a password."))
    if member.compress_type not in _READ_HERE:
        return _problem(name, _("It is compressed in a way that is not read here."))
    try:
        with archive.open(member) as stream:
            raw = stream.read(DISK_LIMIT + 1)
    except Exception as error:  # noqa: BLE001 - the border of a hostile file
        return _problem(name, _("It cannot be read: {said}.").format(said=_said(error)))
    return _of(name, raw)


def _tar_members(path: str, passed: PassedOver) -> Iterator[InputFile]:
    # Not tarfile's own "r:gz": it would read a header of any size into memory.
    with interrupts.interruptible():
        opened = _unpacked(path)
    with opened as unpacked:
        stream = _Bounded(unpacked)
        archive = tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r:")  # noqa: SIM115
        while (member := archive.next()) is not None:
            # Or every member stays in memory until the end.
            archive.members.clear()  # type: ignore[attr-defined]
            if not 0 <= member.size <= _MEMBER_LIMIT:
                raise tarfile.ReadError(_("it holds a file of more than 1 GB"))
            name = tar_name(member)
            if member.isreg() and _is_wanted(path, name, passed):
                content = archive.extractfile(member)
                raw = content.read(DISK_LIMIT + 1) if content else b""
                yield _of(f"{path_shown(path)}!{path_shown(name)}", raw)
            stream.next_member()


def _unpacked(path: str) -> BinaryIO | gzip.GzipFile:
    return open(path, "rb") if path.lower().endswith(".tar") else gzip.open(path)  # noqa: PTH123


class _Bounded:
    """A stream that refuses to give very much for one member of an archive."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile) -> None:
        self._stream = stream
        self._left = _MEMBER_BYTES

    def next_member(self) -> None:
        """What follows is another member."""
        self._left = _MEMBER_BYTES

    def read(self, size: int = -1) -> bytes:
        """So many bytes; raises where that is more than any answer file has."""
        if not 0 <= size <= self._left:
            raise tarfile.ReadError(_("it is no archive of answer files"))
        self._left -= size
        with interrupts.interruptible():
            return self._stream.read(size)

    def seek(self, offset: int) -> int:
        """Go forward to a place."""
        with interrupts.interruptible():
            return self._stream.seek(offset)

    def tell(self) -> int:
        """The place."""
        return self._stream.tell()


def _of(name: str, raw: bytes) -> InputFile:
    try:
        check_size(raw, name)
    except AnswerFileError as error:
        return InputFile(name, problem=error)
    return InputFile(name, raw=raw)
