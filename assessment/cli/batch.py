"""`cied batch`: many answer files into one table, their reports, and the region they make."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.assess import assess, leaves_the_government
from assessment.batch.formats import endings_in_words
from assessment.cli.batch_options import BatchOptions, check_options
from assessment.cli.common import (
    STDOUT,
    accept_version_option,
    edition_option,
    force_option,
    marking_option,
    paper_option,
    questionnaire_option,
)
from assessment.cli.main import help_of, print_message
from assessment.errors import AssessmentError, WorkerLostError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store import check_output, check_writable, read_questionnaire, write_output
from assessment.text import one_line

if TYPE_CHECKING:
    from assessment.batch.reports import ReportsWanted
    from assessment.batch.run import BatchOutcome, BatchRequest
    from assessment.report.options import ReportOptions

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""
MAX_JOBS = 256
STOPPING = _(
    "Stopping: finishing the reports under way. Press Ctrl-C again to stop at once; then nothing "
    "more is written."
)


def _jobs(_unused: click.Context, __: click.Parameter, number: int) -> int:
    if not 1 <= number <= MAX_JOBS:
        raise click.BadParameter(
            _("{number} is not between 1 and {max_jobs}.").format(number=number, max_jobs=MAX_JOBS)
        )
    return number


@click.command(
    "batch",
    help=help_of(
        _("Score many answer files into one table."),
        _(
            "PATH is a file, a folder (its *.json, also in folders inside), a pattern in "
            "quotes, a .zip, .tar.gz or .tar archive, or - for a list of paths on standard "
            "input. A file that cannot be scored is named with its reason, and the others are "
            "scored."
        ),
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("The table: {known}, by its ending.").format(known=endings_in_words()),
)
@click.option(
    "--exclude",
    metavar="PATTERN",
    multiple=True,
    help=_("Pass over files and folders of this name or path, such as 'old*'; may be repeated."),
)
@click.option(
    "--by",
    type=click.Choice(("file", "area", "paragraph", "question")),
    help=_("A row a file, or the long form: a row for each of these.  [default: file]"),
)
@click.option(
    "--jobs",
    type=int,
    default=1,
    metavar="N",
    callback=_jobs,
    help=_("How many processes score at once, 1 to 256.  [default: 1]"),
)
@click.option(
    "--csv-for-excel",
    is_flag=True,
    help=_("With -o OUT.csv: semicolons and decimal commas, as Excel opens it in many countries."),
)
@click.option("--quiet", is_flag=True, help=_("Show no progress."))
@click.option(
    "--summary",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("The report on a region: .pdf or .html."),
)
@click.option(
    "--anonymous", is_flag=True, help=_("With --summary alone: leave no State recognisable in it.")
)
@click.option(
    "--match",
    metavar="[FILE]",
    is_flag=False,
    flag_value=STDOUT,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help=_("Requests for assistance beside offers: printed, or in a .csv or .json file."),
)
@click.option(
    "--reports",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("Make the report of every file, as PDF, in this folder."),
)
@edition_option
@click.option(
    "--ministry",
    metavar="NAME",
    help=_("With --reports --edition ministry: only this one; an empty name for what has none."),
)
@click.option(
    "--baseline",
    metavar="PATH",
    type=click.Path(path_type=Path, exists=True),
    help=_("With --reports: earlier files, a file or a folder; of each State the latest counts."),
)
@paper_option
@marking_option
@click.option("--archive", is_flag=True, help=_("With --reports: PDF/A-3 for archives."))
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("With --reports: your own templates and styles."),
)
@force_option
@questionnaire_option
@accept_version_option
def command(**given: object) -> int:
    """`cied batch`."""
    from assessment.batch import interrupts

    options = BatchOptions(**given)  # type: ignore[arg-type]
    check_options(options)
    interrupts.listen(STOPPING if options.reports else "")
    try:
        return _run(options, read_questionnaire(options.questionnaire_name))
    except KeyboardInterrupt:
        print_message(_("Interrupted before anything was scored."))
        return INTERRUPTED


def _run(options: BatchOptions, questionnaire: Questionnaire) -> int:
    from assessment.batch import interrupts
    from assessment.batch.conclusion import Targets, conclusion
    from assessment.batch.run import run_batch

    request = _request(options, questionnaire)
    interrupts.stop_if_asked()
    outcome = run_batch(questionnaire, request, print_message)
    if outcome.stopped is not None and not isinstance(outcome.stopped, WorkerLostError):
        if not outcome.files:
            raise outcome.stopped
        print_message(str(outcome.stopped))
    made = _summary(options, questionnaire, outcome)
    matched = _match(options, questionnaire, outcome)
    if made or matched:
        _print_contradictions(outcome, summary=made)
    targets = Targets(options.out, options.reports, options.summary, _file(options.match))
    print_message(conclusion(outcome, targets, summary=made, matches=matched))
    if outcome.interrupted:
        return INTERRUPTED
    missing = (options.summary and not made) or (options.match and not matched)
    failed = outcome.refused or outcome.problems or outcome.stopped or missing
    return 1 if failed else 0


def _summary(options: BatchOptions, questionnaire: Questionnaire, outcome: BatchOutcome) -> bool:
    """Write the region, if it is wanted and there is something to say; whether it was written."""
    if options.summary is None or outcome.early or not outcome.members:
        return False
    from assessment.batch.summary import write_summary

    try:
        write_summary(
            options.summary,
            questionnaire,
            outcome.members,
            edition=options.edition,
            anonymous=options.anonymous,
            paper=options.paper,
            notify=lambda sentence: print_message(f"{one_line(str(options.summary))}: {sentence}"),
            force=options.force,
            refused=outcome.refused_files,
        )
    except AssessmentError as error:
        print_message(str(error))
        return False
    return True


def _match(options: BatchOptions, questionnaire: Questionnaire, outcome: BatchOutcome) -> bool:
    """Set requests beside offers, if that is wanted; whether it was done."""
    if options.match is None or outcome.early or not outcome.members:
        return False
    from assessment.batch.matches import content, matches_of
    from assessment.cli.matches import print_matches

    if outcome.redacted:
        print_message(_("A redacted copy holds the requests of its State, and no offers."))
    found = matches_of(questionnaire, outcome.members)
    file = _file(options.match)
    if file is None:
        print_matches(questionnaire, found)
        return True
    written = content(file, questionnaire, found, for_excel=options.csv_for_excel)
    try:
        write_output(file, written, force=options.force)
    except AssessmentError as error:
        print_message(str(error))
        return False
    return True


def _file(path: Path | None) -> Path | None:
    """A file that is to be written; none where standard output is meant."""
    return None if path is None or str(path) == STDOUT else path


def _print_contradictions(outcome: BatchOutcome, *, summary: bool) -> None:
    """Name the assessments of which nobody can tell which one of the State's counts."""
    from assessment.batch.summary import contradictions

    for said in contradictions(outcome.members, summary=summary):
        outcome.problems += 1
        print_message(said)


