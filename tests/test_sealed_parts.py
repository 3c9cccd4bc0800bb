"""Sealed parts go out to each ministry's key and come back; keys made, shown and changed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest
from sealing import PASSPHRASE, age, files_holding, holding, key_of
from synthetic import SMALL, answers
from test_cli_parts import TODAY
from test_parts import fill

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.store import is_sealed, read_answers, write_answers
from assessment.text import name_key

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]
CIED = Path(sys.executable).with_name("cied")
SECRET = "Zanzibarquay"


@pytest.fixture
def file(own_key: str, small: Questionnaire, tmp_path: Path) -> Path:
    """A State's sealed file in which Interior and Customs lead."""
    own = answers(
        small,
        {"AAA-01": {"ministry": "Interior", "note": SECRET}, "AAA-02": {"ministry": "Customs"}},
        authority="Coordination group", contact="focal@example.org",
    )  # fmt: skip
    path = tmp_path / "state.json.age"
    write_answers(path, own)
    return path


@pytest.fixture
def ministries(tmp_path: Path) -> dict[str, Path]:
    """The key file of each ministry; their public keys stand in `ministries.keys`."""
    found = {name: tmp_path / "keys" / name for name in ("Interior", "Customs")}
    lines = [f"{key_of(path)} {name}" for name, path in found.items()]
    text = "# keys\n\n" + "\n".join(lines) + "\n"
    (tmp_path / "ministries.keys").write_text(text)
    return found


def cied(command: str, *arguments: object) -> int:
    return run([command, *map(str, arguments), "--questionnaire", str(SMALL)])


def hand_out(file: Path, *more: object) -> int:
    folder = file.parent
    out = ("-o", folder / "parts", "--ministry", "Interior", "--ministry", "Customs")
    return cied("hand-out", file, *out, *more)


def parts(file: Path) -> list[Path]:
    return sorted((file.parent / "parts").glob("*.json*"))


def part_of(file: Path, key: Path, small: Questionnaire) -> tuple[Path, Answers]:
    """The part that a key opens."""
    with holding(key):
        for path in parts(file):
            try:
                return path, read_answers(path, small, parts=True).answers
            except Exception:  # noqa: BLE001 - sealed for another ministry
                continue
    raise AssertionError("this key opens none")


def test_each_part_is_sealed_to_its_ministry_and_to_whoever_takes_it_back(
    file: Path, ministries: dict[str, Path], small: Questionnaire, own_key: str, capsys: Capture
):
    assert hand_out(file, "--seal", file.parent / "ministries.keys") == 0
    assert "what is made of" not in capsys.readouterr().err
    assert len(parts(file)) == 2
    assert all(is_sealed(item.read_bytes()) and item.suffix == ".age" for item in parts(file))
    assert files_holding([file.parent / "parts"], [SECRET.encode(), b'AAA-02"']) == []
    for name, key in ministries.items():
        _, part = part_of(file, key, small)
        assert part.part is not None
        assert part.part.ministry == name
        assert own_key in part.recipients
        assert len(part.recipients) == 2
    letters = [item.read_text() for item in (file.parent / "parts").glob("*-letter.txt")]
    assert all(
        "opens only with the key of your ministry" in " ".join(letter.split()) for letter in letters
    )


def test_sealed_parts_come_home(
    file: Path, ministries: dict[str, Path], small: Questionnaire, capsys: Capture
):
    assert hand_out(file, "--seal", file.parent / "ministries.keys") == 0
    path, part = part_of(file, ministries["Interior"], small)
    filled = fill(part, {"AAA-01": {"level": 3}}, at=TODAY).answers
    with holding(ministries["Interior"]):
        write_answers(path, filled)
    assert cied("take-back", file, path) == 0
    assert read_answers(file, small).answers.answer("AAA-01").level == 3
    assert is_sealed((file.parent / "state.json.age.bak").read_bytes())
    assert files_holding([file.parent], [SECRET.encode()]) == []
    capsys.readouterr()


