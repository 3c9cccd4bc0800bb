"""The first screen: what the tool is and is not, and which file to work on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.text import clean, one_line
from assessment.tui import recent
from assessment.tui.choices import FileChoice
from assessment.tui.dialogs.begin import Begin, is_there_already
from assessment.tui.dialogs.choose_file import ChooseFile
from assessment.tui.drafts import NEW, Draft, Drafts
from assessment.tui.folder import is_there
from assessment.tui.recent import FileCard
from assessment.tui.widgets.keys import Keys

START_TIMEOUT = 15.0
"""Seconds for which it is said where the form is."""


def print_blank(app: App[Any], questionnaire: Questionnaire, path: Path) -> str:
    """Begin to make a form of all questions; says so."""
    app.run_worker(lambda: _make(app, questionnaire, path), thread=True, group="report")
    return _("The form is being made: {path}").format(path=path)


def _make(app: App[Any], questionnaire: Questionnaire, path: Path) -> None:
    from assessment.report.blank import make_blank
    from assessment.report.saving import save_report

    try:
        save_report(path, make_blank(questionnaire), (), remedy=_("Close what shows it."))
    except AssessmentError as error:
        message, severity = str(error), "error"
    else:
        message, severity = _("The form is in {path}").format(path=path), "information"
    app.call_from_thread(
        app.notify, clean(message), severity=severity, timeout=START_TIMEOUT, markup=False
    )


_ACTIONS: dict[str, tuple[str, str]] = {
    "new": ("n", _("Begin a new assessment")),
    "open": ("o", _("Open an answer file, or a part to fill in")),
    "take_back": ("T", _("Take parts back that ministries filled in")),
    "example": ("e", _("Try the fictional example: nothing there matters")),
    "blank": ("f", _("Print the questions as a blank form")),
    "quit": ("q", _("Quit")),
}
_MAX_RECENT = 9
KEY_WIDTH = 4
"""Cells that the key of a choice takes."""
SENSITIVE = _("A saved assessment lists a State's weak points. Treat every file as sensitive.")


class StartScreen(Screen[FileChoice | None]):
    """Closes with the file to work on, or with None to quit."""

    CSS_PATH = "start.tcss"
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (20, "-short"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", _("New")),
        Binding("o", "open", _("Open")),
        Binding("e", "example", _("Example")),
        Binding("f", "blank", _("Blank form")),
        Binding("T", "take_back", _("Take parts back")),
        Binding("q", "quit_program", _("Quit")),
        Binding("question_mark,f1", "app.explain('start')", _("Help"), key_display="?"),
        *(Binding(str(n), f"recent({n})", show=False) for n in range(1, _MAX_RECENT + 1)),
    ]

    def __init__(
        self,
        questionnaire: Questionnaire,
        recent: Sequence[Path] = (),
        *,
        folder: Path | None = None,
        locations: Mapping[Path, str] | None = None,
        trouble: str = "",
    ) -> None:
        super().__init__()
        self._questionnaire = questionnaire
        self._recent = tuple(recent)[:_MAX_RECENT]
        self._folder = folder or Path.cwd()
        self._trouble = trouble
        self.drafts = Drafts(None, NEW)
        """What was typed for an assessment that is not begun yet."""
        self._locations = locations or {}
        self._cards: tuple[FileCard, ...] = ()
        """What each recent file says of itself, once that is known."""

    def compose(self) -> ComposeResult:
        """What the tool is, then what can be done."""
        asked = self._questionnaire
        with VerticalScroll(can_focus=False, classes="page"), Vertical(classes="column"):
            yield Static(Content(asked.title), classes="title")
            yield Static(Content(_source(asked)), classes="source")
            yield Static(id="trouble")
            yield OptionList(*self._options(), id="choices", markup=False)
            yield Static(Content(asked.about), classes="about")
            yield Static(Content(SENSITIVE), classes="notice")
            yield Static(Content(asked.notice), classes="notice")
        yield Keys()

    def on_mount(self) -> None:
        """Be ready to choose; whose the recent files are is looked up meanwhile."""
        self.set_class(bool(self._recent), "-again")
        self.query_one("#choices", OptionList).focus(scroll_visible=False)
        self._show_message(self._trouble)
        if self._recent:
            self._look_up(self.app)

    @work(thread=True, group="recent", description=_("recent files"))
    def _look_up(self, app: App[Any]) -> None:
        asked, locations = self._questionnaire, self._locations
        cards = [recent.card_of(path, asked, locations.get(path, "")) for path in self._recent]
        if not get_current_worker().is_cancelled:
            app.call_from_thread(self._name_recent, cards)

    def _name_recent(self, cards: Sequence[FileCard]) -> None:
        self._cards = tuple(cards)
        self._fit_recent()

    def on_resize(self) -> None:
        """Fit the recent files into the new width."""
        self.call_after_refresh(self._fit_recent)

    def _fit_recent(self) -> None:
        if not (self.is_mounted and self.is_attached and self._recent):
            return
        choices = self.query_one("#choices", OptionList)
        room = choices.scrollable_content_region.width - KEY_WIDTH
        now = dt.datetime.now(dt.UTC)
        choices.replace_option_prompt("heading", _line("", recent.cards_heading(room)))
        for index, card in enumerate(self._cards, start=1):
            shown = _line(str(index), recent.card_line(card, room, now))
            choices.replace_option_prompt(f"recent-{index}", shown)

    def _options(self) -> list[Option | None]:
        actions = [Option(_line(key, words), id=name) for name, (key, words) in _ACTIONS.items()]
        if not self._recent:
            return [*actions]
        files = [
            Option(_line(str(index), one_line(str(path))), id=f"recent-{index}")
            for index, path in enumerate(self._recent, start=1)
        ]
        heading = Option(_line("", _("Go on with")), id="heading", disabled=True)
        return [heading, *files, None, *actions]

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        name = event.option_id or ""
        actions = {
            "new": self.action_begin,
            "open": self.action_open,
            "take_back": self.action_take_back,
            "example": self.action_example,
            "blank": self.action_blank,
            "quit": self.action_quit_program,
        }
        if name in actions:
            actions[name]()
        else:
            self.action_recent(int(name.removeprefix("recent-")))

    def action_quit_program(self) -> None:
        """Leave the program."""
        self.dismiss(None)

    def action_recent(self, index: int) -> None:
        """Open a file that was open before."""
        if index <= len(self._recent):
            self.dismiss(FileChoice(self._recent[index - 1]))

    @work
    async def action_begin(self) -> None:
        """Begin a new assessment."""
        choice = await self.app.push_screen_wait(Begin(self._folder, Draft(self.drafts, "state")))
        if choice is not None:
            self.dismiss(choice)

    @work
    async def action_open(self) -> None:
        """Open a file."""
        path = await self.app.push_screen_wait(ChooseFile(_("Open an answer file"), self._folder))
        if path is not None:
            self.dismiss(FileChoice(path))

    @work
    async def action_take_back(self) -> None:
        """Take parts back into the file under the cursor, or into one that is chosen."""
        path = self._chosen_recent
        if path is None:
            title = _("Take parts back into which answer file?")
            path = await self.app.push_screen_wait(ChooseFile(title, self._folder))
        if path is not None:
            self.dismiss(FileChoice(path, then="take_back"))

    @property
    def _chosen_recent(self) -> Path | None:
        choices = self.query_one("#choices", OptionList)
        option = choices.highlighted_option
        name = (option.id if option else None) or ""
        if name.startswith("recent-"):
            return self._recent[int(name.removeprefix("recent-")) - 1]
        return self._recent[0] if self._recent else None

    @work
    async def action_blank(self) -> None:
        """Print the questions as a blank form, in the background."""
        proposed = self._folder / "blank-form.pdf"
        path = await self.app.push_screen_wait(
            ChooseFile(
                _("Where shall the blank form be written?"),
                proposed,
                purpose="save",
                suffixes=(".pdf",),
            )
        )
        if path is not None:
            self._show_message(print_blank(self.app, self._questionnaire, path))

    @work
    async def action_example(self) -> None:
        """Write the example where the person says, and open it."""
        path = await self.app.push_screen_wait(
            ChooseFile(
                _("Where shall the example be written?"),
                self._folder / "examplia.json",
                purpose="save",
            )
        )
        if path is None:
            return
        if not is_there(path):
            await self._write_example(path)
        elif await self.app.push_screen_wait(is_there_already(path)):
            self.dismiss(FileChoice(path))

    async def _write_example(self, path: Path) -> None:
        from assessment.example import example_answers
        from assessment.store import write_answers
        from assessment.tui.dialogs.passphrase import with_open_key

        answers = example_answers(self._questionnaire)
        try:
            await with_open_key(self.app, lambda: write_answers(path, answers))
        except AssessmentError as error:
            self._show_message(str(error))
        else:
            self.dismiss(FileChoice(path))

    def _show_message(self, sentence: str) -> None:
        news = self.query_one("#trouble", Static)
        news.update(Content(clean(sentence)))
        news.set_class(bool(sentence), "shown")


def _source(asked: Questionnaire) -> str:
    source = asked.source
    return f"{source.symbol}, {source.title}. {source.adopted}. {source.link}"


def _line(key: str, words: str) -> Content:
    return Content.assemble((f" {key or ' '} ", "bold"), f" {words}")
