"""A questionnaire of an invented resolution, and answers to it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from synthetic import DATA

from assessment.questionnaire import Questionnaire

CROSSINGS = DATA / "questionnaires" / "level-crossings"
LEVELS = {"BAR-01": 3, "BAR-02": 1, "SCH-01": 0, "SCH-02": 2, "DRV-01": 4, "DRV-02": 2, "DRV-03": 1}
OF_THE_REAL_ONE = re.compile(
    r"75/59|unga|improvised|explosive|upstream|downstream|\bad hoc\b|mitigate|peacekeep"
    r"|\bdesigned\b|\bimplemented\b|\bprevent\b|\bprotect\b|\brecover\b",
    re.IGNORECASE,
)
"""Words of the questionnaire that comes with the program; its ladder, functions and sides too."""


def answer_file(folder: Path, crossings: Questionnaire, state: str) -> Path:
    """An answer file to the invented questionnaire."""
    path = folder / f"{state.lower().replace(' ', '-')}.json"
    document = {
        "format": 2,
        "questionnaire": {
            "id": crossings.id,
            "version": crossings.version,
            "sha256": crossings.sha256,
        },
        "state": state,
        "authority": "Railway office",
        "period": "2026",
        "date": "2026-11-01",
        "document_status": "draft",
        "profile": {
            "conditions": {"exports_signals": True, "wants_signals": True},
            "ministries": ["Railways"],
        },
        "answers": {
            key: {"status": "answered", "level": level, "ministry": "Railways"}
            for key, level in LEVELS.items()
        },
    }
    path.write_text(json.dumps(document))
    return path
