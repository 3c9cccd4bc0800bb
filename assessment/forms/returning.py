"""Files that came back, read one by one: what can be taken, and why others cannot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import AssessmentError, UnsavedPageError, reason_of
from assessment.forms.files import (
    COVERING_LETTER,
    FORMS,
    HEAD_SIZE,
    LETTERS,
    begins_like_a_part,
    read_part,
)
from assessment.forms.plan_files import PlanBack, is_plan, plan_in
from assessment.language import _
from assessment.parts import Returned
from assessment.plan import PlanTaken, take_plan
from assessment.questionnaire import Questionnaire
from assessment.store import read_unsealed

LETTER = ".txt"
"""How the letters end that lie beside parts."""
_NOT_PARTS = (".", "~$")
"""How files begin that are hidden, or that office programs keep beside an open document."""


def read_parts(
    paths: Iterable[Path], questionnaire: Questionnaire, *, accept_version: bool = False
) -> tuple[list[Returned], list[AssessmentError]]:
    """The parts in these files and folders, and why some of the files are none."""
    read: list[Returned] = []
    refused: list[AssessmentError] = []
    files = list(part_files(paths))
    for path in files:
        try:
            read.append(read_part(path, questionnaire, accept_version=accept_version))
        except UnsavedPageError as error:
            if len(files) == 1 or not _is_own_copy(path):
                refused.append(error)
        except AssessmentError as error:
            refused.append(error)
    known = {item.answers.part.id for item in read if item.answers.part}
    return read, [item for item in refused if not _is_saved(item, known)]


def read_plans(
    paths: Iterable[Path], questionnaire: Questionnaire, answers: Answers
) -> tuple[list[PlanBack], list[Path], list[AssessmentError]]:
    """The plans in these files and folders, the other files, and why some plans are refused."""
    plans: list[PlanBack] = []
    others: list[Path] = []
    refused: list[AssessmentError] = []
    for path in part_files(paths):
        try:
            plan = _plan_in(path, questionnaire, answers)
        except AssessmentError as error:
            refused.append(error)
            continue
        if plan is None:
            others.append(path)
        else:
            plans.append(plan)
    return plans, others, refused


def _plan_in(path: Path, questionnaire: Questionnaire, answers: Answers) -> PlanBack | None:
    try:
        raw = read_unsealed(path)
    except AssessmentError:
        return None  # it is told once, where it is read as a part
    if not raw.startswith(FORMS["workbook"].begins) or not is_plan(raw):
        return None
    return plan_in(raw, questionnaire, answers, str(path))


def take_plans(
    answers: Answers, plans: Iterable[PlanBack], *, now: dt.datetime, by: str
) -> PlanTaken:  # fmt: skip
    """Take over what was changed in some plans, one after the other."""
    taken = PlanTaken(answers, (), ())
    for plan in plans:
        more = take_plan(
            taken.answers,
            plan.handed_out,
            plan.came_back,
            now=now,
            by=by,
            replaced=plan.replaced,
        )
        taken = PlanTaken(
            more.answers,
            (*taken.changed, *more.changed),
            (*taken.conflicts, *more.conflicts),
        )
    return taken


def _is_own_copy(path: Path) -> bool:
    """Whether a page lies where it was handed out, beside its letter: nobody sent it back."""
    return path.with_name(path.stem + COVERING_LETTER).exists()


def _is_saved(error: AssessmentError, parts: Collection[str]) -> bool:
    """Whether it is about a page whose saved part came back too."""
    return isinstance(error, UnsavedPageError) and error.part in parts


def part_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named or lie in a folder that is; letters lie beside parts."""
    for path in paths:
        for item in _inside(path):
            hidden = item.name.startswith(_NOT_PARTS) and path.is_dir()
            if not hidden and not item.is_dir() and not _is_letter(item):
                yield item


def folders_inside(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The folders in the folders that are named: nothing looks into them."""
    return tuple(
        item
        for path in paths
        if path.is_dir()
        for item in _inside(path)
        if item.is_dir() and not item.name.startswith(_NOT_PARTS)
    )


def _is_letter(path: Path) -> bool:
    """Whether a file is a text beside the parts, and no part that was renamed on its way.

    Mail programs and Windows make `part.json.txt` of `part.json`.
    """
    if path.suffix.casefold() != LETTER:
        return False
    if path.name.endswith(LETTERS) or not path.is_file():
        return True
    try:
        with path.open("rb") as file:
            return not begins_like_a_part(file.read(HEAD_SIZE))
    except OSError:
        return False  # why it cannot be read is told where it is read


def _inside(path: Path) -> list[Path]:
    try:
        return sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError as error:
        raise AssessmentError(
            _("The folder cannot be read: {reason}.").format(reason=reason_of(error)),
            where=str(path),
            remedy=_("Name another folder, or ask its owner to let you look into it."),
        ) from error
