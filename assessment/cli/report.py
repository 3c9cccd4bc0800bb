"""`cied report`: the report as PDF or HTML, one for each ministry, or the blank form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.answers import Answers
from assessment.assess import (
    Assessment,
    Edition,
    assess,
    assess_baseline,
    leaves_the_government,
)
from assessment.cli.common import (
    accept_version_option,
    edition_seen,
    force_option,
    load_answers,
    marking_option,
    paper_option,
    questionnaire_option,
    report_edition_option,
    warn_unsealed,
)
from assessment.cli.main import help_of, print_message
from assessment.compare import cautions, no_longer_asked
from assessment.language import _
from assessment.parts import questions_named
from assessment.store import (
    FOR_ALL,
    check_writable,
    read_answers,
    read_questionnaire,
    stem,
    write_output,
)
from assessment.text import count_of, one_line

if TYPE_CHECKING:
    from assessment.report import Paper, ReportOptions

HTML_ENDINGS = (".html", ".htm")
OTHER_FILE = _("Name another file with -o.")
_OTHER_FOLDER = _("Name another folder with -o.")
_file = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True)
class ReportRequest:
    """What somebody asked for on the command line."""

    file: Path | None
    output: Path | None
    html: bool
    blank: bool
    questions: tuple[str, ...]
    edition: Edition
    ministry: str | None
    baseline: Path | None
    paper: Paper
    marking: str | None
    archive: bool
    templates: Path | None
    force: bool
    questionnaire_name: str
    accept_version: bool

    @property
    def as_html(self) -> bool:
        """Whether an HTML page is wanted: by the option, or by the output's ending."""
        return self.html or (self.output is not None and self.output.suffix.lower() in HTML_ENDINGS)

    @property
    def for_all_ministries(self) -> bool:
        """Whether a folder of reports is wanted, one for each ministry."""
        return self.edition == "ministry" and self.ministry is None and not self.blank

    @property
    def ending(self) -> str:
        """The ending of what is written."""
        return ".html" if self.as_html else ".pdf"


@click.command(
    "report",
    help=help_of(
        _("Make the report of an answer file, as PDF or HTML."),
        _(
            "`--edition ministry` writes one report for each responsible ministry, and one for "
            "the questions that have none, into the folder named with -o. The partner and "
            "public editions are made from the redacted copy. A full or ministry report lists a "
            "State's weak points: treat it as sensitive."
        ),
    ),
)
@click.argument("file", metavar="[FILE]", type=_file, required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=_("The file to write; a folder for the reports of all ministries."),
)
@click.option("--html", is_flag=True, help=_("One self-contained HTML page in place of the PDF."))
@report_edition_option
@click.option(
    "--ministry",
    metavar="NAME",
    help=_("With --edition ministry: only this one; an empty name for questions that have none."),
)
@click.option(
    "--baseline", metavar="FILE", type=_file, help=_("An earlier file of the same State.")
)
@paper_option
@marking_option
@click.option(
    "--archive",
    is_flag=True,
    help=_("PDF/A-3 for archives; the full edition then carries the answer file."),
)
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("Your own templates and styles; what they lack is taken from ours."),
)
@click.option(
    "--blank", is_flag=True, help=_("The questionnaire to fill in on paper; needs no FILE.")
)
@click.option(
    "--question",
    "questions",
    metavar="ID",
    multiple=True,
    help=_("With --blank: only this question, or all of a policy area; may be given again."),
)
@force_option
@questionnaire_option
@accept_version_option
def command(**given: object) -> None:
    """`cied report`."""
    request = ReportRequest(**given)  # type: ignore[arg-type]
    _check(request)
    if request.blank:
        _blank(request)
    else:
        _report(request)


def _check(request: ReportRequest) -> None:
    if request.blank == (request.file is not None):
        raise click.UsageError(_("Name one answer FILE, or give --blank without one."))
    if request.blank:
        _check_blank(request)
    elif request.questions:
        raise click.UsageError(_("--question goes only with --blank."))
    if request.archive and request.as_html:
        raise click.UsageError(_("An archive is a PDF: give --archive or --html, not both."))
    if request.ministry is not None and request.edition != "ministry":
        raise click.UsageError(_("--ministry goes only with --edition ministry."))
    if request.baseline is not None and request.edition == "national":
        raise click.UsageError(_("The national edition compares with no earlier file."))
    if request.output is not None:
        _check_output(request, request.output)


def _check_blank(request: ReportRequest) -> None:
    given = (request.ministry, request.baseline, request.marking, request.templates)
    if request.edition != "full" or request.archive or any(item is not None for item in given):
        raise click.UsageError(
            _(
                "A blank form holds no answers: with --blank only -o, --html, --paper, "
                "--question and "
                "--questionnaire are of use."
            )
        )


def _check_output(request: ReportRequest, output: Path) -> None:
    found = output.suffix.lower()
    if request.for_all_ministries:
        if found in (".pdf", *HTML_ENDINGS) and not output.is_dir():
            raise click.UsageError(
                _(
                    "--edition ministry writes a report for each ministry: name a folder with -o, "
                    "or one of them with --ministry."
                )
            )
        return
    if output.is_dir():
        raise click.UsageError(
            _("{output} is a folder: name a file with -o.").format(output=output)
        )
    if found not in (HTML_ENDINGS if request.as_html else (".pdf",)):
        wanted = (
            ".html"
            if request.html
            else _("{ending} or {other}").format(ending=".pdf", other=".html")
        )
        raise click.UsageError(
            _("{output} says no format: choose a name that ends in {wanted}.").format(
                output=output, wanted=wanted
            )
        )


