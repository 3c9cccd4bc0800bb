"""Make a report again from its answer file, and compare the bytes.

This shows whether a report says what the answer file says. It proves no authorship: who has an
answer file and this program can make the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.answers import Answers
from assessment.assess import Assessment, assess
from assessment.questionnaire import Questionnaire
from assessment.report.options import ReportOptions
from assessment.report.reading import embedded_answers, read_stamp
from assessment.report.stamp import Stamp, templates_digest
from assessment.store import parse_answers
from assessment.version import __version__

Outcome = Literal["identical", "differs", "other_file", "undecided"]

NO_AUTHORSHIP = (
    "This proves no authorship: anybody who has the answer file and this program can make the "
    "report."
)
SENTENCES: Mapping[Outcome, str] = {
    "identical": "Identical: made again from the answer file, the report has the same bytes.",
    "differs": "Not identical: the report was altered, or made by another version of this program "
    "or with other fonts.",
    "other_file": "Not from this file: the report was made from other answers.",
    "undecided": "It cannot be told.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison of a report with an answer file came to."""

    outcome: Outcome
    reason: str = ""
    """What was seen, one sentence; empty where the outcome says it all."""

    def __str__(self) -> str:
        return " ".join(part for part in (SENTENCES[self.outcome], self.reason) if part)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report is compared with."""

    questionnaire: Questionnaire
    answers: Answers | None = None
    """The answer file; None to take the one inside the report."""
    baseline: Answers | None = None
    templates: Path | None = None


def verify(report: bytes, evidence: Evidence) -> Verdict:
    """Whether a PDF report is what this version of the program makes of an answer file."""
    made = read_stamp(report)
    if made is None:
        return Verdict("undecided", "The file does not say that this program made it.")
    answers = evidence.answers or _inside(report, evidence.questionnaire)
    if answers is None:
        return Verdict("undecided", "There is no answer file inside the report. Name the file.")
    missing = _missing(made, evidence)
    if missing:
        return Verdict("undecided", missing)
    current = assess(evidence.questionnaire, answers, edition=made.edition)
    if current.answers.sha256 != made.answers:
        return Verdict("other_file")
    return _compared(report, made, current, evidence)


def _inside(report: bytes, questionnaire: Questionnaire) -> Answers | None:
    raw = embedded_answers(report)
    if raw is None:
        return None
    return parse_answers(raw, questionnaire, where="the answer file inside the report").answers


def _missing(made: Stamp, evidence: Evidence) -> str:
    """What else the report was made with, and is not given."""
    if made.questionnaire.sha256 != evidence.questionnaire.sha256:
        return "The report was made with another version or wording of the questionnaire."
    if made.baseline and evidence.baseline is None:
        return "The report was made with a baseline. Name its file with --baseline."
    if made.templates and evidence.templates is None:
        return "The report was made with somebody's own templates. Name them with --templates."
    if made.templates and evidence.templates and made.templates != _digest(evidence.templates):
        return "The templates are not the ones that the report was made with."
    return ""


def _digest(templates: Path) -> str:
    return templates_digest(templates) if templates.is_dir() else ""


def _compared(report: bytes, made: Stamp, current: Assessment, evidence: Evidence) -> Verdict:
    from assessment.report import make_pdf, ministries

    baseline = None
    if made.baseline and evidence.baseline:
        baseline = assess(evidence.questionnaire, evidence.baseline, edition=made.edition)
        if baseline.answers.sha256 != made.baseline:
            return Verdict("undecided", "The baseline is not the one that the report names.")
    if made.edition == "ministry" and made.ministry not in ministries(current):
        return Verdict("differs", "The answer file knows no ministry that the report is for.")
    again = make_pdf(current, _options(made, baseline, evidence.templates))
    return Verdict("identical") if again == report else Verdict("differs", _versions(made))


def _options(made: Stamp, baseline: Assessment | None, templates: Path | None) -> ReportOptions:
    return ReportOptions(
        edition=made.edition,
        ministry=made.ministry,
        paper=made.paper,
        marking=made.marking,
        archive=made.archive,
        baseline=baseline,
        templates=templates if made.templates else None,
    )


def _versions(made: Stamp) -> str:
    if made.program == __version__:
        return ""
    return f"It says that version {made.program[:20]} made it; this is version {__version__}."
