"""Troubles that other programs had, from docs/troubles.md: none of them is one here."""

from __future__ import annotations

import os
import subprocess
import sys
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
