"""What a box has by its style alone is worked out once a style, not once a box.

A style is not changed once boxes are laid out; where the renderer needs another it makes a copy,
and a copy carries nothing of what is kept here.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, percent
from weasyprint.layout.percent import adjust_box_sizing

from assessment.report.pdf.replacing import replace

LENGTHS: Final = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS: Final = (
    *("border_top_width", "border_right_width"),
    *("border_bottom_width", "border_left_width"),
)
RADII: Final = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
SQUARE: Final = (0, 0)
_resolve_percentages = percent.resolve_percentages
_layout_box_backgrounds = background.layout_box_backgrounds
_is_in_normal_flow = Box.is_in_normal_flow


def install() -> None:
    """Keep lengths that depend on no other box, and whether a box is in normal flow or bare."""
    replace(_resolve_percentages, _resolved)
    replace(_layout_box_backgrounds, _backgrounds)
    Box.is_in_normal_flow = _in_normal_flow


def _resolved(box: Any, containing_block: Any) -> None:
    kept = box.style.__dict__
    try:
        used = kept["used_lengths"]
    except KeyError:
        used = kept["used_lengths"] = used_lengths(box.style)
    if used is None:
        _resolve_percentages(box, containing_block)
        return
    lengths, borders, collapsed, content_box = used
    # The borders of a table whose lines are shared have been settled among its cells.
    inside = box.__dict__
    inside |= {**borders, **inside} if collapsed else borders
    inside |= lengths
    if not content_box:
        adjust_box_sizing(box, "width")
        adjust_box_sizing(box, "height")


def used_lengths(style: Any) -> tuple[dict[str, Any], dict[str, Any], bool, bool] | None:
    """The lengths of a style's boxes, in pixels; None where they depend on anything else.

    With them the widths of the borders, whether these may be shared, and whether the lengths are
    those of the content.
    """
    lengths = {}
    for name in LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return None
    borders = {name: style[name] for name in BORDERS}
    collapsed = style["border_collapse"] == "collapse"
    return lengths, borders, collapsed, style["box_sizing"] == "content-box"


def _in_normal_flow(self: Any) -> bool:
    kept = self.style.__dict__
    try:
        return bool(kept["in_normal_flow"])
    except KeyError:
        kept["in_normal_flow"] = _is_in_normal_flow(self)
        return bool(kept["in_normal_flow"])


def _backgrounds(
    page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
) -> None:
    if style is not None or not layout_children or box is page or not _is_bare(box.style):
        _layout_box_backgrounds(page, box, get_image, layout_children, style)
        return
    for child in box.all_children():
        _backgrounds(page, child, get_image)
    box.background = None  # also where another object stands for the box, until it is placed
    for name in RADII:
        setattr(box, name, SQUARE)


def _is_bare(style: Any) -> bool:
    kept = style.__dict__
    try:
        return bool(kept["bare"])
    except KeyError:
        kept["bare"] = bare(style)
        return bool(kept["bare"])


def bare(style: Any) -> bool:
    """Whether a style gives its boxes neither a background nor a picture nor a round corner."""
    return (
        all((0, "px") in style[name] for name in RADII)
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and not any(value for _, value in style["background_image"])
        and not style["box_shadow"]
        and get_color(style, "background_color").alpha == 0
    )
