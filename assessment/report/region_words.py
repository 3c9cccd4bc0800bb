"""The words and rounded figures of a region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

from assessment import anonymity, figures
from assessment.questionnaire import Questionnaire
from assessment.region import NOT_SAID, Region, Shared, Spread
from assessment.report.view.words import EDITION_NAMES, day
from assessment.text import count_of

MAX_NAMED: Final = 3
"""Areas named as the lowest, and as the highest; gaps named as the commonest."""
MAX_MARKINGS: Final = 4
MAX_UNDECIDED: Final = 4
"""States with assessments that contradict each other; more are only counted."""
_CONFIDENCE = {"high": "high", "medium": "medium", "low": "low", NOT_SAID: "unstated"}
_SIGNS = {"": "", "or less": "≤ ", "or more": "≥ "}


def points(spread: Spread, value: float | None) -> str:
    """A figure as it is printed: of an anonymous region it is in steps, and nothing finer."""
    if value is None or spread.exact:
        return figures.points(value)
    return str(figures.whole(value))


def figure(spread: Spread) -> str:
    """A median as it is printed."""
    return f"{_SIGNS[spread.beyond]}{points(spread, spread.median)}"


def in_words(spread: Spread) -> str:
    """A median as it stands in a sentence: `49`, or `20 or less`."""
    return f"{points(spread, spread.median)} {spread.beyond}".rstrip()


def middle_half(spread: Spread) -> str:
    """The middle half as it is printed; a dash where there is none."""
    if spread.lower is None:
        return "–"
    return f"{points(spread, spread.lower)} to {points(spread, spread.upper)}"


def number(counted: Spread | Shared) -> str:
    """A number of States as it is printed."""
    return str(counted.states) if counted.exact else f"{counted.states}+"


def title(region: Region) -> str:
    """The title: of how many States it is, those that are set apart among them."""
    apart = (region.provisional, region.other_edition, region.undecided)
    states = region.states + sum(map(len, apart))
    return f"Region of {count_of(states, 'State')}"


def set_apart(region: Region, provisional: str, other_edition: str) -> Iterable[str]:
    """The States that are in no figure of the page, named, with the reason."""
    if other_edition:
        yield (
            "In no figure of this page, because they answer another edition of the questionnaire: "
            f"{other_edition}."
        )
    if provisional:
        yield (
            f"In no figure of this page, because their assessment is provisional (coverage under "
            f"80 %, or under 50 % in an area): {provisional}."
        )
    for one in region.undecided[:MAX_UNDECIDED]:
        status = "final assessments" if one.final else "drafts"
        yield (
            f"In no figure of this page: {one.state}, of which there are {len(one.files)} {status} "
            f"of {day(one.date)} that differ."
        )
    more = len(region.undecided) - MAX_UNDECIDED
    if more > 0:
        yield f"So are {count_of(more, 'more State')}."


def about(region: Region, *, dots: bool) -> Iterable[str]:
    """What the reader has to know of the tables."""
    yield (
        "Each line shows how the States' scores are spread from 0 to 100: the bar holds the middle "
        "half of the States, the stroke is the median"
        + (", and each dot is one State." if dots else ".")
    )
    yield (
        "A State with too little information in an area or paragraph (coverage under 50 %) is not "
        "counted there."
    )
    if region.anonymous:
        yield from _about_anonymous(region)


def _about_anonymous(region: Region) -> Iterable[str]:
    least, most = (
        anonymity.CODED_OUTSIDE
        if region.states < anonymity.MIN_TRIMMED
        else anonymity.CODED_OUTSIDE_TRIMMED
    )
    threshold = anonymity.THRESHOLD
    yield (
        f"This summary is anonymous: each figure is the mean of {threshold} States or more, those "
        f"next to its place, in steps of {anonymity.ROUNDING} points. A low median reads "
        f"≤ {least}, a high one ≥ {most}, and a frame is drawn for it. {threshold}+ means "
        f"{threshold} States or more, {2 * threshold}+ means {2 * threshold} or more, and so on; "
        "all are not told apart from nearly all. The middle half is given where so many States are "
        f"{anonymity.MIN_MIDDLE_HALF} or more. A paragraph is given where it has "
        f"{anonymity.MIN_QUESTIONS} questions or more, and differs from every area by as many or "
        "by none."
    )
    if region.states < anonymity.MIN_LISTED:
        yield f"Gaps are listed from {anonymity.MIN_LISTED} States on."


def facts(region: Region) -> Iterable[str]:
    """What was counted: the edition, and of a region with names the dates and drafts."""
    yield f"{EDITION_NAMES[region.edition]}."
    if region.dates is not None:
        first, last = map(day, region.dates)
        when = f"of {first}" if first == last else f"from {first} to {last}"
        drafts = f"{region.drafts} of them drafts" if region.drafts else "all final"
        yield f"{count_of(region.states, 'assessment')} {when}, {drafts}."
    if region.redacted:
        copies = count_of(region.redacted, "is a redacted copy", "are redacted copies")
        yield f"Of these, {copies}; what is open there counts as level 0."
    if region.earlier:
        yield (
            f"{count_of(region.earlier, 'other assessment')} left out: of each State the latest "
            "final one counts, or else the latest draft."
        )


def marking(region: Region) -> str:
    """The markings of the assessments that count, for every page."""
    more = len(region.markings) - MAX_MARKINGS
    shown = "; ".join(region.markings[:MAX_MARKINGS])
    return f"{shown}; and {more} more" if more > 0 else shown


def coverage(spread: Spread) -> str:
    """The coverage of the States, in a few words."""
    if spread.median is None:
        return "–"
    if spread.lower is None:
        return _told(spread, figures.coverage)
    return (
        f"{_told(spread, figures.coverage)} (middle half of the States: "
        f"{_share(spread.lower, figures.coverage)} to {_share(spread.upper, figures.coverage)})"
    )


def confidences(region: Region) -> str:
    """The shares of answers by confidence, as the rest of a sentence; empty without any."""
    told = [
        f"{_CONFIDENCE[name]} {_told(spread, figures.percent)}"
        for name, spread in region.confidences.items()
        if spread.median is not None
    ]
    return ", ".join(told)


def _told(spread: Spread, shown: Callable[[float], str]) -> str:
    return f"{_share(spread.median, shown)} {spread.beyond}".rstrip()


def _share(value: float | None, shown: Callable[[float], str]) -> str:
    # In one piece: a line never ends between the number and its sign.
    return shown((value or 0) / 100).replace(" ", "\u00a0")


def findings(region: Region, questionnaire: Questionnaire) -> Iterable[str]:
    """What the tables show first, in sentences; only figures that stand in them."""
    if region.overall.median is not None:
        told = in_words(region.overall)
        yield (
            f"The median overall score is {told}."
            if region.anonymous
            else f"Half of the States score {told} or more overall."
        )
    yield from _areas(region, questionnaire)
    yield from _commonest(questionnaire, region.gaps, "gap", "gaps")
    yield from _commonest(
        questionnaire, region.missing, "missing prerequisite", "missing prerequisites"
    )


def _areas(region: Region, questionnaire: Questionnaire) -> Iterable[str]:
    known = sorted(
        (
            (_order(spread, spread.median), in_words(spread), area.title)
            for area in questionnaire.areas
            if (spread := region.areas[area.id]).median is not None
        ),
        key=lambda one: one[0],
    )
    if len(known) <= 2 * MAX_NAMED:
        return
    for found, word in ((_first_apart(known), "lowest"), (_first_apart(known[::-1]), "highest")):
        if len(found) == 1:
            yield f"The area with the {word} median is {_listed(found)}."
        elif found:
            yield f"The areas with the {word} medians are {_listed(found)}."


def _order(spread: Spread, median: float) -> Decimal:
    return figures.shown_points(median) if spread.exact else Decimal(figures.whole(median))


def _first_apart(known: Sequence[tuple[Decimal, str, str]]) -> list[str]:
    """The first areas, three at most, whose printed medians all the others' are beyond."""
    for many in range(MAX_NAMED, 0, -1):
        if known[many - 1][0] != known[many][0]:
            return [f"{title} ({told})" for _, told, title in known[:many]]
    return []


def _commonest(
    questionnaire: Questionnaire, shared: Sequence[Shared], word: str, words: str
) -> Iterable[str]:
    first = [one for one in shared if one.states == shared[0].states]
    names = [
        f"{questionnaire.by_id[one.question].name} ({one.question})" for one in first[:MAX_NAMED]
    ]
    if not first:
        return
    where = f"in {number(first[0])} {'State' if number(first[0]) == '1' else 'States'}"
    if len(first) == 1 and first[0].exact:
        yield f"The commonest {word} is {names[0]}, {where}."
    elif len(names) == 1:
        yield f"Among the commonest {words} is {names[0]}, {where}."
    else:
        yield f"Among the commonest {words} are {_listed(names)}, each {where}."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
