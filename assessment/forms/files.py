"""The files that parts travel in: written when they are handed out, read when they come back.

A form of another kind is one more `FormFile` here. Its name stands in `answers.PartForm` too, and
`covering_letters` says how one fills it in; nothing else knows the kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assessment.answers import Answers, PartForm
from assessment.errors import AnswerFileError, NotJsonError
from assessment.language import _
from assessment.parts import Returned
from assessment.questionnaire import Questionnaire
from assessment.store import dump, is_sealed, parse_answers, read_unsealed

COVERING_LETTER = "-letter.txt"
"""How the letter ends that goes out with a part, after the name of the part's file."""
REMINDER, OUTCOME = "-reminder.txt", "-outcome.txt"
LETTERS = (COVERING_LETTER, REMINDER, OUTCOME)
HEAD_SIZE = 100
"""So many bytes tell what kind of file a part is in."""
FormWriter = Callable[[Questionnaire, Answers], bytes]
"""Makes the file of a part."""
FormReader = Callable[[bytes, Questionnaire, str, bool], Answers]
"""The part in the bytes of a file that came back; the others are the questionnaire, the name of
the file in messages, and whether a part of another edition is taken. An AnswerFileError says why
it is no part."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """How the file of one kind of form is called, made, told from others and read."""

    offered: str
    """How it is offered to whoever hands parts out."""
    ending: str
    """How its name ends."""
    write: FormWriter
    begins: tuple[bytes, ...]
    """How its content begins, whatever it is called; none for what is read as JSON."""
    read: FormReader


def part_content(questionnaire: Questionnaire, part: Answers, form: PartForm) -> bytes:
    """The file of a part, in the form that it is handed out in."""
    return FORMS[form].write(questionnaire, part)


def read_part(
    path: Path, questionnaire: Questionnaire, *, accept_version: bool = False
) -> Returned:  # fmt: skip
    """A part that came back, checked like any answer file; an AnswerFileError says why not."""
    raw = read_unsealed(path)
    read = _reader_of(raw)
    return Returned(str(path), read(raw, questionnaire, str(path), accept_version))


def begins_like_a_part(raw: bytes) -> bool:
    """Whether a file begins as a part does in any of its forms, sealed or not."""
    forms = (beginning for form in FORMS.values() for beginning in form.begins)
    return is_sealed(raw) or _start(raw).startswith((b"{", *forms))


def _start(raw: bytes) -> bytes:
    return raw[:HEAD_SIZE].removeprefix(b"\xef\xbb\xbf").lstrip()


def _reader_of(raw: bytes) -> FormReader:
    start = _start(raw)
    for form in FORMS.values():
        if form.begins and start.startswith(form.begins):
            return form.read
    return _from_json


def _as_json(_unused: Questionnaire, part: Answers) -> bytes:
    return dump(part)


def _from_json(
    raw: bytes, questionnaire: Questionnaire, where: str, accept_version: bool
) -> Answers:
    try:
        return parse_answers(
            raw, questionnaire, where=where, accept_version=accept_version, parts=True
        ).answers
    except NotJsonError as error:
        if begins_like_a_part(raw) or not raw.strip():
            error.remedy = _("Ask for the file again, or correct it at that place.")
            raise
        raise AnswerFileError(
            _("This is neither a part nor a form, nor the workbook of a plan."),
            where=where,
            remedy=_("Name the file that was filled in: .json, .xlsx or .pdf."),
        ) from error


def _as_web_page(questionnaire: Questionnaire, part: Answers) -> bytes:
    from assessment.forms.web import web_page

    return web_page(questionnaire, part)


def _no_web_page(
    raw: bytes, questionnaire: Questionnaire, where: str, accept_version: bool
) -> Answers:
    from assessment.forms.web import refuse_page

    refuse_page(raw, questionnaire, where, accept_version)


def _as_workbook(questionnaire: Questionnaire, part: Answers) -> bytes:
    from assessment.forms.workbook import workbook_of_part

    return workbook_of_part(questionnaire, part)


def _from_workbook(
    raw: bytes, questionnaire: Questionnaire, where: str, accept_version: bool
) -> Answers:
    from assessment.forms.workbook_reader import part_in_workbook

    return part_in_workbook(raw, questionnaire, where, accept_version)


def _as_pdf(questionnaire: Questionnaire, part: Answers) -> bytes:
    from assessment.forms.pdf import pdf_form

    return pdf_form(questionnaire, part)


def _from_pdf(
    raw: bytes, questionnaire: Questionnaire, where: str, accept_version: bool
) -> Answers:
    from assessment.forms.pdf_reader import part_in_pdf

    return part_in_pdf(raw, questionnaire, where, accept_version)


FORMS: Mapping[PartForm, FormFile] = {
    "json": FormFile(
        offered=_("Part file: for this program"),
        ending=".json",
        write=_as_json,
        begins=(),
        read=_from_json,
    ),
    "web": FormFile(
        offered=_("Web page: any browser, no network"),
        ending=".html",
        write=_as_web_page,
        begins=(b"<",),
        read=_no_web_page,  # the page saves a part as JSON; the page itself is no part
    ),
    "workbook": FormFile(
        offered=_("Workbook: LibreOffice or Excel"),
        ending=".xlsx",
        write=_as_workbook,
        begins=(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"),
        read=_from_workbook,
    ),
    "pdf": FormFile(
        offered=_("PDF form: any PDF reader that fills in"),
        ending=".pdf",
        write=_as_pdf,
        begins=(b"%PDF-",),
        read=_from_pdf,
    ),
}
"""The kinds of form that a part can be handed out in. What one kind alone needs is imported by its
writer and reader, so that `hand-out` and `take-back` start without it."""
