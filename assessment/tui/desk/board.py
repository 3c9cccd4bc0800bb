"""The board of ministries: who is asked what, how far each has come, what is out and overdue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.parts import clashes
from assessment.terms import term
from assessment.text import clean, count_of, joined_sentences
from assessment.tui.careful import before_undo
from assessment.tui.choices import AcceptVersion, GoTo, ViewState
from assessment.tui.desk import board_rows
from assessment.tui.desk.sending import usual_folder
from assessment.tui.folder import is_folder
from assessment.tui.history import UndoStep, describe
from assessment.tui.question_filter import QuestionFilter
from assessment.tui.session import Session
from assessment.tui.widgets.fitted_table import FittedTable
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.listing import Listing
from assessment.workload import (
    Assigned,
    Workload,
    with_area_given,
    with_usual_ministries,
    workloads,
)

if TYPE_CHECKING:
    from assessment.tui.desk.incoming_parts import FoundFile

BoardChoice = GoTo | QuestionFilter
"""What the board closes with: a question to go to, or questions to walk."""
_EMPTY = _(
    "No ministry is listed yet. U gives every question to the ministry that usually leads it."
)


class BoardScreen(Screen[BoardChoice | None]):
    """Shows the session's ministries and changes who leads; closes with where to go."""

    CSS_PATH = "desk.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (29, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Back")),
        Binding("U", "usual", _("Usual"), tooltip=_("Give every question its usual ministry.")),
        Binding(
            "o", "hand_out", _("Hand out"), tooltip=_("Make a part and a letter for each ministry.")
        ),
        Binding(
            "T", "take_back", _("Take back"), tooltip=_("Bring home what ministries filled in.")
        ),
        Binding("d", "new_day", _("New day"), tooltip=_("Give what is out another day.")),
        Binding("K", "settle", _("Settle clashes"), tooltip=_("Settle what ministries differ on.")),
        Binding("z,ctrl+z", "undo", _("Undo"), key_display="z"),
        Binding("a", "area", _("Area"), tooltip=_("Give a whole policy area to one ministry.")),
        Binding(
            "P", "print", _("Print"), tooltip=_("Print what the ministry is asked, or a report.")
        ),
        Binding(
            "r", "remind", _("Remind"), tooltip=_("Write a reminder of each part that is out.")
        ),
        Binding(
            "w",
            "outcomes",
            _("What came of it"),
            tooltip=_("Write for each ministry what came of its answers."),
        ),
        Binding("Z,ctrl+y", "redo", _("Redo"), show=False, key_display="Z"),
        Binding("question_mark,f1", "app.explain('ministries')", _("Help"), key_display="?"),
    ]

    def __init__(
        self, session: Session, view_state: ViewState | None = None, *, take_back: bool = False
    ) -> None:
        super().__init__()
        self._take_back_first = take_back
        self._session = session
        self._view_state = view_state or ViewState()
        self._found: Sequence[Workload] = ()
        self._differing = 0
        """On how many questions positions differ."""

    def compose(self) -> ComposeResult:
        """The sums in one line, then a row a ministry."""
        yield Static(id="head")
        yield Static(id="summary")
        table = FittedTable(*board_rows.BOARD_COLUMNS, enter=_("Walk"))
        yield Listing(id="board", describe=self._describe, empty=_EMPTY, table=table)
        yield Static(id="message")
        yield Keys()

    def on_mount(self) -> None:
        """Show every ministry, and stand where the last visit ended."""
        self.show_all()
        self._list.table.choose_later(self._view_state.row)
        self._list.take_focus()
        if self._take_back_first:
            self.action_take_back()

    def show_all(self, news: str = "") -> None:
        """Show everything as it is now, and say what was just done."""
        session = self._session
        answers, day = session.answers, session.today
        self._found = workloads(session.questionnaire, answers, day)
        self._differing = len(clashes(session.questionnaire, answers))
        head = [_("Ministries"), answers.state, answers.period, term(answers.document_status)]
        self._show_message("head", " · ".join(filter(None, head)))
        self._show_message(
            "summary", board_rows.board_summary(self._found, answers, self._differing, day)
        )
        self._list.show(board_rows.workload_rows(self._found, day))
        self.show_message(news)
        self.refresh_bindings()

    def show_message(self, sentence: str) -> None:
        """Say what was done, above the keys."""
        self._show_message("message", sentence)
        self.query_one("#message").set_class(bool(sentence), "news")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what can be done now is offered."""
        if action == "undo":
            return self._session.can_undo
        if action == "redo":
            return self._session.can_redo
        if action == "new_day":
            return any(item.part.out for item in self._found)
        return self._differing > 0 if action == "settle" else True

    # Who leads.

    def action_usual(self) -> None:
        """Give every question that names no ministry to the one that usually leads it."""
        session = self._session
        try:
            given = with_usual_ministries(session.questionnaire, session.answers)
        except AssessmentError as error:
            self.show_message(str(error))
            return
        named = sum(item.asked for item in self._found if item.ministry)
        kept = _("{named} one and keep it.").format(
            named=count_of(named, "{n} question has", "{n} questions have")
        )
        if not given.questions:
            self.show_message(_("Every question that applies names a ministry already."))
            return
        words = _("{number} to the usual ministries").format(
            number=count_of(len(given.questions), "{n} question", "{n} questions")
        )
        self._record(given, words, kept if named else "")

    @work
    async def action_area(self) -> None:
        """Give a policy area to one ministry."""
        from assessment.tui.dialogs.choose import Choose
        from assessment.tui.dialogs.ministry import MinistryName

        if self._refuses():
            return
        session = self._session
        areas = session.questionnaire.areas
        options = [("", f"{area.id}  {area.title}") for area in areas]
        widget_id = await self.app.push_screen_wait(Choose(_("Which policy area?"), options))
        if widget_id is None:
            return
        usual = [ministry.name for ministry in session.questionnaire.ministries]
        known = session.answers.profile.ministries
        draft = session.draft(f"ministry of {areas[widget_id].id}")
        name = await self.app.push_screen_wait(MinistryName("", known, usual, draft))
        if name:
            area = areas[widget_id]
            try:
                given = with_area_given(session.questionnaire, session.answers, area.id, name)
            except AssessmentError as error:
                self.show_message(str(error))
                return
            number = count_of(len(given.questions), "{n} question", "{n} questions")
            led = sum(bool(session.answer(key).ministry) for key in given.questions)
            taken = count_of(
                led, "{n} had another ministry before.", "{n} had another ministry before."
            )
            self._record(
                given,
                _("{id} to {name}, {number}").format(id=area.id, name=name, number=number),
                taken if led else "",
            )

    def _record(self, given: Assigned, words: str, kept: str) -> None:
        if self._change(lambda: self._session.change_whole(given.answers, words)):
            whom = count_of(len(given.ministries), "{n} ministry", "{n} ministries")
            done = _("{words} ({whom}).").format(words=words, whom=whom)
            self.show_all(joined_sentences(done, kept, _("z takes it back.")))

    def _change(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except AssessmentError as error:
            self.show_message(str(error))
            return False
        return True

    def _refuses(self) -> bool:
        if self._session.is_final:
            self.show_message(self._session.why_locked)
        return self._session.is_final

    # Out, and home again.

    @work
    async def action_hand_out(self) -> None:
        """Make a part and a letter for each ministry that is ticked."""
        from assessment.tui.desk.hand_out import HandOut
        from assessment.tui.desk.sending import hand_out_parts
        from assessment.tui.dialogs.passphrase import with_open_key

        if self._refuses():
            return
        request = await self.app.push_screen_wait(HandOut(self._session))
        if request is None:
            return
        try:
            # Who seals to others seals to their own key too, which may ask for its passphrase.
            said = await with_open_key(self.app, lambda: hand_out_parts(self._session, request))
        except AssessmentError as error:
            self.show_message(str(error))
        else:
            self.show_all(said)

    @work
    async def action_take_back(self) -> None:
        """Bring home what ministries filled in."""
        from assessment.tui.desk.choose_parts import ChooseParts

        if self._refuses():
            return
        folder = usual_folder(self._session.path)
        start = folder if is_folder(folder) else self._session.path.parent
        files = await self.app.push_screen_wait(ChooseParts(self._session, start))
        if not files:
            return
        await self._take(files)

    async def _take(self, files: Sequence[FoundFile]) -> None:
        from assessment.tui.desk.came_back import CameBackScreen
        from assessment.tui.desk.incoming_parts import look_at
        from assessment.tui.desk.taking import came_back_summary, take_parts

        session = self._session
        try:
            found = take_parts(session, files)
        except AssessmentError as error:
            self.show_message(str(error))
            return
        self.show_all(came_back_summary(found))
        choice = await self.app.push_screen_wait(CameBackScreen(session, found))
        if isinstance(choice, AcceptVersion):
            carried = [
                look_at(session, session.identified, file.path, accept_version=True)
                for file in files
            ]
            await self._take(carried)
        elif isinstance(choice, GoTo):
            self._close(choice)
        elif choice is not None:
            await self._settle(choice.question)

    @work
    async def action_settle(self) -> None:
        """Settle what ministries differ on."""
        await self._settle("")

    async def _settle(self, question: str) -> None:
        from assessment.tui.desk.clash import ClashScreen

        choice = await self.app.push_screen_wait(ClashScreen(self._session, question))
        if choice is not None:
            self._close(choice)
        else:
            self.show_all()

    @work
    async def action_new_day(self) -> None:
        """Give what is out another day: one ministry's parts, or all that are overdue."""
        from assessment.tui.desk.new_day import NO_PART_OUT, NewDay, give_new_day, parts_to_move

        if self._refuses():
            return
        found = parts_to_move(self._session, board_rows.name_of(self._list.chosen) or "")
        if not (found.of_ministry or found.overdue):
            self.show_message(NO_PART_OUT)
            return
        chosen = await self.app.push_screen_wait(NewDay(self._session, found))
        if chosen is not None:
            which, typed = chosen
            self._do(lambda: give_new_day(self._session, found.chosen(which), typed))

    def action_remind(self) -> None:
        """Write a reminder of each part that is out."""
        from assessment.tui.desk.sending import remind

        self._do(lambda: remind(self._session, usual_folder(self._session.path)))

    def action_outcomes(self) -> None:
        """Write for each ministry what came of its answers."""
        from assessment.tui.desk.sending import print_outcomes

        self._do(lambda: print_outcomes(self._session, usual_folder(self._session.path)))

    def action_print(self) -> None:
        """Print in the background: what the ministry under the cursor is asked is proposed."""
        from assessment.tui.dialogs.make_report import MakeReport

        session = self._session
        self.app.push_screen(
            MakeReport(
                session.assessment,
                session.path,
                session.baseline,
                printed="blank_ministry",
                ministry=board_rows.name_of(self._list.chosen) or "",
                question=session.position,
            )
        )

    def _do(self, task: Callable[[], str]) -> None:
        try:
            said = task()
        except AssessmentError as error:
            self.show_message(str(error))
        else:
            self.show_all(said)

    # Taking back.

    @work
    async def action_undo(self) -> None:
        """Take back the last change, wherever it was made."""
        from assessment.tui.dialogs.confirm import Confirm

        last = self._session.last_change
        caution = before_undo(last, self._session.questionnaire) if last else None
        if caution is not None and not await self.app.push_screen_wait(
            Confirm(caution.question, caution.detail, yes=caution.yes, no=_("Leave it as it is"))
        ):
            return
        self._step(_("Taken back"), self._session.undo)

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self._step(_("Brought back"), self._session.redo)

    def _step(self, word: str, step: Callable[[], UndoStep | None]) -> None:
        taken = step()
        what = describe(taken, self._session.questionnaire) if taken else ""
        self.show_all(f"{word}: {what}." if what else _("There is nothing to undo or redo."))

    # Going on.

    @on(Listing.Chosen)
    def _walk(self, event: Listing.Chosen) -> None:
        self._close(QuestionFilter("ministry", board_rows.name_of(event.key) or ""))

    def _close(self, choice: BoardChoice | None) -> None:
        self._view_state.row = self._list.chosen
        self.dismiss(choice)

    @property
    def _list(self) -> Listing:
        return self.query_one("#board", Listing)

    @property
    def _chosen(self) -> Workload | None:
        name = board_rows.name_of(self._list.chosen)
        return next((item for item in self._found if item.ministry == name), None)

    def _describe(self, key: str) -> Content:
        name = board_rows.name_of(key)
        found = next((item for item in self._found if item.ministry == name), None)
        session = self._session
        if found is None:
            return Content("")
        return board_rows.ministry_detail(
            session.questionnaire, session.answers, found, session.today, room=self._list.room
        )

    def _show_message(self, widget_id: str, text: str) -> None:
        self.query_one(f"#{widget_id}", Static).update(Content(clean(text)))
