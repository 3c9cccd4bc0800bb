"""The terminal program: opens files, puts screens up, and passes results on."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.filter import LineFilter, Monochrome, NoColor
from textual.message import Message
from textual.screen import Screen

from assessment import runtime, share_limits
from assessment.assess import SHOWN_AS_REDACTED
from assessment.errors import AssessmentError, LockedKeyError, OtherVersionError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.tui.drafts import NEW, Drafts
from assessment.tui.keyboard import KeyboardApp
from assessment.tui.memory import Memory
from assessment.tui.open_file import open_file
from assessment.tui.question.screen import QuestionScreen
from assessment.tui.session import Session
from assessment.tui.themes import DARK, HIGH_CONTRAST, LIGHT, first_theme
from assessment.tui.widgets.frame import show_trouble

if TYPE_CHECKING:
    from textual.command import Provider

    from assessment.tui.choices import FileChoice
    from assessment.tui.guides import GuideName

from assessment.text import joined_sentences


def words_for(error: Exception | None) -> str:
    """What is said of an error of the program itself: where it was, and nothing of an answer."""
    where = error.__traceback__ if error is not None else None
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    saved = _(
        "The program met an error of its own and has ended. What was marked saved is in your file; "
        "open it again to go on."
    )
    if where is None:
        return joined_sentences(saved, _("Please report this to the maintainers."))
    report = _("Please report this to the maintainers ({name} in {file}, line {line}).").format(
        name=type(error).__name__,
        file=PurePath(where.tb_frame.f_code.co_filename).name,
        line=where.tb_lineno,
    )
    return joined_sentences(saved, report)


HOW_TO_LEAVE = _("Ctrl-Q leaves, and everything is saved; so does Ctrl-C pressed again.")
AGAIN_WITHIN = 5.0
"""Seconds in which a second Ctrl-C leaves."""
LIMIT_TIMEOUT = 20.0
"""Seconds for which a sentence about the folder stands on the screen."""


def _screen_commands() -> type[Provider]:
    # Imported when the palette opens: the first question does not wait for it.
    from assessment.tui.palette import ScreenCommands

    return ScreenCommands


def _settle() -> None:
    runtime.resume_collection()
    runtime.keep_no_bytecode()


def _unrecorded(screen: Screen[Any]) -> Callable[[], str] | None:
    """What a screen says is typed and not recorded; None where nothing is typed on it."""
    return getattr(screen, "unrecorded", None)


class AssessmentApp(KeyboardApp):
    """One session at a time; without one, the start screen."""

    TITLE = "Self-assessment"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "question/question.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit_program", _("Quit"), show=False, priority=True),
        Binding("ctrl+c", "show_how_to_leave", _("Quit"), show=False, priority=True),
        Binding("ctrl+l", "draw_again", _("Draw again"), show=False, priority=True),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-usual")]  # noqa: RUF012
    COMMANDS: ClassVar[set[Any]] = {_screen_commands}

    class SavingChanged(Message):
        """A save ended, or failed."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        session: Session | None = None,
        memory: Memory | None = None,
        *,
        profile_first: bool = False,
    ) -> None:
        super().__init__()
        self.questionnaire = questionnaire
        self.session = session
        self.memory = memory
        self._from_start = session is None
        self._profile_first = profile_first
        self._take_back_first = False
        self._report_announced = False
        self._asked_to_leave = -AGAIN_WITHIN
        self._unrecorded_shown = ""
        self.register_theme(HIGH_CONTRAST)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = first_theme(memory)
        # Textual took its own colours of the dark theme before ours had the same name.
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """How what is drawn is changed on the way to the terminal.

        Textual chooses how to draw without colours before the theme is known; its shades of grey
        turn the colours of a theme that has the terminal's own into black on black.
        """
        found = super().get_line_filters()
        if not self.no_color:
            return found
        others = [item for item in found if not isinstance(item, (NoColor, Monochrome))]
        return [*others, NoColor() if self.native_ansi_color else Monochrome()]

    def action_command_palette(self) -> None:
        """Show every command, found by a few letters."""
        if not isinstance(self.screen, CommandPalette):
            words = _("Search for commands…")
            self.push_screen(CommandPalette(placeholder=words, id="--command-palette"))

    # Starting.

    def get_default_screen(self) -> Screen[None]:
        """The question screen at once where a file is open: nothing is mounted for nothing."""
        return super().get_default_screen() if self.session is None else self._questions()

    def on_mount(self) -> None:
        """Listen to signals, and show the start screen where no file is open."""
        self._listen_to_signals()
        self.screen_change_signal.subscribe(self, lambda _unused: self._mark_trouble())
        if self.session is None:
            self.show_start()
        else:
            self.call_after_refresh(self._opened)
        self.call_after_refresh(_settle)

    def show_start(self, trouble: str = "") -> None:
        """Offer a new file, an existing one, the recent ones and the example."""
        from assessment.tui.folder import is_there
        from assessment.tui.screens.start import StartScreen

        known = self.memory.recent() if self.memory else ()
        recent = {item.path: item.position for item in known if is_there(item.path)}
        start = StartScreen(self.questionnaire, [*recent], locations=recent, trouble=trouble)
        start.drafts = Drafts(self.memory.drafts if self.memory else None, NEW)
        self.push_screen(start, self._chosen)

    def _chosen(self, choice: FileChoice | None) -> None:
        if choice is None:
            self.exit(0)
        else:
            self.open_file(choice)

    def open_file(self, choice: FileChoice, *, accept_version: bool = False) -> None:
        """Open or begin a file, and ask its questions; back to the start where that fails."""
        try:
            self.session = self._session(choice, accept_version)
        except OtherVersionError as error:
            self._offer_to_carry_over(choice, error)
        except LockedKeyError as error:
            self._ask_for_passphrase(choice, error, accept_version)
        except AssessmentError as error:
            self.show_start(str(error))
        else:
            self._profile_first = choice.state is not None
            self._take_back_first = choice.then == "take_back"
            self.push_screen(self._questions(), lambda _unused: self.show_start())
            self.call_after_refresh(self._opened)

    def _session(self, choice: FileChoice, accept_version: bool) -> Session:
        if choice.state is None:
            return open_file(
                choice.path, self.questionnaire, self.memory, accept_version=accept_version
            )
        return Session.create(
            choice.path, self.questionnaire, state=choice.state, memory=self.memory
        )

    def _ask_for_passphrase(
        self, choice: FileChoice, error: LockedKeyError, accept_version: bool
    ) -> None:
        from assessment.tui.dialogs.passphrase import Passphrase

        def answered(opened: bool | None) -> None:
            if opened:
                self.open_file(choice, accept_version=accept_version)
            else:
                self.show_start(error.problem)

        self.push_screen(Passphrase(), answered)

    def _offer_to_carry_over(self, choice: FileChoice, error: OtherVersionError) -> None:
        from assessment.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.open_file(choice, accept_version=True)
            else:
                self.show_start()

        detail = _(
            "Its answers can be carried over to this edition, as a draft. Those whose question is "
            "not the same are marked to be confirmed, so that you look at them again. The file as "
            "it is now is kept beside it."
        )
        self.push_screen(Confirm(error.problem, detail, yes=_("Carry over")), answered)

    def _questions(self) -> QuestionScreen:
        session = self.session
        if session is None:
            raise AssessmentError(_("No file is open."))
        session.subscribe(lambda _unused: self._saving_changed())
        return QuestionScreen(session, self)

    def _opened(self) -> None:
        screen = self.screen
        if not isinstance(screen, QuestionScreen):
            return
        screen.others.open_remembered_baseline()
        screen.others.caution_of_baseline()
        self._notify_limits()
        if screen.session.answers.kind == "redacted":
            screen.view.warn(SHOWN_AS_REDACTED)
        if screen.session.carried_over:
            screen.view.warn(
                _(
                    "This file answered another version. What was carried over is to be "
                    "confirmed: l walks it. No longer asked, and kept aside in the file: {lost}."
                ).format(lost=", ".join(screen.session.left_out) or _("none"))
            )
        if screen.session.read_only:
            screen.view.warn(screen.session.why_locked)
        if screen.session.unsaved:
            left = screen.session.unsaved
            screen.view.warn(
                _("An earlier session could not save its last answers. They are in {left}.").format(
                    left=left
                )
            )
        self._begin_with(screen)

    def _begin_with(self, screen: QuestionScreen) -> None:
        """Go where one begins, where that is not the question itself."""
        if screen.session.is_part and not screen.session.read_only:
            screen.others.signature()
        if self._profile_first:
            screen.others.profile()
        if self._take_back_first:
            self._take_back_first = False
            screen.others.take_back()

    def action_explain(self, name: GuideName) -> None:
        """Explain what is seen on a screen, and what each key does there."""
        from assessment.tui.dialogs.help import Help
        from assessment.tui.guides import guide

        self.push_screen(Help(guide(name, self.questionnaire)))

    def show_expected(self, sentence: str) -> None:
        """Say which keys are expected; on a question, in the line of the keys."""
        screen = self.screen
        if isinstance(screen, QuestionScreen):
            screen.view.warn(sentence)
        else:
            super().show_expected(sentence)

    # Saving and ending.

    def _saving_changed(self) -> None:
        # Called on the writer's thread: posting a message is all that is safe there.
        with suppress(RuntimeError):
            self.post_message(self.SavingChanged())

    def on_assessment_app_saving_changed(self) -> None:
        """Show the mark of the last save wherever the questions are on the stack."""
        for screen in self.screen_stack:
            if isinstance(screen, QuestionScreen):
                screen.view.show_saving()
        self._mark_trouble()
        self._notify_limits()

    def _mark_trouble(self) -> None:
        """Have every screen say that something is not saved, not the question's alone."""
        state = self.session.save_state if self.session is not None else None
        for screen in self.screen_stack:
            if not isinstance(screen, QuestionScreen):
                show_trouble(screen, state)

    def _notify_limits(self) -> None:
        """Say once what the folder's file system cannot do."""
        for sentence in share_limits.unsaid():
            self.notify(sentence, severity="warning", timeout=LIMIT_TIMEOUT, markup=False)

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        with suppress(RuntimeError, ValueError):
            loop.add_signal_handler(signal.SIGTERM, self._on_request_to_end)
            loop.add_signal_handler(signal.SIGHUP, self._terminal_lost)

    def _terminal_lost(self) -> None:
        # There is no terminal to restore any more, and writing to it could hang: save and go.
        self._keep_typed_text()
        if self.session is not None:
            self.session.leave_at_once()
        os._exit(1)

    def _on_request_to_end(self) -> None:
        # Whoever stops the machine waits for no answer: nothing is asked.
        self._keep_typed_text()
        session, self.session = self.session, None
        kept = session.leave_at_once() if session is not None else None
        if session is None or kept == session.path:
            self.exit(0)
        elif kept is None:
            lost = _("Not saved in {path}, nor anywhere else: the last changes are lost.")
            self.exit(1, message=Text(lost.format(path=session.path)))
        else:
            self.exit(
                1,
                message=Text(
                    _("Not saved in {path}; what was left is in {kept}.").format(
                        path=session.path, kept=kept
                    )
                ),
            )

    def _keep_typed_text(self) -> None:
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_typed", None)
            if callable(keep):
                keep()

    def _fatal_error(self) -> None:
        """Say that the program failed; unlike Textual's own words these print no answer."""
        if self.session is not None:
            self.session.close()
        self._exit_renderables.append(Text(words_for(self._exception)))
        self._close_messages_no_wait()

    def action_show_how_to_leave(self) -> None:
        """Say which key leaves: Ctrl-C may be meant for a text, and twice it is meant."""
        now = time.monotonic()
        if now - self._asked_to_leave < AGAIN_WITHIN:
            self.action_quit_program()
            return
        self._asked_to_leave = now
        self.notify(HOW_TO_LEAVE, severity="warning", timeout=AGAIN_WITHIN, markup=False)

    def action_quit_program(self) -> None:
        """Leave the program, once everything is saved or the person gives it up."""
        self._quit_after(self.focused or self.screen)

    def _quit_after(self, node: DOMNode | None) -> None:
        # A key typed just before this one may still be on its way up from the place where one
        # types: it comes first, so leaving takes the same way.
        if node is not None:
            node.call_later(self._quit_after, node.parent)
            return
        if self._waits_for_report():
            return
        self._keep_typed_text()
        if self._holds_back():
            return
        if self.end_session():
            self.exit(0)

    def _holds_back(self) -> bool:
        """Say once what is typed and would be left out."""
        found = [ask() for item in self.screen_stack if callable(ask := _unrecorded(item))]
        words = " ".join(filter(None, found))
        if words in ("", self._unrecorded_shown):
            return False
        self._unrecorded_shown = words
        words = _("{words} Leave again to go without it.").format(words=words)
        self.notify(words, severity="warning", markup=False)
        return True

    def _waits_for_report(self) -> bool:
        under_way = [
            worker for worker in self.workers if worker.group == "report" and not worker.is_finished
        ]
        if not under_way or self._report_announced:
            return False
        self._report_announced = True
        words = _("A report is still being made. Leave again to go without it.")
        self.notify(words, severity="warning", markup=False)
        return True

    def end_session(self) -> bool:
        """Save and release the file; False where it cannot be saved and the session goes on."""
        if self.session is None:
            return True
        if not self.session.flush():
            self.show_trouble()
            return False
        self.session.close()
        self.session = None
        return True

    def abandon_session(self) -> None:
        """End the session although its last changes are not saved; the person decided so."""
        if self.session is not None:
            self.session.close()
            self.session = None
        self.exit(1)

    def leave_questions(self) -> None:
        """Close the file: back to the start screen, or out where the file was named outright."""
        if not self._from_start and self._waits_for_report():
            return
        if not self.end_session():
            return
        if self._from_start:
            self.screen.dismiss(None)
        else:
            self.exit(0)

    def show_trouble(self) -> None:
        """Say why saving does not work, and offer the ways out."""
        for screen in self.screen_stack:
            if isinstance(screen, QuestionScreen):
                screen.trouble.offer_ways_out()
