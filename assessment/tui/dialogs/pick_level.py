"""What if: choose any question, then the level to try on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assessment.assess import Assessment
from assessment.language import _
from assessment.questionnaire import LEVELS, Level, Question, Questionnaire
from assessment.tui import wording
from assessment.tui.matching import holds, spelled_id, words_of

Picked = tuple[str, Level]
"""A question's id and the level to try."""
FIND = _("Type a word of the question, choose with the arrow keys, Enter takes it. Esc goes back.")
_NOTHING = _("No question has these words. Esc goes back.")
CHOOSE = _("0 to 4 choose the level to try. Esc goes back.")


class PickLevel(ModalScreen[Picked | None]):
    """Closes with the question and the level, or None; nothing is answered by it."""

    CSS_PATH = "pick_level.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back")),
        Binding("down", "move(1)", _("Next"), show=False, priority=True),
        Binding("up", "move(-1)", _("Previous"), show=False, priority=True),
        *(Binding(str(level), f"level({level})", show=False) for level in LEVELS),
    ]

    def __init__(self, assessment: Assessment, question: str | None = None) -> None:
        super().__init__()
        self._named = question
        self._shown = assessment
        self._found: Sequence[Question] = assessment.questionnaire.questions
        self._question: Question | None = None

    def compose(self) -> ComposeResult:
        """A line to search with, and what is found."""
        with Vertical(classes="box"):
            yield Static(Content(_("What if")), classes="title")
            yield Input(id="words", placeholder=_("Word or id"), compact=True)
            yield OptionList(id="found", markup=False)
            yield Static(Content(FIND), id="hint")

    def on_mount(self) -> None:
        """List every question and be ready to type; or the levels of the question that is named."""
        self.query_one("#words", Input).focus()
        self._search()
        if self._named is not None:
            self._ask_level(self._shown.questionnaire.by_id[self._named])

    @property
    def _list(self) -> OptionList:
        return self.query_one("#found", OptionList)

    @on(Input.Changed, "#words")
    def _search(self) -> None:
        if self._question is not None:
            return
        typed = self.query_one("#words", Input).value
        questionnaire, words = self._shown.questionnaire, words_of(typed)
        meant = spelled_id(typed, tuple(questionnaire.by_id))
        found = [
            question
            for question in questionnaire.questions
            if question.id == meant
            or holds(f"{question.id} {question.title} {question.text}", words)
        ]
        self._found = sorted(found, key=lambda item: item.id != meant)
        self._list.set_options([Option(self._line(item)) for item in self._found])
        self._list.highlighted = 0 if self._found else None
        self.query_one("#hint", Static).update(Content(FIND if self._found else _NOTHING))

    def _line(self, question: Question) -> Content:
        item = self._shown.statuses[question.id]
        state = wording.state_of(self._shown.questionnaire, item.status, item.answer.level)
        return Content.assemble((question.id, "bold"), f"  {question.name}  ({state})")

    @on(Input.Submitted, "#words")
    def _take(self) -> None:
        if self._list.highlighted is not None:
            self._ask_level(self._found[self._list.highlighted])

    @on(OptionList.OptionSelected, "#found")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if self._question is None:
            self._ask_level(self._found[event.option_index])
        else:
            self.action_level(LEVELS[event.option_index])

    def _ask_level(self, question: Question) -> None:
        self._question = question
        self.query_one(".title", Static).update(
            Content(_("What if: {text}").format(text=question.text))
        )
        self.query_one("#words", Input).display = False
        self.query_one("#hint", Static).update(Content(CHOOSE))
        self._list.set_options(
            [Option(_descriptor(self._shown.questionnaire, question, level)) for level in LEVELS]
        )
        self._list.highlighted = self._shown.statuses[question.id].answer.level or 0
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Digits are levels once a question is chosen; before, they are typed."""
        return self._question is not None if action == "level" else True

    def action_level(self, level: Level) -> None:
        """Close with the level to try."""
        if self._question is not None:
            self.dismiss((self._question.id, level))

    def action_move(self, by: int) -> None:
        """Walk the list while the typing place stays where it is."""
        at = self._list.highlighted
        if at is not None:
            self._list.highlighted = min(max(at + by, 0), self._list.option_count - 1)

    def action_back(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _descriptor(questionnaire: Questionnaire, question: Question, level: Level) -> Content:
    return Content.assemble(
        (f"{level} {questionnaire.level_name(level)}", "bold"),
        f"  {' '.join(question.meaning(level))}",
    )
