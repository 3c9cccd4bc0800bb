"""Two copies of one file made one: what one changed is taken, what both changed is settled."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import DATA, answer
from test_parts import (
    FILLED,
    KEYS,
    NOW,
    asking,
    entries,
    fill,
    handed,
    history_aside,
    ready,
    situations,
    taken,
    three_parts,
)

from assessment.answers import RECORDED, Action, Answer, Answers, Evidence, PartRecord, Position
from assessment.errors import AssessmentError
from assessment.merge import Merged, merge
from assessment.parts import clashes, with_new_day
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers

NAMED = "a" * 32


def copies(
    small: Questionnaire, first: dict[str, Any], second: dict[str, Any], **base: Any
) -> tuple[Answers, Answers, Answers]:
    """Two copies of a file, and what both began from."""
    began = asking(small, base.get("base", {}), id=NAMED)
    made = [asking(small, given_, id=NAMED) for given_ in (first, second)]
    return made[0], made[1], began


def merged(small: Questionnaire, *copies_: Answers | None) -> Merged:
    """The copies, and the base if there is one, merged on the first of December."""
    item, other, *base = copies_
    assert item
    assert other
    return merge(small, item, other, *base, now=NOW, by="A. Example")


def test_what_one_copy_changed_is_taken_from_it(small: Questionnaire):
    before = {"AAA-01": {"level": 1, "note": "Old."}, "AAA-02": 2}
    item, other, base = copies(
        small,
        {**before, "AAA-01": {"level": 2, "note": "Old."}},
        {**before, "AAA-01": {"level": 1, "note": "New."}, "AAA-03": 4},
        base=before,
    )
    found = merged(small, item, other, base)
    assert (found.answers.answer("AAA-01").level, found.answers.answer("AAA-01").note) == (
        2, "New.",
    )  # fmt: skip
    assert [found.answers.answer(key).level for key in ("AAA-02", "AAA-03")] == [2, 4]
    assert (found.clashes, found.differing) == ((), ())
    assert found.answers.history[-1].what == "merged"


def test_what_was_removed_in_one_copy_is_gone(small: Questionnaire):
    before = {"AAA-01": {"level": 1, "evidence": (Evidence(title="A"), Evidence(title="B"))}}
    entry, other, base = copies(
        small, {"AAA-01": {"level": 1, "evidence": (Evidence(title="A"),)}}, before, base=before
    )
    found = merged(small, other, entry, base).answers.answer("AAA-01")
    assert [item.title for item in found.evidence] == ["A"]


def test_a_text_and_an_answer_that_one_copy_took_out_are_gone_whichever_is_named_first(
    small: Questionnaire,
):
    before = {"level": 2, "note": "Kept.", "release": "Not for partners."}
    took_out, other, base = copies(
        small,
        {"AAA-01": {"status": "unanswered", "note": "Kept."}},
        {"AAA-01": {**before, "flag": True}},
        base={"AAA-01": before},
    )
    took_out, other = took_out.replace(marking=""), other.replace(marking="SECRET")
    for item, second in ((took_out, other), (other, took_out)):
        found = merged(small, item, second, base.replace(marking="SECRET"))
        kept = found.answers.answer("AAA-01")
        assert (kept.status, kept.note, kept.release, kept.flag) == (
            "unanswered",
            "Kept.",
            "",
            True,
        )
        assert found.answers.marking == ""
        assert found.differing == ()


def test_a_text_that_was_taken_out_in_one_copy_and_changed_in_the_other_is_told(
    small: Questionnaire,
):
    took_out, other, base = copies(
        small,
        {"AAA-01": {"level": 2}},
        {"AAA-01": {"level": 2, "release": "New."}},
        base={"AAA-01": {"level": 2, "release": "Old."}},
    )
    for item, second in ((took_out, other), (other, took_out)):
        found = merged(small, item, second, base)
        assert found.answers.answer("AAA-01").release == "New."
        assert found.answers.answer("AAA-01").positions == ()
        assert found.differing == (
            "AAA-01: the text for release was removed in one copy and changed in the other: "
            "'New.' stands.",
        )


def test_what_the_desk_took_out_of_what_a_ministry_said_stays_out_of_the_merged_file(
    small: Questionnaire,
):
    out = handed(small, asking(small, {}, id=NAMED), "Interior", questions=("AAA-01",))
    said = {"level": 2, "release": "Not for partners."}
    base = taken(small, out.answers, fill(out.parts[0], {"AAA-01": said})).answers
    entry = base.answer("AAA-01")
    took_out = base.with_answer("AAA-01", entry.replace(release=""))
    other = base.with_answer("AAA-01", entry.replace(flag=True))
    for item, second in ((took_out, other), (other, took_out)):
        assert merged(small, item, second, base).answers.answer("AAA-01").release == ""


def test_without_a_base_answers_that_differ_are_clashes(small: Questionnaire):
    item, other, _ = copies(
        small,
        {"AAA-01": {"level": 1, "by": "A", "at": FILLED}, "AAA-02": 2, "AAA-03": "unknown"},
        {"AAA-01": {"level": 3, "by": "B", "at": NOW}, "AAA-02": 2, "BBB-01": 4},
    )
    found = merged(small, item, other)
    assert found.clashes == ("AAA-01",)
    clash = found.answers.answer("AAA-01")
    assert clash.status == "unanswered"
    assert [(held.level, held.by, held.ministry) for held in clash.positions] == [
        (1, "A", None), (3, "B", None),
    ]  # fmt: skip
    assert found.answers.answer("BBB-01").level == 4
    assert found.answers.answer("AAA-03").status == "unknown"
    assert [held.question for held in clashes(small, found.answers)] == ["AAA-01"]


def test_what_both_changed_is_a_clash_with_a_base_too(small: Questionnaire):
    item, other, base = copies(small, {"AAA-01": 2}, {"AAA-01": 3}, base={"AAA-01": 1})
    found = merged(small, item, other, base)
    assert {held.level for held in found.answers.answer("AAA-01").positions} == {2, 3}
    assert found.clashes == ("AAA-01",)


def test_a_text_that_both_changed_stands_as_in_the_first_and_the_other_is_kept(
    small: Questionnaire,
):
    item, other, _ = copies(
        small,
        {"AAA-01": {"level": 2, "note": "One.", "action": Action(text="Adopt")}},
        {"AAA-01": {"level": 2, "note": "Two."}},
    )
    found = merged(small, item, other)
    assert found.differing == ("AAA-01: the note differs: 'One.' stands, not 'Two.'.",)
    kept = found.answers.answer("AAA-01")
    assert (kept.level, kept.note, kept.action) == (2, "One.", Action(text="Adopt"))
    assert [held.note for held in kept.positions] == ["Two."]


def test_what_differs_is_called_as_it_is_on_the_screen(small: Questionnaire):
    entry = {"level": 2, "release": "One.", "action": Action(text="Adopt"), "restricted": True}
    other = {"level": 2, "release": "Two.", "action": Action(text="Train")}
    item, second, _ = copies(small, {"AAA-01": entry}, {"AAA-01": other})
    assert merged(small, item, second).differing == (
        "AAA-01: the text for release differs: 'One.' stands, not 'Two.'.",
        "AAA-01: the next action differs: 'Adopt' stands, not 'Train'.",
    )


def test_two_reasons_are_both_kept(small: Questionnaire):
    no = {"status": "not_applicable", "reason": "No coast."}
    item, other, _ = copies(
        small,
        {"AAA-01": Answer.model_validate(no)},
        {"AAA-01": Answer.model_validate({**no, "reason": "No port."})},
    )
    found = merged(small, item, other).answers.answer("AAA-01")
    assert (found.reason, [held.reason for held in found.positions]) == ("No coast.", ["No port."])


def test_marks_of_either_copy_stay(small: Questionnaire):
    item, other, _ = copies(
        small,
        {"AAA-01": {"level": 2, "restricted": True, "ministry": "Customs"}},
        {"AAA-01": {"level": 2, "flag": True, "ministry": "Trade", "supporting": ("Interior",)}},
    )
    found = merged(small, item, other)
    kept = found.answers.answer("AAA-01")
    assert (kept.restricted, kept.flag, kept.ministry) == (True, True, "Customs")
    assert kept.supporting == ("Interior", "Trade")
    assert "responsible ministry differs: 'Customs' stands" in found.differing[0]


@pytest.mark.parametrize("name", RECORDED)
def test_what_the_authority_alone_records_is_taken_from_whichever_copy_has_it(
    small: Questionnaire, name: str
):
    """A field that merging does not know would be lost where the other copy changed the answer."""
    full = json.loads((DATA / "every-field-of-format-2.json").read_bytes())["answers"]["AAA-01"]
    recorded = {"flag": True, "restricted": True} | {name: full[name]}
    item, other, base = copies(
        small,
        {"AAA-01": {"level": 1, "note": "Changed here."}},
        {"AAA-01": {"level": 1, name: recorded[name]}},
        base={"AAA-01": 1},
    )
    found = merged(small, item, other, base).answers.answer("AAA-01")
    assert found.note == "Changed here."
    assert getattr(found, name) == getattr(other.answer("AAA-01"), name)


def test_head_and_profile_are_merged_too(small: Questionnaire):
    item, other, base = copies(small, {}, {})
    item = item.replace(period="2026", authority="A", contact="x")
    other = other.replace(period="2027", marking="RESTRICTED")
    other = other.replace(
        profile=other.profile.model_copy(update={"conditions": {"affected": True}})
    )
    found = merged(small, item, other, base)
    assert (found.answers.period, found.answers.marking, found.answers.contact) == (
        "2026", "RESTRICTED", "x",
    )  # fmt: skip
    assert found.answers.profile.conditions == {"affected": True}
    assert found.differing == ("period differs: '2026' stands, not '2027'.",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "b" * 32}, "not copies of one assessment"),
        ({"state": "Kareland"}, "not copies of one assessment"),
        ({"document_status": "final"}, "A copy is final"),
    ],
)
def test_what_is_no_copy_is_refused(small: Questionnaire, change: dict[str, Any], words: str):
    item, other, _ = copies(small, {}, {})
    with pytest.raises(AssessmentError, match=words):
        merged(small, item, other.replace(**change))


def test_another_edition_and_a_part_are_refused(small: Questionnaire):
    item, other, _ = copies(small, {}, {})
    old = other.questionnaire.model_copy(update={"version": "0.9"})
    with pytest.raises(AssessmentError, match="different versions"):
        merged(small, item, other.replace(questionnaire=old))
    with pytest.raises(AssessmentError, match="own answer files"):
        merged(small, item, handed(small, item).parts[0])


def test_parts_handed_out_from_either_copy_are_known_to_both(small: Questionnaire):
    began, _, _ = copies(small, {}, {})
    item = handed(small, began, "Interior", questions=("AAA-01",))
    other = handed(small, began, "Customs", questions=("AAA-01",))
    second = other.answers.parts[0].model_copy(update={"id": "c" * 32})
    known = merged(small, item.answers, other.answers.replace(parts=(second,))).answers
    assert {held.ministry for held in known.parts} == {"Interior", "Customs"}


def many_positions(start: int) -> dict[str, Any]:
    said = (
        Position(
            status="answered", level=2, ministry="Customs", at=NOW + dt.timedelta(minutes=start + n)
        )
        for n in range(40)
    )
    return {"level": 2, "positions": tuple(said)}


def many_parts(start: int) -> tuple[PartRecord, ...]:
    return tuple(
        PartRecord(id=f"{start + n:032x}", ministry="Customs", handed_out=NOW) for n in range(600)
    )


def test_more_than_one_file_can_hold_is_a_sentence(small: Questionnaire):
    names = tuple(f"Office {n}" for n in range(80))
    own = asking(small, {}, id=NAMED)
    own = own.replace(profile=own.profile.with_ministries(names))

    def with_supporting(some: tuple[str, ...]) -> Answers:
        return own.with_answer("AAA-01", Answer(supporting=some))

    crowded = (
        ((own.replace(parts=many_parts(0)), own.replace(parts=many_parts(600))), "1000 parts"),
        (
            copies(small, {"AAA-01": many_positions(0)}, {"AAA-01": many_positions(40)})[:2],
            "AAA-01 would have more than 50 positions",
        ),
        (
            (with_supporting(names[:40]), with_supporting(names[40:])),
            "AAA-01 would have more than 50 supporting ministries",
        ),
    )
    for pair, words in crowded:
        with pytest.raises(AssessmentError, match=words):
            merged(small, *pair)


# Laws.


@given(situation=situations(), cut=st.integers(0, 4))
def test_taken_back_in_two_copies_and_merged_is_taken_back_in_one(
    small: Questionnaire, situation: Any, cut: int
):
    own, back = ready(small, situation)
    item, other = taken(small, own, *back[:cut]).answers, taken(small, own, *back[cut:]).answers
    found = merged(small, item, other, own)
    assert history_aside(found.answers) == history_aside(taken(small, own, *back).answers)
    assert found.differing == ()


GIVEN = st.dictionaries(
    st.sampled_from(KEYS), entries().filter(lambda each_item: not answer(each_item).is_empty)
)


@given(given_=GIVEN)
def test_a_copy_that_nobody_changed_is_the_file(small: Questionnaire, given_: dict[str, Any]):
    own = asking(small, given_, id=NAMED)
    for base in (None, own, asking(small, {}, id=NAMED)):
        assert merged(small, own, own, base).answers == own
    empty = asking(small, {}, id=NAMED)
    assert merged(small, empty, own).answers.answers == own.answers
    assert merged(small, own, empty, empty).answers == own


@given(first=GIVEN, second=GIVEN, began=GIVEN, based=st.booleans())
def test_no_answer_is_ever_lost_and_what_differs_is_told(
    small: Questionnaire,
    first: dict[str, Any],
    second: dict[str, Any],
    began: dict[str, Any],
    based: bool,
):
    item, other, base = copies(small, first, second, base=began)
    found = merged(small, item, other, base if based else None)
    before = base if based else asking(small, {})
    for copy in (item, other):
        for key, entry in copy.answers.items():
            after = found.answers.answer(key)
            said = [after, *after.positions]
            if entry.states_something and entry != before.answer(key):
                told = [(held.status, held.level) for held in said]
                unchanged = (entry.status, entry.level, entry.points) == (
                    before.answer(key).status, before.answer(key).level, before.answer(key).points,
                )  # fmt: skip
                assert unchanged or (entry.status, entry.level) in told
            if entry.note and entry.note != before.answer(key).note:
                assert entry.note in [held.note for held in said]
    assert found.clashes == tuple(held.question for held in clashes(small, found.answers))
    assert parse_answers(dump(found.answers), small, where="f").answers == found.answers


@given(first=GIVEN, second=GIVEN)
def test_which_copy_is_named_first_changes_no_level_and_no_clash(
    small: Questionnaire, first: dict[str, Any], second: dict[str, Any]
):
    item, other, _ = copies(small, first, second)
    both = [merged(small, *pair) for pair in ((item, other), (other, item))]
    assert both[0].clashes == both[1].clashes
    for key in KEYS:
        held = [found.answers.answer(key) for found in both]
        assert (held[0].status, held[0].level) == (held[1].status, held[1].level)


def test_a_clash_of_two_copies_stays_when_parts_come_back(small: Questionnaire):
    item, other, _ = copies(small, {"AAA-01": 1}, {"AAA-01": 2})
    found = merged(small, item, other).answers
    out = three_parts(small, found, "AAA-01")
    back = taken(small, out.answers, fill(out.parts[0], {"AAA-01": answer(2)}))
    assert {held.level for held in back.clashes[0].positions} == {1, 2}


def test_a_clash_that_both_copies_hold_alike_is_none_between_them(small: Questionnaire):
    item, other, _ = copies(small, {"AAA-01": 1}, {"AAA-01": 3})
    open_clash = merged(small, item, other).answers
    again = merged(small, open_clash, open_clash)
    assert again.clashes == ()
    assert again.answers == open_clash


def test_the_later_day_of_a_part_stands_where_one_copy_moved_it(small: Questionnaire):
    began = handed(small, asking(small, {}, id=NAMED)).answers
    part = began.parts[0]
    moved = with_new_day(began, [part.id], dt.date(2027, 1, 15), now=NOW)
    for item, other in ((began, moved), (moved, began)):
        found = merged(small, item, other, began).answers
        assert next(known.due for known in found.parts if known.id == part.id) == dt.date(
            2027, 1, 15
        )
        assert "new_day" in [event.what for event in found.history]


def test_evidence_that_finds_no_room_beside_an_answer_is_told(small: Questionnaire):
    def copy(mark: str) -> Answers:
        pieces = tuple(Evidence(title=f"{mark}{n}") for n in range(30))
        return asking(small, {"AAA-01": {"level": 1, "evidence": pieces}}, id=NAMED)

    first, second = copy("a"), copy("b")
    found = merged(small, first, second)
    kept = found.answers.answer("AAA-01").evidence
    assert kept[:30] == first.answer("AAA-01").evidence
    assert kept[30:] == second.answer("AAA-01").evidence[:20]
    assert found.differing == (
        "AAA-01: the evidence: the copies have 60, of which the first 50 stand.",
    )
