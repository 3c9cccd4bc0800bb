"""What a page shows: lines that stay at its edges, and between them lines that scroll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.tui.widgets.lines import EMPTY_LINE, Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page."""

    body: Sequence[Line] = ()
    """What scrolls where the page is too small for it."""
    top: Sequence[Line] = ()
    bottom: Sequence[Line] = ()
    focus: range | None = None
    """Lines of the body that are kept in view."""

    @property
    def height(self) -> int:
        """The lines that all of it takes."""
        return len(self.top) + len(self.body) + len(self.bottom)

    def line(self, y: int, height: int, scrolled: int) -> Line:
        """One line of a page of some height, scrolled by so many."""
        under = y - (height - len(self.bottom))
        if y < len(self.top):
            return self.top[y]
        if under >= 0:
            return self.bottom[under]
        index = y - len(self.top) + scrolled
        return self.body[index] if index < len(self.body) else EMPTY_LINE

    def shown(self, height: int, scrolled: int) -> list[Line]:
        """All of them."""
        return [self.line(y, height, scrolled) for y in range(height)]

    def scrolled_to_focus(self, height: int, scrolled: int) -> int:
        """By how many lines to scroll so that the focus is in view."""
        window = max(height - len(self.top) - len(self.bottom), 0)
        scrolled = max(min(scrolled, len(self.body) - window), 0)
        if self.focus is None or not window:
            return scrolled
        # Where all of it finds no room, its first line does.
        lowest = min(max(self.focus.stop - window, 0), self.focus.start)
        return max(min(scrolled, self.focus.start), lowest)
