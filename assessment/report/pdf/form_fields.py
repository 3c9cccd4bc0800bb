"""The fields of a PDF form after the renderer has drawn them: what stands in them, and their names.

The renderer puts `q.POL-01.a` into one name. A name of a PDF has no full stop in it: programs that
fill in forms expect the fields `q`, `POL-01` and `a` inside of each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CHECKED = "on"
"""What a ticked box says."""


def finish_fields(pdf: Any, values: Mapping[str, str]) -> None:
    """Fill in fields by their whole names, and put those of one beginning into one another."""
    import pydyf

    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    named = {item.reference: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)}
    groups: dict[str, Any] = {}
    roots = pydyf.Array()
    for reference in form["Fields"]:
        field = named[reference]
        name = field["T"].string
        _fill(field, values.get(name, ""))
        siblings, parent = roots, None
        *path, last = name.split(".")
        for depth in range(1, len(path) + 1):
            whole = ".".join(path[:depth])
            if whole not in groups:
                groups[whole] = _group(pdf, path[depth - 1], parent, siblings)
            parent = groups[whole]
            siblings = parent["Kids"]
        field["T"] = pydyf.String(last)
        if parent is not None:
            field["Parent"] = parent.reference
        siblings.append(field.reference)
    form["Fields"] = roots
    # A text that stands in a field from the beginning has to be drawn by whoever opens the form.
    # Without one, programs upon poppler show ticks as the renderer drew them, and else none.
    form["NeedAppearances"] = "true" if any(map(_is_text, named.values())) else "false"
    form["DR"] = _with_ticks(pdf, named, named[form["DR"]])


def _is_text(field: Any) -> bool:
    return field.get("FT") in ("/Tx", "/Ch") and bool(field["V"].string)


def _with_ticks(pdf: Any, named: Mapping[bytes, Any], resources: Any) -> Any:
    """The fonts of the fields, with the one that every reader has for ticks."""
    import pydyf

    dingbats = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/ZapfDingbats"})
    pdf.add_object(dingbats)
    fonts = pydyf.Dictionary({**named[resources["Font"]], "ZaDb": dingbats.reference})
    return pydyf.Dictionary({**resources, "Font": fonts})


def _fill(field: Any, value: str) -> None:
    import pydyf

    if field["FT"] != "/Btn":
        field["V"] = pydyf.String(value)
        return
    # Programs upon poppler draw a tick only where a font for it is named.
    field["DA"] = pydyf.String("/ZaDb 0 Tf 0 g")
    if value:
        field["V"] = field["AS"] = f"/{CHECKED}"


def _group(pdf: Any, name: str, parent: Any, siblings: Any) -> Any:
    import pydyf

    made = pydyf.Dictionary({"T": pydyf.String(name), "Kids": pydyf.Array()})
    pdf.add_object(made)
    if parent is not None:
        made["Parent"] = parent.reference
    siblings.append(made.reference)
    return made
