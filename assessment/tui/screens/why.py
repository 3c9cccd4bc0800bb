"""Why a score is what it is: its questions, or its policy areas, and what pulls it down most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assessment.assess import Assessment
from assessment.figures import NONE, points, pull, units
from assessment.language import _
from assessment.score_words import band_words, could_be
from assessment.scorecard import AreaTerm, Arithmetic, OverallArithmetic, Score, Term
from assessment.text import clean, count_of, one_line
from assessment.tui import wording
from assessment.tui.choices import GoTo
from assessment.tui.widgets.fitted_table import Column, FittedTable, Row
from assessment.tui.widgets.keys import Keys
from assessment.tui.widgets.listing import Describe, Listing

_COLUMNS = (
    Column(_("question"), 8),
    Column("", 12, most=46),
    Column(_("level"), 13, most=15),
    Column(_("worth x weight"), 14, right=True),
    Column(_("points"), 6, right=True),
    Column("", 4, most=24),
    Column(_("pulls down"), 10, right=True),
)
AREA_COLUMNS = (
    Column(_("area"), 4),
    Column("", 12, most=46),
    Column(_("score x weight"), 14, right=True),
    Column(_("points"), 6, right=True),
    Column("", 4, most=24),
    Column(_("pulls down"), 10, right=True),
)


@dataclass(frozen=True)
class _Sums:
    """What a screen of sums shows: whose score it is, its terms as rows, and the sums."""

    of: str
    score: Score
    area: bool
    """Whether it is a policy area's."""
    columns: tuple[Column, ...]
    enter: str
    empty: str
    rows: tuple[Row, ...]
    describe: Describe
    words: str


class _SumsScreen(Screen[GoTo | None]):
    """The terms of one score; closes with a question to go to, or with None."""

    CSS_PATH = "../desk/desk.tcss"
    HORIZONTAL_BREAKPOINTS = Listing.BESIDE
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (29, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Back")),
        Binding("question_mark,f1", "app.explain('why')", _("Help"), key_display="?"),
    ]

    def __init__(self, shown: Assessment, sums: _Sums) -> None:
        super().__init__()
        self._shown = shown
        self._sums = sums

    def compose(self) -> ComposeResult:
        """The score, its terms, and the sums beneath."""
        sums = self._sums
        yield Static(Content(_("Why this score: {title}").format(title=clean(sums.of))), id="head")
        yield Static(Content(_figures(sums.score, area=sums.area)), id="summary")
        table = FittedTable(*sums.columns, enter=sums.enter)
        yield Listing(id="terms", describe=sums.describe, empty=sums.empty, table=table)
        yield Static(Content(sums.words), id="sums")
        yield Keys()

    def on_mount(self) -> None:
        """Show every term, what pulls down most first."""
        listing = self.query_one("#terms", Listing)
        listing.show(self._sums.rows)
        listing.take_focus()


class WhyScreen(_SumsScreen):
    """A score out of its questions."""

    def __init__(
        self, shown: Assessment, title: str, score: Score, questions: tuple[str, ...]
    ) -> None:
        found = shown.arithmetic(questions)
        strongest = _strongest(found.terms)
        super().__init__(
            shown,
            _Sums(
                of=title,
                score=score,
                area=score.id in shown.questionnaire.area_by_id,
                columns=_COLUMNS,
                enter=_("Go"),
                empty=_("No question of it applies."),
                rows=tuple(_question_row(shown, term, strongest) for term in found.terms),
                describe=partial(_describe_question, shown),
                words=_sums(found, score),
            ),
        )

    @on(Listing.Chosen)
    def _chosen(self, event: Listing.Chosen) -> None:
        self.dismiss(GoTo(event.key))


class WhyOverallScreen(_SumsScreen):
    """The overall score out of its policy areas."""

    def __init__(self, shown: Assessment) -> None:
        found, overall = shown.overall_arithmetic(), shown.scorecard.overall
        strongest = _strongest(found.terms)
        super().__init__(
            shown,
            _Sums(
                of=_("Overall"),
                score=overall,
                area=False,
                columns=AREA_COLUMNS,
                enter=_("Why"),
                empty=_("No question applies."),
                rows=tuple(_area_row(shown, term, strongest) for term in found.terms),
                describe=partial(_describe_area, shown),
                words=_overall_sums(found, overall),
            ),
        )

    @on(Listing.Chosen)
    @work
    async def _chosen(self, event: Listing.Chosen) -> None:
        area = self._shown.questionnaire.area_by_id[event.key]
        score = self._shown.scorecard.areas[area.id]
        ids = tuple(question.id for question in area.questions)
        title = f"{area.id}  {area.title}"
        choice = await self.app.push_screen_wait(WhyScreen(self._shown, title, score, ids))
        if choice is not None:
            self.dismiss(choice)


