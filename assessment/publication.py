"""What the public may see of an assessment: the bands of groups, and never what gives a level away.

Bands of two groups that differ in one question tell that question's level. So which groups can be
shown at all depends on the questionnaire and the profile alone, never on an answer; of these a
group is shown if enough of it is answered. Where a group is not shown, nothing says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assessment.answers import Answers
from assessment.applicability import QuestionStatus, excluded_by
from assessment.questionnaire import Question, Questionnaire
from assessment.scorecard import Band, GroupKind, Score, Scorecard, band

_Key = TypeVar("_Key", str, int)

MIN_ANSWERED = 3
"""A band that rests on fewer answers is nearly an answer."""
MIN_DIFFERENCE = 3
"""Two groups that differ by fewer questions give away a level of what they differ by."""


@dataclass(frozen=True, slots=True)
class BandGroup:
    """Questions that share a band."""

    kind: GroupKind
    id: str
    questions: frozenset[str]
    excluded: frozenset[str] = frozenset()
    """Those of its questions that the profile excludes; one that is answered all the same counts in
    the band."""


@dataclass(frozen=True, slots=True)
class PublicBands:
    """All that the public edition says of the answers; None reads "not shown"."""

    overall: Band | None
    areas: Mapping[str, Band | None]
    paragraphs: Mapping[int, Band | None]
    functions: Mapping[str, Band | None]
    sides: Mapping[str, Band | None]


def publishable(
    questionnaire: Questionnaire, conditions: Mapping[str, bool]
) -> frozenset[tuple[GroupKind, str]]:
    """The groups whose bands may be shown, whatever the answers are.

    The overall and the areas come first, then functions, sides and paragraphs: where two groups
    would give something away together, it is the later one that is not shown.
    """
    applicable = _applicable(questionnaire, conditions)
    shown: list[BandGroup] = []
    for whole in _groups(questionnaire):
        group = replace(
            whole,
            questions=whole.questions & applicable,
            excluded=whole.questions - applicable,
        )
        if len(group.questions) >= MIN_ANSWERED and all(
            _may_stand_beside(group, other) for other in shown
        ):
            shown.append(group)
    return frozenset((group.kind, group.id) for group in shown)


def _applicable(questionnaire: Questionnaire, conditions: Mapping[str, bool]) -> frozenset[str]:
    """The questions that the profile does not exclude."""
    return frozenset(
        question.id for question in questionnaire.questions if not excluded_by(conditions, question)
    )


def _counting(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The questions that apply by the profile, or because something else is said of them."""
    stated = (
        key
        for key, answer in answers.answers.items()
        if answer.states_something and answer.status != "not_applicable"
    )
    return _applicable(questionnaire, answers.profile.conditions).union(stated)


def _groups(questionnaire: Questionnaire) -> Iterator[BandGroup]:
    """Every group that has a score, in the order in which they are let in."""

    def group(kind: GroupKind, key: str, members: Iterable[Question]) -> BandGroup:
        return BandGroup(kind, key, frozenset(member.id for member in members))

    yield group("overall", "overall", questionnaire.questions)
    for area in questionnaire.areas:
        yield group("area", area.id, area.questions)
    for function in questionnaire.functions:
        yield group("function", function.id, questionnaire.questions_of_function(function.id))
    for side in questionnaire.sides:
        yield group("side", side.id, questionnaire.questions_of_side(side.id))
    for paragraph in questionnaire.paragraphs:
        members = questionnaire.questions_of_paragraph(paragraph.number)
        yield group("paragraph", str(paragraph.number), members)


def _may_stand_beside(group: BandGroup, shown: BandGroup) -> bool:
    """Whether the bands of two groups together give nothing away.

    For a paragraph each difference counts: none of its questions or three and more are outside of
    the other group, and the other way round. Areas, functions and sides are large and share few
    questions: what is outside of one of them may be a single question, if many are outside of the
    other. None is none of the excluded questions either: which of them is answered all the same
    depends on answers, and one that is would be a difference of one.
    """
    differences = (_difference(group, shown), _difference(shown, group))
    if group.kind == "paragraph":
        return give_nothing_away(differences)
    return not any(differences) or max(differences) >= MIN_DIFFERENCE


