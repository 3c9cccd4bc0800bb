"""`cied questionnaires`: list, show, check one that somebody edits, export the schemas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import click
from pydantic import BaseModel

from assessment.answers import Answers
from assessment.cli.common import json_option, put
from assessment.cli.main import help_of, print_message
from assessment.cli.tables import heading, paragraph, table
from assessment.errors import Mistake
from assessment.export import ScoreObject, to_json
from assessment.language import _
from assessment.questionnaire import DESIGNED, LEVELS, Area, Frame, Question, Questionnaire
from assessment.store import DEFAULT, examine, folder_of, questionnaire_names, read_questionnaire
from assessment.store.folder_files import AREAS, HEADS, YAML_ENDING, all_published
from assessment.store.load_result import LoadResult
from assessment.text import clean, count_of, first_of

UNREAD_NAMED = 20
"""Of many files that are not a questionnaire's so many are named; all are counted."""

What = Literal["answers", "area", "questionnaire", "score"]
MODELS: Mapping[What, type[BaseModel]] = {
    "answers": Answers,
    "area": Area,
    "questionnaire": Frame,
    "score": ScoreObject,
}
"""The models whose JSON Schema is printed."""

name_argument = click.argument("name", default=DEFAULT, metavar="[NAME]")


@click.group(
    "questionnaires",
    help=help_of(
        _("List, show or check questionnaires."),
        _("NAME is the id of a questionnaire that comes with the program, or the folder of one."),
    ),
)
def command() -> None:
    """`cied questionnaires`."""


@command.command(
    "list",
    short_help=_("List the questionnaires that come with the program."),
    help=_("List the questionnaires that come with the program."),
)
@json_option
def list_command(as_json: bool) -> None:
    """`cied questionnaires list`."""
    found = [read_questionnaire(name) for name in questionnaire_names()]
    if as_json:
        click.echo(to_json({"questionnaires": [_head(item) for item in found]}, indent=2))
        return
    rows = [["id", "version", "areas", "questions", "title"]]
    rows += [
        [item.id, item.version, str(len(item.areas)), str(len(item.questions)), item.title]
        for item in found
    ]
    table(rows, right=frozenset({2, 3}))


def _head(questionnaire: Questionnaire) -> dict[str, Any]:
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "title": questionnaire.title,
        "sha256": questionnaire.sha256,
        "areas": len(questionnaire.areas),
        "questions": len(questionnaire.questions),
    }


@command.command(
    "show",
    short_help=_("Show a questionnaire or its questions."),
    help=help_of(
        _("Show a questionnaire, or some of its questions in full."),
        _("A QUESTION is an id such as POL-01, or the code of a policy area such as POL."),
    ),
)
@name_argument
@click.argument("questions", nargs=-1, metavar="[QUESTION...]")
@json_option
def show_command(name: str, questions: tuple[str, ...], as_json: bool) -> None:
    """`cied questionnaires show`."""
    if name not in questionnaire_names() and not _is_folder(name):
        name, questions = DEFAULT, (name, *questions)
    questionnaire = read_questionnaire(name)
    wanted = _wanted(questionnaire, questions)
    if as_json:
        shown = [question.model_dump(mode="json") for question in wanted]
        click.echo(to_json({**_head(questionnaire), "list": shown}, indent=2))
    elif questions:
        for question in wanted:
            _show_question(questionnaire, question)
    else:
        _show_contents(questionnaire)


def _is_folder(name: str) -> bool:
    from pathlib import Path

    return Path(name).is_dir()


def _wanted(questionnaire: Questionnaire, asked: tuple[str, ...]) -> list[Question]:
    known = {*questionnaire.by_id, *questionnaire.area_by_id}
    for name in asked:
        if name.upper() not in known:
            raise click.UsageError(
                _(
                    "There is no question, policy area or questionnaire '{name}'. "
                    "`cied questionnaires show` lists them."
                ).format(name=name)
            )
    chosen = {name.upper() for name in asked}
    return [
        question
        for question in questionnaire.questions
        if not chosen or question.id in chosen or question.area_id in chosen
    ]


def _show_contents(questionnaire: Questionnaire) -> None:
    click.echo(
        _("{title}, version {version}").format(
            title=questionnaire.title, version=questionnaire.version
        )
    )
    paragraph(questionnaire.about)
    click.echo()
    paragraph(questionnaire.notice)
    for area in questionnaire.areas:
        heading(f"{area.id}  {area.title}")
        paragraph(area.about)
        click.echo()
        for question in area.questions:
            click.echo(f"  {question.id}  {question.name}")


def _show_paragraphs(question: Question) -> None:
    for name, numbers in (
        (_("Paragraphs"), question.paragraphs),
        (_("See also"), question.related),
    ):
        if numbers:
            click.echo(f"{name}: {', '.join(map(str, numbers))}")
    if question.preamble:
        click.echo(_("It rests on the preamble."))


def _show_question(questionnaire: Questionnaire, question: Question) -> None:
    heading(f"{question.id}  {question.name}")
    paragraph(question.text)
    click.echo()
    for name, text in (
        (_("Look for"), question.guidance.look_for),
        (_("Ask"), question.guidance.ask),
        (_("Typical evidence"), question.guidance.evidence),
    ):
        paragraph(f"{name}: {text}")
    click.echo()
    for level in LEVELS:
        paragraph(f"{level}  {questionnaire.level_name(level)}", indent="  ")
        if level < DESIGNED:
            paragraph(question.meaning(level)[0], indent="     ")
        for letter, text in question.points_of(level).items():
            paragraph(f"{letter}  {text}", indent="     ")
    click.echo()
    _show_paragraphs(question)
    side = next((item.title for item in questionnaire.sides if item.id == question.side), "")
    click.echo(_("Weight {weight}, side {side}").format(weight=question.weight, side=side))
    click.echo(
        _("Usually leads: {ministry_name}").format(
            ministry_name=questionnaire.ministry_name(question.ministry)
        )
    )
    if question.requires:
        click.echo(_("Prerequisites: {requires}").format(requires=", ".join(question.requires)))
    for name in question.instruments:
        entry = questionnaire.instrument_by_id[name]
        click.echo(_("Instrument: {name}, {link}").format(name=entry.name, link=entry.link))


