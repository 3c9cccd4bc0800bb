"""An exact search over all assessments that print the same bands: which levels stay possible.

A reader of the public edition knows the questionnaire, the profile and what is printed. Here a
reader is given more: which questions do not apply, and, where `knows_open` is set, which are open.
Every assessment that is found is scored by the program itself and must print the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array
from synthetic import answers

from assessment.answers import Answers
from assessment.applicability import QuestionStatus, statuses
from assessment.assess import assess, assess_baseline
from assessment.publication import PublicBands, after_earlier
from assessment.questionnaire import Question, Questionnaire
from assessment.scorecard import BANDS, Band

ENOUGH = 3
"""So many levels must stay possible for every answer."""
OPEN = 5
"""The place, after the five levels, of the state of a question that is open."""
HAIR = 1e-6
Levels = Mapping[str, int]
Pair = tuple[Answers, Answers]
"""The answers of two years."""


def printed(
    questionnaire: Questionnaire, given: Answers, earlier: Answers | None = None
) -> PublicBands:
    """All that the public edition says of some answers, given an earlier public report or none."""
    now = assess(questionnaire, given, edition="public")
    if earlier is None:
        return now.public_bands
    years = now.answers, assess_baseline(now, earlier).answers
    return after_earlier(questionnaire, now.public_bands, *years)


def public_answers(
    questionnaire: Questionnaire, levels: Levels, conditions: Mapping[str, bool]
) -> Answers:
    """An assessment with some levels; every other question is open or excluded by the profile."""
    return answers(questionnaire, levels, conditions=conditions)


@dataclass(frozen=True)
class Shown:
    """A group whose band is printed."""

    band: Band
    members: tuple[Question, ...]


def shown_groups(questionnaire: Questionnaire, bands: PublicBands) -> Iterable[Shown]:
    """Every group but the overall whose band is printed."""
    for area in questionnaire.areas:
        yield from _shown(bands.areas[area.id], area.questions)
    for function in questionnaire.functions:
        members = questionnaire.questions_of_function(function.id)
        yield from _shown(bands.functions[function.id], members)
    for side in questionnaire.sides:
        yield from _shown(bands.sides[side.id], questionnaire.questions_of_side(side.id))
    for number, band in bands.paragraphs.items():
        yield from _shown(band, questionnaire.questions_of_paragraph(number))


def _shown(band: Band | None, members: Sequence[Question]) -> Iterable[Shown]:
    if band is not None:
        yield Shown(band, tuple(members))


@dataclass
class Rows:
    """Linear conditions on variables that are 0 or 1."""

    width: int
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, terms: Mapping[int, float], low: float, high: float) -> None:
        """The sum of some variables, each times its factor, lies between two numbers."""
        row = len(self.low)
        self.entries += [(row, column, factor) for column, factor in terms.items()]
        self.low.append(low)
        self.high.append(high)

    def constraint(self) -> LinearConstraint:
        """All of them, as the solver takes them."""
        rows, columns, factors = zip(*self.entries, strict=True)
        matrix = coo_array((factors, (rows, columns)), shape=(len(self.low), self.width))
        return LinearConstraint(matrix.tocsr(), self.low, self.high)


class Year:
    """What a reader knows of one public report, as conditions on its answers."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        given: Answers,
        *,
        knows_open: bool = False,
        knows_answered: bool = False,
        start: int = 0,
        earlier: Answers | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.given = given
        self.earlier = earlier
        self.bands = printed(questionnaire, given, earlier)
        self.statuses: Mapping[str, QuestionStatus] = statuses(questionnaire, given)
        self.keys = [key for key, item in self.statuses.items() if item.applies]
        self.place = {key: start + number * (OPEN + 1) for number, key in enumerate(self.keys)}
        self.width = start + len(self.keys) * (OPEN + 1)
        self._knows_open = knows_open
        self._knows_answered = knows_answered

    @property
    def answered(self) -> list[str]:
        """The questions that have a level."""
        return [key for key, item in self.statuses.items() if item.answer.level is not None]

    def conditions(self, rows: Rows) -> None:
        """What is printed, as conditions."""
        for key in self.keys:
            place = self.place[key]
            rows.add({place + state: 1 for state in range(OPEN + 1)}, 1, 1)
            if self._knows_open or key in self._in_unshown_areas():
                is_open = self.statuses[key].is_open
                rows.add({place + OPEN: 1}, is_open, is_open)
            elif self._knows_answered and not self.statuses[key].is_open:
                rows.add({place + OPEN: 1}, 0, 0)
        for group in shown_groups(self.questionnaire, self.bands):
            self._band(rows, group)
        self._overall(rows)

    def _in_unshown_areas(self) -> set[str]:
        # Why an area is not shown is taken to be known: that gives the reader more than there is.
        return {
            question.id
            for area in self.questionnaire.areas
            if self.bands.areas[area.id] is None
            for question in area.questions
        }

    def _members(self, members: Iterable[Question]) -> list[Question]:
        return [member for member in members if member.id in self.place]

    def _band(self, rows: Rows, group: Shown) -> None:
        members = self._members(group.members)
        weight = sum(member.weight for member in members)
        number = BANDS.index(group.band)
        points = self._points(members)
        rows.add(points, number * weight, (number + 1) * weight - (number < 3))
        self._enough(rows, members, share=0.5)
        rows.add({self.place[member.id] + OPEN: 1 for member in members}, 0, len(members) - 3)
        for member in members:
            if 2 * member.weight >= weight:
                rows.add({self.place[member.id] + OPEN: 1}, 1, 1)

    def _points(self, members: Iterable[Question], factor: float = 1) -> dict[int, float]:
        return {
            self.place[member.id] + level: factor * member.weight * level
            for member in members
            for level in range(1, OPEN)
        }

    def _enough(self, rows: Rows, members: Sequence[Question], *, share: float) -> None:
        weight = sum(member.weight for member in members)
        is_open = {self.place[member.id] + OPEN: float(member.weight) for member in members}
        rows.add(is_open, 0, (1 - share) * weight + HAIR)

    def _overall(self, rows: Rows) -> None:
        applicable = self._members(self.questionnaire.questions)
        if self.bands.overall is None:
            self._provisional(rows, applicable)
            return
        self._enough(rows, applicable, share=0.8)
        terms: dict[int, float] = {}
        weights = 0.0
        for area in self.questionnaire.areas:
            members = self._members(area.questions)
            if members:
                self._enough(rows, members, share=0.5)
                weight = sum(member.weight for member in members)
                terms |= self._points(members, area.weight / weight)
                weights += area.weight
        number = BANDS.index(self.bands.overall)
        high = (number + 1) * weights - (HAIR if number < 3 else -HAIR)
        rows.add(terms, number * weights - HAIR, high)

    def _provisional(self, rows: Rows, applicable: Sequence[Question]) -> None:
        card = assess(self.questionnaire, self.given, edition="public").scorecard
        thin = any(area.applies and not area.sufficient for area in card.areas.values())
        if card.overall.provisional and not thin:
            weight = sum(item.weight for item in applicable)
            is_open = {self.place[item.id] + OPEN: float(item.weight) for item in applicable}
            rows.add(is_open, 0.2 * weight + HAIR, weight)

    def levels(self, solution: np.ndarray) -> dict[str, int]:
        """The answered questions of a solution, each with its level."""
        found = {}
        for key, place in self.place.items():
            state = int(np.argmax(solution[place : place + OPEN + 1]))
            if state != OPEN:
                found[key] = state
        return found

    def hold(self, levels: Levels) -> None:
        """A solution prints the same, by the program's own scoring."""
        entries = answers(self.questionnaire, levels).answers
        kept = {
            key: answer
            for key, answer in self.given.answers.items()
            if answer.status == "not_applicable"
        }
        again = self.given.model_copy(update={"answers": entries | kept})
        assert printed(self.questionnaire, again, self.earlier) == self.bands


