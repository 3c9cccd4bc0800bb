"""A line whose letters have all been drawn before is written down at once.

The renderer goes through every glyph of every line. What a glyph looks like in the file depends on
the glyph, its width in this place and the size of its font: once known, it is looked up. A line
with a glyph that is new, raised, moved or coloured is left to the renderer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from assessment.report.pdf.replacing import replace

SIZES_OF_THEIR_OWN: Final = 14802
"""From this version of Pango on a font tells its own size."""
SMALLEST: Final = 1e-6
"""Text of a smaller size is not drawn."""
FIELDS: Final = 5
"""The whole numbers of a glyph: its number, width, two offsets, and marks."""
Pieces = dict[tuple[int, int], str]


def install() -> None:
    """Write down known letters at once."""
    # What stands there by now also takes care of shortened lines.
    _Drawn.before = staticmethod(drawing.draw_first_line)
    replace(drawing.draw_first_line, _drawn)


class _Drawn:
    before: Any = None


def _drawn(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    plain = text_overflow != "ellipsis" and block_ellipsis == "none"
    runs = _known_runs(stream, box) if plain and box.style["font_size"] >= SMALLEST else None
    if runs is None:
        return _Drawn.before(stream, box, text_overflow, block_ellipsis, matrix)
    if not box.text.strip():
        return []
    stream.set_text_matrix(*matrix.values)
    written = ""
    previous = None
    for pango_font, name, size, pieces in runs:
        if pango_font != previous:
            previous = pango_font
            if written:
                stream.show_text(written)
            written = ""
            stream.set_font_size(name, size)
        written += "<" + pieces
        written = written[:-1] if written.endswith("<") else written + ">"
    stream.show_text(written)
    return []


def _known_runs(stream: Any, box: Any) -> list[tuple[Any, str, float, str]] | None:
    """Each run of a line: its font, the font's name and size, and its glyphs as written."""
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    runs = []
    for item in _items(line):
        pango_font = item.item.analysis.font
        font, size = stream.add_font(pango_font)
        if font.bitmap or font.svg or font.png or font.colr:
            return None
        if pango.pango_version() < SIZES_OF_THEIR_OWN:
            size = box.style["font_size"]
        pieces = _pieces(font, size, item.glyphs)
        if pieces is None:
            return None
        runs.append((pango_font, font.hash, size, pieces))
    return runs


def _items(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _pieces(font: Any, size: float, glyphs: Any) -> str | None:
    count = glyphs.num_glyphs
    inside = ffi.buffer(glyphs.glyphs, count * ffi.sizeof("PangoGlyphInfo"))
    fields = memoryview(inside).cast("B").cast("i")
    if any(fields[2::FIELDS]) or any(fields[3::FIELDS]):
        return None
    known = font.__dict__.setdefault("known_glyphs", {}).setdefault(size, {})
    wanted = list(zip(fields[0::FIELDS], fields[1::FIELDS], strict=True))
    try:
        return "".join([known[glyph] for glyph in wanted])
    except KeyError:
        pass
    if not all(glyph in font.to_unicode and glyph in font.widths for glyph, _ in wanted):
        return None
    known.update({one: _piece(font, size, *one) for one in wanted})
    return "".join([known[glyph] for glyph in wanted])


def _piece(font: Any, size: float, glyph: int, width: int) -> str:
    """A glyph as the file has it, and how far the next one is moved from where it would be."""
    kerning = font.widths[glyph] - width * 1000 * FROM_UNITS / size
    return f"{glyph:04x}>{int(kerning)}<" if kerning else f"{glyph:04x}"
