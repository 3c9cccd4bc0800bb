"""What is shown in which room: nothing that matters lies hidden, and no room is wasted."""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, session_of
from hands import click, press, type_text, words_of
from sitting import sit
from textual.geometry import Size

from assessment.answers import Action, Answer, Evidence, Review
from assessment.applicability import status_of
from assessment.example import example_answers
from assessment.store import new_answers, read_questionnaire
from assessment.tui.question.question_lines import QuestionLines
from assessment.tui.widgets.areas import AreaLines
from assessment.tui.widgets.lines import fit

PLAIN = Answer(status="answered", level=2)
FULL = Answer(
    status="answered",
    level=2,
    confidence="medium",
    ministry="Office of the head of government",
    supporting=("Finance", "Interior"),
    evidence=(Evidence(title="Decree no. 7", date=dt.date(2026, 3, 1)),),
    action=Action(text="Put the draft before cabinet", due=dt.date(2027, 6, 30)),
    note="The ministry has been asked, and will reply before the end of the year.",
    flag=True,
)


@pytest.fixture(scope="module")
def real():
    return read_questionnaire("unga-75-59")


@pytest.fixture
def example(real, tmp_path):
    session = session_of(example_answers(real), real, tmp_path)
    yield session
    session.close()


HALF = ("c",)
"""A point of level 3 alone: below level 2 most is missing."""
ORDINARY, FIRST = Size(73, 27), Size(73, 26)
"""The page of the question at 100 x 30; the second with the advice for whoever begins."""
CONSOLE = Size(80, 22)
"""The same at 80 x 24."""


def sheet(questionnaire, question_id, answer, size, *, row=None, **shown):
    answers = new_answers(questionnaire, "Examplia", NOW.date()).with_answer(question_id, answer)
    found = status_of(questionnaire.by_id[question_id], answers)
    usual = questionnaire.ministry_name(found.question.ministry)
    return QuestionLines(questionnaire, found, row=row, usual=usual, **shown).sheet(size)


def words(lines):
    return ["".join(piece.text for piece in line) for line in lines]


def seen(found, size):
    """What the page shows of a sheet, scrolled to where one stands."""
    return words(found.shown(size.height, found.scrolled_to_focus(size.height, 0)))


def lines(questionnaire, question_id, answer, size, **shown):
    return seen(sheet(questionnaire, question_id, answer, size, **shown), size)


# Every question of the questionnaire.

EXCLUDED = Answer(status="not_applicable", reason="The State has no coast and no port. " * 4)
STATES = [Answer(), PLAIN, PLAIN.replace(level=1, points=HALF), FULL, EXCLUDED]


@pytest.mark.parametrize("size", [ORDINARY, FIRST])
@pytest.mark.parametrize("answer", STATES, ids=["open", "level", "ticked", "full", "excluded"])
def test_every_question_fits_100_columns_and_30_lines_without_scrolling(real, answer, size):
    for key in real.by_id:
        assert sheet(real, key, answer, size, unfolded=False).height <= size.height, key


def test_every_question_fits_with_the_marks_of_an_earlier_and_a_reviewers_answer(real):
    reviewed = FULL.replace(review=Review(level=1), target=4, restricted=True, to_confirm=True)
    for key in real.by_id:
        found = sheet(real, key, reviewed, ORDINARY, before=PLAIN, unfolded=False)
        assert found.height <= ORDINARY.height, key


def test_levels_0_and_1_take_one_line_each_and_are_shown_whole_where_one_stands_on_them(real):
    for question in real.questions:
        folded = lines(real, question.id, Answer(), ORDINARY, row="a")
        for level in ("0", "1"):
            (line,) = [item for item in folded if item.startswith(f"  {level} ")]
            assert len(line) <= ORDINARY.width
            stood_on = " ".join(
                " ".join(lines(real, question.id, Answer(), ORDINARY, row=level)).split()
            )
            assert question.meaning(int(level))[0] in stood_on


@pytest.mark.parametrize("size", [ORDINARY, CONSOLE])
def test_every_point_of_every_question_is_shown_as_one_stands_on_it(real, size):
    for question in real.questions:
        for letter, point in question.points.items():
            shown = " ".join(" ".join(lines(real, question.id, PLAIN, size, row=letter)).split())
            assert f"{letter} {point.text}" in shown


