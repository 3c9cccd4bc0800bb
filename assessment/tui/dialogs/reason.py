"""Why a question does not apply; without a reason it is not recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assessment.answers import NOTE_LIMIT
from assessment.language import _
from assessment.tui.autosave import Autosave
from assessment.tui.dialogs.typing import NOT_TAKEN, BoundedText
from assessment.tui.drafts import OFFERED, Draft
from assessment.tui.widgets.hint import Hint
from assessment.tui.wording import no_room


class Reason(ModalScreen[bool]):
    """Saves the reason while it is typed; closes with whether the question is left out.

    `save` records the reason, and with it that the question does not apply; `give_up` brings back
    what was recorded before.
    """

    DEFAULT_CSS = "Reason TextArea { height: 6; max-height: 50%; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", _("Back"))]

    def __init__(
        self,
        question_id: str,
        text: str,
        *,
        save: Callable[[str], object],
        give_up: Callable[[], None],
        draft: Draft,
    ) -> None:
        super().__init__()
        self._question = question_id
        self._text = text
        self._save = save
        self._give_up = give_up
        self._draft = draft
        self._begun = draft.text
        """What was typed here before and not recorded."""
        self._autosave = Autosave(self, self.keep_typed)

    def compose(self) -> ComposeResult:
        """A place to type the reason."""
        with Vertical(classes="dialog"):
            yield Static(
                Content(_("Why does {question} not apply?").format(question=self._question)),
                classes="title",
            )
            yield BoundedText(self._begun or self._text, NOTE_LIMIT, enter_ends=True)
            yield Static(Content(OFFERED if self._begun else ""), id="trouble", classes="trouble")
            hint = _("The reason is printed. Enter records it, Esc goes back and changes nothing.")
            yield Hint(hint)

    def on_mount(self) -> None:
        """Be ready to type."""
        area = self.query_one(BoundedText)
        area.move_cursor(area.document.end)
        area.focus()
        self._draft.follow(partial(Autosave, self), self._untaken)

    @property
    def _typed(self) -> str:
        return self.query_one(BoundedText).text.strip()

    def on_text_area_changed(self) -> None:
        """Save it while one types."""
        self._autosave.typed()

    def keep_typed(self) -> None:
        """Record the reason as far as it is typed; without a word of it nothing is recorded."""
        if self._typed in ("", self._text.strip()):
            self._give_up()
        else:
            self._save(self._typed)

    def on_bounded_text_ended(self) -> None:
        """Record the reason, if there is one, and go on."""
        if not self._typed:
            self._show_message(_("Please give a reason: a question is never left out without one."))
            return
        if self._save(self._typed) is False:
            self._show_message(NOT_TAKEN)
            return
        self._draft.end()
        self.dismiss(True)

    def action_back(self) -> None:
        """Go back; what is typed is offered again, and the answer is as it was."""
        self._give_up()
        self._draft.leave()
        self.dismiss(False)

    def _untaken(self) -> str:
        return "" if self._typed == self._text.strip() else self._typed

    def on_bounded_text_full(self, event: BoundedText.Full) -> None:
        """Say that something did not fit."""
        self._show_message(no_room(event.lost))

    def _show_message(self, message: str) -> None:
        self.query_one("#trouble", Static).update(Content(message))
