"""Forms filled in at random, and the hand that types the same into a workbook."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from test_parts import asking, handed

from assessment.answers import (
    ASSISTANCES,
    PROSE,
    Action,
    Answer,
    Answers,
    Evidence,
    Position,
    is_one_line,
)
from assessment.forms.fields import (
    ANSWER_FIELDS,
    FIRST_IN_CELL,
    FieldValue,
    answer_shown,
    evidence_shown,
)
from assessment.forms.model import FormAnswer, filled_in, on_day
from assessment.forms.workbook_sheets import ACTION_SHEET, EVIDENCE_SHEET
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers

DAY = dt.date(2026, 11, 10)
WHO = 'Police "North" & Customs'
APPROVED = "=HYPERLINK(1)"
ASKED = ("AAA-01", "AAA-02", "BBB-01")
HOSTILE = (
    "=1+1", "@SUM(A1)", "+1", "-2", "_x0041_", "_x000D_", "a\nb", "tab\there", "٣ ملاحظات",
    "Cafe\u0301", '"quoted", <b>&amp;</b>', "  around  ", "'apostrophe", "#N/A", "TRUE", "007",
    "2026-05-01", "1e5", "中文", "𝔘𝔫𝔦", "x" * 300, "\U0001f600" * 200, "/Off", "(a\\b)",
)  # fmt: skip
TEXTS = st.sampled_from(("", *HOSTILE))
LINES = st.sampled_from(tuple(item for item in HOSTILE if len(item) <= 200))
DAYS = st.one_of(st.none(), st.dates(dt.date(1600, 1, 1), dt.date(2999, 12, 31)))
COSTS = st.one_of(st.none(), st.integers(0, 10**15))


@st.composite
def statements(draw: st.DrawFn, letters: str = "abcdef") -> dict[str, Any]:
    """A state that can be, with the points, level or reason that belong to it."""
    kind = draw(st.sampled_from(("open", "points", "low", "alone", "unknown", "not applicable")))
    if kind == "points":
        points = tuple(sorted(draw(st.sets(st.sampled_from(letters), min_size=1))))
        return {"points": points, "level": draw(st.sampled_from((None, 0, 1)))}
    if kind == "low":
        return {"level": draw(st.sampled_from((0, 1)))}
    if kind == "alone":
        return {"level": draw(st.sampled_from((2, 3, 4)))}
    if kind == "unknown":
        return {"status": draw(st.sampled_from(("unknown", "withheld")))}
    return {"status": "not_applicable", "reason": draw(LINES)} if kind != "open" else {}


@st.composite
def actions(draw: st.DrawFn) -> Action | None:
    """A next action, or none."""
    if draw(st.booleans()):
        return None
    return Action(
        text=draw(TEXTS),
        owner=draw(LINES),
        due=draw(DAYS),
        status=draw(st.sampled_from(("planned", "under_way", "done"))),
        cost=draw(COSTS),
        funded=draw(COSTS),
        assistance=tuple(assistance for assistance in ASSISTANCES if draw(st.booleans())),
        request=draw(TEXTS),
    )


@st.composite
def form_answers(draw: st.DrawFn) -> FormAnswer:
    """What somebody fills in for one question, as a form can show it."""
    evidence = st.builds(Evidence, title=LINES, reference=LINES, date=DAYS)
    return FormAnswer(
        **{"points": (), **draw(statements())},
        confidence=draw(st.sampled_from((None, "low", "medium", "high"))),
        evidence=tuple(draw(st.lists(evidence, max_size=3))),
        **{name: draw(LINES if is_one_line(name) else TEXTS) for name in PROSE},
        action=draw(actions()),
    )


class File(bytes):
    """The bytes of a form, which no failing test prints."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


FILLINGS = st.dictionaries(st.sampled_from(ASKED), form_answers())


def asked_part(small: Questionnaire) -> Answers:
    """A part of three questions for a ministry with a hostile name, which answered one before."""
    name = '=cmd|"/C calc"!A1 & Sons'
    said = Position(
        status="answered", level=2, points=("a", "b"), ministry=name, note="Ours.\n_x0041_",
        evidence=(Evidence(title="=Decree 5", date=dt.date(1850, 1, 1)), Evidence(title="Law")),
        action=Action(text="Go on", assistance=("material", "technical"), cost=5),
        by="B. Example", at=dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC),
    )  # fmt: skip
    own = asking(
        small, {}, contact="focal@example.org", marking='RESTRICTED & "co"', authority="=Authority"
    )
    own = own.with_answer("AAA-02", Answer(status="answered", level=3, positions=(said,)))
    return handed(small, own, to=name, questions=ASKED).parts[0]


def through_json(
    small: Questionnaire, part: Answers, given: Mapping[str, FormAnswer]
) -> Answers:  # fmt: skip
    """The part as it would come back if it had been filled in as JSON."""
    filled = filled_in(small, part, given, by=WHO, at=on_day(DAY), approved_by=APPROVED)
    return parse_answers(dump(filled), small, where="part.json", parts=True).answers


# In a workbook.


def cells(book: openpyxl.Workbook) -> dict[str, tuple[Cell, ...]]:
    """The rows of a workbook by their name."""
    return {
        str(row[0].value): row
        for sheet in book
        for row in sheet.iter_rows()
        if row[0].value is not None
    }


def typed_into(raw: bytes, given: Mapping[str, FormAnswer]) -> bytes:
    """A workbook in which somebody fills in what is given, field by field."""

    def fill(book: openpyxl.Workbook) -> None:
        rows = cells(book)
        for name, value in (("by", WHO), ("date", DAY), ("approved_by", APPROVED)):
            put(rows[f"form.{name}"][2], value)
        for key, item in given.items():
            shown = answer_shown(item)
            for field in (*"abcdef", *ANSWER_FIELDS[:-1]):
                put(rows[f"{key}.{field}"][2], shown.get(field))
            for column, cell in zip(ACTION_SHEET.columns, rows[f"{key}.action"], strict=True):
                if column.field:
                    put(cell, shown.get(column.field))
            _put_evidence([row for name, row in rows.items() if "evidence." in name], key, item)

    return changed(raw, fill)


def _put_evidence(rows: Sequence[tuple[Cell, ...]], key: str, given: FormAnswer) -> None:
    for row in rows:
        if row[1].value == key:
            for cell in row[1:]:
                cell.value = None
    free = (row for row in rows if row[1].value in (None, ""))
    for evidence, row in zip(given.evidence, free, strict=False):
        for column, cell in zip(EVIDENCE_SHEET.columns[1:], row[1:], strict=True):
            put(cell, {"question": key, **evidence_shown(evidence)}[column.field])


def changed(raw: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """A workbook after somebody changed something in it and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: Cell, value: FieldValue) -> None:
    """Type something into a cell as an office program keeps it."""
    early = isinstance(value, dt.date) and value < FIRST_IN_CELL
    if early:
        value = value.isoformat()
    if isinstance(value, str):
        cell.value = value.replace("_x", "_x005F_x")
        cell.data_type = "s"
    else:
        cell.value = value
