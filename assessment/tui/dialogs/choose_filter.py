"""Which questions to walk: chosen from a list that a few letters make short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assessment.language import _
from assessment.text import clean
from assessment.tui.dialogs.above_choices import AboveChoices
from assessment.tui.matching import holds, words_of
from assessment.tui.question_filter import QuestionFilter
from assessment.tui.widgets.choices import Choices
from assessment.tui.widgets.hint import Hint

NO_WALK = _("No walk holds these letters.")


class ChooseFilter(AboveChoices[QuestionFilter | None]):
    """Closes with a walk, or with None."""

    DEFAULT_CSS = """
    ChooseFilter .dialog { height: 90%; max-width: 84; }
    ChooseFilter OptionList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, found: Sequence[tuple[QuestionFilter, int]]) -> None:
        super().__init__()
        self._all = found
        self._shown = list(found)

    def compose(self) -> ComposeResult:
        """A place for a few letters, and the walks that hold them."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Which questions do you want to walk?")), classes="title")
            yield Input(
                placeholder=_("A few letters: a ministry, a state, a paragraph, a function"),
                max_length=200,
                compact=True,
            )
            yield Choices()
            yield Hint(_("↓ ↑ choose, Enter begins the walk, Esc goes back and changes nothing."))

    def on_mount(self) -> None:
        """List every walk, and be ready to type."""
        self._list_those_with("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list_those_with(event.value)

    def _list_those_with(self, typed: str) -> None:
        words = words_of(typed)
        self._shown = [(walk, count) for walk, count in self._all if holds(walk.title, words)]
        listed = self.query_one(Choices)
        options = [Option(Content(_describe(walk, count))) for walk, count in self._shown]
        listed.set_options(options or [Option(Content(NO_WALK), disabled=True)])
        listed.highlighted = 0 if self._shown else None

    @on(Input.Submitted)
    def _taken(self) -> None:
        index = self.query_one(Choices).highlighted
        if self._shown and index is not None:
            self.dismiss(self._shown[index][0])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index][0])


def _describe(walk: QuestionFilter, count: int) -> str:
    return clean(f"{walk.title} ({count})")
