"""Begin a new assessment: the State, and where its answer file will be."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from assessment.answers import LINE_LIMIT
from assessment.language import _
from assessment.text import in_file_name, one_line
from assessment.tui.autosave import Autosave
from assessment.tui.choices import FileChoice
from assessment.tui.dialogs.confirm import Confirm
from assessment.tui.drafts import Draft
from assessment.tui.folder import ANSWER_FILES, has_ending, is_folder, is_there, meant

_HINT = _(
    "The file holds everything that is answered. Treat it as sensitive. A name that ends in "
    ".json.age is sealed to your key. Esc goes back."
)


class Begin(ModalScreen[FileChoice | None]):
    """Asks for the State and a file; closes with both, or None."""

    CSS_PATH = "begin.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", _("Back"))]

    def __init__(self, folder: Path, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._folder = folder
        self._proposed = ""

    def compose(self) -> ComposeResult:
        """The two lines to fill in."""
        with Vertical(classes="box"):
            yield Static(Content(_("Begin a new assessment")), classes="title")
            yield Label(_("State"), markup=False)
            yield Input(
                self._draft.text,
                id="state",
                max_length=LINE_LIMIT,
                placeholder=_("Name of the State"),
                select_on_focus=False,
            )
            yield Label(_("Answer file"), markup=False)
            yield Input(id="file", select_on_focus=False)
            yield Static(Content(_HINT), id="hint")
            yield Button(_("Begin"), id="begin", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Keep the name while one types."""
        self._draft.follow(partial(Autosave, self), lambda: self._state)
        if self._draft.text:
            self._propose()

    def keep_typed(self) -> None:
        """Keep what is typed until it is taken."""
        self._draft.keep()

    def _close(self, choice: FileChoice) -> None:
        self._draft.end()
        self.dismiss(choice)

    def action_back(self) -> None:
        """Go back; what is typed is offered again, and nothing is begun."""
        self._draft.leave()
        self.dismiss(None)

    @on(Input.Changed, "#state")
    def _state_typed(self) -> None:
        self._draft.typed()
        self._propose()

    def _propose(self) -> None:
        file = self.query_one("#file", Input)
        if file.value == self._proposed:
            self._proposed = str(self._folder / f"{file_name(self._state)}.json")
            file.value = self._proposed

    @on(Input.Submitted, "#state")
    def _on_to_the_file(self) -> None:
        self.query_one("#file", Input).focus()

    @property
    def _state(self) -> str:
        return one_line(self.query_one("#state", Input).value)

    @on(Input.Submitted, "#file")
    @on(Button.Pressed, "#begin")
    @work
    async def _begin(self) -> None:
        typed = self.query_one("#file", Input).value.strip()
        path = meant(typed)
        trouble = _trouble(self._state, typed, path)
        if trouble:
            self.query_one("#hint", Static).update(Content(trouble))
            return
        is_named = has_ending(path, ANSWER_FILES)
        named = path if is_named else path.with_name(path.name + ANSWER_FILES[0])
        if not is_there(named):
            self._close(FileChoice(named, state=self._state))
        elif await self.app.push_screen_wait(is_there_already(named)):
            self._close(FileChoice(named))


def is_there_already(path: Path) -> Confirm:
    """Nothing is overwritten: a file of that name can be opened, or another name chosen."""
    question = _("There is a file of this name already: {name}.").format(name=one_line(path.name))
    return Confirm(question, _("It stays as it is."), yes=_("Open it"), no=_("Choose another name"))


def file_name(state: str) -> str:
    """A file name out of a State's name: its letters, digits and hyphens."""
    return in_file_name(state) or "assessment"


def _trouble(state: str, typed: str, path: Path) -> str:
    if not state:
        return _("Name the State first.")
    if not typed:
        return _("Name the file in which the answers will be kept.")
    if not is_folder(path.parent):
        return _("There is no such folder. Choose a folder that exists.")
    return ""
