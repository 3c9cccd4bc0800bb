"""What ministries differ on, side by side, until somebody settles it; nothing is imposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.text import clean, count_of, joined_sentences
from assessment.tui.choices import GoTo
from assessment.tui.desk import settling
from assessment.tui.desk.clash_lines import ClashView, clash_sheet, columns_that_fit
from assessment.tui.desk.clash_notes import ClashNotes
from assessment.tui.desk.sending import USUAL_TIME, SendBackRequest, usual_folder
from assessment.tui.history import describe
from assessment.tui.session import Session
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.page import Page
from assessment.tui.widgets.sheet import Sheet

SETTLED = _("It is settled. u opens it again.")


class ClashScreen(Screen[GoTo | None]):
    """Settles one question after the other; closes with a question to go to, or with None."""

    CSS_PATH = "desk.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (29, "-tall")]  # noqa: RUF012
    EXPECTS = _("1 to 9, the letter of a point, w, u, s, y, n, p")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Back")),
        Binding("1", "take(1)", _("take one"), key_display="1-9"),
        *(Binding(str(index), f"take({index})", show=False) for index in range(2, 10)),
        Binding("enter", "agreed", _("points"), key_display="a-h Enter"),
        Binding("w", "withhold", _("withhold")),
        Binding("u", "leave_open", _("leave open")),
        Binding("n", "step(1)", _("next")),
        Binding("p", "step(-1)", _("previous"), show=False),
        Binding("y", "why", _("why")),
        Binding("s", "send_back", _("send back")),
        Binding("z,ctrl+z", "undo", _("undo"), key_display="z"),
        Binding("Z,ctrl+y", "redo", _("redo"), show=False, key_display="Z"),
        Binding("o", "question", _("question")),
        Binding("left", "columns(-1)", _("Positions before"), show=False),
        Binding("right", "columns(1)", _("Further positions"), show=False),
        Binding("down", "scroll(1)", _("Down"), show=False),
        Binding("up", "scroll(-1)", _("Up"), show=False),
        Binding("pagedown,space", "scroll(10)", _("Further"), show=False),
        Binding("pageup", "scroll(-10)", _("Back up"), show=False),
        Binding("question_mark,f1", "app.explain('clash')", _("Help"), key_display="?"),
    ]

    def __init__(self, session: Session, question: str = "") -> None:
        super().__init__()
        self._session = session
        found = settling.open_clashes(session)
        others = [question] if question and question not in found else []
        # A question that is settled meanwhile stays in the walk: one may go back to it.
        self._order = (*others, *found)
        self._current = self._order.index(question) if question in self._order else 0
        self._notes: dict[str, ClashNotes] = {}
        self._first = 0

    def compose(self) -> ComposeResult:
        """The page of one question, a line for what was done, and the keys."""
        yield Static(Content(_("Positions differ")), id="head")
        yield Page(self._lines, id="clash")
        yield Static(id="message")
        yield Keys()

    def on_mount(self) -> None:
        """Say it where there is nothing to settle."""
        if not self._order:
            self._show_message(_("No positions differ: nothing has to be settled."))
        elif self._view.is_open:
            self._show_message(self._noted.offered)

    # What is shown.

    @property
    def _noted(self) -> ClashNotes:
        """What was agreed of the present question before it is settled."""
        key = self._order[self._current]
        if key not in self._notes:
            self._notes[key] = ClashNotes(self._session, key)
        return self._notes[key]

    @property
    def _view(self) -> ClashView:
        key, noted = self._order[self._current], self._noted
        progress = _("clash {position} of {number}").format(
            position=self._current + 1, number=len(self._order)
        )
        return settling.view_of(self._session, key, noted.agreed, noted.why, progress, self._first)

    def _lines(self, size: Size) -> Sheet:
        return clash_sheet(self._view, size) if self._order else Sheet()

    def _show(self, news: str = "") -> None:
        self.query_one(Page).show(keep_scroll=not news)
        self._show_message(news)
        self.refresh_bindings()

    def _show_message(self, sentence: str) -> None:
        told_line = self.query_one("#message", Static)
        told_line.update(Content(clean(sentence)))
        told_line.set_class(bool(sentence), "news")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what can be done now is offered."""
        if action in ("undo", "redo"):
            session = self._session
            return session.can_undo if action == "undo" else session.can_redo
        if not self._order:
            return action in ("dismiss", "app.explain")
        if action in ("take", "withhold", "agreed"):
            return self._view.is_open
        return True

    def on_key(self, event: events.Key) -> None:
        """A point's own letter settles it."""
        letter = event.character or ""
        if self._order and letter in self._view.question.points:
            event.stop()
            self.action_settle_point(letter)

    # Settling.

    def action_take(self, number: int) -> None:
        """Settle it as one position says."""
        view = self._view
        if number > len(view.positions):
            self._show_message(
                _("There are {number} only.").format(
                    number=count_of(len(view.positions), "{n} position", "{n} positions")
                )
            )
            return
        self._do(lambda: settling.take_whole(self._session, view, number - 1))

    def action_settle_point(self, letter: str) -> None:
        """Say of one point that it holds, or that it does not; Enter then settles the question."""
        view = self._view
        if not view.is_open:
            self._show_message(SETTLED)
            return
        said = (
            _("Point {letter} holds. Enter settles the question so.")
            if self._noted.turn(letter)
            else _("Point {letter} does not hold. Enter settles the question so.")
        )
        self._show(said.format(letter=letter))

    def action_agreed(self) -> None:
        """Settle it by the points that were settled one by one."""
        if self._noted.agreed:
            self._do(lambda: settling.take_agreed(self._session, self._view))
        else:
            self._show_message(
                _("Settle points first by their letters, or take one position whole: 1 to 9.")
            )

    def action_withhold(self) -> None:
        """Settle it by not writing it down."""
        self._do(lambda: settling.withhold(self._session, self._view))

    def action_leave_open(self) -> None:
        """Leave it open; what was settled is open again."""
        was_open = self._view.is_open
        self._do(lambda: settling.leave_open(self._session, self._view), go_on=was_open)

    def _do(self, task: Callable[[], str], *, go_on: bool = True) -> None:
        if self._session.is_final:
            self._show_message(self._session.why_locked)
            return
        noted = self._noted
        try:
            said = task()
        except AssessmentError as error:
            self._show_message(str(error))
            return
        noted.keep(is_open=self._view.is_open)
        self._go_on(said) if go_on else self._show(said)

    def _go_on(self, said: str) -> None:
        """Go to the next question that is open, if there is one."""
        left = settling.open_clashes(self._session)
        order = (*self._order[self._current + 1 :], *self._order[: self._current])
        following = next((key for key in order if key in left), None)
        if following is not None:
            self._go(self._order.index(following))
            self._show(said)
        else:
            self._first = 0
            self._show(
                joined_sentences(said, "" if left else _("Nothing else differs; Esc goes back."))
            )

    # Going.

    def action_step(self, by: int) -> None:
        """Show the next one, or the one before."""
        if self._order:
            self._go((self._current + by) % len(self._order))
            self._show()
            self._show_message(self._noted.offered if self._view.is_open else "")

    def _go(self, index: int) -> None:
        self._current, self._first = index, 0
        self.query_one(Page).scroll_home(animate=False)

    def action_columns(self, by: int) -> None:
        """Show other positions, where not all find room."""
        if self._order:
            most = len(self._view.positions) - columns_that_fit(self._view, self.size.width)
            self._first = min(max(self._first + by, 0), max(most, 0))
            self._show()

    def action_scroll(self, lines: int) -> None:
        """Move the page."""
        self.query_one(Page).scroll_relative(y=lines, animate=False)

    def action_question(self) -> None:
        """Go to the question itself."""
        if self._order:
            self.dismiss(GoTo(self._order[self._current]))

    # Reasons, and sending back.

    @work
    async def action_why(self) -> None:
        """Give the reason: with the next settlement, or with the one that was made."""
        from assessment.tui.desk.ask import Ask

        view = self._view
        settlement = view.answer.settlement
        present = self._noted.why if view.is_open or settlement is None else settlement.why
        title = _("Why is {id} settled so?").format(id=view.question.id)
        hint = _(
            "Ministries read it in the letter on what came of it. Enter keeps it, Esc goes back."
        )
        draft = self._session.draft(title)
        why = await self.app.push_screen_wait(Ask(title, present, hint=hint, draft=draft))
        if why is None:
            return
        if view.is_open:
            self._noted.give_reason(why)
            self._show(_("The reason will be kept with the settlement.") if why else "")
        else:
            self._do(lambda: settling.give_reason(self._session, view, why), go_on=False)

    @work
    async def action_send_back(self) -> None:
        """Ask one ministry again, with a question of one's own."""
        from assessment.tui.desk.ask import Ask
        from assessment.tui.desk.sending import send_question_back
        from assessment.tui.dialogs.choose import Choose

        view, session = self._view, self._session
        names = [position.ministry for position in view.positions if position.ministry is not None]
        options = [(str(index), name) for index, name in enumerate(names, start=1)]
        index = await self.app.push_screen_wait(Choose(_("Ask which ministry again?"), options))
        if index is None:
            return
        title = _("What do you ask {names} about {id}?").format(
            names=names[index], id=view.question.id
        )
        why = await self.app.push_screen_wait(
            Ask(
                title,
                draft=session.draft(title),
                hint=_("It stands in the letter. Enter makes part and letter, Esc goes back."),
                needed=_("Please write what you ask: the ministry has answered already."),
            )
        )
        if why is None:
            return
        forms = [part.form for part in session.answers.parts if part.ministry == names[index]]
        request = SendBackRequest(
            folder=usual_folder(session.path),
            question=view.question.id,
            ministry=names[index],
            due=session.local_day + USUAL_TIME,
            form=forms[-1] if forms else "json",
            why=why,
        )
        self._do(lambda: send_question_back(session, request), go_on=False)

    # Taking back.

    def action_undo(self) -> None:
        """Take back the last change."""
        self._moved(_("Taken back"), undo=True)

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self._moved(_("Brought back"), undo=False)

    def _moved(self, word: str, *, undo: bool) -> None:
        step = self._session.undo() if undo else self._session.redo()
        if step is None:
            self._show_message(_("There is nothing to undo or redo."))
            return
        if step.question in self._order:
            self._go(self._order.index(step.question))
        self._show(f"{word}: {describe(step, self._session.questionnaire)}.")
