"""The renderer does no work twice: the same bytes, in little more than half the time.

WeasyPrint works much out again and again: a line of text once to lay it out and once more to draw
it, the lengths of a style for each of its boxes, the style of a footnote that no element has. Each
module of this room keeps one kind of result. Nothing it does changes a byte of a PDF, but for how
tightly it is packed; a test prints with it and without it, and compares.

It reaches into the inside of one version of the renderer. Any other version is left as it is: it
prints the same, and slower.
"""

from __future__ import annotations

from functools import cache

import weasyprint

from assessment.report.pdf import boxes, glyphs, lines, packing, parsing, styles

KNOWN = "70.0"
"""The version of WeasyPrint whose inside is known."""


@cache
def install() -> bool:
    """Whether the renderer, from now on, keeps what it has worked out."""
    if weasyprint.__version__ != KNOWN:
        return False
    for room in (parsing, styles, boxes, lines, glyphs, packing):
        room.install()
    return True
