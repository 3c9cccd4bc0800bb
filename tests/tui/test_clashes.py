"""What ministries differ on is settled on one screen: offered, never imposed, and kept."""

from __future__ import annotations

import pytest
from answered import answered, level, opened
from hands import press, type_text
from parts_out import fill_in, parts_folder
from sitting import on_disk, sit, typing

from assessment.answers import Answer, Evidence
from assessment.forms.files import read_part
from assessment.parts import clashes, take_back
from assessment.positions import clashing_positions
from assessment.store import write_answers
from assessment.tui.desk.settling import open_clashes


def ticked(number, *points, **beside):
    return level(number, points=points, **beside)


@pytest.fixture
def differing(small, path):
    """Interior leads AAA-01 to AAA-03; Trade, which supports, says otherwise on the first two."""
    answers = answered(small)
    for key in ("AAA-01", "AAA-02", "AAA-03"):
        entry = Answer(ministry="Interior", supporting=("Trade",))
        answers = answers.with_answer(key, entry)
    write_answers(path, answers)
    session = opened(path, small)

    async def hand_out(pilot):
        await press(pilot, "k", "o")
        pilot.app.screen.query_one("#supporting").focus()
        await press(pilot, "space", "ctrl+s")

    sit(session, then=hand_out)
    decree = (Evidence(title="Decree 7"),)
    said = {
        "Interior": {"AAA-01": ticked(3, *"abcd", evidence=decree), "AAA-02": ticked(2, *"ab"),
                     "AAA-03": level(1)},
        "Trade": {"AAA-01": ticked(2, *"ab", note="Nobody has seen it."), "AAA-02": level(4),
                  "AAA-03": level(1)},
    }  # fmt: skip
    files = [
        fill_in(session, name, {key: item.replace(ministry=None) for key, item in given.items()})
        for name, given in said.items()
    ]
    parts = [read_part(file, small) for file in files]
    taken = take_back(small, session.answers, parts, now=session.now)
    session.change_whole(taken.answers, "2 parts taken back")
    assert open_clashes(session) == ("AAA-01", "AAA-02")
    session.go_to("AAA-01")
    yield session
    session.close()


def test_positions_stand_side_by_side_and_the_one_that_leads_is_offered(differing):
    app = sit(differing, "k", "K")
    for words in (
        "clash 1 of 2 · Interior leads",
        "1 Interior",
        "2 Trade",
        "level that follows",
        "Interior: level 3 Implemented, leads: offered",
        "evidence: Decree 7",
        "note: Nobody has seen it.",
        "by Office of Trade",
    ):
        assert words in app.words, words
    assert differing.answer("AAA-01").status == "unanswered", "nothing is imposed"


def test_two_clashes_are_settled_by_two_keys(differing):
    app = sit(differing, "k", "K", "1", "2")
    assert differing.answer("AAA-01").level == 3
    assert differing.answer("AAA-01").evidence == (Evidence(title="Decree 7"),)
    assert differing.answer("AAA-02").level == 4
    assert open_clashes(differing) == ()
    assert "AAA-02 settled: level 4, as Trade said." in app.words
    assert "Nothing else differs" in app.words
    assert on_disk(differing, "AAA-01").settlement is not None


def test_each_settlement_is_one_step_of_undo(differing):
    before = differing.answers
    app = sit(differing, "k", "K", "1", "2", "z", "z")
    assert differing.answers == before
    assert "Taken back: AAA-01, settlement at level 3." in app.words


def test_points_are_settled_one_by_one_and_the_level_follows(differing):
    app = sit(differing, "k", "K", "enter")
    assert "Settle points first" in app.words
    app = sit(differing, "k", "K", "c", "d", "enter")
    answer = differing.answer("AAA-01")
    assert (answer.level, answer.points) == (3, ("a", "b", "c", "d"))
    assert "point by point" in app.words


def test_a_point_can_be_settled_against_whoever_said_it_holds(differing):
    sit(differing, "k", "K", "c", "c", "enter")
    assert (differing.answer("AAA-01").level, differing.answer("AAA-01").points) == (2, ("a", "b"))


def is_settled(answer: Answer) -> bool:
    return answer.settlement is not None and not clashing_positions(answer)


