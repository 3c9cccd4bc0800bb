"""A page of lines that is shown in place: nothing is mounted, nothing is laid out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assessment.tui.widgets.lines import Line, Piece

Build = Callable[[Size], Sequence[Line]]
"""Makes the lines for a width and a height."""
PLAIN = Piece("")


class Page(ScrollView, can_focus=False):
    """Shows lines; a click on a piece runs the action it carries."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    ROLES: ClassVar[tuple[str, ...]] = (
        "strong", "dim", "accent", "chosen", "trouble", "key", "good", "here",
    )  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Page {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & .page--strong { text-style: bold; }
        & .page--dim { color: $text-muted; }
        & .page--accent { color: $text-accent; }
        & .page--chosen { color: $text-primary; text-style: bold; background: $primary-muted; }
        &:ansi .page--chosen {
            color: ansi_default;
            background: ansi_default;
            text-style: bold reverse;
        }
        & .page--here { text-style: bold reverse; }
        & .page--trouble { color: $text-error; text-style: bold; }
        & .page--good { color: $text-success; }
        & .page--key { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(
        self,
        build: Build,
        *,
        id: str | None = None,  # noqa: A002
        at_once: bool = True,
        clicked: str = "",
    ) -> None:
        super().__init__(id=id)
        self._build = build
        self._at_once = at_once
        """Whether the very first picture shows the text already; else it waits for `show`."""
        self._clicked = clicked
        """The action of the screen that is told what was clicked; else that itself is done."""
        self._lines: Sequence[Line] | None = None
        self._styles_of: dict[tuple[str, str], Style] = {}

    def show(self, *, keep_place: bool = False) -> None:
        """Make the lines anew, and show them from the top."""
        if self._make_lines() and not keep_place and self.scroll_offset.y:
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def _make_lines(self) -> bool:
        room = self.scrollable_content_region.size
        if not room.width or not room.height:
            return False
        self._lines = self._build(room)
        # Never shorter than the page: so the virtual size seldom changes, and nothing is laid out.
        size = Size(room.width, max(len(self._lines), room.height))
        if size.height > room.height or self.virtual_size.height > room.height:
            self.virtual_size = size
        return True

    def on_resize(self) -> None:
        """Fold the lines to the new size."""
        if self._at_once or self._lines is not None:
            self.show(keep_place=True)

    def notify_style_update(self) -> None:
        """Forget the styles of another theme."""
        super().notify_style_update()
        self._styles_of.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the page, as wide as it is."""
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if self._lines is None and self._at_once:
            self._make_lines()
        lines = self._lines or ()
        pieces = lines[place] if place < len(lines) else ()
        segments = [Segment(piece.text, self._style(piece)) for piece in pieces if piece.text]
        base = self._style(PLAIN)
        used = sum(cell_len(segment.text) for segment in segments)
        return Strip(segments, used).adjust_cell_length(width, base)

    def _action_of(self, action: str) -> str:
        return f"{self._clicked}({action!r})" if self._clicked else action

    def _style(self, piece: Piece) -> Style:
        key = (piece.role, piece.action)
        style = self._styles_of.get(key)
        if style is None:
            style = self.rich_style
            if piece.role:
                style += self.get_component_rich_style(f"page--{piece.role}")
            if piece.action:
                style += Style(meta={"@click": self._action_of(piece.action)})
            self._styles_of[key] = style
        return style
