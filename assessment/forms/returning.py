"""Files that came back, read one by one: what can be taken, and why others cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from assessment.errors import AssessmentError, UnsavedPageError
from assessment.forms.files import COVERING_LETTER, read_part
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
    files = list(part_files(paths))
    for path in files:
        try:
            read.append(read_part(path, questionnaire, accept_version=accept_version))
        except UnsavedPageError as error:
            if len(files) == 1 or not _is_own_copy(path):
                refused.append(error)
        except AssessmentError as error:
            refused.append(error)
    known = {one.answers.part.id for one in read if one.answers.part}
    return read, [one for one in refused if not _is_saved(one, known)]


def _is_own_copy(path: Path) -> bool:
    """Whether a page lies where it was handed out, beside its letter: nobody sent it back."""
    return path.with_name(path.stem + COVERING_LETTER).exists()


def _is_saved(error: AssessmentError, parts: Collection[str]) -> bool:
    """Whether it is about a page whose saved part came back too."""
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
