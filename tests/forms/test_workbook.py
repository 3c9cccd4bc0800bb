"""A part as a workbook: it comes back as the part that went through JSON, or is refused whole."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import pytest
from filling import FILLINGS, File, asked_part, cells, changed, put, through_json, typed_into
from hypothesis import given, settings

from assessment.answers import Answer, Answers, Profile
from assessment.errors import AnswerFileError, AssessmentError
from assessment.forms.model import FormAnswer
from assessment.forms.workbook import workbook_of_part
from assessment.forms.workbook_reader import part_in_workbook
from assessment.questionnaire import Questionnaire

Change = Callable[[openpyxl.Workbook], object]


@pytest.fixture(scope="module")
def part(small: Questionnaire) -> Answers:
    return asked_part(small)


@pytest.fixture(scope="module")
def sheet(small: Questionnaire, part: Answers) -> bytes:
    return File(workbook_of_part(small, part))


def read(small: Questionnaire, raw: bytes) -> Answers:
    return part_in_workbook(raw, small, "back.xlsx", False)


@given(filling=FILLINGS)
@settings(max_examples=40)
def test_a_part_through_a_workbook_equals_the_one_through_json(
    small: Questionnaire, part: Answers, sheet: bytes, filling: Mapping[str, FormAnswer]
):
    assert read(small, typed_into(sheet, filling)) == through_json(small, part, filling)


def test_a_workbook_that_was_only_opened_is_the_part_as_it_was(
    small: Questionnaire, part: Answers, sheet: bytes
):
    assert read(small, sheet) == part
    assert read(small, changed(sheet, lambda book: None)) == part


def test_an_earlier_answer_is_confirmed_in_one_cell(small: Questionnaire, sheet: bytes):
    raw = changed(sheet, lambda book: put(cells(book)["AAA-02.confirm"][2], "yes"))
    found = read(small, raw).answer("AAA-02")
    assert not found.to_confirm
    assert found.action
    assert found.action.assistance == ("material", "technical")
    assert [item.title for item in found.evidence] == ["=Decree 5", "Law"]


# What is refused, each in one sentence that names the cell.


def typing(name: str, value: object, column: int = 2) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        first = cells(book)[name][0]
        first.parent.cell(first.row, column + 1).value = value

    return change


def without_row(sheet_name: str, name: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet_name].delete_rows(cells(book)[name][0].row)

    return change


def copied_row(name: str, value: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        last = book["Questions"].max_row + 1
        for column, text in enumerate((name, "", value), start=1):
            book["Questions"].cell(last, column).value = text

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (typing("AAA-01.a", "=1+1"), "sheet 'Questions', cell C.*formula or an error"),
        (typing("AAA-01.note", '=HYPERLINK("x")'), "sheet 'Questions', cell C.*formula"),
        (typing("AAA-01.a", "perhaps"), "cell C.*'perhaps' is neither 'yes' nor empty"),
        (typing("AAA-01.level", 7), "cell C.*'7' is no level"),
        (typing("AAA-01.level", 2.5), "cell C.*'2.5' is no level"),
        (typing("AAA-01.state", "gone"), "'gone' is no state. Choose one of 'unknown'"),
        (typing("AAA-01.note", "n" * 30_000), "cell C.*30,000 characters; 10,000 are the most"),
        (typing("AAA-01.reason", "No coast."), "row .*a reason goes only with"),
        (typing("form.date", "soon"), "cell C.*soon is no date. Write dates as"),
        (typing("form.date", "03/04/2027"), "cell C.*This can be 3 April 2027 or 4 March 2027"),
        (typing("AAA-01.action", "some", 6), "sheet 'Actions', cell G.*'some' is no whole number"),
        (typing("AAA-01.action", 12.5, 6), "sheet 'Actions', cell G.*'12.5' is no whole number"),
        (typing("evidence.9", "Law", 2), "sheet 'Evidence', cell B.*not said for which question"),
        (typing("evidence.9", "ZZZ-01", 1), ""),
        (typing("evidence.1", "ZZZ-01", 1), "cell B2: 'ZZZ-01' is no question of this form"),
        (without_row("Questions", "AAA-01.c"), "The row AAA-01.c is missing"),
        (without_row("Actions", "AAA-01.action"), "The row AAA-01.action is missing"),
        (without_row("Questions", "Row"), "headings above AAA-01.a were changed"),
        (lambda book: book["Questions"].delete_cols(2), "columns of the sheet 'Questions'"),
        (lambda book: book.remove(book["Evidence"]), "The sheet 'Evidence' is missing"),
        (lambda book: book.remove(book["cied"]), "cut off or was changed"),
        (lambda book: book["cied"].delete_rows(1), "cut off or was changed"),
        (copied_row("AAA-01.a", "yes"), "AAA-01.a is there twice.*in 'Questions', row"),
        (copied_row("", "And this"), "cell C.*'And this' stands beside no row of the form"),
        (typing("AAA-01.a", "yes", 3), "cell D.*'yes' stands to the right of the form"),
        (typing("AAA-01.action", "Soon", 12), "cell M.*'Soon' stands to the right of the form"),
        (typing("AAA-01.a", '=COUNTIF(C:C,"yes")', 3), ""),
    ],
)
def test_what_cannot_be_is_a_sentence_with_sheet_and_cell(
    small: Questionnaire, part: Answers, sheet: bytes, change: Change, words: str
):
    raw = changed(sheet, change)
    if not words:
        assert read(small, raw) == part
        return
    with pytest.raises(AssessmentError) as refusal:
        read(small, raw)
    assert re.search(words, str(refusal.value)), str(refusal.value)
    assert str(refusal.value).startswith("back.xlsx")


def test_rows_may_be_sorted_and_sheets_renamed(small: Questionnaire, part: Answers, sheet: bytes):
    def sort(book: openpyxl.Workbook) -> None:
        put(cells(book)["AAA-01.note"][2], "Ours")
        questions = book["Questions"]
        rows = [[cell.value for cell in row] for row in questions.iter_rows(max_col=3)]
        questions.delete_rows(1, questions.max_row)
        for row in sorted(rows, key=str, reverse=True):
            questions.append(row)
        questions.title = "Fragen"
        book.move_sheet("Fragen", 2)
        book.create_sheet("My own")["C3"] = "Ask the police"

    assert read(small, changed(sheet, sort)) == part.with_answer(
        "AAA-01", Answer(note="Ours")
    )  # fmt: skip


def test_digits_of_any_script_and_months_are_read(small: Questionnaire, sheet: bytes):
    def fill(book: openpyxl.Workbook) -> None:
        rows = cells(book)
        put(rows["AAA-01.level"][2], "٢")
        put(rows["AAA-01.action"][6], "١٢ ٠٠٠")
        put(rows["AAA-01.action"][4], "2027-06")
        put(rows["form.date"][2], "٢٠٢٦-١١-١٠")

    found = read(small, changed(sheet, fill)).answer("AAA-01")
    assert found.action
    assert (found.level, found.action.cost) == (2, 12_000)
    assert found.action.due == dt.date(2027, 6, 30), "until the end of the month"
    assert found.at == dt.datetime(2026, 11, 10, tzinfo=dt.UTC)


def test_a_year_that_is_typed_into_a_cell_for_dates(small: Questionnaire, sheet: bytes):
    def planned(book: openpyxl.Workbook) -> None:
        # What office programs make of 2027 in a cell that shows dates.
        cells(book)["AAA-01.action"][4].value = dt.date(1905, 7, 19)

    action = read(small, changed(sheet, planned)).answer("AAA-01").action
    assert action
    assert action.due == dt.date(2027, 12, 31), "nothing is due in 1905"

    def shown(book: openpyxl.Workbook) -> None:
        row = next(row for name, row in cells(book).items() if name.startswith("evidence."))
        put(row[1], "AAA-01")
        put(row[2], "Explosives Act")
        row[4].value = dt.date(1905, 6, 20)

    with pytest.raises(AnswerFileError) as caught:
        read(small, changed(sheet, shown))
    assert "20 June 1905 is also what a workbook makes of the year 1998" in str(caught.value)
    assert "'1998 or '1905-06-20" in str(caught.value)


def test_numbers_and_dates_in_the_place_of_texts_are_texts(small: Questionnaire, sheet: bytes):
    def fill(book: openpyxl.Workbook) -> None:
        rows = cells(book)
        rows["AAA-01.note"][2].value = 2026.0
        rows["AAA-01.release"][2].value = dt.datetime(2026, 5, 1)  # noqa: DTZ001 - as openpyxl has it
        rows["AAA-01.a"][2].value = True
        rows["form.by"][2].value = 7

    found = read(small, changed(sheet, fill)).answer("AAA-01")
    assert (found.note, found.release, found.points, found.by) == (
        "2026",
        "2026-05-01",
        ("a",),
        "7",
    )


def test_texts_that_xml_forbids_and_signs_of_page_heads_do_no_harm(small: Questionnaire):
    told = small.model_copy(update={"states_note": "Bell \x07, end \x0b, none \ufffe."})
    part = asked_part(small)
    assert part.part
    named = part.part.model_copy(update={"ministry": 'R&D &P "x" 4th'})
    part = part.replace(
        part=named, marking="&A", profile=Profile(ministries=("R&D &P \"x\" 4th",)), answers={}
    )  # fmt: skip
    raw = workbook_of_part(told, part)
    assert read(small, raw) == part
    book = openpyxl.load_workbook(io.BytesIO(raw))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "R&amp;&amp;D &amp;&amp;P" in xml
    texts = [cell.value for row in book["How to fill in"] for cell in row]
    assert "Bell \ufffd, end \ufffd, none \ufffd." in texts


def test_the_workbook_reads_from_right_to_left_where_its_language_does(
    small: Questionnaire, part: Answers
):
    def directions(language: str) -> set[bool | None]:
        told = small.model_copy(update={"language": language})
        book = openpyxl.load_workbook(io.BytesIO(workbook_of_part(told, part)))
        return {sheet.sheet_view.rightToLeft for sheet in book if sheet.title != "cied"}

    assert (directions("ar"), directions("en")) == ({True}, {False})


def test_texts_are_protected_and_headings_are_repeated(sheet: bytes):
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    assert [item.title for item in book] == [
        "How to fill in", "Questions", "Evidence", "Actions", "cied",
    ]  # fmt: skip
    assert book["cied"].sheet_state == "veryHidden"
    for item in list(book)[1:4]:
        assert item.protection.sheet
        assert item.print_title_rows == "$1:$1"
        assert item.freeze_panes
        assert item.page_setup.fitToHeight == 0
        assert item.sheet_properties.pageSetUpPr.fitToPage
    unlocked = [cell for row in book["Questions"] for cell in row if not cell.protection.locked]
    assert {cell.column_letter for cell in unlocked} == {"C"}
    assert {cell.fill.start_color.rgb for cell in unlocked} == {"00ECECEC"}


def packed(raw: bytes, *more: tuple[str, bytes], named: str = "") -> bytes:
    """The workbook as an archive with more, or only other, files in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        if not named:
            with zipfile.ZipFile(io.BytesIO(raw)) as found:
                replaced = {name for name, _ in more}
                for name in set(found.namelist()) - replaced:
                    out.writestr(name, found.read(name))
        for name, content in more:
            out.writestr(name, content)
    return stream.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("xl/vbaProject.bin", b"macro", "has macros"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "links to other files"),
        ("xl/media/image1.png", b"\0" * 60_000_000, "would unpack to more than any form"),
        ("xl/worksheets/sheet2.xml", b"<c/>" * 700_000, "holds more in xl/worksheets/sheet2.xml"),
        ("xl/sharedStrings.xml", ENTITIES, "holds more in xl/sharedStrings.xml"),
        ("xl/sharedStrings.xml", ENTITIES.decode().encode("utf-16"), "holds more in"),
        ("xl/workbook.xml", b"<workbook", "damaged or cut off"),
        ("content.xml", b"<x/>", "OpenDocument"),
    ],
)
def test_what_no_form_holds_is_refused(
    small: Questionnaire, sheet: bytes, name: str, content: bytes, words: str
):
    with pytest.raises(AssessmentError, match=words):
        read(small, packed(sheet, (name, content)))


def test_another_archive_and_a_file_that_was_cut_are_refused(small: Questionnaire, sheet: bytes):
    with pytest.raises(AssessmentError, match="no workbook"):
        read(small, packed(sheet, ("a.json", b"{}"), named="other"))
    with pytest.raises(AssessmentError, match="damaged or cut off"):
        read(small, sheet[: len(sheet) // 2])
    with pytest.raises(AssessmentError, match="locked with a password"):
        read(small, b"\xd0\xcf\x11\xe0" + bytes(5_000))
    blank = io.BytesIO()
    openpyxl.Workbook().save(blank)
    with pytest.raises(AssessmentError, match="part that it carries inside is cut off"):
        read(small, blank.getvalue())


def test_a_text_that_a_cell_cannot_hold_is_told_before_it_is_cut(
    small: Questionnaire, part: Answers
):
    told = small.model_copy(update={"states_note": "n" * 40_000})
    with pytest.raises(AssessmentError, match="40,000 characters; a cell holds 32,767"):
        workbook_of_part(told, part)
