"""What a session does with answers and remembers of them; pure."""

from __future__ import annotations

import datetime as dt

from assessment.answers import Answer, Answers
from assessment.questionnaire import Questionnaire


def stamped(before: Answer, after: Answer, by: str, now: dt.datetime) -> Answer:
    """An answer that says who gave it and when, where its status or level is another one now."""
    if (before.status, before.level) == (after.status, after.level):
        return after
    if after.status == "unanswered":
        return after.model_copy(update={"by": None, "at": None})
    return after.model_copy(update={"by": by or after.by, "at": now})


def in_order(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The same answers in the order of the questionnaire."""
    place = questionnaire.position
    given = answers.answers
    ordered = {key: given[key] for key in sorted(given, key=place.__getitem__)}
    return answers.model_copy(update={"answers": ordered})


def flagged(answers: Answers) -> Answers:
    """The same answers, every one to be looked at again."""
    kept = {key: answer.replace(flag=True) for key, answer in answers.answers.items()}
    return answers.model_copy(update={"answers": kept})


def first_position(questionnaire: Questionnaire, answers: Answers, remembered: str) -> str:
    """Where a session begins: where the last one stopped, else at the answer given last."""
    if remembered in questionnaire.by_id:
        return remembered
    dated = {key: answer.at for key, answer in answers.answers.items() if answer.at}
    if dated:
        return max(dated, key=lambda key: (dated[key], questionnaire.position[key]))
    return questionnaire.questions[0].id
