"""What the board of ministries shows: its columns and rows, and what is said of one; pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text
from textual.content import Content

from assessment.actions import is_overdue
from assessment.answers import Answers, PartRecord
from assessment.applicability import QuestionStatus, statuses
from assessment.dates import in_few_letters, in_words, local_day, without_year
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.text import count_of, same_name
from assessment.tui.widgets.fitted_table import Column, Row
from assessment.tui.widgets.lines import share_bar
from assessment.workload import PartState, Workload, is_unanswered, lacks_evidence, parts_out

_NOBODY = _("(no ministry named)")
NO_KEY = "\0"
"""The key of the row of what names no ministry; no ministry can have it for its name."""
HEADING = 2
"""Lines of a list that are no question: an empty one and its heading."""
BOARD_COLUMNS = (
    Column(_("ministry"), 16, most=44),
    Column(_("asked"), 5, right=True),
    Column(_("done"), 9, most=26),
    Column(_("open"), 4, right=True),
    Column(_("flag"), 4, right=True),
    Column(_("no evid."), 8, right=True, from_width=98),
    Column(_("actions"), 7, right=True, from_width=90),
    Column(_("overdue"), 7, right=True),
    Column(_("part"), 16, most=24),
)


def workload_rows(found: Sequence[Workload], day: dt.date) -> list[Row]:
    """A row a ministry; what names none comes last, where there is anything."""
    return [_row(item, day) for item in found if item.ministry or item.asked]


def name_of(key: str | None) -> str | None:
    """The ministry of a row; empty for what names none, None where there is no row."""
    return "" if key == NO_KEY else key


def board_summary(found: Sequence[Workload], answers: Answers, clashes: int, day: dt.date) -> str:
    """Everything in one line: ministries, questions, what names none, what is out, what differs."""
    named = [item for item in found if item.ministry]
    asked = sum(item.asked for item in found)
    alone = sum(item.asked for item in found if not item.ministry)
    out = sum(item.part.out for item in found)
    late = sum(item.part.status == "overdue" for item in found)
    parts = [
        count_of(len(named), "{n} ministry", "{n} ministries"),
        count_of(asked, "{n} question", "{n} questions"),
        _("{alone} without a ministry").format(alone=alone) if alone else "",
        _("{out} out").format(out=count_of(out, "{n} part", "{n} parts"))
        if out
        else ""
        if answers.parts
        else _("no part handed out"),
        _("{late} overdue").format(late=late) if late else "",
        count_of(clashes, "{n} clash (K)", "{n} clashes (K)") if clashes else "",
        in_words(day),
    ]
    return " · ".join(filter(None, parts))


def part_words(state: PartState, today: dt.date) -> str:
    """`out to 10 Dec`, `OVERDUE 28 Nov`, `back 3 Dec`; a dash where nothing was handed out."""
    day = short_day(state.day, today)
    number = f" ({state.out})" if state.out > 1 else ""
    if state.status == "none":
        return "–"
    if state.status == "out":
        said = _("out to {day}{number}") if day else _("out{number}")
    elif state.status == "overdue":
        said = _("OVERDUE {day}{number}")
    else:
        said = _("back {day}{number}")
    return said.format(day=day, number=number)


def short_day(day: dt.date | None, today: dt.date) -> str:
    """`3 Dec`, with the year where that is another one; empty for none."""
    if day is None:
        return ""
    return without_year(day) if day.year == today.year else in_few_letters(day)


def ministry_detail(
    questionnaire: Questionnaire,
    answers: Answers,
    workload: Workload,
    day: dt.date,
    *,
    room: int = 0,
) -> Content:
    """What a ministry leads, by policy area, and each of its parts.

    Where there is room for more lines, what it has to do: open and flagged questions, what is
    overdue, and levels without evidence.
    """
    known = statuses(questionnaire, answers)
    return Content.assemble(
        (workload.ministry or _NOBODY, "bold"),
        f"  {_led(questionnaire, answers, workload)}",
        *(f"\n{line}" for line in _parts(answers.parts, workload.ministry, day)),
        *_to_do([known[key] for key in workload.questions], day, room),
    )


def _to_do(items: Sequence[QuestionStatus], day: dt.date, room: int) -> Iterator[str]:
    """A heading with its number, and the questions; as many of them as find room."""
    found = {
        _("OPEN"): [item for item in items if is_unanswered(item)],
        _("FLAGGED"): [item for item in items if item.answer.flag],
        _("OVERDUE"): [item for item in items if is_overdue(item, day)],
        _("NO EVIDENCE"): [item for item in items if lacks_evidence(item)],
    }
    lists = {heading: listed for heading, listed in found.items() if listed}
    most = room // len(lists) - HEADING if lists else 0
    for heading, listed in lists.items() if most > 0 else ():
        yield f"\n\n{heading} {len(listed)}"
        kept = listed if len(listed) <= most else listed[: most - 1]
        yield from (f"\n{item.question.id}  {item.question.name}" for item in kept)
        if len(kept) < len(listed):
            yield "\n" + _("and {number} more").format(number=len(listed) - len(kept))


def _led(questionnaire: Questionnaire, answers: Answers, workload: Workload) -> str:
    areas = Counter(questionnaire.by_id[key].area_id for key in workload.questions)
    led = " ".join(f"{area} {number}" for area, number in areas.items())
    supports = sum(workload.ministry in entry.supporting for entry in answers.answers.values())
    if not workload.ministry:
        return _("{led}. U gives each to the ministry that usually leads it.").format(led=led)
    led = led or _("nothing")
    if supports:
        return _("leads {led}; supports on {supports}").format(led=led, supports=supports)
    return _("leads {led}").format(led=led)


def _parts(
    records: Sequence[PartRecord], ministry: str, day: dt.date, most: int = 3
) -> Iterator[str]:
    own = [record for record in records if ministry and same_name(record.ministry, ministry)]
    waited = parts_out(own)
    for item in own[: -most - 1 : -1]:
        said = (
            _("Part {id} ({form}): {number} handed out to {to} on {date}")
            if item.to
            else _("Part {id} ({form}): {number} handed out on {date}")
        )
        sent = said.format(
            id=item.id[:6],
            form=item.form,
            number=count_of(len(item.questions), "{n} question", "{n} questions"),
            to=item.to,
            date=in_words(local_day(item.handed_out)),
        )
        yield f"{sent}, {_where(item, day, waited_for=item in waited)}."
    if len(own) > most:
        yield _("and {earlier}.").format(
            earlier=count_of(len(own) - most, "{n} earlier part", "{n} earlier parts")
        )


def _where(part_record: PartRecord, day: dt.date, *, waited_for: bool) -> str:
    if part_record.returned is not None:
        return _("came back on {in_words}").format(
            in_words=in_words(local_day(part_record.returned))
        )
    if not waited_for:
        return _("replaced by a later part")
    if part_record.due is None:
        return _("still out")
    if part_record.due < day:
        return _("OVERDUE since {in_words}").format(in_words=in_words(part_record.due))
    return _("out until {in_words}").format(in_words=in_words(part_record.due))


def _row(workload: Workload, day: dt.date) -> Row:
    return Row(
        workload.ministry or NO_KEY,
        (
            workload.ministry or _NOBODY,
            str(workload.asked),
            lambda width: _done(workload, width),
            _number(workload.open),
            _number(workload.flagged),
            _number(workload.no_evidence),
            _number(workload.actions),
            _number(workload.overdue),
            part_words(workload.part, day),
        ),
    )


def _number(number: int) -> str:
    return str(number) if number else "–"


def _done(workload: Workload, width: int) -> Text:
    share = workload.done / workload.asked if workload.asked else 0.0
    number = f"{workload.done:>4}"
    return Text(share_bar(share, max(width - len(number), 0)) + number, no_wrap=True)
