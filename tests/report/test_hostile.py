"""Whatever somebody writes into a field is printed as text: it runs, fetches and breaks nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import unescape

import pytest
from printed import EDITIONS, Press, joined, pdftotext

from assessment.answers import Action, Answer, Answers, Evidence, Profile
from assessment.questionnaire import Questionnaire

pytestmark = pytest.mark.slow

KINDS = {
    "markup": "<script>alert(1)</script><h1>x</h1></td></table></style><!-- &amp;",
    "jinja": "{{ 7*7 }}{% for x in y %}{# gone #}{{ config }}",
    "css": "</style><style>*{display:none}</style>; } @page { size: 1mm } .x { content: 'x",
    "image": "<img src=file:///etc/passwd><link rel=attachment href=file:///etc/passwd>",
    "url": "https://attack.invalid/x.png url(http://attack.invalid/y) //attack.invalid/z",
    "rtl": "\u0627\u0644\u062e\u0637\u0629 abc \u05e9\u05dc\u05d5\u05dd 123",
    "quotes": '"\' onload="alert(1)" \'><b>\\',
    "word": "W" * 200,
    "tall": "Z" + "\u0301" * 60 + " \u202edesrever\u202c \U0001f4a5",
}
CONTROL = "be\x00fore\x1b[31mred\x07\x9b2J\u2066in\u2069side"
LONG = {"word": "W" * 10_000, "lines": "l\n" * 5_000, "wide": "\u4e16" * 10_000}
ASKED: list[str] | None = None


def _listen(event: str, arguments: tuple) -> None:
    if ASKED is None:
        return
    if event == "urllib.Request":
        ASKED.append(str(arguments[0]))
    elif event in ("socket.connect", "socket.getaddrinfo"):
        ASKED.append(f"{event} {arguments[1:]}")
    elif event == "open" and "passwd" in str(arguments[0]):
        ASKED.append(str(arguments[0]))


sys.addaudithook(_listen)


@pytest.fixture(scope="module", autouse=True)
def listening() -> Iterator[None]:
    """Python itself tells what is asked for, whoever asks."""
    globals()["ASKED"] = []
    yield
    globals()["ASKED"] = None


def hostile(questionnaire: Questionnaire, example: Answers, text: str, prose: str) -> Answers:
    """The same text in every field that somebody can write in, and a long one in the prose."""
    line = text[:200]
    answers = dict(example.answers)
    for status, level in (("answered", 1), ("not_applicable", None), ("unknown", None)):
        for area in ("POL", "SUP"):
            key = f"{area}-0{1 + ('answered', 'not_applicable', 'unknown').index(status)}"
            answers[key] = Answer(
                status=status,
                level=level,
                reason=prose if status == "not_applicable" else None,
                note=prose,
                ministry=line,
                supporting=(line,),
                evidence=(Evidence(title=line, reference=text[:500]),),
                action=Action(text=prose, assistance=("technical",)),
                by=line,
            )
    profile = Profile(
        conditions=example.profile.conditions, ministries=(line, *example.profile.ministries)
    )
    heads = {"state": line, "authority": line, "period": line, "marking": line}
    return example.replace(**heads, answers=answers, profile=profile)


def asked() -> list[str]:
    """What was asked for outside the document."""
    return [item for item in ASKED or [] if not item.startswith("data:")]


def outside(pdf: bytes) -> list[str]:
    """Every word that does not lie inside the box of its page."""
    found = []
    width = height = 0.0
    for line in pdftotext(pdf, "-bbox").splitlines():
        if page := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            width, height = float(page[1]), float(page[2])
        elif word := re.search(
            r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*)<',
            line,
        ):
            left, top, right, bottom = map(float, word.groups()[:4])
            if left < 0 or top < 0 or right > width or bottom > height:
                found.append(line)
    assert width
    return found


def shown(page: str) -> str:
    """The text of a page as a browser shows it."""
    body = page[page.index("<body") :]
    body = re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL)
    return joined(unescape(re.sub(r"<[^>]*>", "", body)))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_in_the_page_it_is_text(
    press: Press, questionnaire: Questionnaire, example: Answers, kind: str, edition: str
):
    answers = hostile(questionnaire, example, KINDS[kind], KINDS[kind])
    page = press.html(answers, edition)
    assert joined(answers.state) in shown(page)
    assert len(re.findall("<style", page)) == len(re.findall("</style>", page)) == 1
    assert not re.search(r"<(script|img|link|iframe|object)\b", page)
    assert not re.search(r"\son\w+=\"", re.sub(r"&[^;]+;", "", page))
    links = set(re.findall(r'(?:href|src)="([^"]*)"', page))
    assert not [link for link in links if "attack" in link or "file:" in link]


def test_in_the_page_all_of_it_is_text(
    press: Press, questionnaire: Questionnaire, example: Answers
):
    for text in KINDS.values():
        answers = hostile(questionnaire, example, text, text)
        count = shown(press.html(answers)).count(joined(answers.answer("POL-01").note))
        # Of each of six answers the note, the evidence, the names and the action.
        assert count >= 6 * 4


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_it_stays_inside_the_page_and_fetches_nothing(
    press: Press, questionnaire: Questionnaire, example: Answers, kind: str
):
    answers = hostile(questionnaire, example, KINDS[kind], KINDS[kind])
    pdf = press.pdf(answers, "ministry", ministry=answers.state)
    assert outside(pdf) == []
    assert asked() == []
    if kind not in ("rtl", "tall"):  # letters of other scripts depend on the fonts of the machine
        assert joined(KINDS[kind]) in joined(pdftotext(pdf, "-raw"))


@pytest.mark.parametrize("edition", ["full", "partner", "public"])
def test_on_paper_every_edition_takes_all_of_it_at_once(
    press: Press, questionnaire: Questionnaire, example: Answers, edition: str
):
    everything = " ".join(KINDS.values())
    answers = hostile(questionnaire, example, everything, everything)
    pdf = press.pdf(answers, edition)
    assert outside(pdf) == []
    assert asked() == []
    assert b"/EmbeddedFile" not in pdf
    assert b"root:" not in pdf


@pytest.mark.parametrize("kind", LONG)
def test_ten_thousand_characters_are_printed_whole_on_a_bounded_number_of_pages(
    press: Press, questionnaire: Questionnaire, example: Answers, kind: str
):
    plain = press.pdf(example, "ministry")
    ministry = press.options(example, "ministry").ministry
    key = next(key for key, answer in example.answers.items() if answer.ministry == ministry)
    given = example.answer(key).replace(note=LONG[kind])
    pdf = press.pdf(example.with_answer(key, given), "ministry", ministry=ministry)
    text = pdftotext(pdf, "-raw")
    assert outside(pdf) == []
    if kind == "word":
        assert joined(text).count("W") >= 10_000
    if kind == "lines":
        assert len(re.findall(r"(?<!\S)l(?!\S)", text)) == 5_000
    extra = text.count("\f") - pdftotext(plain, "-raw").count("\f")
    assert extra < (130 if kind == "lines" else 15)


def test_control_characters_reach_neither_page_nor_paper(
    press: Press, questionnaire: Questionnaire, example: Answers
):
    answers = hostile(questionnaire, example, CONTROL, CONTROL)
    page = press.html(answers, "ministry", ministry=answers.state)
    text = pdftotext(press.pdf(answers, "ministry", ministry=answers.state), "-raw")
    for item in (page, text):
        assert "beforered" in item
        assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", item)
