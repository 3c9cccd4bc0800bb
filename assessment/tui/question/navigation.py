"""Going from one question to another: in order, on a walk, to what is open, by search."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.language import _
from assessment.text import joined_sentences, listed
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.recorder import Recorder
from assessment.tui.question.view import View
from assessment.tui.question_filter import QuestionFilter, question_filters
from assessment.tui.route import Route
from assessment.tui.session import Session


class Navigation:
    """Makes another question the present one, and shows it."""

    def __init__(
        self, session: Session, route: Route, view: View, recorder: Recorder, prompts: Prompts
    ) -> None:
        self._session = session
        self._route = route
        self._view = view
        self._recorder = recorder
        self._prompts = prompts

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {
            "next": self.next,
            "previous": lambda: self.go(self._route.previous()),
            "first": lambda: self.go(self._route.first()),
            "last": lambda: self.go(self._route.last()),
            "next_open": lambda: self.go(self._route.next_with("unanswered")),
            "next_flagged": lambda: self.go(self._route.next_with("flagged")),
            "next_area": lambda: self.go(self._route.area(1)),
            "previous_area": lambda: self.go(self._route.area(-1)),
            "area": lambda area_id: self.go(self._route.into_area(area_id)),
            "question": self.go,
            "search": self.search,
            "go_to": self.go_to,
            "walk": self.choose_filter,
        }

    def go(self, question_id: str | None) -> None:
        """Go to a question; stay where there is none."""
        self._view.just_answered, self._recorder.just_answered = self._recorder.just_answered, ""
        self._session.go_to(question_id or self._session.position)
        self._view.forget_row()
        self._view.show_question()
        if question_id is None:
            self._view.show_message(self._no_further())

    def next(self) -> None:
        """Go to the next question of the walk."""
        self.go(self._route.next())

    def search(self) -> None:
        """Search and go."""
        from assessment.tui.dialogs.search import Search

        def found(question_id: str | None) -> None:
            if question_id is not None:
                self.go(question_id)

        self._prompts.open(Search(self._session), found)

    def go_to(self) -> None:
        """Go to a question by its id, however it is spelled."""
        from assessment.tui.dialogs.go_to import GoToQuestion

        def found(question_id: str | None) -> None:
            if question_id is not None:
                self.go(question_id)

        self._prompts.open(GoToQuestion(self._session.questionnaire), found)

    def choose_filter(self) -> None:
        """Choose which questions to walk; a second time, walk all again."""
        from assessment.tui.dialogs.choose_filter import ChooseFilter

        if self._route.filter is not None:
            self._take_filter(None)
            self._view.show_message(_("All questions again."))
            return
        session = self._session
        found = list(question_filters(session.questionnaire, session.answers, session.statuses))

        def chosen(wanted: QuestionFilter | None) -> None:
            if wanted is not None:
                self._take_filter(wanted)

        self._prompts.open(ChooseFilter(found), chosen)

    def walk_only(self, wanted: QuestionFilter) -> None:
        """Walk some questions only, beginning with the first that is open."""
        self._route.filter = wanted
        self.go(self._route.first_with("unanswered") or self._route.first())

    def _take_filter(self, wanted: QuestionFilter | None) -> None:
        """Walk some questions only, from the present one on; None walks all again."""
        self._route.filter = wanted
        here = self._session.position
        if wanted is not None and not wanted.takes(self._session.status_of(here)):
            self._session.go_to(self._route.next() or self._route.first() or here)
        self._view.show_question()

    def _no_further(self) -> str:
        counts = self._session.scorecard.overall.counts
        if self._route.filter is not None:
            return _("There is no further question on this walk. l ends it.")
        if counts.unanswered:
            return _(
                "There is no further question this way. "
                "g goes to the next unanswered one ({unanswered} left)."
            ).format(unanswered=counts.unanswered)
        left = {_("unknown"): counts.unknown, _("withheld"): counts.withheld}
        named = listed(f"{count} {word}" for word, count in left.items() if count)
        return joined_sentences(
            _("There is no further question."),
            _("Still open: {named}; l walks them.").format(named=named) if named else "",
        )
