"""The words of the report that come from the method, and small figures made into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assessment.answers import STATUS_NAMES, ActionStatus, Status
from assessment.assess import Edition
from assessment.figures import points, span
from assessment.language import _
from assessment.questionnaire import Level, Question, Questionnaire
from assessment.roadmap import Step
from assessment.scorecard import Score

INSUFFICIENT = _("insufficient information")
PROVISIONAL = "provisional"

EDITION_NAMES: Mapping[Edition, str] = {
    "full": _("Full edition"),
    "ministry": _("Ministry edition"),
    "partner": _("Partner edition"),
    "public": _("Public edition"),
    "national": _("National edition"),
}
EDITION_NOTES: Mapping[Edition, str] = {
    "full": _(
        "For the authority that owns the assessment. It shows every answer: treat it as sensitive."
    ),
    "ministry": _("For one ministry inside the government. Treat it as sensitive."),
    "partner": _(
        "Made from the redacted copy of the answers: without reasons, notes, evidence, "
        "actions, names, confidence and reviewed levels. It does not say why a question is open."
    ),
    "public": _(
        "For everybody. It gives findings for groups of questions and the State's own "
        "words, and no score or single answer."
    ),
    "national": _("A draft of the views of the State, made of its own texts for release alone."),
}


def no_marking(edition: Edition) -> str:
    """That an outward report does not have the file's marking by itself."""
    return _(
        "The {edition} edition is printed without the marking of the file. "
        "To print one, give it with --marking."
    ).format(edition=edition)


STEP_NAMES: Mapping[Step, str] = {"now": _("Now"), "next": _("Next"), "later": _("Later")}
STEP_MEANINGS: Mapping[Step, str] = {
    "now": _("The most urgent gaps for which nothing has to come first."),
    "next": _("Nothing has to come first, or all that has to stands under Now."),
    "later": _("Something that has to come first does not stand under Now."),
}
STATUS_MARKS: Mapping[Status, str] = {
    "answered": "",
    "not_applicable": "–",
    "unknown": "?",
    "withheld": "W",
    "unanswered": "·",
}
"""What stands in a question's square in place of a level."""
OPEN_MARK = "·"
"""What stands there in an outward edition, whatever the reason that a question is open."""
BAND_MEANINGS: Mapping[str, str] = {
    "minimal": _("Most of what was asked about is absent or rests on isolated efforts."),
    "partial": _(
        "Much exists on paper or in isolated efforts; little is applied wherever it is relevant."
    ),
    "substantial": _("Most measures are adopted and many are applied; few are reviewed."),
    "advanced": _("Most measures are applied wherever they are relevant, and many are reviewed."),
}
ACTION_STATUS_NAMES: Mapping[ActionStatus, str] = {
    "planned": _("planned"),
    "under_way": _("under way"),
    "done": _("done"),
}
_MONTHS = [
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
]


def day(date: dt.date | None) -> str:
    """`1 November 2026`, whatever the machine's language; empty for none."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}" if date else ""


def money(amount: int | None, currency: str) -> str:
    """`1,200,000 EUR`; empty for none."""
    return "" if amount is None else f"{amount:,} {currency}".rstrip()


def level_name(questionnaire: Questionnaire, level: Level) -> str:
    """`2 Designed`."""
    return f"{level} {questionnaire.level_name(level)}"


def level_means(question: Question, level: Level) -> str:
    """What a level means for a question, never given as a finding of the State's own."""
    return _("Level {level} means: {meaning}").format(
        level=level, meaning=" ".join(question.meaning(level))
    )


def figure_words(score: Score) -> str:
    """The score; in an outward edition, where anything is open, its range in place of it."""
    if score.outward and score.score is None:
        return span(score.low, score.high)
    return points(score.score)


def status_words(status: Status, *, outward: bool) -> str:
    """A question's state; an outward edition says of an open one no more than that."""
    if outward and status not in ("answered", "not_applicable"):
        return _("Open")
    return STATUS_NAMES[status]


def band_words(score: Score, *, area: bool = False) -> str:
    """The band, or in its place why there is none; a policy area needs half of its weight."""
    if score.outward:
        return score.band or _("not applicable")
    if score.score is None:
        return _("not applicable") if not score.applies else INSUFFICIENT
    if score.provisional:
        return PROVISIONAL
    return INSUFFICIENT if area and not score.sufficient else str(score.band)