@command.command(
    "check",
    short_help=_("Check a questionnaire that somebody edits."),
    help=help_of(
        _("Check a questionnaire that somebody edits; every mistake with file and line."),
        _("With --language what its translation lacks, and what was changed since it was made."),
    ),
)
@name_argument
@click.option("--language", metavar="CODE", help=_("Check its translation into this language."))
@json_option
def check_command(name: str, language: str | None, as_json: bool) -> int:
    """`cied questionnaires check`."""
    result = examine(folder_of(name))
    mistakes = [*result.mistakes, *_editorial(result, language)]
    if as_json:
        found = [{"where": mistake.where, "problem": mistake.problem} for mistake in mistakes]
        click.echo(to_json({"mistakes": found, "not_read": list(result.unread)}, indent=2))
    else:
        for mistake in mistakes:
            click.echo(clean(str(mistake)))
        _print_unread(result.unread)
        _conclude(result, mistakes)
    return 1 if mistakes else 0


def _editorial(result: LoadResult, language: str | None) -> list[Mistake]:
    if result.questionnaire is None or result.mistakes:
        return []
    if language:
        return _untranslated(result.questionnaire, result.folder, language)
    from assessment.authoring import findings, findings_beside

    found = list(findings(result.questionnaire))
    for folder in all_published(result.folder):
        earlier = examine(folder)
        if earlier.questionnaire is None or earlier.mistakes:
            return [Mistake(str(folder.name), _("This published edition cannot be read."))]
        found += findings_beside(result.questionnaire, earlier.questionnaire)
    return [Mistake(result.location(*item.subject), item.problem) for item in found]


def _untranslated(questionnaire: Questionnaire, folder: Path, language: str) -> list[Mistake]:
    from assessment.store.translations import read_translation
    from assessment.translation import gaps

    found = gaps(questionnaire, read_translation(folder, language))
    where = f"{language}.po"
    return [
        *(
            Mistake(where, _("{text} is not translated.").format(text=text))
            for text in found.missing
        ),
        *(
            Mistake(where, _("{text} was changed after it was translated.").format(text=text))
            for text in found.stale
        ),
        *(
            Mistake(where, _("{text} is no text of this questionnaire.").format(text=text))
            for text in found.unknown
        ),
    ]


@command.command(
    "translate",
    short_help=_("Begin or go on with a translation."),
    help=help_of(
        _("Write a file in which the texts of a questionnaire are translated, in the format PO."),
        _(
            "CODE is the language, such as fr, ar or pt-BR. What the file of that name, or else "
            "the questionnaire's folder, has already is kept; where its words were changed "
            "since, it is marked. Put the file into the folder 'translations' of the "
            "questionnaire, under the name CODE.po."
        ),
    ),
)
@click.argument("language", metavar="CODE")
@name_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("The file to write; CODE.po in this folder unless it is given."),
)
def translate_command(language: str, name: str, output: Path | None) -> None:
    """`cied questionnaires translate`."""
    from assessment.store.translations import file_of, to_translate

    questionnaire = read_questionnaire(name, language="")
    target = output or Path(f"{language}.po")
    begun = target if target.exists() else file_of(folder_of(name), language)
    put(target, to_translate(questionnaire, begun, language), force=False)


def _print_unread(names: Sequence[str]) -> None:
    """Say which files were passed over: a policy area may be among them, under a wrong ending."""
    if not names:
        return
    named = first_of(names, UNREAD_NAMED)
    print_message(
        _(
            "Not read: {named}. A questionnaire is {heads}, "
            "and the files in '{areas}' that end in {ending}."
        ).format(named=named, heads=", ".join(HEADS), areas=AREAS, ending=YAML_ENDING)
    )


def _conclude(result: LoadResult, mistakes: list[Mistake]) -> None:
    if mistakes:
        click.echo(count_of(len(mistakes), "{n} mistake.", "{n} mistakes."), err=True)
        return
    item = result.questionnaire
    if item is not None:
        click.echo(
            _("{id} {version}: {number}, {questions}, no mistake. Digest {sha256}.").format(
                id=item.id,
                version=item.version,
                number=count_of(len(item.areas), "{n} policy area", "{n} policy areas"),
                questions=count_of(len(item.questions), "{n} question", "{n} questions"),
                sha256=item.sha256,
            )
        )


@command.command(
    "schema",
    short_help=_("Export a JSON Schema."),
    help=_("Export the JSON Schema of answer files, of the questionnaire's files or of scores."),
)
@click.argument("what", type=click.Choice(["answers", "area", "questionnaire", "score"]))
def schema_command(what: What) -> None:
    """`cied questionnaires schema`."""
    click.echo(to_json(schema(what), indent=2))


def schema(what: What) -> dict[str, Any]:
    """The JSON Schema of answer files, of a questionnaire's files, or of the score output."""
    return MODELS[what].model_json_schema(mode="serialization" if what == "score" else "validation")
