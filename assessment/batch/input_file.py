"""One file to be scored: how it is named, where it is, and its bytes."""

from __future__ import annotations

from typing import NamedTuple

from assessment.errors import AnswerFileError
from assessment.store.bounded_read import DISK_LIMIT, check_size, read_regular, unreadable
from assessment.store.sealed import check_name, is_sealed, unsealed
from assessment.text import with_bytes_shown

JSON_ENDING = ".json"
"""A folder or an archive given to batch means its files with this ending, large or small."""
SEALED_JSON_ENDING = ".json.age"
"""And its sealed ones."""


class InputFile(NamedTuple):
    """One file to be scored; a tuple, because thousands are sent to other processes."""

    name: str
    """How the file is named in rows and messages; safe to print."""
    path: str | None = None
    """Where it is on disk; None for a member of an archive."""
    raw: bytes | None = None
    """The bytes of an archive's member, or what was in a sealed file."""
    problem: AnswerFileError | None = None
    """Why there is nothing to read."""
    report: str = ""
    """What its report is called, without the ending; empty where none is wanted."""

    def read(self) -> bytes:
        """The file's bytes, a sealed one's opened; raises AnswerFileError."""
        if self.problem is not None:
            raise self.problem
        if self.raw is not None:
            return unsealed(self.raw, self.name) if is_sealed(self.raw) else self.raw
        return _read(self.path or "", self.name)

    @property
    def is_sealed(self) -> bool:
        """Whether it is a sealed file, as its name says."""
        return self.name[-9:].lower() == SEALED_JSON_ENDING

    def opened(self) -> InputFile:
        """The same with what is in it, or with the reason why it cannot be opened."""
        try:
            return self._replace(raw=self.read())
        except AnswerFileError as error:
            renamed = AnswerFileError(error.problem, where=self.name, remedy=error.remedy)
            return self._replace(raw=None, problem=renamed)


def is_answer_name(name: str) -> bool:
    """Whether a name in a folder or an archive has the ending of an answer file."""
    return name[-5:].lower() == JSON_ENDING or name[-9:].lower() == SEALED_JSON_ENDING


def path_shown(path: str) -> str:
    """A path as it is printed: what is not printable is written as an escape."""
    if path.isprintable():
        return path
    return "".join(
        item if item.isprintable() else item.encode("unicode_escape").decode()
        for item in with_bytes_shown(path)
    )


def _read(path: str, name: str) -> bytes:
    try:
        raw = read_regular(path, DISK_LIMIT + 1)
    except OSError as error:
        raise unreadable(name, error) from error
    check_size(raw, name)
    check_name(raw, name)
    return unsealed(raw, name)
