"""What can be done here, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from assessment.language import _
from assessment.tui.guides import Guide, Rows
from assessment.tui.widgets.hint import Hint
from assessment.tui.widgets.lines import EMPTY_LINE, Line, Piece, indented, line, padded
from assessment.tui.widgets.page import Page


class Help(ModalScreen[None]):
    """Closes with nothing."""

    DEFAULT_CSS = """
    Help Page { height: 1fr; background: $surface; }
    Help .dialog { height: 100%; max-width: 96; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss(None)", _("Back")),
        Binding("down", "scroll(1)", _("Down"), show=False),
        Binding("up", "scroll(-1)", _("Up"), show=False),
        Binding("pagedown,space", "scroll(10)", _("Further"), show=False),
        Binding("pageup", "scroll(-10)", _("Back up"), show=False),
    ]

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._guide = guide

    def compose(self) -> ComposeResult:
        """A page that scrolls."""
        with Vertical(classes="dialog"):
            yield Static(
                Content(_("Help: {title}").format(title=self._guide.title)), classes="title"
            )
            yield Page(self._lines)
            yield Hint(_("↓ ↑ move, Esc goes back."))

    def action_scroll(self, lines: int) -> None:
        """Move the text."""
        self.query_one(Page).scroll_relative(y=lines, animate=False)

    def _lines(self, size: Size) -> list[Line]:
        width = size.width - 1
        return [
            *indented(self._guide.intro, width, []),
            *(
                item
                for heading, rows in self._guide.groups
                for item in _group(heading, rows, width)
            ),
        ]


def _group(heading: str, rows: Rows, width: int) -> list[Line]:
    return [EMPTY_LINE, line(heading, "accent"), *_table(rows, width)]


def _table(rows: Rows, width: int) -> Iterator[Line]:
    # A name that is much longer than the others does not push all of them aside.
    widest = min(max(cell_len(name) for name, _unused in rows), 11)
    for name, words in rows:
        lead = [Piece(f" {padded(name, widest)}  ", "key")]
        yield from indented(words, width, lead)
