"""A workbook that came back, read into the part: bounded, and by names, not by position.

What somebody hands in is hostile until read, and may have been sorted, cut or saved by another
program. A refusal names the sheet and the cell.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessment.answers import Answers
from assessment.errors import AnswerFileError
from assessment.forms.carried import Filled, Sent, joined_pieces, returned, sent
from assessment.forms.fields import Formula, Typed, TypedFields, is_blank
from assessment.forms.workbook_sheets import (
    ABOUT_SHEET,
    ACTION,
    ACTION_SHEET,
    EVIDENCE_SHEET,
    QUESTION_SHEET,
    ROW_NAME,
    SHEETS,
    WIDEST,
    FormSheet,
    about_rows,
    question_rows,
)
from assessment.language import _
from assessment.questionnaire import Questionnaire

_MEMBER_LIMIT = 200
"""Most files inside of a workbook; a part of 125 questions that LibreOffice saved has 15."""
UNPACKED_LIMIT = 48 * 1024 * 1024
"""Most bytes that a workbook may unpack to; 125 questions with the longest notes have 12 MB."""
TAG_LIMIT = 600_000
"""Most elements in one sheet; a part of 125 questions has 40,000."""
_ROW_LIMIT = 20_000
"""Most rows of one sheet that are looked at; a part of 125 questions has 4,000."""
_LOCKED = b"\xd0\xcf\x11\xe0"
"""How a workbook begins that is locked, or older than 2007."""
_PIECE_OF_PART = re.compile(r"[0-9]+/[0-9]+:")
_ESCAPED = re.compile("_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)")
"""How a workbook writes _ where `_x0041_` would be read as A. Of texts that sheets share openpyxl
undoes it itself."""
_CARRIAGE_RETURN = "_x000D_\n"
"""How Excel keeps the end of a line that was pasted from elsewhere."""
_IN_A_GREY_CELL = _("Move it into a grey cell, or to a sheet of your own.")
_AS_HANDED_OUT = _("Use the form as it was handed out, and copy the entries into it.")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of a sheet that is filled in."""

    name: str
    """What its first column holds."""
    cells: tuple[Typed, ...]
    """All its columns, the first one too."""
    where: str
    sheet: str
    """The title of its sheet, as far as it is shown."""
    number: int


@dataclass(slots=True)
class _Found:
    """What was found while a workbook is read."""

    about: dict[str, Typed] = field(default_factory=dict)
    questions: dict[str, dict[str, Typed]] = field(default_factory=dict)
    evidence: dict[str, list[TypedFields]] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    rows: dict[str, FilledRow] = field(default_factory=dict)
    """The rows of the form that were found, by name."""


def part_in_workbook(
    raw: bytes, questionnaire: Questionnaire, where: str, accept_version: bool
) -> Answers:  # fmt: skip
    """The part in a workbook that came back; an AnswerFileError says what is wrong in it."""
    sheets = sheets_in(raw, where)
    form = sent(
        joined_pieces(carried_pieces(sheets), where),
        questionnaire,
        where=where,
        accept_version=accept_version,
    )
    filled = _filled(form, sheets, where)
    return returned(form, filled, questionnaire, where=where, accept_version=accept_version)


# The file.


_BESIDE = 8
"""So many columns to the right of a form are looked at: somebody may have put a remark there."""


def sheets_in(
    raw: bytes, where: str, widest: int = WIDEST + _BESIDE
) -> Mapping[str, tuple[FilledRow, ...]]:
    """The rows of each sheet of a workbook under its title, with so many columns at most.

    An AnswerFileError says why the file is not read.
    """
    if raw.startswith(_LOCKED):
        raise AnswerFileError(
            _("The workbook is locked with a password, or of an old kind (.xls)."),
            where=where,
            remedy=_("Save it as an Excel workbook (.xlsx) without a password."),
        )
    _check_archive(raw, where)
    return _sheets(raw, where, widest)


