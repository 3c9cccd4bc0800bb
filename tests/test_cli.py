"""The command: text to stdout, messages to stderr, 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from synthetic import DATA, SMALL, answers

from assessment import __version__
from assessment.answers import Answers
from assessment.assess import assess, redact
from assessment.cli.main import COMMANDS, run
from assessment.export import score_object, to_csv
from assessment.figures import points
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers, write_answers

GOOD = DATA / "formats" / "format-1.json"
CIED = [sys.executable, "-c", "from assessment.cli.main import main; main()"]
Capture = pytest.CaptureFixture[str]


# score


def test_score_prints_every_section(example_file: Path, capsys: Capture):
    assert run(["score", str(example_file)]) == 0
    shown = capsys.readouterr()
    for heading in ("Overall", "Policy areas", "Operative paragraphs", "Functions"):
        assert f"\n{heading}\n====" in shown.out
    for words in (
        "Roadmap",
        "Now: ",
        "Next: ",
        "Later: ",
        "Due for review: ",
        "Facts to establish: ",
    ):
        assert words in shown.out
    assert shown.err == ""


def test_score_as_json_is_the_one_object(
    example_file: Path, questionnaire: Questionnaire, example: Answers, capsys: Capture
):
    assert run(["score", str(example_file), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads(json.dumps(score_object(assess(questionnaire, example))))
    assert all(gap["robustness"] is not None for gap in shown["roadmap"]["now"])


def test_robustness_on_request(example_file: Path, capsys: Capture):
    assert run(["score", str(example_file), "--json", "--no-robustness"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {gap["robustness"] for gap in shown["roadmap"]["now"]} == {None}
    assert run(["score", str(example_file), "--robustness"]) == 0
    shares = capsys.readouterr().out.partition("Roadmap")[2]
    now, _, later = shares.partition("Next: ")
    assert " 99 %" in now
    assert " %" not in later.partition("Later: ")[2], "what waits for others has no share"


def test_several_files_one_object_a_line(example_file: Path, tmp_path: Path, capsys: Capture):
    second = tmp_path / "second.json"
    second.write_bytes(example_file.read_bytes())
    assert run(["score", str(example_file), str(second), "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["file"] for line in lines] == [str(example_file), str(second)]


def test_a_refused_file_stops_no_other(example_file: Path, tmp_path: Path, capsys: Capture):
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{")
    assert run(["score", str(wrong), str(example_file), "--json"]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["file"] == str(example_file)
    assert shown.err.startswith(f"{wrong}, line 1")


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_an_edition_scores_the_redacted_copy(
    example_file: Path, questionnaire: Questionnaire, example: Answers, edition, capsys: Capture
):
    assert run(["score", str(example_file), "--edition", edition, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["answers_sha256"] is None
    wanted = score_object(assess(questionnaire, example, edition=edition))
    assert shown == json.loads(json.dumps(wanted))


def test_the_public_edition_prints_no_figure(example_file: Path, capsys: Capture):
    assert run(["score", str(example_file), "--edition", "public"]) == 0
    table = capsys.readouterr().out.partition("the level of a single question.")[2]
    assert "partial" in table
    assert not any(char.isdigit() for char in table)


def test_another_questionnaire_by_its_folder(small: Questionnaire, capsys: Capture):
    assert run(["score", str(GOOD), "--questionnaire", str(SMALL)]) == 0
    found = assess(small, parse_answers(GOOD.read_bytes(), small, where="F").answers)
    shown = capsys.readouterr().out
    assert f"Score {points(found.scorecard.overall.score)}   could be" in shown


# check


def test_check_prints_each_warning_with_its_question(
    example_file: Path, questionnaire: Questionnaire, example: Answers, capsys: Capture
):
    assert run(["check", str(example_file)]) == 0
    shown = capsys.readouterr()
    wanted = assess(questionnaire, example).warnings
    assert shown.out.splitlines() == [f"{item.subject}: {item.message}" for item in wanted]
    assert shown.err == f"{len(wanted)} warnings.\n"


def test_check_as_json(example_file: Path, capsys: Capture):
    assert run(["check", str(example_file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["warnings"]
    assert {"kind", "subject", "message"} == set(found[0])


# export


def test_export_writes_the_redacted_copy_for_the_owner_alone(
    example_file: Path,
    questionnaire: Questionnaire,
    example: Answers,
    tmp_path: Path,
    capsys: Capture,
):
    out = tmp_path / "partner.json"
    assert run(["export", str(example_file), "--edition", "partner", "-o", str(out)]) == 0
    assert out.read_bytes() == dump(redact(questionnaire, example))
    assert out.stat().st_mode & 0o777 == 0o600
    assert run(["export", str(example_file), "--edition", "partner"]) == 0
    assert capsys.readouterr().out.encode() == out.read_bytes()


@pytest.mark.parametrize("edition", ["full", "ministry", "public"])
def test_export_never_writes_the_full_file(example_file: Path, edition: str, capsys: Capture):
    assert run(["export", str(example_file), "--edition", edition]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "--edition partner" in shown.err


def test_export_as_csv_and_json(
    example_file: Path, questionnaire: Questionnaire, example: Answers, capsys: Capture
):
    found = assess(questionnaire, example)
    assert run(["export", str(example_file), "--as", "csv"]) == 0
    assert capsys.readouterr().out == to_csv(found)
    assert run(["export", str(example_file), "--as", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(score_object(found)))


def test_export_never_overwrites_its_source(example_file: Path, capsys: Capture):
    before = example_file.read_bytes()
    status = run(["export", str(example_file), "--edition", "partner", "-o", str(example_file)])
    assert status == 1
    assert "would overwrite the answer file" in capsys.readouterr().err
    assert example_file.read_bytes() == before


def test_export_into_a_folder_that_is_not_there(
    example_file: Path, tmp_path: Path, capsys: Capture
):
    out = tmp_path / "absent" / "a.csv"
    assert run(["export", str(example_file), "--as", "csv", "-o", str(out)]) == 1
    assert capsys.readouterr().err.startswith(f"{out}: It cannot be written")


# example


@pytest.mark.parametrize("option", [[], ["--earlier"]])
def test_example_writes_a_file_that_scores(option: list[str], tmp_path: Path, capsys: Capture):
    out = tmp_path / "e.json"
    assert run(["example", "-o", str(out), *option]) == 0
    assert run(["score", str(out)]) == 0
    assert "(fictional)" in capsys.readouterr().out


def test_example_overwrites_nothing_unless_told(tmp_path: Path, capsys: Capture):
    out = tmp_path / "e.json"
    out.write_text("mine")
    assert run(["example", "-o", str(out)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert run(["example", "-o", str(out), "--force"]) == 0


def test_the_example_shows_every_state(example: Answers, questionnaire: Questionnaire):
    found = assess(questionnaire, example)
    statuses = {item.status for item in found.statuses.values()}
    assert statuses == {"answered", "not_applicable", "unknown", "withheld", "unanswered"}
    answers_ = example.answers.values()
    for shown in (
        "restricted",
        "flag",
        "note",
        "evidence",
        "action",
        "reviewed_level",
        "supporting",
    ):
        assert any(getattr(answer, shown) for answer in answers_), shown
    assert any(item.by_profile for item in found.statuses.values())
    assert found.roadmap.now
    assert found.roadmap.next
    assert found.roadmap.due_for_review


# questionnaires


def test_questionnaires_lists_shows_and_exports_schemas(
    questionnaire: Questionnaire, capsys: Capture
):
    assert run(["questionnaires", "list"]) == 0
    assert "unga-75-59" in capsys.readouterr().out
    assert run(["questionnaires", "show", "POL-01"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    asked = questionnaire.by_id["POL-01"]
    flat = " ".join(shown.split())
    assert all(point.text in flat for point in asked.points.values())
    assert asked.absent in flat
    assert asked.ad_hoc in flat
    for what in ("answers", "area", "questionnaire", "score"):
        assert run(["questionnaires", "schema", what]) == 0
        assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_a_question_that_is_not_there(capsys: Capture):
    assert run(["questionnaires", "show", "ZZZ-99"]) == 2
    assert "There is no question" in capsys.readouterr().err


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["score"],
        ["score", "--nonsense", "x"],
        ["check"],
        ["export", "x.json", "--edition", "secret"],
        ["example"],
        ["questionnaires", "schema", "nonsense"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: Capture):
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Usage: cied")


@pytest.mark.parametrize("name", [[], *([name] for name in COMMANDS)])
def test_every_command_has_help(name: list[str], capsys: Capture):
    assert run([*name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: cied {' '.join(name)}".rstrip())


def test_the_version(capsys: Capture):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip().endswith(__version__)


def test_an_escape_in_an_argument_reaches_no_terminal(tmp_path: Path, capsys: Capture):
    for arguments in (
        ["score", f"{tmp_path}/\x1b[2J.json"],
        ["score", "--\x1b[2Jx"],
        ["\x1b[2Jx"],
        ["score", "x", "--questionnaire", "\x1b[2J\u202e"],
    ):
        assert run(arguments) in (1, 2)
        shown = capsys.readouterr()
        assert not set(shown.out + shown.err) & set("\x1b\u202e")


# A real process


def cied(*arguments: str | bytes, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*CIED, *arguments], check=False, stderr=subprocess.PIPE, **options)


def test_a_full_disk_behind_stdout_is_told_in_a_sentence(example_file: Path):
    with Path("/dev/full").open("wb") as full:
        done = cied("score", str(example_file), stdout=full)
    assert done.returncode == 1
    assert done.stderr == b"The output: It cannot be written or read: No space left on device.\n"


def test_a_reader_that_has_seen_enough_hears_nothing(example_file: Path):
    read, write = os.pipe()
    os.close(read)
    done = cied("score", str(example_file), stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_name_that_is_no_text(example_file: Path, tmp_path: Path):
    strange = os.fsencode(tmp_path) + b"/\xff.json"
    Path(os.fsdecode(strange)).write_bytes(example_file.read_bytes())
    done = cied("score", strange, str(example_file), "--json", stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 2


def test_a_terminal_that_knows_only_ascii(example_file: Path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = cied("score", str(example_file), stdout=subprocess.PIPE, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_folder_of_a_questionnaire_that_is_none(tmp_path: Path, capsys: Capture):
    assert run(["questionnaires", "check", str(tmp_path)]) == 1
    assert "questionnaire.yaml: The file cannot be read" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["score", "check", "report", "batch"])
def test_the_name_of_a_file_forges_no_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
):
    """A folder of somebody else's may hold a file whose name goes on like a message of ours."""
    name = tmp_path / "x\n1 file scored. The table is x.json"
    name.write_text("{")
    more = ["-o", str(tmp_path / "t.csv")] if command == "batch" else []
    assert run([command, str(name), *more]) == 1
    said = capsys.readouterr().err
    assert not [line for line in said.splitlines() if line.startswith("1 file scored")]
    assert said.startswith(str(tmp_path))


