"""Workbooks are written without a file in the temporary folder."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import openpyxl
import pytest

from assessment.workbooks import workbook_bytes


def test_nothing_of_a_workbook_is_ever_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "What the State lacks"
    book.create_sheet("Second")["B2"] = 5
    with pytest.raises(FileNotFoundError):
        book.save(io.BytesIO())
    again = openpyxl.load_workbook(io.BytesIO(workbook_bytes(book)))
    assert again["Sheet"]["A1"].value == "What the State lacks"
    assert again["Second"]["B2"].value == 5
