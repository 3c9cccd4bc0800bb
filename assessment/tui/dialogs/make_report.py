"""Print from inside: what is wanted, then a bar that moves while work goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from assessment.dates import in_words
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.parts import ministry_file_name
from assessment.report.options import Paper
from assessment.store import stem
from assessment.text import clean, count_of, one_line, same_name
from assessment.tui import reporting
from assessment.tui.folder import is_folder, is_there, meant
from assessment.tui.reporting import (
    REPORT_ENDINGS,
    BlankJob,
    KeySheetJob,
    PrintJob,
    ReportFormat,
    ReportJob,
)

EDITIONS_OFFERED: tuple[tuple[str, Edition], ...] = (
    (_("Full: for the authority itself"), "full"),
    (_("Ministry: its tasks and questions, for one ministry"), "ministry"),
    (_("Partner: what the State asks for, and its scores"), "partner"),
    (_("Public: a statement of the State, without scores"), "public"),
    (_("National: a draft of the State's views, for its mission"), "national"),
)
OnPaper = Literal["blank", "blank_ministry", "blank_question", "keys"]
"""What is printed that is no report: questions to fill in, and the keys of this program."""
ON_PAPER: tuple[tuple[str, OnPaper], ...] = (
    (_("Blank form: all questions, to fill in on paper"), "blank"),
    (_("Blank form: what one ministry is asked"), "blank_ministry"),
    (_("Blank form: one question, with the rules behind it"), "blank_question"),
    (_("Key sheet: what each key does on each screen"), "keys"),
)
Printed = Edition | OnPaper
_FORMS: tuple[tuple[str, ReportFormat], ...] = (
    ("PDF", "pdf"),
    (_("PDF/A-3 for archives; a full one carries the answers"), "archive"),
    (_("HTML page"), "html"),
)
Severity = Literal["information", "error"]
_EVERY = -1
"""The choice of one report for each ministry."""
_HINT = _("Esc goes back; what is being made goes on in the background.")
UNDER_WAY = _("A report is being made. The next one can follow it.")
BUTTONS: Mapping[Printed, str] = {
    "blank": _("Make the form"),
    "blank_ministry": _("Make the form"),
    "blank_question": _("Make the form"),
    "keys": _("Make the key sheet"),
}
"""What the button says where it does not make a report."""
BEGUN: Mapping[Printed, str] = {
    "blank": _("The form is being made."),
    "blank_ministry": _("The form is being made."),
    "blank_question": _("The form is being made."),
    "keys": _("The key sheet is being made."),
}
NOBODY_ASKED = _("No question applies, so no ministry is asked one.")
NO_MARKING = _("No marking; the profile sets the usual one")
NO_MARKING_OUTWARD = _("None in what leaves the government, unless one is typed")


class MakeReport(ModalScreen[None]):
    """Makes reports on a thread of its own, and says where they are."""

    CSS_PATH = "make_report.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", _("Back")),
        Binding("c", "copy", _("Copy the path"), show=False),
    ]

    def __init__(
        self,
        assessment: Assessment,
        answer_file: Path,
        baseline: Assessment | None = None,
        *,
        printed: Printed = "full",
        ministry: str = "",
        question: str = "",
    ) -> None:
        super().__init__()
        self._printed_first = printed
        self._asked = reporting.asked_ministries(assessment)
        """What each ministry is asked on a blank form."""
        self._ministry_first = ministry
        self._question_first = question
        self._assessment = assessment
        self._answer_file = answer_file
        self._baseline = baseline
        self._ministries = tuple(reporting.report_ministries(assessment))
        self._proposed = ""
        self._proposes_none = False
        """Whether no marking is proposed, since the edition leaves the government."""
        self._offers_archive = True
        self._confirmed: PrintJob | None = None
        self._made = ""
        """Where the report is that was made last."""

    def compose(self) -> ComposeResult:
        """What the report shall be and where; then the bar and what it says."""
        papers = [(paper, paper) for paper in get_args(Paper)]
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(Content(_("Print: a report, a form or the keys")), classes="title")
            choices = [*EDITIONS_OFFERED, *ON_PAPER]
            yield from _row(_("What"), _select(choices, "edition", self._printed_first))
            yield from _row(_("Ministry"), _select(self._ministry_choices(), "ministry"))
            yield from _row(
                _("Ministry"), _select(self._asked_choices(), "asked", self._first_asked)
            )
            yield from _row(
                _("Question"), _select(self._questions(), "question", self._first_question)
            )
            yield from _row(_("Form"), _select(_FORMS, "form"))
            yield from _row(_("Paper"), _select(papers, "paper"))
            yield from _row(_("Compare"), _select(self._comparisons(), "compare"))
            yield from _row(_("Marking"), self._marking_field())
            yield from _row(_("File"), Input(id="path", compact=True, select_on_focus=False))
            with Vertical(classes="bottom"):
                yield Button(_("Make the report"), id="make", variant="primary", compact=True)
                yield ProgressBar(total=1.0, show_eta=False, id="progress")
                yield Static(Content(_HINT), id="message")

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
            (name or _("What has no ministry"), index)
            for index, name in enumerate(self._ministries)
        ]
        return [(_("Every ministry: one file for each, in a folder"), _EVERY), *named]

    def _asked_choices(self) -> list[tuple[str, int]]:
        return [
            (
                count_of(
                    len(keys), "{name}, {n} question", "{name}, {n} questions", name=one_line(name)
                ),
                index,
            )
            for index, (name, keys) in enumerate(self._asked)
        ] or [(NOBODY_ASKED, 0)]

    @property
    def _first_asked(self) -> int:
        names = [name for name, _unused in self._asked]
        return next((n for n, name in enumerate(names) if same_name(name, self._ministry_first)), 0)

    def _questions(self) -> list[tuple[str, str]]:
        listed = self._assessment.questionnaire.questions
        return [(f"{item.id}  {item.title}", item.id) for item in listed]

    @property
    def _first_question(self) -> str:
        return self._question_first or self._assessment.questionnaire.questions[0].id

    def _comparisons(self) -> list[tuple[str, bool]]:
        if self._baseline is None:
            return [(_("with nothing; b on the results opens an earlier file"), False)]
        then = self._baseline.answers
        words = _("with {state}, {period}").format(
            state=one_line(then.state), period=one_line(then.period) or in_words(then.date)
        )
        if not same_name(self._assessment.answers.state, then.state):
            words = _("{words} (another State)").format(words=words)
        return [(words, True), (_("with nothing"), False)]

    @on(Select.Changed)
    def _fit(self) -> None:
        self._confirmed = None
        printed = self._printed
        is_report = not self._is_on_paper
        for name, shown in (
            ("ministry", printed == "ministry"),
            ("asked", printed == "blank_ministry"),
            ("question", printed == "blank_question"),
            ("paper", self._value("form") != "html"),
            ("compare", is_report),
            ("marking", is_report),
        ):
            self.query_one(f"#{name}-row").display = shown
        self._fit_forms()
        self._fit_marking()
        self.query_one("#make", Button).label = Content(BUTTONS.get(printed, _("Make the report")))
        label = _("Folder") if self._for_every_ministry else _("File")
        self.query_one("#path-row Label", Label).update(Content(label))
        path = self.query_one("#path", Input)
        if path.value == self._proposed:
            self._proposed = one_line(str(self._answer_file.with_name(self._usual_name())))
            path.value = self._proposed

    def _fit_forms(self) -> None:
        """Offer an archive for reports alone: nothing else has answers to carry."""
        if self._offers_archive == (not self._is_on_paper):
            return
        self._offers_archive = not self._is_on_paper
        forms, chosen = self.query_one("#form", Select), self._form
        offered = [item for item in _FORMS if self._offers_archive or item[1] != "archive"]
        with self.prevent(Select.Changed):
            forms.set_options([(Text(label), value) for label, value in offered])
            forms.value = chosen if chosen != "archive" or self._offers_archive else "pdf"

    def _fit_marking(self) -> None:
        """Propose the file's marking for what stays inside, and none for what leaves."""
        if self._is_on_paper or self._leaves == self._proposes_none:
            return
        field = self.query_one("#marking", Input)
        usual = one_line(self._assessment.answers.marking)
        if field.value == ("" if self._proposes_none else usual):
            field.value = "" if self._leaves else usual
        field.placeholder = NO_MARKING_OUTWARD if self._leaves else NO_MARKING
        self._proposes_none = self._leaves

    @property
    def _printed(self) -> Printed:
        choices: list[tuple[str, Printed]] = [*EDITIONS_OFFERED, *ON_PAPER]
        return next(printed for _unused, printed in choices if printed == self._value("edition"))

    @property
    def _is_on_paper(self) -> bool:
        return any(printed == self._value("edition") for _unused, printed in ON_PAPER)

    @property
    def _leaves(self) -> bool:
        return leaves_the_government(self._edition)

    @property
    def _edition(self) -> Edition:
        return next(
            edition for _unused, edition in EDITIONS_OFFERED if edition == self._value("edition")
        )

    def _usual_name(self) -> str:
        named = stem(self._answer_file.name)
        if self._for_every_ministry:
            return f"{named}-ministries"
        return f"{named}-{self._name_of_printed()}{REPORT_ENDINGS[self._form]}"

    def _name_of_printed(self) -> str:
        if self._printed == "blank_ministry" and self._asked:
            name = self._asked[self._number_of_asked][0]
            return f"blank-{ministry_file_name(self._assessment.answers, name)}"
        if self._printed == "blank_question":
            return f"blank-{self._value('question')}"
        return self._printed

    @property
    def _number_of_asked(self) -> int:
        index = self._value("asked")
        return index if isinstance(index, int) else 0

    def _value(self, name: str) -> object:
        return self.query_one(f"#{name}", Select).value

    @property
    def _form(self) -> ReportFormat:
        return next(form for _unused, form in _FORMS if form == self._value("form"))

    @property
    def _for_every_ministry(self) -> bool:
        return self._value("edition") == "ministry" and self._value("ministry") == _EVERY

    def _job(self) -> PrintJob:
        paper: Paper = next(item for item in get_args(Paper) if item == self._value("paper"))
        path, ending = (
            meant(self.query_one("#path", Input).value.strip()),
            REPORT_ENDINGS[self._form],
        )
        named = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
        if self._printed == "keys":
            return KeySheetJob(named, paper, self._form)
        if self._is_on_paper:
            return BlankJob(named, self._blank_questions(), paper, self._form)
        edition = self._edition
        job = ReportJob(path, edition, paper=paper, form=self._form, marking=self._marking)
        if self._for_every_ministry:
            return replace(job, every_ministry=self._ministries)
        return replace(job, path=named, ministry=self._ministry(edition))

    def _blank_questions(self) -> tuple[str, ...]:
        """The questions of the form; empty for all of them."""
        if self._printed == "blank_question":
            return (str(self._value("question")),)
        if self._printed == "blank_ministry":
            return self._asked[self._number_of_asked][1]
        return ()

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
        if self._printed == "blank_ministry" and not self._asked:
            self._show_message(NOBODY_ASKED)
            return
        job = self._job()
        if not self._may_write(job):
            return
        self.query_one("#make", Button).disabled = True
        self._show_message(BEGUN.get(self._printed, _("The report is being made.")))
        # The program, not this window, owns the work: closing the window does not end it.
        # Once it is closed it no longer knows the program, so the work takes it along.
        app, baseline = self.app, self._baseline if self._value("compare") else None
        app.run_worker(lambda: self._work(app, job, baseline), thread=True, group="report")

    def _may_write(self, job: PrintJob) -> bool:
        if not is_folder(job.path.parent):
            self._show_message(_("There is no such folder. Choose a folder that exists."))
            return False
        taken = [path for path in reporting.paths_of(job) if is_there(path)]
        if not taken or self._confirmed == job:
            return True
        self._confirmed = job
        said = (
            _("{name} and {more} more exist already. Press the button again to replace.")
            if len(taken) > 1
            else _("{name} exists already. Press the button again to replace.")
        )
        self._show_message(said.format(name=taken[0].name, more=len(taken) - 1))
        return False

    def _work(self, app: App[Any], job: PrintJob, baseline: Assessment | None) -> None:
        def moved(share: float, what: str) -> None:
            app.call_from_thread(_show_progress, app, share, what)

        notes: list[str] = []
        try:
            paths = reporting.make_files(
                job,
                self._assessment,
                baseline,
                moved,
                answer_file=self._answer_file,
                notify=notes.append,
            )
        except AssessmentError as error:
            app.call_from_thread(_notify_end, app, str(error), "error")
        else:
            location = str(job.path)
            message = "\n".join([_where(job, paths), *notes])
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
            sentence = "\n".join((sentence, _("c copies the path.")))
        self._show_message(sentence)

    def action_copy(self) -> None:
        """Put the path of the report that was made into the terminal's clipboard."""
        if self._made:
            self.app.copy_to_clipboard(self._made)
            self._show_message(
                _("Copied, where the terminal allows it: {made}").format(made=self._made)
            )

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


def _select(
    options: Sequence[tuple[str, Any]], name: str, value: object | None = None
) -> Select[Any]:
    listed = [(Text(label), value) for label, value in options]
    first = listed[0][1] if value is None else value
    return Select(listed, id=name, value=first, allow_blank=False, compact=True)


def _where(job: PrintJob, paths: tuple[Path, ...]) -> str:
    if isinstance(job, BlankJob):
        return _("The form is in {path}").format(path=job.path)
    if isinstance(job, KeySheetJob):
        return _("The key sheet is in {path}").format(path=job.path)
    if len(paths) == 1:
        return _("The report is in {paths}").format(paths=paths[0])
    return _("{number} are in the folder {parent}").format(
        number=count_of(len(paths), "{n} report", "{n} reports"), parent=paths[0].parent
    )
