"""Make the report from inside: what is wanted, then a bar that moves while work goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Label, ProgressBar, Select, Static

from assessment.answers import LINE_LIMIT
from assessment.assess import Assessment, Edition, leaves_the_government
from assessment.errors import AssessmentError
from assessment.store import stem
from assessment.text import clean, count_of, one_line, same_name
from assessment.tui import reporting
from assessment.tui.folder import is_folder, is_there, meant
from assessment.tui.reporting import ENDINGS, Form, Paper, ReportJob

EDITIONS: tuple[tuple[str, Edition], ...] = (
    ("Full: for the authority itself", "full"),
    ("Ministry: its questions and next steps", "ministry"),
    ("Partner: redacted, with scores", "partner"),
    ("Public: redacted, bands only", "public"),
    ("National: the State's views, from texts for release", "national"),
)
FORMS: tuple[tuple[str, Form], ...] = (
    ("PDF", "pdf"),
    ("PDF/A-3 for archives; a full one carries the answers", "archive"),
    ("HTML page", "html"),
)
Severity = Literal["information", "error"]
EVERY = -1
"""The choice of one report for each ministry."""
HINT = "Esc goes back; a report that is being made goes on in the background."
UNDER_WAY = "A report is being made. The next one can follow it."
NO_MARKING = "No marking; the profile sets the usual one"
NO_MARKING_OUTWARD = "None in what leaves the government, unless one is typed"


class MakeReport(ModalScreen[None]):
    """Makes reports on a thread of its own, and says where they are."""

    CSS_PATH = "make_report.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
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
        self._proposes_none = False
        """Whether no marking is proposed, since the edition leaves the government."""
        self._confirmed: ReportJob | None = None
        self._made = ""
        """Where the report is that was made last."""

    def compose(self) -> ComposeResult:
        """What the report shall be and where; then the bar and what it says."""
        papers = [(paper, paper) for paper in get_args(Paper)]
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(Content("Make a report"), classes="title")
            yield from _row("Edition", _select(EDITIONS, "edition"))
            yield from _row("Ministry", _select(self._ministry_choices(), "ministry"))
            yield from _row("Form", _select(FORMS, "form"))
            yield from _row("Paper", _select(papers, "paper"))
            yield from _row("Compare", _select(self._comparisons(), "compare"))
            yield from _row("Marking", self._marking_field())
            yield from _row("File", Input(id="path", compact=True, select_on_focus=False))
            with Vertical(classes="bottom"):
                yield Button("Make the report", id="make", variant="primary", compact=True)
                yield ProgressBar(total=1.0, show_eta=False, id="progress")
                yield Static(Content(HINT), id="message")

    def on_mount(self) -> None:
        """One report at a time: another that is under way is shown first."""
        if any(worker.group == "report" and not worker.is_finished for worker in self.app.workers):
            self.query_one("#make", Button).disabled = True
            self._show_message(UNDER_WAY)

    def _marking_field(self) -> Input:
        return Input(
            one_line(self._assessment.answers.marking),
            id="marking",
            max_length=LINE_LIMIT,
            placeholder=NO_MARKING,
            compact=True,
            select_on_focus=False,
        )

    def _ministry_choices(self) -> list[tuple[str, int]]:
        named = [
            (name or "What has no ministry", index) for index, name in enumerate(self._ministries)
        ]
        return [("Every ministry: one file for each, in a folder", EVERY), *named]

    def _comparisons(self) -> list[tuple[str, bool]]:
        if self._baseline is None:
            return [("with nothing; b on the results opens an earlier file", False)]
        then = self._baseline.answers
        words = f"with {one_line(then.state)}, {one_line(then.period) or then.date.isoformat()}"
        if not same_name(self._assessment.answers.state, then.state):
            words = f"{words} (another State)"
        return [(words, True), ("with nothing", False)]

    @on(Select.Changed)
    def _fit(self) -> None:
        self._confirmed = None
        self.query_one("#ministry-row").display = self._value("edition") == "ministry"
        self.query_one("#paper-row").display = self._value("form") != "html"
        self._fit_marking()
        label = "Folder" if self._for_every_ministry else "File"
        self.query_one("#path-row Label", Label).update(Content(label))
        path = self.query_one("#path", Input)
        if path.value == self._proposed:
            self._proposed = one_line(str(self._answer_file.with_name(self._usual_name())))
            path.value = self._proposed

    def _fit_marking(self) -> None:
        """Propose the file's marking for what stays inside, and none for what leaves."""
        if self._leaves == self._proposes_none:
            return
        field = self.query_one("#marking", Input)
        usual = one_line(self._assessment.answers.marking)
        if field.value == ("" if self._proposes_none else usual):
            field.value = "" if self._leaves else usual
        field.placeholder = NO_MARKING_OUTWARD if self._leaves else NO_MARKING
        self._proposes_none = self._leaves

    @property
    def _leaves(self) -> bool:
        return leaves_the_government(self._edition)

    @property
    def _edition(self) -> Edition:
        return next(edition for _, edition in EDITIONS if edition == self._value("edition"))

    def _usual_name(self) -> str:
        named = stem(self._answer_file.name)
        if self._for_every_ministry:
            return f"{named}-ministries"
        return f"{named}-{self._value('edition')}{ENDINGS[self._form]}"

    def _value(self, name: str) -> object:
        return self.query_one(f"#{name}", Select).value

    @property
    def _form(self) -> Form:
        return next(form for _, form in FORMS if form == self._value("form"))

    @property
    def _for_every_ministry(self) -> bool:
        return self._value("edition") == "ministry" and self._value("ministry") == EVERY

    def _job(self) -> ReportJob:
        edition = self._edition
        paper: Paper = next(item for item in get_args(Paper) if item == self._value("paper"))
        path = meant(self.query_one("#path", Input).value.strip())
        job = ReportJob(path, edition, paper=paper, form=self._form, marking=self._marking)
        if self._for_every_ministry:
            return replace(job, every_ministry=self._ministries)
        ending = ENDINGS[self._form]
        named = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
        return replace(job, path=named, ministry=self._ministry(edition))

    @property
    def _marking(self) -> str | None:
        """What was typed in place of the answer file's marking; None where that stays."""
        typed = one_line(self.query_one("#marking", Input).value)
        if self._leaves:
            return typed or None
        return None if typed == one_line(self._assessment.answers.marking) else typed

    @on(Input.Submitted, "#marking")
    def _on_to_the_file(self) -> None:
        self.query_one("#path", Input).focus()

    def _ministry(self, edition: Edition) -> str | None:
        index = self._value("ministry")
        return self._ministries[index] if edition == "ministry" and isinstance(index, int) else None

    @on(Button.Pressed, "#make")
    @on(Input.Submitted, "#path")
    def _make(self) -> None:
        if self.query_one("#make", Button).disabled:
            return
        job = self._job()
        if not self._may_write(job):
            return
        self.query_one("#make", Button).disabled = True
        self._show_message("The report is being made.")
        # The program, not this window, owns the work: closing the window does not end it.
        # Once it is closed it no longer knows the program, so the work takes it along.
        app, baseline = self.app, self._baseline if self._value("compare") else None
        app.run_worker(lambda: self._work(app, job, baseline), thread=True, group="report")

    def _may_write(self, job: ReportJob) -> bool:
        if not is_folder(job.path.parent):
            self._show_message("There is no such folder. Choose a folder that exists.")
            return False
        taken = [path for path in reporting.paths_of(job) if is_there(path)]
        if not taken or self._confirmed == job:
            return True
        self._confirmed = job
        more = f" and {len(taken) - 1} more exist" if len(taken) > 1 else " exists"
        self._show_message(f"{taken[0].name}{more} already. Press the button again to replace.")
        return False

    def _work(self, app: App[Any], job: ReportJob, baseline: Assessment | None) -> None:
        def moved(share: float, what: str) -> None:
            app.call_from_thread(_show_progress, app, share, what)

        notes: list[str] = []
        source = self._answer_file
        try:
            paths = reporting.make(
                job,
                self._assessment,
                baseline,
                moved,
                answer_file=source,
                notify=notes.append,
            )
        except AssessmentError as error:
            app.call_from_thread(_notify_end, app, str(error), "error")
        else:
            location = str(job.path)
            message = "\n".join([_where(paths), *notes])
            app.call_from_thread(_notify_end, app, message, "information", location)

    def show_progress(self, share: float, what: str) -> None:
        """Move the bar."""
        self.add_class("-begun")
        self.query_one("#progress", ProgressBar).update(progress=share)
        self._show_message(f"{what} ...")

    def show_end(self, sentence: str, severity: Severity, made: str) -> None:
        """Say how it ended; the next report can be made."""
        self._made = made
        self.query_one("#make", Button).disabled = False
        self.set_class(severity == "information", "-begun")
        self.query_one("#progress", ProgressBar).update(progress=1.0)
        if severity == "information":
            self.query_one("#make", Button).focus()
            sentence = f"{sentence}\nc copies the path."
        self._show_message(sentence)

    def action_copy(self) -> None:
        """Put the path of the report that was made into the terminal's clipboard."""
        if self._made:
            self.app.copy_to_clipboard(self._made)
            self._show_message(f"Copied, where the terminal allows it: {self._made}")

    def _show_message(self, sentence: str) -> None:
        self.query_one("#message", Static).update(Content(clean(sentence)))


