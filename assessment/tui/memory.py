"""What the program remembers between sessions: recent files and places in them, no answers."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assessment.errors import SaveError
from assessment.store import CACHE_FILE, read_regular, write_file

MAX_RECENT = 20
"""How many files are remembered."""
_MAX_BYTES = 1_000_000
"""Largest memory file that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file that was open, and the question where one stopped."""

    path: Path
    position: str = ""
    """The question's id; empty where none is known."""
    baseline: str = ""
    """The earlier file that was shown beside it; empty where none was."""


@dataclass(slots=True)
class Memory:
    """A small file in the user's state folder; losing it loses nothing but comfort."""

    file: Path = field(default_factory=lambda: state_folder() / "sessions.json")

    @property
    def drafts(self) -> Path:
        """The folder for what is being typed and is no answer yet."""
        return self.file.parent / "drafts"

    def recent(self) -> tuple[RecentFile, ...]:
        """The files that were open, the latest first."""
        listed = self._read().get("recent")
        items = listed if isinstance(listed, list) else []
        return tuple(found for found in map(_recent_file, items) if found is not None)

    def position(self, path: Path) -> str:
        """The question where one stopped in a file; empty where it is not known."""
        return next((found.position for found in self.recent() if found.path == path), "")

    def baseline(self, path: Path) -> Path | None:
        """The earlier file that was last shown beside a file; None where none was."""
        known = self._known(path).baseline
        return Path(known) if known else None

    def remember(self, path: Path, position: str) -> None:
        """Put a file first among the recent ones."""
        self._put_first(replace(self._known(path), position=position))

    def remember_baseline(self, path: Path, baseline: Path | None) -> None:
        """Keep which earlier file is shown beside a file; None for none."""
        named = "" if baseline is None else str(baseline)
        self._put_first(replace(self._known(path), baseline=named))

    def _known(self, path: Path) -> RecentFile:
        return next((found for found in self.recent() if found.path == path), RecentFile(path))

    def _put_first(self, first: RecentFile) -> None:
        others = [found for found in self.recent() if found.path != first.path]
        listed = [first, *others][:MAX_RECENT]
        self._write({**self._read(), "recent": list(map(_entry, listed))})

    def setting(self, name: str) -> str:
        """A setting of the program, for example the theme; empty where none is set."""
        settings = self._read().get("settings")
        value = settings.get(name) if isinstance(settings, dict) else None
        return value if isinstance(value, str) else ""

    def set(self, name: str, value: str) -> None:
        """Remember a setting of the program."""
        known = self._read()
        settings = known.get("settings")
        kept = settings if isinstance(settings, dict) else {}
        self._write({**known, "settings": {**kept, name: value}})

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError, RecursionError):
            raw = read_regular(self.file, _MAX_BYTES + 1)
            document = json.loads(raw) if len(raw) <= _MAX_BYTES else None
            return document if isinstance(document, dict) else {}
        return {}

    def _write(self, document: dict[str, Any]) -> None:
        # Only comfort is at stake: a state folder that cannot be written stops nobody's work.
        with suppress(OSError, SaveError):
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_file(self.file, json.dumps(document, indent=1).encode(), CACHE_FILE)


def state_folder() -> Path:
    """The folder for the program's own files, in the user's home."""
    from platformdirs import user_state_path

    return user_state_path("cied")


def _entry(file: RecentFile) -> dict[str, str]:
    entry = {"path": str(file.path), "position": file.position}
    return {**entry, "baseline": file.baseline} if file.baseline else entry


def _recent_file(item: Any) -> RecentFile | None:
    if not isinstance(item, dict) or not isinstance(item.get("path"), str):
        return None
    position, baseline = (
        found if isinstance(found := item.get(name), str) else ""
        for name in ("position", "baseline")
    )
    return RecentFile(Path(item["path"]), position, baseline)
