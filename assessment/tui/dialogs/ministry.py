"""The responsible ministry: typed, or completed from those already used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assessment.answers import LINE_LIMIT
from assessment.language import _
from assessment.text import clean, name_key, one_line, same_name
from assessment.tui.autosave import Autosave
from assessment.tui.dialogs.above_choices import AboveChoices
from assessment.tui.drafts import OFFERED, Draft
from assessment.tui.matching import fold
from assessment.tui.widgets.choices import Choices
from assessment.tui.widgets.hint import Hint

USUAL = "."
"""Typed alone it takes what is usual, as on the question."""


def ministry_completions(typed: str, used: Sequence[str], usual: Sequence[str]) -> list[str]:
    """Names that hold what is typed: those already used first, each name once."""
    wanted = fold(typed).strip()
    names = {name_key(name): name for name in (*usual[::-1], *used[::-1])}
    order = dict.fromkeys(name_key(name) for name in (*used, *usual))
    holding = [names[key] for key in order if wanted in fold(names[key])]
    return sorted(holding, key=lambda name: not fold(name).startswith(wanted))


class MinistryName(AboveChoices[str | None]):
    """Closes with the name, with an empty one for none, or with None to change nothing."""

    DEFAULT_CSS = """
    MinistryName OptionList { height: auto; max-height: 12; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back")),
        Binding("tab", "complete", _("Complete"), priority=True),
    ]

    def __init__(
        self,
        name: str,
        used: Sequence[str],
        usual: Sequence[str],
        draft: Draft,
        *,
        title: str = _("Which ministry is responsible?"),
    ) -> None:
        super().__init__()
        self._title = title
        self._draft = draft
        self._begun = draft.text
        """What was typed here before and not recorded."""
        self._name = name
        self._used = used
        self._usual = usual
        self._shown: list[str] = []
        self._chosen = False
        """Whether the marked name was chosen with the arrow keys."""

    def compose(self) -> ComposeResult:
        """A place to type, and the names that fit."""
        with Vertical(classes="dialog"):
            yield Static(Content(clean(self._title)), classes="title")
            begun = self._begun or self._name
            yield Input(begun, max_length=LINE_LIMIT, select_on_focus=not self._begun)
            yield Choices()
            yield Static(Content(OFFERED if self._begun else ""), id="trouble", classes="trouble")
            hint = _("Enter records the marked name (empty: none). ↓ chooses, Esc goes back.")
            yield Hint(hint)

    def on_mount(self) -> None:
        """Offer every name."""
        self._offer(self._begun)
        self._draft.follow(partial(Autosave, self), self._unrecorded_name)
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._chosen = False
        if event.value.strip() == USUAL:
            self._close(self._usual[0])
            return
        self._offer("" if event.value == self._name else event.value)
        self._draft.typed()

    def _offer(self, typed: str) -> None:
        self._shown = ministry_completions(typed, self._used, self._usual)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(Content(self._describe(name))) for name in self._shown])
        new = self._new(typed)
        if new:
            listed.add_option(Option(Content(_("{new}  (new, as typed)").format(new=new))))
            self._shown.append(new)
        listed.highlighted = 0 if typed.strip() else None

    def _new(self, typed: str) -> str:
        name = one_line(typed)
        return "" if any(same_name(name, item) for item in self._shown) else name

    def _describe(self, name: str) -> str:
        if self._usual and same_name(name, self._usual[0]):
            return _("{name}  (usual: {usual} takes it)").format(name=name, usual=USUAL)
        return name if name in self._used else _("{name}  (usual, not yet used)").format(name=name)

    def action_move(self, step: int) -> None:
        """Mark another name, which Enter then takes whatever is typed."""
        super().action_move(step)
        self._chosen = True

    def action_back(self) -> None:
        """Go back; a name that was typed is offered again, and nothing else is changed."""
        self._draft.leave()
        self.dismiss(None)

    def unrecorded(self) -> str:
        """That the name is typed and not recorded; empty where it is."""
        return _("The name of the ministry is not recorded yet.") if self._unrecorded_name() else ""

    def _unrecorded_name(self) -> str:
        typed = one_line(self.query_one(Input).value)
        return "" if typed == self._name else typed

    def keep_typed(self) -> None:
        """Keep what is typed until the name is recorded."""
        self._draft.keep()

    def _close(self, name: str | None) -> None:
        self._draft.end()
        self.dismiss(name)

    def action_complete(self) -> None:
        """Take the first name that fits into the typing place."""
        if self._shown:
            field = self.query_one(Input)
            field.value = self._shown[self.query_one(OptionList).highlighted or 0]
            field.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        listed = self.query_one(Choices)
        if self._chosen and listed.highlighted is not None:
            self._close(self._shown[listed.highlighted])
            return
        typed = one_line(event.value)
        known = {name_key(name): name for name in (*self._usual, *self._used)}
        marked = listed.highlighted
        # `interior` and `Interior` are one ministry, and so is `int`: spelling never splits it.
        meant = typed if marked is None else self._shown[marked]
        self._close(known.get(name_key(typed), meant))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._close(self._shown[event.option_index])
