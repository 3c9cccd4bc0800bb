"""The results: seven views, what if without touching an answer, compare, a way to questions."""

from __future__ import annotations

import json

import pytest
from answered import answered, level
from hands import click, press, resize, settle, text_of, type_text, words_of
from showing import OPEN, show
from sitting import sit

from assessment.assess import assess
from assessment.example import example_answers
from assessment.store import new_answers, read_questionnaire, write_answers
from assessment.tui.choices import Jump, Stand
from assessment.tui.palette import ScreenCommands
from assessment.tui.screens.results import ResultsScreen


@pytest.fixture
def actual(small):
    return assess(small, answered(small))


@pytest.fixture
def before(small):
    """An earlier assessment: one level was higher, one question was not answered."""
    earlier = answered(small).replace(period="2024")
    earlier = earlier.with_answer("AAA-01", level(2)).with_answer("AAA-02", level(0))
    return assess(small, earlier)


def results(actual, tmp_path, **options):
    return ResultsScreen(actual, options.pop("shown", None), file=tmp_path / "a.json", **options)


def seen(screen, *keys, then=None, size=(120, 30)):
    texts = []

    async def look(pilot):
        if then is not None:
            await then(pilot)
            await settle(pilot)
        texts.append(words_of(pilot.app))

    app = show(screen, *keys, then=look, size=size)
    return texts[0], app


# Views.


def test_every_area_has_score_range_and_target(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path))
    card = actual.scorecard
    assert f"Overall {card.overall.score:.1f}"[:14] in words
    for key, area in card.areas.items():
        assert key in words
        if area.score is not None:
            assert f"{area.score:.1f} {area.low:.1f}–{area.high:.1f}" in words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("g", "Paragraph 3"),
        ("f", "prevent"),
        ("r", "AAA-03"),
        ("e", "BBB-02"),
        ("c", "Press b to open an earlier assessment"),
    ],
)
def test_each_view_is_one_letter(actual, tmp_path, key, words):
    assert words in seen(results(actual, tmp_path), key)[0]


def test_the_arrow_keys_go_through_all_views_and_round(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path), *["right"] * 6)
    assert "Press b to open" in words
    words, _ = seen(results(actual, tmp_path), "left", "right")
    assert "certain" in words


def test_the_roadmap_says_how_often_a_place_holds_once_it_is_known(actual, tmp_path):
    assert "%" in seen(results(actual, tmp_path), "r", then=lambda pilot: settle(pilot))[0]
    assert actual.robustness is not None


def test_enter_goes_to_the_question(actual, tmp_path):
    first = actual.roadmap.gaps[0].question
    _, app = seen(results(actual, tmp_path), "r", "enter")
    assert app.closed_with == Jump(first)


def test_enter_on_an_area_goes_to_its_first_open_question(actual, tmp_path):
    _, app = seen(results(actual, tmp_path), "down", "down", "enter")
    assert app.closed_with == Jump("BBB-02")


def test_escape_goes_back(actual, tmp_path):
    _, app = seen(results(actual, tmp_path), "escape")
    assert app.closed_with is None


# What if.


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


# Compare.


def test_changes_since_the_baseline_stand_beside_the_scores(actual, before, tmp_path):
    words, _ = seen(results(actual, tmp_path, shown=before))
    assert "Compared with Examplia, 2024." in words
    assert "change" in words
    words, _ = seen(results(actual, tmp_path, shown=before), "c")
    assert "AAA-01" in words
    assert "AAA-02" in words


def test_changes_are_listed_after_a_trial_has_emptied_their_view(actual, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers)

    async def open_it(pilot):
        await press(pilot, "r", "4", "c", "x", "b")
        await type_text(pilot, "before")
        await press(pilot, "enter")
        await settle(pilot)

    words, _ = seen(results(actual, tmp_path), then=open_it)
    assert "AAA-01" in words
    assert "Level changed" in words


def test_comparing_can_be_ended(actual, before, tmp_path):
    words, _ = seen(results(actual, tmp_path, shown=before), "B")
    assert "Compared with" not in words


def test_a_baseline_is_opened_from_inside_and_shown_beside_the_answers(
    session, small, before, tmp_path
):
    write_answers(tmp_path / "before.json", before.answers)

    async def open_it(pilot):
        await press(pilot, "b")
        await type_text(pilot, "bef")
        await press(pilot, "enter")

    app = sit(session, then=open_it)
    assert session.baseline is not None
    assert "last time" in app.last.replace("\u00a0", " ")


