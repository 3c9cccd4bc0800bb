"""A ministry's share handed out, filled in, taken back: nothing taken silently, nothing lost."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import answer, answers

from assessment.answers import (
    EVENT_LIMIT,
    NOTE_LIMIT,
    POSITION_LIMIT,
    Action,
    Answers,
    Event,
    Evidence,
    Position,
    Profile,
    said_in,
)
from assessment.carry_over import carry_over
from assessment.errors import AssessmentError, OtherVersionError
from assessment.parts import (
    Choice,
    HandedOut,
    Returned,
    TakenBack,
    answered_at_the_desk,
    clashes,
    hand_out,
    new_events,
    outcomes,
    part_file_name,
    reopen,
    send_back,
    settle,
    take_back,
    with_reason,
)
from assessment.positions import clashing_positions, current_positions
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers
from assessment.tui.desk.taking import CameBack, came_back_rows
from assessment.tui.ministries import both_said, renamed

OUT = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
FILLED = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
DUE = dt.date(2026, 11, 30)
MINISTRIES = ("Interior", "Customs", "Trade")


def ids() -> Callable[[], str]:
    """Ids that are the same in every run."""
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):032x}"


def asking(questionnaire: Questionnaire, given: Mapping[str, Any], **head: Any) -> Answers:
    """A State's answers with three ministries in its list."""
    found = answers(questionnaire, given, **head)
    return found.replace(profile=found.profile.with_ministries(MINISTRIES))


def handed(
    questionnaire: Questionnaire, own: Answers, *ministries: str, **choice: Any
) -> HandedOut:
    """Parts for ministries, on the first of November."""
    chosen = Choice(ministries=ministries, **choice)
    return hand_out(
        questionnaire, own, chosen, due=DUE, form="json", now=OUT, by="A. Example", new_id=ids()
    )


def fill(part: Answers, given: Mapping[str, Any], **stamp: Any) -> Returned:
    """A part as its ministry sends it back."""
    stamp = {"by": "B. Example", "at": FILLED, **stamp}
    entries = dict(part.answers)
    for key, value in given.items():
        said = answer(value)
        before = part.answer(key)
        entries[key] = before.replace(**said.said, to_confirm=False, **stamp)
    assert part.part is not None
    return Returned(part.part.ministry, part.replace(answers=entries))


def taken(questionnaire: Questionnaire, own: Answers, *parts: Returned) -> TakenBack:
    """What is taken back on the first of December."""
    return take_back(questionnaire, own, parts, now=NOW, by="A. Example")


# Out.


def test_each_responsible_ministry_is_asked_what_it_leads(small: Questionnaire):
    own = asking(small, {"AAA-01": {"ministry": "Customs"}, "AAA-02": {"ministry": "Trade"}})
    out = handed(small, own)
    asked = {part.part.ministry: part.part.questions for part in out.parts if part.part}
    assert asked["Customs"] == ("AAA-01",)
    assert asked["Trade"] == ("AAA-02",)
    assert "AAA-03" in asked["Interior"], "the usual ministry, where none is set"


def test_the_states_own_name_for_the_usual_ministry_counts(small: Questionnaire):
    profile = Profile(ministries=("Home Affairs",), usual={"interior": "Home Affairs"})
    out = handed(small, asking(small, {}).replace(profile=profile))
    assert [part.part.ministry for part in out.parts if part.part] == ["Home Affairs"]


def test_supporting_ministries_are_asked_on_request(small: Questionnaire):
    own = asking(small, {"AAA-01": {"ministry": "Customs", "supporting": ("Trade",)}})
    named = [[part.part.ministry for part in handed(small, own, **how).parts if part.part]
             for how in ({}, {"supporting": True})]  # fmt: skip
    assert ("Trade" in named[0], "Trade" in named[1]) == (False, True)


def test_single_questions_and_areas_are_asked_of_whoever_is_named(small: Questionnaire):
    own = asking(small, {"AAA-01": {"ministry": "Customs"}})
    item = handed(small, own, "Trade", questions=("AAA-01",)).parts[0]
    assert item.part
    assert (item.part.ministry, item.part.questions) == ("Trade", ("AAA-01",))
    area = handed(small, own, "Trade", questions=("BBB",)).parts[0]
    assert area.part
    assert all(key.startswith("BBB-") for key in area.part.questions)


def test_a_province_is_asked_for_itself_under_its_own_name(small: Questionnaire):
    out = handed(small, asking(small, {}), to="Northern  Province", questions=("AAA-01",))
    assert out.parts[0].part
    assert out.parts[0].part.ministry == "Northern Province"
    assert "Northern Province" in out.answers.profile.ministries


def test_an_office_answers_for_its_ministry(small: Questionnaire):
    out = handed(small, asking(small, {}), "interior", to="Police directorate")
    assert (out.answers.parts[0].ministry, out.answers.parts[0].to) == (
        "Interior",
        "Police directorate",
    )


def test_a_part_says_nothing_that_the_ministry_did_not_say_itself(small: Questionnaire):
    mark = "LEAK"
    said = Position(status="answered", level=1, ministry="Customs", note="Ours.", at=OUT)
    other = Position(status="answered", level=4, ministry="Trade", note=mark, at=OUT)
    full = {
        "level": 3, "note": mark, "ministry": "Customs", "supporting": ("Trade",),
        "evidence": (Evidence(title=mark),), "action": Action(text=mark), "release": mark,
        "review": {"level": 1, "note": mark}, "target": 4, "restricted": True, "flag": True,
        "confidence": "low", "by": mark, "positions": (said, other),
    }  # fmt: skip
    own = asking(
        small,
        {"AAA-01": full, "AAA-02": {**full, "positions": ()}},
        relevance={"AAA": "high"}, conditions={"affected": True}, marking="RESTRICTED",
    )  # fmt: skip
    part = handed(small, own, "Customs").parts[0]
    text = dump(part).decode()
    assert mark not in text
    assert "Trade" not in text
    assert "relevance" not in text or not part.profile.relevance
    assert part.answers.keys() == {"AAA-01"}
    entry = part.answers["AAA-01"]
    assert (entry.level, entry.note, entry.positions) == (1, "Ours.", (said,))
    assert (entry.target, entry.review, entry.restricted, entry.flag) == (None, None, False, False)
    assert part.profile.conditions == {"affected": True}
    assert (part.kind, part.history, part.parts, part.left_out) == ("part", (), (), {})


