"""A text, saved while it is typed: a note, or what others may read."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assessment.answers import NOTE_LIMIT
from assessment.language import _
from assessment.tui.dialogs.typing import BoundedText, TypingDialog


class Write(TypingDialog):
    """Closes with nothing: what is typed is saved on the way."""

    DEFAULT_CSS = "Write TextArea { height: 9; }"
    HINT = _("Saved as you type. Esc goes back to the question; z there takes it all back.")

    def __init__(
        self, title: str, text: str, *, save: Callable[[str], None], above: str = ""
    ) -> None:
        super().__init__(save)
        self._above = above
        """A sentence to bear in mind while one types; empty for none."""
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """A place to type."""
        above = [Static(Content(self._above), classes="hint")] if self._above else []
        yield from self.frame(self._title, *above, BoundedText(self._text, NOTE_LIMIT))

    def on_mount(self) -> None:
        """Go on at the end of the text."""
        area = self.query_one(BoundedText)
        area.move_cursor(area.document.end)
        area.focus()

    def on_text_area_changed(self) -> None:
        """Save it while one types."""
        self.typed()

    def value(self) -> str:
        """The text."""
        return self.query_one(BoundedText).text.rstrip()
