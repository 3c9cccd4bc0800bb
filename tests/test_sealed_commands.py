"""Every command on a sealed file: the same as on the plain one, and a sentence where it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyrage import x25519
from sealing import PASSPHRASE, age, age_keygen, files_holding, holding, key_of
from synthetic import SMALL, answers

from assessment.answers import RECIPIENT_LIMIT, Answers
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.store import dump, is_sealed, keys, locked, read_answers, unsealed, write_answers

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]
CIED = Path(sys.executable).with_name("cied")


@pytest.fixture
def pair(own_key: str, example: Answers, tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the example and an earlier one, plain and sealed."""
    folders = tmp_path / "plain", tmp_path / "sealed"
    for folder, ending in zip(folders, (".json", ".json.age"), strict=True):
        folder.mkdir()
        write_answers(folder / f"x{ending}", example)
        write_answers(folder / f"earlier{ending}", example.replace(date="2024-01-01"))
    return folders


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key that a passphrase protects."""
    path = tmp_path_factory.mktemp("protected") / "key"
    key_of(path, PASSPHRASE)
    return path


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody else's key."""
    path = tmp_path_factory.mktemp("another") / "key"
    key_of(path)
    return path


def said(capsys: Capture, folder: Path) -> str:
    """What a command printed, without where its files are and how they end."""
    shown = capsys.readouterr().out.replace(str(folder), "FOLDER")
    return shown.replace(".json.age", ".json")


def made_in(folder: Path) -> dict[str, bytes]:
    """What a command wrote, by name."""
    made = folder / "made"
    found = sorted(made.rglob("*")) if made.is_dir() else []
    return {
        str(path.relative_to(made)): path.read_bytes().replace(b".json.age", b".json")
        for path in found
        if path.is_file()
    }


