"""The profile: the cover, what decides which questions apply, ministries, offers, recipients."""

from __future__ import annotations

import datetime as dt

import pytest
from answered import HOSTILE, answered, session_of
from hands import paste, press, words_of
from showing import OPEN, show, text_of

from assessment.answers import Offer, Position, Profile
from assessment.tui.cover import COVER
from assessment.tui.history import in_profile
from assessment.tui.screens.profile import ProfileScreen


def test_the_cover_is_recorded_as_one_leaves(session):
    keys = ("enter", "X", "tab", "enter", *"Council", "escape", "escape")
    assert show(ProfileScreen(session), *keys).closed_with is None
    assert session.answers.state == "ExampliaX"
    assert session.answers.authority == "Council"


def test_a_state_keeps_its_name_rather_than_none(session):
    texts = []
    keys = ("enter", *["backspace"] * 8, "escape")
    show(ProfileScreen(session), *keys, then=looking(texts))
    assert session.answers.state == "Examplia"
    assert "State Examplia" in texts[0]
    assert "The State needs a name; the old one is kept." in texts[0]


STRAY = ["X", "4", "space", "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w", "ctrl+x", "ctrl+v"]


@pytest.mark.parametrize("steps", range(4))
def test_no_stray_key_changes_the_cover(session, steps):
    before = session.answers
    texts = []
    show(ProfileScreen(session), *["tab"] * steps, *STRAY, "X", then=looking(texts))
    assert session.answers == before
    assert "Nothing is changed: Enter begins to change a field" in texts[0]
    # Whoever leaves has recorded what the fields hold.
    show(ProfileScreen(session), *["tab"] * steps, *STRAY, "home", *STRAY, "escape")
    assert session.answers == before


def test_a_text_pasted_on_the_cover_changes_nothing_until_enter(session):
    async def add(pilot):
        await paste(pilot, "Elsewhere")
        assert "Nothing is changed" in words_of(pilot.app)
        await press(pilot, "enter")
        await paste(pilot, " Islands")
        await press(pilot, "enter")

    show(ProfileScreen(session), then=add)
    assert session.answers.state == "Examplia Islands"


@pytest.mark.parametrize("end", ["enter", "escape", "tab"])
def test_a_change_of_the_cover_is_told_and_is_one_step(session, end):
    before = session.answers
    texts = []
    show(ProfileScreen(session), "enter", *" East", end, then=looking(texts))
    assert "State: Examplia → Examplia East. z on the questions takes it back." in texts[0]
    session.undo()
    assert session.answers == before


def test_each_field_of_the_cover_is_undone_by_itself(session):
    keys = ("enter", "X", "enter", "enter", "Y", "enter")
    show(ProfileScreen(session), *keys, "escape")
    session.undo()
    assert (session.answers.state, session.answers.authority) == ("ExampliaX", "")


def test_a_ministry_that_is_typed_and_left_is_offered_again(session):
    before = session.answers
    typed = [*["pagedown"] * 3, "tab"]
    assert show(ProfileScreen(session), *typed, *"Health", "escape").closed_with is None
    assert session.answers == before
    texts = []
    show(ProfileScreen(session), *typed, then=looking(texts))
    assert "Health" in texts[0]


def test_text_being_typed_is_kept_when_the_program_has_to_go(session):
    async def lost(pilot):
        pilot.app.screen.keep_typed()

    show(ProfileScreen(session), "enter", "X", then=lost)
    assert session.answers.state == "ExampliaX"


@pytest.mark.parametrize(("key", "value"), [("y", True), ("n", False), ("minus", None)])
def test_a_condition_is_yes_no_or_not_set(session, key, value):
    show(ProfileScreen(session), "pagedown", key)
    assert session.answers.profile.conditions.get("affected") is value


def test_a_condition_goes_round_with_the_space_bar(session):
    show(ProfileScreen(session), "pagedown", "down", "space")
    assert "hosts_mission" not in session.answers.profile.conditions


def test_a_condition_says_which_questions_depend_on_it(session):
    texts = []

    async def look(pilot):
        texts.append(text_of(pilot.app))

    show(ProfileScreen(session), "pagedown", then=look)
    assert "CCC-01" in texts[0]
    assert "Not applicable by profile now" in texts[0]


@pytest.mark.parametrize(("key", "value"), [("l", "low"), ("m", "medium"), ("h", "high")])
def test_an_area_matters_little_or_much(session, key, value):
    show(ProfileScreen(session), "pagedown", "pagedown", key)
    assert session.answers.profile.relevance_of("AAA") == value


def test_each_change_can_be_undone(session):
    before = session.answers
    show(ProfileScreen(session), "pagedown", "y", "pagedown", "l")
    session.undo()
    session.undo()
    assert session.answers == before


def test_a_ministry_is_added_once(session):
    keys = ["pagedown"] * 3
    show(ProfileScreen(session), *keys, "tab", *"Health", "enter", *"health", "enter")
    assert session.answers.profile.ministries == ("Interior", "Trade", "Health")


