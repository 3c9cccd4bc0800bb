"""The small dialogs that ask before something is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual.screen import Screen

from assessment.language import _
from assessment.tui.careful import Caution
from assessment.tui.question.view import View
from assessment.tui.session import Session


class Prompts:
    """Opens dialogs over the question screen."""

    def __init__(self, screen: Screen[None], session: Session, view: View) -> None:
        self._screen = screen
        self._session = session
        self._view = view

    def open(self, dialog: Screen[Any], closed: Callable[[Any], object]) -> None:
        """Open a dialog or another screen; what it closes with is handed on."""

        def handed_on(result: Any) -> None:
            closed(result)

        self._screen.app.push_screen(dialog, handed_on)

    def open_if_draft(self, dialog: Screen[Any], closed: Callable[[Any], object]) -> None:
        """Open a dialog that records something, unless the document is final."""
        if self._session.is_final:
            self._view.warn(self._session.why_locked)
        else:
            self.open(dialog, closed)

    def choose(
        self, title: str, options: Sequence[tuple[str, str]], chosen: Callable[[int], object]
    ) -> None:
        """Ask for one of some options."""
        from assessment.tui.dialogs.choose import Choose

        self.open(Choose(title, options), _unless_none(chosen))

    def choose_value(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        chosen: Callable[[int], object],
        now: int,
    ) -> None:
        """Ask for the value of a field; the present one is marked."""
        from assessment.tui.dialogs.choose import Choose

        marked = [
            (key, _("{words}  ◄ now").format(words=words) if index == now else words)
            for index, (key, words) in enumerate(options)
        ]
        self.open_if_draft(Choose(title, marked, now=now), _unless_none(chosen))

    def choose_file(
        self, title: str, start: Path, purpose: Any, chosen: Callable[[Path], object]
    ) -> None:
        """Ask for a file."""
        from assessment.tui.dialogs.choose_file import ChooseFile

        self.open(ChooseFile(title, start, purpose=purpose), _unless_none(chosen))

    def once_asked(
        self, caution: Caution | None, task: Callable[[], object], no: str = _("Leave it as it is")
    ) -> None:
        """Do something once a person said yes; at once where nothing has to be asked."""
        if caution is None:
            task()
            return
        from assessment.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                task()

        self.open(Confirm(caution.question, caution.detail, yes=caution.yes, no=no), answered)


def _unless_none(chosen: Callable[[Any], object]) -> Callable[[Any], None]:
    def kept(value: Any) -> None:
        if value is not None:
            chosen(value)

    return kept
