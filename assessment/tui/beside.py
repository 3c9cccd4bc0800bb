"""The files beside an answer file: kept when two disagree, or when one cannot be written."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import AssessmentError, SaveError
from assessment.store import locked, write_answers, write_file
from assessment.store.saving import OWNER_ONLY
from assessment.tui.folder import is_there
from assessment.tui.memory import state_folder

MOST_KEPT = 100
"""So many files of one ending are kept beside an answer file; the last name is then used again."""


def free_name(path: Path, ending: str) -> Path:
    """A name beside a file that nothing has yet: `X.json.theirs`, `X.json.theirs-2`."""
    tried = path.with_name(f"{path.name}.{ending}")
    for number in range(2, MOST_KEPT):
        if not is_there(tried):
            break
        tried = path.with_name(f"{path.name}.{ending}-{number}")
    return tried


def keep_copy(path: Path, ending: str) -> None:
    """Keep a file as it is now under a free name; the file itself stays until it is replaced."""
    write_file(free_name(path, ending), path.read_bytes(), mode=OWNER_ONLY)


def rescue(answers: Answers, path: Path) -> Path | None:
    """Keep answers that their file does not take; where they are, or None where nothing did."""
    own = state_folder()
    with suppress(OSError):
        own.mkdir(parents=True, exist_ok=True, mode=0o700)
    for wanted in (path, own / path.name):
        place = free_name(wanted, "unsaved")
        with suppress(AssessmentError, OSError):
            write_answers(place, answers)
            return place
    return None


def take_new(held: ExitStack, path: Path, remedy: str) -> None:
    """Hold the name of a file that is not there yet; one that is there is refused."""
    held.enter_context(locked(path))
    if path.exists():
        raise SaveError("There is a file of this name already.", where=str(path), remedy=remedy)
