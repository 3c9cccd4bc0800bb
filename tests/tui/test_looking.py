"""To look into a dialog and to go out of it again changes nothing, to the last space."""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, answered, open_session, opened
from showing import slowly
from sitting import sit

from assessment.answers import Action, Answer, Evidence, Offer, Position, Review
from assessment.parts import Choice, hand_out
from assessment.store import dump, write_answers

MAY = dt.date(2027, 5, 30)
EVERYTHING = Answer(
    status="answered", level=2, points=("a", "b"), target=4, confidence="medium",
    ministry="Interior", supporting=("Trade",), note="As in the decree. \n\n", release="So. \n",
    evidence=(Evidence(title="Decree", reference="D 7", date=MAY), Evidence(title="Law")),
    action=Action(text="A law \n", owner="Justice", due=MAY, status="under_way", cost=0, funded=0,
                  assistance=("material", "technical"), request="Help \n"),
    review=Review(level=3, note="Seen. \n", by="A peer", at=NOW), by="Justice", at=NOW,
)  # fmt: skip
BARELY = EVERYTHING.replace(
    action=Action(due=MAY, request=" "), review=Review(by="A peer", at=NOW), evidence=()
)
LOOKS = [
    ("e", "escape"), ("e", "down", "up", "tab", "ctrl+s"), ("m", "escape"), ("m", "enter"),
    ("M", "tab", "escape"), ("a", "escape"), ("a", *["tab"] * 12, "ctrl+s"), ("o", "escape"),
    ("o", "ctrl+s"), ("R", "escape"), ("y", "escape"), ("y", *["tab"] * 4, "ctrl+s"),
    ("n", "escape"), ("t", "enter"), ("c", "enter"), ("t", "escape"),
    ("p", "enter", "enter", "escape", "escape"),
    ("p", *["pagedown"] * 3, "enter", "enter", "escape"),
    ("p", *["pagedown"] * 5, "enter", *["tab"] * 4, "escape", "escape"),
]  # fmt: skip


@pytest.mark.parametrize("answer", [EVERYTHING, BARELY], ids=["everything", "barely"])
@pytest.mark.parametrize("keys", LOOKS, ids=" ".join)
def test_a_look_changes_nothing(small, path, keys, answer):
    offer = Offer(text="Trainers \n", assistance=("material", "technical"))
    answers = answered(small).with_answer("AAA-01", answer).replace(
        authority="Interior", currency="EUR", next_review=MAY, language="pt-BR", offer=(offer,)
    )  # fmt: skip
    write_answers(path, answers)
    with open_session(path, small) as session:
        session.go_to("AAA-01")
        sit(session, then=slowly(*keys))
        assert session.answers == answers
        assert not session.can_undo


@pytest.mark.parametrize("keys", [("o", "escape"), ("a", "escape"), ("e", "escape")], ids=" ".join)
def test_a_look_at_what_a_ministry_said_before_is_no_confirmation(small, tmp_path, keys):
    said = {name: getattr(EVERYTHING, name) for name in ("note", "release", "evidence", "action")}
    before = Position(status="answered", level=2, ministry="Interior", at=NOW, **said)
    own = answered(small).with_answer("AAA-01", Answer(ministry="Interior", positions=(before,)))
    out = hand_out(small, own, Choice(("Interior",)), due=None, form="json", now=NOW)
    path = tmp_path / "part.json"
    path.write_bytes(dump(out.parts[0]))
    part = opened(path, small)
    part.go_to("AAA-01")
    assert part.answer("AAA-01").is_untouched
    sit(part, then=slowly("escape", *keys))
    part.close()
    assert part.answer("AAA-01").is_untouched
