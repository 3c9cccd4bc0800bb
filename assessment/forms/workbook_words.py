"""What the workbook of a part says to whoever fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from assessment.forms.model import Form, FormPoint, FormQuestion
from assessment.forms.words import form_facts
from assessment.language import _

LineKind = Literal["title", "heading", "text", "fact", "small", "entries"]
SheetLine = tuple[LineKind, str, str]
"""What kind of line it is, what stands beside it, and its text."""


def about_lines(form: Form) -> Iterator[SheetLine]:
    """The first sheet, from top to bottom; `entries` is where one says who one is."""
    yield "title", "", form.title
    yield "text", "", _("Questions to: {ministry}").format(ministry=form.part.ministry)
    for label, text in form_facts(form):
        yield "fact", label, text
    yield "entries", "", ""
    yield "heading", "", _("How to fill in")
    for number, text in enumerate(_steps(form), start=1):
        yield "text", str(number), text
    yield "heading", "", _("When a point holds")
    for number, rule in enumerate(form.rules, start=1):
        yield "text", str(number), f"{rule.title}. {rule.text}"
    yield "heading", "", _("Where no level can be given")
    yield "text", "", form.states_note
    yield "small", "", form.notice


def _steps(form: Form) -> tuple[str, ...]:
    return (
        _(
            "Fill in the grey cells only; all other cells are protected. A list opens in each cell "
            "where you choose."
        ),
        _(
            "On the sheet 'Questions', choose 'yes' beside each point that holds. The level "
            "follows "
            "from the points: it is the highest of 2, 3 and 4 all of whose points hold, with all "
            "points of the lower ones. It is shown beside the name of the question."
        ),
        _(
            "Where not all points of level 2 hold, choose level 0 or 1. If you choose none, one "
            "point that holds makes it level 1. You need not tick: you may choose the level alone."
        ),
        _("If no level can be given, choose a state in place of points and level."),
        (
            _(
                "Name what shows the level on the sheet 'Evidence', a row for each document or "
                "record. Say what is done next on the sheet 'Actions'; costs are in {currency}."
            ).format(currency=form.currency)
            if form.currency
            else _(
                "Name what shows the level on the sheet 'Evidence', a row for each document or "
                "record. Say what is done next on the sheet 'Actions'."
            )
        ),
        _(
            "Where you answered before, your answer is repeated. Confirm it, or change it. What "
            "you "
            "neither confirm nor change counts as not answered this time."
        ),
        _(
            "Write dates as 2026-11-30, or as 2026-11 or 2026 where the day is not known. Write no "
            "formulas: a cell with a formula is refused. A text has 10,000 characters at most."
        ),
        _(
            "Leave what you do not know empty. You can send the form back half filled in, and "
            "again "
            "when it is complete."
        ),
        _(
            "Save it as an Excel workbook (.xlsx) and send it back. It lists weak points and is "
            "not "
            "encrypted: keep it and send it as you do other sensitive papers. Sheets that you "
            "add are "
            "for yourself; they are not read."
        ),
    )


def guidance_lines(question: FormQuestion) -> Iterator[str]:
    """Why a question is asked, and what helps to answer it."""
    for reason in question.why:
        of = (
            _("Paragraph {paragraph}, {title}").format(
                paragraph=reason.paragraph, title=reason.title
            )
            if reason.paragraph
            else reason.title
        )
        yield _("Why it is asked. {of}: {plain}").format(of=of, plain=reason.plain)
    yield _("Look for: {look_for}").format(look_for=question.look_for)
    yield _("Ask: {ask}").format(ask=question.ask)
    yield _("Evidence: {evidence}").format(evidence=question.evidence)


def point_line(point: FormPoint) -> str:
    """One point, with the level that it belongs to."""
    return _("Level {level}.  {text}").format(level=point.level, text=point.text)