@pytest.mark.parametrize("row", ["0", "a", "h"])
def test_at_80_by_24_title_question_level_and_what_is_missing_stay(real, row):
    for question in real.questions:
        last = row if row in ("0", *question.points) else "g"
        shown = lines(real, question.id, PLAIN, CONSOLE, row=last)
        assert len(shown) == CONSOLE.height
        assert shown[0].startswith(f" {question.id} {question.title[:40]}")
        assert question.text in " ".join(" ".join(shown).split())
        assert any("level 2 Designed: " in item and "missing for 3" in item for item in shown)
        assert "u unknown" in " ".join(shown)


def test_few_questions_scroll_at_80_by_24(real):
    scrolled = [
        key for key in real.by_id if sheet(real, key, PLAIN, CONSOLE).height > CONSOLE.height
    ]
    assert len(scrolled) < len(real.by_id) / 4


@pytest.mark.parametrize("size", [Size(18, 4), Size(40, 10), Size(80, 6), Size(30, 1)])
def test_in_the_smallest_windows_a_point_is_seen_as_one_stands_on_it(small, size):
    shown = lines(small, "AAA-01", PLAIN, size, row="d")
    assert len(shown) == size.height
    assert any("►" in item for item in shown)


# What is recorded beside the level: two rows, or all of it.


def test_the_strip_takes_two_rows_and_says_what_is_there(real):
    for key in real.by_id:
        shown = lines(real, key, FULL, ORDINARY, unfolded=False)
        state = next(place for place, item in enumerate(shown) if item.startswith(" ── "))
        assert state == len(shown) - 3, key
        strip = " ".join(shown[state:])
        for told in ("Target", "Confidence medium", "Evidence 1", "Note yes", "Action yes"):
            assert told in strip, key


def test_unfolded_it_says_everything(small):
    shown = " ".join(" ".join(lines(small, "AAA-01", FULL, Size(73, 40), unfolded=True)).split())
    for told in (
        "Supporting Finance, Interior",
        "Review –",
        "Restricted –",
        FULL.note,
        "Decree no. 7 (1 Mar 2026)",
        "cabinet, due 30 Jun 2027",
    ):
        assert told in shown


def test_unfolded_title_and_state_stay_and_the_levels_scroll(real):
    for question in real.questions:
        shown = lines(real, question.id, FULL, ORDINARY, row="a", unfolded=True)
        assert shown[0].startswith(f" {question.id}")
        assert "missing for 3" in " ".join(shown)
        assert f"a {question.points['a'].text[:30]}" in " ".join(shown)


def test_the_ministry_that_usually_leads_is_offered(small):
    shown = " ".join(lines(small, "AAA-01", PLAIN, ORDINARY))
    assert "m Ministry Interior? . takes it" in " ".join(shown.split())
    named = " ".join(lines(small, "AAA-01", PLAIN.replace(ministry="Trade"), ORDINARY))
    assert "m Ministry Trade" in " ".join(named.split())
    assert "takes it" not in named


@pytest.mark.parametrize("size", [ORDINARY, CONSOLE])
def test_a_long_usual_ministry_leaves_note_and_action_in_the_folded_strip(real, size):
    for key in real.by_id:
        strip = " ".join(lines(real, key, PLAIN, size, unfolded=False)[-2:])
        for told in ("c Confidence", "m Ministry", "e Evidence", "o Note", "a Action"):
            assert told in strip, (key, strip)


def test_unfolded_the_strip_has_a_place_for_all_that_is_recorded(small):
    whole = FULL.replace(
        action=FULL.action.model_copy(
            update={
                "owner": "Chief of staff",
                "status": "under_way",
                "cost": 250_000,
                "funded": 50_000,
                "assistance": ("technical",),
                "request": "Two trainers for a year.",
            }
        ),
        release="A policy is being drafted.",
        review=Review(level=1, note="No draft was shown.", by="A. Peer", at=NOW),
        restricted=True,
    )
    found = sheet(small, "AAA-01", whole, Size(73, 60), before=PLAIN, unfolded=True, currency="EUR")
    shown = " ".join(" ".join(words(found.bottom)).split())
    for told in (
        "cabinet, Chief of staff, due 30 Jun 2027, under way, cost 250,000 EUR (50,000 funded), "
        "wanted: technical assistance",
        "a Request: Two trainers for a year.",
        "R Release: A policy is being drafted.",
        "y Review 1, A. Peer, 1 Nov 2026",
        "y Reviewer's note: No draft was shown.",
        "f Flag to discuss",
        "r Restricted yes",
        "= Last time 2",
    ):
        assert told in shown