def test_a_part_that_was_sealed_for_somebody_else_changes_nothing(
    file: Path, ministries: dict[str, Path], small: Questionnaire, capsys: Capture
):
    assert hand_out(file, "--seal", file.parent / "ministries.keys") == 0
    path, part = part_of(file, ministries["Interior"], small)
    with holding(ministries["Interior"]):
        own = (part.recipients[1],)
        write_answers(path, part.replace(recipients=own))
    before = file.read_bytes()
    assert cied("take-back", file, path) == 1
    assert "sealed for somebody else" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace("Customs", "Trade"), "There is no key for: Customs"),
        (lambda text: text.replace("age1", "age2"), "is no public key"),
        (lambda text: text.replace(" Customs", ""), "line 4: There is a key and no ministry"),
        (lambda text: text.replace("Customs", "interior"), "has two keys"),
    ],
)
def test_a_wrong_file_of_keys_is_a_sentence_and_nothing_is_handed_out(
    change, sentence: str, file: Path, ministries: dict[str, Path], capsys: Capture
):
    keys = file.parent / "ministries.keys"
    keys.write_text(change(keys.read_text()))
    before = file.read_bytes()
    assert hand_out(file, "--seal", keys) == 1
    assert sentence in capsys.readouterr().err
    assert parts(file) == []
    assert file.read_bytes() == before


def test_ministries_are_found_however_they_are_spelled(
    file: Path, ministries: dict[str, Path], capsys: Capture
):
    keys = file.parent / "ministries.keys"
    keys.write_text(keys.read_text().replace("Customs", "  CUSTOMS "))
    assert name_key("CUSTOMS") == name_key("Customs")
    assert hand_out(file, "--seal", keys) == 0
    capsys.readouterr()


def test_a_plan_is_written_sealed_and_taken_back(file: Path, small: Questionnaire, capsys: Capture):
    plan = file.parent / "plan.xlsx.age"
    planned = {"level": 1, "action": {"text": "Write it down"}}
    write_answers(file, answers(small, {"AAA-01": planned}))
    assert cied("export", file, "--as", "plan.xlsx", "-o", plan) == 0
    assert is_sealed(plan.read_bytes())
    before = read_answers(file, small).answers
    assert cied("take-back", file, plan) == 0
    assert read_answers(file, small).answers == before
    assert "what is made of" not in capsys.readouterr().err


def test_a_form_cannot_be_sealed(file: Path, ministries: dict[str, Path], capsys: Capture):
    from assessment.forms.files import FORMS

    for form in FORMS:
        if form != "json":
            assert hand_out(file, "--seal", file.parent / "ministries.keys", "--form", form) == 1
            assert "cannot be sealed" in capsys.readouterr().err
    assert not (file.parent / "parts").exists()


def test_parts_that_are_not_sealed_are_said_to_be_plain(file: Path, capsys: Capture):
    assert hand_out(file) == 0
    assert capsys.readouterr().err.count("what is made of") == 1


# The key, at a real terminal.


def asked(folder: Path, *arguments: str) -> pexpect.spawn:
    surroundings = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return pexpect.spawn(str(CIED), [*arguments], env=surroundings, timeout=30, encoding="utf-8")


def ended(program: pexpect.spawn) -> int:
    program.expect(pexpect.EOF)
    program.close()
    return program.exitstatus


