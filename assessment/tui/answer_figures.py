"""What follows from the answers as they are, for the screens of a session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from assessment.answers import Answers
from assessment.applicability import QuestionStatus, statuses
from assessment.assess import Assessment, assess, scorecard
from assessment.questionnaire import Questionnaire
from assessment.scorecard import Scorecard


class AnswerFigures:
    """What follows from one state of the answers, computed when it is first asked for."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers, day: dt.date) -> None:
        self.questionnaire = questionnaire
        self.answers = answers
        self._day = day
        """On which an action is overdue or not."""

    @cached_property
    def statuses(self) -> Mapping[str, QuestionStatus]:
        """Every question beside its answer, in questionnaire order."""
        return statuses(self.questionnaire, self.answers)

    @cached_property
    def scorecard(self) -> Scorecard:
        """Every figure."""
        return scorecard(self.questionnaire, self.answers, self.statuses)

    @cached_property
    def assessment(self) -> Assessment:
        """The finished assessment."""
        return assess(self.questionnaire, self.answers, day=self._day)
