"""A part as a workbook: texts protected, cells to fill in grey, drop-downs wherever one chooses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessment.answers import PROSE, Answers
from assessment.cells import in_xml
from assessment.errors import AssessmentError
from assessment.forms.carried import CARRIED_SHEET, carried, pieces
from assessment.forms.fields import (
    ACTION_FIELDS,
    ACTION_WORDS,
    ANSWER_FIELDS,
    CONFIDENCE_WORDS,
    EVIDENCE_FIELDS,
    FIRST_IN_CELL,
    LIMITS,
    STATE_WORDS,
    YES,
    FieldValue,
    answer_shown,
    evidence_shown,
)
from assessment.forms.model import (
    EVIDENCE_ROWS,
    Form,
    FormPoint,
    FormQuestion,
    form_answer,
    form_of,
)
from assessment.forms.words import ABOUT_LABELS, earlier_line
from assessment.forms.workbook_sheets import (
    ABOUT_SHEET,
    ACTION,
    ACTION_SHEET,
    ANSWER_LABELS,
    EVIDENCE,
    EVIDENCE_SHEET,
    FORM,
    QUESTION_SHEET,
    FormSheet,
)
from assessment.forms.workbook_words import about_lines, guidance_lines, point_line
from assessment.language import _
from assessment.questionnaire import LEVELS, POINT_LEVELS, Questionnaire
from assessment.text import language_is_right_to_left
from assessment.workbooks import workbook_bytes

CELL_LIMIT = 32_767
"""Most characters of a cell; openpyxl cuts what is longer without a word."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_FONT = "Arial"
_INK, _MUTED, _BLUE, _RULE = "16263A", "4A5868", "1D5687", "8795A5"
_INPUT = PatternFill("solid", start_color="ECECEC")
_THIN = Side(style="thin", color=_RULE)
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ABOVE = Border(top=Side(style="medium", color=_INK))
_BELOW = Border(bottom=Side(style="medium", color=_INK))
_UNLOCKED = Protection(locked=False)
_TEXT = Alignment(wrap_text=True, vertical="top")
_NAMES = Font(name=_FONT, size=8, color=_MUTED)
_PLAIN = Font(name=_FONT, size=10, color=_INK)
_SMALL = Font(name=_FONT, size=9, color=_MUTED)
_BOLD = Font(name=_FONT, size=10, bold=True, color=_INK)
_AREA = Font(name=_FONT, size=14, bold=True, color=_BLUE)
_TITLE = Font(name=_FONT, size=18, bold=True, color=_INK)
_LINE = {_NAMES: 11.0, _PLAIN: 13.5, _SMALL: 12.5, _BOLD: 13.5, _AREA: 19.0, _TITLE: 25.0}
"""How high one line is, in points."""
_LETTERS = {_NAMES: 1.2, _PLAIN: 1.15, _SMALL: 1.27, _BOLD: 1.0, _AREA: 0.66, _TITLE: 0.52}
"""How many letters fit into one unit of a column's width, with some room for wider fonts."""
_ONE_LINE = 15
_HIGHEST = 409
"""A row can be no higher, in points."""
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\uff60]")


@dataclass(frozen=True, slots=True)
class _Lists:
    """Where the hidden sheet holds what is chosen from."""

    questions: str
    levels: str


def workbook_of_part(questionnaire: Questionnaire, part: Answers) -> bytes:
    """The file of a part as a workbook."""
    form = form_of(questionnaire, part)
    book = Workbook()
    # The width of a column counts in digits of this font.
    book._named_styles["Normal"].font = Font(name=_FONT, size=10)  # type: ignore[attr-defined]
    first = book.active
    if first is not None:
        book.remove(first)
    sheets = [
        _new_sheet(book, sheet, form, questionnaire.language)
        for sheet in (ABOUT_SHEET, QUESTION_SHEET, EVIDENCE_SHEET, ACTION_SHEET)
    ]
    lists = _write_carried(book, form, carried(questionnaire, part))
    _write_about(sheets[0], form)
    _write_questions(sheets[1], form, part, lists)
    _write_evidence(sheets[2], form, part, lists)
    _write_actions(sheets[3], form, part)
    book.properties.title = in_xml(form.title)
    book.properties.creator = in_xml(form.authority)
    return workbook_bytes(book)


# Sheets and cells.


