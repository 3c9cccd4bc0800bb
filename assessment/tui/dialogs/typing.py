"""Places to type that keep to a length, and save what is typed while one types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from assessment.answers import NOTE_LIMIT
from assessment.language import _
from assessment.text import clean
from assessment.tui.autosave import Autosave
from assessment.tui.drafts import OFFERED, Draft
from assessment.tui.widgets.hint import Hint
from assessment.tui.wording import no_room

NOT_TAKEN = _("What is typed here is not recorded: the file has no room for it.")
"""What is said in a dialog whose content is refused."""


class BoundedText(TextArea):
    """A text of at most some characters; what does not fit is refused, and said."""

    class Full(Message):
        """Something did not fit."""

        def __init__(self, lost: int) -> None:
            super().__init__()
            self.lost = lost
            """How many characters were left out."""

    class Ended(Message):
        """Enter was typed in a text that ends with it."""

    def __init__(self, text: str, limit: int, *, enter_ends: bool = False, **kwargs: Any) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", **kwargs)
        self._limit = limit
        self._enter_ends = enter_ends

    @property
    def room(self) -> int:
        """How many characters still fit."""
        return self._limit - len(self.text) + len(self.selected_text)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._enter_ends:
            event.stop()
            event.prevent_default()
            self.post_message(self.Ended())
        elif event.is_printable and self.room < 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Full(1))

    async def _on_paste(self, event: events.Paste) -> None:
        # The whole paste is cleaned and cut before any of it is laid out: a megabyte costs nothing.
        event.prevent_default()
        event.stop()
        cleaned = clean(event.text)
        kept = cleaned[: max(self.room, 0)]
        if len(kept) < len(cleaned):
            self.post_message(self.Full(len(cleaned) - len(kept)))
        if kept and (result := self._replace_via_keyboard(kept, *self.selection)):
            self.move_cursor(result.end_location)


class TypingDialog(ModalScreen[None]):
    """A dialog whose content is saved while one types; Esc leaves it, and nothing is lost.

    What cannot be recorded holds back itself alone: all else is saved, and it is offered again.
    Its field keeps what it had when the cursor came to it, and not what was a date or an amount
    on the way: `2027` is no answer of somebody who types `2027-99`.
    Whoever goes on with Enter is told once what would be left out.
    """

    HINT = _("Saved as you type. Esc goes back to the question.")
    BINDINGS = [("escape", "back", _("Back")), ("ctrl+s", "done", _("Done"))]  # noqa: RUF012

    def __init__(
        self, save: Callable[[Any], object], recorded: object, draft: Draft | None = None
    ) -> None:
        super().__init__()
        self._save = save
        self._as_found = recorded
        """What is recorded, to the last space: a look at it changes nothing."""
        self._first_value: object = None
        """What the fields made of that when the dialog opened."""
        self._settled: Any = recorded
        """The value as it was when the cursor came to the present field."""
        self._draft = draft
        """What was typed in its lines and could not be recorded."""
        self._autosave = Autosave(self, self.keep_typed)
        self._warned = ""
        """What was said to be left out."""

    def frame(self, title: str, *parts: Any) -> ComposeResult:
        """A box with a title, the places to type, and a line that says what is wrong."""
        with Vertical(classes="dialog"):
            yield Static(Content(clean(title)), classes="title")
            yield from parts
            yield Static(id="trouble", classes="trouble")
            yield Hint(self.HINT)

    def on_mount(self) -> None:
        """Offer again what was typed here before and could not be recorded."""
        self._first_value = self.value()
        if self._draft is None:
            return
        lines = _lines_of(self._draft.text)
        if lines:
            self.offer_again(lines)
            self.show_message(OFFERED)
        self._draft.follow(partial(Autosave, self), self._untaken)

    def offer_again(self, lines: Mapping[str, str]) -> None:
        """Put lines where they were typed."""
        for field in self.query(Input):
            field.value = lines.get(field.id or "", field.value)

    def lines(self) -> Mapping[str, str]:
        """The lines that cannot be recorded as they are typed, by the names of their places."""
        return {}

    def _untaken(self) -> str:
        return json.dumps(self.lines()) if self.unrecorded() else ""

    def show_message(self, message: str) -> None:
        """Say what is wrong; nothing where nothing is."""
        self.query_one("#trouble", Static).update(Content(clean(message)))

    def typed(self) -> None:
        """Something was typed: it is saved within a second."""
        if self._warned:
            self._warned = ""
            self.show_message("")
        self._autosave.typed()
        if self._draft is not None:
            self._draft.typed()

    def on_descendant_blur(self) -> None:
        """A field is left: what it holds now stays, where it can be recorded.

        Whoever goes to another window, to copy a date, has not left the field.
        """
        if self.app.app_focus:
            self._settled = self.value()

    def value(self) -> Any:
        """What is typed, as far as it can be recorded."""
        raise NotImplementedError

    def unrecorded(self) -> str:
        """What is typed and cannot be recorded as it is, in a sentence; empty where all can."""
        return ""

    def keep_typed(self) -> None:
        """Save what is typed, as far as it can be recorded; say so where it is not taken."""
        value = self.value()
        if self._save(self._as_found if value == self._first_value else value) is False:
            self.show_message(NOT_TAKEN)

    def may_go_on(self) -> bool:
        """Save what is typed; where something is left out, only after that was said once."""
        self.keep_typed()
        left_out = self.unrecorded()
        if not left_out or left_out == self._warned:
            self._warned = ""
            return True
        self._warned = left_out
        self.show_message(
            _("{left_out} The same key again goes on without it.").format(left_out=left_out)
        )
        return False

    def action_back(self) -> None:
        """Save and go back; what cannot be recorded is offered again."""
        self.keep_typed()
        if self._draft is not None:
            self._draft.leave()
        self.dismiss(None)

    def action_done(self) -> None:
        """Save and go back; where something is left out, only after that was said once."""
        if self.may_go_on():
            if self._draft is not None:
                self._draft.end()
            self.dismiss(None)

    def on_bounded_text_full(self, event: BoundedText.Full) -> None:
        """Say that something did not fit."""
        self.show_message(no_room(event.lost))


def _lines_of(text: str) -> Mapping[str, str]:
    """The lines of a draft; none where it is no draft of lines."""
    with suppress(ValueError):
        found = json.loads(text)
        if isinstance(found, dict):
            return {str(name): line for name, line in found.items() if isinstance(line, str)}
    return {}


class Write(TypingDialog):
    """Closes with nothing: what is typed is saved on the way."""

    DEFAULT_CSS = "Write TextArea { height: 9; }"
    HINT = _("Saved as you type. Esc goes back to the question; z there takes it all back.")

    def __init__(
        self,
        title: str,
        text: str,
        *,
        save: Callable[[str], object],
        limit: int = NOTE_LIMIT,
        above: str = "",
    ) -> None:
        super().__init__(save, text)
        self._limit = limit
        self._above = above
        """A sentence to bear in mind while one types; empty for none."""
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """A place to type."""
        above = [Static(Content(self._above), classes="hint")] if self._above else []
        yield from self.frame(self._title, *above, BoundedText(self._text, self._limit))

    def on_mount(self) -> None:
        """Go on at the end of the text."""
        area = self.query_one(BoundedText)
        area.move_cursor(area.document.end)
        area.focus()

    def on_text_area_changed(self) -> None:
        """Save it while one types."""
        self.typed()

    def value(self) -> str:
        """The text."""
        return self.query_one(BoundedText).text.rstrip()
