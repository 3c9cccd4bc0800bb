"""What could be recorded on the way to something that cannot never stands in its place.

All is saved while one types: `eur` on the way to `euros`, `2027` on the way to `2027-99`. Here it
is saved at every key, as a slow hand has it.
"""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, answered
from hands import press
from showing import show
from sitting import sit
from test_profile import on_the_cover

from assessment.answers import Action, Answer, Evidence, Offer, Review
from assessment.parts import Choice, hand_out
from assessment.store import write_answers
from assessment.tui.dialogs.evidence import EvidenceTable
from assessment.tui.dialogs.next_action import NextAction
from assessment.tui.dialogs.offer import EditOffer
from assessment.tui.dialogs.review import EditReview
from assessment.tui.screens.profile import ProfileScreen
from assessment.tui.session import Session

MAY = dt.date(2026, 5, 3)


def slowly(*keys):
    """Press keys, and save at each."""

    async def typing(pilot):
        for key in keys:
            await press(pilot, key)
            if (keep := getattr(pilot.app.screen, "keep_typed", None)) is not None:
                keep()

    return typing


def saved_by(make, *keys):
    """The last thing that a dialog recorded."""
    saved = []
    show(make(saved.append), then=slowly(*keys))
    return saved[-1]


@pytest.mark.parametrize(
    ("name", "typed"),
    [("next_review", "2027-99"), ("currency", "euros"), ("language", "fr?"), ("state", "")],
)
@pytest.mark.parametrize("leave", ["enter", "escape"])
def test_a_field_of_the_cover_keeps_what_it_had(session, name, typed, leave):
    before = session.answers
    *there, _enter = on_the_cover(name, typed)
    show(ProfileScreen(session), then=slowly(*there, leave))
    assert session.answers == before
    assert not session.can_undo


def test_the_state_keeps_its_name_while_it_is_deleted_letter_by_letter(session):
    before = session.answers.state
    show(ProfileScreen(session), then=slowly("enter", "end", *["backspace"] * len(before)))
    assert session.answers.state == before


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [("due", "2027-99", MAY), ("cost", "5000 o", 120), ("funded", "50 o", 20)],
)
def test_an_action_keeps_its_date_and_its_amounts(field, typed, kept):
    action = Action(text="Put it before cabinet", due=MAY, cost=120, funded=20)

    async def typing(pilot):
        pilot.app.screen.query_one(f"#{field}").focus()
        await slowly("ctrl+u", *typed)(pilot)

    saved = []
    show(NextAction("AAA-01", action, save=saved.append, currency="EUR"), then=typing)
    assert getattr(saved[-1], field) == kept


def test_what_was_left_as_a_date_stays_when_the_field_is_taken_up_again():
    def make(save):
        return NextAction("AAA-01", Action(text="A decree"), save=save)

    there, back = ["tab", "tab"], ["shift+tab", "tab"]
    action = saved_by(make, *there, *"2027", *back, "end", *"-99")
    assert action.due == dt.date(2027, 12, 31)


def test_evidence_keeps_its_date_and_its_title():
    piece = Evidence(title="Decree", reference="", date=MAY)

    def make(save):
        return EvidenceTable("AAA-01", [piece], save=save)

    title = ["tab", "end", *["backspace"] * len("Decree")]
    assert saved_by(make, *title) == (piece,)
    assert saved_by(make, "tab", "tab", "tab", "ctrl+u", *"2027-99") == (piece,)


def test_a_new_row_that_is_deleted_again_is_no_evidence():
    def make(save):
        return EvidenceTable("AAA-01", [], save=save)

    assert saved_by(make, *"Law", *["backspace"] * 3) == ()


def test_a_review_keeps_its_day(small):
    at = dt.datetime.combine(MAY, dt.time(9, 30), dt.UTC)

    async def typing(pilot):
        pilot.app.screen.query_one("#at").focus()
        await slowly("ctrl+u", *"2027-99")(pilot)

    saved = []
    review, question = Review(level=2, by="Peer", at=at), small.by_id["AAA-01"]
    show(EditReview(small, question, review, save=saved.append, today=MAY), then=typing)
    assert saved[-1] == review


def test_an_offer_keeps_its_policy_area(small):
    offer = Offer(area="AAA", text="Trainers")
    area = ["tab", "ctrl+u", *"BBBB"]
    saved = saved_by(lambda save: EditOffer(small, offer, save=save), *area)
    assert saved.area == "AAA"


# What is typed and deleted again, or ticked and ticked off, was nothing.


async def nothing_typed(pilot):
    await slowly("o", *"xy", *["backspace"] * 2, "escape")(pilot)


def test_a_text_that_is_deleted_again_is_no_change_to_take_back(session):
    before = session.answers
    sit(session, then=nothing_typed)
    assert session.answers == before
    assert not session.can_undo


def test_a_text_that_is_deleted_again_leaves_what_could_be_brought_back(session):
    app = sit(session, "f", "z", then=nothing_typed)
    assert session.can_redo
    app = sit(session, "Z")
    assert "Brought back: AAA-01, flag." in app.words


def test_a_field_of_the_cover_that_is_deleted_again_is_no_change_to_take_back(session):
    async def typing(pilot):
        *there, _enter = on_the_cover("authority", "A")
        await slowly("p", *there, "backspace", "enter")(pilot)

    before = session.answers
    sit(session, then=typing)
    assert session.answers.authority == before.authority
    assert not session.can_undo


def test_a_ministry_ticked_by_mistake_does_not_stay_in_the_list_of_ministries(session):
    before = session.answers
    assert "Foreign affairs" not in before.profile.ministries

    async def tick(pilot):
        await press(pilot, "M", "end", "space", "space", "escape")

    sit(session, then=tick)
    assert session.answers == before
    assert not session.can_undo


def test_who_said_it_and_when_stays_where_nothing_else_is_said(small, tmp_path):
    out = hand_out(small, answered(small), Choice(), due=None, form="json", now=NOW)
    said = Answer(status="answered", level=2, by="Office", at=NOW + dt.timedelta(hours=1))
    part = out.parts[0]
    path = tmp_path / "part.json"
    write_answers(path, part.with_answer(part.part.questions[0], said))
    session = Session.open(path, small, now=lambda: NOW + dt.timedelta(days=3))
    session.go_to(part.part.questions[0])
    before = session.answers

    async def typing(pilot):
        await press(pilot, "escape")
        await nothing_typed(pilot)

    sit(session, then=typing)
    session.close()
    assert session.answers == before
