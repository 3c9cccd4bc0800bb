"""Files that are no forms but pretend to be: each is a sentence, in little time and memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from batch.hostile_pdfs import ALL, flooding, flooding_from_the_table
from filling import asked_part
from peak import status_and_peak
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from synthetic import SMALL
from test_workbook import packed

from assessment.errors import AssessmentError
from assessment.forms.files import read_part
from assessment.forms.pdf import pdf_form
from assessment.forms.workbook import workbook_of_part
from assessment.questionnaire import Questionnaire

MEMORY = 1_000_000_000
"""Bytes of address space for whatever is read; Python and the libraries take 400 MB."""
PEAK = 300_000
"""Kilobytes that reading takes at most; six megabytes of a flood, unpacked, take 570,000 more."""
CELLS = 290_000
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def one_row(cell: bytes) -> bytes:
    return HEAD + b'<row r="1">' + cell * CELLS + b"</row></sheetData></worksheet>"


def far_row() -> bytes:
    return (
        HEAD
        + b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData></worksheet>'
    )


def deep() -> bytes:
    return HEAD + b"<a>" * 250_000 + b"</a>" * 250_000


SHEETS: dict[str, Callable[[], bytes]] = {
    "one row of 290,000 cells": lambda: one_row(b'<c r="A1"/>'),
    "cells without a place": lambda: one_row(b'<c t="n"><v>1</v></c>'),
    "the last cell of a sheet": far_row,
    "elements in elements": deep,
}


SCRIPT = """
import sys
from pathlib import Path
from assessment.errors import AssessmentError
from assessment.forms.files import read_part
from assessment.store import read_questionnaire

try:
    read_part(Path(sys.argv[1]), read_questionnaire(sys.argv[2]))
except AssessmentError as error:
    print(error)
"""


def refuse(path: Path) -> str:
    """What is said of a file, within bounds of memory and time."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, path, SMALL],
        preexec_fn=bound, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_workbook_of_a_hostile_sheet_is_refused(small: Questionnaire, tmp_path: Path, sheet: str):
    whole = workbook_of_part(small, asked_part(small))
    path = tmp_path / "back.xlsx"
    path.write_bytes(packed(whole, ("xl/worksheets/sheet2.xml", SHEETS[sheet]())))
    assert refuse(path).startswith(str(path))


@pytest.mark.parametrize("name", ALL)
def test_a_hostile_pdf_is_refused(small: Questionnaire, tmp_path: Path, name: str):
    path = tmp_path / "back.pdf"
    path.write_bytes(ALL[name][0]())
    with pytest.raises(AssessmentError) as refusal:
        read_part(path, small)
    assert str(path) in refusal.value.where


@pytest.mark.parametrize("make", [flooding, flooding_from_the_table])
def test_a_pdf_that_unpacks_without_end_takes_little_memory(tmp_path: Path, make):
    path = tmp_path / "back.pdf"
    path.write_bytes(make(15))
    assert refuse(path).startswith(str(path))


@pytest.mark.parametrize("make", [flooding, flooding_from_the_table])
def test_what_floods_is_not_unpacked_at_all(tmp_path: Path, make):
    """Where memory ends, pypdf's error is told like any other, so the peak has to tell."""
    path = tmp_path / "back.pdf"
    path.write_bytes(make(6))
    status, peak = status_and_peak([sys.executable, "-c", SCRIPT, path, SMALL])
    assert status == 0
    assert peak < PEAK


def with_fields(small: Questionnaire, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_form(small, asked_part(small))))
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def endless(writer: pypdf.PdfWriter) -> None:
    """A field that is its own child."""
    field = DictionaryObject({NameObject("/T"): TextStringObject("x")})
    reference = writer._add_object(field)
    field[NameObject("/Kids")] = ArrayObject([reference])
    writer.root_object["/AcroForm"]["/Fields"].append(reference)


def many(writer: pypdf.PdfWriter) -> None:
    """More fields than any form."""
    field = writer._add_object(DictionaryObject({NameObject("/T"): TextStringObject("x")}))
    writer.root_object["/AcroForm"]["/Fields"].extend([field] * 30_000)


def fields_of_no_kind(writer: pypdf.PdfWriter) -> None:
    writer.root_object["/AcroForm"][NameObject("/Fields")] = TextStringObject("none")


@pytest.mark.parametrize("change", [endless, many, fields_of_no_kind])
def test_a_pdf_of_hostile_fields_is_refused(small: Questionnaire, tmp_path: Path, change):
    path = tmp_path / "back.pdf"
    path.write_bytes(with_fields(small, change))
    with pytest.raises(AssessmentError):
        read_part(path, small)
