"""A part as one self-contained web page, and the page told from the part that it saves.

The page is filled in without a network and without this program. It saves a part as JSON, which is
read like any other; the page itself never holds what was typed into it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NoReturn

from markupsafe import Markup

from assessment.answers import (
    COST_LIMIT,
    EVIDENCE_LIMIT,
    FIELD_NAMES,
    LINE_LIMIT,
    NOTE_LIMIT,
    PROSE,
    REFERENCE_LIMIT,
    SAID,
    Answer,
    Answers,
    is_one_line,
    text_limit,
)
from assessment.dates import in_words
from assessment.errors import AnswerFileError, UnsavedPageError
from assessment.forms.model import Form, FormQuestion, form_of
from assessment.language import _, ngettext
from assessment.locations import reports_folder
from assessment.parts import part_of
from assessment.questionnaire import Questionnaire
from assessment.text import (
    count_of,
    in_file_name,
    isolate,
    joined_sentences,
    language_is_right_to_left,
    one_line,
)

_MODES = (
    ("points", _("Tick the points")),
    ("level", _("Level alone")),
    ("unknown", _("Unknown")),
    ("withheld", _("Withheld")),
    ("not_applicable", _("Not applicable")),
)
_NUMERIC = Markup(' inputmode="numeric"')
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_SAID = re.compile(rf"\b_\(\s*({_LITERAL.pattern}(?:\s*\+\s*{_LITERAL.pattern})*)")
_SAID_OF_NUMBERS = re.compile(rf"\bngettext\(\s*({_LITERAL.pattern}),\s*({_LITERAL.pattern})")
_DATA = re.compile(rb'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class FormArea:
    """The questions of one policy area."""

    title: str
    questions: tuple[FormQuestion, ...]


def web_page(questionnaire: Questionnaire, part: Answers) -> bytes:
    """The page of a part, the same bytes each time."""
    # Jinja takes 60 ms to import, and parts in other forms need none of it.
    from assessment.report import html
    from assessment.report.fonts import font_faces

    folder = reports_folder() / "form"
    form = form_of(questionnaire, part)
    styles = font_faces() + (folder / "style.css").read_text(encoding="utf-8")
    styles += _marked_pages(form.marking)
    script = (folder / "form.js").read_text(encoding="utf-8")
    page = html.page(
        (folder,),
        policy=_policy(styles, script),
        form=form,
        areas=tuple(_areas(form.questions)),
        asked=count_of(
            len(form.questions), "You are asked {n} question.", "You are asked {n} questions."
        ),
        language=questionnaire.language,
        direction="rtl" if language_is_right_to_left(questionnaire.language) else "ltr",
        in_words=in_words,
        modes=_MODES,
        numeric=_NUMERIC,
        styles=_inside(styles),
        script=_inside(script),
        data=_as_data({**_data(form, part), "words": _words(script)}),
    )
    return page.encode()


def refuse_page(raw: bytes, _unused: Questionnaire, where: str, __: bool) -> NoReturn:
    """Say of a page that came back in place of the part that it saves what to do."""
    found = _DATA.search(raw)
    try:
        part = json.loads(found[1])["part"]["part"] if found else {}
        ministry, identity = str(part["ministry"]), str(part["id"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AnswerFileError(
            _("This is a web page, and none that was handed out."),
            where=where,
            remedy=_("Name the part that came back."),
        ) from error
    raise UnsavedPageError(
        _(
            "This is the web page that was handed out to {ministry}; what "
            "was filled in is not in it."
        ).format(ministry=isolate(one_line(ministry)[:200])),
        part=identity,
        where=where,
        remedy=_(
            "Open it in the browser in which it was filled in, press 'Save the part', and take "
            "back the file that it saves."
        ),
    )


def saved_name(part: Answers) -> str:
    """What the file is called that the page saves: the ministry, and which part it is."""
    asked = part_of(part)
    return "-".join(filter(None, (in_file_name(asked.ministry), "part", asked.id[:6]))) + ".json"


def _areas(questions: Iterable[FormQuestion]) -> Iterator[FormArea]:
    for title, found in groupby(questions, key=lambda item: item.area):
        yield FormArea(title, tuple(found))


def _data(form: Form, part: Answers) -> dict[str, Any]:
    """What the script of the page needs besides what stands in the page."""
    return {
        "part": part.document(),
        "questions": {
            question.id: {point.letter: point.level for point in question.points}
            for question in form.questions
        },
        "levels": form.level_names,
        "said": SAID,
        "order": tuple(Answer.model_fields),
        "prose": {
            name: {
                "label": FIELD_NAMES[name],
                "limit": text_limit(name),
                "line": is_one_line(name),
            }
            for name in PROSE
        },
        "limits": {
            "name": LINE_LIMIT,
            "reference": REFERENCE_LIMIT,
            "prose": NOTE_LIMIT,
            "evidence": EVIDENCE_LIMIT,
            "cost": COST_LIMIT,
        },
        "file": saved_name(part),
        "back": joined_sentences(
            _send_back(form),
            _("Send it back by {date}.").format(date=in_words(form.part.due))
            if form.part.due
            else "",
        ),
    }


def _send_back(form: Form) -> str:
    whom, how = isolate(form.authority), isolate(form.contact)
    if form.authority and form.contact:
        said = _("Send this file to {whom} ({how}), the way that you send sensitive papers.")
    elif form.authority:
        said = _("Send this file to {whom}, the way that you send sensitive papers.")
    elif form.contact:
        said = _("Send this file ({how}), the way that you send sensitive papers.")
    else:
        said = _("Send this file, the way that you send sensitive papers.")
    return said.format(whom=whom, how=how)


def _words(script: str) -> dict[str, str | list[str]]:
    """What the script says, in the language of the process; of a number, the form for each.

    Empty for English. Every language's forms come again after 100, so those for 100 to 199 serve
    all larger numbers.
    """
    said = ("".join(map(json.loads, _LITERAL.findall(text))) for text in _SAID.findall(script))
    words: dict[str, str | list[str]] = {text: _(text) for text in said if _(text) != text}
    for found in _SAID_OF_NUMBERS.finditer(script):
        one, many = map(json.loads, found.groups())
        if ngettext(one, many, 1) != one:
            words[one] = [ngettext(one, many, number) for number in range(200)]
    return words


def _as_data(value: object) -> Markup:
    """JSON that no text in it can end before its end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704


def _marked_pages(marking: str) -> str:
    """The style that prints the marking at the head and foot of every page."""
    if not marking:
        return ""
    from assessment.report.html import css_text

    box = f"{{ content: {css_text(isolate(marking))}; font: 600 9pt Inter, sans-serif; }}"
    return f"@page {{ @top-center {box} @bottom-center {box} }}\n"


def _inside(ours: str) -> Markup:
    """A style sheet or script of ours, as its digest in the policy names it."""
    return Markup(ours)  # noqa: S704


def _policy(styles: str, script: str) -> str:
    """A browser fetches nothing for the page, and runs and styles it by these two texts only."""
    rules = (
        "default-src 'none'",
        f"style-src '{_digest(styles)}'",
        f"script-src '{_digest(script)}'",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}"/>'


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
