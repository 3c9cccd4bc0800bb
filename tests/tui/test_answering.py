"""The keys of the question screen that answer and record; each is saved at once."""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, level
from hands import quiet
from sitting import on_disk, sit, typing

from assessment.answers import Action, Answer, Evidence, Review

# The level, and the three states without one.


@pytest.mark.parametrize("number", range(5))
def test_a_digit_gives_the_level_and_goes_on_and_is_saved(session, number):
    sit(session, str(number))
    assert session.answer("AAA-01").level == number
    assert session.position == "AAA-02"
    assert on_disk(session, "AAA-01") == session.answer("AAA-01")


def test_an_answer_is_dated(session):
    sit(session, "3")
    assert session.answer("AAA-01").at == NOW


def test_a_level_keeps_what_is_recorded_beside_it(session):
    sit(session, "4")
    assert session.answer("AAA-01") == level(4, flag=True, note="Confirmed.").replace(at=NOW)


@pytest.mark.parametrize(("key", "status"), [("u", "unknown"), ("w", "withheld")])
def test_unknown_and_withheld_take_the_level_away_and_go_on(session, key, status):
    sit(session, key)
    assert (session.answer("AAA-01").status, session.answer("AAA-01").level) == (status, None)
    assert session.position == "AAA-02"
    assert on_disk(session, "AAA-01").status == status


def test_not_applicable_asks_for_the_reason_and_goes_on(session):
    sit(session, "n", then=typing("There is no coast.", "<enter>"))
    answer = on_disk(session, "AAA-01")
    assert (answer.status, answer.reason) == ("not_applicable", "There is no coast.")
    assert session.position == "AAA-02"


def test_without_a_reason_it_is_not_recorded(session):
    app = sit(session, "n", then=typing("   ", "<enter>"))
    assert "Please give a reason" in app.words
    assert session.answer("AAA-01").status == "answered"


def test_escape_from_the_reason_changes_nothing(session):
    before = session.answers
    sit(session, "n", then=typing("Half a reason", "<escape>"))
    assert session.answers == before


@pytest.mark.parametrize("key", ["x", "delete"])
def test_a_level_is_taken_back_and_all_else_stays(session, key):
    sit(session, key)
    assert session.answer("AAA-01") == Answer(ministry="Interior", flag=True, note="Confirmed.")
    assert session.position == "AAA-01"


def test_the_last_question_says_that_there_is_none_after_it(session):
    app = sit(session, "end", "2")
    assert session.position == "CCC-02"
    assert "no further question" in app.heard


# What is recorded beside a level.


@pytest.mark.parametrize(("key", "value"), [("4", 4), ("0", 0), (".", None)])
def test_a_target_is_set_or_left_to_the_question(session, key, value):
    sit(session, "t", key)
    assert on_disk(session, "AAA-01").target == value


@pytest.mark.parametrize(
    ("key", "value"), [("l", "low"), ("m", "medium"), ("h", "high"), ("-", None)]
)
def test_confidence_is_one_letter(session, key, value):
    sit(session, "c", key)
    assert on_disk(session, "AAA-01").confidence == value


@pytest.mark.parametrize(("key", "value"), [("2", 2), ("-", None)])
def test_a_reviewers_level_is_kept_beside_the_states(session, key, value):
    sit(session, "y", key, "escape")
    assert (on_disk(session, "AAA-01").reviewed_level, session.answer("AAA-01").level) == (value, 1)


def test_a_review_says_who_found_what_and_when(session):
    keys = ("2", "<tab>", "A. Peer", "<tab>", *["<backspace>"] * 10, "3 May 2026", "<tab>")
    sit(session, "y", then=typing(*keys, "No exercise was shown.", "<escape>"))
    assert on_disk(session, "AAA-01").review == Review(
        level=2,
        note="No exercise was shown.",
        by="A. Peer",
        at=dt.datetime(2026, 5, 3, tzinfo=dt.UTC),
    )


def test_the_next_review_proposes_the_same_reviewer_and_today(session):
    sit(
        session,
        "y",
        then=typing("2", "<tab>", "A. Peer", "<escape>", "<enter>", "<y>", "1", "<escape>"),
    )
    review = on_disk(session, "AAA-02").review
    assert (review.level, review.by, review.at.date()) == (1, "A. Peer", NOW.date())


def test_a_look_at_an_empty_review_records_none(session):
    sit(session, "y", "escape")
    assert session.answer("AAA-01").review is None


def test_a_text_for_release_is_written_beside_the_note(session):
    sit(session, "R", then=typing("A law is in force.", "<escape>"))
    assert on_disk(session, "AAA-01").release == "A law is in force."
    assert session.answer("AAA-01").note == "Confirmed."


def test_that_a_restricted_answer_is_not_released_is_said_while_one_writes(session):
    assert "nothing of it leaves the government" in sit(session, "r", "R").words


