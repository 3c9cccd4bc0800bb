"""The one page for a minister."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.answers import CONFIDENCES
from assessment.assess import Assessment
from assessment.language import _
from assessment.report.charts import Share, counted
from assessment.report.view.areas import AreaView
from assessment.report.view.figures import ScoreView, score_view
from assessment.report.view.questions import GapView
from assessment.report.view.words import BAND_MEANINGS
from assessment.score_words import band_words
from assessment.scorecard import Counts, Score
from assessment.text import count_of

_MAX_SHOWN = 5
"""How many strongest areas and how many priorities the minister sees."""


@dataclass(frozen=True, slots=True)
class OverviewView:
    """What a minister sees at one look; fit for every edition but the public."""

    score: ScoreView
    meaning: str
    """What the score means, in a sentence or two."""
    areas: tuple[ScoreView, ...]
    strongest: tuple[ScoreView, ...]
    """The policy areas with the highest scores; none at 0 is among them."""
    no_strongest: str
    """Why there is none, as a sentence."""
    priorities: tuple[GapView, ...]
    not_known: tuple[str, ...]
    """What the figures do not say, a sentence each."""
    confidence: str
    """How sure the answers are, as a sentence; empty outside the government."""
    shares: tuple[Share, ...]
    """How many questions stand at each level or in each state."""


def overview(
    assessment: Assessment, areas: tuple[AreaView, ...], gaps: Mapping[str, GapView]
) -> OverviewView:
    """What a minister sees at one look."""
    view = score_view(assessment.scorecard.overall, _("Overall"))
    return OverviewView(
        score=view,
        meaning=_meaning(assessment.scorecard.overall, view),
        areas=tuple(area.score for area in areas),
        strongest=_strongest(assessment, areas),
        no_strongest=_no_strongest(assessment, areas),
        priorities=tuple(
            gaps[priority.question] for priority in assessment.roadmap.priorities(_MAX_SHOWN)
        ),
        not_known=_not_known(assessment),
        confidence="" if assessment.outward else _confidence(assessment),
        shares=counted([line.kind for area in areas for line in area.questions]),
    )


def _meaning(score: Score, view: ScoreView) -> str:
    if not view.applies:
        return _("No question applies, so there is no score.")
    if not view.scored:
        return _("Nothing is answered yet, so there is no score.")
    ends = _("Once everything is answered the score will lie between {low} and {high}.").format(
        low=view.low, high=view.high
    )
    if score.band is None:
        return _("Too little is answered for a band: the score is provisional. {ends}").format(
            ends=ends
        )
    if score.outward and score.score is None:
        # What the word means is said of no State that has only not answered yet.
        return _(
            "The low end of the range, where all that is open counts as level 0, is {band}. {ends}"
        ).format(band=band_words(score), ends=ends)
    meaning = BAND_MEANINGS[score.band]
    return meaning if view.low == view.high else f"{meaning} {ends}"


def _strongest(assessment: Assessment, areas: tuple[AreaView, ...]) -> tuple[ScoreView, ...]:
    above = [score for score in _ranked(assessment, areas) if score.ranking]
    return tuple(sorted(above, key=lambda item: -(item.ranking or 0))[:_MAX_SHOWN])


def _no_strongest(assessment: Assessment, areas: tuple[AreaView, ...]) -> str:
    if not assessment.scorecard.overall.applies:
        return _("No question applies.")
    if _ranked(assessment, areas):
        return _("No policy area stands above 0.")
    return _("No policy area has enough answers yet.")


def _ranked(assessment: Assessment, areas: tuple[AreaView, ...]) -> list[ScoreView]:
    scores = assessment.scorecard.areas
    return [area.score for area in areas if scores[area.id].sufficient and area.score.scored]


def _not_known(assessment: Assessment) -> tuple[str, ...]:
    counts = assessment.scorecard.overall.counts
    thin = [
        area.title
        for area in assessment.questionnaire.areas
        if (score := assessment.scorecard.areas[area.id]).applies and not score.sufficient
    ]
    said = _open_outward(assessment) if assessment.outward else _open_by_reason(counts)
    if thin:
        said.append(
            count_of(
                len(thin),
                "{n} policy area with insufficient information",
                "{n} policy areas with insufficient information",
            )
        )
    if assessment.warnings:
        said.append(
            count_of(
                len(assessment.warnings),
                "{n} consistency warning to look at",
                "{n} consistency warnings to look at",
            )
        )
    return tuple(said)


def _open_by_reason(counts: Counts) -> list[str]:
    said = (
        count_of(
            counts.unknown,
            "{n} question nobody could answer yet (unknown)",
            "{n} questions nobody could answer yet (unknown)",
        )
        if counts.unknown
        else "",
        count_of(
            counts.withheld,
            "{n} question an authority does not write down (withheld)",
            "{n} questions an authority does not write down (withheld)",
        )
        if counts.withheld
        else "",
        count_of(
            counts.unanswered,
            "{n} question has not been decided (unanswered)",
            "{n} questions have not been decided (unanswered)",
        )
        if counts.unanswered
        else "",
    )
    return [sentence for sentence in said if sentence]


def _open_outward(assessment: Assessment) -> list[str]:
    number = assessment.scorecard.overall.counts.open
    if not number:
        return []
    withheld = assessment.roadmap.withheld
    if withheld >= number:
        return [
            count_of(
                number,
                "{n} question is open, withheld on grounds of national security",
                "{n} questions are open, all of them withheld on grounds of national security",
            )
        ]
    if withheld:
        return [
            count_of(
                number,
                "{n} question is open, {withheld} of them withheld on grounds of national security",
                "{n} questions are open, {withheld} of them withheld on grounds of national "
                "security",
                withheld=withheld,
            )
        ]
    return [count_of(number, "{n} question is open", "{n} questions are open")]


def _confidence(assessment: Assessment) -> str:
    answered = [
        question_status.answer
        for question_status in assessment.statuses.values()
        if question_status.status == "answered"
    ]
    tally = Counter(item.confidence for item in answered)
    said = [
        _("{name} in {tally}").format(name=name, tally=tally[name])
        for name in reversed(CONFIDENCES)
        if tally[name]
    ]
    if tally[None]:
        said.append(_("not stated in {tally}").format(tally=tally[None]))
    return (
        _("Confidence: {said} of {number}.").format(
            said=", ".join(said), number=count_of(len(answered), "{n} answer", "{n} answers")
        )
        if said
        else ""
    )
