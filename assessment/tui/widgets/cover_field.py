"""A field that no stray key changes: Enter begins, and Enter or Esc ends."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from assessment.language import _

CHANGING = ("delete", "cut", "paste")
"""How the names of those of Textual's actions begin that change what stands in a field."""


class CoverField(Input):
    """What stands on the cover; it is read until Enter makes it a place to type."""

    DEFAULT_CSS = """
    CoverField > .input--cursor { background: $surface; color: $foreground; text-style: none; }
    CoverField.-editing > .input--cursor {
        background: $input-cursor-background;
        color: $input-cursor-foreground;
        text-style: $input-cursor-text-style;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "end_editing", _("Done"), show=False),
    ]

    class Begun(Message):
        """Enter made the field a place to type."""

    class Ended(Message):
        """What was typed is all; `field` holds it."""

        def __init__(self, field: CoverField) -> None:
            super().__init__()
            self.field = field

    class Refused(Message):
        """A key was pressed that would have changed the field."""

    def __init__(self, value: str, **options: Any) -> None:
        super().__init__(value, select_on_focus=False, **options)
        self._bindings.key_to_bindings["enter"] = [
            Binding("enter", "begin", _("Change"), key_display=_("Enter")),
            Binding("enter", "submit", _("Next"), key_display=_("Enter")),
        ]
        self.editing = False
        """Whether keys change it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Until it is edited, nothing that changes it can be done; only then it can be ended."""
        if action == "begin":
            return not self.editing
        if action in ("submit", "end_editing") or action.startswith(CHANGING):
            return self.editing
        return True

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and not self.editing:
            event.stop()
            event.prevent_default()
            self.post_message(self.Refused())

    def _on_paste(self, event: events.Paste) -> None:
        if not self.editing:
            event.stop()
            event.prevent_default()
            self.post_message(self.Refused())

    def action_begin(self) -> None:
        """Make it a place to type."""
        self._set_editing(True)
        self.cursor_position = len(self.value)
        self.post_message(self.Begun())

    def action_end_editing(self) -> None:
        """Keep what is typed, and stay."""
        if self.editing:
            self._set_editing(False)
            self.post_message(self.Ended(self))

    async def action_submit(self) -> None:
        """Keep what is typed, and go on."""
        self.action_end_editing()
        await super().action_submit()

    def _on_blur(self, _unused: events.Blur) -> None:
        # Whoever goes to another window, to copy what is typed here, comes back to go on.
        if self.app.app_focus:
            self.action_end_editing()

    def watch_has_focus(self, focus: bool) -> None:
        """Mark the row: Textual gives `:focus-within` no style of its own in time."""
        super().watch_has_focus(focus)
        if isinstance(self.parent, Widget):
            self.parent.set_class(focus, "-here")

    def _set_editing(self, editing: bool) -> None:
        self.editing = editing
        self.set_class(editing, "-editing")
        self.refresh_bindings()
