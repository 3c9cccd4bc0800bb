"""Choosing an earlier assessment to compare with; that it is another State's is said at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessment.assess import Assessment
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.text import same_name
from assessment.tui.baseline import Baseline, read_baseline

if TYPE_CHECKING:
    from textual.app import App

TITLE = _("Open an earlier assessment to compare with")
SAME_FILE = _("This is the file that is open.")


async def choose_baseline(app: App[Any], current: Assessment, file: Path) -> Baseline | None:
    """Ask for a file and read it; None where the person goes back.

    Raises AssessmentError with what a person can act on; runs in a worker, because it waits.
    """
    from assessment.tui.dialogs.choose_file import ChooseFile
    from assessment.tui.dialogs.passphrase import with_open_key

    path = await app.push_screen_wait(ChooseFile(TITLE, file.parent))
    if path is None:
        return None
    if path.resolve() == file.resolve():
        raise AssessmentError(SAME_FILE, where=str(path), remedy=_("Choose an earlier one."))
    found = await with_open_key(app, lambda: read_baseline(path, current))
    return found if await _is_meant(app, current, found.assessment) else None


async def _is_meant(app: App[Any], current: Assessment, found: Assessment) -> bool:
    from assessment.tui.dialogs.confirm import Confirm

    now, then = current.answers, found.answers
    if same_name(now.state, then.state):
        return True
    question = _("This file is of another State: {state}.").format(state=then.state)
    detail = _(
        "Your answers are of {state}. A comparison is meant for two assessments of one State; "
        "of two States it shows differences that nobody brought about."
    ).format(state=now.state)
    return await app.push_screen_wait(
        Confirm(question, detail, yes=_("Compare all the same"), no=_("Do not compare"))
    )
