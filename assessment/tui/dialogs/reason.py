"""Why a question does not apply; without a reason it is not recorded."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assessment.answers import NOTE_LIMIT
from assessment.tui.dialogs.typing import BoundedText
from assessment.tui.widgets.hint import Hint
from assessment.tui.wording import no_room


class Reason(ModalScreen[str | None]):
    """Closes with the reason, or with None where there is none."""

    DEFAULT_CSS = "Reason TextArea { height: 6; max-height: 50%; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def __init__(self, question_id: str, text: str) -> None:
        super().__init__()
        self._question = question_id
        self._text = text
        self._warned = ""
        """The text of which was said that it is not recorded."""

    def compose(self) -> ComposeResult:
        """A place to type the reason."""
        with Vertical(classes="dialog"):
            yield Static(Content(f"Why does {self._question} not apply?"), classes="title")
            yield BoundedText(self._text, NOTE_LIMIT, enter_ends=True)
            yield Static(id="trouble", classes="trouble")
            hint = "The reason is printed. Enter records it, Esc goes back and changes nothing."
            yield Hint(hint)

    def on_mount(self) -> None:
        """Be ready to type."""
        area = self.query_one(BoundedText)
        area.move_cursor(area.document.end)
        area.focus()

    def on_bounded_text_ended(self) -> None:
        """Take the reason, if there is one."""
        text = self.query_one(BoundedText).text.strip()
        if text:
            self.dismiss(text)
        else:
            self._say("Please give a reason: a question is never left out without one.")

    def action_back(self) -> None:
        """Go back; a text that was typed is given up only by a second Esc."""
        text = self.query_one(BoundedText).text
        if text.strip() in ("", self._text.strip(), self._warned):
            self.dismiss(None)
        else:
            self._warned = text.strip()
            self._say("The reason is not recorded yet: Enter records it, Esc again gives it up.")

    def on_bounded_text_full(self, event: BoundedText.Full) -> None:
        """Say that something did not fit."""
        self._say(no_room(event.lost))

    def _say(self, message: str) -> None:
        self.query_one("#trouble", Static).update(Content(message))
