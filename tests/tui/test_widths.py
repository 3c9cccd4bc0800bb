"""What a bar at the edge of a screen shows in each width: no word of it is cut at 80 columns."""

from __future__ import annotations

import pytest
from hands import press, resize, settle, text_of
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sitting import sit
from textual.widgets import Tab
from textual.widgets._footer import FooterKey

from assessment.answers import Answer
from assessment.applicability import QuestionStatus
from assessment.tui.question.question_lines import QuestionLines
from assessment.tui.screens import results_view
from assessment.tui.screens.results_view import TABS, tab_words
from assessment.tui.widgets.lines import centred, padded, width_of

SCREENS = {
    "results": ["s"],
    "review": ["v"],
    "ministries": ["k"],
    "profile": ["p"],
    "why": ["s", "down", "enter"],
}
FULL = {"roadmap": 119, "actions": 119, "facts": 119, "due": 119, "changes": 119}


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("name", SCREENS)
def test_no_tab_and_no_key_is_cut(session, name, width):
    async def look(pilot):
        await press(pilot, *SCREENS[name])
        await settle(pilot)
        app = pilot.app
        for item in app.screen.query(Tab):
            if item.display:
                assert item.region.right <= width, item.label_text
                assert item.label_text in text_of(app)
        keys = app.screen.query(FooterKey)
        assert keys
        for item in keys:
            assert item.region.right <= width, item.description
            assert item.description in text_of(app).split("\n")[-1]

    sit(session, then=look, size=(width, 24))


def test_all_views_of_a_whole_assessment_stand_in_80_columns():
    """The counts go before a name is cut."""
    for width in (80, 100, 160):
        words = tab_words(FULL, width)
        assert sum(len(item) + 1 for item in words.values()) <= width
    assert tab_words(FULL, 80) == TABS
    assert tab_words(FULL, 100)["roadmap"].endswith("Roadmap 119")


def test_a_wide_window_shows_beside_the_ministries_what_each_has_to_do(session):
    session.change("AAA-03", Answer(ministry="Interior"))
    flagged = session.answer("AAA-01").replace(ministry="Interior", flag=True)
    session.change("AAA-01", flagged)
    wide = sit(session, "k", size=(160, 50)).last
    asked = session.questionnaire.by_id
    first = wide.split("\n")[3]
    assert "│" in first, "what is said stands beside the first ministry"
    beside = "\n".join(line.partition("│")[2] for line in wide.split("\n"))
    assert f"AAA-03  {asked['AAA-03'].name}" in beside.partition("OPEN")[2]
    assert f"AAA-01  {asked['AAA-01'].name}" in beside.partition("FLAGGED")[2]
    narrow = sit(session, "k", size=(100, 30)).last
    assert "OPEN" not in narrow
    assert "│" not in narrow


LISTS = [
    ("k", "a"), ("m",), ("M",), ("t",), ("O",), ("l",), ("slash",), ("colon",), ("e",), ("S",),
    ("b",), ("P",), ("k", "o"), ("k", "T"), ("ctrl+p",),
]  # fmt: skip


@pytest.mark.parametrize("width", [1, 7])
@pytest.mark.parametrize("keys", LISTS, ids=" ".join)
def test_a_dialog_outlives_a_window_of_a_few_columns(session, keys, width):
    async def narrow(pilot):
        await resize(pilot, width, 5)
        await resize(pilot, 100, 30)
        assert pilot.app.is_running

    sit(session, *keys, then=narrow)


WIDE = "国家政策"
"""Each of these letters takes two cells."""


@given(text=st.text(st.sampled_from("ab国é")), width=st.integers(0, 30))
def test_what_is_padded_fills_its_cells_in_every_script(text: str, width: int):
    for filled in (padded(text, width), padded(text, width, right=True), centred(text, width)):
        assert filled.strip() == text
        assert cell_len(filled) == max(width, cell_len(text))
    if text.isascii():
        assert (padded(text, width), centred(text, width)) == (
            text.ljust(width),
            text.center(width),
        )


@pytest.mark.parametrize("width", range(40, 110, 5))
def test_the_source_of_a_question_gives_way_to_a_title_in_wide_letters_and_a_mark_does_not(
    small, width
):
    question = small.questions[0].model_copy(update={"title": WIDE * 8})
    flagged = Answer(flag=True)
    item = QuestionStatus(question, flagged, "unanswered", by_profile=False, target=3)
    shown = QuestionLines(small, item)
    head = shown.head(width)
    source, mark = shown.head(1_000)[-2:]
    assert ("weight" in source.text, "to discuss" in mark.text) == (True, True)
    assert mark in head
    assert width_of(head) <= width
    title = cell_len(f"{question.id} {question.title}")
    assert (source in head) == (title + width_of([source, mark]) < width)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_views_with_names_in_wide_letters_lose_their_counts_where_these_have_no_room(
    width: int, monkeypatch: pytest.MonkeyPatch
):
    names = dict.fromkeys(TABS, WIDE)
    monkeypatch.setattr(results_view, "TABS", names)
    words = tab_words(FULL, width)
    assert words == names or sum(cell_len(item) + 1 for item in words.values()) <= width
