"""The findings of the report in sentences, made by rules; pure functions of plain values.

Each rule is a sentence that a person would write who has only these figures, and says nothing that
they do not bear out: nothing is strongest at 0 or weakest at 100, a provisional figure says why,
and under half of the weight no figure is given but the range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessment.figures import coverage, difference, points, shown_points
from assessment.scorecard import FIRM_COVERAGE, SUFFICIENT_COVERAGE, Score
from assessment.text import count_of, isolate

MAX_NAMED = 3
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


def listed(words: Iterable[str]) -> str:
    """`a, b and c`."""
    names = list(words)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def headline(state: str, overall: Score, thin: int = 0, since: Since | None = None) -> str:
    """How a State stands, in one or two sentences; `thin` areas have too few answers."""
    name = isolate(state)
    if not overall.applies:
        return f"No question applies to {name}, so there is no score."
    if not overall.answered:
        asked = count_of(overall.counts.applicable, "question")
        return f"{name} has no score yet: of {asked} none is answered."
    share = overall.coverage or 0
    if share < SUFFICIENT_COVERAGE:
        return (
            f"Too little is answered to give {name} a score: {coverage(share)} of what was asked. "
            f"It could be anything from {points(overall.low)} to {points(overall.high)} of 100."
        )
    if overall.provisional:
        return (
            f"{name} scores {points(overall.score)} of 100. The figure is provisional: "
            f"{_why_provisional(share, thin)}. Once everything is answered it will lie between "
            f"{points(overall.low)} and {points(overall.high)}."
        )
    return (
        f"{name} scores {points(overall.score)} of 100 ({overall.band})"
        f"{_since(since)}.{_could_be(overall)}"
    )


def _why_provisional(share: float, thin: int) -> str:
    if share < FIRM_COVERAGE:
        return f"{coverage(share)} of what was asked is answered"
    if thin == 1:
        return "one policy area has too few answers"
    return f"{thin} policy areas have too few answers"


def _since(since: Since | None) -> str:
    if since is None or since.difference is None:
        return ""
    shown, when = difference(since.difference), isolate(since.when)
    if since.difference > 0:
        return f", up {shown[1:]} since {when}"
    if since.difference < 0:
        return f", down {shown[1:]} since {when}"
    return f", unchanged since {when}"


def _could_be(overall: Score) -> str:
    open_questions = overall.counts.open
    if not open_questions:
        return ""
    are = "question is" if open_questions == 1 else "questions are"
    return (
        f" {open_questions} {are} open: once all are answered it will lie between "
        f"{points(overall.low)} and {points(overall.high)}."
    )


def strongest_and_weakest(areas: Sequence[Ranked]) -> tuple[str, ...]:
    """Which policy areas are strongest and weakest, ties together; nothing of fewer than two."""
    if len(areas) < 2:
        return ()
    shown = [shown_points(area.score) for area in areas]
    top, bottom = max(shown), min(shown)
    if top == bottom:
        return (f"All {len(areas)} policy areas that can be ranked stand at {top}.",)

    def at(value: object) -> str:
        names = [area.title for area, seen in zip(areas, shown, strict=True) if seen == value]
        if len(names) > MAX_NAMED:
            return f"{len(names)} policy areas, {value} each"
        return f"{listed(names)}, {value}{' each' if len(names) > 1 else ''}"

    return (f"Strongest: {at(top)}.", f"Weakest: {at(bottom)}.")


def furthest_from_target(areas: Sequence[Ranked]) -> str:
    """Which policy area is furthest below its target; empty without one."""
    if not areas:
        return ""
    far = max(areas, key=lambda item: item.short_of_target)
    if far.short_of_target <= 0:
        return "Every policy area that can be ranked has reached its target."
    below = difference(far.short_of_target)[1:]
    ties = sum(difference(area.short_of_target)[1:] == below for area in areas)
    if ties > 1:
        return (
            f"{ties} policy areas are {below} points below their targets, further than any other."
        )
    return f"{far.title} is furthest from its target, {below} points below it."


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
        return f"No policy area fell since {when}."
    named = "; ".join(f"{fall.title}, by {_by(fall)}" for fall in falls[:MAX_NAMED])
    more = len(falls) - MAX_NAMED
    head = count_of(len(falls), "policy area") if len(falls) > 1 else "One policy area"
    rest = f"; and {more} more" if more > 0 else ""
    return f"{head} fell since {when}: {named}{rest}."


def _rises(rises: Sequence[Moved]) -> tuple[str, ...]:
    if not rises:
        return ()
    most = rises[0]
    if len(rises) == 1:
        return (f"One rose: {most.title}, by {_by(most)}.",)
    return (f"{len(rises)} rose, most of all {most.title}, by {_by(most)}.",)


def _by(moved: Moved) -> str:
    return difference(moved.difference)[1:]


def evidence(proved: int, of: int) -> str:
    """How many of the answers at level 3 or 4 have evidence."""
    if not of:
        return "No answer is at level 3 or 4, where evidence is looked for."
    if of == 1:
        return f"The one answer at level 3 or 4 has {'' if proved else 'no '}evidence."
    if proved == of:
        return f"All {of} answers at level 3 or 4 have evidence."
    if not proved:
        return f"None of the {of} answers at level 3 or 4 has evidence."
    are = "has" if proved == 1 else "have"
    return f"{proved} of {of} answers at level 3 or 4 {are} evidence."


def reviewers(lowered: int, raised: int, kept: int) -> str:
    """What reviewers did to the answers they saw; empty where they saw none."""
    seen = lowered + raised + kept
    if not seen:
        return ""
    if seen == 1:
        did = "lowered" if lowered else "raised" if raised else "did not change"
        return f"Reviewers {did} the one answer they saw."
    answers = f"the {seen} answers they saw"
    if lowered and raised:
        return f"Reviewers lowered {lowered} and raised {raised} of {answers}."
    if lowered or raised:
        return f"Reviewers {'lowered' if lowered else 'raised'} {lowered or raised} of {answers}."
    return f"Reviewers changed none of {answers}."


def decision(action: str, missing: str, name: str) -> str:
    """What is to be decided, with a verb: the recorded action, else the first missing point."""
    if action.strip():
        return ended(action)
    if missing:
        return f"Make this true: {ended(missing)}"
    return f"Begin with this: {ended(name)}"


def ended(text: str) -> str:
    """A text of one's own as a sentence: with a full stop unless it ends in a mark."""
    whole = " ".join(text.split())
    return whole if whole[-1:] in (".", "?", "!", "…", "。", "؟", "۔", "।") else f"{whole}."


