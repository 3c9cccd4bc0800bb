"""The results: scores as bars, the roadmap, what to find out; what if, and what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static, TabbedContent, TabPane
from textual.worker import get_current_worker

from assessment.assess import Assessment
from assessment.compare import Comparison, compare
from assessment.errors import AssessmentError
from assessment.questionnaire import Level
from assessment.text import clean
from assessment.tui import wording
from assessment.tui.choices import Jump
from assessment.tui.dialogs.choose_file import ChooseFile
from assessment.tui.dialogs.make_report import MakeReport
from assessment.tui.dialogs.pick_level import PickLevel
from assessment.tui.screens import results_details, results_rows
from assessment.tui.trial import tried
from assessment.tui.widgets.bars import LEGEND
from assessment.tui.widgets.listing import Listing
from assessment.tui.widgets.score_table import ScoreRow, ScoreTable

TABS: Mapping[str, str] = {
    "areas": "a Areas",
    "paragraphs": "g Paragraphs",
    "functions": "f Functions",
    "roadmap": "r Roadmap",
    "facts": "e Facts",
    "due": "d Due",
    "changes": "c Changes",
}
SCORES = ("areas", "paragraphs", "functions")
NO_BASELINE = "Press b to open an earlier assessment of the same State, and compare."


class ResultsScreen(Screen[Jump | None]):
    """Closes with a question to go to, or with None."""

    CSS_PATH = "results.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (29, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("x", "end_trial", "End"),
        *(
            Binding(words[0], f"tab({name!r})", words[2:], show=False)
            for name, words in TABS.items()
        ),
        Binding("left", "step(-1)", "Previous tab", show=False, priority=True),
        Binding("right", "step(1)", "Next tab", show=False, priority=True),
        Binding("0", "try(0)", "What if", key_display="0-4"),
        *(Binding(str(level), f"try({level})", show=False) for level in (1, 2, 3, 4)),
        Binding("w", "pick", "Other"),
        Binding("backspace", "take_back", "Take back", show=False),
        Binding("b", "compare", "Compare"),
        Binding("B", "stop_comparing", "Stop comparing", show=False),
        Binding("p", "report", "Report"),
        Binding("question_mark,f1", "app.explain('results')", "Help", key_display="?"),
    ]

    def __init__(
        self,
        assessment: Assessment,
        baseline: Assessment | None = None,
        *,
        file: Path,
        read_baseline: Callable[[Path], Assessment],
        tab: str = "areas",
    ) -> None:
        super().__init__()
        self._actual = assessment
        self._shown = assessment
        self._file = file
        self._baseline = baseline
        self._read_baseline = read_baseline
        self._first = tab
        self._trial: dict[str, Level] = {}
        self._comparison: Comparison | None = None
        self._scores: dict[str, dict[str, ScoreRow]] = {}

    def compose(self) -> ComposeResult:
        """The overall score, then the tabs."""
        yield Static(id="head")
        yield Static(id="overall")
        yield Static(id="trial")
        with TabbedContent(initial=self._first):
            for name, words in TABS.items():
                with TabPane(Content(words), id=name):
                    yield self._listing(name)
        yield Static(Content(LEGEND), id="legend")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show everything, and stand in the first table."""
        self._refresh()
        self._list(self._first).table.focus()

    def _listing(self, name: str) -> Listing:
        if name in SCORES:
            table = ScoreTable(code=9 if name == "functions" else 3, words=name == "areas")
            return Listing(id=f"{name}-list", tell=self._tell(name), empty="", table=table)
        columns, empty = {
            "roadmap": (results_rows.ROADMAP, "No answered question is below its target."),
            "facts": (results_rows.FACTS, "Nothing has to be found out."),
            "due": (results_rows.DUE, "No question at level 3 has reached its target."),
            "changes": (results_rows.CHANGES, NO_BASELINE),
        }[name]
        return Listing(*columns, id=f"{name}-list", tell=self._tell(name), empty=empty)

    def _tell(self, name: str) -> Callable[[str], Content]:
        if name in SCORES:
            return lambda key: results_details.score(self._scores[name][key])
        if name == "roadmap":
            return lambda key: results_details.gap(self._shown, key, self._shares)
        if name == "changes":
            return self._tell_change
        return lambda key: results_details.question(self._shown, key)

    def _tell_change(self, key: str) -> Content:
        if self._comparison is None:
            return Content("")
        return results_details.change(self._comparison, key)

    # What is shown.

    def _refresh(self) -> None:
        self._shown = tried(self._actual, self._trial)
        against = self._actual if self._trial else self._baseline
        self._comparison = compare(against, self._shown) if against else None
        self._show_head()
        for name in SCORES:
            self._show_scores(name)
        self._list("facts").show(results_rows.facts(self._shown))
        self._list("due").show(results_rows.due(self._shown))
        found = results_rows.changes(self._comparison) if self._comparison else []
        self._list("changes").show(found)
        self._show_roadmap()
        self._count_tabs(len(found))
        if self._shares is None:
            self._compute_robustness(self.app, self._shown)

    def _show_head(self) -> None:
        answers = self._shown.answers
        parts = ["Results", answers.state, answers.period, answers.document_status]
        self._say("head", " · ".join(part for part in parts if part))
        overall = self._shown.scorecard.overall
        change = wording.points(self._comparison.overall.difference if self._comparison else None)
        self._say(
            "overall", f"{wording.overall_line(overall, change)}\n{wording.counts_line(overall)}"
        )
        self._say("trial", results_details.notice(self._actual, self._trial, self._baseline))

    def _show_scores(self, name: str) -> None:
        make = {
            "areas": results_rows.areas,
            "paragraphs": results_rows.paragraphs,
            "functions": results_rows.functions,
        }[name]
        rows = make(self._shown, self._comparison)
        self._scores[name] = {row.key: row for row in rows}
        listing = self._list(name)
        if isinstance(listing.table, ScoreTable):
            listing.table.show_scores(rows, changes=self._comparison is not None)
        listing.describe()

    def _show_roadmap(self) -> None:
        self._list("roadmap").show(results_rows.roadmap(self._shown, self._shares))

    def _count_tabs(self, changed: int) -> None:
        roadmap = self._shown.roadmap
        counts = {
            "roadmap": len(roadmap.gaps),
            "facts": len(roadmap.facts_to_establish),
            "due": len(roadmap.due_for_review),
            "changes": changed,
        }
        tabs = self.query_one(TabbedContent)
        for name, number in counts.items():
            tabs.get_tab(name).label = Content(f"{TABS[name]} {number or ''}".rstrip())

    def _say(self, place: str, text: str) -> None:
        line = self.query_one(f"#{place}", Static)
        line.update(Content(clean(text)))
        line.set_class(bool(text), "told")

    def _list(self, name: str) -> Listing:
        return self.query_one(f"#{name}-list", Listing)

    # Robustness needs numpy and ten thousand draws: never on the screen's own thread.

    @property
    def _shares(self) -> Mapping[str, float] | None:
        return self._shown.robustness if "robustness" in vars(self._shown) else None

    @work(thread=True, exclusive=True, group="robustness")
    def _compute_robustness(self, app: App[Any], assessment: Assessment) -> None:
        shares = assessment.robustness
        if not get_current_worker().is_cancelled and shares is not None:
            app.call_from_thread(self._robustness_is_ready, assessment)

    def _robustness_is_ready(self, assessment: Assessment) -> None:
        if assessment is self._shown and self.is_mounted:
            self._show_roadmap()

    # Walking.

    def action_tab(self, name: str) -> None:
        """Show one of the tabs."""
        self.query_one(TabbedContent).active = name

    def action_step(self, by: int) -> None:
        """Show the tab beside this one."""
        names = list(TABS)
        self.action_tab(names[(names.index(self._active) + by) % len(names)])

    @property
    def _active(self) -> str:
        return self.query_one(TabbedContent).active or self._first

    @on(TabbedContent.TabActivated)
    def _stand_in_it(self) -> None:
        self._list(self._active).table.focus()
        self.query_one("#legend").set_class(self._active in SCORES, "told")
        self.refresh_bindings()

    @on(Listing.Chosen)
    def _chosen(self, event: Listing.Chosen) -> None:
        target = self._question_of(self._active, event.key)
        if target is not None:
            self.dismiss(Jump(target))

    def _question_of(self, name: str, key: str) -> str | None:
        if name not in SCORES:
            return key if key in self._actual.questionnaire.by_id else None
        ids = results_rows.members(self._actual, name, key)
        is_open = (one for one in ids if self._actual.standings[one].is_open)
        return next(is_open, ids[0] if ids else None)

    # What if.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what can be done here is offered."""
        if action == "try":
            return self._active not in SCORES
        if action in ("end_trial", "take_back"):
            return bool(self._trial)
        return self._baseline is not None if action == "stop_comparing" else True

    def action_try(self, level: Level) -> None:
        """Try a level on the question under the cursor."""
        key = self._list(self._active).chosen
        if key is not None and key in self._actual.questionnaire.by_id:
            self._try(key, level)

    @work
    async def action_pick(self) -> None:
        """Try a level on any question."""
        picked = await self.app.push_screen_wait(PickLevel(self._shown))
        if picked is not None:
            self._try(*picked)

    def action_take_back(self) -> None:
        """Take back the level tried last."""
        self._trial.popitem()
        self._trial_changed()

    def action_end_trial(self) -> None:
        """Show the answers as they are again."""
        self._trial.clear()
        self._trial_changed()

    def _try(self, key: str, level: Level) -> None:
        self._trial.pop(key, None)
        if self._actual.standings[key].answer.level != level:
            self._trial[key] = level
        self._trial_changed()

    def _trial_changed(self) -> None:
        self._refresh()
        self.refresh_bindings()

    # Compare, and print.

    @work
    async def action_compare(self) -> None:
        """Open an earlier assessment of the same State as the baseline."""
        path = await self.app.push_screen_wait(
            ChooseFile("Open an earlier assessment to compare with", self._file.parent)
        )
        if path is None:
            return
        try:
            self._baseline = self._read_baseline(path)
        except AssessmentError as error:
            self.notify(clean(str(error)), severity="error", timeout=15, markup=False)
            return
        self._trial_changed()

    def action_stop_comparing(self) -> None:
        """Show the results without the baseline."""
        self._baseline = None
        self._trial_changed()

    def action_report(self) -> None:
        """Make the report in the background."""
        self.app.push_screen(MakeReport(self._actual, self._file, self._baseline))