def test_the_name_of_an_output_forges_no_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], example_file: Path
):
    for command in (["report", str(example_file)], ["export", str(example_file), "--as", "csv"]):
        out = tmp_path / f"{command[0]}\nWritten: x.html"
        assert run([*command, "-o", str(out)]) == 0
        assert [line[:9] for line in capsys.readouterr().err.splitlines()] == ["Written: "]


# What nobody foresaw

UNFORESEEN = """
from assessment.cli import check, main

def fail(*arguments, **options):
    raise ZeroDivisionError("a secret of the file")

check.command.callback = fail
main.main()
"""


@pytest.mark.parametrize("details", [False, True])
def test_what_nobody_foresaw_is_a_sentence_and_its_details_are_for_who_asks(details: bool):
    environment = {**os.environ, **({"CIED_DETAILS": "1"} if details else {})}
    done = subprocess.run(
        [sys.executable, "-c", UNFORESEEN, "check", __file__],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 1
    assert ("Traceback" in done.stderr) is details
    if not details:
        assert "an error that it did not expect (ZeroDivisionError)" in done.stderr
        assert "a secret of the file" not in done.stderr


@pytest.mark.parametrize(
    ("period", "head"), [("2026", "Examplia, 2026: draft, "), ("", "Examplia: draft, ")]
)
def test_the_head_names_the_period_where_there_is_one(
    small: Questionnaire, tmp_path: Path, capsys: pytest.CaptureFixture[str], period: str, head: str
):
    path = tmp_path / "a.json"
    write_answers(path, answers(small, {"AAA-01": 2}).replace(state="Examplia", period=period))
    assert run(["score", str(path), "--questionnaire", str(SMALL)]) == 0
    assert capsys.readouterr().out.startswith(head)
