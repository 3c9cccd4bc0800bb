"""The plan as a workbook: sums for a ministry of finance, and what it changed taken back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from synthetic import answers as small_answers

from assessment.answers import EVENT_LIMIT, Action, Answer, Answers, Event
from assessment.assess import assess
from assessment.cli.main import run
from assessment.errors import AnswerFileError
from assessment.forms.plan_files import (
    PLAN_COLUMNS,
    is_plan,
    plan_csv,
    plan_in,
    plan_workbook,
    sums_by_ministry,
)
from assessment.forms.workbook import workbook_of_part
from assessment.forms.workbook_reader import part_in_workbook
from assessment.parts import Choice, hand_out
from assessment.plan import PlanEntry, plan_entry, plan_rows, take_plan
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers, write_answers

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
HEADINGS = [column.heading for column in PLAN_COLUMNS]
Capture = pytest.CaptureFixture[str]
Change = Callable[[Worksheet], object]


def add_row(key: str | None, heading: str, value: object) -> Change:
    def change(sheet: Worksheet) -> None:
        names = [str(cell.value).partition(" (")[0] for cell in sheet[1]]
        below = sheet.max_row + 1
        sheet.cell(below, 2).value = key
        sheet.cell(below, names.index(heading) + 1).value = value  # type: ignore[union-attr]

    return change


@pytest.fixture
def planned(small: Questionnaire) -> Answers:
    """Three gaps; one has an action with a cost, one waits for another."""
    given = small_answers(small, {"AAA-01": 1, "AAA-02": 2, "BBB-01": 1, "BBB-02": 2})
    action = Action(
        text="Draft the decree", owner="Legal office", due=dt.date(2027, 3, 31), cost=100_000,
        funded=40_000, assistance=("technical",), request="Help with drafting.",
    )  # fmt: skip
    entries = {
        **given.answers,
        "AAA-01": given.answer("AAA-01").replace(ministry="Interior", action=action),
        "BBB-01": given.answer("BBB-01").replace(ministry="Trade", note="=1+1"),
    }
    profile = given.profile.model_copy(update={"ministries": ("Interior", "Trade")})
    return given.replace(answers=entries, profile=profile, currency="EUR", id="0" * 31 + "1")


def workbook(small: Questionnaire, answers: Answers) -> bytes:
    return plan_workbook(small, answers, plan_rows(assess(small, answers)))


def edited(raw: bytes, change: Change) -> bytes:
    """The workbook after somebody worked in its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    change(book["Plan"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row_of(sheet: Worksheet, key: str) -> int:
    return next(row for row in range(2, 50) if sheet.cell(row, 2).value == key)


def set_cell(key: str, heading: str, value: object) -> Change:
    def change(sheet: Worksheet) -> None:
        names = [str(cell.value).partition(" (")[0] for cell in sheet[1]]
        sheet.cell(row_of(sheet, key), names.index(heading) + 1).value = value  # type: ignore[union-attr]

    return change


def test_a_row_is_a_task_with_all_that_is_known_of_it(small: Questionnaire, planned: Answers):
    rows = {row.question: row for row in plan_rows(assess(small, planned))}
    row = rows["AAA-01"]
    assert (row.ministry, row.action, row.owner) == ("Interior", "Draft the decree", "Legal office")
    assert row.entry == PlanEntry("planned", dt.date(2027, 3, 31), 100_000, 40_000)
    assert row.missing[0] == "AAA-01 finds fact a at level 2, next."
    assert rows["BBB-01"].entry == PlanEntry(None, None, None, None)
    gaps = [gap.question for gap in assess(small, planned).roadmap.gaps]
    assert list(rows) == gaps


def test_an_action_on_a_question_that_is_no_gap_stands_under_further(
    small: Questionnaire, planned: Answers
):
    done = planned.answer("AAA-01").replace(level=4)
    answers = planned.replace(answers={**planned.answers, "AAA-01": done})
    rows = {row.question: row for row in plan_rows(assess(small, answers))}
    assert rows["AAA-01"].step == "further"
    assert list(rows)[-1] == "AAA-01"


def test_sums_are_by_ministry(small: Questionnaire, planned: Answers):
    sums = {row.ministry: row for row in sums_by_ministry(plan_rows(assess(small, planned)))}
    assert (sums["Interior"].cost, sums["Interior"].funded) == (100_000, 40_000)
    assert sums["Interior"].unfunded == 60_000
    assert sums["Trade"].without_cost == 1
    assert list(sums)[-1] == ""


def test_csv_is_a_row_a_task_and_harmless(small: Questionnaire, planned: Answers):
    named = planned.answer("AAA-02").replace(action=Action(text="=HYPERLINK(1)"))
    answers = planned.replace(answers={**planned.answers, "AAA-02": named})
    rows = list(csv.DictReader(io.StringIO(plan_csv(plan_rows(assess(small, answers))))))
    assert list(rows[0]) == HEADINGS
    found = {row["Question"]: row for row in rows}
    assert found["AAA-01"]["Due"] == "2027-03-31"
    assert found["AAA-01"]["Cost"] == "100000"
    assert found["AAA-02"]["Action"] == "'=HYPERLINK(1)"


def test_a_workbook_can_be_filtered_and_summed(small: Questionnaire, planned: Answers):
    book = openpyxl.load_workbook(io.BytesIO(workbook(small, planned)))
    sheet = book["Plan"]
    assert sheet.auto_filter.ref == f"A1:T{sheet.max_row}"
    assert sheet.freeze_panes == "C2"
    headings = [cell.value for cell in sheet[1]]
    assert headings[13:16] == ["Cost (EUR)", "Funded (EUR)", "Not funded (EUR)"]
    row = row_of(sheet, "AAA-01")
    assert sheet.cell(row, 14).value == 100_000
    assert sheet.cell(row, 14).number_format == "#,##0"
    assert sheet.cell(row, 13).number_format == "yyyy-mm-dd"
    assert not sheet.cell(row, 14).protection.locked
    assert sheet.cell(row, 10).protection.locked
    assert [cell.value for cell in book["By ministry"][2]][:4] == ["Interior", 1, 0, 100_000]
    assert not any(cell.data_type == "f" for line in sheet for cell in line)


# It comes back.


def took(small: Questionnaire, answers: Answers, raw: bytes):
    plan = plan_in(raw, small, answers, "plan.xlsx")
    return take_plan(
        answers, plan.handed_out, plan.came_back, replaced=plan.replaced, now=NOW, by="Finance"
    )


def test_status_date_and_cost_are_taken_over_and_nothing_else(
    small: Questionnaire, planned: Answers
):
    raw = workbook(small, planned)
    for change in (
        set_cell("AAA-01", "Status", "under way"),
        set_cell("AAA-01", "Due", "June 2027"),
        set_cell("AAA-01", "Cost", "120 000"),
        set_cell("BBB-01", "Cost", 5_000),
        set_cell("AAA-01", "Action", "Something else"),
        set_cell("AAA-01", "Level", 4),
    ):
        raw = edited(raw, change)
    taken = took(small, planned, raw)
    assert set(taken.changed) == {"AAA-01", "BBB-01"}
    assert taken.conflicts == ()
    action = taken.answers.answer("AAA-01").action
    assert action is not None
    assert (action.status, action.due, action.cost) == ("under_way", dt.date(2027, 6, 30), 120_000)
    assert (action.text, action.funded) == ("Draft the decree", 40_000)
    assert taken.answers.answer("AAA-01").level == 1
    assert taken.answers.answer("BBB-01").action == Action(cost=5_000)
    assert taken.answers.history[-1].detail == "The plan came back: 2 actions changed."
    assert taken.answers.history[-1].by == "Finance"


def test_twice_is_once(small: Questionnaire, planned: Answers):
    raw = edited(workbook(small, planned), set_cell("AAA-01", "Cost", 120_000))
    once = took(small, planned, raw).answers
    assert took(small, once, raw).answers == once


def test_what_the_file_changed_since_is_left_and_named(small: Questionnaire, planned: Answers):
    raw = edited(workbook(small, planned), set_cell("AAA-01", "Cost", 120_000))
    raw = edited(raw, set_cell("AAA-01", "Funded", 50_000))
    before = planned.answer("AAA-01")
    assert before.action is not None
    since = before.action.model_copy(update={"cost": 90_000})
    answers = planned.replace(answers={**planned.answers, "AAA-01": before.replace(action=since)})
    taken = took(small, answers, raw)
    assert [(conflict.question, conflict.field) for conflict in taken.conflicts] == [
        ("AAA-01", "cost")
    ]
    action = taken.answers.answer("AAA-01").action
    assert action is not None
    assert (action.cost, action.funded) == (90_000, 50_000)


def test_a_cost_is_not_put_down_to_another_action_than_the_plan_named(
    small: Questionnaire, planned: Answers
):
    raw = edited(workbook(small, planned), set_cell("AAA-01", "Cost", 120_000))
    raw = edited(raw, set_cell("BBB-01", "Cost", 7))
    before = planned.answer("AAA-01")
    assert before.action is not None
    another = before.action.model_copy(update={"text": "Train the staff"})
    answers = planned.replace(answers={**planned.answers, "AAA-01": before.replace(action=another)})
    taken = took(small, answers, raw)
    assert [(conflict.question, conflict.field) for conflict in taken.conflicts] == [
        ("AAA-01", "cost")
    ]
    assert taken.answers.answer("AAA-01").action == another
    assert taken.changed == ("BBB-01",)


def test_rows_may_be_sorted_and_deleted(small: Questionnaire, planned: Answers):
    def shuffle(sheet: Worksheet) -> None:
        set_cell("BBB-01", "Cost", 7)(sheet)
        sheet.delete_rows(row_of(sheet, "AAA-02"))
        sheet.move_range(f"A2:T{sheet.max_row}", rows=5)

    taken = took(small, planned, edited(workbook(small, planned), shuffle))
    assert taken.changed == ("BBB-01",)


ENTRIES = st.builds(
    PlanEntry,
    st.sampled_from((None, "planned", "under_way", "done")),
    st.one_of(st.none(), st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1))),
    st.one_of(st.none(), st.integers(0, 10**9)),
    st.one_of(st.none(), st.integers(0, 10**9)),
)


