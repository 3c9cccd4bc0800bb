"""One text that is asked for, such as a reason: Enter takes it, Esc leaves it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assessment.language import _
from assessment.text import clean
from assessment.tui.autosave import Autosave
from assessment.tui.dialogs.typing import BoundedText
from assessment.tui.drafts import OFFERED, Draft
from assessment.tui.widgets.hint import Hint
from assessment.tui.wording import no_room

LIMIT = 2_000
"""Longest reason or question, in characters."""


class Ask(ModalScreen[str | None]):
    """Closes with what was typed, or with None."""

    DEFAULT_CSS = "Ask TextArea { height: 6; max-height: 50%; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", _("Back"))]

    def __init__(
        self, title: str, text: str = "", *, hint: str, draft: Draft, needed: str = ""
    ) -> None:
        super().__init__()
        self._draft = draft
        self._begun = draft.text
        """What was typed here before and not taken."""
        self._title = title
        self._text = text
        self._hint = hint
        self._needed = needed
        """What is said where nothing is typed; empty where nothing need be."""

    def compose(self) -> ComposeResult:
        """A place to type."""
        with Vertical(classes="dialog"):
            yield Static(Content(clean(self._title)), classes="title")
            yield BoundedText(self._begun or self._text, LIMIT, enter_ends=True)
            yield Static(Content(OFFERED if self._begun else ""), id="trouble", classes="trouble")
            yield Hint(self._hint)

    def on_mount(self) -> None:
        """Go on at the end of the text."""
        area = self.query_one(BoundedText)
        area.move_cursor(area.document.end)
        area.focus()
        self._draft.follow(partial(Autosave, self), self._untaken)

    def on_text_area_changed(self) -> None:
        """Keep it while one types."""
        self._draft.typed()

    def keep_typed(self) -> None:
        """Keep what is typed until it is taken."""
        self._draft.keep()

    def _untaken(self) -> str:
        return "" if self._typed == self._text.strip() else self._typed

    @property
    def _typed(self) -> str:
        return self.query_one(BoundedText).text.strip()

    def on_bounded_text_ended(self) -> None:
        """Take what is typed."""
        if self._needed and not self._typed:
            self._show_message(self._needed)
        else:
            self._draft.end()
            self.dismiss(self._typed)

    def action_back(self) -> None:
        """Go back; what is typed is offered again, and nothing else is changed."""
        self._draft.leave()
        self.dismiss(None)

    def unrecorded(self) -> str:
        """That a text is typed and not taken yet; empty where none is."""
        return _("{title} Enter takes it.").format(title=self._title) if self._untaken() else ""

    def on_bounded_text_full(self, event: BoundedText.Full) -> None:
        """Say that something did not fit."""
        self._show_message(no_room(event.lost))

    def _show_message(self, message: str) -> None:
        self.query_one("#trouble", Static).update(Content(clean(message)))
