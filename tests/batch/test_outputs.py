"""One schema for all formats, documented; the same content in each, whatever the texts hold."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from assessment.batch.items import Item
from assessment.batch.job import Job
from assessment.batch.rows import FORMS, By, Cell, columns, names
from assessment.batch.scoring import Scorer, Settings
from assessment.batch.text_rows import defused
from assessment.batch.workbook import ERROR_COLUMNS
from assessment.batch.writers import TEXT_FORMATS, ending, opened
from assessment.cli.main import run
from assessment.errors import SaveError
from assessment.questionnaire import Questionnaire
from assessment.scoring_many import Plan
from batch.broken import write_ten
from batch.corpus import document, dump, write

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
]
Rows = list[dict[str, Cell]]


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
        for form in FORMS:
            for ending in ("csv", "jsonl", "parquet"):
                path = into / f"{form}.{ending}"
                arguments = ["batch", "*.json", "-o", str(path), "--by", form, "--quiet"]
                assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
                made[ending, form] = path
        path = into / "all.xlsx"
        arguments = ["batch", "*.json", "-o", str(path), "--quiet"]
        assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
        made["xlsx", "file"] = path
    return made


@pytest.fixture(scope="module")
def plan(questionnaire: Questionnaire) -> Plan:
    return Plan(questionnaire)


def from_csv(path: Path, plan: Plan, form: By) -> Rows:
    with path.open(newline="", encoding="utf-8") as stream:
        head, *rows = csv.reader(stream)
    assert head == [column.name for column in columns(plan, form)]
    kinds = [column.kind for column in columns(plan, form)]
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


@pytest.mark.parametrize("form", FORMS)
def test_csv_json_lines_and_parquet_hold_the_same(
    tables: dict[tuple[str, By], Path], plan: Plan, form: By
):
    lines = from_jsonl(tables["jsonl", form])
    assert len(lines) > 20
    assert from_parquet(tables["parquet", form]) == lines
    assert from_csv(tables["csv", form], plan, form) == without_blanks(lines, as_in_csv)


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
    tables: dict[tuple[str, By], Path], plan: Plan
):
    for form in FORMS:
        wanted = [column.name for column in columns(plan, form)]
        assert len(set(wanted)) == len(wanted)
        assert list(from_jsonl(tables["jsonl", form])[0]) == wanted
        assert pyarrow.parquet.read_schema(tables["parquet", form]).names == wanted


def test_no_cell_of_a_table_is_a_formula(tables: dict[tuple[str, By], Path]):
    with tables["csv", "file"].open(newline="", encoding="utf-8") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert [cell for cell in cells if cell.startswith("'=")]
    for sheet in openpyxl.load_workbook(tables["xlsx", "file"]):
        assert all(cell.data_type not in "fe" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("form", FORMS)
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
    text = TEXT_FORMATS.get(ending(path))
    forms = FORMS if ending(path) == ".xlsx" else ("file",)
    job = Job(Scorer(questionnaire, Settings()), forms, text)
    with pytest.raises(error), opened(path, job.tables) as output:  # noqa: PT012
        for name in names:
            output.write(job((Item(name, raw=dump(document(questionnaire, 1))),)))
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
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_no_table_takes_its_place_after_an_error_that_nobody_foresaw(
    questionnaire: Questionnaire, tmp_path: Path, error: type[BaseException], form: str
):
    out = tmp_path / f"x.{form}"
    out.write_text("the table of last week")
    ended_by(error, out, questionnaire, "a.json")
    assert out.read_text() == "the table of last week"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
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
    job = Job(Scorer(questionnaire, Settings()), FORMS, None)
    with opened(out, job.tables) as output:
        output.write(job((Item("a.json", raw=dump(document(questionnaire, 1))),)))
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


def test_the_document_names_every_column(plan: Plan):
    head = documented(HEAD)
    area = documented("### Further columns of `--by area`")
    wanted = {
        "area": head + area,
        "paragraph": [*head, ("paragraph", str), *area[1:]],
        "question": head + documented("### Further columns of `--by question`"),
        "file": head
        + documented("### Further columns of `--by file`")
        + [(name, float) for name in documented_figures(plan.questionnaire)],
    }
    for form in FORMS:
        assert [(one.name, one.kind) for one in columns(plan, form)] == wanted[form]


def documented_figures(questionnaire: Questionnaire) -> list[str]:
    rows = re.findall(r"^\| `\w+_…`.*\| (`score`.*) \|$", DOCUMENT.read_text(), re.MULTILINE)
    many, few = (re.findall(r"`(\w+)`", row) for row in rows)
    first = ["overall", *(area.id for area in questionnaire.areas)]
    functions = ("prevent", "protect", "respond", "recover", "mitigate")
    second = [*(f"OP{one.number}" for one in questionnaire.paragraphs), *functions]
    return [f"{group}_{name}" for group in first for name in many] + [
        f"{group}_{name}" for group in second for name in few
    ]


def test_the_documents_examples_are_columns(plan: Plan):
    line = next(one for one in DOCUMENT.read_text().splitlines() if one.startswith("So `"))
    assert set(re.findall(r"`(\w+)`", line)) <= set(names(plan))