def test_a_part_is_read_by_the_same_reader_as_any_file(small: Questionnaire):
    part = handed(small, asking(small, {})).parts[0]
    assert parse_answers(dump(part), small, where="p", parts=True).answers == part
    with pytest.raises(AssessmentError, match="is a part"):
        parse_answers(dump(part), small, where="p")


def test_the_file_remembers_what_is_out(small: Questionnaire):
    out = handed(small, asking(small, {}), "Customs", questions=("AAA-01",))
    record = out.answers.parts[0]
    assert (record.ministry, record.due, record.handed_out) == ("Customs", DUE, OUT)
    assert (record.questions, record.returned) == (("AAA-01",), None)
    event = out.answers.history[0]
    assert (event.what, event.by, event.part) == ("handed_out", "A. Example", record.id)
    assert event.detail == "Customs: AAA-01, by 30 November 2026."
    assert out.answers.id == out.parts[0].id is not None
    assert parse_answers(dump(out.answers), small, where="f").answers == out.answers


def test_what_the_profile_excludes_is_not_asked(small: Questionnaire):
    when = next(question for question in small.questions if question.when)
    own = asking(small, {}, conditions=dict.fromkeys(when.when, False))
    assert all(when.id not in part.part.questions for part in handed(small, own).parts if part.part)
    with pytest.raises(AssessmentError, match=f"does not apply: {when.id}"):
        handed(small, own, "Trade", questions=(when.id,))


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(ministries=("Intrior",)), "No ministry is called Intrior"),
        (Choice(questions=("AAA-99",)), "no question or policy area AAA-99"),
        (Choice(ministries=("Trade",)), "nothing to hand out"),
        (Choice(ministries=("Trade", "Customs"), to="An office"), "belongs to one ministry"),
        (Choice(to="x" * 300), "is too long"),
    ],
)
def test_a_choice_that_cannot_be_is_a_sentence(small: Questionnaire, choice: Choice, words: str):
    with pytest.raises(AssessmentError, match=words):
        hand_out(small, asking(small, {}), choice, due=None, form="json", now=OUT)


def test_files_of_parts_tell_ministries_apart_in_any_script(small: Questionnaire):
    names = ("وزارة الداخلية", "وزارة العدل", "Внутренние дела", "Interior / Police", "../x")
    own = asking(small, {})
    own = own.replace(profile=own.profile.with_ministries(names))
    out = [handed(small, own, name, questions=("AAA-01",)) for name in names]
    files = [part_file_name(item.answers, item.answers.parts[0]) for item in out]
    assert len(set(files)) == len(names)
    assert files[0].startswith("04-وزارة-الداخلية-")
    assert all("/" not in name and ".." not in name for name in files)


# Back.


def three_parts(questionnaire: Questionnaire, own: Answers, *keys: str) -> HandedOut:
    """The same questions asked of three ministries."""
    return handed(questionnaire, own, *MINISTRIES, questions=keys)


def test_what_one_ministry_says_is_the_answer(small: Questionnaire):
    own = asking(small, {"AAA-01": {"ministry": "Interior", "target": 4, "flag": True}})
    out = handed(small, own, "Interior", questions=("AAA-01", "AAA-02"))
    said = {"level": 2, "points": ["a", "b"], "note": "In force.", "evidence": [{"title": "D"}]}
    back = taken(small, out.answers, fill(out.parts[0], {"AAA-01": said}))
    found = back.answers.answer("AAA-01")
    assert (found.level, found.points, found.note, found.by) == (
        2, ("a", "b"), "In force.", "B. Example",
    )  # fmt: skip
    assert (found.target, found.flag, found.at) == (4, True, FILLED)
    assert [position.ministry for position in found.positions] == ["Interior"]
    assert (back.undisputed, back.clashes, back.refused) == (("AAA-01",), (), ())
    assert back.untouched == {"Interior": ("AAA-02",)}
    assert back.answers.parts[0].returned == NOW
    assert back.answers.history[-1].detail == "Interior: 1 position."
    assert parse_answers(dump(back.answers), small, where="f").answers == back.answers


def test_positions_that_agree_join_points_and_evidence_under_the_leading_note(small: Questionnaire):
    own = asking(small, {"AAA-01": {"ministry": "Customs"}})
    out = three_parts(small, own, "AAA-01")
    back = taken(
        small,
        out.answers,
        fill(out.parts[0], {"AAA-01": {"level": 2, "points": ["a", "b", "c"], "note": "I",
                                       "evidence": [{"title": "One"}]}}),
        fill(out.parts[1], {"AAA-01": {"level": 2, "points": ["a", "b", "e"], "note": "C",
                                       "evidence": [{"title": "Two"}]}}),
        fill(out.parts[2], {"AAA-01": 2}),
    )  # fmt: skip
    found = back.answers.answer("AAA-01")
    assert (found.level, found.points, found.note) == (2, ("a", "b", "c", "e"), "C")
    assert {item.title for item in found.evidence} == {"One", "Two"}


def test_points_of_two_ministries_that_would_give_more_are_those_of_both(small: Questionnaire):
    out = three_parts(small, asking(small, {}), "AAA-01")
    back = taken(
        small,
        out.answers,
        fill(out.parts[0], {"AAA-01": {"level": 2, "points": ["a", "b", "c"]}}),
        fill(out.parts[1], {"AAA-01": {"level": 2, "points": ["a", "b", "d"]}}),
    )
    assert back.answers.answer("AAA-01").points == ("a", "b")