def test_withheld_is_a_settlement_too(differing):
    sit(differing, "k", "K", "w")
    assert differing.answer("AAA-01").status == "withheld"
    assert is_settled(differing.answer("AAA-01"))


def test_what_is_left_open_stays_open_and_the_next_one_comes(differing):
    app = sit(differing, "k", "K", "u")
    assert "AAA-01 is left open" in app.words
    assert "clash 2 of 2" in app.words
    assert open_clashes(differing) == ("AAA-01", "AAA-02")


def test_a_settlement_is_taken_away_again(differing):
    before = differing.answer("AAA-01")
    app = sit(differing, "k", "K", "1", "p", "u")
    assert "AAA-01 is open again" in app.words
    assert differing.answer("AAA-01") == before


def test_a_reason_is_kept_with_the_settlement_before_or_after_it(differing):
    app = sit(
        differing,
        then=typing("<k>", "<K>", "<y>", "The decree was shown.", "<enter>", "<1>", "<2>", "<y>",
                    "Trade knows.", "<enter>"),
    )  # fmt: skip
    assert differing.answer("AAA-01").settlement.why == "The decree was shown."
    assert differing.answer("AAA-02").settlement.why == "Trade knows."
    assert "the reason is kept" in app.words


def test_a_question_goes_back_to_one_ministry_with_what_is_asked(differing):
    app = sit(
        differing, then=typing("<k>", "<K>", "<s>", "<2>", "Which decree do you mean?", "<enter>")
    )
    part = differing.answers.parts[-1]
    assert (part.ministry, part.questions) == ("Trade", ("AAA-01",))
    letters = [
        item.read_text() for item in parts_folder(differing).glob(f"*{part.id[:6]}-letter.txt")
    ]
    assert "Which decree do you mean?" in letters[0]
    assert "AAA-01 sent back to Trade" in app.words


def test_the_question_says_that_positions_differ_and_leads_to_the_screen(differing):
    app = sit(differing)
    assert "positions differ (K)" in app.words
    app = sit(differing, "K", "1")
    assert differing.answer("AAA-01").level == 3
    app = sit(differing, "K", "o")
    assert "AAA-02" in app.last


def test_an_answer_typed_at_the_desk_is_a_settlement_and_says_so(differing):
    app = sit(differing, "2")
    answer = differing.answer("AAA-01")
    assert answer.level == 2
    assert is_settled(answer)
    assert "AAA-01 is settled: level 2; Interior said level 3, z takes it back" in app.words
    assert not clashing_positions(answer)
    assert {position.ministry for position in answer.positions} == {None, "Interior", "Trade"}


def test_taking_the_typed_answer_away_leaves_the_clash(differing):
    before = differing.answer("AAA-01")
    app = sit(differing, "2", "left", "x")
    assert "positions differ again. K settles it. " in app.words
    after = differing.answer("AAA-01")
    assert clashing_positions(after)
    assert after.positions == before.positions


def test_an_answer_against_what_all_ministries_said_is_a_settlement_too(differing):
    differing.go_to("AAA-03")
    app = sit(differing, "3")
    assert is_settled(differing.answer("AAA-03"))
    assert "Interior said level 1" in app.words
    assert clashes(differing.questionnaire, differing.answers, ["AAA-03"]) == ()


def test_the_same_answer_as_all_ministries_needs_no_settlement(differing):
    differing.go_to("AAA-03")
    sit(differing, "1")
    assert differing.answer("AAA-03").settlement is None


def test_five_ticks_are_one_line_of_the_history(differing):
    before = len(differing.answers.history)
    sit(differing, "space", "down", "space", "space")
    assert len(differing.answers.history) == before + 1


def test_nothing_to_settle_is_said(session):
    from assessment.tui.desk.clash import ClashScreen

    async def then(pilot):
        pilot.app.push_screen(ClashScreen(session))

    assert "No positions differ" in sit(session, then=then).words


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (160, 50)])
def test_it_can_be_settled_in_any_window(differing, size):
    app = sit(differing, "k", "K", "right", "left", "down", "pagedown", "1", size=size)
    assert differing.answer("AAA-01").level == 3
    assert app.is_running or app.last


def test_a_reason_that_is_left_is_offered_again(differing):
    async def then(pilot):
        await press(pilot, "k", "K", "y")
        await type_text(pilot, "Because")
        await press(pilot, "escape", "y")

    assert "Because" in sit(differing, then=then).words


