"""The formulas, by hand and by property."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from synthetic import DATA, answer, answers, area, build, question

from assessment.answers import Answers, Profile
from assessment.applicability import excluded_by_profile, statuses
from assessment.assess import EDITIONS, assess, roadmap, scorecard
from assessment.errors import AnswerFileError
from assessment.figures import coverage, points, priority
from assessment.questionnaire import Questionnaire
from assessment.scorecard import Score, Scorecard, band
from assessment.scoring import sums
from assessment.store import dump, parse_answers

GOLDEN = {
    "AAA-01": {"level": 1, "review": {"level": 0}},  # weight 3
    "AAA-02": 3,  # weight 2
    "AAA-03": "unknown",  # weight 1
    "AAA-04": {"level": 0, "target": 0},  # weight 1
    "BBB-01": 1,  # weight 3, needs AAA-01
    "BBB-02": {"level": 3, "target": 4},  # weight 2, needs BBB-01
    "BBB-03": "not_applicable",  # weight 1, needs AAA-02
    "BBB-04": 2,  # weight 1, needs AAA-04
    # CCC-01, weight 2, is excluded by the profile: the State is not affected
    "CCC-02": "withheld",  # weight 1
}
PROFILE = {"conditions": {"affected": False}, "relevance": {"BBB": "high", "CCC": "low"}}


@pytest.fixture(scope="module")
def golden(small: Questionnaire) -> Scorecard:
    return scorecard(small, answers(small, GOLDEN, **PROFILE))


def figures(score: Score) -> tuple[float | None, ...]:
    return (score.score, score.low, score.high, score.coverage, score.target, score.reviewed)


def test_an_area_by_hand(golden: Scorecard):
    # applicable weight 3 + 2 + 1 + 1 = 7, answered weight 3 + 2 + 1 = 6
    points = 3 * 25 * 1 + 2 * 25 * 3 + 1 * 25 * 0  # 225
    targets = 3 * 75 + 2 * 75 + 1 * 75 + 1 * 0  # 450; AAA-04 aims at level 0
    reviewed = 3 * 25 * 0 + 2 * 75 + 1 * 0  # 150: the reviewer gave AAA-01 level 0
    assert figures(golden.areas["AAA"]) == (
        points / 6,  # 37.5
        points / 7,  # 32.14: AAA-03 at level 0
        (points + 100 * 1) / 7,  # 46.43: AAA-03 at level 4
        6 / 7,
        targets / 7,  # 64.29
        reviewed / 6,  # 25
    )


def test_not_applicable_leaves_the_score_and_is_counted(golden: Scorecard):
    # BBB-03 leaves: applicable and answered weight 3 + 2 + 1 = 6
    points = 3 * 25 * 1 + 2 * 25 * 3 + 1 * 25 * 2  # 275
    item = golden.areas["BBB"]
    targets = 3 * 75 + 2 * 100 + 1 * 75  # 500
    assert figures(item) == (points / 6, points / 6, points / 6, 1.0, targets / 6, None)
    assert (item.counts.applicable, item.counts.not_applicable, item.counts.by_profile) == (3, 1, 0)
    assert item.declared_not_applicable == 1


def test_an_area_without_an_answer_has_a_range_and_no_score(golden: Scorecard):
    item = golden.areas["CCC"]
    assert figures(item) == (None, 0.0, 100.0, 0.0, 75.0, None)
    assert item.counts.by_profile == 1
    assert item.counts.withheld == 1
    assert item.declared_not_applicable == 0, "the profile is not the authority"
    assert not item.sufficient
    assert item.band is None


def test_the_overall_by_hand(golden: Scorecard):
    aaa, bbb = Fraction(225, 6), Fraction(275, 6)
    item = golden.overall
    # BBB counts twice. CCC has no score, but a range and a target.
    assert item.score == pytest.approx(float((aaa + 2 * bbb) / 3))  # 43.06
    assert item.low == pytest.approx(float((Fraction(225, 7) + 2 * bbb + 0) / 4))  # 30.95
    assert item.high == pytest.approx(float((Fraction(325, 7) + 2 * bbb + 100) / 4))  # 59.52
    target = Fraction(450, 7) + 2 * Fraction(500, 6) + 75
    assert item.target == pytest.approx(float(target / 4))  # 76.49
    assert item.reviewed == pytest.approx(float((25 + 2 * bbb) / 3))  # 38.89
    assert item.coverage == 12 / 14
    assert item.provisional, "CCC has no answer at all"
    assert item.band is None
    assert item.declared_not_applicable == 1


def test_paragraphs_take_every_question_that_cites_them(golden: Scorecard):
    three = golden.paragraphs[3]  # AAA-01 (3 x 25), AAA-02 (2 x 75), BBB-01 (3 x 25)
    assert three.score == 300 / 8
    five = golden.paragraphs[5]  # AAA-02 cites it beside paragraph 3; AAA-03 is open
    assert (five.score, five.low, five.high) == (150 / 3, 150 / 4, 250 / 4)
    assert golden.paragraphs[7].score == 200 / 3
    assert figures(golden.paragraphs[31]) == (None,) * 6


def test_functions_take_the_questions_that_name_them(golden: Scorecard):
    assert golden.functions["prevent"].score == 225 / 6
    assert golden.functions["respond"].score == (75 + 150) / 5
    assert golden.functions["recover"].score is None
    assert figures(golden.functions["mitigate"]) == (None,) * 6


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (0.0, "minimal"),
        (24.99, "minimal"),
        (25.0, "partial"),
        (49.96, "partial"),  # shown as 50.0: bands look at the unrounded score
        (50.0, "substantial"),
        (74.999, "substantial"),
        (75.0, "advanced"),
        (100.0, "advanced"),
    ],
)
def test_bands_on_the_unrounded_score(score: float, word: str):
    assert band(score) == word


def test_a_mean_that_is_fifty_by_hand_is_in_the_band_of_fifty():
    areas = [
        Fraction(325, 4),
        Fraction(125, 6),
        Fraction(175, 2),
        Fraction(35, 4),
        Fraction(155, 3),
    ]
    assert sum(areas) / 5 == 50
    as_floats = sum(map(float, areas)) / 5
    assert as_floats < 50, "floating point falls a hair short"
    assert band(as_floats) == "substantial"
    assert points(37.24999999999999) == "37.3"


def shown(score: Score) -> dict[str, str]:
    return {
        "score": points(score.score),
        "low": points(score.low),
        "high": points(score.high),
        "target": points(score.target),
        "reviewed": points(score.reviewed),
        "coverage": coverage(score.coverage),
        "band": "provisional" if score.provisional else score.band or "–",
    }


@pytest.mark.parametrize("path", sorted((DATA / "worked").glob("*.yaml")), ids=lambda p: p.stem)
def test_worked_example(path: Path, small: Questionnaire):
    """Each file in tests/data/worked can be read, changed and signed by a policy officer."""
    worked = yaml.safe_load(path.read_text())
    found = answers(
        small,
        worked["answers"],
        conditions=worked.get("profile"),
        relevance=worked.get("relevance"),
    )
    card = scorecard(small, found)
    groups = {"overall": card.overall, **card.areas}
    groups |= {f"paragraph {number}": paragraph for number, paragraph in card.paragraphs.items()}
    for name, wanted in worked["scores"].items():
        got = shown(groups[name])
        assert {key: got[key] for key in wanted} == {k: str(v) for k, v in wanted.items()}, name
    plan = roadmap(small, found)
    for step, wanted in worked.get("roadmap", {}).items():
        got = [f"{gap.question} {priority(gap.priority)}" for gap in getattr(plan, step)]
        assert got == wanted, step
    missing = {gap.question: list(gap.missing) for gap in plan.gaps}
    assert missing == worked.get("missing", missing)
    for name in ("due_for_review", "facts_to_establish"):
        if name in worked:
            assert list(getattr(plan, name)) == worked[name]
    for key, item in worked.get("refused", {}).items():
        told = refusal(small, found, key, item)
        assert f"answers, {key}" in told, told
        assert "points" in told, told
        assert "follows" not in item or f"level {item['follows']} does." in told, told


def refusal(small: Questionnaire, found: Answers, key: str, entry: dict[str, Any]) -> str:
    """What is said of the file with this answer in it."""
    entry = {name: value for name, value in entry.items() if name != "follows"}
    document = json.loads(dump(found))
    document["answers"] = {key: {"status": "answered", **entry}}
    with pytest.raises(AnswerFileError) as refused:
        parse_answers(json.dumps(document).encode(), small, where="worked.json")
    return str(refused.value)


# Properties

LEVELS = st.integers(0, 4)
OPEN = ("unknown", "withheld", "unanswered")


@st.composite
def given_answers(draw: st.DrawFn, questionnaire: Questionnaire) -> Answers:
    """Answers of every state, with targets, reviewers' levels, relevance and conditions."""
    entries = {}
    for asked in questionnaire.questions:
        kind = draw(st.sampled_from(["level", "level", "level", "not_applicable", "none", *OPEN]))
        if kind == "level":
            target = draw(st.none() | LEVELS)
            reviewed = draw(st.none() | LEVELS)
            entries[asked.id] = answer(
                {"level": draw(LEVELS), "target": target, "review": {"level": reviewed}}
            )
        elif kind != "none":
            entries[asked.id] = answer(kind)
    codes = [area.id for area in questionnaire.areas]
    return answers(
        questionnaire,
        entries,
        conditions=draw(st.dictionaries(st.sampled_from(["affected"]), st.booleans())),
        relevance=draw(
            st.dictionaries(st.sampled_from(codes), st.sampled_from(["low", "medium", "high"]))
        ),
    )


