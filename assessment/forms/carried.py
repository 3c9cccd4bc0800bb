"""What a form carries inside: the part as it was handed out, so that what comes back is known.

With the part stand the levels of its points, so that a form of an earlier edition can still be
read. A checksum tells a form that was cut off or changed inside from one that is whole.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assessment.answers import Answers
from assessment.errors import AnswerFileError, AssessmentError
from assessment.forms.fields import (
    FieldValue,
    Typed,
    TypedFields,
    answer_shown,
    answer_typed,
    day_typed,
    evidence_shown,
    is_blank,
    is_ticked,
    name_typed,
)
from assessment.forms.model import FormAnswer, filled_in, form_answer, on_day
from assessment.language import _
from assessment.parts import part_of
from assessment.questionnaire import Area, Question, Questionnaire
from assessment.store import SIZE_LIMIT, dump, parse_answers
from assessment.text import one_line

CARRIED_SHEET = "cied"
"""The hidden sheet of a workbook; what it carries is known by its content."""
PLAN_HEAD = b"cied plan 1 "
"""How begins what a plan carries about itself, which is no form of a part."""
_HEAD = re.compile(rb"cied form 1 ([0-9a-f]{64})\n")
_PIECE = 30_000
"""Characters of one piece of text; a cell of a workbook takes 32,767."""
_USE = _("Use the form as it was handed out; ask for it again if it does not open whole.")


@dataclass(frozen=True, slots=True)
class Sent:
    """A part as it was handed out, known again from the form that came back."""

    part: Answers
    questionnaire: Questionnaire
    """Of the part's own edition; of another edition only the questions with their points."""

    @property
    def letters(self) -> Mapping[str, tuple[str, ...]]:
        """The questions that were asked, each with the letters of its points."""
        asked = part_of(self.part).questions
        known = self.questionnaire.by_id
        return {key: tuple(known[key].points) for key in asked if key in known}


@dataclass(frozen=True, slots=True)
class Filled:
    """All fields of a form that came back."""

    about: TypedFields
    questions: Mapping[str, TypedFields]
    """For each question its points, answer and action."""
    evidence: Mapping[str, Sequence[TypedFields]]
    where: Mapping[str, str]
    """For each question the place that is named where no single field is wrong."""


def carried(questionnaire: Questionnaire, part: Answers) -> bytes:
    """What is put into the form of a part."""
    points = {
        key: {letter: point.level for letter, point in question.points.items()}
        for key, question in questionnaire.by_id.items()
        if key in part_of(part).questions
    }
    content = json.dumps({"points": points, "part": json.loads(dump(part))}).encode()
    return b"cied form 1 %s\n%s" % (hashlib.sha256(content).hexdigest().encode(), content)


def pieces(content: bytes) -> list[str]:
    """What is carried, as pieces of plain text that know their order."""
    text = base64.b64encode(zlib.compress(content, 9)).decode()
    cut = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    return [f"{number}/{len(cut)}:{piece}" for number, piece in enumerate(cut, start=1)]


def joined_pieces(found: Iterable[str], where: str) -> bytes:
    """What the pieces of a form carried, in whatever order they are found."""
    try:
        numbered = dict(item.split(":", 1) for item in found)
        count = len(numbered)
        text = "".join(numbered[f"{number}/{count}"] for number in range(1, count + 1))
        unpacked = zlib.decompressobj().decompress(
            base64.b64decode(text, validate=True), SIZE_LIMIT
        )
    except (ValueError, LookupError, binascii.Error, zlib.error) as error:
        raise _not_whole(where) from error
    return unpacked


def sent(
    content: bytes, questionnaire: Questionnaire, *, where: str, accept_version: bool
) -> Sent:  # fmt: skip
    """The part that a form carries; refused as any answer file would be."""
    document = _document(content, where)
    raw = json.dumps(document["part"]).encode()
    checked = parse_answers(
        raw, questionnaire, where=where, accept_version=accept_version, parts=True
    )
    if not checked.other_version:
        return Sent(checked.answers, questionnaire)
    return Sent(
        Answers.model_validate_json(raw), _with_points(questionnaire, document["points"], where)
    )


