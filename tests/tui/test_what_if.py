"""What if: levels tried on, scores and roadmap move, and no answer is touched."""

from __future__ import annotations

from hands import click, press, settle, text_of, type_text
from results_seen import results, seen
from sitting import sit


def test_a_tried_level_moves_the_scores_and_no_answer(session):
    before = session.answers
    overall = session.scorecard.overall.score
    keys = ["s", "r", "4", "a"]
    app = sit(session, *keys)
    assert "What if:" in app.words
    assert f"Overall {overall:.1f} " not in app.words
    assert session.answers == before
    app = sit(session, *keys, "x")
    assert "What if:" not in app.words
    assert f"Overall {overall:.1f}" in app.words


def test_a_view_that_was_not_seen_meanwhile_shows_no_old_figure(session):
    async def look(pilot):
        for keys in (["s", "r", "4", "a"], ["c", "x", "a"]):
            await press(pilot, *keys)
            await settle(pilot)
            lines = text_of(pilot.app).split("\n")
            head = next(line for line in lines if "Overall " in line).split()[1]
            row = next(line for line in lines if line.startswith("ALL"))
            assert f" {head} " in row

    sit(session, then=look)


def test_the_cursor_stays_in_its_place_when_its_row_has_gone(session):
    async def try_one(pilot):
        table = pilot.app.screen.query_one("#facts-list").table
        first, second = (row.key for row in table._content[:2])
        await press(pilot, "4")
        assert table.cursor_row == 0
        assert table.chosen == second != first

    sit(session, "s", "e", then=try_one)


def test_a_gap_that_is_closed_on_trial_stays_at_hand_for_another_level(session):
    first = session.assessment.roadmap.gaps[1].question
    app = sit(session, "s", "r", "down", "4")
    assert f"What if: {first} at 4" in app.words
    assert "It would be no gap any more" in app.words
    app = sit(session, "s", "2")
    assert "What if:" not in app.words
    app = sit(session, "s", "r", "down", "4", "2")
    assert f"What if: {first} at 2" in app.words


def test_any_question_can_be_tried(actual, tmp_path):
    async def pick(pilot):
        await press(pilot, "w")
        await type_text(pilot, "CCC-02")
        await press(pilot, "enter", "3")

    words, _ = seen(results(actual, tmp_path), then=pick)
    assert "What if: CCC-02 at 3" in words


def test_the_level_tried_last_is_taken_back(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path), "r", "4", "down", "4")
    assert words.count("at 4 Reviewed (is ") == 2
    words, _ = seen(results(actual, tmp_path), "r", "4", "down", "4", "backspace")
    assert words.count("at 4 Reviewed (is ") == 1


def test_to_try_the_level_that_is_recorded_is_no_trial(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path), "r", "1")
    assert "What if:" not in words


def test_a_click_on_the_digits_asks_which_level(session):
    app = sit(session, "s", "r", then=lambda pilot: click(pilot, "0-4 What if"))
    assert "0 to 4 choose the level to try" in app.words
    assert "What if: AAA" not in app.words


def test_who_makes_a_report_during_a_trial_is_told_that_it_shows_the_answers(actual, tmp_path):
    _, app = seen(results(actual, tmp_path), "r", "4", "P")
    assert app.told == ["The report shows the answers as they are, not what is tried."]
    _, app = seen(results(actual, tmp_path), "r", "P")
    assert app.told == []


def test_a_search_for_a_question_that_is_not_there_is_told(actual, tmp_path):
    async def search(pilot):
        await press(pilot, "w")
        await type_text(pilot, "zzz")

    assert "No question has these words." in seen(results(actual, tmp_path), then=search)[0]
