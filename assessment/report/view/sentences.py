"""The findings of the report in sentences, made by rules; pure functions of plain values.

Each rule is a sentence that a person would write who has only these figures, and says nothing that
they do not bear out: nothing is strongest at 0 or weakest at 100, a provisional figure says why,
and under half of the weight no figure is given but the range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.figures import by_how_much, coverage, difference, points, shown_points
from assessment.language import _
from assessment.score_words import band_words
from assessment.scorecard import FIRM_COVERAGE, SUFFICIENT_COVERAGE, Score
from assessment.text import count_of, isolate, joined_sentences, listed

_MAX_NAMED = 3
"""So many are named in a sentence; the others are counted."""


@dataclass(frozen=True, slots=True)
class Since:
    """An earlier assessment: what it is called, and how far the score has moved since."""

    when: str
    difference: float | None
    """In points; None where the two cannot be compared."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A policy area that has enough answers to be ranked."""

    title: str
    score: float
    target: float

    @property
    def short_of_target(self) -> float:
        """How many points are missing to the target; below 0 where it is passed."""
        return self.target - self.score


@dataclass(frozen=True, slots=True)
class Moved:
    """A group of questions and how far its score has moved."""

    title: str
    difference: float


def headline(state: str, overall: Score, thin: int = 0, since: Since | None = None) -> str:
    """How a State stands, in one or two sentences; `thin` areas have too few answers."""
    name = isolate(state)
    if not overall.applies:
        return _("No question applies to {name}, so there is no score.").format(name=name)
    if not overall.answered:
        asked = count_of(overall.counts.applicable, "{n} question", "{n} questions")
        return _("{name} has no score yet: of {asked} none is answered.").format(
            name=name, asked=asked
        )
    share = overall.coverage or 0
    if share < SUFFICIENT_COVERAGE:
        return _(
            "Too little is answered to give {name} a score: {coverage} of what was asked. "
            "It could be anything from {points} to {high} of 100."
        ).format(
            name=name,
            coverage=coverage(share),
            points=points(overall.low),
            high=points(overall.high),
        )
    if overall.provisional:
        return _(
            "{name} scores {points} of 100. The figure is provisional: "
            "{why_provisional}. Once everything is answered it will lie between "
            "{low} and {high}."
        ).format(
            name=name,
            points=points(overall.score),
            why_provisional=_why_provisional(share, thin),
            low=points(overall.low),
            high=points(overall.high),
        )
    stands = _("{name} scores {points} of 100 ({band})").format(
        name=name, points=points(overall.score), band=band_words(overall)
    )
    return joined_sentences(_since(stands, since), _could_be(overall))


def _why_provisional(share: float, thin: int) -> str:
    if share < FIRM_COVERAGE:
        return _("{coverage} of what was asked is answered").format(coverage=coverage(share))
    if thin == 1:
        return _("one policy area has too few answers")
    return _("{thin} policy areas have too few answers").format(thin=thin)


def _since(stands: str, since: Since | None) -> str:
    if since is None or since.difference is None:
        return _("{stands}.").format(stands=stands)
    shown, when = by_how_much(since.difference), isolate(since.when)
    if since.difference > 0:
        return _("{stands}, up {shown} since {when}.").format(stands=stands, shown=shown, when=when)
    if since.difference < 0:
        return _("{stands}, down {shown} since {when}.").format(
            stands=stands, shown=shown, when=when
        )
    return _("{stands}, unchanged since {when}.").format(stands=stands, when=when)


def _could_be(overall: Score) -> str:
    if not overall.counts.open:
        return ""
    return count_of(
        overall.counts.open,
        "{n} question is open: once all are answered it will lie between {points} and {high}.",
        "{n} questions are open: once all are answered it will lie between {points} and {high}.",
        points=points(overall.low),
        high=points(overall.high),
    )


