"""What the State asks others for, a block a request, and what it could offer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.questionnaire import Question, Questionnaire
from assessment.report.view.questions import QuestionLine, TaskView, question_line

SHARED_LEVEL = 3
"""From this level on a measure is applied, so that others can be helped with it."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request for assistance, as a partner could answer it."""

    task: TaskView
    asked: str
    """What is asked: the request, else the action, else the points that are missing."""
    exists: str
    """What there is already: the text for release, else the level in words."""
    cost: str
    """What is to be paid: what is not funded, else the whole cost; empty without one."""
    helpers: tuple[str, ...]
    """Through whom help can be had."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """What the State says it can give to others."""

    area: str
    """The title of the policy area; empty for any."""
    assistance: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AssistanceView:
    """What the State asks others for, and what it could offer them."""

    requests: tuple[RequestView, ...]
    can_assist: bool | None
    """What the profile says; None where it is not set."""
    wants_assistance: bool | None
    offered: tuple[OfferView, ...]
    """What the State itself offers."""
    offers: tuple[QuestionLine, ...]
    """Questions on paragraphs about assistance that are answered at level 3 or 4."""
    experience: tuple[QuestionLine, ...]
    """Other questions at level 4: practice that is measured and reviewed."""


def assistance_view(assessment: Assessment, tasks: Mapping[str, TaskView]) -> AssistanceView:
    """What the State asks others for, and what it could offer them."""
    questionnaire, answers = assessment.questionnaire, assessment.answers
    conditions = answers.profile.conditions
    applied = [
        question_status
        for question_status in assessment.statuses.values()
        if question_status.answer.level is not None and question_status.answer.level >= SHARED_LEVEL
    ]
    return AssistanceView(
        requests=_requests(assessment, tasks),
        can_assist=conditions.get(questionnaire.offers_when or ""),
        wants_assistance=conditions.get(questionnaire.wants_when or ""),
        offered=tuple(
            OfferView(
                area.title if (area := questionnaire.area_by_id.get(item.area or "")) else "",
                item.assistance,
                item.text,
            )
            for item in answers.offer
        ),
        offers=tuple(
            question_line(questionnaire, item)
            for item in applied
            if _on_assistance(questionnaire, item.question)
        ),
        experience=tuple(
            question_line(questionnaire, item)
            for item in applied
            if item.answer.level == 4 and not _on_assistance(questionnaire, item.question)
        ),
    )


def _requests(assessment: Assessment, tasks: Mapping[str, TaskView]) -> tuple[RequestView, ...]:
    """The requests in the order of the plan; then those for questions that are no gap."""
    order = dict.fromkeys((*(gap.question for gap in assessment.roadmap.gaps), *tasks))
    return tuple(
        _request(tasks[key])
        for key in order
        if (action := tasks[key].answer.action) and (action.assistance or action.request)
    )


def _request(task: TaskView) -> RequestView:
    answer, action = task.answer, task.answer.action
    points = " ".join(point.text for level in task.missing for point in level.points)
    instruments = task.gap.instruments if task.gap else ()
    return RequestView(
        task=task,
        asked=(action and (action.request or action.text)) or points or answer.text,
        exists=answer.release or answer.line.state,
        cost=(action and (action.unfunded or action.cost)) or "",
        helpers=tuple(dict.fromkeys(instrument.help for instrument in instruments)),
    )


def _on_assistance(questionnaire: Questionnaire, question: Question) -> bool:
    return any(
        questionnaire.paragraph_by_number[number].assistance for number in question.paragraphs
    )
