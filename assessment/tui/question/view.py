"""What the question screen shows: its pages, the row one stands on, and the line of messages."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer

from assessment.answers import Answer
from assessment.figures import points
from assessment.language import _
from assessment.positions import usual_ministry
from assessment.score_words import could_be
from assessment.tui.commands import NOT_IN_PART
from assessment.tui.question.change_words import state_in_short
from assessment.tui.question.question_lines import QuestionLines, QuestionSheet
from assessment.tui.question.rows import RowKey, first_row
from assessment.tui.route import Route
from assessment.tui.session import Session
from assessment.tui.widgets.areas import AreaLines
from assessment.tui.widgets.frame import HeaderLines, KeyLines, is_new
from assessment.tui.widgets.lines import Line
from assessment.tui.widgets.page import Page

WIDE = 160
"""From this width on there is room for areas, question and side panel beside each other."""
_NARROW = 100
"""Below this width the areas fold into the header."""
LOW, HIGH = 15, 28
"""Below and from these heights the edges take less and more room."""
MIN_WELCOME = 20
"""From this height on there is room for two lines of advice."""


def panel_is_shown(size: Size, wanted: bool | None) -> bool:
    """Whether the side panel is shown; where nobody chose, the width decides."""
    return size.width >= WIDE if wanted is None else wanted


def areas_are_folded(size: Size, panel: bool) -> bool:
    """Whether the areas are not shown, so that the header says where one stands."""
    return size.width < _NARROW or (panel and size.width < WIDE)


def panel_stands_alone(size: Size, panel: bool) -> bool:
    """Whether the side panel stands in the place of the question."""
    return panel and size.width < _NARROW


def size_classes(
    size: Size, *, panel: bool, new: bool, heights: Sequence[tuple[int, str]]
) -> dict[str, bool]:
    """The style classes of the screen."""
    # Those by height are Textual's own, a little before it gives them: the first picture needs
    # no style twice.
    by_height = max((height for height in heights if height[0] <= size.height), default=None)
    return {
        "-panel": panel,
        "-narrow": size.width < _NARROW,
        "-wide": size.width >= WIDE,
        "-low": size.height < LOW,
        "-high": size.height >= HIGH,
        "-new": is_welcome(size, new=new),
        **{height[1]: height == by_height for height in heights},
    }


def is_welcome(size: Size, *, new: bool) -> bool:
    """Whether two lines say how one answers; they go with the first answer."""
    return new and size.height >= MIN_WELCOME


ALL_DONE = _("Every question has an answer. v reviews and makes it final, s shows the scores.")

PART_DONE = _("Every question has an answer. q closes the part; send its file back.")


def reached(session: Session, question_id: str) -> str:
    """What the answer to a question completed, in a sentence; empty where something is open."""
    area = session.questionnaire.by_id[question_id].area_id
    score = session.scorecard.areas[area]
    done = session.scorecard.overall.counts.unanswered == 0
    if session.is_part:
        return PART_DONE if done else ""
    if done:
        return ALL_DONE
    if score.counts.unanswered:
        return ""
    if score.score is None or score.low is None or score.high is None:
        return _("{area} is done. It has no score, since no question of it has a level.").format(
            area=area
        )
    parts = [_("Score {points}").format(points=points(score.score))]
    if score.counts.open:
        parts.append(could_be(score))
    parts.append(_("target {points}").format(points=points(score.target)))
    return _("{area} is done. {parts}. s shows all scores.").format(
        area=area, parts=", ".join(parts)
    )


_TROUBLE = "! "
"""Stands before what went wrong."""
MESSAGE_SECONDS = 8.0
"""For so long a message stands in the line of the keys."""


class View:
    """Shows the session's present question; each page is changed in place."""

    def __init__(self, screen: Screen[None], session: Session, route: Route) -> None:
        self._screen = screen
        self._session = session
        self._route = route
        self._header_lines = HeaderLines(session)
        self._key_lines = KeyLines(session)
        self.header = Page(self._header_lines.lines, id="header", at_once=False)
        self.areas = Page(AreaLines(session).lines, id="areas", at_once=False)
        self.question = Page(self._question_sheet, id="question")
        self.panel = Page(self._panel_lines, id="panel")
        self.keys = Page(self._key_lines.lines, id="keys", at_once=False)
        self.panel_wanted: bool | None = None
        """Whether the side panel is shown; None where the width decides."""
        self.unfolded: bool | None = None
        """Whether the strip of fields is unfolded; None where the room decides."""
        self.just_answered = ""
        """The question that was answered as one went on; what that completed is said."""
        self._row: RowKey | None = None
        self._row_of = ""
        self._is_unfolded = False
        self._in_trouble = False
        self._message_timer: Timer | None = None

    # Which columns are shown.

    def arrange(self, size: Size, *, update: bool = True) -> None:
        """Fold or unfold the columns for a size."""
        panel = panel_is_shown(size, self.panel_wanted)
        self._header_lines.folded = areas_are_folded(size, panel)
        self._key_lines.alone = panel_stands_alone(size, panel)
        heights = self._screen.app.VERTICAL_BREAKPOINTS or ()
        new = is_new(self._session)
        found = size_classes(size, panel=panel, new=new, heights=heights)
        self._screen.update_classes(found, update=update)

    @property
    def is_panel_alone(self) -> bool:
        """Whether the side panel stands in the place of the question."""
        return self._key_lines.alone

    def toggle_panel(self) -> None:
        """Show or hide the side panel."""
        self.panel_wanted = not self._screen.has_class("-panel")
        self.arrange(self._screen.size)
        self.panel.scroll_home(animate=False)
        self._screen.call_after_refresh(self.show_question)

    def toggle_strip(self) -> None:
        """Unfold the strip of fields, or fold it."""
        self.unfolded = not self._is_unfolded
        self.show_question()

    def scroll(self, lines: int) -> None:
        """Move what is longer than its window: the guide where it is shown, else the question."""
        if pages := self._overflowing():
            pages[-1].scroll_relative(y=lines, animate=False)

    # What is shown.

    @property
    def row(self) -> RowKey:
        """The row one stands on."""
        if self._row is None or self._row_of != self._session.position:
            self.row = first_row(self._session.question, self._present)
        return self._row or ""

    @row.setter
    def row(self, row: RowKey) -> None:
        self._row, self._row_of = row, self._session.position

    def forget_row(self) -> None:
        """Stand where the question begins, as one comes to it again."""
        self._row = None

    def show_question(self, *, keep_scroll: bool = False) -> None:
        """Show the present question; the figures follow in the next moment."""
        self._forget_message()
        self.question.show(keep_scroll=keep_scroll)
        if self._screen.has_class("-panel"):
            self.panel.show()
        self._screen.call_after_refresh(self.show_surroundings)

    def show_row(self) -> None:
        """Show the question with another row, and nothing else."""
        self.question.show(keep_scroll=True)

    def show_surroundings(self) -> None:
        """Show areas, figures and keys as they are now."""
        size = self._screen.size
        new = is_welcome(size, new=is_new(self._session))
        self._screen.set_class(new, "-new")
        self._notify_completion()
        self._header_lines.walking = self._route.describe()
        self._key_lines.more = bool(self._overflowing())
        for page in (self.header, self.areas, self.keys):
            page.show(keep_scroll=True)

    def show_saving(self) -> None:
        """Show the mark of the last save, which may end before the first picture is drawn."""
        if not self._screen.is_mounted:
            return
        self.header.show()
        trouble = self._session.save_state.is_trouble
        if trouble != self._in_trouble:
            # The way out of it is a key that can now be used, or no longer.
            self._in_trouble = trouble
            self.keys.show()

    # Messages.

    @property
    def message(self) -> str:
        """What stands in the line of the keys; empty for none."""
        return self._key_lines.message

    def show_message(self, message: str, *, does: str = "") -> None:
        """Say something in the line of the keys, until the next key that moves, or a while.

        `does` is the action of a click on it.
        """
        if not message:
            return
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self._screen.set_timer(MESSAGE_SECONDS, self._clear_message)
        self._key_lines.message, self._key_lines.message_does = message, does
        self.keys.show()

    def warn(self, message: str) -> None:
        """Say what went wrong; what is too long for the line of the keys, beside it."""
        if cell_len(message) > self._screen.size.width - len(_TROUBLE):
            self.notify(message)
        else:
            self.show_message(f"{_TROUBLE}{message}")

    def notify(self, message: str) -> None:
        """Say something in a box at the edge of the screen."""
        self._screen.app.notify(message, severity="warning", markup=False)

    def _clear_message(self) -> None:
        self._forget_message()
        self.keys.show()

    def _forget_message(self) -> None:
        self._key_lines.message = self._key_lines.message_does = ""

    def _notify_completion(self) -> None:
        if self.just_answered:
            found = reached(self._session, self.just_answered)
            self.just_answered = ""
            if found:
                self.show_message(f"{found} {self.message}".rstrip())

    # Lines.

    @property
    def _present(self) -> Answer:
        return self._session.answer(self._session.position)

    def _overflowing(self) -> list[Page]:
        """The pages whose text is longer than they are, the question before the side panel."""
        return [page for page in (self.question, self.panel) if page.display and page.max_scroll_y]

    def _question_sheet(self, size: Size) -> QuestionSheet:
        session, baseline = self._session, self._session.baseline
        sheet = QuestionLines(
            session.questionnaire,
            session.status_of(session.position),
            baseline.answers.answer(session.position) if baseline else None,
            row=None if session.is_final else self.row,
            unfolded=self.unfolded,
            usual=usual_ministry(session.questionnaire, session.answers, session.question.ministry),
            was=self._was(),
            keys=not session.is_final,
            currency=session.answers.currency or "",
            hidden=NOT_IN_PART if session.is_part else (),
        ).sheet(size)
        self._is_unfolded = sheet.unfolded
        return sheet

    def _was(self) -> str:
        """What the present answer was before the last change; empty where it changed no state."""
        step, here = self._session.last_change, self._session.position
        if step is None or step.question != here:
            return ""
        then = state_in_short(step.before.answer(here))
        return "" if then == state_in_short(self._present) else then

    def _panel_lines(self, size: Size) -> list[Line]:
        from assessment.tui.widgets.guidance import GuidanceLines

        return GuidanceLines(self._session, alone=self.is_panel_alone).lines(size)
