"""`cied hand-out`, `take-back`, `merge`: a State's file shared out and made whole again."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from synthetic import SMALL, answers
from test_parts import fill

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.store import dump, locked, parse_answers, write_answers
from assessment.tui.desk.board_rows import ministry_detail
from assessment.tui.desk.incoming_parts import candidates
from assessment.workload import workloads

Capture = pytest.CaptureFixture[str]
TODAY = dt.datetime.now(dt.UTC).replace(microsecond=0)
ASKED = ("--questionnaire", str(SMALL))


@pytest.fixture
def file(small: Questionnaire, tmp_path: Path) -> Path:
    """A State's file in which Interior and Customs lead."""
    own = answers(
        small,
        {"AAA-01": {"ministry": "Interior"}, "AAA-02": {"ministry": "Customs", "note": "SECRET"},
         "BBB-01": {"level": 4, "ministry": "Customs", "note": "SECRET"}},
        authority="Coordination group", contact="focal@example.org", marking="RESTRICTED",
    )  # fmt: skip
    path = tmp_path / "state.json"
    write_answers(path, own)
    return path


def cied(command: str, *arguments: object) -> int:
    return run([command, *map(str, arguments), *ASKED])


def read(path: Path, small: Questionnaire) -> Answers:
    return parse_answers(path.read_bytes(), small, where=str(path), parts=True).answers


def parts(folder: Path) -> dict[str, Path]:
    """The parts in a folder by their ministry."""
    found = [path for path in folder.iterdir() if path.suffix == ".json"]
    return {json.loads(path.read_bytes())["part"]["ministry"]: path for path in found}


def fill_in(path: Path, small: Questionnaire, given: Mapping[str, Any], **stamp: Any) -> None:
    """A ministry fills its part in, today."""
    filled = fill(read(path, small), given, **{"at": TODAY, **stamp}).answers
    path.write_bytes(dump(filled))


@pytest.fixture
def out(file: Path, tmp_path: Path, capsys: Capture) -> dict[str, Path]:
    """Two questions asked of Interior and Customs."""
    asked = ("--question", "AAA-01", "--question", "AAA-02")
    named = ("--ministry", "Interior", "--ministry", "customs")
    assert cied("hand-out", file, "-o", tmp_path / "parts", *asked, *named) == 0
    capsys.readouterr()
    return parts(tmp_path / "parts")


def test_each_ministry_gets_a_part_and_a_letter(
    file: Path, tmp_path: Path, small: Questionnaire, capsys: Capture
):
    folder = tmp_path / "parts"
    assert cied("hand-out", file, "-o", folder, "--due", "2200-11-30", "--by", "A. Example") == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Customs: 2 questions, by 30 November 2200\n" in shown.err
    made = parts(folder)
    assert set(made) == {"Interior", "Customs"}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    letter = made["Customs"].with_name(made["Customs"].stem + "-letter.txt").read_text()
    for words in (
        "RESTRICTED", "To:   Customs", "Coordination group", "focal@example.org",
        made["Customs"].name, "30 November 2200", "AAA-02", "A resolution",
    ):  # fmt: skip
        assert words in letter
    assert "AAA-01" not in letter
    for path in folder.iterdir():
        assert b"SECRET" not in path.read_bytes()
    own = read(file, small)
    assert [event.by for event in own.history] == ["A. Example"] * 2
    assert {part.ministry for part in own.parts} == {"Interior", "Customs"}
    assert file.with_name("state.json.bak").exists()


def test_a_form_that_is_not_made_is_wrong_usage(file: Path, tmp_path: Path, capsys: Capture):
    assert cied("hand-out", file, "-o", tmp_path / "parts", "--form", "paper") == 2
    assert "json" in capsys.readouterr().err
    assert not (tmp_path / "parts").exists()


def test_hand_out_again_replaces_no_part(file: Path, tmp_path: Path):
    for _ in range(2):
        assert cied("hand-out", file, "-o", tmp_path / "parts", "--question", "AAA-01") == 0
    assert len([item for item in (tmp_path / "parts").iterdir() if item.suffix == ".json"]) == 2


