"""Who is answering, and how one likes to go on: asked or set once, and remembered."""

from __future__ import annotations

import pytest
from answered import NOW, opened
from hands import press, quiet, send, type_text, words_of
from sitting import on_disk, sit, typing
from textual import events

from assessment.tui.memory import Memory
from assessment.tui.question.habits import ASK_BY, STAY, is_on
from assessment.tui.widgets.choices import Choices


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "habits")


# Who is answering.


def test_the_first_answer_of_a_session_asks_who_is_answering_and_is_given_all_the_same(
    session, memory
):
    app = sit(session, "3", memory=memory)
    assert "Who is answering?" in app.words
    sit(session, "3", then=typing("Justice, A. Clerk", "<enter>"), memory=memory)
    answer = on_disk(session, "AAA-01")
    assert (answer.level, answer.by, answer.at) == (3, "Justice, A. Clerk", NOW)
    assert session.position == "AAA-02"


def test_it_is_asked_once_a_session(session, memory):
    sit(session, "3", then=typing("A. Clerk", "<enter>", "<2>"), memory=memory)
    assert (session.answer("AAA-02").level, session.answer("AAA-02").by) == (2, "A. Clerk")


def test_the_next_session_proposes_the_same_name(session, memory, path, small):
    sit(session, "3", then=typing("A. Clerk", "<enter>"), memory=memory)
    session.close()
    later = opened(path, small)
    later.go_to("AAA-02")
    app = sit(later, "2", memory=memory)
    assert "A. Clerk" in app.words
    sit(later, "2", "enter", memory=memory)
    assert on_disk(later, "AAA-02").by == "A. Clerk"
    later.close()


def test_enter_without_a_name_answers_for_nobody_and_asks_no_more(session, memory):
    sit(session, "3", "enter", "2", memory=memory)
    assert [session.answer(key).level for key in ("AAA-01", "AAA-02")] == [3, 2]
    assert session.answer("AAA-02").by is None


@pytest.mark.parametrize("key", ["u", "w", "space", "n"])
def test_whatever_states_something_asks_first(session, memory, key):
    before = session.answers
    assert "Who is answering?" in sit(session, key, memory=memory).words
    assert session.answers == before


@pytest.mark.parametrize("key", ["f", "enter", "s", "o"])
def test_what_states_nothing_asks_nobody(session, memory, key):
    assert "Who is answering?" not in sit(session, key, memory=memory).words


def test_whoever_types_ahead_is_not_interrupted(session, memory):
    async def fast(pilot):
        for key in "321":
            send(pilot.app, events.Key(key, key))
        await quiet(pilot)
        assert "Who is answering?" in words_of(pilot.app)
        await press(pilot, "escape")

    sit(session, then=fast, memory=memory)
    levels = [session.answer(key).level for key in ("AAA-01", "AAA-02", "AAA-03")]
    assert levels == [3, 2, 1]


def test_another_person_takes_over(session, memory):
    async def day(pilot):
        await press(pilot, "W")
        await type_text(pilot, "Trade")
        await press(pilot, "enter")
        assert "Answers from now on are by Trade." in words_of(pilot.app)
        await press(pilot, "3")

    sit(session, then=day, memory=memory)
    assert session.answer("AAA-01").by == "Trade"


def test_it_can_be_set_that_nobody_is_asked(session, memory):
    app = sit(session, "O", "a", "3", memory=memory)
    assert "Who is answering?" not in app.words
    assert not is_on(memory, ASK_BY)
    assert session.answer("AAA-01").level == 3


def test_a_final_document_asks_nobody(session, memory):
    session.finalize()
    app = sit(session, "3", memory=memory)
    assert "Who is answering?" not in app.words
    assert "The assessment is final" in app.heard


# Staying on a question until Enter.


def test_a_level_stays_where_one_wishes_so_until_enter(session, memory):
    memory.set(ASK_BY, "off")
    app = sit(session, "O", "s", "3", memory=memory)
    assert "AAA-01 1 → 3, z takes it back. Enter goes on." in app.words
    assert (session.position, on_disk(session, "AAA-01").level) == ("AAA-01", 3)
    sit(session, "e", then=typing("Law 5", "<escape>", "<enter>"), memory=memory)
    assert [item.title for item in on_disk(session, "AAA-01").evidence] == ["Law 5"]
    assert session.position == "AAA-02"


