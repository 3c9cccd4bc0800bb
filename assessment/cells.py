"""Texts and figures as they may stand in the cells of a table; the one place that makes them safe.

Spreadsheets take a text for a formula that begins with a sign for one, also in the wide forms of
East Asian scripts. And they may cut a line at another separator than the one that it was written
with: then what stands behind `;` inside of a text begins a cell of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | None

_FORMULA = re.compile("^(?=[\t\r])|(^|[,;|\t\r\n])(\\s*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a CSV file is written."""

    separator: str = ","
    decimal: str = "."
    start: str = ""
    """What stands before the first line."""

    def line(self, cells: Sequence[Cell]) -> str:
        """One line; a figure is written so that reading it gives the same number."""
        return self.separator.join(map(self.cell, cells)) + "\n"

    def cell(self, value: Cell) -> str:
        """One cell."""
        if value is None:
            return ""
        if isinstance(value, str):
            return _quoted(defused(value))
        if isinstance(value, bool):
            return "true" if value else "false"
        return repr(value) if self.decimal == "." else repr(value).replace(".", self.decimal)


PLAIN = CsvDialect()
"""As programs read it: RFC 4180, UTF-8."""
FOR_EXCEL = CsvDialect(";", ",", "\ufeff")
"""As Excel opens it with a double click where commas stand in numbers; by the mark in front it
knows that the text is UTF-8."""


def defused(text: str) -> str:
    """A text of which no spreadsheet takes any part for a formula: a `'` stands before the sign."""
    return _FORMULA.sub(r"\1\2'", text)


def in_xml(text: str) -> str:
    """A text that can stand in XML, and so in a workbook."""
    return _NOT_IN_XML.sub("\ufffd", text)


_NEEDS_QUOTES = re.compile('[",;\t\r\n]')


def _quoted(text: str) -> str:
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