def groups(card: Scorecard) -> list[Score]:
    return [
        card.overall,
        *card.areas.values(),
        *card.paragraphs.values(),
        *card.functions.values(),
    ]


@given(data=st.data())
def test_raising_one_level_lowers_no_score(data: st.DataObject, small: Questionnaire):
    before = data.draw(given_answers(small))
    answered = [key for key, answer in before.answers.items() if (answer.level or 4) < 4]
    if not answered:
        return
    key = data.draw(st.sampled_from(answered))
    item = before.answers[key]
    after = before.with_answer(key, item.replace(level=data.draw(st.integers(item.level + 1, 4))))
    for then, now in zip(
        groups(scorecard(small, before)), groups(scorecard(small, after)), strict=True
    ):
        assert (then.score is None) == (now.score is None)
        for figure in ("score", "low", "high", "reviewed"):
            value = getattr(then, figure)
            assert value is None or getattr(now, figure) >= value, (then.id, figure)


@given(data=st.data())
def test_the_range_contains_every_later_score(data: st.DataObject, small: Questionnaire):
    before = data.draw(given_answers(small))
    after = before
    for key, item in assess(small, before).statuses.items():
        if item.is_open and data.draw(st.booleans()):
            after = after.with_answer(
                key, answer(data.draw(LEVELS | st.sampled_from(["not_applicable", "unknown"])))
            )
    for then, now in zip(
        groups(scorecard(small, before)), groups(scorecard(small, after)), strict=True
    ):
        for value in (now.score, now.low, now.high):
            assert value is None or then.low - 1e-9 <= value <= then.high + 1e-9, then.id


