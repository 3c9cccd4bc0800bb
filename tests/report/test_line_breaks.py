"""Where a line and a page of paper end: never between two things that are read as one."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hard_files import HARD, HardFile
from paper import PAGE
from printed import Press, pdftotext

from assessment.answers import Answers
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, make_html, make_pdf, ministries

_TEXT = re.compile(r"<style>.*?</style>", re.DOTALL)
HEAD = 55
"""What stands higher on a page, in points, is its head."""
_DATE = r"\d{1,2}.(?:January|March|May|June|July|August|September|October|November|December) \d{4}"


@pytest.fixture(scope="module")
def file(questionnaire: Questionnaire, example: Answers, earlier: Answers) -> HardFile:
    return HARD["several scripts"](questionnaire, example, earlier)


@pytest.fixture(scope="module")
def page(file: HardFile, questionnaire: Questionnaire) -> str:
    current = file.assessment(questionnaire, "full")
    made = make_html(current, ReportOptions(baseline=file.baseline(current)))
    return unescape(_TEXT.sub("", made))


@pytest.fixture(scope="module")
def cards(page: str) -> list[str]:
    return [card.partition("</section>")[0] for card in page.split('<div class="card')[1:]]


@pytest.fixture(scope="module")
def sheets(file: HardFile, questionnaire: Questionnaire) -> list[bytes]:
    current = file.assessment(questionnaire, "ministry")
    return [
        make_pdf(current, ReportOptions(edition="ministry", ministry=ministry))
        for ministry in ministries(current)
    ]


def test_no_line_begins_with_the_dot_between_two_facts(page: str):
    assert "\u00a0·" in page
    assert " ·" not in page


def test_a_point_stands_in_the_line_of_its_letter(cards: list[str]):
    letters = [after for card in cards for after in re.findall(r"<b>[a-h]</b>(.)", card)]
    assert letters
    assert set(letters) == {"\u00a0"}


def test_the_date_at_the_head_of_a_question_stands_in_one_line(cards: list[str]):
    heads = [card.partition("</h3>")[0] for card in cards]
    dates = [found for head in heads for found in re.findall(rf"([^<>]*>){_DATE}", head)]
    assert dates
    assert set(dates) == {'span class="item">'}


def test_a_name_and_its_code_stand_in_one_line(file: HardFile, questionnaire: Questionnaire):
    current = file.assessment(questionnaire, "ministry")
    made = unescape(make_html(current, ReportOptions(edition="ministry", ministry="Interior")))
    assert 'Lead authority and coordination body\u00a0<span class="code item">POL-02</span>' in made


@pytest.mark.slow
def test_no_gap_stands_between_a_page_and_its_mark(sheets: list[bytes]):
    after = r'xMax="([0-9.]+)"[^>]*>p\.</word>\s*<word xMin="([0-9.]+)"[^>]*>\d'
    pages = [pdftotext(sheet, "-bbox") for sheet in sheets]
    gaps = [float(b) - float(a) for text in pages for a, b in re.findall(after, text)]
    assert gaps
    assert max(gaps) < 3


@pytest.mark.slow
def test_the_foot_of_a_sheet_is_one_line(sheets: list[bytes]):
    foot = pdftotext(sheets[0], "-bbox").split("</page>")[0]
    tops = {
        word: top
        for top, word in re.findall(r'yMin="([0-9.]+)"[^>]*>([^<]+)</word>', foot)
        if word in ("Questionnaire", "edition,")
    }
    assert len(tops) == 2
    assert len(set(tops.values())) == 1


@pytest.mark.slow
def test_no_page_begins_with_what_a_reviewer_said_alone(sheets: list[bytes]):
    begun = [
        line
        for sheet in sheets
        for page in PAGE.findall(pdftotext(sheet, "-bbox-layout"))
        for line in first_lines(page)
    ]
    assert begun
    assert [line for line in begun if line.startswith("Reviewer: 4 Reviewed")] == []


def first_lines(page: str) -> list[str]:
    """The first line of each column below the head of a page."""
    lines = re.findall(r'<line [^>]*yMin="([0-9.]+)"[^>]*>(.*?)</line>', page, re.DOTALL)
    inside = [(float(top), words) for top, words in lines if float(top) > HEAD]
    highest = min((top for top, _ in inside), default=0)
    return [
        " ".join(re.findall(r">([^<]+)</word>", words))
        for top, words in inside
        if top - highest < 3
    ]


def test_nobody_works_with_itself(cards: list[str]):
    who = [re.sub(r"<[^>]+>", "", card.partition("Who:")[2])[:60] for card in cards]
    assert any("Interior." in words for words in who)
    assert not any("Interior, with Interior" in words for words in who)


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_no_line_ends_inside_a_range(
    press: Press, example: Answers, earlier: Answers, edition: str
):
    pdf = press.pdf(example, edition, baseline=earlier)
    assert re.search(r"\d–\d", pdftotext(pdf, "-raw"))
    assert re.findall(r".*\d–\n.*", pdftotext(pdf, "-raw")) == []


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_the_head_of_a_page_is_one_line(
    press: Press, example: Answers, earlier: Answers, edition: str
):
    """What stands at the right names the area without its code, which would need a second line."""
    pdf = press.pdf(example, edition, baseline=earlier)
    words = re.compile(r'yMin="([0-9.]+)"[^>]*>[^<]*</word>')
    parts = PAGE.findall(pdftotext(pdf, "-bbox"))
    tops = [{top for top in map(float, words.findall(part)) if top < HEAD} for part in parts]
    assert any(tops)
    assert [number for number, found in enumerate(tops, 1) if len(found) > 1] == []
