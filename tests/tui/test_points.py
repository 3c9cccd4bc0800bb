"""Answering by ticks: one stands on a point, Space ticks it, the level follows and is said."""

from __future__ import annotations

import pytest
from answered import NOW, level, session_of
from hands import press, words_of
from sitting import on_disk, sit
from textual.geometry import Size

from assessment.answers import Answer
from assessment.store import new_answers
from assessment.tui.app import AssessmentApp
from assessment.tui.commands import KEY_COMMANDS
from assessment.tui.question.screen import QuestionScreen
from assessment.tui.question_filter import QuestionFilter
from assessment.tui.widgets.areas import AreaLines

OPEN = "BBB-04"
"""A question that is not answered."""


@pytest.fixture
def at_open(session):
    session.go_to(OPEN)
    return session


def shown(session, *keys, size=(100, 30)):
    return sit(session, *keys, size=size).words


# Ticks.


def test_space_ticks_the_point_one_stands_on_and_stays(at_open):
    app = sit(at_open, "space")
    assert at_open.answer(OPEN).level == 1
    assert on_disk(at_open, OPEN).points == ("a",)
    assert at_open.position == OPEN
    assert f"{OPEN} point a: unanswered → 1, z takes it back" in app.words
    assert "level 1 Ad hoc: b is missing for 2 · was unanswered (z)" in app.words


def test_the_level_follows_as_one_ticks(at_open):
    sit(at_open, "space", "down", "space")
    assert (at_open.answer(OPEN).level, at_open.answer(OPEN).points) == (2, ("a", "b"))
    app = sit(at_open, "space", "down", "space")
    assert at_open.answer(OPEN).level == 3
    assert f"{OPEN} point d: 2 → 3, z takes it back" in app.words


def test_space_again_takes_the_tick_away(at_open):
    sit(at_open, "space", "down", "space", "space")
    assert (at_open.answer(OPEN).level, at_open.answer(OPEN).points) == (1, ("a",))


def test_each_tick_is_one_undo(at_open):
    before = at_open.answers
    sit(at_open, "space", "down", "space", "down", "space", "z")
    assert at_open.answer(OPEN).points == ("a", "b")
    app = sit(at_open, "z", "z")
    assert at_open.answers == before
    assert f"Taken back: {OPEN}, answer and points." in app.heard


def test_a_first_tick_after_a_digit_starts_from_what_the_level_implies(session):
    session.change("AAA-02", level(3))
    app = sit(session, "enter", "space")
    assert session.answer("AAA-02").points == ("a", "b", "c", "d", "e")
    assert "AAA-02 point e holds: still 3, z takes it back" in app.words


def test_a_digit_after_ticks_keeps_the_level_alone(at_open):
    sit(at_open, "space", "4")
    assert (at_open.answer(OPEN).level, at_open.answer(OPEN).points) == (4, None)


def test_zero_can_be_said_although_a_point_holds(at_open):
    sit(at_open, "space", "0")
    assert (at_open.answer(OPEN).level, at_open.answer(OPEN).points) == (0, ("a",))


@pytest.mark.parametrize(("question", "state"), [("BBB-02", "unknown"), ("BBB-03", "withheld")])
def test_a_tick_answers_what_was_unknown_or_withheld_and_says_so(session, question, state):
    session.go_to(question)
    before = session.answers
    app = sit(session, "space")
    assert session.answer(question).level == 1
    assert f"{question} point a: {state} → 1, z takes it back" in app.words
    sit(session, "z")
    assert session.answers == before


def test_a_tick_answers_what_was_not_applicable_and_the_reason_comes_back_with_undo(session):
    session.go_to("CCC-02")
    sit(session, "space")
    assert (session.answer("CCC-02").level, session.answer("CCC-02").reason) == (1, None)
    sit(session, "z")
    assert session.answer("CCC-02").reason == "There is no coast."


