"""The State's profile: the cover, what decides which questions apply, relevance, ministries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, TabbedContent

from assessment.answers import RELEVANCES, Offer, Profile, Relevance
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.terms import term
from assessment.text import joined_sentences, one_line
from assessment.tui import ministries
from assessment.tui.autosave import Autosave
from assessment.tui.cover import COVER, cover_shown
from assessment.tui.history import new_text
from assessment.tui.screens import profile_rows
from assessment.tui.screens.profile_tabs import ProfileTabs
from assessment.tui.session import Session
from assessment.tui.widgets.cover_field import CoverField
from assessment.tui.widgets.listing import Listing

NEXT_RELEVANCE: Mapping[str, Relevance] = dict(
    zip(RELEVANCES, (*RELEVANCES[1:], RELEVANCES[0]), strict=True)
)


_PART_OF_KEY: Mapping[str, str] = {
    "condition": "conditions",
    "relevance": "relevance",
    "add_usual": "ministries",
    "remove_ministry": "ministries",
    "new_offer": "offers",
    "remove_offer": "offers",
}
"""What a key does that only one part offers, with that part."""


class ProfileScreen(Screen[None]):
    """Records each fact in the session as it is set; closes with nothing."""

    CSS_PATH = "profile.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-short"), (29, "-tall")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("Questions")),
        Binding("pagedown", "step(1)", _("Next part"), priority=True),
        Binding("pageup", "step(-1)", _("Previous part"), show=False, priority=True),
        Binding("y", "condition(True)", _("Yes")),
        Binding("n", "condition(False)", _("No")),
        Binding("minus,delete", "condition(None)", _("Not set"), key_display="-"),
        Binding("l", "relevance('low')", _("Low")),
        Binding("m", "relevance('medium')", _("Medium")),
        Binding("h", "relevance('high')", _("High")),
        Binding("plus,insert", "new_offer", _("New offer"), key_display="+"),
        Binding("delete", "remove_offer", _("Remove")),
        Binding("space", "cycle", _("Change"), show=False),
        Binding("u", "add_usual", _("Add usual")),
        Binding("delete", "remove_ministry", _("Remove")),
        Binding("f1,question_mark", "app.explain('profile')", _("Help"), key_display="F1"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._tabs = ProfileTabs(self, session)
        self._autosave = Autosave(self, self.keep_typed)
        self._typing = ""
        """Names what is typed into one field of the cover: it is undone together."""
        self._before = session.answers
        """The answers as they were when that began."""
        self._new_ministry = session.draft("new ministry")
        """A name that is being typed for the list."""
        self._new_name = self._new_ministry
        """The draft of what is being typed: a new ministry, or the new name of one."""
        self._renaming: str | None = None
        """The ministry whose name is being corrected."""

    def compose(self) -> ComposeResult:
        """The parts, a tab each."""
        yield from self._tabs.compose()

    def on_mount(self) -> None:
        """Fill the parts in; a name that was being typed when the program ended is offered."""
        self._tabs.begin()
        field = self.query_one("#new-ministry", Input)
        self._new_ministry.follow(partial(Autosave, self), lambda: self._ministry_typed(field))
        if not self._session.is_final:
            field.value = self._new_ministry.text

    def _ministry_typed(self, field: Input) -> str:
        # While another name is corrected in the same place, this one waits.
        return one_line(field.value) if self._renaming is None else self._new_ministry.text

    @on(Input.Changed, "#new-ministry")
    def _ministry_is_typed(self) -> None:
        self._new_name.typed()

    def action_step(self, by: int) -> None:
        """Show the part beside this one."""
        self._tabs.step(by)

    @on(TabbedContent.TabActivated)
    def _another_part(self) -> None:
        # A name that was being corrected stays as it was.
        self._rename(None)
        self._tabs.clear_message()
        self._tabs.take_focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Each part offers its own keys."""
        part = _PART_OF_KEY.get(action)
        return part is None or (part == self._tabs.active and not self._session.is_final)

    def action_leave(self) -> None:
        """Go back, first out of a name that is corrected; a name that is typed is offered again."""
        if self._renaming is not None:
            self._rename(None)
            self._tabs.list_of("ministries").take_focus()
            return
        self.keep_typed()
        self.dismiss(None)

    def unrecorded(self) -> str:
        """What is typed and not recorded, in a sentence; empty where all is."""
        name = one_line(self.query_one("#new-ministry", Input).value)
        if name in ("", self._renaming):
            return ""
        if self._renaming is None:
            return _("{name} is not in the list yet: Enter adds it.").format(name=name)
        return _("{renaming} has its old name yet: Enter corrects it.").format(
            renaming=self._renaming
        )

    # The cover.

    @on(CoverField.Begun)
    def _begun(self) -> None:
        self._typing = new_text()
        self._before = self._session.answers
        self._tabs.show_message(_("Saved as you type. Enter goes on, Esc stays."))

    @on(CoverField.Refused)
    def _refused(self) -> None:
        self._tabs.show_message(
            _("Nothing is changed: Enter begins to change a field, Esc goes to the questions.")
        )

    @on(Input.Changed, ".row CoverField")
    def _typed(self) -> None:
        self._autosave.typed()

    @on(CoverField.Ended)
    def _ended(self, event: CoverField.Ended) -> None:
        name = event.field.id or ""
        before = cover_shown(self._before, name)
        trouble = COVER[name].read(event.field.value).trouble
        if trouble or (name == "state" and not one_line(event.field.value)):
            event.field.value = before
            self._session.give_up(self._typing)
            self._tabs.show_message(
                _("{trouble} {name} stays {before}.").format(
                    trouble=trouble, name=COVER[name].name, before=before or term("none")
                )
                if trouble
                else _("The State needs a name; the old one is kept.")
            )
            return
        self.keep_typed()
        now = cover_shown(self._session.answers, name)
        if now != before:
            words = COVER[name].name
            change = f"{words}: {before or term('none')} → {now or term('none')}."
            self._tabs.show_message(
                _("{change} z on the questions takes it back.").format(change=change)
            )

    @on(Input.Submitted, ".row CoverField")
    def _on_to_the_next(self, event: Input.Submitted) -> None:
        name = event.input.id or ""
        if COVER[name].read(event.value).trouble:
            return
        if name == list(COVER)[-1]:
            self.action_step(1)
        else:
            self.focus_next()

    def keep_typed(self) -> None:
        """Record the cover as it stands; a field in which something else stands keeps its own."""
        self._new_name.keep()
        answers, before = self._session.answers, self._before
        read = {
            name: line.read(self.query_one(f"#{name}", Input).value) for name, line in COVER.items()
        }
        typed = {
            name: getattr(before, name) if item.trouble else item.value
            for name, item in read.items()
        }
        typed["state"] = typed["state"] or before.state
        changed = {name: item for name, item in typed.items() if item != getattr(answers, name)}
        if changed and not self._session.is_final:
            self._record(lambda: self._session.change_head(text=self._typing, **changed))

    # The profile.

    def action_condition(self, value: bool | None, steps: bool = True) -> None:
        """Set a condition to yes or no and step on to the next one, or leave it not set."""
        key = self._tabs.list_of("conditions").chosen
        if key is None:
            return
        conditions = dict(self._session.answers.profile.conditions)
        conditions.pop(key, None)
        if value is not None:
            conditions[key] = value
        if self._change(conditions=conditions) and value is not None and steps:
            self._tabs.list_of("conditions").table.action_cursor_down()

    def action_relevance(self, value: Relevance) -> None:
        """Set how much an area matters for this State."""
        key = self._tabs.list_of("relevance").chosen
        if key is not None:
            relevance = dict(self._session.answers.profile.relevance)
            self._change(relevance={**relevance, key: value})

    def action_cycle(self) -> None:
        """Set the next of the possible values on the row under the cursor."""
        profile = self._session.answers.profile
        key = self._tabs.list_of(self._tabs.active).chosen if self._tabs.active != "cover" else None
        if key is not None and self._tabs.active == "conditions":
            self.action_condition(
                {None: True, True: False, False: None}[profile.conditions.get(key)], steps=False
            )
        elif key is not None and self._tabs.active == "relevance":
            self.action_relevance(NEXT_RELEVANCE[profile.relevance_of(key)])

    @on(Listing.Chosen)
    def _chosen(self, event: Listing.Chosen) -> None:
        if self._session.is_final:
            return
        opens = {
            "ministries": self._rename,
            "usual": self._name_usual,
            "offers": self._change_offer,
        }.get(self._tabs.active)
        if opens is not None:
            opens(event.key)
        else:
            self.action_cycle()

    # The ministries.

    def _rename(self, name: str | None) -> None:
        """Put a name where it can be corrected; None ends that."""
        if name is None and self._renaming is None:
            return
        field = self.query_one("#new-ministry", Input)
        if self._renaming is not None:
            self._new_name.leave()
        else:
            self._new_name.keep()
        self._renaming = name
        if name is None:
            self._new_name = self._new_ministry
            field.value = self._new_ministry.text
            self._tabs.clear_message()
        else:
            self._new_name = self._session.draft(f"new name of {name}")
            field.value = self._new_name.text or name
            self._new_name.follow(
                partial(Autosave, self),
                lambda: "" if one_line(field.value) == name else one_line(field.value),
            )
            field.focus()
            self._tabs.show_message(
                _("Correct the name, then Enter: every answer follows. Esc leaves it.")
            )

    @on(Input.Submitted, "#new-ministry")
    def _name_is_typed(self, event: Input.Submitted) -> None:
        name, old = one_line(event.value), self._renaming
        if not name:
            return
        same = ministries.known_spelling(self._session.answers, name)
        if old is not None:
            self._new_name.end()
            self._rename(None)
            self._call(old, name if same in (None, old) else same or name)
        elif same is not None:
            self._tabs.show_message(_("{same} is in the list already.").format(same=same))
        else:
            event.input.value = ""
            self._new_ministry.keep()
            self._change(ministries=(*self._session.answers.profile.ministries, name))

    def _call(self, old: str, new: str) -> None:
        """Give a ministry another name, wherever it stands."""
        if new != old:
            session, answers = self._session, self._session.answers
            both = ministries.both_said(answers, old, new)
            if self._record(
                lambda: session.change_head(
                    **ministries.renamed(session.questionnaire, answers, old, new)
                )
            ):
                self._tabs.show_message(
                    joined_sentences(
                        _(
                            "{old} is now {new} in every answer; z on the questions takes it back."
                        ).format(old=old, new=new),
                        _("What it said last counts where both had spoken: {both}.").format(
                            both=", ".join(both)
                        )
                        if both
                        else "",
                    )
                )
        self._tabs.list_of("ministries").table.choose(new)
        self._tabs.list_of("ministries").take_focus()

    def action_add_usual(self) -> None:
        """Add the ministries that usually lead on a question."""
        answers = self._session.answers
        usual = [ministry.name for ministry in self._session.questionnaire.ministries]
        new = [name for name in usual if ministries.known_spelling(answers, name) is None]
        if not new:
            self._tabs.show_message(_("The usual ministries are all in the list already."))
        elif self._change(ministries=(*answers.profile.ministries, *new)):
            self._tabs.show_message(_("Added: {new}.").format(new=", ".join(new)))

    def action_remove_ministry(self) -> None:
        """Take a ministry off the list, unless an answer or a position names it."""
        name = self._tabs.list_of("ministries").chosen
        if name is None:
            return
        answers = self._session.answers
        if where := profile_rows.where_named(answers, name):
            self._tabs.show_message(
                _(
                    "{name} stays: it is {where}. Name another one there first, or correct its "
                    "name "
                    "here with Enter."
                ).format(name=name, where=where)
            )
            return
        profile = answers.profile
        kept = {key: item for key, item in profile.usual.items() if item != name}
        listed = tuple(ministry for ministry in profile.ministries if ministry != name)
        if self._change(usual=kept, ministries=listed):
            self._tabs.show_message(
                joined_sentences(
                    _("{name} is off the list.").format(name=name),
                    "" if kept == profile.usual else _("It is no usual ministry any more."),
                    _("z on the questions brings it back."),
                )
            )
            self._tabs.list_of("ministries").take_focus()

    # The usual ministries.

    def _name_usual(self, key: str) -> None:
        """Say which of the State's ministries is one that usually leads."""
        from assessment.tui.dialogs.ministry import MinistryName

        session = self._session
        name = session.questionnaire.ministry_name(key)
        present = session.answers.profile.usual.get(key, "")

        def named(own: str | None) -> None:
            if own is not None:
                self._keep_usual(key, own)

        listed = session.answers.profile.ministries
        draft = session.draft(f"usual {key}")
        title = _("Which ministry of this State is “{name}”?").format(name=name)
        self.app.push_screen(MinistryName(present, listed, [name], draft, title=title), named)

    def _keep_usual(self, key: str, own: str) -> None:
        profile = self._session.answers.profile
        usual = {item: name for item, name in profile.usual.items() if item != key}
        names = profile.ministries
        if own:
            own = ministries.known_spelling(self._session.answers, own) or own
            names = names if own in names else (*names, own)
            usual[key] = own
        if self._change(ministries=names, usual=usual):
            what = self._session.questionnaire.ministry_name(key)
            self._tabs.show_message(
                _("{what} is {own} in this State.").format(what=what, own=own)
                if own
                else _("{what} has its usual name.").format(what=what)
            )

    # What the State can give.

    def action_new_offer(self) -> None:
        """Write down something more that the State can give."""
        self._change_offer(str(len(self._session.answers.offer)))

    def _change_offer(self, key: str) -> None:
        from assessment.tui.dialogs.offer import EditOffer

        session, index, text = self._session, int(key), new_text()

        def save(offer: Offer | None) -> bool:
            others = list(session.answers.offer)
            others[index:] = [*([offer] if offer else []), *others[index + 1 :]]
            return self._record(lambda: session.change_head(text=text, offer=tuple(others)))

        offers = session.answers.offer
        present = offers[index] if index < len(offers) else Offer()
        self.app.push_screen(
            EditOffer(
                session.questionnaire,
                present,
                save=save,
                draft=session.draft(f"offer {key}"),
            ),
            lambda _unused: self._tabs.list_of("offers").take_focus(),
        )

    def action_remove_offer(self) -> None:
        """Take an offer off the list."""
        key = self._tabs.list_of("offers").chosen
        if key is not None:
            offers = list(self._session.answers.offer)
            del offers[int(key)]
            if self._record(lambda: self._session.change_head(offer=tuple(offers))):
                self._tabs.show_message(
                    _("The offer is off the list; z on the questions brings it back.")
                )
                self._tabs.list_of("offers").take_focus()

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
            self._tabs.show_message(str(error))
            return False
        except ValueError:
            self._tabs.show_message(
                _("That cannot be recorded: the text is too long, or the list is full.")
            )
            return False
        self._tabs.show_all()
        return True