@pytest.mark.parametrize("key", ["t", "c", "y", "m", "l", "slash", "b", "S"])
def test_escape_leads_out_of_every_choice_and_changes_nothing(session, key):
    before = session.answers
    app = sit(session, key, "escape", "f")
    assert session.answer("AAA-01").flag is False
    session.undo()
    assert session.answers == before
    assert not app.last.startswith("Traceback")


def test_a_flag_is_set_and_taken_away(session):
    sit(session, "f")
    assert on_disk(session, "AAA-01").flag is False
    sit(session, "f")
    assert on_disk(session, "AAA-01").flag is True


def test_an_answer_is_kept_inside_the_government_and_let_out_again(session):
    app = sit(session, "r")
    assert on_disk(session, "AAA-01").restricted is True
    assert "AAA-01 is kept inside the government." in app.words
    app = sit(session, "r")
    assert on_disk(session, "AAA-01").restricted is False
    assert "AAA-01 may leave the government again." in app.words


def test_a_note_is_saved_as_one_leaves_it(session):
    sit(session, "o", then=typing(" In force.", "<enter>", "Since May.", "<escape>"))
    assert on_disk(session, "AAA-01").note == "Confirmed. In force.\nSince May."


def test_a_note_is_taken_back_as_a_whole(session):
    sit(session, "o", then=typing("One ", "<enter>", "two", "<escape>", "<z>"))
    assert session.answer("AAA-01").note == "Confirmed."


def test_keys_are_letters_while_one_types(session):
    sit(session, "o", then=typing(" 0nuwzq", "<escape>"))
    assert session.answer("AAA-01").note == "Confirmed. 0nuwzq"
    assert session.answer("AAA-01").level == 1


def test_the_next_action_has_all_that_a_plan_needs(session):
    keys = (
        *("<tab>", "Council", "<tab>", "2027-06-30", "<tab>", "<space>"),
        *("<tab>", "1.5 million", "<tab>", "250 000", "<tab>", "<space>"),
        *("<tab>", "<tab>", "<tab>", "Two trainers for a year.", "<escape>"),
    )
    sit(session, "a", then=typing("A decree", *keys))
    assert on_disk(session, "AAA-01").action == Action(
        text="A decree",
        owner="Council",
        due=dt.date(2027, 6, 30),
        status="under_way",
        cost=1_500_000,
        funded=250_000,
        assistance=("technical",),
        request="Two trainers for a year.",
    )


def test_an_owner_is_completed_from_those_already_named(session):
    sit(session, "a", then=typing("A decree", "<tab>", "tra", "<right>", "<escape>"))
    assert session.answer("AAA-01").action.owner == "Trade"


def test_an_amount_that_is_none_is_offered_again_and_all_else_is_recorded(session):
    keys = ("<tab>", "<tab>", "<tab>", "<tab>", "much", "<escape>")
    sit(session, "a", then=typing("A decree", *keys))
    app = sit(session, "a", size=(100, 50))
    assert "much" in app.words
    assert "This was typed before and is not recorded yet." in app.words
    assert on_disk(session, "AAA-01").action == Action(text="A decree")


def test_a_cost_is_shown_in_the_currency_of_the_file(session):
    session.change_head(currency="EUR")
    keys = ("<tab>", "<tab>", "<tab>", "<tab>", "250000", "<escape>")
    app = sit(session, "a", then=typing("A decree", *keys), size=(100, 50))
    assert "A decree, cost 250,000 EUR" in app.words


def test_a_date_that_is_none_is_offered_again_and_all_else_is_recorded(session):
    sit(session, "a", then=typing("A decree", "<tab>", "<tab>", "soon", "<escape>"))
    assert on_disk(session, "AAA-01").action == Action(text="A decree")
    app = sit(session, "a")
    assert "soon" in app.words
    assert "This was typed before and is not recorded yet." in app.words


def test_what_is_said_of_a_date_is_gone_once_it_is_another_one(session):
    keys = ("A decree", "<tab>", "<tab>", "soon", *["<backspace>"] * 4, "2027")
    app = sit(session, "a", then=typing(*keys))
    assert "no date" not in app.words
    assert "understood as 31 December 2027" in app.words


def test_an_action_that_is_emptied_is_none(session):
    sit(session, "a", then=typing("x", "<escape>", "<a>", "<delete>", "<escape>"))
    assert session.answer("AAA-01").action is None


# Evidence: a small table.


def test_evidence_is_typed_row_by_row(session):
    first = ("Law 5", "<enter>", "https://example.org/5", "<enter>", "2025-03-01", "<enter>")
    sit(session, "e", then=typing(*first, "Minutes", "<escape>"))
    assert on_disk(session, "AAA-01").evidence == (
        Evidence(title="Law 5", reference="https://example.org/5", date=dt.date(2025, 3, 1)),
        Evidence(title="Minutes"),
    )


