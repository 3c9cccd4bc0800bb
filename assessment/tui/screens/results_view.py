"""What the results show: a head, seven views and what is said of the row under the cursor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from rich.cells import cell_len
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
from assessment.tui.baseline import Baseline
from assessment.tui.choices import ResultsChoice
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
    return counted if sum(cell_len(words) + 1 for words in counted.values()) <= width else TABS


class ResultsView:
    """An assessment, perhaps with levels tried or beside a baseline, on the screen it is handed."""

    def __init__(
        self,
        screen: Screen[ResultsChoice | None],
        assessment: Assessment,
        baseline: Assessment | None,
        note: str,
        today: dt.date | None,
    ) -> None:
        self.actual = assessment
        """The answers as they are."""
        self.shown = assessment
        """The answers with the levels that are tried."""
        self.baseline = baseline
        self._screen = screen
        self._note = note
        self._today = today or assessment.answers.date
        self._trial: dict[str, Level] = {}
        self._comparison: Comparison | None = None
        self._scores: dict[str, dict[str, ScoreRow]] = {}
        self._counts: Mapping[str, int] = {}
        """How many rows the views have, where that is said."""

    def compose(self, first: str) -> ComposeResult:
        """The overall score, then the tabs, of which one is shown first."""
        yield Static(id="head")
        yield Static(id="overall")
        yield Static(id="trial")
        with TabbedContent(initial=first):
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
            return lambda key: results_details.gap_detail(self.shown, key, self._shares)
        if name == "changes":
            return self._describe_change
        if name == "actions":
            return lambda key: action_rows.action_detail(self.shown, key)
        return lambda key: results_details.question_detail(self.shown, key)

    def _describe_change(self, key: str) -> Content:
        if self._comparison is None:
            return Content("")
        return results_details.change_detail(self._comparison, key)

    def show_all(self) -> None:
        """Show every view as it is now."""
        self.shown = tried(self.actual, self._trial)
        against = self.actual if self._trial else self.baseline
        self._comparison = compare(against, self.shown) if against else None
        self._show_head()
        for name in SCORES:
            self._show_scores(name)
        planned = action_rows.actions_of(self.shown, self._today)
        self.list_of("actions").show(action_rows.rows_of_actions(planned))
        self.list_of("facts").show(results_rows.facts_rows(self.shown))
        self.list_of("due").show(results_rows.due_rows(self.shown))
        found = results_rows.change_rows(self._comparison) if self._comparison else []
        self.list_of("changes").show(found, empty=NO_CHANGE if self._comparison else NO_BASELINE)
        self._show_roadmap()
        self._count_tabs(len(found), action_rows.open_actions(planned))
        if self._shares is None:
            self._screen.run_worker(
                partial(self._compute_robustness, self._screen.app, self.shown),
                thread=True, exclusive=True, group="robustness", description="robustness",
            )  # fmt: skip

    def _show_head(self) -> None:
        answers = self.shown.answers
        parts = [_("Results"), answers.state, answers.period, term(answers.document_status)]
        self._show_message("head", " · ".join(part for part in parts if part))
        overall = self.shown.scorecard.overall
        change = wording.change_in_points(
            self._comparison.overall.difference if self._comparison else None
        )
        self._show_message("overall", wording.overall_line(overall, change))
        self._show_message(
            "trial", results_details.notice(self.actual, self._trial, self.baseline, self._note)
        )

    def _show_scores(self, name: str) -> None:
        make = {
            "areas": results_rows.area_rows,
            "paragraphs": results_rows.paragraph_rows,
            "functions": results_rows.function_rows,
        }[name]
        rows = make(self.shown, self._comparison)
        self._scores[name] = {row.key: row for row in rows}
        listing = self.list_of(name)
        if isinstance(listing.table, ScoreTable):
            listing.table.show_scores(rows, changes=self._comparison is not None)
        listing.describe()

    def _show_roadmap(self) -> None:
        self.list_of("roadmap").show(
            results_rows.roadmap_rows(self.shown, self._shares, self._trial)
        )

    def _count_tabs(self, changed: int, planned: int) -> None:
        roadmap = self.shown.roadmap
        counts = {
            "roadmap": len(roadmap.gaps),
            "actions": planned,
            "facts": len(roadmap.facts_to_establish),
            "due": len(roadmap.due_for_review),
            "changes": changed,
        }
        self._counts = counts
        self.name_tabs()

    def name_tabs(self) -> None:
        """Name the tabs as they find room."""
        tabs = self._screen.query_one(TabbedContent)
        for name, words in tab_words(self._counts, self._screen.app.size.width).items():
            tabs.get_tab(name).label = Content(words)

    def _show_message(self, widget_id: str, text: str) -> None:
        line = self._screen.query_one(f"#{widget_id}", Static)
        line.update(Content(clean(text)))
        line.set_class(bool(text), "shown")

    def list_of(self, name: str) -> Listing:
        """The list of one view."""
        return self._screen.query_one(f"#{name}-list", Listing)

    # Walking.

    @property
    def active(self) -> str:
        """The view that is shown."""
        return self._screen.query_one(TabbedContent).active or "areas"

    @property
    def chosen_question(self) -> str | None:
        """The question under the cursor; None where there is none."""
        key = self.list_of(self.active).chosen if self.active not in SCORES else None
        return key if key in self.actual.questionnaire.by_id else None

    def show_tab(self, name: str) -> None:
        """Show one of the views."""
        self._screen.query_one(TabbedContent).active = name

    def step(self, by: int) -> None:
        """Show the view beside this one."""
        names = list(TABS)
        self.show_tab(names[(names.index(self.active) + by) % len(names)])

    def take_focus(self) -> None:
        """Stand in the list of the view that is shown."""
        self._screen.query_one("#legend").set_class(self.active in SCORES, "shown")
        self.list_of(self.active).take_focus()

    def score_row(self, name: str, key: str) -> ScoreRow:
        """One row of a view of scores, as it is shown."""
        return self._scores[name][key]

    # What is tried, and what is compared.

    @property
    def is_trying(self) -> bool:
        """Whether levels are tried."""
        return bool(self._trial)

    def try_level(self, key: str, level: Level) -> None:
        """Try a level on a question; its own level is none to try."""
        self._trial.pop(key, None)
        if self.actual.statuses[key].answer.level != level:
            self._trial[key] = level
        self._changed()

    def take_back(self) -> None:
        """Take back the level tried last."""
        self._trial.popitem()
        self._changed()

    def end_trial(self) -> None:
        """Show the answers as they are again."""
        self._trial.clear()
        self._changed()

    def compare_with(self, found: Baseline | None) -> None:
        """Show the results beside an earlier assessment; None for none."""
        self.baseline, self._note = (found.assessment, found.note) if found else (None, "")
        self._changed()

    def _changed(self) -> None:
        self.show_all()
        self.list_of(self.active).take_focus()
        self._screen.refresh_bindings()

    # Robustness needs numpy and ten thousand draws: never on the screen's own thread.

    @property
    def _shares(self) -> Mapping[str, float] | None:
        return self.shown.known_robustness

    def _compute_robustness(self, app: App[Any], assessment: Assessment) -> None:
        shares = assessment.robustness
        if not get_current_worker().is_cancelled and shares is not None:
            app.call_from_thread(self._robustness_is_ready, assessment)

    def _robustness_is_ready(self, assessment: Assessment) -> None:
        if assessment is self.shown and self._screen.is_mounted and self._screen.is_attached:
            self._show_roadmap()
