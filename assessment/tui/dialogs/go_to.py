"""Go to a question by its id, however it is spelled: `law3`, `pol02`, `LAW-3`, or its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assessment.language import _
from assessment.questionnaire import Question, Questionnaire
from assessment.text import clean
from assessment.tui.dialogs.above_choices import AboveChoices
from assessment.tui.matching import fold, holds, spelled_id, words_of
from assessment.tui.widgets.choices import Choices
from assessment.tui.widgets.hint import Hint

_MAX_SHOWN = 8


def _meant(questionnaire: Questionnaire, typed: str) -> list[Question]:
    """The questions that may be meant, the likeliest first; none where nothing is typed."""
    questions = questionnaire.questions
    wanted = fold(typed).strip()
    if not wanted:
        return []
    found = []
    if exact := spelled_id(typed, tuple(questionnaire.by_id)):
        found.append(questionnaire.by_id[exact])
    elif wanted.isdecimal() and 0 < int(wanted[:9]) <= len(questions):
        found.append(questions[int(wanted[:9]) - 1])
    plain = "".join(item for item in wanted if item.isalnum())
    found += [
        question for question in questions if fold(question.id).replace("-", "").startswith(plain)
    ]
    words = words_of(typed)
    found += [question for question in questions if holds(f"{question.id} {question.title}", words)]
    return list({item.id: item for item in found}.values())


class GoToQuestion(AboveChoices[str | None]):
    """Closes with the id of a question, or with None."""

    DEFAULT_CSS = "GoToQuestion OptionList { height: auto; max-height: 8; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", _("Back"))]

    def __init__(self, questionnaire: Questionnaire) -> None:
        super().__init__()
        self._questionnaire = questionnaire
        self._found: Sequence[Question] = ()

    def compose(self) -> ComposeResult:
        """A place to type, and the questions that may be meant."""
        last = self._questionnaire.questions[-1]
        with Vertical(classes="dialog"):
            yield Static(Content(_("Go to which question?")), classes="title")
            yield Input(
                max_length=60,
                placeholder=_("An id such as {typed}, a number, a word").format(
                    typed=last.id.lower().replace("-", "")
                ),
                compact=True,
            )
            yield Static(id="trouble", classes="trouble")
            yield Choices()
            yield Hint(_("↓ ↑ choose, Enter goes there, Esc goes back. / searches in every text."))

    def on_mount(self) -> None:
        """Be ready to type."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._found = _meant(self._questionnaire, event.value)[:_MAX_SHOWN]
        listed = self.query_one(Choices)
        listed.set_options(
            [Option(Content(clean(f"{item.id}  {item.name}"))) for item in self._found]
        )
        listed.highlighted = 0 if self._found else None
        none = "" if self._found or not event.value.strip() else _("No question is called so.")
        self.query_one("#trouble", Static).update(Content(none))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        index = self.query_one(Choices).highlighted
        if index is not None:
            self.dismiss(self._found[index].id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index].id)
