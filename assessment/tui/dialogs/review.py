"""What a reviewer from outside the responsible ministry found: level, note, who and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from assessment.answers import LINE_LIMIT, NOTE_LIMIT, Review
from assessment.dates import HOW, ReadDate, read_date
from assessment.language import _
from assessment.questionnaire import LEVELS, Level, Question, Questionnaire
from assessment.terms import term
from assessment.text import one_line
from assessment.tui.dialogs.typing import BoundedText, TypingDialog
from assessment.tui.drafts import Draft
from assessment.tui.widgets.lines import fit
from assessment.tui.widgets.one_of import OneOf

MEANING_WIDTH = 60
"""Cells of a line before the dialog is laid out."""


class EditReview(TypingDialog):
    """Closes with nothing: what is typed is saved on the way."""

    DEFAULT_CSS = """
    EditReview #note { height: 5; max-height: 30%; }
    EditReview Horizontal { height: auto; }
    EditReview .name { width: 8; }
    EditReview #meaning { height: auto; max-height: 8; color: $text-muted; }
    EditReview #by { width: 1fr; }
    EditReview #at { width: 20; }
    EditReview #meant { width: auto; padding: 0 1; }
    EditReview.-tiny .name, EditReview.-tiny #meant { display: none; }
    """
    HINT = _(
        "0 to 4 choose the level, - takes it away; Tab goes on. Saved as you type. "
        "Esc goes back to the question."
    )

    def __init__(
        self,
        questionnaire: Questionnaire,
        question: Question,
        review: Review,
        *,
        save: Callable[[Review | None], object],
        reviewers: Sequence[str] = (),
        today: dt.date,
        draft: Draft | None = None,
    ) -> None:
        super().__init__(save, None if review == Review() else review, draft)
        self._questionnaire = questionnaire
        self._question = question
        self._review = review
        self._reviewers = reviewers
        self._today = today

    def compose(self) -> ComposeResult:
        """Level, who, when, and a note."""
        review = self._review
        levels: list[tuple[str, str, Level | None]] = [("-", term("none"), None)]
        levels += [(str(level), str(level), level) for level in LEVELS]
        # Whoever reviewed the last question most likely reviews this one, today.
        by = review.by or (self._reviewers[0] if review == Review() and self._reviewers else "")
        at = review.at.date() if review.at else None if review != Review() else self._today
        name = Input(
            by,
            id="by",
            max_length=LINE_LIMIT,
            placeholder=_("The reviewer's name or office; → completes"),
            suggester=SuggestFromList(self._reviewers, case_sensitive=False),
            compact=True,
        )
        when = Input(
            at.isoformat() if at else "",
            id="at",
            placeholder=_("such as 3 May 2027"),
            max_length=30,
            compact=True,
        )
        yield from self.frame(
            _("Review of {id}").format(id=self._question.id),
            _row(_("Level"), OneOf(levels, review.level, "level")),
            Static(id="meaning"),
            _row(_("By"), name),
            _row(_("On"), when, Static(id="meant")),
            BoundedText(review.note, NOTE_LIMIT, id="note"),
        )

    def on_mount(self) -> None:
        """Begin with the level."""
        self.call_after_refresh(self._show_meaning)
        self.query_one("#level", OneOf).focus()

    @on(OneOf.Changed)
    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._show_meaning()
        self.typed()

    def _show_meaning(self) -> None:
        width = self.query_one("#meaning").size.width or MEANING_WIDTH
        for widget_id, said in (("meaning", self._meanings(width)), ("meant", self._at.words)):
            shown = self.query_one(f"#{widget_id}", Static)
            if shown.content != Content(said):
                shown.update(Content(said))

    def _meanings(self, width: int) -> str:
        """Every level on one line; the chosen one is told whole."""
        lines = []
        for level in LEVELS:
            name = self._questionnaire.level_name(level)
            words = f"{level} {name}: {' '.join(self._question.meaning(level))}"
            lines.append(words if level == self._level else fit(words, width))
        return "\n".join(lines)

    @property
    def _level(self) -> Level | None:
        level: Level | None = self.query_one("#level", OneOf).value
        return level

    @property
    def _at(self) -> ReadDate:
        return read_date(self.query_one("#at", Input).value, "first")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_done()

    def value(self) -> Review | None:
        """The review; None where neither a level nor a note is left of it."""
        note = self.query_one("#note", BoundedText).text.rstrip()
        if self._level is None and not note:
            return None
        by = one_line(self.query_one("#by", Input).value)
        return Review(level=self._level, note=note, by=by or None, at=self._time())

    def _time(self) -> dt.datetime | None:
        """The recorded time where its day stayed, so that a look at it changes nothing."""
        before, read = (self._settled or self._review).at, self._at
        if read.trouble or (before is not None and read.date == before.date()):
            return before
        return dt.datetime.combine(read.date, dt.time(), dt.UTC) if read.date else None

    def lines(self) -> Mapping[str, str]:
        """What is no date."""
        return {"at": self.query_one("#at", Input).value}

    def unrecorded(self) -> str:
        """That the date is none, or that a name alone is no review."""
        return f"{self._at.trouble} {HOW}" if self._at.trouble else ""


def _row(label: str, *parts: Widget) -> Horizontal:
    return Horizontal(Static(Content(label), classes="name"), *parts)
