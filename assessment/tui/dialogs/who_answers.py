"""Who is answering: a name or an office, written beside each answer."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from assessment.answers import LINE_LIMIT
from assessment.language import _
from assessment.text import one_line
from assessment.tui.autosave import Autosave
from assessment.tui.drafts import OFFERED, Draft
from assessment.tui.widgets.hint import Hint


class WhoAnswers(ModalScreen[str | None]):
    """Closes with the name, empty for none; None where the person did not say."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", _("Back"))]

    def __init__(self, name: str, draft: Draft) -> None:
        super().__init__()
        self._name = name
        self._draft = draft

    def compose(self) -> ComposeResult:
        """A place to type, filled with the name of last time."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Who is answering?")), classes="title")
            yield Input(
                self._draft.text or self._name,
                max_length=LINE_LIMIT,
                placeholder=_("A name or an office, such as Justice, legal division"),
                select_on_focus=True,
            )
            yield Static(Content(OFFERED if self._draft.text else ""), classes="trouble")
            yield Hint(
                _(
                    "It stands beside each answer from now on. Enter goes on with the name, or "
                    "without "
                    "one where none is typed. W changes it at any time, O sets whether it is "
                    "asked. "
                    "Esc goes back."
                )
            )

    def on_mount(self) -> None:
        """Be ready to type."""
        self.query_one(Input).focus()
        self._draft.follow(partial(Autosave, self), self._untaken)

    def _untaken(self) -> str:
        typed = one_line(self.query_one(Input).value)
        return "" if typed == self._name else typed

    @on(Input.Changed)
    def _typed(self) -> None:
        self._draft.typed()

    def keep_typed(self) -> None:
        """Keep what is typed until it is taken."""
        self._draft.keep()

    def action_back(self) -> None:
        """Go back; what is typed is offered again, and nothing else is changed."""
        self._draft.leave()
        self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self._draft.end()
        self.dismiss(one_line(event.value))
