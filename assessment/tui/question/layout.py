"""Which columns the question screen shows in which window; pure."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size

WIDE = 160
"""From this width on there is room for areas, question and side panel beside each other."""
NARROW = 100
"""Below this width the areas fold into the header."""
LOW, HIGH = 15, 28
"""Below and from these heights the edges take less and more room."""
MIN_WELCOME = 20
"""From this height on there is room for two lines of advice."""


def panel_is_shown(size: Size, wanted: bool | None) -> bool:
    """Whether the side panel is shown; where nobody chose, the width decides."""
    return size.width >= WIDE if wanted is None else wanted


def areas_are_folded(size: Size, panel: bool) -> bool:
    """Whether the areas are not shown, so that the header says where one stands."""
    return size.width < NARROW or (panel and size.width < WIDE)


def panel_stands_alone(size: Size, panel: bool) -> bool:
    """Whether the side panel stands in the place of the question."""
    return panel and size.width < NARROW


def classes(
    size: Size, *, panel: bool, new: bool, heights: Sequence[tuple[int, str]]
) -> dict[str, bool]:
    """The style classes of the screen."""
    # Those by height are Textual's own, a little before it gives them: the first picture needs
    # no style twice.
    by_height = max((height for height in heights if height[0] <= size.height), default=None)
    return {
        "-panel": panel,
        "-narrow": size.width < NARROW,
        "-wide": size.width >= WIDE,
        "-low": size.height < LOW,
        "-high": size.height >= HIGH,
        "-new": is_welcome(size, new=new),
        **{height[1]: height == by_height for height in heights},
    }


def is_welcome(size: Size, *, new: bool) -> bool:
    """Whether two lines say how one answers; they go with the first answer."""
    return new and size.height >= MIN_WELCOME
