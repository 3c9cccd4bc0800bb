"""Type a few words or an id, and go there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assessment.language import _
from assessment.text import clean, count_of
from assessment.tui.dialogs.above_choices import AboveChoices
from assessment.tui.matching import index_of, words_of
from assessment.tui.search import Found, search
from assessment.tui.session import Session
from assessment.tui.widgets.choices import Choices
from assessment.tui.widgets.hint import Hint
from assessment.tui.widgets.lines import fit

ABOUT = 60
"""How many characters are shown of the place where something was found."""


class Search(AboveChoices[str | None]):
    """Closes with the id of a question, or with None."""

    DEFAULT_CSS = """
    Search .dialog { height: 90%; max-width: 100; }
    Search OptionList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: list[Found] = []
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A place to type, and what was found."""
        with Vertical(classes="dialog"):
            yield Static(
                Content(_("Search ids, questions, descriptors, notes and evidence")),
                classes="title",
            )
            yield Input(max_length=200, compact=True)
            yield Static(id="count", classes="hint")
            yield Choices()
            yield Hint(_("↓ ↑ choose, Enter goes there, Esc goes back."))

    def on_mount(self) -> None:
        """Be ready to type."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._typed = event.value
        self._found = search(self._session, event.value)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(self._describe(found)) for found in self._found])
        listed.highlighted = 0 if self._found else None
        message = (
            count_of(len(self._found), "{n} question", "{n} questions")
            if event.value.strip()
            else ""
        )
        self.query_one("#count", Static).update(Content(message))

    def _describe(self, found: Found) -> Content:
        name = self._session.questionnaire.by_id[found.question].name
        about = fit(_about(found.text, self._typed), ABOUT)
        return Content(clean(f"{found.question}  {fit(name, 80)}\n        {found.where}: {about}"))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        index = self.query_one(OptionList).highlighted
        if self._found and index is not None:
            self.dismiss(self._found[index].question)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index].question)


def _about(text: str, typed: str) -> str:
    """The part of a text about the first word that was typed."""
    words = words_of(typed)
    index = index_of(text, words[0]) if words else 0
    # From the beginning of a word on, so that none is cut on the left.
    start = text.rfind(" ", 0, max(0, index - ABOUT // 3) + 1) + 1
    return ("… " if start else "") + text[start:]
