"""The next action: what, who, by when, how far, what it costs, and what is asked of partners."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Static, TextArea

from assessment import dates
from assessment.answers import (
    ACTION_STATUSES,
    ASSISTANCES,
    LINE_LIMIT,
    NOTE_LIMIT,
    Action,
    ActionStatus,
    Assistance,
)
from assessment.dates import ReadDate, read_date
from assessment.language import _
from assessment.terms import term
from assessment.text import clean, one_line
from assessment.tui import amounts
from assessment.tui.amounts import ReadAmount, in_groups, read_amount
from assessment.tui.dialogs.typing import BoundedText, TypingDialog
from assessment.tui.drafts import Draft
from assessment.tui.widgets.one_of import OneOf
from assessment.tui.widgets.ticks import TickBox

_AMOUNTS = ("cost", "funded")
NO_CURRENCY = _("the profile sets the currency")
FINAL_HINT = _(
    "The assessment is final: who, due, status and cost can be changed, and nothing else. "
    "Saved as you type. Esc goes back to the question."
)
REQUEST = _("Request to partners (they read this sentence as it stands)")


class NextAction(TypingDialog):
    """Closes with nothing: what is typed is saved on the way."""

    DEFAULT_CSS = """
    NextAction #text { height: 5; }
    NextAction #request { height: 4; }
    NextAction Horizontal { height: auto; }
    NextAction .name { width: 14; }
    NextAction .words { width: auto; padding: 0 1; }
    NextAction #owner { width: 1fr; }
    NextAction #due, NextAction #cost, NextAction #funded { width: 20; }
    NextAction.-tiny .name, NextAction.-tiny .words { display: none; }
    """
    HINT = _(
        "Tab goes on, Space ticks or chooses. Saved as you type. Esc goes back to the question."
    )

    def __init__(
        self,
        question_id: str,
        action: Action,
        *,
        save: Callable[[Action], object],
        owners: Sequence[str] = (),
        currency: str | None = None,
        is_final: bool = False,
        draft: Draft | None = None,
    ) -> None:
        super().__init__(save, action, draft)
        self._is_final = is_final
        """Whether only the course of the action can be changed, as it goes on."""
        if is_final:
            self.HINT = FINAL_HINT
        self._question = question_id
        self._owners = owners
        self._currency = currency

    def compose(self) -> ComposeResult:
        """The fields, in the order in which people speak of them."""
        action = self._settled
        due = action.due.isoformat() if action.due else ""
        statuses = [("", term(status), status) for status in ACTION_STATUSES]
        owner = Input(
            action.owner,
            id="owner",
            max_length=LINE_LIMIT,
            placeholder=_("The office that does it; → completes"),
            suggester=SuggestFromList(self._owners, case_sensitive=False),
            compact=True,
        )
        asked = (
            _row(_("Assistance"), *(_box(kind, action) for kind in ASSISTANCES)),
            Static(Content(REQUEST), classes="words"),
            BoundedText(action.request, NOTE_LIMIT, id="request"),
        )
        yield from self.frame(
            _("Next action on {question}").format(question=self._question),
            Static(Content(clean(action.text)))
            if self._is_final
            else BoundedText(action.text, NOTE_LIMIT, id="text"),
            _row(_("Who"), owner),
            _row(_("Due"), _short("due", due, _("such as June 2027")), _words("meant")),
            _row(_("Status"), OneOf[ActionStatus](statuses, action.status, "status")),
            _row(_("Cost"), _short("cost", _typed_amount(action.cost)), _words("currency")),
            _row(
                _("of it funded"), _short("funded", _typed_amount(action.funded)), _words("share")
            ),
            *(() if self._is_final else asked),
        )

    def on_mount(self) -> None:
        """Begin with what is to be done, or with who does it."""
        self._show_what_is_understood()
        self.query_one("#owner" if self._is_final else "#text").focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Checkbox.Changed)
    @on(OneOf.Changed)
    def _changed(self) -> None:
        self._show_what_is_understood()
        self.typed()

    def _show_what_is_understood(self) -> None:
        self._show("meant", self._due.words)
        self._show("currency", self._said_of("cost") or NO_CURRENCY)
        self._show("share", self._said_of("funded"))

    def _said_of(self, name: str) -> str:
        read = self._amount(name)
        if read.trouble:
            return _("no amount yet")
        known = self._currency or ""
        return known if read.amount is None else f"{in_groups(read.amount)} {known}".rstrip()

    def _show(self, name: str, words: str) -> None:
        line = self.query_one(f"#{name}", Static)
        if line.content != Content(words):
            line.update(Content(words))

    @property
    def _due(self) -> ReadDate:
        # Something that is due in June is due on its last day.
        return read_date(self._line("due"), "last")

    def _amount(self, name: str) -> ReadAmount:
        return read_amount(self._line(name), self._currency)

    def _line(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _prose(self, name: str) -> str:
        return self.query_one(f"#{name}", BoundedText).text.rstrip()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_done()

    def value(self) -> Action:
        """The action; what is typed and cannot be recorded stays as it was before."""
        due, before = self._due, self._settled
        amounts = {name: self._amount(name) for name in _AMOUNTS}
        return Action(
            **self._what_is_asked(),
            owner=one_line(self._line("owner")),
            due=before.due if due.trouble else due.date,
            status=self.query_one("#status", OneOf).value,
            cost=before.cost if amounts["cost"].trouble else amounts["cost"].amount,
            funded=before.funded if amounts["funded"].trouble else amounts["funded"].amount,
        )

    def _what_is_asked(self) -> dict[str, Any]:
        """What is to be done and what is wanted for it: fixed once the assessment is final."""
        if self._is_final:
            before = self._settled
            return {name: getattr(before, name) for name in ("text", "assistance", "request")}
        return {
            "text": self._prose("text"),
            "assistance": tuple(kind for kind in ASSISTANCES if self._is_ticked(kind)),
            "request": self._prose("request"),
        }

    def _is_ticked(self, kind: Assistance) -> bool:
        return self.query_one(f"#{kind}", Checkbox).value

    def lines(self) -> Mapping[str, str]:
        """What is no date, and what is no amount."""
        wrong = [name for name in _AMOUNTS if self._amount(name).trouble]
        wrong += ["due"] if self._due.trouble else []
        return {name: self._line(name) for name in wrong}

    def unrecorded(self) -> str:
        """That the date is none, or an amount."""
        due = f"{self._due.trouble} {dates.HOW}" if self._due.trouble else ""
        return " ".join(filter(None, [due, *(self._amount(name).trouble for name in _AMOUNTS)]))


def _typed_amount(amount: int | None) -> str:
    return "" if amount is None else in_groups(amount)


def _short(name: str, value: str, example: str = amounts.EXAMPLE) -> Input:
    return Input(value, id=name, placeholder=example, max_length=30, compact=True)


def _words(name: str) -> Static:
    return Static(id=name, classes="words")


def _row(label: str, *parts: Widget) -> Horizontal:
    return Horizontal(Static(Content(label), classes="name"), *parts)


def _box(kind: Assistance, action: Action) -> TickBox:
    return TickBox(Content(term(kind)), kind in action.assistance, id=kind, compact=True)
