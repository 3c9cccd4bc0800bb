"""Reports made for tests, and everything that can be read out of a PDF."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf

from assessment.answers import Answers, Offer
from assessment.assess import Assessment, assess, assess_baseline
from assessment.questionnaire import Questionnaire
from assessment.redaction import REPORT_EDITIONS, leaves_the_government
from assessment.region import RefusedFile, Region, member, region
from assessment.report import ReportOptions, make_html, make_pdf, ministries

EDITIONS = REPORT_EDITIONS
LEAVING = tuple(filter(leaves_the_government, REPORT_EDITIONS))


def of_three(questionnaire: Questionnaire, example: Answers, earlier: Answers) -> Region:
    """A region with all that its page can hold: a fall, an offer, a State and a file set apart."""
    offer = Offer(area="LAW", assistance=("technical",), text="Two drafters.")
    given = (
        example.replace(state="State A"),
        example.replace(state="State B", offer=(offer,)),
        example.replace(state="State C", answers={}),
        earlier.replace(state="State A"),
    )
    members = [member(assess(questionnaire, item)) for item in given]
    refused = (RefusedFile("broken.json", "This is not valid JSON: the file is cut off."),)
    return region(questionnaire, members, refused=refused)


def of_six(questionnaire: Questionnaire, example: Answers) -> Region:
    """An anonymous region."""
    given = [example.replace(state=f"State {number}") for number in range(6)]
    members = [member(assess(questionnaire, item)) for item in given]
    return region(questionnaire, members, anonymous=True)


class Press:
    """Makes reports; the same wish is printed once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._kept: dict[tuple[Any, ...], Any] = {}

    def assessment(self, answers: Answers, edition: str) -> Assessment:
        """The assessment of an edition."""
        return assess(self.questionnaire, answers, edition=edition)

    def options(self, answers: Answers, edition: str, **wishes: Any) -> ReportOptions:
        """The options of an edition; the first ministry's unless another is named."""
        if edition == "ministry" and "ministry" not in wishes:
            wishes["ministry"] = ministries(self.assessment(answers, edition))[0]
        if wishes.get("baseline"):
            current = self.assessment(answers, edition)
            wishes["baseline"] = assess_baseline(current, wishes["baseline"])
        return ReportOptions(edition=edition, **wishes)

    def html(self, answers: Answers, edition: str = "full", **wishes: Any) -> str:
        """The page of an edition."""
        options = self.options(answers, edition, **wishes)
        return self._once("html", make_html, answers, options)

    def pdf(self, answers: Answers, edition: str = "full", **wishes: Any) -> bytes:
        """The PDF of an edition."""
        options = self.options(answers, edition, **wishes)
        return self._once("pdf", make_pdf, answers, options)

    def everything(self, answers: Answers, edition: str = "full", **wishes: Any) -> str:
        """All that anybody could read in the PDF of an edition."""
        pdf = self.pdf(answers, edition, **wishes)
        key = ("everything", hashlib.sha256(pdf).digest())
        if key not in self._kept:
            # The slower second reader looks at what leaves the government.
            self._kept[key] = everything(pdf, thoroughly=edition in LEAVING)
        return self._kept[key]

    def _once(self, kind: str, make: Any, answers: Answers, options: ReportOptions) -> Any:
        baseline = options.baseline.answers.sha256 if options.baseline else None
        wish = (kind, answers.sha256, options.edition, options.ministry, options.paper)
        key = (*wish, options.archive, options.marking, baseline, options.templates)
        if key not in self._kept:
            self._kept[key] = make(self.assessment(answers, options.edition), options)
        return self._kept[key]


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return pdftotext(pdf, "-raw").split("\f")[:-1]


def pdftotext(pdf: bytes, *options: str) -> str:
    """What Poppler reads in a PDF."""
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode(errors="replace")


def everything(pdf: bytes, *, thoroughly: bool = True) -> str:
    """All that anybody could read in a PDF: texts, metadata, attachments, and every object."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    parts = [pdftotext(pdf, "-raw")]
    if thoroughly:
        parts += [page.extract_text() for page in reader.pages]
    parts += [str(reader.metadata), *(item.name for item in reader.attachment_list)]
    parts += [_decoded(bytes(item.content)) for item in reader.attachment_list]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        parts += _objects(document)
    parts.append(_decoded(pdf))
    return joined("\n".join(parts))


def _objects(document: pikepdf.Pdf) -> Iterator[str]:
    for item in document.objects:
        yield from _strings(item)
        if isinstance(item, pikepdf.Stream):
            # A filter that nobody here knows would hide what is inside: that is an error.
            yield _decoded(item.read_bytes())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, pikepdf.String):
        yield str(value)
        yield _decoded(bytes(value))
    elif isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for inside in value:
            yield from _direct(inside)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, inside in value.items():
            yield str(key)
            yield from _direct(inside)


def _direct(inside: Any) -> Iterator[str]:
    # What stands elsewhere in the file is visited there.
    if isinstance(inside, pikepdf.Object) and inside.is_indirect:
        return
    yield from _strings(inside)


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", errors="replace") + content.replace(b"\0", b"").decode("latin-1")


def joined(text: str) -> str:
    """A text without what a line break adds or takes away."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)