def test_a_ministry_that_an_answer_names_stays(session):
    show(ProfileScreen(session), *["pagedown"] * 3, "delete", "down", "delete")
    assert session.answers.profile.ministries == ("Interior",)


def test_the_usual_ministries_are_one_key(session, small):
    show(ProfileScreen(session), *["pagedown"] * 3, "u")
    assert {ministry.name for ministry in small.ministries} <= set(
        session.answers.profile.ministries
    )


def test_a_final_document_is_not_changed(session):
    session.finalize()
    before = session.answers
    show(ProfileScreen(session), "enter", "X", "pagedown", "y", "pagedown", "h", "escape")
    assert session.answers == before


def test_names_are_shown_as_they_were_typed(small, tmp_path):
    hostile = answered(small).replace(state=HOSTILE)
    session = session_of(hostile, small, tmp_path)
    texts = []

    async def look(pilot):
        texts.append(text_of(pilot.app))

    show(ProfileScreen(session), then=look)
    session.close()
    assert texts[0].count(HOSTILE) == 2


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24)])
def test_a_small_window_does_no_harm(session, size):
    keys = ["pagedown"] * 5
    assert show(ProfileScreen(session), *keys, "escape", size=size).closed_with is None


def looking(texts):
    async def look(pilot):
        texts.append(words_of(pilot.app))

    return look


def test_what_was_told_in_one_part_is_not_told_in_the_next(session):
    texts = []
    keys = [*["pagedown"] * 3, "tab", *"interior", "enter"]
    show(ProfileScreen(session), *keys, then=looking(texts))
    show(ProfileScreen(session), *keys, "pageup", then=looking(texts))
    assert "Interior is in the list already." in texts[0]
    assert "in the list already" not in texts[1]


def test_a_condition_that_is_not_set_says_what_that_means(session):
    texts = []
    show(ProfileScreen(session), "pagedown", then=looking(texts), size=(80, 24))
    assert "Not set counts as yes" in texts[0]


def test_the_usual_ministries_are_named_or_it_is_said_that_all_are_there(session):
    texts = []
    renamed = ["enter", "2", "enter"]
    show(ProfileScreen(session), *["pagedown"] * 3, *renamed, "u", then=looking(texts))
    before = session.answers
    show(ProfileScreen(session), *["pagedown"] * 3, "u", then=looking(texts))
    assert "Added: Interior." in texts[0]
    assert "are all in the list already" in texts[1]
    assert session.answers == before


def test_a_ministry_that_is_removed_is_named(session):
    texts = []
    show(ProfileScreen(session), *["pagedown"] * 3, "down", "delete", then=looking(texts))
    assert "Trade is off the list" in texts[0]


def test_the_spelling_of_a_ministry_is_corrected_in_every_answer(session):
    before = session.answers
    named = [key for key, answer in before.answers.items() if answer.ministry == "Interior"]
    show(ProfileScreen(session), *["pagedown"] * 3, "enter", *" affairs", "enter")
    assert session.answers.profile.ministries == ("Interior affairs", "Trade")
    assert all(session.answer(key).ministry == "Interior affairs" for key in named)
    session.undo()
    assert session.answers == before


def test_two_spellings_of_one_ministry_become_one(session):
    session.change(
        "BBB-01", session.answer("BBB-01").replace(ministry="Trade", supporting=("Interior",))
    )
    keys = [*["pagedown"] * 3, "enter", *["backspace"] * 8, *"trade", "enter"]
    show(ProfileScreen(session), *keys)
    assert session.answers.profile.ministries == ("Trade",)
    assert session.answer("AAA-01").ministry == "Trade"
    assert session.answer("BBB-01").supporting == ()


def test_escape_leaves_a_name_as_it_was(session):
    before = session.answers
    app = show(ProfileScreen(session), *["pagedown"] * 3, "enter", "X", "escape")
    assert session.answers == before
    assert app.closed_with == OPEN
    assert show(ProfileScreen(session), "escape").closed_with is None


def test_a_final_document_offers_no_key_that_changes_it(session):
    session.finalize()
    texts = []
    for steps in range(4):
        show(ProfileScreen(session), *["pagedown"] * steps, then=looking(texts))
    for words in texts:
        assert "The assessment is final." in words
        assert words.endswith("change the profile. Esc Questions PgDn Next part F1 Help")


@pytest.mark.parametrize("keys", [["tab", *"New", "enter"], ["enter", "X", "enter", "u"]])
def test_a_list_that_is_full_is_told(session, keys):
    names = ("Interior", "Trade", *(f"Office {number}" for number in range(198)))
    session.change_profile(Profile(ministries=names))
    texts = []
    show(ProfileScreen(session), *["pagedown"] * 3, *keys, then=looking(texts))
    assert "the list is full" in texts[0]
    assert len(session.answers.profile.ministries) == 200


# The further fields of the cover.


