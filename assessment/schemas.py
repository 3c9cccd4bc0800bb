"""The JSON Schemas of what comes in and what goes out, made from the models; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

from assessment.answers import Answers
from assessment.export import ScoreObject
from assessment.questionnaire import Area, Frame

What = Literal["answers", "area", "questionnaire", "score"]
MODELS: Mapping[What, type[BaseModel]] = {
    "answers": Answers,
    "area": Area,
    "questionnaire": Frame,
    "score": ScoreObject,
}


def schema(what: What) -> dict[str, Any]:
    """The JSON Schema of answer files, of a questionnaire's files, or of the score output."""
    return MODELS[what].model_json_schema(mode="serialization" if what == "score" else "validation")
