"""The roadmap: priorities, steps, ties, prerequisites, robustness."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import answers, area, build, question
from test_scoring import GOLDEN, PROFILE, given_answers

from assessment.answers import Answers
from assessment.assess import assess, roadmap
from assessment.questionnaire import Questionnaire


def ids(gaps) -> list[str]:
    return [gap.question for gap in gaps]


@pytest.fixture(scope="module")
def golden(small: Questionnaire):
    return assess(small, answers(small, GOLDEN, **PROFILE))


def test_the_roadmap_by_hand(golden):
    # relevance: AAA medium 2, BBB high 3, CCC low 1
    assert {gap.question: gap.priority for gap in golden.roadmap.gaps} == {
        "AAA-01": pytest.approx(100 * (3 - 1) / 4 * 3 / 3 * 2 / 3),  # 33.3
        "AAA-04": pytest.approx(100 * (2 - 0) / 4 * 1 / 3 * 2 / 3),  # 11.1, raised to level 2
        "BBB-01": pytest.approx(100 * (3 - 1) / 4 * 3 / 3 * 3 / 3),  # 50
        "BBB-02": pytest.approx(100 * (4 - 3) / 4 * 2 / 3 * 3 / 3),  # 16.7
        "BBB-04": pytest.approx(100 * (3 - 2) / 4 * 1 / 3 * 3 / 3),  # 8.3
    }


def test_steps_follow_the_prerequisites(golden):
    plan = golden.roadmap
    assert ids(plan.now) == ["AAA-01", "AAA-04"]
    assert ids(plan.next) == ["BBB-01", "BBB-04"]
    assert ids(plan.later) == ["BBB-02"]
    assert golden.gaps["BBB-01"].unmet == ("AAA-01",)
    assert golden.gaps["AAA-01"].waiting == ("BBB-01",)
    assert golden.gaps["AAA-04"].target == 2, "raised while BBB-04 waits for it"
    assert golden.scorecard.areas["AAA"].target == 450 / 7, "the score's target is not raised"


def test_the_lists_beside_the_steps(golden):
    assert golden.roadmap.due_for_review == ("AAA-02",)
    assert golden.roadmap.facts_to_establish == ("AAA-03",)
    assert golden.roadmap.withheld == 1


def test_stages_follow_the_levels(golden):
    assert [golden.gaps[key].stage for key in ("AAA-04", "AAA-01", "BBB-04", "BBB-02")] == [
        "design",
        "design",
        "implementation",
        "review",
    ]


@pytest.mark.parametrize("status", ["unknown", "withheld", "unanswered", "not_applicable"])
def test_a_prerequisite_without_a_level_blocks_nothing_and_is_named(
    small: Questionnaire, status: str
):
    gap = assess(small, answers(small, {"AAA-01": status, "BBB-01": 1})).gaps["BBB-01"]
    assert gap.step == "now"
    assert gap.unmet == ()
    assert gap.open_prerequisites == ("AAA-01",)


def test_a_prerequisite_at_level_two_is_met(small: Questionnaire):
    gap = assess(small, answers(small, {"AAA-01": 2, "BBB-01": 1})).gaps["BBB-01"]
    assert (gap.step, gap.unmet, gap.open_prerequisites) == ("now", (), ())


def test_a_prerequisite_nobody_waits_for_keeps_its_own_target(small: Questionnaire):
    found = answers(small, {"AAA-01": {"level": 0, "target": 0}, "BBB-01": 3})
    assert roadmap(small, found).gaps == (), "BBB-01 is no gap, so nothing waits"


def test_inside_a_step_urgency_then_priority_then_waiting_then_level_then_order(tmp_path: Path):
    built = build(
        tmp_path / "q",
        area(
            "AA",
            question("AA-01", weight=1, target=4),  # level 2: 2 levels, weight 1: p = 11.1
            question("AA-02", weight=2),  # level 2: 1 level, weight 2: p = 11.1
            question("AA-03", weight=1, target=1),  # level 0, raised to 2: p = 11.1, AA-04 waits
            question("AA-04", weight=2, target=3, requires=["AA-03"]),  # level 2: p = 11.1
            question("AA-05", weight=2, target=1),  # level 0: p = 11.1
            question("AA-06", weight=3),  # level 2: p = 16.7
            question("AA-07", weight=1, target=1),  # level 0, raised to 2: p = 11.1, AA-08 waits
            question("AA-08", weight=3, target=4, requires=["AA-07"]),  # level 2: p = 33.3
        ),
    )
    found = answers(built, {f"AA-{n:02}": 0 if n in (3, 5, 7) else 2 for n in range(1, 9)})
    plan = roadmap(built, found)
    assert ids(plan.now) == ["AA-07", "AA-06", "AA-03", "AA-05", "AA-01", "AA-02"]
    assert [gap.rank for gap in plan.now] == [1, 2, 3, 4, 5, 5], "ties are shown as ties"
    assert ids(plan.next) == ["AA-08", "AA-04"], "both wait only for what is in now"
    urgent = {gap.question: gap.urgency for gap in plan.gaps}
    assert urgent["AA-07"] == pytest.approx(100 / 3), "as urgent as AA-08, which waits for it"
    assert urgent["AA-03"] == pytest.approx(100 / 9)


def test_urgency_reaches_back_through_a_chain(tmp_path: Path):
    built = build(
        tmp_path / "q",
        area(
            "AA",
            question("AA-01", target=0),
            question("AA-02", target=0, requires=["AA-01"]),
            question("AA-03", weight=3, requires=["AA-02"]),
        ),
    )
    plan = roadmap(built, answers(built, dict.fromkeys(built.by_id, 0)))
    assert [(gap.question, gap.step) for gap in plan.gaps] == [
        ("AA-01", "now"),
        ("AA-02", "next"),
        ("AA-03", "later"),
    ]
    assert {gap.urgency for gap in plan.gaps} == {50.0}


def many(tmp_path: Path, weights: list[int]) -> Questionnaire:
    asked = [question(f"AA-{n:02}", weight=w) for n, w in enumerate(weights, start=1)]
    return build(tmp_path / "q", area("AA", *asked))


def test_now_holds_ten_and_those_that_equal_the_tenth(tmp_path: Path):
    built = many(tmp_path, [3] * 8 + [2] * 4 + [1] * 3)
    plan = roadmap(built, answers(built, dict.fromkeys(built.by_id, 2)))
    assert len(plan.now) == 12, "the ninth to the twelfth are equal"
    assert len(plan.next) == 3
    assert {gap.equal_to for gap in plan.next} == {0}


def test_now_never_holds_more_than_fifteen_and_the_rest_says_how_many_it_equals(tmp_path: Path):
    built = many(tmp_path, [3] * 4 + [2] * 16)
    plan = roadmap(built, answers(built, dict.fromkeys(built.by_id, 2)))
    assert ids(plan.now) == [f"AA-{n:02}" for n in range(1, 16)]
    assert [gap.equal_to for gap in plan.next] == [11] * 5


@pytest.mark.parametrize("first", [3, 20])
def test_how_many_are_first_is_the_questionnaires(tmp_path: Path, first: int):
    asked = [question(f"AA-{n:02}", weight=1 + n % 3) for n in range(1, 13)]
    built = build(tmp_path / "q", area("AA", *asked), first=first)
    plan = roadmap(built, answers(built, dict.fromkeys(built.by_id, 2)))
    assert len(plan.now) == {3: 4, 20: 12}[first]


def test_missing_points_stand_up_to_the_target_lowest_level_first(small: Questionnaire):
    given = {
        "AAA-01": 0,
        "AAA-02": {"level": 1, "points": ["b", "d"], "target": 4},
        "AAA-03": {"level": 2, "points": ["a", "b", "c", "e"], "target": 3},
    }
    gaps = assess(small, answers(small, given)).gaps
    assert gaps["AAA-01"].missing == ("a", "b", "c", "d")
    assert gaps["AAA-02"].missing == ("a", "c", "e", "f")
    assert gaps["AAA-03"].missing == ("d",)


def test_due_for_review_by_weight_times_relevance(tmp_path: Path):
    built = build(
        tmp_path / "q",
        area("AA", question("AA-01", weight=2), question("AA-02", weight=3)),
        area("BB", question("BB-01", weight=2), question("BB-02", weight=1, target=4)),
    )
    found = answers(built, dict.fromkeys(built.by_id, 3), relevance={"AA": "low", "BB": "high"})
    plan = roadmap(built, found)
    assert plan.due_for_review == ("BB-01", "AA-02", "AA-01")  # 6, 3, 2
    assert ids(plan.gaps) == ["BB-02"], "a gap is not due for review"


@pytest.fixture(scope="module")
def tangled(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    """Twelve questions in two areas with prerequisites across several steps."""
    needs = {2: [1], 3: [1, 2], 5: [4], 6: [5, 3], 8: [6], 9: [8, 1], 10: [2, 4], 12: [9, 10, 11]}
    parts = [
        area(
            code,
            *[
                question(
                    f"{code}-{n:02}",
                    weight=1 + n % 3,
                    target=n % 5,
                    requires=[f"{'AA' if m < 7 else 'BB'}-{m:02}" for m in needs.get(n, [])],
                )
                for n in numbers
            ],
        )
        for code, numbers in (("AA", range(1, 7)), ("BB", range(7, 13)))
    ]
    return build(tmp_path_factory.mktemp("tangled") / "q", *parts)


@given(data=st.data())
def test_every_unmet_prerequisite_of_a_gap_is_a_gap(data: st.DataObject, tangled: Questionnaire):
    plan = roadmap(tangled, data.draw(given_answers(tangled)))
    known = {gap.question for gap in plan.gaps}
    assert all(name in known for gap in plan.gaps for name in gap.unmet)


# Robustness


def test_up_to_ten_gaps_hold_in_every_draw(golden):
    assert set(golden.robustness.values()) == {1.0}


@pytest.mark.parametrize("period", ["current", "earlier"])
def test_robustness_equals_a_naive_loop(
    questionnaire: Questionnaire, example: Answers, earlier: Answers, period: str
):
    found = assess(questionnaire, example if period == "current" else earlier)
    gaps = {gap.question: gap for gap in found.roadmap.gaps}
    ready = [key for key, gap in gaps.items() if not gap.unmet]
    draws = np.random.Generator(np.random.PCG64(7559)).uniform(
        0.5, 1.5, (10_000, len(questionnaire.questions))
    )
    place = questionnaire.position
    hits = dict.fromkeys(ready, 0)
    for row in draws:
        drawn = {key: gap.priority * row[place[key]] for key, gap in gaps.items()}
        urgent = dict(drawn)
        changed = True
        while changed:
            changed = False
            for key, gap in gaps.items():
                for name in gap.unmet:
                    if urgent[name] < urgent[key]:
                        urgent[name], changed = urgent[key], True
        ordered = sorted(
            ready,
            key=lambda k: (
                -urgent[k], -drawn[k], -len(gaps[k].waiting), gaps[k].level, place[k],
            ),
        )  # fmt: skip
        for key in ordered[:10]:
            hits[key] += 1
    assert dict(found.robustness) == {key: count / 10_000 for key, count in hits.items()}


def test_a_gap_with_an_unmet_prerequisite_has_no_robustness(tmp_path: Path):
    asked = [question(f"AA-{n:02}", weight=3 if n == 13 else 1) for n in range(1, 14)]
    asked[12]["requires"] = ["AA-01"]
    built = build(tmp_path / "q", area("AA", *asked))
    found = assess(built, answers(built, dict.fromkeys(built.by_id, 0)))
    assert found.gaps["AA-13"].step == "next"
    assert "AA-13" not in found.robustness
    assert found.robustness["AA-01"] == 1.0, "as urgent as the one that waits for it"
    assert sum(found.robustness.values()) == pytest.approx(10)
