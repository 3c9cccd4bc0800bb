"""One question, a few answers: each by its key, by the arrow keys, or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assessment.language import _
from assessment.text import clean
from assessment.tui.other_keyboards import LATIN
from assessment.tui.widgets.hint import Hint


class Choose(ModalScreen[int | None]):
    """Closes with the place of the chosen option, or with None."""

    DEFAULT_CSS = "Choose OptionList { height: auto; max-height: 20; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", _("Back"))]

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], *, now: int | None = None
    ) -> None:
        super().__init__()
        self._now = now
        """The option that is recorded, on which one stands: Enter alone changes nothing."""
        self._title = title
        self._options = options
        self.EXPECTS = ", ".join(key for key, _unused in options if key) or LATIN

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(classes="dialog"):
            yield Static(Content(clean(self._title)), classes="title")
            yield OptionList(*map(_option, self._options), markup=False)
            yield Hint(_("Esc goes back and changes nothing."))

    def on_mount(self) -> None:
        """Be ready for the arrow keys."""
        listed = self.query_one(OptionList)
        listed.focus()
        if self._now is not None:
            listed.highlighted = self._now

    def on_key(self, event: events.Key) -> None:
        """An option's own key chooses it."""
        for index, (key, _unused) in enumerate(self._options):
            if key and event.character == key:
                event.stop()
                self.dismiss(index)
                return

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


def _option(option: tuple[str, str]) -> Option:
    key, words = option
    return Option(Content(f"{key}  {clean(words)}" if key else clean(words)))
