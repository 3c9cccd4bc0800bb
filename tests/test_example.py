"""The fictional example: everything that a reader may meet is in it."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from assessment.answers import Answer, Answers
from assessment.assess import assess
from assessment.example import earlier_example, example_answers
from assessment.locations import example_data_folder
from assessment.positions import clashing_positions, following
from assessment.questionnaire import LEVELS, Questionnaire
from assessment.scorecard import BANDS
from assessment.store import parse_answers, reference
from assessment.store.strict_yaml import load_yaml


def test_it_shows_every_level_and_every_state(example: Answers):
    given = example.answers.values()
    assert {item.level for item in given if item.level is not None} == set(LEVELS)
    states = {"answered", "not_applicable", "unknown", "withheld", "unanswered"}
    assert {item.status for item in given} == states


def test_some_areas_are_strong_and_some_weak(questionnaire: Questionnaire, example: Answers):
    card = assess(questionnaire, example).scorecard
    assert {score.band for score in card.areas.values()} == set(BANDS)
    assert not card.overall.provisional


def test_each_step_of_the_roadmap_has_several_gaps(questionnaire: Questionnaire, example: Answers):
    roadmap = assess(questionnaire, example).roadmap
    assert 10 <= len(roadmap.now) <= 15
    assert len(roadmap.next) >= 8
    assert len(roadmap.later) >= 4
    for step in (roadmap.next, roadmap.later):
        assert len({gap.stage for gap in step}) > 1


def test_most_answers_have_their_points_ticked_and_some_a_level_alone(example: Answers):
    answered = [answer for answer in example.answers.values() if answer.status == "answered"]
    ticked = [item for item in answered if item.points is not None]
    assert 0.7 < len(ticked) / len(answered) < 0.9
    assert any(not item.points for item in ticked), "an empty list is no missing list"


def test_actions_are_due_within_two_years_and_never_before_the_file_was_made(
    example: Answers, earlier: Answers
):
    for answers in (example, earlier):
        due = [answer.action.due for answer in answers.answers.values() if answer.action]
        days = [(date - answers.date).days for date in due if date]
        assert 30 < min(days) < 120
        assert 600 < max(days) < 731
        assert len({date.month for date in due if date}) == 12


def test_the_usual_ministries_answer_under_the_names_that_the_state_gives_them(
    questionnaire: Questionnaire, example: Answers
):
    usual = example.profile.usual
    assert usual.keys() == {ministry.id for ministry in questionnaire.ministries}
    assert set(usual.values()) == set(example.profile.ministries)
    assert 8 <= len(example.profile.ministries) <= 12
    for key, answer in example.answers.items():
        # The State sends police to missions and no soldiers: there Interior leads, not Defence.
        expected = usual[questionnaire.by_id[key].ministry]
        assert answer.ministry == (
            "Interior" if key.startswith("PKO") and key != "PKO-06" else expected
        )
        assert answer.ministry not in answer.supporting


def test_no_answer_stands_on_a_prerequisite_that_is_absent(
    questionnaire: Questionnaire, example: Answers
):
    warnings = assess(questionnaire, example).warnings
    assert "prerequisite_absent" not in {warning.kind for warning in warnings}


# What somebody wrote, and not a rule.


@pytest.mark.parametrize("period", ["2026", "2024"])
def test_the_written_example_passes_the_checks_of_every_answer_file(
    questionnaire: Questionnaire, example: Answers, earlier: Answers, period: str
):
    located = load_yaml((example_data_folder() / f"unga-75-59-{period}.yaml").read_text("utf-8"))
    assert not located.mistakes
    assert located.data["questionnaire"]["version"] == questionnaire.version
    asked = reference(questionnaire).model_dump()
    raw = json.dumps({"format": 2, **located.data, "questionnaire": asked}).encode()
    written = parse_answers(raw, questionnaire, where=period).answers
    assert written == {"2026": example, "2024": earlier}[period]


def test_another_questionnaire_has_an_example_made_by_rules(small: Questionnaire):
    for answers in (example_answers(small), earlier_example(small)):
        assert answers.answers.keys() <= small.by_id.keys()
        assert any(answer.level is not None for answer in answers.answers.values())


def test_a_copy_that_asks_other_questions_has_an_example_made_by_rules(
    questionnaire: Questionnaire,
):
    fewer = questionnaire.model_copy(update={"areas": questionnaire.areas[:3]})
    answers = example_answers(fewer)
    assert answers.answers
    assert answers.answers.keys() <= fewer.by_id.keys()


def test_an_example_made_by_rules_shows_every_level_and_state(questionnaire: Questionnaire):
    drawn = example_answers(questionnaire.model_copy(update={"id": "another"}))
    given = drawn.answers.values()
    assert {answer.level for answer in given} == {None, *LEVELS}
    assert {answer.status for answer in given} == {
        "answered", "not_applicable", "unknown", "withheld", "unanswered",
    }  # fmt: skip
    assert any(answer.restricted for answer in given)
    assert any(answer.action for answer in given)


def test_the_states_are_those_that_the_guide_promises(example: Answers):
    counted = Counter(answer.status for answer in example.answers.values())
    assert counted == {
        "answered": 109, "not_applicable": 3, "unknown": 5, "withheld": 2, "unanswered": 3,
    }  # fmt: skip
    assert sum(answer.restricted for answer in example.answers.values()) == 2


def test_reviewers_lowered_17_of_25_answers_by_one_and_say_why(example: Answers):
    reviewed = [answer for answer in example.answers.values() if answer.review]
    differences = Counter(_difference(item) for item in reviewed)
    assert differences == {0: 8, -1: 17}
    assert all(item.review and item.review.note for item in reviewed)


def _difference(answer: Answer) -> int:
    assert answer.review is not None
    assert answer.review.level is not None
    assert answer.level is not None
    return answer.review.level - answer.level


def test_two_ministries_differ_on_three_questions_of_which_one_is_open(
    questionnaire: Questionnaire, example: Answers
):
    disputed = {key: answer for key, answer in example.answers.items() if answer.positions}
    settled = {key for key, item in disputed.items() if item.settlement}
    assert len(disputed) == 3
    assert [key for key, item in disputed.items() if clashing_positions(item)] == ["AWR-06"]
    assert settled == disputed.keys() - {"AWR-06"}
    for key, item in disputed.items():
        assert following(questionnaire.by_id[key], item, item.ministry or "") == item
        assert item.settlement is None or item.settlement.why


def test_three_levels_and_one_area_fell_and_each_fall_has_its_reason(
    questionnaire: Questionnaire, example: Answers, earlier: Answers
):
    fallen = [
        key
        for key, answer in example.answers.items()
        if answer.level is not None and answer.level < (earlier.answer(key).level or 0)
    ]
    assert fallen == ["PRI-01", "PRI-02", "STK-07"]
    assert all("fallen" in example.answer(key).note for key in ("PRI-01", "STK-07"))
    now, then = (assess(questionnaire, item).scorecard.areas for item in (example, earlier))
    assert [area for area in now if (now[area].score or 0) < (then[area].score or 0)] == ["PRI"]


def test_one_answer_is_restricted_now_and_was_not_then(example: Answers, earlier: Answers):
    now, then = (
        {key for key, answer in answers.answers.items() if answer.restricted}
        for answers in (example, earlier)
    )
    assert now - then == {"RSP-07"}


def test_the_notes_are_short_and_no_two_are_alike(example: Answers, earlier: Answers):
    for answers in (example, earlier):
        notes = [answer.note for answer in answers.answers.values() if answer.note]
        assert len(set(notes)) == len(notes)
        assert max(len(note.split()) for note in notes) < 120


def test_a_gap_says_what_is_done_next_who_does_it_and_until_when(
    questionnaire: Questionnaire, example: Answers
):
    roadmap = assess(questionnaire, example).roadmap
    gaps = [gap.question for gap in (*roadmap.now, *roadmap.next, *roadmap.later)]
    acted = [key for key in gaps if (action := example.answer(key).action) and action.text]
    assert len(acted) / len(gaps) > 0.9
    for key in acted:
        action = example.answer(key).action
        assert action is not None
        assert action.owner
        assert action.due
        assert action.text[0].isupper()
        if action.cost is not None:
            assert action.funded is not None
            assert action.funded <= action.cost
        assert bool(action.assistance) or not action.request


def test_every_big_topic_that_may_be_told_has_a_text_for_release(
    questionnaire: Questionnaire, example: Answers
):
    told = {key for key, answer in example.answers.items() if answer.release}
    big = {
        question.id
        for question in questionnaire.questions
        if question.weight == 3
        and example.answer(question.id).level is not None
        and not example.answer(question.id).restricted
    }
    assert big <= told
    assert 40 <= len(told) <= 50


def test_a_critical_reader_asks_about_a_handful_of_things(
    questionnaire: Questionnaire, example: Answers
):
    found = Counter(warning.kind for warning in assess(questionnaire, example).warnings)
    assert found == {"no_evidence": 2, "old_evidence": 2, "not_applicable_against_profile": 2}
