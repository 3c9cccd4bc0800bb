"""Eight files that are hard to print: every edition of each keeps to its page and says no nonsense.

The pages of each were looked at as pictures; what was wrong on them is held here by its kind.
"""

from __future__ import annotations

import re

import pytest
from hard_files import HARD, LONG_WORD, MINISTRIES, HardFile
from paper import PAGE, alone_at_the_foot, announcing, broken_words, filled, squeezed
from printed import pages, pdftotext
from test_hostile import outside

from assessment.answers import Answers
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, make_html, make_pdf, ministries
from assessment.report.view import view

pytestmark = pytest.mark.slow

OTHERS = ("ministry", "partner", "public", "national")
WITH_LONG_WORDS = "texts at their limits"
"""Words longer than a column have to be broken, so its pieces are not looked at."""
NEARLY_EMPTY = 0.1


@pytest.fixture(scope="module", params=HARD)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def file(name: str, questionnaire: Questionnaire, example: Answers, earlier: Answers) -> HardFile:
    return HARD[name](questionnaire, example, earlier)


def options(file: HardFile, questionnaire: Questionnaire, edition: str) -> ReportOptions:
    """The options of an edition, with the baseline where the file has one."""
    current = file.assessment(questionnaire, edition)
    ministry = ministries(current)[0] if edition == "ministry" else None
    baseline = None if edition == "national" else file.baseline(current)
    return ReportOptions(edition=edition, ministry=ministry, baseline=baseline)


def html_of(file: HardFile, questionnaire: Questionnaire, edition: str = "full") -> str:
    wishes = options(file, questionnaire, edition)
    return make_html(file.assessment(questionnaire, edition), wishes)


@pytest.fixture(scope="module")
def printed(file: HardFile, questionnaire: Questionnaire) -> tuple[str, bytes]:
    """The full edition as a page and as paper; every letter of it has a font."""
    unprintable: list[str] = []
    wishes = options(file, questionnaire, "full")
    pdf = make_pdf(file.assessment(questionnaire, "full"), wishes, notify=unprintable.append)
    assert unprintable == []
    return html_of(file, questionnaire), pdf


def test_the_minister_has_one_page_and_the_whole_another(printed):
    _, pdf = printed
    found = [page.partition("\n") for page in pages(pdf)]
    seen = [squeezed("".join(page)) for page in found]
    assert "ataglance" in seen[1]
    assert "Whatisnotknown" in seen[1]
    assert "Thewholeononepage" in seen[2]
    assert "Contents" in seen[3]
    assert "Howtoreadthisreport" in seen[3]


def test_every_word_lies_inside_its_page(printed):
    assert outside(printed[1]) == []


def test_no_heading_stands_alone(printed):
    page, pdf = printed
    assert alone_at_the_foot(pdf, announcing(page)) == {}


def test_no_page_is_nearly_empty(printed):
    used = [filled(page) for page in PAGE.findall(pdftotext(printed[1], "-bbox"))]
    # The last one is to be signed on.
    assert [number for number, share in enumerate(used[:-1], 1) if share < NEARLY_EMPTY] == []


def test_no_word_of_ours_is_broken(printed, name: str):
    page, pdf = printed
    if name != WITH_LONG_WORDS:
        assert broken_words(page, pdf) == []


@pytest.mark.parametrize("edition", OTHERS)
def test_the_other_editions_keep_to_their_pages(
    file: HardFile, questionnaire: Questionnaire, edition: str
):
    page = html_of(file, questionnaire, edition)
    wishes = options(file, questionnaire, edition)
    pdf = make_pdf(file.assessment(questionnaire, edition), wishes)
    assert outside(pdf) == []
    assert alone_at_the_foot(pdf, announcing(page)) == {}


# What each file says


@pytest.fixture
def hard(questionnaire: Questionnaire, example: Answers, earlier: Answers):
    """One of the files by its name."""
    return lambda name: HARD[name](questionnaire, example, earlier)


