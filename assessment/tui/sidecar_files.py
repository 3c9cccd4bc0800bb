"""The files beside an answer file: kept when two disagree, or when one cannot be written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import AssessmentError, SaveError
from assessment.language import _
from assessment.store import (
    DISK_LIMIT,
    check_size,
    content_for,
    locked,
    read_regular,
    sealed_for,
    write_side_file,
)
from assessment.tui.memory import state_folder

_MAX_KEPT = 100
"""So many files of one ending are kept beside an answer file; the last name is then used again."""
MAX_NAME_BYTES = 150
"""Bytes of a file's name that are taken into another one."""
UNSAVED = "unsaved"


def free_name(path: Path, ending: str) -> Path:
    """A name beside a file that nothing has yet: `X.json.theirs`, `X.json.theirs-2`."""
    tried = path.with_name(f"{path.name}.{ending}")
    for number in range(2, _MAX_KEPT):
        if not _is_taken(tried):
            break
        tried = path.with_name(f"{path.name}.{ending}-{number}")
    return tried


def _is_taken(path: Path) -> bool:
    # Also by a link that leads nowhere: what it leads to may be made later.
    return os.path.lexists(path)


def keep_copy(path: Path, ending: str) -> None:
    """Keep a file as it is now under a free name; the file itself stays until it is replaced."""
    raw = read_regular(path, DISK_LIMIT + 1)
    check_size(raw, str(path))
    write_side_file(free_name(path, ending), sealed_for(path, raw))


def rescue(answers: Answers, path: Path) -> Path | None:
    """Keep answers that their file does not take; where they are, or None where nothing did."""
    own = _among_own_files(path)
    with suppress(OSError):
        own.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for wanted in (path, own):
        target = free_name(wanted, UNSAVED)
        with suppress(AssessmentError, OSError):
            write_side_file(target, content_for(path, answers))
            return target
    return None


def latest_unsaved(path: Path) -> Path | None:
    """The latest answers that were kept because their file did not take them, if there are any."""
    found = [*_kept(path), *_kept(_among_own_files(path))]
    return max(found)[1] if found else None


def _kept(path: Path) -> Iterator[tuple[int, Path]]:
    beginning = f"{path.name}.{UNSAVED}"
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(beginning) and entry.is_file(follow_symlinks=False):
                yield entry.stat(follow_symlinks=False).st_mtime_ns, Path(entry.path)


def _among_own_files(path: Path) -> Path:
    """The place for a file's answers among the program's own: its path tells it from others."""
    target = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]
    name = os.fsdecode(os.fsencode(path.name)[:MAX_NAME_BYTES])
    return state_folder() / f"{name}.{target}"


def take_new(held: ExitStack, path: Path, remedy: str) -> None:
    """Hold the name of a file that is not there yet; one that is there is refused."""
    held.enter_context(locked(path))
    if path.exists():
        raise SaveError(_("There is a file of this name already."), where=str(path), remedy=remedy)
