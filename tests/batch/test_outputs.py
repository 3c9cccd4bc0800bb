"""One schema for all formats, documented; the same content in each, whatever the texts hold."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pyarrow.parquet
import pytest
from openpyxl.utils import get_column_letter

from assessment.batch.chunk_work import ChunkWork
from assessment.batch.formats import TABLE_FORMATS, ending
from assessment.batch.input_file import InputFile
from assessment.batch.matrix import Scorer, Settings
from assessment.batch.table import TABLE_FORMS, By, columns, figure_names
from assessment.batch.workbook import ERROR_COLUMNS
from assessment.batch.writers import opened
from assessment.cells import FOR_EXCEL, Cell, defused, in_xml
from assessment.cli.main import run
from assessment.errors import SaveError
from assessment.questionnaire import Questionnaire
from assessment.scoring_matrix import GroupMatrix
from batch.broken import write_ten
from batch.corpus import document, dump, write

DATA = Path(__file__).parents[1] / "data"
DOCUMENT = Path(__file__).parents[2] / "docs" / "batch.md"
HOSTILE = [
    "#N/A",
    "#REF!",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '"quoted", and',
    "комма; 内务部",
    "'=x",
    "[red]{{ x }}",
    "Examplia;=1+1",
    "\uff1d1+1",
    "a,\uff20x\t-1",
]
Rows = list[dict[str, Cell]]
OF_ONE_FORM = [suffix for suffix, found in TABLE_FORMATS.items() if not found.every_form]
"""The formats that hold the form which `--by` names."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    write(folder, questionnaire, 12)
    write_ten(folder, questionnaire)
    bare = document(questionnaire, 3) | {"authority": "", "period": ""}
    (folder / "bare.json").write_bytes(dump(bare))
    for number, text in enumerate(HOSTILE):
        content = document(questionnaire, number, state=text)
        content.update(authority=text, period=text)
        (folder / f"={number},hostile.json").write_bytes(dump(content))
    return folder


@pytest.fixture(scope="module")
def tables(
    folder: Path, questionnaire_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, By], Path]:
    """Every format in every form; named without a folder, so that paths begin with =."""
    made = {}
    into = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for form in TABLE_FORMS:
            for suffix in OF_ONE_FORM:
                path = into / f"{form}{suffix}"
                arguments = ["batch", "*.json", "-o", str(path), "--by", form, "--quiet"]
                assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
                made[suffix.removeprefix("."), form] = path
        path = into / "all.xlsx"
        arguments = ["batch", "*.json", "-o", str(path), "--quiet"]
        assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
        made["xlsx", "file"] = path
    return made


@pytest.fixture(scope="module")
def matrix(questionnaire: Questionnaire) -> GroupMatrix:
    return GroupMatrix(questionnaire)


def from_csv(path: Path, matrix: GroupMatrix, form: By) -> Rows:
    with path.open(newline="", encoding="utf-8") as stream:
        head, *rows = csv.reader(stream)
    assert head == [column.name for column in columns(matrix, form)]
    kinds = [column.kind for column in columns(matrix, form)]
    return [dict(zip(head, map(value_of, row, kinds), strict=True)) for row in rows]


def value_of(cell: str, kind: type) -> Cell:
    if kind is str:
        return cell or None
    if not cell:
        return None
    return cell == "true" if kind is bool else kind(cell)


def from_jsonl(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text().splitlines()]


def from_parquet(path: Path) -> Rows:
    return pyarrow.parquet.read_table(path).to_pylist()  # type: ignore[no-any-return]


def from_sheet(path: Path, sheet: str) -> Rows:
    book = openpyxl.load_workbook(path)
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def without_blanks(rows: Rows, change: Any = lambda value: value) -> Rows:
    # Neither CSV nor a workbook tells an empty text from no value.
    return [
        {key: None if value == "" else change(value) for key, value in row.items()} for row in rows
    ]


def as_in_csv(value: Cell) -> Cell:
    return defused(value) if isinstance(value, str) else value


READERS: Mapping[str, Callable[[Path, GroupMatrix, By], Rows]] = {
    ".csv": from_csv,
    ".jsonl": lambda path, _unused, __: from_jsonl(path),
    ".parquet": lambda path, _unused, __: from_parquet(path),
}
"""Reads the rows of each format that holds one form."""
SHEETS_ARE_COMPARED = {".xlsx"}
"""The formats that hold every form; the tests of workbooks below compare each sheet."""


