"""The ways from the question screen to other screens and dialogs, and back with a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from assessment.errors import AssessmentError
from assessment.tui import wording
from assessment.tui.choices import Stand
from assessment.tui.screens.asking import Asking
from assessment.tui.walk import Walk, walks

if TYPE_CHECKING:
    from assessment.tui.baseline import Baseline
    from assessment.tui.choices import Jump, ReviewChoice
    from assessment.tui.program import Program
    from assessment.tui.session import Session
    from assessment.tui.writer import SaveStatus


class Visiting(Asking):
    """The part of the question screen that leads elsewhere."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._stands = {"results": Stand(), "review": Stand()}

    @property
    def program(self) -> Program:
        """The program that this screen is part of."""
        return cast("Program", self.app)

    def action_search(self) -> None:
        """Search and go."""
        from assessment.tui.dialogs.search import Search

        self.app.push_screen(Search(self.session), self._go_if)

    def _go_if(self, question_id: str | None) -> None:
        if question_id is not None:
            self.go(question_id)

    def action_walk(self) -> None:
        """Choose which questions to walk; a second time, walk all again."""
        from assessment.tui.dialogs.choose_walk import ChooseWalk

        if self.route.walk is not None:
            self.take_walk(None)
            self.tell("All questions again.", trouble=False)
            return
        found = list(
            walks(self.session.questionnaire, self.session.answers, self.session.standings)
        )
        self.app.push_screen(ChooseWalk(found), self._walk_if)

    def _walk_if(self, walk: Walk | None) -> None:
        if walk is not None:
            self.take_walk(walk)

    def take_walk(self, walk: Walk | None) -> None:
        """Walk some questions only, from the present one on; None walks all again."""
        self.route.walk = walk
        here = self.session.standing(self.session.position)
        if walk is not None and not walk.takes(here):
            self.session.go_to(self.route.next() or self.route.first() or self.session.position)
        self.show_question()

    def action_help(self) -> None:
        """Explain what can be done here."""
        from assessment.tui.dialogs.help import Help
        from assessment.tui.guides import guide

        self.app.push_screen(Help(guide("question", self.session.questionnaire)))

    def action_palette(self) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    def action_results(self) -> None:
        """See the results."""
        from assessment.tui.screens.results import ResultsScreen

        session = self.session
        self.app.push_screen(
            ResultsScreen(
                session.assessment,
                session.baseline,
                file=session.path,
                note=session.baseline_note,
                keep_baseline=self._keep_baseline,
                stand=self._stands["results"],
            ),
            self._back,
        )

    def _back(self, choice: Jump | None) -> None:
        # The results may have opened a baseline: what is shown may have changed either way.
        self.go(choice.question if choice else self.session.position)

    def action_report(self) -> None:
        """Make a report in the background."""
        from assessment.tui.dialogs.make_report import MakeReport

        session = self.session
        self.app.push_screen(MakeReport(session.assessment, session.path, session.baseline))

    def action_review(self) -> None:
        """See what is open; finalize or reopen."""
        from assessment.tui.screens.review import ReviewScreen

        screen = ReviewScreen(self.session.assessment, self._stands["review"])
        self.app.push_screen(screen, self._reviewed)

    def _reviewed(self, choice: ReviewChoice | None) -> None:
        from assessment.tui.choices import Jump

        if isinstance(choice, Jump):
            self.go(choice.question)
        elif choice is not None:
            final = choice.document_status == "final"
            self.session.finalize() if final else self.session.reopen()
            self.show_question()
            self.tell(
                "The assessment is final. z takes that back." if final else "It is a draft again.",
                trouble=False,
            )

    def action_profile(self) -> None:
        """State the facts of the State."""
        from assessment.tui.screens.profile import ProfileScreen

        self.app.push_screen(ProfileScreen(self.session), lambda _: self.show_question())

    def action_baseline(self) -> None:
        """Open an earlier assessment."""
        self.run_worker(self._open_baseline())

    async def _open_baseline(self) -> None:
        from assessment.tui.comparing import choose_baseline

        session = self.session
        try:
            found = await choose_baseline(self.app, session.assessment, session.path)
        except AssessmentError as error:
            self.tell(str(error))
            return
        if found is not None:
            self._keep_baseline(found)
            self.show_question()
            self.tell("The earlier answers are marked 'last time'.", trouble=False)
            self.caution_of_baseline()

    def action_stop_comparing(self) -> None:
        """Show the answers without the earlier assessment."""
        self._keep_baseline(None)
        self.show_question()
        self.tell("The earlier answers are not shown any more.", trouble=False)

    def _keep_baseline(self, found: Baseline | None) -> None:
        session = self.session
        session.baseline, session.baseline_note = (
            (found.assessment, found.note) if found else (None, "")
        )

    def caution_of_baseline(self) -> None:
        """Say what to bear in mind where an earlier file is of another State or version."""
        baseline = self.session.baseline
        found = wording.cautions(self.session.answers, baseline.answers) if baseline else ""
        if found or self.session.baseline_note:
            self.tell(f"{found} {self.session.baseline_note}".strip())

    # Saving.

    def action_save_elsewhere(self) -> None:
        """Go on in another file."""
        self._ask_file("Save under another name", self.session.path, "save", self._move)

    def _move(self, path: Path) -> None:
        moved = self._try(lambda: self.session.save_elsewhere(path))
        self.show_question()
        if moved:
            self.tell(f"This session now saves to {self.session.path}.", trouble=False)

    def action_trouble(self) -> None:
        """Say what hinders saving, and offer the ways out."""
        state = self.session.save_state
        if state.error is None:
            return
        ways = [
            self._way_of(state.status),
            ("e", "save under another name", self.action_save_elsewhere),
            ("x", "leave without saving the last changes", self._ask_to_abandon),
        ]
        if state.status == "changed":
            words = "load the changed file; undo brings mine back"
            ways.insert(2, ("l", words, self._load_theirs))
        self._ask(
            str(state.error), [(key, words) for key, words, _ in ways], lambda at: ways[at][2]()
        )

    def _way_of(self, status: SaveStatus) -> tuple[str, str, Callable[[], object]]:
        """The way that ends the trouble in the file itself."""
        if status == "failed":
            return "k", "try again", self.session.retry
        if status == "deleted":
            words = "write the file again"
        else:
            words = "write my answers to this file; the other version is kept beside it"
        return "k", words, lambda: self._try(self.session.keep_mine)

    def _ask_to_abandon(self) -> None:
        from assessment.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.program.abandon_session()

        detail = "What was changed since the last save is lost. Saving under another name keeps it."
        self.app.push_screen(
            Confirm("Leave without saving?", detail, yes="Leave", no="Stay"), answered
        )

    def _load_theirs(self) -> None:
        self._try(self.session.load_theirs)
        self.show_question()

    def action_leave(self) -> None:
        """Close the file."""
        self.program.leave_questions()

    def action_theme(self) -> None:
        """Change the colours."""
        from assessment.tui.themes import TITLES, next_theme

        self.app.theme = next_theme(self.app.theme)
        if self.program.memory is not None:
            self.program.memory.set("theme", self.app.theme)
        self.tell(f"Colours: {TITLES[self.app.theme]}.", trouble=False)

    def _try(self, task: Callable[[], object]) -> bool:
        try:
            task()
        except AssessmentError as error:
            self.tell(str(error))
            return False
        except OSError as error:
            self.tell(f"{self.session.path}: {error.strerror or error}.")
            return False
        return True

    def _ask(
        self, title: str, options: Sequence[tuple[str, str]], chosen: Callable[[int], object]
    ) -> None:
        from assessment.tui.dialogs.choose import Choose

        def kept(place: int | None) -> None:
            if place is not None:
                chosen(place)

        self.app.push_screen(Choose(title, options), kept)

    def _ask_file(
        self, title: str, start: Path, purpose: Any, chosen: Callable[[Path], None]
    ) -> None:
        from assessment.tui.dialogs.choose_file import ChooseFile

        def kept(path: Path | None) -> None:
            if path is not None:
                chosen(path)

        self.app.push_screen(ChooseFile(title, start, purpose=purpose), kept)
