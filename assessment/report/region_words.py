"""The words and rounded figures of a region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

from assessment import anonymity, figures
from assessment.assess import leaves_the_government
from assessment.language import _, ngettext
from assessment.questionnaire import Questionnaire
from assessment.region import NOT_SAID, LevelChange, Region, Shared, Spread, StateChange
from assessment.report.view.words import EDITION_NAMES, day
from assessment.terms import term
from assessment.text import count_of, isolate, listed

_MAX_NAMED: Final = 3
"""Areas named as the lowest, and as the highest; gaps named as the commonest."""
COMMONEST_GAPS: Final = (
    _("The commonest gap is {names}, {where}."),
    _("Among the commonest gaps is {names}, {where}."),
    _("Among the commonest gaps are {names}, each {where}."),
)
COMMONEST_MISSING: Final = (
    _("The commonest missing prerequisite is {names}, {where}."),
    _("Among the commonest missing prerequisites is {names}, {where}."),
    _("Among the commonest missing prerequisites are {names}, each {where}."),
)
MANY: Final = 2
MAX_MARKINGS: Final = 4
MAX_UNDECIDED: Final = 4
"""States with assessments that contradict each other; more are only counted."""
MAX_REFUSED: Final = 8
"""Files that cannot be scored and are named with the reason; more are only counted."""
MAX_FALLS: Final = 4
"""Falls of one State that are named; more are only counted."""
_SIGNS = {"": "", "or less": "≤ ", "or more": "≥ "}


def _points(spread: Spread, value: float | None) -> str:
    """A figure as it is printed: of an anonymous region it is in steps, and nothing finer."""
    if value is None or spread.exact:
        return figures.points(value)
    return str(figures.whole(value))


def figure(spread: Spread) -> str:
    """A median as it is printed."""
    return f"{_SIGNS[spread.beyond]}{_points(spread, spread.median)}"


def _median_in_words(spread: Spread) -> str:
    """A median as it stands in a sentence: `49`, or `20 or less`."""
    return f"{_points(spread, spread.median)} {term(spread.beyond)}".rstrip()


def printed_middle_half(spread: Spread) -> str:
    """The middle half as it is printed; a dash where there is none."""
    if spread.lower is None:
        return "–"
    return _("{points} to {up_to}").format(
        points=_points(spread, spread.lower), up_to=_points(spread, spread.upper)
    )


def printed_number(counted: Spread | Shared) -> str:
    """A number of States as it is printed."""
    return str(counted.states) if counted.exact else f"{counted.states}+"


def states_of(counted: Spread | Shared) -> int:
    """The number that chooses the form of a word; one that stands for more, `5+`, takes many."""
    return counted.states if counted.exact else max(counted.states, MANY)


def title(region: Region) -> str:
    """The title: of how many States it is, those that are set apart among them."""
    apart = (region.provisional, region.other_edition, region.undecided)
    states = region.states + sum(map(len, apart))
    return count_of(states, "Region of {n} State", "Region of {n} States")


def set_apart(region: Region, provisional: str, other_edition: str) -> Iterable[str]:
    """The States that are in no figure of the page, named, with the reason."""
    if other_edition:
        yield _(
            "In no figure of this page, because they answer another edition of the questionnaire: "
            "{other_edition}."
        ).format(other_edition=other_edition)
    if provisional:
        yield _(
            "In no figure of this page, because their assessment is provisional (coverage under "
            "80 %, or under 50 % in an area): {provisional}."
        ).format(provisional=provisional)
    for item in region.undecided[:MAX_UNDECIDED]:
        status = _("final assessments") if item.final else _("drafts")
        yield _(
            "In no figure of this page: {state}, of which there are "
            "{number} {status} of {day} that differ."
        ).format(
            state=isolate(item.state), number=len(item.files), status=status, day=day(item.date)
        )
    more = len(region.undecided) - MAX_UNDECIDED
    if more > 0:
        yield count_of(more, "So are {n} more State.", "So are {n} more States.")
    yield from _refused(region)


def _refused(region: Region) -> Iterable[str]:
    for item in region.refused[:MAX_REFUSED]:
        yield _("In no figure of this page, because it cannot be scored: {name}. {reason}").format(
            name=item.name, reason=item.reason
        )
    more = len(region.refused) - MAX_REFUSED
    if more > 0:
        yield count_of(
            more, "Nor can {n} more file be scored.", "Nor can {n} more files be scored."
        )


def about_spreads(region: Region, *, dots: bool) -> Iterable[str]:
    """What the reader has to know of the spreads."""
    yield (
        _(
            "Each line shows how the States' scores are spread from 0 to 100: the bar holds the "
            "middle half of the States, the stroke is the median, and each dot is one State."
        )
        if dots
        else _(
            "Each line shows how the States' scores are spread from 0 to 100: the bar holds the "
            "middle half of the States, the stroke is the median."
        )
    )
    yield _(
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
    yield _(
        "This summary is anonymous: each figure is the mean of {threshold} States or more, those "
        "next to its place, in steps of {rounding} points. A low median reads "
        "≤ {least}, a high one ≥ {most}, and a frame is drawn for it. {threshold}+ means "
        "{threshold} States or more, {next_step}+ means {next_step} or more, and so on; "
        "all are not told apart from nearly all. The middle half is given where so many States are "
        "{min_middle_half} or more. A paragraph is given where it has "
        "{min_questions} questions or more, and differs from every area by as many or "
        "by none."
    ).format(
        threshold=threshold,
        rounding=anonymity.ROUNDING,
        least=least,
        most=most,
        next_step=2 * threshold,
        min_middle_half=anonymity.MIN_MIDDLE_HALF,
        min_questions=anonymity.MIN_QUESTIONS,
    )
    if region.states < anonymity.MIN_LISTED:
        yield _("Gaps are listed from {min_listed} States on.").format(
            min_listed=anonymity.MIN_LISTED
        )


def region_facts(region: Region) -> Iterable[str]:
    """What was counted: the edition, and of a region with names the dates and drafts."""
    yield f"{EDITION_NAMES[region.edition]}."
    if region.dates is not None:
        first, last = map(day, region.dates)
        when = (
            _("of {first}").format(first=first)
            if first == last
            else _("from {first} to {last}").format(first=first, last=last)
        )
        drafts = (
            _("{drafts} of them drafts").format(drafts=region.drafts)
            if region.drafts
            else _("all final")
        )
        yield count_of(
            region.states,
            "{n} assessment {when}, {drafts}.",
            "{n} assessments {when}, {drafts}.",
            when=when,
            drafts=drafts,
        )
    if region.redacted:
        yield count_of(
            region.redacted,
            "Of these, {n} is a redacted copy; what is open there counts as level 0.",
            "Of these, {n} are redacted copies; what is open there counts as level 0.",
        )
    if region.earlier:
        yield count_of(
            region.earlier,
            "{n} other assessment not counted: of each State the latest final one counts, or else "
            "the latest draft.",
            "{n} other assessments not counted: of each State the latest final one counts, or else "
            "the latest draft.",
        )


def marking(region: Region) -> str:
    """The markings of the assessments that count, for every page."""
    more = len(region.markings) - MAX_MARKINGS
    shown = "; ".join(region.markings[:MAX_MARKINGS])
    return _("{shown}; and {more} more").format(shown=shown, more=more) if more > 0 else shown


def coverage_in_words(spread: Spread) -> str:
    """The coverage of the States, in a few words."""
    if spread.median is None:
        return "–"
    if spread.lower is None:
        return _describe(spread, figures.coverage)
    return _("{describe} (middle half of the States: {share} to {up_to})").format(
        describe=_describe(spread, figures.coverage),
        share=_share(spread.lower, figures.coverage),
        up_to=_share(spread.upper, figures.coverage),
    )


def confidences(region: Region) -> str:
    """The shares of answers by confidence, as the rest of a sentence; empty without any."""
    texts = [
        f"{term('unstated' if name == NOT_SAID else name)} {_describe(spread, figures.percent)}"
        for name, spread in region.confidences.items()
        if spread.median is not None
    ]
    return ", ".join(texts)


def _describe(spread: Spread, shown: Callable[[float], str]) -> str:
    return f"{_share(spread.median, shown)} {term(spread.beyond)}".rstrip()


def _share(value: float | None, shown: Callable[[float], str]) -> str:
    # In one piece: a line never ends between the number and its sign.
    return shown((value or 0) / 100).replace(" ", "\u00a0")


def region_findings(region: Region, questionnaire: Questionnaire) -> Iterable[tuple[str, ...]]:
    """What the tables show first, in sentences by subject; only figures that stand in them."""
    said = (
        (*_overall(region), *_areas(region, questionnaire)),
        (*not_counted(region), *changed(region.changes)),
        (
            *_commonest(questionnaire, region.gaps, COMMONEST_GAPS),
            *_commonest(questionnaire, region.missing, COMMONEST_MISSING),
        ),
        tuple(requests_in_words(region)),
    )
    return filter(None, said)


def _overall(region: Region) -> Iterable[str]:
    if region.overall.median is None:
        return
    texts = _median_in_words(region.overall)
    yield (
        _("The median overall score is {texts}.").format(texts=texts)
        if region.anonymous
        else _("Half of the States score {texts} or more overall.").format(texts=texts)
    )


def not_counted(region: Region) -> Iterable[str]:
    """How many States and files are set apart, and why."""
    provisional, other = len(region.provisional), len(region.other_edition)
    undecided, refused = len(region.undecided), len(region.refused)
    if provisional:
        yield count_of(
            provisional,
            "{n} State is provisional and in no median.",
            "{n} States are provisional and in no median.",
        )
    if other:
        yield count_of(
            other,
            "{n} State answers another edition of the questionnaire, in no median.",
            "{n} States answer another edition of the questionnaire, in no median.",
        )
    if undecided:
        yield count_of(
            undecided,
            "{n} State has assessments that contradict each other, in no median.",
            "{n} States have assessments that contradict each other, in no median.",
        )
    if refused:
        yield count_of(refused, "{n} file cannot be scored.", "{n} files cannot be scored.")


def changed(changes: Sequence[StateChange]) -> Iterable[str]:
    """How many of the States that have an assessment before fell or rose."""
    if not changes:
        return
    fallen = sum(bool(change.falls) for change in changes)
    risen = sum(bool(change.rises) for change in changes)
    if len(changes) == 1:
        yield _changed_alone(fallen=bool(fallen), risen=bool(risen))
    else:
        yield _(
            "{number} States have an assessment before this one: answers fell in {fallen} "
            "of them and rose in {risen}."
        ).format(number=len(changes), fallen=fallen, risen=risen)


def _changed_alone(*, fallen: bool, risen: bool) -> str:
    if fallen and risen:
        return _("1 State has an assessment before this one: answers fell, and others rose.")
    if fallen:
        return _("1 State has an assessment before this one: answers fell, and none rose.")
    if risen:
        return _("1 State has an assessment before this one: answers rose, and none fell.")
    return _("1 State has an assessment before this one: no answer fell or rose.")


def requests_in_words(region: Region) -> Iterable[str]:
    """How many requests there are, and how many of them no offer fits."""
    requests = region.assistance.requests
    if not requests:
        return
    made = count_of(
        len({request.state for request in requests}),
        "{n} State makes {requests} for assistance",
        "{n} States make {requests} for assistance",
        requests=count_of(len(requests), "{n} request", "{n} requests"),
    )
    without = len(region.assistance.without_offer)
    if not any(request.offers for request in requests):
        yield _("{made}; no offer fits.").format(made=made)
    elif without:
        yield count_of(
            without, "{made}; {n} has no offer.", "{made}; {n} have no offer.", made=made
        )
    else:
        yield _("{made}; an offer fits each.").format(made=made)


def assistance_note(region: Region) -> str:
    """What stands under the table of requests and offers."""
    said = [_("An offer fits a request of its policy area and of a kind that it names.")]
    if leaves_the_government(region.edition):
        said.append(_("Offers are not part of this edition."))
    elif any(member.redacted for member in region.members):
        said.append(_("A redacted copy holds no offers."))
    said.append(_("cied batch --match prints every request and offer in full."))
    return " ".join(said)


def grid_heading(region: Region, questionnaire: Questionnaire) -> str:
    """What the grid shows first: how many areas of how many States lie in the lowest band."""
    scores = [
        score
        for member in region.members
        for area in questionnaire.areas
        if (score := member.areas[area.id]) is not None
    ]
    low = sum(not figures.reaches(score, figures.BAND_LIMITS[1]) for score in scores)
    if not scores:
        return _("No policy area has enough answers")
    if not low:
        return _("All {number} area scores are {bands} or more").format(
            number=len(scores), bands=figures.BAND_LIMITS[1]
        )
    return _("{low} of {number} area scores are under {bands}").format(
        low=low, number=len(scores), bands=figures.BAND_LIMITS[1]
    )


def falls(found: Sequence[LevelChange]) -> tuple[str, ...]:
    """The first falls of one State: `SUP-03 3 to 1`, `LAW-01 2 to 0`."""
    return tuple(
        _("{question} {before} to {after}").format(
            question=item.question, before=item.before, after=item.after
        )
        for item in found[:MAX_FALLS]
    )


def more_falls(found: Sequence[LevelChange]) -> str:
    """What follows the falls that are named: `and 3 more`; a dash where nothing fell."""
    more = len(found) - MAX_FALLS
    return _("and {more} more").format(more=more) if more > 0 else "" if found else figures.NONE


def whole_change(state_change: StateChange) -> str:
    """The overall score and its change: `48.5 (+16.5)`; a dash where the two cannot be compared."""
    if state_change.difference is None:
        return figures.NONE
    return f"{figures.points(state_change.after)} ({figures.difference(state_change.difference)})"


def changes_note(changes: Sequence[StateChange], shown: int) -> str:
    """What was compared, under the table of falls and rises, which shows so many States."""
    said = [_("Compared are the questions that have a level in both assessments.")]
    if len(changes) > shown:
        more = count_of(
            len(changes) - shown,
            "{n} more State has an assessment before this one; those with most falls are shown.",
            "{n} more States have an assessment before this one; those with most falls are shown.",
        )
        said.insert(0, more)
    if any(change.other_edition for change in changes):
        said.append(
            _(
                "Of an assessment that answers another edition of the questionnaire only the "
                "questions "
                "that mean the same are compared, and no score."
            )
        )
    if any(change.difference is not None for change in changes):
        said.append(figures.NEED_NOT_SUBTRACT)
    return " ".join(said)


def _areas(region: Region, questionnaire: Questionnaire) -> Iterable[str]:
    known = sorted(
        (
            (_order(spread, spread.median), _median_in_words(spread), area.title)
            for area in questionnaire.areas
            if (spread := region.areas[area.id]).median is not None
        ),
        key=lambda item: item[0],
    )
    if len(known) <= 2 * _MAX_NAMED:
        return
    if lowest := _first_apart(known):
        yield ngettext(
            "The area with the lowest median is {listed}.",
            "The areas with the lowest medians are {listed}.",
            len(lowest),
        ).format(listed=listed(lowest))
    if highest := _first_apart(known[::-1]):
        yield ngettext(
            "The area with the highest median is {listed}.",
            "The areas with the highest medians are {listed}.",
            len(highest),
        ).format(listed=listed(highest))


def _order(spread: Spread, median: float) -> Decimal:
    return figures.shown_points(median) if spread.exact else Decimal(figures.whole(median))


def _first_apart(known: Sequence[tuple[Decimal, str, str]]) -> list[str]:
    """The first areas, three at most, whose printed medians all the others' are beyond."""
    for many in range(_MAX_NAMED, 0, -1):
        if known[many - 1][0] != known[many][0]:
            return [f"{title} ({texts})" for _unused, texts, title in known[:many]]
    return []


def _commonest(
    questionnaire: Questionnaire, shared: Sequence[Shared], sentences: tuple[str, str, str]
) -> Iterable[str]:
    alone, among, among_several = sentences
    first = [item for item in shared if item.states == shared[0].states]
    names = [
        f"{questionnaire.by_id[item.question].name} ({item.question})"
        for item in first[:_MAX_NAMED]
    ]
    if not first:
        return
    where = ngettext("in {number} State", "in {number} States", states_of(first[0])).format(
        number=printed_number(first[0])
    )
    if len(first) == 1 and first[0].exact:
        yield alone.format(names=names[0], where=where)
    elif len(names) == 1:
        yield among.format(names=names[0], where=where)
    else:
        yield among_several.format(names=listed(names), where=where)