def _strongest(terms: Iterable[Term | AreaTerm]) -> float:
    return max((term.pull or 0.0 for term in terms), default=0.0)


def _question_row(shown: Assessment, term: Term, strongest: float) -> Row:
    item = shown.statuses[term.question]
    return Row(
        term.question,
        (
            term.question,
            item.question.name,
            wording.state_of(shown.questionnaire, item.status, item.answer.level),
            NONE if term.value is None else f"{term.value} x {term.weight}",
            NONE if term.points is None else str(term.points),
            lambda width: _bar(term, strongest, width),
            pull(term.pull),
        ),
    )


def _area_row(shown: Assessment, term: AreaTerm, strongest: float) -> Row:
    return Row(
        term.area,
        (
            term.area,
            shown.questionnaire.area_by_id[term.area].title,
            NONE if term.score is None else f"{points(term.score)} x {term.weight:g}",
            points(term.points),
            lambda width: _bar(term, strongest, width),
            pull(term.pull),
        ),
    )


def _describe_question(shown: Assessment, key: str) -> Content:
    item = shown.statuses[key]
    title = _("{key}  {name}, target {target}").format(
        key=key, name=item.question.name, target=item.target
    )
    return Content.assemble((title, "bold"), *(f"\n{words}" for words in _missing(shown, key)))


def _describe_area(shown: Assessment, key: str) -> Content:
    area, score = shown.questionnaire.area_by_id[key], shown.scorecard.areas[key]
    return Content.assemble((f"{key}  {area.title}", "bold"), f"\n{_figures(score, area=True)}")


def _overall_sums(found: OverallArithmetic, score: Score) -> str:
    if not found.weight:
        return _("Nothing is answered, so there is no score.")
    without = [term.area for term in found.terms if term.score is None]
    lines = [
        _(
            "Sum of the weights {weight:g}, sum of the points {points}: "
            "{points} / {weight:g} = {score}. "
            "The points are added before they are rounded."
        ).format(weight=found.weight, points=points(found.points), score=points(score.score))
    ]
    if without:
        lines.append(
            _("Without an answer, and so not in the score: {without}.").format(
                without=", ".join(without)
            )
        )
    return "\n".join(lines)


def _missing(shown: Assessment, key: str) -> Iterator[str]:
    item = shown.statuses[key]
    if item.answer.level is None:
        yield _("Open, so it widens the range and is in no score. Weight {weight}.").format(
            weight=item.question.weight
        )
        return
    letters = item.question.missing(item.answer.level, item.answer.points, item.target)
    texts = " ".join(item.question.points[letter].text for letter in letters)
    yield (
        one_line(_("Missing up to the target: {texts}").format(texts=texts))
        if texts
        else _("Nothing is missing.")
    )


def _figures(score: Score, *, area: bool) -> str:
    return _("{points}  {could_be}  target {target}  {band}").format(
        points=points(score.score),
        could_be=could_be(score),
        target=points(score.target),
        band=band_words(score, area=area),
    )


def _sums(found: Arithmetic, score: Score) -> str:
    open_ = [term for term in found.terms if term.level is None]
    lines = [
        _(
            "Sum of weights {answered_weight}, sum of points {points}: "
            "{points} / {answered_weight} = {score}."
        ).format(
            answered_weight=found.answered_weight, points=found.points, score=points(score.score)
        )
        if found.answered_weight
        else _("Nothing is answered, so there is no score.")
    ]
    if open_:
        whole = found.answered_weight + found.open_weight
        lines.append(
            _(
                "{number} of weight {open_weight}: from "
                "{points} / {whole} = {low} to ({points} + 100 x "
                "{open_weight}) / {whole} = {high}."
            ).format(
                number=count_of(len(open_), "{n} open question", "{n} open questions"),
                open_weight=found.open_weight,
                points=found.points,
                whole=whole,
                low=points(score.low),
                high=points(score.high),
            )
        )
    return "\n".join(lines)


def _bar(term: Term | AreaTerm, strongest: float, width: int) -> Text:
    if term.pull is None or term.pull <= 0 or not strongest:
        return Text("")
    return Text("█" * max(units(term.pull / strongest, width), 1), no_wrap=True)
