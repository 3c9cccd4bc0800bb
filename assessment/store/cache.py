"""A questionnaire that was read and found right before, kept as JSON in the user's cache folder.

Reading YAML and validating every text takes a fifth of the time until the first question is on the
screen. The key is the digest of the folder's bytes, so an edited questionnaire is read afresh, and
`cied questionnaires check` never looks here. What is kept begins with the digest of what follows,
and is used only where it is whole and nobody else could have written it. Without a cache folder
everything works, slower.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin

from platformdirs import user_cache_path
from pydantic_core import from_json

import assessment.questionnaire as questionnaire_models
from assessment.errors import SaveError
from assessment.questionnaire import Frozen, Questionnaire
from assessment.store import folder_files
from assessment.store.bounded_read import read_regular, read_with_stat
from assessment.store.digest import digest
from assessment.store.durable import CACHE_FILE, write_file
from assessment.version import __version__

KEPT_LIMIT = 64 * 1024 * 1024
"""Largest kept questionnaire, in bytes; a larger one is cut off, and so is not whole."""
MAX_KEPT = 8
"""How many questionnaires are kept; the oldest go first."""

_Model = TypeVar("_Model", bound=Frozen)


def key(folder: Path) -> str:
    """The digest of a questionnaire's folder; empty where a file cannot be read."""
    known = hashlib.sha256(__version__.encode() + _models())
    try:
        for name in folder_files.file_names(folder):
            raw = read_regular(folder / name, folder_files.YAML_SIZE_LIMIT + 1)
            if len(raw) > folder_files.YAML_SIZE_LIMIT:
                return ""
            known.update(b"\n%b %d\n" % (os.fsencode(name), len(raw)) + raw)
    except OSError:
        return ""
    return known.hexdigest()


@cache
def _models() -> bytes:
    """What the models are: what was kept for others of the same version is not used."""
    return Path(questionnaire_models.__file__).read_bytes()


def load(name: str) -> Questionnaire | None:
    """The questionnaire kept under a key, or None."""
    if not name:
        return None
    try:
        path = _path(name)
        raw, found = read_with_stat(path, KEPT_LIMIT)
        said, _, text = raw.partition(b"\n")
        if not _only_ours(found) or hashlib.sha256(text).hexdigest().encode() != said:
            return None
        data = from_json(text, cache_strings="keys")
        # Or a weight that somebody changed in it, with the digest in front, would be believed.
        return _made(Questionnaire, data) if digest(data, data["areas"]) == data["sha256"] else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(name: str, questionnaire: Questionnaire) -> None:
    """Keep a questionnaire under a key; nothing is said where that fails."""
    if not name:
        return
    path = _path(name)
    text = questionnaire.model_dump_json().encode()
    with suppress(OSError, SaveError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, hashlib.sha256(text).hexdigest().encode() + b"\n" + text, CACHE_FILE)
        for old in sorted(path.parent.glob("questionnaire-*.json"), key=_age)[MAX_KEPT:]:
            old.unlink(missing_ok=True)


def _path(name: str) -> Path:
    return user_cache_path("cied") / f"questionnaire-{name}.json"


def _age(path: Path) -> float:
    return -path.stat().st_mtime


def _only_ours(found: os.stat_result) -> bool:
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _made(model: type[_Model], data: dict[str, Any]) -> _Model:
    # As a pickle is read: every value was found right before, and all of them are there.
    item = model.__new__(model)
    values = {
        name: data[name] if make is None else make(data[name]) for name, make in _fields(model)
    }
    item.__setstate__(
        {
            "__dict__": values,
            "__pydantic_fields_set__": _names(model),
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return item


@cache
def _names(model: type[Frozen]) -> set[str]:
    """The names of all fields; one set for all values, since none of them changes."""
    return set(model.model_fields)


@cache
def _fields(model: type[Frozen]) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Each field with what makes its value out of JSON; None where JSON has it as it is."""
    return tuple((name, _maker(field.annotation)) for name, field in model.model_fields.items())


def _maker(kind: Any) -> Callable[[Any], Any] | None:
    """What makes a value of some kind: models are made, lists become tuples."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _maker(parts[0])
    if isinstance(kind, type) and issubclass(kind, Frozen):
        return partial(_made, kind)
    if origin is tuple:
        held = _maker(parts[0])
        return tuple if held is None else partial(_tuple_of, held)
    if origin is dict:
        held = _maker(parts[1])
        return None if held is None else partial(_mapping_of, held)
    makers = [make for make in map(_maker, parts) if make is not None]
    return _unless_none(makers[0]) if makers and type(None) in parts else None


def _tuple_of(make: Callable[[Any], Any], value: list[Any]) -> tuple[Any, ...]:
    return tuple(map(make, value))


def _mapping_of(make: Callable[[Any], Any], value: dict[str, Any]) -> dict[str, Any]:
    return {key: make(item) for key, item in value.items()}


def _unless_none(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else make(value)