def test_positions_that_differ_are_a_clash_until_somebody_settles_it(small: Questionnaire):
    own = asking(small, {"AAA-01": {"level": 1, "note": "Old.", "by": "D", "at": OUT}})
    out = three_parts(small, own, "AAA-01")
    back = taken(small, out.answers, fill(out.parts[0], {"AAA-01": 3}))
    found = back.answers.answer("AAA-01")
    assert (found.status, found.level) == ("unanswered", None)
    assert [(position.ministry, position.level) for position in found.positions] == [
        (None, 1),
        ("Interior", 3),
    ]
    assert found.positions[0].note == "Old."
    assert [clash.question for clash in back.clashes] == ["AAA-01"]
    assert back.undisputed == ()

    settled = settle(
        small, back.answers, "AAA-01", found.positions[1], why="The decree counts.", by="E", now=NOW
    )
    answered = settled.answer("AAA-01")
    assert (answered.level, answered.by, answered.at) == (3, "E", NOW)
    assert answered.settlement
    assert answered.settlement.why == "The decree counts."
    assert {position.level for position in answered.settlement.positions} == {1, 3}
    assert settled.history[-1].detail == "AAA-01: level 3. The decree counts."
    assert parse_answers(dump(settled), small, where="f").answers == settled


def test_a_settlement_holds_until_somebody_says_what_was_not_settled(small: Questionnaire):
    out = three_parts(small, asking(small, {}), "AAA-01")
    filled = [fill(part, {"AAA-01": level}) for part, level in zip(out.parts, (1, 3), strict=False)]
    clashing = taken(small, out.answers, *filled).answers
    outcome = Position(status="answered", level=2)
    settled = settle(small, clashing, "AAA-01", outcome, now=NOW)
    assert settled.answer("AAA-01").level == 2
    for level in (1, 2, 3):
        again = taken(small, settled, fill(out.parts[2], {"AAA-01": level}))
        assert again.answers.answer("AAA-01").level == 2
        assert not again.clashes
    reopened = taken(small, settled, fill(out.parts[2], {"AAA-01": 4}))
    assert reopened.answers.answer("AAA-01").status == "unanswered"
    assert {position.level for position in reopened.clashes[0].positions} == {1, 2, 3, 4}


def test_nothing_is_settled_without_a_statement(small: Questionnaire):
    with pytest.raises(AssessmentError, match="is not settled while nothing is stated"):
        settle(small, asking(small, {}), "AAA-01", Position(), now=NOW)


