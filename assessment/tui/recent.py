"""What is said of a file that was open before: whose it is, and how far it has come."""

from __future__ import annotations

import json
from pathlib import Path

from rich.cells import cell_len

from assessment.errors import AssessmentError
from assessment.store import is_sealed_name, read_bytes
from assessment.text import one_line
from assessment.tui.folder import is_file
from assessment.tui.widgets.fitted_table import shorten

MOST = 2 * 1024 * 1024
"""A larger file is opened if somebody asks for it, never to look who it is of."""
SEALED = "sealed"
NAME_WIDTH, LEAST_OF_FOLDER = 20, 16


def whose(path: Path) -> str:
    """`Examplia, 2026, draft`, as the file says it; empty where it cannot be read or is none.

    A sealed file is not opened for that.
    """
    if is_sealed_name(path):
        return SEALED
    try:
        found = json.loads(read_bytes(path, limit=MOST)) if is_file(path) else None
    except (AssessmentError, ValueError, RecursionError):
        return ""
    if not isinstance(found, dict):
        return ""
    parts = (found.get(key) for key in ("state", "period", "document_status"))
    return ", ".join(one_line(part) for part in parts if isinstance(part, str) and part)


def line(path: Path, said: str, width: int) -> str:
    """A file on one line: its name, whose it is, and its folder, of which the end says most."""
    name, folder = one_line(path.name), one_line(str(path.parent))
    if not said:
        return f"{name}  {folder}"
    room = width - NAME_WIDTH - LEAST_OF_FOLDER - 4
    if room < LEAST_OF_FOLDER:
        return shorten(f"{name}  {said}", width)
    left = f"{_padded(shorten(name, NAME_WIDTH), NAME_WIDTH)}  {shorten(said, room)}"
    return f"{left}  {_end_of(folder, width - cell_len(left) - 2)}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _end_of(folder: str, room: int) -> str:
    if cell_len(folder) <= room:
        return folder
    end = folder
    while end and cell_len(end) > room - 1:
        end = end[1:]
    return f"…{end}"
