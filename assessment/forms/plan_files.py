"""The plan as a workbook or CSV, and the workbook back.

In the workbook four columns are open: status, due date, cost and what of it is funded. It carries
its entries as they were handed out, so that what comes back shows what was changed. Rows are known
by their question, columns by their heading: they may be sorted, filtered or moved.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from assessment.answers import Answers
from assessment.cells import PLAIN, Cell, CsvDialect
from assessment.errors import AnswerFileError
from assessment.forms.carried import PLAN_HEAD, joined_pieces, pieces
from assessment.forms.fields import ACTION_WORDS, Typed, amount_typed, day_typed, status_typed
from assessment.forms.workbook_sheets import SHEETS
from assessment.language import _
from assessment.plan import PlanEntry, PlanRow
from assessment.questionnaire import Questionnaire

if TYPE_CHECKING:
    from assessment.forms.workbook_reader import FilledRow

PlanValue = Cell | dt.date
PLAN_SHEET = "Plan"
SUMS_SHEET = "By ministry"
_QUESTION = "Question"
"""The heading of the column by which a row is known."""
_INDEX_LIMIT = 100_000
"""Most bytes of the list of sheets that are looked at."""
_CURRENCY = re.compile(r"\(([A-Z]{3})\)")
"""How the heading of an amount names its currency."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One column of the plan."""

    heading: str
    width: int
    value: Callable[[PlanRow], PlanValue]
    field: str = ""
    """The field of the entry that can be changed in it; empty where nothing can."""


def _unfunded(row: PlanRow) -> int | None:
    cost = row.entry.cost
    return None if cost is None else max(0, cost - (row.entry.funded or 0))


PLAN_COLUMNS: tuple[PlanColumn, ...] = (
    PlanColumn("Step", 9, lambda row: row.step),
    PlanColumn(_QUESTION, 10, lambda row: row.question),
    PlanColumn("Policy area", 22, lambda row: row.area),
    PlanColumn("Subject", 30, lambda row: row.title),
    PlanColumn("Ministry", 20, lambda row: row.ministry),
    PlanColumn("Supporting", 20, lambda row: ", ".join(row.supporting)),
    PlanColumn("Level", 7, lambda row: row.level),
    PlanColumn("Target", 7, lambda row: row.target),
    PlanColumn("Missing points", 50, lambda row: "\n".join(row.missing)),
    PlanColumn("Action", 40, lambda row: row.action),
    PlanColumn("Owner", 18, lambda row: row.owner),
    PlanColumn("Status", 12, lambda row: _status(row.entry), "status"),
    PlanColumn("Due", 12, lambda row: row.entry.due, "due"),
    PlanColumn("Cost", 14, lambda row: row.entry.cost, "cost"),
    PlanColumn("Funded", 14, lambda row: row.entry.funded, "funded"),
    PlanColumn("Not funded", 14, _unfunded),
    PlanColumn("Assistance wanted", 18, lambda row: ", ".join(row.assistance)),
    PlanColumn("Request to partners", 40, lambda row: row.request),
    PlanColumn("Waits for", 16, lambda row: ", ".join(row.waits_for)),
    PlanColumn("Waits for ministry", 22, lambda row: ", ".join(row.waits_for_ministries)),
)
_OPEN = tuple(column for column in PLAN_COLUMNS if column.field)


def _status(entry: PlanEntry) -> str:
    return ACTION_WORDS[entry.status] if entry.status else ""


def plan_csv(rows: Sequence[PlanRow], dialect: CsvDialect = PLAIN) -> str:
    """The plan as CSV, a row a task; dates as in ISO 8601."""
    lines: list[list[Cell]] = [[column.heading for column in PLAN_COLUMNS]]
    for row in rows:
        values = (column.value(row) for column in PLAN_COLUMNS)
        lines.append([_iso(value) for value in values])
    return dialect.start + "".join(map(dialect.line, lines))


def _iso(value: PlanValue) -> Cell:
    return value.isoformat() if isinstance(value, dt.date) else value


@dataclass(frozen=True, slots=True)
class SumRow:
    """The tasks of one ministry, counted and added up."""

    ministry: str
    """Empty for tasks without a ministry."""
    tasks: int
    without_cost: int
    cost: int
    funded: int
    unfunded: int


def sums_by_ministry(rows: Sequence[PlanRow]) -> tuple[SumRow, ...]:
    """A row a ministry in the order of the plan, tasks without a ministry last."""
    names = sorted(dict.fromkeys(row.ministry for row in rows), key=lambda name: not name)
    return tuple(_sum(name, [row for row in rows if row.ministry == name]) for name in names)


