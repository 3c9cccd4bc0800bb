"""The files of a questionnaire's folder: what is read, what is passed over, what must not hang."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from synthetic import SMALL, area, question, write

from assessment.cli.main import run
from assessment.store import examine, folder_of, read_questionnaire


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the questionnaire that comes with the program, with nothing kept of it yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(folder_of("unga-75-59"), tmp_path / "own [1.1]"))


# What is read.


def test_a_file_with_another_ending_is_named_as_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "areas" / "04-pri.yaml").rename(folder / "areas" / "04-pri.yml")
    (folder / "notes").mkdir()
    run(["questionnaires", "check", str(folder)])
    assert "Not read: notes/, areas/04-pri.yml." in capsys.readouterr().err
    run(["questionnaires", "check", str(folder), "--json"])
    assert json.loads(capsys.readouterr().out)["not_read"] == ["notes/", "areas/04-pri.yml"]


@pytest.mark.parametrize("name", ["._01-pol.yaml", ".DS_Store", ".01-pol.yaml.swp", "Thumbs.db"])
def test_what_a_system_leaves_behind_is_passed_over_in_silence(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
):
    for where in (folder, folder / "areas"):
        (where / name).write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X")
    assert run(["questionnaires", "check", str(folder)]) == 0
    shown = capsys.readouterr()
    assert "Not read" not in shown.err
    assert "no mistake" in shown.out
    assert len(read_questionnaire(str(folder)).areas) == 14


# What must neither hang nor fill the memory.


@pytest.mark.parametrize("name", ["paragraphs.yaml", "areas/01-pol.yaml"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_a_mistake_of_the_questionnaire(
    folder: Path, kind: str, name: str, capsys: pytest.CaptureFixture[str]
):
    (folder / name).unlink()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "device":
        (folder / name).symlink_to("/dev/zero")
    else:
        (folder / name).mkdir()
    assert run(["questionnaires", "check", str(folder)]) == 1
    assert f"{name}: The file cannot be read: it is no file but a folder, a pipe" in (
        capsys.readouterr().out
    )
    assert run(["questionnaires", "show", str(folder)]) == 1


def test_a_pipe_beside_the_files_is_not_opened(folder: Path):
    os.mkfifo(folder / "areas" / "more.yml")
    assert examine(folder).unread == ("areas/more.yml",)


# A mistake that is repeated.


@pytest.mark.slow
def test_points_that_say_the_same_are_one_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Ten questions with placeholders made 1,225 lines, a thousand made 12 million."""

    def placeholders() -> dict[str, dict[str, object]]:
        return {
            letter: {"level": level, "text": "A point that somebody will write later."}
            for letter, level in zip("abcdef", (2, 2, 3, 3, 4, 4), strict=True)
        }

    areas = [
        area(
            code,
            *(question(f"{code}-{number:03}", points=placeholders()) for number in range(1, 251)),
        )
        for code in ("AAA", "BBB", "CCC", "DDD")
    ]
    run(["questionnaires", "check", str(write(tmp_path / "q", *areas))])
    [line] = [item for item in capsys.readouterr().out.splitlines() if "nearly the same" in item]
    assert line.startswith("areas/01-aaa.yaml:")
    assert "6000 points say nearly the same: AAA-001, point a; AAA-001, point b; " in line
    assert line.endswith("and 5995 more.")


def test_two_points_that_are_alike_are_named_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    texts = {
        "a": (2, "A decree on this matter is in force."),
        "b": (2, "Somebody answers for it in the ministry."),
        "c": (3, "Courts apply this in each of the provinces."),
        "d": (3, "Money is there."),
        "e": (4, "Parliament looks at the figures every year, and the next time is fixed."),
        "f": (4, "Something was changed."),
    }
    points = {key: {"level": level, "text": text} for key, (level, text) in texts.items()}
    other = {
        key: {"level": level, "text": text.upper()[::-1] if key != "c" else f"{text[:-1]} too."}
        for key, (level, text) in texts.items()
    }
    part = area("AA", question("AA-01", points=points), question("AA-02", points=other))
    run(["questionnaires", "check", str(write(tmp_path / "q", part))])
    found = [item for item in capsys.readouterr().out.splitlines() if "nearly the same" in item]
    assert [item.partition(" ")[2] for item in found] == [
        "2 points say nearly the same: AA-01, point c; AA-02, point c."
    ]


# What is kept of a questionnaire.


def test_a_kept_questionnaire_with_another_weight_is_not_believed(folder: Path, tmp_path: Path):
    """Also where somebody has put the digest of the changed text in front of it."""
    read = read_questionnaire(str(folder))
    [path] = (tmp_path / "cache").rglob("questionnaire-*.json")
    document = json.loads(path.read_bytes().partition(b"\n")[2])
    first = document["areas"][0]["questions"][0]
    first["weight"] = 4 - first["weight"]
    text = json.dumps(document).encode()
    path.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    assert read_questionnaire(str(folder)) == read


def test_a_small_questionnaire_is_read_the_same_from_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert read_questionnaire(str(SMALL)) == read_questionnaire(str(SMALL))
