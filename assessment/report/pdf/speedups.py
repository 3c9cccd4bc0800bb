"""Two results that the renderer would work out again and again are kept: the same bytes, sooner.

Each is worth more than a tenth of the time of a report (`benchmarks/report.py` prints both), in few
lines, and a test compares the bytes with and without them:

- a line of text is laid out once. The renderer lays it out to measure it, lets go of the result,
  and lays it out again to draw it, and again when its box is moved to the next page.
- the style of a pseudo-element (`::marker`, `::footnote-call` and their like, five for each
  element) is made once for all elements that would have an equal one, as the renderer itself does
  for elements.

Both reach into the inside of one version of the renderer, which `pyproject.toml` pins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import weasyprint
from weasyprint.css import StyleFor
from weasyprint.draw import text as drawing
from weasyprint.text import line_break
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

from assessment.report.pdf.monkeypatch import replace

PARAGRAPH_ENDS = ("\n", "\r", "\u2029")


def install() -> None:
    """Keep lines of text and the styles of pseudo-elements from now on, in this process."""
    install_lines()
    install_styles()


def install_lines() -> None:
    """Keep each line of text as it was laid out, until its document is let go."""
    replace(weasyprint, _create_layout, _create_layout_ready_to_draw)
    replace(weasyprint, _split_first_line, _split_first_line_once)
    replace(weasyprint, _draw_first_line, _draw_first_line_of_its_own_layout)
    Layout.deactivate = _unless_justified(_deactivate)
    Layout.reactivate = _unless_justified(_reactivate)


def install_styles() -> None:
    """Share the styles of pseudo-elements."""
    StyleFor.set_computed_styles = _set_computed_styles_once


_create_layout = line_break.create_layout
_split_first_line = line_break.split_first_line
_draw_first_line = drawing.draw_first_line
_deactivate = Layout.deactivate
_reactivate = Layout.reactivate
_set_computed_styles = StyleFor.set_computed_styles


def _create_layout_ready_to_draw(text: str, *given: Any, **named: Any) -> Any:
    layout = _create_layout(text, *given, **named)
    if not any(end in text for end in PARAGRAPH_ENDS):
        # The renderer sets this before it draws, which would undo a layout that was kept.
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    return layout


def _split_first_line_once(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    # A style belongs to one document and is not changed once its boxes are laid out; where the
    # renderer needs another it makes a copy, which carries nothing of what is kept here.
    kept = style.__dict__.setdefault("kept_lines", {})
    key = (text, max_width, justification_spacing, is_line_start, minimum)
    if key not in kept:
        kept[key] = _split_first_line(
            *(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        )
    return kept[key]


def _unless_justified(original: Callable[..., None]) -> Callable[..., None]:
    # A justified line is drawn with other spaces than it was measured with.
    def called(self: Any, *given: Any) -> None:
        if self.justification_spacing:
            original(self, *given)

    return called


def _draw_first_line_of_its_own_layout(
    stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> Any:
    if text_overflow == "ellipsis" or block_ellipsis != "none":
        # A line that is shortened changes its layout, from which other boxes are drawn.
        own = Layout.__new__(Layout)
        own.__dict__.update(box.pango_layout.__dict__)
        _reactivate(own, box.style)
        box.pango_layout = own
    return _draw_first_line(stream, box, text_overflow, block_ellipsis, matrix)


def _set_computed_styles_once(self: Any, element: Any, parent: Any, **given: Any) -> None:
    pseudo_type = given.get("pseudo_type")
    # The "element" of a page is a tuple, and each of its margin boxes is styled on its own.
    if pseudo_type is None or isinstance(element, tuple):
        _set_computed_styles(self, element, parent, **given)
        return
    kept = self.__dict__.setdefault("kept_pseudo_styles", {})
    computed = self.get_computed_styles()
    rules = self.get_cascaded_styles().get((element, pseudo_type), {})
    key = (
        id(computed[parent, None]),
        pseudo_type,
        tuple((name, id(value), weight) for name, (value, weight) in rules.items()),
    )
    if key in kept:
        computed[element, pseudo_type] = kept[key]
    else:
        _set_computed_styles(self, element, parent, **given)
        kept[key] = computed[element, pseudo_type]
