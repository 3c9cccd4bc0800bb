"""The findings in sentences: worked examples that a policy officer can read and sign."""

from __future__ import annotations

import pytest

from assessment.report.view import sentences as s
from assessment.report.view.sentences import Moved, Ranked, Since
from assessment.scorecard import Counts, Score

ARABIC = "مثاليا"


def overall(
    score: float | None = 48.5,
    low: float | None = 48.5,
    high: float | None = 48.5,
    coverage: float | None = 1.0,
    *,
    answered: int = 100,
    open_questions: int = 0,
    provisional: bool = False,
) -> Score:
    counts = Counts(answered + open_questions, answered, 0, 0, open_questions, 0, 0)
    return Score(
        "overall", score, low, high, coverage, 75.0, None, counts, 0,
        sufficient=(coverage or 0) >= 0.5, provisional=provisional,
    )  # fmt: skip


HEADLINES = {
    "no baseline": (
        (overall(),),
        "Examplia scores 48.5 of 100 (partial).",
    ),
    "a rise": (
        (overall(), 0, Since("2024", 16.46)),
        "Examplia scores 48.5 of 100 (partial), up 16.5 since 2024.",
    ),
    "a fall": (
        (overall(), 0, Since("2024", -3.2)),
        "Examplia scores 48.5 of 100 (partial), down 3.2 since 2024.",
    ),
    "a fall too small to print is printed all the same": (
        (overall(), 0, Since("2024", -0.01)),
        "Examplia scores 48.5 of 100 (partial), down 0.1 since 2024.",
    ),
    "a tie with last time": (
        (overall(), 0, Since("2024", 0.0)),
        "Examplia scores 48.5 of 100 (partial), unchanged since 2024.",
    ),
    "a baseline of another edition": (
        (overall(), 0, Since("2024", None)),
        "Examplia scores 48.5 of 100 (partial).",
    ),
    "all zero": ((overall(0.0, 0.0, 0.0),), "Examplia scores 0.0 of 100 (minimal)."),
    "all four": ((overall(100.0, 100.0, 100.0),), "Examplia scores 100.0 of 100 (advanced)."),
    "some are open": (
        (overall(48.5, 45.3, 53.6, 0.92, open_questions=10),),
        "Examplia scores 48.5 of 100 (partial). 10 questions are open: once all are answered it "
        "will lie between 45.3 and 53.6.",
    ),
    "one is open": (
        (overall(48.5, 45.3, 53.6, 0.99, open_questions=1),),
        "Examplia scores 48.5 of 100 (partial). 1 question is open: once all are answered it "
        "will lie between 45.3 and 53.6.",
    ),
    "provisional": (
        (overall(48.5, 30.2, 67.9, 0.62, provisional=True),),
        "Examplia scores 48.5 of 100. The figure is provisional: 62 % of what was asked is "
        "answered. Once everything is answered it will lie between 30.2 and 67.9.",
    ),
    "provisional for one thin area": (
        (overall(48.5, 40.0, 60.0, 0.85, provisional=True), 1),
        "Examplia scores 48.5 of 100. The figure is provisional: one policy area has too few "
        "answers. Once everything is answered it will lie between 40.0 and 60.0.",
    ),
    "coverage under 50 %": (
        (overall(48.5, 14.5, 84.5, 0.3, provisional=True),),
        "Too little is answered to give Examplia a score: 30 % of what was asked. It could be "
        "anything from 14.5 to 84.5 of 100.",
    ),
    "coverage just under 50 % is not rounded over it": (
        (overall(48.5, 24.2, 74.5, 0.499, provisional=True),),
        "Too little is answered to give Examplia a score: 49 % of what was asked. It could be "
        "anything from 24.2 to 74.5 of 100.",
    ),
    "three answers": (
        (overall(50.0, 1.2, 98.8, 0.024, answered=3, open_questions=120, provisional=True),),
        "Too little is answered to give Examplia a score: 2 % of what was asked. It could be "
        "anything from 1.2 to 98.8 of 100.",
    ),
    "everything unknown": (
        (overall(None, 0.0, 100.0, 0.0, answered=0, open_questions=125, provisional=True),),
        "Examplia has no score yet: of 125 questions none is answered.",
    ),
    "nothing applies": (
        (overall(None, None, None, None, answered=0),),
        "No question applies to Examplia, so there is no score.",
    ),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_headline(case: str):
    given, wanted = HEADLINES[case]
    assert s.headline("Examplia", *given) == wanted


def test_an_arabic_name_is_set_apart_in_the_sentence():
    said = s.headline(ARABIC, overall(), 0, Since(ARABIC, 1.0))
    assert said == (
        f"\u2068{ARABIC}\u2069 scores 48.5 of 100 (partial), up 1.0 since \u2068{ARABIC}\u2069."
    )


def areas(*scores: float, target: float = 75.0) -> list[Ranked]:
    return [Ranked(name, score, target) for name, score in zip("ABCDEFG", scores, strict=False)]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((78.1, 40.0, 12.5), ("Strongest: A, 78.1.", "Weakest: C, 12.5.")),
        ((78.1, 78.1, 12.5), ("Strongest: A and B, 78.1 each.", "Weakest: C, 12.5.")),
        ((50.0, 50.0, 50.0), ("All 3 policy areas stand at 50.0.",)),
        ((0.0, 0.0), ("All 2 policy areas stand at 0.0.",)),
        ((100.0, 100.0), ("All 2 policy areas stand at 100.0.",)),
        (
            (60.0, 10.0, 10.0, 10.0, 10.0),
            ("Strongest: A, 60.0.", "Weakest: 4 policy areas, 10.0 each."),
        ),
        ((42.0,), ()),
        ((), ()),
    ],
)
def test_strongest_and_weakest(given, wanted):
    assert s.strongest_and_weakest(areas(*given)) == wanted


