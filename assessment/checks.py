"""Consistency warnings before printing: never a refusal, each naming its question; pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from assessment import figures
from assessment.actions import open_due
from assessment.answers import Answers
from assessment.applicability import QuestionStatus, excluded_by_profile, is_unmet, statuses
from assessment.dates import in_words
from assessment.language import _
from assessment.questionnaire import DESIGNED, Area, Questionnaire
from assessment.text import one_line

WarningKind = Literal[
    "no_evidence",
    "low_confidence",
    "target_below_level",
    "much_not_applicable",
    "not_applicable_against_profile",
    "answered_against_profile",
    "prerequisite_absent",
    "old_evidence",
    "future_evidence",
    "overdue_action",
    "action_before_prerequisite",
    "to_confirm",
    "repeated_note",
    "no_ministry",
]

NOT_APPLICABLE_SHARE = 0.2
"""More of an area's weight than this declared not applicable is worth a look."""
EVIDENCE_YEARS = 5
REPEATED_NOTE = 3
"""The same note beside this many answers is worth a look."""

Items = Mapping[str, QuestionStatus]
WarningRule = Callable[[QuestionStatus, Items, Answers], "str | None"]
Rules = Mapping[WarningKind, WarningRule]


@dataclass(frozen=True, slots=True)
class ConsistencyWarning:
    """Something in the answers that a reader would ask about."""

    kind: WarningKind
    subject: str
    """The question's id, or the area's code where it concerns a whole area."""
    message: str
    """One sentence, with what to do."""


def warnings(
    questionnaire: Questionnaire, answers: Answers, day: dt.date | None = None
) -> tuple[ConsistencyWarning, ...]:
    """Every consistency warning, in questionnaire order.

    An action is overdue on `day`; where none is given, on the file's date.
    """
    rules = _rules(day or answers.date)
    items = statuses(questionnaire, answers)
    repeated = _repeated_notes(items)
    found: list[ConsistencyWarning] = []
    for area in questionnaire.areas:
        found += _of_area(area, items)
        for question in area.questions:
            found += _of_question(items, question.id, answers, repeated, rules)
    return tuple(found)


def _of_area(area: Area, items: Items) -> Iterator[ConsistencyWarning]:
    members = [items[question.id] for question in area.questions]
    declared = [member for member in members if not member.applies and not member.by_profile]
    total = sum(member.question.weight for member in members)
    share = sum(item.question.weight for item in declared) / total
    if share > NOT_APPLICABLE_SHARE:
        names, shown = ", ".join(item.question.id for item in declared), figures.declared(share)
        yield ConsistencyWarning(
            "much_not_applicable",
            area.id,
            _(
                "{shown} of the weight of {title} is declared not applicable ({names}); "
                "check that each reason holds."
            ).format(shown=shown, title=area.title, names=names),
        )


def _of_question(
    items: Items, key: str, answers: Answers, repeated: Mapping[str, int], rules: Rules
) -> Iterator[ConsistencyWarning]:
    item = items[key]
    for kind, rule in rules.items():
        if message := rule(item, items, answers):
            yield ConsistencyWarning(kind, key, message)
    note = _note(item)
    if repeated.get(note, 0) >= REPEATED_NOTE:
        yield ConsistencyWarning(
            "repeated_note",
            key,
            _(
                "The same note stands beside {repeated} answers; say what is true of this one."
            ).format(repeated=repeated[note]),
        )


