"""The State's profile: the cover, what decides which questions apply, relevance, ministries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Label, Static, TabbedContent, TabPane

from assessment.answers import LINE_LIMIT, RELEVANCES, Profile, Relevance
from assessment.errors import AssessmentError
from assessment.text import clean, one_line
from assessment.tui import wording
from assessment.tui.screens import profile_rows
from assessment.tui.session import Session
from assessment.tui.widgets.fitted_table import FittedTable
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.listing import Listing

TABS: Mapping[str, str] = {
    "cover": "Cover",
    "conditions": "Conditions",
    "relevance": "Relevance",
    "ministries": "Ministries",
}
COVER: Mapping[str, tuple[str, str]] = {
    "state": ("State", "Name of the State"),
    "authority": ("Authority", "The authority that owns the assessment"),
    "period": ("Period", "For example 2026"),
    "marking": ("Marking", "Protective marking on every page, for example RESTRICTED"),
}
NEXT_RELEVANCE: Mapping[str, Relevance] = dict(
    zip(RELEVANCES, (*RELEVANCES[1:], RELEVANCES[0]), strict=True)
)
IDLE_SECONDS = 1.0
"""Text that is being typed is saved when the hands rest for so long."""


class ProfileScreen(Screen[None]):
    """Records each fact in the session as it is set; closes with nothing."""

    CSS_PATH = "profile.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Questions"),
        Binding("pagedown", "step(1)", "Next part", priority=True),
        Binding("pageup", "step(-1)", "Previous part", show=False, priority=True),
        Binding("y", "condition(True)", "Yes"),
        Binding("n", "condition(False)", "No"),
        Binding("minus,delete", "condition(None)", "Not set", key_display="-"),
        Binding("l", "relevance('low')", "Low"),
        Binding("m", "relevance('medium')", "Medium"),
        Binding("h", "relevance('high')", "High"),
        Binding("space", "cycle", "Change", show=False),
        Binding("u", "add_usual", "Add usual"),
        Binding("delete", "remove_ministry", "Remove"),
        Binding("f1,question_mark", "app.explain('profile')", "Help", key_display="F1"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._idle: Timer | None = None

    def compose(self) -> ComposeResult:
        """Four parts, a tab each."""
        yield Static(id="head")
        with TabbedContent():
            with TabPane(Content(TABS["cover"]), id="cover"), VerticalScroll(can_focus=False):
                yield from self._cover_fields()
            for name, columns in profile_rows.COLUMNS.items():
                with TabPane(Content(TABS[name]), id=name), Vertical():
                    table = FittedTable(*columns, enter="Change")
                    tell = self._teller(name)
                    empty = "No ministry is listed yet."
                    yield Listing(id=f"{name}-list", tell=tell, empty=empty, table=table)
                    if name == "ministries":
                        yield Input(
                            id="new-ministry",
                            max_length=LINE_LIMIT,
                            placeholder="Add a ministry or office, then Enter",
                            compact=True,
                        )
        yield Static(id="told")
        yield Keys()

    def _cover_fields(self) -> ComposeResult:
        for name, (words, example) in COVER.items():
            with Horizontal(classes="row"):
                yield Label(words, markup=False)
                yield Input(
                    getattr(self._session.answers, name),
                    id=name,
                    max_length=LINE_LIMIT,
                    placeholder=example,
                    compact=True,
                    select_on_focus=False,
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
        head = ["Profile", answers.state, answers.period, answers.document_status]
        self.query_one("#head", Static).update(Content(" · ".join(one for one in head if one)))
        for name, make in profile_rows.ROWS.items():
            self._list(name).show(make(self._session.questionnaire, answers))
        self._tell(profile_rows.FINAL if self._session.is_final else "")

    def _teller(self, name: str) -> Callable[[str], Content]:
        return lambda key: profile_rows.detail(
            name, key, self._session.questionnaire, self._session.answers
        )

    def _list(self, name: str) -> Listing:
        return self.query_one(f"#{name}-list", Listing)

    def _tell(self, sentence: str) -> None:
        self.query_one("#told", Static).update(Content(clean(sentence)))

    # Walking.

    @property
    def _active(self) -> str:
        return self.query_one(TabbedContent).active or "cover"

    def action_step(self, by: int) -> None:
        """Show the part beside this one."""
        names = list(TABS)
        place = (names.index(self._active) + by) % len(names)
        self.query_one(TabbedContent).active = names[place]

    @on(TabbedContent.TabActivated)
    def _stand_in_it(self) -> None:
        name = self._active
        if name == "cover":
            self.query_one("#state", Input).focus()
        elif name == "ministries" and not self._session.answers.profile.ministries:
            self.query_one("#new-ministry", Input).focus()
        else:
            self._list(name).table.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Each part offers its own keys."""
        part = {
            "condition": "conditions",
            "relevance": "relevance",
            "add_usual": "ministries",
            "remove_ministry": "ministries",
        }.get(action)
        return part is None or (part == self._active and not self._session.is_final)

    def action_leave(self) -> None:
        """Record what is being typed, and go back."""
        self.keep_typed()
        self.dismiss(None)

    # The cover.

    @on(Input.Changed, ".row Input")
    def _typing(self) -> None:
        if self._idle is not None:
            self._idle.stop()
        self._idle = self.set_timer(IDLE_SECONDS, self.keep_typed)

    @on(Input.Blurred, ".row Input")
    def _left(self) -> None:
        self.keep_typed()

    @on(Input.Submitted, ".row Input")
    def _on_to_the_next(self, event: Input.Submitted) -> None:
        self.keep_typed()
        if event.input.id == "marking":
            self.action_step(1)
        else:
            self.focus_next()

    def keep_typed(self) -> None:
        """Record the cover as it stands."""
        typed = {name: one_line(self.query_one(f"#{name}", Input).value) for name in COVER}
        if not typed["state"]:
            self._tell("The State needs a name; the old one is kept.")
            del typed["state"]
        answers = self._session.answers
        changed = {name: text for name, text in typed.items() if text != getattr(answers, name)}
        if changed and not self._session.is_final:
            self._record(lambda: self._session.change_head(**changed))

    # The profile.

    def action_condition(self, value: bool | None) -> None:
        """Set a condition to yes or no, or leave it not set."""
        key = self._list("conditions").chosen
        if key is None:
            return
        conditions = dict(self._session.answers.profile.conditions)
        conditions.pop(key, None)
        if value is not None:
            conditions[key] = value
        self._change(conditions=conditions)

    def action_relevance(self, value: Relevance) -> None:
        """Set how much an area matters for this State."""
        key = self._list("relevance").chosen
        if key is not None:
            relevance = dict(self._session.answers.profile.relevance)
            self._change(relevance={**relevance, key: value})

    def action_cycle(self) -> None:
        """Set the next of the possible values on the row under the cursor."""
        profile = self._session.answers.profile
        key = self._list(self._active).chosen if self._active != "cover" else None
        if key is not None and self._active == "conditions":
            self.action_condition(
                {None: True, True: False, False: None}[profile.conditions.get(key)]
            )
        elif key is not None and self._active == "relevance":
            self.action_relevance(NEXT_RELEVANCE[profile.relevance_of(key)])

    @on(Listing.Chosen)
    def _chosen(self) -> None:
        self.action_cycle()

    @on(Input.Submitted, "#new-ministry")
    def _add_ministry(self, event: Input.Submitted) -> None:
        name = one_line(event.value)
        listed = self._session.answers.profile.ministries
        same = [one for one in listed if one.casefold() == name.casefold()]
        if same:
            self._tell(f"{same[0]} is in the list already.")
        elif name:
            event.input.value = ""
            self._change(ministries=(*listed, name))

    def action_add_usual(self) -> None:
        """Add the ministries that usually lead on a question."""
        listed = self._session.answers.profile.ministries
        known = {name.casefold() for name in listed}
        usual = [one.name for one in self._session.questionnaire.ministries]
        self._change(
            ministries=(*listed, *(name for name in usual if name.casefold() not in known))
        )

    def action_remove_ministry(self) -> None:
        """Take a ministry off the list, unless an answer names it."""
        name = self._list("ministries").chosen
        if name is None:
            return
        used = profile_rows.named_in(self._session.answers, name)
        if used:
            self._tell(
                f"{name} stands beside {wording.questions(len(used))} ({', '.join(used[:5])}). "
                "Name another ministry there first."
            )
            return
        listed = self._session.answers.profile.ministries
        self._change(ministries=tuple(one for one in listed if one != name))

    def _change(self, **changes: Any) -> None:
        profile = self._session.answers.profile
        changed = Profile.model_validate({**dict(profile), **changes})
        self._record(lambda: self._session.change_profile(changed))

    def _record(self, change: Callable[[], None]) -> None:
        try:
            change()
        except AssessmentError as error:
            self._tell(str(error))
        except ValueError:
            self._tell("That cannot be recorded: the text is too long, or the list is full.")
        else:
            self._refresh()
