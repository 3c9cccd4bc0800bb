"""The rows of the profile's parts, and what is said beneath them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from textual.content import Content

from assessment.answers import Answers
from assessment.applicability import excluded_by_profile
from assessment.questionnaire import Questionnaire
from assessment.tui import wording
from assessment.tui.widgets.fitted_table import Column, Row

CONDITION_WORDS: Final = {True: "yes", False: "no", None: "not set"}
COVER_HINT = (
    "These stand on the cover of the report. The marking is printed on every page. "
    "The next parts decide which questions apply."
)
HINTS: Mapping[str, str] = {
    "cover": "Enter begins to change a field, Tab goes to the next one.",
    "conditions": "Not set counts as yes: the questions are asked until the answer here is no.",
    "relevance": "Relevance moves the order of the roadmap, never a score.",
    "ministries": "Answers name their ministries out of this list.",
}
"""What stands at the foot of each part while nothing else has to be told."""
ENTER: Mapping[str, str] = {
    "conditions": "Change",
    "relevance": "Change",
    "ministries": "Rename",
}
"""What Enter does with a row of each part."""
FINAL = "The assessment is final. Reopen it on the review screen to change the profile."

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "conditions": (
        Column("", 40, most=110),
        Column("answer", 7),
        Column("questions", 9, right=True),
    ),
    "relevance": (Column("", 4), Column("policy area", 30, most=60), Column("relevance", 9)),
    "ministries": (Column("ministry or office", 30, most=80), Column("questions", 9, right=True)),
}


def conditions(questionnaire: Questionnaire, answers: Answers) -> list[Row]:
    """The facts that decide which questions apply: yes, no or not set."""
    return [
        Row(
            one.id,
            (
                one.text,
                CONDITION_WORDS[answers.profile.conditions.get(one.id)],
                str(len(_depending(questionnaire, one.id))),
            ),
        )
        for one in questionnaire.conditions
    ]


def relevance(questionnaire: Questionnaire, answers: Answers) -> list[Row]:
    """How much each policy area matters for this State."""
    return [
        Row(area.id, (area.id, area.title, answers.profile.relevance_of(area.id)))
        for area in questionnaire.areas
    ]


def ministries(_: Questionnaire, answers: Answers) -> list[Row]:
    """The ministries that answers may name, with how many do."""
    return [
        Row(name, (name, str(len(named_in(answers, name))))) for name in answers.profile.ministries
    ]


ROWS: Mapping[str, Callable[[Questionnaire, Answers], list[Row]]] = {
    "conditions": conditions,
    "relevance": relevance,
    "ministries": ministries,
}


def named_in(answers: Answers, name: str) -> tuple[str, ...]:
    """The ids of the questions whose answers name a ministry."""
    return tuple(
        key
        for key, answer in answers.answers.items()
        if name == answer.ministry or name in answer.supporting
    )


def detail(part: str, key: str, questionnaire: Questionnaire, answers: Answers) -> Content:
    """All there is to say about a row."""
    if part == "conditions":
        return _condition(key, questionnaire, answers)
    if part == "relevance":
        area = questionnaire.area_by_id[key]
        return Content.assemble((f"{key}  {area.title}", "bold"), f"\n{area.about}")
    used = ", ".join(named_in(answers, key)) or "no question yet"
    return Content.assemble((key, "bold"), f"\nNamed in {used}.")


def _condition(key: str, questionnaire: Questionnaire, answers: Answers) -> Content:
    known = questionnaire.condition_by_id[key]
    depending = _depending(questionnaire, key)
    out = [
        one.id
        for one in questionnaire.questions
        if one.id in depending
        and one.id not in answers.answers
        and excluded_by_profile(one, answers)
    ]
    words = f"{wording.questions(len(depending))} may depend on it: {', '.join(depending)}."
    if out:
        words += f" Not applicable by profile now: {', '.join(out)}."
    return Content.assemble((known.text, "bold"), f"\n{words}")


def _depending(questionnaire: Questionnaire, condition: str) -> tuple[str, ...]:
    return tuple(one.id for one in questionnaire.questions if condition in one.when)
