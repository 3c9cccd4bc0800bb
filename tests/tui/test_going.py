"""Going from question to question: in order, on a walk, to what is open or flagged, by search."""

from __future__ import annotations

from collections import Counter

import pytest
from answered import level
from hands import press, type_text, words_of
from sitting import sit, typing

from assessment.tui.commands import KEY_COMMANDS, possible
from assessment.tui.palette import ONLY_KEYS, ScreenCommands
from assessment.tui.question_filter import QuestionFilter


@pytest.mark.parametrize("key", ["enter", "right"])
def test_the_next_question(session, key):
    sit(session, key)
    assert session.position == "AAA-02"


@pytest.mark.parametrize("key", ["left", "backspace"])
def test_the_question_before(session, key):
    sit(session, "enter", "enter", key)
    assert session.position == "AAA-02"


def test_before_the_first_question_there_is_none(session):
    app = sit(session, "left")
    assert session.position == "AAA-01"
    assert "no further question" in app.heard


@pytest.mark.parametrize(
    ("keys", "question"),
    [
        (["end"], "CCC-02"),
        (["end", "home"], "AAA-01"),
        (["]"], "BBB-01"),
        (["]", "]", "]"], "AAA-01"),
        (["["], "CCC-01"),
    ],
)
def test_the_ends_and_the_areas(session, keys, question):
    sit(session, *keys)
    assert session.position == question


def test_the_next_unanswered_question_from_the_beginning_again(session):
    sit(session, "g")
    assert session.position == "BBB-04"
    sit(session, "end", "g")
    assert session.position == "BBB-04"


def test_where_nothing_is_unanswered_it_is_said(session):
    app = sit(session, "g", "2", "g")
    assert "no further question" in app.heard
    assert session.position == "CCC-01"


def test_where_all_is_answered_what_stays_open_is_said(session):
    app = sit(session, "g", "2", "g", "2", "g")
    assert "Still open: 1 unknown and 1 withheld; l walks them." in app.heard


def test_the_next_flagged_question(session):
    session.change("BBB-01", level(2, flag=True))
    sit(session, "d")
    assert session.position == "BBB-01"
    sit(session, "d")
    assert session.position == "AAA-01"


def test_undo_and_redo_go_where_the_change_was(session):
    app = sit(session, "3", "end", "z")
    assert (session.position, session.answer("AAA-01").level) == ("AAA-01", 1)
    assert "Taken back: AAA-01, answer." in app.heard
    app = sit(session, "end", "Z")
    assert (session.position, session.answer("AAA-01").level) == ("AAA-01", 3)
    assert "Brought back: AAA-01, answer." in app.heard


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s.change("AAA-01", s.answer("AAA-01").replace(note="New")), "AAA-01, note."),
        (
            lambda s: s.change("AAA-01", s.answer("AAA-01").replace(flag=False, target=4)),
            "AAA-01, target and flag.",
        ),
        (lambda s: s.finalize(), "the assessment is a draft again."),
    ],
)
def test_undo_says_what_was_taken_back(session, change, words):
    change(session)
    app = sit(session, "end", "z")
    assert f"Taken back: {words}" in app.heard


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s.change_head(period="2027"), "period 2027 (before: 2026)"),
        (
            lambda s: s.change_profile(profile_of(s, ministries=("Interior", "Trade", "X", "Y"))),
            "2 ministries added (X, Y)",
        ),
        (
            lambda s: s.change_profile(profile_of(s, ministries=("Interior", "X"))),
            "ministry renamed (Trade → X)",
        ),
        (
            lambda s: s.change_profile(profile_of(s, ministries=("Interior",))),
            "1 ministry taken off the list (Trade)",
        ),
        (
            lambda s: s.change_profile(profile_of(s, conditions={"affected": True})),
            "yes (before: no) to",
        ),
        (
            lambda s: s.change_profile(profile_of(s, relevance={"BBB": "low"})),
            "relevance of BBB low (before: high)",
        ),
    ],
)
def test_a_change_of_the_profile_is_named_and_taken_back_only_after_one_more_key(
    session, change, words
):
    before = session.answers
    change(session)
    after = session.answers
    asked = sit(session, "z", size=(160, 50)).words
    assert "Take this change of the profile back?" in asked
    assert f"{words[0].upper()}{words[1:]}" in asked
    assert session.answers == after
    for key in ("enter", "escape", "n"):
        sit(session, "z", key)
        assert session.answers == after
    assert f"Taken back: {words}" in sit(session, "z", "y", size=(160, 50)).heard
    assert session.answers == before


def test_a_change_of_many_long_names_leaves_room_for_the_answer(session):
    names = [f"Office {number} of {'the long name ' * 10}".strip() for number in range(198)]
    session.change_profile(profile_of(session, ministries=("Interior", "Trade", *names)))
    words = sit(session, "z", size=(80, 24)).words
    assert "198 ministries added (Office 0 of the long name" in words
    assert "and 174 more" in words
    assert "y Take it back n Leave it as it is" in words


def profile_of(session, **changes):
    return session.answers.profile.model_copy(update=changes)


@pytest.mark.parametrize(("undo", "redo"), [("z", "Z"), ("ctrl+z", "ctrl+y")])
def test_undo_and_redo_have_no_limit(session, undo, redo):
    first = session.answers
    sit(session, *"01234" * 6)
    last = session.answers
    sit(session, *[undo] * 40)
    assert session.answers == first
    sit(session, *[redo] * 40)
    assert session.answers == last


def test_nothing_to_undo_is_told(session):
    assert "There is nothing to undo or redo." in sit(session, "z").heard


# Walks.


