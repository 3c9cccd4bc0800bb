"""A ministry that has the program fills its part in with it, and the part comes home."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from answered import NOW, answered, give_level, level
from hands import press, type_text
from sitting import sit, typing

from assessment.answers import Answer
from assessment.errors import AssessmentError, LockedError
from assessment.forms.files import read_part
from assessment.parts import Choice, Returned, hand_out, take_back
from assessment.positions import earlier_position
from assessment.store import dump, locked, write_answers
from assessment.tui.open_file import open_file
from assessment.tui.session import Session

OUT = NOW - dt.timedelta(days=1)


@pytest.fixture
def own(small):
    """Interior said level 2 of AAA-01 before, and leads AAA-01 to AAA-03."""
    answers = answered(small)
    for key in small.by_id:
        lead = "Interior" if key in ("AAA-01", "AAA-02", "AAA-03") else "Trade"
        answers = answers.with_answer(key, Answer(ministry=lead))
    first = hand_out(small, answers, Choice(("Interior",)), due=None, form="json", now=OUT)
    said = Answer(status="answered", level=2, by="Police", at=OUT, note="As in the decree.")
    part = first.parts[0].replace(answers={"AAA-01": said})
    taken = take_back(small, first.answers, [Returned("x", part)], now=OUT)
    return hand_out(
        small, taken.answers, Choice(("Interior",)), due=dt.date(2026, 12, 10), form="json", now=OUT
    )


@pytest.fixture
def part(own, small, tmp_path):
    path = tmp_path / "interior.json"
    path.write_bytes(dump(own.parts[0]))
    session = Session.open(path, small, now=lambda: NOW)
    yield session
    session.close()


def signed(part, *keys, **options):
    return sit(part, "escape", *keys, **options)


def home(own, part, small):
    """What the coordinator gets when the file comes back."""
    part.flush()
    return take_back(small, own.answers, [read_part(part.path, small)], now=NOW)


def test_it_asks_its_own_questions_and_shows_no_score(part):
    app = signed(part)
    assert list(part.questionnaire.by_id) == ["AAA-01", "AAA-02", "AAA-03"]
    assert "what is asked of Interior" in app.words
    assert "due 10 December 2026" in app.words
    for words in ("Overall 1 of 3", "AAA-01"):
        assert words in app.words
    for words in ("BBB", "score", "ministry", "Flag", "Reviewer", "Target"):
        assert words not in app.words, words


@pytest.mark.parametrize("key", ["s", "v", "k", "p", "P", "m", "t", "f", "y", "b"])
def test_what_is_the_authoritys_alone_is_not_offered_and_says_so(part, key):
    before = part.answers
    app = signed(part, key)
    assert "A part asks for its answers only" in app.heard
    assert part.answers == before


def test_the_first_thing_is_who_fills_it_in_and_until_when(part):
    app = sit(part)
    for words in (
        "What is asked of Interior: Examplia 2026",
        "3 questions, until 10 December 2026",
    ):
        assert words in app.words
    sit(part, then=typing("Legal office", "<enter>", "The Director", "<enter>", "<down>", "2"))
    assert part.answers.approved_by == "The Director"
    assert part.answer("AAA-01").by == "Legal office"


def test_what_it_said_before_counts_once_it_is_confirmed(own, part, small):
    signed(part)
    assert home(own, part, small).untouched == {str(part.path): ("AAA-01", "AAA-02", "AAA-03")}
    app = signed(part, "C")
    assert not part.answer("AAA-01").to_confirm
    taken = home(own, part, small)
    assert not taken.refused
    position = earlier_position(taken.answers.answer("AAA-01"), "Interior")
    assert (position.level, position.note, position.at) == (2, "As in the decree.", NOW)
    assert "AAA-02" in app.last


def test_what_is_filled_in_comes_home_as_the_ministrys_position(own, part, small):
    sit(part, then=typing("Legal office", "<enter>", "<enter>", "3", "1", "u"))
    taken = home(own, part, small)
    assert not taken.refused
    assert [taken.answers.answer(key).level for key in ("AAA-01", "AAA-02")] == [3, 1]
    assert taken.answers.answer("AAA-03").status == "unknown"
    position = earlier_position(taken.answers.answer("AAA-02"), "Interior")
    assert (position.by, position.at) == ("Legal office", NOW)


def test_a_note_alone_is_somebodys_word_too(part):
    sit(part, then=typing("Legal office", "<enter>", "<enter>", "<enter>", "<o>", "Not ours.",
                          "<escape>"))  # fmt: skip
    assert (part.answer("AAA-02").by, part.answer("AAA-02").at) == ("Legal office", NOW)


def test_no_answer_of_a_part_settles_anything(part):
    signed(part, "4")
    assert part.answer("AAA-01").settlement is None
    assert len(part.answer("AAA-01").positions) == 1


def test_whoever_leaves_without_a_name_is_asked_once(part):
    app = signed(part, "3", "q")
    assert "Your name or office" in app.words
    app = sit(part, then=typing("Legal office", "<enter>", "<enter>", "<q>"))
    assert not app.is_running
    assert part.answer("AAA-01").by == "Legal office"


def test_the_last_answer_says_what_to_do_with_the_file(part):
    app = signed(part, "3", "1", "2")
    assert "send its file back" in app.words


def test_the_file_stays_a_part(part):
    signed(part, "3")
    part.flush()
    document = json.loads(part.path.read_bytes())
    assert document["kind"] == "part"
    assert document["part"]["ministry"] == "Interior"


def test_undo_takes_the_signature_back_by_name(part):
    async def then(pilot):
        await press(pilot, "escape", "W")
        await type_text(pilot, "Legal office")
        await press(pilot, "enter")
        await type_text(pilot, "X")
        await press(pilot, "enter", "z")

    app = sit(part, then=then)
    assert "Taken back: who filled the part in." in app.words
    assert part.answers.approved_by == ""


def test_walks_of_a_part_name_no_ministry(part):
    assert "ministry" not in signed(part, "l").words.replace("a ministry, a state", "")


def test_a_whole_file_is_still_refused_where_a_part_is_meant(small, tmp_path):
    path = tmp_path / "a.json"
    write_answers(path, answered(small).with_answer("AAA-01", level(1)))
    assert not Session.open(path, small).is_part


@pytest.mark.parametrize("questions", [(), ("ZZZ-99",)])
def test_a_part_that_asks_nothing_of_this_questionnaire_is_refused(own, small, tmp_path, questions):
    path = tmp_path / "interior.json"
    given = own.parts[0]
    path.write_bytes(
        dump(given.replace(part=given.part.model_copy(update={"questions": questions})))
    )
    for opened in (Session.open, lambda *named: Session.look(*named, LockedError("held"))):
        with pytest.raises(AssessmentError, match="asks no question of this questionnaire"):
            opened(path, small)
    with locked(path):
        pass  # it was not left locked


@pytest.mark.parametrize("keys", [("W",), ("W", "x", "enter", "y", "enter"), ("W", "ctrl+q")])
def test_a_part_that_another_session_holds_is_not_signed(part, small, keys):
    looking = open_file(part.path, small, None, accept_version=False)
    assert looking.read_only
    before = looking.answers
    app = sit(looking, *keys[:1])
    assert "The file can only be read here" in app.heard
    sit(looking, *keys)
    assert looking.answers == before


def test_half_a_name_is_nobodys_signature(part):
    give_level(part, "AAA-01", 2)
    before = part.answers

    async def end(pilot):
        await type_text(pilot, "Polic")
        await press(pilot, "tab")
        await type_text(pilot, "Minis")
        await press(pilot, "ctrl+q")
        assert pilot.app.is_running
        assert "Who fills the part in is not recorded yet" in " ".join(pilot.app.told)
        pilot.app._on_request_to_end()

    sit(part, then=end)
    assert part.answers == before
    app = sit(part)
    assert "Polic" in app.words
    assert "Minis" in app.words
    assert "typed before and is not recorded yet" in app.words


@pytest.mark.parametrize("size", [(20, 5), (20, 12), (12, 5), (300, 100)])
def test_a_part_is_filled_in_in_a_window_of_any_size(part, size):
    signed(part, "1", size=size)
    assert part.answer("AAA-01").level == 1
