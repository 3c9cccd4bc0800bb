"""The words of the report that come from the method, and small figures made into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assessment.answers import STATUS_NAMES, Status
from assessment.assess import Edition
from assessment.dates import in_words
from assessment.language import _
from assessment.questionnaire import Level, Question, Questionnaire
from assessment.roadmap import Step

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
    return " ".join([_WITHOUT_MARKING[edition], _("To print one, give it with --marking.")])


_WITHOUT_MARKING: Mapping[Edition, str] = {
    "partner": _("The partner edition is printed without the marking of the file."),
    "public": _("The public edition is printed without the marking of the file."),
    "national": _("The national edition is printed without the marking of the file."),
}


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


def day(date: dt.date | None) -> str:
    """`1 November 2026`, whatever the machine's language; empty for none."""
    return in_words(date) if date else ""


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


def status_words(status: Status, *, outward: bool) -> str:
    """A question's state; an outward edition says of an open one no more than that."""
    if outward and status not in ("answered", "not_applicable"):
        return _("Open")
    return STATUS_NAMES[status]
