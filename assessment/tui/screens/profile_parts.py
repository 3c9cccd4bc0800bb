"""What the profile shows in its parts, how one walks them, and how a fact is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Label, Static, TabbedContent, TabPane

from assessment.answers import LINE_LIMIT, Profile
from assessment.errors import AssessmentError
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


class ProfileParts(Screen[None]):
    """The cover and three lists; what can be done with them is in the screen that builds on it."""

    CSS_PATH = "profile.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-short"), (29, "-tall")]  # noqa: RUF012

    def __init__(self, session: Session) -> None:
        super().__init__()
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

    def on_mount(self) -> None:
        """Fill the parts in, and begin at the top."""
        for field in self.query(Input):
            field.disabled = self._session.is_final
        self._refresh()
        self.query_one("#state", Input).focus()

    def _refresh(self) -> None:
        answers = self._session.answers
        head = [_("Profile"), answers.state, answers.period, term(answers.document_status)]
        self.query_one("#head", Static).update(Content(" · ".join(item for item in head if item)))
        for name in self.parts[1:]:
            make = profile_rows.ROWS[name]
            self._list(name).show(make(self._session.questionnaire, answers))
        self._clear_message()

    def _describer(self, name: str) -> Callable[[str], Content]:
        return lambda key: profile_rows.profile_detail(
            name, key, self._session.questionnaire, self._session.answers
        )

    def _list(self, name: str) -> Listing:
        return self.query_one(f"#{name}-list", Listing)

    def _show_message(self, sentence: str) -> None:
        message = self.query_one("#message", Static)
        message.update(Content(clean(sentence)))
        message.add_class("news")

    def _clear_message(self) -> None:
        """What was told is over: the foot says again what this part is for."""
        final = self._session.is_final
        why = self._session.why_locked if self._session.read_only else profile_rows.FINAL
        self._show_message(why if final else profile_rows.HINTS[self._active])
        self.query_one("#message", Static).set_class(final, "news")

    # Walking.

    @property
    def _active(self) -> str:
        return self.query_one(TabbedContent).active or "cover"

    def action_step(self, by: int) -> None:
        """Show the part beside this one."""
        names = self.parts
        index = (names.index(self._active) + by) % len(names)
        self.query_one(TabbedContent).active = names[index]

    @on(TabbedContent.TabActivated)
    def _focus_list(self) -> None:
        name = self._active
        self.part_changed()
        self._clear_message()
        if name == "cover":
            self.query_one("#state", Input).focus()
        else:
            self._list(name).take_focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Each part offers its own keys."""
        part = {
            "condition": "conditions",
            "relevance": "relevance",
            "add_usual": "ministries",
            "remove_ministry": "ministries",
            "new_offer": "offers",
            "remove_offer": "offers",
        }.get(action)
        return part is None or (part == self._active and not self._session.is_final)

    def part_changed(self) -> None:
        """Another part is shown: what was under way in the last one is left."""

    # Recording.

    def _change(self, **changes: Any) -> bool:
        """Change the profile; whether that could be recorded."""
        profile = dict(self._session.answers.profile)
        return self._record(
            lambda: self._session.change_profile(Profile.model_validate({**profile, **changes}))
        )

    def _record(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except AssessmentError as error:
            self._show_message(str(error))
            return False
        except ValueError:
            self._show_message(
                _("That cannot be recorded: the text is too long, or the list is full.")
            )
            return False
        self._refresh()
        return True
