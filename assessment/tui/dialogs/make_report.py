"""Make the report from inside: what is wanted, then a bar that moves while work goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, ProgressBar, Select, Static

from assessment.assess import Assessment, Edition
from assessment.errors import AssessmentError
from assessment.text import clean, count_of, one_line
from assessment.tui import reporting
from assessment.tui.folder import is_folder, is_there, meant
from assessment.tui.reporting import Form, Order, Paper

EDITIONS: tuple[tuple[str, Edition], ...] = (
    ("Full: for the authority itself", "full"),
    ("Ministry: its questions and next steps", "ministry"),
    ("Partner: redacted, with scores", "partner"),
    ("Public: redacted, bands only", "public"),
)
FORMS: tuple[tuple[str, Form], ...] = (("PDF", "pdf"), ("HTML page", "html"))
Severity = Literal["information", "error"]
EVERY = -1
"""The choice of one report for each ministry."""
HINT = "Esc goes back; a report that is being made goes on in the background."


class MakeReport(ModalScreen[None]):
    """Makes reports on a thread of its own, and says where they are."""

    CSS_PATH = "make_report.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("c", "copy", "Copy the path", show=False),
    ]

    def __init__(
        self, assessment: Assessment, answer_file: Path, baseline: Assessment | None = None
    ) -> None:
        super().__init__()
        self._assessment = assessment
        self._answer_file = answer_file
        self._baseline = baseline
        self._ministries = tuple(reporting.ministries_of(assessment))
        self._proposed = ""
        self._confirmed: Order | None = None
        self._made = ""
        """Where the report is that was made last."""

    def compose(self) -> ComposeResult:
        """Edition, ministry, form, paper and path; then the bar and what it says."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(Content("Make a report"), classes="title")
            with Horizontal(classes="row"):
                yield Label("Edition", markup=False)
                yield _select(EDITIONS, "edition")
            with Horizontal(classes="row", id="ministry-row"):
                yield Label("Ministry", markup=False)
                yield _select(self._ministry_choices(), "ministry")
            with Horizontal(classes="row"):
                yield Label("Form", markup=False)
                yield _select(FORMS, "form")
            with Horizontal(classes="row", id="paper-row"):
                yield Label("Paper", markup=False)
                yield _select([(paper, paper) for paper in get_args(Paper)], "paper")
            with Horizontal(classes="row"):
                yield Label("File", markup=False)
                yield Input(id="path", compact=True, select_on_focus=False)
            with Vertical(classes="bottom"):
                yield Button("Make the report", id="make", variant="primary", compact=True)
                yield ProgressBar(total=1.0, show_eta=False, id="progress")
                yield Static(Content(HINT), id="told")

    def _ministry_choices(self) -> list[tuple[str, int]]:
        named = [
            (name or "What has no ministry", place) for place, name in enumerate(self._ministries)
        ]
        return [("Every ministry: one file for each", EVERY), *named]

    @on(Select.Changed)
    def _fit(self) -> None:
        self._confirmed = None
        edition = self._value("edition")
        self.query_one("#ministry-row").display = edition == "ministry"
        self.query_one("#paper-row").display = self._value("form") == "pdf"
        path = self.query_one("#path", Input)
        if path.value == self._proposed:
            stem = self._answer_file.stem
            name = f"{stem}-{edition}.{self._value('form')}"
            self._proposed = one_line(str(self._answer_file.with_name(name)))
            path.value = self._proposed

    def _value(self, name: str) -> object:
        return self.query_one(f"#{name}", Select).value

    def _order(self) -> Order:
        edition: Edition = next(one for _, one in EDITIONS if one == self._value("edition"))
        form: Form = next(one for _, one in FORMS if one == self._value("form"))
        paper: Paper = next(one for one in get_args(Paper) if one == self._value("paper"))
        path = meant(self.query_one("#path", Input).value.strip())
        named = path if path.suffix == f".{form}" else path.with_name(f"{path.name}.{form}")
        return Order(named, edition, self._whose(edition), paper, form)

    def _whose(self, edition: Edition) -> tuple[str | None, ...]:
        if edition != "ministry":
            return (None,)
        place = self._value("ministry")
        if place == EVERY or not isinstance(place, int):
            return self._ministries
        return (self._ministries[place],)

    @on(Button.Pressed, "#make")
    @on(Input.Submitted, "#path")
    def _make(self) -> None:
        order = self._order()
        if not self._may_write(order):
            return
        self.query_one("#make", Button).disabled = True
        self._say("The report is being made.")
        # The program, not this window, owns the work: closing the window does not end it.
        # Once it is closed it no longer knows the program, so the work takes it along.
        app = self.app
        app.run_worker(lambda: self._work(app, order), thread=True, group="report")

    def _may_write(self, order: Order) -> bool:
        if not is_folder(order.path.parent):
            self._say("There is no such folder. Choose a folder that exists.")
            return False
        taken = [path for path in reporting.paths_of(order) if is_there(path)]
        if not taken or self._confirmed == order:
            return True
        self._confirmed = order
        self._say(f"{taken[0].name} exists already. Press the button again to replace it.")
        return False

    def _work(self, app: App[Any], order: Order) -> None:
        def moved(share: float, what: str) -> None:
            app.call_from_thread(self._show_progress, share, what)

        try:
            paths = reporting.make(order, self._assessment, self._baseline, moved)
        except AssessmentError as error:
            app.call_from_thread(self._ended, app, str(error), "error")
        else:
            self._made = str(paths[0] if len(paths) == 1 else paths[0].parent)
            app.call_from_thread(self._ended, app, _where(paths), "information")

    def _show_progress(self, share: float, what: str) -> None:
        if self.is_attached:
            self.query_one("#progress", ProgressBar).update(progress=share)
            self._say(f"{what} ...")

    def _ended(self, app: App[Any], sentence: str, severity: Severity) -> None:
        if not self.is_attached:
            app.notify(clean(sentence), severity=severity, timeout=20, markup=False)
            return
        self.query_one("#make", Button).disabled = False
        done = 0.0 if severity == "error" else 1.0
        self.query_one("#progress", ProgressBar).update(progress=done)
        if severity == "information":
            self.query_one("#make", Button).focus()
            sentence = f"{sentence}\nc copies the path."
        self._say(sentence)

    def action_copy(self) -> None:
        """Put the path of the report that was made into the terminal's clipboard."""
        if self._made:
            self.app.copy_to_clipboard(self._made)
            self._say(f"Copied, where the terminal allows it: {self._made}")

    def _say(self, sentence: str) -> None:
        self.query_one("#told", Static).update(Content(clean(sentence)))


def _select(options: Sequence[tuple[str, Any]], name: str) -> Select[Any]:
    listed = [(Text(label), value) for label, value in options]
    return Select(listed, id=name, value=listed[0][1], allow_blank=False, compact=True)


def _where(paths: tuple[Path, ...]) -> str:
    if len(paths) == 1:
        return f"The report is in {paths[0]}"
    return f"{count_of(len(paths), 'report')} are in {paths[0].parent}: " + ", ".join(
        path.name for path in paths
    )