def give_nothing_away(differences: Iterable[int]) -> bool:
    """Whether each of two groups has none, or enough, of the questions that the other lacks."""
    return all(not number or number >= MIN_DIFFERENCE for number in differences)


def _difference(group: BandGroup, other: BandGroup) -> int:
    """How many questions of a group the other lacks; one for any number of excluded ones alone."""
    applicable = len(group.questions - other.questions)
    return applicable or min(1, len(group.excluded - other.excluded))


def public_bands(
    questionnaire: Questionnaire,
    conditions: Mapping[str, bool],
    statuses: Mapping[str, QuestionStatus],
    scorecard: Scorecard,
) -> PublicBands:
    """The bands that the public may see; each is that of the low end of the group's range."""
    may_show = publishable(questionnaire, conditions)

    def shown(kind: GroupKind, scores: Mapping[_Key, Score]) -> dict[_Key, Band | None]:
        return {
            key: _band(score, [statuses[member] for member in members[kind, str(key)]])
            if (kind, str(key)) in may_show
            else None
            for key, score in scores.items()
        }

    members = {(group.kind, group.id): group.questions for group in _groups(questionnaire)}
    return PublicBands(
        overall=shown("overall", {"overall": scorecard.overall})["overall"],
        areas=shown("area", scorecard.areas),
        paragraphs=shown("paragraph", scorecard.paragraphs),
        functions=shown("function", scorecard.functions),
        sides=shown("side", scorecard.sides),
    )


def after_earlier(
    questionnaire: Questionnaire,
    bands: PublicBands,
    answers: Answers,
    earlier: Answers,
) -> PublicBands:
    """The bands that may be shown to somebody who has an earlier public report.

    If the profile brought one question to a group, or took it away, and all answers are as they
    were, the bands of both years give its level away: from substantial to advanced it must be 4.
    So a group is shown again if the profile lets the same questions apply, or if those that came
    or went are many. What it excludes and is answered all the same applies, too: a reader knows
    which these can be. Else this depends on no answer: of all that applies an authority may have
    declared any not applicable, and which is not public.
    """
    now, then = _counting(questionnaire, answers), _counting(questionnaire, earlier)
    hidden = {
        (group.kind, group.id)
        for group in _groups(questionnaire)
        if not _may_follow(
            _weights(questionnaire, group.questions & now),
            _weights(questionnaire, group.questions & then),
        )
    }

    def shown(kind: GroupKind, words: Mapping[_Key, Band | None]) -> dict[_Key, Band | None]:
        return {key: None if (kind, str(key)) in hidden else word for key, word in words.items()}

    return PublicBands(
        overall=shown("overall", {"overall": bands.overall})["overall"],
        areas=shown("area", bands.areas),
        paragraphs=shown("paragraph", bands.paragraphs),
        functions=shown("function", bands.functions),
        sides=shown("side", bands.sides),
    )


def _weights(questionnaire: Questionnaire, members: Iterable[str]) -> dict[str, int]:
    return {key: questionnaire.by_id[key].weight for key in members}


def _may_follow(now: Mapping[str, int], then: Mapping[str, int]) -> bool:
    """Whether the questions that came, and those that went, are none or many; with their weights.

    Many are three, of which none has half of the weight: then each may have three levels.
    """
    changes = (
        [weight for key, weight in now.items() if key not in then],
        [weight for key, weight in then.items() if key not in now],
    )
    return all(
        not weights or (len(weights) >= MIN_DIFFERENCE and 2 * max(weights) < sum(weights))
        for weights in changes
    )


def _band(score: Score, members: Sequence[QuestionStatus]) -> Band | None:
    """The band of the low end, if enough is answered; a group with too few answers has none."""
    enough = not score.provisional and score.sufficient and _is_broad(members)
    return band(score.low) if enough and score.low is not None else None


def _is_broad(members: Sequence[QuestionStatus]) -> bool:
    """Whether a group has three answers, and none of them is half of its weight or more."""
    answered = [member.question.weight for member in members if member.status == "answered"]
    applicable = sum(member.question.weight for member in members if member.applies)
    return len(answered) >= MIN_ANSWERED and 2 * max(answered) < applicable
