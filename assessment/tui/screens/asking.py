"""What the question screen shows, and how it records; its keys are in the modules beside it."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer

from assessment.answers import Answer
from assessment.errors import AssessmentError
from assessment.tui.milestones import reached
from assessment.tui.route import Route
from assessment.tui.session import Session
from assessment.tui.widgets.areas import AreaLines
from assessment.tui.widgets.frame import NARROW, HeaderLines, KeyLines, is_new
from assessment.tui.widgets.ladder import QuestionLines
from assessment.tui.widgets.lines import Line
from assessment.tui.widgets.page import Page

WIDE = 160
"""From this width on there is room for areas, question and side panel beside each other."""
TROUBLE = "! "
"""Stands before what went wrong."""
SPOKEN = 8.0
"""Seconds for which a message stands in the line of the keys."""


class Asking(Screen[None]):
    """Shows the session's present question; each page is changed in place."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.route = Route(session)
        self.panel_shown: bool | None = None
        """Whether the side panel is shown; None where the width decides."""
        self._header = HeaderLines(session)
        self._keys = KeyLines(session)
        self._answered = ""
        self._in_trouble = False
        self._silence: Timer | None = None
        self._pages: dict[str | None, Page] = {}

    def compose(self) -> ComposeResult:
        """Header, areas, question, side panel, keys."""
        # Before anything has a style: the first picture needs none twice.
        self._arrange(self.app.size, update=False)
        # The question is seen first: the figures around it follow in the next moment.
        yield Page(self._header.lines, id="header", at_once=False)
        with Horizontal(id="middle"):
            yield Page(AreaLines(self.session).lines, id="areas", at_once=False)
            yield Page(self._question_lines, id="question", clicked="screen.clicked")
            yield Page(self._panel_lines, id="panel")
        yield Page(self._keys.lines, id="keys", at_once=False, clicked="screen.clicked")

    def on_mount(self) -> None:
        """Keep the pages at hand: a key must not search for them."""
        self._pages = {page.id: page for page in self.query(Page)}

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold the columns."""
        self._arrange(event.size)
        self.call_after_refresh(self.show_surroundings)

    def _arrange(self, size: Size, *, update: bool = True) -> None:
        shown = size.width >= WIDE if self.panel_shown is None else self.panel_shown
        self._header.folded = size.width < NARROW or (shown and size.width < WIDE)
        self._keys.alone = shown and size.width < NARROW
        classes = {
            "-panel": shown,
            "-narrow": size.width < NARROW,
            "-wide": size.width >= WIDE,
            "-low": size.height < 15,
            "-high": size.height >= 28,
            "-new": self._is_welcome(size),
            **self._breakpoints(size.height),
        }
        self.update_classes(classes, update=update)

    def _breakpoints(self, height: int) -> dict[str, bool]:
        """The classes that Textual itself gives by height, a little before it does."""
        known = self.app.VERTICAL_BREAKPOINTS or ()
        here = max(known, key=lambda one: (one[0] <= height, one[0]), default=None)
        return {one[1]: one is here for one in known}

    def _welcome(self) -> None:
        self.set_class(self._is_welcome(self.size), "-new")

    def _is_welcome(self, size: Size) -> bool:
        # Two lines for whoever sees this for the first time; gone with the first answer.
        return is_new(self.session) and size.height >= 20

    # What is shown.

    def show_question(self) -> None:
        """Show the present question; the figures follow in the next moment."""
        self._keys.message = ""
        self._pages["question"].show()
        if self.has_class("-panel"):
            self._pages["panel"].show()
        self.call_after_refresh(self.show_surroundings)

    def show_surroundings(self) -> None:
        """Show areas, figures and keys as they are now."""
        self._welcome()
        if self._answered:
            self.say(reached(self.session, self._answered))
            self._answered = ""
        self._header.walking = self.route.told()
        self._keys.more = bool(self._overflowing())
        for name in ("header", "areas", "keys"):
            self._pages[name].show(keep_place=True)

    def _overflowing(self) -> list[Page]:
        """The pages whose text is longer than they are, the question before the side panel."""
        shown = [self._pages[name] for name in ("question", "panel") if name in self._pages]
        return [page for page in shown if page.display and page.max_scroll_y > 0]

    def show_saving(self) -> None:
        """Show the mark of the last save, which may end before the first picture is drawn."""
        if not self._pages:
            return
        self._pages["header"].show()
        trouble = self.session.save_state.is_trouble
        if trouble != self._in_trouble:
            # The way out of it is a key that can now be used, or no longer.
            self._in_trouble = trouble
            self._pages["keys"].show()

    def _question_lines(self, size: Size) -> list[Line]:
        baseline = self.session.baseline
        return QuestionLines(
            self.session.questionnaire,
            self.session.standing(self.session.position),
            baseline.answers.answer(self.session.position) if baseline else None,
            keys=not self.session.is_final,
        ).lines(size)

    def _panel_lines(self, size: Size) -> list[Line]:
        from assessment.tui.widgets.guidance import GuidanceLines

        return GuidanceLines(self.session, alone=self._keys.alone).lines(size)

    @property
    def present(self) -> Answer:
        """What is recorded about the present question."""
        return self.session.answer(self.session.position)

    def record(self, answer: Answer, *, text: str = "") -> bool:
        """Record an answer to the present question; whether it was taken."""
        was_open = self.present.status == "unanswered"
        try:
            self.session.change(self.session.position, answer, text=text)
        except AssessmentError as error:
            self.tell(str(error))
            return False
        if was_open and answer.status != "unanswered":
            self._answered = self.session.position
        return True

    def tell(self, message: str, *, trouble: bool = True) -> None:
        """Say something in the line of the keys; trouble that is too long for it, beside them."""
        if trouble and cell_len(message) > self.size.width - len(TROUBLE):
            self.app.notify(message, severity="warning", markup=False)
        else:
            self.say(f"{TROUBLE if trouble else ''}{message}")

    def say(self, message: str) -> None:
        """Say something in the line of the keys, until the next key that moves, or a while."""
        if not message:
            return
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(SPOKEN, self._hush)
        self._keys.message = message
        self._pages["keys"].show()

    def _hush(self) -> None:
        self._keys.message = ""
        self._pages["keys"].show()

    def go(self, question_id: str | None) -> None:
        """Go to a question; stay where there is none."""
        self.session.go_to(question_id or self.session.position)
        self.show_question()
        if question_id is None:
            self.say(self._no_further())

    def _no_further(self) -> str:
        counts = self.session.scorecard.overall.counts
        if self.route.walk is not None:
            return "There is no further question on this walk. l ends it."
        if counts.unanswered:
            return (
                "There is no further question this way. "
                f"g goes to the next unanswered one ({counts.unanswered} left)."
            )
        left = {"unknown": counts.unknown, "withheld": counts.withheld}
        told = " and ".join(f"{count} {word}" for word, count in left.items() if count)
        still = f" Still open: {told}; l walks them." if told else ""
        return f"There is no further question.{still}"