def possible_levels(
    questionnaire: Questionnaire,
    given: Answers,
    *,
    knows_open: bool = True,
    knows_answered: bool = False,
) -> dict[str, set[int]]:
    """For every answered question levels that are possible, up to three; all where fewer are."""
    year = Year(questionnaire, given, knows_open=knows_open, knows_answered=knows_answered)
    rows = Rows(year.width)
    year.conditions(rows)
    return _search(rows, [year], year)


def possible_after_two_years(
    questionnaire: Questionnaire, before: Answers, now: Answers
) -> dict[str, set[int]]:
    """The same for the later of two reports, if the reader knows how many answers changed."""
    first = Year(questionnaire, before, knows_open=True)
    second = Year(questionnaire, now, knows_open=True, start=first.width)
    keys = [key for key in first.keys if key in second.place]
    changed = {key: second.width + number for number, key in enumerate(keys)}
    rows = Rows(second.width + len(keys))
    first.conditions(rows)
    second.conditions(rows)
    for key, column in changed.items():
        for state in range(OPEN + 1):
            item, other = first.place[key] + state, second.place[key] + state
            rows.add({item: 1, other: -1, column: -1}, -2, 0)
    number = sum(before.answer(key).level != now.answer(key).level for key in keys)
    rows.add(dict.fromkeys(changed.values(), 1), 0, number)
    return _search(rows, [first, second], second)


