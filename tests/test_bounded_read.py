"""What is named in place of an answer file: another kind of file, or a pipe."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from synthetic import DATA, SMALL

from assessment.cli.main import run
from assessment.store import bounded_read

GOOD = DATA / "formats" / "format-1.json"
CIED = [sys.executable, "-c", "from assessment.cli.main import main; main()"]
TEXT = GOOD.read_text()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7\n\xe2\xe3", ("This PDF carries no answer file.", "--archive")),
        (b"PK\x03\x04\x14\x00\xff", ("zip archive or a workbook", "`cied batch`")),
        (gzip.compress(TEXT.encode()), ("packed with gzip", "`cied batch`")),
        (b"7z\xbc\xaf\x27\x1c", ("an archive of a kind that is not read", "Unpack it")),
        (TEXT.encode("utf-16"), ("UTF-16 text", "Save it again as UTF-8.")),
        (b"<!doctype html><title>Sign in</title>", ("web page", "Fetch or copy the answer file")),
        (b"\xef\xbb\xbf\n <html></html>", ("web page", "Fetch or copy")),
    ],
    ids=["pdf", "zip", "gzip", "7z", "utf-16", "html", "html with a mark"],
)
def test_another_kind_of_file_is_called_by_its_name(
    raw: bytes, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "a.json"
    path.write_bytes(raw)
    assert run(["score", str(path), "--questionnaire", str(SMALL)]) == 1
    said = capsys.readouterr().err
    assert all(word in said for word in words)
    assert said.startswith(f"{path}: ")
    assert ".bak" not in said


@pytest.mark.parametrize("command", ["score", "check", "export --as csv"])
def test_what_another_command_writes_can_be_read(command: str):
    line = f"{' '.join(CIED[:1])} -c '{CIED[2]}' {command} <(cat {GOOD}) --questionnaire {SMALL}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert done.stdout


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    os.mkfifo(tmp_path / "pipe")
    yield tmp_path / "pipe"
    (tmp_path / "pipe").unlink()


@pytest.mark.parametrize(
    "arguments", [["score"], ["check"], ["export"], ["report"], ["verify"]], ids=" ".join
)
def test_a_pipe_that_nobody_writes_to_holds_no_command_up(
    pipe: Path,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(bounded_read, "PIPE_TIMEOUT", 0.05)
    assert run([*arguments, str(pipe)]) == 1
    assert capsys.readouterr().err == (
        f"{pipe}: This is a pipe, and nobody writes to it. "
        "Name a file, or begin the command that writes to the pipe first.\n"
    )


def test_a_pipe_waits_for_whoever_comes_and_for_what_comes_late(pipe: Path):
    def write() -> None:
        with pipe.open("wb", buffering=0) as stream:
            for piece in (b"{", b"}" * 70_000):
                threading.Event().wait(0.05)
                stream.write(piece)

    writer = threading.Timer(0.05, write)
    writer.start()
    assert bounded_read.read_bytes(pipe) == b"{" + b"}" * 70_000
    writer.join()
