"""Who is answering: a name or an office, written beside each answer."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from assessment.answers import LINE_LIMIT
from assessment.text import one_line
from assessment.tui.widgets.hint import Hint


class WhoAnswers(ModalScreen[str | None]):
    """Closes with the name, empty for none; None where the person did not say."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def compose(self) -> ComposeResult:
        """A place to type, filled with the name of last time."""
        with Vertical(classes="dialog"):
            yield Static(Content("Who is answering?"), classes="title")
            yield Input(
                self._name,
                max_length=LINE_LIMIT,
                placeholder="A name or an office, such as Justice, legal division",
                select_on_focus=True,
            )
            yield Hint(
                "It stands beside each answer from now on. Enter goes on with the name, Esc "
                "without one. W changes it at any time, O sets whether it is asked."
            )

    def on_mount(self) -> None:
        """Be ready to type."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(one_line(event.value))