UNREADABLE = (OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What the standard library raises where an archive is damaged or locked."""


def _check_archive(raw: bytes, where: str) -> None:
    """Refuse what is no workbook, or more than one can be, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = [item.filename for item in archive.infolist()]
            size = sum(item.file_size for item in archive.infolist())
            if len(names) > _MEMBER_LIMIT or size > UNPACKED_LIMIT:
                raise _refusal(_("The workbook would unpack to more than any form."), where)
            _check_kind(names, where)
            for name in names:
                _check_member(name, archive.read(name), where)
    except UNREADABLE as error:
        raise _damaged(where) from error


def _check_kind(names: list[str], where: str) -> None:
    lower = [name.casefold() for name in names]
    if "content.xml" in lower:
        raise AnswerFileError(
            _("This is an OpenDocument spreadsheet."),
            where=where,
            remedy=_("Open it and save it as an Excel workbook (.xlsx)."),
        )
    if "xl/workbook.xml" not in lower:
        raise AnswerFileError(
            _("This is an archive or a document, and no workbook."),
            where=where,
            remedy=_(
                "Unpack an archive and name what was in it, or save the form as an Excel "
                "workbook (.xlsx)."
            ),
        )
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        raise AnswerFileError(
            _("The workbook has macros, which no form has."),
            where=where,
            remedy=_("Save it as an Excel workbook without macros (.xlsx)."),
        )
    if any(name.startswith("xl/externallinks/") for name in lower):
        raise AnswerFileError(
            _("The workbook has links to other files, so what it shows may not be in it."),
            where=where,
            remedy=_("Break the links (in Excel: Data, Edit Links), and save it again."),
        )


def _check_member(name: str, content: bytes, where: str) -> None:
    plain = content.replace(b"\0", b"")  # as it would be in UTF-16
    # No office program declares entities, which can unpack to any size.
    if plain.count(b"<") > TAG_LIMIT or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise _refusal(
            _("The workbook holds more in {name} than any form.").format(name=name[:60]), where
        )


def _sheets(raw: bytes, where: str, widest: int) -> Mapping[str, tuple[FilledRow, ...]]:
    """The rows of each sheet under its title."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
        return {
            sheet.title: tuple(_rows(sheet, where, widest))
            for sheet in book.worksheets
            if hasattr(sheet, "iter_rows")
        }
    except AnswerFileError:
        raise
    except Exception as error:
        raise _damaged(where) from error


def _rows(sheet: Any, where: str, widest: int) -> Iterator[FilledRow]:
    index = _("{where}, sheet '{title}'").format(where=where, title=sheet.title[:31])
    found = sheet.iter_rows(max_row=_ROW_LIMIT + 1, max_col=widest)
    for number, cells in enumerate(found, start=1):
        if number > _ROW_LIMIT and any(cell.value is not None for cell in cells):
            raise _refusal(
                _("The sheet '{title}' has more rows than any form.").format(
                    title=sheet.title[:31]
                ),
                where,
            )
        typed = tuple(
            Typed(
                _value(cell),
                _("{sheet}, cell {letters}{number}").format(
                    sheet=index, letters=_LETTERS[column], number=number
                ),
            )
            for column, cell in enumerate(cells)
        )
        if any(item.value is not None for item in typed):
            yield FilledRow(
                typed[0].text.strip(),
                typed,
                _("{sheet}, row {number}").format(sheet=index, number=number),
                sheet.title[:31],
                number,
            )


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _value(cell: Any) -> Any:
    if cell.value is None or cell.value == "":
        return None
    if cell.data_type in ("f", "e"):
        return Formula(str(cell.value))
    if isinstance(cell.value, str):
        return _ESCAPED.sub("_", cell.value.replace(_CARRIAGE_RETURN, "\n"))
    return cell.value


def carried_pieces(sheets: Mapping[str, tuple[FilledRow, ...]]) -> Iterator[str]:
    """The pieces of what a workbook carries, wherever they stand in it."""
    for rows in sheets.values():
        for row in rows:
            if _PIECE_OF_PART.match(row.name):
                yield row.name


# What was filled in.


def _filled(form: Sent, sheets: Mapping[str, tuple[FilledRow, ...]], where: str) -> Filled:
    found = _Found()
    seen: list[FormSheet] = []
    for title, rows in sheets.items():
        sheet = _sheet_of(rows)
        if sheet is not None:
            seen.append(sheet)
            _check_nothing_beside(sheet, rows)
            _READERS[sheet.title](form, rows, found)
        elif names := _names(form).keys() & {row.name for row in rows}:
            raise _refusal(
                _(
                    "The columns of the sheet '{title}' are not as they were handed out: the "
                    "headings above {names} were changed."
                ).format(title=title[:31], names=min(names)),
                where,
            )
    _check_all_there(form, found, seen, where)
    return Filled(found.about, found.questions, found.evidence, found.where)


def _check_nothing_beside(sheet: FormSheet, rows: tuple[FilledRow, ...]) -> None:
    """Refuse a remark to the right of the columns: it would be read by nobody."""
    for row in rows:
        for cell in row.cells[len(sheet.columns) :]:
            if cell.text.strip() and not cell.is_computed:
                raise cell.refuse(
                    _("{shortly} stands to the right of the form, where nothing is read.").format(
                        shortly=cell.shortly
                    ),
                    _IN_A_GREY_CELL,
                )


def _sheet_of(rows: tuple[FilledRow, ...]) -> FormSheet | None:
    """Which sheet of the form some rows are, by the headings that stand in one of them."""
    for row in rows:
        if row.name == ROW_NAME:
            texts = tuple(cell.text.strip() for cell in row.cells)
            for sheet in SHEETS:
                if texts[: len(sheet.headings)] == sheet.headings:
                    return sheet
    return None


def _names(form: Sent) -> dict[str, tuple[str, str]]:
    """The rows that are typed into: for each name its question, empty for the form, and field."""
    named = {name: ("", about_row) for name, about_row in about_rows().items()}
    for key, letters in form.letters.items():
        named |= {
            name: (key, question_row) for name, question_row in question_rows(key, letters).items()
        }
        named[f"{key}.{ACTION}"] = (key, ACTION)
    return named


def _read_entries(form: Sent, rows: tuple[FilledRow, ...], found: _Found) -> None:
    """The rows of the first sheet and of the questions: one entry each, in the third column."""
    named = _names(form)
    for row in rows:
        entry = row.cells[2] if len(row.cells) > 2 else Typed(None, row.where)
        if row.name in form.letters:
            found.where[row.name] = row.where
        elif row.name in named and row.name not in found.rows:
            key, name = named[row.name]
            fields = found.questions.setdefault(key, {}) if key else found.about
            fields[name] = _entry(entry)
            found.rows[row.name] = row
        elif row.name in named:
            _check_same(row, found.rows[row.name])
        elif row.name != ROW_NAME and entry.value is not None:
            raise _stray(entry)


def _read_actions(form: Sent, rows: tuple[FilledRow, ...], found: _Found) -> None:
    named = {f"{key}.{ACTION}": key for key in form.letters}
    for row in rows:
        if row.name in named and row.name not in found.rows:
            fields = _in_columns(ACTION_SHEET, row)
            found.questions.setdefault(named[row.name], {}).update(fields)
            found.rows[row.name] = row
        elif row.name in named:
            _check_same(row, found.rows[row.name])
        elif row.name != ROW_NAME and not is_blank(fields := _in_columns(ACTION_SHEET, row)):
            raise _stray(next(field for field in fields.values() if field.text.strip()))


def _read_evidence(form: Sent, rows: tuple[FilledRow, ...], found: _Found) -> None:
    for row in rows:
        fields = {} if row.name == ROW_NAME else dict(_in_columns(EVIDENCE_SHEET, row))
        question = fields.pop("question", Typed(None, row.where))
        if is_blank(fields):
            continue
        key = question.line.upper()
        if key not in form.letters:
            raise question.refuse(
                _("{shortly} is no question of this form.").format(shortly=question.shortly)
                if key
                else _("It is not said for which question this evidence is."),
                _("Choose the question from the list."),
            )
        found.evidence.setdefault(key, []).append(fields)


_READERS: Mapping[str, Callable[[Sent, tuple[FilledRow, ...], _Found], None]] = {
    ABOUT_SHEET.title: _read_entries,
    QUESTION_SHEET.title: _read_entries,
    EVIDENCE_SHEET.title: _read_evidence,
    ACTION_SHEET.title: _read_actions,
}


def _in_columns(sheet: FormSheet, row: FilledRow) -> TypedFields:
    return {
        column.field: _entry(cell)
        for column, cell in zip(sheet.columns, row.cells, strict=False)
        if column.field
    }


def _entry(typed: Typed) -> Typed:
    if typed.is_computed:
        raise typed.refuse(
            _("The cell holds a formula or an error ({shortly}), not an entry.").format(
                shortly=typed.shortly
            ),
            _("Type the text, the number or the date itself."),
        )
    return typed


def _check_same(row: FilledRow, other: FilledRow) -> None:
    texts = [[cell.text for cell in item.cells[2:]] for item in (row, other)]
    if texts[0] != texts[1]:
        raise AnswerFileError(
            _(
                "The row {name} is there twice, with other entries; the other one is in "
                "'{sheet}', row {number}."
            ).format(name=row.name, sheet=other.sheet, number=other.number),
            where=row.where,
            remedy=_("Keep the row that holds, and delete the other."),
        )


def _check_all_there(form: Sent, found: _Found, seen: list[FormSheet], where: str) -> None:
    for sheet in SHEETS:
        if sheet not in seen:
            raise _refusal(
                _("The sheet '{title}' is missing, or its headings are.").format(title=sheet.title),
                where,
            )
    for name, (key, item) in _names(form).items():
        # Only where a ministry answered before it is asked to confirm.
        is_there = item != "confirm" or bool(form.part.answer(key).positions)
        if is_there and name not in found.rows:
            raise _refusal(_("The row {name} is missing.").format(name=name), where)


def _stray(typed: Typed) -> AnswerFileError:
    return typed.refuse(
        _("{shortly} stands beside no row of the form, so it is not known what it answers.").format(
            shortly=typed.shortly
        ),
        _IN_A_GREY_CELL,
    )


def _damaged(where: str) -> AnswerFileError:
    return AnswerFileError(
        _("The workbook cannot be read: it is damaged or cut off."),
        where=where,
        remedy=_("Save it again as an Excel workbook (.xlsx), or fetch it again."),
    )


def _refusal(problem: str, where: str) -> AnswerFileError:
    return AnswerFileError(problem, where=where, remedy=_AS_HANDED_OUT)
