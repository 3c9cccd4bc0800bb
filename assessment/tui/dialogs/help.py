"""What can be done here, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from assessment.questionnaire import LEVEL_MEANINGS, LEVEL_NAMES, LEVELS
from assessment.tui.commands import Command
from assessment.tui.widgets.lines import EMPTY, Line, Piece, indented, line
from assessment.tui.widgets.page import Page

CHOOSING = (
    "Choose the highest level whose descriptor, and every lower one, is fully met. Adopted but "
    "not yet applied wherever it is relevant is level 2, however well it works in one place."
)
MARKS = (
    ("0-4", "the level given"),
    ("·", "unanswered"),
    ("n u w", "not applicable, unknown, withheld"),
    ("!", "flagged to discuss"),
    ("▌", "what is recorded now"),
    ("8/10", "questions with a level, of those that apply"),
    ("46.9  38.1-56.2", "the score, and what it could become once everything is answered"),
)


class Help(ModalScreen[None]):
    """Closes with nothing."""

    DEFAULT_CSS = """
    Help Page { height: 1fr; background: $surface; }
    Help .dialog { height: 100%; max-width: 96; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss(None)", "Back"),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("pagedown,space", "scroll(10)", "Further", show=False),
        Binding("pageup", "scroll(-10)", "Back up", show=False),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """A page that scrolls."""
        with Vertical(classes="dialog"):
            yield Static(Content("Help: answering a question"), classes="title")
            yield Page(self._lines)
            yield Static(Content("↓ ↑ move, Esc goes back."), classes="hint")

    def action_scroll(self, lines: int) -> None:
        """Move the text."""
        self.query_one(Page).scroll_relative(y=lines, animate=False)

    def _lines(self, size: Size) -> list[Line]:
        width = size.width - 1
        return [
            *indented(CHOOSING, width, []),
            *self._keys(width),
            EMPTY,
            line("The five levels", "accent"),
            *_table(
                [
                    (str(level), f"{LEVEL_NAMES[level]}. {LEVEL_MEANINGS[level]}")
                    for level in LEVELS
                ],
                width,
            ),
            EMPTY,
            line("Marks", "accent"),
            *_table(MARKS, width),
        ]

    def _keys(self, width: int) -> Iterator[Line]:
        for group in dict.fromkeys(command.group for command in self._commands):
            yield EMPTY
            yield line(group, "accent")
            rows = [(c.shown, c.help) for c in self._commands if c.group == group]
            yield from _table(rows, width)
        yield from _table([("Ctrl+P", "Find any of these by name."), ("Ctrl+Q", "Leave.")], width)


def _table(rows: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    for name, words in rows:
        lead = [Piece(f" {name:<7}  ", "key")]
        yield from indented(words, width, lead)