def returned(
    form: Sent, filled: Filled, questionnaire: Questionnaire, *, where: str, accept_version: bool
) -> Answers:
    """The part as it comes back, checked like any answer file."""
    try:
        part = _filled_part(form, filled)
    except AssessmentError as error:
        question = error.problem.partition(":")[0]
        index = error.where or filled.where.get(question, where)
        raise AnswerFileError(error.problem, where=index, remedy=error.remedy) from error
    return parse_answers(
        dump(part), questionnaire, where=where, accept_version=accept_version, parts=True
    ).answers


def _filled_part(form: Sent, filled: Filled) -> Answers:
    day = day_typed(filled.about["date"], "last")
    return filled_in(
        form.questionnaire,
        form.part,
        {key: _given(form, filled, key, letters) for key, letters in form.letters.items()},
        by=name_typed(filled.about, "by"),
        at=None if day is None else on_day(day),
        approved_by=name_typed(filled.about, "approved_by"),
    )


def _given(form: Sent, filled: Filled, key: str, letters: Sequence[str]) -> FormAnswer:
    before = form_answer(form.part.answer(key))
    fields = filled.questions.get(key, {})
    rows = [row for row in filled.evidence.get(key, ()) if not is_blank(row)]
    if _is_as_shown(before, fields, rows):
        confirm = fields.get("confirm", Typed(None, where=""))
        return replace(before, confirmed=is_ticked(confirm))
    return answer_typed(letters, fields, rows)


def _is_as_shown(before: FormAnswer, fields: TypedFields, rows: Sequence[TypedFields]) -> bool:
    """Whether the fields are those that were handed out, whatever became of white space."""
    shown = [answer_shown(before), *map(evidence_shown, before.evidence)]
    found = [fields, *rows]
    return len(shown) == len(found) and all(map(_are_alike, shown, found))


def _are_alike(shown: Mapping[str, FieldValue], found: TypedFields) -> bool:
    names = {*shown, *found} - {"confirm"}
    return all(_plain(name, shown.get(name)) == _plain(name, _value(found, name)) for name in names)


def _value(fields: TypedFields, name: str) -> FieldValue:
    return fields[name].value if name in fields else None


def _plain(name: str, value: FieldValue) -> str:
    if isinstance(value, dt.datetime):
        value = value.date()
    text = one_line(Typed(value, "").text)
    # The list of levels shows "2 Designed".
    return text.partition(" ")[0] if name == "level" else text


def _document(content: bytes, where: str) -> dict[str, Any]:
    if content.startswith(PLAN_HEAD):
        raise AnswerFileError(
            _("This is the plan of an assessment, and no part."),
            where=where,
            remedy=_("Take it back with `cied take-back FILE plan.xlsx`."),
        )
    head = _HEAD.match(content)
    rest = content[head.end() :] if head else b""
    if head is None or hashlib.sha256(rest).hexdigest().encode() != head[1]:
        raise _not_whole(where)
    try:
        document = json.loads(rest)
    except (ValueError, RecursionError) as error:
        raise _not_whole(where) from error
    if not (isinstance(document, dict) and {"part", "points"} <= document.keys()):
        raise _not_whole(where)
    return document


def _with_points(
    questionnaire: Questionnaire, points: Mapping[str, Mapping[str, int]], where: str
) -> Questionnaire:
    """The questions of another edition, of which only the levels of their points are known."""
    line = "-"
    guidance = {"look_for": line, "ask": line, "evidence": line}
    common = {"text": line, "guidance": guidance, "absent": line, "ad_hoc": line, "weight": 1}
    named = {"side": "none", "ministry": "none"}
    try:
        questions = tuple(
            Question.model_validate(
                {**common, **named, "id": key, "points": _as_points(levels, line)}
            )
            for key, levels in points.items()
        )
        area = Area(id=questionnaire.areas[0].id, title=line, about=line, questions=questions)
    except (AttributeError, ValueError) as error:
        raise _not_whole(where) from error
    fields = {name: getattr(questionnaire, name) for name in Questionnaire.model_fields}
    return Questionnaire.model_validate({**fields, "areas": (area,)})


def _as_points(levels: Mapping[str, int], text: str) -> dict[str, dict[str, Any]]:
    return {letter: {"level": level, "text": text} for letter, level in levels.items()}


def _not_whole(where: str) -> AnswerFileError:
    return AnswerFileError(
        _("The form is not whole: the part that it carries inside is cut off or was changed."),
        where=where,
        remedy=_USE,
    )
