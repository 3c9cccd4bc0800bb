"""What is typed is on disk within a second, however long one types; what is not valid holds back
itself alone. In a real terminal, with `kill -9`."""

from __future__ import annotations

import datetime as dt
import itertools
import signal
import time
from contextlib import suppress

import pytest
from synthetic import SMALL
from terminal import ENTER, ESCAPE, MAX_WAIT, TAB, Terminal

from assessment.answers import Answers
from assessment.store import read_answers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]
OPEN = ("open", "a.json", "--questionnaire", str(SMALL))
PAGE_DOWN = "\x1b[6~"
WORDS = "the council sits on Mondays "


@pytest.fixture
def terminal(path):
    with Terminal(path.parent, *OPEN) as terminal:
        yield terminal.until("AAA-01 ", "Subject of AAA-01")


def saved(path, small) -> Answers:
    return read_answers(path, small).answers


def type_until(terminal, reached):
    """Type without a pause until something is on disk, then `kill -9`."""
    end = time.monotonic() + MAX_WAIT
    for letter in itertools.cycle(WORDS):
        terminal.press(letter)
        if reached():
            break
        assert time.monotonic() < end, "nothing is on disk, however long one types"
    terminal.kill()


def test_a_note_is_saved_while_it_is_typed(terminal, path, small):
    terminal.press("o").until("Note on AAA-01")
    type_until(terminal, lambda: "council" in saved(path, small).answer("AAA-01").note)
    assert saved(path, small).answer("AAA-01").note.startswith("Confirmed.the council")


def test_an_action_is_saved_while_it_is_typed(terminal, path, small):
    def planned():
        action = saved(path, small).answer("AAA-01").action
        return action is not None and "council" in action.text

    terminal.press("a").until("Next action on AAA-01")
    type_until(terminal, planned)


def test_evidence_is_saved_while_it_is_typed(terminal, path, small):
    def titled():
        return any("council" in item.title for item in saved(path, small).answer("AAA-01").evidence)

    terminal.press("e").until("Evidence for AAA-01")
    type_until(terminal, titled)


def test_a_reason_is_saved_while_it_is_typed(terminal, path, small):
    def reasoned():
        return "council" in (saved(path, small).answer("AAA-01").reason or "")

    terminal.press("n").until("Why does AAA-01 not apply?")
    type_until(terminal, reasoned)
    found = saved(path, small).answer("AAA-01")
    assert (found.status, found.level, found.note) == ("not_applicable", None, "Confirmed.")


def test_the_cover_is_saved_while_it_is_typed(terminal, path, small):
    terminal.press("p").until("Authority").press(TAB, ENTER)
    type_until(terminal, lambda: "council" in saved(path, small).authority)


def test_a_supporting_ministry_is_saved_as_it_is_ticked(terminal, path, small):
    terminal.press("M").until("Which ministries support?").press(" ")
    end = time.monotonic() + MAX_WAIT
    while not saved(path, small).answer("AAA-01").supporting:
        terminal.read()
        assert time.monotonic() < end
    terminal.kill()


def test_a_reason_that_is_given_up_brings_back_what_was_there(terminal, path, small):
    terminal.press("n").until("Why does AAA-01 not apply?").press(*"There is no coast")
    end = time.monotonic() + MAX_WAIT
    while saved(path, small).answer("AAA-01").reason is None:
        terminal.read()
        assert time.monotonic() < end
    terminal.press(ESCAPE).until_gone("Why does")
    terminal.press("q")
    assert terminal.ended() == 0
    assert saved(path, small).answer("AAA-01").level == 1
    assert saved(path, small).answer("AAA-01").reason is None


# A field that is not valid holds back itself alone.


def plan_without_a_date(terminal):
    terminal.press("a").until("Next action on AAA-01").press(*"A decree", TAB, TAB, *"by summer")
    terminal.until("no date yet").press("\x1b[Z", "\x1b[Z", "\x1b[F", *" of the council")
    return terminal.until("A decree of the council")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_date_that_is_none_holds_back_itself_alone_at_the_end(terminal, path, small, number):
    plan_without_a_date(terminal).process.kill(number)
    terminal.ended()
    action = saved(path, small).answer("AAA-01").action
    assert (action.text, action.due) == ("A decree of the council", None)


def test_a_date_that_is_none_holds_back_itself_alone_while_one_types(terminal, path, small):
    plan_without_a_date(terminal)
    type_until(terminal, lambda: saved(path, small).answer("AAA-01").action is not None)