def test_a_baseline_that_cannot_be_read_is_told(session, tmp_path):
    (tmp_path / "before.json").write_text("{")

    async def open_it(pilot):
        await press(pilot, "b")
        await type_text(pilot, "bef")
        await press(pilot, "enter")

    app = sit(session, then=open_it)
    assert session.baseline is None
    assert "before.json" in app.heard


def test_another_state_is_said(small, actual, tmp_path):
    other = assess(small, new_answers(small, "Elsewhere", actual.answers.date))
    words, _ = seen(results(actual, tmp_path, shown=other))
    assert "Compared with another State: Elsewhere, " in words


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24), (200, 50)])
def test_any_window_does(actual, before, tmp_path, size):
    keys = ["right"] * 8 + ["r", "4", "x"]
    _, app = seen(results(actual, tmp_path, shown=before), *keys, size=size)
    assert app.closed_with == OPEN


# Whose baseline it is.


def comparing_with(*after):
    """Choose the file `before.json` as the baseline, from wherever `b` does that."""

    async def day(pilot):
        await press(pilot, "b")
        await type_text(pilot, "before")
        await press(pilot, "enter")
        await press(pilot, *after)

    return day


@pytest.mark.parametrize("way", [[], ["s"]])
def test_a_baseline_of_another_state_is_told_before_it_is_taken(
    session, small, before, tmp_path, way
):
    write_answers(tmp_path / "before.json", before.answers.replace(state="Elsewhere"))
    app = sit(session, *way, then=comparing_with())
    assert "This file is of another State: Elsewhere." in app.words
    assert session.baseline is None
    app = sit(session, *way, then=comparing_with("n"))
    assert session.baseline is None
    app = sit(session, *way, then=comparing_with("y"))
    assert session.baseline is not None
    assert "another State: Elsewhere" in app.heard


def test_a_state_written_in_another_way_is_the_same_state(session, small, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers.replace(state="EXAMPLIA"))
    app = sit(session, "s", then=comparing_with())
    assert session.baseline is not None
    assert "another State" not in app.heard


def test_the_open_file_is_no_baseline_of_itself(session):
    async def choose_it(pilot):
        await press(pilot, "b")
        await type_text(pilot, "a.json")
        await press(pilot, "enter")

    app = sit(session, "s", then=choose_it)
    assert session.baseline is None
    assert "This is the file that is open." in app.heard


def test_comparing_stays_ended(session, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers)
    app = sit(session, "s", then=comparing_with("B", "escape", "s"))
    assert session.baseline is None
    assert "Compared with" not in app.words


def test_comparing_can_be_ended_beside_the_answers(session, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers)
    app = sit(session, then=comparing_with("B"))
    assert session.baseline is None
    assert "last time" not in app.last


def test_a_baseline_without_a_change_says_so(session, tmp_path):
    write_answers(tmp_path / "before.json", session.answers)
    app = sit(session, "s", then=comparing_with("c"))
    assert "Nothing has changed" in app.words


# What is seen at once.


def test_all_there_is_to_say_about_a_gap_stands_beneath_it_at_80_by_24(tmp_path):
    asked = read_questionnaire("unga-75-59")
    example = assess(asked, example_answers(asked))
    steps = {gap: asked.by_id[gap.question].next_step(gap.level) for gap in example.roadmap.gaps}
    longest = max(steps, key=lambda gap: len(steps[gap][1]))
    stand = Stand("roadmap", longest.question)
    words, _ = seen(results(example, tmp_path, stand=stand), size=(80, 24))
    level, step = steps[longest]
    assert f"Next step, level {level}: {step}" in words
    assert f"Stage: {longest.stage}." in words
    assert "among the first ten in" in words


def test_an_empty_view_offers_no_key_that_needs_a_row(actual, tmp_path):
    words, app = seen(results(actual, tmp_path), "r", "c", "enter")
    assert "What if" not in words
    assert "Enter Go" not in words
    assert app.closed_with == OPEN


def test_the_footer_shows_whole_keys_only_and_always_help(actual, before, tmp_path):
    offered = "Enter Go Esc Back 0-4 What if x End what if p Report b Compare B Stop comparing"

    async def narrow(pilot):
        for width in (30, 61, 80, 88, 120):
            await resize(pilot, width, 24)
            await settle(pilot)
            keys = " ".join(text_of(pilot.app).split("\n")[-1].split())
            assert keys.endswith("? Help")
            shown = keys.removesuffix("? Help").strip()
            assert f"{offered} w Any question ".startswith(f"{shown} ")

    seen(results(actual, tmp_path, shown=before), "r", "4", then=narrow)


