"""What the results show: a head, seven views and what is said of the row under the cursor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from textual import work
from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TabbedContent, TabPane
from textual.worker import get_current_worker

from assessment.assess import Assessment
from assessment.compare import Comparison, compare
from assessment.language import _
from assessment.questionnaire import Level
from assessment.terms import term
from assessment.text import clean
from assessment.tui import wording
from assessment.tui.choices import ResultsChoice, ViewState
from assessment.tui.screens import action_rows, results_details, results_rows
from assessment.tui.trial import tried
from assessment.tui.widgets.bars import LEGEND
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.listing import Listing
from assessment.tui.widgets.score_table import ScoreRow, ScoreTable

TABS: Mapping[str, str] = {
    "areas": "a " + _("Areas"),
    "paragraphs": "g " + _("Paragraphs"),
    "functions": "f " + _("Functions"),
    "roadmap": "r " + _("Roadmap"),
    "actions": "t " + _("Actions"),
    "facts": "e " + _("Facts"),
    "due": "d " + _("Due"),
    "changes": "c " + _("Changes"),
}
SCORES = ("areas", "paragraphs", "functions")
NO_BASELINE = _("Press b to open an earlier assessment of the same State, and compare.")
NO_CHANGE = _("Nothing has changed: every question is as it was.")


def tab_words(counts: Mapping[str, int], width: int) -> Mapping[str, str]:
    """The names of the views with their counts; without these where not all tabs find room."""
    counted = {name: f"{words} {counts.get(name) or ''}".rstrip() for name, words in TABS.items()}
    return counted if sum(len(words) + 1 for words in counted.values()) <= width else TABS


class ResultsViews(Screen[ResultsChoice | None]):
    """Shows an assessment, perhaps with levels tried on or beside a baseline."""

    CSS_PATH = "results.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (29, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        assessment: Assessment,
        baseline: Assessment | None,
        note: str,
        view_state: ViewState | None,
        today: dt.date | None = None,
    ) -> None:
        super().__init__()
        self._actual = assessment
        self._shown = assessment
        self._baseline = baseline
        self._note = note
        self._today = today or assessment.answers.date
        self._view_state = view_state or ViewState()
        self._trial: dict[str, Level] = {}
        self._comparison: Comparison | None = None
        self._scores: dict[str, dict[str, ScoreRow]] = {}
        self._counts: Mapping[str, int] = {}
        """How many rows the views have, where that is said."""

    def compose(self) -> ComposeResult:
        """The overall score, then the tabs."""
        yield Static(id="head")
        yield Static(id="overall")
        yield Static(id="trial")
        with TabbedContent(initial=self._view_state.tab or "areas"):
            for name, words in TABS.items():
                with TabPane(Content(words), id=name):
                    yield self._listing(name)
        yield Static(Content(LEGEND), id="legend")
        yield Keys()

    def _listing(self, name: str) -> Listing:
        if name in SCORES:
            table = ScoreTable(code=9 if name == "functions" else 3, words=name == "areas")
            return Listing(id=f"{name}-list", describe=self._describe(name), empty="", table=table)
        columns, empty = {
            "actions": (action_rows.ACTION_COLUMNS, action_rows.NO_ACTIONS),
            "roadmap": (results_rows.ROADMAP, _("No answered question is below its target.")),
            "facts": (results_rows.FACTS, _("Nothing has to be found out.")),
            "due": (results_rows.DUE, _("No question at level 3 has reached its target.")),
            "changes": (results_rows.CHANGES, NO_BASELINE),
        }[name]
        return Listing(*columns, id=f"{name}-list", describe=self._describe(name), empty=empty)

    def _describe(self, name: str) -> Callable[[str], Content]:
        if name in SCORES:
            return lambda key: results_details.score_detail(self._scores[name][key])
        if name == "roadmap":
            return lambda key: results_details.gap_detail(self._shown, key, self._shares)
        if name == "changes":
            return self._describe_change
        if name == "actions":
            return lambda key: action_rows.action_detail(self._shown, key)
        return lambda key: results_details.question_detail(self._shown, key)

    def _describe_change(self, key: str) -> Content:
        if self._comparison is None:
            return Content("")
        return results_details.change_detail(self._comparison, key)

    def show_all(self) -> None:
        """Show every view as it is now."""
        self._shown = tried(self._actual, self._trial)
        against = self._actual if self._trial else self._baseline
        self._comparison = compare(against, self._shown) if against else None
        self._show_head()
        for name in SCORES:
            self._show_scores(name)
        planned = action_rows.actions_of(self._shown, self._today)
        self.list_of("actions").show(action_rows.rows_of_actions(planned))
        self.list_of("facts").show(results_rows.facts_rows(self._shown))
        self.list_of("due").show(results_rows.due_rows(self._shown))
        found = results_rows.change_rows(self._comparison) if self._comparison else []
        self.list_of("changes").show(found, empty=NO_CHANGE if self._comparison else NO_BASELINE)
        self._show_roadmap()
        self._count_tabs(len(found), action_rows.open_actions(planned))
        if self._shares is None:
            self._compute_robustness(self.app, self._shown)

    def _show_head(self) -> None:
        answers = self._shown.answers
        parts = [_("Results"), answers.state, answers.period, term(answers.document_status)]
        self._show_message("head", " · ".join(part for part in parts if part))
        overall = self._shown.scorecard.overall
        change = wording.change_in_points(
            self._comparison.overall.difference if self._comparison else None
        )
        self._show_message("overall", wording.overall_line(overall, change))
        self._show_message(
            "trial", results_details.notice(self._actual, self._trial, self._baseline, self._note)
        )

    def _show_scores(self, name: str) -> None:
        make = {
            "areas": results_rows.area_rows,
            "paragraphs": results_rows.paragraph_rows,
            "functions": results_rows.function_rows,
        }[name]
        rows = make(self._shown, self._comparison)
        self._scores[name] = {row.key: row for row in rows}
        listing = self.list_of(name)
        if isinstance(listing.table, ScoreTable):
            listing.table.show_scores(rows, changes=self._comparison is not None)
        listing.describe()

    def _show_roadmap(self) -> None:
        self.list_of("roadmap").show(
            results_rows.roadmap_rows(self._shown, self._shares, self._trial)
        )

    def _count_tabs(self, changed: int, planned: int) -> None:
        roadmap = self._shown.roadmap
        counts = {
            "roadmap": len(roadmap.gaps),
            "actions": planned,
            "facts": len(roadmap.facts_to_establish),
            "due": len(roadmap.due_for_review),
            "changes": changed,
        }
        self._counts = counts
        self._name_tabs()

    def _name_tabs(self) -> None:
        tabs = self.query_one(TabbedContent)
        for name, words in tab_words(self._counts, self.app.size.width).items():
            tabs.get_tab(name).label = Content(words)

    def on_resize(self) -> None:
        """Name the tabs as they find room."""
        self._name_tabs()

    def _show_message(self, widget_id: str, text: str) -> None:
        line = self.query_one(f"#{widget_id}", Static)
        line.update(Content(clean(text)))
        line.set_class(bool(text), "shown")

    def list_of(self, name: str) -> Listing:
        """The list of one view."""
        return self.query_one(f"#{name}-list", Listing)

    # Robustness needs numpy and ten thousand draws: never on the screen's own thread.

    @property
    def _shares(self) -> Mapping[str, float] | None:
        return self._shown.robustness if "robustness" in vars(self._shown) else None

    @work(thread=True, exclusive=True, group="robustness", description="robustness")
    def _compute_robustness(self, app: App[Any], assessment: Assessment) -> None:
        shares = assessment.robustness
        if not get_current_worker().is_cancelled and shares is not None:
            app.call_from_thread(self._robustness_is_ready, assessment)

    def _robustness_is_ready(self, assessment: Assessment) -> None:
        if assessment is self._shown and self.is_mounted and self.is_attached:
            self._show_roadmap()
