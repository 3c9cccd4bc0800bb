"""Evidence as a small table: title, reference or link, date; the last row is a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from assessment.answers import EVIDENCE_LIMIT, LINE_LIMIT, REFERENCE_LIMIT, Evidence
from assessment.text import one_line
from assessment.tui.dialogs.dates import HOW, parse_date
from assessment.tui.dialogs.typing import TypingDialog
from assessment.tui.widgets.lines import fit

COLUMNS = (("Title", 34), ("Reference or link", 23), ("Date", 10))
FIELDS = ("title", "reference", "date")


class EvidenceTable(TypingDialog):
    """Closes with nothing: every row is saved as it is typed."""

    DEFAULT_CSS = """
    EvidenceTable DataTable { height: auto; max-height: 11; }
    EvidenceTable Horizontal { height: 1; }
    EvidenceTable .label { color: $text-muted; width: 19; padding: 0 0 0 1; }
    EvidenceTable Input { width: 1fr; }
    """
    HINT = (
        "↓ ↑ choose a row, Enter edits it, Delete removes it; Tab goes on. "
        "Saved as you type. Esc goes back to the question."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove", "Remove", show=False),
    ]

    def __init__(
        self,
        question_id: str,
        evidence: Sequence[Evidence],
        *,
        save: Callable[[Sequence[Evidence]], None],
    ) -> None:
        super().__init__(save)
        self._question = question_id
        self._rows = list(evidence)
        self._present = len(self._rows)

    def compose(self) -> ComposeResult:
        """The table, and the row that is being edited."""
        yield from self.frame(
            f"Evidence for {self._question}",
            DataTable[Text](cursor_type="row"),
            _labelled("Title", Input(id="title", max_length=LINE_LIMIT, compact=True)),
            _labelled(
                "Reference or link", Input(id="reference", max_length=REFERENCE_LIMIT, compact=True)
            ),
            _labelled(
                "Date",
                Input(id="date", placeholder="for example 2025-03-01", max_length=30, compact=True),
            ),
        )

    def on_mount(self) -> None:
        """Show what there is; begin in the table, or in the new row where there is nothing."""
        table = self._table
        for title, width in COLUMNS:
            table.add_column(title, width=width)
        self._fill_table()
        self._take_up(0 if self._rows else self._present)
        (table if self._rows else self._field("title")).focus()

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one(DataTable)

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _fill_table(self) -> None:
        table = self._table
        table.clear()
        for row in self._rows:
            date = row.date.isoformat() if row.date else ""
            cells = (row.title, row.reference, date)
            table.add_row(*(Text(fit(c, w)) for c, (_, w) in zip(cells, COLUMNS, strict=True)))
        if len(self._rows) < EVIDENCE_LIMIT:
            table.add_row(Text("(new)"), Text(""), Text(""))
        table.move_cursor(row=self._present)

    def _take_up(self, place: int) -> None:
        """Put a row into the fields."""
        self._present = place
        row = self._rows[place] if place < len(self._rows) else None
        values = (row.title, row.reference, row.date.isoformat() if row.date else "") if row else ()
        with self.prevent(Input.Changed):
            for name, value in zip(FIELDS, values or ("", "", ""), strict=True):
                self._field(name).value = value
        self._table.move_cursor(row=place)

    @on(Input.Changed)
    def _changed(self) -> None:
        self.typed()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        here = FIELDS.index(event.input.id or "title")
        if here + 1 < len(FIELDS):
            self._field(FIELDS[here + 1]).focus()
        elif self.keep_typed():
            self._take_up(min(len(self._rows), EVIDENCE_LIMIT - 1))
            self._field("title").focus()

    @on(DataTable.RowSelected)
    def _chosen(self, event: DataTable.RowSelected) -> None:
        if self.keep_typed():
            self._take_up(event.cursor_row)
            self._field("title").focus()

    @on(DataTable.RowHighlighted)
    def _highlighted(self, event: DataTable.RowHighlighted) -> None:
        # To fill the table moves its cursor too: only where it has come to rest did a person go.
        here = self._table.cursor_row
        if event.cursor_row != here or here == self._present or not self._table.has_focus:
            return
        if self.keep_typed():
            self._take_up(here)

    def on_key(self, event: events.Key) -> None:
        """From the fields, the arrow up goes back into the table."""
        if event.key == "up" and self._field("title").has_focus:
            event.stop()
            self._table.focus()

    def action_remove(self) -> None:
        """Remove the row under the cursor."""
        place = self._table.cursor_row
        if self._table.has_focus and place < len(self._rows):
            del self._rows[place]
            self._present = min(place, len(self._rows))
            self._save(tuple(self._rows))
            self._fill_table()
            self._take_up(self._present)
        elif self._table.has_focus:
            self._take_up(place)
            self.say("")

    def value(self) -> Sequence[Evidence] | None:
        """All rows with the one that is being typed; None where that one cannot be kept yet."""
        title, reference, date = (one_line(self._field(name).value) for name in FIELDS)
        is_new = self._present >= len(self._rows)
        if is_new and not (title or reference or date):
            return tuple(self._rows)
        # A link alone is evidence too: it stands as its own title.
        title = title or reference[:LINE_LIMIT]
        if not title:
            self.say("Each piece of evidence needs a title. ↑ and Delete remove it.")
            return None
        try:
            row = Evidence(title=title, reference=reference, date=parse_date(date))
        except ValueError as error:
            self.say(f"{error} {HOW}")
            return None
        self.say("")
        self._rows[self._present :] = [row, *self._rows[self._present + 1 :]]
        self._fill_table()
        return tuple(self._rows)


def _labelled(label: str, place: Input) -> Horizontal:
    return Horizontal(Static(Content(label), classes="label"), place)