def test_what_comes_back_undisputed_is_taken(
    file: Path, out: dict[str, Path], small: Questionnaire, capsys: Capture
):
    fill_in(out["Interior"], small, {"AAA-01": 2})
    fill_in(out["Customs"], small, {"AAA-01": 2, "AAA-02": 3})
    before = file.read_bytes()
    # The whole folder: the letters beside the parts are passed over.
    assert cied("take-back", file, *out["Interior"].parent.iterdir()) == 0
    shown = capsys.readouterr()
    assert "Taken without dispute: 2 questions." in shown.out
    assert f"Left as they were in {out['Interior']}: AAA-02." in shown.out
    assert "Still out" not in shown.out
    own = read(file, small)
    assert [own.answer(key).level for key in ("AAA-01", "AAA-02")] == [2, 3]
    assert file.with_name("state.json.bak").read_bytes() == before
    once = file.read_bytes()
    assert cied("take-back", file, out["Interior"].parent) == 0
    assert "Nothing new came back." in capsys.readouterr().out
    assert file.read_bytes() == once


def test_an_older_file_after_a_newer_one_is_named(
    file: Path, out: dict[str, Path], small: Questionnaire, tmp_path: Path, capsys: Capture
):
    part, older = out["Interior"], tmp_path / "older.json"
    older.write_bytes(part.read_bytes())
    fill_in(older, small, {"AAA-01": 1})
    fill_in(part, small, {"AAA-01": 2}, at=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))
    assert cied("take-back", file, part) == 0
    capsys.readouterr()
    assert cied("take-back", file, older) == 0
    shown = capsys.readouterr().out
    assert f"Older than what the ministry said since, and only kept, in {older}: AAA-01." in shown
    assert "Taken without dispute: 0 questions." in shown
    assert read(file, small).answer("AAA-01").level == 2


def test_a_part_that_was_renamed_on_its_way_is_taken(
    file: Path, out: dict[str, Path], small: Questionnaire, tmp_path: Path, capsys: Capture
):
    """Mail programs and Windows make `part.json.txt` of `part.json`."""
    fill_in(out["Interior"], small, {"AAA-01": 2})
    folder = out["Interior"].parent
    renamed = out["Interior"].rename(folder / "part.json.txt")
    (folder / "remarks.txt").write_text("Sent by courier.")
    assert renamed in candidates(folder, file)
    assert folder / "remarks.txt" not in candidates(folder, file)
    assert cied("take-back", file, folder) == 0
    assert "Taken without dispute: 1 question." in capsys.readouterr().out
    assert read(file, small).answer("AAA-01").level == 2


def test_a_folder_in_a_folder_is_named_since_nobody_looks_into_it(
    file: Path, out: dict[str, Path], tmp_path: Path, capsys: Capture
):
    (tmp_path / "returned" / "customs").mkdir(parents=True)
    assert cied("take-back", file, tmp_path / "returned") == 0
    assert "customs: A folder in a folder is not looked into" in capsys.readouterr().err


def test_a_part_that_went_out_and_was_not_filled_in_is_still_out(
    file: Path, out: dict[str, Path], capsys: Capture
):
    before = file.read_bytes()
    assert cied("take-back", file, out["Customs"]) == 0
    shown = capsys.readouterr().out
    assert f"Not filled in: {out['Customs']}." in shown
    assert "Customs: 2 questions\n" in shown.split("Still out")[1]
    assert file.read_bytes() == before


def test_clashes_are_listed_and_left_for_the_desk(
    file: Path, out: dict[str, Path], small: Questionnaire, capsys: Capture
):
    fill_in(out["Interior"], small, {"AAA-01": 1, "AAA-02": 2})
    fill_in(out["Customs"], small, {"AAA-01": 3})
    assert cied("take-back", file, *out.values()) == 1
    shown = capsys.readouterr().out
    assert "1 clash, to be settled in the terminal" in shown
    assert "AAA-01  Subject of AAA-01\n    Customs: level 3\n    Interior: level 1\n" in shown
    assert "Taken without dispute: 1 question." in shown
    own = read(file, small)
    assert own.answer("AAA-01").status == "unanswered"
    assert own.answer("AAA-02").level == 2


