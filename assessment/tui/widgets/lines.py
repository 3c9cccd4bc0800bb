"""Lines of text for a page: pieces with a role and perhaps an action, wrapped to a width.

Text here is never parsed: what a person typed is shown as just that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from assessment.figures import units
from assessment.text import clean


class Piece(NamedTuple):
    """A run of text on one line."""

    text: str
    role: str = ""
    """One of the page's roles: strong, dim, accent, chosen, trouble, key, good; empty for plain."""
    action: str = ""
    """What a click on it does; a name of ours, never text of a person."""


Line = tuple[Piece, ...]
"""One line of a page."""

EMPTY_LINE: Line = ()


def line(text: str, role: str = "", action: str = "") -> Line:
    """A line of one piece."""
    return (Piece(text, role, action),)


def width_of(pieces: Iterable[Piece]) -> int:
    """The cells that pieces take."""
    return sum(cell_len(piece.text) for piece in pieces)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to so many cells, which are not as many letters everywhere."""
    space = " " * (width - cell_len(text))
    return f"{space}{text}" if right else f"{text}{space}"


def centred(text: str, width: int) -> str:
    """The text in the middle of so many cells."""
    space = max(width - cell_len(text), 0)
    # An odd cell goes where `str.center` has it.
    return padded(" " * (space // 2 + (space & width & 1)) + text, width)


def fit(text: str, width: int) -> str:
    """The text on one line, cut between words with an ellipsis where it is too long."""
    text = " ".join(clean(text).split())
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ""
    kept = set_cell_size(text, width - 1).rstrip()
    words = kept.rpartition(" ")[0] if not text.startswith(f"{kept} ") else kept
    # A long word is cut all the same: less than two thirds of the room would say too little.
    return (words if 3 * cell_len(words) >= 2 * width else kept).rstrip(" ,;:") + "…"


def wrap(text: str, width: int) -> list[str]:
    """The text folded at spaces; words longer than a line are cut; at least one line."""
    width = max(width, 1)
    folded: list[str] = []
    for paragraph in clean(text).split("\n"):
        folded.extend(_fold(paragraph.replace("\t", " ").split(" "), width))
    return folded or [""]


def indented(
    text: str, width: int, lead: Sequence[Piece], role: str = "", action: str = ""
) -> list[Line]:
    """Wrapped text behind a lead; the further lines are indented by the lead's width."""
    room = width_of(lead)
    folded = wrap(text, width - room)
    first = (*lead, Piece(folded[0], role, action))
    blank = Piece(" " * room, "", action)
    return [first, *((blank, Piece(part, role, action)) for part in folded[1:])]


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Line:
    """Pieces at both edges of a line; the right ones go where there is no room."""
    gap = width - width_of(left) - width_of(right)
    if gap < 1:
        return tuple(left)
    return (*left, Piece(" " * gap), *right)


def flowed(groups: Iterable[Sequence[Piece]], width: int, gap: str = "   ") -> list[Line]:
    """Groups of pieces one after another, folded between groups."""
    lines: list[list[Piece]] = [[]]
    for group in groups:
        present = lines[-1]
        if present and width_of(present) + len(gap) + width_of(group) > width:
            lines.append(list(group))
        else:
            present.extend([Piece(gap), *group] if present else group)
    return [tuple(line) for line in lines]


def share_bar(share: float, width: int) -> str:
    """A bar of full and light blocks, which a Linux console can show."""
    full = units(share, width)
    return "█" * full + "░" * (width - full)


def _fold(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    present, used = "", 0
    for word in _cut(words, width):
        size = cell_len(word)
        if present and used + 1 + size > width:
            lines.append(present)
            present, used = word, size
        else:
            present = f"{present} {word}" if present else word
            used += size + (1 if used else 0)
    return [*lines, present]


def _cut(words: Sequence[str], width: int) -> Iterable[str]:
    for word in filter(None, words):
        if cell_len(word) <= width:
            yield word
        else:
            yield from chop_cells(word, width)
