"""The whole program: the start, a file, the review, the end; and what can stand in the way."""

from __future__ import annotations

import pytest
from answered import NOW, answered, give_level, level
from hands import press, quiet, type_text
from sitting import Sitting, sit, stay
from textual.geometry import Size

from assessment.applicability import status_of
from assessment.assess import redact
from assessment.score_words import range_words
from assessment.store import locked, new_answers, read_answers, write_answers
from assessment.tui.app import AssessmentApp
from assessment.tui.memory import Memory
from assessment.tui.question.habits import ASK_BY, OFF
from assessment.tui.question.question_lines import MAX_WIDTH, QuestionLines
from assessment.tui.question.screen import QuestionScreen
from assessment.tui.screens.profile import ProfileScreen
from assessment.tui.screens.start import StartScreen
from assessment.tui.themes import THEMES, first_theme
from assessment.tui.widgets.areas import number_decided, progress
from assessment.tui.widgets.lines import width_of


@pytest.fixture
def memory(tmp_path):
    memory = Memory(tmp_path / "memory" / "sessions.json")
    memory.set(ASK_BY, OFF)
    return memory


@pytest.fixture
def path(small, tmp_path):
    path = tmp_path / "examplia.json"
    write_answers(path, answered(small))
    return path


def program(small, memory):
    return Sitting(small, None, memory)


# From the start screen and back.


def test_a_recent_file_is_opened_answered_closed_and_another_can_follow(small, memory, path):
    memory.remember(path, "BBB-01")
    seen = []

    async def day(pilot):
        await press(pilot, "1")
        seen.append((type(pilot.app.screen), pilot.app.session.position))
        await press(pilot, "4", "q")
        seen.append(type(pilot.app.screen))

    app = stay(program(small, memory), then=day)
    assert seen == [(QuestionScreen, "BBB-01"), StartScreen]
    assert app.session is None
    assert read_answers(path, small).answers.answer("BBB-01").level == 4


def test_a_new_file_begins_with_the_profile(small, memory, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seen = []

    async def day(pilot):
        await press(pilot, "n")
        await type_text(pilot, "New State")
        await press(pilot, "enter", "enter")
        await quiet(pilot)
        seen.append(type(pilot.app.screen))
        await press(pilot, "escape", "2", "ctrl+q")

    stay(program(small, memory), then=day)
    assert seen == [ProfileScreen]
    kept = read_answers(tmp_path / "new-state.json", small).answers
    assert (kept.state, kept.answer("AAA-01").level) == ("New State", 2)


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "examplia.json"), ('{"format": 99}', "format"), ("[]", "examplia.json")],
)
def test_a_file_that_cannot_be_opened_leads_back_to_the_start_with_the_reason(
    small, memory, path, content, words
):
    memory.remember(path, "")
    path.write_text(content)
    app = stay(program(small, memory), "1", size=(160, 50))
    assert words in app.words
    assert "Begin a new assessment" in app.words
    assert path.read_text() == content


def test_a_file_that_another_session_holds_is_refused_in_words(small, memory, path):
    memory.remember(path, "")
    with locked(path):
        app = stay(program(small, memory), "1", size=(160, 50))
    assert "Another session has this file open." in app.words


def test_a_file_of_another_version_is_carried_over_only_when_asked(small, memory, path):
    other = answered(small)
    other = other.replace(questionnaire=other.questionnaire.model_copy(update={"version": "0.9"}))
    write_answers(path, other)
    memory.remember(path, "")
    app = stay(program(small, memory), "1", "n")
    assert "Begin a new assessment" in app.words
    assert read_answers(path, small, accept_version=True).other_version
    app = stay(program(small, memory), "1", "y", "q")
    kept = read_answers(path, small)
    assert not kept.other_version
    stated = [answer for answer in kept.answers.answers.values() if answer.states_something]
    assert stated
    assert all(item.to_confirm for item in stated)
    assert [answer.flag for answer in kept.answers.answers.values()] == [
        answer.flag for answer in other.answers.values()
    ]
    assert "Traceback" not in app.last


def test_that_a_file_is_a_redacted_copy_is_said_when_it_is_opened(small, memory, path):
    write_answers(path, redact(small, answered(small)))
    memory.remember(path, "")
    app = stay(program(small, memory), "1", size=(160, 50))
    assert "This is a redacted copy." in app.heard
    assert "Traceback" not in app.last


# The review.


