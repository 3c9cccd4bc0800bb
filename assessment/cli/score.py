"""`cied score`: overall, policy areas, paragraphs, functions, roadmap, facts to establish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import click

from assessment.assess import Assessment, Edition, assess
from assessment.cli.common import (
    accept_version_option,
    edition_option,
    edition_seen,
    json_option,
    print_left_out,
    questionnaire_option,
    with_its_edition,
)
from assessment.cli.main import help_of, print_message
from assessment.cli.tables import heading, paragraph, shorten, table
from assessment.dates import in_words
from assessment.errors import AssessmentError
from assessment.figures import NONE, coverage, points, priority, robust_share
from assessment.language import _
from assessment.roadmap import STEPS, Gap
from assessment.score_words import band_words, could_be, range_words
from assessment.scorecard import Band, Score
from assessment.store import (
    check_name,
    check_size,
    is_pdf,
    parse_answers,
    read_bytes,
    read_questionnaire,
)
from assessment.terms import term
from assessment.text import count_of, isolate

PDF_LIMIT = 200 * 1024 * 1024
"""The largest report that is looked into, in bytes."""
_MAX_GAPS = 15
NOT_SHOWN = _("not shown")


@click.command(
    "score",
    help=help_of(
        _("Print scores, roadmap and facts to establish."),
        _(
            "FILE is an answer file, or a PDF report that carries one (made with --archive). "
            "With several files and --json, one object is printed a line."
        ),
    ),
)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@json_option
@edition_option
@questionnaire_option
@accept_version_option
@click.option(
    "--robustness/--no-robustness",
    default=None,
    help=_(
        "Say in how many of 10,000 draws a gap stays among the first ten.  [default: with JSON]"
    ),
)
def command(
    files: tuple[Path, ...],
    as_json: bool,
    edition: Edition,
    questionnaire_name: str,
    accept_version: bool,
    robustness: bool | None,
) -> int:
    """`cied score`."""
    questionnaire = read_questionnaire(questionnaire_name)
    status = 0
    for path in files:
        try:
            asked, file = with_its_edition(
                questionnaire,
                questionnaire_name,
                partial(
                    parse_answers, _bytes(path), where=str(path), accept_version=accept_version
                ),
            )
            seen = edition_seen(path, file, edition)
        except AssessmentError as error:
            print_message(str(error))
            status = 1
            continue
        print_left_out(path, file)
        assessment = assess(asked, file.answers, edition=seen, carried_from=file.carried_from)
        if as_json:
            from assessment.export import score_object, to_json  # here: a table needs none of it

            wanted = True if robustness is None else robustness
            named = str(path) if len(files) > 1 else None
            scored = score_object(assessment, robustness=wanted, file=named)
            click.echo(to_json(scored, indent=2 if named is None else None))
        else:
            show(assessment, robustness=bool(robustness))
    return status


def _bytes(path: Path) -> bytes:
    # Read once: what is named may be a pipe.
    raw = read_bytes(path, limit=PDF_LIMIT)
    check_name(raw, str(path))
    if is_pdf(raw):
        from assessment.report.reading import answers_in  # here: pypdf is wanted only for this

        raw = answers_in(raw, str(path))
    check_size(raw, str(path))
    return raw


def show(assessment: Assessment, *, robustness: bool) -> None:
    """Print one assessment as text."""
    answers = assessment.answers
    of = ", ".join(isolate(part) for part in (answers.state, answers.period) if part)
    click.echo(f"{of}: {term(answers.document_status)}, {in_words(answers.date)}")
    click.echo(assessment.questionnaire.title)
    if assessment.edition == "public":
        _show_public(assessment)
        return
    _show_overall(assessment)
    _show_areas(assessment)
    _show_paragraphs(assessment)
    _show_functions(assessment)
    _show_sides(assessment)
    _show_roadmap(assessment, assessment.robustness if robustness else {})
    _show_lists(assessment)


def _show_overall(assessment: Assessment) -> None:
    overall = assessment.scorecard.overall
    heading(_("Overall"))
    click.echo(
        _("Score {points}   {could_be}   target {target}   {band}").format(
            points=points(overall.score),
            could_be=could_be(overall),
            target=points(overall.target),
            band=band_words(overall),
        )
    )
    if overall.reviewed is not None:
        click.echo(_("With the reviewer's levels {points}").format(points=points(overall.reviewed)))
    counts = overall.counts
    click.echo(
        _("{answered} of {applicable} questions answered, coverage {coverage}; {open}").format(
            answered=counts.answered,
            applicable=counts.applicable,
            coverage=coverage(overall.coverage),
            open=_open(assessment),
        )
    )
    click.echo(
        _(
            "Not applicable {not_applicable}: {by_profile} by profile, "
            "{by_authority} declared by the authority "
            "(weight {declared_not_applicable})"
        ).format(
            not_applicable=counts.not_applicable,
            by_profile=counts.by_profile,
            by_authority=counts.not_applicable - counts.by_profile,
            declared_not_applicable=overall.declared_not_applicable,
        )
    )


def _open(assessment: Assessment) -> str:
    counts = assessment.scorecard.overall.counts
    if assessment.outward:
        return _("open {open}, of these withheld {withheld}").format(
            open=counts.open, withheld=assessment.roadmap.withheld
        )
    return _("unknown {unknown}, withheld {withheld}, unanswered {unanswered}").format(
        unknown=counts.unknown, withheld=counts.withheld, unanswered=counts.unanswered
    )


def _figures(score: Score) -> list[str]:
    return [
        points(score.score),
        range_words(score),
        points(score.target),
        coverage(score.coverage),
        str(score.declared_not_applicable),
    ]


_FIGURE_HEADS = [_("score"), _("range"), _("target"), _("coverage"), _("n/a weight")]


def _show_areas(assessment: Assessment) -> None:
    heading(_("Policy areas"))
    rows = [["", _("policy area"), *_FIGURE_HEADS, _("band")]]
    for key, area in assessment.scorecard.areas.items():
        title = assessment.questionnaire.area_by_id[key].title
        rows.append([key, shorten(title, 50), *_figures(area), band_words(area, area=True)])
    table(rows, right=frozenset({2, 3, 4, 5, 6}))


def _show_paragraphs(assessment: Assessment) -> None:
    heading(_("Operative paragraphs"))
    rows = [["", _("paragraph"), *_FIGURE_HEADS]]
    for number, figures in assessment.scorecard.paragraphs.items():
        entry = assessment.questionnaire.paragraph_by_number[number]
        title = (
            _("{title} (sets no task)").format(title=entry.title) if entry.no_task else entry.title
        )
        rows.append([str(number), shorten(title, 50), *_figures(figures)])
    table(rows, right=frozenset({0, 2, 3, 4, 5, 6}))


def _show_functions(assessment: Assessment) -> None:
    heading(_("Functions"))
    rows = [[_("function"), *_FIGURE_HEADS]]
    names = assessment.questionnaire.function_title
    rows += [
        [names(key), *_figures(function)]
        for key, function in assessment.scorecard.functions.items()
    ]
    table(rows, right=frozenset({1, 2, 3, 4, 5}))


def _show_sides(assessment: Assessment) -> None:
    heading(_("Sides"))
    rows = [[_("side"), *_FIGURE_HEADS]]
    rows += [
        [side.title, *_figures(assessment.scorecard.sides[side.id])]
        for side in assessment.questionnaire.sides
    ]
    table(rows, right=frozenset({1, 2, 3, 4, 5}))


def _show_roadmap(assessment: Assessment, shares: Mapping[str, float]) -> None:
    heading(_("Roadmap"))
    steps = {step: [gap for gap in assessment.roadmap.gaps if gap.step == step] for step in STEPS}
    for step, gaps in steps.items():
        number = count_of(len(gaps), "{n} gap", "{n} gaps")
        click.echo(f"{term(step).capitalize()}: {number}")
        rows = [["", "", _("question"), _("stage"), _("priority"), _("holds in"), _("waits for")]]
        rows += [_gap_row(assessment, gap, shares) for gap in gaps[:_MAX_GAPS]]
        if gaps:
            table(rows, right=frozenset({0, 4, 5}))
        if len(gaps) > _MAX_GAPS:
            more = count_of(len(gaps) - _MAX_GAPS, "{n} more gap", "{n} more gaps")
            click.echo("  " + _("and {more}; --json lists all").format(more=more))
        click.echo()


def _gap_row(assessment: Assessment, gap: Gap, shares: Mapping[str, float]) -> list[str]:
    tied = sum(
        other.step == gap.step and other.rank == gap.rank for other in assessment.roadmap.gaps
    )
    return [
        f"{'=' if tied > 1 else ''}{gap.rank}",
        gap.question,
        shorten(assessment.questionnaire.by_id[gap.question].name, 44),
        assessment.questionnaire.stage_title(gap.stage).lower(),
        priority(gap.priority),
        robust_share(shares.get(gap.question)) or NONE,
        ", ".join(gap.unmet),
    ]


def _show_lists(assessment: Assessment) -> None:
    roadmap = assessment.roadmap
    _show_ids(_("Due for review"), roadmap.due_for_review)
    if assessment.outward:
        return
    _show_ids(_("Facts to establish"), roadmap.facts_to_establish)
    click.echo(
        _("Withheld: {withheld}").format(
            withheld=count_of(roadmap.withheld, "{n} question", "{n} questions")
        )
    )
    if assessment.warnings:
        click.echo(
            _("{number}: `cied check` prints them.").format(
                number=count_of(
                    len(assessment.warnings), "{n} consistency warning", "{n} consistency warnings"
                )
            )
        )


def _show_ids(title: str, ids: Iterable[str]) -> None:
    found = list(ids)
    click.echo(f"{title}: {len(found)}")
    if found:
        paragraph(", ".join(found), indent="  ")


def _show_public(assessment: Assessment) -> None:
    bands, questionnaire = assessment.public_bands, assessment.questionnaire
    heading(_("Bands"))
    paragraph(
        _(
            "Each is that of the low end of its range. Not shown: too little is answered, or bands "
            "side by side would tell the level of a single question."
        )
    )
    rows = [[_("group"), _("band")], [_("Overall"), _shown(bands.overall)]]
    rows += [
        [questionnaire.area_by_id[key].title, _shown(word)] for key, word in bands.areas.items()
    ]
    rows += [
        [questionnaire.function_title(key), _shown(word)] for key, word in bands.functions.items()
    ]
    rows += [[side.title, _shown(bands.sides[side.id])] for side in questionnaire.sides]
    rows += [
        [questionnaire.paragraph_by_number[number].title, _shown(word)]
        for number, word in bands.paragraphs.items()
        if word
    ]
    table(rows)


def _shown(word: Band | None) -> str:
    return term(word) if word else NOT_SHOWN