def _new_sheet(book: Workbook, sheet: FormSheet, form: Form, language: str) -> Worksheet:
    made: Worksheet = book.create_sheet(sheet.title)
    for number, column in enumerate(sheet.columns, start=1):
        made.column_dimensions[get_column_letter(number)].width = column.width
    made.sheet_view.rightToLeft = language_is_right_to_left(language)
    made.sheet_view.showGridLines = False
    made.protection.sheet = True
    made.protection.formatRows = False  # who types much may make the row higher
    made.protection.formatColumns = False
    wide = sum(column.width for column in sheet.columns) > 160
    made.page_setup.orientation = "landscape" if wide else "portrait"
    made.page_setup.paperSize = "9"
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = made.page_margins
    margins.left = margins.right = 0.6
    margins.top = margins.bottom = 0.8
    _print_at(made.oddHeader, _printed(form.part.ministry), _printed(form.marking))
    part = _("{printed}, part {id}").format(printed=_printed(form.state), id=form.part.id[:6])
    _print_at(made.oddFooter, part, _("page &P of &N"))
    return made


def _print_at(edge: HeaderFooterItem | None, left: str, right: str) -> None:
    if edge is not None:
        edge.left.text, edge.right.text = left, right
        edge.left.size = edge.right.size = 8


def _printed(text: str) -> str:
    """A text at the edge of a printed page, where & begins an instruction; 255 characters fit."""
    return in_xml(text)[:80].replace("&", "&&")


def _heading(made: Worksheet, sheet: FormSheet, row: int) -> None:
    for number, text in enumerate(sheet.headings, start=1):
        cell = _put(made, row, number, text, _BOLD if number > 1 else _NAMES)
        cell.border = _BELOW
    made.row_dimensions[row].height = 44 if sheet is ACTION_SHEET else 20
    if row == 1:
        made.freeze_panes = "C2" if sheet is ACTION_SHEET else "A2"
        made.print_title_rows = "1:1"


def _put(made: Worksheet, row: int, column: int, value: FieldValue, font: Font = _PLAIN) -> Cell:
    cell: Cell = made.cell(row, column)  # type: ignore[assignment]
    if isinstance(value, str):
        cell.value = _cell_text(value)
        cell.data_type = "s"  # or what begins with = would be a formula
    elif value is not None:
        cell.value = value
    cell.font = font
    cell.alignment = _TEXT
    return cell


def _fit(made: Worksheet, row: int, *texts: tuple[int, FieldValue, Font]) -> None:
    """Make a row as high as the texts in its columns need; one line is what it has anyway.

    Programs fit rows themselves while one types, but LibreOffice does not when it opens a file.
    """
    needed = max(
        _lines(str(text), made.column_dimensions[get_column_letter(column)].width, font)
        * _LINE[font]
        for column, text, font in texts
    )
    if needed > _ONE_LINE:
        made.row_dimensions[row].height = min(needed + 3, _HIGHEST)


def _lines(text: str, width: float, font: Font) -> int:
    # Letters of the scripts of East Asia are twice as wide.
    spread = _WIDE.sub("mm", text)
    letters = int(width * _LETTERS[font])
    return sum(max(1, len(wrap(line, letters))) for line in spread.split("\n"))


def _cell_text(text: str) -> str:
    """A text as a cell can hold it; raises an AssessmentError where it would be cut."""
    # OpenDocument loses a tab in a cell.
    written = _ESCAPED.sub("_x005F_", in_xml(text).replace("\t", "    "))
    if len(written.encode("utf-16-le")) // 2 > CELL_LIMIT:
        raise AssessmentError(
            _(
                "A text is too long for a workbook: it begins '{text}...' and has "
                "{number:,} characters; a cell holds {cell_limit:,}."
            ).format(text=text[:40], number=len(text), cell_limit=CELL_LIMIT),
            remedy=_("Hand this part out in another form, or shorten the text."),
        )
    return written


def _input(made: Worksheet, row: int, column: int, value: FieldValue, *, day: bool = False) -> str:
    """A cell to fill in; gives its address."""
    if isinstance(value, dt.date) and value < FIRST_IN_CELL:
        value = value.isoformat()
    cell = _put(made, row, column, None if value == "" else value)
    cell.fill = _INPUT
    cell.border = _BOX
    cell.protection = _UNLOCKED
    # As text, so that no program makes a date or a formula of what somebody types.
    cell.number_format = "yyyy-mm-dd" if day else "General" if isinstance(value, int) else "@"
    return str(cell.coordinate)


def _choose(made: Worksheet, cells: Iterable[str], source: str, *, prompt: str = "") -> None:
    """Drop-downs for some cells."""
    listed = list(cells)
    if not listed:
        return
    rule = DataValidation(
        type="list", formula1=source, allow_blank=True, showErrorMessage=True,
        errorTitle=_("Not in the list"), error=_("Choose an entry of the list, or clear the cell."),
    )  # fmt: skip
    if prompt:
        rule.showInputMessage = True
        rule.prompt = prompt
    for cell in listed:
        rule.add(cell)
    made.add_data_validation(rule)


