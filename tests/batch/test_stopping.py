"""Ctrl-C to the real process, at a moment that the test decides; and `--resume` after it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from batch.corpus import document, dump, write
from batch.stopped import CIED, FILES, TOLD, Stopped, cied


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_was_scored_is_written_and_resume_completes_it(
    archive: bytes, questionnaire_folder: Path, tmp_path: Path, jobs: str, number: int
):
    out = tmp_path / "scores.csv"
    same = ("--jobs", jobs, "--questionnaire", str(questionnaire_folder))
    stopped = Stopped(archive, out, *same, number=number)
    assert stopped.status == 130
    assert "all.tar.gz!0300.json" in stopped.said
    assert "Traceback" not in stopped.said
    rows = out.read_bytes().splitlines(keepends=True)
    assert TOLD < len(rows) - 1 < FILES
    assert all(row.endswith(b"\n") and row.count(b",") >= rows[0].count(b",") for row in rows)
    count = f"Interrupted. What was scored until then, {len(rows) - 2} files, 1 refused, is in"
    assert count in stopped.said
    assert [path.name for path in tmp_path.iterdir()] == ["scores.csv"]

    (tmp_path / "all.tar.gz").write_bytes(archive)
    done = cied(tmp_path, "-o", out.name, "--resume", *same)
    assert done.returncode == 1
    assert f"{FILES - 1} files scored ({len(rows) - 2} of them unchanged" in done.stderr
    assert cied(tmp_path, "-o", "whole.csv", *same).returncode == 1
    assert out.read_bytes() == (tmp_path / "whole.csv").read_bytes()


@pytest.mark.parametrize("ending", ["parquet", "xlsx", "jsonl"])
def test_a_table_of_any_format_is_whole_after_ctrl_c(
    archive: bytes, questionnaire_folder: Path, tmp_path: Path, ending: str
):
    out = tmp_path / f"scores.{ending}"
    stopped = Stopped(archive, out, "--questionnaire", str(questionnaire_folder))
    assert stopped.status == 130
    assert TOLD < rows_in(out) < FILES


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_stands_before_an_archive_does_not_wait_for_it(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path, jobs: str
):
    write(tmp_path / "answers", questionnaire, 200)
    (tmp_path / "answers" / "state-0004-broken.json").write_bytes(b"{")
    os.mkfifo(tmp_path / "all.tar.gz")
    running = subprocess.Popen(
        [CIED, "batch", "answers", "all.tar.gz", "-o", "x.csv", "--quiet", "--jobs", jobs,
         "--questionnaire", questionnaire_folder],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert running.stderr
    silent = os.open(tmp_path / "all.tar.gz", os.O_RDWR)  # it is there, and nothing comes
    assert running.stderr.readline().startswith("answers/state-0004-broken.json")
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    os.close(silent)
    rows = len((tmp_path / "x.csv").read_text().splitlines()) - 1
    told = re.match(r"Interrupted. What was scored until then, (\d+) files?, 1 refused,", said)
    assert told
    assert 5 < rows == int(told[1]) + 1 <= 201


def rows_in(path: Path) -> int:
    if path.suffix == ".parquet":
        return pyarrow.parquet.read_table(path).num_rows  # type: ignore[no-any-return]
    if path.suffix == ".jsonl":
        return len([json.loads(line) for line in path.read_text().splitlines()])
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for _ in book["overall"].iter_rows()) - 1


@pytest.fixture
def folder(tmp_path: Path, questionnaire: Questionnaire) -> Path:
    write(tmp_path / "answers", questionnaire, 8)
    (tmp_path / "answers" / "broken.json").write_bytes(b"{")
    return tmp_path


def table(folder: Path, out: str, questionnaire: Path, *arguments: str) -> tuple[bytes, str]:
    """The bytes of a table, and what was said of it."""
    done = subprocess.run(
        [CIED, "batch", "answers", "-o", out, "--quiet", "--questionnaire", questionnaire,
         *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return (folder / out).read_bytes(), done.stderr.splitlines()[-1]


@pytest.mark.parametrize("form", ["file", "area", "paragraph", "question"])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_resume_scores_only_what_is_new_or_changed_and_drops_what_is_gone(
    folder: Path, questionnaire: Questionnaire, questionnaire_folder: Path, form: str, ending: str
):
    out, same = f"scores.{ending}", ("--by", form)
    table(folder, out, questionnaire_folder, *same)
    answers = folder / "answers"
    (answers / "state-0001.json").write_bytes(dump(document(questionnaire, 99)))
    (answers / "state-0002.json").unlink()
    (answers / "aaa-new.json").write_bytes(dump(document(questionnaire, 98)))
    (answers / "broken.json").write_bytes(dump(document(questionnaire, 97)))
    resumed, said = table(folder, out, questionnaire_folder, "--resume", *same)
    assert said.startswith("9 files scored (6 of them unchanged since the last run).")
    assert resumed == table(folder, f"whole.{ending}", questionnaire_folder, *same)[0]
    assert table(folder, out, questionnaire_folder, "--resume", *same)[0] == resumed


def test_a_file_is_known_by_its_digest_not_by_its_time(folder: Path, questionnaire_folder: Path):
    table(folder, "scores.csv", questionnaire_folder)
    for path in (folder / "answers").iterdir():
        os.utime(path, (1, 1))
    _, said = table(folder, "scores.csv", questionnaire_folder, "--resume")
    assert said.startswith("8 files scored (8 of them unchanged since the last run), 1 refused.")


@pytest.mark.parametrize("change", ["edition", "form", "damage", "questionnaire", "missing"])
def test_a_table_that_does_not_fit_is_made_anew(
    folder: Path, questionnaire_folder: Path, tmp_path: Path, change: str
):
    first = {"edition": ("--edition", "partner"), "form": ("--by", "area")}.get(change, ())
    table(folder, "scores.csv", questionnaire_folder, *first)
    out = folder / "scores.csv"
    if change == "damage":
        out.write_bytes(out.read_bytes().replace(b"path,", b"paths,", 1))
    if change == "questionnaire":
        out.write_bytes(re.sub(rb"(unga-75-59,[0-9.]+,)", rb"\g<1>0", out.read_bytes()))
    if change == "missing":
        out.unlink()
    resumed, said = table(folder, "scores.csv", questionnaire_folder, "--resume")
    assert said.startswith("8 files scored, 1 refused.")
    assert resumed == table(folder, "whole.csv", questionnaire_folder)[0]


@pytest.mark.parametrize("form", ["file", "area"])
def test_a_file_named_twice_has_its_rows_twice_also_when_resumed(
    folder: Path, questionnaire_folder: Path, form: str
):
    first = "answers/state-0001.json"
    same = (first, first, "--by", form)
    whole, _ = table(folder, "scores.csv", questionnaire_folder, *same)
    assert whole.count(first.encode()) == (3 if form == "file" else 42)
    resumed, _ = table(folder, "scores.csv", questionnaire_folder, "--resume", *same)
    assert resumed == whole


def test_rows_that_somebody_deleted_are_scored_again(folder: Path, questionnaire_folder: Path):
    whole, _ = table(folder, "scores.csv", questionnaire_folder, "--by", "area")
    rows = whole.splitlines(keepends=True)
    (folder / "scores.csv").write_bytes(b"".join(rows[:5] + rows[6:]))
    resumed, _ = table(folder, "scores.csv", questionnaire_folder, "--resume", "--by", "area")
    assert resumed == whole


def test_the_form_of_a_run_in_this_process_is_that_of_the_command(
    folder: Path, questionnaire_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(folder)
    arguments = ["batch", "answers", "-o", "here.csv", "--quiet"]
    assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
    whole, _ = table(folder, "scores.csv", questionnaire_folder)
    assert (folder / "here.csv").read_bytes() == whole
