"""What stands on the cover and on every page of a report."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.compare import cautions
from assessment.language import _
from assessment.report.options import ReportOptions
from assessment.report.view.words import (
    EDITION_NAMES,
    EDITION_NOTES,
    OPEN_MARK,
    STATUS_MARKS,
    day,
)
from assessment.terms import term
from assessment.version import __version__


@dataclass(frozen=True, slots=True)
class RuleView:
    """A general rule on when a point holds."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One level of the ladder, as the report explains it."""

    level: int
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The report as a document: whose it is, what it rests on, how it is marked."""

    title: str
    state: str
    authority: str
    period: str
    date: str
    date_iso: str
    marking: str
    edition: str
    """`Full edition` and so on."""
    edition_note: str
    next_review: str
    """When the State looks at itself again; empty where it is not fixed."""
    contact: str
    """How to reach the authority; empty where it is not given."""
    status: str
    """`Draft` or `Final`."""
    draft: bool
    ministry: str
    """Of a ministry edition: whose it is; empty in the others."""
    ministry_named: bool
    """Whether it is a ministry's, not that of the questions that have none."""
    paper: str
    language: str
    notice: str
    about: str
    source_title: str
    source_symbol: str
    source_link: str
    source_adopted: str
    outward: bool
    """Whether it leaves the government: then it does not say why a question is open."""
    assessment_id: str
    """The random id of the assessment; empty until it has one."""
    answers_sha256: str
    """The digest of the answers; in the full edition alone, empty in every other."""
    source: str
    """Which answers it was made from: that digest, else the id."""
    source_short: str
    """The same with the beginning of the digest alone, for the foot of the page."""
    questionnaire_id: str
    questionnaire_version: str
    questionnaire_sha256: str
    program: str
    """The program's version, so that a report can be made again."""
    baseline: str
    """Period or date of the baseline; empty without one."""
    cautions: tuple[str, ...]
    """What to bear in mind of the baseline: that it is another State's, or a later one."""
    rules: tuple[RuleView, ...]
    """The general rules on when a point holds."""
    states_note: str
    ladder: tuple[LadderStep, ...]
    marks: tuple[tuple[str, str], ...]
    """The marks that stand in place of a level, each with its meaning."""


SHORT_DIGEST = 16
"""So many of its digits tell one digest from another at the foot of a page; the cover has all."""
OUTWARD_MARKS = ((OPEN_MARK, "open"), (STATUS_MARKS["not_applicable"], _("not applicable")))


def document(assessment: Assessment, options: ReportOptions) -> DocumentFacts:
    """The report as a document."""
    answers, questionnaire = assessment.answers, assessment.questionnaire
    return DocumentFacts(
        title=questionnaire.title,
        state=answers.state,
        authority=answers.authority,
        period=answers.period,
        date=day(answers.date),
        date_iso=answers.date.isoformat(),
        marking=answers.marking if options.marking is None else options.marking,
        edition=EDITION_NAMES[assessment.edition],
        edition_note=EDITION_NOTES[assessment.edition],
        next_review=day(answers.next_review),
        contact=answers.contact,
        status=term(answers.document_status).capitalize(),
        draft=answers.document_status == "draft",
        ministry=_ministry(options),
        ministry_named=options.ministry is not None,
        paper=options.paper,
        language=questionnaire.language,
        notice=questionnaire.notice,
        about=questionnaire.about,
        source_title=questionnaire.source.title,
        source_symbol=questionnaire.source.symbol,
        source_link=questionnaire.source.link,
        source_adopted=questionnaire.source.adopted,
        outward=assessment.outward,
        assessment_id=answers.id or "",
        answers_sha256=answers.sha256 if assessment.edition == "full" else "",
        source=_source(assessment, answers.sha256),
        source_short=_source(assessment, answers.sha256[:SHORT_DIGEST]),
        questionnaire_id=questionnaire.id,
        questionnaire_version=questionnaire.version,
        questionnaire_sha256=questionnaire.sha256,
        program=__version__,
        baseline=_baseline(options),
        cautions=cautions(options.baseline, assessment) if options.baseline else (),
        rules=tuple(RuleView(rule.title, rule.text) for rule in questionnaire.rules),
        states_note=questionnaire.states_note,
        ladder=tuple(
            LadderStep(level, rung.name, rung.meaning)
            for level, rung in enumerate(questionnaire.levels)
        ),
        marks=OUTWARD_MARKS if assessment.outward else _marks(),
    )


def _source(assessment: Assessment, digest: str) -> str:
    # A digest of answers that leaves confirms whoever guesses at them, one answer after the other.
    if assessment.edition == "full":
        return _("Answers sha256 {digest}").format(digest=digest)
    return _("Assessment {id}").format(id=assessment.answers.id) if assessment.answers.id else ""


def _marks() -> tuple[tuple[str, str], ...]:
    return tuple((mark, term(status)) for status, mark in STATUS_MARKS.items() if mark)


def _ministry(options: ReportOptions) -> str:
    if options.edition != "ministry":
        return ""
    return options.ministry or _("Questions without a ministry")


def _baseline(options: ReportOptions) -> str:
    if options.baseline is None:
        return ""
    answers = options.baseline.answers
    return answers.period or day(answers.date)