def _limit(made: Worksheet, cells: Iterable[str], limit: int) -> None:
    """Say that a text is too long while it is typed."""
    listed = list(cells)
    if not listed:
        return
    rule = DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(limit), allow_blank=True,
        showErrorMessage=True, errorTitle=_("Too long"), error=_("{limit:,} characters are the "
                                                                 "most.").format(limit=limit),
    )  # fmt: skip
    for cell in listed:
        rule.add(cell)
    made.add_data_validation(rule)


def _words(words: Iterable[str]) -> str:
    return f'"{",".join(words)}"'


# What is carried, and what is chosen from.


def _write_carried(book: Workbook, form: Form, content: bytes) -> _Lists:
    made = book.create_sheet(CARRIED_SHEET)
    made.sheet_state = "veryHidden"
    made.protection.sheet = True
    columns = (
        pieces(content),
        [question.id for question in form.questions],
        [f"{level} {form.level_names[level]}" for level in LEVELS],
    )
    for number, texts in enumerate(columns, start=1):
        for row, text in enumerate(texts, start=1):
            cell = made.cell(row, number)
            cell.value = _cell_text(text)
            cell.data_type = "s"
    name = quote_sheetname(CARRIED_SHEET)
    return _Lists(
        questions=f"{name}!$B$1:$B${len(form.questions)}",
        levels=f"{name}!$C$1:$C${len(LEVELS)}",
    )


# The first sheet.

_FONTS = {"title": _TITLE, "heading": _AREA, "small": _SMALL}


def _write_about(made: Worksheet, form: Form) -> None:
    row = 0
    for kind, beside, text in about_lines(form):
        row += 1
        if kind == "entries":
            row = _write_entries(made, row + 1)
            continue
        if kind == "heading":
            row += 1
        font = _FONTS.get(kind, _PLAIN)
        _put(made, row, 1, beside, _SMALL)
        _put(made, row, 2, text, font)
        _fit(made, row, (2, text, font))


def _write_entries(made: Worksheet, row: int) -> int:
    _heading(made, ABOUT_SHEET, row)
    for name, label in ABOUT_LABELS.items():
        row += 1
        _put(made, row, 1, f"{FORM}.{name}", _NAMES)
        _put(made, row, 2, label)
        cell = _input(made, row, 3, None, day=name == "date")
        if name in LIMITS:
            _limit(made, [cell], LIMITS[name])
    return row


# The questions.


def _write_questions(made: Worksheet, form: Form, part: Answers, lists: _Lists) -> None:
    _heading(made, QUESTION_SHEET, 1)
    chosen: dict[str, list[str]] = {}
    row, area = 1, ""
    for question in form.questions:
        if question.area != area:
            area = question.area
            row += 1
            _put(made, row, 2, area, _AREA)
            _fit(made, row, (2, area, _AREA))
        row = _write_question(made, row + 1, question, part, form, chosen)
    _choose(made, chosen.get("point", ()), _words([YES]))
    _choose(made, chosen.get("confirm", ()), _words([YES]))
    _choose(made, chosen.get("level", ()), lists.levels)
    _choose(made, chosen.get("state", ()), _words(STATE_WORDS.values()))
    _choose(made, chosen.get("confidence", ()), _words(CONFIDENCE_WORDS.values()))
    for name in ("reason", *PROSE):
        _limit(made, chosen.get(name, ()), LIMITS[name])


def _write_question(
    made: Worksheet, row: int, question: FormQuestion, part: Answers, form: Form,
    chosen: dict[str, list[str]],
) -> int:  # fmt: skip
    """The rows of one question; gives the last."""
    top = row
    for column, text in enumerate((question.id, question.title or question.text), start=1):
        _put(made, top, column, text, _BOLD)
    for column in (1, 2, 3):
        made.cell(top, column).border = _ABOVE
    row = _write_question_texts(made, row, question, form)
    shown = answer_shown(form_answer(part.answer(question.id)))
    shown["level"] = _level_shown(form, shown["level"])
    points = {item.letter: point_line(item) for item in _by_level(question)}
    first = () if question.earlier is None else ("confirm",)
    others = (name for name in ANSWER_FIELDS if name != "confirm")
    cells: dict[str, str] = {}
    for name in (*first, *points, *others):
        row += 1
        _put(made, row, 1, f"{question.id}.{name}", _NAMES)
        label = points.get(name) or ANSWER_LABELS[name]
        _put(made, row, 2, label)
        _fit(made, row, (2, label, _PLAIN), (3, shown.get(name) or "", _PLAIN))
        cells[name] = _input(made, row, 3, shown.get(name))
        chosen.setdefault("point" if name in points else name, []).append(cells[name])
    _put(made, top, 3, None, _BOLD).value = _level_that_follows(question, cells, form)
    return row


