"""Walking some of the questions: by ministry, status, paragraph or function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.answers import Answers
from assessment.applicability import Standing
from assessment.questionnaire import Questionnaire
from assessment.tui.matching import fold

By = Literal["ministry", "status", "paragraph", "function", "side"]
STATUS_WORDS: Mapping[str, str] = {
    "unanswered": "unanswered",
    "flagged": "flagged to discuss",
    "unknown": "unknown",
    "withheld": "withheld",
    "no evidence": "answered without evidence",
    "restricted": "restricted",
    "to confirm": "carried over, to be confirmed",
    "not applicable": "not applicable",
}


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """Which questions to walk."""

    by: By
    value: str
    """The ministry's name (empty: none named), the status word, the paragraph or the function."""

    @property
    def title(self) -> str:
        """What is walked, in words."""
        if self.by == "ministry":
            return f"ministry {self.value}" if self.value else "no ministry named"
        if self.by == "status":
            return STATUS_WORDS[self.value]
        return f"{self.by} {self.value}"

    def takes(self, standing: Standing) -> bool:
        """Whether a question is on the walk."""
        answer, question = standing.answer, standing.question
        if self.by == "ministry":
            return (answer.ministry or "") == self.value or self.value in answer.supporting
        if self.by == "paragraph":
            return (
                question.preamble
                if self.value == "preamble"
                else self.value in map(str, question.paragraphs)
            )
        if self.by == "side":
            return self.value == question.side
        if self.by == "function":
            return self.value in question.functions
        return _STATUS[self.value](standing)


_STATUS: Mapping[str, Callable[[Standing], bool]] = {
    "unanswered": lambda s: s.status == "unanswered",
    "flagged": lambda s: s.answer.flag,
    "unknown": lambda s: s.status == "unknown",
    "withheld": lambda s: s.status == "withheld",
    "no evidence": lambda s: s.status == "answered" and not s.answer.evidence,
    "restricted": lambda s: s.answer.restricted,
    "to confirm": lambda s: s.answer.to_confirm,
    "not applicable": lambda s: s.status == "not_applicable",
}


def question_filters(
    questionnaire: Questionnaire, answers: Answers, standings: Mapping[str, Standing]
) -> Iterator[tuple[QuestionFilter, int]]:
    """Every walk that leads anywhere, with the number of its questions."""
    for walk in _all(questionnaire, answers):
        count = sum(map(walk.takes, standings.values()))
        if count:
            yield walk, count


def _all(questionnaire: Questionnaire, answers: Answers) -> Iterator[QuestionFilter]:
    for status in STATUS_WORDS:
        yield QuestionFilter("status", status)
    if answers.kind == "part":
        # Who leads, and what the questions serve, is the authority's to look at.
        return
    for name in sorted(answers.profile.ministries, key=fold):
        yield QuestionFilter("ministry", name)
    yield QuestionFilter("ministry", "")
    for paragraph in questionnaire.paragraphs:
        yield QuestionFilter("paragraph", str(paragraph.number))
    yield QuestionFilter("paragraph", "preamble")
    for function in questionnaire.functions:
        yield QuestionFilter("function", function.id)
    for side in questionnaire.sides:
        yield QuestionFilter("side", side.id)