def test_alike_are_all_areas_or_all_that_can_be_ranked():
    assert s.strongest_and_weakest(areas(50.0, 50.0), 1) == (
        "All 2 policy areas that can be ranked stand at 50.0.",
    )


@pytest.mark.parametrize("scores", [(0.0,) * 4, (100.0,) * 4, (0.0, 0.0, 12.5), (100.0, 50.0)])
def test_nothing_is_strongest_at_0_or_weakest_at_100(scores):
    for said in s.strongest_and_weakest(areas(*scores)):
        assert not (said.startswith("Strongest") and ", 0.0" in said)
        assert not (said.startswith("Weakest") and ", 100.0" in said)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((4.0, 2.0), ("No policy area fell since 2024.", "2 rose, most of all A, by 4.0.")),
        ((4.0,), ("No policy area fell since 2024.", "One rose: A, by 4.0.")),
        ((-4.2, 2.0), ("One policy area fell since 2024: A, by 4.2.", "One rose: B, by 2.0.")),
        ((0.0, 0.0), ("No policy area fell since 2024.",)),
        (
            (-1.0, -5.0, -2.0, -3.0),
            ("4 policy areas fell since 2024: B, by 5.0; D, by 3.0; C, by 2.0; and 1 more.",),
        ),
        ((), ()),
    ],
)
def test_falls_come_before_rises(given, wanted):
    moved = [Moved(name, by) for name, by in zip("ABCD", given, strict=False)]
    assert s.movements(moved, "2024") == wanted


