"""The files that parts travel in: written when they are handed out, read when they come back.

A form of another kind is one more ending, one more writer and one more reader here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from assessment.answers import Answers, PartForm
from assessment.parts import Returned
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers, read_bytes

ENDINGS: Mapping[PartForm, str] = {"json": ".json"}
"""How the file of each form ends."""


def part_content(questionnaire: Questionnaire, part: Answers, form: PartForm) -> bytes:
    """The file of a part, in the form that it is handed out in."""
    return _WRITERS[form](questionnaire, part)


def read_part(
    path: Path, questionnaire: Questionnaire, *, accept_version: bool = False
) -> Returned:  # fmt: skip
    """A part that came back, checked like any answer file; an AnswerFileError says why not."""
    raw = read_bytes(path)
    file = parse_answers(
        raw, questionnaire, where=str(path), accept_version=accept_version, parts=True
    )
    return Returned(str(path), file.answers)


def _as_json(_: Questionnaire, part: Answers) -> bytes:
    return dump(part)


_WRITERS: Mapping[PartForm, Callable[[Questionnaire, Answers], bytes]] = {"json": _as_json}
