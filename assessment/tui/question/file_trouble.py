"""What hinders saving, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.errors import AssessmentError, reason_of
from assessment.language import _
from assessment.tui.careful import Caution
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.view import View
from assessment.tui.session import Session

if TYPE_CHECKING:
    from assessment.tui.program import Program
    from assessment.tui.writer import SaveStatus

LOST = _("What was changed since the last save is lost. Saving under another name keeps it.")


class FileTrouble:
    """Offers what can be done where the answers are not on disk, or the file is another one now."""

    def __init__(self, program: Program, session: Session, view: View, prompts: Prompts) -> None:
        self._program = program
        self._session = session
        self._view = view
        self._prompts = prompts

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {"trouble": self.offer_ways_out, "save_elsewhere": self.save_elsewhere}

    def save_elsewhere(self) -> None:
        """Go on in another file."""
        title, here = _("Save under another name"), self._session.path
        self._prompts.choose_file(title, here, "save", self._move)

    def _move(self, path: Path) -> None:
        moved = self._try(lambda: self._session.save_elsewhere(path))
        if moved:  # else what went wrong stands there, and stays
            self._view.show_question()
            self._view.show_message(
                _("This session now saves to {path}.").format(path=self._session.path)
            )

    def offer_ways_out(self) -> None:
        """Say what hinders saving, and offer the ways out."""
        state = self._session.save_state
        if state.error is None:
            return
        ways = [
            self._way_of(state.status),
            ("e", _("save under another name"), self.save_elsewhere),
            ("x", _("leave without saving the last changes"), self._ask_to_abandon),
        ]
        if state.status == "changed":
            words = _("load the changed file; undo brings mine back")
            ways.insert(2, ("l", words, self._load_theirs))
        options = [(key, words) for key, words, _unused in ways]
        self._prompts.choose(str(state.error), options, lambda at: ways[at][2]())

    def _way_of(self, status: SaveStatus) -> tuple[str, str, Callable[[], object]]:
        """The way that ends the trouble in the file itself."""
        if status == "failed":
            return "k", _("try again"), self._session.retry
        if status == "deleted":
            words = _("write the file again")
        else:
            words = _("write my answers to this file; the other version is kept beside it")
        return "k", words, lambda: self._try(self._session.keep_mine)

    def _ask_to_abandon(self) -> None:
        caution = Caution(_("Leave without saving?"), LOST, _("Leave"))
        self._prompts.once_asked(caution, self._program.abandon_session, no=_("Stay"))

    def _load_theirs(self) -> None:
        mine = self._session.identified
        if not self._try(self._session.load_theirs):
            return  # why it cannot be loaded stands there, and stays
        theirs = self._session.answers
        self._view.show_question()
        of = ", ".join(filter(None, (theirs.state, theirs.period)))
        done = _("The changed file is loaded; z brings yours back.")
        if (theirs.id or mine.id, theirs.state) != (mine.id, mine.state):
            done = _("It is another assessment, of {of}. {done}").format(of=of, done=done)
        self._view.show_message(done)

    def _try(self, task: Callable[[], object]) -> bool:
        try:
            task()
        except AssessmentError as error:
            self._view.warn(str(error))
            return False
        except OSError as error:
            self._view.warn(f"{self._session.path}: {reason_of(error)}.")
            return False
        return True
