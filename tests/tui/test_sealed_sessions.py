"""Sealed files in a real terminal: the passphrase, and `kill -9` that leaves nothing to read."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from answered import NOW
from sealing import PASSPHRASE, files_holding, holding, key_of
from synthetic import SMALL, answers
from terminal import ENTER, ESCAPE, MAX_WAIT, Terminal

from assessment.answers import Answers
from assessment.errors import SealingError
from assessment.forms.files import read_part
from assessment.parts import Choice, hand_out
from assessment.questionnaire import Questionnaire
from assessment.store import dump, is_sealed, read_answers, write_answers
from assessment.store.keys import change_passphrase, own_key
from assessment.tui.session import Session

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]
ASKED = ("--questionnaire", str(SMALL))
OPEN = ("open", "a.json.age", *ASKED)
WORDS = ("Zanzibarquay", "Uxorialghost", "Quizzicalmoth")
"""Words that no other file of the machine holds: in the file before, typed, and typed late."""


@pytest.fixture
def home(tmp_path: Path, small: Questionnaire) -> Path:
    """A home with a key and a sealed file; all that is written is written there."""
    (tmp_path / "tmp").mkdir()
    key_of(key_in(tmp_path))
    with opened(tmp_path):
        given = {"level": 1, "ministry": "Interior", "note": WORDS[0]}
        own = answers(small, {"AAA-01": given})
        write_answers(tmp_path / "a.json.age", own)
    return tmp_path


@pytest.fixture
def protected(home: Path) -> Path:
    """The same, where a passphrase protects the key."""
    with opened(home):
        change_passphrase(lambda: PASSPHRASE)
    return home


def key_in(home: Path) -> Path:
    return home / ".local" / "share" / "cied" / "key"


def opened(home: Path):
    return holding(key_in(home))


def terminal(home: Path, *arguments: str, **environment: str) -> Terminal:
    return Terminal(home, *arguments, TMPDIR=str(home / "tmp"), **environment)


def unlocked(home: Path) -> Terminal:
    return terminal(home, *OPEN).until("AAA-01 ")


def saved(home: Path, small: Questionnaire) -> Answers:
    with opened(home):
        return read_answers(home / "a.json.age", small).answers


def plain_in(home: Path) -> list[Path]:
    """Every file under the home, its XDG folders and the temporary folder that can be read."""
    return files_holding([home], [word.encode() for word in WORDS])


def test_the_passphrase_is_asked_for_before_the_screen_and_not_shown(protected: Path):
    with terminal(protected, *OPEN) as seen:
        seen.until("Passphrase of the key").press(PASSPHRASE, ENTER).until("AAA-01 ", "Subject of")
        assert PASSPHRASE.encode() not in seen.raw
        seen.press("q")
        assert seen.ended() == 0


def test_a_wrong_passphrase_is_a_sentence(protected: Path):
    with terminal(protected, *OPEN) as seen:
        seen.until("Passphrase of the key").press("wrong", ENTER)
        assert seen.until("The passphrase does not open the key").ended() == 1


def test_the_start_screen_asks_in_a_dialog_and_again_where_it_was_wrong(protected: Path):
    with terminal(protected, "open", *ASKED) as seen:
        seen.until("Begin a new assessment").press("o").until("Open an answer file")
        seen.until("a.json.age").press(*"a.json.age", ENTER).until("passphrase of your key")
        seen.press("wrong", ENTER).until("does not open the key")
        seen.press(PASSPHRASE, ENTER).until("AAA-01 ")
        assert PASSPHRASE.encode() not in seen.raw
        seen.press("q").until("Begin a new assessment").until("sealed")
        assert WORDS[0] not in seen.text
        # Asked once a session: the file opens again without a word.
        seen.press("1").until("AAA-01 ").press("q").until("Begin a new assessment").press("q")
        assert seen.ended() == 0
    assert plain_in(protected) == []


def test_a_session_saves_sealed_and_keeps_what_it_found_sealed(home: Path, small: Questionnaire):
    found = (home / "a.json.age").read_bytes()
    with unlocked(home) as seen:
        seen.press("o").until("Note on AAA-01").press(*WORDS[1]).until(WORDS[1])
        seen.press(ESCAPE).until_gone("Note on AAA-01").press("q")
        assert seen.ended() == 0
    assert saved(home, small).answer("AAA-01").note == WORDS[0] + WORDS[1]
    assert (home / "a.json.age.bak").read_bytes() == found
    assert plain_in(home) == []


def test_a_session_that_changed_nothing_leaves_the_bytes_and_no_copy(home: Path):
    found = (home / "a.json.age").read_bytes()
    with unlocked(home) as seen:
        seen.press("q")
        assert seen.ended() == 0
    assert (home / "a.json.age").read_bytes() == found
    assert not (home / "a.json.age.bak").exists()


def test_a_new_file_is_begun_sealed(home: Path):
    with terminal(home, "open", "new.json.age", *ASKED) as seen:
        seen.until("Authority").press(ESCAPE).until("AAA-01 ").press("q")
        assert seen.ended() == 0
    assert is_sealed((home / "new.json.age").read_bytes())


def test_a_sealed_session_does_not_go_on_in_a_file_that_is_not_sealed(
    home: Path, small: Questionnaire
):
    with opened(home):
        session = Session.open(home / "a.json.age", small)
        try:
            with pytest.raises(SealingError, match="would not be sealed under that name"):
                session.save_elsewhere(home / "plain.json")
            session.save_elsewhere(home / "b.json.age")
        finally:
            session.close()
    assert not (home / "plain.json").exists()
    assert is_sealed((home / "b.json.age").read_bytes())


@pytest.mark.parametrize("seed", range(6))
def test_kill_at_any_moment_leaves_nothing_that_can_be_read(
    home: Path, small: Questionnaire, seed: int
):
    chance = random.Random(seed)
    with unlocked(home) as seen:
        seen.press("o").until("Note on AAA-01").press(" ")
        letters = (WORDS[1] + " ") * 40
        for letter in letters[: chance.randrange(20, 200)]:
            seen.press(letter)
            time.sleep(chance.random() / 100)
        seen.kill()
    assert plain_in(home) == []
    assert saved(home, small).answer("AAA-01").note.startswith(WORDS[0])
    # Whoever comes next finds a whole file, and tidies up.
    with unlocked(home) as seen:
        seen.press("q")
        assert seen.ended() == 0
    assert [item.name for item in home.iterdir() if item.name.startswith(".cied.")] == []
    assert plain_in(home) == []


def test_what_cannot_be_saved_is_kept_sealed(home: Path, small: Questionnaire):
    with unlocked(home) as seen:
        (home / "a.json.age").unlink()
        (home / "a.json.age").mkdir()
        seen.press("o").until("Note on AAA-01").press(*WORDS[2]).until(WORDS[2])
        seen.process.kill(15)
        seen.ended()
    kept = list(home.rglob("*.unsaved"))
    assert len(kept) == 1
    assert is_sealed(kept[0].read_bytes())
    with opened(home):
        assert read_answers(kept[0], small).answers.answer("AAA-01").note.endswith(WORDS[2])
    assert plain_in(home) == []


def test_a_file_that_another_program_changed_is_kept_sealed(home: Path, small: Questionnaire):
    with unlocked(home) as seen:
        # Whoever unseals the file under the name of a sealed one has read what it says.
        (home / "a.json.age").write_bytes(dump(saved(home, small)))
        seen.press("3").until("FILE CHANGED").press("!").until("the other version is kept")
        seen.press("k").until_gone("FILE CHANGED").until("saved ")
        seen.press("q")
        assert seen.ended() == 0
    kept = home / "a.json.age.theirs"
    assert is_sealed(kept.read_bytes())
    assert plain_in(home) == []


def test_the_scan_finds_what_is_plain(home: Path, small: Questionnaire):
    with opened(home):
        write_answers(home / "plain.json", saved(home, small))
    assert plain_in(home) == [home / "plain.json"]
    end = time.monotonic() + MAX_WAIT
    with terminal(home, "open", "plain.json", *ASKED) as seen:
        seen.until("AAA-01 ").press("o").until("Note on AAA-01").press(*WORDS[1])
        while len(plain_in(home)) < 2:
            seen.read()
            assert time.monotonic() < end
        seen.kill()
    assert {item.name for item in plain_in(home)} >= {"plain.json", "plain.json.bak"}


def test_a_ministry_fills_in_a_sealed_part_and_both_can_read_it(home: Path, small: Questionnaire):
    with opened(home):
        found = saved(home, small)
        choice = Choice(("Interior",), ("AAA-01",))
        out = hand_out(small, found, choice, due=None, form="json", now=NOW)
        ministry = key_of(home / "ministry")
        part = out.parts[0].replace(recipients=(own_key().public, ministry))
        write_answers(home / "part.json.age", part)
    with holding(home / "ministry"):
        session = Session.open(home / "part.json.age", small)
        session.change("AAA-01", session.answer("AAA-01").replace(note=WORDS[2]))
        assert session.close()
    with opened(home):
        assert read_part(home / "part.json.age", small).answers.answer("AAA-01").note == WORDS[2]
    assert plain_in(home) == []


def test_half_a_ministry_s_name_is_kept_sealed_and_offered_again(home: Path):
    def kept() -> list[bytes]:
        return [item.read_bytes() for item in home.rglob("drafts/*.json")]

    with unlocked(home) as seen:
        seen.press("m").until("Which ministry is responsible?").press(*WORDS[1]).until(WORDS[1])
        end = time.monotonic() + MAX_WAIT
        while not (kept() and len(kept()[0]) > 100):
            assert time.monotonic() < end, "nothing is kept"
            time.sleep(0.02)
        time.sleep(1.5)  # all of it
        seen.kill()
    assert all(map(is_sealed, kept()))
    assert plain_in(home) == []
    with unlocked(home) as seen:
        seen.press("m").until("This was typed before and is not recorded yet.", WORDS[1])


def test_what_is_typed_and_no_answer_yet_is_kept_sealed(home: Path):
    with unlocked(home) as seen:
        seen.press("n").until("Why does AAA-01 not apply?").press(*WORDS[2]).until(WORDS[2])
        seen.kill()
    with unlocked(home) as seen:
        seen.press("s").until("Overall").press("q")
        seen.kill()
    assert plain_in(home) == []
