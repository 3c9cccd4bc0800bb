"""A pseudo-element's style is made once for all elements that would have an equal one.

The renderer shares the styles of elements so, but not those of their `::marker`, `::footnote-call`
and their like: five for each element, thirty thousand for a report, hardly one of them used. A
style follows from its parent's and from the rules that apply, and from nothing else.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any, Final

from weasyprint import HTML
from weasyprint.css import StyleFor

NOTES: Final = frozenset(
    ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
)
ASKS_FOR_THEM: Final = ("note", "list-item", "@import")
"""Words without which a style sheet makes no notes, and no list items but `li`."""
_set_computed_styles = StyleFor.set_computed_styles
_ua_stylesheets = HTML._ua_stylesheets


def install() -> None:
    """Share the styles of pseudo-elements, and make none that no page of the kind can have."""
    StyleFor.set_computed_styles = _shared
    HTML._ua_stylesheets = _rules


def _shared(self: Any, element: Any, parent: Any, **given: Any) -> None:
    pseudo_type = given.get("pseudo_type")
    # Of a page, whose "element" is a tuple, each margin box is styled on its own.
    if pseudo_type is None or isinstance(element, tuple):
        _set_computed_styles(self, element, parent, **given)
        return
    known = self.__dict__.setdefault("shared_pseudo_styles", {})
    computed = self.get_computed_styles()
    rules = self.get_cascaded_styles().get((element, pseudo_type), {})
    key = (
        id(computed[parent, None]),
        pseudo_type,
        tuple((name, id(value), weight) for name, (value, weight) in rules.items()),
    )
    if key in known:
        computed[element, pseudo_type] = known[key]
    else:
        _set_computed_styles(self, element, parent, **given)
        known[key] = computed[element, pseudo_type]


def _rules(self: Any, forms: bool = False) -> list[Any]:
    first, *others = _ua_stylesheets(self, forms)
    return [first if _may_ask_for_notes(self.etree_element) else _without_notes(first), *others]


def _may_ask_for_notes(page: Any) -> bool:
    return any(element.tag == "link" or _asks(element) for element in page.iter())


def _asks(element: Any) -> bool:
    said = (element.text or "") if element.tag == "style" else element.get("style", "")
    return any(word in said for word in ASKS_FOR_THEM)


@cache
def _without_notes(sheet: Any) -> Any:
    """The rules of every page without five for notes, and with that for markers for `li` alone."""
    matcher = copy(sheet.matcher)
    of_all = sheet.matcher.other_selectors
    markers = [one for one in of_all if one[3] == "marker"]
    matcher.other_selectors = [one for one in of_all if one[3] not in NOTES | {"marker"}]
    by_name = sheet.matcher.lower_local_name_selectors
    matcher.lower_local_name_selectors = {**by_name, "li": [*by_name.get("li", ()), *markers]}
    own = copy(sheet)
    own.matcher = matcher
    return own