@given(entry=ENTRIES)
def test_an_entry_that_comes_back_is_what_the_action_then_is(
    small: Questionnaire, planned: Answers, entry: PlanEntry
):
    key = "AAA-01"
    before = plan_entry(planned.answer(key).action)
    taken = take_plan(planned, {key: before}, {key: entry}, now=NOW)
    found = plan_entry(taken.answers.answer(key).action)
    assert found.due == entry.due
    assert (found.cost, found.funded) == (entry.cost, entry.funded)
    assert found.status == (entry.status or before.status), "nobody plans nothing"
    assert (taken.answers is planned) == (found == before)


def test_sums_below_the_tasks_and_questions_in_small_letters_do_no_harm(
    small: Questionnaire, planned: Answers
):
    def work(sheet: Worksheet) -> None:
        set_cell("AAA-01", "Cost", 7)(sheet)
        sheet.cell(row_of(sheet, "AAA-01"), 2).value = "aaa-01 "
        add_row("Total", "Cost", "=SUM(N2:N9)")(sheet)

    assert took(small, planned, edited(workbook(small, planned), work)).changed == ("AAA-01",)


def test_a_year_that_is_typed_into_a_cell_for_dates_is_its_last_day(
    small: Questionnaire, planned: Answers
):
    # What office programs make of 2027 in a cell that shows dates.
    raw = edited(workbook(small, planned), set_cell("AAA-01", "Due", dt.date(1905, 7, 19)))
    action = took(small, planned, raw).answers.answer("AAA-01").action
    assert action is not None
    assert action.due == dt.date(2027, 12, 31)