def test_a_key_is_made_shown_and_given_another_passphrase(tmp_path: Path):
    program = asked(tmp_path, "key", "make")
    for prompt in ("New passphrase: ", "Again: "):
        program.expect_exact(prompt)
        program.sendline(PASSPHRASE)
    program.expect(r"(age1[a-z0-9]+)\s")
    public = program.match[1]
    assert PASSPHRASE not in program.before
    assert ended(program) == 0
    path = tmp_path / ".local" / "share" / "cied" / "key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700

    program = asked(tmp_path, "key")
    assert program.read().strip() == public

    again = asked(tmp_path, "key", "make")
    again.expect_exact("There is a key already")
    assert ended(again) == 1

    program = asked(tmp_path, "key", "passphrase")
    program.expect_exact("Passphrase of the key")
    program.sendline(PASSPHRASE)
    for prompt in ("New passphrase: ", "Again: "):
        program.expect_exact(prompt)
        program.sendline("another one")
    assert ended(program) == 0

    # Debian's `age` opens what is sealed to it with this very key file.
    (tmp_path / "x.age").write_bytes(age("-r", public, given=b"content"))
    program = pexpect.spawn("age", ["-d", "-i", str(path), str(tmp_path / "x.age")], timeout=30)
    program.expect("assphrase")
    program.sendline("another one")
    program.expect("content")
    program.close()


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [("one", "two", "are not the same"), ("", "", "The passphrase is empty")],
)
def test_a_passphrase_that_is_none_makes_no_key(
    first: str, second: str, sentence: str, tmp_path: Path
):
    program = asked(tmp_path, "key", "make")
    program.expect_exact("New passphrase: ")
    program.sendline(first)
    if first:
        program.expect_exact("Again: ")
        program.sendline(second)
    program.expect_exact(sentence)
    assert ended(program) == 1
    assert not (tmp_path / ".local" / "share" / "cied" / "key").exists()


def test_the_passphrase_is_asked_for_once_for_many_files(tmp_path: Path, small: Questionnaire):
    key = tmp_path / ".local" / "share" / "cied" / "key"
    key_of(key, PASSPHRASE)
    (tmp_path / "pw").write_text(PASSPHRASE)
    (tmp_path / "many").mkdir()
    with holding(key, tmp_path / "pw"):
        for number in range(20):
            own = answers(small, {}, period=f"Year {number}")
            write_answers(tmp_path / "many" / f"{number}.json.age", own)
    program = asked(tmp_path, "batch", str(tmp_path / "many"), "-o", str(tmp_path / "t.csv"),
                    "--jobs", "2", "--questionnaire", str(SMALL))  # fmt: skip
    program.expect_exact("Passphrase of the key")
    program.sendline(PASSPHRASE)
    assert program.expect_exact(["20 files scored", "Passphrase"]) == 0
    assert ended(program) == 0


# Killed while it writes.


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("command", ["take-back", "hand-out", "merge", "seal"])
def test_a_command_killed_at_any_moment_leaves_nothing_to_read(
    command: str, seed: int, file: Path, ministries: dict[str, Path], small: Questionnaire,
    own_key: str, capsys: Capture,
):  # fmt: skip
    folder, keys = file.parent, file.parent / "ministries.keys"
    assert hand_out(file, "--seal", keys) == 0
    path, part = part_of(file, ministries["Interior"], small)
    with holding(ministries["Interior"]):
        write_answers(path, fill(part, {"AAA-01": {"level": 3, "note": SECRET}}, at=TODAY).answers)
    (folder / "copy.json.age").write_bytes(file.read_bytes())
    # The same on a copy, first, says how long it takes.
    shutil.copytree(folder, folder / "copied", ignore=shutil.ignore_patterns("copied"))
    new = key_of(folder / "keys" / "new")

    def line(here: Path) -> list[str]:
        """The command, with every path in this folder."""
        own, found = here / file.name, here / "parts" / path.name
        seal = ["--seal", here / keys.name, "--ministry", "Interior"]
        given = {
            "take-back": [own, found],
            "hand-out": [own, "-o", here / "again", *seal],
            "merge": [own, here / "copy.json.age", "-o", here / "merged.json.age"],
            "seal": [own, "--to", new],
        }[command]
        return [*map(str, (CIED, command, *given, "--questionnaire", SMALL))]

    surroundings = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    began = time.monotonic()
    subprocess.run(line(folder / "copied"), capture_output=True, check=True, env=surroundings)
    whole = time.monotonic() - began
    with subprocess.Popen(line(folder), env=surroundings, stderr=subprocess.DEVNULL) as program:
        time.sleep(whole * random.Random(seed).uniform(0.5, 1))
        program.send_signal(signal.SIGKILL)
    assert files_holding([folder], [SECRET.encode()]) == []
    assert read_answers(file, small).answers.state == "Examplia"
    capsys.readouterr()