def on_the_cover(name, typed):
    place = list(COVER).index(name)
    return (*["tab"] * place, "enter", "ctrl+u", *typed, "enter")


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("contact", "iedfp@examplia.example", "iedfp@examplia.example"),
        ("next_review", "June 2028", dt.date(2028, 6, 30)),
        ("currency", "eur", "EUR"),
        ("language", "FR", "fr"),
        ("language", "", "en"),
    ],
)
def test_contact_next_review_currency_and_language_stand_on_the_cover(session, name, typed, value):
    show(ProfileScreen(session), *on_the_cover(name, typed))
    assert getattr(session.answers, name) == value


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("next_review", "soon", "soon is no date. Write dates as 2027-06-30"),
        ("currency", "euros", "A currency has three letters, such as EUR, USD or XOF."),
        ("language", "french?", "A language is written by its code"),
    ],
)
def test_what_cannot_stand_on_the_cover_is_told_and_the_old_value_stays(session, name, typed, told):
    before = session.answers
    texts = []
    show(ProfileScreen(session), *on_the_cover(name, typed), then=looking(texts))
    assert told in texts[0]
    assert session.answers == before


def test_undo_names_what_it_takes_from_the_cover(session, small):
    show(ProfileScreen(session), *on_the_cover("currency", "EUR"))
    assert in_profile(session.last_change, small) == ["currency EUR (before: none)"]


# Conditions: one key each.


def test_conditions_are_answered_one_after_another(session, small):
    show(ProfileScreen(session), "pagedown", "y", "n")
    first, second = [condition.id for condition in small.conditions][:2]
    assert session.answers.profile.conditions == {first: True, second: False}


# Ministries: the way in, the way out, the usual ones.


def test_an_empty_list_shows_the_way_to_add_one_and_its_key_works(session, small):
    session.change_whole(
        session.answers.replace(profile=Profile(), answers={}), "all ministries taken away"
    )
    texts = []
    show(ProfileScreen(session), *["pagedown"] * 3, then=looking(texts))
    assert "No ministry is listed yet. u adds those that usually lead on a question" in texts[0]
    show(ProfileScreen(session), *["pagedown"] * 3, "u")
    usual = tuple(ministry.name for ministry in small.ministries)
    assert session.answers.profile.ministries == usual
    show(ProfileScreen(session), *["pagedown"] * 3, "tab", *"Under", "enter")
    assert session.answers.profile.ministries == (*usual, "Under")


def test_a_ministry_that_is_named_stays_and_it_is_said_where(session):
    heard = session.answer("BBB-01").replace(
        ministry=None, positions=(Position(ministry="Trade", status="unknown"),)
    )
    session.change("BBB-01", heard)
    texts = []
    show(ProfileScreen(session), *["pagedown"] * 3, "down", "delete", then=looking(texts))
    assert "Trade stays: it is heard on BBB-01. Name another one there first" in texts[0]
    assert "Trade" in session.answers.profile.ministries


def test_a_usual_ministry_is_named_by_the_states_own_name(session, small):
    usual = small.ministries[0]
    texts = []
    keys = [*["pagedown"] * 4, "enter", *"Home Office", "enter"]
    show(ProfileScreen(session), *keys, then=looking(texts))
    assert session.answers.profile.usual == {usual.id: "Home Office"}
    assert "Home Office" in session.answers.profile.ministries
    assert f"{usual.name} is Home Office in this State." in texts[0]


def test_a_ministry_that_is_a_usual_one_is_taken_off_both_lists(session, small):
    profile = session.answers.profile
    session.change_profile(profile.model_copy(update={"usual": {small.ministries[0].id: "Trade"}}))
    texts = []
    show(ProfileScreen(session), *["pagedown"] * 3, "down", "delete", then=looking(texts))
    assert session.answers.profile.usual == {}
    assert "Trade is off the list. It is no usual ministry any more." in texts[0]


# What the State can give, and to which keys the file is sealed.


def test_an_offer_is_written_changed_and_taken_off(session):
    typed = [*["pagedown"] * 5, "+", *"Two trainers", "tab", *"aaa", "tab", "space", "escape"]
    show(ProfileScreen(session), *typed)
    offer = Offer(area="AAA", assistance=("technical",), text="Two trainers")
    assert session.answers.offer == (offer,)
    show(ProfileScreen(session), *["pagedown"] * 5, "enter", "end", *" a year", "escape")
    assert session.answers.offer[0].text == "Two trainers a year"
    show(ProfileScreen(session), *["pagedown"] * 5, "delete")
    assert session.answers.offer == ()


def test_the_keys_of_a_sealed_file_can_be_read_and_not_changed(session):
    key = "age1" + "q" * 58
    session.change_head(recipients=(key,))
    before = session.answers
    texts = []
    keys = [*["pagedown"] * 6, "enter", "delete", "y", "+"]
    show(ProfileScreen(session), *keys, then=looking(texts))
    assert key in texts[0]
    assert "The file is sealed to these keys." in texts[0]
    assert session.answers == before


def test_without_keys_there_is_no_part_for_them(session):
    texts = []
    show(ProfileScreen(session), then=looking(texts))
    assert "Offers" in texts[0]
    assert "Recipients" not in texts[0]
