"""The line of keys at the foot of a screen: what can be done here, and no word cut off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from assessment.language import _

SHOWN: Final[Mapping[str, str]] = {
    "escape": _("Esc"),
    "enter": _("Enter"),
    "pagedown": "PgDn",
    "delete": _("Del"),
    "space": _("Space"),
}
"""Keys as the help writes them too."""
FIRST: Final[Mapping[str, int]] = {"enter": 0, "escape": 1}
"""The way on and the way back stand first on every screen."""
_BESIDE = 3
"""Cells around a key and its word."""


class Keys(Footer):
    """As many keys as find room, the first ones first; the last one, help, always stays."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    def compose(self) -> ComposeResult:
        """The keys, each with a word."""
        if not self._bindings_ready:
            return
        active = self.screen.active_bindings.values()
        found = {item.binding.action: item for item in reversed(list(active)) if item.binding.show}
        offered = [item for item in reversed(found.values()) if item.enabled]
        offered.sort(key=lambda item: FIRST.get(item.binding.key, len(FIRST)))
        widths = [self._width(item.binding) for item in offered]
        for index in fitting(widths, self.app.size.width):
            item = offered[index]
            yield FooterKey(
                item.binding.key,
                self._key(item.binding),
                item.binding.description,
                item.binding.action,
                tooltip=item.tooltip,
            ).data_bind(compact=Footer.compact)

    def on_resize(self) -> None:
        """Find out anew what fits."""
        self.call_after_refresh(self.recompose)

    def _width(self, binding: Binding) -> int:
        return cell_len(self._key(binding)) + cell_len(binding.description) + _BESIDE

    def _key(self, binding: Binding) -> str:
        return binding.key_display or SHOWN.get(binding.key) or self.app.get_key_display(binding)


def fitting(widths: Sequence[int], room: int) -> list[int]:
    """The places of those that find room; the last one before all others."""
    if not widths:
        return []
    last = len(widths) - 1
    left = room - widths[last]
    indices = []
    for index, width in enumerate(widths[:-1]):
        if width > left:
            break
        indices.append(index)
        left -= width
    return [*indices, last]
