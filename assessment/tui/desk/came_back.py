"""What came back: refused files, clashes, what was left as it was, and what nobody disputes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assessment.errors import OtherVersionError
from assessment.language import _
from assessment.text import clean, one_line
from assessment.tui.choices import AcceptVersion, GoTo, SettleClashes
from assessment.tui.desk import taking
from assessment.tui.desk.taking import CameBack
from assessment.tui.session import Session
from assessment.tui.widgets.fitted_table import FittedTable
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.listing import Listing

CameBackChoice = GoTo | SettleClashes | AcceptVersion
"""What it closes with: a question to go to, a clash to begin with, or another edition to take."""


class CameBackScreen(Screen[CameBackChoice | None]):
    """Shows what came of files that were taken back already."""

    CSS_PATH = "desk.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (29, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Ministries")),
        Binding("K", "settle", _("Settle clashes")),
        Binding(
            "V",
            "accept_version",
            _("Carry over"),
            tooltip=_("Take parts of another edition too: carried over, to be confirmed."),
        ),
        Binding("question_mark,f1", "app.explain('ministries')", _("Help"), key_display="?"),
    ]

    def __init__(self, session: Session, found: CameBack) -> None:
        super().__init__()
        self._session = session
        self._found = found

    def compose(self) -> ComposeResult:
        """The sums in a line, then a row for each file and question."""
        yield Static(Content(_("What came back")), id="head")
        yield Static(Content(clean(taking.came_back_summary(self._found))), id="summary")
        table = FittedTable(*taking.CAME_BACK_COLUMNS, enter=_("Go"))
        yield Listing(
            id="came", describe=self._describe, empty=_("Nothing new came back."), table=table
        )
        yield Keys()

    def on_mount(self) -> None:
        """Show the rows; what needs somebody stands first."""
        session = self._session
        listing = self.query_one("#came", Listing)
        listing.show(taking.came_back_rows(session.questionnaire, session.answers, self._found))
        listing.take_focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Clashes are settled where there are any."""
        if action == "accept_version":
            return any(isinstance(item, OtherVersionError) for item in self._found.refused)
        return bool(self._found.clashes) if action == "settle" else True

    def action_accept_version(self) -> None:
        """Take parts of another edition of the questionnaire too."""
        self.dismiss(AcceptVersion())

    def action_settle(self) -> None:
        """Settle the clashes, the first one first."""
        self.dismiss(SettleClashes(self._found.clashes[0]))

    @on(Listing.Chosen)
    def _chosen(self, event: Listing.Chosen) -> None:
        if event.key in self._found.clashes:
            self.dismiss(SettleClashes(event.key))
        elif event.key in self._session.questionnaire.by_id:
            self.dismiss(GoTo(event.key))

    def _describe(self, key: str) -> Content:
        kind, _unused, index = key.partition(":")
        if kind == taking.REFUSED:
            return Content(clean(one_line(str(self._found.refused[int(index)]))))
        if kind == taking.OLDER:
            return Content(_("The later answer counts; the older one is kept beside it."))
        question = self._session.questionnaire.by_id.get(key)
        if question is None:
            return Content(_("What comes back untouched says nothing, unless it was confirmed."))
        return Content.assemble((key, "bold"), f"  {question.text}")