def test_a_click_on_the_digits_asks_which_level(session):
    app = sit(session, "s", "r", then=lambda pilot: click(pilot, "0-4 What if"))
    assert "0 to 4 choose the level to try" in app.words
    assert "What if: AAA" not in app.words


def test_one_comes_back_to_where_one_stood(session):
    app = sit(session, "s", "e", "down", "escape", "s")
    facts = session.assessment.roadmap.facts_to_establish
    assert session.questionnaire.by_id[facts[1]].text[:30] in app.words


def test_the_palette_offers_what_can_be_done_here(session):
    offered = []

    async def look(pilot):
        offered.extend([hit.text async for hit in ScreenCommands(pilot.app.screen).discover()])

    sit(session, "s", then=look)
    assert {"Roadmap  (r)", "Compare  (b)", "Report  (p)", "Back  (Esc)"} <= set(offered)
    assert offered[0] == "Back  (Esc)"
    assert not any(one.startswith(("End what if", "Focus", "Copy")) for one in offered)


def test_who_makes_a_report_during_a_trial_is_told_that_it_shows_the_answers(actual, tmp_path):
    _, app = seen(results(actual, tmp_path), "r", "4", "p")
    assert app.told == ["The report shows the answers as they are, not what is tried."]
    _, app = seen(results(actual, tmp_path), "r", "p")
    assert app.told == []


def test_rows_are_seen_even_in_a_small_window(actual, tmp_path):
    assert "AAA" in seen(results(actual, tmp_path), size=(40, 10))[0]
    assert actual.roadmap.gaps[0].question in seen(results(actual, tmp_path), "r", size=(40, 10))[0]


def test_home_and_end_go_to_the_ends_of_a_list(actual, tmp_path):
    rows = []

    async def look(pilot):
        table = pilot.app.screen.query_one("#paragraphs-list").table
        for key in ("end", "home"):
            await press(pilot, key)
            rows.append(table.chosen)

    seen(results(actual, tmp_path), "g", then=look)
    numbers = [str(number) for number in actual.scorecard.paragraphs]
    assert rows == [numbers[-1], numbers[0]]


def test_the_row_that_is_marked_stays_in_sight_when_what_is_said_of_it_grows(tmp_path):
    asked = read_questionnaire("unga-75-59")
    example = assess(asked, example_answers(asked))

    async def look(pilot):
        table = pilot.app.screen.query_one("#paragraphs-list").table
        for key in ["end", *["up"] * 30, *["down"] * 30]:
            await press(pilot, key)
            await settle(pilot)
            number = table.chosen.rjust(2)
            assert any(line.startswith(f"{number} ") for line in text_of(pilot.app).split("\n")[3:])

    seen(results(example, tmp_path), "g", then=look, size=(80, 24))


def test_a_search_for_a_question_that_is_not_there_is_told(actual, tmp_path):
    async def search(pilot):
        await press(pilot, "w")
        await type_text(pilot, "zzz")

    assert "No question has these words." in seen(results(actual, tmp_path), then=search)[0]


def test_the_next_step_from_nothing_is_a_decision_as_in_the_report(actual, tmp_path):
    gap = next(one for one in actual.roadmap.gaps if one.level < 2)
    words, _ = seen(results(actual, tmp_path, stand=Stand("roadmap", gap.question)))
    assert "Next step, level 2: " in words


@pytest.mark.parametrize("way", [[], ["s"]])
def test_a_baseline_of_another_version_is_told_with_what_is_no_longer_asked(
    session, before, tmp_path, way
):
    document = before.answers.document()
    document["questionnaire"]["sha256"] = "0" * 64
    document["answers"]["ZZZ-01"] = {"status": "answered", "level": 2}
    (tmp_path / "before.json").write_text(json.dumps(document))
    app = sit(session, *way, then=comparing_with())
    told = "It answered another version of the questionnaire; no longer asked: ZZZ-01."
    assert told in app.heard
    app = sit(session, "s")
    assert told in app.words
    app = sit(session, "s", "B", "escape", "s")
    assert "another version" not in app.words


def test_every_area_is_seen_at_once_at_80_by_24(tmp_path):
    asked = read_questionnaire("unga-75-59")
    example = assess(asked, example_answers(asked))
    texts = []

    async def look(pilot):
        texts.append(text_of(pilot.app))
        for _ in asked.areas:
            await press(pilot, "down")
            texts.append(text_of(pilot.app))

    seen(results(example, tmp_path), then=look, size=(80, 24))
    for text in texts:
        shown = {line[:3] for line in text.split("\n")}
        assert {"ALL", *(area.id for area in asked.areas)} <= shown, text
