"""A page that reads the same as XML and as HTML is read by the parser that is quicker by far.

The templates close every element, so a report is such a page. What somebody's own templates make of
it may not be: a table without its `tbody`, a block inside a paragraph. HTML mends that and XML does
not, so every page is looked through, and the least doubt leaves it to the renderer's own parser.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree

import tinyhtml5

PHRASES: Final = frozenset(("a", "b", "bdi", "br", "i", "img", "span", "wbr"))
BLOCKS: Final = frozenset(
    ("div", "footer", "h1", "h2", "h3", "h4", "main", "nav", "ol", "p", "section", "table", "ul")
)
FLOW: Final = PHRASES | BLOCKS
ROWS: Final = frozenset(("tr",))
NOTHING: Final[frozenset[str]] = frozenset()
INSIDE: Final[Mapping[str, frozenset[str]]] = {
    "html": frozenset(("head", "body")),
    "head": frozenset(("meta", "title", "style")),
    **dict.fromkeys(("meta", "title", "style", "br", "img", "wbr", "col"), NOTHING),
    **dict.fromkeys(("body", "main", "section", "nav", "footer", "div", "li", "td"), FLOW),
    "th": FLOW,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "p", "a", "b", "bdi", "i", "span"), PHRASES),
    **dict.fromkeys(("ul", "ol"), frozenset(("li",))),
    "table": frozenset(("caption", "colgroup", "thead", "tbody")),
    "caption": PHRASES,
    "colgroup": frozenset(("col",)),
    **dict.fromkeys(("thead", "tbody"), ROWS),
    "tr": frozenset(("td", "th")),
}
"""Which elements an element may have in it, so that HTML has nothing to mend."""
WITHOUT_TEXT: Final = frozenset(("head", "table", "colgroup", "thead", "tbody", "tr"))
"""The elements out of which HTML moves all text."""
BROKEN_VALUE: Final = re.compile(r'="[^"<>]*[\t\r\n]')
"""An attribute's value of several lines, which XML reads as one."""
CLOSED_IN_ITSELF: Final = re.compile(r"<(?!(?:br|col|img|meta|wbr)\b)[^<>]*/>")
"""An element with nothing in it, written in the short way that HTML takes for its beginning."""
_parse = tinyhtml5.parse


def install() -> None:
    """Read with the quicker parser what may be read with it."""
    tinyhtml5.parse = _parsed


def _parsed(source: Any, **given: Any) -> Any:
    page = source.read()
    root = plain_tree(page) if isinstance(page, str) else None
    if root is not None:
        return root
    return _parse(io.StringIO(page) if isinstance(page, str) else io.BytesIO(page), **given)


def plain_tree(page: str) -> Any:
    """The elements of a page; None where HTML might see others."""
    if not page.startswith("<!DOCTYPE html>\n<html"):
        return None
    if BROKEN_VALUE.search(page) or CLOSED_IN_ITSELF.search(page):
        return None
    try:
        root = ElementTree.fromstring(page)  # noqa: S314 - no page can declare an entity
    except (ElementTree.ParseError, UnicodeEncodeError):
        return None
    return root if root.tag == "html" and all(map(_is_plain, root.iter())) else None


def _is_plain(element: Any) -> bool:
    allowed = INSIDE.get(element.tag)
    if allowed is None or any(one.tag not in allowed for one in element):
        return False
    if element.tag == "a":
        return sum(1 for _ in element.iter("a")) == 1
    if element.tag not in WITHOUT_TEXT:
        return True
    texts = (element.text, *(one.tail for one in element))
    return all(text is None or text.isspace() for text in texts)
