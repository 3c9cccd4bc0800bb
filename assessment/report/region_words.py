"""The words and rounded figures of a region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

from assessment import anonymity, figures
from assessment.assess import leaves_the_government
from assessment.questionnaire import Questionnaire
from assessment.region import NOT_SAID, LevelChange, Region, Shared, Spread, StateChange
from assessment.report.view.words import EDITION_NAMES, day
from assessment.text import count_of, isolate

MAX_NAMED: Final = 3
"""Areas named as the lowest, and as the highest; gaps named as the commonest."""
MAX_MARKINGS: Final = 4
MAX_UNDECIDED: Final = 4
"""States with assessments that contradict each other; more are only counted."""
MAX_REFUSED: Final = 8
"""Files that cannot be scored and are named with the reason; more are only counted."""
MAX_FALLS: Final = 4
"""Falls of one State that are named; more are only counted."""
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
    for item in region.undecided[:MAX_UNDECIDED]:
        status = "final assessments" if item.final else "drafts"
        yield (
            f"In no figure of this page: {isolate(item.state)}, of which there are "
            f"{len(item.files)} {status} of {day(item.date)} that differ."
        )
    more = len(region.undecided) - MAX_UNDECIDED
    if more > 0:
        yield f"So are {count_of(more, 'more State')}."
    yield from _refused(region)


def _refused(region: Region) -> Iterable[str]:
    for item in region.refused[:MAX_REFUSED]:
        yield f"In no figure of this page, because it cannot be scored: {item.name}. {item.reason}"
    more = len(region.refused) - MAX_REFUSED
    if more > 0:
        yield f"Nor can {count_of(more, 'more file')} be scored."


def about(region: Region, *, dots: bool) -> Iterable[str]:
    """What the reader has to know of the spreads."""
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
            f"{count_of(region.earlier, 'other assessment')} not counted: of each State the latest "
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
        return _describe(spread, figures.coverage)
    return (
        f"{_describe(spread, figures.coverage)} (middle half of the States: "
        f"{_share(spread.lower, figures.coverage)} to {_share(spread.upper, figures.coverage)})"
    )


def confidences(region: Region) -> str:
    """The shares of answers by confidence, as the rest of a sentence; empty without any."""
    texts = [
        f"{_CONFIDENCE[name]} {_describe(spread, figures.percent)}"
        for name, spread in region.confidences.items()
        if spread.median is not None
    ]
    return ", ".join(texts)


def _describe(spread: Spread, shown: Callable[[float], str]) -> str:
    return f"{_share(spread.median, shown)} {spread.beyond}".rstrip()


def _share(value: float | None, shown: Callable[[float], str]) -> str:
    # In one piece: a line never ends between the number and its sign.
    return shown((value or 0) / 100).replace(" ", "\u00a0")


def findings(region: Region, questionnaire: Questionnaire) -> Iterable[tuple[str, ...]]:
    """What the tables show first, in sentences by subject; only figures that stand in them."""
    said = (
        (*_overall(region), *_areas(region, questionnaire)),
        (*not_counted(region), *changed(region.changes)),
        (
            *_commonest(questionnaire, region.gaps, "gap", "gaps"),
            *_commonest(
                questionnaire, region.missing, "missing prerequisite", "missing prerequisites"
            ),
        ),
        tuple(asked(region)),
    )
    return filter(None, said)


def _overall(region: Region) -> Iterable[str]:
    if region.overall.median is None:
        return
    texts = in_words(region.overall)
    yield (
        f"The median overall score is {texts}."
        if region.anonymous
        else f"Half of the States score {texts} or more overall."
    )


def not_counted(region: Region) -> Iterable[str]:
    """How many States and files are set apart, and why."""
    provisional, other = len(region.provisional), len(region.other_edition)
    undecided, refused = len(region.undecided), len(region.refused)
    if provisional:
        yield f"{count_of(provisional, 'State is', 'States are')} provisional and in no median."
    if other:
        states = count_of(other, "State answers", "States answer")
        yield f"{states} another edition of the questionnaire, in no median."
    if undecided:
        states = count_of(undecided, "State has", "States have")
        yield f"{states} assessments that contradict each other, in no median."
    if refused:
        yield f"{count_of(refused, 'file')} cannot be scored."


def changed(changes: Sequence[StateChange]) -> Iterable[str]:
    """How many of the States that have an assessment before fell or rose."""
    if not changes:
        return
    fallen = sum(bool(change.falls) for change in changes)
    risen = sum(bool(change.rises) for change in changes)
    if len(changes) == 1:
        yield _changed_alone(fallen=bool(fallen), risen=bool(risen))
    else:
        yield (
            f"{len(changes)} States have an assessment before this one: answers fell in {fallen} "
            f"of them and rose in {risen}."
        )


def _changed_alone(*, fallen: bool, risen: bool) -> str:
    if fallen and risen:
        return "1 State has an assessment before this one: answers fell, and others rose."
    if fallen:
        return "1 State has an assessment before this one: answers fell, and none rose."
    if risen:
        return "1 State has an assessment before this one: answers rose, and none fell."
    return "1 State has an assessment before this one: no answer fell or rose."


def asked(region: Region) -> Iterable[str]:
    """How many requests there are, and how many of them no offer fits."""
    requests = region.assistance.requests
    if not requests:
        return
    states = count_of(len({request.state for request in requests}), "State makes", "States make")
    made = f"{states} {count_of(len(requests), 'request')} for assistance"
    without = len(region.assistance.without_offer)
    if not any(request.offers for request in requests):
        yield f"{made}; no offer fits."
    elif without:
        yield f"{made}; {count_of(without, 'has', 'have')} no offer."
    else:
        yield f"{made}; an offer fits each."


def assistance_note(region: Region) -> str:
    """What stands under the table of requests and offers."""
    said = ["An offer fits a request of its policy area and of a kind that it names."]
    if leaves_the_government(region.edition):
        said.append("Offers are not part of this edition.")
    elif any(member.redacted for member in region.members):
        said.append("A redacted copy holds no offers.")
    said.append("cied batch --match prints every request and offer in full.")
    return " ".join(said)


def grid_heading(region: Region, questionnaire: Questionnaire) -> str:
    """What the grid shows first: how many areas of how many States lie in the lowest band."""
    scores = [
        score
        for member in region.members
        for area in questionnaire.areas
        if (score := member.areas[area.id]) is not None
    ]
    low = sum(not figures.reaches(score, figures.BANDS[1]) for score in scores)
    if not scores:
        return "No policy area has enough answers"
    if not low:
        return f"All {len(scores)} area scores are {figures.BANDS[1]} or more"
    return f"{low} of {len(scores)} area scores are under {figures.BANDS[1]}"


def falls(found: Sequence[LevelChange]) -> tuple[str, ...]:
    """The first falls of one State: `SUP-03 3 to 1`, `LAW-01 2 to 0`."""
    return tuple(f"{item.question} {item.before} to {item.after}" for item in found[:MAX_FALLS])


def more_falls(found: Sequence[LevelChange]) -> str:
    """What follows the falls that are named: `and 3 more`; a dash where nothing fell."""
    more = len(found) - MAX_FALLS
    return f"and {more} more" if more > 0 else "" if found else figures.NONE


def whole_change(state_change: StateChange) -> str:
    """The overall score and its change: `48.5 (+16.5)`; a dash where the two cannot be compared."""
    if state_change.difference is None:
        return figures.NONE
    return f"{figures.points(state_change.after)} ({figures.difference(state_change.difference)})"


def changes_note(changes: Sequence[StateChange], shown: int) -> str:
    """What was compared, under the table of falls and rises, which shows so many States."""
    said = ["Compared are the questions that have a level in both assessments."]
    if len(changes) > shown:
        more = count_of(len(changes) - shown, "more State has", "more States have")
        said.insert(0, f"{more} an assessment before this one; those with most falls are shown.")
    if any(change.other_edition for change in changes):
        said.append(
            "Of an assessment that answers another edition of the questionnaire only the questions "
            "that mean the same are compared, and no score."
        )
    if any(change.difference is not None for change in changes):
        said.append(figures.NEED_NOT_SUBTRACT)
    return " ".join(said)


def _areas(region: Region, questionnaire: Questionnaire) -> Iterable[str]:
    known = sorted(
        (
            (_order(spread, spread.median), in_words(spread), area.title)
            for area in questionnaire.areas
            if (spread := region.areas[area.id]).median is not None
        ),
        key=lambda item: item[0],
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
            return [f"{title} ({texts})" for _, texts, title in known[:many]]
    return []


def _commonest(
    questionnaire: Questionnaire, shared: Sequence[Shared], word: str, words: str
) -> Iterable[str]:
    first = [item for item in shared if item.states == shared[0].states]
    names = [
        f"{questionnaire.by_id[item.question].name} ({item.question})" for item in first[:MAX_NAMED]
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