def test_every_format_is_read_and_compared_here():
    untested = sorted(set(TABLE_FORMATS) - set(READERS) - SHEETS_ARE_COMPARED)
    assert not untested, f"give READERS a function that reads {' and '.join(untested)}"


@pytest.mark.parametrize("form", TABLE_FORMS)
@pytest.mark.parametrize("suffix", OF_ONE_FORM)
def test_every_format_holds_the_same(
    tables: dict[tuple[str, By], Path], matrix: GroupMatrix, form: By, suffix: str
):
    lines = from_jsonl(tables["jsonl", form])
    assert len(lines) > 20
    wanted = without_blanks(lines, as_in_csv) if suffix == ".csv" else lines
    found = READERS[suffix](tables[suffix.removeprefix("."), form], matrix, form)
    assert found == wanted


@pytest.mark.parametrize(
    ("sheet", "form"),
    [
        ("overall", "file"),
        ("areas", "area"),
        ("paragraphs", "paragraph"),
        ("questions", "question"),
    ],
)
def test_a_workbook_holds_the_same_in_its_sheets(
    tables: dict[tuple[str, By], Path], sheet: str, form: By
):
    lines = from_jsonl(tables["jsonl", form])
    wanted = [line for line in lines if form == "file" or not line["error"]]
    assert without_blanks(from_sheet(tables["xlsx", "file"], sheet)) == without_blanks(wanted)


def test_a_workbook_has_a_sheet_of_errors(tables: dict[tuple[str, By], Path]):
    refused = [line for line in from_jsonl(tables["jsonl", "file"]) if line["error"]]
    wanted = [{name: line[name] for name in ERROR_COLUMNS} for line in refused]
    assert len(wanted) == 10
    assert without_blanks(from_sheet(tables["xlsx", "file"], "errors")) == without_blanks(wanted)


def test_every_format_has_the_columns_in_the_same_order(
    tables: dict[tuple[str, By], Path], matrix: GroupMatrix
):
    for form in TABLE_FORMS:
        wanted = [column.name for column in columns(matrix, form)]
        assert len(set(wanted)) == len(wanted)
        assert list(from_jsonl(tables["jsonl", form])[0]) == wanted
        assert pyarrow.parquet.read_schema(tables["parquet", form]).names == wanted


