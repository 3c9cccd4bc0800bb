"""A questionnaire that was read and found right before, kept as JSON in the user's cache folder.

Reading YAML and validating every text takes a fifth of the time until the first question is on the
screen. The key is the digest of the folder's bytes, so an edited questionnaire is read afresh, and
`cied questionnaires check` never looks here. Without a cache folder everything works, slower.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from assessment.errors import SaveError
from assessment.questionnaire import (
    Area,
    Condition,
    Guidance,
    Instrument,
    Ministry,
    Paragraph,
    Question,
    Questionnaire,
    Source,
)
from assessment.store.saving import write_file
from assessment.version import __version__

FORM = 1
"""Raised when the models change, so that what an earlier program kept is not used."""


def key(folder: Path) -> str:
    """The digest of a questionnaire's folder; empty where a file cannot be read."""
    digest = hashlib.sha256(f"{__version__} {FORM}".encode())
    files = [*sorted(folder.glob("*.yaml")), *sorted((folder / "areas").glob("*.yaml"))]
    try:
        for path in files:
            digest.update(f"\n{path.relative_to(folder)} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def load(name: str) -> Questionnaire | None:
    """The questionnaire kept under a key, or None."""
    if not name:
        return None
    try:
        raw = _path(name).read_bytes()
        return _questionnaire(json.loads(raw))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(name: str, questionnaire: Questionnaire) -> None:
    """Keep a questionnaire under a key; nothing is said where that fails."""
    if not name:
        return
    path = _path(name)
    with suppress(OSError, SaveError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, questionnaire.model_dump_json().encode())


def _path(name: str) -> Path:
    return user_cache_path("cied") / f"questionnaire-{name}.json"


def _questionnaire(data: dict[str, Any]) -> Questionnaire:
    return Questionnaire.model_construct(
        **{
            **data,
            "source": Source.model_construct(**data["source"]),
            "conditions": tuple(Condition.model_construct(**one) for one in data["conditions"]),
            "ministries": tuple(Ministry.model_construct(**one) for one in data["ministries"]),
            "areas": tuple(_area(one) for one in data["areas"]),
            "paragraphs": tuple(Paragraph.model_construct(**one) for one in data["paragraphs"]),
            "instruments": tuple(
                Instrument.model_construct(**_with_tuples(one)) for one in data["instruments"]
            ),
        }
    )


def _area(data: dict[str, Any]) -> Area:
    questions = tuple(
        Question.model_construct(
            **{**_with_tuples(one), "guidance": Guidance.model_construct(**one["guidance"])}
        )
        for one in data["questions"]
    )
    return Area.model_construct(**{**data, "questions": questions})


def _with_tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
