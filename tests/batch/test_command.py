"""`cied batch` as a person runs it: order, errors, exit status, what it says."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assessment.batch.formats import TABLE_FORMATS
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from batch.broken import latin, write_ten
from batch.corpus import document, dump, write

CIED = str(Path(sys.executable).parent / "cied")


def cied(*arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CIED, "batch", *map(str, arguments)], capture_output=True, text=True, check=False, **more
    )


@pytest.fixture(scope="module")
def two_hundred(
    tmp_path_factory: pytest.TempPathFactory,
    questionnaire_folder: Path,
    questionnaire: Questionnaire,
) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    write(folder, questionnaire, 190)
    write_ten(folder, questionnaire)
    return folder


@pytest.fixture(scope="module")
def scored(
    two_hundred: Path, questionnaire_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[subprocess.CompletedProcess[str], list[dict[str, str]]]:
    out = tmp_path_factory.mktemp("out") / "scores.csv"
    done = cied(two_hundred, "-o", out, "--questionnaire", questionnaire_folder)
    with out.open(newline="") as stream:
        return done, list(csv.DictReader(stream))


def test_ten_broken_files_are_each_named_and_the_other_190_scored(
    two_hundred: Path,
    scored: tuple[subprocess.CompletedProcess[str], list[dict[str, str]]],
    questionnaire: Questionnaire,
    tmp_path: Path,
):
    done, rows = scored
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = done.stderr.splitlines()
    by_name = {Path(row["path"]).name: row for row in rows}
    assert len(by_name) == len(rows) == 200
    kinds = write_ten(tmp_path, questionnaire)
    assert len(kinds) == 10
    for kind in kinds:
        path = two_hundred / f"broken-{kind.name}.json"
        row = by_name[path.name]
        assert kind.reason in row["error"]
        assert kind.remedy in row["remedy"]
        assert row["error_place"].startswith(kind.place)
        assert bool(row["error_place"]) is bool(kind.place)
        assert row["sha256"]
        assert not row["overall_score"]
        assert not row["band"]
        place = f", {row['error_place']}" if row["error_place"] else ""
        assert f"{path}{place}: {row['error']} {row['remedy']}" in told
    good = [row for name, row in by_name.items() if not name.startswith("broken")]
    assert len(good) == 190
    assert not any(row["error"] or row["remedy"] for row in good)
    assert all(row["overall_low"] for row in good)
    assert told[-1].startswith("190 files scored, 10 refused. The table is")


def test_each_refusal_reads_as_that_of_a_single_file(
    two_hundred: Path,
    scored: tuple[subprocess.CompletedProcess[str], list[dict[str, str]]],
    questionnaire_folder: Path,
    capsys: pytest.CaptureFixture[str],
):
    for line in scored[0].stderr.splitlines()[:-1]:
        path = re.match(r"(.*?\.json)[,:]", line)
        assert path
        arguments = ["score", path[1], "--questionnaire", str(questionnaire_folder)]
        assert run(arguments) == 1
        assert capsys.readouterr().err.strip() == line


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_processes_changes_no_byte(
    two_hundred: Path, questionnaire_folder: Path, tmp_path: Path, jobs: int, ending: str
):
    made = []
    for number in (1, jobs):
        out = tmp_path / f"{number}.{ending}"
        done = cied(
            two_hundred, "-o", out, "--jobs", number, "--quiet",
            "--questionnaire", questionnaire_folder,
        )  # fmt: skip
        made.append((out.read_bytes(), done.stderr.replace(str(out), "OUT"), done.returncode))
    assert made[0] == made[1]


def test_rows_stand_in_the_order_of_a_list_on_standard_input(
    two_hundred: Path, questionnaire_folder: Path, tmp_path: Path
):
    wanted = [str(two_hundred / f"state-{number:04d}.json") for number in (7, 3, 150, 3)]
    out = tmp_path / "scores.jsonl"
    done = cied(
        "-", "-o", out, "--quiet", "--jobs", 2, "--questionnaire", questionnaire_folder,
        input="\n".join(wanted),
    )  # fmt: skip
    assert done.returncode == 0
    assert [json.loads(line)["path"] for line in out.read_text().splitlines()] == wanted


def test_an_empty_folder_list_or_pattern_is_told(tmp_path: Path):
    out = tmp_path / "scores.csv"
    for arguments, said in (
        ([tmp_path], "There is no answer file in this folder."),
        ([tmp_path / "*.json"], "No file matches this pattern."),
        (["-"], "The list on standard input names no file."),
    ):
        done = cied(*arguments, "-o", out, input="")
        assert done.returncode == 1
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_every_format_is_named_where_somebody_looks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    assert run(["batch", "--help"]) == 0
    shown = capsys.readouterr().out
    assert run(["batch", "a.json", "-o", "scores.ods"]) == 2
    refused = capsys.readouterr().err
    document = (Path(__file__).parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")
    for ending in TABLE_FORMATS:
        assert ending in shown
        assert ending in refused
        assert f"`{ending}`" in document, f"docs/batch.md does not name {ending}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say what to make"),
        (["-o", "x.csv", "--anonymous"], "--anonymous goes with --summary alone"),
        (
            ["-o", "x.csv", "--summary", "x.pdf", "--anonymous"],
            "rows and reports name their States",
        ),
        (["--reports", "x", "--summary", "x.pdf", "--anonymous"], "--anonymous goes with"),
        (["-o", "x.csv", "--edition", "public"], "shows no scores"),
        (["-o", "x.parquet", "--csv-for-excel"], "--csv-for-excel goes only with -o OUT.csv"),
        (["--summary", "x.pdf", "--csv-for-excel"], "--csv-for-excel go only with -o"),
        (["-o", "x.xlsx", "--by", "area"], "A workbook has a sheet"),
        (["-o", "x.csv", "--archive"], "go only with --reports"),
        (["-o", "x.csv", "--marking", "OFFICIAL"], "go only with --reports"),
        (["-o", "x.csv", "--jobs", "0"], "0 is not between 1 and 256"),
        (["-o", "x.csv", "--jobs", "257"], "257 is not between 1 and 256"),
        (["-o", "scores.ods"], "no format for the ending '.ods'"),
        (["-o", "scores.ods", "--reports", "new"], "no format for the ending '.ods'"),
        (["--summary", "region.doc"], "PDF or HTML"),
        (["--summary", "region.doc", "--reports", "new"], "PDF or HTML"),
        (["--summary", "x.pdf", "--edition", "public"], "no summary of it"),
        (["--summary", "x.pdf", "--by", "area"], "go only with -o"),
        (["--reports", "new", "--questionnaire", "gone"], "There is no questionnaire 'gone'"),
    ],
)
def test_wrong_usage_ends_with_2_and_writes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
):
    monkeypatch.chdir(tmp_path)
    assert run(["batch", "a.json", *arguments]) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "gone/scores.csv"], "Make the folder first, or name another folder."),
        (["--summary", "gone/region.html"], "Make the folder first, or name another folder."),
        (
            ["--summary", "state-0000.json/x.html"],
            "Name another folder: there is a file in the place of this one.",
        ),
        (["-o", "/proc/scores.csv"], "cannot be written"),
    ],
)
def test_a_target_that_cannot_be_written_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    questionnaire: Questionnaire,
    arguments: list[str],
    said: str,
):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, questionnaire, 1)
    assert run(["batch", ".", *arguments, "--quiet"]) == 1
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["state-0000.json"]


def test_another_version_needs_to_be_accepted_and_is_marked(
    questionnaire_folder: Path, questionnaire: Questionnaire, tmp_path: Path
):
    content = document(questionnaire, 1)
    content["questionnaire"] = {"id": questionnaire.id, "version": "0.9", "sha256": "0" * 64}
    content["answers"]["OLD-01"] = {"status": "unknown"}
    (tmp_path / "a.json").write_bytes(dump(content))
    out = tmp_path / "scores.jsonl"
    arguments = [tmp_path, "-o", out, "--quiet", "--questionnaire", questionnaire_folder]
    assert cied(*arguments).returncode == 1
    assert "--accept-version" in json.loads(out.read_text())["remedy"]
    assert cied(*arguments, "--accept-version").returncode == 0
    row = json.loads(out.read_text())
    assert (row["other_version"], row["left_out"], row["error"]) == (True, "OLD-01", None)
    assert (row["file_version"], row["questionnaire_version"]) == ("0.9", questionnaire.version)
    said = cied(*arguments, "--accept-version").stderr
    assert "a.json: the file answers another version" in said
    assert "no longer exist: OLD-01." in said


def test_a_file_that_is_no_text_is_told_with_its_place(
    questionnaire: Questionnaire, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "a.json").write_bytes(latin(questionnaire))
    assert run(["batch", str(tmp_path), "-o", str(tmp_path / "x.csv"), "--quiet"]) == 1
    assert re.search(r"a\.json, byte \d+: The file is not UTF-8 text\.", capsys.readouterr().err)


def test_a_process_that_is_killed_is_told_as_a_sentence(
    questionnaire_folder: Path, two_hundred: Path, tmp_path: Path
):
    os.mkfifo(tmp_path / "more.tar.gz")
    # Read and write at once: neither opening waits for the other side.
    more = os.open(tmp_path / "more.tar.gz", os.O_RDWR)
    running = subprocess.Popen(
        [CIED, "batch", two_hundred, tmp_path / "more.tar.gz", "-o", tmp_path / "x.csv",
         "--jobs", "2", "--quiet", "--questionnaire", questionnaire_folder],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while not (found := children.read_text().split()):
        time.sleep(0.01)
    os.kill(int(found[0]), 9)
    os.close(more)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "ended from outside" in said
    assert "Traceback" not in said
    # What was scored until then, if anything was, is kept.
    out = tmp_path / "x.csv"
    rows = out.read_text().splitlines()[1:] if out.exists() else []
    assert (f"is in {out}" in said) is bool(rows)
    assert all(row.startswith(str(two_hundred)) and row.count(",") >= 220 for row in rows)


@pytest.mark.parametrize("quiet", [False, True])
def test_a_terminal_shows_a_bar_unless_quiet(
    two_hundred: Path, questionnaire_folder: Path, tmp_path: Path, quiet: bool
):
    ours, theirs = pty.openpty()
    arguments = ["--quiet"] if quiet else []
    running = subprocess.Popen(
        [CIED, "batch", two_hundred, "-o", tmp_path / "x.csv", *arguments,
         "--questionnaire", questionnaire_folder],
        stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(theirs)
    shown = b"".join(iter(lambda: read(ours), b""))
    assert running.wait(60) == 1
    assert (b"Scoring" in shown) is not quiet
    assert (b"/200" in shown) is not quiet
    assert b"190 files scored, 10 refused" in shown


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side is closed
        return b""


@pytest.mark.parametrize("form", ["file", "area"])
def test_a_file_named_twice_has_its_rows_twice(
    two_hundred: Path, questionnaire_folder: Path, tmp_path: Path, form: str
):
    first, out = two_hundred / "state-0001.json", tmp_path / "x.csv"
    arguments = ["batch", str(first), str(first), "-o", str(out), "--by", form, "--quiet"]
    assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 0
    rows = out.read_text().splitlines()[1:]
    assert rows[: len(rows) // 2] == rows[len(rows) // 2 :]
    assert len(rows) == (2 if form == "file" else 28)


def test_the_table_of_a_run_in_this_process_is_that_of_the_command(
    two_hundred: Path, questionnaire_folder: Path, tmp_path: Path
):
    same = ["--quiet", "--questionnaire", str(questionnaire_folder)]
    assert run(["batch", str(two_hundred), "-o", str(tmp_path / "here.csv"), *same]) == 1
    assert cied(two_hundred, "-o", tmp_path / "there.csv", *same).returncode == 1
    assert (tmp_path / "here.csv").read_bytes() == (tmp_path / "there.csv").read_bytes()
