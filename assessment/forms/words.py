"""What the workbook and the PDF of a part both say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.answers import Position
from assessment.dates import in_words
from assessment.forms.fields import AboutField
from assessment.forms.model import Form
from assessment.language import _
from assessment.positions import in_short

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
    who = _(" by {by}").format(by=position.by) if position.by else ""
    when = _(" on {date}").format(date=in_words(position.at.date())) if position.at else ""
    said = in_short(position)
    return _("Your earlier answer: {said}{with_points}. Given{who}{when}.").format(
        said=said, with_points=_with_points(position), who=who, when=when
    )


def _with_points(position: Position) -> str:
    if not position.points:
        return ""
    return _(" (points {points})").format(points=", ".join(position.points))
