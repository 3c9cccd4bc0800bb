"""How a printed page looks: what stands at its foot, how full it is, and which words are broken."""

from __future__ import annotations

import re
from html import unescape

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
    r'<h[1-4][^>]*>(.*?)</h[1-4]>|<p class="lead">(.*?)</p>|<caption>(.*?)</caption>', re.DOTALL
)
_BESIDE = 3
"""Points by which the feet of letters in one line may differ."""
_LARGEST = 50
"""Above that it is the word across a draft."""
_INLINE = re.compile(r"</?(?:b|i|a|span|bdi|wbr|sup|em)\b[^>]*>")
_PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_BETWEEN = re.compile("[\\s\u00a0\u2007\u2010\u2013\u2014\u00ad\u2026/-]+")
"""What parts words, and where a line may end inside one."""


def last_line(page: str) -> str:
    """The last line between the head and the foot of a page, with all that stands beside it."""
    height = float(_HEIGHT.findall(page)[0])
    lines = [
        (float(bottom), " ".join(re.findall(r">([^<]+)</word>", words)))
        for bottom, words in _LINE.findall(page)
        if HEAD < float(bottom) < height - FOOT
    ]
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
    found = ("".join(groups) for groups in _ANNOUNCING.findall(page))
    return {squeezed(unescape(_TAG.sub("", text))) for text in found}


def alone_at_the_foot(pdf: bytes, leading: set[str]) -> dict[int, str]:
    """The pages that end in a heading, in a caption or in a sentence that leads to a table."""
    pages = PAGE.findall(pdftotext(pdf, "-bbox-layout"))
    last = {number: squeezed(last_line(page)) for number, page in enumerate(pages, 1)}
    return {
        number: line
        for number, line in last.items()
        if line in leading or any(text.endswith(line) for text in leading if len(line) > FOLDED)
    }


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
