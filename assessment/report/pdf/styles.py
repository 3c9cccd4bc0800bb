"""A pseudo-element's style is made once for all elements that would have an equal one.

The renderer shares the styles of elements so, but not those of their `::marker`, `::footnote-call`
and their like: five for each element, thirty thousand for a report, hardly one of them used. A
style follows from its parent's and from the rules that apply, and from nothing else.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import StyleFor

_set_computed_styles = StyleFor.set_computed_styles


def install() -> None:
    """Share the styles of pseudo-elements."""
    StyleFor.set_computed_styles = _shared


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
