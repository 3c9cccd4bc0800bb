"""Files that may be parts that came back: what each would bring, before any of it is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import AssessmentError
from assessment.forms.files import FORMS, read_part
from assessment.forms.returning import LETTER, part_files
from assessment.language import _
from assessment.parts import Returned, TakenBack, take_back
from assessment.store import bare_name
from assessment.text import count_of, one_line
from assessment.tui.session import Session

MAX_FILES = 300
"""So many files of a folder are looked at."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file of a folder, as it was read."""

    path: Path
    part: Returned | None = None
    """The part in it; None where it is none."""
    problem: AssessmentError | None = None
    """Why nothing of it can be taken."""
    words: str = ""
    """What it would bring."""
    is_news: bool = False
    """Whether it would bring anything."""


def candidates(folder: Path, answer_file: Path) -> list[Path]:
    """The files of a folder that a part can be, the latest first; a file that is named, alone."""
    endings = {form.ending for form in FORMS.values()} | {".json", LETTER}
    found = [
        path
        for path in part_files([folder])
        if Path(bare_name(path.name)).suffix.casefold() in endings and path != answer_file
    ]
    return sorted(found, key=_changed, reverse=True)[:MAX_FILES]


def look_at(
    session: Session, answers: Answers, path: Path, *, accept_version: bool = False
) -> FoundFile:
    """Read one file, and say what it would bring; nothing is taken."""
    questionnaire = session.questionnaire
    try:
        part = read_part(path, questionnaire, accept_version=accept_version)
    except AssessmentError as error:
        return FoundFile(path, problem=error, words=_short(error))
    tried = take_back(questionnaire, answers, [part], now=session.now)
    if tried.refused:
        return FoundFile(path, part, tried.refused[0], _short(tried.refused[0]))
    news = tried.answers != answers
    return FoundFile(path, part, None, "; ".join(_brings(part, tried, news=news)), news)


def _brings(part: Returned, tried: TakenBack, *, news: bool) -> Iterator[str]:
    asked = part.answers.part
    if asked is None:
        return
    said = len(asked.questions) - len(tried.untouched.get(part.name, ()))
    yield one_line(asked.ministry)
    yield _("{said} of {number} filled in").format(said=said, number=len(asked.questions))
    if not news:
        yield _("nothing new")
    elif tried.clashes:
        yield count_of(len(tried.clashes), "{n} clash", "{n} clashes")
    if keys := tried.older.get(part.name, ()):
        yield _("{number} with a later answer").format(
            number=count_of(len(keys), "{n} question", "{n} questions")
        )


def _short(error: AssessmentError) -> str:
    return one_line(error.problem)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def news_of(found: Sequence[FoundFile]) -> list[FoundFile]:
    """The files that would bring anything."""
    return [item for item in found if item.is_news]
