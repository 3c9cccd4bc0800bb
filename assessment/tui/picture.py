"""What stands on the terminal, so that only what changes is sent to it.

Textual sends a whole screen wherever a place is laid out anew: 37 KB for a dialog, half a minute
over a line of 9,600 bits a second. Nothing here knows of widgets: it reads what Textual is about to
write, and leaves out the cells that the terminal shows already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from textual.geometry import Size

TEXT = r"[^\x00-\x1f\x7f-\x9f]"
TOKENS = re.compile(
    r"\x1b\[(?P<y>\d+);(?P<x>\d+)H"  # the cursor goes to a place
    rf"|\x1b\[(?P<style>[\d;]+)m(?P<styled>{TEXT}*)\x1b\[0m"
    rf"|(?P<bare>{TEXT}+)"
    r"|(?P<end>\n)"  # Textual begins each line with a place all the same
)
"""All that a picture by Textual consists of."""
NO_CELLS = re.compile(r"(?:\x1b\[\?\d+(?:[hl]|\$p)|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)*")
"""What turns a habit of the terminal on or off, shapes the pointer, fills the clipboard, rings."""
OTHER_SCREEN = "\x1b[?1049"
UNITS = re.compile(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+")
SEEN_ON_BLANKS = {"4", "5", "6", "7", "9", "21", "51", "52", "53"}
"""Lines under, through and over the letters, frames, blinking, and colours that change places."""
MAX_GAP = 8
"""To go over so many cells costs as much as to write them."""

ScreenCell = tuple[str, str]
"""A character and its style."""


class Run(NamedTuple):
    """Characters of one style on a line."""

    y: int
    x: int
    text: str
    style: str


class Picture:
    """The cells of the terminal; what is not known of it is sent."""

    def __init__(self) -> None:
        self._lines: dict[int, list[ScreenCell | None]] = {}
        self._size = Size(0, 0)
        self._cursor = ""

    def forget(self) -> None:
        """Somebody else may have written on the terminal, or it has another size."""
        self._lines.clear()
        self._cursor = ""

    def changes(self, data: str, size: Size) -> str:
        """What has to be sent of it to a terminal of a size; it counts as sent."""
        if size != self._size:
            self._size = size
            self.forget()
        if NO_CELLS.fullmatch(data):
            if OTHER_SCREEN in data:
                self.forget()
            return data
        found = _read(data, size)
        if found is None:
            self.forget()
            return data
        runs, cursor = found
        lines = groupby(runs, key=lambda run: run.y)
        sent = "".join(self._line(y, list(line)) for y, line in lines)
        if not sent and cursor == self._cursor:
            return ""
        self._cursor = cursor
        return sent + cursor

    def _line(self, y: int, runs: Sequence[Run]) -> str:
        known = self._lines.setdefault(y, [])
        if not all(_is_plain(run.text) for run in runs):
            # Terminals do not agree how wide such characters are: all is sent, and of what stands
            # from here to the end of the line nothing is known.
            del known[min(run.x for run in runs) :]
            return "".join(_sent(y, run.x, [(run.text, run.style)]) for run in runs)
        known.extend([None] * (max(run.x + len(run.text) for run in runs) - len(known)))
        return "".join(_sent(y, x, cells) for x, cells in _spans(known, _update(known, runs)))


def _read(data: str, size: Size) -> tuple[list[Run], str] | None:
    """The runs, and where the cursor goes at last; None for what is no picture of this size."""
    runs: list[Run] = []
    x, y, cursor, end = -1, 0, "", 0
    for token in TOKENS.finditer(data):
        if token.start() != end:
            return None
        end = token.end()
        if token["y"]:
            x, y, cursor = int(token["x"]) - 1, int(token["y"]) - 1, token[0]
        elif token["end"]:
            x = -1
        elif text := token["styled"] or token["bare"]:
            runs.append(Run(y, x, text, token["style"] or ""))
            x += cell_len(text)
            if runs[-1].x < 0 or x > size.width or y >= size.height:
                return None
    return (runs, cursor) if end == len(data) else None


def _is_plain(text: str) -> bool:
    """Whether each character takes one cell on every terminal."""
    return text.isascii() or all(get_character_cell_size(item) == 1 for item in text)


def _update(known: list[ScreenCell | None], runs: Sequence[Run]) -> list[int]:
    """Enter the runs on a line; where it changed."""
    changed: list[int] = []
    for run in runs:
        blank = _of_blank(run.style)
        for x, character in enumerate(run.text, run.x):
            cell = (character, blank if character == " " else run.style)
            if known[x] != cell:
                known[x] = cell
                changed.append(x)
    return changed


def _spans(
    known: Sequence[ScreenCell | None], changed: Sequence[int]
) -> Iterator[tuple[int, list[ScreenCell]]]:
    """What changed, from its first cell on; spans that nearly touch are one."""
    first = 0
    for index, x in enumerate(changed):
        following = changed[index + 1] if index + 1 < len(changed) else len(known) + MAX_GAP + 2
        if following - x > MAX_GAP + 1 or None in known[x:following]:
            cells = known[changed[first] : x + 1]
            yield changed[first], [cell for cell in cells if cell is not None]
            first = index + 1


def _sent(y: int, x: int, cells: Sequence[ScreenCell]) -> str:
    """Cells as a terminal takes them, from a place on; a style is set where it changes."""
    parts = [f"\x1b[{y + 1};{x + 1}H"]
    before = ""
    for style, run in groupby(cells, key=lambda cell: cell[1]):
        text = "".join(character for character, _ in run)
        if text.strip(" ") or _of_blank(before) != style:
            parts.append(_change(before, style))
            before = style
        parts.append(text)
    return "".join([*parts, _change(before, "")])


@lru_cache(maxsize=1024)
def _units(style: str) -> dict[str, str]:
    """What a style consists of: the two colours, and what else is said of the letters."""
    kinds = {"3": "colour", "9": "colour", "4": "behind", "10": "behind"}
    return {kinds.get(unit.partition(";")[0][:-1], unit): unit for unit in UNITS.findall(style)}


@lru_cache(maxsize=1024)
def _of_blank(style: str) -> str:
    """The style as far as it is seen where no letter is: what is behind, unless there is a line."""
    units = _units(style)
    return style if SEEN_ON_BLANKS & units.keys() else units.get("behind", "")


@lru_cache(maxsize=4096)
def _change(before: str, style: str) -> str:
    """What leads from one style to another: no more than what differs, where nothing has to go."""
    if before == style:
        return ""
    old, new = _units(before), _units(style)
    if not old.keys() <= new.keys() or not style:
        return f"\x1b[{'0;' * bool(before and style)}{style}m"
    return f"\x1b[{';'.join(unit for kind, unit in new.items() if old.get(kind) != unit)}m"
