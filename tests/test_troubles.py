"""Troubles that other programs had, from docs/troubles.md: none of them is one here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

CIED = [sys.executable, "-c", "from assessment.cli.main import main; main()"]


def _with_stdout_closed(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", *CIED, *arguments]
    return subprocess.run(shell, check=False, stderr=subprocess.PIPE, env=os.environ)


def test_scores_that_nobody_can_receive_are_told_in_a_sentence(example_file: Path):
    done = _with_stdout_closed("score", str(example_file))
    assert done.returncode == 1
    assert done.stderr == b"The output: It cannot be written or read: Bad file descriptor.\n"


def test_a_file_is_written_also_where_stdout_is_closed(tmp_path: Path):
    written = tmp_path / "example.json"
    done = _with_stdout_closed("example", "--output", str(written))
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert written.stat().st_size > 0


IN_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""The one locale that has no letters but those of English, with Python's way out of it closed."""


def _in_c(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*CIED, *arguments],
        check=False,
        capture_output=True,
        cwd=folder,
        env={**os.environ, **IN_C},
    )


def _lettered(example_file: Path, folder: Path) -> str:
    content = json.loads(example_file.read_text("utf-8"))
    content["state"] = "Kareländ Ω 日本"
    (folder / "Évaluation-Ω.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return "Évaluation-Ω.json"


def test_no_letter_of_a_name_is_dropped_in_the_c_locale(example_file: Path, tmp_path: Path):
    name = _lettered(example_file, tmp_path)
    for command in (
        ("score", "missing-Ω.json"),
        ("batch", name, "missing-Ω.json", "-o", "t-Ω.csv"),
    ):
        done = _in_c(tmp_path, *command)
        said = done.stderr.decode("utf-8")
        assert done.returncode == 1
        assert said.count("have no letters but those of English") == 1
        assert "\nmissing-Ω.json: The file cannot be read" in said
    assert "The table is t-Ω.csv." in said
    table = (tmp_path / "t-Ω.csv").read_text("utf-8")
    assert name in table
    assert "missing-Ω.json" in table
    assert "Kareländ Ω 日本" in table


def test_what_is_called_by_a_name_inside_a_file_is_written_in_the_c_locale(
    example_file: Path, tmp_path: Path
):
    name = _lettered(example_file, tmp_path)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / name, name)
    done = _in_c(tmp_path, "batch", "all.zip", "--reports", "rep", "--edition", "public")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "rep").iterdir()] == ["Évaluation-Ω.pdf"]
    assert "Kareländ Ω 日本" in _in_c(tmp_path, "score", name).stdout.decode("utf-8")


def test_bytes_of_a_name_that_are_no_text_are_shown(tmp_path: Path):
    missing = os.fsdecode(b"missing-\xff.json")
    done = subprocess.run(
        [*CIED, "score", missing], check=False, capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stderr.startswith(rb"missing-\xff.json: The file cannot be read")
