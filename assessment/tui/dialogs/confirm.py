"""One question, two answers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from assessment.language import _
from assessment.text import clean


class Confirm(ModalScreen[bool]):
    """Asks before something that matters; closes with the answer."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", _("Yes")),
        Binding("n,escape", "answer(False)", _("No")),
    ]

    EXPECTS = _("y or n")

    def __init__(self, question: str, detail: str, *, yes: str, no: str = _("Not yet")) -> None:
        super().__init__()
        self._question = question
        self._detail = detail
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question, what follows from it, and two buttons."""
        with Vertical(classes="box"):
            yield Static(Content(clean(self._question)), classes="title")
            yield Static(Content(clean(self._detail)), classes="detail")
            with Horizontal(classes="buttons"):
                yield Button(Content(f"y  {self._yes}"), id="yes", variant="primary", compact=True)
                yield Button(Content(f"n  {self._no}"), id="no", compact=True)

    def on_mount(self) -> None:
        """The careful answer is the one that Enter gives."""
        self.query_one("#no", Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)