def _request(options: BatchOptions, questionnaire: Questionnaire) -> BatchRequest:
    from assessment.batch.matrix import Settings
    from assessment.batch.run import BatchRequest

    paths = _paths(options)
    _check_targets(options, paths)
    return BatchRequest(
        paths=paths,
        exclude=options.exclude,
        out=options.out,
        by=options.by or "file",
        jobs=options.jobs,
        for_excel=options.csv_for_excel,
        quiet=options.quiet,
        settings=Settings(
            options.accept_version,
            options.edition,
            region=options.summary is not None or options.match is not None,
        ),
        report_job=_report_job(options, questionnaire),
    )


def _paths(options: BatchOptions) -> tuple[str, ...]:
    from assessment.batch.inputs import expanded

    if "-" in options.paths and sys.stdin.isatty():
        print_message(_("Reading a list of paths, one a line; end it with Ctrl-D."))
    return expanded(options.paths, sys.stdin.buffer)


def _check_targets(options: BatchOptions, paths: tuple[str, ...]) -> None:
    from assessment.batch import targets

    read = (*paths, str(options.baseline)) if options.baseline else paths
    match = _file(options.match)
    written = [target for target in (options.out, options.summary, match) if target]
    targets.refuse_what_is_read(written, read)
    for target in written:
        check_output(target, force=options.force)
    for written_at_once in (options.summary, match):
        if written_at_once is not None:
            check_writable(written_at_once)
    if options.reports is not None:
        inside = [*map(Path, read), *([options.summary] if options.summary else [])]
        by_ministry = options.edition == "ministry"
        targets.refuse_names_of_reports(
            options.reports, inside, paths, options.exclude, ministries=by_ministry
        )


def _report_job(options: BatchOptions, questionnaire: Questionnaire) -> ReportsWanted:
    from assessment.batch.baselines import baselines
    from assessment.batch.reports import ReportsWanted

    if options.reports is None:
        return ReportsWanted()
    from assessment.report.options import ReportOptions
    from assessment.report.saving import make_folder
    from assessment.report.view.words import no_marking

    if options.marking is None and leaves_the_government(options.edition):
        print_message(no_marking(options.edition))
    report_options = ReportOptions(
        edition=options.edition,
        paper=options.paper,
        marking=options.marking,
        archive=options.archive,
        templates=options.templates,
    )
    if options.templates is not None:
        _try_templates(questionnaire, report_options)
    named = (str(options.baseline),) if options.baseline else ()
    earlier = baselines(named, questionnaire, options.exclude)
    make_folder(
        options.reports,
        remedy=_("Name a folder that you may write to."),
        private=not leaves_the_government(options.edition),
    )
    return ReportsWanted(options.reports, report_options, options.ministry, earlier, options.force)


def _try_templates(questionnaire: Questionnaire, options: ReportOptions) -> None:
    """Make a page of a fictional State; raises ReportError where a template has an error."""
    from assessment.example import example_answers
    from assessment.report import make_html, ministries

    tried = assess(questionnaire, example_answers(questionnaire), edition=options.edition)
    if options.edition == "ministry":
        options = replace(options, ministry=ministries(tried)[0])
    make_html(tried, options)
