"""What a folder's file system cannot do, noted where it is met, and said once.

Network shares, sticks and the folders of another system lack one thing or another. The work goes on
without it; a person is told, because it is they who can choose another folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from assessment.language import _

Limit = Literal["sync", "access", "lock"]

_SENTENCES: Mapping[Limit, str] = {
    "sync": _(
        "This folder does not confirm that a name is on the disk. After a power cut a file may "
        "be as it was before it was last saved."
    ),
    "access": _(
        "This folder does not keep who may read a file. Look at the permissions of what is "
        "written here."
    ),
    "lock": _(
        "This folder has no locks, so nothing keeps a second session out. See to it that "
        "nobody else opens the file meanwhile."
    ),
}
_noted: dict[tuple[Limit, Path], bool] = {}
"""What was met in this run, and whether it was said."""


def note(limit: Limit, folder: Path) -> None:
    """Bear in mind that a folder cannot do something."""
    _noted.setdefault((limit, folder), False)


def hand_over() -> tuple[tuple[Limit, Path], ...]:
    """What was met and not said yet, for another process to note: from here it is gone."""
    found = tuple(key for key, said in tuple(_noted.items()) if not said)
    for key in found:
        del _noted[key]
    return found


def unsaid() -> tuple[str, ...]:
    """A sentence for each limit that was met and was not said yet; from now on they are."""
    found = [key for key, said in tuple(_noted.items()) if not said]
    _noted.update(dict.fromkeys(found, True))
    return tuple(f"{folder}: {_SENTENCES[limit]}" for limit, folder in found)
