"""Plain text tables for stdout: columns of measured width, wide characters counted as two."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

import click

from assessment.text import isolate, one_line


def width(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """A text filled with spaces to a width; one from right to left stays in its column."""
    space = " " * max(0, columns - width(text))
    return f"{space}{isolate(text)}" if right else f"{isolate(text)}{space}"


def shorten(text: str, columns: int) -> str:
    """A text on one line, cut to a width with an ellipsis."""
    line = one_line(text)
    if width(line) <= columns:
        return line
    while line and width(line) > columns - 1:
        line = line[:-1]
    return line.rstrip() + "…"


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Print rows under their heading, which is the first row; some columns align right."""
    if not rows:
        return
    widths = [max(width(row[index]) for row in rows) for index in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [pad(cell, widths[index], right=index in right) for index, cell in enumerate(row)]
        click.echo("  ".join(cells).rstrip())
        if number == 0:
            click.echo("  ".join("-" * columns for columns in widths))


def heading(text: str) -> None:
    """Print a heading with space above it."""
    click.echo()
    click.echo(text)
    click.echo("=" * width(text))


def paragraph(text: str, *, indent: str = "", columns: int = 96) -> None:
    """Print a text wrapped to a readable width."""
    for line in textwrap.wrap(text, columns, initial_indent=indent, subsequent_indent=indent):
        click.echo(line)
