"""Reading answer files: what is refused, in which words, and what is taken."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from synthetic import DATA, SMALL
from test_scoring import given_answers

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.errors import AnswerFileError, AssessmentError
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers, read_answers, write_answers

WRONG = DATA / "wrong"
WORDS = yaml.safe_load((WRONG / "words.yaml").read_text())
GOOD = DATA / "formats" / "format-2.json"
FILE_COMMANDS = ["score", "check", "export"]

Refused = Callable[..., str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Score a file that must be refused; gives what stderr says."""

    def score(path: Path, command: str = "score") -> str:
        before = path.stat() if path.exists() else None
        status = run([command, str(path), "--questionnaire", str(SMALL)])
        shown = capsys.readouterr()
        assert status == 1
        assert shown.out == ""
        assert shown.err.startswith(str(path))
        assert "Traceback" not in shown.err
        assert "\x1b" not in shown.err
        assert shown.err.rstrip().endswith(".")
        after = path.stat() if path.exists() else None
        if before and after:
            assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        return shown.err

    return score


def test_every_wrong_file_has_its_words():
    assert {path.stem for path in WRONG.glob("*.json")} == set(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_one_mistake_is_told_with_place_and_remedy(name: str, tmp_path: Path, refused: Refused):
    path = tmp_path / f"{name}.json"
    shutil.copy(WRONG / path.name, path)
    content = path.read_bytes()
    said = refused(path)
    wanted = WORDS[name]
    if "line" in wanted:
        assert f"{path}, line {wanted['line']}" in said
    for words in wanted["words"]:
        assert words in said
    assert said.count(". ") >= 1, "a remedy follows the problem"
    assert path.read_bytes() == content, "left untouched"


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_every_command_refuses_in_the_same_words(command: str, refused: Refused):
    assert "AAA-02, level must be 0, 1, 2, 3 or 4, not 5" in refused(
        WRONG / "level-5.json", command
    )


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_a_folder(command: str, tmp_path: Path, refused: Refused):
    assert "Is a directory" in refused(tmp_path, command)


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_no_such_file(command: str, tmp_path: Path, refused: Refused):
    said = refused(tmp_path / "absent.json", command)
    assert "No such file" in said
    assert "Check the name" in said


def test_200_mb(tmp_path: Path, refused: Refused):
    path = tmp_path / "large.json"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert "larger than 16 MB" in refused(path)


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"answers":[', '[{"a":'])
def test_nested_100000_deep(opening: str, tmp_path: Path, refused: Refused):
    path = tmp_path / "deep.json"
    path.write_text(opening * 100_000)
    assert "nested too deeply" in refused(path)


def test_nested_as_deep_as_json_still_takes(tmp_path: Path, refused: Refused):
    path = tmp_path / "deep.json"
    path.write_text(GOOD.read_text().replace('"level": 3', '"level": ' + "[" * 300 + "]" * 300))
    assert "not valid JSON: recursion limit exceeded" in refused(path)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Whatever root may do, an ordinary user may not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_one_may_not_read(small: Questionnaire):
    with tempfile.NamedTemporaryFile(suffix=".json") as stream:
        path = Path(stream.name)
        path.write_bytes(GOOD.read_bytes())
        path.chmod(0)
        with ordinary_user(), pytest.raises(AnswerFileError) as refusal:
            read_answers(path, small)
    assert str(refusal.value) == (
        f"{path}: The file cannot be read: Permission denied. "
        "Check the name and your permission to read it."
    )


def test_only_what_stands_in_the_file_is_named_by_its_line(small: Questionnaire):
    text = json.dumps(json.loads(GOOD.read_text()))
    with pytest.raises(AnswerFileError, match="F, line 1: answers, AAA-02, level"):
        parse_answers(text.replace('"level": 3', '"level": 9').encode(), small, where="F")


def test_a_note_that_looks_like_json_moves_no_line(small: Questionnaire):
    text = GOOD.read_text()
    note = json.dumps('"AAA-02": {"level": 3}, "answers": {')
    text = text.replace('"Asked in September."', note).replace('"level": 3', '"level": 9', 1)
    line = text[: text.index('"level": 9')].count("\n") + 1
    with pytest.raises(AnswerFileError, match=f"F, line {line}:"):
        parse_answers(text.encode(), small, where="F")


# What is taken


@pytest.mark.parametrize("path", sorted((DATA / "formats").glob("*.json")), ids=lambda p: p.stem)
def test_every_format_is_read(path: Path, small: Questionnaire):
    found = read_answers(path, small)
    assert found.answers.state == "Examplia"
    assert found.answers.answer("AAA-01").level == 2
    assert found.migrated_from == (None if path == GOOD else int(path.stem[-1]))


def test_what_was_written_is_read_and_written_again_as_the_same_bytes(
    small: Questionnaire, tmp_path: Path
):
    path = tmp_path / "again.json"
    written = write_answers(path, read_answers(GOOD, small).answers)
    assert written == path.read_bytes() == GOOD.read_bytes()


@given(data=st.data())
def test_the_round_trip_of_any_answers(data: st.DataObject, small: Questionnaire):
    found = data.draw(given_answers(small))
    raw = dump(found)
    assert parse_answers(raw, small, where="F").answers == found
    assert dump(parse_answers(raw, small, where="F").answers) == raw


def test_the_example_keeps_its_bytes(questionnaire: Questionnaire, example: Answers):
    raw = dump(example)
    assert dump(parse_answers(raw, questionnaire, where="F").answers) == raw


def test_a_byte_order_mark_is_taken(small: Questionnaire):
    found = parse_answers(b"\xef\xbb\xbf" + GOOD.read_bytes(), small, where="F")
    assert found.answers == read_answers(GOOD, small).answers


def test_the_file_is_indented_utf_8_in_questionnaire_order(small: Questionnaire):
    document = json.loads(GOOD.read_text())
    document["answers"] = dict(reversed(document["answers"].items()))
    document["authority"] = "Autorité nationale"
    found = parse_answers(json.dumps(document).encode(), small, where="F").answers
    assert list(found.answers) == sorted(document["answers"])
    text = dump(found).decode()
    assert '\n "authority": "Autorité nationale",\n' in text
    assert text.endswith("}\n")


def test_hostile_text_is_cleaned_on_the_way_in(small: Questionnaire):
    text = GOOD.read_text().replace(
        "Asked in September.", "\\u001b[2J{{ x }} <b> \\u202e[red]\\u0007"
    )
    found = parse_answers(text.encode(), small, where="F").answers
    assert found.answer("BBB-01").note == "{{ x }} <b> [red]"


@pytest.mark.parametrize("path", sorted((DATA / "hostile").glob("*.json")), ids=lambda p: p.stem)
def test_a_hostile_file_can_be_scored(path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["score", str(path), "--questionnaire", str(SMALL)]) == 0
    shown = capsys.readouterr()
    assert not set(shown.out + shown.err) & set("\x1b\x07\x9b\u202e\x00")


# Another version


def test_another_version_keeps_what_still_exists(small: Questionnaire):
    text = (WRONG / "other-version.json").read_text()
    text = text.replace('"BBB-03"', '"OLD-01"').replace('"BBB": "high"', '"OLD": "high"')
    found = parse_answers(text.encode(), small, where="F", accept_version=True)
    assert found.other_version
    assert found.left_out == ("OLD-01",)
    assert "OLD-01" not in found.answers.answers
    assert found.answers.questionnaire.version == "1.0"
    assert dict(found.answers.profile.relevance) == {}


def test_accepting_a_version_lists_what_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "old.json"
    text = (WRONG / "other-version.json").read_text()
    path.write_text(text.replace('"BBB-03"', '"OLD-01"'))
    assert run(["score", str(path), "--questionnaire", str(SMALL), "--accept-version"]) == 0
    assert "no longer exist: OLD-01" in capsys.readouterr().err


def test_another_questionnaire_is_never_accepted(small: Questionnaire):
    raw = (WRONG / "wrong-questionnaire.json").read_bytes()
    with pytest.raises(AnswerFileError, match="'other-tool'"):
        parse_answers(raw, small, where="F", accept_version=True)


# Whatever comes in


@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_in_a_sentence(data: st.DataObject, small: Questionnaire):
    raw = bytearray(GOOD.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        piece = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"{", b"}", b'"', b"[", b",", b"null"])
        )
        raw[place : place + data.draw(st.integers(0, 8))] = piece
    try:
        found = parse_answers(bytes(raw), small, where="F", accept_version=True).answers
    except AssessmentError as error:
        refusal = error
    else:
        assert parse_answers(dump(found), small, where="F").answers == found
        return
    assert str(refusal).startswith("F")
    assert refusal.remedy
