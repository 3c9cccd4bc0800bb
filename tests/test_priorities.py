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


def test_inside_a_step_priority_then_waiting_then_level_then_order(tmp_path: Path):
    built = build(
        tmp_path / "q",
        area(
            "AA",
            question("AA-01", weight=1, target=4),  # level 2: 2 levels, weight 1: p = 11.1
            question("AA-02", weight=2),  # level 2: 1 level, weight 2: p = 11.1
            question("AA-03", weight=2),  # the same, and something waits for it
            question("AA-04", weight=2, requires=["AA-03"]),
            question("AA-05", weight=2, target=1),  # level 0: p = 11.1
            question("AA-06", weight=3),  # level 2: p = 16.7
        ),
    )
    found = answers(built, {f"AA-{n:02}": 0 if n == 5 else 2 for n in range(1, 7)})
    plan = roadmap(built, found)
    assert ids(plan.now) == ["AA-06", "AA-03", "AA-05", "AA-01", "AA-02", "AA-04"]
    assert [gap.rank for gap in plan.now] == [1, 2, 3, 4, 4, 4], "ties are shown as ties"


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


# An independent reading of the rules about prerequisites, from the words of the method


def naive_targets(questionnaire: Questionnaire, found: Answers) -> dict[str, int]:
    """Targets raised until nothing changes, by looking at everything again and again."""
    level = {key: found.answer(key).level for key in questionnaire.by_id}
    target = {
        key: one.target if found.answer(key).target is None else found.answer(key).target
        for key, one in questionnaire.by_id.items()
    }
    changed = True
    while changed:
        changed = False
        for key, one in questionnaire.by_id.items():
            if level[key] is None or level[key] >= target[key]:
                continue  # it is no gap
            for needed in one.requires:
                unmet = level[needed] is not None and level[needed] < 2
                if unmet and target[needed] < 2:
                    target[needed] = 2
                    changed = True
    return target


def naive_step(questionnaire: Questionnaire, found: Answers, gaps: set[str], key: str) -> str:
    def unmet(name: str) -> list[str]:
        needed = questionnaire.by_id[name].requires
        return [n for n in needed if found.answer(n).level in (0, 1)]

    if not unmet(key):
        return "now"
    return "next" if all(n in gaps and not unmet(n) for n in unmet(key)) else "later"


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
def test_targets_and_steps_equal_a_naive_reading(data: st.DataObject, tangled: Questionnaire):
    found = data.draw(given_answers(tangled))
    plan = roadmap(tangled, found)
    targets = naive_targets(tangled, found)
    wanted = {
        key
        for key in tangled.by_id
        if found.answer(key).level is not None and found.answer(key).level < targets[key]
    }
    assert {gap.question for gap in plan.gaps} == wanted
    factor = {"low": 1, "medium": 2, "high": 3}
    for gap in plan.gaps:
        asked = tangled.by_id[gap.question]
        r = factor[found.profile.relevance_of(asked.area_id)]
        p = 100 * max(0, targets[gap.question] - gap.level) / 4 * asked.weight / 3 * r / 3
        assert gap.priority == pytest.approx(p)
        assert gap.target == targets[gap.question]
        assert gap.step == naive_step(tangled, found, wanted, gap.question)
        waiting = [k for k in tangled.by_id if gap.question in tangled.by_id[k].requires]
        assert gap.waiting == tuple(key for key in waiting if key in wanted)


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
    gaps = sorted(found.roadmap.gaps, key=lambda gap: questionnaire.position[gap.question])
    draws = np.random.Generator(np.random.PCG64(7559)).uniform(
        0.5, 1.5, (10_000, len(questionnaire.questions))
    )
    hits = dict.fromkeys((gap.question for gap in gaps), 0)
    places = [questionnaire.position[gap.question] for gap in gaps]
    for row in draws:
        drawn = [
            (-gap.priority * row[place], gap.question)
            for gap, place in zip(gaps, places, strict=True)
        ]
        for _, key in sorted(drawn)[:10]:
            hits[key] += 1
    assert dict(found.robustness) == {key: count / 10_000 for key, count in hits.items()}


def test_robustness_ignores_the_steps(tmp_path: Path):
    asked = [question(f"AA-{n:02}", weight=3 if n == 12 else 1) for n in range(1, 13)]
    asked[11]["requires"] = ["AA-01"]
    built = build(tmp_path / "q", area("AA", *asked))
    found = assess(built, answers(built, dict.fromkeys(built.by_id, 0)))
    assert found.gaps["AA-12"].step == "next"
    assert found.robustness["AA-12"] == 1.0
    assert sum(found.robustness.values()) == pytest.approx(10)