def possible_if_unchanged(
    questionnaire: Questionnaire, before: Answers, now: Answers, *, seen: Pair | None = None
) -> dict[str, set[int]]:
    """The same for the later of two reports, if the reader takes every level as unchanged.

    The reader knows besides which questions are answered, as if there were a text for release on
    each of them; of the others it is not known whether they are open. The later report names bands
    of the earlier year, too: of a copy in which what is open now is open as well. Where no levels
    fit all of this the reader is wrong, and learns nothing: the result is empty.

    With `seen` the reader reads the reports of that pair, and supposes that what does not apply is
    what does not apply in this one.
    """
    years = _years(questionnaire, before, now)
    for year, read in zip(years, _years(questionnaire, *(seen or (before, now))), strict=True):
        year.bands = read.bands
    first, second, named = years
    rows = Rows(named.width)
    for year in years:
        year.conditions(rows)
    _copies(rows, first, second, named)
    for key in set(first.place) & set(second.place):
        for level in range(OPEN):
            others = [second.place[key] + other for other in range(OPEN) if other != level]
            rows.add({first.place[key] + level: 1, **dict.fromkeys(others, 1)}, 0, 1)
    if _solution(rows.constraint(), np.zeros(rows.width)).x is None:
        return {}
    return _search(rows, [first, second], second, {key: set() for key in second.answered})


def _years(questionnaire: Questionnaire, before: Answers, now: Answers) -> tuple[Year, Year, Year]:
    """Both years, and the earlier one as the later report names it."""
    first = Year(questionnaire, before, knows_answered=True)
    second = Year(questionnaire, now, knows_answered=True, start=first.width, earlier=before)
    return first, second, _named_in_the_later(questionnaire, before, now, start=second.width)


def _named_in_the_later(
    questionnaire: Questionnaire, before: Answers, now: Answers, *, start: int
) -> Year:
    """The earlier year as the later report names it: the whole, and the policy areas."""
    current = assess(questionnaire, now, edition="public")
    named = Year(questionnaire, assess_baseline(current, before).answers, start=start)
    bands = named.bands
    named.bands = replace(
        bands,
        paragraphs=dict.fromkeys(bands.paragraphs),
        functions=dict.fromkeys(bands.functions),
        sides=dict.fromkeys(bands.sides),
    )
    return named


def _copies(rows: Rows, first: Year, second: Year, named: Year) -> None:
    """What is named of the earlier year has its levels, but for what is open in either year."""
    for key, place in named.place.items():
        then, now = first.place.get(key), second.place.get(key)
        if then is None:
            continue
        for level in range(OPEN):
            rows.add({place + level: 1, then + level: -1}, -1, 0)
        opened = {then + OPEN: 1.0} | ({now + OPEN: 1.0} if now is not None else {})
        rows.add({place + OPEN: -1, **opened}, 0, 2)
        for column in opened:
            rows.add({place + OPEN: 1, column: -1}, 0, 1)


def _solution(constraint: LinearConstraint, cost: np.ndarray) -> OptimizeResult:
    return milp(
        cost,
        constraints=constraint,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.3},
    )


def _search(
    rows: Rows, years: Sequence[Year], asked: Year, known: dict[str, set[int]] | None = None
) -> dict[str, set[int]]:
    """Each solution brings as many levels as possible that were not seen yet; exact at the end."""
    constraint = rows.constraint()
    if known is None:
        known = {key: {asked.given.answer(key).level or 0} for key in asked.answered}
    while wanted := [key for key, levels in known.items() if len(levels) < ENOUGH]:
        found = _solution(constraint, _unseen(rows.width, asked, known, wanted))
        assert found.x is not None, found.message
        for year in years:
            year.hold(year.levels(found.x))
        levels = asked.levels(found.x)
        new = [key for key in wanted if key in levels and levels[key] not in known[key]]
        if not new:
            assert found.status == 0, found.message
            break
        for key in new:
            known[key].add(levels[key])
    return known


def _unseen(
    width: int, asked: Year, known: Mapping[str, set[int]], wanted: Iterable[str]
) -> np.ndarray:
    """What a solution costs: less for every level that was not seen yet."""
    cost = np.zeros(width)
    for key in wanted:
        for level in set(range(OPEN)) - known[key]:
            cost[asked.place[key] + level] = -1
    return cost


def fixed(found: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """The questions of which too much is known."""
    return {key: levels for key, levels in found.items() if len(levels) < ENOUGH}
