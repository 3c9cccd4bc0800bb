"""What a list has no room for is not recorded, and is said: the file can always be opened again."""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, answered, open_session
from hands import press, type_text, words_of
from sitting import sit, typing

from assessment.answers import MINISTRY_LIMIT, POSITION_LIMIT, Answer, Position, Profile
from assessment.store import read_answers, write_answers
from assessment.tui.dialogs.supporting import Supporting
from assessment.tui.widgets.ticks import TickList

FULL = "Brand New finds no room: the list of ministries holds 200 at most."


def read_again(session):
    assert session.flush()
    return read_answers(session.path, session.questionnaire).answers


def offices(number):
    return tuple(f"Office {index}" for index in range(number))


@pytest.fixture
def full(small, path):
    """A State that lists two hundred ministries."""
    listed = ("Interior", "Trade", *offices(MINISTRY_LIMIT - 2))
    write_answers(path, answered(small).replace(profile=Profile(ministries=listed)))
    with open_session(path, small) as session:
        yield session


@pytest.mark.parametrize(
    "texts",
    [
        ("m", "<ctrl+u>", "Brand New", "<enter>"),
        ("k", "a", "<enter>", "Brand New", "<enter>"),
    ],
    ids=["one question", "a policy area"],
)
def test_one_ministry_too_many_is_not_recorded(full, texts):
    before = full.answers
    app = sit(full, then=typing(*texts))
    assert FULL in app.heard
    assert full.answers == before
    assert read_again(full) == before


def test_usual_ministries_that_find_no_room_are_not_given(small, path):
    listed = Profile(ministries=offices(MINISTRY_LIMIT))
    write_answers(path, answered(small).replace(profile=listed, answers={}))
    with open_session(path, small) as session:
        app = sit(session, "k", "U")
        assert "finds no room" in app.words
        assert read_again(session).profile == listed


def test_a_tick_that_is_not_recorded_does_not_stand_there(full):
    async def look(pilot):
        await press(pilot, "M", "tab")
        await type_text(pilot, "Brand New")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Supporting)
        assert pilot.app.screen.query_one(TickList).selected == []
        assert "It is not recorded" in words_of(pilot.app)

    before = full.answers
    sit(full, then=look)
    assert read_again(full) == before


def test_the_fifty_first_supporting_ministry_is_refused_and_none_gives_way(small, path):
    names = offices(60)
    listed = Profile(ministries=("Interior", *names))
    write_answers(path, answered(small).replace(profile=listed).with_answer(
        "AAA-01", Answer(ministry="Interior", supporting=names[10:])))  # fmt: skip

    async def look(pilot):
        await press(pilot, "M")
        ticks = pilot.app.screen.query_one(TickList)
        ticks.highlighted = len(ticks.options) - 1
        await press(pilot, "space")
        assert len(ticks.selected) == 50
        assert "It is not recorded: 50 ministries at most support" in words_of(pilot.app)

    with open_session(path, small) as session:
        sit(session, then=look)
        assert read_again(session).answer("AAA-01").supporting == names[10:]


def said_by(ministry, level, minute=0):
    return Position(
        status="answered", level=level, ministry=ministry, at=NOW + dt.timedelta(minutes=minute)
    )


@pytest.mark.parametrize("keys", [("2",), ("K", "1"), ("K", "w")], ids=" ".join)
def test_positions_that_leave_no_room_for_a_settlement_are_told_and_all_stay(small, path, keys):
    names = offices(POSITION_LIMIT)
    positions = tuple(said_by(name, index % 3) for index, name in enumerate(names))
    answers = answered(small).replace(profile=Profile(ministries=("Interior", *names)))
    write_answers(path, answers.with_answer("AAA-01", Answer(positions=positions)))
    with open_session(path, small) as session:
        app = sit(session, "colon", "1", "enter", *keys)
        assert "AAA-01 would have more than 50 positions." in app.words
        assert len(read_again(session).answer("AAA-01").positions) == POSITION_LIMIT


def test_more_than_can_be_read_again_is_not_saved_and_is_told(small, path):
    text = "評" * 10_000
    names = offices(45)
    said = tuple(
        said_by(name, 1).model_copy(update={"note": text, "release": text}) for name in names
    )
    answers = answered(small).replace(profile=Profile(ministries=("Interior", *names)))
    keys = list(small.by_id)
    for key in keys[:5]:
        answers = answers.with_answer(key, Answer(status="answered", level=1, positions=said))
    write_answers(path, answers)
    with open_session(path, small) as session:
        more = Answer(status="answered", level=1, positions=said)
        session.change_whole(session.answers.with_answer(keys[5], more), "parts taken back")
        session.change_whole(session.answers.with_answer(keys[6], more), "parts taken back")
        assert not session.flush()
        assert session.save_state.status == "failed"
        assert "could not be opened again" in str(session.save_state.error)
        app = sit(session)
        assert "NOT SAVED" in app.words
        session.undo()
        assert read_again(session) == session.answers


def test_a_reason_for_which_there_is_no_room_is_not_taken_for_recorded(small, path):
    names = offices(POSITION_LIMIT)
    positions = tuple(said_by(name, index % 3) for index, name in enumerate(names))
    answers = answered(small).replace(profile=Profile(ministries=("Interior", *names)))
    write_answers(path, answers.with_answer("AAA-01", Answer(positions=positions)))
    with open_session(path, small) as session:
        session.go_to("AAA-01")
        app = sit(session, then=typing("n", "No coast", "<enter>"))
        assert "not recorded: the file has no room" in app.words
        assert session.position == "AAA-01"
        assert session.answer("AAA-01").status == "unanswered"