def open_questions(unknown: int, unanswered: int, withheld: int) -> tuple[str, str, str]:
    """What is not known, each kind as the beginning of a sentence; empty where there is none."""
    return (
        f"Nobody could say yet ({unknown}):" if unknown else "",
        f"Not decided yet ({unanswered}):" if unanswered else "",
        f"Withheld on grounds of national security: {withheld}." if withheld else "",
    )


def below_target(short: Sequence[tuple[str, float]], thin: int = 0) -> str:
    """The heading of the picture of all questions: what it shows.

    Areas that can be ranked, each with how far it is below its target; `thin` others cannot.
    """
    if not short:
        return "No policy area has enough answers yet"
    below = [item for item in short if item[1] > 0]
    if not below and thin:
        return "Every policy area with enough answers has reached its target"
    if not below:
        return "Every policy area has reached its target"
    return f"{max(below, key=lambda item: item[1])[0]} is furthest from its target"


def gaps_of_ministries(gaps: Sequence[tuple[str, int]], nobodys: int = 0) -> str:
    """The heading of the table of ministries against areas: what it shows.

    `nobodys` gaps have no ministry.
    """
    busy = [gap for gap in gaps if gap[1]]
    most = max((number for _, number in busy), default=0)
    if nobodys > most:
        every = nobodys + sum(number for _, number in busy)
        share = f"{nobodys} of {every} gaps" if busy else count_of(nobodys, "gap")
        return f"No ministry is named for {share}"
    if not busy:
        return "No ministry has a gap to close"
    names = [name for name, number in busy if number == most]
    if len(names) > 1:
        return f"{len(names)} ministries have most to do: {count_of(most, 'gap')} each"
    return f"{isolate(names[0])} has most to do: {count_of(most, 'gap')}"


def waiting(tasks: int, wait: int, most: str, number: int) -> str:
    """The heading of the picture of prerequisites: what it shows."""
    if not wait:
        return "No task has to wait for another"
    head = f"{wait} of {count_of(tasks, 'task')} {'has' if wait == 1 else 'have'} to wait"
    if number < 2:
        return head
    return f"{head}; {number} of them for {most}"


def short_by(points_below: float) -> str:
    """How far a policy area is below its target: `−55.8`."""
    return difference(-points_below)


def sheet(*, tasks: int, supported: int, overdue: int, waiting: int, waited_for: int) -> str:
    """What stands on a ministry's sheet, in a sentence or two."""
    if not tasks and not supported:
        return "No task."
    said = [count_of(tasks, "task")]
    if supported:
        said.append(f"{count_of(supported, 'task')} of others to support")
    if overdue:
        said.append(f"{overdue} overdue")
    if waiting:
        said.append(f"{waiting} {'waits' if waiting == 1 else 'wait'} for others")
    if waited_for:
        said.append(f"others wait for {waited_for}")
    return f"{'; '.join(said)}."