def minister(page: str) -> str:
    """The words of the minister's page and of the whole."""
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page.partition('id="minister"')[2])
    return " ".join(words.partition("Contents")[0].split())


def test_where_nothing_is_known_facts_come_first(hard, questionnaire: Questionnaire):
    said = minister(html_of(hard("everything unknown"), questionnaire))
    assert "Obscuria has no score yet: of 125 questions none is answered." in said
    assert "No gap is known yet. What is not known comes first: it stands below." in said
    assert "Nobody could say yet (125):" in said


def test_at_zero_nothing_stands_well_and_nobody_is_named(hard, questionnaire: Questionnaire):
    said = minister(html_of(hard("all zero"), questionnaire))
    assert "No policy area stands above 0." in said
    assert "Strongest" not in said
    assert "No ministry is named for 125 gaps" in said
    assert "125 tasks. " in html_of(hard("all zero"), questionnaire, "ministry").replace(
        "</b>", " "
    )


def test_who_has_no_ministry_is_not_called_yourself(hard, questionnaire: Questionnaire):
    sheet = html_of(hard("all zero"), questionnaire, "ministry")
    assert "yourself" not in sheet
    assert "wait for others" not in sheet


def test_at_four_there_is_nothing_to_decide(hard, questionnaire: Questionnaire):
    said = minister(html_of(hard("all four"), questionnaire))
    assert "Perfectia scores 100.0 of 100 (advanced)." in said
    assert "No gap is known, so there is nothing to decide." in said
    assert "Every policy area has reached its target" in said
    assert "Weakest" not in said


@pytest.mark.parametrize("name", ["three answers", "every state by turns"])
def test_under_half_of_the_weight_the_range_stands_alone(
    hard, questionnaire: Questionnaire, name: str
):
    file = hard(name)
    shown = view(file.assessment(questionnaire, "full"), options(file, questionnaire, "full"))
    assert shown.minister.score.value is None
    assert shown.minister.before is None
    said = minister(html_of(file, questionnaire))
    assert "Too little is answered to give" in said
    assert "0 to 100. Could be " in said


def test_what_cannot_be_ranked_heads_no_picture(hard, questionnaire: Questionnaire):
    said = minister(html_of(hard("three answers"), questionnaire))
    assert "No policy area has enough answers yet Every question as a square" in said
    assert "furthest from its target" not in said


def test_each_of_thirty_ministries_has_its_sheet(hard, questionnaire: Questionnaire):
    file = hard("long names")
    assert len(ministries(file.assessment(questionnaire, "ministry"))) >= MINISTRIES
    said = minister(html_of(file, questionnaire))
    assert "other ministries" in said


def test_names_of_any_script_stand_in_sentences(hard, questionnaire: Questionnaire):
    page = html_of(hard("several scripts"), questionnaire)
    assert "thiết bị nổ tự chế" in page
    assert '<bdi dir="rtl">وزارة الداخلية</bdi>' in page


def test_the_longest_texts_are_printed_whole(hard, questionnaire: Questionnaire):
    file = hard(WITH_LONG_WORDS)
    page = html_of(file, questionnaire).replace("<wbr/>", "")
    note = file.answers.answer("POL-01").note
    assert page.count(note) >= 4  # the note, the action, the review, the request
    assert LONG_WORD in note


def test_what_is_restricted_or_said_inside_leaves_with_no_edition(
    hard, questionnaire: Questionnaire
):
    file = hard("every state by turns")
    for edition in ("partner", "public", "national"):
        page = html_of(file, questionnaire, edition)
        for kept in ("Kept inside.", "Never seen.", "A closed file", "says so."):
            assert kept not in page


def test_an_earlier_edition_is_compared_question_by_question_alone(
    hard, questionnaire: Questionnaire
):
    page = html_of(hard("every state by turns"), questionnaire)
    assert "was made with another edition of the questionnaire" in page
