"""The results: seven views, whole at any size, and a way to every question."""

from __future__ import annotations

import re

import pytest
from hands import press, resize, settle, text_of
from results_seen import results, seen, whole_example
from showing import OPEN
from sitting import sit

from assessment.assess import assess
from assessment.figures import points
from assessment.tui.baseline import Baseline
from assessment.tui.choices import GoTo, ViewState
from assessment.tui.palette import ScreenCommands
from assessment.tui.widgets.fitted_table import FittedTable


def test_every_area_has_score_range_and_target(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path))
    card = actual.scorecard
    assert f"Overall {card.overall.score:.1f}"[:14] in words
    for key, area in card.areas.items():
        assert key in words
        if area.score is not None:
            span = f"{area.low:.1f}–{area.high:.1f}" if area.counts.open else "all answered"
            assert f"{area.score:.1f} {span}" in words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("g", "Paragraph 3"),
        ("f", "Prevent"),
        ("r", "AAA-03"),
        ("e", "BBB-02"),
        ("c", "Press b to open an earlier assessment"),
    ],
)
def test_each_view_is_one_letter(actual, tmp_path, key, words):
    assert words in seen(results(actual, tmp_path), key)[0]


def test_the_arrow_keys_go_through_all_views_and_round(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path), *["right"] * 7)
    assert "Press b to open" in words
    words, _ = seen(results(actual, tmp_path), "left", "right")
    assert "certain" in words


def test_the_roadmap_says_how_often_a_place_holds_once_it_is_known(actual, tmp_path):
    assert "%" in seen(results(actual, tmp_path), "r", then=lambda pilot: settle(pilot))[0]
    assert actual.robustness is not None


def test_enter_goes_to_the_question(actual, tmp_path):
    first = actual.roadmap.gaps[0].question
    _, app = seen(results(actual, tmp_path), "r", "enter")
    assert app.closed_with == GoTo(first)


def test_enter_on_an_area_says_why_its_score_is_what_it_is(actual, tmp_path):
    words, app = seen(results(actual, tmp_path), "down", "down", "enter")
    assert "Why this score: BBB" in words
    assert app.closed_with == OPEN
    _, app = seen(results(actual, tmp_path), "down", "down", "enter", "enter")
    assert app.closed_with == GoTo("BBB-01")


@pytest.mark.parametrize("keys", [["a", "down"], ["a", "down", "down"], ["f"]])
def test_the_sums_under_a_score_give_the_score(actual, tmp_path, keys):
    words, _ = seen(results(actual, tmp_path), *keys, "enter")
    found = re.search(
        r"Sum of weights (\d+), sum of points (\d+): (\d+) / (\d+) = ([\d.]+)\.", words
    )
    weight, total, again, over, score = found.groups()
    assert (total, weight) == (again, over)
    assert f"{int(total) / int(weight):.1f}" == score
    assert re.search(rf"{score} (could be|all answered)", words)


def test_what_is_open_stands_in_the_sums_of_the_range_alone(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path), "down", "down", "enter")
    assert "3 open questions of weight" in words
    _, app = seen(results(actual, tmp_path), "down", "down", "enter", "escape")
    assert app.closed_with == OPEN


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (160, 50)])
def test_why_fits_any_window(actual, tmp_path, size):
    words, _ = seen(results(actual, tmp_path), "down", "enter", size=size)
    assert "AAA-01" in words
    if size[0] >= 80:
        assert "pulls down" in words


def test_escape_goes_back(actual, tmp_path):
    _, app = seen(results(actual, tmp_path), "escape")
    assert app.closed_with is None


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24), (200, 50)])
def test_any_window_does(actual, before, tmp_path, size):
    keys = ["right"] * 8 + ["r", "4", "x"]
    _, app = seen(results(actual, tmp_path, shown=before), *keys, size=size)
    assert app.closed_with == OPEN


def test_all_there_is_to_say_about_a_gap_stands_beneath_it_at_80_by_24(tmp_path):
    example = whole_example()
    asked = example.questionnaire
    steps = {
        gap: " ".join(asked.by_id[gap.question].points[letter].text for letter in gap.missing)
        for gap in example.roadmap.gaps
    }
    longest = max(steps, key=lambda gap: len(steps[gap]))
    view_state = ViewState("roadmap", longest.question)
    words, _ = seen(results(example, tmp_path, view_state=view_state), size=(80, 24))
    assert f"Missing up to level {longest.target}: {steps[longest]}" in words
    assert f"Stage: {longest.stage}." in words


def test_an_empty_view_offers_no_key_that_needs_a_row(actual, tmp_path):
    words, app = seen(results(actual, tmp_path), "r", "c", "enter")
    assert "What if" not in words
    assert "Enter Go" not in words
    assert app.closed_with == OPEN


def test_the_footer_shows_whole_keys_only_and_always_help(actual, before, tmp_path):
    offered = "Enter Go Esc Back 0-4 What if x End what if P Print b Compare B Stop comparing"

    async def narrow(pilot):
        for width in (30, 61, 80, 88, 120):
            await resize(pilot, width, 24)
            await settle(pilot)
            keys = " ".join(text_of(pilot.app).split("\n")[-1].split())
            assert keys.endswith("? Help")
            shown = keys.removesuffix("? Help").strip()
            assert f"{offered} w Any question k Ministries ".startswith(f"{shown} ")

    seen(results(actual, tmp_path, shown=before), "r", "4", then=narrow)