def test_a_row_of_evidence_is_kept_with_all_that_is_valid(terminal, path, small):
    terminal.press("e").until("Evidence for AAA-01").press(*"Decree 7", ENTER, *"D/7", ENTER)
    terminal.press(*"spring 2026").until("no date yet").press("\x11")
    terminal.until("spring is no month in English.", "Leave again").press("\x11")
    assert terminal.ended() == 0
    (found,) = saved(path, small).answer("AAA-01").evidence
    assert (found.title, found.reference, found.date) == ("Decree 7", "D/7", None)


def test_a_date_of_before_stays_where_the_new_one_is_none(terminal, path, small):
    terminal.press("a").until("Next action on").press(*"x", TAB, TAB, *"2027-06-30", ESCAPE)
    terminal.until_gone("Next action on").press("a").until("understood as 30 June 2027")
    terminal.press(TAB, TAB, "\x1b[F", "1").until("no date yet").press(ESCAPE)
    terminal.until_gone("Next action on").press("q")
    assert terminal.ended() == 0
    assert saved(path, small).answer("AAA-01").action.due == dt.date(2027, 6, 30)


def drafts(path) -> str:
    """What the program keeps of what is typed and is no answer."""
    kept = []
    for item in path.parent.rglob("drafts/*.json"):
        with suppress(FileNotFoundError):  # recorded between the look and the reading
            kept.append(item.read_text())
    return " ".join(kept)


def soon(done):
    end = time.monotonic() + MAX_WAIT
    while not done():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def opened_again(path):
    terminal = Terminal(path.parent, *OPEN)
    return terminal.until("AAA-01 ", "Subject of AAA-01")


def test_half_a_ministry_s_name_is_offered_again_and_is_no_answer(terminal, path, small):
    before = saved(path, small)
    terminal.press("m").until("Which ministry is responsible?")
    type_until(terminal, lambda: "council" in drafts(path))
    assert saved(path, small).answer("AAA-01").ministry == before.answer("AAA-01").ministry
    assert saved(path, small).profile.ministries == before.profile.ministries
    with opened_again(path) as again:
        again.press("m").until("This was typed before and is not recorded yet.", "the council")
        again.press(ENTER)
        soon(lambda: drafts(path) == "")
        soon(lambda: b"the council" in path.read_bytes())
    assert saved(path, small).answer("AAA-01").ministry.startswith("the council")
    assert drafts(path) == ""


def test_a_ministry_s_name_that_was_left_is_offered_again(terminal, path):
    terminal.press("m").until("Which ministry is responsible?")
    terminal.press(*WORDS).until("the council")
    terminal.press(ESCAPE).until_gone("Which ministry is responsible?")
    terminal.kill()
    assert "council" in drafts(path)


def test_half_a_supporting_ministry_s_name_is_offered_again(terminal, path, small):
    terminal.press("M").until("Which ministries support?").press(TAB)
    type_until(terminal, lambda: "council" in drafts(path))
    assert not any("council" in item for item in saved(path, small).answer("AAA-01").supporting)
    with opened_again(path) as again:
        again.press("M").until("This was typed before and is not recorded yet.", "the council")
        again.press(ENTER)
        soon(lambda: drafts(path) == "")
        soon(lambda: b"the council" in path.read_bytes())
    assert any("council" in item for item in saved(path, small).answer("AAA-01").supporting)


def test_being_told_to_end_records_no_half_name(terminal, path, small):
    terminal.press("M").until("Which ministries support?").press(TAB, *"the coun")
    terminal.until("the coun")
    terminal.process.kill(signal.SIGTERM)
    terminal.process.wait()
    assert saved(path, small).answer("AAA-01").supporting == ()
    assert "the coun" in drafts(path)


def test_half_a_ministry_for_the_profile_is_offered_again(terminal, path, small):
    before = saved(path, small).profile.ministries
    terminal.press("p").until("Authority").press(PAGE_DOWN, PAGE_DOWN, PAGE_DOWN)
    terminal.until("Add a ministry or office").press(TAB)
    type_until(terminal, lambda: "council" in drafts(path))
    assert saved(path, small).profile.ministries == before
    with opened_again(path) as again:
        again.press("p").until("Authority").press(PAGE_DOWN, PAGE_DOWN, PAGE_DOWN)
        again.until("council")


def test_half_a_state_s_name_is_offered_again(path):
    with Terminal(path.parent, "open") as terminal:
        terminal.until("Begin a new assessment").press("n").until("Name of the State")
        type_until(terminal, lambda: "council" in drafts(path))
    with Terminal(path.parent, "open") as again:
        again.until("Begin a new assessment").press("n").until("the council")
