"""Taking parts back in a session, and what came of it as rows of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.answers import Answers, Position
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.parts import TakenBack, new_events, take_back
from assessment.positions import in_short
from assessment.questionnaire import Questionnaire
from assessment.text import count_of, joined_sentences, one_line
from assessment.tui.desk.clash_lines import AUTHORITY
from assessment.tui.desk.incoming_parts import FoundFile
from assessment.tui.widgets.fitted_table import Column, Row

if TYPE_CHECKING:
    from assessment.tui.session import Session

CAME_BACK_COLUMNS = (
    Column("", 9),
    Column(_("question, file"), 14, most=34),
    Column("", 20, most=46),
    Column(_("who said what"), 16, most=60),
)
REFUSED, CLASH, OLDER, UNTOUCHED, TAKEN = "refused", "CLASH", "older", "untouched", "taken"


@dataclass(frozen=True, slots=True)
class CameBack:
    """What taking some files back brought."""

    taken: TakenBack
    refused: tuple[AssessmentError, ...]
    """Every file of which nothing was taken, and why."""
    parts: int
    """How many parts brought something new."""

    @property
    def clashes(self) -> tuple[str, ...]:
        """The questions on which positions differ."""
        return tuple(clash.question for clash in self.taken.clashes)


def take_parts(session: Session, files: Sequence[FoundFile]) -> CameBack:
    """Take these files back, as one step of undo; what cannot be taken is named."""
    before = session.identified
    parts = [file.part for file in files if file.part is not None]
    unread = [file.problem for file in files if file.part is None and file.problem is not None]
    taken = take_back(session.questionnaire, before, parts, now=session.now, by=session.signature)
    number = len(new_events(before, taken.answers))
    if taken.answers != before:
        words = _("{number} taken back").format(number=count_of(number, "{n} part", "{n} parts"))
        session.change_whole(taken.answers, words)
    return CameBack(taken, (*unread, *taken.refused), number)


def came_back_summary(found: CameBack) -> str:
    """What came, in a sentence."""
    parts = [
        _("{parts} taken back").format(parts=count_of(found.parts, "{n} part", "{n} parts"))
        if found.parts
        else _("Nothing new came back"),
        _("{number} without dispute").format(
            number=count_of(len(found.taken.undisputed), "{n} question", "{n} questions")
        )
        if found.taken.undisputed
        else "",
        count_of(len(found.clashes), "{n} clash", "{n} clashes") if found.clashes else "",
        _("{number} refused").format(number=count_of(len(found.refused), "{n} file", "{n} files"))
        if found.refused
        else "",
    ]
    said = " · ".join(filter(None, parts)) + "."
    return joined_sentences(said, _("z takes it back.") if found.parts else "")


def came_back_rows(questionnaire: Questionnaire, answers: Answers, found: CameBack) -> list[Row]:
    """What needs somebody first: refused files, clashes, what was left as it was; then the rest."""
    return [
        *_refused(found),
        *_clashes(questionnaire, found),
        *_older(found),
        *_untouched(found),
        *_taken(questionnaire, answers, found),
    ]


def _refused(found: CameBack) -> Iterator[Row]:
    for index, error in enumerate(found.refused):
        name = one_line(Path(error.where).name)
        words = one_line(f"{error.problem} {error.remedy}")
        yield Row(f"{REFUSED}:{index}", (REFUSED, name, words, ""))


def _clashes(questionnaire: Questionnaire, found: CameBack) -> Iterator[Row]:
    for clash in found.taken.clashes:
        said = ", ".join(_said(position) for position in clash.positions)
        name = questionnaire.by_id[clash.question].name
        yield Row(clash.question, (CLASH, clash.question, name, said))


def _older(found: CameBack) -> Iterator[Row]:
    for index, (name, keys) in enumerate(found.taken.older.items()):
        file = one_line(Path(name).name)
        words = _("the ministry has said something later")
        yield Row(f"{OLDER}:{index}", (OLDER, file, words, ", ".join(keys)))


def _untouched(found: CameBack) -> Iterator[Row]:
    for index, (name, keys) in enumerate(found.taken.untouched.items()):
        if keys:
            file = one_line(Path(name).name)
            words = _("{number} left as they were").format(
                number=count_of(len(keys), "{n} question", "{n} questions")
            )
            yield Row(f"{UNTOUCHED}:{index}", (UNTOUCHED, file, words, ", ".join(keys)))


def _taken(questionnaire: Questionnaire, answers: Answers, found: CameBack) -> Iterator[Row]:
    for key in found.taken.undisputed:
        name = questionnaire.by_id[key].name
        yield Row(key, (TAKEN, key, name, in_short(answers.answer(key))))


def _said(position: Position) -> str:
    return f"{position.ministry or AUTHORITY} {_short(position)}"


def _short(position: Position) -> str:
    return str(position.level) if position.level is not None else in_short(position)
