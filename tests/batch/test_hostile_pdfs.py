"""A PDF among the files that is locked, broken or a flood: it is named, and the rest is scored."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest
from peak import status_and_peak

from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from batch.corpus import write
from batch.hostile_pdfs import ALL, flooding, flooding_from_the_table
from batch.stopped import CIED

pytestmark = pytest.mark.slow

WITHIN = 700_000
"""Kilobytes of address space, of which Python and the libraries take 400,000."""

PEAK = 300_000
"""Kilobytes that a command takes at most; six megabytes of a flood, unpacked, take 570,000 more."""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_pdf_that_cannot_be_read_is_an_error_of_its_own_and_the_rest_is_scored(
    questionnaire: Questionnaire,
    questionnaire_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    jobs: str,
):
    paths = write(tmp_path / "in", questionnaire, 2)
    wrong = []
    for name, (make, _) in ALL.items():
        wrong.append(tmp_path / "in" / f"{name}.pdf")
        wrong[-1].write_bytes(make())
    out = tmp_path / "x.csv"
    named = map(str, [paths[0], *wrong, paths[1]])
    arguments = ["batch", *named, "-o", str(out), "--jobs", jobs, "--quiet"]
    assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.endswith(f"2 files scored, {len(ALL)} refused. The table is {out}.\n")
    with out.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["error"] for row in rows] == ["", *(reason for _, reason in ALL.values()), ""]
    for path, (_, reason) in zip(wrong, ALL.values(), strict=True):
        assert f"{path}: {reason}" in said


@pytest.mark.parametrize("make", [flooding, flooding_from_the_table])
@pytest.mark.parametrize("command", ["score", "batch"])
def test_a_pdf_that_unpacks_without_end_takes_little_memory(tmp_path: Path, make, command: str):
    (tmp_path / "flood.pdf").write_bytes(make(15))
    more = "-o x.csv --quiet" if command == "batch" else ""
    done = subprocess.run(
        f"ulimit -v {WITHIN}; exec '{CIED}' {command} flood.pdf {more}",
        shell=True, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("flood.pdf: ")
    assert "Traceback" not in done.stderr
    assert "MemoryError" not in done.stderr


@pytest.mark.parametrize("make", [flooding, flooding_from_the_table])
def test_what_floods_is_not_unpacked_at_all(tmp_path: Path, make):
    """Where memory ends, pypdf's error is told like any other, so the peak has to tell."""
    path = tmp_path / "flood.pdf"
    path.write_bytes(make(6))
    status, peak = status_and_peak([CIED, "score", path])
    assert status == 1
    assert peak < PEAK
