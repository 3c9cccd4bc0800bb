"""The only reader of answer files: bytes in, validated Answers out, or a sentence why not.

Sealed files are opened here, in memory.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assessment.answers import FORMAT, Answer, Answers, QuestionnaireReference, Stated
from assessment.carry_over import carry_over
from assessment.errors import AnswerFileError, OtherVersionError, WrongQuestionnaireError
from assessment.language import _
from assessment.questionnaire import Question, Questionnaire
from assessment.store.bounded_read import read_bytes
from assessment.store.json_text import decode, line_of, parse
from assessment.store.sealed import check_name, is_sealed, unsealed
from assessment.store.validation import sentence
from assessment.text import count_of, one_line

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def _from_format_1(document: dict[str, Any]) -> dict[str, Any]:
    """Format 2 keeps a reviewer's level with the note, the name and the time of the review."""
    return {**document, "format": 2, "answers": _entries_of_format_2(document.get("answers", {}))}


def _entries_of_format_2(entries: Any) -> Any:
    if not isinstance(entries, dict):
        return entries
    return {key: _entry_of_format_2(entry) for key, entry in entries.items()}


def _entry_of_format_2(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    changed = {key: value for key, value in entry.items() if key != "reviewed_level"}
    if entry.get("reviewed_level") is not None:
        changed["review"] = {"level": entry["reviewed_level"]}
    return changed


MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_format_1}
"""For each older format, what turns its document into that of the next one."""
_KEYS_OF_FORMAT_1: Mapping[str, tuple[str, ...]] = {
    "": (
        "format", "questionnaire", "state", "authority", "period", "date", "document_status",
        "marking", "profile", "answers",
    ),
    "profile": ("conditions", "relevance", "ministries"),
    "answer": (
        "status", "level", "reason", "target", "confidence", "ministry", "supporting", "evidence",
        "note", "flag", "restricted", "action", "reviewed_level", "by", "at",
    ),
    "action": ("text", "due", "assistance"),
}  # fmt: skip
"""What a file of format 1 may hold; a key that came later would be read for what it is not."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """An answer file as it was read."""

    answers: Answers
    """What was answered, for this questionnaire."""
    raw: bytes
    """The bytes on disk, sealed if the file is."""
    other_version: bool = False
    """Whether the file answers another version or wording of the questionnaire."""
    version: str = ""
    """The version of the questionnaire that the file itself names."""
    final: bool = False
    """Whether the document is final, as it stands on disk; what is carried over is a draft."""
    left_out: tuple[str, ...] = ()
    """Ids that this version of the questionnaire does not ask; only with another version."""
    migrated_from: int | None = None
    """The older format that the file is written in; None for the current one."""

    @property
    def sealed(self) -> bool:
        """Whether the file is sealed."""
        return is_sealed(self.raw)

    @property
    def carried_from(self) -> str:
        """The version that the answers were carried over from; empty where they were not."""
        return self.version if self.other_version else ""


def left_out_note(name: str, left_out: Sequence[str]) -> str:
    """What is said of a file of another version that was accepted."""
    lost = ", ".join(left_out) or _("none")
    return _(
        "{name}: the file answers another version of the questionnaire. "
        "Its answers were carried over, as a draft. "
        "Answers that are kept aside because their questions no longer exist: {lost}."
    ).format(name=one_line(name), lost=lost)


def new_answers(questionnaire: Questionnaire, state: str, date: dt.date, **head: Any) -> Answers:
    """Answers with nothing answered yet."""
    return Answers(questionnaire=reference(questionnaire), state=state, date=date, **head)


def reference(questionnaire: Questionnaire) -> QuestionnaireReference:
    """How an answer file names a questionnaire."""
    # Of a questionnaire that was found right; a value that is validated costs a validator.
    return QuestionnaireReference.model_construct(
        id=questionnaire.id, version=questionnaire.version, sha256=questionnaire.sha256
    )


def read_answers(
    path: Path,
    questionnaire: Questionnaire,
    *,
    accept_version: bool = False,
    parts: bool = False,
) -> AnswerFile:
    """Read an answer file; every refusal is an AnswerFileError that names place and remedy."""
    raw = read_bytes(path)
    check_name(raw, str(path))
    return parse_answers(
        raw,
        questionnaire,
        where=str(path),
        accept_version=accept_version,
        parts=parts,
    )


def parse_answers(
    raw: bytes,
    questionnaire: Questionnaire,
    *,
    where: str,
    accept_version: bool = False,
    parts: bool = False,
) -> AnswerFile:
    """Answers out of the bytes of an answer file; `where` names the file in messages.

    A part, one ministry's share of an assessment, is refused unless `parts` is true: it must never
    be taken for a State's whole answers.
    """
    on_disk, raw = raw, unsealed(raw, where)
    document = parse(raw, where)
    found = _format(document, raw, where)
    _check_questionnaire_id(document, raw, questionnaire, where)
    if found == 1:
        _check_keys_of_format_1(document, raw, where)
    for number in range(found, FORMAT):
        document = MIGRATIONS[number](document)
    answers = _validated(document, raw, where, migrated=found < FORMAT)
    if answers.kind == "part" and not parts:
        raise AnswerFileError(
            _("The file is a part, one ministry's share of an assessment."),
            where=where,
            remedy=_("Take it back into the assessment's own file, and name that file."),
        )
    other = answers.questionnaire != reference(questionnaire)
    if not other:
        _check_points(answers, raw, questionnaire, where)
    if other and not accept_version:
        raise _other_version(answers, questionnaire, where)
    if other:
        carried = carry_over(answers, questionnaire)
        kept, left_out = carried.answers, carried.left_out
    else:
        _check_names(answers, raw, questionnaire, where)
        kept, left_out = answers, ()
    return AnswerFile(
        answers=_in_order(kept, questionnaire),
        raw=on_disk,
        other_version=other,
        version=answers.questionnaire.version,
        final=answers.document_status == "final",
        left_out=left_out,
        migrated_from=found if found < FORMAT else None,
    )


def _format(document: dict[str, Any], raw: bytes, where: str) -> int:
    found = document.get("format")
    location = _("{where}, line {line_of}").format(
        where=where, line_of=line_of(decode(raw, where), ["format"])
    )
    if isinstance(found, bool) or not isinstance(found, int):
        raise AnswerFileError(
            _("It does not say its format, so it is no answer file of this program."),
            where=location,
            remedy=_("Check that you named the right file."),
        )
    if found > FORMAT:
        raise AnswerFileError(
            _("The file is in format {found}; this program reads formats up to {newest}.").format(
                found=found, newest=FORMAT
            ),
            where=location,
            remedy=_("Install a newer version of this program."),
        )
    if found != FORMAT and found not in MIGRATIONS:
        raise AnswerFileError(
            _("There is no format {found}.").format(found=found),
            where=location,
            remedy=_("Correct the number."),
        )
    return found


def _check_keys_of_format_1(document: dict[str, Any], raw: bytes, where: str) -> None:
    for kind, location, found in _objects(document):
        for key in found:
            if key not in _KEYS_OF_FORMAT_1[kind]:
                path = (*location, key)
                words = ", ".join(_word(part) for part in path)
                raise AnswerFileError(
                    _("{words} is not a key that this format knows.").format(words=words),
                    where=_("{where}, line {line_of}").format(
                        where=where, line_of=line_of(decode(raw, where), path)
                    ),
                    remedy=_REMEDIES["extra_forbidden"],
                )


def _objects(
    document: dict[str, Any],
) -> Iterator[tuple[str, tuple[str, ...], dict[str, Any]]]:
    yield "", (), document
    profile, answers = document.get("profile"), document.get("answers")
    if isinstance(profile, dict):
        yield "profile", ("profile",), profile
    for key, entry in answers.items() if isinstance(answers, dict) else ():
        if isinstance(entry, dict):
            yield "answer", ("answers", key), entry
            if isinstance(entry.get("action"), dict):
                yield "action", ("answers", key, "action"), entry["action"]


def _check_questionnaire_id(
    document: dict[str, Any], raw: bytes, questionnaire: Questionnaire, where: str
) -> None:
    named = document.get("questionnaire")
    identity = named.get("id") if isinstance(named, dict) else None
    if isinstance(identity, str) and identity != questionnaire.id:
        raise WrongQuestionnaireError(
            _("The file answers the questionnaire '{word}', not '{id}'.").format(
                word=_word(identity), id=questionnaire.id
            ),
            where=_("{where}, line {line_of}").format(
                where=where, line_of=line_of(decode(raw, where), ["questionnaire", "id"])
            ),
            remedy=_("Name its own questionnaire with --questionnaire."),
        )


def _validated(document: dict[str, Any], raw: bytes, where: str, *, migrated: bool) -> Answers:
    try:
        return Answers.model_validate_json(
            json.dumps(document) if migrated else raw.removeprefix(b"\xef\xbb\xbf")
        )
    except ValidationError as error:
        raise _refusal(error, decode(raw, where), where) from error


def _refusal(error: ValidationError, text: str, where: str) -> AnswerFileError:
    items = error.errors(include_url=False)
    first = items[0]
    path = _path(first)
    problem = _problem(first, ", ".join(_word(part) for part in path))
    more = len(items) - 1
    if more:
        problem = count_of(
            more,
            "{problem} ({n} more mistake in this file)",
            "{problem} ({n} more mistakes in this file)",
            problem=problem,
        )
    return AnswerFileError(
        problem,
        where=_("{where}, line {line}").format(where=where, line=_line(first, text, path)),
        remedy=_REMEDIES.get(first["type"], _CORRECT),
    )


_CORRECT = _("Correct the value at that place, or open the copy that ends in .bak.")
_REMEDIES: Mapping[str, str] = {
    "unlisted_ministry": _("Add it to 'ministries' in the profile, or use a name from that list."),
    "extra_forbidden": _(
        "Correct the key or remove it; a newer version of this program may know it."
    ),
}
_JSON_LOCATION = re.compile(r" at line (\d+) column \d+$")


def _path(item: ErrorDetails) -> tuple[str | int, ...]:
    if item["type"] == "unlisted_ministry":
        return ("answers", item["ctx"]["question"])
    return tuple(part for part in item["loc"] if part != "[key]")


def _problem(item: ErrorDetails, words: str) -> str:
    if item["loc"] and item["loc"][-1] == "[key]":
        return _("{words} is not the id of anything that can stand here.").format(words=words)
    if item["type"] == "unlisted_ministry":
        return f"{words}: {item['msg']}."
    if item["type"] == "json_invalid":
        return _("This is not valid JSON: {reason}.").format(
            reason=_JSON_LOCATION.sub("", item["ctx"]["error"])
        )
    return sentence(item, words)


def _line(item: ErrorDetails, text: str, path: tuple[str | int, ...]) -> int:
    # What the json module takes and pydantic does not (half a surrogate pair) has no path.
    match = _JSON_LOCATION.search(item["msg"]) if item["type"] == "json_invalid" else None
    return int(match[1]) if match else line_of(text, path)


def _word(part: str | int) -> str:
    return (
        _("entry {place}").format(place=part + 1) if isinstance(part, int) else one_line(part)[:60]
    )


def _other_version(answers: Answers, questionnaire: Questionnaire, where: str) -> OtherVersionError:
    theirs, ours = answers.questionnaire, questionnaire
    if theirs.version == ours.version:
        what = _("another wording of version {version} of the questionnaire").format(
            version=ours.version
        )
    else:
        what = _("version {version} of the questionnaire; this is version {ours}").format(
            version=theirs.version, ours=ours.version
        )
    error = OtherVersionError(
        _("The file answers {what}.").format(what=what),
        where=where,
        remedy=_(
            "Give --accept-version to carry its answers over to this version, to be confirmed."
        ),
    )
    error.answered = (theirs.version, theirs.sha256)
    error.final = answers.document_status == "final"
    return error


def _check_names(answers: Answers, raw: bytes, questionnaire: Questionnaire, where: str) -> None:
    no_question = _("There is no question {id} in this questionnaire.")
    no_condition = _("There is no profile condition {id} in this questionnaire.")
    no_area = _("There is no policy area {id} in this questionnaire.")
    profile = answers.profile
    named = (
        (("answers",), answers.answers, questionnaire.by_id, no_question),
        (
            ("profile", "conditions"),
            profile.conditions,
            questionnaire.condition_by_id,
            no_condition,
        ),
        (("profile", "relevance"), profile.relevance, questionnaire.area_by_id, no_area),
    )
    for under, names, known, message in named:
        for name in names:
            if name not in known:
                problem = message.format(id=name)
                raise _unknown_name(where, decode(raw, where), (*under, name), problem)
    for index, offer in enumerate(answers.offer):
        if offer.area is not None and offer.area not in questionnaire.area_by_id:
            path = ("offer", index, "area")
            raise _unknown_name(where, decode(raw, where), path, no_area.format(id=offer.area))


def _check_points(answers: Answers, raw: bytes, questionnaire: Questionnaire, where: str) -> None:
    for key, answer in answers.answers.items():
        question = questionnaire.by_id.get(key)
        if question is None:
            continue
        for path, stated in _stated(key, answer):
            problem = points_problem(question, stated)
            if problem:
                text = decode(raw, where)
                raise AnswerFileError(
                    f"{', '.join(_word(part) for part in path)}: {problem}",
                    where=_("{where}, line {line_of}").format(
                        where=where, line_of=line_of(text, path)
                    ),
                    remedy=_("Correct the level or the points; a level may also stand alone."),
                )


def _stated(key: str, answer: Answer) -> Iterator[tuple[tuple[str | int, ...], Stated]]:
    yield ("answers", key, "points"), answer
    for number, position in enumerate(answer.positions):
        yield ("answers", key, "positions", number, "points"), position


def points_problem(question: Question, stated: Stated) -> str | None:
    """Why a level cannot stand beside its points, as a sentence; None where it can."""
    if stated.points is None or stated.level is None:
        return None
    for letter in stated.points:
        if letter not in question.points:
            return _("{id} has no point {letter}.").format(id=question.id, letter=letter)
    if question.follows(stated.level, stated.points):
        return None
    reached = question.complete_level(stated.points)
    follows = _("level 0 or 1") if reached is None else _("level {reached}").format(reached=reached)
    held = ", ".join(stated.points) or _("no point")
    return _("level {level} does not follow from {held}; {follows} does.").format(
        level=stated.level, held=held, follows=follows
    )


def _in_order(answers: Answers, questionnaire: Questionnaire) -> Answers:
    ordered = questionnaire.in_order(answers.answers)
    return answers.model_copy(
        update={"answers": ordered, "questionnaire": reference(questionnaire)}
    )


def _unknown_name(
    where: str, text: str, path: tuple[str | int, ...], problem: str
) -> AnswerFileError:
    return AnswerFileError(
        problem,
        where=_("{where}, line {line_of}").format(where=where, line_of=line_of(text, path)),
        remedy=_("Correct the id, or remove the entry."),
    )
