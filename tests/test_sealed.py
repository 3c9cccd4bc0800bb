"""Sealed files, `X.json.age`: sealed to keys, opened in memory, and never plain on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sealing import PASSPHRASE, age, age_keygen, holding, key_of

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.errors import AnswerFileError, LockedKeyError, SaveError, SealingError
from assessment.questionnaire import Questionnaire
from assessment.store import (
    back_up,
    bare_name,
    dump,
    is_sealed,
    is_sealed_name,
    keys,
    parse_answers,
    read_answers,
    sealed,
    stem,
    unsealed,
    write_answers,
    write_output,
    write_side_file,
)
from assessment.store.bounded_read import DISK_LIMIT, SIZE_LIMIT
from assessment.store.sealed import check_can_be_kept, keys_in_header, seal, seal_to, sealed_name

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def sealed_file(own_key: str, example: Answers, tmp_path: Path) -> Path:
    """The example, sealed to one's own key."""
    path = tmp_path / "examplia.json.age"
    write_answers(path, example)
    return path


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Somebody else's key, and its public key."""
    path = tmp_path_factory.mktemp("other") / "key"
    return path, key_of(path)


@pytest.fixture(scope="module")
def a_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key file for several examples."""
    path = tmp_path_factory.mktemp("key") / "key"
    key_of(path)
    return path


# What is sealed comes out as it went in.


@given(st.binary(max_size=5000).filter(lambda content: not is_sealed(content)))
def test_what_is_unsealed_is_byte_for_byte_what_was_sealed(a_key: Path, content: bytes):
    with holding(a_key):
        assert unsealed(seal(content, (), where="x"), "x") == content


def test_a_sealed_file_holds_nothing_of_the_answers_in_plain(sealed_file: Path, example: Answers):
    raw = sealed_file.read_bytes()
    assert is_sealed(raw)
    for word in (b"Examplia", b"POL-01", b"status", example.authority.encode()):
        assert word not in raw


def test_a_sealed_file_is_read_as_its_plain_one_is(
    sealed_file: Path, example: Answers, questionnaire: Questionnaire
):
    file = read_answers(sealed_file, questionnaire)
    assert (file.answers, file.sealed, file.raw) == (example, True, sealed_file.read_bytes())


def test_everybody_who_is_named_inside_can_read_it(
    own_key: str, other: tuple[Path, str], example: Answers, tmp_path: Path,
    questionnaire: Questionnaire,
):  # fmt: skip
    path = tmp_path / "x.json.age"
    write_answers(path, example.replace(recipients=(own_key, other[1])))
    with holding(other[0]):
        assert read_answers(path, questionnaire).answers.state == example.state


# Debian's `age` and this program read each other's files.


def test_debians_age_reads_what_is_sealed_here(example: Answers, tmp_path: Path):
    public = age_keygen(tmp_path / "k")
    with holding(tmp_path / "k"):
        write_answers(tmp_path / "x.json.age", example)
        assert public == keys.own_key().public
    assert age("-d", "-i", tmp_path / "k", tmp_path / "x.json.age") == dump(example)


@pytest.mark.parametrize("letters", [(), ("-a",)], ids=["binary", "armored"])
def test_what_debians_age_sealed_is_read_here(
    own_key: str, example: Answers, letters: tuple[str, ...], tmp_path: Path,
    questionnaire: Questionnaire,
):  # fmt: skip
    path = tmp_path / "x.json.age"
    path.write_bytes(age(*letters, "-r", own_key, given=dump(example)))
    assert read_answers(path, questionnaire).answers == example
    assert keys_in_header(path.read_bytes(), "x") == 1


# What cannot be opened is a sentence.


def test_a_file_for_somebody_else_says_so_and_whose_key_is_wanted(
    sealed_file: Path, other: tuple[Path, str], questionnaire: Questionnaire
):
    with holding(other[0]), pytest.raises(AnswerFileError, match="for somebody else") as refused:
        read_answers(sealed_file, questionnaire)
    assert other[1] in str(refused.value)
    assert "cied seal" in refused.value.remedy


@pytest.mark.parametrize("kept", [0.001, 0.005, 0.3, 0.999])
def test_a_file_that_is_cut_off_says_so(
    sealed_file: Path, kept: float, questionnaire: Questionnaire
):
    raw = sealed_file.read_bytes()
    sealed_file.write_bytes(raw[: max(30, int(len(raw) * kept))])
    with pytest.raises(AnswerFileError, match="damaged or cut off"):
        read_answers(sealed_file, questionnaire)


@pytest.mark.parametrize("place", [5, 60, 150, 20_000, -1])
def test_a_byte_that_was_changed_is_never_overlooked(
    sealed_file: Path, place: int, questionnaire: Questionnaire
):
    raw = bytearray(sealed_file.read_bytes())
    raw[place] ^= 1
    sealed_file.write_bytes(raw)
    with pytest.raises(AnswerFileError):
        read_answers(sealed_file, questionnaire)


@pytest.mark.parametrize("content", [b"", b"{}", b"age-encryption", b"\0" * 100])
def test_a_name_that_promises_a_sealed_file_is_held_to_it(
    own_key: str, content: bytes, tmp_path: Path, questionnaire: Questionnaire
):
    path = tmp_path / "x.json.age"
    path.write_bytes(content)
    with pytest.raises(AnswerFileError, match=r"ends in \.age, but it is no sealed file"):
        read_answers(path, questionnaire)


def test_a_file_sealed_with_a_passphrase_says_what_to_do(
    own_key: str, tmp_path: Path, questionnaire: Questionnaire
):
    pyrage = sealed.library("")
    path = tmp_path / "x.json.age"
    path.write_bytes(pyrage.passphrase.encrypt(b"{}", "word"))
    with pytest.raises(AnswerFileError, match="with a passphrase, not to a key"):
        read_answers(path, questionnaire)


def test_a_header_of_hostile_size_is_refused_at_once(own_key: str):
    stanza = b"-> X25519 PO+reOXSHnUAApK8GGFGU1dInt9xrc8sSLutDjOCAzU\n" + b"A" * 43 + b"\n"
    raw = b"age-encryption.org/v1\n" + stanza * 20_000 + b"--- " + b"A" * 43 + b"\n" + b"x" * 100
    with pytest.raises(AnswerFileError, match="damaged"):
        unsealed(raw, "x")


def test_what_comes_out_is_as_bounded_as_any_answer_file(own_key: str, tmp_path: Path):
    raw = seal(b" " * (SIZE_LIMIT + 1), (), where="x")
    assert len(raw) < DISK_LIMIT
    with pytest.raises(AnswerFileError, match="larger than 16 MB"):
        unsealed(raw, "x")
    assert len(unsealed(seal(b" " * SIZE_LIMIT, (), where="x"), "x")) == SIZE_LIMIT


def test_what_was_sealed_twice_is_no_answer_file(own_key: str):
    with pytest.raises(AnswerFileError, match="sealed twice"):
        unsealed(seal_to(seal(b"{}", (), where="x"), [own_key], where="x"), "x")


# Nothing is written that one could not read again, or that others lost without a word.


def test_a_file_that_names_others_alone_is_not_written(
    own_key: str, other: tuple[Path, str], example: Answers, tmp_path: Path
):
    with pytest.raises(SaveError, match="is not among those"):
        write_answers(tmp_path / "x.json.age", example.replace(recipients=(other[1],)))
    assert list(tmp_path.iterdir()) == []


def test_a_file_sealed_to_more_keys_than_it_names_is_not_changed(
    own_key: str, other: tuple[Path, str]
):
    raw = age("-r", own_key, "-r", other[1], given=b"{}")
    with pytest.raises(SealingError, match="sealed to 2 keys, and names 0"):
        check_can_be_kept(raw, (), "x.json.age")
    check_can_be_kept(raw, (own_key, other[1]), "x.json.age")


def test_a_sealed_file_of_a_plain_name_is_read_and_not_changed(sealed_file: Path):
    with pytest.raises(SealingError, match=r"does not end in \.age"):
        check_can_be_kept(sealed_file.read_bytes(), (), "x.json")


@pytest.mark.parametrize("name", ["x.json.age", "x.json.age.bak", "x.json.age.unsaved-2", "X.AGE"])
def test_nothing_plain_is_written_under_a_sealed_name(name: str, own_key: str, tmp_path: Path):
    for write in (write_side_file, write_output):
        with pytest.raises(SaveError, match="not sealed"):
            write(tmp_path / name, b"{}")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_beside_a_sealed_file_is_sealed(sealed_file: Path):
    assert is_sealed(back_up(sealed_file, b"plain").read_bytes())
    raw = sealed_file.read_bytes()
    assert back_up(sealed_file, raw).read_bytes() == raw


@pytest.mark.parametrize(
    ("name", "bare", "short"),
    [
        ("x.json.age", "x.json", "x"),
        ("x.json.age.bak", "x.json.bak", "x.json"),
        ("x.json.age.3fa9c1d2.unsaved", "x.json.3fa9c1d2.unsaved", "x.json.3fa9c1d2"),
        ("x.json.age.theirs-12", "x.json.theirs-12", "x.json"),
        ("x.json.age.edition-1.1", "x.json.edition-1.1", "x.json.edition-1"),
        ("x.json.age.edition-1.1-2", "x.json.edition-1.1-2", "x.json.edition-1"),
    ],
)
def test_names_of_sealed_files(name: str, bare: str, short: str):
    assert is_sealed_name(name)
    assert (bare_name(name), stem(name)) == (bare, short)
    if "3fa9" not in name:
        assert sealed_name(bare) == name


@pytest.mark.parametrize("name", ["x.json", "x.age.json", "age", "x.json.agent", "x.json.bak"])
def test_names_of_files_that_are_not_sealed(name: str):
    assert not is_sealed_name(name)
    assert bare_name(name) == name


# The key.


@pytest.mark.slow
def test_a_passphrase_is_asked_for_once(tmp_path: Path, example: Answers):
    asked: list[Path] = []

    def ask(path: Path) -> str:
        asked.append(path)
        return PASSPHRASE

    key = tmp_path / "key"
    key_of(key, PASSPHRASE)
    with holding(key):
        keys.ask_with(ask)
        try:
            for _ in range(3):
                write_answers(tmp_path / "x.json.age", example)
        finally:
            keys.ask_with(keys.ask_on_terminal)
    assert asked == [key]


@pytest.mark.slow
def test_where_nobody_may_be_asked_the_key_stays_closed(tmp_path: Path):
    key_of(tmp_path / "key", PASSPHRASE)
    with holding(tmp_path / "key"):
        keys.ask_with(None)
        try:
            with pytest.raises(LockedKeyError):
                keys.own_key()
        finally:
            keys.ask_with(keys.ask_on_terminal)
        assert keys.unlock(PASSPHRASE).public == keys.own_key().public


def test_a_key_that_is_open_leaves_no_memory_on_the_disk(a_key: Path):
    program = (
        "import resource as r; from assessment.store import keys; "
        "r.setrlimit(r.RLIMIT_CORE, (4096, r.getrlimit(r.RLIMIT_CORE)[1])); keys.own_key(); "
        "print(r.getrlimit(r.RLIMIT_CORE)[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={**os.environ, keys.KEY_FILE: str(a_key)},
    )  # fmt: skip
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize(
    "content", [b"", b"# nothing\n", b"AGE-SECRET-KEY-1QQQQ\n", b"ssh-ed25519 AAAA\n", b"\xff\xfe"]
)
def test_what_is_no_key_file_says_so_and_repeats_nothing_of_it(content: bytes, tmp_path: Path):
    (tmp_path / "key").write_bytes(content)
    with holding(tmp_path / "key"), pytest.raises(SealingError, match="no key file") as refused:
        keys.own_key()
    assert "QQQQ" not in str(refused.value)


def test_the_key_file_is_for_its_owner_alone(tmp_path: Path):
    key_of(tmp_path / "keys" / "key", PASSPHRASE)
    assert (tmp_path / "keys" / "key").stat().st_mode & 0o777 == 0o600
    assert b"SECRET" not in (tmp_path / "keys" / "key").read_bytes()


def test_without_the_library_there_is_a_sentence(
    sealed_file: Path, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
):
    keys.forget()
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(SealingError, match="pyrage, which is not installed"):
        read_answers(sealed_file, questionnaire)


def test_an_archive_or_a_pipe_holds_sealed_files_too(
    sealed_file: Path, questionnaire: Questionnaire, example: Answers
):
    raw = sealed_file.read_bytes()
    assert parse_answers(raw, questionnaire, where="<pipe>").answers == example


def test_no_command_pays_for_what_it_does_not_use(example_file: Path):
    program = (
        "import sys; from assessment.cli.main import run; "
        f"run(['check', {str(example_file)!r}]); print('pyrage' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "False"
    assert run(["check", str(example_file)]) == 0
