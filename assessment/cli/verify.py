"""`cied verify`: compare a PDF report with its answer file."""

from __future__ import annotations

from pathlib import Path

import click

from assessment import runtime
from assessment.cli.common import accept_version_option, questionnaire_option
from assessment.cli.main import help_of
from assessment.errors import ReportError, reason_of
from assessment.language import VARIABLE, _, chosen
from assessment.questionnaire import Questionnaire
from assessment.store import (
    AnswerFile,
    read_answers,
    read_at_most,
    read_published,
    read_questionnaire,
)

_file = click.Path(path_type=Path, dir_okay=False)


@click.command(
    "verify",
    help=help_of(
        _("Make a report again from its answer file, and compare the bytes."),
        _(
            "Without FILE the answer file inside an archive report is used. Exit status 0: "
            "identical. This proves no authorship: anybody who has the answer file can make the "
            "report."
        ),
    ),
)
@click.argument("report", metavar="REPORT.pdf", type=_file)
@click.argument("file", metavar="[FILE]", type=_file, required=False)
@click.option("--baseline", metavar="FILE", type=_file, help=_("The baseline of the report."))
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("The templates the report was made with, if not ours."),
)
@questionnaire_option
@accept_version_option
def command(
    report: Path,
    file: Path | None,
    baseline: Path | None,
    templates: Path | None,
    questionnaire_name: str,
    accept_version: bool,
) -> int:
    """`cied verify`."""
    from assessment.report.verify import NO_AUTHORSHIP, ComparedWith, verify

    content = _read(report)
    questionnaire = _of_report(content, questionnaire_name)
    read = _answers(file, questionnaire, accept_version)
    earlier = _answers(baseline, questionnaire, accept_version=True)
    verdict = verify(
        content,
        ComparedWith(
            questionnaire,
            read.answers if read else None,
            earlier.answers if earlier else None,
            templates,
            carried_from=read.carried_from if read else "",
            baseline_carried_from=earlier.carried_from if earlier else "",
        ),
    )
    click.echo(f"{verdict}\n{NO_AUTHORSHIP}")
    return 0 if verdict.outcome == "identical" else 1


def _of_report(content: bytes, name: str) -> Questionnaire:
    """The questionnaire that a report was made with: its edition, where known, and its language."""
    from assessment.report.reading import read_stamp
    from assessment.report.stamp import Stamp

    made = read_stamp(content)
    if not isinstance(made, Stamp):
        return read_questionnaire(name)
    language, answered = made.language or "", made.questionnaire
    if language != chosen():
        # What stands in tables was put into words when it was imported.
        runtime.begin_again_with(**{VARIABLE: language})
    current = read_questionnaire(name, language)
    if answered.sha256 == current.sha256:
        return current
    return read_published(name, answered.version, answered.sha256, language) or current


def _answers(
    path: Path | None, questionnaire: Questionnaire, accept_version: bool
) -> AnswerFile | None:
    if path is None:
        return None
    return read_answers(path, questionnaire, accept_version=accept_version)


def _read(report: Path) -> bytes:
    from assessment.report.reading import REPORT_SIZE_LIMIT

    try:
        content = read_at_most(report, REPORT_SIZE_LIMIT + 1)
    except OSError as error:
        raise ReportError(
            _("It cannot be read: {reason}.").format(reason=reason_of(error)),
            where=str(report),
            remedy=_("Check the name, and that you may read it."),
        ) from error
    if len(content) > REPORT_SIZE_LIMIT or b"%PDF-" not in content[:1024]:
        raise ReportError(
            _("This is no PDF report."),
            where=str(report),
            remedy=_("Name a report made by `cied report`."),
        )
    return content
