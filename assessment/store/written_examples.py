"""The examples that somebody wrote: package data, one YAML file a questionnaire and period."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from assessment.errors import AnswerFileError
from assessment.language import _
from assessment.locations import example_data_folder
from assessment.store.answer_files import parse_answers, reference

if TYPE_CHECKING:
    from assessment.answers import Answers
    from assessment.questionnaire import Questionnaire


def written_example(questionnaire: Questionnaire, period: str) -> Answers | None:
    """The example that was written for a questionnaire; None where none is, or where it was edited.

    It goes through the checks of every answer file. Somebody's own copy of the questionnaire that
    asks other questions has no written example: its answers would not fit.
    """
    document = _document(questionnaire.id, period)
    if document is None or document["questionnaire"]["version"] != questionnaire.version:
        return None
    asked = reference(questionnaire).model_dump()
    whole = {"format": 2, **document, "questionnaire": asked}
    if not document["answers"].keys() <= questionnaire.by_id.keys():
        return None
    try:
        raw = json.dumps(whole).encode()
        return parse_answers(
            raw, questionnaire, where=_("example {period}").format(period=period)
        ).answers
    except AnswerFileError:
        return None


@cache
def _document(questionnaire_id: str, period: str) -> dict[str, Any] | None:
    """The data of one file, which a test holds to be without mistakes."""
    path = example_data_folder() / f"{questionnaire_id}-{period}.yaml"
    if not path.is_file():
        return None
    from assessment.store.strict_yaml import load_yaml  # here: other commands read no YAML

    data: dict[str, Any] = load_yaml(path.read_text(encoding="utf-8")).data
    return data
