"""A few values on one line, of which one holds: arrow keys, the value's own key, or a click."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from assessment.language import _

_Value = TypeVar("_Value", bound=Hashable)
CHOSEN, NOT_CHOSEN = "(x)", "( )"
"""A cross too, so that colour alone need not tell."""
_GAP = "  "


class OneOf(Widget, Generic[_Value], can_focus=True):
    """Shows all of its values; the chosen one has a cross."""

    DEFAULT_CSS = """
    OneOf {
        height: 1;
        width: auto;
        &:focus { text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", _("Next value"), show=False),
        Binding("left", "step(-1)", _("Value before"), show=False),
    ]

    class Changed(Message):
        """Another value is chosen."""

    def __init__(
        self, options: Sequence[tuple[str, str, _Value]], value: _Value, name: str
    ) -> None:
        super().__init__(id=name)
        self._options = options
        """Each with its own key, which may be empty, and its words."""
        self.value = value

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        """As wide as all of its values."""
        return cell_len(self._text)

    @property
    def _index(self) -> int:
        return [option for _unused, _unused, option in self._options].index(self.value)

    @property
    def _parts(self) -> list[str]:
        return [
            f"{CHOSEN if value == self.value else NOT_CHOSEN} {words}"
            for _unused, words, value in self._options
        ]

    @property
    def _text(self) -> str:
        return _GAP.join(self._parts)

    def render(self) -> Content:
        """The values; where one stands on them, the chosen one is reversed."""
        parts: list[Content | tuple[str, str]] = []
        for index, part in enumerate(self._parts):
            here = self.has_focus and index == self._index
            parts.extend([Content(_GAP)] if index else [])
            parts.append((part, "reverse") if here else Content(part))
        return Content.assemble(*parts)

    def action_step(self, by: int) -> None:
        """Choose the next value, or the one before; after the last comes the first."""
        self._choose(self._options[(self._index + by) % len(self._options)][2])

    def on_key(self, event: events.Key) -> None:
        """A value's own key chooses it."""
        for key, _unused, value in self._options:
            if key and event.character == key:
                event.stop()
                self._choose(value)

    def on_click(self, event: events.Click) -> None:
        """The value under the mouse is chosen."""
        end = 0
        for part, (_unused, _unused, value) in zip(self._parts, self._options, strict=True):
            end += cell_len(part)
            if event.x < end:
                self._choose(value)
                return
            end += len(_GAP)

    def _choose(self, value: _Value) -> None:
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed())
