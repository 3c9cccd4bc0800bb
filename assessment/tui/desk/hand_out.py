"""What is handed out, to whom and until when: everything is proposed, and Enter takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, Label, Select, Static
from textual.widgets.selection_list import Selection

from assessment.answers import LINE_LIMIT, NOTE_LIMIT
from assessment.dates import read_due, to_be_typed
from assessment.errors import AssessmentError
from assessment.forms.files import FORMS
from assessment.language import _
from assessment.parts import Choice, asked_of
from assessment.store import is_sealed_name
from assessment.text import clean, count_of, name_key, one_line
from assessment.tui.autosave import Autosave
from assessment.tui.desk.board_rows import part_words
from assessment.tui.desk.sending import USUAL_TIME, HandOutRequest, usual_folder
from assessment.tui.drafts import OFFERED
from assessment.tui.folder import is_file, meant
from assessment.tui.session import Session
from assessment.tui.widgets.hint import Hint
from assessment.tui.widgets.ticks import TickBox, TickList
from assessment.workload import PartState, workloads

_HINT = _(
    "Enter goes on, Tab walks, Space ticks; in the list a ticks all and n none. "
    "Ctrl+S hands out, Esc goes back."
)
_NOBODY = _("Tick at least one ministry, or name an office.")
OFFICES = _("a part for each office of the ticked ministry; a comma between")
QUESTIONS = _("all; or such as LAW-01, STK")
_KEYS = _("not sealed; or a file of the ministries' keys")
ONE_MINISTRY = _("Offices belong to one ministry: tick it alone (n, then Space), or none at all.")
USUAL_KEYS = "ministries.keys"
"""What the file of the ministries' keys beside the assessment is usually called."""


