"""The rows of the profile's parts, and what is said beneath them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from textual.content import Content

from assessment.answers import Answer, Answers, ministries_of
from assessment.applicability import excluded_by_profile
from assessment.language import _
from assessment.positions import usual_ministry
from assessment.questionnaire import Questionnaire
from assessment.terms import term, terms
from assessment.text import first_of, joined_sentences, one_line, same_name
from assessment.tui import wording
from assessment.tui.widgets.fitted_table import Column, Row

MAX_IDS: Final = 8
"""So many questions are named before the rest is counted."""
CONDITION_WORDS: Final = {True: term("yes"), False: term("no"), None: _("not set")}
COVER_HINT = _(
    "These stand on the cover of the report. The marking is printed on every page. "
    "The next parts decide which questions apply."
)
HINTS: Mapping[str, str] = {
    "cover": _("Enter begins to change a field, Tab goes to the next one."),
    "conditions": _("Not set counts as yes: the questions are asked until the answer here is no."),
    "relevance": _("Relevance moves the order of the roadmap, never a score."),
    "ministries": _(
        "Answers name their ministries out of this list. u adds those that usually lead."
    ),
    "usual": _("Which of the State's own ministries is which of the questionnaire's usual ones."),
    "offers": _("What the State can give to others; the report prints it beside what it asks for."),
    "recipients": _("The file is sealed to these keys. The command cied seal changes them."),
}
"""What stands at the foot of each part while nothing else has to be told."""
ENTER: Mapping[str, str] = {
    "conditions": _("Change"),
    "relevance": _("Change"),
    "ministries": _("Rename"),
    "usual": _("Name"),
    "offers": _("Change"),
    "recipients": "",
}
"""What Enter does with a row of each part."""
NO_ROWS: Mapping[str, str] = {
    "ministries": _(
        "No ministry is listed yet. u adds those that usually lead on a question; Tab "
        "goes to the line below, where you type others, one after another, each with Enter."
    ),
    "offers": _("No offer is listed yet. Insert or + adds what the State can give to others."),
}
"""What stands in a part that holds nothing yet: the way to add something."""
FINAL = _("The assessment is final. Reopen it on the review screen to change the profile.")

PROFILE_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "conditions": (
        Column("", 40, most=110),
        Column(_("answer"), 7),
        Column(_("questions"), 9, right=True),
    ),
    "relevance": (Column("", 4), Column(_("policy area"), 30, most=60), Column(_("relevance"), 9)),
    "ministries": (
        Column(_("ministry or office"), 30, most=80),
        Column(_("questions"), 9, right=True),
    ),
    "usual": (
        Column(_("usually leads"), 26, most=60),
        Column(_("in this State"), 20, most=60),
        Column(_("questions"), 9, right=True),
    ),
    "offers": (
        Column(_("area"), 4),
        Column(_("kind"), 20, most=30),
        Column(_("offer"), 30, most=110),
    ),
    "recipients": (Column(_("key"), 62, most=80),),
}


def condition_rows(questionnaire: Questionnaire, answers: Answers) -> list[Row]:
    """The facts that decide which questions apply: yes, no or not set."""
    return [
        Row(
            condition.id,
            (
                condition.text,
                CONDITION_WORDS[answers.profile.conditions.get(condition.id)],
                str(len(_depending(questionnaire, condition.id))),
            ),
        )
        for condition in questionnaire.conditions
    ]


def relevance_rows(questionnaire: Questionnaire, answers: Answers) -> list[Row]:
    """How much each policy area matters for this State."""
    return [
        Row(area.id, (area.id, area.title, term(answers.profile.relevance_of(area.id))))
        for area in questionnaire.areas
    ]


def ministry_rows(_unused: Questionnaire, answers: Answers) -> list[Row]:
    """The ministries that answers may name, with how many do."""
    return [
        Row(name, (name, str(len(named_in(answers, name))))) for name in answers.profile.ministries
    ]


def usual_rows(questionnaire: Questionnaire, answers: Answers) -> list[Row]:
    """The ministries that usually lead, each with the State's own name for it."""
    return [
        Row(
            ministry.id,
            (
                ministry.name,
                _own_name(questionnaire, answers, ministry.id),
                str(sum(asked.ministry == ministry.id for asked in questionnaire.questions)),
            ),
        )
        for ministry in questionnaire.ministries
    ]


def _own_name(questionnaire: Questionnaire, answers: Answers, key: str) -> str:
    name = usual_ministry(questionnaire, answers, key)
    listed = any(same_name(name, ministry) for ministry in answers.profile.ministries)
    return name if listed else _("not named yet")


