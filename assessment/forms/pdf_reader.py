"""A PDF form that came back, read into the part: by the names of its fields, and bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from assessment.answers import Answers
from assessment.errors import AnswerFileError
from assessment.forms.carried import Filled, Sent, returned, sent
from assessment.forms.fields import (
    ABOUT_FIELDS,
    ACTION_FIELDS,
    ANSWER_FIELDS,
    YES,
    Typed,
    TypedFields,
)
from assessment.forms.pdf import CARRIED_ATTACHMENT
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.report.reading import FORM_BOUNDS, attachment, look_into

FIELD_LIMIT = 20_000
"""Most fields that are looked at; a part of 125 questions has 5,000."""
_EVIDENCE = re.compile(r"q\.([A-Z]+-[0-9]+)\.evidence\.([0-9]{1,4})\.(title|reference|date)")
_LIKE_OURS = re.compile(r"(?:q|form)[^.]*\..+", re.DOTALL)
"""A field of a form of this program; those of a second form in the PDF may begin with `q+1.`."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is in a PDF."""

    fields: Mapping[str, str]
    """What stands in each field, under its whole name."""
    carried: bytes | None


def part_in_pdf(
    raw: bytes, questionnaire: Questionnaire, where: str, accept_version: bool
) -> Answers:  # fmt: skip
    """The part in a PDF form that came back; an AnswerFileError says what is wrong in it."""
    found = _looked_into(raw, where)
    if not found.fields:
        raise AnswerFileError(
            _(
                "This PDF has no fields to fill in: it is no form of a part, or it was printed "
                "into a "
                "new PDF or flattened, and what was filled in is only a picture in it."
            ),
            where=where,
            remedy=_("Save the form itself where it was filled in, and take that file back."),
        )
    if found.carried is None:
        raise AnswerFileError(
            _("The form does not say which part it is: what it carried inside is gone."),
            where=where,
            remedy=_("Fill in the form as it was handed out with another program, and save it."),
        )
    form = sent(found.carried, questionnaire, where=where, accept_version=accept_version)
    filled = _filled(form, found.fields, where)
    return returned(form, filled, questionnaire, where=where, accept_version=accept_version)


# The file.


def _looked_into(raw: bytes, where: str) -> _Found:
    try:
        found = look_into(raw, _found, FORM_BOUNDS)
    except AnswerFileError as error:
        raise AnswerFileError(
            error.problem, where=where, remedy=_("Use the form as it was handed out, unlocked.")
        ) from error
    if not isinstance(found, _Found):
        raise AnswerFileError(
            _("The PDF cannot be read: it is damaged or cut off."),
            where=where,
            remedy=_("Save it again in the program in which it was filled in, or fetch it again."),
        )
    return found


def _found(reader: Any) -> _Found:
    return _Found(dict(_fields(reader)), attachment(reader, CARRIED_ATTACHMENT))


def _fields(reader: Any) -> Iterator[tuple[str, str]]:
    """What stands in each field, under its whole name."""
    form = reader.root_object.get("/AcroForm")
    waiting = [("", item) for item in form.get_object().get("/Fields", ())] if form else []
    count = 0
    while waiting:
        beginning, node = waiting.pop()
        field = node.get_object()
        count += 1
        if count > FIELD_LIMIT:
            raise AnswerFileError(_("The PDF has more fields than any form."))
        name = f"{beginning}.{field.get('/T', '')}".removeprefix(".")
        inner = [item for item in field.get("/Kids", ()) if "/T" in item.get_object()]
        waiting += [(name, item) for item in inner]
        if not inner:
            yield name, _value(field)


def _value(field: Any) -> str:
    value = field.get("/V")
    value = None if value is None else value.get_object()
    if field.get("/FT") == "/Btn":
        # Some programs set only what is drawn.
        state = str(value or field.get("/AS", ""))
        return "" if state in ("", "/", "/Off", "Off") else YES
    if isinstance(value, list):
        value = value[0] if value else None
    if value is None:
        return ""
    if hasattr(value, "get_data"):  # a long text may be kept as a stream
        return _text(bytes(value.get_data()))
    return _text(value) if isinstance(value, bytes) else str(value)


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "latin-1", "replace")


# What was filled in.


def _filled(form: Sent, found: Mapping[str, str], where: str) -> Filled:
    about: TypedFields = {str(name): _typed(found, f"form.{name}", where) for name in ABOUT_FIELDS}
    questions = {
        key: dict(_answer(form, found, key, letters, where))
        for key, letters in form.letters.items()
    }
    _check_no_other_form(found, {f"form.{name}" for name in ABOUT_FIELDS}, form, where)
    return Filled(
        about=about,
        questions=questions,
        evidence=_evidence(found, where),
        where={
            key: _("{where}, question {key}").format(where=where, key=key) for key in form.letters
        },
    )


def _check_no_other_form(found: Mapping[str, str], about: Set[str], form: Sent, where: str) -> None:
    """Refuse what stands in fields of another form: nobody would hear that it was not read."""
    asked = tuple(f"q.{key}." for key in form.letters)
    for name, value in sorted(found.items()):
        is_read = name in about or name.startswith(asked)
        if value.strip() and _LIKE_OURS.fullmatch(name) and not is_read:
            raise AnswerFileError(
                _(
                    "What stands in the field {name} belongs to no question of this form: two "
                    "forms may have been put into one PDF."
                ).format(name=name[:60]),
                where=where,
                remedy=_("Take each form back as the file that it was saved in."),
            )


def _answer(
    form: Sent, found: Mapping[str, str], key: str, letters: tuple[str, ...], where: str
) -> Iterator[tuple[str, Typed]]:
    for name in (*letters, *ANSWER_FIELDS, *ACTION_FIELDS):
        # Only where a ministry answered before it is asked to confirm.
        if name != "confirm" or form.part.answer(key).positions:
            yield name, _typed(found, f"q.{key}.{name}", where)


def _evidence(found: Mapping[str, str], where: str) -> dict[str, list[TypedFields]]:
    """The rows for evidence of each question, in their order."""
    rows: dict[tuple[str, int], dict[str, Typed]] = {}
    for name in found:
        if match := _EVIDENCE.fullmatch(name):
            row = rows.setdefault((match[1], int(match[2])), {})
            row[match[3]] = _typed(found, name, where)
    evidence: dict[str, list[TypedFields]] = {}
    for key, number in sorted(rows):
        evidence.setdefault(key, []).append(rows[key, number])
    return evidence


def _typed(found: Mapping[str, str], name: str, where: str) -> Typed:
    if name not in found:
        raise AnswerFileError(
            _("The field {name} is missing.").format(name=name),
            where=where,
            remedy=_("Fill in the form as it was handed out."),
        )
    return Typed(found[name], _("{where}, field {name}").format(where=where, name=name))