def strongest_and_weakest(areas: Sequence[Ranked], others: int = 0) -> tuple[str, ...]:
    """Which policy areas are strongest and weakest, ties together; nothing of fewer than two.

    `others` of the questionnaire cannot be ranked, or nothing of them applies.
    """
    if len(areas) < 2:
        return ()
    shown = [shown_points(area.score) for area in areas]
    top, bottom = max(shown), min(shown)
    if top == bottom:
        said = (
            _("All {number} policy areas that can be ranked stand at {top}.")
            if others
            else _("All {number} policy areas stand at {top}.")
        )
        return (said.format(number=len(areas), top=top),)

    def at(value: object) -> str:
        names = [area.title for area, seen in zip(areas, shown, strict=True) if seen == value]
        if len(names) > _MAX_NAMED:
            return _("{number} policy areas, {score} each").format(number=len(names), score=value)
        said = _("{names}, {score} each") if len(names) > 1 else _("{names}, {score}")
        return said.format(names=listed(names), score=value)

    return (_("Strongest: {at}.").format(at=at(top)), _("Weakest: {at}.").format(at=at(bottom)))


def movements(moved: Sequence[Moved], when: str) -> tuple[str, ...]:
    """Which groups fell and which rose since an earlier assessment; falls first."""
    if not moved:
        return ()
    falls = sorted(
        (item for item in moved if item.difference < 0), key=lambda item: item.difference
    )
    rises = sorted(
        (item for item in moved if item.difference > 0), key=lambda item: -item.difference
    )
    return (_falls(falls, isolate(when)), *_rises(rises))


def _falls(falls: Sequence[Moved], when: str) -> str:
    if not falls:
        return _("No policy area fell since {when}.").format(when=when)
    named = "; ".join(
        _("{title}, by {by}").format(title=fall.title, by=_by(fall)) for fall in falls[:_MAX_NAMED]
    )
    more = len(falls) - _MAX_NAMED
    head = (
        count_of(len(falls), "{n} policy area", "{n} policy areas")
        if len(falls) > 1
        else _("One policy area")
    )
    if more > 0:
        return _("{head} fell since {when}: {named}; and {more} more.").format(
            head=head, when=when, named=named, more=more
        )
    return _("{head} fell since {when}: {named}.").format(head=head, when=when, named=named)


def _rises(rises: Sequence[Moved]) -> tuple[str, ...]:
    if not rises:
        return ()
    most = rises[0]
    if len(rises) == 1:
        return (_("One rose: {title}, by {by}.").format(title=most.title, by=_by(most)),)
    return (
        _("{number} rose, most of all {title}, by {by}.").format(
            number=len(rises), title=most.title, by=_by(most)
        ),
    )


def _by(moved: Moved) -> str:
    return by_how_much(moved.difference)


def evidence(proved: int, of: int) -> str:
    """How many of the answers at level 3 or 4 have evidence."""
    if not of:
        return _("No answer is at level 3 or 4, where evidence is looked for.")
    if of == 1:
        return (
            _("The one answer at level 3 or 4 has evidence.")
            if proved
            else _("The one answer at level 3 or 4 has no evidence.")
        )
    if proved == of:
        return _("All {of} answers at level 3 or 4 have evidence.").format(of=of)
    if not proved:
        return _("None of the {of} answers at level 3 or 4 has evidence.").format(of=of)
    return count_of(
        proved,
        "{n} of {of} answers at level 3 or 4 has evidence.",
        "{n} of {of} answers at level 3 or 4 have evidence.",
        of=of,
    )


def reviewers(lowered: int, raised: int, kept: int, score: str) -> str:
    """What reviewers did to the answers they saw, and the score with their levels.

    Empty where they saw none; the score is not said where they changed nothing, or where it is
    empty.
    """
    did = _reviewers_did(lowered, raised, kept)
    if not score or not (lowered or raised):
        return did
    return _("{did} With their levels the score is {score}.").format(did=did, score=score)


def _reviewers_did(lowered: int, raised: int, kept: int) -> str:
    seen = lowered + raised + kept
    if not seen:
        return ""
    if seen == 1:
        if lowered:
            return _("Reviewers lowered the one answer they saw.")
        if raised:
            return _("Reviewers raised the one answer they saw.")
        return _("Reviewers did not change the one answer they saw.")
    if lowered and raised:
        said = _("Reviewers lowered {lowered} and raised {raised} of the {seen} answers they saw.")
    elif lowered:
        said = _("Reviewers lowered {lowered} of the {seen} answers they saw.")
    elif raised:
        said = _("Reviewers raised {raised} of the {seen} answers they saw.")
    else:
        said = _("Reviewers changed none of the {seen} answers they saw.")
    return said.format(lowered=lowered, raised=raised, seen=seen)


