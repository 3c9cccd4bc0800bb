"""A list beside a place to type: walked by keys and clicked, it never takes the typing away."""

from __future__ import annotations

from textual.widgets import OptionList


class Choices(OptionList, can_focus=False):
    """Options of which one is marked; the dialog moves the mark."""

    DEFAULT_CSS = """
    Choices > .option-list--option-highlighted {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: bold;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def move(self, step: int) -> None:
        """Mark another one; before the first key, none may be marked."""
        if not self.option_count:
            return
        present = -1 if self.highlighted is None else self.highlighted
        self.highlighted = min(max(present + step, 0), self.option_count - 1)
