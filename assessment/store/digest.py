"""The digest of all in a questionnaire that gives a level its meaning or a score its value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

_MEANING = (
    "id", "absent", "ad_hoc", "points", "paragraphs", "functions", "side", "weight", "target",
    "when", "requires",
)  # fmt: skip
"""The keys of a question that count; a corrected typing error in the rest of it does not."""


def digest(head: Mapping[str, Any], areas: Iterable[Mapping[str, Any]]) -> str:
    """The digest of a questionnaire's head and policy areas, as plain data, the way JSON has them.

    What to look for counts, and so do the general rules: they decide whether a point holds.
    """
    meaning = [
        {
            "area": area["id"],
            "weight": float(area["weight"]),
            "questions": [
                {
                    **{key: item[key] for key in _MEANING},
                    "look_for": item["guidance"]["look_for"],
                }
                for item in area["questions"]
            ],
        }
        for area in areas
    ]
    content = json.dumps(
        [head["id"], head["first"], head["rules"], head["states_note"], meaning],
        sort_keys=True,
        ensure_ascii=True,
    )
    return hashlib.sha256(content.encode()).hexdigest()