COMMANDS = {
    "score": ("score", "x.json"),
    "score as JSON": ("score", "--json", "x.json", "earlier.json"),
    "score the partner edition": ("score", "--edition", "partner", "x.json"),
    "check": ("check", "x.json"),
    "check as JSON": ("check", "--json", "x.json"),
    "redacted copy": ("export", "--edition", "partner", "x.json"),
    "JSON": ("export", "--as", "json", "x.json", "-o", "made/x.out"),
    "CSV": ("export", "--as", "csv", "x.json", "-o", "made/x.csv"),
    "page": ("report", "x.json", "-o", "made/x.html", "--baseline", "earlier.json"),
    "page for partners": ("report", "x.json", "--edition", "partner", "-o", "made/x.html"),
    "batch": ("batch", ".", "-o", "made/t.csv", "--quiet"),
    "batch in two processes": ("batch", ".", "-o", "made/t.csv", "--quiet", "--jobs", "2"),
    "batch as JSON": ("batch", "x.json", "earlier.json", "-o", "made/t.jsonl", "--quiet"),
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_every_command_gives_the_same_of_a_sealed_file(
    arguments: Sequence[str], pair: tuple[Path, Path], capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    results = []
    for folder, ending in zip(pair, (".json", ".json.age"), strict=True):
        (folder / "made").mkdir()
        monkeypatch.chdir(folder)
        given = [
            f"{argument[:-5]}{ending}" if argument.endswith(".json") else argument
            for argument in arguments
        ]
        status = run(given)
        results.append((status, said(capsys, folder), made_in(folder)))
    assert results[0] == results[1]
    assert results[0][0] == 0


def test_a_report_of_a_sealed_file_is_the_same_and_is_verified(
    pair: tuple[Path, Path], small: Questionnaire, capsys: Capture, monkeypatch: pytest.MonkeyPatch
):
    """Of a small questionnaire: what is printed does not matter, and is printed four times."""
    made, asked = [], ["--questionnaire", str(SMALL)]
    given = answers(small, {"AAA-01": 1, "AAA-02": 3, "BBB-01": 2})
    for folder, ending in zip(pair, (".json", ".json.age"), strict=True):
        monkeypatch.chdir(folder)
        write_answers(folder / f"small{ending}", given)
        assert run(["report", f"small{ending}", "-o", "x.pdf", *asked]) == 0
        assert run(["verify", "x.pdf", f"small{ending}", *asked]) == 0
        made.append((folder / "x.pdf").read_bytes())
    assert made[0] == made[1]
    assert run(["report", "x.json.age", "--edition", "ministry", "--html"]) == 0
    assert (pair[1] / "x-ministries").is_dir() or list(pair[1].glob("x-ministry*"))
    capsys.readouterr()


def test_that_what_is_made_is_not_sealed_is_said_once(
    pair: tuple[Path, Path], capsys: Capture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(pair[1])
    for arguments in (
        ["report", "x.json.age", "-o", "x.html"],
        ["export", "--as", "csv", "x.json.age", "-o", "x.csv"],
        ["batch", ".", "-o", "t.csv", "--quiet"],
    ):
        assert run(arguments) == 0
        assert capsys.readouterr().err.count("what is made of") == 1
    assert run(["score", "x.json.age"]) == 0
    assert "what is made of" not in capsys.readouterr().err


# Written sealed.


def test_an_export_is_sealed_where_its_name_says_so(
    pair: tuple[Path, Path], tmp_path: Path, capsys: Capture, questionnaire: Questionnaire
):
    other = key_of(tmp_path / "other")
    partner = ["export", str(pair[0] / "x.json"), "--edition", "partner"]
    output = tmp_path / "partner.json.age"
    assert run([*partner, "-o", str(output), "--to", other]) == 0
    assert run(partner) == 0
    plain = capsys.readouterr().out.encode()
    assert unsealed(output.read_bytes(), "x") == plain
    assert other.encode() not in plain
    with holding(tmp_path / "other"):
        assert read_answers(output, questionnaire).answers.kind == "redacted"
    assert run([*partner, "--to", other]) == 2


def test_the_example_is_written_sealed(own_key: str, tmp_path: Path, example: Answers):
    path = tmp_path / "x.json.age"
    assert run(["example", "-o", str(path)]) == 0
    assert unsealed(path.read_bytes(), "x") == dump(example)


def test_merging_sealed_copies(
    pair: tuple[Path, Path], capsys: Capture, questionnaire: Questionnaire
):
    x, y, out = (pair[1] / name for name in ("x.json.age", "y.json.age", "out.json.age"))
    y.write_bytes(x.read_bytes())
    assert run(["merge", str(x), str(y), "-o", str(out)]) == 0
    assert read_answers(out, questionnaire).sealed
    assert "what is made of" not in capsys.readouterr().err
    assert run(["merge", str(x), str(y), "-o", str(pair[1] / "out.json")]) == 0
    assert capsys.readouterr().err.count("what is made of") == 1
    assert run(["merge", str(x), str(y), "-o", str(x), "--force"]) == 0
    assert is_sealed((pair[1] / "x.json.age.bak").read_bytes())


# seal and unseal.


def test_seal_and_unseal_give_the_same_bytes_and_leave_no_plain_copy(
    own_key: str, example: Answers, tmp_path: Path, capsys: Capture
):
    path, raw = tmp_path / "x.json", dump(example).replace(b"\n ", b"\n  ")
    path.write_bytes(raw)
    (tmp_path / "x.json.bak").write_bytes(raw)
    (tmp_path / "x.json.theirs-2").write_bytes(raw)
    (tmp_path / "x.json.edition-1.1").write_bytes(raw)
    assert run(["seal", str(path)]) == 0
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        "x.json.age", "x.json.age.bak", "x.json.age.edition-1.1", "x.json.age.theirs-2",
    ]  # fmt: skip
    assert files_holding([tmp_path], [b"Examplia"]) == []
    assert own_key in capsys.readouterr().err
    assert run(["unseal", f"{path}.age"]) == 0
    assert path.read_bytes() == raw
    assert not (tmp_path / "x.json.age").exists()
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_name_leaves_the_file_as_it_is(
    pair: tuple[Path, Path], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
):
    plain, kept = pair[0] / "x.json", pair[1] / "x.json.age"
    raw = plain.read_bytes()
    assert run(["seal", str(plain), "-o", str(tmp_path / "y.json.age")]) == 0
    assert run(["unseal", str(kept), "-o", str(tmp_path / "y.json")]) == 0
    assert plain.read_bytes() == (tmp_path / "y.json").read_bytes() == raw
    assert kept.exists()
    capsysbinary.readouterr()
    assert run(["unseal", str(tmp_path / "y.json.age"), "-o", "-"]) == 0
    assert capsysbinary.readouterr().out == raw


def test_recipients_are_kept_inside_and_changed_by_a_command(
    pair: tuple[Path, Path], own_key: str, tmp_path: Path, questionnaire: Questionnaire,
    capsys: Capture,
):  # fmt: skip
    path, other = pair[1] / "x.json.age", age_keygen(tmp_path / "k")
    assert run(["seal", str(path), "--to", other]) == 0
    found = read_answers(path, questionnaire).answers
    assert found.recipients == (own_key, other)
    assert found.id is not None
    assert [event.what for event in found.history] == ["sealed"]
    assert age("-d", "-i", tmp_path / "k", path) == dump(found)
    # Whoever got it goes on with it, and both can read what comes of that.
    with holding(tmp_path / "k"):
        write_answers(path, found.replace(period="2027"))
    assert read_answers(path, questionnaire).answers.period == "2027"
    assert run(["seal", str(path), "--not-to", other]) == 0
    with holding(tmp_path / "k"):
        assert run(["check", str(path)]) == 1
    assert "sealed for somebody else" in capsys.readouterr().err


def test_more_keys_than_a_file_can_name_are_refused(
    pair: tuple[Path, Path], own_key: str, capsys: Capture
):
    path = pair[1] / "x.json.age"
    before = path.read_bytes()
    named = [str(x25519.Identity.generate().to_public()) for _ in range(RECIPIENT_LIMIT)]
    assert run(["seal", str(path), *(f"--to={item}" for item in named)]) == 1
    shown = capsys.readouterr().err
    assert "A file is sealed to 50 keys at most." in shown
    assert "--not-to" in shown
    assert path.read_bytes() == before


def test_one_does_not_lock_oneself_out(
    pair: tuple[Path, Path], own_key: str, tmp_path: Path, capsys: Capture
):
    path, other = pair[1] / "x.json.age", key_of(tmp_path / "k")
    raw = path.read_bytes()
    assert run(["seal", str(path), "--to", other, "--not-to", own_key]) == 1
    assert "could not read again" in capsys.readouterr().err
    assert run(["seal", str(path), "--not-to", other]) == 1
    assert "is not sealed to" in capsys.readouterr().err
    assert run(["seal", str(path), "--to", "age1nonsense"]) == 1
    assert run(["seal", str(path)]) == 1
    assert "sealed already" in capsys.readouterr().err
    assert path.read_bytes() == raw


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"PK\x03\x04", b"<!doctype html>", b"text", b"{}"]
)
def test_only_answer_files_are_sealed(
    content: bytes, own_key: str, tmp_path: Path, capsys: Capture
):
    path = tmp_path / "form"
    path.write_bytes(content)
    assert run(["seal", str(path)]) == 1
    assert "PDF forms cannot be sealed" in capsys.readouterr().err
    assert [item.name for item in tmp_path.iterdir()] == ["form"]


