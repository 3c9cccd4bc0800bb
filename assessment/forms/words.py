"""What the workbook and the PDF of a part both say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.answers import Position
from assessment.forms.fields import AboutField
from assessment.forms.model import Form
from assessment.positions import in_short

ABOUT_LABELS: Mapping[AboutField, str] = {
    "by": "Name or office of who fills it in",
    "date": "Date on which it was filled in, as 2026-11-30",
    "approved_by": "Approved by",
}


def facts(form: Form) -> Iterator[tuple[str, str]]:
    """From whom the form comes, until when it is asked for, and to whom it goes back."""
    known = (
        ("State", form.state),
        ("From", form.authority),
        ("Period", form.period),
        ("Until", form.part.due.isoformat() if form.part.due else ""),
        ("Back to", form.contact or form.authority),
        ("Marking", form.marking),
    )
    return ((label, text) for label, text in known if text)


def earlier_line(position: Position) -> str:
    """What this ministry said before."""
    who = f" by {position.by}" if position.by else ""
    when = f" on {position.at.date().isoformat()}" if position.at else ""
    said = in_short(position)
    return f"Your earlier answer: {said}{_with_points(position)}. Given{who}{when}."


def _with_points(position: Position) -> str:
    if not position.points:
        return ""
    return f" (points {', '.join(position.points)})"