@pytest.mark.parametrize(
    ("proved", "of", "wanted"),
    [
        (30, 32, "30 of 32 answers at level 3 or 4 have evidence."),
        (1, 32, "1 of 32 answers at level 3 or 4 has evidence."),
        (32, 32, "All 32 answers at level 3 or 4 have evidence."),
        (0, 32, "None of the 32 answers at level 3 or 4 has evidence."),
        (1, 1, "The one answer at level 3 or 4 has evidence."),
        (0, 1, "The one answer at level 3 or 4 has no evidence."),
        (0, 0, "No answer is at level 3 or 4, where evidence is looked for."),
    ],
)
def test_evidence(proved: int, of: int, wanted: str):
    assert s.evidence(proved, of) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((17, 0, 8), "Reviewers lowered 17 of the 25 answers they saw."),
        ((17, 1, 7), "Reviewers lowered 17 and raised 1 of the 25 answers they saw."),
        ((0, 2, 1), "Reviewers raised 2 of the 3 answers they saw."),
        ((0, 0, 25), "Reviewers changed none of the 25 answers they saw."),
        ((1, 0, 0), "Reviewers lowered the one answer they saw."),
        ((0, 1, 0), "Reviewers raised the one answer they saw."),
        ((0, 0, 1), "Reviewers did not change the one answer they saw."),
        ((0, 0, 0), ""),
    ],
)
def test_reviewers(given, wanted: str):
    assert s.reviewers(*given, "") == wanted


def test_the_score_with_the_levels_of_reviewers():
    lowered = "Reviewers lowered 17 of the 25 answers they saw."
    assert s.reviewers(17, 0, 8, "45.7") == f"{lowered} With their levels the score is 45.7."
    assert s.reviewers(0, 0, 25, "45.7") == s.reviewers(0, 0, 25, "")
    assert s.reviewers(0, 0, 0, "45.7") == ""


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("Name one hospital", "A point.", "Care"), "Name one hospital."),
        (("Name one.\nThen two!", "A point.", "Care"), "Name one. Then two!"),
        (("  ", "One office leads.", "Care"), "Make this true: One office leads."),
        (("", "", "Medical care"), "Begin with this: Medical care."),
    ],
)
def test_a_decision_has_a_verb(given, wanted: str):
    assert s.decision(*given) == wanted


def test_what_is_not_known():
    assert s.open_questions(5, 3, 2) == (
        "Nobody could say yet (5):",
        "Not answered yet (3):",
        "Withheld on grounds of national security: 2.",
    )
    assert s.open_questions(0, 0, 0) == ("", "", "")


def test_the_headings_of_pictures_say_what_they_show():
    assert s.below_target([("A", 10.0), ("B", 62.5)]) == "B is furthest from its target"
    assert s.below_target([("A", 62.5), ("B", 62.54), ("C", 10.0)]) == (
        "2 policy areas are furthest from their targets"
    )
    assert s.below_target([("A", 0.0)]) == "Every policy area has reached its target"
    assert s.below_target([("A", 0.0)], 2) == (
        "Every policy area with enough answers has reached its target"
    )
    assert s.below_target([]) == "No question applies"
    assert s.below_target([], 14) == "No policy area has enough answers yet"
    assert s.gaps_of_ministries([("Health", 3), ("Interior", 9)]) == (
        "Interior has most to do: 9 gaps"
    )
    assert s.gaps_of_ministries([("Health", 3), ("Interior", 3)]) == (
        "2 ministries have most to do: 3 gaps each"
    )
    assert s.gaps_of_ministries([("Health", 1)]) == "Health has 1 gap to close"
    assert s.gaps_of_ministries([("Health", 0)]) == "No ministry has a gap to close"
    assert s.gaps_of_ministries([], 125) == "No ministry is named for 125 gaps"
    assert s.gaps_of_ministries([("Health", 3)], 9) == "No ministry is named for 9 of 12 gaps"
    assert s.gaps_of_ministries([("Health", 9)], 3) == "Health has most to do: 9 gaps"
    assert s.waiting_words(76, 12, "National policy", 5) == (
        "12 of 76 tasks have to wait; 5 of them for National policy"
    )
    assert s.waiting_words(76, 1, "National policy", 1) == "1 of 76 tasks has to wait"
    assert s.waiting_words(3, 0, "", 0) == "No task has to wait for another"