def test_a_tick_goes_before_the_profile(session):
    session.go_to("CCC-01")
    assert session.status_of("CCC-01").by_profile
    sit(session, "space")
    assert session.status_of("CCC-01").status == "answered"


def test_a_final_document_takes_no_tick(at_open):
    at_open.finalize()
    before = at_open.answers
    app = sit(at_open, "down", "space", "comma", "a")
    assert at_open.answers == before
    assert "The assessment is final" in app.heard
    assert "►[" not in app.last


# Standing on rows.


def test_one_stands_on_the_first_point_that_is_missing(at_open):
    assert "►[ ] a" in sit(at_open).last
    at_open.change(OPEN, level(2, points=("a", "b", "d")))
    assert "►[ ] c" in sit(at_open).last


def test_levels_0_and_1_are_rows_above_the_points(at_open):
    app = sit(at_open, "up")
    assert "1►Ad hoc" in app.last
    app = sit(at_open, "up", "up", "up")
    assert "0►Absent" in app.last


@pytest.mark.parametrize(("ups", "given"), [(1, 1), (2, 0)])
def test_space_on_level_0_or_1_gives_that_level_and_stays(at_open, ups, given):
    sit(at_open, *["up"] * ups, "space")
    assert (at_open.answer(OPEN).level, at_open.position) == (given, OPEN)


def test_enter_goes_on_and_ticks_nothing(at_open):
    sit(at_open, "down", "enter")
    assert at_open.answer(OPEN).status == "unanswered"
    assert at_open.position == "CCC-01"


def test_the_area_is_told_to_be_done_only_as_one_goes_on(at_open):
    at_open.change("AAA-03", Answer())
    assert "BBB is done" not in shown(at_open, "space")
    assert "BBB is done. Score" in shown(at_open, "x", "space", "enter")


# A point by its letter.


def test_a_comma_and_a_letter_tick_that_point(at_open):
    app = sit(at_open, "comma")
    assert "Which point? a to f ticks it." in app.words
    sit(at_open, "comma", "c", "comma", "a")
    assert at_open.answer(OPEN).points == ("a", "c")
    assert at_open.position == OPEN


@pytest.mark.parametrize("key", ["q", "4", "escape", "z"])
def test_after_a_comma_another_key_only_ends_it(at_open, key):
    before = at_open.answers
    app = sit(at_open, "comma", key)
    assert at_open.answers == before
    assert "No point was ticked." in app.words
    sit(at_open, "2")
    assert at_open.answer(OPEN).level == 2


# The guide in the place of the question.


def test_behind_the_guide_nothing_is_ticked_unseen(at_open):
    before = at_open.answers
    app = sit(at_open, "i", "space", size=(80, 24))
    assert at_open.answers == before
    assert "The points are on the question: i goes back to it." in app.heard
    sit(at_open, "i", "escape", "space", size=(80, 24))
    assert at_open.answer(OPEN).points == ("a",)


def test_the_guide_says_the_sentences_of_levels_0_and_1_whole(at_open):
    words = shown(at_open, "i", size=(80, 24))
    assert at_open.question.absent in words
    assert at_open.question.ad_hoc in words


# At 80 x 24.


def test_the_row_one_stands_on_is_in_view_and_title_and_state_stay(at_open):
    async def down(pilot):
        for letter in "abcdef":
            words = words_of(pilot.app)
            assert f"►[ ] {letter} {OPEN}" in words
            assert f"{OPEN} Subject of {OPEN}" in words
            assert "a and b are missing for 2" in words
            await press(pilot, "down")

    sit(at_open, then=down, size=(60, 16))


# The strip.


def test_tab_unfolds_the_strip_and_folds_it(session):
    assert "Supporting" in shown(session)
    assert "Supporting" not in shown(session, "tab")
    assert "Supporting" in shown(session, "tab", "tab")


def test_the_strip_stays_as_it_was_chosen(session):
    assert "Supporting" not in shown(session, "tab", "enter")


# The usual ministry.


