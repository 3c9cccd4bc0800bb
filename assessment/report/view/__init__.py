"""Every word and every rounded number that a report's template may show, as frozen values.

Each edition has a value of its own, so that what an edition may not show is not there to be shown,
whatever a template asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.assess import Assessment, Edition
from assessment.report.options import ReportOptions
from assessment.report.view.editions import (
    FullReport,
    MinistryReport,
    Report,
    full_report,
    ministry_report,
)
from assessment.report.view.national import NationalReport, left_out, national_report
from assessment.report.view.partner import PartnerReport, partner_report
from assessment.report.view.statement import PublicReport, public_report

__all__ = [
    "FullReport",
    "MinistryReport",
    "NationalReport",
    "PartnerReport",
    "PublicReport",
    "Report",
    "left_out",
    "view",
]

_VIEWS: Mapping[Edition, Callable[[Assessment, ReportOptions], Report]] = {
    "full": full_report,
    "ministry": ministry_report,
    "partner": partner_report,
    "public": public_report,
    "national": national_report,
}


def view(assessment: Assessment, options: ReportOptions) -> Report:
    """All that the edition of an assessment shows."""
    return _VIEWS[assessment.edition](assessment, options)
