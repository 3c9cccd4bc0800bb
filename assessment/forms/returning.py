"""Files that came back, read one by one: what can be taken, and why others cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from assessment.errors import AssessmentError, UnsavedPageError
from assessment.forms.files import read_part
from assessment.parts import Returned
from assessment.questionnaire import Questionnaire

LETTER = ".txt"
"""How the letters end that lie beside parts."""
_NOT_PARTS = (".", "~$")
"""How files begin that are hidden, or that office programs keep beside an open document."""


def read_parts(
    paths: Iterable[Path], questionnaire: Questionnaire, *, accept_version: bool = False
) -> tuple[list[Returned], list[AssessmentError]]:
    """The parts in these files and folders, and why some of the files are none."""
    read: list[Returned] = []
    refused: list[AssessmentError] = []
    for path in part_files(paths):
        try:
            read.append(read_part(path, questionnaire, accept_version=accept_version))
        except AssessmentError as error:
            refused.append(error)
    known = {one.answers.part.id for one in read if one.answers.part}
    return read, [one for one in refused if not _lies_beside(one, known)]


def _lies_beside(error: AssessmentError, parts: Collection[str]) -> bool:
    """Whether it is about a page that lies beside the part that it saved."""
    return isinstance(error, UnsavedPageError) and error.part in parts


def part_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named or lie in a folder that is; letters lie beside parts."""
    for path in paths:
        for one in _inside(path):
            hidden = one.name.startswith(_NOT_PARTS) and path.is_dir()
            if one.suffix.casefold() != LETTER and not hidden and not one.is_dir():
                yield one


def _inside(path: Path) -> list[Path]:
    try:
        return sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError as error:
        raise AssessmentError(
            f"The folder cannot be read: {error.strerror or error}.",
            where=str(path),
            remedy="Name another folder, or ask its owner to let you look into it.",
        ) from error