def test_a_plan_is_known_by_what_it_carries_whatever_its_sheets_are_called(
    small: Questionnaire, planned: Answers
):
    def rename(sheet: Worksheet) -> None:
        set_cell("AAA-01", "Cost", 7)(sheet)
        sheet.title = "Finance"

    raw = edited(workbook(small, planned), rename)
    assert is_plan(raw)
    assert took(small, planned, raw).changed == ("AAA-01",)
    with pytest.raises(AnswerFileError, match="is the plan of an assessment, and no part"):
        part_in_workbook(raw, small, "plan.xlsx", accept_version=False)


def test_a_part_with_a_sheet_of_its_own_that_is_called_plan_is_a_part(
    small: Questionnaire, planned: Answers
):
    choice = Choice(ministries=("Interior",))
    part = hand_out(small, planned, choice, due=None, form="workbook", now=NOW).parts[0]
    book = openpyxl.load_workbook(io.BytesIO(workbook_of_part(small, part)))
    book.create_sheet("Plan")["A1"] = "Our own"
    stream = io.BytesIO()
    book.save(stream)
    assert not is_plan(stream.getvalue())


def test_the_oldest_line_of_a_full_history_gives_way(small: Questionnaire, planned: Answers):
    line = Event(what="merged", at=NOW)
    full = planned.replace(history=(line,) * EVENT_LIMIT)
    raw = edited(workbook(small, full), set_cell("AAA-01", "Cost", 7))
    kept = took(small, full, raw).answers.history
    assert len(kept) == EVENT_LIMIT
    assert kept[-1].what == "taken_back"


