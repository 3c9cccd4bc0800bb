"""Where the commands write: endings, folders, who may read what they write; and their help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessment.cli.main import COMMANDS, run

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "r.txt"], "r.txt says no format: choose a name that ends in .pdf or .html."),
        (["-o", "r"], "r says no format"),
        (["--html", "-o", "r.pdf"], "choose a name that ends in .html."),
        (["-o", "."], ". is a folder: name a file with -o."),
        (["--edition", "ministry", "-o", "m.pdf"], "name a folder with -o"),
        (["--edition", "ministry", "--ministry", "Interior", "-o", "m.txt"], "says no format"),
        (["--questionnaire", "gone"], "There is no questionnaire 'gone'."),
    ],
)
def test_a_report_that_cannot_be_what_its_name_says_is_wrong_usage(
    example_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
    capsys: Capture,
):
    monkeypatch.chdir(example_file.parent)
    assert run(["report", example_file.name, *arguments]) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert list(example_file.parent.iterdir()) == [example_file]


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--edition", "public"], ["--archive"], ["--marking", ""], ["--ministry", ""]),
        *(["--baseline", "b.json"], ["--templates", "mine"]),
    ],
    ids=" ".join,
)
def test_a_blank_form_takes_nothing_that_belongs_to_answers(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
):
    monkeypatch.chdir(tmp_path)
    assert run(["report", "--blank", *arguments]) == 2
    assert "A blank form holds no answers" in " ".join(capsys.readouterr().err.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("given", "shown"), [("OFFICIAL  USE\x1b[2J", "OFFICIAL USE"), ("", "")])
def test_a_report_may_carry_another_marking_than_the_file(
    example_file: Path, tmp_path: Path, given: str, shown: str
):
    out = tmp_path / "made.html"
    command = ["report", str(example_file), "--edition", "public", "--marking", given]
    assert run([*command, "-o", str(out)]) == 0
    assert f'data-marking="{shown}"' in out.read_text()
    assert "RESTRICTED" not in out.read_text()


def test_a_marking_too_long_for_a_line_is_wrong_usage(example_file: Path, capsys: Capture):
    assert run(["report", str(example_file), "--marking", "X" * 201]) == 2
    assert "200 characters at most" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("command", ["score", "check", "export", "report", "verify", "batch"])
def test_a_questionnaire_that_is_not_there_is_wrong_usage(
    command: str, example_file: Path, capsys: Capture
):
    assert run([command, str(example_file), "--questionnaire", "gone"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "There is no questionnaire 'gone'. Name one of unga-75-59, or the folder of one." in said


@pytest.mark.parametrize("edition", ["full", "ministry", "partner", "public"])
def test_every_report_is_for_its_owner_alone(example_file: Path, tmp_path: Path, edition: str):
    out = tmp_path / ("made" if edition == "ministry" else "made.html")
    assert run(["report", str(example_file), "--edition", edition, "--html", "-o", str(out)]) == 0
    made = list(out.iterdir()) if out.is_dir() else [out]
    assert made
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    assert out.stat().st_mode & 0o777 == (0o700 if out.is_dir() else 0o600)


def test_a_blank_form_is_for_everybody(tmp_path: Path):
    out = tmp_path / "form.html"
    assert run(["report", "--blank", "-o", str(out)]) == 0
    assert out.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS), ["questionnaires", "check"]], ids=" ".join
)
def test_no_sentence_of_the_help_is_cut(command: list[str], capsys: Capture):
    assert run([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    options = shown.split("\n\nOptions:")[-1].replace("[OPTION...", "")
    assert "..." not in options
    assert "<=" not in shown


def test_the_blank_form_needs_no_file_and_the_help_says_so(capsys: Capture):
    assert run(["report", "--help"]) == 0
    assert "cied report [OPTIONS] [FILE]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "Elsewhere"}, "The earlier file is of another State: Elsewhere."),
        (
            {"date": "2031-05-01"},
            "The earlier file is dated 1 May 2031, later than this one (",
        ),
        ({"state": "EXAMPLIA  (Fictional)"}, ""),
        (
            {"questionnaire": {"id": "unga-75-59", "version": "0.9", "sha256": "0" * 64}},
            "The earlier file answers edition 0.9 of the questionnaire, this one 2.0. No rise or "
            "fall is stated, and no question is compared.",
        ),
    ],
)
def test_what_is_odd_about_a_baseline_is_told(
    example_file: Path, tmp_path: Path, capsys: Capture, changes: dict[str, object], said: str
):
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps({**json.loads(example_file.read_text()), **changes}))
    made = tmp_path / "made.html"
    arguments = [str(example_file), "--baseline", str(earlier), "-o", str(made)]
    assert run(["report", *arguments]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert told.count(str(earlier)) == (1 if said else 0)
    page = made.read_text().replace("\N{NO-BREAK SPACE}", " ")
    assert ("The earlier file is" in page) is said.startswith("The earlier file is")
    assert said in page or not said.startswith("The earlier file is")


@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_folder_that_is_missing_is_told_before_a_report_is_made(
    example_file: Path, tmp_path: Path, capsys: Capture, folder: str
):
    (tmp_path / "file").touch()
    # Templates that cannot be used are told only when they are used.
    (tmp_path / "own" / "full").mkdir(parents=True)
    (tmp_path / "own" / "full" / "report.html.j2").write_text("{{ nothing.of.this }")
    target = str(tmp_path / folder / "a.pdf")
    assert run(["report", str(example_file), "-o", target, "--templates", str(tmp_path / "own")])
    told = capsys.readouterr().err
    assert f"{target}: It cannot be written" in told
    assert "report.html.j2" not in told
