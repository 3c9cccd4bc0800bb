"""A line of text is laid out once: it is drawn from that, and so is every equal line.

The renderer lays a line out, lets go of the result, and lays it out again to draw it. And it lays
out anew what it has moved to the next page, and each of a hundred equal table cells.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from weasyprint.draw import text as drawing
from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

from assessment.report.pdf.replacing import replace

PARAGRAPH_ENDS: Final = ("\n", "\r", "\u2029")
_create_layout = line_break.create_layout
_split_first_line = line_break.split_first_line
_draw_first_line = drawing.draw_first_line
_strut = line_break.strut
_get_font_description = fonts.get_font_description
_deactivate = Layout.deactivate
_reactivate = Layout.reactivate


def install() -> None:
    """Keep lines, fonts, the height of an empty line, and where a line may break."""
    replace(_create_layout, _ready_to_draw)
    replace(_split_first_line, _line)
    replace(_draw_first_line, _drawn)
    replace(_strut, _empty_line)
    replace(line_break.can_break_text, lru_cache(maxsize=4096)(line_break.can_break_text))
    replace(fonts.font_features, lru_cache(maxsize=256)(fonts.font_features))
    replace(_get_font_description, _font_description)
    Layout.deactivate = _stay
    Layout.reactivate = _again


def _ready_to_draw(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float
) -> Any:
    layout = _create_layout(text, style, context, max_width, justification_spacing)
    if not any(end in text for end in PARAGRAPH_ENDS):
        # It will be drawn so, and setting it then would undo the layout.
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    return layout


def _line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    known = style.__dict__.setdefault("known_lines", {})
    key = (text, max_width, justification_spacing, is_line_start, minimum)
    if key not in known:
        known[key] = _split_first_line(
            text,
            *(style, context, max_width, justification_spacing),
            is_line_start=is_line_start,
            minimum=minimum,
        )
    return known[key]


def _stay(self: Any) -> None:
    # A line that is spread to the margin is drawn with other spaces than it was measured with.
    if self.justification_spacing:
        _deactivate(self)


def _again(self: Any, style: Any) -> None:
    if self.justification_spacing:
        _reactivate(self, style)


def _drawn(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    if text_overflow == "ellipsis" or block_ellipsis != "none":
        # Shortening a line changes its layout, which other boxes draw from.
        own = Layout.__new__(Layout)
        own.__dict__.update(box.pango_layout.__dict__)
        _reactivate(own, box.style)
        box.pango_layout = own
    return _draw_first_line(stream, box, text_overflow, block_ellipsis, matrix)


def _font_description(style: Any) -> Any:
    kept = style.__dict__
    if "font_description" not in kept:
        kept["font_description"] = _get_font_description(style)
    return kept["font_description"]


def _empty_line(style: Any) -> tuple[float, float]:
    kept = style.__dict__
    try:
        height, baseline = kept["strut"]
    except KeyError:
        height, baseline = kept["strut"] = _strut(style)
    return height, baseline
