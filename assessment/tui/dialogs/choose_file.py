"""Choose a file: type, complete with Tab, or walk the folder with the arrow keys."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

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
from assessment.tui.folder import (
    ANSWER_FILES,
    Entry,
    FolderListing,
    complete,
    has_ending,
    is_file,
    is_folder,
    listing,
    meant,
)
from assessment.tui.recent import whose
from assessment.tui.widgets.choices import Choices

Purpose = Literal["open", "save"]
_HELP: dict[Purpose, str] = {
    "open": _("Arrow keys choose, Tab completes, Enter opens, Esc goes back."),
    "save": _("Type a name. Tab completes a folder, Enter accepts, Esc goes back."),
}


class ChooseFile(AboveChoices[Path | None]):
    """A file chooser that keeps the hands on the keyboard; closes with the path, or None."""

    CSS_PATH = "choose_file.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", _("Back")),
        Binding("tab", "complete", _("Complete"), priority=True),
    ]

    def __init__(
        self,
        title: str,
        start: Path,
        *,
        purpose: Purpose = "open",
        suffixes: Sequence[str] = ANSWER_FILES,
    ) -> None:
        super().__init__()
        self._title = title
        self._start = start
        self._purpose: Purpose = purpose
        self._suffixes = tuple(suffixes)
        self._listing = FolderListing(start, ())

    def compose(self) -> ComposeResult:
        """A line for the path, the folder's content, and a line that says what happens."""
        with Vertical(classes="box"):
            yield Static(Content(self._title), classes="title")
            yield Input(self._opening_text(), id="path", select_on_focus=False)
            yield Choices(id="entries")
            yield Static(Content(_HELP[self._purpose]), id="hint")

    def on_mount(self) -> None:
        """Show the folder, and be ready to type."""
        self._path.focus()
        self._look()

    @property
    def _path(self) -> Input:
        return self.query_one("#path", Input)

    @property
    def _entries(self) -> Choices:
        return self.query_one(Choices)

    def _opening_text(self) -> str:
        if is_folder(self._start):
            return f"{self._start}{os.sep}" if str(self._start) != os.sep else os.sep
        return str(self._start)

    @on(Input.Changed, "#path")
    def _look(self) -> None:
        self._listing = listing(self._path.value, self._suffixes)
        self._entries.set_options([Option(Content(entry.label)) for entry in self._listing.entries])
        if self._purpose == "open" and self._listing.entries:
            self._entries.highlighted = self._listing.best
        self._show_message(self._listing.trouble or _HELP[self._purpose])

    @on(OptionList.OptionHighlighted, "#entries")
    def _show_owner(self) -> None:
        entry = self._highlighted()
        if self._purpose == "open" and entry is not None and not self._listing.trouble:
            said = "" if entry.is_folder else whose(entry.path)
            self._show_message(f"{said}. {_HELP['open']}" if said else _HELP["open"])

    def action_complete(self) -> None:
        """Complete the name that is being typed."""
        entry = self._highlighted()
        if entry is not None:
            self._type(entry.text)
        else:
            self._type(complete(self._path.value, self._listing))

    @on(Input.Submitted, "#path")
    def _accept(self) -> None:
        typed = self._path.value.strip()
        entry = self._highlighted()
        if entry is not None and (self._purpose == "open" or not self._names_a_file(typed)):
            self._take(entry)
        elif typed:
            self._take_typed(meant(typed))

    @on(OptionList.OptionSelected, "#entries")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(self._listing.entries[event.option_index])

    def _names_a_file(self, typed: str) -> bool:
        return self._entries.highlighted is None and bool(typed) and not typed.endswith(os.sep)

    def _highlighted(self) -> Entry | None:
        at = self._entries.highlighted
        return None if at is None else self._listing.entries[at]

    def _take(self, entry: Entry) -> None:
        if entry.is_folder:
            self._type(entry.text)
        else:
            self._take_typed(entry.path)

    def _take_typed(self, path: Path) -> None:
        if is_folder(path):
            self._type(f"{path}{os.sep}" if str(path) != os.sep else os.sep)
        elif self._purpose == "open" and not is_file(path):
            self._show_message(
                _("There is no such file. Choose one from the list, or go back with Esc.")
            )
        elif self._purpose == "save" and not is_folder(path.absolute().parent):
            self._show_message(_("There is no such folder. Choose a folder that exists."))
        else:
            self.dismiss(self._with_suffix(path.absolute()))

    def _with_suffix(self, path: Path) -> Path:
        if self._purpose == "open" or not self._suffixes or has_ending(path, self._suffixes):
            return path
        return path.with_name(path.name + self._suffixes[0])

    def _type(self, text: str) -> None:
        self._path.value = text
        self._path.cursor_position = len(text)

    def _show_message(self, sentence: str) -> None:
        self.query_one("#hint", Static).update(Content(clean(sentence)))
