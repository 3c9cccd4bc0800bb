"""A questionnaire's folder while it is read: what was found, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assessment.errors import Mistake
from assessment.questionnaire import Questionnaire


@dataclass
class LoadResult:
    """A questionnaire's folder as it was read: the value if there is one, and every mistake."""

    folder: Path
    questionnaire: Questionnaire | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    lines: dict[tuple[str, ...], str] = field(default_factory=dict)
    """`file:line` under the path of a thing, for example `("POL-01", "requires")`."""
    repeats: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Where a thing that should be there once stands for the last time."""
    unread: tuple[str, ...] = ()
    """Files in the folder that are none of a questionnaire's, and were not read."""

    def location(self, *path: str) -> str:
        """Where a thing stands, or the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.folder.name)