def test_a_row_of_evidence_is_edited(session):
    sit(session, "enter", "e", "enter", then=typing("<end>", " no. 7", "<escape>"))
    assert [item.title for item in on_disk(session, "AAA-02").evidence] == ["Decree no. 7"]


def test_a_row_of_evidence_is_removed(session):
    sit(session, "enter", "e", "delete", "escape")
    assert on_disk(session, "AAA-02").evidence == ()


def test_evidence_needs_a_title(session):
    sit(session, "e", then=typing("<tab>", "<tab>", "2025-03-01", "<escape>"))
    assert session.answer("AAA-01").evidence == ()
    app = sit(session, "e")
    assert "2025-03-01" in app.words, "it is offered again"


def test_a_link_alone_is_its_own_title(session):
    sit(session, "e", then=typing("<tab>", "somewhere", "<escape>"))
    found = session.answer("AAA-01").evidence
    assert [(item.title, item.reference) for item in found] == [("somewhere", "somewhere")]


def test_evidence_that_was_only_begun_can_be_given_up(session):
    keys = ("<tab>", "<tab>", "2025", "<escape>", "<shift+tab>", "<shift+tab>", "<up>", "<delete>")
    app = sit(session, "e", then=typing(*keys, "<escape>"))
    assert "0-4 level" in app.words
    assert session.answer("AAA-01").evidence == ()


def test_one_walks_from_row_to_row(session):
    keys = ("<enter>", "<enter>", "<enter>", "Minutes", "<escape>")
    sit(session, "enter", "e", "enter", then=typing(*keys))
    assert [item.title for item in session.answer("AAA-02").evidence] == ["Decree", "Minutes"]


def test_an_open_table_rests(session):
    """Nothing goes on by itself while a person looks: a laptop's battery lasts three days."""
    beats = []

    async def wait(pilot):
        table = pilot.app.screen.query_one("DataTable")
        table.watch(table, "cursor_coordinate", lambda _: beats.append(1), init=False)
        for _ in range(20):
            await quiet(pilot)

    sit(session, "enter", "e", then=wait)
    assert not beats


# Ministries: typed, completed, one spelling.


def test_a_ministry_is_typed(session):
    sit(session, "m", then=typing("Health", "<enter>"))
    assert on_disk(session, "AAA-01").ministry == "Health"
    assert "Health" in session.answers.profile.ministries


def test_a_ministry_completes_from_those_already_used(session):
    sit(session, "m", then=typing("tr", "<tab>", "<enter>"))
    assert session.answer("AAA-01").ministry == "Trade"


def test_a_ministry_is_chosen_with_the_arrow_keys(session):
    sit(session, "m", then=typing("tr", "<down>", "<up>", "<enter>"))
    assert session.answer("AAA-01").ministry == "Trade"


def test_a_ministry_is_chosen_without_a_letter(session):
    sit(session, "m", then=typing("<down>", "<down>", "<enter>"))
    assert session.answer("AAA-01").ministry == "Trade"


def test_letters_after_the_arrow_keys_are_typed(session):
    sit(session, "m", then=typing("<down>", "tra", "<enter>"))
    assert session.answer("AAA-01").ministry == "Trade"


def test_enter_records_the_marked_ministry_and_not_the_letters_typed(session):
    sit(session, "m", then=typing("tr", "<enter>"))
    assert session.answer("AAA-01").ministry == "Trade"


def test_a_new_name_that_begins_a_known_one_is_chosen_below_it(session):
    sit(session, "m", then=typing("tra", "<down>", "<enter>"))
    assert session.answer("AAA-01").ministry == "tra"


def test_spelling_never_splits_a_ministry(session):
    sit(session, "m", then=typing("TRADE", "<enter>"))
    assert session.answer("AAA-01").ministry == "Trade"


def test_an_empty_name_is_no_ministry(session):
    sit(session, "m", "backspace", "enter")
    assert session.answer("AAA-01").ministry is None


def test_supporting_ministries_are_ticked_or_added(session):
    sit(session, "M", then=typing("<down>", "<space>", "<tab>", "Health", "<enter>", "<escape>"))
    assert on_disk(session, "AAA-01").supporting == ("Trade", "Health")


# A final document.

RECORDING = ["0", "4", "n", "u", "w", "x", "t", "c", "m", "M", "e", "o", "a", "f", "r", "y"]


@pytest.mark.parametrize("key", RECORDING)
def test_a_final_document_is_not_changed_and_it_is_said_why(session, key):
    session.finalize()
    before = session.answers
    app = sit(session, key, then=typing("<2>", "<escape>"))
    assert session.answers == before
    assert "The assessment is final" in app.heard


def test_undo_takes_back_that_it_is_final(session):
    session.finalize()
    sit(session, "z")
    assert not session.is_final
