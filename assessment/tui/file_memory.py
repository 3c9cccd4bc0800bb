"""What the program remembers of the one file that is open: where one was, what was compared."""

from __future__ import annotations

from pathlib import Path

from assessment.tui.drafts import Draft, Drafts
from assessment.tui.memory import Memory


class FileMemory:
    """The program's memory of one file; without a memory nothing is kept."""

    def __init__(self, memory: Memory | None, path: Path) -> None:
        self._memory = memory
        self._path = path
        self._position = ""
        """The question that was remembered last."""
        self._drafts: Drafts | None = None

    @property
    def last_position(self) -> str:
        """The question where the session before this one stopped; empty where none is known."""
        return self._memory.position(self._path) if self._memory is not None else ""

    def remember(self, position: str) -> None:
        """Put the file first among the recent ones, with the question that one is at."""
        if self._memory is not None:
            self._position = position
            self._memory.remember(self._path, position)

    def remember_if_moved(self, position: str) -> None:
        """The same, where one is at another question than the one that is remembered."""
        if position != self._position:
            self.remember(position)

    @property
    def baseline(self) -> Path | None:
        """The earlier file that the last session showed beside this one."""
        return self._memory.baseline(self._path) if self._memory is not None else None

    def remember_baseline(self, baseline: Path | None) -> None:
        """Keep which earlier file is shown beside this one; None for none."""
        if self._memory is not None:
            self._memory.remember_baseline(self._path, baseline)

    def draft(self, slot: str) -> Draft:
        """What is typed in a place and is no answer yet."""
        if self._drafts is None:
            self._drafts = Drafts(self._memory.drafts if self._memory else None, self._path)
        return Draft(self._drafts, slot)

    def go_on_in(self, path: Path) -> None:
        """Remember another file from now on, with all that is typed and kept already."""
        self._path = path
        if self._drafts is not None:
            self._drafts.go_on_in(path)
