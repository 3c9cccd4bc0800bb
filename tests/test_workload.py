"""What is asked of each ministry, where its parts are, and who is given which questions."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment.actions import action_list, day_of
from assessment.answers import Action, Answer, PartRecord, Profile
from assessment.applicability import statuses
from assessment.store import new_answers
from assessment.workload import (
    part_state,
    with_area_given,
    with_usual_ministries,
    workloads,
)

DAY = dt.date(2026, 11, 30)


def answers_with(small, entries, *, ministries=("Interior", "Trade"), **head):
    base = new_answers(small, "Examplia", dt.date(2026, 11, 1), **head)
    profile = Profile(ministries=ministries)
    return base.replace(profile=profile, answers=entries)


def level(number, ministry="Interior", **beside):
    return Answer(status="answered", level=number, ministry=ministry, **beside)


def part(number, *, due=None, returned=None, out=1, questions=("AAA-01",)):
    return PartRecord(
        id=f"{number:032x}",
        ministry="Interior",
        due=due,
        questions=questions,
        handed_out=dt.datetime(2026, 11, out, tzinfo=dt.UTC),
        returned=returned and dt.datetime(2026, 11, returned, tzinfo=dt.UTC),
    )


def test_each_ministry_has_its_own_sums_and_what_names_none_comes_last(small):
    late, coming = Action(text="x", due=dt.date(2026, 11, 29)), Action(text="y", due=DAY)
    answers = answers_with(
        small,
        {
            "AAA-01": level(1, action=late),
            "AAA-02": level(2, action=coming),
            "AAA-03": Answer(ministry="Interior", flag=True),
            "AAA-04": Answer(status="unknown", ministry="Interior"),
        },
    )
    interior, trade, nobody = workloads(small, answers, DAY)
    assert (interior.asked, interior.done, interior.open) == (4, 3, 1)
    assert (interior.flagged, interior.no_evidence) == (1, 2)
    assert (interior.actions, interior.overdue) == (2, 1)
    assert trade.asked == 0
    assert nobody.ministry == ""
    everything = [item for item in statuses(small, answers).values() if item.applies]
    assert interior.asked + nobody.asked == len(everything)


def test_an_action_that_is_done_is_neither_open_nor_overdue(small):
    done = Action(text="x", due=dt.date(2026, 1, 1), status="done")
    (interior, *_) = workloads(small, answers_with(small, {"AAA-01": level(1, action=done)}), DAY)
    assert (interior.actions, interior.overdue) == (0, 0)


@pytest.mark.parametrize(
    ("records", "status", "day", "out"),
    [
        ([], "none", None, 0),
        ([part(1)], "out", None, 1),
        ([part(1, due=DAY)], "out", DAY, 1),
        ([part(1, due=dt.date(2026, 11, 29))], "overdue", dt.date(2026, 11, 29), 1),
        ([part(1, returned=20)], "back", dt.date(2026, 11, 20), 0),
        ([part(1, returned=20), part(2, out=22, due=DAY)], "out", DAY, 1),
        # The first was lost, and asked again.
        ([part(1, due=dt.date(2026, 11, 5)), part(2, out=9, returned=20)], "back",
         dt.date(2026, 11, 20), 0),
    ],
)  # fmt: skip
def test_where_the_parts_of_a_ministry_are(records, status, day, out):
    found = part_state(records, DAY)
    assert (found.status, found.day, found.out) == (status, day, out)


def test_usual_ministries_are_given_only_where_none_is_named(small):
    answers = answers_with(small, {"AAA-01": level(1, "Trade")})
    given = with_usual_ministries(small, answers)
    assert given.answers.answer("AAA-01") == answers.answer("AAA-01")
    assert "AAA-01" not in given.questions
    named = {key: given.answers.answer(key).ministry for key in given.questions}
    assert all(named.values())
    assert set(named.values()) == set(given.ministries) <= set(given.answers.profile.ministries)
    assert with_usual_ministries(small, given.answers).questions == ()


def test_what_does_not_apply_is_given_to_nobody(small):
    conditions = {condition.id: False for condition in small.conditions}
    answers = answers_with(small, {}).replace(profile=Profile(conditions=conditions))
    given = with_usual_ministries(small, answers)
    excluded = [key for key, item in statuses(small, answers).items() if item.by_profile]
    assert excluded
    assert not set(excluded) & set(given.questions)


def test_the_states_own_name_for_a_usual_ministry_is_taken(small):
    usual = small.by_id["AAA-01"].ministry
    answers = answers_with(small, {}).replace(
        profile=Profile(ministries=("Home Office",), usual={usual: "Home Office"})
    )
    assert with_usual_ministries(small, answers).answers.answer("AAA-01").ministry == "Home Office"


def test_a_whole_area_goes_to_one_ministry_whoever_led_before(small):
    answers = answers_with(
        small, {"AAA-01": level(1), "AAA-02": level(2, "Trade", supporting=("Interior",))}
    )
    given = with_area_given(small, answers, "AAA", "Interior")
    assert "AAA-01" not in given.questions
    assert given.answers.answer("AAA-02").ministry == "Interior"
    assert given.answers.answer("AAA-02").supporting == ()
    assert given.answers.answer("AAA-02").level == 2


def test_actions_stand_by_when_they_are_due_and_gaps_without_one_are_named(small):
    days = {"AAA-01": DAY - dt.timedelta(days=1), "AAA-02": DAY, "AAA-03": DAY.replace(year=2028)}
    entries = {key: level(1, action=Action(text=key, due=day)) for key, day in days.items()}
    entries |= {"AAA-04": level(1, action=Action(text="some day")), "BBB-01": level(0)}
    found = action_list(statuses(small, answers_with(small, entries)).values(), DAY)
    assert [item.question for item in found.overdue] == ["AAA-01"]
    assert [item.question for item in found.soon] == ["AAA-02"]
    assert [item.question for item in found.later] == ["AAA-03"]
    assert [item.question for item in found.undated] == ["AAA-04"]
    assert [item.question.id for item in found.gaps_without] == ["BBB-01"]


def test_a_draft_is_measured_today_and_a_final_file_on_its_date(small):
    draft = answers_with(small, {})
    assert day_of(draft, DAY) == DAY
    assert day_of(draft.replace(document_status="final"), DAY) == dt.date(2026, 11, 1)