def test_a_file_that_a_session_has_open_is_not_sealed(pair: tuple[Path, Path], capsys: Capture):
    with locked(pair[0] / "x.json"):
        assert run(["seal", str(pair[0] / "x.json")]) == 1
    assert "has this file open" in capsys.readouterr().err
    assert not (pair[0] / "x.json.age").exists()


def test_nothing_is_replaced_unasked(pair: tuple[Path, Path], capsys: Capture):
    plain = pair[0] / "x.json"
    (pair[0] / "x.json.age").write_bytes(b"something")
    assert run(["seal", str(plain)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert plain.exists()
    assert run(["unseal", str(plain)]) == 2
    assert run(["unseal", str(plain), "-o", str(pair[0] / "y")]) == 1
    assert "not sealed" in capsys.readouterr().err


# What cannot be opened: a sentence, and exit status 1.


READERS = (
    "score",
    "check",
    "export",
    "report",
    "take-back",
    "hand-out",
    "merge",
    "unseal",
    "batch",
)


def reading(command: str, path: Path, folder: Path) -> list[str]:
    more = {
        "export": ["--as", "csv"], "report": ["-o", str(folder / "r.html")],
        "take-back": [str(path)], "hand-out": ["-o", str(folder / "parts")],
        "merge": [str(folder / "other.json"), "-o", str(folder / "m.json.age")],
        "batch": ["-o", str(folder / "t.csv"), "--quiet"],
    }  # fmt: skip
    return [command, str(path), *more.get(command, [])]


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("no key", "Sealed files need a key, and there is none"),
        ("wrong passphrase", "The passphrase does not open the key"),
        ("no terminal", "there is no terminal to ask for it"),
        ("another's", "sealed for somebody else"),
        ("cut off", "damaged or cut off"),
        ("no age file", "it is no sealed file"),
        ("no library", "pyrage, which is not installed"),
    ],
)
def test_every_trouble_is_a_sentence(
    command: str, trouble: str, sentence: str, pair: tuple[Path, Path], tmp_path: Path,
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, protected: Path, another: Path,
):  # fmt: skip
    path, folder = pair[1] / "x.json.age", tmp_path / "out"
    folder.mkdir()
    (folder / "other.json").write_bytes((pair[0] / "x.json").read_bytes())
    raw = path.read_bytes()
    if trouble == "cut off":
        path.write_bytes(raw[:-1000])
    if trouble == "no age file":
        path.write_bytes(raw[1:])
    if trouble == "no library":
        monkeypatch.setitem(sys.modules, "pyrage", None)
    if trouble == "wrong passphrase":
        (tmp_path / "pw").write_text("wrong\n")
        monkeypatch.setenv(keys.PASSPHRASE_FILE, str(tmp_path / "pw"))
    given = {
        "no key": tmp_path / "none", "wrong passphrase": protected, "no terminal": protected,
        "another's": another,
    }  # fmt: skip
    if trouble == "no terminal":
        monkeypatch.setattr(os, "open", _no_terminal(os.open))
    with holding(given.get(trouble, Path(os.environ[keys.KEY_FILE]))):
        before = path.read_bytes()
        assert run(reading(command, path, folder)) == 1
        told = capsys.readouterr().err
        assert sentence in told
        assert (trouble == "no key") == ("A new key opens nothing" in told)
        assert "cied key make" not in told
        assert "Traceback" not in told
        assert path.read_bytes() == before