@pytest.mark.parametrize("key", ["u", "w"])
def test_so_does_a_state_without_a_level(session, memory, key):
    memory.set(ASK_BY, "off")
    memory.set(STAY, "on")
    sit(session, key, memory=memory)
    assert session.position == "AAA-01"


def test_so_does_not_applicable(session, memory):
    memory.set(ASK_BY, "off")
    memory.set(STAY, "on")
    sit(session, "n", then=typing("There is no coast.", "<enter>"), memory=memory)
    assert session.answer("AAA-01").status == "not_applicable"
    assert session.position == "AAA-01"


def test_the_settings_are_remembered_and_told(session, memory):
    sit(session, "O", "s", memory=memory)
    app = sit(session, "O", memory=memory)
    assert "Stay on a question until Enter: now on" in app.words
    assert "Ask once a session who is answering: now on" in app.words


# The earlier file.


def test_the_earlier_file_is_remembered_for_the_file_it_was_shown_beside(
    path, small, tmp_path, memory
):
    earlier = tmp_path / "earlier.json"
    earlier.write_bytes(path.read_bytes())
    item = opened(path, small, memory=memory)
    item.open_baseline(earlier)
    item.close()
    two = opened(path, small, memory=memory)
    two.go_to("AAA-01")
    assert "◄ last time" in sit(two).words
    two.keep_baseline(None)
    two.close()
    three = opened(path, small, memory=memory)
    assert "◄ last time" not in sit(three).words
    three.close()


def test_an_earlier_file_that_is_gone_is_told_and_hinders_nothing(path, small, tmp_path, memory):
    earlier = tmp_path / "earlier.json"
    earlier.write_bytes(path.read_bytes())
    item = opened(path, small, memory=memory)
    item.open_baseline(earlier)
    item.close()
    earlier.unlink()
    two = opened(path, small, memory=memory)
    two.go_to("AAA-01")
    assert "The earlier file is not shown." in sit(two, "3").heard
    assert two.answer("AAA-01").level == 3
    two.close()


# Going to a question.


@pytest.mark.parametrize(
    ("typed", "reached"),
    [
        ("bbb2", "BBB-02"),
        ("BBB-02", "BBB-02"),
        ("bbb 02", "BBB-02"),
        ("aaa", "AAA-01"),
        ("5", "BBB-01"),
        ("subject of ccc-01", "CCC-01"),
    ],
)
def test_any_spelling_of_an_id_leads_to_its_question(session, typed, reached):
    sit(session, ":", then=typing(typed, "<enter>"))
    assert session.position == reached


def test_what_is_no_question_is_told_and_stays(session):
    app = sit(session, ":", then=typing("zzz9", "<enter>"))
    assert "No question is called so." in app.words
    assert session.position == "AAA-01"


# What is usual is one key, in every chooser too.


def test_in_the_chooser_of_ministries_the_usual_one_is_taken_by_its_key(session, small):
    usual = small.ministry_name(small.by_id["AAA-01"].ministry)
    session.change("AAA-01", session.answer("AAA-01").replace(ministry="Trade"))
    app = sit(session, "m")
    assert f"{usual} (usual: . takes it)" in app.words
    sit(session, "m", ".")
    assert session.answer("AAA-01").ministry == usual


# Evidence that the file has already.


def test_evidence_is_completed_from_what_the_file_already_has(session):
    app = sit(session, "e", then=typing("dec"))
    assert "Decree" in app.words
    sit(session, "e", then=typing("dec", "<down>", "<enter>", "<escape>"))
    assert on_disk(session, "AAA-01").evidence == on_disk(session, "AAA-02").evidence


def test_evidence_typed_in_full_is_taken_as_typed_whatever_is_offered(session):
    sit(session, "e", then=typing("Dec", "<enter>", "D/9", "<escape>"))
    (found,) = session.answer("AAA-01").evidence
    assert (found.title, found.reference) == ("Dec", "D/9")


def test_what_stands_on_the_question_already_is_not_offered_again(session):
    session.change(
        "AAA-01", session.answer("AAA-01").replace(evidence=session.answer("AAA-02").evidence)
    )
    offered = []

    async def look(pilot):
        offered.append(pilot.app.screen.query_one(Choices).option_count)

    sit(session, "e", "down", "enter", then=look)
    assert offered == [0]


def test_from_what_is_offered_the_arrow_leads_back_into_the_table(session):
    sit(session, "e", "down", "up", "up", "delete", "escape")
    assert session.answer("AAA-01").evidence == ()
