"""The results: walk the views, try levels on, compare, and go to a question or to the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import TabbedContent

from assessment.assess import Assessment
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import Level
from assessment.text import clean
from assessment.tui.baseline import Baseline
from assessment.tui.choices import GoTo, ResultsChoice, ShowScreen, ViewState
from assessment.tui.comparing import choose_baseline
from assessment.tui.dialogs.make_report import MakeReport
from assessment.tui.dialogs.pick_level import PickLevel
from assessment.tui.screens import results_rows
from assessment.tui.screens.results_view import SCORES, TABS, ResultsView
from assessment.tui.widgets.listing import Listing


def _nothing(_unused: Baseline | None) -> None:
    pass


class ResultsScreen(Screen[ResultsChoice | None]):
    """Closes with a question to go to, or with None."""

    CSS_PATH = "results.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (29, "-tall")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("Back")),
        # Digits try a level at once; who clicks on their place in the footer is asked which.
        Binding(
            "f2",
            "pick_here",
            _("What if"),
            key_display="0-4",
            tooltip=_("Try a level on this question; no answer is changed."),
        ),
        *(Binding(str(level), f"try({level})", show=False) for level in range(5)),
        Binding(
            "x", "end_trial", _("End what if"), tooltip=_("Show the answers as they are again.")
        ),
        Binding("backspace", "take_back", _("Take the last level back"), show=False),
        *(
            Binding(words[0], f"tab({name!r})", words[2:], show=False)
            for name, words in TABS.items()
        ),
        Binding("left", "step(-1)", _("Previous view"), show=False, priority=True),
        Binding("right", "step(1)", _("Next view"), show=False, priority=True),
        Binding(
            "P", "report", _("Print"), tooltip=_("Print a report or a form in the background.")
        ),
        Binding("b", "compare", _("Compare"), tooltip=_("Open an earlier file of this State.")),
        Binding("B", "stop_comparing", _("Stop comparing")),
        Binding(
            "w", "pick", _("Any question"), tooltip=_("What if any question had another level.")
        ),
        Binding("k", "ministries", _("Ministries"), tooltip=_("See what each ministry is asked.")),
        Binding("question_mark,f1", "app.explain('results')", _("Help"), key_display="?"),
    ]

    def __init__(
        self,
        assessment: Assessment,
        baseline: Assessment | None = None,
        *,
        file: Path,
        note: str = "",
        keep_baseline: Callable[[Baseline | None], None] = _nothing,
        view_state: ViewState | None = None,
        today: dt.date | None = None,
    ) -> None:
        super().__init__()
        self._view = ResultsView(self, assessment, baseline, note, today)
        self._view_state = view_state or ViewState()
        self._file = file
        self._keep_baseline = keep_baseline

    def compose(self) -> ComposeResult:
        """The overall score, then the tabs."""
        yield from self._view.compose(self._view_state.tab or "areas")

    def on_mount(self) -> None:
        """Show everything, and stand where the last visit ended."""
        self._view.show_all()
        if self._view_state.tab:
            self._view.list_of(self._view_state.tab).table.choose_later(self._view_state.row)
        self._focus_list()

    def on_resize(self) -> None:
        """Name the tabs as they find room."""
        self._view.name_tabs()

    # Walking.

    def action_tab(self, name: str) -> None:
        """Show one of the views."""
        self._view.show_tab(name)

    def action_step(self, by: int) -> None:
        """Show the view beside this one."""
        self._view.step(by)

    @on(TabbedContent.TabActivated)
    def _focus_list(self) -> None:
        self._view.take_focus()
        self.refresh_bindings()

    @on(Listing.Chosen)
    def _chosen(self, event: Listing.Chosen) -> None:
        if event.key == results_rows.OVERALL:
            self._ask_why_overall()
            return
        if self._view.active in SCORES:
            self._ask_why(self._view.active, event.key)
            return
        target = self._question_of(self._view.active, event.key)
        if target is not None:
            self._close(GoTo(target))

    @work
    async def _ask_why_overall(self) -> None:
        from assessment.tui.screens.why import WhyOverallScreen

        choice = await self.app.push_screen_wait(WhyOverallScreen(self._view.shown))
        if choice is not None:
            self._close(choice)

    @work
    async def _ask_why(self, name: str, key: str) -> None:
        from assessment.tui.screens.why import WhyScreen

        row = self._view.score_row(name, key)
        ids = results_rows.questions_behind(self._view.shown, name, key)
        title = f"{row.code.strip()}  {row.title}".rstrip()
        choice = await self.app.push_screen_wait(WhyScreen(self._view.shown, title, row.score, ids))
        if choice is not None:
            self._close(choice)

    def _question_of(self, name: str, key: str) -> str | None:
        if name not in SCORES:
            return key if key in self._view.actual.questionnaire.by_id else None
        ids = results_rows.questions_behind(self._view.actual, name, key)
        is_open = (item for item in ids if self._view.actual.statuses[item].is_open)
        return next(is_open, ids[0] if ids else None)

    def action_ministries(self) -> None:
        """Go to the board of ministries."""
        self._close(ShowScreen("ministries"))

    def action_leave(self) -> None:
        """Go back to the question."""
        self._close(None)

    def _close(self, result: ResultsChoice | None) -> None:
        self._view_state.tab = self._view.active
        self._view_state.row = self._view.list_of(self._view.active).chosen
        self.dismiss(result)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what can be done here is offered."""
        if action in ("try", "pick_here"):
            return self.is_mounted and self._view.chosen_question is not None
        if action in ("end_trial", "take_back"):
            return self._view.is_trying
        return self._view.baseline is not None if action == "stop_comparing" else True

    # What if.

    def action_try(self, level: Level) -> None:
        """Try a level on the question under the cursor."""
        key = self._view.chosen_question
        if key is not None:
            self._view.try_level(key, level)

    @work
    async def action_pick_here(self) -> None:
        """Choose a level for the question under the cursor by its descriptors."""
        await self._pick(self._view.chosen_question)

    @work
    async def action_pick(self) -> None:
        """Try a level on any question."""
        await self._pick(None)

    async def _pick(self, question: str | None) -> None:
        picked = await self.app.push_screen_wait(PickLevel(self._view.shown, question))
        if picked is not None:
            self._view.try_level(*picked)

    def action_take_back(self) -> None:
        """Take back the level tried last."""
        self._view.take_back()

    def action_end_trial(self) -> None:
        """Show the answers as they are again."""
        self._view.end_trial()

    # Compare, and print.

    @work
    async def action_compare(self) -> None:
        """Open an earlier assessment of the same State as the baseline."""
        try:
            found = await choose_baseline(self.app, self._view.actual, self._file)
        except AssessmentError as error:
            self.notify(clean(str(error)), severity="error", timeout=15, markup=False)
            return
        if found is not None:
            self._compare_with(found)

    def action_stop_comparing(self) -> None:
        """Show the results without the baseline."""
        self._compare_with(None)

    def _compare_with(self, found: Baseline | None) -> None:
        self._keep_baseline(found)
        self._view.compare_with(found)

    def action_report(self) -> None:
        """Make the report in the background; what is tried is in no report."""
        if self._view.is_trying:
            self.notify(_("The report shows the answers as they are, not what is tried."))
        self.app.push_screen(MakeReport(self._view.actual, self._file, self._view.baseline))
