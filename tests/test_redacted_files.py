"""A redacted copy, given to any command, is shown by the outward rules and says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessment.answers import Answers
from assessment.assess import redact
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.store import write_answers
from assessment.tui.session import Session

Capture = pytest.CaptureFixture[str]
SAID = "This is a redacted copy. It is shown as the partner edition"


@pytest.fixture
def files(example: Answers, questionnaire: Questionnaire, tmp_path: Path) -> tuple[str, str]:
    """The answer file, and its redacted copy."""
    paths = tmp_path / "full.json", tmp_path / "copy.json"
    write_answers(paths[0], example)
    write_answers(paths[1], redact(questionnaire, example))
    return str(paths[0]), str(paths[1])


@pytest.mark.parametrize(
    "words", [["score"], ["score", "--json"], ["export", "--as", "json"], ["export", "--as", "csv"]]
)
def test_it_is_scored_as_the_partner_edition_of_the_file(
    files: tuple[str, str], words: list[str], capsys: Capture
):
    full, copy = files
    assert run([*words, full, "--edition", "partner"]) == 0
    wanted = capsys.readouterr().out
    assert run([*words, copy]) == 0
    found = capsys.readouterr()
    assert found.out == wanted
    assert SAID in found.err
    assert run([*words, copy, "--edition", "partner"]) == 0
    again = capsys.readouterr()
    assert (again.out, again.err) == (wanted, "")


def test_its_public_edition_is_that_of_the_file(files: tuple[str, str], capsys: Capture):
    shown = []
    for file in files:
        assert run(["score", "--json", file, "--edition", "public"]) == 0
        shown.append(json.loads(capsys.readouterr().out))
    assert shown[0] == shown[1]


def test_its_report_is_the_partner_edition(
    files: tuple[str, str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    full, copy = files
    assert run(["report", full, "--html", "--edition", "partner", "-o", "a.html"]) == 0
    assert run(["report", copy, "--html"]) == 0
    assert SAID in capsys.readouterr().err
    assert Path("copy-partner.html").read_text() == Path("a.html").read_text()


@pytest.mark.parametrize("words", [["score"], ["report"], ["export", "--as", "json"]])
def test_it_has_no_ministry_edition(files: tuple[str, str], words: list[str], capsys: Capture):
    assert run([*words, files[1], "--edition", "ministry"]) == 1
    assert "A redacted copy names no ministries" in capsys.readouterr().err


def test_it_has_no_warnings_and_the_check_says_why(files: tuple[str, str], capsys: Capture):
    assert run(["check", files[1]]) == 0
    found = capsys.readouterr()
    assert found.out == ""
    assert "It holds nothing that a warning could be about" in found.err


def test_a_session_shows_its_figures_by_the_same_rules(
    files: tuple[str, str], questionnaire: Questionnaire
):
    session = Session.open(Path(files[1]), questionnaire)
    try:
        assert session.assessment.edition == "partner"
        assert session.scorecard == session.assessment.scorecard
        assert session.scorecard.overall.score is None
    finally:
        session.close()


def test_as_a_baseline_it_stays_outward(
    files: tuple[str, str], tmp_path: Path, questionnaire: Questionnaire
):
    """Beside a full report stands what the copy can tell: a range where anything is open."""
    full, copy = files
    out = tmp_path / "out.html"
    assert run(["report", full, "--baseline", copy, "--html", "-o", str(out)]) == 0
    page = out.read_text()
    assert "Changes since the baseline" in page