def test_final_only_from_the_review_and_undone_by_one_key(session):
    app = sit(session, "v", "F", "y")
    assert session.is_final
    assert "FINAL" in app.words
    sit(session, "z")
    assert not session.is_final
    session.flush()
    kept = read_answers(session.path, session.questionnaire).answers
    assert kept.document_status == "draft"


def test_a_final_document_is_reopened_from_the_review(session):
    session.finalize()
    sit(session, "v", "D")
    assert not session.is_final


def test_no_other_key_makes_it_final(session):
    sit(session, "F", "y", "s", "F", "y", "escape", "p", "F", "escape")
    assert not session.is_final


@pytest.mark.parametrize(
    ("keys", "question"), [(["1"], "BBB-02"), (["2"], "AAA-01"), (["3"], "CCC-01")]
)
def test_each_entry_of_the_review_is_one_key_from_its_question(session, keys, question):
    sit(session, "end", "v", *keys, "enter")
    assert session.position == question


# Where am I.


def test_progress_counts_every_question_that_applies(session):
    for item in list(session.statuses.values()):
        if item.status == "unanswered":
            counts = session.scorecard.overall.counts
            assert number_decided(counts) < counts.applicable
            give_level(session, item.question.id, 2)
    counts = session.scorecard.overall.counts
    assert number_decided(counts) == counts.applicable
    assert progress(session.scorecard.areas["BBB"].counts) == "done 2 levels 1u 1w"


def test_the_areas_score_moves_as_one_answers(session):
    before = sit(session).words
    after = sit(session, "4").words
    assert before != after
    score = session.scorecard.areas["AAA"]
    assert f"{score.score:.1f} ({range_words(score)})" in after


def test_the_side_panel_holds_guidance_paragraphs_instruments_and_last_time(session, small, path):
    write_answers(path, answered(small).with_answer("AAA-01", level(2, note="It was a draft.")))
    session.open_baseline(path)
    words = sit(session, "i", size=(100, 50)).words
    for told in ("What to look for", "Whom to ask", "In plain words", "A guide", "It was a draft."):
        assert told in words, told
    assert "What to look for" not in sit(session, "i", "i", size=(100, 50)).words


def test_at_80_columns_the_areas_fold_into_the_first_line(session):
    words = sit(session, size=(80, 24)).words
    assert "AAA 4/4" in words
    assert "overall 7/8" in words
    assert "AAA-01 finds fact f" in words


def test_at_200_columns_no_line_is_too_long_to_read(questionnaire):
    answers = new_answers(questionnaire, "Examplia", NOW.date())
    for question in questionnaire.questions:
        shown = QuestionLines(questionnaire, status_of(question, answers)).sheet(Size(190, 48))
        lines = [*shown.top, *shown.body, *shown.bottom]
        assert max(width_of(line) for line in lines) <= MAX_WIDTH + 1


# Going elsewhere, and the end.


def test_one_saves_elsewhere_from_inside(session, small, tmp_path):
    async def day(pilot):
        await press(pilot, "S")
        pilot.app.screen.query_one("#path").value = str(tmp_path / "copy.json")
        await press(pilot, "enter", "4")

    sit(session, then=day)
    session.flush()
    assert session.path == tmp_path / "copy.json"
    assert read_answers(tmp_path / "copy.json", small).answers.answer("AAA-01").level == 4


def test_text_being_typed_is_saved_when_one_leaves(session, small):
    async def day(pilot):
        await press(pilot, "o")
        await type_text(pilot, " Seen.")
        await press(pilot, "ctrl+q")

    sit(session, then=day)
    assert read_answers(session.path, small).answers.answer("AAA-01").note == "Confirmed. Seen."


def test_the_theme_goes_round_and_is_remembered(session, memory):
    sit(session, "D", memory=memory)
    assert memory.setting("theme") == THEMES[1]
    sit(session, *["D"] * (len(THEMES) - 1), memory=memory)
    assert memory.setting("theme") == THEMES[0]


@pytest.mark.parametrize(
    ("term", "colours", "theme"),
    [
        ("linux", "", "ansi-dark"),
        ("xterm-256color", "", "textual-dark"),
        ("linux", "truecolor", "textual-dark"),
    ],
)
def test_a_console_of_sixteen_colours_has_a_theme_of_its_own(monkeypatch, term, colours, theme):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colours)
    assert first_theme(None) == theme


def test_a_save_that_ends_before_the_first_picture_is_no_trouble(session):
    give_level(session, "AAA-01", 4)
    app = sit(session)
    assert "AAA-01" in app.words
    assert isinstance(app, AssessmentApp)
