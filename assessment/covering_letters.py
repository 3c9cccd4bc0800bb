"""What goes with a part, as plain text: the covering letter, a reminder, what came of it; pure."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from assessment.answers import Answers, PartForm, PartRecord
from assessment.dates import in_words, local_day
from assessment.language import _
from assessment.parts import Outcome, outcomes
from assessment.positions import in_short
from assessment.questionnaire import Questionnaire
from assessment.text import count_of, isolate, joined_sentences, same_name

_COLUMNS = 76
_INDENT = " " * 6
_HOW: dict[PartForm, str] = {
    "json": _("It is filled in with the program cied."),
    "web": _(
        "Open it in a browser, such as Firefox or Chromium. It needs no network. What you type "
        "is kept in the browser until you press 'Save the part'; send back the file that is saved "
        "then, not the page."
    ),
    "workbook": _(
        "Open it in a program for workbooks, such as LibreOffice or Excel, fill in the "
        "grey cells, and save it as an Excel workbook (.xlsx)."
    ),
    "pdf": _(
        "Open it in a program that fills in PDF forms, fill it in, and save it. A form that "
        "is printed into a new PDF cannot be read."
    ),
}


def _how(record: PartRecord, file_name: str) -> str:
    if file_name.endswith(".age"):
        return _("{how} It is sealed, and opens only with the key of your ministry.").format(
            how=_HOW[record.form]
        )
    return _HOW[record.form]


def covering_letter(
    questionnaire: Questionnaire,
    answers: Answers,
    record: PartRecord,
    file_name: str,
    day: dt.date,
    why: str = "",
) -> str:
    """Why a ministry is asked, what, until when, and to whom the part goes back."""
    source = questionnaire.source
    repeated = any(
        position.ministry is not None and same_name(position.ministry, record.ministry)
        for key in record.questions
        for position in answers.answer(key).positions
    )
    return _letter(
        answers,
        record,
        day,
        _("National self-assessment: what is asked of {addressee}").format(
            addressee=_addressee(record)
        ),
        (
            _(
                "Why. {state} looks at itself with the questionnaire "
                "'{title}'. Its questions are derived from {source} "
                "({symbol}). You know best what is in force and what is done in your field."
            ).format(
                state=answers.state,
                title=questionnaire.title,
                source=source.title,
                symbol=source.symbol,
            ),
            why and _("You are asked again because: {why}").format(why=why),
            _(
                "What. The file {file_name} asks {number}, "
                "listed below. {how} For each question say which of its points "
                "hold. A point holds if somebody can show it, or those who do it can describe it. "
                "Where nobody can say, answer 'unknown'; what the State does not write down is "
                "'withheld'. "
                "There are no good and bad answers: a low level shows where work is needed."
            ).format(
                file_name=file_name,
                number=count_of(len(record.questions), "{n} question", "{n} questions"),
                how=_how(record, file_name),
            ),
            _(
                "Say what shows it (title, reference and date of a document), and what is planned "
                "next. Give your name or office and the date, and who approved the answers."
            ),
            repeated
            and _(
                "What you said before stands in the file. It counts again only if you confirm or "
                "change it."
            ),
            _(
                "You are shown neither scores nor the answers of others. Where others answer "
                "the same "
                "question otherwise, all answers are kept and the authority settles it; ask it "
                "what "
                "came of yours."
            ),
            _until_when(record.due),
            _to_whom(answers),
        ),
        _listed(questionnaire, record.questions),
    )


def reminder(
    questionnaire: Questionnaire,
    answers: Answers,
    record: PartRecord,
    file_name: str,
    day: dt.date,
) -> str:
    """A friendly word about a part that has not come back."""
    sent = in_words(local_day(record.handed_out))
    late = record.due is not None and record.due < day
    return _letter(
        answers,
        record,
        day,
        _("Reminder: what is asked of {addressee}").format(addressee=_addressee(record)),
        (
            joined_sentences(
                _(
                    "On {sent} you were sent the file {file_name} with "
                    "{number} of the national self-assessment. It "
                    "has not come back yet."
                ).format(
                    sent=sent,
                    file_name=file_name,
                    number=count_of(len(record.questions), "{n} question", "{n} questions"),
                ),
                _("It was due on {in_words}.").format(in_words=in_words(record.due))
                if record.due and late
                else "",
            ),
            "" if late else _until_when(record.due),
            _("This is a new date; the file itself may still name an earlier one.")
            if _has_new_day(answers, record)
            else "",
            _(
                "If only some questions can be answered, send these now and the others later. If a "
                "question is not yours, say so in its note. If the file is lost, ask for it again."
            ),
            _to_whom(answers),
        ),
        _listed(questionnaire, record.questions),
    )


def _has_new_day(answers: Answers, record: PartRecord) -> bool:
    return any(event.what == "new_day" and event.part == record.id for event in answers.history)


def outcome_letter(
    questionnaire: Questionnaire, answers: Answers, ministry: str, day: dt.date
) -> str:
    """What came of what a ministry said, question by question."""
    found = outcomes(questionnaire, answers, ministry)
    followed = [item for item in found if item.is_followed and not item.is_open]
    open_ = [item for item in found if item.is_open]
    other = [item for item in found if not item.is_followed and not item.is_open]
    sections = [
        *_section(
            _("Your answer is the State's answer"), [_line(questionnaire, o) for o in followed]
        ),
        *_section(_("The State's answer is another one"), _describe(questionnaire, other)),
        *_section(_("Others differ, and it is not settled yet"), _describe(questionnaire, open_)),
    ]
    head = [
        *([answers.marking, ""] if answers.marking else []),
        _("What came of the answers of {ministry}").format(ministry=isolate(ministry)),
        f"{isolate(answers.state)}, {in_words(day)}",
    ]
    return "\n".join(
        (*head, *(sections or ["", _("No answer of yours has been taken back yet.")]), "")
    )


def _describe(questionnaire: Questionnaire, found: Sequence[Outcome]) -> Iterator[str]:
    for item in found:
        yield _line(questionnaire, item)
        yield _INDENT + _("You said: {in_short}.").format(in_short=in_short(item.position))
        if item.is_open:
            continue
        yield _INDENT + _("The answer: {in_short}.").format(in_short=in_short(item.answer))
        why = item.answer.settlement.why if item.answer.settlement else ""
        yield from textwrap.wrap(
            _("Why: {why}").format(why=isolate(why)) if why else _("No reason is recorded."),
            _COLUMNS, initial_indent=_INDENT, subsequent_indent=_INDENT,
        )  # fmt: skip


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", f"{title}:", "", *found] if found else []


def _line(questionnaire: Questionnaire, outcome: Outcome) -> str:
    return f"  {outcome.question}  {questionnaire.by_id[outcome.question].name}"


def _letter(
    answers: Answers,
    record: PartRecord,
    day: dt.date,
    title: str,
    paragraphs: Iterable[str | bool],
    listed: Sequence[str],
) -> str:
    sender = ", ".join(isolate(name) for name in (answers.authority, answers.state) if name)
    lines = [
        *([answers.marking, ""] if answers.marking else []),
        _("To:   {whom}").format(whom=_addressee(record)),
        _("From: {sender}").format(sender=sender),
        _("Date: {in_words}").format(in_words=in_words(day)),
        "",
        title,
    ]
    for text in paragraphs:
        if isinstance(text, str) and text:
            lines += ["", *textwrap.wrap(text, _COLUMNS, break_on_hyphens=False)]
    return "\n".join((*lines, "", *listed, "", _("Part {id}").format(id=record.id), ""))


def _addressee(record: PartRecord) -> str:
    if record.to and not same_name(record.to, record.ministry):
        return f"{isolate(record.ministry)} ({isolate(record.to)})"
    return isolate(record.ministry)


def _until_when(due: dt.date | None) -> str:
    if due is None:
        return _("Until when. No date is set; please answer soon.")
    return _("Until when. Please send it back by {in_words}.").format(in_words=in_words(due))


def _to_whom(answers: Answers) -> str:
    whom = isolate(answers.authority) if answers.authority else _("the office that sent it to you")
    contact = f" ({isolate(answers.contact)})" if answers.contact else ""
    return _(
        "To whom. Send the file back to {whom}{contact}, the way that you send sensitive papers: "
        "it says what the State lacks."
    ).format(whom=whom, contact=contact)


def _listed(questionnaire: Questionnaire, questions: Sequence[str]) -> list[str]:
    known = questionnaire.by_id
    return [f"  {key}  {known[key].name}" for key in questions if key in known]
