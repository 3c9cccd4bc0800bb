"""Taking over what was answered in the earlier file."""

from __future__ import annotations

import pytest
from answered import NOW, answered, level
from hands import click, words_of
from sitting import on_disk, sit, typing

from assessment.answers import Action, Answer, Evidence, Position, Review
from assessment.store import write_answers
from assessment.tui.question.taking_over import taken_over


@pytest.fixture
def compared(session, small, tmp_path):
    """Beside an earlier file, in which one level was higher and one open question was answered."""
    earlier = answered(small).replace(period="2024")
    earlier = earlier.with_answer("AAA-01", level(2, note="Then.")).with_answer("CCC-01", level(3))
    write_answers(tmp_path / "earlier.json", earlier)
    session.open_baseline(tmp_path / "earlier.json")
    return session


def test_one_key_takes_over_last_times_answer_and_says_what_it_replaced(compared):
    app = sit(compared, "=")
    assert on_disk(compared, "AAA-01").level == 2
    assert "AAA-01 as last time: 1 → 2, z takes it back." in app.words
    sit(compared, "z")
    assert compared.answer("AAA-01").level == 1


def test_what_is_written_now_stays_and_what_is_empty_is_filled():
    decree, law = Evidence(title="Decree"), Evidence(title="Law")
    done = Action(text="A decree", status="done")
    then = Answer(
        status="answered", level=3, note="Then.", evidence=(law, decree), confidence="high",
        restricted=True, action=done, review=Review(level=1), release="In force.",
    )  # fmt: skip
    now = Answer(note="Now.", evidence=(decree,), flag=True)
    taken = taken_over(then, now)
    assert (taken.level, taken.note, taken.release) == (3, "Now.", "In force.")
    assert (taken.evidence, taken.confidence) == ((decree, law), "high")
    assert (taken.restricted, taken.flag) == (True, True)
    assert (taken.action, taken.review, taken.to_confirm) == (None, None, False)


def test_what_is_open_in_an_area_is_taken_over_to_be_confirmed_in_one_step(compared):
    compared.go_to("CCC-01")
    before = compared.answers
    app = sit(compared, "+", then=typing("<y>"))
    assert "1 open question of CCC as last time, z takes it back." in app.words
    assert (on_disk(compared, "CCC-01").level, compared.answer("CCC-01").to_confirm) == (3, True)
    assert compared.answer("CCC-02") == before.answer("CCC-02")
    app = sit(compared, "z")
    assert "Taken back: the answers taken over for CCC." in app.words
    assert compared.answers == before


def test_the_area_is_asked_first(compared):
    compared.go_to("CCC-01")
    before = compared.answers
    app = sit(compared, "+")
    assert "Take over last time's answers to 1 open question of CCC?" in app.words
    sit(compared, "+", "escape")
    assert compared.answers == before


def test_without_an_earlier_file_it_is_said_how_one_is_opened(session):
    assert "No earlier file is open to take an answer from: b opens one." in sit(session, "=").words


def test_a_question_that_was_open_last_time_is_left_as_it_is(compared):
    compared.go_to("CCC-02")
    before = compared.answers
    earlier = compared.baseline.answers.with_answer("CCC-02", Answer(note="Only a note."))
    compared.baseline = compared.baseline.__class__(
        **{**compared.baseline.__dict__, "answers": earlier}
    )
    assert "CCC-02 was not answered last time." in sit(compared, "=").words
    assert compared.answers == before


def test_a_click_on_last_time_has_to_be_made_twice(compared):
    async def once(pilot):
        await click(pilot, "Last time")
        assert "AAA-01 as last time? Click again to do so." in words_of(pilot.app)
        assert compared.answer("AAA-01").level == 1
        await click(pilot, "AAA-01 as last time?")

    sit(compared, then=once)
    assert compared.answer("AAA-01").level == 2


def test_a_final_document_takes_nothing_over(compared):
    compared.finalize()
    before = compared.answers
    assert "The assessment is final" in sit(compared, "=").heard
    assert compared.answers == before


def test_what_ministries_differ_on_is_not_answered_from_last_time_with_the_whole_area(compared):
    said = [
        Position(status="answered", level=number, ministry=name, at=NOW)
        for name, number in (("Interior", 1), ("Trade", 3))
    ]
    compared.change("AAA-01", compared.answer("AAA-01").stating("unanswered"))
    differing = compared.answer("AAA-01").replace(positions=tuple(said))
    compared.change_whole(compared.answers.with_answer("AAA-01", differing), "parts taken back")
    compared.change("AAA-02", compared.answer("AAA-02").stating("unanswered"))
    compared.go_to("AAA-02")
    app = sit(compared, "+", then=typing("<y>"))
    assert "1 open question of AAA as last time" in app.words
    assert on_disk(compared, "AAA-02").status == "answered"
    assert on_disk(compared, "AAA-01").status == "unanswered"