# Refused.


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (set_cell("AAA-01", "Cost", "=10*3"), "is no whole number"),
        (set_cell("AAA-01", "Cost", 1.5), "is no whole number"),
        (set_cell("AAA-01", "Cost", 10**18), "larger than"),
        (set_cell("AAA-01", "Due", "soon"), "date"),
        (set_cell("AAA-01", "Status", "nearly"), "is no status"),
        (lambda sheet: sheet.delete_rows(1), "no row that is known"),
        (add_row("AAA-01 ", "Cost", 7), "twice"),
        (add_row("ZZZ-99", "Cost", 7), "'ZZZ-99', which is no task of this plan"),
        (add_row(None, "Due", "2027-06-30"), "stands beside no question"),
        (add_row("Total", "Cost", 100_000), "'Total', which is no task"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_place(
    small: Questionnaire, planned: Answers, change: Change, words: str
):
    with pytest.raises(AnswerFileError) as caught:
        took(small, planned, edited(workbook(small, planned), change))
    assert words in str(caught.value)
    assert "plan.xlsx" in str(caught.value)


def test_a_plan_of_another_assessment_is_refused(small: Questionnaire, planned: Answers):
    raw = workbook(small, planned)
    with pytest.raises(AnswerFileError, match="another assessment"):
        took(small, planned.replace(id="0" * 31 + "2"), raw)
    without_id = planned.replace(id=None)
    with pytest.raises(AnswerFileError, match="another assessment"):
        took(small, without_id.replace(state="Elsewhere"), workbook(small, without_id))


def test_a_plan_with_amounts_in_another_currency_is_refused(small: Questionnaire, planned: Answers):
    raw = edited(workbook(small, planned), set_cell("AAA-01", "Cost", 7))
    with pytest.raises(AnswerFileError, match="of the plan are in EUR, those of the file in USD"):
        took(small, planned.replace(currency="USD"), raw)


def test_a_plan_whose_inside_was_changed_is_refused(small: Questionnaire, planned: Answers):
    book = openpyxl.load_workbook(io.BytesIO(workbook(small, planned)))
    cell = book["cied"]["A1"]
    cell.value = str(cell.value)[:-9]
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(AnswerFileError, match="not whole"):
        took(small, planned, stream.getvalue())


def test_other_files_are_no_plans(small: Questionnaire, planned: Answers):
    assert is_plan(workbook(small, planned))
    for raw in (b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.7"):
        assert not is_plan(raw)


# The commands.


@pytest.fixture
def file(tmp_path: Path, example: Answers) -> Path:
    path = tmp_path / "a.json"
    write_answers(path, example)
    return path


def test_a_plan_goes_out_and_comes_back(file: Path, tmp_path: Path, capsys: Capture):
    plan = tmp_path / "plan.xlsx"
    assert run(["export", str(file), "--as", "plan.xlsx", "-o", str(plan)]) == 0
    key = str(openpyxl.load_workbook(plan)["Plan"]["B2"].value)
    plan.write_bytes(edited(plan.read_bytes(), set_cell(key, "Cost", 1_234)))
    assert run(["take-back", str(file), str(plan), "--by", "Finance"]) == 0
    assert "1 action changed" in capsys.readouterr().out
    kept = read_answers(file, _questionnaire()).answers.answer(key).action
    assert kept is not None
    assert kept.cost == 1_234


def test_the_actions_of_a_final_document_stay_open(
    file: Path, example: Answers, tmp_path: Path, capsys: Capture
):
    write_answers(file, example.replace(document_status="final"))
    plan = tmp_path / "plan.xlsx"
    assert run(["export", str(file), "--as", "plan.xlsx", "-o", str(plan)]) == 0
    key = str(openpyxl.load_workbook(plan)["Plan"]["B2"].value)
    plan.write_bytes(edited(plan.read_bytes(), set_cell(key, "Status", "done")))
    assert run(["take-back", str(file), str(plan)]) == 0, capsys.readouterr().err
    found = read_answers(file, _questionnaire()).answers
    assert found.document_status == "final"
    assert found.answer(key).action.status == "done"


def _questionnaire() -> Questionnaire:
    from assessment.store import read_questionnaire

    return read_questionnaire()


def test_a_plan_has_no_outward_edition(file: Path, tmp_path: Path, capsys: Capture):
    for edition in ("ministry", "partner", "public"):
        arguments = ["export", str(file), "--as", "plan.csv", "--edition", edition]
        assert run(arguments) == 1
        assert "no outward edition" in capsys.readouterr().err


def test_requests_are_those_of_unrestricted_gaps(
    questionnaire: Questionnaire, example: Answers, tmp_path: Path, capsys: Capture
):
    asking = Action(text="Qsecretz", request="Two trainers for a year.", assistance=("technical",))
    entries = {
        "POL-01": Answer(status="answered", level=1, action=asking),
        "POL-02": Answer(status="answered", level=1, action=asking, restricted=True),
        "POL-03": Answer(status="withheld", action=asking),
    }
    path = tmp_path / "b.json"
    write_answers(path, example.replace(answers={**example.answers, **entries}))
    assert run(["export", str(path), "--as", "requests.json", "--edition", "partner"]) == 0
    out = capsys.readouterr().out
    found = {row["question"]: row for row in json.loads(out)["requests"]}
    assert found["POL-01"]["request"] == "Two trainers for a year."
    assert "POL-02" not in found
    assert "POL-03" not in found
    assert "Qsecretz" not in out
    assert json.loads(out)["offers"] == []
    assert run(["export", str(path), "--as", "requests.json", "--edition", "public"]) == 1
