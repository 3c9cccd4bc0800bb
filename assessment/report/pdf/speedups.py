"""Two results that the renderer would work out again and again are kept: the same bytes, sooner.

Each is worth more than a tenth of the time of a report (`benchmarks/report.py` prints both), in few
lines, and a test compares the bytes with and without them:

- a line of text is laid out once. The renderer lays it out to measure it, lets go of the result,
  and lays it out again to draw it, and again when its box is moved to the next page.
- a page that is laid out is kept where only the numbers of other pages in it changed, and the new
  ones are as wide. The renderer lays such a page out again, and then once more, since the number of
  all pages changed as well, from none.

Both reach into the inside of one version of the renderer, which `pyproject.toml` pins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import weasyprint
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import page as paging
from weasyprint.text import line_break
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

from assessment.report.pdf.line_ends import split_first_line as _split_first_line
from assessment.report.pdf.monkeypatch import replace

PARAGRAPH_ENDS = ("\n", "\r", "\u2029")


def install_speedups() -> None:
    """Keep lines of text and pages from now on, in this process."""
    install_lines()
    install_pages()


def install_lines() -> None:
    """Keep each line of text as it was laid out, until its document is let go."""
    replace(weasyprint, _create_layout, _create_layout_ready_to_draw)
    replace(weasyprint, _split_first_line, _split_first_line_once)
    replace(weasyprint, _draw_first_line, _draw_first_line_of_its_own_layout)
    Layout.deactivate = _unless_justified(_deactivate)
    Layout.reactivate = _unless_justified(_reactivate)


def install_pages() -> None:
    """Keep pages in which only numbers of pages change."""
    replace(weasyprint, _make_all_pages, _make_all_pages_once)


_create_layout = line_break.create_layout
_draw_first_line = drawing.draw_first_line
_deactivate = Layout.deactivate
_reactivate = Layout.reactivate
_make_all_pages = paging.make_all_pages


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


def _make_all_pages_once(context: Any, root: Any, html: Any, pages: Sequence[Any]) -> Iterator[Any]:
    if not pages or not _with_page_numbers(context, pages):
        yield from _make_all_pages(context, root, html, pages)
        return
    for *_, state in context.page_maker:
        state["content_changed"] = False
    yield from pages


def _with_page_numbers(context: Any, pages: Sequence[Any]) -> bool:
    """Put the numbers of pages into what is laid out; False where something else has to change."""
    lookups = context.target_collector.counter_lookup_items.values()
    if any(context.running_elements.values()) or not all(map(_of_a_page, lookups)):
        return False
    pairs = [(_texts(box), _texts(source)) for box, source in _with_numbers(context, pages)]
    if any(len(laid_out) != len(known) for laid_out, known in pairs):
        return False
    texts = [
        (old, new, _split_first_line_once(new.text, new.style, context, None, 0))
        for laid_out, known in pairs
        for old, new in zip(laid_out, known, strict=True)
    ]
    # A line is (layout, length, where the next begins, width, height, baseline).
    if any(line[2] is not None or line[3] != old.width for old, _, line in texts):
        return False
    for old, new, line in texts:
        old.text, old.pango_layout = new.text, line[0]
    return True


def _with_numbers(context: Any, pages: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Each box with numbers of pages, and that which it was laid out from, with those known now."""
    lookups = context.target_collector.counter_lookup_items
    known = set()
    for number, page in enumerate(pages, 1):
        for box in page.descendants():
            source = box.missing_link
            if (source, "content") not in lookups:
                continue
            if source not in known:
                known.add(source)
                lookups[source, "content"].parse_again(context.page_maker[number][3][1])
            yield box, source


def _of_a_page(lookup: Any) -> bool:
    """Whether what is looked up is the number of a page, and of no other count."""
    counters = (lookup.missing_counters, *lookup.missing_target_counters.values())
    return {name for names in counters for name in names} <= {"page"}


def _texts(box: Any) -> list[Any]:
    return [item for item in box.descendants() if isinstance(item, TextBox)]
