"""The sheets of a plan, with filters, widths and formats set, so that it can be summed at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessment.cells import in_xml
from assessment.forms.carried import CARRIED_SHEET
from assessment.forms.fields import ACTION_WORDS, FIRST_IN_CELL
from assessment.forms.plan_files import (
    PLAN_COLUMNS,
    PLAN_SHEET,
    SUMS_SHEET,
    PlanValue,
    SumRow,
)
from assessment.language import _
from assessment.plan import PlanRow
from assessment.workbooks import workbook_bytes

AMOUNT = "#,##0"
DAY = "yyyy-mm-dd"
_AMOUNTS = ("Cost", "Funded", "Not funded")
SUM_HEADINGS = ("Ministry", "Tasks", "Without a cost", *_AMOUNTS)
NO_MINISTRY = _("(no ministry named)")
_PLAIN = Font(name="Arial", size=10)
_BOLD = Font(name="Arial", size=10, bold=True)
_TOP = Alignment(wrap_text=True, vertical="top")
_OPEN_CELL = PatternFill("solid", start_color="ECECEC")
_BELOW = Border(bottom=Side(style="medium"))
_UNLOCKED = Protection(locked=False)


def workbook_of_plan(
    rows: Sequence[PlanRow],
    sums: Sequence[SumRow],
    *,
    currency: str,
    marking: str,
    carried: Sequence[str],
) -> bytes:
    """The file: tasks, sums by ministry, and what it carries about itself."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_plan(book.create_sheet(PLAN_SHEET), rows, currency, marking)
    _write_sums(book.create_sheet(SUMS_SHEET), sums, currency, marking)
    hidden = book.create_sheet(CARRIED_SHEET)
    hidden.sheet_state = "veryHidden"
    for number, piece in enumerate(carried, start=1):
        _put(hidden, number, 1, piece)
    return workbook_bytes(book)


def _write_plan(sheet: Worksheet, rows: Sequence[PlanRow], currency: str, marking: str) -> None:
    _set_up(sheet, [_in(column.heading, currency) for column in PLAN_COLUMNS], marking)
    for number, column in enumerate(PLAN_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for index, row in enumerate(rows, start=2):
        for number, column in enumerate(PLAN_COLUMNS, start=1):
            cell = _put(sheet, index, number, column.value(row))
            if column.field:
                cell.fill, cell.protection = _OPEN_CELL, _UNLOCKED
            if column.field == "due":
                cell.number_format = DAY
            elif column.heading in _AMOUNTS:
                cell.number_format = AMOUNT
    last = get_column_letter(len(PLAN_COLUMNS))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    sheet.freeze_panes = "C2"
    _choose_status(sheet, len(rows) + 1)
    # Filters and sorting stay open under the protection, which guards texts against a slip.
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.sort = False
    sheet.protection.formatRows = sheet.protection.formatColumns = False


def _choose_status(sheet: Worksheet, last: int) -> None:
    letter = get_column_letter(
        next(n for n, c in enumerate(PLAN_COLUMNS, 1) if c.field == "status")
    )
    rule = DataValidation(
        type="list", formula1=f'"{",".join(ACTION_WORDS.values())}"', allow_blank=True,
        showErrorMessage=True, errorTitle=_("Not in the list"), error=_("Choose an entry of the "
                                                                        "list."),
    )  # fmt: skip
    rule.add(f"{letter}2:{letter}{max(last, 2)}")
    sheet.add_data_validation(rule)


def _write_sums(sheet: Worksheet, sums: Sequence[SumRow], currency: str, marking: str) -> None:
    _set_up(sheet, [_in(heading, currency) for heading in SUM_HEADINGS], marking)
    for number, width in enumerate((34, 9, 16, 18, 18, 18), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for index, row in enumerate(sums, start=2):
        values: tuple[PlanValue, ...] = (row.ministry or NO_MINISTRY, row.tasks, row.without_cost)
        amounts = (row.cost, row.funded, row.unfunded)
        for number, value in enumerate((*values, *amounts), start=1):
            cell = _put(sheet, index, number, value)
            if number > len(values):
                cell.number_format = AMOUNT
    sheet.auto_filter.ref = f"A1:F{len(sums) + 1}"
    sheet.freeze_panes = "B2"


def _set_up(sheet: Worksheet, headings: Sequence[str], marking: str) -> None:
    for number, heading in enumerate(headings, start=1):
        cell = _put(sheet, 1, number, heading)
        cell.font, cell.border = _BOLD, _BELOW
    sheet.row_dimensions[1].height = 30
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if marking and sheet.oddHeader is not None:
        sheet.oddHeader.center.text = in_xml(marking)[:80].replace("&", "&&")


def _in(heading: str, currency: str) -> str:
    return f"{heading} ({currency})" if currency and heading in _AMOUNTS else heading


def _put(sheet: Worksheet, row: int, column: int, value: PlanValue) -> Cell:
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]
    if isinstance(value, str):
        if value:
            cell.value = in_xml(value)
            cell.data_type = "s"  # or what begins with = would be a formula
    elif isinstance(value, dt.date) and value < FIRST_IN_CELL:
        cell.value = value.isoformat()
    else:
        cell.value = value
    cell.font, cell.alignment = _PLAIN, _TOP
    return cell
