"""A page of lines that is shown in place: nothing is mounted, nothing is laid out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assessment.tui.widgets.lines import Line, Piece
from assessment.tui.widgets.sheet import Sheet

Build = Callable[[Size], Sequence[Line] | Sheet]
"""Makes the lines for a width and a height."""
_PLAIN = Piece("")


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
        & .page--chosen { color: $foreground; text-style: bold; background: $primary-muted; }
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
    ) -> None:
        super().__init__(id=id)
        self._build = build
        self._at_once = at_once
        """Whether the very first picture shows the text already; else it waits for `show`."""
        self._sheet: Sheet | None = None
        self._styles_of: dict[tuple[str, str], Style] = {}

    def show(self, *, keep_scroll: bool = False) -> None:
        """Make the lines anew, and show them from the top; what did not change stays as it is."""
        before, room = self._sheet, self.scrollable_content_region.size
        scrolled = self.scroll_offset.y
        seen = before.shown(room.height, scrolled) if before else None
        if not self._make_lines():
            self.refresh()
            return
        self._scroll(scrolled if keep_scroll else 0)
        if self.scrollable_content_region.size != room or seen is None:
            self.refresh()
        else:
            self._refresh_changed(seen)

    def _scroll(self, wanted: int) -> None:
        sheet, height = self._sheet or Sheet(), self.scrollable_content_region.height
        wanted = sheet.scrolled_to_focus(height, wanted)
        if wanted != self.scroll_offset.y:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _refresh_changed(self, seen: Sequence[Line]) -> None:
        width, height = self.scrollable_content_region.size
        shown = self._shown(height)
        changed = [y for y, (was, item) in enumerate(zip(seen, shown, strict=True)) if was != item]
        if changed:
            self.refresh(*(Region(0, y, width, count) for y, count in _runs(changed)))

    def _shown(self, height: int) -> list[Line]:
        return self._sheet.shown(height, self.scroll_offset.y) if self._sheet else []

    def _make_lines(self) -> bool:
        room = self.scrollable_content_region.size
        if not room.width or not room.height:
            return False
        built = self._build(room)
        self._sheet = built if isinstance(built, Sheet) else Sheet(built)
        # Never shorter than the page: so the virtual size seldom changes, and nothing is laid out.
        size = Size(room.width, max(self._sheet.height, room.height))
        if size.height > room.height or self.virtual_size.height > room.height:
            self.virtual_size = size
        return True

    def on_resize(self) -> None:
        """Fold the lines to the new size."""
        if self._at_once or self._sheet is not None:
            self.show(keep_scroll=True)

    def notify_style_update(self) -> None:
        """Forget the styles of another theme."""
        super().notify_style_update()
        self._styles_of.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the page, as wide as it is."""
        width, height = self.scrollable_content_region.size
        if self._sheet is None and self._at_once:
            self._make_lines()
        sheet = self._sheet or Sheet()
        segments = [
            Segment(piece.text, self._style(piece))
            for piece in sheet.line(y, height, self.scroll_offset.y)
            if piece.text
        ]
        base = self._style(_PLAIN)
        used = sum(cell_len(segment.text) for segment in segments)
        return Strip(segments, used).adjust_cell_length(width, base)

    def _style(self, piece: Piece) -> Style:
        key = (piece.role, piece.action)
        style = self._styles_of.get(key)
        if style is None:
            style = self.rich_style
            if piece.role:
                style += self.get_component_rich_style(f"page--{piece.role}")
            if piece.action:
                style += Style(meta={"@click": piece.action})
            self._styles_of[key] = style
        return style


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places that follow one another, as the first of them and their number."""
    first = 0
    for end in range(1, len(indices) + 1):
        if end == len(indices) or indices[end] != indices[end - 1] + 1:
            yield indices[first], end - first
            first = end