def test_a_full_stop_takes_the_usual_ministry(session):
    session.go_to(OPEN)
    app = sit(session, ".")
    assert on_disk(session, OPEN).ministry == "Interior"
    assert f"{OPEN} ministry: Interior, z takes it back." in app.words


def test_the_usual_ministry_has_the_states_own_name(session):
    profile = session.answers.profile
    session.change_profile(profile.model_copy(update={"usual": {"interior": "Trade"}}))
    session.go_to(OPEN)
    assert "Trade? . takes it" in sit(session).words
    sit(session, ".")
    assert session.answer(OPEN).ministry == "Trade"


def test_a_ministry_that_is_named_stays(session):
    session.change("AAA-01", session.answer("AAA-01").replace(ministry="Trade"))
    app = sit(session, ".")
    assert session.answer("AAA-01").ministry == "Trade"
    assert "Trade is responsible for AAA-01 already" in app.heard


# What was carried over.


@pytest.fixture
def carried(session):
    session.change("AAA-01", session.answer("AAA-01").replace(to_confirm=True))
    session.change("AAA-03", session.answer("AAA-03").replace(to_confirm=True))
    return session


def test_an_answer_to_confirm_says_so(carried):
    app = sit(carried)
    assert "level 1 Ad hoc, to confirm (C)" in app.words
    assert "C confirm" in app.words
    assert "to confirm" not in shown(carried, "enter")


def test_one_key_confirms_it_as_it_stands_and_goes_on(carried):
    before = carried.answer("AAA-01")
    app = sit(carried, "C")
    assert on_disk(carried, "AAA-01") == before.replace(to_confirm=False)
    assert carried.position == "AAA-02"
    assert "AAA-01 1 is confirmed, z takes it back" in app.words
    sit(carried, "z")
    assert carried.answer("AAA-01").to_confirm


@pytest.mark.parametrize("key", ["1", "3", "u", "space"])
def test_to_state_it_again_confirms_it(carried, key):
    sit(carried, key)
    assert not carried.answer("AAA-01").to_confirm


@pytest.mark.parametrize("key", ["enter", "f", "."])
def test_nothing_else_confirms_it(carried, key):
    sit(carried, key)
    assert carried.answer("AAA-01").to_confirm


def test_where_nothing_is_to_be_confirmed_the_key_changes_nothing(session):
    before = session.answers
    app = sit(session, "C")
    assert session.answers == before
    assert "nothing is to be confirmed" in app.heard


def test_what_is_to_be_confirmed_is_walked(carried):
    walk = QuestionFilter("status", "to confirm")
    found = [key for key, item in carried.statuses.items() if walk.takes(item)]
    assert found == ["AAA-01", "AAA-03"]

    async def confirm_all(pilot):
        await press(pilot, "l")
        options = pilot.app.screen.query_one("OptionList").options
        place = next(
            at for at, option in enumerate(options) if "to be confirmed" in str(option.prompt)
        )
        await press(pilot, *["down"] * place, "enter", "C", "C")

    app = sit(carried, then=confirm_all)
    assert not any(answer.to_confirm for answer in carried.answers.answers.values())
    assert "no further question on this walk" in app.words


# Done areas look done.


def test_an_area_without_an_open_question_is_done(session):
    session.change(OPEN, Answer(status="unknown"))
    lines = [
        "".join(piece.text for piece in line) for line in AreaLines(session).lines(Size(27, 25))
    ]
    assert any(line.startswith("►AAA  done 4 levels") for line in lines)
    assert any(line.startswith(" BBB  done 1 level 2u 1w") for line in lines)
    assert any(line.startswith(" Overall 8 of 8 2u 1w") for line in lines)


# Everything a key or a click names can be done.


def test_every_command_can_be_done(small, tmp_path):
    session = session_of(new_answers(small, "Examplia", NOW.date()), small, tmp_path)
    commands = QuestionScreen(session, AssessmentApp(small, session)).commands
    assert {command.action for command in KEY_COMMANDS} <= set(commands)
    session.close()
