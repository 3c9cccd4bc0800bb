"""One file to be scored: how it is named, where it is, and its bytes."""

from __future__ import annotations

from typing import NamedTuple

from assessment.errors import AnswerFileError
from assessment.store.bounded_read import SIZE_LIMIT, check_size, read_regular, unreadable

ENDING = ".json"
"""A folder or an archive given to batch means its files with this ending, large or small."""


class InputFile(NamedTuple):
    """One file to be scored; a tuple, because thousands are sent to other processes."""

    name: str
    """How the file is named in rows and messages; safe to print."""
    path: str | None = None
    """Where it is on disk; None for a member of an archive."""
    raw: bytes | None = None
    """The bytes of an archive's member."""
    problem: AnswerFileError | None = None
    """Why there is nothing to read."""
    report: str = ""
    """What its report is called, without the ending; empty where none is wanted."""

    def read(self) -> bytes:
        """The file's bytes; raises AnswerFileError."""
        if self.problem is not None:
            raise self.problem
        return self.raw if self.raw is not None else _read(self.path or "", self.name)


def is_answer_name(name: str) -> bool:
    """Whether a name in a folder or an archive has the ending of an answer file."""
    return name[-5:].lower() == ENDING


def shown(path: str) -> str:
    """A path as it is printed: what is not printable is written as an escape."""
    if path.isprintable():
        return path
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in path
    )


def _read(path: str, name: str) -> bytes:
    try:
        raw = read_regular(path, SIZE_LIMIT + 1)
    except OSError as error:
        raise unreadable(name, error) from error
    check_size(raw, name)
    return raw