def decision(action: str, missing: str, name: str) -> str:
    """What is to be decided, with a verb: the recorded action, else the first missing point."""
    if action.strip():
        return ended(action)
    if missing:
        return _("Make this true: {ended}").format(ended=ended(missing))
    return _("Begin with this: {ended}").format(ended=ended(name))


def ended(text: str) -> str:
    """A text of one's own as a sentence: with a full stop unless it ends in a mark."""
    whole = " ".join(text.split())
    return whole if whole[-1:] in (".", "?", "!", "…", "。", "؟", "۔", "।") else f"{whole}."


def open_questions(unknown: int, unanswered: int, withheld: int) -> tuple[str, str, str]:
    """What is not known, each kind as the beginning of a sentence; empty where there is none."""
    return (
        _("Nobody could say yet ({unknown}):").format(unknown=unknown) if unknown else "",
        _("Not answered yet ({unanswered}):").format(unanswered=unanswered) if unanswered else "",
        _("Withheld on grounds of national security: {withheld}.").format(withheld=withheld)
        if withheld
        else "",
    )


def below_target(short: Sequence[tuple[str, float]], thin: int = 0) -> str:
    """The heading of the picture of all questions: what it shows.

    Areas that can be ranked, each with how far it is below its target; `thin` others cannot.
    """
    if not short:
        return _("No policy area has enough answers yet") if thin else _("No question applies")
    below = [item for item in short if item[1] > 0]
    if not below and thin:
        return _("Every policy area with enough answers has reached its target")
    if not below:
        return _("Every policy area has reached its target")
    far = max(below, key=lambda item: item[1])
    shown = short_by(far[1])
    ties = sum(short_by(item[1]) == shown for item in below)
    if ties > 1:
        return _("{ties} policy areas are furthest from their targets").format(ties=ties)
    return _("{below} is furthest from its target").format(below=far[0])


def gaps_of_ministries(gaps: Sequence[tuple[str, int]], nobodys: int = 0) -> str:
    """The heading of the table of ministries against areas: what it shows.

    `nobodys` gaps have no ministry.
    """
    busy = [gap for gap in gaps if gap[1]]
    most = max((number for _unused, number in busy), default=0)
    if nobodys > most:
        every = nobodys + sum(number for _unused, number in busy)
        share = (
            _("{nobodys} of {every} gaps").format(nobodys=nobodys, every=every)
            if busy
            else count_of(nobodys, "{n} gap", "{n} gaps")
        )
        return _("No ministry is named for {share}").format(share=share)
    if not busy:
        return _("No ministry has a gap to close")
    if len(gaps) == 1 and not nobodys:
        return _("{name} has {gaps} to close").format(
            name=isolate(gaps[0][0]), gaps=count_of(most, "{n} gap", "{n} gaps")
        )
    names = [name for name, number in busy if number == most]
    if len(names) > 1:
        return _("{number} ministries have most to do: {most} each").format(
            number=len(names), most=count_of(most, "{n} gap", "{n} gaps")
        )
    return _("{names} has most to do: {most}").format(
        names=isolate(names[0]), most=count_of(most, "{n} gap", "{n} gaps")
    )


def waiting_words(tasks: int, wait: int, most: str, number: int) -> str:
    """The heading of the picture of prerequisites: what it shows."""
    if not wait:
        return _("No task has to wait for another")
    head = count_of(
        wait,
        "{n} of {tasks} has to wait",
        "{n} of {tasks} have to wait",
        tasks=count_of(tasks, "{n} task", "{n} tasks"),
    )
    if number < 2:
        return head
    return _("{head}; {number} of them for {most}").format(head=head, number=number, most=most)


def short_by(points_below: float) -> str:
    """How far a policy area is below its target: `−55.8`."""
    return difference(-points_below)


def sheet_summary(
    *, tasks: int, supported: int, overdue: int, waiting: int, waited_for: int
) -> str:
    """What stands on a ministry's sheet, in a sentence or two."""
    if not tasks and not supported:
        return _("No task.")
    said = [count_of(tasks, "{n} task", "{n} tasks")]
    if supported:
        said.append(
            count_of(supported, "{n} task of others to support", "{n} tasks of others to support")
        )
    if overdue:
        said.append(_("{overdue} overdue").format(overdue=overdue))
    if waiting:
        said.append(count_of(waiting, "{n} waits for others", "{n} wait for others"))
    if waited_for:
        said.append(_("others wait for {waited_for}").format(waited_for=waited_for))
    return f"{'; '.join(said)}."
