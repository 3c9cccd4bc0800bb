"""The lines of the tree of areas: where one is, what is done, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.geometry import Size

from assessment.applicability import QuestionStatus
from assessment.figures import points
from assessment.language import _
from assessment.questionnaire import Area, Question
from assessment.score_words import range_words
from assessment.scorecard import Counts, Score, Scorecard
from assessment.text import count_of
from assessment.tui.commands import clicked
from assessment.tui.session import Session
from assessment.tui.widgets.lines import (
    EMPTY_LINE,
    Line,
    Piece,
    fit,
    line,
    padded,
    share_bar,
    width_of,
)

_BAR = 8
_NAMED = 36
"""From this width on an area's title stands beside its letters."""
AREA_PROGRESS = 19
"""The cells of an area's progress where a title stands beside it."""
MIN_QUESTIONS_SHOWN = 5
"""So many questions of the present area are shown at least, or none."""
_LETTERS = {"not_applicable": "n", "unknown": "u", "withheld": "w", "unanswered": "·"}
"""The mark of each state that has no level: the key that gives it."""


def number_decided(counts: Counts) -> int:
    """How many applicable questions are decided: unknown and withheld are answers too."""
    return counts.applicable - counts.unanswered


def progress(counts: Counts) -> str:
    """`2 of 9`, or once nothing is left what the answers are: `done 7 levels 1u 1w`."""
    if not counts.applicable:
        return _("n/a")
    if counts.unanswered:
        return _("{done} of {applicable}").format(
            done=number_decided(counts), applicable=counts.applicable
        )
    return " ".join(
        [_("done"), count_of(counts.answered, "{n} level", "{n} levels"), *_without_level(counts)]
    )


def _without_level(counts: Counts) -> Iterator[str]:
    for number, key in ((counts.unknown, "u"), (counts.withheld, "w")):
        if number:
            yield f"{number}{key}"


def figures(score: Score) -> str:
    """The score with its range; a dash where there is none."""
    if score.low is None or score.high is None:
        return _("does not apply")
    return f"{points(score.score)} ({range_words(score)})"


def _mark(item: QuestionStatus) -> str:
    """One letter for a question's state: the key that gives it."""
    if item.status == "answered":
        return str(item.answer.level)
    return _LETTERS[item.status]


class AreaLines:
    """Lays out the areas, with the questions of the present one under it."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def lines(self, size: Size) -> list[Line]:
        """The lines: areas, then the figures at the foot where there is room."""
        card = self.session.scorecard
        foot = self._foot(card, size.width)
        room = size.height - len(foot)
        tree = list(self._tree(card.areas, size.width, room))
        if room < len(tree) or room < 3:
            return self._around(tree, size.height)
        return [*tree, *[EMPTY_LINE] * (room - len(tree)), *foot]

    def _tree(self, scores: Mapping[str, Score], width: int, room: int) -> Iterator[Line]:
        areas = self.session.questionnaire.areas
        present = self.session.question.area_id
        opened = self.session.questionnaire.area_by_id[present]
        shown = _window_of(
            opened.questions,
            opened.questions.index(self.session.question),
            room - len(areas),
        )
        for area in areas:
            yield self._area(area, scores[area.id], area.id == present, width)
            if area.id == present:
                yield from self._questions(opened.questions, shown, width)

    def _questions(
        self, every: Sequence[Question], shown: Sequence[Question], width: int
    ) -> Iterator[Line]:
        """The questions that find room; an arrow says where more of them stand."""
        for question in shown:
            above = question is shown[0] and question is not every[0]
            below = question is shown[-1] and question is not every[-1]
            yield self._question(question, width, "↑" if above else "↓" if below else " ")

    def _area(self, area: Area, score: Score, here: bool, width: int) -> Line:
        action = clicked("area", area.id)
        counts, role = score.counts, "strong" if here else ""
        finished = counts.applicable > 0 and not counts.unanswered
        words = f"{progress(counts):<9}" if counts.unanswered else progress(counts)
        pieces = [
            Piece("►" if here else " ", "accent", action),
            Piece(f"{area.id:<4} ", role, action),
            Piece(words, "good" if finished else role, action),
        ]
        if counts.unanswered:
            room = max(min(width - width_of(pieces) - 2, _BAR), 0)
            pieces.append(Piece(f" {share_bar(_share(counts), room)}", "accent", action))
        if width >= _NAMED:
            room = width - AREA_PROGRESS - 8
            gap = " " * max(AREA_PROGRESS + 8 - width_of(pieces), 2)
            pieces.append(Piece(f"{gap}{fit(area.title, room)}", role or "dim", action))
        return tuple(pieces)

    def _question(self, question: Question, width: int, more: str) -> Line:
        item = self.session.status_of(question.id)
        here = question.id == self.session.position
        action = clicked("question", question.id)
        number = question.id.rpartition("-")[2]
        flag = "!" if item.answer.flag else " "
        text = fit(f"{number} {_mark(item)}{flag}{question.name}", width - 3)
        return (
            Piece(f"{more} ", "accent", action),
            Piece(padded(text, width - 3), "here" if here else "dim", action),
        )

    def _foot(self, card: Scorecard, width: int) -> list[Line]:
        area = card.areas[self.session.question.area_id]
        counts = card.overall.counts
        # A ministry that fills in its part sees how far it is, and no score.
        part = self.session.is_part
        whole = " ".join(
            [
                _("Overall {done} of {applicable}").format(
                    done=number_decided(counts), applicable=counts.applicable
                ),
                *_without_level(counts),
            ]
        )
        return [
            EMPTY_LINE,
            _describe(whole, width, "strong"),
            _describe(
                f"{share_bar(_share(counts), _BAR)} {'' if part else figures(card.overall)}", width
            ),
            _describe(f"{area.id} {progress(area.counts)}", width, "strong"),
            *([] if part else [_describe(figures(area), width)]),
        ]

    def _around(self, tree: list[Line], height: int) -> list[Line]:
        """The part of the tree about the present area, where not all of it fits."""
        order = [area.id for area in self.session.questionnaire.areas]
        here = order.index(self.session.question.area_id)
        first = max(0, min(here - height // 2, len(tree) - height))
        return tree[first : first + height]


def _window_of(questions: Sequence[Question], index: int, room: int) -> Sequence[Question]:
    """As many as there is room for, about the present one; none where that would be too few."""
    if room < min(MIN_QUESTIONS_SHOWN, len(questions)):
        return ()
    first = max(0, min(index - room // 2, len(questions) - room))
    return questions[first : first + room]


def _describe(words: str, width: int, role: str = "") -> Line:
    return line(f" {fit(words, width - 1)}", role)


def _share(counts: Counts) -> float:
    return number_decided(counts) / counts.applicable if counts.applicable else 1.0