def test_the_same_for_another_program(
    file: Path, out: dict[str, Path], small: Questionnaire, capsys: Capture
):
    fill_in(out["Interior"], small, {"AAA-01": 1})
    broken = out["Interior"].with_name("cut-off.json")
    broken.write_bytes(out["Interior"].read_bytes()[:300])
    fill_in(out["Customs"], small, {})
    assert cied("take-back", file, *out.values(), broken, "--json") == 1
    shown = json.loads(capsys.readouterr().out)
    assert shown["undisputed"] == ["AAA-01"]
    assert shown["clashes"] == []
    assert shown["untouched"][str(out["Customs"])] == ["AAA-01", "AAA-02"]
    assert [item["file"].split(",")[0] for item in shown["refused"]] == [str(broken)]
    assert [item["ministry"] for item in shown["out"]] == ["Customs"]


def damaged(path: Path, small: Questionnaire, kind: str, file: Path) -> Path:
    """A part with something wrong in it."""
    fill_in(path, small, {"AAA-01": 2})
    document = json.loads(path.read_bytes())
    raw = path.read_bytes()
    if kind == "cut off":
        raw = raw[: len(raw) // 2]
    elif kind == "a table":
        raw = b"Step,Question\nnow,AAA-01\n"
    elif kind == "empty":
        raw = b""
    elif kind == "own file":
        raw = file.read_bytes()
    else:
        document |= {
            "other": {"id": "e" * 32},
            "edition": {"questionnaire": {**document["questionnaire"], "version": "0.9"}},
            "unknown": {"part": {**document["part"], "id": "e" * 32}},
            "future": {"answers": {"AAA-01": {**document["answers"]["AAA-01"],
                                              "at": "2200-01-01T00:00:00Z"}}},
            "early": {"answers": {"AAA-01": {**document["answers"]["AAA-01"],
                                             "at": "2001-01-01T00:00:00Z"}}},
        }[kind]  # fmt: skip
        raw = json.dumps(document).encode()
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("cut off", "the file is cut off. Ask for the file again"),
        ("empty", "the file is empty. Ask for the file again"),
        ("a table", "This is neither a part nor a form, nor the workbook of a plan."),
        ("own file", "The file is no part."),
        ("other", "It is a part of another assessment."),
        ("edition", "version 0.9"),
        ("unknown", "does not know the part"),
        ("future", "AAA-01 is dated 1 January 2200, which is in the future."),
        ("early", "AAA-01 is dated 1 January 2001, before the part was handed out"),
    ],
)
def test_a_refused_part_is_named_and_nothing_changes(
    file: Path,
    out: dict[str, Path],
    small: Questionnaire,
    capsys: Capture,
    kind: str,
    words: str,
):
    bad = damaged(out["Interior"], small, kind, file)
    before = file.read_bytes()
    assert cied("take-back", file, bad) == 1
    shown = capsys.readouterr()
    assert str(bad) in shown.err
    assert words in shown.err
    assert file.read_bytes() == before


def test_a_part_of_another_edition_is_taken_where_that_is_accepted(
    file: Path, out: dict[str, Path], small: Questionnaire
):
    bad = damaged(out["Interior"], small, "edition", file)
    assert cied("take-back", file, bad, "--accept-version") == 0
    found = read(file, small).answer("AAA-01")
    assert (found.level, found.to_confirm) == (2, True)


def test_a_file_that_a_session_has_open_is_refused(
    file: Path, out: dict[str, Path], tmp_path: Path, small: Questionnaire, capsys: Capture
):
    fill_in(out["Interior"], small, {"AAA-01": 2})
    before, there = file.read_bytes(), set(out["Interior"].parent.iterdir())
    with locked(file):
        assert cied("take-back", file, out["Interior"]) == 1
        assert cied("hand-out", file, "-o", out["Interior"].parent) == 1
        assert cied("merge", file, out["Interior"], "-o", tmp_path / "new.json") == 1
    assert capsys.readouterr().err.count("Another session has this file open") == 3
    assert (file.read_bytes(), set(out["Interior"].parent.iterdir())) == (before, there)