def test_half_now_and_half_later_is_ordinary(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01", "AAA-02"))
    first = fill(out.parts[0], {"AAA-01": 1})
    later = fill(first.answers, {"AAA-01": 2, "AAA-02": 3}, at=FILLED + dt.timedelta(days=1))
    for order in ([first, later], [later, first]):
        back = taken(small, out.answers, *order)
        assert [back.answers.answer(key).level for key in ("AAA-01", "AAA-02")] == [2, 3]
        assert len(back.answers.answer("AAA-01").positions) == 2, "the earlier one is kept"
        assert not back.clashes


def test_an_older_file_after_a_newer_one_is_kept_and_said_to_be_older(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01", "AAA-02"))
    older = fill(out.parts[0], {"AAA-01": 1, "AAA-02": 1})
    newer = fill(out.parts[0], {"AAA-01": 2}, at=FILLED + dt.timedelta(days=1))
    older, newer = Returned("older.json", older.answers), Returned("newer.json", newer.answers)
    back = taken(small, taken(small, out.answers, newer).answers, older)
    assert (back.answers.answer("AAA-01").level, back.answers.answer("AAA-02").level) == (2, 1)
    assert back.older == {"older.json": ("AAA-01",)}
    assert back.undisputed == ("AAA-02",)
    rows = came_back_rows(small, back.answers, CameBack(back, (), 1))
    assert [row.cells[:2] for row in rows] == [("older", "older.json"), ("taken", "AAA-02")]
    for order in ([older, newer], [newer, older]):
        both = taken(small, out.answers, *order)
        assert both.older == {"older.json": ("AAA-01",)}
        assert both.undisputed == ("AAA-01", "AAA-02")
    assert taken(small, back.answers, older).older == {}, "it is no news"


def test_two_files_of_one_ministry_that_are_equally_late_both_stand(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    back = taken(
        small, out.answers, fill(out.parts[0], {"AAA-01": 1}), fill(out.parts[0], {"AAA-01": 2})
    )
    assert [position.level for position in back.clashes[0].positions] == [1, 2]


def test_what_comes_back_untouched_is_no_position_unless_it_is_confirmed(small: Questionnaire):
    said = Position(status="answered", level=2, ministry="Interior", at=OUT - dt.timedelta(days=90))
    own = asking(small, {"AAA-01": {"level": 2, "positions": (said,)}})
    out = handed(small, own, "Interior", questions=("AAA-01",))
    untouched = Returned("p", out.parts[0])
    back = taken(small, out.answers, untouched)
    assert back.answers == out.answers, "nothing came back, so it is still out"
    assert back.untouched == {"p": ("AAA-01",)}

    confirmed = fill(out.parts[0], {"AAA-01": 2})
    back = taken(small, out.answers, confirmed)
    assert len(back.answers.answer("AAA-01").positions) == 2
    assert back.answers.parts[0].returned == NOW

    noted = out.parts[0].answers["AAA-01"].replace(note="More.")
    back = taken(small, out.answers, Returned("p", out.parts[0].replace(answers={"AAA-01": noted})))
    assert back.answers.answer("AAA-01").note == "More."


def test_an_entry_without_a_date_counts_from_the_day_it_was_asked_for(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    undated = fill(out.parts[0], {"AAA-01": 1}, at=None)
    dated = fill(out.parts[0], {"AAA-01": 2})
    assert taken(small, out.answers, dated, undated).answers.answer("AAA-01").level == 2


def test_what_is_asked_again_and_answered_the_same_day_is_the_later_answer(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    first = taken(small, out.answers, fill(out.parts[0], {"AAA-01": 2}, at=FILLED))
    again = send_back(
        small, first.answers, ["AAA-01"], "Interior",
        due=DUE, form="workbook", now=FILLED + dt.timedelta(hours=1), why="Look again",
    )  # fmt: skip
    # A workbook and a PDF form give the day alone, which is read as its first moment.
    day = dt.datetime.combine(FILLED.date(), dt.time(), dt.UTC)
    back = taken(small, again.answers, fill(again.parts[0], {"AAA-01": 3}, at=day))
    assert back.answers.answer("AAA-01").level == 3
    assert not back.clashes


def test_the_ministry_named_at_hand_out_counts(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    part = fill(out.parts[0], {"AAA-01": 2}).answers
    assert part.part
    other = part.model_copy(update={"part": part.part.model_copy(update={"ministry": "Trade"})})
    back = taken(small, out.answers, Returned("p", other))
    assert back.answers.answer("AAA-01").positions[0].ministry == "Interior"


def test_who_approved_it_is_kept(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    plain = fill(out.parts[0], {"AAA-01": 2})
    approved = Returned("p", plain.answers.replace(approved_by="The Minister"))
    for order in ([plain, approved], [approved, plain]):
        positions = taken(small, out.answers, *order).answers.answer("AAA-01").positions
        assert [position.approved_by for position in positions] == ["The Minister"]


def test_a_note_alone_decides_nothing_and_is_kept(small: Questionnaire):
    out = three_parts(small, asking(small, {"AAA-01": {"ministry": "Customs"}}), "AAA-01")
    noted = fill(out.parts[0], {"AAA-01": {"note": "Ask Customs.", "evidence": [{"title": "L"}]}})
    back = taken(small, out.answers, noted, fill(out.parts[1], {"AAA-01": 2}))
    found = back.answers.answer("AAA-01")
    assert (found.level, found.note) == (2, "Ask Customs.")
    assert [item.title for item in found.evidence] == ["L"]


def test_what_was_edited_at_the_desk_since_stays(small: Questionnaire):
    out = three_parts(small, asking(small, {"AAA-01": {"ministry": "Interior"}}), "AAA-01")
    said = {"level": 2, "note": "Ours.", "action": {"text": "Adopt it"}}
    first = taken(small, out.answers, fill(out.parts[0], {"AAA-01": said})).answers
    edited = first.answer("AAA-01").replace(
        note="Better said.", action=Action(text="Adopt it", due=DUE),
        evidence=(Evidence(title="Found at the desk"),),
    )  # fmt: skip
    own = first.with_answer("AAA-01", edited)
    found = taken(small, own, fill(out.parts[1], {"AAA-01": {"level": 2, "note": "N"}})).answers
    kept = found.answer("AAA-01")
    assert (kept.level, kept.note, kept.action) == (2, "Better said.", edited.action)
    assert kept.evidence == edited.evidence


@pytest.mark.parametrize("level", [2, 3])
def test_what_was_taken_out_at_the_desk_does_not_come_back(small: Questionnaire, level: int):
    out = three_parts(small, asking(small, {"AAA-01": {"ministry": "Interior"}}), "AAA-01")
    said = {
        "level": 2, "release": "Not for partners.", "action": {"text": "Adopt it"},
        "evidence": (Evidence(title="Secret"), Evidence(title="Law")),
    }  # fmt: skip
    first = taken(small, out.answers, fill(out.parts[0], {"AAA-01": said})).answers
    edited = first.answer("AAA-01").replace(
        release="", action=None, evidence=(Evidence(title="Law"),)
    )
    own = first.with_answer("AAA-01", edited)
    # Another ministry agrees or differs, and the question is settled and opened again.
    after = taken(small, own, fill(out.parts[1], {"AAA-01": {"level": level}})).answers
    word = Position(**said_in(after.answer("AAA-01").positions[-1]))
    settled = settle(small, after, "AAA-01", word, now=NOW)
    for found in (after, settled, reopen(small, settled, "AAA-01", now=NOW)):
        kept = found.answer("AAA-01")
        assert (kept.release, kept.action) == ("", None)
        assert [item.title for item in kept.evidence] == ["Law"]
    assert {item.release for item in settled.answer("AAA-01").positions if item.ministry} == {
        "Not for partners.", "",
    }, "what the ministry said is kept"  # fmt: skip


def test_a_level_changed_at_the_desk_is_the_authoritys_position(small: Questionnaire):
    out = three_parts(small, asking(small, {}), "AAA-01")
    first = taken(small, out.answers, fill(out.parts[0], {"AAA-01": 3})).answers
    changed = first.answer("AAA-01").stating("answered", level=1).replace(by="D", at=NOW)
    own = first.with_answer("AAA-01", changed)
    back = taken(small, own, fill(out.parts[1], {"AAA-01": 3}))
    held = {(position.ministry, position.level) for position in back.clashes[0].positions}
    assert held == {(None, 1), ("Interior", 3), ("Customs", 3)}


def test_a_carried_over_answer_that_nobody_confirmed_gives_way(small: Questionnaire):
    old = {"level": 1, "to_confirm": True, "action": Action(text="Under way"), "note": "Old."}
    out = three_parts(small, asking(small, {"AAA-01": old}), "AAA-01")
    back = taken(small, out.answers, fill(out.parts[0], {"AAA-01": 3}))
    found = back.answers.answer("AAA-01")
    assert (found.level, found.to_confirm, back.clashes) == (3, False, ())
    assert found.action == Action(text="Under way"), "the plan goes on"
    assert len(found.positions) == 2


def test_a_question_is_sent_back_to_one_ministry_with_its_own_position(small: Questionnaire):
    out = three_parts(small, asking(small, {}), "AAA-01")
    back = taken(
        small, out.answers,
        fill(out.parts[0], {"AAA-01": {"level": 1, "note": "Theirs"}}),
        fill(out.parts[1], {"AAA-01": 3}),
    )  # fmt: skip
    again = send_back(
        small, back.answers, ("AAA-01",), "Customs",
        due=None, form="json", now=NOW, why="Which decree?", new_id=lambda: "f" * 32,
    )  # fmt: skip
    assert again.answers.history[-1].what == "sent_back"
    assert again.answers.history[-1].detail == "Customs: AAA-01. Which decree?"
    assert again.parts[0].answer("AAA-01").level == 3
    assert b"Theirs" not in dump(again.parts[0])
    later = fill(again.parts[0], {"AAA-01": 1}, at=NOW + dt.timedelta(days=3))
    done = take_back(small, again.answers, [later], now=NOW + dt.timedelta(days=4))
    assert done.answers.answer("AAA-01").level == 1
    assert not done.clashes


def test_what_came_of_each_position(small: Questionnaire):
    out = three_parts(small, asking(small, {}), "AAA-01", "AAA-02", "AAA-03")
    mine = fill(out.parts[0], {"AAA-01": 1, "AAA-02": 2, "AAA-03": 2})
    other = fill(out.parts[1], {"AAA-01": 3, "AAA-03": 1})
    clashing = taken(small, out.answers, mine, other).answers
    settled = settle(
        small, clashing, "AAA-01", Position(status="answered", level=3), why="Shown.", now=NOW
    )
    told = {outcome.question: (outcome.is_followed, outcome.is_open) for outcome in outcomes(
        small, settled, "interior")}  # fmt: skip
    assert told == {"AAA-01": (False, False), "AAA-02": (True, False), "AAA-03": (False, True)}


# Refused.


def changed_part(handed_out: Answers, /, **changes: Any) -> Answers:
    """A filled-in part with something wrong in it."""
    return fill(handed_out, {"AAA-01": 2}).answers.model_copy(update=changes)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda part: changed_part(part, id="e" * 32), "of another assessment"),
        (lambda part: changed_part(part, id=None), "of another assessment"),
        (lambda part: changed_part(part, kind="full", part=None), "is no part"),
        (
            lambda part: changed_part(part, part=part.part.model_copy(update={"id": "e" * 32})),
            "does not know the part",
        ),
        (
            lambda part: changed_part(
                part, questionnaire=part.questionnaire.model_copy(update={"version": "0.9"})
            ),
            "answers version 0.9",
        ),
        (lambda part: fill(part, {"BBB-01": 2}).answers, "answers BBB-01, which was not asked"),
        (
            lambda part: fill(part, {"AAA-01": 2}, at=OUT - dt.timedelta(days=2)).answers,
            "dated 30 October 2026, before the part was handed out",
        ),
        (
            lambda part: fill(part, {"AAA-01": 2}, at=NOW + dt.timedelta(days=2)).answers,
            "dated 3 December 2026, which is in the future",
        ),
    ],
)
def test_a_part_that_cannot_be_is_named_and_nothing_of_it_is_taken(
    small: Questionnaire, wrong: Callable[[Any], Answers], words: str
):
    out = three_parts(small, asking(small, {}), "AAA-01")
    good = fill(out.parts[1], {"AAA-01": 2})
    back = taken(small, out.answers, Returned("bad.json", wrong(out.parts[0])))
    assert back.answers == out.answers
    assert [item.where for item in back.refused] == ["bad.json"]
    assert words in str(back.refused[0])
    both = taken(small, out.answers, Returned("bad.json", wrong(out.parts[0])), good)
    assert both.answers == taken(small, out.answers, good).answers


def test_costs_in_another_currency_are_not_taken_for_the_files_own(small: Questionnaire):
    out = handed(
        small, asking(small, {}, currency="EUR"), "Interior", questions=("AAA-01", "AAA-02")
    )
    costly = fill(out.parts[0], {"AAA-01": {"level": 1, "action": Action(text="Buy", cost=5)}})
    known = taken(small, out.answers, costly).answers
    in_dollars = out.answers.replace(currency="USD")
    back = taken(small, in_dollars, costly)
    assert back.answers == in_dollars
    assert "Its costs are in EUR, those of the assessment in USD" in str(back.refused[0])
    assert not taken(small, in_dollars, fill(out.parts[0], {"AAA-01": 1})).refused, "no cost"
    assert not taken(small, known.replace(currency="USD"), costly).refused, "it is known already"


@pytest.mark.parametrize("day", [OUT.date(), NOW.date()])
def test_a_form_that_gives_the_day_only_is_never_too_early_or_late(
    small: Questionnaire, day: dt.date
):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    at = dt.datetime.combine(day, dt.time(), dt.UTC)
    back = taken(small, out.answers, fill(out.parts[0], {"AAA-01": 2}, at=at))
    assert not back.refused


def test_fifty_positions_are_enough(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    many = [
        fill(out.parts[0], {"AAA-01": 2}, at=FILLED + dt.timedelta(minutes=n)) for n in range(51)
    ]
    back = taken(small, out.answers, *many)
    assert "more than 50 positions" in str(back.refused[0])
    # One place is the authority's own, so that what they differ on can still be settled.
    assert len(back.answers.answer("AAA-01").positions) == 49
    word = Position(status="answered", level=3)
    settled = settle(small, back.answers, "AAA-01", word, now=NOW)
    assert len(settled.answer("AAA-01").positions) == 50


@pytest.mark.parametrize(
    "act",
    [
        lambda small, final, _: handed(small, final),
        lambda small, final, part: taken(small, final, fill(part, {"AAA-01": 2})),
        lambda small, final, _: settle(
            small, final, "AAA-01", Position(status="unknown"), now=NOW
        ),
    ],
)  # fmt: skip
def test_a_final_document_is_locked(small: Questionnaire, act: Callable[..., object]):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    final = out.answers.replace(document_status="final")
    with pytest.raises(AssessmentError, match="is final"):
        act(small, final, out.parts[0])


def test_a_part_is_taken_back_into_a_states_own_file_only(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    with pytest.raises(AssessmentError, match="State's own file"):
        taken(small, out.parts[0], fill(out.parts[0], {"AAA-01": 2}))


def test_another_edition_is_carried_over_to_be_confirmed(small: Questionnaire):
    said = Position(status="answered", level=2, points=("a", "b"), ministry="Interior", at=OUT)
    own = asking(small, {"AAA-02": {"level": 2, "points": ("a", "b"), "positions": (said,)},
                         "AAA-03": {"level": 2, "positions": (said,)}})  # fmt: skip
    out = handed(small, own, "Interior", questions=("AAA-01", "AAA-02", "AAA-03"))
    filled = fill(out.parts[0], {"AAA-01": 2, "AAA-02": {"level": 2, "points": ["a", "b"]}}).answers
    old = filled.questionnaire.model_copy(update={"version": "0.9", "sha256": "0" * 64})
    carried = carry_over(filled.model_copy(update={"questionnaire": old}), small).answers
    carried = carried.model_copy(update={"questionnaire": out.answers.questionnaire})
    back = taken(small, out.answers, Returned("p", carried))
    assert back.answers.answer("AAA-01").to_confirm
    confirmed = back.answers.answer("AAA-02").positions
    assert [item.to_confirm for item in confirmed] == [False, True]
    assert back.untouched == {"p": ("AAA-03",)}


def test_positions_are_carried_over_with_the_file_that_holds_them(small: Questionnaire):
    out = three_parts(small, asking(small, {}), "AAA-01")
    said = {"level": 2, "points": ["a", "b", "c"]}
    full = taken(small, out.answers, fill(out.parts[0], {"AAA-01": said})).answers
    old = full.questionnaire.model_copy(update={"version": "0.9", "sha256": "0" * 64})
    carried = carry_over(full.model_copy(update={"questionnaire": old}), small).answers
    now = carried.model_copy(update={"questionnaire": full.questionnaire})
    position = now.answer("AAA-01").positions[0]
    # A letter stands for one point through all editions, so that a tick keeps its meaning.
    assert (position.points, position.to_confirm) == (("a", "b", "c"), True)
    assert parse_answers(dump(now), small, where="f").answers == now
    again = taken(small, now, fill(out.parts[1], {"AAA-01": 2}))
    assert again.answers.answer("AAA-01").level == 2


def test_an_error_of_another_version_says_what_to_do(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    part = fill(out.parts[0], {"AAA-01": 2}).answers
    old = part.questionnaire.model_copy(update={"version": "0.9"})
    back = taken(small, out.answers, Returned("p", part.model_copy(update={"questionnaire": old})))
    assert isinstance(back.refused[0], OtherVersionError)
    assert "--accept-version" in back.refused[0].remedy


# The laws, for random parts.

KEYS = ("AAA-01", "AAA-02")
TITLES = st.sampled_from(("Decree", "Letter", "Report"))
TEXTS = st.sampled_from(("", "In force.", "Not yet."))
LEVELS = st.sampled_from(
    (
        {"level": 0}, {"level": 1, "points": ["a"]}, {"level": 2},
        {"level": 2, "points": ["a", "b"]},
        {"level": 2, "points": ["a", "b", "c"]}, {"level": 2, "points": ["a", "b", "d", "f"]},
        {"level": 3, "points": ["a", "b", "c", "d"]}, {"level": 4},
        {"status": "unknown"}, {"status": "withheld"},
        {"status": "not_applicable", "reason": "It cannot exist."}, {},
    )
)  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """One question as somebody answers it."""
    said: dict[str, Any] = {**draw(LEVELS), "note": draw(TEXTS), "release": draw(TEXTS)}
    said["evidence"] = [{"title": title} for title in draw(st.lists(TITLES, max_size=2))]
    said["confidence"] = draw(st.sampled_from((None, "low", "high")))
    said["action"] = draw(st.sampled_from((None, {"text": "Adopt it"}, {"text": "Fund it"})))
    return {"status": "answered" if "level" in said else "unanswered", **said}


@st.composite
def situations(draw: st.DrawFn) -> tuple[dict[str, Any], list[tuple[int, dict[str, Any], int]]]:
    """What the State had answered, and files that come back: which part, what, on which day."""
    before = draw(st.dictionaries(st.sampled_from(KEYS), entries()))
    for entry in before.values():
        entry["ministry"] = draw(st.sampled_from((None, *MINISTRIES)))
        entry["to_confirm"] = draw(st.booleans()) and entry["status"] != "unanswered"
    filled = st.tuples(
        st.integers(0, 2),
        st.dictionaries(st.sampled_from(KEYS), entries(), min_size=1),
        st.integers(0, 2),
    )
    return before, draw(st.lists(filled, min_size=1, max_size=4))


def ready(
    questionnaire: Questionnaire, situation: tuple[dict[str, Any], list[Any]]
) -> tuple[Answers, list[Returned]]:
    """The file with its parts out, and what comes back."""
    before, filled = situation
    out = three_parts(questionnaire, asking(questionnaire, before), *KEYS)
    back = [
        fill(out.parts[which], said, at=FILLED + dt.timedelta(days=day))
        for which, said, day in filled
    ]
    return out.answers, back


def history_aside(found: Answers) -> Answers:
    return found.model_copy(update={"history": ()})


@given(situation=situations(), data=st.data())
def test_the_order_of_taking_back_does_not_matter(
    small: Questionnaire, situation: Any, data: st.DataObject
):
    own, back = ready(small, situation)
    shuffled = data.draw(st.permutations(back))
    once, other = taken(small, own, *back), taken(small, own, *shuffled)
    assert history_aside(once.answers) == history_aside(other.answers)
    assert (once.clashes, once.undisputed) == (other.clashes, other.undisputed)


@given(situation=situations())
def test_taken_back_one_by_one_is_taken_back_together(small: Questionnaire, situation: Any):
    own, back = ready(small, situation)
    step = own
    for item in back:
        step = taken(small, step, item).answers
    assert step == taken(small, own, *back).answers


@given(situation=situations(), data=st.data())
def test_twice_is_once(small: Questionnaire, situation: Any, data: st.DataObject):
    own, back = ready(small, situation)
    once = taken(small, own, *back).answers
    again = data.draw(st.lists(st.sampled_from(back), min_size=1))
    assert taken(small, once, *again).answers is once, "and it adds no line to the history"


@given(situation=situations())
def test_no_position_is_ever_lost(small: Questionnaire, situation: Any):
    own, back = ready(small, situation)
    after = taken(small, own, *back).answers
    for item in back:
        for key, entry in item.answers.answers.items():
            if not entry.is_untouched:
                kept = [held for held in after.answer(key).positions if held.ministry == item.name]
                assert entry.said in [said_in(held) for held in kept]
    for key, earlier in own.answers.items():
        if earlier.states_something and after.answer(key) != earlier:
            desk = [held for held in after.answer(key).positions if held.ministry is None]
            assert (earlier.status, earlier.level, earlier.note) in [
                (held.status, held.level, held.note) for held in desk
            ]


@given(situation=situations())
def test_what_all_agree_on_needs_no_key_and_what_differs_is_open(
    small: Questionnaire, situation: Any
):
    own, back = ready(small, situation)
    after = taken(small, own, *back)
    open_ = {clash.question for clash in clashes(small, after.answers)}
    for key, found in after.answers.answers.items():
        said = {
            (current_position.status, current_position.level)
            for current_position in current_positions(found.positions)
        }
        assert (len(said) > 1) == (key in open_)
        if found.positions:
            expected = said.pop() if len(said) == 1 else ("unanswered", None)
            assert (found.status, found.level) == expected


@given(situation=situations())
def test_what_is_taken_back_is_read_again_as_it_was_written(small: Questionnaire, situation: Any):
    own, back = ready(small, situation)
    after = taken(small, own, *back).answers
    assert parse_answers(dump(after), small, where="f").answers == after


@given(situation=situations())
def test_each_file_with_news_adds_one_line_and_names_its_part(small: Questionnaire, situation: Any):
    own, back = ready(small, situation)
    step = own
    for item in back:
        after = taken(small, step, item).answers
        added: Sequence[Any] = after.history[len(step.history) :]
        assert len(added) == (after != step)
        assert all(line.part == item.answers.part.id for line in added if item.answers.part)
        step = after


@given(situation=situations(), outcome=LEVELS.filter(bool), data=st.data())
def test_after_a_settlement_the_order_does_not_matter_either(
    small: Questionnaire, situation: Any, outcome: dict[str, Any], data: st.DataObject
):
    own, back = ready(small, situation)
    status = "answered" if "level" in outcome else outcome["status"]
    position = Position.model_validate({**outcome, "status": status})
    settled = settle(small, own, "AAA-01", position, now=FILLED)
    once = taken(small, settled, *back).answers
    other = taken(small, settled, *data.draw(st.permutations(back))).answers
    assert history_aside(once) == history_aside(other)
    assert taken(small, once, *back).answers is once


def test_a_clash_is_known_from_the_file_alone(small: Questionnaire):
    out = three_parts(small, asking(small, {}), "AAA-01")
    back = taken(
        small, out.answers, fill(out.parts[0], {"AAA-01": 1}), fill(out.parts[1], {"AAA-01": 2})
    )
    read = parse_answers(dump(back.answers), small, where="f").answers
    assert len(clashing_positions(read.answer("AAA-01"))) == 2
    assert json.loads(dump(back.answers))["answers"]["AAA-01"]["status"] == "unanswered"


@given(situation=situations(), edit=entries(), cut=st.integers(0, 3), data=st.data())
def test_after_a_change_at_the_desk_the_order_does_not_matter_either(
    small: Questionnaire, situation: Any, edit: dict[str, Any], cut: int, data: st.DataObject
):
    own, back = ready(small, situation)
    begun = taken(small, own, *back[:cut]).answers
    changed = begun.answer("AAA-01").replace(**answer(edit).said, by="D", at=NOW, to_confirm=False)
    edited = begun.with_answer("AAA-01", changed)
    once = taken(small, edited, *back).answers
    other = taken(small, edited, *data.draw(st.permutations(back))).answers
    assert history_aside(once) == history_aside(other)
    assert taken(small, once, *back).answers is once


def test_a_ministry_that_is_called_otherwise_keeps_its_positions(small: Questionnaire):
    own = asking(small, {"AAA-01": {"ministry": "Interior"}})
    own = own.replace(
        profile=Profile.model_validate({**dict(own.profile), "usual": {"interior": "Interior"}})
    )
    out = three_parts(small, own, "AAA-01")
    back = fill(out.parts[0], {"AAA-01": 1})
    clashing = taken(small, out.answers, back, fill(out.parts[1], {"AAA-01": 2})).answers
    outcome = Position(status="answered", level=2)
    settled = settle(small, clashing, "AAA-01", outcome, now=NOW)
    called = settled.replace(**renamed(small, settled, "Interior", "Home Affairs"))
    assert b"Interior" not in dump(called.replace(history=()))
    assert taken(small, called, back).answers == called, "the part is known by its id"


@pytest.mark.parametrize(("first", "later"), [(1, 3), (2, 2)])
def test_of_two_ministries_that_become_one_the_latest_word_counts(
    small: Questionnaire, first: int, later: int
):
    out = three_parts(small, asking(small, {"AAA-01": {"ministry": "Interior"}}), "AAA-01")
    soon, late = FILLED, FILLED + dt.timedelta(hours=1)
    back = taken(
        small,
        out.answers,
        fill(out.parts[0], {"AAA-01": first}, at=soon),
        fill(out.parts[1], {"AAA-01": later}, at=late),
    ).answers
    one = back.replace(**renamed(small, back, "Interior", "Customs"))
    assert both_said(back, "Interior", "Customs") == ("AAA-01",)
    assert one.answer("AAA-01").level == later
    assert len(one.answer("AAA-01").positions) == 2, "none is lost"
    assert one.answer("AAA-01").ministry == "Customs"


def test_what_was_answered_at_the_desk_stays_where_two_ministries_become_one(
    small: Questionnaire,
):
    out = three_parts(small, asking(small, {"AAA-01": {"ministry": "Interior"}}), "AAA-01")
    parts = [fill(part, {"AAA-01": 2}) for part in out.parts[:2]]
    back = taken(small, out.answers, *parts).answers
    settled = answered_at_the_desk(
        small, back, "AAA-01", answer({"level": 4, "ministry": "Interior"}), now=NOW
    )
    assert settled.answer("AAA-01").level == 4
    one = settled.replace(**renamed(small, settled, "Interior", "Customs"))
    assert one.answer("AAA-01").level == 4


def test_lines_of_the_history_are_counted_where_older_ones_gave_way(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    line = Event(what="settled", at=OUT, detail="AAA-01: level 1.")
    full = out.answers.replace(history=(line,) * EVENT_LIMIT)
    back = taken(small, full, fill(out.parts[0], {"AAA-01": 2})).answers
    assert [item.what for item in new_events(full, back)] == ["taken_back"]
    assert new_events(back, back) == ()


@pytest.mark.parametrize("when", ["asked again", "settled", "reason given"])
def test_a_long_reason_is_kept_whole_and_cut_in_the_history_alone(small: Questionnaire, when: str):
    why, outcome = "x" * NOTE_LIMIT, Position(status="answered", level=1)
    own = clashing_answers(small)
    if when == "asked again":
        own = send_back(
            small, own, ["AAA-01"], "Customs", due=DUE, form="json", now=NOW, why=why
        ).answers  # fmt: skip
    elif when == "settled":
        own = settle(small, own, "AAA-01", outcome, why=why, now=NOW)
    else:
        own = with_reason(settle(small, own, "AAA-01", outcome, now=NOW), "AAA-01", why, now=NOW)
    last = own.history[-1]
    assert last.detail.endswith("xxx...")
    assert len(last.detail) == NOTE_LIMIT
    settlement = own.answer("AAA-01").settlement
    assert settlement is None or settlement.why == why
    assert parse_answers(dump(own), small, where="f").answers == own


def test_an_answer_at_the_desk_that_finds_no_room_among_positions_is_a_sentence(
    small: Questionnaire,
):
    names = [f"Office {n}" for n in range(POSITION_LIMIT)]
    said = tuple(Position(status="answered", level=1, ministry=name, at=OUT) for name in names)
    own = asking(small, {})
    own = own.replace(profile=own.profile.with_ministries(names))
    own = own.with_answer("AAA-01", answer({"level": 3, "positions": said}))
    out = handed(small, own, "Customs", questions=("AAA-01",))
    back = taken(small, out.answers, fill(out.parts[0], {"AAA-01": 2}))
    assert [item.problem for item in back.refused] == ["AAA-01 would have more than 50 positions."]
    assert back.answers == out.answers


# At the desk.


def clashing_answers(small: Questionnaire) -> Answers:
    out = three_parts(small, asking(small, {"AAA-01": 2}), "AAA-01")
    filled = [fill(part, {"AAA-01": level}) for part, level in zip(out.parts, (1, 3), strict=False)]
    return taken(small, out.answers, *filled).answers


@given(st.data())
def test_opening_a_settled_question_again_loses_nothing(small: Questionnaire, data: st.DataObject):
    clashing = clashing_answers(small)
    level = data.draw(st.sampled_from((0, 1, 2, 3, 4)))
    outcome = Position(status="answered", level=level)
    settled = settle(small, clashing, "AAA-01", outcome, why="Shown.", now=NOW)
    opened = reopen(small, settled, "AAA-01", now=NOW)
    assert opened.answer("AAA-01") == clashing.answer("AAA-01")
    assert reopen(small, opened, "AAA-01", now=NOW) == opened


@given(st.lists(st.sampled_from((0, 1, 2, 3, 4, "unknown", "withheld")), min_size=1, max_size=6))
def test_what_the_desk_answers_against_ministries_settles_and_keeps_what_they_said(
    small: Questionnaire, given_answers: list[Any]
):
    clashing = clashing_answers(small)
    before = {position for position in clashing.answer("AAA-01").positions if position.ministry}
    now = clashing
    for value in given_answers:
        entry = now.answer("AAA-01").replace(**stated_by(answer(value)))
        now = answered_at_the_desk(small, now, "AAA-01", entry, by="A. Example", now=NOW)
        assert not clashing_positions(now.answer("AAA-01"))
        assert before <= set(now.answer("AAA-01").positions)
    assert len(now.history) <= len(clashing.history) + 1, "one settlement, one line"
    cleared = now.answer("AAA-01").stating("unanswered")
    opened = answered_at_the_desk(small, now, "AAA-01", cleared, now=NOW)
    assert opened.answer("AAA-01").positions == clashing.answer("AAA-01").positions


def stated_by(said: Any) -> dict[str, Any]:
    return {name: getattr(said, name) for name in ("status", "level", "reason", "points")}


def test_what_is_recorded_beside_an_answer_settles_nothing(small: Questionnaire):
    clashing = clashing_answers(small)
    entry = clashing.answer("AAA-01").replace(note="Ask both.", flag=True)
    after = answered_at_the_desk(small, clashing, "AAA-01", entry, now=NOW)
    assert after.answer("AAA-01") == entry
    assert clashing_positions(after.answer("AAA-01"))


def test_an_answer_that_no_ministry_spoke_of_is_the_desks_own(small: Questionnaire):
    own = asking(small, {"AAA-01": 2})
    entry = own.answer("AAA-01").stating("answered", level=3)
    after = answered_at_the_desk(small, own, "AAA-01", entry, now=NOW)
    assert after.answer("AAA-01") == entry
    assert after.history == ()
