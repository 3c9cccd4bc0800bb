"""The partner edition: what the State asks for, then where it stands; from the redacted copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.language import _
from assessment.plan import request_rows
from assessment.report.options import ReportOptions
from assessment.report.view.areas import AreaView, area_views
from assessment.report.view.changes import ChangesView, changes_view
from assessment.report.view.document import DocumentFacts, document
from assessment.report.view.figures import ScoreView
from assessment.report.view.overview import OverviewView, overview
from assessment.report.view.paragraphs import ParagraphView, paragraph_views, scores_of
from assessment.report.view.plan import PlanView, gap_views, plan_view
from assessment.report.view.questions import (
    GapView,
    InstrumentView,
    QuestionLine,
    gap_instruments,
)
from assessment.terms import term
from assessment.text import count_of, isolate, listed


@dataclass(frozen=True, slots=True)
class PartnerRequest:
    """One request for assistance, out of what partners may read alone."""

    gap: GapView
    asked: str
    """The request in the State's words; empty where only kinds of assistance are given."""
    kinds: tuple[str, ...]
    exists: str
    """The text for release; empty where there is none."""


@dataclass(frozen=True, slots=True)
class PartnerQuestion:
    """A question of a policy area, with what the State lets partners read about it."""

    line: QuestionLine
    gap: GapView | None
    """Its gap, where it is one."""
    release: str
    """The text for release; empty where there is none."""


@dataclass(frozen=True, slots=True)
class PartnerArea:
    """A policy area with its questions."""

    area: AreaView
    questions: tuple[PartnerQuestion, ...]


@dataclass(frozen=True, slots=True)
class HelpView:
    """The instruments for which help is had in one way."""

    help: str
    """Through whom, as a sentence."""
    instruments: tuple[InstrumentView, ...]


@dataclass(frozen=True, slots=True)
class PartnerReport:
    """All that the partner edition shows."""

    document: DocumentFacts
    asks: tuple[str, ...]
    """What the State asks for, in a sentence or two."""
    requests: tuple[PartnerRequest, ...]
    """Those that the State has written, the most urgent first."""
    kinds_only: tuple[PartnerRequest, ...]
    """Those for which it names kinds of assistance alone."""
    overview: OverviewView
    areas: tuple[PartnerArea, ...]
    plan: PlanView
    functions: tuple[ScoreView, ...]
    sides: tuple[ScoreView, ...]
    paragraphs: tuple[ParagraphView, ...]
    guidance: tuple[HelpView, ...]
    """The instruments that some gap points to, those with the same help together."""
    changes: ChangesView | None


def partner_report(assessment: Assessment, options: ReportOptions) -> PartnerReport:
    """All that the partner edition shows."""
    gaps = gap_views(assessment)
    areas = area_views(assessment, gaps)
    requests = _requests(assessment, gaps)
    questionnaire, card = assessment.questionnaire, assessment.scorecard
    return PartnerReport(
        document=document(assessment, options),
        asks=asks(isolate(assessment.answers.state), [item.kinds for item in requests]),
        requests=tuple(item for item in requests if item.asked),
        kinds_only=tuple(item for item in requests if not item.asked),
        overview=overview(assessment, areas, gaps),
        areas=tuple(PartnerArea(area, _questions(assessment, area, gaps)) for area in areas),
        plan=plan_view(assessment, gaps),
        functions=scores_of(questionnaire.functions, card.functions),
        sides=scores_of(questionnaire.sides, card.sides),
        paragraphs=paragraph_views(assessment),
        guidance=_guidance(gap_instruments(questionnaire, gaps.values())),
        changes=changes_view(options.baseline, assessment),
    )


def _requests(assessment: Assessment, gaps: Mapping[str, GapView]) -> tuple[PartnerRequest, ...]:
    """In the order of the roadmap."""
    return tuple(
        PartnerRequest(
            gap=gaps[row.question],
            asked=row.request,
            kinds=row.assistance,
            exists=assessment.statuses[row.question].answer.release,
        )
        for row in request_rows(assessment)
    )


def _questions(
    assessment: Assessment, area: AreaView, gaps: Mapping[str, GapView]
) -> tuple[PartnerQuestion, ...]:
    return tuple(
        PartnerQuestion(line, gaps.get(line.id), assessment.statuses[line.id].answer.release)
        for line in area.questions
    )


def _guidance(instruments: Sequence[InstrumentView]) -> tuple[HelpView, ...]:
    ways = dict.fromkeys(item.help for item in instruments)
    return tuple(
        HelpView(way, tuple(item for item in instruments if item.help == way)) for way in ways
    )


def asks(name: str, requests: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What a State asks for: with how many matters it wants help, and of which kinds."""
    if not requests:
        return (_("{name} makes no request for assistance in this edition.").format(name=name),)
    tally = Counter(kind for kinds in requests for kind in kinds)
    said = [
        _("{kind} assistance for {number}").format(kind=term(kind), number=number)
        for kind, number in tally.most_common()
    ]
    matters = count_of(len(requests), "{n} matter", "{n} matters")
    asks = (
        _("{name} asks its partners for assistance with {matters}, the most urgent first.")
        if len(requests) > 1
        else _("{name} asks its partners for assistance with {matters}.")
    )
    first = asks.format(name=name, matters=matters)
    return (first, _("It asks for {listed}.").format(listed=listed(said))) if said else (first,)
