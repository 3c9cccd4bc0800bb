"""Evidence as a small table: title, reference or link, date; the last row is a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import DataTable, Input, OptionList, Static
from textual.widgets.option_list import Option

from assessment.answers import EVIDENCE_LIMIT, LINE_LIMIT, REFERENCE_LIMIT, Evidence
from assessment.dates import HOW, ReadDate, in_few_letters, read_date
from assessment.language import _
from assessment.text import one_line
from assessment.tui.dialogs.typing import TypingDialog
from assessment.tui.drafts import Draft
from assessment.tui.matching import holds, words_of
from assessment.tui.widgets.choices import Choices
from assessment.tui.widgets.lines import fit

_COLUMNS = ((_("Title"), 33), (_("Reference or link"), 23), (_("Date"), 11))
_FIELDS = ("title", "reference", "date")
MAX_OFFERED = 5
NO_TITLE = _("Each piece of evidence needs a title.")


def evidence_completions(
    typed: str, known: Sequence[Evidence], here: Sequence[Evidence]
) -> list[Evidence]:
    """What the file has already and holds every word that is typed; not what stands here."""
    words = words_of(typed)
    found = (item for item in known if holds(f"{item.title} {item.reference}", words))
    return [item for item in found if item not in here][:MAX_OFFERED]


class EvidenceTable(TypingDialog):
    """Closes with nothing: every row is saved as it is typed."""

    DEFAULT_CSS = """
    EvidenceTable DataTable { height: auto; max-height: 11; }
    EvidenceTable Horizontal { height: 1; }
    EvidenceTable .label { color: $text-muted; width: 19; padding: 0 0 0 1; }
    EvidenceTable Input { width: 1fr; }
    EvidenceTable Choices { height: auto; max-height: 5; border: none; padding: 0; }
    EvidenceTable.-tiny Choices { display: none; }
    EvidenceTable #meant { width: auto; padding: 0 1; color: $text-muted; }
    """
    HINT = _(
        "↓ ↑ choose, Enter edits a row or takes what is offered, Delete removes a row; Tab goes "
        "on. Saved as you type. Esc goes back to the question."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove", _("Remove"), show=False),
    ]

    def __init__(
        self,
        question_id: str,
        evidence: Sequence[Evidence],
        *,
        save: Callable[[Sequence[Evidence]], object],
        known: Sequence[Evidence] = (),
        draft: Draft | None = None,
    ) -> None:
        super().__init__(save, tuple(evidence), draft)
        self._known = known
        """What other answers have, the most used first."""
        self._offered: list[Evidence] = []
        self._question = question_id
        self._rows = list(evidence)
        self._present = len(self._rows)

    def compose(self) -> ComposeResult:
        """The table, and the row that is being edited."""
        yield from self.frame(
            _("Evidence for {question}").format(question=self._question),
            DataTable[Text](cursor_type="row"),
            _labelled(_("Title"), Input(id="title", max_length=LINE_LIMIT, compact=True)),
            Choices(),
            _labelled(
                _("Reference or link"),
                Input(id="reference", max_length=REFERENCE_LIMIT, compact=True),
            ),
            _labelled(
                _("Date"),
                Input(id="date", placeholder=_("such as March 2025"), max_length=30, compact=True),
                Static(id="meant"),
            ),
        )

    def on_mount(self) -> None:
        """Show what there is; begin in the table, or in the new row where there is nothing."""
        table = self._table
        for title, width in _COLUMNS:
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
            date = in_few_letters(row.date) if row.date else ""
            cells = (row.title, row.reference, date)
            table.add_row(
                *(Text(fit(c, w)) for c, (_unused, w) in zip(cells, _COLUMNS, strict=True))
            )
        if len(self._rows) < EVIDENCE_LIMIT:
            table.add_row(Text(_("(new)")), Text(""), Text(""))
        table.move_cursor(row=self._present)

    def _take_up(self, index: int) -> None:
        """Put a row into the fields."""
        self._present = index
        self._settled, row = tuple(self._rows), self._recorded
        values = (row.title, row.reference, row.date.isoformat() if row.date else "") if row else ()
        with self.prevent(Input.Changed):
            for name, value in zip(_FIELDS, values or ("", "", ""), strict=True):
                self._field(name).value = value
        self._show_what_is_understood()
        self._offer()
        self._table.move_cursor(row=index)

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show_what_is_understood()
        self._offer()
        self.typed()

    # What the file has already.

    @property
    def _choices(self) -> Choices:
        return self.query_one(Choices)

    def _offer(self) -> None:
        """List what the file has already and holds what is typed as the title."""
        recorded = self._recorded
        title = self._text("title")
        # A row that stands as it is needs no other one in its place.
        settled = recorded is not None and recorded.title == title
        found = [] if settled else evidence_completions(title, self._known, self._rows)
        if found == self._offered:
            return
        self._offered = found
        self._choices.set_options([Option(Content(_in_a_line(item))) for item in found])
        self._choices.display = bool(found)

    def _take(self, piece: Evidence) -> None:
        """Put a piece that the file has already into this row, and go on to a new one."""
        values = (piece.title, piece.reference, piece.date.isoformat() if piece.date else "")
        for name, value in zip(_FIELDS, values, strict=True):
            self._field(name).value = value
        self._go_on()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(self._offered[event.option_index])

    def _show_what_is_understood(self) -> None:
        self.query_one("#meant", Static).update(Content(self._read.words))

    @property
    def _read(self) -> ReadDate:
        # What holds since March holds since its first day.
        return read_date(self._field("date").value, "first")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        here = _FIELDS.index(event.input.id or "title")
        marked = self._choices.highlighted
        if here == 0 and marked is not None:
            self._take(self._offered[marked])
        elif here + 1 < len(_FIELDS):
            self._field(_FIELDS[here + 1]).focus()
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Record the row, and begin a new one."""
        if self.may_go_on():
            self._take_up(min(len(self._rows), EVIDENCE_LIMIT - 1))
            self._field("title").focus()

    @on(DataTable.RowSelected)
    def _chosen(self, event: DataTable.RowSelected) -> None:
        if event.cursor_row == self._present or self.may_go_on():
            self._take_up(event.cursor_row)
            self._field("title").focus()

    @on(DataTable.RowHighlighted)
    def _highlighted(self, event: DataTable.RowHighlighted) -> None:
        # To fill the table moves its cursor too: only where it has come to rest did a person go.
        here = self._table.cursor_row
        if event.cursor_row != here or here == self._present or not self._table.has_focus:
            return
        if self.may_go_on():
            self._take_up(here)
        else:
            self._table.move_cursor(row=self._present)

    def on_key(self, event: events.Key) -> None:
        """From the title the arrows lead down to what is offered, and up into the table."""
        if event.key not in ("up", "down") or not self._field("title").has_focus:
            return
        event.stop()
        marked = self._choices.highlighted
        if event.key == "down":
            self._choices.move(1)
        elif marked is None:
            self._table.focus()
        elif marked == 0:
            self._choices.highlighted = None
        else:
            self._choices.move(-1)

    def action_remove(self) -> None:
        """Remove the row under the cursor."""
        index = self._table.cursor_row
        if self._table.has_focus and index < len(self._rows):
            del self._rows[index]
            self._present = min(index, len(self._rows))
            self._save(tuple(self._rows))
            self._fill_table()
            self._take_up(self._present)
        elif self._table.has_focus:
            self._take_up(index)
            self.show_message("")

    def value(self) -> Sequence[Evidence]:
        """All rows with the one that is being typed, as far as that one can be recorded."""
        row, place = self._typed_row(), slice(self._present, self._present + 1)
        typed = [] if row is None else [row]
        if typed != self._rows[place]:
            self._rows[place] = typed
            self._fill_table()
        return tuple(self._rows)

    def _typed_row(self) -> Evidence | None:
        """The row in the fields; what it had before stays where what is typed cannot be."""
        before, read = self._before, self._read
        title = self._title or (before.title if before else "")
        if not title:
            return None
        date = (before.date if before else None) if read.trouble else read.date
        return Evidence(title=title, reference=self._text("reference"), date=date)

    @property
    def _before(self) -> Evidence | None:
        """The row in the fields as it was when the cursor came to the present one; None for new."""
        return self._settled[self._present] if self._present < len(self._settled) else None

    @property
    def _recorded(self) -> Evidence | None:
        """The row in the fields, as it is recorded; None for a new one."""
        return self._rows[self._present] if self._present < len(self._rows) else None

    @property
    def _title(self) -> str:
        # A link alone is evidence too: it stands as its own title.
        return self._text("title") or self._text("reference")[:LINE_LIMIT]

    def _text(self, name: str) -> str:
        return one_line(self._field(name).value)

    def lines(self) -> Mapping[str, str]:
        """The row that is typed, and what it is recorded as."""
        row = self._recorded
        return {"row": _whole(row) if row else "", **{name: self._text(name) for name in _FIELDS}}

    def offer_again(self, lines: Mapping[str, str]) -> None:
        """Put what was typed back into its row, or into a new one where that is gone.

        Its place says nothing: a part that came back may have brought other rows before it.
        """
        rows = [_whole(row) for row in self._rows]
        index = rows.index(lines["row"]) if lines.get("row") in rows else len(rows)
        if index >= EVIDENCE_LIMIT:
            return
        self._take_up(index)
        super().offer_again(lines)
        self._field("title").focus()

    def unrecorded(self) -> str:
        """That the title is missing, or that the date is none."""
        if not self._title and self._before is not None:
            return _(
                "{no_title} The one of before stays; Delete in the table removes the row."
            ).format(no_title=NO_TITLE)
        if not self._title and self._text("date"):
            return _("{no_title} ↑ and Delete remove it.").format(no_title=NO_TITLE)
        return f"{self._read.trouble} {HOW}" if self._read.trouble else ""


def _whole(piece: Evidence) -> str:
    return piece.model_dump_json()


def _in_a_line(piece: Evidence) -> str:
    date = in_few_letters(piece.date) if piece.date else ""
    return "  ".join(filter(None, [fit(piece.title, 48), fit(piece.reference, 16), date]))


def _labelled(label: str, *widgets: Input | Static) -> Horizontal:
    return Horizontal(Static(Content(label), classes="label"), *widgets)