@given(data=st.data())
def test_the_order_of_answers_never_matters(data: st.DataObject, small: Questionnaire):
    found = data.draw(given_answers(small))
    keys = data.draw(st.permutations(list(found.answers)))
    shuffled = found.model_copy(update={"answers": {key: found.answers[key] for key in keys}})
    item, other = assess(small, found), assess(small, shuffled)
    assert item.scorecard == other.scorecard
    assert item.roadmap == other.roadmap
    assert found.sha256 == shuffled.sha256


@given(data=st.data())
def test_the_overall_score_is_the_exact_mean_over_areas_but_for_a_last_bit(
    data: st.DataObject, small: Questionnaire
):
    found = data.draw(given_answers(small))
    known = statuses(small, found)
    points = weights = Fraction(0)
    for group in small.areas:
        tally = sums([known[asked.id] for asked in group.questions])
        if tally.answered:
            points += Fraction(group.weight) * Fraction(tally.points, tally.answered)
            weights += Fraction(group.weight)
    overall = scorecard(small, found).overall.score
    assert (overall is None) == (not weights)
    if overall is not None:
        assert abs(Fraction(overall) - points / weights) < Fraction(1, 10**12)


def without(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """The questionnaire as if a question had never been asked."""
    areas = []
    for group in questionnaire.areas:
        kept = tuple(
            asked.model_copy(update={"requires": tuple(n for n in asked.requires if n != key)})
            for asked in group.questions
            if asked.id != key
        )
        if kept:
            areas.append(group.model_copy(update={"questions": kept}))
    return Questionnaire.model_construct(**{**dict(questionnaire), "areas": tuple(areas)})


FIGURES = ("score", "low", "high", "coverage", "target", "reviewed", "band", "sufficient")


@given(data=st.data())
def test_a_question_that_does_not_apply_might_as_well_not_be_asked(
    data: st.DataObject, small: Questionnaire
):
    found = data.draw(given_answers(small))
    key = data.draw(st.sampled_from(list(small.by_id)))
    found = found.with_answer(key, answer("not_applicable"))
    fewer = without(small, key)
    rest = {name: item for name, item in found.answers.items() if name != key}
    item = assess(small, found)
    other = assess(fewer, found.model_copy(update={"answers": rest}))
    for group, twin in _twins(item.scorecard, other.scorecard):
        assert [getattr(group, name) for name in FIGURES] == [
            getattr(twin, name) for name in FIGURES
        ]
    assert item.scorecard.overall.provisional == other.scorecard.overall.provisional
    assert _plan(item) == _plan(other)
    assert item.roadmap.due_for_review == other.roadmap.due_for_review
    assert item.roadmap.facts_to_establish == other.roadmap.facts_to_establish


def _twins(scorecard: Scorecard, other: Scorecard):
    yield scorecard.overall, other.overall
    for kind in ("areas", "paragraphs", "functions"):
        for key, twin in getattr(other, kind).items():
            yield getattr(scorecard, kind)[key], twin


def _plan(found):
    return [
        (gap.question, gap.step, gap.rank, gap.priority, gap.target, gap.unmet, gap.waiting)
        for gap in found.roadmap.gaps
    ]


# When a score is provisional


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    """Two areas of ten questions, all of weight 1."""
    parts = [
        area(code, *[question(f"{code}-{n:02}") for n in range(1, 11)]) for code in ("AA", "BB")
    ]
    return build(tmp_path_factory.mktemp("wide") / "q", *parts)


def _answered(wide: Questionnaire, first: int, second: int) -> Answers:
    keys = [f"AA-{n:02}" for n in range(1, first + 1)] + [
        f"BB-{n:02}" for n in range(1, second + 1)
    ]
    return answers(wide, dict.fromkeys(keys, 4))


@pytest.mark.parametrize(
    ("first", "second", "provisional"),
    [
        (10, 10, False),
        (10, 6, False),  # 80 %: just enough
        (10, 5, True),  # 75 %
        (8, 8, False),
        (8, 7, True),
    ],
)
def test_silence_buys_no_better_word(
    wide: Questionnaire, first: int, second: int, provisional: bool
):
    overall = scorecard(wide, _answered(wide, first, second)).overall
    assert overall.provisional is provisional
    assert overall.band == (None if provisional else "advanced")
    assert overall.score == 100.0, "the score stays; only the word goes"


def test_one_silent_area_makes_the_overall_provisional(tmp_path: Path):
    parts = [
        area("AA", *[question(f"AA-{n:02}", weight=3) for n in range(1, 11)]),
        area("BB", question("BB-01"), question("BB-02"), question("BB-03")),
    ]
    built = build(tmp_path / "q", *parts)
    full = dict.fromkeys([f"AA-{n:02}" for n in range(1, 11)], 2)
    card = scorecard(built, answers(built, {**full, "BB-01": 2}))
    assert card.overall.coverage > 0.8
    assert not card.areas["BB"].sufficient
    assert card.overall.provisional
    silent = dict.fromkeys(["BB-01", "BB-02", "BB-03"], "not_applicable")
    assert not scorecard(built, answers(built, {**full, **silent})).overall.provisional


def test_nothing_asked_nothing_scored(small: Questionnaire):
    given_up = answers(small, dict.fromkeys(small.by_id, "not_applicable"))
    overall = scorecard(small, given_up).overall
    assert figures(overall) == (None,) * 6
    assert overall.provisional
    assert overall.declared_not_applicable == 17


# Who is asked


def test_a_condition_that_is_not_set_leaves_the_question_in(small: Questionnaire):
    asked = small.by_id["CCC-01"]
    assert not excluded_by_profile(asked, answers(small, {}))
    assert not excluded_by_profile(asked, answers(small, {}, conditions={"affected": True}))
    assert excluded_by_profile(asked, answers(small, {}, conditions={"affected": False}))


@pytest.mark.parametrize(
    ("first", "second", "excluded"),
    [(False, False, True), (False, None, False), (None, False, False), (False, True, False)],
)
def test_any_condition_that_is_true_or_not_set_is_enough(
    tmp_path: Path, first: bool | None, second: bool | None, excluded: bool
):
    built = build(tmp_path / "q", area("AA", question("AA-01", when=["affected", "hosts_mission"])))
    known = {"affected": first, "hosts_mission": second}
    profile = Profile(
        conditions={name: value for name, value in known.items() if value is not None}
    )
    found = answers(built, {}).model_copy(update={"profile": profile})
    assert excluded_by_profile(built.by_id["AA-01"], found) is excluded


@pytest.mark.parametrize("status", ["answered", "unknown", "withheld"])
def test_an_entry_that_states_something_overrides_the_profile(small: Questionnaire, status: str):
    entry = answer(3) if status == "answered" else answer(status)
    found = answers(small, {}, conditions={"affected": False})
    found = found.model_copy(update={"answers": {"CCC-01": entry}})
    item = assess(small, found).statuses["CCC-01"]
    assert item.status == status
    assert item.applies


ACCOMPANIES = {
    "note": {"note": "Ask again."},
    "flag": {"flag": True},
    "restricted": {"restricted": True},
    "ministry": {"ministry": "Interior"},
    "evidence": {"evidence": [{"title": "Decree"}]},
    "target": {"target": 4},
    "action": {"action": {"text": "Ask."}},
    "to_confirm": {"to_confirm": True},
}


@pytest.mark.parametrize("what", ACCOMPANIES)
def test_what_only_accompanies_an_answer_changes_no_result(small: Questionnaire, what: str):
    conditions = {"affected": False}
    without = answers(small, {"AAA-01": 2}, conditions=conditions)
    beside = answers(small, {"AAA-01": 2, "CCC-01": ACCOMPANIES[what]}, conditions=conditions)
    for edition in EDITIONS:
        found, wanted = (assess(small, item, edition=edition) for item in (beside, without))
        assert found.scorecard == wanted.scorecard
        assert found.roadmap == wanted.roadmap


# Why a score is what it is.


def test_the_terms_of_a_group_add_up_to_its_score(small: Questionnaire):
    levels = {"AAA-01": 1, "AAA-02": 3, "AAA-03": {"level": 4, "target": 3}}
    found = assess(small, answers(small, levels))
    ids = tuple(question.id for question in small.area_by_id["AAA"].questions)
    sums = found.arithmetic(ids)
    known = [term for term in sums.terms if term.points is not None]
    assert sum(item.points for item in known) == sums.points
    assert sum(item.weight for item in known) == sums.answered_weight
    score = found.scorecard.areas["AAA"]
    assert sums.points / sums.answered_weight == score.score
    # What all of them pull down together is what the answered ones lack to their own targets.
    targets = sum(25 * found.statuses[item.question].target * item.weight for item in known)
    pulled = sum(item.pull for item in known)
    assert pulled == pytest.approx((targets - sums.points) / sums.answered_weight)
    assert [item.pull for item in known] == sorted((item.pull for item in known), reverse=True)
    assert [term.question for term in sums.terms if term.level is None] == ["AAA-04"]
