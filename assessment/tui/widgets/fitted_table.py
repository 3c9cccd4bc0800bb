"""A table that fits its width: columns shrink, the least important go, no figure is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widgets import DataTable

from assessment.language import _
from assessment.tui.widgets.lines import padded

Drawn = Callable[[int], Text]
"""A cell that draws itself in the width it is given."""
TableCell = str | Drawn


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and how it gives way when the screen is narrow."""

    label: str
    width: int
    """Least width, in cells."""
    most: int = 0
    """Widest it may grow; 0 keeps the least width."""
    right: bool = False
    """Whether its figures align on the right."""
    from_width: int = 0
    """Shown only in tables at least this wide."""
    share: int = 1
    """How many times as fast as others it grows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the key that a selection gives back."""

    key: str
    cells: tuple[TableCell, ...]


class FittedTable(DataTable[Text]):
    """Rows to walk through by keyboard or mouse; Enter or a click on the row chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # A row is chosen, never a cell: these go to the ends of the list, not of the line.
        Binding("home", "scroll_top", _("First"), show=False),
        Binding("end", "scroll_bottom", _("Last"), show=False),
    ]

    # Columns fit, so no bar beneath them may take a row.
    DEFAULT_CSS = "FittedTable { overflow-x: hidden; }"

    def __init__(self, *columns: Column, enter: str = _("Go")) -> None:
        super().__init__(cursor_type="row", cell_padding=0)
        shown = Binding("enter", "select_cursor", enter, key_display=_("Enter"), show=bool(enter))
        self._bindings.key_to_bindings["enter"] = [shown]
        self._specified = columns
        self._content: tuple[Row, ...] = ()
        self._laid_out: int = 0
        self._kept: str | None = None
        """The row under the cursor when new rows came that nobody has seen yet."""

    def show(self, rows: Sequence[Row], *columns: Column) -> None:
        """Show these rows, in other columns if any are given; the cursor stays on its row."""
        kept = self._kept or self.chosen
        self._specified = columns or self._specified
        self._content = tuple(rows)
        if self.size.width:
            self._lay_out(kept)
        else:
            # A hidden table has no width: it is laid out when it is seen again, however wide.
            self._laid_out = 0
            self._kept = kept

    @property
    def chosen(self) -> str | None:
        """The key of the row under the cursor."""
        index = self.cursor_row
        return self._content[index].key if 0 <= index < len(self._content) else None

    def choose(self, key: str | None, otherwise: int = 0) -> None:
        """Put the cursor on a row, or on the place where it was if the row is gone."""
        keys = [row.key for row in self._content]
        self.move_cursor(row=keys.index(key) if key in keys else otherwise)

    def choose_later(self, key: str | None) -> None:
        """Put the cursor on a row once the rows are laid out."""
        if self._laid_out:
            self.choose(key, self.cursor_row)
        else:
            self._kept = key

    def on_resize(self, event: Resize) -> None:
        """Fit the columns into the new width; the row under the cursor stays in sight."""
        if event.size.width and self._room() != self._laid_out:
            self._lay_out(self._kept or self.chosen)
        else:
            self.move_cursor(row=self.cursor_row, scroll=True)

    def _lay_out(self, kept: str | None) -> None:
        self._kept = None
        row = self.cursor_row
        room = self._laid_out = self._room()
        self.clear(columns=True)
        widths = fitted_widths(self._specified, room)
        for index, width in widths.items():
            spec = self._specified[index]
            self.add_column(_label(spec, width), width=width + 1)
        for item in self._content:
            cells = (_cell(item.cells[at], self._specified[at], w) for at, w in widths.items())
            self.add_row(*cells, key=item.key)
        self.choose(kept, row)

    def _room(self) -> int:
        """The cells for columns: a bar takes one where there are more rows than lines."""
        return self.size.width - (1 if len(self._content) + 1 > self.size.height else 0)

    def _update_column_widths(self, updated_cells: object) -> None:
        # Every column has the width it was fitted to: no cell need be measured, of a thousand rows.
        pass


def fitted_widths(columns: Sequence[Column], room: int) -> dict[int, int]:
    """The width of each column that is shown, under its place; one cell stands between two."""
    shown = [index for index, column in enumerate(columns) if room >= column.from_width]
    widths = {index: columns[index].width for index in shown}
    spare = room - sum(widths.values()) - len(shown)
    growing = [index for index in shown if columns[index].most > columns[index].width]
    while spare > 0 and growing:
        share = max(spare // sum(columns[index].share for index in growing), 1)
        for index in growing:
            column = columns[index]
            step = min(share * column.share, column.most - widths[index], spare)
            widths[index] += step
            spare -= step
        growing = [index for index in growing if widths[index] < columns[index].most]
    return widths


def cut_to_width(text: str, width: int) -> str:
    """The text in at most this many cells; what is cut ends in an ellipsis, and after a word."""
    if cell_len(text) <= width:
        return text
    kept = set_cell_size(text, max(width - 1, 0)).rstrip()
    whole = kept.rpartition(" ")[0].rstrip()
    if text[len(kept) : len(kept) + 1].strip() and cell_len(whole) * 2 >= width:
        kept = whole.rstrip(",;:")
    return kept + "…"[:width]


def _label(column: Column, width: int) -> Text:
    label = cut_to_width(column.label, width)
    return Text(padded(label, width, right=True) if column.right else label, no_wrap=True)


def _cell(cell: TableCell, column: Column, width: int) -> Text:
    if not isinstance(cell, str):
        return cell(width)
    text = cut_to_width(cell, width)
    return Text(padded(text, width, right=True) if column.right else text, no_wrap=True)
