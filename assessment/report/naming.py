"""Whose report a ministry's is, and what its file is called."""

from __future__ import annotations

from assessment.assess import Assessment
from assessment.errors import ReportError
from assessment.language import _
from assessment.report import ministries
from assessment.text import in_file_name, name_key, one_line


def ministry_report_name(index: int, ministry: str | None) -> str:
    """A file name that is safe whatever a ministry is called: a number, and its own letters."""
    if ministry is None:
        return f"{index:02d}-no-ministry"
    return f"{index:02d}-{in_file_name(ministry) or 'ministry'}"


def known_ministry(named: str, assessment: Assessment, where: str) -> str | None:
    """The ministry of a name; None, for an empty name, where a question has no ministry."""
    wanted = named or None
    known = ministries(assessment)
    if wanted is None and None in known:
        return None
    spelled = {name_key(name): name for name in known if name}
    if wanted is not None and name_key(wanted) in spelled:
        return spelled[name_key(wanted)]
    names = ", ".join(name for name in known if name)
    raise ReportError(
        _("No question is the responsibility of '{wanted}'.").format(wanted=one_line(wanted)[:60])
        if wanted
        else _("Every question has a responsible ministry."),
        where=where,
        remedy=_("Name one of: {names}.").format(names=names)
        if names
        else _("Set ministries in the answer file first."),
    )
