"""Before printing: what is open, what is flagged, what a reader would ask about; and the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TabbedContent, TabPane

from assessment.answers import STATUS_NAMES
from assessment.assess import Assessment
from assessment.dates import in_words
from assessment.language import _
from assessment.terms import term
from assessment.text import clean, count_of, one_line
from assessment.tui import wording
from assessment.tui.choices import GoTo, ReviewChoice, SetStatus, ShowScreen, ViewState
from assessment.tui.dialogs.confirm import Confirm
from assessment.tui.screens import action_rows
from assessment.tui.widgets.fitted_table import Column, Row
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.listing import Listing

_QUESTION = Column(_("question"), 8)
_NAME = Column("", 20, most=46)
_TABS: dict[str, str] = {
    "open": _("Open"),
    "flagged": _("Flagged"),
    "warnings": _("Warnings"),
    "actions": _("Actions"),
}


class ReviewScreen(Screen[ReviewChoice | None]):
    """Closes with a question to go to, with a change of the document's status, or with None."""

    CSS_PATH = "review.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (29, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("Back")),
        Binding("1", "tab('open')", _("Open")),
        Binding("2", "tab('flagged')", _("Flagged")),
        Binding("3", "tab('warnings')", _("Warnings")),
        Binding("4", "tab('actions')", _("Actions")),
        Binding("F", "finalize", _("Finalize"), tooltip=_("Make the assessment final.")),
        Binding("D", "reopen", _("Reopen as draft"), tooltip=_("Make it a draft again.")),
        Binding("s", "show('results')", _("Scores"), tooltip=_("See the results.")),
        Binding(
            "k",
            "show('ministries')",
            _("Ministries"),
            tooltip=_("See what each ministry is asked."),
        ),
        Binding(
            "P", "report", _("Print"), tooltip=_("Print a report or a form in the background.")
        ),
        Binding("question_mark,f1", "app.explain('review')", _("Help"), key_display="?"),
    ]

    def __init__(
        self,
        assessment: Assessment,
        view_state: ViewState | None = None,
        today: dt.date | None = None,
        make_report: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._make_report = make_report
        self._seen = assessment
        self._today = today or assessment.answers.date
        self._planned = action_rows.actions_of(assessment, self._today)
        self._view_state = view_state or ViewState()

    def compose(self) -> ComposeResult:
        """The status, then three lists."""
        yield Static(Content(_head(self._seen)), id="head")
        yield Static(Content(_status_of(self._seen)), id="state")
        with TabbedContent(initial=self._first_tab()):
            with TabPane(Content(f"{_TABS['open']} {len(_open(self._seen))}"), id="open"):
                yield Listing(
                    _QUESTION,
                    _NAME,
                    Column(_("status"), 10),
                    Column(_("whom to ask"), 12, most=52),
                    id="open-list",
                    describe=self._describe_question,
                    empty=_("Nothing is open: every question that applies is answered."),
                )
            with TabPane(Content(f"{_TABS['flagged']} {len(_flagged(self._seen))}"), id="flagged"):
                yield Listing(
                    _QUESTION,
                    _NAME,
                    Column(_("status"), 15),
                    Column(_("note"), 10, most=80),
                    id="flagged-list",
                    describe=self._describe_question,
                    empty=_("No question is flagged for discussion."),
                )
            warned = len(self._seen.warnings)
            with TabPane(Content(f"{_TABS['warnings']} {warned}"), id="warnings"):
                yield Listing(
                    _QUESTION,
                    Column(_("warning"), 30, most=160),
                    id="warnings-list",
                    describe=self._describe_warning,
                    empty=_("There is no consistency warning."),
                )
            overdue = len(self._planned.overdue)
            words = f"{_TABS['actions']} {action_rows.open_actions(self._planned)}"
            if overdue:
                words = _("{words}, {overdue} overdue").format(words=words, overdue=overdue)
            with TabPane(Content(words), id="actions"):
                yield Listing(
                    *action_rows.ACTION_COLUMNS,
                    id="actions-list",
                    describe=lambda key: action_rows.action_detail(self._seen, key),
                    empty=action_rows.NO_ACTIONS,
                )
        yield Keys()

    def on_mount(self) -> None:
        """Fill the lists, and stand in the first that holds something."""
        self._list("open").show(self._open_rows())
        self._list("flagged").show(self._flagged_rows())
        self._list("warnings").show(self._warning_rows())
        self._list("actions").show(action_rows.rows_of_actions(self._planned))
        if self._view_state.tab:
            self._list(self._view_state.tab).table.choose_later(self._view_state.row)
        self._list(self._first_tab()).take_focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A draft can be made final, a final document can be reopened."""
        if action == "report":
            return self._make_report is not None
        final = self._seen.answers.document_status == "final"
        if action == "finalize":
            return not final
        return final if action == "reopen" else True

    def action_tab(self, name: str) -> None:
        """Show one of the lists."""
        self.query_one(TabbedContent).active = name

    @on(TabbedContent.TabActivated)
    def _focus_list(self, event: TabbedContent.TabActivated) -> None:
        self._list(event.pane.id or "open").take_focus()

    @on(Listing.Chosen)
    def _chosen(self, event: Listing.Chosen) -> None:
        self._go(event.key)

    @work
    async def action_finalize(self) -> None:
        """Make the document final, after saying what is still open."""
        sure = await self.app.push_screen_wait(
            Confirm(
                _("Make the assessment final?"), _consequences(self._seen), yes=_("Make it final")
            )
        )
        if sure:
            self._close(SetStatus("final"))

    def action_reopen(self) -> None:
        """Make a final document a draft again."""
        self._close(SetStatus("draft"))

    def action_show(self, name: Literal["results", "ministries"]) -> None:
        """Go to another screen."""
        self._close(ShowScreen(name))

    def action_report(self) -> None:
        """Print a report; the review stays behind the dialog."""
        if self._make_report is not None:
            self._make_report()

    def action_leave(self) -> None:
        """Go back to the question."""
        self._close(None)

    def _close(self, result: ReviewChoice | None) -> None:
        active = self.query_one(TabbedContent).active
        self._view_state.tab, self._view_state.row = active, self._list(active).chosen
        self.dismiss(result)

    def _go(self, key: str) -> None:
        subject = key.partition("#")[0]
        area = self._seen.questionnaire.area_by_id.get(subject)
        self._close(GoTo(area.questions[0].id if area else subject))

    def _first_tab(self) -> str:
        if self._view_state.tab:
            return self._view_state.tab
        lists: dict[str, Sequence[object]] = {
            "open": _open(self._seen),
            "flagged": _flagged(self._seen),
            "warnings": self._seen.warnings,
            "actions": self._planned.overdue,
        }
        return next((name for name, found in lists.items() if found), "open")

    def _list(self, name: str) -> Listing:
        return self.query_one(f"#{name}-list", Listing)

    def _open_rows(self) -> list[Row]:
        asked = self._seen.questionnaire
        return [
            Row(
                key,
                (
                    key,
                    asked.by_id[key].name,
                    STATUS_NAMES[self._seen.statuses[key].status].lower(),
                    self._seen.statuses[key].answer.ministry
                    or asked.ministry_name(asked.by_id[key].ministry),
                ),
            )
            for key in _open(self._seen)
        ]

    def _flagged_rows(self) -> list[Row]:
        rows = []
        for key in _flagged(self._seen):
            item = self._seen.statuses[key]
            state = wording.state_of(self._seen.questionnaire, item.status, item.answer.level)
            rows.append(Row(key, (key, item.question.name, state, one_line(item.answer.note))))
        return rows

    def _warning_rows(self) -> list[Row]:
        # Two warnings can name one question, so the place tells their rows apart.
        return [
            Row(f"{warning.subject}#{index}", (warning.subject, warning.message))
            for index, warning in enumerate(self._seen.warnings)
        ]

    def _describe_question(self, key: str) -> Content:
        item = self._seen.statuses[key]
        note = one_line(item.answer.note)
        return Content.assemble(
            (key, "bold"),
            f"  {item.question.text}",
            "\n" + _("Note: {note}").format(note=note) if note else "",
        )

    def _describe_warning(self, key: str) -> Content:
        subject, _unused, index = key.partition("#")
        question = self._seen.questionnaire.by_id.get(subject)
        name = question.name if question else self._seen.questionnaire.area_by_id[subject].title
        message = self._seen.warnings[int(index)].message
        return Content.assemble((f"{subject}  {name}", "bold"), f"\n{clean(message)}")


def _open(assessment: Assessment) -> tuple[str, ...]:
    return tuple(key for key, item in assessment.statuses.items() if item.is_open)


def _flagged(assessment: Assessment) -> tuple[str, ...]:
    return tuple(key for key, item in assessment.statuses.items() if item.answer.flag)


def _head(assessment: Assessment) -> str:
    answers = assessment.answers
    parts = [_("Review"), answers.state, answers.period, term(answers.document_status)]
    return " · ".join(part for part in parts if part)


def _status_of(assessment: Assessment) -> str:
    if assessment.answers.document_status == "final":
        return _("The assessment is final, dated {date}. D makes it a draft again.").format(
            date=in_words(assessment.answers.date)
        )
    return _("Draft. {counts_line}. F makes it final.").format(
        counts_line=wording.counts_line(assessment.scorecard.overall)
    )


def _consequences(assessment: Assessment) -> str:
    overall = assessment.scorecard.overall
    counts = overall.counts
    still_open = counts.unknown + counts.withheld + counts.unanswered
    lines = [
        _(
            "Still open: {still_open} ({unanswered} unanswered, "
            "{unknown} unknown, {withheld} withheld)."
        ).format(
            still_open=count_of(still_open, "{n} question", "{n} questions"),
            unanswered=counts.unanswered,
            unknown=counts.unknown,
            withheld=counts.withheld,
        ),
        _("Flagged for discussion: {number}.").format(
            number=count_of(len(_flagged(assessment)), "{n} question", "{n} questions")
        ),
        _("Consistency warnings: {number}.").format(number=len(assessment.warnings)),
    ]
    if overall.provisional:
        lines.append(_("The overall score is provisional: too much is open for a band."))
    lines.append(
        _("The date is set to today, and answers are locked. It can be undone, or reopened here.")
    )
    return "\n".join(lines)
