"""Which question comes next: in order, on a walk, or the next of some kind."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.language import _
from assessment.tui.question_filter import QuestionFilter
from assessment.tui.session import Session
from assessment.tui.widgets.lines import fit

MAX_NAME_LENGTH = 30
"""A longer name of a walk is cut, so that one still reads how far on it one is."""


class Route:
    """The way through the questions, from the session's position."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.filter: QuestionFilter | None = None
        """The questions that are walked; None for all."""

    def next(self) -> str | None:
        """The next question, or None at the end."""
        return self._from_here(self._ahead(), self.filter)

    def previous(self) -> str | None:
        """The question before, or None at the beginning."""
        return self._from_here(self._behind(), self.filter)

    def first(self) -> str | None:
        """The first question."""
        return self._from_here(self._order, self.filter)

    def last(self) -> str | None:
        """The last question."""
        return self._from_here(self._order[::-1], self.filter)

    def next_with(self, status: str) -> str | None:
        """The next question of a kind, from the beginning again after the end; None if none is.

        On a walk, only what is walked counts.
        """
        return self._first_of((*self._ahead(), *self._order), status)

    def first_with(self, status: str) -> str | None:
        """The first question of a kind among those that are walked; None if none is."""
        return self._first_of(self._order, status)

    def describe(self) -> str:
        """What is walked, and where on the walk one is; empty where all questions are."""
        if self.filter is None:
            return ""
        walked = [key for key in self._order if self._is_taken(key)]
        here = self.session.position
        position = (
            _("{position} of {number}").format(position=walked.index(here) + 1, number=len(walked))
            if here in walked
            else ""
        )
        position = position or _("{n} left").format(n=len(walked))
        return f"{fit(self.filter.title, MAX_NAME_LENGTH)}: {position}"

    def area(self, step: int) -> str | None:
        """The first question of the area that many places on, round the end."""
        areas = self.session.questionnaire.areas
        here = [area.id for area in areas].index(self.session.question.area_id)
        return areas[(here + step) % len(areas)].questions[0].id

    def into_area(self, area_id: str) -> str | None:
        """The first unanswered question of an area, else its first one."""
        area = self.session.questionnaire.area_by_id[area_id]
        order = [question.id for question in area.questions]
        return self._from_here(order, QuestionFilter("status", "unanswered")) or order[0]

    @property
    def _order(self) -> Sequence[str]:
        return tuple(self.session.questionnaire.by_id)

    def _ahead(self) -> Sequence[str]:
        return self._order[self._here() + 1 :]

    def _behind(self) -> Sequence[str]:
        return self._order[: self._here()][::-1]

    def _here(self) -> int:
        return self.session.questionnaire.position[self.session.position]

    def _first_of(self, order: Sequence[str], status: str) -> str | None:
        walked = [key for key in order if self._is_taken(key)]
        return self._from_here(walked, QuestionFilter("status", status))

    def _is_taken(self, question_id: str) -> bool:
        return self.filter is None or self.filter.takes(self.session.status_of(question_id))

    def _from_here(self, ids: Sequence[str], wanted: QuestionFilter | None) -> str | None:
        if wanted is None:
            return ids[0] if ids else None
        status_of = self.session.status_of
        return next((key for key in ids if wanted.takes(status_of(key))), None)
