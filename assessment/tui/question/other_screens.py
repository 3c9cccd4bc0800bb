"""The ways from the question to other screens, and back with a result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.screen import Screen

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.tui import wording
from assessment.tui.choices import GoTo, ShowScreen, ViewState
from assessment.tui.commands import KEY_COMMANDS
from assessment.tui.question.navigation import Navigation
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.view import View
from assessment.tui.session import Session

if TYPE_CHECKING:
    from assessment.tui.choices import ResultsChoice, ReviewChoice
    from assessment.tui.desk.board import BoardChoice
    from assessment.tui.desk.part_head import PartSignature
    from assessment.tui.program import Program


class OtherScreens:
    """Leads to results, review, report, profile and help; the baseline is chosen here too."""

    def __init__(
        self,
        screen: Screen[None],
        program: Program,
        session: Session,
        view: View,
        navigation: Navigation,
        prompts: Prompts,
    ) -> None:
        self._screen = screen
        self._program = program
        self._session = session
        self._view = view
        self._navigation = navigation
        self._prompts = prompts
        self._view_states = {name: ViewState() for name in ("results", "review", "board")}
        self._asked_for_name = False

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {
            "results": self.results,
            "review": self.review,
            "ministries": self.ministries,
            "settle": self.settle,
            "report": self.report,
            "profile": self.profile,
            "help": self.help,
            "palette": lambda: self._screen.app.action_command_palette(),
            "baseline": self.baseline,
            "stop_comparing": self.stop_comparing,
            "theme": self.theme,
            "leave": self.leave,
            "panel": self._view.toggle_panel,
            "unfold": self._view.toggle_strip,
            "scroll": self._view.scroll,
        }

    def help(self) -> None:
        """Explain what can be done here."""
        from assessment.tui.dialogs.help import Help
        from assessment.tui.guides import question_guide

        # Of two meanings of one key, for a draft and a final file, the one that it has here.
        shared = Counter(command.shown for command in KEY_COMMANDS)
        here = [
            command
            for command in KEY_COMMANDS
            if shared[command.shown] == 1 or command.possible(self._session)
        ]
        self._screen.app.push_screen(Help(question_guide(self._session.questionnaire, here)))

    def results(self) -> None:
        """See the results."""
        from assessment.tui.screens.results import ResultsScreen

        session = self._session

        def closed(choice: ResultsChoice | None) -> None:
            # They may have opened a baseline: what is shown may have changed either way.
            self._navigation.go(choice.question if isinstance(choice, GoTo) else session.position)
            if isinstance(choice, ShowScreen):
                self._show(choice)

        self._prompts.open(
            ResultsScreen(
                session.assessment,
                session.baseline,
                file=session.path,
                note=session.baseline_note,
                keep_baseline=self._session.keep_baseline,
                view_state=self._view_states["results"],
                today=session.today,
            ),
            closed,
        )

    def _show(self, screen: ShowScreen) -> None:
        {"results": self.results, "ministries": self.ministries}[screen.name]()

    def ministries(self) -> None:
        """See what each ministry is asked."""
        from assessment.tui.desk.board import BoardScreen

        self._prompts.open(BoardScreen(self._session, self._view_states["board"]), self._left_board)

    def take_back(self) -> None:
        """See what each ministry is asked, and take parts back at once."""
        from assessment.tui.desk.board import BoardScreen

        board = BoardScreen(self._session, self._view_states["board"], take_back=True)
        self._prompts.open(board, self._left_board)

    def settle(self) -> None:
        """Settle what ministries differ on, this question first."""
        from assessment.tui.desk.clash import ClashScreen

        def closed(choice: GoTo | None) -> None:
            self._navigation.go(choice.question if choice else self._session.position)

        self._prompts.open(ClashScreen(self._session, self._session.position), closed)

    def _left_board(self, choice: BoardChoice | None) -> None:
        if isinstance(choice, GoTo):
            self._navigation.go(choice.question)
        elif choice is not None:
            self._navigation.walk_only(choice)
        else:
            self._navigation.go(self._session.position)

    def report(self) -> None:
        """Print a report, a blank form or the keys in the background."""
        from assessment.tui.dialogs.make_report import MakeReport

        session = self._session
        made = MakeReport(
            session.assessment, session.path, session.baseline, question=session.position
        )
        self._screen.app.push_screen(made)

    def review(self) -> None:
        """See what is open; finalize or reopen."""
        from assessment.tui.screens.review import ReviewScreen

        session = self._session
        found = ReviewScreen(
            session.assessment,
            self._view_states["review"],
            session.today,
            make_report=self.report,
        )
        self._prompts.open(found, self._reviewed)

    def _reviewed(self, choice: ReviewChoice | None) -> None:
        if isinstance(choice, GoTo):
            self._navigation.go(choice.question)
        elif isinstance(choice, ShowScreen):
            self._show(choice)
        elif choice is not None and self._session.read_only:
            self._view.warn(self._session.why_locked)
        elif choice is not None:
            final = choice.document_status == "final"
            self._session.finalize() if final else self._session.reopen()
            self._view.show_question()
            self._view.show_message(
                _("The assessment is final. z takes that back.")
                if final
                else _("It is a draft again.")
            )

    def profile(self) -> None:
        """State the facts of the State."""
        from assessment.tui.screens.profile import ProfileScreen

        self._prompts.open(ProfileScreen(self._session), lambda _unused: self._view.show_question())

    def signature(self) -> None:
        """Say who fills the part in, and who approved it."""
        from assessment.tui.desk.part_head import PartHead

        session = self._session
        if session.is_final:
            self._view.warn(session.why_locked)
            return

        def closed(signature: PartSignature | None) -> None:
            if signature is not None:
                session.sign(signature.by, signature.approved_by)
            self._view.show_question(keep_scroll=True)

        self._prompts.open(PartHead(session), closed)

    def leave(self) -> None:
        """Close the file; a part that nobody signed is asked for a name once."""
        if self._session.is_unsigned and not self._asked_for_name:
            self._asked_for_name = True
            self.signature()
        else:
            self._program.leave_questions()

    def theme(self) -> None:
        """Change the colours."""
        from assessment.tui.themes import TITLES, next_theme

        app = self._screen.app
        app.theme = next_theme(app.theme)
        if self._program.memory is not None:
            self._program.memory.set("theme", app.theme)
        self._view.show_message(_("Colours: {titles}.").format(titles=TITLES[app.theme]))

    # The baseline.

    def baseline(self) -> None:
        """Open an earlier assessment."""
        self._screen.run_worker(self._open_baseline())

    async def _open_baseline(self) -> None:
        from assessment.tui.comparing import choose_baseline

        session = self._session
        try:
            found = await choose_baseline(self._screen.app, session.assessment, session.path)
        except AssessmentError as error:
            self._view.warn(str(error))
            return
        if found is not None:
            self._session.keep_baseline(found)
            self._view.show_question()
            self._view.show_message(_("The earlier answers are marked 'last time'."))
            self.caution_of_baseline()

    def stop_comparing(self) -> None:
        """Show the answers without the earlier assessment."""
        self._session.keep_baseline(None)
        self._view.show_question()
        self._view.show_message(_("The earlier answers are not shown any more."))

    def open_remembered_baseline(self) -> None:
        """Show the earlier file that the last session showed; say so where it cannot be read."""
        path = self._session.remembered_baseline
        if path is None or self._session.baseline is not None:
            return
        try:
            self._session.open_baseline(path)
        except AssessmentError as error:
            self._view.warn(_("The earlier file is not shown. {error}").format(error=error))
        else:
            self._view.show_question(keep_scroll=True)

    def caution_of_baseline(self) -> None:
        """Say what to bear in mind where an earlier file is of another State or version."""
        baseline = self._session.baseline
        found = (
            wording.cautions_in_words(self._session.answers, baseline.answers) if baseline else ""
        )
        if found or self._session.baseline_note:
            self._view.warn(f"{found} {self._session.baseline_note}".strip())
