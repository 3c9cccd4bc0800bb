"""What is said of a file that was open before: whose it is, and how far it has come."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

from assessment.answers import Answers
from assessment.assess import scorecard
from assessment.dates import in_few_letters
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store import is_sealed_name, read_answers, read_bytes
from assessment.terms import term
from assessment.text import one_line
from assessment.tui.folder import is_file, is_there
from assessment.tui.widgets.fitted_table import cut_to_width
from assessment.tui.widgets.lines import padded, share_bar

_MAX_BYTES = 2 * 1024 * 1024
"""A larger file is opened if somebody asks for it, never to look who it is of."""
_SEALED = _("sealed")
STATUS_WIDTH, _BAR, SHORT_BAR, ANSWERED = 6, 10, 5, 10
SAVED, SHORT_SAVED = len("30 Nov 2026, LAW-03"), len("30 Nov 2026")
"""Cells of the columns between a file's name and where it is."""
ROOMY = 90
"""From this width on the bar is a long one."""
_NARROW = 50
"""Below this width only its name says which file it is."""
MIN_NAME, _MAX_NAME, MIN_FOLDER = 22, 40, 10


@dataclass(frozen=True, slots=True)
class FileCard:
    """One file that was open before, as the desk shows it."""

    path: Path
    name: str = ""
    """The State and the period; empty where the file could not be read."""
    status: str = ""
    """draft, final, part, or sealed."""
    done: int = 0
    applicable: int = 0
    """0 where nobody knows how many questions there are."""
    saved: dt.datetime | None = None
    """When it was changed last, local time."""
    position: str = ""
    """The question where one stopped."""


def card_of(path: Path, questionnaire: Questionnaire, position: str = "") -> FileCard:
    """What a file says of itself; a sealed one is not opened for that."""
    saved = _saved(path)
    if is_sealed_name(path):
        return FileCard(path, status=_SEALED, saved=saved, position=position)
    try:
        if not is_file(path) or path.stat().st_size > _MAX_BYTES:
            return FileCard(path, status="" if is_there(path) else _("gone"), saved=saved)
        answers = read_answers(path, questionnaire, accept_version=True, parts=True).answers
    except (AssessmentError, OSError):
        return FileCard(path, name=whose(path), saved=saved, position=position)
    return _card(path, questionnaire, answers, saved, position)


def _card(
    path: Path,
    questionnaire: Questionnaire,
    answers: Answers,
    saved: dt.datetime | None,
    position: str,
) -> FileCard:
    name = " ".join(filter(None, (answers.state, answers.period)))
    status: str = term(answers.document_status)
    if answers.part is not None:
        questionnaire = questionnaire.only(answers.part.questions)
        name, status = f"{answers.part.ministry}: {name}", _("part")
    counts = scorecard(questionnaire, answers).overall.counts
    done = counts.applicable - counts.unanswered
    return FileCard(path, one_line(name), status, done, counts.applicable, saved, position)


def _saved(path: Path) -> dt.datetime | None:
    with suppress(OSError, OverflowError):
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).astimezone()
    return None


def whose(path: Path) -> str:
    """`Examplia, 2026, draft`, as the file says it; empty where it cannot be read or is none.

    A sealed file is not opened for that.
    """
    if is_sealed_name(path):
        return _SEALED
    try:
        found = json.loads(read_bytes(path, limit=_MAX_BYTES)) if is_file(path) else None
    except (AssessmentError, ValueError, RecursionError):
        return ""
    if not isinstance(found, dict):
        return ""
    parts = (found.get(key) for key in ("state", "period", "document_status"))
    return ", ".join(one_line(part) for part in parts if isinstance(part, str) and part)


@dataclass(frozen=True, slots=True)
class _Widths:
    """The cells of the columns that give way where the window is narrow."""

    name: int
    bar: int
    saved: int
    """0 where there is no room for it."""
    location: int


def cards_heading(width: int) -> str:
    """The names of the columns, above the files."""
    if width < _NARROW:
        return _("Go on with")
    found = _widths(width)
    columns = [
        padded(_("Go on with"), found.name + 1 + STATUS_WIDTH),
        padded(_("answered"), found.bar + 1 + ANSWERED),
        padded(_("last saved"), found.saved),
        cut_to_width(_("where"), found.location),
    ]
    return "  ".join(filter(None, columns))


def card_line(card: FileCard, width: int, now: dt.datetime) -> str:
    """A file on one line: whose it is, how far it has come, when it was saved, and where it is."""
    if width < _NARROW:
        return cut_to_width(
            f"{one_line(card.path.name)}  {card.name} {card.status}".rstrip(), width
        )
    found = _widths(width)
    shown = cut_to_width(card.name or one_line(card.path.name), found.name)
    columns = [
        f"{padded(shown, found.name)} {padded(card.status, STATUS_WIDTH)}",
        padded(_progress(card, found.bar), found.bar + 1 + ANSWERED),
        padded(_when(card, now, found.saved), found.saved),
        _end_of(one_line(str(card.path)), found.location),
    ]
    return "  ".join(filter(None, columns))


def _widths(width: int) -> _Widths:
    bar_width = _BAR if width >= ROOMY else SHORT_BAR
    fixed = STATUS_WIDTH + bar_width + ANSWERED + 6
    least = fixed + MIN_NAME + MIN_FOLDER + 2
    saved = next((item for item in (SAVED, SHORT_SAVED) if width >= least + item), 0)
    free = width - fixed - (saved + 2 if saved else 0)
    name = max(min(free * 3 // 5, _MAX_NAME), MIN_NAME)
    return _Widths(name, bar_width, saved, max(free - name, 0))


def _progress(card: FileCard, width: int) -> str:
    if not card.applicable:
        return ""
    return _("{bar} {done} of {applicable}").format(
        bar=share_bar(card.done / card.applicable, width),
        done=card.done,
        applicable=card.applicable,
    )


def _when(card: FileCard, now: dt.datetime, room: int) -> str:
    if card.saved is None or not room:
        return ""
    day = card.saved.date()
    if day == now.astimezone(card.saved.tzinfo).date():
        words = _("today {saved:%H:%M}").format(saved=card.saved)
    else:
        words = in_few_letters(day)
    long = f"{words}, {card.position}" if card.position else words
    return long if cell_len(long) <= room else words


def _end_of(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    if room < 2:
        return ""
    end = text
    while end and cell_len(end) > room - 1:
        end = end[1:]
    return f"…{end}"