def test_nothing_is_handed_out_where_the_file_or_the_folder_cannot_be_written(
    file: Path, tmp_path: Path, capsys: Capture
):
    taken = tmp_path / "taken"
    taken.write_text("A file.")
    before = file.read_bytes()
    assert cied("hand-out", file, "-o", taken / "parts") == 1
    (tmp_path / "state.json.bak").mkdir()
    assert cied("hand-out", file, "-o", tmp_path / "parts") == 1
    assert file.read_bytes() == before
    assert list((tmp_path / "parts").iterdir()) == []
    assert "Traceback" not in capsys.readouterr().err


def test_a_question_is_sent_back_to_one_ministry(
    file: Path, out: dict[str, Path], tmp_path: Path, small: Questionnaire, capsys: Capture
):
    fill_in(out["Customs"], small, {"AAA-01": 3})
    assert cied("take-back", file, out["Customs"]) == 0
    again = ("--question", "AAA-01", "--again", "Which decree?")
    assert cied("hand-out", file, "-o", tmp_path / "again", *again) == 1
    assert "goes to one ministry" in capsys.readouterr().err
    assert cied("hand-out", file, "-o", tmp_path / "again", "--ministry", "Customs", *again) == 0
    letter = next((tmp_path / "again").glob("*-letter.txt")).read_text()
    assert "You are asked again because: Which decree?" in letter
    assert "What you said before stands in the file." in letter
    assert read(parts(tmp_path / "again")["Customs"], small).answer("AAA-01").level == 3


def test_reminders_are_written_of_what_is_still_out(
    file: Path, out: dict[str, Path], tmp_path: Path, small: Questionnaire
):
    fill_in(out["Customs"], small, {"AAA-01": 3})
    cied("take-back", file, out["Customs"])
    before = file.read_bytes()
    assert cied("hand-out", file, "-o", tmp_path / "again", "--reminder") == 0
    letter = next((tmp_path / "again").iterdir())
    assert letter.name == f"{out['Interior'].stem}-reminder.txt"
    assert out["Interior"].name in letter.read_text()
    assert file.read_bytes() == before


def test_a_part_in_whose_place_a_later_one_came_back_is_waited_for_nowhere(
    file: Path, out: dict[str, Path], tmp_path: Path, small: Questionnaire, capsys: Capture
):
    own = read(file, small)
    earlier = tuple(
        record.model_copy(update={"handed_out": TODAY - dt.timedelta(days=30)})
        for record in own.parts
    )
    write_answers(file, own.replace(parts=earlier))
    asked = ("--question", "AAA-01", "--question", "AAA-02", "--ministry", "Customs")
    assert cied("hand-out", file, "-o", tmp_path / "later", *asked) == 0
    later = parts(tmp_path / "later")["Customs"]
    fill_in(later, small, {"AAA-01": 3})
    capsys.readouterr()
    assert cied("take-back", file, later) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Interior: 2 questions"
    assert cied("take-back", file, later, "--json") == 0
    shown = json.loads(capsys.readouterr().out)["out"]
    assert [item["ministry"] for item in shown] == ["Interior"]
    assert cied("hand-out", file, "-o", tmp_path / "again", "--reminder") == 0
    names = [path.name for path in (tmp_path / "again").iterdir()]
    assert names == [f"{out['Interior'].stem}-reminder.txt"]
    own, day = read(file, small), TODAY.date()
    customs = next(item for item in workloads(small, own, day) if item.ministry == "Customs")
    lines = ministry_detail(small, own, customs, day).plain
    assert "replaced by a later part" in lines
    assert "still out" not in lines


