"""A part as a fillable PDF: boxes to tick, lists to choose from, texts to type.

What stands in the fields is put there after the page is drawn, so that no letter of it is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from assessment.answers import Answers
from assessment.forms.carried import carried
from assessment.forms.fields import (
    ACTION_WORDS,
    CONFIDENCE_WORDS,
    STATE_WORDS,
    YES,
    answer_shown,
    evidence_shown,
)
from assessment.forms.model import EVIDENCE_ROWS, Form, form_answer, form_of
from assessment.forms.words import ABOUT_LABELS, earlier_line, form_facts
from assessment.language import _
from assessment.locations import reports_folder
from assessment.questionnaire import LEVELS, Questionnaire
from assessment.text import language_is_right_to_left

CARRIED_ATTACHMENT = "part.cied"
"""What the attachment is called that carries the part."""


def pdf_form(questionnaire: Questionnaire, part: Answers) -> bytes:
    """The file of a part as a fillable PDF."""
    from assessment.report import html
    from assessment.report.pdf import Document, EmbeddedFile, write_pdf

    form = form_of(questionnaire, part)
    rows = {question.id: _evidence_rows(part, question.id) for question in form.questions}
    folders = (reports_folder() / "form-pdf", reports_folder() / "blank")
    page = html.page(folders, **_shown(questionnaire, form), evidence_rows=rows)
    attached = EmbeddedFile(
        CARRIED_ATTACHMENT, carried(questionnaire, part), _("The part as it was handed out")
    )
    about = Document(
        title=f"{form.part.ministry}: {form.title}",
        author=form.authority,
        language=questionnaire.language,
        subject=_("Part {id}").format(id=form.part.id[:6]),
        date=part.date,
        attachments=(attached,),
        fields=dict(_values(form, part)),
    )
    return write_pdf(page, about)


def _evidence_rows(part: Answers, key: str) -> int:
    """Rows for the evidence of a question; where more is repeated there is one more than that."""
    return max(EVIDENCE_ROWS, len(part.answer(key).evidence) + 1)


def _shown(questionnaire: Questionnaire, form: Form) -> dict[str, Any]:
    """What the template shows."""
    by_area = groupby(form.questions, key=lambda item: item.area)
    return {
        "form": form,
        "areas": [{"title": title, "questions": tuple(found)} for title, found in by_area],
        "facts": tuple(form_facts(form)),
        "about": ABOUT_LABELS,
        "steps": _STEPS,
        "earlier": earlier_line,
        "levels": [(level, f"{level} {form.level_names[level]}") for level in LEVELS],
        "states": [(word, word) for word in STATE_WORDS.values()],
        "confidences": [(word, word) for word in CONFIDENCE_WORDS.values()],
        "action_states": [(word, word) for word in ACTION_WORDS.values()],
        "in_currency": f" ({form.currency})" if form.currency else "",
        "language": questionnaire.language,
        "direction": "rtl" if language_is_right_to_left(questionnaire.language) else "ltr",
        "paper": "A4",
    }


_STEPS = (
    _(
        "Open the form in a program that fills in PDF forms, and keep what you fill in by saving "
        "it. A form that is printed, also into a new PDF, cannot be read back."
    ),
    _(
        "Tick each point that holds. The level follows from the points: it is the highest of 2, 3 "
        "and 4 all of whose points hold, with all points of the lower ones."
    ),
    _(
        "Where not all points of level 2 hold, choose level 0 or 1. If you choose none, one point "
        "that holds makes it level 1. You need not tick: you may choose the level alone."
    ),
    _("If no level can be given, choose a state in place of points and level."),
    _(
        "Where you answered before, your answer is repeated. Confirm it, or change it. What you "
        "neither confirm nor change counts as not answered this time."
    ),
    _(
        "Write dates as 2026-11-30, or as 2026-11 or 2026 where the day is not known. A note has "
        "10,000 characters at most."
    ),
    _(
        "Leave what you do not know empty. You can send the form back half filled in, and again "
        "when it is complete."
    ),
    _(
        "The form lists weak points and is not encrypted: keep it and send it as you do other "
        "sensitive papers."
    ),
)


def _values(form: Form, part: Answers) -> Iterator[tuple[str, str]]:
    """What stands in each field when the form is handed out."""
    for question in form.questions:
        given = form_answer(part.answer(question.id))
        yield from _named(f"q.{question.id}", answer_shown(given))
        for number, evidence in enumerate(given.evidence, start=1):
            yield from _named(f"q.{question.id}.evidence.{number}", evidence_shown(evidence))


def _named(beginning: str, shown: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in shown.items():
        if value is not None and value != "":
            yield f"{beginning}.{name}", YES if value is True else str(value)