def test_the_smallest_window_still_says_that_there_is_a_note(real):
    shown = " ".join(lines(real, "LAW-03", FULL, Size(80, 20)))
    for told in ("o Note yes", "a Action yes", "e Evidence 1", "! to discuss"):
        assert told in shown


@pytest.mark.parametrize("size", [Size(80, 24), Size(73, 27), Size(60, 60)])
def test_where_an_action_is_cut_its_date_stays(small, size):
    planned = Action(text="word " * 200, due=dt.date(2027, 6, 30))
    found = sheet(small, "AAA-01", PLAIN.replace(action=planned), size, unfolded=True)
    shown = " ".join(" ".join(words(found.bottom)).split())
    assert "word…, due 30 Jun 2027" in shown


def test_a_large_window_shows_note_action_and_evidence_in_full(small):
    shown = " ".join(" ".join(lines(small, "AAA-01", FULL, Size(60, 44))).split())
    for told in (FULL.note, "Decree no. 7 (1 Mar 2026)", "cabinet, due 30 Jun 2027"):
        assert told in shown


def test_a_long_note_leaves_room_for_the_question(small):
    long = FULL.replace(note="word " * 1000)
    found = sheet(small, "AAA-01", long, Size(60, 44))
    assert found.height <= 44
    assert words(found.bottom)[-1].endswith("word…")


# The line of the state.


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(), "unanswered: a and b are missing for 2"),
        (PLAIN.replace(level=1, points=("a",)), "level 1 Ad hoc: b is missing for 2"),
        (PLAIN, "level 2 Designed: c and d are missing for 3"),
        (PLAIN.replace(level=4), "level 4 Reviewed: nothing is missing"),
        (Answer(status="unknown"), "── unknown ──"),
        (Answer(status="withheld"), "── withheld ──"),
        (Answer(status="not_applicable", reason="No coast."), "── not applicable ──"),
    ],
)
def test_a_line_says_what_is_missing(small, answer, told):
    assert told in " ".join(lines(small, "AAA-01", answer, ORDINARY))


def test_an_answer_that_was_carried_over_says_so_and_how_it_is_confirmed(small):
    carried = PLAIN.replace(to_confirm=True)
    shown = " ".join(lines(small, "AAA-01", carried, ORDINARY))
    assert "level 2 Designed, to confirm (C): c and d" in shown
    assert "(C)" not in " ".join(lines(small, "AAA-01", carried, ORDINARY, keys=False))


def test_a_reason_is_told_in_full(small):
    reason = "The State has no coast, " * 5
    shown = " ".join(
        " ".join(lines(small, "AAA-01", EXCLUDED.replace(reason=reason), ORDINARY)).split()
    )
    assert reason.strip() in shown


# Boxes.


def test_boxes_are_square_where_points_were_ticked_and_round_where_a_level_was_given(small):
    marks = {
        "open": (Answer(), ["[ ]"] * 6),
        "given": (PLAIN, ["(x)"] * 2 + ["( )"] * 4),
        "ticked": (
            PLAIN.replace(points=("a", "b", "d")),
            ["[x]", "[x]", "[ ]", "[x]", "[ ]", "[ ]"],
        ),
        "unknown": (Answer(status="unknown"), ["[ ]"] * 6),
    }
    for answer, wanted in marks.values():
        shown = lines(small, "AAA-01", answer, ORDINARY)
        points = [item for item in shown if " finds fact " in item]
        assert [point.strip()[:3] for point in points] == wanted


# Texts that are cut.


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("the whole text", 14, "the whole text"),
        ("the whole text", 13, "the whole…"),
        ("the whole, text", 12, "the whole…"),
        ("an unbreakableword", 12, "an unbreaka…"),
        ("評価評価評価", 6, "評価…"),
        ("text", 1, ""),
    ],
)
def test_a_text_that_is_too_long_is_cut_between_words(text, width, shown):
    assert fit(text, width) == shown


