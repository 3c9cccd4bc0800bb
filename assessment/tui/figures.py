"""What follows from the answers, computed once for each state of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

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
        self._standings: Mapping[str, QuestionStatus] | None = None
        self._scorecard: Scorecard | None = None
        self._assessment: Assessment | None = None

    def statuses(self) -> Mapping[str, QuestionStatus]:
        """Every question beside its answer, in questionnaire order."""
        if self._standings is None:
            self._standings = statuses(self.questionnaire, self.answers)
        return self._standings

    def scorecard(self) -> Scorecard:
        """Every figure."""
        if self._scorecard is None:
            self._scorecard = scorecard(self.questionnaire, self.answers, self.statuses())
        return self._scorecard

    def assessment(self) -> Assessment:
        """The finished assessment."""
        if self._assessment is None:
            self._assessment = assess(self.questionnaire, self.answers, day=self._day)
        return self._assessment
