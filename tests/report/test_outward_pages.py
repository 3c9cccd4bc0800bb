"""No outward page says the same thing over and over, and no table is mostly silent."""

from __future__ import annotations

import random
import re
from html import unescape

import pytest
from printed import LEAVING, Press, joined, pages

from assessment.answers import Action, Answer, Answers
from assessment.questionnaire import Questionnaire

pytestmark = pytest.mark.slow

MAX_EQUAL = 2
"""So often a sentence may stand on one page."""
MIN_WORDS = 4
"""What is shorter is a label."""
BLOCK = re.compile(r"</?(?:p|td|th|li|h[1-4]|caption|section|div|tr|br)\b[^>]*>")
SENTENCE = re.compile(r"[^.!?]+[.!?](?=\s|$)")
NOTHING = ("not shown", "not published", "no finding")


def sentences(page: str) -> set[str]:
    """Every sentence of a page."""
    body = page.split("<main>")[1].split("</main>")[0]
    blocks = BLOCK.split(re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL))
    texts = (" ".join(unescape(re.sub(r"<[^>]+>", "", block)).split()) for block in blocks)
    found = (item.strip() for text in texts for item in SENTENCE.findall(text))
    return {item for item in found if len(item.split()) >= MIN_WORDS}


def tables(page: str) -> list[list[str]]:
    """The rows of every table, as text, without the head."""
    found = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    return [
        [unescape(re.sub(r"<[^>]+>", " ", row)) for row in re.findall(r"<tr.*?</tr>", table, re.S)]
        for table in found
    ]


def drawn(questionnaire: Questionnaire, example: Answers, seed: int) -> Answers:
    """A random assessment of the example's State, with a text of its own wherever one may stand."""
    chosen = random.Random(seed)
    share = chosen.choice([0.2, 0.6, 0.9, 1.0])
    given = {
        question.id: _answer(question.id, chosen)
        for question in questionnaire.questions
        if chosen.random() < share
    }
    facts = {condition.id: chosen.random() < 0.7 for condition in questionnaire.conditions}
    profile = example.profile.model_copy(update={"conditions": facts})
    return example.replace(answers=given, profile=profile)


def _answer(key: str, chosen: random.Random) -> Answer:
    said = f"What the State says about {key}." if chosen.random() < 0.5 else ""
    lot = chosen.random()
    if lot < 0.05:
        return Answer(status="withheld")
    if lot < 0.1:
        return Answer(status="not_applicable", reason="None here.", release=said)
    kinds = tuple(kind for kind in ("technical", "financial") if chosen.random() < 0.3)
    asked = f"The State asks for help with {key}." if kinds and chosen.random() < 0.7 else ""
    return Answer(
        status="answered",
        level=chosen.randrange(5),
        release=said,
        restricted=chosen.random() < 0.1,
        action=Action(text="Begin.", request=asked, assistance=kinds),
    )


@pytest.fixture(scope="module", params=["example", "example with a baseline", 1, 2, 3])
def files(
    request: pytest.FixtureRequest,
    questionnaire: Questionnaire,
    example: Answers,
    earlier: Answers,
) -> tuple[Answers, Answers | None]:
    """An assessment, and what it is compared with."""
    if isinstance(request.param, str):
        return example, earlier if "baseline" in request.param else None
    return drawn(questionnaire, example, request.param), None


OF_ONE_ROW = re.compile(
    r"No question that cites this paragraph is answered yet\.|Footnote \d+ of .* names it\."
)
"""What is said of one paragraph or instrument alone, and would be missed there."""


@pytest.mark.parametrize("edition", LEAVING)
def test_no_sentence_stands_three_times_on_a_page(
    press: Press, files: tuple[Answers, Answers | None], edition: str
):
    answers, baseline = files
    found = sentences(press.html(answers, edition, baseline=baseline))
    wanted = [sentence for sentence in found if not OF_ONE_ROW.fullmatch(sentence)]
    again = {
        (number, sentence): times
        for number, page in enumerate(pages(press.pdf(answers, edition, baseline=baseline)), 1)
        for sentence in wanted
        if (times := joined(page).count(joined(sentence))) > MAX_EQUAL
    }
    assert again == {}


@pytest.mark.parametrize("edition", LEAVING)
def test_no_table_is_mostly_silent(
    press: Press, files: tuple[Answers, Answers | None], edition: str
):
    answers, baseline = files
    for rows in tables(press.html(answers, edition, baseline=baseline)):
        assert rows, "a table has a row"
        silent = [row for row in rows if any(words in row.lower() for words in NOTHING)]
        assert 2 * len(silent) <= len(rows)


def test_a_public_statement_has_at_most_six_pages(press: Press, example: Answers, earlier: Answers):
    for paper in ("A4", "Letter"):
        assert len(pages(press.pdf(example, "public", baseline=earlier, paper=paper))) <= 6
