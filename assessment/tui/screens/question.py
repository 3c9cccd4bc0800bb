"""The question screen: one question at a time, answered by single keys."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen

from assessment.answers import Answer
from assessment.errors import AssessmentError
from assessment.questionnaire import Level
from assessment.tui.commands import bindings
from assessment.tui.route import Route
from assessment.tui.screens.recording import Recording
from assessment.tui.screens.visiting import Visiting
from assessment.tui.session import Session
from assessment.tui.widgets.areas import AreaLines
from assessment.tui.widgets.frame import NARROW, HeaderLines, KeyLines
from assessment.tui.widgets.ladder import QuestionLines
from assessment.tui.widgets.lines import Line
from assessment.tui.widgets.page import Page

WIDE = 150
"""From this width on there is room for areas, question and side panel beside each other."""


class QuestionScreen(Recording, Visiting, Screen[None]):
    """Shows the session's present question and takes its answer."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings())

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.route = Route(session)
        self.panel_shown: bool | None = None
        """Whether the side panel is shown; None where the width decides."""
        self._header = HeaderLines(session)

    def compose(self) -> ComposeResult:
        """Header, areas, question, side panel, keys."""
        yield Page(self._header.lines, id="header")
        with Horizontal(id="middle"):
            yield Page(AreaLines(self.session).lines, id="areas")
            yield Page(self._question_lines, id="question")
            yield Page(self._panel_lines, id="panel")
        yield Page(KeyLines(self.session).lines, id="keys")

    def on_mount(self) -> None:
        """Keep the pages at hand: a key must not search for them."""
        self._pages = {page.id: page for page in self.query(Page)}

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold the columns."""
        self._arrange(event.size)

    def _arrange(self, size: Size) -> None:
        shown = size.width >= WIDE if self.panel_shown is None else self.panel_shown
        self.set_class(shown, "-panel")
        self.set_class(size.width < NARROW, "-narrow")
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.height < 15, "-low")
        self.set_class(size.height >= 28, "-high")

    # What is shown.

    def show_question(self) -> None:
        """Show the present question; the figures follow in the next moment."""
        self._pages["question"].show()
        if self.has_class("-panel"):
            self._pages["panel"].show()
        self.call_later(self.show_surroundings)

    def show_surroundings(self) -> None:
        """Show areas, figures and keys as they are now."""
        self._header.walking = self.route.walk.title if self.route.walk else ""
        for name in ("header", "areas", "keys"):
            self._pages[name].show(keep_place=True)

    def show_saving(self) -> None:
        """Show the mark of the last save."""
        self._pages["header"].show()

    def _question_lines(self, size: Size) -> list[Line]:
        baseline = self.session.baseline
        return QuestionLines(
            self.session.questionnaire,
            self.session.standing(self.session.position),
            baseline.answers.answer(self.session.position) if baseline else None,
        ).lines(size)

    def _panel_lines(self, size: Size) -> list[Line]:
        from assessment.tui.widgets.guidance import GuidanceLines

        return GuidanceLines(self.session).lines(size)

    # Answers.

    def action_level(self, level: Level) -> None:
        """Record the level and go on."""
        here = self.session.position
        if self.record(
            self.session.answer(here).replace(status="answered", level=level, reason=None)
        ):
            self.action_next()

    def action_unknown(self) -> None:
        """Record that nobody could say, and go on."""
        self._give_state("unknown")

    def action_withheld(self) -> None:
        """Record that it is withheld, and go on."""
        self._give_state("withheld")

    def action_clear(self) -> None:
        """Take the level or state back; all else stays."""
        self.record(self.present.replace(status="unanswered", level=None, reason=None))
        self.show_question()

    def _give_state(self, status: str) -> None:
        if self.record(self.present.replace(status=status, level=None, reason=None)):
            self.action_next()

    @property
    def present(self) -> Answer:
        """What is recorded about the present question."""
        return self.session.answer(self.session.position)

    def record(self, answer: Answer, *, text: str = "") -> bool:
        """Record an answer to the present question; whether it was taken."""
        try:
            self.session.change(self.session.position, answer, text=text)
        except AssessmentError as error:
            self.tell(str(error))
            return False
        return True

    def tell(self, message: str, *, trouble: bool = True) -> None:
        """Say something at the edge of the screen."""
        self.app.notify(message, severity="warning" if trouble else "information", markup=False)

    # Ways.

    def go(self, question_id: str | None) -> None:
        """Go to a question; stay where there is none."""
        if question_id is None:
            self.tell("There is no further question.", trouble=False)
            question_id = self.session.position
        self.session.go_to(question_id)
        self.show_question()

    def action_next(self) -> None:
        """Go to the next question of the walk."""
        self.go(self.route.next())

    def action_previous(self) -> None:
        """Go to the question before."""
        self.go(self.route.previous())

    def action_first(self) -> None:
        """Go to the first question."""
        self.go(self.route.first())

    def action_last(self) -> None:
        """Go to the last question."""
        self.go(self.route.last())

    def action_next_open(self) -> None:
        """Go to the next unanswered question."""
        self.go(self.route.next_with("unanswered"))

    def action_next_flagged(self) -> None:
        """Go to the next flagged question."""
        self.go(self.route.next_with("flagged"))

    def action_next_area(self) -> None:
        """Go to the first question of the next area."""
        self.go(self.route.area(1))

    def action_previous_area(self) -> None:
        """Go to the first question of the area before."""
        self.go(self.route.area(-1))

    def action_area(self, area_id: str) -> None:
        """Go to the first unanswered question of an area, else to its first one."""
        self.go(self.route.into_area(area_id))

    def action_jump_to(self, question_id: str) -> None:
        """Go to a question that was clicked."""
        self.go(question_id)

    def action_scroll(self, lines: int) -> None:
        """Move the text where it is longer than the window."""
        page = self._pages["question"]
        page.scroll_relative(y=lines, animate=False)

    def action_undo(self) -> None:
        """Take back the last change and show where it was."""
        self._say_travel("Taken back", self.session.undo() is not None)

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self._say_travel("Brought back", self.session.redo() is not None)

    def _say_travel(self, word: str, done: bool) -> None:
        if done:
            self.show_question()
            self.tell(f"{word}: {self.session.position}.", trouble=False)
        else:
            self.tell("There is nothing to undo or redo.", trouble=False)

    def action_panel(self) -> None:
        """Show or hide the side panel."""
        self.panel_shown = not self.has_class("-panel")
        self._arrange(self.size)
        self.call_after_refresh(self.show_question)
