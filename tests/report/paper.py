"""How a printed page looks: what stands at its foot, how full it is, and which words are broken."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

import pikepdf
from printed import pdftotext

PAGE = re.compile(r"<page .*?</page>", re.DOTALL)
HEAD, FOOT = 71, 44
"""Where the text of a page begins and ends, in points from its edges; beyond are the margins."""
FOLDED = 12
"""A line of more letters may be the second one of a heading."""
_HEIGHT = re.compile(r'height="([0-9.]+)"')
_WORD = re.compile(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)"')
_LINE = re.compile(r'<line [^>]*yMax="([0-9.]+)">(.*?)</line>', re.DOTALL)
_ANNOUNCING = re.compile(
    r'<h[1-4][^>]*>(.*?)</h[1-4]>|<p class="lead">(.*?)</p>|<caption>(.*?)</caption>'
    r'|<tr class="group"><th[^>]*>(.*?)</th>',
    re.DOTALL,
)
_ABOVE_A_TABLE = re.compile(
    r'<p[^>]*>((?:(?!</p>).)*)</p>\s*(?:</div>\s*)?<(?:table|div class="timeline")', re.DOTALL
)
"""A paragraph right above a table or a picture: no page ends between the two."""
_BESIDE = 3
"""Points by which the feet of letters in one line may differ."""
_LARGEST = 50
"""Above that it is the word across a draft."""
_INLINE = re.compile(r"</?(?:b|i|a|span|bdi|wbr|sup|em)\b[^>]*>")
_PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_BETWEEN = re.compile("[\\s\u00a0\u2007\u2010\u2013\u2014\u00ad\u2026/-]+")
"""What parts words, and where a line may end inside one."""


def last_line(page: str, above: int = 0) -> str:
    """The last line between the head and the foot of a page, with all that stands beside it.

    With `above`, a line that stands higher by so many.
    """
    height = float(_HEIGHT.findall(page)[0])
    lines = [
        (float(bottom), " ".join(re.findall(r">([^<]+)</word>", words)))
        for bottom, words in _LINE.findall(page)
        if HEAD < float(bottom) < height - FOOT
    ]
    for _ in range(above):
        lowest = max((bottom for bottom, _ in lines), default=0)
        lines = [item for item in lines if lowest - item[0] >= _BESIDE]
    lowest = max((bottom for bottom, _ in lines), default=0)
    return " ".join(text for bottom, text in lines if lowest - bottom < _BESIDE)


def filled(page: str) -> float:
    """The share of the room between head and foot that is used, down to the last line of text."""
    height = float(_HEIGHT.findall(page)[0])
    words = [(float(top), float(bottom)) for top, bottom in _WORD.findall(page)]
    lines = [bottom for top, bottom in words if bottom - top < _LARGEST and bottom > HEAD]
    inside = [bottom for bottom in lines if bottom < height - FOOT]
    return (max(inside, default=HEAD) - HEAD) / (height - HEAD - FOOT)


def announcing(page: str) -> set[str]:
    """All that leads to something: the same page of paper has to go on after it."""
    found = ["".join(groups) for groups in _ANNOUNCING.findall(page)]
    return {squeezed(unescape(_TAG.sub("", text))) for text in found + _ABOVE_A_TABLE.findall(page)}


def alone_at_the_foot(pdf: bytes, leading: set[str]) -> dict[int, str]:
    """The pages that end in a heading, in a caption or in a sentence that leads to a table."""
    pages = PAGE.findall(pdftotext(pdf, "-bbox-layout"))
    last = {
        number: (squeezed(last_line(page, above=1)), squeezed(last_line(page)))
        for number, page in enumerate(pages, 1)
    }
    return {
        number: line
        for number, (above, line) in last.items()
        if line in leading or any(_ends_in(text, above, line) for text in leading)
    }


def _ends_in(text: str, above: str, line: str) -> bool:
    """Whether a text that leads to something ends in a page's last line, and in the one above it.

    Of a row of figures that names the same thing in two lines only the last one is the same.
    """
    if len(line) <= FOLDED or not text.endswith(line):
        return False
    whole, both = (piece.translate(_HYPHENS) for piece in (text, above + line))
    return whole.endswith(both) or both.endswith(whole)


_HYPHENS = dict.fromkeys(map(ord, "-\u2010\u00ad"))


@dataclass(frozen=True)
class _Rows:
    """The rows of one table that stand on one page, without its head."""

    page: int
    number: int
    columns: int
    pieces: int
    """In how many pieces of text the longest of them is written."""


LONG_ROW = 12
"""A row of more pieces of text runs over many lines, and may stand alone on its page."""


def rows_alone(pdf: bytes) -> list[int]:
    """The pages on which a single row of a longer table was left, first or last of it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        tables = list(_tables(document.Root.StructTreeRoot, pages))
    return [
        part.page
        for one, other in pairwise(tables)
        if other.page == one.page + 1 and other.columns == one.columns
        for part in (one, other)
        if part.number == 1 and part.pieces <= LONG_ROW
    ]


def _tables(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> Iterator[_Rows]:
    """A table that goes on is told apart from the next one: something stands before that one."""
    for inside in _elements(element):
        if inside.get("/S") == "/Table":
            rows = [list(_pieces(row, pages)) for row in _body_rows(inside)]
            if rows and rows[0]:
                columns = len(_elements(next(_body_rows(inside))))
                yield _Rows(rows[0][0], len(rows), columns, max(map(len, rows)))
        else:
            if inside.get("/S") in ("/H1", "/H2", "/H3", "/P", "/Caption"):
                yield _Rows(0, 0, 0, 0)
            yield from _tables(inside, pages)


def _body_rows(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for inside in _elements(element):
        if inside.get("/S") == "/TR":
            yield inside
        elif inside.get("/S") != "/THead":
            yield from _body_rows(inside)


def _pieces(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> Iterator[int]:
    """The page of each piece of text in an element."""
    for inside in _inside(element):
        if not isinstance(inside, pikepdf.Dictionary) or "/MCID" in inside:
            yield pages[element.Pg.objgen]
        else:
            yield from _pieces(inside, pages)


def _elements(element: pikepdf.Object) -> list[pikepdf.Object]:
    return [item for item in _inside(element) if isinstance(item, pikepdf.Dictionary)]


def _inside(element: pikepdf.Object) -> list[pikepdf.Object]:
    inside = element.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def broken_words(page: str, pdf: bytes) -> list[str]:
    """The pieces of words that a page of paper has and the page it was made from has not."""
    body = _PICTURE.sub(" ", page[page.index("<body") :])
    # A badge or a mark may touch the word beside it; a tag inside a word parts nothing.
    margins = " ".join(re.findall(r' data-[a-z]+="([^"]*)"', page))
    texts = _TAG.sub(" ", _INLINE.sub("", body)), _TAG.sub(" ", body), margins
    whole = {word for text in texts for word in _BETWEEN.split(unescape(text))} | _OF_THE_MARGINS
    pieces = dict.fromkeys(_BETWEEN.split(pdftotext(pdf, "-raw")))
    return [
        piece
        for piece in pieces
        if piece not in whole
        and re.search("[A-Za-z]", piece)
        and not re.fullmatch("[0-9a-f]{16,}", piece)
    ]


_OF_THE_MARGINS = {"p.", "page", "draft,", "of", "W"}
"""What is printed beside the page's own words: page numbers, and the mark of what is withheld."""


def squeezed(text: str) -> str:
    """A text without its spaces, which a reader of PDF puts where it likes."""
    return "".join(text.split())
