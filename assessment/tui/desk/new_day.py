"""A new day until when parts are out: those of one ministry, or all that are overdue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from assessment.answers import PartRecord
from assessment.dates import in_words, read_due, to_be_typed
from assessment.language import _
from assessment.parts import with_new_day
from assessment.text import clean, count_of, name_key
from assessment.tui.desk.sending import USUAL_TIME
from assessment.tui.session import Session
from assessment.tui.widgets.hint import Hint
from assessment.tui.widgets.one_of import OneOf
from assessment.workload import parts_waited_for

Which = Literal["ministry", "overdue"]
_HINT = _("Enter sets the day. Tab goes to whose parts, Space chooses, Esc goes back.")
NO_PART_OUT = _("No part of this ministry is out, and none is overdue.")
NO_DAY = _("Type a day.")


@dataclass(frozen=True, slots=True)
class PartsToMove:
    """The parts that can be given a new day."""

    ministry: str
    """The ministry under the cursor."""
    of_ministry: tuple[PartRecord, ...]
    overdue: tuple[PartRecord, ...]
    """Of every ministry."""

    def chosen(self, which: Which) -> tuple[PartRecord, ...]:
        """The parts that are meant."""
        return self.of_ministry if which == "ministry" else self.overdue


def parts_to_move(session: Session, ministry: str) -> PartsToMove:
    """What is out to a ministry, and all that is overdue."""
    waited, key = parts_waited_for(session.answers), name_key(ministry)
    return PartsToMove(
        ministry,
        tuple(item for item in waited if ministry and name_key(item.ministry) == key),
        tuple(item for item in waited if item.due is not None and item.due < session.today),
    )


def give_new_day(session: Session, parts: tuple[PartRecord, ...], typed: str) -> str:
    """Record the day that was typed for these parts; says what was done."""
    day = read_due(typed, session.local_day).date
    if day is None:
        return NO_DAY
    changed = with_new_day(
        session.answers,
        [item.id for item in parts],
        day,
        now=session.now,
        by=session.signature,
    )
    number = count_of(len(parts), "{n} part", "{n} parts")
    if changed == session.answers:
        return _("{number}: {in_words} was the day already.").format(
            number=number, in_words=in_words(day)
        )
    session.change_whole(changed, _("a new day for {number}").format(number=number))
    return _("{number} until {in_words}. r writes the reminder, z takes it back.").format(
        number=number, in_words=in_words(day)
    )


class NewDay(ModalScreen[tuple[Which, str] | None]):
    """Closes with whose parts and the day that was typed, or with None."""

    DEFAULT_CSS = """
    NewDay Input { width: 30; }
    NewDay OneOf { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Back")),
        Binding("enter", "take", _("Set the day")),
    ]

    def __init__(self, session: Session, parts: PartsToMove) -> None:
        super().__init__()
        self._session = session
        self._parts = parts

    def compose(self) -> ComposeResult:
        """Whose parts, and until when."""
        parts = self._parts
        options: list[tuple[str, str, Which]] = []
        if parts.of_ministry:
            number = count_of(len(parts.of_ministry), "{n} part", "{n} parts")
            options.append(("", clean(f"{parts.ministry}, {number}"), "ministry"))
        if parts.overdue:
            number = count_of(len(parts.overdue), "{n} part", "{n} parts")
            options.append(
                ("", _("all that are overdue, {number}").format(number=number), "overdue")
            )
        day = to_be_typed(self._session.local_day + USUAL_TIME)
        with Vertical(classes="dialog"):
            yield Static(Content(_("A new day for what is out")), classes="title")
            yield OneOf[Which](options, options[0][2], "which")
            yield Input(day, id="due", compact=True)
            yield Static(id="meant")
            yield Hint(_HINT)

    def on_mount(self) -> None:
        """Begin with the day."""
        self.query_one("#due", Input).focus()

    @on(Input.Changed)
    def _show_what_is_understood(self, event: Input.Changed) -> None:
        read = read_due(event.value, self._session.local_day)
        self.query_one("#meant", Static).update(Content(read.trouble or read.words or NO_DAY))

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Close with the day, if it is one."""
        typed = self.query_one("#due", Input).value
        if read_due(typed, self._session.local_day).date is not None:
            self.dismiss((self.query_one("#which", OneOf).value, typed))
