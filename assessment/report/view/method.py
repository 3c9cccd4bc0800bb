"""The whole arithmetic behind every figure as tables, so that a ministry can redo it by hand.

Nothing is computed here: the scoring gives the sums and the terms they are made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.applicability import QuestionStatus
from assessment.assess import Assessment
from assessment.figures import NONE, priority, robust_share
from assessment.language import _
from assessment.questionnaire import Question, Questionnaire
from assessment.report.view.figures import ScoreView, score_view
from assessment.report.view.words import status_words
from assessment.roadmap import Gap
from assessment.scorecard import Score, Scorecard


@dataclass(frozen=True, slots=True)
class TermView:
    """What one question brings into the sums of its groups; a dash where it brings nothing."""

    id: str
    state: str
    """The level's digit, or the state in words."""
    weight: int
    product: str
    """Weight times value."""
    target_product: str
    """Weight times 25 times the target."""
    reviewed_product: str
    """Weight times 25 times the level that counts for the reviewed score."""
    functions: str
    """The functions that it serves, each by its first letters; empty where none fits."""
    side: str
    """The side that it belongs to, by its first letters."""


@dataclass(frozen=True, slots=True)
class AreaTerms:
    """The questions of a policy area with their terms."""

    id: str
    title: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class GroupSums:
    """The whole numbers of a group, and the figures that they give."""

    id: str
    title: str
    score: ScoreView
    applicable: int
    """The weight of the applicable questions."""
    answered: int
    """The weight of the answered ones."""
    points: int
    """Weight times value, over the answered ones."""
    target_points: int
    reviewed_points: str
    """A dash where no reviewer gave a level."""
    declared: int
    """The weight that the authority declared not applicable."""
    weight: str
    """The area's weight in the overall score; empty for other groups."""


@dataclass(frozen=True, slots=True)
class PriorityTerm:
    """How one priority comes about."""

    id: str
    target: int
    level: int
    weight: int
    relevance: int
    priority: str
    urgency: str
    robustness: str
    raised: bool
    """Whether the target was raised to 2 because another gap waits for it."""


@dataclass(frozen=True, slots=True)
class MethodView:
    """Every sum behind the report."""

    areas: tuple[AreaTerms, ...]
    groups: tuple[tuple[str, tuple[GroupSums, ...]], ...]
    """The sums of the policy areas, functions, sides and paragraphs, under what they are."""
    overall: ScoreView
    reviewed: bool
    """Whether a reviewer gave any level."""
    priorities: tuple[PriorityTerm, ...]
    letters: tuple[tuple[str, str], ...]
    """The letters of the functions and sides, each with its title."""


def method_view(assessment: Assessment) -> MethodView:
    """Every sum behind the report."""
    questionnaire, card = assessment.questionnaire, assessment.scorecard
    letters = short_names(
        {item.id: item.title for item in (*questionnaire.functions, *questionnaire.sides)}
    )
    return MethodView(
        areas=tuple(
            AreaTerms(
                area.id,
                area.title,
                tuple(
                    _term(assessment, assessment.statuses[question.id], letters)
                    for question in area.questions
                ),
            )
            for area in questionnaire.areas
        ),
        groups=tuple(
            (kind, tuple(_sums(assessment, *group) for group in groups))
            for kind, groups in _groups(questionnaire, card)
        ),
        overall=score_view(card.overall, _("Overall")),
        reviewed=card.overall.reviewed is not None,
        priorities=tuple(_priority(assessment, gap) for gap in assessment.roadmap.gaps),
        letters=tuple(
            (letters[item.id], item.title)
            for item in (*questionnaire.functions, *questionnaire.sides)
        ),
    )


def short_names(titles: dict[str, str]) -> dict[str, str]:
    """For each title as few of its first letters as tell it from all others."""
    return {
        key: next(
            title[:length]
            for length in range(1, len(title) + 1)
            if length == len(title)
            or sum(other.startswith(title[:length]) for other in titles.values()) == 1
        )
        for key, title in titles.items()
    }


_AnnexGroup = tuple[Score, str, tuple[Question, ...], str]
"""The figures of a group, its title, its questions, and its weight in the overall score."""


def _groups(
    questionnaire: Questionnaire, card: Scorecard
) -> Iterator[tuple[str, tuple[_AnnexGroup, ...]]]:
    yield (
        _("Policy areas"),
        tuple(
            (card.areas[area.id], area.title, area.questions, f"{area.weight:g}")
            for area in questionnaire.areas
        ),
    )
    yield (
        _("Functions"),
        tuple(
            (
                card.functions[function.id],
                function.title,
                questionnaire.questions_of_function(function.id),
                "",
            )
            for function in questionnaire.functions
        ),
    )
    yield (
        _("Sides"),
        tuple(
            (card.sides[side.id], side.title, questionnaire.questions_of_side(side.id), "")
            for side in questionnaire.sides
        ),
    )
    yield (
        _("Paragraphs"),
        tuple(
            (card.paragraphs[paragraph.number], paragraph.title, asked, "")
            for paragraph in questionnaire.paragraphs
            if (asked := questionnaire.questions_of_paragraph(paragraph.number))
        ),
    )


def _sums(
    assessment: Assessment, score: Score, title: str, questions: tuple[Question, ...], weight: str
) -> GroupSums:
    sums = assessment.sums(tuple(question.id for question in questions))
    return GroupSums(
        id=score.id,
        title=title,
        score=score_view(score, title),
        applicable=sums.applicable,
        answered=sums.answered,
        points=sums.points,
        target_points=sums.target_points,
        reviewed_points=str(sums.reviewed_points) if sums.reviews else NONE,
        declared=sums.declared_not_applicable,
        weight=weight,
    )


def _term(assessment: Assessment, item: QuestionStatus, letters: dict[str, str]) -> TermView:
    term, level = assessment.contributions[item.question.id], item.answer.level
    return TermView(
        id=item.question.id,
        state=status_words(item.status, outward=False).lower() if level is None else str(level),
        weight=term.weight,
        product=_whole(term.product),
        target_product=_whole(term.target_product),
        reviewed_product=_whole(term.reviewed_product),
        functions=" ".join(letters[key] for key in item.question.functions),
        side=letters.get(item.question.side, ""),
    )


def _whole(value: int | None) -> str:
    return NONE if value is None else str(value)


def _priority(assessment: Assessment, gap: Gap) -> PriorityTerm:
    return PriorityTerm(
        id=gap.question,
        target=gap.target,
        level=gap.level,
        weight=gap.weight,
        relevance=gap.relevance,
        priority=priority(gap.priority),
        urgency=priority(gap.urgency),
        robustness=robust_share(assessment.robustness.get(gap.question)) or NONE,
        raised=gap.target > assessment.statuses[gap.question].target,
    )