class HandOut(ModalScreen[HandOutRequest | None]):
    """Closes with what to hand out, or with None."""

    DEFAULT_CSS = """
    HandOut TickList { height: auto; max-height: 12; }
    HandOut .row { height: 1; }
    HandOut .row Label { width: 10; }
    HandOut .row Select, HandOut .row Input { width: 1fr; }
    HandOut #due { width: 24; }
    HandOut #meant { width: 1fr; padding: 0 1; color: $text-muted; }
    HandOut.-short TickList { max-height: 6; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-short"), (28, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back")),
        Binding("ctrl+s", "hand_out", _("Hand out")),
    ]

    def __init__(self, session: Session, ministry: str | None = None) -> None:
        super().__init__()
        self._session = session
        self._listed: tuple[str, ...] = ()
        """The ministries in the list, in its order."""
        self._only = ministry
        """The one ministry that is ticked; None for all that have no part out."""
        self._proposed = {
            "due": to_be_typed(session.local_day + USUAL_TIME),
            "offices": "",
            "questions": "",
            "keys": self._usual_keys(),
            "folder": one_line(str(usual_folder(session.path))),
        }
        self._drafts = {name: session.draft(f"hand out {name}") for name in self._proposed}

    def compose(self) -> ComposeResult:
        """To whom, until when, how, and where to."""
        typed = {name: self._drafts[name].text or line for name, line in self._proposed.items()}
        forms = [(Text(item.offered), form) for form, item in FORMS.items()]
        with Vertical(classes="dialog"):
            yield Static(
                Content(_("Hand out: a part and a letter for each ministry")), classes="title"
            )
            yield TickList[str](*self._selections(self._asked(supporting=False), None))
            yield from _row(
                _("Until"),
                Input(typed["due"], id="due", max_length=LINE_LIMIT, compact=True),
                Static(id="meant"),
            )
            yield from _row(
                _("Form"), Select(forms, id="form", value="json", allow_blank=False, compact=True)
            )
            yield from _row(_("Offices"), _field("offices", OFFICES, typed["offices"]))
            yield from _row(_("Questions"), _field("questions", QUESTIONS, typed["questions"]))
            yield from _row(_("Seal to"), _field("keys", _KEYS, typed["keys"]))
            yield from _row(_("Folder"), _field("folder", "", typed["folder"]))
            yield TickBox(
                Content(_("ask supporting ministries too")), id="supporting", compact=True
            )
            yield Button(_("Hand out"), id="go", variant="primary", compact=True)
            begun = any(draft.text for draft in self._drafts.values())
            yield Static(Content(OFFERED if begun else ""), id="trouble", classes="trouble")
            yield Hint(_HINT)

    def on_mount(self) -> None:
        """Begin with the day; everything else is proposed already."""
        self.query_one("#due", Input).focus()
        for name, draft in self._drafts.items():
            draft.follow(partial(Autosave, self), partial(self._untaken, name))

    def _untaken(self, name: str) -> str:
        typed = self.query_one(f"#{name}", Input).value
        return "" if typed == self._proposed[name] else typed

    @on(Input.Changed)
    def _typed(self) -> None:
        for draft in self._drafts.values():
            draft.typed()

    def keep_typed(self) -> None:
        """Keep what is typed until it is handed out."""
        for draft in self._drafts.values():
            draft.keep()

    def action_back(self) -> None:
        """Go back; what is typed is offered again, and nothing is handed out."""
        for draft in self._drafts.values():
            draft.leave()
        self.dismiss(None)

    def _usual_keys(self) -> str:
        """The file of keys that is proposed: the one beside a sealed file."""
        path = self._session.path.with_name(USUAL_KEYS)
        return one_line(str(path)) if is_sealed_name(self._session.path) and is_file(path) else ""

    # Who is asked.

    def _asked(self, *, supporting: bool) -> Mapping[str, tuple[str, ...]]:
        session = self._session
        try:
            return asked_of(session.questionnaire, session.answers, Choice(supporting=supporting))
        except AssessmentError:
            return {}

    def _selections(
        self, asked: Mapping[str, tuple[str, ...]], ticked: Sequence[str] | None
    ) -> Iterator[Selection[str]]:
        session = self._session
        found = workloads(session.questionnaire, session.answers, session.today)
        self._listed = tuple(asked)
        states = {name_key(item.ministry): item.part for item in found if item.ministry}
        for name, keys in asked.items():
            state = states.get(name_key(name), PartState())
            wanted = self._is_proposed(name, state) if ticked is None else name in ticked
            where = f"  {part_words(state, session.today)}" if state.status != "none" else ""
            number = count_of(len(keys), "{n} question", "{n} questions")
            yield Selection(Content(clean(f"{name}  {number}{where}")), name, wanted)

    def _is_proposed(self, name: str, state: PartState) -> bool:
        if self._only:
            return name_key(name) == name_key(self._only)
        return state.out == 0

    @on(Checkbox.Changed, "#supporting")
    def _ask_supporting(self, event: Checkbox.Changed) -> None:
        listed = self.query_one(TickList)
        known, ticked = self._listed, listed.selected
        asked = self._asked(supporting=event.value)
        new = [name for name in asked if name not in known] if event.value else []
        listed.clear_options()
        listed.add_options(self._selections(asked, [*ticked, *new]))

    # What is typed.

    @on(Input.Changed, "#due")
    def _show_what_is_understood(self, event: Input.Changed) -> None:
        words = read_due(event.value, self._session.local_day).words
        self.query_one("#meant", Static).update(Content(words or _("no date is set")))

    @on(Input.Submitted, "#due")
    def _on_to_the_folder(self) -> None:
        self.query_one("#folder", Input).focus()

    @on(Input.Submitted, "#folder")
    @on(Button.Pressed, "#go")
    def action_hand_out(self) -> None:
        """Close with what is to be handed out, if all of it can be read."""
        due = read_due(self.query_one("#due", Input).value, self._session.local_day)
        typed = self.query_one("#folder", Input).value.strip()
        chosen = set(self.query_one(TickList).selected)
        ticked = tuple(name for name in self._listed if name in chosen)
        offices, keys = self._list_in("offices", ","), self._line("keys")
        trouble = due.trouble or _trouble(typed, ticked, offices)
        if trouble:
            self.query_one("#trouble", Static).update(Content(clean(trouble)))
            return
        form: Any = self.query_one("#form", Select).value
        supporting = self.query_one("#supporting", Checkbox).value
        for draft in self._drafts.values():
            draft.end()
        self.dismiss(
            HandOutRequest(
                folder=meant(typed),
                ministries=ticked,
                due=due.date,
                form=form,
                supporting=supporting,
                offices=offices,
                questions=tuple(
                    name.upper() for name in self._line("questions").replace(",", " ").split()
                ),
                keys=meant(keys) if keys else None,
            )
        )

    def _line(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _list_in(self, name: str, between: str) -> tuple[str, ...]:
        found = (one_line(item) for item in self._line(name).split(between))
        return tuple(dict.fromkeys(filter(None, found)))


def _trouble(folder: str, ticked: Sequence[str], offices: Sequence[str]) -> str:
    """What is wrong with what was chosen; empty where nothing is."""
    if not folder:
        return _("Name a folder.")
    if not (ticked or offices):
        return _NOBODY
    return ONE_MINISTRY if offices and len(ticked) > 1 else ""


def _field(name: str, placeholder: str, value: str = "") -> Input:
    return Input(value, id=name, placeholder=placeholder, max_length=NOTE_LIMIT, compact=True)


def _row(words: str, *fields: Widget) -> Iterator[Widget]:
    yield Horizontal(Label(words, markup=False), *fields, classes="row")
