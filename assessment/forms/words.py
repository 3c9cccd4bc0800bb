"""What the workbook and the PDF of a part both say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.answers import Position
from assessment.dates import in_words
from assessment.forms.fields import AboutField
from assessment.forms.model import Form
from assessment.language import _
from assessment.positions import in_short
from assessment.text import joined_sentences

ABOUT_LABELS: Mapping[AboutField, str] = {
    "by": _("Name or office of who fills it in"),
    "date": _("Date on which it was filled in, as 2026-11-30"),
    "approved_by": _("Approved by"),
}


def form_facts(form: Form) -> Iterator[tuple[str, str]]:
    """From whom the form comes, until when it is asked for, and to whom it goes back."""
    known = (
        (_("State"), form.state),
        (_("From"), form.authority),
        (_("Period"), form.period),
        (_("Until"), in_words(form.part.due) if form.part.due else ""),
        (_("Back to"), form.contact or form.authority),
        (_("Marking"), form.marking),
    )
    return ((label, text) for label, text in known if text)


def earlier_line(position: Position) -> str:
    """What this ministry said before."""
    return joined_sentences(
        _("Your earlier answer: {said}.").format(said=_said(position)), _given(position)
    )


def _said(position: Position) -> str:
    said = in_short(position)
    if not position.points:
        return said
    return _("{said} (points {points})").format(said=said, points=", ".join(position.points))


def _given(position: Position) -> str:
    by, date = position.by, in_words(position.at.date()) if position.at else ""
    if by and date:
        return _("Given by {by} on {date}.").format(by=by, date=date)
    if by:
        return _("Given by {by}.").format(by=by)
    return _("Given on {date}.").format(date=date) if date else ""
