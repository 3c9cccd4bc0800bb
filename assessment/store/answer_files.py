"""The only reader of answer files: bytes in, validated Answers out, or a sentence why not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assessment.answers import FORMAT, Answers, QuestionnaireReference
from assessment.errors import AnswerFileError, OtherVersionError, WrongQuestionnaireError
from assessment.questionnaire import Questionnaire
from assessment.store.bounded_read import read_bytes
from assessment.store.json_text import decode, line_of, parse
from assessment.store.validation import sentence
from assessment.text import one_line

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each older format, what turns its document into that of the next one. None exists yet."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """An answer file as it was read."""

    answers: Answers
    """What was answered, for this questionnaire."""
    raw: bytes
    """The bytes on disk."""
    other_version: bool = False
    """Whether the file answers another version or wording of the questionnaire."""
    version: str = ""
    """The version of the questionnaire that the file itself names."""
    left_out: tuple[str, ...] = ()
    """Ids that this version of the questionnaire does not ask; only with another version."""
    migrated_from: int | None = None
    """The older format that the file is written in; None for the current one."""


def left_out_note(name: str, left_out: Sequence[str]) -> str:
    """What is said of a file of another version that was accepted."""
    lost = ", ".join(left_out) or "none"
    return (
        f"{name}: the file answers another version of the questionnaire. "
        f"Answers left out because their questions no longer exist: {lost}."
    )


def new_answers(questionnaire: Questionnaire, state: str, date: dt.date, **head: Any) -> Answers:
    """Answers with nothing answered yet."""
    return Answers(questionnaire=reference(questionnaire), state=state, date=date, **head)


def reference(questionnaire: Questionnaire) -> QuestionnaireReference:
    """How an answer file names a questionnaire."""
    return QuestionnaireReference(
        id=questionnaire.id, version=questionnaire.version, sha256=questionnaire.sha256
    )


def read_answers(
    path: Path, questionnaire: Questionnaire, *, accept_version: bool = False
) -> AnswerFile:
    """Read an answer file; every refusal is an AnswerFileError that names place and remedy."""
    return parse_answers(
        read_bytes(path), questionnaire, where=str(path), accept_version=accept_version
    )


def parse_answers(
    raw: bytes, questionnaire: Questionnaire, *, where: str, accept_version: bool = False
) -> AnswerFile:
    """Answers out of the bytes of an answer file; `where` names the file in messages."""
    document = parse(raw, where)
    found = _format(document, raw, where)
    _check_questionnaire_id(document, raw, questionnaire, where)
    for number in range(found, FORMAT):
        document = MIGRATIONS[number](document)
    answers = _validated(document, raw, where)
    other = answers.questionnaire != reference(questionnaire)
    if other and not accept_version:
        raise _other_version(answers, questionnaire, where)
    kept, left_out = _known(answers, raw, questionnaire, where, keep_only_known=other)
    return AnswerFile(
        answers=kept,
        raw=raw,
        other_version=other,
        version=answers.questionnaire.version,
        left_out=left_out,
        migrated_from=found if found < FORMAT else None,
    )


def _format(document: dict[str, Any], raw: bytes, where: str) -> int:
    found = document.get("format")
    place = f"{where}, line {line_of(decode(raw, where), ['format'])}"
    if isinstance(found, bool) or not isinstance(found, int):
        raise AnswerFileError(
            "It does not say its format, so it is no answer file of this program.",
            where=place,
            remedy="Check that you named the right file.",
        )
    if found > FORMAT:
        raise AnswerFileError(
            f"The file is in format {found}; this program reads formats up to {FORMAT}.",
            where=place,
            remedy="Install a newer version of this program.",
        )
    if found != FORMAT and found not in MIGRATIONS:
        raise AnswerFileError(
            f"There is no format {found}.", where=place, remedy="Correct the number."
        )
    return found


def _check_questionnaire_id(
    document: dict[str, Any], raw: bytes, questionnaire: Questionnaire, where: str
) -> None:
    named = document.get("questionnaire")
    identity = named.get("id") if isinstance(named, dict) else None
    if isinstance(identity, str) and identity != questionnaire.id:
        raise WrongQuestionnaireError(
            f"The file answers the questionnaire '{_word(identity)}', not '{questionnaire.id}'.",
            where=f"{where}, line {line_of(decode(raw, where), ['questionnaire', 'id'])}",
            remedy="Name its own questionnaire with --questionnaire.",
        )


def _validated(document: dict[str, Any], raw: bytes, where: str) -> Answers:
    try:
        return Answers.model_validate_json(_as_json(document, raw))
    except ValidationError as error:
        raise _refusal(error, decode(raw, where), where) from error


def _as_json(document: dict[str, Any], raw: bytes) -> bytes | str:
    if document.get("format") == FORMAT:
        return raw.removeprefix(b"\xef\xbb\xbf")
    import json

    return json.dumps(document)


def _refusal(error: ValidationError, text: str, where: str) -> AnswerFileError:
    items = error.errors(include_url=False)
    first = items[0]
    path = _path(first)
    problem = _problem(first, ", ".join(_word(part) for part in path))
    more = len(items) - 1
    others = f" ({more} more {'mistake' if more == 1 else 'mistakes'} in this file)" if more else ""
    return AnswerFileError(
        f"{problem}{others}",
        where=f"{where}, line {_line(first, text, path)}",
        remedy=_REMEDIES.get(first["type"], _CORRECT),
    )


_CORRECT = "Correct the value at that place, or open the copy that ends in .bak."
_REMEDIES: Mapping[str, str] = {
    "unlisted_ministry": "Add it to 'ministries' in the profile, or use a name from that list.",
    "extra_forbidden": "Correct the key or remove it; a newer version of this program may know it.",
}
_JSON_PLACE = re.compile(r" at line (\d+) column \d+$")


def _path(item: ErrorDetails) -> tuple[str | int, ...]:
    if item["type"] == "unlisted_ministry":
        return ("answers", item["ctx"]["question"])
    return tuple(part for part in item["loc"] if part != "[key]")


def _problem(item: ErrorDetails, words: str) -> str:
    if item["loc"] and item["loc"][-1] == "[key]":
        return f"{words} is not the id of anything that can stand here."
    if item["type"] == "unlisted_ministry":
        return f"{words}: {item['msg']}."
    if item["type"] == "json_invalid":
        return f"This is not valid JSON: {_JSON_PLACE.sub('', item['ctx']['error'])}."
    return sentence(item, words)


def _line(item: ErrorDetails, text: str, path: tuple[str | int, ...]) -> int:
    # What the json module takes and pydantic does not (half a surrogate pair) has no path.
    told = _JSON_PLACE.search(item["msg"]) if item["type"] == "json_invalid" else None
    return int(told[1]) if told else line_of(text, path)


def _word(part: str | int) -> str:
    return f"entry {part + 1}" if isinstance(part, int) else one_line(part)[:60]


def _other_version(answers: Answers, questionnaire: Questionnaire, where: str) -> OtherVersionError:
    theirs, ours = answers.questionnaire, questionnaire
    if theirs.version == ours.version:
        what = f"another wording of version {ours.version} of the questionnaire"
    else:
        what = f"version {theirs.version} of the questionnaire; this is version {ours.version}"
    return OtherVersionError(
        f"The file answers {what}.",
        where=where,
        remedy="Give --accept-version to keep the answers whose questions still exist.",
    )


def _known(
    answers: Answers,
    raw: bytes,
    questionnaire: Questionnaire,
    where: str,
    *,
    keep_only_known: bool,
) -> tuple[Answers, tuple[str, ...]]:
    unknown = tuple(key for key in answers.answers if key not in questionnaire.by_id)
    if keep_only_known:
        kept = {k: answer for k, answer in answers.answers.items() if k in questionnaire.by_id}
        return _in_order(answers, kept, questionnaire), unknown
    text = decode(raw, where)
    if unknown:
        raise _unknown_name(where, text, ("answers",), unknown[0], "question")
    for name in answers.profile.conditions:
        if name not in questionnaire.condition_by_id:
            raise _unknown_name(where, text, ("profile", "conditions"), name, "profile condition")
    for name in answers.profile.relevance:
        if name not in questionnaire.area_by_id:
            raise _unknown_name(where, text, ("profile", "relevance"), name, "policy area")
    return _in_order(answers, answers.answers, questionnaire), ()


def _in_order(answers: Answers, kept: Mapping[str, Any], questionnaire: Questionnaire) -> Answers:
    ordered = {key: kept[key] for key in sorted(kept, key=questionnaire.position.__getitem__)}
    conditions = {
        name: value
        for name, value in answers.profile.conditions.items()
        if name in questionnaire.condition_by_id
    }
    relevance = {
        area: value
        for area, value in answers.profile.relevance.items()
        if area in questionnaire.area_by_id
    }
    profile = answers.profile.model_copy(update={"conditions": conditions, "relevance": relevance})
    return answers.model_copy(
        update={
            "answers": ordered,
            "profile": profile,
            "questionnaire": reference(questionnaire),
        }
    )


def _unknown_name(
    where: str, text: str, under: tuple[str, ...], name: str, kind: str
) -> AnswerFileError:
    return AnswerFileError(
        f"There is no {kind} {name} in this questionnaire.",
        where=f"{where}, line {line_of(text, (*under, name))}",
        remedy="Correct the id, or remove the entry.",
    )
