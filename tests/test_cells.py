"""Cells of tables: no text is taken for a formula, and every figure reads back as it was."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.cells import FOR_EXCEL, PLAIN, Cell, CsvDialect, defused

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
SEPARATORS = ",;|\t\r\n"


@pytest.mark.parametrize("cell", [*(f"{sign}1+1" for sign in SIGNS), "\tx", "\rx"])
def test_a_text_that_looks_like_a_formula_is_defused(cell: str):
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("space", ["", " ", "\u3000"])
def test_a_sign_behind_any_separator_is_defused_too(separator: str, space: str):
    assert defused(f"Examplia{separator}{space}=1+1") == f"Examplia{separator}{space}'=1+1"


@pytest.mark.parametrize("cell", ["", "Examplia", "a=b", "a-b; c", "2026-11-01", "x, y", "1e-5"])
def test_words_stay_as_they_are(cell: str):
    assert defused(cell) == cell


@given(st.text(st.sampled_from([*SIGNS, *SEPARATORS, *'a"\u3000 ']), max_size=9))
def test_however_a_line_is_cut_no_piece_begins_with_a_sign(text: str):
    line = PLAIN.line([text, "next"])
    for piece in re.split(f"[{SEPARATORS}]", line):
        assert not piece.strip().startswith(tuple(SIGNS))


@pytest.mark.parametrize("dialect", [PLAIN, FOR_EXCEL])
@given(st.lists(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()))
def test_a_line_reads_back_as_it_was(dialect: CsvDialect, cells: list[Cell]):
    line = dialect.line([*cells, "end"])
    [found] = csv.reader(io.StringIO(line, newline=""), delimiter=dialect.separator)
    assert [unquoted(cell, dialect) for cell in found[:-1]] == [in_csv(cell) for cell in cells]


def in_csv(cell: Cell) -> str:
    if isinstance(cell, str):
        return defused(cell)
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else repr(cell)


def unquoted(cell: str, dialect: CsvDialect) -> str:
    number = re.fullmatch(r"-?\d+,\d+(e[+-]?\d+)?", cell)
    return cell.replace(",", ".") if dialect is FOR_EXCEL and number else cell
