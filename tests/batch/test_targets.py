"""What a run writes overwrites nothing that it reads, and nothing that is worth more than it."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from batch.corpus import document, dump, write

pytestmark = pytest.mark.slow

Batch = Callable[..., tuple[int, str]]


@pytest.fixture
def batch(
    questionnaire_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Batch:
    """Run `cied batch` in an own folder; gives its status and what it said."""
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str) -> tuple[int, str]:
        same = ["--quiet", "--questionnaire", str(questionnaire_folder)]
        return run(["batch", *arguments, *same]), capsys.readouterr().err

    return go


@pytest.fixture
def raw(questionnaire: Questionnaire) -> bytes:
    return dump(document(questionnaire, 1))


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("in.csv", "-o", "in.csv"),
        ("in.csv", "-o", "./other/../in.csv"),
        ("in.csv", "-o", "hard.csv"),
        ("in.csv", "-o", "soft.csv"),
        ("in*.csv", "-o", "in.csv"),
        ("in.csv", "--summary", "hard.pdf"),
        ("in.json", "--reports", "rep", "--baseline", "in.csv", "--summary", "hard.pdf"),
    ],
    ids=" ".join,
)
def test_no_target_is_a_file_that_is_read(
    batch: Batch, tmp_path: Path, raw: bytes, arguments: tuple[str, ...]
):
    (tmp_path / "other").mkdir()
    for name in ("in.csv", "in.json"):
        (tmp_path / name).write_bytes(raw)
    for name in ("hard.csv", "hard.pdf"):
        os.link(tmp_path / "in.csv", tmp_path / name)
    (tmp_path / "soft.csv").symlink_to("in.csv")
    before = everything(tmp_path)
    status, said = batch(*arguments)
    assert status == 1
    assert said.endswith(
        ": It would overwrite a file that is to be read. Name another file to be written.\n"
    )
    assert everything(tmp_path) == before
    assert not (tmp_path / "rep").exists()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("g.json", "--reports", ".", "--summary", "g.pdf"), "g.pdf"),
        (("g.json", "--reports", "rep", "--summary", "rep/../rep/G.PDF"), "G.PDF"),
        (
            ("g.json", "--edition", "ministry", "--reports", ".", "--summary", "g-01-roads.pdf"),
            "g-01-roads.pdf",
        ),
        (("g.json", "g.pdf", "--reports", "."), "g.pdf"),
    ],
    ids=lambda item: item if isinstance(item, str) else " ".join(item),
)
def test_no_report_takes_the_name_of_the_summary_or_of_a_file_that_is_read(
    batch: Batch, tmp_path: Path, raw: bytes, arguments: tuple[str, ...], name: str
):
    (tmp_path / "rep").mkdir()
    (tmp_path / "g.json").write_bytes(raw)
    (tmp_path / "g.pdf").write_bytes(b"%PDF-")
    before = everything(tmp_path)
    status, said = batch(*arguments)
    assert (status, everything(tmp_path)) == (1, before)
    assert f"{name}: The report of g.json would have the same name. Name another folder" in said


def test_a_summary_beside_the_reports_is_no_trouble(batch: Batch, tmp_path: Path, raw: bytes):
    (tmp_path / "g.json").write_bytes(raw)
    summary = ["--summary", "rep/region.html", "--edition", "partner"]
    (tmp_path / "rep").mkdir()
    assert batch("g.json", "--reports", "rep", *summary)[0] == 0
    assert {path.name for path in (tmp_path / "rep").iterdir()} == {"g.pdf", "region.html"}


def test_a_summary_that_cannot_be_written_is_told_before_anything_is_scored(
    batch: Batch, tmp_path: Path, raw: bytes
):
    (tmp_path / "g.json").write_bytes(raw)
    (tmp_path / "folder.pdf").mkdir()
    for name, remedy in (
        ("gone/x.pdf", "Make the folder first, or name another folder."),
        ("folder.pdf", "is a directory"),
        ("g.json/x.pdf", "Name another folder: there is a file in the place of this one."),
        (f"{'x' * 300}.pdf", "Choose a shorter name."),
    ):
        status, said = batch("g.json", "-o", "x.csv", "--summary", name)
        assert status in (1, 2)
        assert remedy in said
        assert "scored" not in said
        assert not (tmp_path / "x.csv").exists()


def test_a_summary_that_fails_at_the_end_hides_nothing_of_the_rest(
    batch: Batch, tmp_path: Path, raw: bytes
):
    (tmp_path / "g.json").write_bytes(raw)
    (tmp_path / "x.html").symlink_to("/proc/x.html")
    status, said = batch("g.json", "-o", "x.csv", "--summary", "x.html")
    assert status == 1
    assert said.startswith("x.html: It cannot be written: ")
    assert said.endswith("1 file scored. The table is x.csv. The summary was not made.\n")
    assert (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("source", ["no-such", "broken.json"])
def test_while_nothing_was_scored_nothing_is_replaced(batch: Batch, tmp_path: Path, source: str):
    (tmp_path / "broken.json").write_bytes(b"{")
    for name in ("x.csv", "x.pdf"):
        (tmp_path / name).write_bytes(b"worth keeping")
    before = everything(tmp_path)
    status, said = batch(source, "-o", "x.csv", "--summary", "x.pdf")
    assert (status, everything(tmp_path)) == (1, before)
    assert said.endswith(
        "0 files scored, 1 refused. x.csv is left as it was. The summary was not made.\n"
    )
    assert batch(source, "-o", "new.csv")[1].endswith("The table is new.csv.\n")


def test_what_a_killed_run_left_behind_is_removed_and_what_is_in_use_is_not(
    batch: Batch, tmp_path: Path, raw: bytes
):
    (tmp_path / "g.json").write_bytes(raw)
    for name in (".cied.ab12_xyz", ".cied.inuse123", ".cied.mine", ".cied.Ab12xyz9"):
        (tmp_path / name).write_bytes(b"")
    with (tmp_path / ".cied.inuse123").open("r+b") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        assert batch("g.json", "-o", "x.csv")[0] == 0
    hidden = {path.name for path in tmp_path.iterdir() if path.name.startswith(".")}
    assert hidden == {".cied.inuse123", ".cied.mine", ".cied.Ab12xyz9"}


@pytest.mark.parametrize(
    ("edition", "mode"), [("full", 0o700), ("ministry", 0o700), ("partner", None), ("public", None)]
)
def test_reports_are_for_their_owner_alone(
    batch: Batch, tmp_path: Path, questionnaire: Questionnaire, edition: str, mode: int | None
):
    content = document(questionnaire, 1)
    content["answers"] = {"POL-01": {"status": "answered", "level": 1}}
    (tmp_path / "g.json").write_bytes(dump(content))
    assert batch("g.json", "--reports", "deep/rep", "--edition", edition)[0] == 0
    made = list((tmp_path / "deep" / "rep").iterdir())
    assert made
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    if mode:
        assert (tmp_path / "deep" / "rep").stat().st_mode & 0o777 == mode


def test_a_mistake_in_templates_is_told_once_and_before_anything_is_made(
    batch: Batch, tmp_path: Path, questionnaire: Questionnaire
):
    write(tmp_path / "answers", questionnaire, 5)
    for edition in ("full", "ministry", "partner", "public"):
        (tmp_path / "own" / edition).mkdir(parents=True)
        (tmp_path / "own" / edition / "report.html.j2").write_text("{{ doc.nothing }}")
        status, said = batch(
            "answers", "--reports", f"rep-{edition}", "--templates", "own", "--edition", edition
        )
        assert status == 1
        *marking, mistake = said.splitlines()
        assert re.fullmatch(r"\S*report\.html\.j2:1: The template has an error: .*", mistake)
        assert len(marking) <= (edition in ("partner", "public"))
        assert not (tmp_path / f"rep-{edition}").exists()


def test_an_unknown_ministry_is_told_with_the_known_ones(batch: Batch, tmp_path: Path, raw: bytes):
    (tmp_path / "g.json").write_bytes(raw)
    status, said = batch(
        "g.json", "--reports", "rep", "--edition", "ministry", "--ministry", "Rail"
    )
    assert status == 1
    assert said.startswith(
        "g.json: No question is the responsibility of 'Rail'. Name one of: Interior, Défense"
    )
