"""A signal to the real process, at a moment that the test decides."""

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
from synthetic import SMALL

from assessment.questionnaire import Questionnaire
from batch.corpus import write
from batch.stopped import CIED, FILES, TOLD, Stopped

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_was_scored_is_written(
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


@pytest.mark.parametrize("ending", ["parquet", "xlsx", "jsonl"])
def test_a_table_of_any_format_is_whole_after_ctrl_c(
    small_archive: bytes, tmp_path: Path, ending: str
):
    out = tmp_path / f"scores.{ending}"
    stopped = Stopped(small_archive, out, "--questionnaire", str(SMALL))
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
