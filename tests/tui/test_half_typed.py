"""What could be recorded on the way to something that cannot never stands in its place.

All is saved while one types: `eur` on the way to `euros`, `2027` on the way to `2027-99`. Here it
is saved at every key, as a slow hand has it.
"""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, answered, open_session
from hands import paste, press, quiet, send
from sealing import holding, key_of
from showing import show, slowly
from sitting import sit
from test_profile import on_the_cover
from textual import events

from assessment.answers import Action, Answer, Evidence, Offer, Review
from assessment.parts import Choice, hand_out
from assessment.store import write_answers
from assessment.tui.dialogs.evidence import EvidenceTable
from assessment.tui.dialogs.next_action import NextAction
from assessment.tui.dialogs.offer import EditOffer
from assessment.tui.dialogs.review import EditReview
from assessment.tui.memory import Memory
from assessment.tui.screens.profile import ProfileScreen
from assessment.tui.session import Session

MAY = dt.date(2026, 5, 3)


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


# Another window.


async def away_and_back(pilot):
    for event in (events.AppBlur(), events.AppFocus()):
        send(pilot.app, event)
        await quiet(pilot)


def test_whoever_looks_into_another_window_has_not_left_the_date(session):
    async def typing(pilot):
        await slowly("a", *"Law", "tab", "tab", *"2027")(pilot)
        await away_and_back(pilot)
        await slowly(*"-99", "escape")(pilot)

    sit(session, then=typing)
    assert session.answer("AAA-01").action == Action(text="Law")


def test_whoever_looks_into_another_window_goes_on_in_the_same_field_of_the_cover(session):
    before = session.answers.next_review

    async def typing(pilot):
        *there, _enter = on_the_cover("next_review", "2027")
        await slowly("p", *there)(pilot)
        await away_and_back(pilot)
        await slowly(*"-0", "5", "enter")(pilot)

    sit(session, then=typing)
    assert before is None
    assert session.answers.next_review == dt.date(2027, 5, 31)


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


# What waits.


def test_a_pasted_megabyte_in_one_place_does_not_lose_what_waits_in_another(small, path, tmp_path):
    memory = Memory(tmp_path / "memory")

    async def typing(pilot):
        await slowly("n", *"No coast", "escape", "k", "o")(pilot)
        pilot.app.screen.query_one("#offices").focus()
        await paste(pilot, "é" * 1_000_000)
        await press(pilot, "escape")

    with open_session(path, small, memory=memory) as first:
        sit(first, then=typing)
    with open_session(path, small, memory=memory) as second:
        assert "No coast" in sit(second, "n").words


def test_what_waits_goes_along_to_a_file_of_another_name(small, path, tmp_path):
    memory, other = Memory(tmp_path / "memory"), tmp_path / "b.json"
    with open_session(path, small, memory=memory) as first:
        sit(first, then=slowly("n", *"No coast", "escape"))
        first.save_elsewhere(other)
        sit(first, then=slowly("right", "n", *"No port", "escape"))
    with open_session(other, small, memory=memory) as second:
        second.go_to("AAA-01")
        assert "No coast" in sit(second, "n").words
        second.go_to("AAA-02")
        assert "No port" in sit(second, "n").words


def test_what_waits_is_sealed_once_its_file_is(small, path, tmp_path):
    memory = Memory(tmp_path / "memory")
    key_of(tmp_path / "key")
    with holding(tmp_path / "key"), open_session(path, small, memory=memory) as session:
        sit(session, then=slowly("n", *"No coast", "escape"))
        session.save_elsewhere(tmp_path / "b.json.age")
        sit(session, then=slowly("right", "n", *"Zanzibarquay", "escape"))
        assert session.draft("reason of AAA-02").text == "Zanzibarquay"
    kept = [item.read_bytes() for item in (tmp_path / "memory").parent.rglob("drafts/*.json")]
    assert len(kept) == 2
    assert not any(b"Zanzibarquay" in raw for raw in kept)


def test_a_row_of_evidence_that_waits_goes_back_to_its_own_row(session):
    first, second = Evidence(title="Decree"), Evidence(title="Law")
    session.change("AAA-01", session.answer("AAA-01").replace(evidence=(first, second)))
    sit(session, then=slowly("e", "down", "tab", "tab", "tab", *"2027-99", "escape"))
    assert session.answer("AAA-01").evidence == (first, second)
    came = Evidence(title="Register", reference="R 7")
    session.change("AAA-01", session.answer("AAA-01").replace(evidence=(came, first, second)))
    app = sit(session, then=slowly("e"))
    assert "2027-99" in app.words
    sit(session, then=slowly("e", "tab", "tab", "ctrl+u", *"2027-05", "escape"))
    evidence = session.answer("AAA-01").evidence
    assert evidence == (came, first, Evidence(title="Law", date=dt.date(2027, 5, 1)))
