"""What a folder holds, for the file chooser; reads names only, never content."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assessment.dates import in_words, local_day
from assessment.errors import reason_of
from assessment.language import _
from assessment.text import one_line
from assessment.tui.matching import fold

ANSWER_FILES = (".json", ".json.age")
"""How answer files end, plain and sealed."""
MAX_LISTED = 500
"""More entries than this are not listed; typing narrows them down."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder that can be chosen."""

    path: Path
    text: str
    """What stands in the typing place once it is chosen."""
    label: str
    """How it is listed."""
    is_folder: bool


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The entries of a folder that begin with what is typed."""

    folder: Path
    entries: tuple[Entry, ...]
    trouble: str = ""
    """Why nothing, or not all, can be listed."""
    best: int = 0
    """The entry that is meant most likely."""


def meant(typed: str) -> Path:
    """The path that is typed, its `~` written out where there is such a home."""
    path = Path(typed.replace("\0", ""))
    with suppress(RuntimeError):
        path = path.expanduser()
    return path.absolute()


def is_there(path: Path) -> bool:
    """Whether there is something of this name, as far as one may look."""
    with suppress(OSError):
        return path.exists()
    return False


def is_folder(path: Path) -> bool:
    """Whether this is a folder, as far as one may look; a name too long for a disk is none."""
    with suppress(OSError):
        return path.is_dir()
    return False


def is_file(path: Path) -> bool:
    """Whether this is a file, as far as one may look."""
    with suppress(OSError):
        return path.is_file()
    return False


def has_ending(path: Path, suffixes: Sequence[str]) -> bool:
    """Whether a file's name ends in one of these ways, in large letters or small."""
    return path.name.casefold().endswith(tuple(suffixes))


def listing(typed: str, suffixes: Sequence[str]) -> FolderListing:
    """What can follow a path that is being typed."""
    head, slash, begun = typed.rpartition(os.sep)
    folder = meant(f"{head}{slash}" or ".")
    try:
        with os.scandir(folder) as found:
            names = [item for item in found if _fits(item, begun, suffixes)]
    except OSError as error:
        return FolderListing(
            folder,
            (),
            _("The folder cannot be read: {reason}.").format(reason=reason_of(error)),
        )
    except ValueError:
        return FolderListing(folder, (), _("The folder cannot be read: no file has such a name."))
    names.sort(key=lambda item: (not _leads_on(item), fold(item.name)))
    entries = [_entry(name, f"{head}{slash}") for name in names[:MAX_LISTED]]
    up = [_up(folder)] if not begun and folder.absolute().parent != folder.absolute() else []
    best = len(up) if entries else 0
    return FolderListing(folder, (*up, *entries), _too_many(len(names)), best)


def complete(typed: str, found: FolderListing) -> str:
    """What is typed, as far as every entry goes on the same way."""
    texts = [entry.text for entry in found.entries if entry.label != "../"]
    common = texts[0] if texts else ""
    for text in texts:
        while not text.startswith(common):
            common = common[:-1]
    return common if len(common) > len(typed) else typed


def _too_many(number: int) -> str:
    if number <= MAX_LISTED:
        return ""
    return _(
        "Only the first {max_listed} of {number} are listed. Type the beginning of the name."
    ).format(max_listed=MAX_LISTED, number=number)


def _fits(item: os.DirEntry[str], begun: str, suffixes: Sequence[str]) -> bool:
    if item.name.startswith(".") and not begun.startswith("."):
        return False
    if not fold(item.name).startswith(fold(begun)):
        return False
    return _leads_on(item) or not suffixes or has_ending(Path(item.name), suffixes)


def _leads_on(item: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return item.is_dir()
    return False


def _entry(item: os.DirEntry[str], head: str) -> Entry:
    name = one_line(item.name)
    if _leads_on(item):
        return Entry(Path(item.path), f"{head}{item.name}{os.sep}", f"{name}/", True)
    return Entry(Path(item.path), f"{head}{item.name}", _changed(item, name), False)


def _changed(item: os.DirEntry[str], name: str) -> str:
    with suppress(OSError):
        day = local_day(dt.datetime.fromtimestamp(item.stat().st_mtime, dt.UTC))
        return _("{name}   changed {date}").format(name=name, date=in_words(day))
    return name


def _up(folder: Path) -> Entry:
    parent = folder.absolute().parent
    text = str(parent) if str(parent) == os.sep else f"{parent}{os.sep}"
    return Entry(parent, text, "../", True)