def walk(session, *words):
    """Choose the walk whose title holds some words, with the arrow keys."""
    found = []

    async def choose(pilot):
        await press(pilot, "l")
        options = pilot.app.screen.query_one("OptionList").options
        titles = [str(option.prompt) for option in options]
        place = next(at for at, title in enumerate(titles) if all(w in title for w in words))
        found.append(titles[place])
        await press(pilot, *["down"] * place, "enter")
        for _ in range(12):
            walked.append(session.position)
            await press(pilot, "enter")

    walked: list[str] = []
    app = sit(session, then=choose)
    return list(dict.fromkeys(walked)), found[0], app


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        (["unanswered"], ["BBB-04"]),
        (["flagged"], ["AAA-01"]),
        (["unknown"], ["BBB-02"]),
        (["withheld"], ["BBB-03"]),
        (["without evidence"], ["AAA-01", "AAA-03", "AAA-04", "BBB-01"]),
        (["ministry Interior"], ["AAA-01", "AAA-02", "AAA-03", "AAA-04", "BBB-01"]),
        (["no ministry"], ["BBB-02", "BBB-03", "BBB-04", "CCC-01", "CCC-02"]),
        (["function recover"], ["CCC-02"]),
        (["paragraph 9"], ["CCC-01", "CCC-02"]),
    ],
)
def test_some_questions_are_walked(session, small, words, questions):
    title = " ".join(words)
    by = QuestionFilter("paragraph", "9") if words == ["paragraph 9"] else None
    wanted = [k for k, s in session.statuses.items() if by.takes(s)] if by else questions
    walked, shown, app = walk(session, title)
    assert walked == wanted
    assert shown.endswith(f"({len(wanted)})")
    assert "Walking" in app.words


def test_a_walk_ends_with_the_same_key(session):
    _, _, app = walk(session, "flagged")
    assert session.position == "AAA-01"

    async def end(pilot):
        await press(pilot, "l", "enter", "l", "enter")

    app = sit(session, then=end)
    assert "Walking" not in app.words


def test_a_walk_goes_on_with_what_fits_as_one_answers(session):
    async def day(pilot):
        await press(pilot, "l", "enter", "2", "enter")

    app = sit(session, then=day)
    assert session.answer("BBB-04").level == 2
    assert "no further question" in app.heard


# Search.


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("bbb-03", "BBB-03"),
        ("subject CCC-01", "CCC-01"),
        ("AAA-04 finds at level 3", "AAA-04"),
        ("decree", "AAA-02"),
        ("confirmed", "AAA-01"),
        ("no coast", "CCC-02"),
    ],
)
def test_ids_questions_descriptors_notes_evidence_and_reasons_are_found(session, typed, question):
    sit(session, "end", "/", then=typing(typed, "<enter>"))
    assert session.position == question


def test_arrow_keys_choose_among_what_is_found(session):
    sit(session, "/", then=typing("subject", "<down>", "<down>", "<enter>"))
    assert session.position == "AAA-03"


def test_search_says_how_many_it_found_and_escape_stays(session):
    seen = []

    async def look(pilot):
        await type_text(pilot, "subject")
        seen.append(words_of(pilot.app))
        await press(pilot, "escape")

    sit(session, "/", then=look)
    assert "10 questions" in seen[0]
    assert session.position == "AAA-01"


def test_what_is_not_found_changes_nothing(session):
    app = sit(session, "/", then=typing("qqqqqqq", "<enter>"))
    assert "0 questions" in app.words
    assert session.position == "AAA-01"


# The palette holds everything, the footer what is possible here.


@pytest.mark.parametrize(
    ("typed", "done"),
    [
        ("level 4", lambda s: s.answer("AAA-01").level == 4),
        ("unknown", lambda s: s.answer("AAA-01").status == "unknown"),
        ("next open", lambda s: s.position == "BBB-04"),
        ("flag it to discuss", lambda s: not s.answer("AAA-01").flag),
    ],
)
def test_the_palette_does_what_it_names(session, typed, done):
    async def choose(pilot):
        await press(pilot, "ctrl+p")
        await type_text(pilot, typed)
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await pilot.pause(0.1)

    sit(session, then=choose)
    assert done(session)


def test_the_palette_offers_everything_that_can_be_done(session):
    offered = set()

    async def look(pilot):
        provider = ScreenCommands(pilot.app.screen)
        offered.update([hit.help async for hit in provider.discover()])

    sit(session, then=look)
    assert offered >= {item.help for item in possible(session) if item.action not in ONLY_KEYS}


def test_help_names_every_command(session):
    seen = []

    async def read(pilot):
        for _ in range(12):
            seen.append(words_of(pilot.app))
            await press(pilot, "pagedown")

    sit(session, "?", then=read)
    told = " ".join(seen)
    keys = Counter(command.shown for command in KEY_COMMANDS)
    for command in KEY_COMMANDS:
        # A key that means another thing in a part or in a final file is named as it is here.
        named = keys[command.shown] == 1 or command.possible(session)
        assert (command.help[:24] in told) == named, command
    assert {command.shown for command in KEY_COMMANDS if command.possible(session)} >= {
        shown for shown, number in keys.items() if number > 1
    }


@pytest.mark.parametrize("key", ["?", "f1"])
def test_help_closes_and_nothing_has_changed(session, key):
    before = session.answers
    app = sit(session, key, "escape")
    assert "AAA-01" in app.last
    assert session.answers == before


def test_the_keys_at_the_foot_are_those_that_can_be_used(session):
    app = sit(session, size=(160, 50))
    assert "z undo" not in app.words
    app = sit(session, "3", size=(160, 50))
    assert "z undo" in app.words
    session.finalize()
    app = sit(session, size=(160, 50))
    assert "0-4 level" not in app.words