def _no_evidence(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    level = item.answer.level
    if level is None or level < 3 or item.answer.evidence:
        return None
    return _("Level {level} is given without evidence; name a document.").format(level=level)


def _low_confidence(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    if item.answer.level != 4 or item.answer.confidence != "low":
        return None
    return _("Level 4 is given with low confidence; confirm it, or choose the level that is sure.")


def _target_below_level(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    level = item.answer.level
    if level is None or item.target >= level:
        return None
    return _(
        "The target, level {target}, is below the level reached, {level}; raise the target."
    ).format(target=item.target, level=level)


def _not_applicable_against_profile(
    item: QuestionStatus, items: Items, answers: Answers
) -> str | None:
    conditions = answers.profile.conditions
    if item.answer.status != "not_applicable" or not any(
        conditions.get(name) for name in item.question.when
    ):
        return None
    return _(
        "It is declared not applicable, but the profile says that it applies; correct one of them."
    )


def _answered_against_profile(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    if item.answer.level is None or not excluded_by_profile(item.question, answers):
        return None
    return _("It is answered, but the profile says that it does not apply; correct one of them.")


def _prerequisite_absent(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    level = item.answer.level
    absent = [name for name in item.question.requires if items[name].answer.level == 0]
    if level is None or level < DESIGNED or not absent:
        return None
    return _(
        "Level {level} is given while its prerequisite {absent} is at level 0; check both."
    ).format(level=level, absent=", ".join(absent))


def _old_evidence(entry: QuestionStatus, items: Items, answers: Answers) -> str | None:
    limit = _years_before(answers.date, EVIDENCE_YEARS)
    old = [item for item in entry.answer.evidence if item.date is not None and item.date < limit]
    if not old:
        return None
    return _(
        "The evidence '{title}' is older than five years on {date}; check that it still holds."
    ).format(title=old[0].title, date=in_words(answers.date))


def _future_evidence(entry: QuestionStatus, items: Items, answers: Answers) -> str | None:
    dated = ((item.title, item.date) for item in entry.answer.evidence if item.date is not None)
    after = [(title, date) for title, date in dated if date > answers.date]
    later = [(title, date) for title, date in after if date > _written(answers)]
    if not later:
        return None
    title, date = later[0]
    return _(
        "The evidence '{title}' is dated {date}, when these answers were already "
        "given; correct the date."
    ).format(title=title, date=in_words(date))


def _overdue_action(
    day: dt.date, item: QuestionStatus, items: Items, answers: Answers
) -> str | None:
    due = open_due(item)
    if due is None or due >= day:
        return None
    return _(
        "The next action was due on {due}, before {day}, and is not done; say that it "
        "is done, or set a new date."
    ).format(due=in_words(due), day=in_words(day))


def _action_before_prerequisite(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    due = open_due(item)
    if due is None:
        return None
    later = [
        f"{name} ({in_words(until)})"
        for name in item.question.requires
        if is_unmet(items[name]) and (until := open_due(items[name])) and until > due
    ]
    if not later:
        return None
    return _(
        "The next action is due on {due}, before that of what it has to wait for: "
        "{later}; change one of the dates."
    ).format(due=in_words(due), later=", ".join(later))


def _to_confirm(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    if not item.answer.to_confirm:
        return None
    return _(
        "It was carried over from another edition of the questionnaire and not looked at yet; "
        "confirm it, or answer it again."
    )


def _no_ministry(item: QuestionStatus, items: Items, answers: Answers) -> str | None:
    if item.answer.level is None or item.answer.ministry:
        return None
    return _("No responsible ministry is named; name the one that leads.")


def _rules(day: dt.date) -> Rules:
    """Every rule about one question, in the order in which they are told."""
    return {
        "no_evidence": _no_evidence,
        "low_confidence": _low_confidence,
        "target_below_level": _target_below_level,
        "not_applicable_against_profile": _not_applicable_against_profile,
        "answered_against_profile": _answered_against_profile,
        "prerequisite_absent": _prerequisite_absent,
        "old_evidence": _old_evidence,
        "future_evidence": _future_evidence,
        "overdue_action": partial(_overdue_action, day),
        "action_before_prerequisite": _action_before_prerequisite,
        "to_confirm": _to_confirm,
        "no_ministry": _no_ministry,
    }


def _repeated_notes(items: Items) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for item in items.values():
        if note := _note(item):
            counts[note] += 1
    return counts


def _note(item: QuestionStatus) -> str:
    return one_line(item.answer.note).casefold()


def _written(answers: Answers) -> dt.date:
    """The last day that an answer can speak of: the file's date, or a draft's latest answer."""
    if answers.document_status == "final":
        return answers.date
    # Times are UTC: where somebody answers, the next day may have begun.
    latest = max(
        (answer.at.toordinal() + 1 for answer in answers.answers.values() if answer.at), default=1
    )
    return max(answers.date, dt.date.fromordinal(min(latest, dt.date.max.toordinal())))


def _years_before(date: dt.date, years: int) -> dt.date:
    day = 28 if (date.month, date.day) == (2, 29) else date.day
    return dt.date(max(date.year - years, 1), date.month, day)