def test_what_came_of_a_position_is_told_to_the_ministry(
    file: Path, out: dict[str, Path], tmp_path: Path, small: Questionnaire, capsys: Capture
):
    assert cied("hand-out", file, "-o", tmp_path / "told", "--outcome") == 1
    assert "No ministry has said anything" in capsys.readouterr().err
    fill_in(out["Interior"], small, {"AAA-01": 1, "AAA-02": 2})
    fill_in(out["Customs"], small, {"AAA-01": 3, "AAA-02": 2})
    cied("take-back", file, *out.values())
    assert (
        cied("hand-out", file, "-o", tmp_path / "told", "--outcome", "--ministry", "interior") == 0
    )
    told = [path.read_text() for path in (tmp_path / "told").iterdir()]
    assert len(told) == 1
    assert "What came of the answers of Interior" in told[0]
    assert "Others differ, and it is not settled yet:\n\n  AAA-01" in told[0]
    assert "Your answer is the State's answer:\n\n  AAA-02" in told[0]
    assert "level 3" not in told[0]


def test_two_copies_are_merged_into_a_new_file(
    file: Path, tmp_path: Path, small: Questionnaire, capsys: Capture
):
    other, new = tmp_path / "other.json", tmp_path / "new.json"
    own = read(file, small)
    write_answers(other, own.with_answer("CCC-02", own.answer("CCC-02").stating("unknown")))
    assert cied("merge", file, other, "--base", file, "-o", new) == 0
    assert read(new, small).answer("CCC-02").status == "unknown"
    assert cied("merge", file, other, "-o", other) == 1
    assert "There is an answer file of this name" in capsys.readouterr().err
    assert cied("merge", file, other, "-o", other, "--force") == 0
    assert other.with_name("other.json.bak").exists()
    assert cied("merge", file, file, "-o", tmp_path / "x.json") == 1
    assert "not merged with itself" in capsys.readouterr().err


def test_copies_that_differ_are_listed(
    file: Path, tmp_path: Path, small: Questionnaire, capsys: Capture
):
    other, new = tmp_path / "other.json", tmp_path / "new.json"
    own = read(file, small)
    changed = own.with_answer("BBB-01", own.answer("BBB-01").stating("answered", level=1))
    write_answers(other, changed.replace(period="2027"))
    assert cied("merge", file, other.rename(tmp_path / "b.json"), "-o", new) == 1
    assert "BBB-01  Subject of BBB-01: the copies differ.\n" in capsys.readouterr().out
    assert read(new, small).answer("BBB-01").status == "unanswered"
    assert new.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("due", ["soon", "03/04/2030", "2001-01-01"])
def test_a_due_date_that_cannot_be_is_wrong_usage(file: Path, tmp_path: Path, due: str):
    before = file.read_bytes()
    assert cied("hand-out", file, "-o", tmp_path / "parts", "--due", due) == 2
    assert file.read_bytes() == before
    assert not (tmp_path / "parts").exists()


def test_a_file_of_the_first_format_is_handed_out_and_kept(file: Path, tmp_path: Path):
    old = json.loads(file.read_bytes()) | {"format": 1}
    later = ("kind", "contact")
    file.write_text(json.dumps({key: value for key, value in old.items() if key not in later}))
    assert cied("hand-out", file, "-o", tmp_path / "parts") == 0
    assert json.loads(file.read_bytes())["format"] == 2
    assert json.loads(file.with_name("state.json.bak").read_bytes())["format"] == 1


def test_ministries_in_other_scripts(
    file: Path, tmp_path: Path, small: Questionnaire
):  # fmt: skip
    names = ("وزارة الداخلية", "وزارة العدل", "Внутренние дела")
    own = read(file, small)
    write_answers(file, own.replace(profile=own.profile.with_ministries(names)))
    for name in names:
        assert cied(
            "hand-out", file, "-o", tmp_path / "parts", "--ministry", name, "--question", "AAA-01"
        ) == 0  # fmt: skip
    assert set(parts(tmp_path / "parts")) == set(names)
    assert os.fsencode(parts(tmp_path / "parts")[names[0]].name).decode().startswith("03-وزارة")
