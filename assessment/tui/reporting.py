"""Printing from inside a session: what is wanted, and the files that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.assess import Assessment, Edition, assess, assess_baseline
from assessment.errors import ReportError
from assessment.language import _
from assessment.parts import Choice, asked_of
from assessment.questionnaire import Questionnaire
from assessment.report.options import Notify, Paper, Progress
from assessment.store.sealed import PLAIN_OUTPUT, is_sealed_name

ReportFormat = Literal["pdf", "archive", "html"]
REPORT_ENDINGS: dict[ReportFormat, str] = {"pdf": ".pdf", "archive": ".pdf", "html": ".html"}
ELSEWHERE = _("Choose another file.")
_OTHER_FOLDER = _("Choose another folder.")


@dataclass(frozen=True, slots=True)
class ReportJob:
    """One report, or one for each ministry."""

    path: Path
    """The file; the folder where every ministry has a file of its own."""
    edition: Edition
    ministry: str | None = None
    """With the edition ministry: whose report; None is for what has no ministry."""
    every_ministry: tuple[str | None, ...] = ()
    """Whose reports go into the folder; empty for a single report."""
    paper: Paper = "A4"
    form: ReportFormat = "pdf"
    marking: str | None = None
    """What is printed in place of the answer file's marking; None where that is printed.

    What leaves the government has the file's marking only if it is typed.
    """


@dataclass(frozen=True, slots=True)
class BlankJob:
    """The questions to fill in on paper."""

    path: Path
    questions: tuple[str, ...] = ()
    """Empty for all of them."""
    paper: Paper = "A4"
    form: ReportFormat = "pdf"


@dataclass(frozen=True, slots=True)
class KeySheetJob:
    """What each key does, to lie beside the keyboard."""

    path: Path
    paper: Paper = "A4"
    form: ReportFormat = "pdf"


PrintJob = ReportJob | BlankJob | KeySheetJob
"""What can be printed from inside a session."""


def _no_message(_sentence: str) -> None:
    """For who asks for no notes."""


def make_files(
    job: PrintJob,
    actual: Assessment,
    baseline: Assessment | None,
    progress: Progress,
    *,
    answer_file: Path | None = None,
    notify: Notify = _no_message,
) -> tuple[Path, ...]:
    """Make what is wanted and write it; raises what a person can act on.

    `notify` is told, by each file's name, of letters that no font has, and that what is made of
    a sealed file is not sealed.
    """
    if isinstance(job, ReportJob):
        return _make_reports(job, actual, baseline, progress, answer_file, notify)
    from assessment.report.saving import save_report

    content = _paper_content(job, actual.questionnaire, progress, _named(notify, job.path))
    save_report(job.path, content, (answer_file,), remedy=ELSEWHERE)
    return (job.path,)


def _paper_content(
    job: BlankJob | KeySheetJob, asked: Questionnaire, progress: Progress, notify: Notify
) -> bytes:
    from assessment.report import blank, key_sheet
    from assessment.tui import guides

    if isinstance(job, BlankJob):
        if job.form == "html":
            return blank.blank_html(asked, job.paper, job.questions).encode()
        return blank.make_blank(asked, job.paper, progress, notify, job.questions)
    screens = guides.key_sheet(asked)
    if job.form == "html":
        return key_sheet.key_sheet_html(screens, job.paper).encode()
    return key_sheet.make_key_sheet(screens, job.paper, progress, notify)


def _make_reports(
    job: ReportJob,
    actual: Assessment,
    baseline: Assessment | None,
    progress: Progress,
    answer_file: Path | None,
    notify: Notify,
) -> tuple[Path, ...]:
    from assessment.report.saving import make_folder, save_report

    seen = _of_edition(actual, job.edition)
    if job.edition == "ministry" and seen.edition != "ministry":
        raise ReportError(
            _("A redacted copy names no ministries, so it has no ministry edition."),
            remedy=_("Choose another edition."),
        )
    earlier = (
        assess_baseline(seen, baseline.answers, carried_from=baseline.carried_from)
        if baseline and job.edition != "national"
        else None
    )
    _notify_left_out_of_national(seen, actual, notify)
    names, paths = job.every_ministry or (job.ministry,), paths_of(job)
    if job.every_ministry:
        make_folder(job.path, remedy=_OTHER_FOLDER)
    for index, (ministry, path) in enumerate(zip(names, paths, strict=True)):
        part = _part(progress, index, len(paths))
        content = _content(job, ministry, seen, earlier, part, _named(notify, path))
        save_report(path, content, (answer_file,), remedy=ELSEWHERE)
    if answer_file is not None and is_sealed_name(answer_file):
        notify(PLAIN_OUTPUT)
    return paths


def _notify_left_out_of_national(seen: Assessment, actual: Assessment, notify: Notify) -> None:
    from assessment.report.view import left_out

    for sentence in left_out(seen, actual.answers) if seen.edition == "national" else ():
        notify(sentence)


def paths_of(job: PrintJob) -> tuple[Path, ...]:
    """Every file that will be written."""
    from assessment.report.saving import ministry_paths

    if not isinstance(job, ReportJob) or not job.every_ministry:
        return (job.path,)
    return ministry_paths(job.path, job.every_ministry, REPORT_ENDINGS[job.form])


def report_ministries(assessment: Assessment) -> Sequence[str | None]:
    """Whose reports the ministry edition has."""
    from assessment.report import ministries

    return ministries(assessment)


def asked_ministries(assessment: Assessment) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Each ministry with its questions: those it leads, or usually leads where none is named."""
    asked = asked_of(assessment.questionnaire, assessment.answers, Choice())
    return tuple(asked.items())


def _of_edition(assessment: Assessment, edition: Edition) -> Assessment:
    return assess(assessment.questionnaire, assessment.answers, edition=edition)


def _content(
    job: ReportJob,
    ministry: str | None,
    seen: Assessment,
    baseline: Assessment | None,
    progress: Progress,
    notify: Notify,
) -> bytes:
    from assessment.report import ReportOptions, make_html, make_pdf

    options = ReportOptions(
        edition=seen.edition,
        ministry=ministry,
        paper=job.paper,
        marking=job.marking,
        archive=job.form == "archive",
        baseline=baseline,
    )
    if job.form == "html":
        progress(0.0, _("Writing the page"))
        return make_html(seen, options).encode()
    return make_pdf(seen, options, progress, notify)


def _named(notify: Notify, path: Path) -> Notify:
    return lambda sentence: notify(f"{path.name}: {sentence}")


def _part(progress: Progress, index: int, number: int) -> Progress:
    return lambda share, what: progress((index + share) / number, what)