def offer_rows(_unused: Questionnaire, answers: Answers) -> list[Row]:
    """What the State can give."""
    return [
        Row(str(index), (item.area or _("any"), terms(item.assistance), one_line(item.text)))
        for index, item in enumerate(answers.offer)
    ]


def recipient_rows(_unused: Questionnaire, answers: Answers) -> list[Row]:
    """The keys that the file is sealed to."""
    return [Row(key, (key,)) for key in answers.recipients]


ROWS: Mapping[str, Callable[[Questionnaire, Answers], list[Row]]] = {
    "conditions": condition_rows,
    "relevance": relevance_rows,
    "ministries": ministry_rows,
    "usual": usual_rows,
    "offers": offer_rows,
    "recipients": recipient_rows,
}


def named_in(answers: Answers, name: str) -> tuple[str, ...]:
    """The ids of the questions that name a ministry: as responsible, supporting, or heard."""
    return tuple(
        key for key, answer in answers.answers.items() if name in set(ministries_of(answer))
    )


_STANDS: Final[Mapping[str, Callable[[Answer], Collection[str | None]]]] = {
    _("responsible for"): lambda item: (item.ministry,),
    _("supporting"): lambda item: item.supporting,
    _("heard on"): lambda item: {held.ministry for held in item.positions},
}
"""As what a ministry can stand in an answer."""


def where_named(answers: Answers, name: str) -> str:
    """In which answers a ministry stands, and as what; empty where it stands in none."""
    texts = []
    for words, names in _STANDS.items():
        ids = [key for key, answer in answers.answers.items() if name in names(answer)]
        if ids:
            texts.append(f"{words} {first_of(ids, MAX_IDS)}")
    return "; ".join(texts)


def profile_detail(part: str, key: str, questionnaire: Questionnaire, answers: Answers) -> Content:
    """All there is to say about a row."""
    if part == "conditions":
        return _condition(key, questionnaire, answers)
    if part == "relevance":
        area = questionnaire.area_by_id[key]
        return Content.assemble((f"{key}  {area.title}", "bold"), f"\n{area.about}")
    return Content.assemble(*_DETAILS[part](key, questionnaire, answers))


Parts = tuple[str | tuple[str, str], ...]


def _ministry(key: str, _unused: Questionnaire, answers: Answers) -> Parts:
    where = where_named(answers, key)
    return (
        key,
        "bold",
    ), f"\n{where[:1].upper()}{where[1:]}." if where else "\n" + _("No answer names it yet.")


def _usual(key: str, questionnaire: Questionnaire, answers: Answers) -> Parts:
    asked = [question.id for question in questionnaire.questions if question.ministry == key]
    name, known = questionnaire.ministry_name(key), usual_ministry(questionnaire, answers, key)
    texts = (
        _("{known} is asked first on {asked}. Enter names another one.").format(
            known=known, asked=", ".join(asked)
        )
        if asked
        else _("It leads on no question.")
    )
    return (name, "bold"), f"\n{texts}"


def _offer(key: str, questionnaire: Questionnaire, answers: Answers) -> Parts:
    item = answers.offer[int(key)]
    area = questionnaire.area_by_id[item.area].title if item.area else _("Any policy area")
    kinds = f" ({terms(item.assistance)})" if item.assistance else ""
    return (f"{area}{kinds}", "bold"), f"\n{item.text}"


def _recipient(key: str, _unused: Questionnaire, __: Answers) -> Parts:
    return (key, "bold"), "\n" + _("Whoever holds the secret half of this key can read the file.")


_DETAILS: Mapping[str, Callable[[str, Questionnaire, Answers], Parts]] = {
    "ministries": _ministry,
    "usual": _usual,
    "offers": _offer,
    "recipients": _recipient,
}


def _condition(key: str, questionnaire: Questionnaire, answers: Answers) -> Content:
    known = questionnaire.condition_by_id[key]
    depending = _depending(questionnaire, key)
    out = [
        question.id
        for question in questionnaire.questions
        if question.id in depending
        and question.id not in answers.answers
        and excluded_by_profile(question, answers)
    ]
    words = _("{questions} may depend on it: {depending}.").format(
        questions=wording.questions(len(depending)), depending=", ".join(depending)
    )
    excluded = _("Not applicable by profile now: {out}.").format(out=", ".join(out)) if out else ""
    return Content.assemble((known.text, "bold"), f"\n{joined_sentences(words, excluded)}")


def _depending(questionnaire: Questionnaire, condition: str) -> tuple[str, ...]:
    return tuple(question.id for question in questionnaire.questions if condition in question.when)
