"""A list of questions with the whole of the highlighted one beneath it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Static

from assessment.tui.widgets.fitted_table import Column, FittedTable, Row

_MAX_LINES = 8
"""Lines beside the table that are kept for what is said of a row in every window."""
Describe = Callable[[str], Content]
"""All there is to say about a row, for the lines beneath the table."""


class Listing(Vertical):
    """Rows to walk through; Enter or a click chooses one, and the lines beneath say it whole."""

    DEFAULT_CSS = """
    Listing {
        height: 1fr;
        & FittedTable { height: 1fr; scrollbar-size-vertical: 1; }
        & .empty { display: none; padding: 1 2; color: $text-muted; height: 1fr; }
        & .detail { height: auto; min-height: 3; max-height: 60%; padding: 0 1; }
        & .detail { border-top: solid $primary; max-width: 102; }
        &.-none > .empty { display: block; }
        &.-none > FittedTable, &.-none > .detail { display: none; }
    }
    """
    BESIDE: ClassVar[list[tuple[int, str]]] = [(0, "-below"), (140, "-beside")]
    """From which width of a screen on the lines stand beside the table; see `app.tcss`."""

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, listing: Listing, key: str) -> None:
            super().__init__()
            self.listing = listing
            self.key = key

        @property
        def control(self) -> Listing:
            """The listing that the row is in."""
            return self.listing

    def __init__(
        self,
        *columns: Column,
        id: str,  # noqa: A002
        describe: Describe,
        empty: str,
        table: FittedTable | None = None,
    ) -> None:
        super().__init__(id=id, classes="listing")
        self.table = table or FittedTable(*columns)
        self._describe = describe
        self._empty = empty

    def compose(self) -> ComposeResult:
        """The table, the words for none, and the lines beneath."""
        yield self.table
        yield Static(Content(self._empty), classes="empty")
        yield Static(classes="detail")

    def show(self, rows: Sequence[Row], *columns: Column, empty: str = "") -> None:
        """Show these rows, or these words where there is none."""
        self.table.show(rows, *columns)
        self.set_class(not rows, "-none")
        if empty:
            self.query_one(".empty", Static).update(Content(empty))
        self.describe()

    def take_focus(self) -> None:
        """Put the hands on the table; where it is empty, no other table may take the keys."""
        self.screen.set_focus(None if self.has_class("-none") else self.table)

    @property
    def chosen(self) -> str | None:
        """The key of the row under the cursor."""
        return self.table.chosen

    @property
    def room(self) -> int:
        """How many lines there are for a row beside the table; none where they are beneath it."""
        beside = self.screen.has_class("-beside")
        return max(self.size.height - _MAX_LINES, 0) if beside else 0

    def on_resize(self) -> None:
        """Say as much of the row as there is room for."""
        self.call_after_refresh(self.describe)

    @on(DataTable.RowHighlighted)
    def describe(self) -> None:
        """Say all there is to say about the row under the cursor."""
        key = self.table.chosen
        self.query_one(".detail", Static).update(
            Content("") if key is None else self._describe(key)
        )

    @on(DataTable.RowSelected)
    def _choose(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Chosen(self, event.row_key.value))