def _sum(ministry: str, rows: Sequence[PlanRow]) -> SumRow:
    return SumRow(
        ministry=ministry,
        tasks=len(rows),
        without_cost=sum(row.entry.cost is None for row in rows),
        cost=sum(row.entry.cost or 0 for row in rows),
        funded=sum(row.entry.funded or 0 for row in rows),
        unfunded=sum(_unfunded(row) or 0 for row in rows),
    )


# What the workbook carries.


@dataclass(frozen=True, slots=True)
class Carried:
    """What a plan says about itself."""

    id: str | None
    """The random id of the assessment; None if it had none yet."""
    state: str
    questionnaire: str
    """The digest of the questionnaire."""
    entries: dict[str, PlanEntry]
    """The entries as they were handed out."""
    actions: dict[str, str] = field(default_factory=dict)
    """The words of each action then; plans of earlier versions do not say them."""


_CARRIED = TypeAdapter(Carried)


def _carry(questionnaire: Questionnaire, answers: Answers, rows: Sequence[PlanRow]) -> list[str]:
    carried = Carried(
        id=answers.id,
        state=answers.state,
        questionnaire=questionnaire.sha256,
        entries={row.question: row.entry for row in rows},
        actions={row.question: row.action for row in rows},
    )
    content = _CARRIED.dump_json(carried)
    return pieces(PLAN_HEAD + hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def _carried_in(content: bytes, where: str) -> Carried:
    """What a plan carried about itself."""
    digest, _unused, rest = content.removeprefix(PLAN_HEAD).partition(b"\n")
    if not content.startswith(PLAN_HEAD) or hashlib.sha256(rest).hexdigest().encode() != digest:
        raise _not_whole(where)
    try:
        return _CARRIED.validate_python(json.loads(rest), strict=False)
    except (ValueError, ValidationError) as error:
        raise _not_whole(where) from error


def _not_whole(where: str) -> AnswerFileError:
    return AnswerFileError(
        _("The plan is not whole: what it carries inside is cut off or was changed."),
        where=where,
        remedy=_("Use the plan as it was handed on; ask for it again if it does not open whole."),
    )


# The workbook.


def plan_workbook(
    questionnaire: Questionnaire, answers: Answers, rows: Sequence[PlanRow]
) -> bytes:  # fmt: skip
    """The plan as a workbook: a sheet of tasks, and one of sums by ministry."""
    from assessment.forms.plan_sheets import workbook_of_plan

    return workbook_of_plan(
        rows,
        sums_by_ministry(rows),
        currency=answers.currency or "",
        marking=answers.marking,
        carried=_carry(questionnaire, answers, rows),
    )


@dataclass(frozen=True, slots=True)
class PlanBack:
    """A plan that came back."""

    handed_out: Mapping[str, PlanEntry]
    came_back: Mapping[str, PlanEntry]
    replaced: frozenset[str] = frozenset()
    """The questions whose action has other words in the file than in the plan."""


def is_plan(raw: bytes) -> bool:
    """Whether a workbook carries a plan, whatever its sheets are called.

    The form of a part is told by its sheets, so that it is read once; of any other workbook what
    it carries says what it is.
    """
    from assessment.forms.workbook_reader import UNREADABLE, carried_pieces, sheets_in

    try:
        with (
            zipfile.ZipFile(io.BytesIO(raw)) as archive,
            archive.open("xl/workbook.xml") as index,
        ):
            listed = index.read(_INDEX_LIMIT)
        if all(f'name="{sheet.title}"'.encode() in listed for sheet in SHEETS):
            return False
        sheets = sheets_in(raw, "", widest=1)
    except (LookupError, AnswerFileError, *UNREADABLE):
        return False
    try:
        return joined_pieces(carried_pieces(sheets), "").startswith(PLAN_HEAD)
    except AnswerFileError:
        return PLAN_SHEET in sheets  # a plan that is not whole


def plan_in(
    raw: bytes, questionnaire: Questionnaire, answers: Answers, where: str
) -> PlanBack:  # fmt: skip
    """The plan in a workbook that came back.

    An AnswerFileError says what is wrong: another assessment, another edition of the questionnaire,
    a cell that cannot be.
    """
    from assessment.forms.workbook_reader import carried_pieces, sheets_in

    sheets = sheets_in(raw, where, widest=len(PLAN_COLUMNS))
    carried = _carried_in(joined_pieces(carried_pieces(sheets), where), where)
    _check_source(carried, questionnaire, answers, where)

    def words(key: str) -> str:
        action = answers.answer(key).action
        return action.text if action else ""

    found: dict[str, PlanEntry] = {}
    for title, rows in sheets.items():
        columns = _columns(rows)
        if columns is None:
            continue
        _check_currency(rows, answers, where)
        for row in rows:
            question = _cell(row, columns, _QUESTION)
            key = question.line.upper()
            if key not in carried.entries:
                _check_stray(row, columns, question)
                continue
            entry = _entry(row, columns)
            if found.setdefault(key, entry) != entry:
                raise AnswerFileError(
                    _("The plan has {key} twice, with different entries.").format(key=key),
                    where=_("{where}, sheet '{title}'").format(where=where, title=title[:31]),
                    remedy=_("Delete one of the two rows."),
                )
    if not found:
        raise AnswerFileError(
            _("The plan has no row that is known: its headings or its questions were changed."),
            where=where,
            remedy=_("Use the plan as it was handed on, and copy the entries into it."),
        )
    replaced = frozenset(key for key in found if carried.actions.get(key, words(key)) != words(key))
    return PlanBack({key: carried.entries[key] for key in found}, found, replaced)


def _check_source(
    carried: Carried, questionnaire: Questionnaire, answers: Answers, where: str
) -> None:  # fmt: skip
    if answers.kind != "full":
        raise AnswerFileError(
            _("A plan belongs to a State's own file, and this is none."),
            where=where,
            remedy=_("Name the assessment's own answer file."),
        )
    if carried.questionnaire != questionnaire.sha256:
        raise AnswerFileError(
            _("The plan was made with another edition of the questionnaire."),
            where=where,
            remedy=_("Make a new plan with `cied export FILE --as plan.xlsx`."),
        )
    of_another = carried.id != answers.id if carried.id else carried.state != answers.state
    if of_another:
        raise AnswerFileError(
            _("The plan was made from another assessment."),
            where=where,
            remedy=_("Name the answer file that it was made from."),
        )


def _columns(rows: Sequence[FilledRow]) -> dict[str, int] | None:
    """Where the columns stand, by heading; None on a sheet that is no plan."""
    for row in rows:
        texts = [cell.text.strip().partition(" (")[0] for cell in row.cells]
        if _QUESTION in texts and all(column.heading in texts for column in _OPEN):
            return {heading: texts.index(heading) for heading in texts if heading}
    return None


def _check_currency(rows: Sequence[FilledRow], answers: Answers, where: str) -> None:
    """Refuse amounts in another currency than the file's: they would be taken for its own."""
    texts = (cell.text for row in rows for cell in row.cells if _is_amount(cell.text))
    named = {found[1] for found in map(_CURRENCY.search, texts) if found}
    if answers.currency and named - {answers.currency}:
        raise AnswerFileError(
            _("The amounts of the plan are in {named}, those of the file in {currency}.").format(
                named=min(named - {answers.currency}), currency=answers.currency
            ),
            where=where,
            remedy=_("Make a new plan with `cied export FILE --as plan.xlsx`."),
        )


def _is_amount(text: str) -> bool:
    return text.partition(" (")[0] in ("Cost", "Funded")


def _check_stray(row: FilledRow, columns: Mapping[str, int], question: Typed) -> None:
    """Refuse an entry beside no task of the plan; sums below the tasks are formulas."""
    for column in _OPEN:
        cell = _cell(row, columns, column.heading)
        is_heading = cell.text.partition(" (")[0] == column.heading
        if not cell.text.strip() or is_heading or cell.is_computed:
            continue
        raise cell.refuse(
            _("{shortly} stands beside {question}, which is no task of this plan.").format(
                shortly=cell.shortly, question=question.shortly
            )
            if question.text.strip()
            else _("{shortly} stands beside no question.").format(shortly=cell.shortly),
            _("Move it to the row of its task, or to a sheet of your own."),
        )


def _cell(row: FilledRow, columns: Mapping[str, int], heading: str) -> Typed:
    index = columns[heading]
    return row.cells[index] if index < len(row.cells) else Typed(None, row.where)


def _entry(row: FilledRow, columns: Mapping[str, int]) -> PlanEntry:
    typed = {column.field: _cell(row, columns, column.heading) for column in _OPEN}
    return PlanEntry(
        status=status_typed(typed["status"]),
        due=day_typed(typed["due"], "last"),
        cost=amount_typed(typed["cost"]),
        funded=amount_typed(typed["funded"]),
    )
