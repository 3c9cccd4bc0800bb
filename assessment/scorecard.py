"""What was scored: figures for the whole, each policy area, paragraph, function and side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assessment.figures import BAND_LIMITS, reaches

Band = Literal["minimal", "partial", "substantial", "advanced"]
BANDS: tuple[Band, ...] = ("minimal", "partial", "substantial", "advanced")
GroupKind = Literal["overall", "area", "paragraph", "function", "side"]
"""What the questions of a group, which are scored together, have in common."""

SUFFICIENT_COVERAGE = 0.5
"""An area with less coverage reads 'insufficient information' and is not ranked."""
FIRM_COVERAGE = 0.8
"""With less overall coverage the overall score is provisional."""


def band(score: float) -> Band:
    """The band of an unrounded score: under 25 minimal, 50 partial, 75 substantial."""
    return BANDS[sum(reaches(score, limit) for limit in BAND_LIMITS)]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions are in each state."""

    applicable: int
    """All but those that are not applicable."""
    answered: int
    not_applicable: int
    """Declared so by the authority or by the profile."""
    by_profile: int
    """Of the not applicable ones, those that the profile excludes."""
    unknown: int
    withheld: int
    unanswered: int

    @property
    def open(self) -> int:
        """How many apply and have no level, for whatever reason."""
        return self.unknown + self.withheld + self.unanswered


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one question brings into the sums of its groups; whole numbers."""

    question: str
    """The question's id."""
    weight: int
    applies: bool
    value: int | None
    """25 times the level; None without a level."""
    product: int | None
    """Weight times value."""
    target_product: int | None
    """Weight times 25 times the target; None where the question does not apply."""
    reviewed: int | None
    """25 times the level that counts for the reviewed score: the reviewer's, else the State's."""
    reviewed_product: int | None
    """Weight times that."""


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one group of questions; points from 0 to 100, never rounded."""

    id: str
    """The area's code, the paragraph's number, the function's or side's id, or `overall`."""
    score: float | None
    """The State's own score; None where nothing is answered."""
    low: float | None
    """What the score becomes if every open question turns out to be at level 0."""
    high: float | None
    """What the score becomes if every open question turns out to be at level 4."""
    coverage: float | None
    """The share of the applicable weight that is answered, 0 to 1."""
    target: float | None
    reviewed: float | None
    """The score with the reviewer's levels in place of the State's; None without any."""
    counts: Counts
    declared_not_applicable: int
    """The weight that the authority itself declared not applicable."""
    sufficient: bool
    """Whether coverage is at least 50 %."""
    provisional: bool = False
    """Of the overall only: coverage is too low for a band."""
    outward: bool = False
    """As an edition that leaves the government has it: silence buys no better word."""

    @property
    def band(self) -> Band | None:
        """The band of the score; None without a score and for a provisional overall.

        An outward edition has the band of the low end of the range for every group.
        """
        if self.outward:
            return None if self.low is None else band(self.low)
        return None if self.score is None or self.provisional else band(self.score)

    @property
    def ranking(self) -> float | None:
        """What the group is ranked by: the score; outward the low end of the range."""
        return self.low if self.outward else self.score

    @property
    def answered(self) -> bool:
        """Whether anything is answered."""
        return self.counts.answered > 0

    def as_outward(self) -> Score:
        """The same for an outward edition: where anything is open the range is all there is."""
        whole = self.coverage is not None and self.coverage >= 1
        return replace(self, outward=True, score=self.score if whole else None, reviewed=None)

    @property
    def applies(self) -> bool:
        """Whether any question of the group is applicable."""
        return self.counts.applicable > 0


@dataclass(frozen=True, slots=True)
class Term:
    """What one question gives to a group's score, in the whole numbers that make it."""

    question: str
    weight: int
    level: int | None
    """None where the question is open."""
    value: int | None
    """What the level is worth, 0 to 100."""
    points: int | None
    """Weight times value."""
    pull: float | None
    """By how much it holds the score below the target: weight times what is missing to its own
    target, over the sum of the weights; less than nothing where it is above it."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How the score of a group comes about: its terms, and their sums."""

    terms: tuple[Term, ...]
    """The applicable questions: what pulls down most first, then what is open."""
    answered_weight: int
    open_weight: int
    points: int
    """The sum of weight times value."""


@dataclass(frozen=True, slots=True)
class AreaTerm:
    """What one policy area gives to the overall score."""

    area: str
    weight: float
    """Its weight in the overall score."""
    score: float | None
    """None where nothing of it is answered."""
    points: float | None
    """Weight times score."""
    pull: float | None
    """By how much it holds the overall score below the target: its weight times what it lacks to
    its own target, over the sum of the weights; less than nothing where it is above it."""


@dataclass(frozen=True, slots=True)
class OverallArithmetic:
    """How the overall score comes about: the mean over areas, by their weights."""

    terms: tuple[AreaTerm, ...]
    """The areas with an applicable question: what pulls down most first, then what has no score."""
    weight: float
    """The sum of the weights of the areas that have a score."""
    points: float
    """The sum of weight times score."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Every figure of an assessment."""

    overall: Score
    areas: Mapping[str, Score]
    """Under the area's code, in questionnaire order."""
    paragraphs: Mapping[int, Score]
    """Under the paragraph's number; every paragraph, also those that no question cites."""
    functions: Mapping[str, Score]
    """Under the function's id."""
    sides: Mapping[str, Score]
    """Under the side's id."""

    def as_outward(self) -> Scorecard:
        """The figures as an outward edition has them."""
        return Scorecard(
            overall=self.overall.as_outward(),
            areas={key: area.as_outward() for key, area in self.areas.items()},
            paragraphs={key: paragraph.as_outward() for key, paragraph in self.paragraphs.items()},
            functions={key: function.as_outward() for key, function in self.functions.items()},
            sides={key: side.as_outward() for key, side in self.sides.items()},
        )
