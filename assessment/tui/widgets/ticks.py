"""Boxes to tick that show a cross only where they are ticked: colour alone would not tell."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Checkbox, SelectionList

from assessment.language import _

_Value = TypeVar("_Value")
CROSS, BLANK = "X", " "
CROSS_AT = 1
"""The place of the cross among the pieces of a line."""


class TickBox(Checkbox):
    """One box with its label."""

    def __init__(self, label: Any, value: bool = False, **options: Any) -> None:
        super().__init__(label, value, **options)
        self._draw()

    def _draw(self) -> None:
        self.BUTTON_INNER = CROSS if self.value else BLANK

    def watch_value(self) -> None:
        """Draw the cross, or take it away."""
        self._draw()
        super().watch_value()


class TickList(SelectionList[_Value]):
    """A list in which each line can be ticked; `a` ticks all of them, `n` none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "tick_all", _("All"), show=False),
        Binding("n", "tick_none", _("None"), show=False),
    ]

    def action_tick_all(self) -> None:
        """Tick every line."""
        self.select_all()

    def action_tick_none(self) -> None:
        """Take every tick away."""
        self.deselect_all()

    def render_line(self, y: int) -> Strip:
        """One line, without a cross where it is not ticked."""
        strip = super().render_line(y)
        index = self.scroll_offset.y + y
        if index >= self.option_count:
            return strip
        if self.get_option_at_index(index).value in self.selected:
            return strip
        pieces = list(strip)
        pieces[CROSS_AT] = Segment(BLANK, pieces[CROSS_AT].style)
        return Strip(pieces)
