"""The next action: what, by when, and the assistance wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Checkbox, Input, Static, TextArea

from assessment.answers import ASSISTANCES, NOTE_LIMIT, Action
from assessment.dates import HOW, ReadDate, read_date
from assessment.tui.dialogs.typing import BoundedText, TypingDialog
from assessment.tui.widgets.ticks import TickBox


class Plan(TypingDialog):
    """Closes with nothing: what is typed is saved on the way."""

    DEFAULT_CSS = """
    Plan TextArea { height: 5; max-height: 40%; }
    Plan Input { width: 24; }
    Plan Horizontal { height: auto; }
    Plan Horizontal Static { width: auto; padding: 0 1 0 0; }
    """
    HINT = "Tab goes on, Space ticks. Saved as you type. Esc goes back to the question."

    def __init__(self, question_id: str, action: Action, *, save: Callable[[Action], None]) -> None:
        super().__init__(save)
        self._question = question_id
        self._action = action
        self._due = action.due
        """The last date that could be recorded."""

    def compose(self) -> ComposeResult:
        """What, by when, and three boxes to tick."""
        action = self._action
        due = action.due.isoformat() if action.due else ""
        yield from self.frame(
            f"Next action on {self._question}",
            BoundedText(action.text, NOTE_LIMIT),
            _row(
                "Due",
                [
                    Input(due, placeholder="such as June 2027", max_length=30, compact=True),
                    Static(id="meant"),
                ],
            ),
            _row("Assistance wanted", [_box(kind, action) for kind in ASSISTANCES]),
        )

    def on_mount(self) -> None:
        """Begin with what is to be done."""
        self.query_one(BoundedText).focus()

    @on(Input.Changed)
    def _say_what_is_understood(self) -> None:
        self.query_one("#meant", Static).update(Content(self._read.words))

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(Checkbox.Changed)
    def _changed(self) -> None:
        self.typed()

    @property
    def _read(self) -> ReadDate:
        # Something that is due in June is due on its last day.
        return read_date(self.query_one(Input).value, "last")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_done()

    def value(self) -> Action:
        """The action; with the date of before where what is typed is none."""
        if not self._read.trouble:
            self._due = self._read.date
        wanted = [kind for kind in ASSISTANCES if self.query_one(f"#{kind}", Checkbox).value]
        text = self.query_one(BoundedText).text.rstrip()
        return Action(text=text, due=self._due, assistance=tuple(wanted))

    def unrecorded(self) -> str:
        """That the date is none."""
        return f"{self._read.trouble} {HOW}" if self._read.trouble else ""


def _row(label: str, parts: Sequence[Input | Checkbox | Static]) -> Horizontal:
    return Horizontal(Static(Content(label)), *parts)


def _box(kind: str, action: Action) -> TickBox:
    return TickBox(Content(kind), kind in action.assistance, id=kind, compact=True)
