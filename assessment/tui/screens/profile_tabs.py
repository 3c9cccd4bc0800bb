"""What the profile shows: its parts, a tab each, and how one walks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Label, Static, TabbedContent, TabPane

from assessment.answers import LINE_LIMIT
from assessment.language import _
from assessment.terms import term
from assessment.text import clean
from assessment.tui.cover import COVER, cover_shown
from assessment.tui.screens import profile_rows
from assessment.tui.session import Session
from assessment.tui.widgets.cover_field import CoverField
from assessment.tui.widgets.fitted_table import FittedTable
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.listing import Listing

_TABS: Mapping[str, str] = {
    "cover": _("Cover"),
    "conditions": _("Conditions"),
    "relevance": _("Relevance"),
    "ministries": _("Ministries"),
    "usual": _("Usual"),
    "offers": _("Offers"),
    "recipients": _("Recipients"),
}


class ProfileTabs:
    """The cover and the lists of the profile, on the screen that it is handed."""

    def __init__(self, screen: Screen[None], session: Session) -> None:
        self._screen = screen
        self._session = session

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts in their order; recipients only where the file is sealed to any."""
        sealed = bool(self._session.answers.recipients)
        return tuple(name for name in _TABS if sealed or name != "recipients")

    def compose(self) -> ComposeResult:
        """The parts, a tab each."""
        yield Static(id="head")
        with TabbedContent():
            with TabPane(Content(_TABS["cover"]), id="cover"), VerticalScroll(can_focus=False):
                yield from self._cover_fields()
            for name in self.parts[1:]:
                columns = profile_rows.PROFILE_COLUMNS[name]
                with TabPane(Content(_TABS[name]), id=name), Vertical():
                    enter = "" if self._session.is_final else profile_rows.ENTER[name]
                    table = FittedTable(*columns, enter=enter)
                    describe, empty = self._describer(name), profile_rows.NO_ROWS.get(name, "")
                    yield Listing(id=f"{name}-list", describe=describe, empty=empty, table=table)
                    if name == "ministries":
                        yield Input(
                            id="new-ministry",
                            max_length=LINE_LIMIT,
                            placeholder=_("Add a ministry or office, then Enter"),
                            compact=True,
                            select_on_focus=False,
                        )
        yield Static(id="message")
        yield Keys()

    def _cover_fields(self) -> ComposeResult:
        for name, line in COVER.items():
            with Horizontal(classes="row"):
                yield Label(line.name, markup=False)
                yield CoverField(
                    cover_shown(self._session.answers, name),
                    id=name,
                    max_length=line.limit,
                    placeholder=line.example,
                    compact=True,
                )
        yield Static(Content(profile_rows.COVER_HINT), classes="hint")

    def begin(self) -> None:
        """Fill the parts in, and begin at the top."""
        for field in self._screen.query(Input):
            field.disabled = self._session.is_final
        self.show_all()
        self._screen.query_one("#state", Input).focus()

    def show_all(self) -> None:
        """Show every part as the session has it now."""
        answers = self._session.answers
        head = [_("Profile"), answers.state, answers.period, term(answers.document_status)]
        self._screen.query_one("#head", Static).update(
            Content(" · ".join(item for item in head if item))
        )
        for name in self.parts[1:]:
            make = profile_rows.ROWS[name]
            self.list_of(name).show(make(self._session.questionnaire, answers))
        self.clear_message()

    def _describer(self, name: str) -> Callable[[str], Content]:
        return lambda key: profile_rows.profile_detail(
            name, key, self._session.questionnaire, self._session.answers
        )

    def list_of(self, name: str) -> Listing:
        """The list of one part."""
        return self._screen.query_one(f"#{name}-list", Listing)

    def show_message(self, sentence: str) -> None:
        """Say something at the foot."""
        message = self._screen.query_one("#message", Static)
        message.update(Content(clean(sentence)))
        message.add_class("news")

    def clear_message(self) -> None:
        """What was told is over: the foot says again what this part is for."""
        final = self._session.is_final
        why = self._session.why_locked if self._session.read_only else profile_rows.FINAL
        self.show_message(why if final else profile_rows.HINTS[self.active])
        self._screen.query_one("#message", Static).set_class(final, "news")

    # Walking.

    @property
    def active(self) -> str:
        """The part that is shown."""
        return self._screen.query_one(TabbedContent).active or "cover"

    def step(self, by: int) -> None:
        """Show the part beside this one."""
        names = self.parts
        index = (names.index(self.active) + by) % len(names)
        self._screen.query_one(TabbedContent).active = names[index]

    def take_focus(self) -> None:
        """Stand where the part that is shown begins."""
        if self.active == "cover":
            self._screen.query_one("#state", Input).focus()
        else:
            self.list_of(self.active).take_focus()
