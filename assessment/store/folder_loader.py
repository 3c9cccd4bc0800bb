"""A questionnaire's folder of YAML files in, one frozen value or every mistake out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError

from assessment.errors import Mistake, reason_of
from assessment.language import _
from assessment.questionnaire import (
    Area,
    EditionMap,
    Frame,
    Frozen,
    Instrument,
    Paragraph,
    Questionnaire,
)
from assessment.store import folder_files
from assessment.store.bounded_read import read_regular
from assessment.store.digest import digest
from assessment.store.load_result import LoadResult
from assessment.store.references import references
from assessment.store.strict_yaml import Located, load_yaml
from assessment.store.validation import sentence

Model = TypeVar("Model", bound=Frozen)


class _Paragraphs(Frozen):
    paragraphs: list[Paragraph]


class _Instruments(Frozen):
    instruments: list[Instrument]


class _Editions(Frozen):
    editions: Annotated[tuple[EditionMap, ...], Field(strict=False)]


@dataclass
class _File:
    """One file of a questionnaire's folder while it is read."""

    name: str
    located: Located


def examine_folder(folder: Path) -> LoadResult:
    """Read a questionnaire's folder and collect every mistake of form and reference."""
    result = LoadResult(folder)
    frame = _read(result, "questionnaire.yaml", Frame)
    paragraphs = _read(result, "paragraphs.yaml", _Paragraphs)
    instruments = _read(result, "instruments.yaml", _Instruments)
    result.unread = folder_files.unread(folder)
    area_files = folder_files.area_files(folder)
    if not area_files:
        result.mistakes.append(
            Mistake(folder_files.AREAS, _("There is no file for any policy area."))
        )
    areas = [_read(result, name, Area) for name in area_files]
    editions = (
        _read(result, folder_files.EDITIONS_FILE, _Editions)
        if folder_files.EDITIONS_FILE in folder_files.file_names(folder)
        else _Editions(editions=())
    )
    if frame is None or paragraphs is None or instruments is None or editions is None:
        return result
    if None in areas:
        return result
    result.questionnaire = _assemble(
        frame,
        tuple(area for area in areas if area is not None),
        tuple(paragraphs.paragraphs),
        tuple(instruments.instruments),
        editions.editions,
    )
    result.mistakes.extend(references(result, result.questionnaire))
    return result


def _assemble(
    frame: Frame,
    areas: tuple[Area, ...],
    paragraphs: tuple[Paragraph, ...],
    instruments: tuple[Instrument, ...],
    editions: tuple[EditionMap, ...],
) -> Questionnaire:
    return Questionnaire.model_construct(
        **dict(frame),
        editions=editions,
        areas=areas,
        paragraphs=paragraphs,
        instruments=instruments,
        sha256=digest(
            frame.model_dump(mode="json"), [area.model_dump(mode="json") for area in areas]
        ),
    )


def _read(result: LoadResult, name: str, model: type[Model]) -> Model | None:
    text = _text(result, name)
    if text is None:
        return None
    file = _File(name, load_yaml(text))
    _note_places(result, file)
    result.mistakes.extend(Mistake(f"{name}:{line}", what) for line, what in file.located.mistakes)
    return None if file.located.mistakes else _validate(result, file, model)


def _text(result: LoadResult, name: str) -> str | None:
    try:
        raw = read_regular(result.folder / name, folder_files.YAML_SIZE_LIMIT + 1)
        if len(raw) <= folder_files.YAML_SIZE_LIMIT:
            return raw.decode("utf-8-sig")
        problem = _("The file is larger than 2 MB.")
    except OSError as error:
        problem = _("The file cannot be read: {strerror}.").format(strerror=reason_of(error))
    except UnicodeDecodeError:
        problem = _("The file is not UTF-8 text.")
    result.mistakes.append(Mistake(name, problem))
    return None


def _validate(result: LoadResult, file: _File, model: type[Model]) -> Model | None:
    try:
        return model.model_validate(file.located.data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            path = tuple(part for part in item["loc"] if isinstance(part, int | str))
            line = file.located.line(path)
            result.mistakes.append(
                Mistake(f"{file.name}:{line}", sentence(item, _named(path, file.located.data)))
            )
        return None


def _named(path: tuple[str | int, ...], data: Any) -> str:
    """A path in words: a question by its id, not by its place in a list."""
    words: list[str] = []
    for part in path:
        data = _step(data, part)
        identity = data.get("id") or data.get("number") if isinstance(data, dict) else None
        if isinstance(part, int) and identity is not None:
            words = [str(identity)]
        elif part not in ("questions", "paragraphs", "instruments") or words:
            words.append(str(part))
    return ", ".join(words)


def _step(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None


def _note_places(result: LoadResult, file: _File) -> None:
    for path, line in file.located.lines.items():
        thing = _thing(path, file.located.data)
        if thing in result.lines:
            result.repeats[thing] = f"{file.name}:{line}"
        elif thing:
            result.lines[thing] = f"{file.name}:{line}"


def _thing(path: tuple[str | int, ...], data: Any) -> tuple[str, ...]:
    if path == ("id",) and isinstance(data, dict) and "questions" in data:
        return (str(data["id"]),)
    if len(path) < 2 or not isinstance(path[1], int):
        return ()
    entry = _step(_step(data, path[0]), path[1])
    if not isinstance(entry, dict):
        return ()
    identity = entry.get("id", entry.get("number", entry.get("version")))
    kind = () if path[0] == "questions" else (str(path[0]),)
    return (*kind, str(identity), *(str(part) for part in path[2:]))