def test_no_cell_of_a_table_is_a_formula(tables: dict[tuple[str, By], Path]):
    with tables["csv", "file"].open(newline="", encoding="utf-8") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    pieces = [piece for cell in cells for piece in re.split("[,;|\t\r\n]", cell)]
    starts = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    assert not [piece for piece in pieces if piece.lstrip().startswith(starts)]
    assert [cell for cell in cells if cell.startswith("'=")]
    assert "Examplia;'=1+1" in cells
    for sheet in openpyxl.load_workbook(tables["xlsx", "file"]):
        assert all(cell.data_type not in "fe" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_where_there_is_no_value_there_is_null_in_every_column(
    tables: dict[tuple[str, By], Path], form: By
):
    for rows in (from_jsonl(tables["jsonl", form]), from_parquet(tables["parquet", form])):
        assert not [name for row in rows for name, value in row.items() if value == ""]
        empty = {name for row in rows for name, value in row.items() if value is None}
        assert {"authority", "left_out", "error", "remedy", "state"} <= empty


def ended_by(
    error: type[BaseException], path: Path, questionnaire: Questionnaire, *names: str
) -> None:
    """A run that writes the rows of some files, and is ended by an error."""
    found = TABLE_FORMATS[ending(path)]
    text, forms = found.text, TABLE_FORMS if found.every_form else ("file",)
    job = ChunkWork(Scorer(questionnaire, Settings()), forms, text)
    with pytest.raises(error), opened(path, job.tables) as output:  # noqa: PT012
        for name in names:
            output.write(job((InputFile(name, raw=dump(document(questionnaire, 1))),)))
        raise error("It ended.")


@pytest.mark.parametrize("error", [KeyboardInterrupt, SaveError])
def test_what_was_scored_is_kept_when_the_run_ends_early(
    questionnaire: Questionnaire, tmp_path: Path, error: type[BaseException]
):
    out = tmp_path / "x.csv"
    ended_by(error, out, questionnaire, "a.json")
    assert [line.split(",")[0] for line in out.read_text().splitlines()] == ["path", "a.json"]
    ended_by(error, tmp_path / "y.csv", questionnaire)
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("error", [ZeroDivisionError, OSError, MemoryError])
@pytest.mark.parametrize("form", [suffix.removeprefix(".") for suffix in TABLE_FORMATS])
def test_no_table_takes_its_place_after_an_error_that_nobody_foresaw(
    questionnaire: Questionnaire, tmp_path: Path, error: type[BaseException], form: str
):
    out = tmp_path / f"x.{form}"
    out.write_text("the table of last week")
    ended_by(error, out, questionnaire, "a.json")
    assert out.read_text() == "the table of last week"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("form", [suffix.removeprefix(".") for suffix in TABLE_FORMATS])
def test_a_table_is_on_the_disk_before_it_takes_its_place(
    questionnaire: Questionnaire, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
):
    """Without it a power cut left a table of no bytes."""
    synced: list[tuple[str, bool]] = []
    really, out = os.fsync, tmp_path / f"x.{form}"

    def noticed(handle: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        synced.append((kind, out.exists()))
        really(handle)

    monkeypatch.setattr(os, "fsync", noticed)
    ended_by(KeyboardInterrupt, out, questionnaire, "a.json")
    assert synced == [("file", False), ("folder", True)]


def test_the_sheets_of_a_workbook_lie_beside_it_and_nowhere_else(
    questionnaire: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A run that was killed left 240 MB of sheets in the system's folder for temporary files."""
    system, target = tmp_path / "system", tmp_path / "target"
    system.mkdir()
    target.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(system))
    out = target / "x.xlsx"
    job = ChunkWork(Scorer(questionnaire, Settings()), TABLE_FORMS, None)
    with opened(out, job.tables) as output:
        output.write(job((InputFile("a.json", raw=dump(document(questionnaire, 1))),)))
        [folder] = [path for path in target.iterdir() if path.is_dir()]
        assert folder.name.startswith(".cied.")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert len(list(folder.iterdir())) == 5
        assert list(system.iterdir()) == []
    assert list(target.iterdir()) == [out]
    assert tempfile.tempdir == str(system)


def test_a_table_can_be_read_by_its_owner_only(tables: dict[tuple[str, By], Path]):
    assert {stat.S_IMODE(path.stat().st_mode) for path in tables.values()} == {0o600}


KINDS = {"text": str, "yes or no": bool, "number": int, "figure": float}


def documented(section: str) -> list[tuple[str, type]]:
    """The columns in the tables of a section of the document, with their kinds."""
    text = DOCUMENT.read_text().split(section, 1)[1].split("\n#", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\w ]+) \|", text, re.MULTILINE)
    return [(name, KINDS[kind]) for name, kind in rows]


HEAD = "### Columns of every row"


def test_the_document_names_every_column(matrix: GroupMatrix):
    head = documented(HEAD)
    area = documented("### Further columns of `--by area`")
    wanted = {
        "area": head + area,
        "paragraph": [*head, ("paragraph", str), *area[1:]],
        "question": head + documented("### Further columns of `--by question`"),
        "file": head
        + documented("### Further columns of `--by file`")
        + [(name, float) for name in documented_figures(matrix.questionnaire)],
    }
    for form in TABLE_FORMS:
        assert [(column.name, column.kind) for column in columns(matrix, form)] == wanted[form]


def documented_figures(questionnaire: Questionnaire) -> list[str]:
    rows = re.findall(r"^\| `\w+_…`.*\| (`score`.*) \|$", DOCUMENT.read_text(), re.MULTILINE)
    many, few = (re.findall(r"`(\w+)`", row) for row in rows)
    first = ["overall", *(area.id for area in questionnaire.areas)]
    functions = ("prevent", "protect", "respond", "recover", "mitigate")
    sides = ("upstream", "downstream", "enabling")
    second = [
        *(f"OP{paragraph.number}" for paragraph in questionnaire.paragraphs),
        *functions,
        *sides,
    ]
    return [f"{group}_{name}" for group in first for name in many] + [
        f"{group}_{name}" for group in second for name in few
    ]


def test_the_documents_examples_are_columns(matrix: GroupMatrix):
    line = next(item for item in DOCUMENT.read_text().splitlines() if item.startswith("So `"))
    assert set(re.findall(r"`(\w+)`", line)) <= set(figure_names(matrix))


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_a_table_for_excel_holds_the_same_with_semicolons_and_decimal_commas(
    folder: Path,
    questionnaire_folder: Path,
    tables: dict[tuple[str, By], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: By,
):
    monkeypatch.chdir(folder)
    out = tmp_path / "x.csv"
    arguments = ["batch", "*.json", "-o", str(out), "--by", form, "--quiet", "--csv-for-excel"]
    assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
    text = out.read_text(encoding="utf-8")
    assert text.startswith(FOR_EXCEL.start)
    found = list(csv.reader(text.removeprefix(FOR_EXCEL.start).splitlines(), delimiter=";"))
    with tables["csv", form].open(newline="", encoding="utf-8") as stream:
        plain = list(csv.reader(stream))
    number = re.compile(r"\d+\.\d+(e-\d+)?")
    # Versions, which are texts, keep their full stop.
    texts = [place for place, name in enumerate(plain[0]) if name in TEXTS]
    assert found == [
        [
            cell.replace(".", ",") if number.fullmatch(cell) and place not in texts else cell
            for place, cell in enumerate(row)
        ]
        for row in plain
    ]


TEXTS = ("questionnaire_version", "program", "file_version")


def test_the_sheets_of_a_workbook_can_be_read_and_filtered(tables: dict[tuple[str, By], Path]):
    book = openpyxl.load_workbook(tables["xlsx", "file"])
    for sheet in book:
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A1:{last}"
        assert sheet.freeze_panes in ("E2", "A2")
        for number, cell in enumerate(sheet[1], start=1):
            width = sheet.column_dimensions[get_column_letter(number)].width
            assert width >= 12 or width > len(str(cell.value))
    names = [cell.value for cell in book["overall"][1]]
    formats = dict(zip(names, (cell.number_format for cell in book["overall"][2]), strict=True))
    assert formats["overall_score"] == "0.0##"
    assert formats["overall_coverage"] == "0.0##%"
    assert formats["applicable"] == formats["state"] == "General"


NOT_IN_XML = (*map(chr, (0, 1, 8, 11, 31)), "\ufffe", "\uffff", "\ud800")


def test_characters_that_xml_lacks_break_no_workbook(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    """In a State's name, and in the name of a file."""
    (tmp_path / "in").mkdir()
    raw = dump(document(questionnaire, 1, state="A\ufffeb"))
    for number, sign in enumerate(NOT_IN_XML[1:-1]):
        (tmp_path / "in" / f"{number}{sign}.json").write_bytes(raw)
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xff.json")).write_bytes(raw)
    out = tmp_path / "x.xlsx"
    arguments = ["batch", str(tmp_path / "in"), "-o", str(out), "--quiet"]
    assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 0
    with zipfile.ZipFile(out) as book:
        for name in book.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(book.read(name))
    rows = from_sheet(out, "overall")
    assert {row["state"] for row in rows} == {"Ab"}
    assert len(rows) == len(NOT_IN_XML) - 1


def test_the_files_that_broke_a_table_of_1_0_0_are_harmless_in_every_format(tmp_path: Path):
    """A State called `Examplia;=1+1`, and one with a character that XML lacks; of edition 1.1."""
    paths = sorted((DATA / "faults").glob("[cx]*/s*.json"))
    assert [path.stem for path in paths] == ["semi", "state-with-uffff"]
    for suffix in TABLE_FORMATS:
        out = tmp_path / f"x{suffix}"
        named = map(str, paths)
        assert run(["batch", *named, "-o", str(out), "--quiet", "--accept-version"]) == 0
    first, second = from_jsonl(tmp_path / "x.jsonl")
    assert str(first["state"]).startswith("Examplia;=1+1")
    with (tmp_path / "x.csv").open(newline="", encoding="utf-8") as stream:
        states = [row["state"] for row in csv.DictReader(stream)]
    assert states[0].startswith("Examplia;'=1+1")
    assert "\uffff" not in str(second["state"])
    sheet = from_sheet(tmp_path / "x.xlsx", "overall")
    assert [row["state"] for row in sheet] == [first["state"], second["state"]]


@pytest.mark.parametrize("sign", NOT_IN_XML)
def test_a_text_of_a_workbook_has_a_sign_in_the_place_of_what_xml_lacks(sign: str):
    assert in_xml(f"a{sign}b\t\n") == "a\ufffdb\t\n"
