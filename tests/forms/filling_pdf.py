"""The hands that fill in a PDF form: pypdf, and pdftk with FDF and XFDF."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pypdf
from filling import APPROVED, DAY, WHO
from pypdf.generic import NameObject, TextStringObject

from assessment.answers import ASSISTANCES
from assessment.forms.fields import ACTION_FIELDS, ANSWER_FIELDS, answer_shown, evidence_shown
from assessment.forms.model import FormAnswer

BOXES = (*"abcdef", *ASSISTANCES)


def entries(given: Mapping[str, FormAnswer], evidence_rows: int = 3) -> dict[str, str]:
    """What stands in each field that is touched, by its whole name; boxes are on or off."""
    found = {"form.by": WHO, "form.date": DAY.isoformat(), "form.approved_by": APPROVED}
    for key, item in given.items():
        shown = answer_shown(item)
        for name in (*"abcdef", *ANSWER_FIELDS[:-1], *ACTION_FIELDS):
            value = shown.get(name)
            found[f"q.{key}.{name}"] = _entry(name, value)
        for number in range(1, evidence_rows + 1):
            row = evidence_shown(item.evidence[number - 1]) if number <= len(item.evidence) else {}
            for name in ("title", "reference", "date"):
                found[f"q.{key}.evidence.{number}.{name}"] = _entry(name, row.get(name))
    return found


def _entry(name: str, value: object) -> str:
    if name in BOXES:
        return "on" if value else "Off"
    return "" if value is None else str(value)


def is_box(name: str) -> bool:
    return name.rpartition(".")[2] in (*BOXES, "confirm")


def by_pypdf(raw: bytes, values: Mapping[str, str]) -> bytes:
    """Filled in as a program does that uses pypdf."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(raw))
    for name, field in _leaves(writer):
        if name in values:
            value = values[name]
            is_on = NameObject(f"/{value}")
            field[NameObject("/V")] = is_on if is_box(name) else TextStringObject(value)
            if is_box(name):
                field[NameObject("/AS")] = is_on
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _leaves(writer: pypdf.PdfWriter):
    waiting = [("", item) for item in writer.root_object["/AcroForm"]["/Fields"]]
    while waiting:
        beginning, node = waiting.pop()
        field = node.get_object()
        name = f"{beginning}.{field['/T']}".removeprefix(".")
        if "/Kids" in field:
            waiting += [(name, item) for item in field["/Kids"]]
        else:
            yield name, field


def by_pdftk(raw: bytes, values: Mapping[str, str], folder: Path, kind: str) -> bytes:
    """Filled in by pdftk, out of a file of field values."""
    (folder / "form.pdf").write_bytes(raw)
    (folder / f"values.{kind}").write_bytes(fdf(values) if kind == "fdf" else xfdf(values))
    subprocess.run(
        ["pdftk", "form.pdf", "fill_form", f"values.{kind}", "output", "filled.pdf"],
        cwd=folder, check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return (folder / "filled.pdf").read_bytes()


def fdf(values: Mapping[str, str]) -> bytes:
    """The values as FDF, texts in UTF-16."""
    fields = []
    for name, value in values.items():
        text = f"/{value}" if is_box(name) else f"<feff{value.encode('utf-16-be').hex()}>"
        fields.append(f"<< /T ({name}) /V {text} >>")
    body = "\n".join(fields)
    return (
        f"%FDF-1.2\n1 0 obj\n<< /FDF << /Fields [\n{body}\n] >> >>\nendobj\n"
        "trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    ).encode("latin-1")


def xfdf(values: Mapping[str, str]) -> bytes:
    """The values as XFDF."""
    fields = "".join(
        f'<field name="{escape(name)}"><value>{escape(value)}</value></field>'
        for name, value in values.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><fields>{fields}</fields>'
        "</xfdf>"
    ).encode()