def _blank(request: ReportRequest) -> None:
    from assessment.report.blank import blank_html, make_blank

    questionnaire = read_questionnaire(request.questionnaire_name)
    questions = questions_named(questionnaire, request.questions)
    output = request.output or Path(f"{questionnaire.id}-blank{request.ending}")
    check_writable(output)
    if request.as_html:
        content = blank_html(questionnaire, request.paper, questions).encode()
    else:
        with _progress(output.name) as progress:
            content = make_blank(questionnaire, request.paper, progress, _about(output), questions)
    # A blank form says nothing of anybody: everyone may read it.
    write_output(output, content, force=request.force, options=FOR_ALL)
    _print_written(output, content)


def _report(request: ReportRequest) -> None:
    from assessment.report.naming import known_ministry

    file = request.file
    if file is None:
        return
    questionnaire, read = load_answers(file, request.questionnaire_name, request.accept_version)
    request = replace(request, edition=edition_seen(file, read, request.edition))
    current = assess(
        questionnaire, read.answers, edition=request.edition, carried_from=read.carried_from
    )
    _print_no_marking(request, read.answers.marking)
    _print_left_out_of_national(current, read.answers, file)
    options = _options(request, current)
    if request.for_all_ministries:
        _one_for_each_ministry(request, current, options)
        warn_unsealed(read, file, None)
        return
    if request.ministry is not None:
        ministry = known_ministry(request.ministry, current, str(file))
        options = replace(options, ministry=ministry)
    output = request.output or Path(f"{stem(file.name)}-{request.edition}{request.ending}")
    check_writable(output)
    with _progress(output.name) as progress:
        content = _make(request, output, current, options, progress)
    _write(request, output, content)
    warn_unsealed(read, file, None)


def _print_no_marking(request: ReportRequest, marking: str) -> None:
    from assessment.report.view.words import no_marking

    if request.marking is None and marking and leaves_the_government(request.edition):
        print_message(no_marking(request.edition))


def _print_left_out_of_national(current: Assessment, given: Answers, file: Path) -> None:
    """Say what the national edition leaves out; nothing of it stands in the report."""
    from assessment.report.view import left_out

    for sentence in left_out(current, given) if current.edition == "national" else ():
        print_message(f"{one_line(str(file))}: {sentence}")


def _options(request: ReportRequest, current: Assessment) -> ReportOptions:
    from assessment.report import ReportOptions

    baseline = _baseline(request.baseline, current) if request.baseline is not None else None
    return ReportOptions(
        edition=request.edition,
        paper=request.paper,
        marking=request.marking,
        templates=request.templates,
        archive=request.archive,
        baseline=baseline,
    )


def _baseline(path: Path, current: Assessment) -> Assessment:
    """The earlier assessment; that its file is of another State or version is told."""
    earlier = read_answers(path, current.questionnaire, accept_version=True)
    found = assess_baseline(current, earlier.answers, carried_from=earlier.carried_from)
    for caution in filter(None, (*cautions(found, current), no_longer_asked(earlier.left_out))):
        print_message(f"{one_line(str(path))}: {caution}")
    return found


def _one_for_each_ministry(
    request: ReportRequest, current: Assessment, options: ReportOptions
) -> None:
    from assessment.report import ministries
    from assessment.report.saving import make_folder, ministry_paths

    folder = request.output or Path(
        f"{stem(request.file.name) if request.file else 'report'}-ministries"
    )
    make_folder(folder, remedy=_OTHER_FOLDER)
    names = ministries(current)
    for name, output in zip(names, ministry_paths(folder, names, request.ending), strict=True):
        with _progress(output.name) as progress:
            content = _make(request, output, current, replace(options, ministry=name), progress)
        _write(request, output, content)


def _make(
    request: ReportRequest,
    output: Path,
    current: Assessment,
    options: ReportOptions,
    progress: Callable[[float, str], None] | None,
) -> bytes:
    from assessment.report import make_html, make_pdf

    with _printed_style_mistakes(request):
        if request.as_html:
            return make_html(current, options).encode()
        return make_pdf(current, options, progress, _about(output))


def _about(output: Path) -> Callable[[str], None]:
    """Says something of a file that is being made."""
    return lambda sentence: print_message(f"{one_line(str(output))}: {sentence}")


@contextmanager
def _printed_style_mistakes(request: ReportRequest) -> Iterator[None]:
    """What is wrong in somebody's own styles, on stderr, each mistake once."""
    import logging

    printed: set[str] = set()

    class StyleMistakes(logging.Handler):
        """Prints what the PDF renderer complains of."""

        def emit(self, record: logging.LogRecord) -> None:
            """Say it once."""
            message = record.getMessage()
            if message not in printed:
                printed.add(message)
                print_message(f"{request.templates}: {one_line(message)[:300]}")

    logger, handler = logging.getLogger("weasyprint"), StyleMistakes(logging.WARNING)
    if request.templates is not None:
        logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def _progress(name: str) -> Iterator[Callable[[float, str], None] | None]:
    """A bar on stderr while a person waits at a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.text import Text

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=30))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(Text(name).plain, total=1.0)
        yield lambda share, words: bar.update(task, completed=share, description=words)


def _write(request: ReportRequest, output: Path, content: bytes) -> None:
    from assessment.report.saving import save_report

    save_report(
        output, content, (request.file, request.baseline), remedy=OTHER_FILE, force=request.force
    )
    _print_written(output, content)


def _print_written(output: Path, content: bytes) -> None:
    size = count_of(max(1, round(len(content) / 1024)), "{n} KB", "{n} KB")
    print_message(_("Written: {output} ({size}).").format(output=one_line(str(output)), size=size))
