"""Answers to an earlier edition: carried by the questionnaire's map, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from synthetic import answers, area, question, write

from assessment.answers import Answer, Answers, Offer
from assessment.carry_over import carry_over
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers, read_questionnaire

MAP: dict[str, Any] = {
    "AA-01": {"kind": "same"},
    "AA-02": {"kind": "changed", "why": "It asks for more."},
    "AA-03": {"kind": "merged", "to": ["AA-05"], "why": "Nearly the same."},
    "AA-04": {"kind": "merged", "to": ["AA-05"], "why": "Nearly the same."},
    "AA-06": {"kind": "split", "to": ["AA-06", "AA-07"], "why": "It joined two things."},
    "AA-08": {"kind": "gone", "why": "Nobody could answer it."},
}


def edition(
    folder: Path, *, comparable: bool = True, also: dict[str, Any] | None = None
) -> Questionnaire:
    """Edition 2.0 with a map of edition 1.0."""
    part = area("AA", *(question(f"AA-{n:02}") for n in (1, 2, 5, 6, 7, 9)))
    write(folder, part, version="2.0", conditions=CONDITIONS)
    earlier = {
        "version": "1.0",
        "comparable": comparable,
        "conditions": {"affected": ["attacks", "conflict"], "hosts_mission": ["hosts_mission"]},
        "questions": MAP | (also or {}),
    }
    (folder / "editions.yaml").write_text(yaml.safe_dump({"editions": [earlier]}))
    return read_questionnaire(str(folder))


CONDITIONS = [
    {"id": name, "text": f"The State: {name}.", "when_false": f"Not {name}."}
    for name in ("attacks", "conflict", "hosts_mission")
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    return edition(tmp_path_factory.mktemp("edition") / "q")


def earlier(asked: Questionnaire, given: dict[str, Any], **head: Any) -> Answers:
    """Answers to edition 1.0."""
    found = answers(asked, given, **head)
    old = found.questionnaire.model_copy(update={"version": "1.0", "sha256": "0" * 64})
    return found.model_copy(update={"questionnaire": old})


def test_the_same_question_is_carried_as_it_is(asked: Questionnaire):
    answer = Answer(status="answered", level=2, points=("a", "b"), note="In force.", flag=True)
    found = carry_over(earlier(asked, {"AA-01": answer}), asked)
    assert found.answers.answers["AA-01"] == answer
    assert (found.left_out, found.to_confirm) == ((), ())


def test_points_that_no_longer_give_the_level_leave_the_level_alone(asked: Questionnaire):
    answer = Answer(status="answered", level=3, points=("a", "b", "z"))
    carried = carry_over(earlier(asked, {"AA-01": answer}), asked).answers.answers["AA-01"]
    assert (carried.level, carried.points) == (3, None)


def test_a_changed_question_is_carried_to_be_confirmed_not_flagged(asked: Questionnaire):
    found = carry_over(earlier(asked, {"AA-02": {"level": 3, "points": ["a"]}}), asked)
    carried = found.answers.answers["AA-02"]
    assert (carried.level, carried.points) == (3, None)
    assert carried.to_confirm
    assert not carried.flag
    assert found.to_confirm == ("AA-02",)


def test_merged_questions_take_the_lower_level_and_every_restriction(asked: Questionnaire):
    given = {
        "AA-03": {"level": 3, "note": "One.", "evidence": [{"title": "Decree"}]},
        "AA-04": {"level": 1, "note": "Two.", "evidence": [{"title": "Law"}], "restricted": True},
    }
    found = carry_over(earlier(asked, given), asked)
    merged = found.answers.answers["AA-05"]
    assert (merged.status, merged.level, merged.to_confirm) == ("answered", 1, True)
    assert merged.restricted
    assert merged.note == "AA-03: One.\nAA-04: Two."
    assert [item.title for item in merged.evidence] == ["Decree", "Law"]
    assert set(found.answers.left_out["1.0"]) == {"AA-03", "AA-04"}, "as they were, beside it"


@pytest.mark.parametrize(
    ("value", "other", "status"),
    [
        (3, "unknown", "unknown"),
        ("withheld", "unknown", "unknown"),
        (3, "withheld", "withheld"),
        ({"note": "Ask."}, 3, "unanswered"),
        ("not_applicable", 3, "answered"),
        ("not_applicable", "not_applicable", "not_applicable"),
    ],
)
def test_merged_questions_stay_open_where_one_is(
    asked: Questionnaire, value: Any, other: Any, status: str
):
    found = carry_over(earlier(asked, {"AA-03": value, "AA-04": other}), asked)
    assert found.answers.answers["AA-05"].status == status


def test_a_split_question_gives_its_level_and_restriction_to_each_part(asked: Questionnaire):
    found = carry_over(earlier(asked, {"AA-06": {"level": 2, "restricted": True}}), asked)
    for key in ("AA-06", "AA-07"):
        part = found.answers.answers[key]
        assert (part.level, part.restricted, part.to_confirm) == (2, True, True)


def test_what_is_not_asked_any_more_stays_in_the_file_through_every_session(asked: Questionnaire):
    first = carry_over(earlier(asked, {"AA-08": {"level": 4, "note": "Kept."}}), asked)
    assert first.left_out == ("AA-08",)
    saved = first.answers.model_copy(update={"questionnaire": answers(asked, {}).questionnaire})
    again = parse_answers(dump(saved), asked, where="f").answers
    assert again.left_out["1.0"]["AA-08"].note == "Kept."
    assert parse_answers(dump(again), asked, where="f").answers == again


def test_a_false_fact_is_carried_to_all_parts_and_a_true_one_asked_anew(asked: Questionnaire):
    for value, wanted in ((False, {"attacks": False, "conflict": False}), (True, {})):
        old = earlier(asked, {}, conditions={"affected": value, "hosts_mission": value})
        carried = carry_over(old, asked).answers.profile.conditions
        assert carried == {**wanted, "hosts_mission": value}


@pytest.mark.parametrize(
    ("area", "carried", "text"),
    [
        (None, None, "Training."),
        ("AA", "AA", "Training."),
        ("OLD", "AA", "Training."),  # its one question became one of AA
        ("ZZ", None, "For policy area ZZ of version 1.0: Training."),
    ],
)
def test_an_offer_goes_to_the_area_that_asks_now_what_the_earlier_one_asked(
    tmp_path: Path, area: str | None, carried: str | None, text: str
):
    asked = edition(
        tmp_path / "q", also={"OLD-01": {"kind": "changed", "to": ["AA-09"], "why": "Moved."}}
    )
    old = earlier(asked, {}, offer=(Offer(area=area, assistance=("technical",), text="Training."),))
    found = carry_over(old, asked).answers
    assert found.offer == (Offer(area=carried, assistance=("technical",), text=text),)
    saved = found.model_copy(update={"questionnaire": answers(asked, {}).questionnaire})
    assert parse_answers(dump(saved), asked, where="f").answers == saved


def test_from_an_edition_whose_levels_cannot_be_compared_all_is_to_be_confirmed(tmp_path: Path):
    asked = edition(tmp_path / "q", comparable=False)
    found = carry_over(earlier(asked, {"AA-01": 2, "AA-02": "unknown"}), asked)
    assert found.to_confirm == ("AA-01", "AA-02")


def test_from_an_edition_without_a_map_what_still_exists_is_to_be_confirmed(asked: Questionnaire):
    old = earlier(asked, {"AA-01": 2, "AA-08": 3})
    strange = old.questionnaire.model_copy(update={"version": "0.3"})
    found = carry_over(old.replace(questionnaire=strange), asked)
    assert found.to_confirm == ("AA-01",)
    assert found.left_out == ("AA-08",)
    assert set(found.answers.left_out) == {"0.3"}


@given(
    given_=st.dictionaries(
        st.sampled_from([*MAP, "AA-77"]),
        st.sampled_from([0, 2, 4, "unknown", "withheld", "not_applicable"]),
    )
)
def test_no_answer_is_ever_lost(asked: Questionnaire, given_: dict[str, Any]):
    found = carry_over(earlier(asked, given_), asked)
    kept = found.answers.left_out.get("1.0", {})
    for key in given_:
        became = MAP.get(key, {"kind": "gone"})
        targets = became.get("to", [key]) if became["kind"] != "gone" else []
        assert key in kept or all(name in found.answers.answers for name in targets)
        assert bool(targets) or key in kept
