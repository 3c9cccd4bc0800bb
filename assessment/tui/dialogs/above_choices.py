"""A dialog to type in above a list: the arrow keys move the mark, and the typing stays."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from assessment.language import _
from assessment.tui.widgets.choices import Choices

_Result = TypeVar("_Result")


class AboveChoices(ModalScreen[_Result]):
    """Has a place to type and, beneath it, `Choices`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", _("Next"), show=False, priority=True),
        Binding("up", "move(-1)", _("Previous"), show=False, priority=True),
        Binding("pagedown", "move(10)", _("Further"), show=False, priority=True),
        Binding("pageup", "move(-10)", _("Back up"), show=False, priority=True),
    ]

    def action_move(self, step: int) -> None:
        """Mark another one while the typing place stays where it is."""
        self.query_one(Choices).move(step)
