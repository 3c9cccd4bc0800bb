"""`cied take-back`: what ministries filled in becomes their positions; what differs is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from assessment.answers import Answers, PartRecord, Position
from assessment.cli.changing import by_option, locked_file, write_with_backup
from assessment.cli.common import answer_file_argument, json_option, questionnaire_option
from assessment.cli.main import help_of, print_message
from assessment.cli.tables import heading, shorten
from assessment.dates import in_words, local_day, utc_now
from assessment.errors import AssessmentError
from assessment.export import to_json
from assessment.forms.returning import folders_inside, read_parts, read_plans, take_plans
from assessment.language import _
from assessment.parts import Clash, Returned, TakenBack, new_events, take_back
from assessment.plan import COURSE_NAMES, PlanTaken
from assessment.positions import in_short
from assessment.questionnaire import Questionnaire
from assessment.store import read_questionnaire
from assessment.text import count_of, isolate, one_line
from assessment.workload import parts_waited_for

_TITLE = 44


@click.command(
    "take-back",
    help=help_of(
        _("Take parts back that ministries have filled in."),
        _(
            "PART is a file that came back, or a folder of them. What nobody disputes is the "
            "answer at once. Where positions differ the question is unanswered until it is "
            "settled in the terminal (`cied open FILE`); each is listed, and the exit status is "
            "1. A part that is refused is named, and nothing of it is taken."
        ),
        _(
            "A plan that `cied export FILE --as plan.xlsx` wrote is taken back too: status, due "
            "date, cost and what is funded. What the file itself changed since is left, and "
            "named."
        ),
    ),
)
@answer_file_argument
@click.argument(
    "parts", metavar="PART...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--accept-version",
    is_flag=True,
    help=_("Take parts of another edition of the questionnaire: carried over, to be confirmed."),
)
@by_option
@json_option
@questionnaire_option
def command(
    file: Path,
    parts: tuple[Path, ...],
    accept_version: bool,
    by: str,
    as_json: bool,
    questionnaire_name: str,
) -> int:
    """`cied take-back`."""
    questionnaire = read_questionnaire(questionnaire_name)
    now = utc_now()
    with locked_file(file, questionnaire) as (path, found):
        plans, others, bad_plans = read_plans(parts, questionnaire, found.answers)
        planned = take_plans(found.answers, plans, now=now, by=by)
        returned, unread = read_parts(others, questionnaire, accept_version=accept_version)
        taken = TakenBack(planned.answers)
        if returned:
            taken = take_back(questionnaire, planned.answers, returned, now=now, by=by)
        if taken.answers != found.answers:
            write_with_backup(path, found, taken.answers)
    refused = (*bad_plans, *unread, *taken.refused)
    for error in refused:
        print_message(str(error))
    for folder in folders_inside(parts):
        print_message(
            _("{folder}: A folder in a folder is not looked into. Name it too.").format(
                folder=one_line(str(folder))
            )
        )
    if as_json:
        plan = {"changed": list(planned.changed), "left": list(map(asdict, planned.conflicts))}
        click.echo(to_json({**_object(taken, refused, local_day(now)), "plan": plan}, indent=2))
    else:
        _show(questionnaire, returned, taken, found.answers, local_day(now))
        _show_plan_conflicts(planned)
    return 1 if refused or taken.clashes or planned.conflicts else 0


def _show(
    questionnaire: Questionnaire,
    returned: Sequence[Returned],
    taken: TakenBack,
    before: Answers,
    day: dt.date,
) -> None:
    _show_taken(returned, taken, before)
    _show_untouched(returned, taken)
    _show_older(taken)
    if taken.clashes:
        heading(
            _("{number}, to be settled in the terminal").format(
                number=count_of(len(taken.clashes), "{n} clash", "{n} clashes")
            )
        )
        for clash in taken.clashes:
            _show_clash(questionnaire, clash)
    out = parts_waited_for(taken.answers)
    if out:
        heading(_("Still out"))
        for record in out:
            click.echo(_out_line(record, day))


def _show_taken(returned: Sequence[Returned], taken: TakenBack, before: Answers) -> None:
    if taken.answers == before:
        click.echo(_("Nothing new came back."))
        return
    for event in new_events(before, taken.answers):
        click.echo(isolate(event.detail))
    if returned:
        click.echo(
            _("Taken without dispute: {number}.").format(
                number=count_of(len(taken.undisputed), "{n} question", "{n} questions")
            )
        )


def _show_plan_conflicts(planned: PlanTaken) -> None:
    if planned.conflicts:
        heading(_("Changed in the plan and in the file: left as the file has it"))
        for conflict in planned.conflicts:
            click.echo(f"{conflict.question}: {COURSE_NAMES[conflict.field]}")


def _show_untouched(returned: Sequence[Returned], taken: TakenBack) -> None:
    asked = {item.name: item.answers.part for item in returned}
    for name, keys in taken.untouched.items():
        part = asked[name]
        if part is not None and keys == part.questions:
            click.echo(_("Not filled in: {name}.").format(name=one_line(name)))
        elif keys:
            click.echo(
                _("Left as they were in {name}: {named}.").format(
                    name=one_line(name), named=_named(keys)
                )
            )


def _show_older(taken: TakenBack) -> None:
    for name, keys in taken.older.items():
        click.echo(
            _("Older than what the ministry said since, and only kept, in {name}: {named}.").format(
                name=one_line(name), named=_named(keys)
            )
        )


def _show_clash(questionnaire: Questionnaire, clash: Clash) -> None:
    name = questionnaire.by_id[clash.question].name
    click.echo(f"{clash.question}  {shorten(name, _TITLE)}")
    for position in clash.positions:
        whose = position.ministry or _("The authority")
        click.echo(f"    {isolate(whose)}: {in_short(position)}")


def _named(keys: Sequence[str]) -> str:
    if len(keys) > 8:
        return count_of(len(keys), "{n} question", "{n} questions")
    return ", ".join(keys)


def _out_line(record: PartRecord, day: dt.date) -> str:
    to = f" ({isolate(record.to)})" if record.to and record.to != record.ministry else ""
    number = count_of(len(record.questions), "{n} question", "{n} questions")
    return f"{isolate(record.ministry)}{to}: {_with_due(number, record.due, day)}"


def _with_due(number: str, due: dt.date | None, day: dt.date) -> str:
    if due is None:
        return number
    said = _("{number}, due {date}: OVERDUE") if due < day else _("{number}, due {date}")
    return said.format(number=number, date=in_words(due))


def _object(
    taken: TakenBack, refused: Sequence[AssessmentError], day: dt.date
) -> dict[str, object]:  # fmt: skip
    return {
        "format": 2,
        "undisputed": list(taken.undisputed),
        "clashes": [
            {"question": clash.question, "positions": [_position(held) for held in clash.positions]}
            for clash in taken.clashes
        ],
        "untouched": {name: list(keys) for name, keys in taken.untouched.items()},
        "older": {name: list(keys) for name, keys in taken.older.items()},
        "refused": [
            {"file": item.where, "problem": item.problem, "remedy": item.remedy} for item in refused
        ],
        "out": [
            {
                "part": item.id,
                "ministry": item.ministry,
                "to": item.to,
                "due": item.due.isoformat() if item.due else None,
                "overdue": item.due is not None and item.due < day,
            }
            for item in parts_waited_for(taken.answers)
        ],
    }


def _position(position: Position) -> dict[str, object]:
    return {
        "ministry": position.ministry,
        "status": position.status,
        "level": position.level,
        "points": None if position.points is None else list(position.points),
        "by": position.by,
        "at": position.at.isoformat().replace("+00:00", "Z") if position.at else None,
    }
