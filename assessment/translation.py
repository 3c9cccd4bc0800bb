"""The texts of a questionnaire in another language, and the questionnaire with them in place.

A text is known by where it stands, `POL-01.points.a` or `paragraphs.3.plain`, and a translation
says of which words it is one. So words that were changed since are found, and never shown as if
they had been translated. What a text means for a level or a score stays that of the questionnaire's
own language, and so does the digest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from assessment.pseudo import pseudo
from assessment.questionnaire import (
    Area,
    Condition,
    Guidance,
    Instrument,
    Ministry,
    Named,
    Paragraph,
    Point,
    Question,
    Questionnaire,
    Rule,
    Rung,
    Side,
    Source,
)

TRANSLATED_FIELDS: Mapping[type[BaseModel], tuple[str, ...]] = {
    Questionnaire: ("title", "about", "notice", "states_note"),
    Source: ("title", "adopted"),
    Rung: ("name", "meaning"),
    Named: ("title",),
    Side: ("title", "about"),
    Rule: ("title", "text"),
    Condition: ("text", "when_false"),
    Ministry: ("name",),
    Area: ("title", "about"),
    Question: ("title", "text", "absent", "ad_hoc"),
    Guidance: ("look_for", "ask", "evidence"),
    Point: ("text",),
    Paragraph: ("title", "plain", "no_task"),
    Instrument: ("name", "keeper", "kind", "about", "help"),
}
"""The fields of each part of a questionnaire that people read; all others mean the same to all."""

Translate = Callable[[str, str], str]
"""A translation: where a text stands, and the text, to what is shown."""


@dataclass(frozen=True)
class Translation:
    """What somebody translated: under the place of each text its words then, and the new ones."""

    language: str
    texts: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Gaps:
    """What is wrong with a translation, by the places of texts."""

    missing: tuple[str, ...]
    """Not translated."""
    stale: tuple[str, ...]
    """Translated from words that were changed since."""
    unknown: tuple[str, ...]
    """Translated, and not in the questionnaire."""


def texts_of(questionnaire: Questionnaire) -> dict[str, str]:
    """Every text that people read, under its place, in the order of the questionnaire."""
    found: dict[str, str] = {}

    def note(where: str, text: str) -> str:
        found[where] = text
        return text

    _replaced(questionnaire, "", note)
    return found


def translated(questionnaire: Questionnaire, translation: Translation) -> Questionnaire:
    """The questionnaire in another language; what is not translated, or stale, stays as it is."""

    def translate(where: str, text: str) -> str:
        of, words = translation.texts.get(where, ("", ""))
        return words if words and of == text else text

    return in_language(questionnaire, translation.language, translate)


def in_language(questionnaire: Questionnaire, language: str, translate: Translate) -> Questionnaire:
    """The questionnaire with each text that people read replaced; ids, numbers, digest stay."""
    fields = _replaced(questionnaire, "", translate)
    return Questionnaire.model_construct(**{**fields, "language": language})


def gaps(questionnaire: Questionnaire, translation: Translation) -> Gaps:
    """What is missing from a translation, stale in it, or of no use."""
    texts = texts_of(questionnaire)
    given = {where: of for where, (of, words) in translation.texts.items() if words}
    return Gaps(
        missing=tuple(where for where in texts if where not in given),
        stale=tuple(where for where, of in given.items() if texts.get(where, of) != of),
        unknown=tuple(where for where in given if where not in texts),
    )


def _replaced(value: BaseModel, where: str, translate: Translate) -> dict[str, Any]:
    """The fields of a part, with the texts in it and in its own parts replaced."""
    texts = TRANSLATED_FIELDS.get(type(value), ())
    fields: dict[str, Any] = {}
    for name in type(value).model_fields:
        field = getattr(value, name)
        if name in texts and field:
            fields[name] = translate(_joined(where, name), field)
        else:
            fields[name] = _inside(field, where, name, translate)
    return fields


def _inside(field: object, where: str, name: str, translate: Translate) -> object:
    if isinstance(field, BaseModel):
        return _part(field, _joined(where, name), translate)
    if isinstance(field, dict) and any(isinstance(part, BaseModel) for part in field.values()):
        return {
            key: _part(part, _joined(where, f"{name}.{key}"), translate)
            for key, part in field.items()
        }
    if isinstance(field, tuple) and any(isinstance(part, BaseModel) for part in field):
        return tuple(
            _part(part, _place(part, where, name, index), translate)
            for index, part in enumerate(field)
        )
    return field


def _part(part: BaseModel, where: str, translate: Translate) -> BaseModel:
    return type(part).model_construct(**_replaced(part, where, translate))


def _place(part: BaseModel, where: str, name: str, index: int) -> str:
    # Areas and questions have ids that are unique in the whole questionnaire.
    if isinstance(part, Area | Question):
        return part.id
    key = getattr(part, "id", None) or getattr(part, "number", None)
    return _joined(where, f"{name}.{index if key is None else key}")


def _joined(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def pseudo_questionnaire(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The questionnaire in a language that is made by rule."""
    return in_language(questionnaire, language, lambda _where, text: pseudo(text, language))
