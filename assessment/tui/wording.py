"""How figures and states are put into words on the screens; nothing is computed here."""

from __future__ import annotations

from assessment.answers import Answers, Status
from assessment.figures import NONE, coverage, difference, points
from assessment.language import _
from assessment.questionnaire import Level, Questionnaire
from assessment.score_words import band_words, could_be
from assessment.scorecard import Score
from assessment.terms import term
from assessment.text import count_of


def no_room(lost: int) -> str:
    """What is said where a text does not fit."""
    more = (
        count_of(lost, "{n} more character", "{n} more characters")
        if lost == 1
        else _("{lost:,} more characters").format(lost=lost)
    )
    return _("There is no room for {more}; what does not fit was left out.").format(more=more)


def overall_line(overall: Score, change: str = "") -> str:
    """The overall score, perhaps with a change: range, target, word, and how much is answered."""
    moved = f" ({change})" if change else ""
    return _(
        "Overall {points}{moved}  {could_be}  "
        "target {target}  "
        "{band}  {answered}/{applicable} answered"
    ).format(
        points=points(overall.score),
        moved=moved,
        could_be=could_be(overall),
        target=points(overall.target),
        band=band_words(overall),
        answered=overall.counts.answered,
        applicable=overall.counts.applicable,
    )


def counts_line(score: Score) -> str:
    """How many questions are answered, with the coverage, and why the others are not."""
    return ", ".join(
        [
            _answered(score),
            _("coverage {coverage}").format(coverage=coverage(score.coverage)),
            *_open(score),
        ]
    )


def answered_line(score: Score) -> str:
    """The same without the coverage, where that stands in a column."""
    return ", ".join([_answered(score), *_open(score)])


def _answered(score: Score) -> str:
    return _("{answered} of {applicable} answered").format(
        answered=score.counts.answered, applicable=score.counts.applicable
    )


def _open(score: Score) -> list[str]:
    counts = score.counts
    found = (
        (counts.unknown, _("unknown")),
        (counts.withheld, _("withheld")),
        (counts.unanswered, _("unanswered")),
    )
    return [f"{number} {status}" for number, status in found if number]


def not_applicable_line(score: Score) -> str:
    """What is left out of a score, and by whom; empty where nothing is."""
    counts = score.counts
    declared = counts.not_applicable - counts.by_profile
    parts = []
    if counts.by_profile:
        parts.append(_("{by_profile} by profile").format(by_profile=counts.by_profile))
    if declared:
        parts.append(_("{declared} declared").format(declared=declared))
    return _("Not applicable: {parts}").format(parts=", ".join(parts)) if parts else ""


def change_in_points(moved: float | None) -> str:
    """A change in points with its sign, `=` where there is none; empty without two figures."""
    if moved is None:
        return ""
    shown = difference(moved)
    return "=" if shown == difference(0) else shown


def level_in_words(questionnaire: Questionnaire, level: Level | None) -> str:
    """A level with its name; a dash for none."""
    return NONE if level is None else f"{level} {questionnaire.level_name(level)}"


def state_of(questionnaire: Questionnaire, status: Status, level: Level | None) -> str:
    """An answer in a few words: its level, or why it has none."""
    if level is None:
        return term(status)
    return level_in_words(questionnaire, level)


def questions(number: int) -> str:
    """A number of questions."""
    return count_of(number, "{n} question", "{n} questions")


def cautions_in_words(now: Answers, then: Answers) -> str:
    """What to bear in mind when an earlier file is compared with; empty where there is nothing."""
    from assessment.compare import cautions_of_files  # here: the first question has no use for it

    return " ".join(cautions_of_files(then, now))
