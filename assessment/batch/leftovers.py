"""What systems and programs leave in folders: deleted, earlier, hidden and temporary copies.

A copy of an answer file in a bin or in a snapshot is not a State's answer. What is named itself is
always read; only what is found in a folder, by a pattern or in an archive is looked at here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assessment.batch.input_file import path_shown
from assessment.batch.patterns import is_named
from assessment.language import _
from assessment.text import count_of

_HIDDEN = (".", "~", "@", "#", "$")
"""How names begin that systems give: `.Trash-1000`, `.snapshot`, `.stversions` and other hidden
folders, `~$x` and `~snapshot`, `@eaDir` and `@Recycle` of storage boxes, `#recycle` and `#x#` of
Emacs, `$RECYCLE.BIN`."""
_FOLDERS = frozenset(
    {
        "__macosx", "files_trashbin", "files_versions", "lost+found", "recycle bin", "recycled",
        "recycler", "system volume information", "trash",
    }
)  # fmt: skip
"""Folders of the same kind whose names begin otherwise."""
_SIDE_FILE = re.compile(
    r"\.json(\.age)?(\.(bak|unsaved|theirs|lock|swp|swo|tmp|part|orig|old)|~|#)$", re.IGNORECASE
)
"""What this program and others keep beside an answer file; locks hold no answers."""


@dataclass
class PassedOver:
    """What was found and not taken, to be said once for a whole run."""

    exclude: tuple[str, ...] = ()
    """Patterns of names and paths that are not wanted."""
    first: str = ""
    """The first one, as an example."""
    _files: set[int] = field(default_factory=set)
    """Hashes of paths: a pattern may find one file twice, and there may be very many."""
    _folders: set[int] = field(default_factory=set)

    def folder(self, path: str, name: str) -> bool:
        """Whether a folder is passed over with all that is in it."""
        if not (_is_system_folder(name) or self._is_excluded(path, name)):
            return False
        self._add(self._folders, path)
        return True

    def file(self, path: str, name: str) -> bool:
        """Whether a file is passed over; those are counted that look like answer files."""
        found = (
            name.startswith(_HIDDEN)
            or _SIDE_FILE.search(name) is not None
            or self._is_excluded(path, name)
        )
        if found and ".json" in name.lower():
            self._add(self._files, path)
        return found

    def inside(self, path: str, relative: str) -> bool:
        """Whether what was found is passed over for its own name or for that of a folder of it."""
        names = relative.replace("\\", "/").split("/")
        name = names[-1]
        if not any(map(_is_system_folder, names)):
            return self.file(path, name)
        if ".json" in name.lower():
            self._add(self._files, path)
        return True

    def sentence(self) -> str:
        """What is said of it; empty where nothing was passed over."""
        files, folders = len(self._files), len(self._folders)
        if not files and not folders:
            return ""
        some_files = count_of(files, "{n} file", "{n} files")
        some_folders = count_of(folders, "{n} folder", "{n} folders")
        counted = (
            _("{files} and {folders}").format(files=some_files, folders=some_folders)
            if files and folders
            else (some_files if files else some_folders)
        )
        said = (
            _(
                "Passed over: {counted} that systems and programs keep as deleted, earlier, hidden "
                "or temporary copies, or that --exclude names, such as {first}. Name what is to be "
                "scored itself."
            )
            if self.exclude
            else _(
                "Passed over: {counted} that systems and programs keep as deleted, earlier, hidden "
                "or temporary copies, such as {first}. Name what is to be scored itself."
            )
        )
        return said.format(counted=counted, first=self.first)

    def _add(self, found: set[int], path: str) -> None:
        found.add(hash(path))
        self.first = self.first or path_shown(path)

    def _is_excluded(self, path: str, name: str) -> bool:
        return any(is_named(name, item) or is_named(path, item) for item in self.exclude)


def _is_system_folder(name: str) -> bool:
    # In an archive `.` and `..` are no names: they say where a member is.
    return name not in (".", "..") and (name.startswith(_HIDDEN) or name.casefold() in _FOLDERS)
