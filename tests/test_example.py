"""The fictional example: everything that a reader may meet is in it."""

from __future__ import annotations

from assessment.answers import Answers
from assessment.assess import assess
from assessment.questionnaire import LEVELS, Questionnaire
from assessment.scorecard import BANDS


def test_it_shows_every_level_and_every_state(example: Answers):
    given = example.answers.values()
    assert {one.level for one in given if one.level is not None} == set(LEVELS)
    states = {"answered", "not_applicable", "unknown", "withheld", "unanswered"}
    assert {one.status for one in given} == states


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


def test_half_of_the_answers_have_their_points_ticked(
    questionnaire: Questionnaire, example: Answers
):
    answered = [one for one in example.answers.values() if one.status == "answered"]
    ticked = [one for one in answered if one.points is not None]
    assert 0.4 < len(ticked) / len(answered) < 0.6
    assert any(not one.points for one in ticked), "an empty list is no missing list"


def test_actions_are_due_within_two_years_and_never_before_the_file_was_made(
    example: Answers, earlier: Answers
):
    for answers in (example, earlier):
        due = [one.action.due for one in answers.answers.values() if one.action]
        days = [(date - answers.date).days for date in due if date]
        assert 30 < min(days) < 120
        assert 600 < max(days) < 731
        assert len({date.month for date in due if date}) == 12


def test_the_usual_ministries_answer(questionnaire: Questionnaire, example: Answers):
    for key, one in example.answers.items():
        usual = questionnaire.ministry_name(questionnaire.by_id[key].ministry)
        assert one.ministry in (usual, None)
        assert one.ministry or one.status == "not_applicable"
        assert one.ministry not in one.supporting


def test_no_answer_stands_on_a_prerequisite_that_is_absent(
    questionnaire: Questionnaire, example: Answers
):
    warnings = assess(questionnaire, example).warnings
    assert "prerequisite_absent" not in {one.kind for one in warnings}