def _write_question_texts(made: Worksheet, row: int, question: FormQuestion, form: Form) -> int:
    low = enumerate((question.absent, question.ad_hoc))
    levels = (
        _("Level {level}, {level_names}:  {text}").format(
            level=level, level_names=form.level_names[level], text=text
        )
        for level, text in low
    )
    texts: list[tuple[str, Font]] = [(question.text, _PLAIN)] if question.title else []
    texts += [(text, _SMALL) for text in guidance_lines(question)]
    texts += [(text, _PLAIN) for text in levels]
    if question.earlier is not None:
        texts.append((earlier_line(question.earlier), _BOLD))
    for text, font in texts:
        row += 1
        _put(made, row, 2, text, font)
        _fit(made, row, (2, text, font))
    return row


def _by_level(question: FormQuestion) -> list[FormPoint]:
    return sorted(question.points, key=lambda item: item.level)


def _level_shown(form: Form, level: FieldValue) -> FieldValue:
    return f"{level} {form.level_names[level]}" if isinstance(level, int) else level


def _level_that_follows(question: FormQuestion, cells: Mapping[str, str], form: Form) -> str:
    """A formula that shows the level as one ticks; nothing is read from its cell."""
    ticked = [f'{cells[item.letter]}="{YES}"' for item in _by_level(question)]
    words = [
        _quoted(
            _("Level {level} {level_names}").format(
                level=level, level_names=form.level_names[level]
            )
        )
        for level in LEVELS
    ]
    formula = f'IF(OR({",".join(ticked)}),{words[1]},"")'
    level_cell = cells["level"]
    before, _level, after = _("Level {level}").partition("{level}")
    typed = f"{_quoted(before)}&{level_cell}&{_quoted(after)}"
    formula = f'IF({level_cell}<>"",{typed},{formula})'
    for level in POINT_LEVELS:
        held = ticked[: sum(point.level <= level for point in question.points)]
        formula = f"IF(AND({','.join(held) or 'FALSE()'}),{words[level]},{formula})"
    return f'=IF({cells["state"]}<>"",{cells["state"]},{formula})'


def _quoted(text: str) -> str:
    return '"' + in_xml(text).replace('"', '""') + '"'


# Evidence and actions.


def _write_evidence(made: Worksheet, form: Form, part: Answers, lists: _Lists) -> None:
    _heading(made, EVIDENCE_SHEET, 1)
    filled = [
        (question.id, evidence_shown(evidence))
        for question in form.questions
        for evidence in part.answer(question.id).evidence
    ]
    named: list[str] = []
    limited: dict[str, list[str]] = {}
    empty: tuple[str, dict[str, FieldValue]] = ("", {})
    rows = [*filled, *[empty] * (EVIDENCE_ROWS * len(form.questions))]
    for number, (key, shown) in enumerate(rows, start=1):
        _put(made, number + 1, 1, f"{EVIDENCE}.{number}", _NAMES)
        named.append(_input(made, number + 1, 2, key))
        texts = enumerate((shown.get(name) or "" for name in EVIDENCE_FIELDS), start=3)
        _fit(made, number + 1, *((column, text, _PLAIN) for column, text in texts))
        for column, name in enumerate(EVIDENCE_FIELDS, start=3):
            cell = _input(made, number + 1, column, shown.get(name), day=name == "date")
            limited.setdefault(name, []).append(cell)
    _choose(made, named, lists.questions)
    for name in ("title", "reference"):
        _limit(made, limited.get(name, ()), LIMITS[name])


def _write_actions(made: Worksheet, form: Form, part: Answers) -> None:
    _heading(made, ACTION_SHEET, 1)
    cells: dict[str, list[str]] = {name: [] for name in ACTION_FIELDS}
    for number, question in enumerate(form.questions, start=2):
        shown = answer_shown(form_answer(part.answer(question.id)))
        _put(made, number, 1, f"{question.id}.{ACTION}", _NAMES)
        title = _put(made, number, 2, question.title or question.text, _SMALL)
        title.alignment = Alignment(shrink_to_fit=True, vertical="top")
        texts = enumerate((shown.get(name) or "" for name in ACTION_FIELDS), start=3)
        _fit(made, number, *((column, text, _PLAIN) for column, text in texts))
        for column, name in enumerate(ACTION_FIELDS, start=3):
            cells[name].append(_input(made, number, column, shown.get(name), day=name == "due"))
    _choose(made, cells["status"], _words(ACTION_WORDS.values()))
    for name in ("technical", "financial", "material"):
        _choose(made, cells[name], _words([YES]))
    for name in ("action", "owner", "request"):
        _limit(made, cells[name], LIMITS[name])