def test_a_reason_that_was_being_typed_when_the_program_ended_is_offered_again(differing):
    async def typed(pilot):
        await press(pilot, "k", "K", "y")
        await type_text(pilot, "Because")
        pilot.app.screen.keep_typed()

    sit(differing, then=typed)
    assert "Because" in sit(differing, "k", "K", "y").words


def test_the_screen_stays_whole_when_undo_takes_every_position_back(differing):
    async def undo(pilot):
        await press(pilot, "k", "K", *"zzzzzz")

    app = sit(differing, then=undo)
    assert differing.answer("AAA-01").positions == ()
    assert "Positions agree." in app.words


def test_who_said_something_is_never_cut_off(differing):
    name = "Directorate for the coordination of countermeasures"
    entry = differing.answer("AAA-01")
    positions = tuple(
        item.model_copy(update={"by": name, "approved_by": "The director general"})
        for item in entry.positions
    )
    differing.change("AAA-01", entry.replace(positions=positions))
    words = sit(differing, "k", "K", size=(100, 50)).words
    assert words.count(f"by {name}, on") == len(positions)
    assert words.count("approved by The director general") == len(positions)


# What is agreed before a question is settled.


def begun(*after):
    """A reason and two points, and then other keys."""
    return typing("K", "y", "Cabinet decided", "<enter>", "a", "b", "b", *after)


@pytest.mark.parametrize(
    "away", [("n", "p"), ("<escape>", "K")], ids=["to another clash", "to the question"]
)
def test_points_and_a_reason_wait_until_the_question_is_settled(differing, away):
    app = sit(differing, then=begun(*away))
    assert "typed before and is not recorded yet" in app.words
    sit(differing, "K", "enter")
    answer = differing.answer("AAA-01")
    assert answer.settlement.why == "Cabinet decided"
    assert "a" in answer.points
    assert "b" not in answer.points


def test_points_and_a_reason_are_there_again_after_an_undo(differing):
    sit(differing, then=begun("<enter>", "z", "<enter>"))
    answer = differing.answer("AAA-01")
    assert answer.settlement.why == "Cabinet decided"
    assert "b" not in answer.points


def test_what_was_agreed_is_not_offered_once_the_question_is_settled(differing):
    sit(differing, then=begun("<enter>"))
    app = sit(differing, "K", "u")
    assert "not recorded yet" not in app.words
    sit(differing, "K", "1")
    assert differing.answer("AAA-01").settlement.why == ""


# The lines of the history.


def lines(session):
    return [item.detail for item in session.answers.history if item.what == "settled"]


def test_a_settlement_that_was_left_open_again_keeps_its_lines(differing):
    sit(differing, "K", "1", "p", "u", "2")
    assert lines(differing) == [
        "AAA-01: level 3.",
        "AAA-01: left open again.",
        "AAA-01: level 2.",
    ]


def test_a_settlement_of_somebody_else_keeps_its_line(differing):
    differing.by = "A"
    sit(differing, "K", "1")
    differing.by = "B"
    differing.go_to("AAA-01")
    sit(differing, "1")
    assert lines(differing) == ["AAA-01: level 3.", "AAA-01: level 1."]


def test_the_history_has_the_reason_that_is_given_afterwards(differing):
    sit(differing, then=typing("K", "1", "p", "y", "Cabinet decided", "<enter>"))
    assert lines(differing) == ["AAA-01: level 3. Cabinet decided"]


def test_a_tick_at_the_desk_leaves_the_reason_and_another_level_says_that_it_takes_it(differing):
    sit(differing, then=typing("K", "1", "p", "y", "Cabinet decided", "<enter>"))
    differing.go_to("AAA-01")
    sit(differing, "comma", "e")
    answer = differing.answer("AAA-01")
    assert (answer.level, "e" in answer.points) == (3, True)
    assert answer.settlement.why == "Cabinet decided"
    differing.go_to("AAA-01")
    app = sit(differing, "1", size=(200, 40))
    assert "The reason of before went with the level of before" in app.words
    assert differing.answer("AAA-01").settlement.why == ""
    assert "AAA-01: level 3. Cabinet decided" in lines(differing)
