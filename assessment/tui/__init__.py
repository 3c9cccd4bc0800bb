"""The terminal program: one session, its screens, widgets and dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assessment import runtime

if TYPE_CHECKING:
    from assessment.tui.app import AssessmentApp

__all__ = ["run_terminal"]


def run_terminal(
    path: Path | None,
    questionnaire: str | None = None,
    *,
    accept_version: bool = False,
    baseline: Path | None = None,
) -> int:
    """Open the terminal program on a file, or on its start screen; gives the exit status."""
    runtime.for_a_session()
    from assessment.store import DEFAULT, read_questionnaire
    from assessment.tui.app import AssessmentApp
    from assessment.tui.folder import is_there
    from assessment.tui.memory import Memory
    from assessment.tui.open_file import open_or_create

    asked = read_questionnaire(questionnaire or DEFAULT)
    memory = Memory()
    if path is None:
        return _stay(AssessmentApp(asked, memory=memory))
    is_new = not is_there(path)
    session = open_or_create(path, asked, memory, accept_version=accept_version)
    try:
        if baseline is not None:
            session.open_baseline(baseline)
        return _stay(AssessmentApp(asked, session, memory, profile_first=is_new))
    finally:
        session.close()


def _stay(app: AssessmentApp) -> int:
    """Until the person leaves; 1 where the program failed."""
    from assessment.store import keys

    keys.ask_with(None)  # from now on a dialog asks, because the screen is not the terminal's
    return app.run() or app.return_code or 0
