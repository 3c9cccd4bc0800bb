"""What is to be scored: files, folders, patterns, archives and lists of them, one by one in order.

Nothing is unpacked to disk and no name inside an archive is ever used as a path.
"""

from __future__ import annotations

import glob
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assessment.errors import AnswerFileError
from assessment.store.json_text import SIZE_LIMIT

ENDING = ".json"
"""A folder or an archive given to batch means its files with this ending."""
ZIP_ENDINGS = (".zip",)
TAR_ENDINGS = (".tar.gz", ".tgz")
MEMBER_LIMIT = 1024 * 1024 * 1024
"""An archive that holds anything larger than this, in bytes, is not read further."""
_FIRST_READ = 64 * 1024


class Item(NamedTuple):
    """One file to be scored; a tuple, because thousands are sent to other processes."""

    name: str
    """How the file is named in rows and messages; safe to print."""
    path: str | None = None
    """Where it is on disk; None for a member of an archive."""
    raw: bytes | None = None
    """The bytes of an archive's member."""
    problem: AnswerFileError | None = None
    """Why there is nothing to read."""

    def read(self) -> bytes:
        """The file's bytes; raises AnswerFileError."""
        if self.problem is not None:
            raise self.problem
        return self.raw if self.raw is not None else _read(self.path or "", self.name)


def shown(path: str) -> str:
    """A path as it is printed: what is not printable is written as an escape."""
    if path.isprintable():
        return path
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in path
    )


def items(paths: Iterable[str]) -> Iterator[Item]:
    """Every file that the paths mean, in the order of the paths; folders in order of name."""
    for path in paths:
        yield from _items_of(path)


def count(paths: Iterable[str]) -> int | None:
    """How many files the paths mean; None where only reading them would tell."""
    total = 0
    for path in paths:
        if path.lower().endswith((*ZIP_ENDINGS, *TAR_ENDINGS)):
            return None
        total += sum(1 for _ in _items_of(path))
    return total


def _items_of(path: str) -> Iterator[Item]:
    if os.path.isdir(path):  # noqa: PTH112 - ten times faster than Path on long lists
        yield from _folder(path)
    elif not os.path.lexists(path) and glob.has_magic(path):
        yield from _pattern(path)
    elif path.lower().endswith(ZIP_ENDINGS):
        yield from _archive(path, _zip_members(path))
    elif path.lower().endswith(TAR_ENDINGS):
        yield from _archive(path, _tar_members(path))
    else:
        yield Item(shown(path), path)


def _folder(path: str) -> Iterator[Item]:
    for folder, folders, files in os.walk(path):
        folders.sort()
        for name in sorted(files):
            if name.endswith(ENDING):
                found = os.path.join(folder, name)  # noqa: PTH118
                yield Item(shown(found), found)


def _pattern(pattern: str) -> Iterator[Item]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    for path in found:
        yield from _items_of(path)
    if not found:
        problem = AnswerFileError(
            "No file matches this pattern.", where=shown(pattern), remedy="Correct the pattern."
        )
        yield Item(shown(pattern), problem=problem)


def _read(path: str, name: str) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            raw = os.read(handle, _FIRST_READ)
            if len(raw) == _FIRST_READ:
                raw += _rest(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise AnswerFileError(
            f"The file cannot be read: {error.strerror or error}.",
            where=name,
            remedy="Check the name and your permission to read it.",
        ) from error
    if len(raw) > SIZE_LIMIT:
        raise _too_large(name)
    return raw


def _rest(handle: int) -> bytes:
    with os.fdopen(handle, "rb", closefd=False) as stream:
        return stream.read(SIZE_LIMIT - _FIRST_READ + 1)


def _too_large(name: str) -> AnswerFileError:
    return AnswerFileError(
        f"The file is larger than {SIZE_LIMIT // 1024 // 1024} MB, so it is no answer file.",
        where=name,
        remedy="Check that you named the right file.",
    )


def _archive(path: str, members: Iterator[Item]) -> Iterator[Item]:
    try:
        yield from members
    except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error) as error:
        yield Item(shown(path), problem=_broken(path, str(error)))


def _broken(path: str, reason: str) -> AnswerFileError:
    return AnswerFileError(
        f"The archive cannot be read further: {shown(reason)}.",
        where=shown(path),
        remedy="Unpack it by hand, and give the folder.",
    )


def _zip_members(path: str) -> Iterator[Item]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir() or not member.filename.endswith(ENDING):
                continue
            name = f"{shown(path)}!{shown(member.filename)}"
            if member.flag_bits & 0x1:
                yield Item(name, problem=_encrypted(name))
                continue
            try:
                with archive.open(member) as stream:
                    raw = stream.read(SIZE_LIMIT + 1)
            except NotImplementedError as error:
                yield Item(name, problem=_broken(name, str(error)))
                continue
            yield _member(name, raw)


def _encrypted(name: str) -> AnswerFileError:
    return AnswerFileError(
        "It is locked with a password.",
        where=name,
        remedy="Unpack it by hand, and give the folder.",
    )


def _tar_members(path: str) -> Iterator[Item]:
    with tarfile.open(path, "r|gz") as archive:
        for member in archive:
            if member.size > MEMBER_LIMIT:
                raise tarfile.ReadError("it holds a file of more than 1 GB")
            if not (member.isreg() and member.name.endswith(ENDING)):
                continue
            stream = archive.extractfile(member)
            raw = stream.read(SIZE_LIMIT + 1) if stream else b""
            yield _member(f"{shown(path)}!{shown(member.name)}", raw)


def _member(name: str, raw: bytes) -> Item:
    if len(raw) > SIZE_LIMIT:
        return Item(name, problem=_too_large(name))
    return Item(name, raw=raw)


def from_list(text: str) -> tuple[str, ...]:
    """The paths in a list, one a line, or ended by a zero byte as `find -print0` writes them."""
    separator = "\0" if "\0" in text else "\n"
    return tuple(line for line in (one.strip("\r") for one in text.split(separator)) if line)


def expanded(paths: Iterable[str], standard_input: Iterable[str]) -> tuple[str, ...]:
    """The paths with `-` replaced by the list on standard input."""
    found: list[str] = []
    for path in paths:
        found.extend(from_list("".join(standard_input)) if path == "-" else (path,))
    return tuple(found)


def stem(name: str) -> str:
    """A file's name without folders and ending, for naming what is made from it."""
    return Path(name.replace("!", "/")).name.removesuffix(ENDING)
