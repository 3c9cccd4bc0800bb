"""What a part asks, of whom and until when; and who fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from assessment.answers import LINE_LIMIT
from assessment.dates import in_words
from assessment.language import _
from assessment.parts import part_of
from assessment.text import clean, count_of, one_line
from assessment.tui.autosave import Autosave
from assessment.tui.drafts import OFFERED
from assessment.tui.session import Session
from assessment.tui.widgets.hint import Hint

_HINT = _("Enter goes on to the questions. W on the questions comes back here.")
_HOW = _(
    "Tick the points that can be shown to hold; the level follows. Add what shows it (e), a note "
    "(o) and what is planned (a). An answer of yours from before counts again only if you confirm "
    "it (C) or change it. You see neither scores nor the answers of others."
)


@dataclass(frozen=True, slots=True)
class PartSignature:
    """Who fills a part in, and who approved it."""

    by: str
    approved_by: str


class PartHead(ModalScreen[PartSignature | None]):
    """Closes with the names, or with None to change nothing."""

    DEFAULT_CSS = """
    PartHead .row { height: 1; margin-top: 1; }
    PartHead .row Label { width: 22; }
    PartHead .row Input { width: 1fr; }
    PartHead .words { height: auto; margin-top: 1; }
    PartHead.-short .words, PartHead.-short .row { margin-top: 0; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-short"), (24, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", _("Back"))]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._drafts = {name: session.draft(f"part {name}") for name in ("by", "approved")}

    def compose(self) -> ComposeResult:
        """What is asked, then a place for each name."""
        answers = self._session.answers
        with Vertical(classes="dialog"):
            yield Static(Content(clean(_title(self._session))), classes="title")
            yield Static(Content(clean(_asked(self._session))), classes="words")
            yield Static(Content(_HOW), classes="words")
            by = self._drafts["by"].text or self._known_name()
            approved = self._drafts["approved"].text or answers.approved_by
            yield from _row(_("Your name or office"), by, "by")
            yield from _row(_("Approved by (if any)"), approved, "approved")
            begun = any(draft.text for draft in self._drafts.values())
            yield Static(Content(OFFERED if begun else ""), classes="trouble")
            yield Hint(_HINT)

    def on_mount(self) -> None:
        """Begin with the name."""
        recorded = {"by": self._known_name(), "approved": self._session.answers.approved_by}
        for name, draft in self._drafts.items():
            draft.follow(partial(Autosave, self), partial(self._unrecorded, name, recorded[name]))
        self.query_one("#by", Input).focus()

    def _unrecorded(self, name: str, recorded: str) -> str:
        typed = one_line(self.query_one(f"#{name}", Input).value)
        return "" if typed == one_line(recorded) else typed

    def _known_name(self) -> str:
        dated = [
            (answer.at, answer.by)
            for answer in self._session.answers.answers.values()
            if answer.by and answer.at and not answer.is_untouched
        ]
        return self._session.by or (max(dated)[1] if dated else "")

    @on(Input.Submitted, "#by")
    def _on_to_who_approved(self) -> None:
        self.query_one("#approved", Input).focus()

    @on(Input.Submitted, "#approved")
    def _close(self) -> None:
        names = (one_line(self.query_one(f"#{name}", Input).value) for name in ("by", "approved"))
        for draft in self._drafts.values():
            draft.end()
        self.dismiss(PartSignature(*names))

    def action_back(self) -> None:
        """Go back; what is typed is offered again, and no name is changed."""
        for draft in self._drafts.values():
            draft.leave()
        self.dismiss(None)

    @on(Input.Changed)
    def _typed(self) -> None:
        for draft in self._drafts.values():
            draft.typed()

    def keep_typed(self) -> None:
        """Keep the names as they are typed: half a name is nobody's signature."""
        for draft in self._drafts.values():
            draft.keep()

    def unrecorded(self) -> str:
        """That names are typed and not recorded; empty where they are."""
        self.keep_typed()
        typed = any(draft.text for draft in self._drafts.values())
        return _("Who fills the part in is not recorded yet: Enter does it.") if typed else ""


def _title(session: Session) -> str:
    part, answers = part_of(session.answers), session.answers
    period = f" {answers.period}" if answers.period else ""
    return _("What is asked of {ministry}: {state}{period}").format(
        ministry=part.ministry, state=answers.state, period=period
    )


def _asked(session: Session) -> str:
    part, answers = part_of(session.answers), session.answers
    asked = count_of(len(part.questions), "{n} question", "{n} questions")
    if part.due:
        asked = _("{asked}, until {date}").format(asked=asked, date=in_words(part.due))
    whom = answers.authority or _("the office that sent it")
    contact = f" ({answers.contact})" if answers.contact else ""
    return _(
        "{asked}. When they are answered, close the "
        "program and send this file back to {whom}{contact}, the way that you send sensitive "
        "papers: it says what the State lacks."
    ).format(
        asked=asked,
        whom=whom,
        contact=contact,
    )


def _row(words: str, value: str, name: str) -> Iterator[Horizontal]:
    field = Input(one_line(value), id=name, max_length=LINE_LIMIT, compact=True)
    yield Horizontal(Label(words, markup=False), field, classes="row")
