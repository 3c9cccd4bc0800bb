"""The results: seven views, what if without touching an answer, compare, a way to questions."""

from __future__ import annotations

import pytest
from answered import answered, level
from hands import press, settle, text_of, type_text, words_of
from showing import OPEN, show
from sitting import sit

from assessment.assess import assess
from assessment.store import new_answers, write_answers
from assessment.tui.choices import Jump
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


def results(actual, tmp_path, baseline=None, **options):
    def read(_):
        return baseline

    options.setdefault("read_baseline", read)
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


def test_the_cursor_stays_where_it_was_when_its_row_has_gone(session):
    async def try_twice(pilot):
        await press(pilot, "s", "r", "down", "4")
        await settle(pilot)
        places.append(pilot.app.screen.query_one("#roadmap-list").table.cursor_row)

    places = []
    sit(session, then=try_twice)
    assert places == [1]


def test_any_question_can_be_tried(actual, tmp_path):
    async def pick(pilot):
        await press(pilot, "w")
        await type_text(pilot, "CCC-02")
        await press(pilot, "enter", "3")

    words, _ = seen(results(actual, tmp_path), then=pick)
    assert "What if: CCC-02 at 3" in words


def test_the_level_tried_last_is_taken_back(actual, tmp_path):
    words, _ = seen(results(actual, tmp_path), "r", "4", "down", "4")
    assert words.count(" at 4 ") == 2
    words, _ = seen(results(actual, tmp_path), "r", "4", "down", "4", "backspace")
    assert words.count(" at 4 ") == 1


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
    (tmp_path / "before.json").touch()

    async def open_it(pilot):
        await press(pilot, "r", "4", "c", "x", "b")
        await type_text(pilot, "before")
        await press(pilot, "enter")
        await settle(pilot)

    words, _ = seen(results(actual, tmp_path, before), then=open_it)
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
    assert "The earlier file names another State: Elsewhere." in words


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24), (200, 50)])
def test_any_window_does(actual, before, tmp_path, size):
    keys = ["right"] * 8 + ["r", "4", "x"]
    _, app = seen(results(actual, tmp_path, shown=before), *keys, size=size)
    assert app.closed_with == OPEN