def test_one_comes_back_to_where_one_stood(session):
    app = sit(session, "s", "e", "down", "escape", "s")
    facts = session.assessment.roadmap.facts_to_establish
    assert session.questionnaire.by_id[facts[1]].text[:30] in app.words


def test_the_palette_offers_what_can_be_done_here(session):
    offered = []

    async def look(pilot):
        offered.extend([hit.text async for hit in ScreenCommands(pilot.app.screen).discover()])

    sit(session, "s", then=look)
    assert {"Roadmap  (r)", "Compare  (b)", "Print  (P)", "Back  (Esc)"} <= set(offered)
    assert offered[0] == "Back  (Esc)"
    assert not any(item.startswith(("End what if", "Focus", "Copy")) for item in offered)


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
    example = whole_example()

    async def look(pilot):
        table = pilot.app.screen.query_one("#paragraphs-list").table
        for key in ["end", *["up"] * 30, *["down"] * 30]:
            await press(pilot, key)
            await settle(pilot)
            number = table.chosen.rjust(2)
            assert any(line.startswith(f"{number} ") for line in text_of(pilot.app).split("\n")[3:])

    seen(results(example, tmp_path), "g", then=look, size=(80, 24))


def test_the_next_step_from_nothing_is_a_decision_as_in_the_report(actual, tmp_path):
    gap = next(item for item in actual.roadmap.gaps if item.level < 2)
    words, _ = seen(results(actual, tmp_path, view_state=ViewState("roadmap", gap.question)))
    assert f"Missing up to level {gap.target}: " in words


def test_every_area_is_seen_at_once_at_80_by_24(tmp_path):
    example = whole_example()
    asked = example.questionnaire
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


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (80, 24), (100, 30)])
def test_no_bar_beneath_a_table_takes_a_row(before, actual, tmp_path, size):
    async def look(pilot):
        for key in "agfredc":
            await press(pilot, key)
            await settle(pilot)
            for table in pilot.app.screen.query(FittedTable):
                assert not table.show_horizontal_scrollbar

    seen(results(actual, tmp_path, shown=before), "r", "4", then=look, size=size)


def test_the_columns_fit_anew_when_a_notice_takes_rows(tmp_path):
    example = whole_example()

    async def compare(pilot):
        pilot.app.screen._compare_with(Baseline(example, "A long note. " * 12))
        await settle(pilot)
        table = pilot.app.screen.query_one("#areas-list").table
        assert table.virtual_size.width <= table.scrollable_content_region.width

    seen(results(example, tmp_path), then=compare, size=(80, 24))


def half_answered():
    """The example before most of it was answered: many areas read insufficient information."""
    example = whole_example()
    given = dict(list(example.answers.answers.items())[:50])
    return assess(example.questionnaire, example.answers.replace(answers=given))


def test_the_overall_score_takes_one_line_at_80_columns_while_it_is_provisional(tmp_path):
    half, texts = half_answered(), []

    async def look(pilot):
        texts.append(text_of(pilot.app).split("\n"))

    seen(results(half, tmp_path), then=look, size=(80, 24))
    assert half.scorecard.overall.provisional
    assert "provisional" in texts[0][1]
    assert "answered" in texts[0][1]


def test_areas_have_their_names_at_100_columns_even_where_little_is_known(tmp_path):
    half = half_answered()
    words, _ = seen(results(half, tmp_path), size=(100, 30))
    assert "insufficient information" in words
    for area in half.questionnaire.areas:
        assert f"{area.id} {area.title[:8]}" in words


def test_the_help_names_the_keys_before_it_explains_the_figures(session):
    app = sit(session, "s", "?", size=(80, 24))
    assert "Scores by area, by paragraph, by function." in app.words


def test_a_gap_that_stands_first_for_what_waits_for_it_says_so(tmp_path):
    """Its own priority may be lower than that of the gap beneath it."""
    example = whole_example()
    gap = next(item for item in example.roadmap.now if item.urgency > item.priority)
    view_state = ViewState("roadmap", gap.question)
    words, _ = seen(results(example, tmp_path, view_state=view_state), size=(100, 30))
    assert f"As urgent as what waits for it, {gap.urgency:.1f}" in words


def test_enter_on_the_overall_score_says_what_each_area_gives_to_it(actual, tmp_path):
    words, app = seen(results(actual, tmp_path), "a", "enter")
    assert "Why this score: Overall" in words
    assert app.closed_with == OPEN
    found = re.search(
        r"Sum of the weights ([\d.]+), sum of the points ([\d.]+): "
        r"([\d.]+) / ([\d.]+) = ([\d.]+)\.",
        words,
    )
    weight, total, again, over, score = found.groups()
    assert (total, weight) == (again, over)
    overall = actual.scorecard.overall
    assert score == points(overall.score)
    sums = actual.overall_arithmetic()
    assert sums.points / sums.weight == pytest.approx(overall.score)


def test_an_area_of_the_overall_score_leads_on_to_its_questions(actual, tmp_path):
    words, app = seen(results(actual, tmp_path), "a", "enter", "enter")
    first = actual.overall_arithmetic().terms[0].area
    assert f"Why this score: {first}" in words
    assert app.closed_with == OPEN
    _, app = seen(results(actual, tmp_path), "a", "enter", "enter", "enter")
    assert app.closed_with.question.startswith(first)
    words, _ = seen(results(actual, tmp_path), "a", "enter", "enter", "escape")
    assert "Why this score: Overall" in words