def _shown(app: App[Any]) -> MakeReport | None:
    """The window as it is now: perhaps not the one that the work was begun in."""
    found = (item for item in app.screen_stack if isinstance(item, MakeReport) and item.is_mounted)
    return next(found, None)


def _show_progress(app: App[Any], share: float, what: str) -> None:
    shown = _shown(app)
    if shown is not None:
        shown.show_progress(share, what)


def _notify_end(app: App[Any], sentence: str, severity: Severity, made: str = "") -> None:
    shown = _shown(app)
    if shown is not None:
        shown.show_end(sentence, severity, made)
    else:
        app.notify(clean(sentence), severity=severity, timeout=20, markup=False)


def _row(words: str, field: Widget) -> Iterator[Widget]:
    yield Horizontal(Label(words, markup=False), field, classes="row", id=f"{field.id}-row")


def _select(options: Sequence[tuple[str, Any]], name: str) -> Select[Any]:
    listed = [(Text(label), value) for label, value in options]
    return Select(listed, id=name, value=listed[0][1], allow_blank=False, compact=True)


def _where(paths: tuple[Path, ...]) -> str:
    if len(paths) == 1:
        return f"The report is in {paths[0]}"
    return f"{count_of(len(paths), 'report')} are in the folder {paths[0].parent}"
