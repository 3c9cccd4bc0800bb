"""Make a report again from its answer file, and compare the bytes.

This shows whether a report says what the answer file says. It proves no authorship: who has an
answer file and this program can make the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.answers import Answers
from assessment.assess import Assessment, assess, assess_baseline
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.report.options import ReportOptions
from assessment.report.reading import embedded_answers, read_stamp
from assessment.report.stamp import Stamp, StampedSource, templates_digest
from assessment.store import parse_answers
from assessment.text import first_of
from assessment.version import __version__

VerifyOutcome = Literal["identical", "differs", "other_file", "undecided"]

NO_AUTHORSHIP = _(
    "This proves no authorship: anybody who has the answer file and this program can make the "
    "report."
)
SENTENCES: Mapping[VerifyOutcome, str] = {
    "identical": _("Identical: made again from the answer file, the report has the same bytes."),
    "differs": _("Not identical: the report was altered, or made from another state of this file."),
    "other_file": _("Not from this file: the report was made from another assessment."),
    "undecided": _("It cannot be told."),
}
_MAX_NAMED = 6
"""So many differences of software are named."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison of a report with an answer file came to."""

    outcome: VerifyOutcome
    reason: str = ""
    """What was seen, one sentence; empty where the outcome says it all."""

    def __str__(self) -> str:
        return " ".join(part for part in (SENTENCES[self.outcome], self.reason) if part)


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """What a report is compared with."""

    questionnaire: Questionnaire
    answers: Answers | None = None
    """The answer file; None to take the one inside the report."""
    baseline: Answers | None = None
    templates: Path | None = None
    carried_from: str = ""
    """The version of the questionnaire that was answered, where it was another one."""
    baseline_carried_from: str = ""


def verify(report: bytes, given: ComparedWith) -> Verdict:
    """Whether a PDF report is what this version of the program makes of an answer file."""
    made = read_stamp(report)
    if made is None:
        return Verdict("undecided", _("The file does not say that this program made it."))
    if isinstance(made, str):
        return Verdict("undecided", _other_version(made))
    answers = given.answers or _inside(report, given.questionnaire)
    if answers is None:
        return Verdict("undecided", _("There is no answer file inside the report. Name the file."))
    missing = _missing(made, answers, given)
    return missing or _compared(report, made, answers, given)


def _inside(report: bytes, questionnaire: Questionnaire) -> Answers | None:
    raw = embedded_answers(report)
    if raw is None:
        return None
    return parse_answers(raw, questionnaire, where=_("the answer file inside the report")).answers


def _missing(made: Stamp, answers: Answers, given: ComparedWith) -> Verdict | None:
    """Why nothing has to be made again: it is of another file, or something else is needed."""
    if _is_another(made.source, answers):
        return Verdict("other_file")
    needed = (
        _missing_software(made)
        or _missing_questionnaire(made, answers, given)
        or _missing_baseline(made, given)
        or _missing_templates(made, given)
    )
    return Verdict("undecided", needed) if needed else None


def _is_another(source: StampedSource, answers: Answers) -> bool:
    """Whether the ids tell two assessments apart; one without an id is told from none."""
    return bool(source.id and answers.id and source.id != answers.id)


def _missing_software(made: Stamp) -> str:
    from assessment.report.pdf.software import software

    if made.program != __version__:
        return _other_version(made.program)
    return _others(made.software, software())


def _other_version(program: str) -> str:
    return _("It says that version {program} made it; this is version {version}.").format(
        program=program[:20], version=__version__
    )


def _others(made: Mapping[str, str], here: Mapping[str, str]) -> str:
    """What the report was made with that is not the same here, as a sentence; empty for none."""
    names = [
        _("{name} ({before}, here {here})").format(
            name=name[:60],
            before=made.get(name, _("none"))[:20],
            here=here.get(name, _("none"))[:20],
        )
        for name in sorted({*made, *here})
        if made.get(name) != here.get(name)
    ]
    named = first_of(names, _MAX_NAMED)
    return (
        _("It was made with other software than runs here: {named}.").format(named=named)
        if names
        else ""
    )


def _missing_questionnaire(made: Stamp, answers: Answers, given: ComparedWith) -> str:
    if made.questionnaire.sha256 != given.questionnaire.sha256:
        return _("The report was made with another version or wording of the questionnaire.")
    if answers.kind == "redacted" and made.edition in ("full", "ministry"):
        return _("The report was made from the whole answer file, and this is its redacted copy.")
    return ""


def _missing_baseline(made: Stamp, given: ComparedWith) -> str:
    if made.baseline and given.baseline is None:
        return _("The report was made with a baseline. Name its file with --baseline.")
    if made.baseline and given.baseline and _is_another(made.baseline, given.baseline):
        return _("The baseline is not the one that the report names.")
    return ""


def _missing_templates(made: Stamp, given: ComparedWith) -> str:
    if made.templates and given.templates is None:
        return _("The report was made with somebody's own templates. Name them with --templates.")
    if made.templates and given.templates and made.templates != _digest(given.templates):
        return _("The templates are not the ones that the report was made with.")
    return ""


def _digest(templates: Path) -> str:
    return templates_digest(templates) if templates.is_dir() else ""


def _compared(report: bytes, made: Stamp, answers: Answers, given: ComparedWith) -> Verdict:
    from assessment.report import make_pdf, ministries

    current = assess(
        given.questionnaire,
        _as_it_was(answers, made.source),
        edition=made.edition,
        carried_from=given.carried_from,
    )
    baseline = None
    if made.baseline and given.baseline:
        baseline = assess_baseline(
            current,
            _as_it_was(given.baseline, made.baseline),
            carried_from=given.baseline_carried_from,
        )
    verdict = next(_verdict_by_digest(made, current, baseline), None)
    if verdict:
        return verdict
    if made.edition == "ministry" and made.ministry not in ministries(current):
        return Verdict("differs", _("The answer file knows no ministry that the report is for."))
    again = make_pdf(current, _options(made, baseline, given.templates))
    if again == report:
        return Verdict("identical")
    fonts = _other_fonts(made, again)
    return Verdict("undecided", fonts) if fonts else Verdict("differs")


def _as_it_was(answers: Answers, source: StampedSource) -> Answers:
    """A report that was made before the assessment had an id is made again without it."""
    return answers if source.id else answers.model_copy(update={"id": None})


def _verdict_by_digest(
    made: Stamp, current: Assessment, baseline: Assessment | None
) -> Iterator[Verdict]:
    """What the digests of the full edition tell before anything is made again."""
    if made.source.answers and made.source.answers != current.answers.sha256:
        yield Verdict("differs", _("The file's answers are not those that the report names."))
    digest = made.baseline.answers if made.baseline else None
    if digest and baseline and digest != baseline.answers.sha256:
        yield Verdict("undecided", _("The baseline is not the one that the report names."))


def _other_fonts(made: Stamp, again: bytes) -> str:
    here = read_stamp(again)
    return _others(made.fonts, here.fonts) if isinstance(here, Stamp) else ""


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
