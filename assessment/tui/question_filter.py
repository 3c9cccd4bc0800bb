"""Walking some of the questions: by ministry, status, paragraph or function."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.actions import is_gap_without_action
from assessment.answers import Answers
from assessment.applicability import QuestionStatus
from assessment.language import _
from assessment.positions import clashing_positions, usual_ministry
from assessment.questionnaire import Question, Questionnaire
from assessment.tui.matching import fold

FilterBy = Literal["ministry", "usual", "status", "paragraph", "function", "side"]
STATUS_WORDS: Mapping[str, str] = {
    "unanswered": _("unanswered"),
    "flagged": _("flagged to discuss"),
    "unknown": _("unknown"),
    "withheld": _("withheld"),
    "no evidence": _("answered without evidence"),
    "restricted": _("restricted"),
    "to confirm": _("carried over, to be confirmed"),
    "positions differ": _("positions differ"),
    "low confidence": _("low confidence"),
    "reviewer differs": _("the reviewer gave another level"),
    "no action": _("below the target, without an action"),
    "not applicable": _("not applicable"),
}


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """Which questions to walk."""

    by: FilterBy
    value: str
    """The ministry's name (empty: none named), the id of a usual ministry, the status word, the
    paragraph or the function."""
    name: str = ""
    """How the usual ministry is called."""

    @property
    def title(self) -> str:
        """What is walked, in words."""
        if self.by == "ministry":
            return (
                _("ministry {ministry}").format(ministry=self.value)
                if self.value
                else _("no ministry named")
            )
        if self.by == "status":
            return STATUS_WORDS[self.value]
        if self.by == "usual":
            return _("usually {name}").format(name=self.name)
        return f"{self.by} {self.value}"

    def takes(self, item: QuestionStatus) -> bool:
        """Whether a question is on the walk."""
        answer, question = item.answer, item.question
        if self.by == "ministry":
            return (answer.ministry or "") == self.value or self.value in answer.supporting
        if self.by == "status":
            return _STATUS[self.value](item)
        return self.value in _GROUPS[self.by](question)


def _paragraphs(question: Question) -> Collection[str]:
    return [*map(str, question.paragraphs), *(["preamble"] if question.preamble else [])]


_GROUPS: Mapping[str, Callable[[Question], Collection[str]]] = {
    "usual": lambda question: (question.ministry,),
    "paragraph": _paragraphs,
    "function": lambda question: question.functions,
    "side": lambda question: (question.side,),
}
_STATUS: Mapping[str, Callable[[QuestionStatus], bool]] = {
    "unanswered": lambda s: s.status == "unanswered",
    "flagged": lambda s: s.answer.flag,
    "unknown": lambda s: s.status == "unknown",
    "withheld": lambda s: s.status == "withheld",
    "no evidence": lambda s: s.status == "answered" and not s.answer.evidence,
    "restricted": lambda s: s.answer.restricted,
    "to confirm": lambda s: s.answer.to_confirm,
    "positions differ": lambda s: bool(clashing_positions(s.answer)),
    "low confidence": lambda s: s.answer.confidence == "low",
    "reviewer differs": lambda s: s.answer.reviewed_level not in (None, s.answer.level),
    "no action": is_gap_without_action,
    "not applicable": lambda s: s.status == "not_applicable",
}


def question_filters(
    questionnaire: Questionnaire, answers: Answers, statuses: Mapping[str, QuestionStatus]
) -> Iterator[tuple[QuestionFilter, int]]:
    """Every walk that leads anywhere, with the number of its questions."""
    for walk in _all(questionnaire, answers):
        count = sum(map(walk.takes, statuses.values()))
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
    for ministry in questionnaire.ministries:
        called = usual_ministry(questionnaire, answers, ministry.id)
        yield QuestionFilter("usual", ministry.id, called)
    for paragraph in questionnaire.paragraphs:
        yield QuestionFilter("paragraph", str(paragraph.number))
    yield QuestionFilter("paragraph", "preamble")
    for function in questionnaire.functions:
        yield QuestionFilter("function", function.id)
    for side in questionnaire.sides:
        yield QuestionFilter("side", side.id)
