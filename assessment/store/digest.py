"""The digest of all in a questionnaire that gives a level its meaning or a score its value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

MEANING = ("id", "levels", "paragraphs", "functions", "weight", "target", "when", "requires")
"""The keys of a question that count; a corrected typing error in its guidance does not."""


def digest(questionnaire_id: str, areas: Iterable[Mapping[str, Any]]) -> str:
    """The digest of policy areas, each as plain data, the way JSON has them."""
    meaning = [
        {
            "area": area["id"],
            "weight": float(area["weight"]),
            "questions": [{key: one[key] for key in MEANING} for one in area["questions"]],
        }
        for area in areas
    ]
    content = json.dumps([questionnaire_id, meaning], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()