# The side panel.


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
def test_the_side_panel_is_read_to_its_end_by_keys(example, size):
    seen = []

    async def read(pilot):
        seen.append("https://www.unmas.org" in words_of(pilot.app))
        await press(pilot, *["pagedown"] * 15)
        seen.append("https://www.unmas.org" in words_of(pilot.app))

    example.go_to("RES-04")
    app = sit(example, "i", then=read, size=size)
    assert seen == [False, True]
    assert "PgDn more" in app.words


def test_where_all_is_seen_no_key_for_more_is_shown(session):
    assert "PgDn more" not in sit(session).words


def test_in_the_place_of_the_question_the_panel_says_which_one_it_is(session):
    app = sit(session, "i", size=(80, 24))
    for words in ("AAA-01 ", "! to discuss", session.question.text, "Recorded: Level 1, Ad hoc."):
        assert words in app.words
    assert "i question" in app.words


def test_what_is_recorded_is_seen_in_the_panel_at_once(session):
    app = sit(session, "i", "f", size=(80, 24))
    assert "to discuss" not in app.words
    app = sit(session, "i", "3", "left", size=(80, 24))
    assert "Recorded: Level 3, Implemented." in app.words


def test_escape_leads_from_the_panel_back_to_the_question(session):
    app = sit(session, "i", "escape", size=(80, 24))
    assert "AAA-01 finds fact a" in app.words


# The edges: where one is.


def test_the_side_panel_does_not_hide_how_far_one_is(session):
    app = sit(session, "i", size=(100, 30))
    assert "overall 7/8" in app.last.split("\n")[0]


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
def test_the_header_says_only_whole_parts(example, width):
    header = sit(example, size=(width, 30)).last.split("\n")[0]
    assert "…" not in header
    assert "draft" in header or width < 80


def test_a_large_area_shows_the_questions_about_the_present_one(example):
    example.go_to("RSP-06")
    shown = ["".join(p.text for p in line) for line in AreaLines(example).lines(Size(27, 25))]
    numbers = [item[2:4] for item in shown if item[1:2] == " " and item[:1] in " ↑↓"]
    assert "06" in numbers
    assert 5 <= sum(number.isdigit() for number in numbers) < 11


@pytest.mark.parametrize(
    ("question", "signs"),
    [("RSP-01", ["↓"]), ("RSP-06", ["↑", "↓"]), ("RSP-12", ["↑"])],
)
def test_a_large_area_says_on_which_side_it_has_more_questions(example, question, signs):
    example.go_to(question)
    shown = ["".join(p.text for p in line) for line in AreaLines(example).lines(Size(27, 25))]
    assert [item[0] for item in shown if item.startswith(("↑", "↓"))] == signs


def test_a_wide_window_names_the_areas(session):
    assert session.questionnaire.areas[1].title in sit(session, size=(160, 50)).words


# Walks.


async def walk_unknown(pilot):
    await press(pilot, "l", "down", "down", "enter")


def test_a_walk_says_where_on_it_one_is(example):
    example.go_to("POL-01")  # the example opens where its latest answer was given
    app = sit(example, then=walk_unknown)
    assert "Walking unknown: 1 of 5" in app.words

    async def further(pilot):
        await walk_unknown(pilot)
        await press(pilot, "enter", "enter")

    assert "Walking unknown: 3 of 5" in sit(example, "home", then=further).words


def test_a_long_name_does_not_hide_where_on_the_walk_one_is(session):
    name = "Ministry of " + "very " * 30 + "long names"
    session.change("AAA-01", session.answer("AAA-01").replace(ministry=name))

    async def walk_it(pilot):
        await press(pilot, "l")
        await type_text(pilot, "very")
        await press(pilot, "enter")

    assert "1 of 1 (l ends it)" in sit(session, then=walk_it, size=(80, 24)).words


def test_the_next_open_question_is_one_of_the_walk(session):
    session.change(
        "CCC-01", session.answer("CCC-01").replace(status="unanswered", ministry="Trade")
    )

    async def walk_trade(pilot):
        await press(pilot, "l")
        await click(pilot, "ministry Trade")
        await press(pilot, "g")

    sit(session, then=walk_trade)
    assert session.position == "CCC-01"