def _no_terminal(really):
    def opened(path, *arguments, **named):
        if path == "/dev/tty":
            raise OSError(6, os.strerror(6))
        return really(path, *arguments, **named)

    return opened


# Many files.


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_file_that_cannot_be_opened_is_named_and_the_others_are_scored(
    jobs: str, pair: tuple[Path, Path], another: Path, example: Answers, capsys: Capture
):
    with holding(another):
        write_answers(pair[1] / "theirs.json.age", example)
    out = pair[1] / "t.csv"
    assert run(["batch", str(pair[1]), "-o", str(out), "--quiet", "--jobs", jobs]) == 1
    told = capsys.readouterr().err
    assert "theirs.json.age: The file is sealed for somebody else" in told
    assert "2 files scored, 1 refused" in told


def test_sealed_files_are_read_out_of_an_archive(
    pair: tuple[Path, Path], tmp_path: Path, capsys: Capture
):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in pair[1].iterdir():
            archive.write(path, path.name)
    assert run(["batch", str(tmp_path / "all.zip"), "-o", str(tmp_path / "t.csv"), "--quiet"]) == 0
    assert "2 files scored" in capsys.readouterr().err


def test_copies_beside_a_sealed_file_are_passed_over(pair: tuple[Path, Path], capsys: Capture):
    for ending in ("bak", "unsaved", "theirs"):
        (pair[1] / f"x.json.age.{ending}").write_bytes((pair[1] / "x.json.age").read_bytes())
    assert run(["batch", str(pair[1]), "-o", str(pair[1] / "t.csv"), "--quiet"]) == 0
    told = capsys.readouterr().err
    assert "Passed over: 3 files" in told
    assert "2 files scored" in told


def test_reports_and_baselines_of_sealed_files(
    pair: tuple[Path, Path], tmp_path: Path, capsys: Capture
):
    given = ["--baseline", str(pair[1] / "earlier.json.age"), "--edition", "public"]
    reports = tmp_path / "reports"
    assert run(["batch", str(pair[1] / "x.json.age"), "--reports", str(reports), *given,
                "--quiet"]) == 0  # fmt: skip
    assert [item.name for item in reports.iterdir()] == ["x.pdf"]
    assert capsys.readouterr().err.count("what is made of") == 1


def test_where_the_system_looks_for_a_pipe(pair: tuple[Path, Path]):
    done = subprocess.run(
        f"{CIED} score <(cat {pair[1] / 'x.json.age'})", shell=True, executable="/bin/bash",
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Examplia" in done.stdout
