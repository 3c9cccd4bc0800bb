"""Eight files that are hard to print: every edition of each keeps to its page and says no nonsense.

The pages of each were looked at as pictures; what was wrong on them is held here by its kind.
"""

from __future__ import annotations

import re

import pytest
from hard_files import DATE, HARD, LONG_WORD, MINISTRIES, HardFile
from paper import (
    HEAD,
    PAGE,
    alone_at_the_foot,
    announcing,
    broken_words,
    filled,
    last_line,
    rows_alone,
    squeezed,
)
from printed import EDITIONS, LEAVING, Press, pages, pdftotext
from test_hostile import outside

from assessment.answers import Answer, Answers
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, make_html, make_pdf, ministries
from assessment.report.view import view
from assessment.store import new_answers

pytestmark = pytest.mark.slow

OTHERS = tuple(edition for edition in EDITIONS if edition != "full")
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
    assert rows_alone(pdf) == []


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
    assert rows_alone(pdf) == []
    used = [filled(page) for page in PAGE.findall(pdftotext(pdf, "-bbox"))]
    assert [number for number, share in enumerate(used, 1) if share < NEARLY_EMPTY] == []


@pytest.mark.parametrize(
    ("plain", "edition"),
    [
        ("three answers", "public"),
        ("everything unknown", "public"),
        ("all four", "partner"),
        ("three answers", "partner"),
    ],
)
def test_short_reports_end_in_no_page_of_a_few_lines(
    questionnaire: Questionnaire,
    example: Answers,
    earlier: Answers,
    press: Press,
    plain: str,
    edition: str,
):
    file = HARD[plain](questionnaire, example, earlier)
    pdf = press.pdf(file.answers, edition)
    used = [filled(page) for page in PAGE.findall(pdftotext(pdf, "-bbox"))]
    assert min(used) >= NEARLY_EMPTY
    assert alone_at_the_foot(pdf, announcing(press.html(file.answers, edition))) == {}
    assert rows_alone(pdf) == []


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


def test_a_sheet_of_unanswered_questions_does_not_deny_gaps(hard, questionnaire: Questionnaire):
    sheet = text_of(html_of(hard("everything unknown"), questionnaire, "ministry"))
    assert "No gap is known yet, and no action is recorded." in sheet
    assert "No gap is known in these answers" not in sheet


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
    words = text_of(sheet.partition("<body")[2])
    assert re.findall(r"\b[Yy]our?\b", words) == []
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
    for edition in LEAVING:
        page = html_of(file, questionnaire, edition)
        for kept in ("Kept inside.", "Never seen.", "A closed file", "says so."):
            assert kept not in page


def test_an_earlier_edition_is_compared_question_by_question_alone(
    hard, questionnaire: Questionnaire
):
    page = html_of(hard("every state by turns"), questionnaire)
    assert "was made with another edition of the questionnaire" in page
    assert "this one 2.0. No rise or fall is stated, and no question is compared." in page
    # Nothing was compared, so nothing is known not to have changed.
    assert "No question changed" not in page
    partner = html_of(hard("every state by turns"), questionnaire, "partner")
    assert "No question changed" not in partner
    assert "Questions that changed" not in partner


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_an_area_that_no_paragraph_asks_for_serves_none(
    hard, questionnaire: Questionnaire, edition: str
):
    assert any(
        not any(question.paragraphs for question in area.questions) for area in questionnaire.areas
    )
    words = text_of(html_of(hard("three answers"), questionnaire, edition))
    assert not re.search(r"[Pp]aragraphs? *\.", words)


@pytest.mark.parametrize("edition", ["full", "partner"])
@pytest.mark.parametrize("name", ["all four", "all zero"])
def test_where_all_is_answered_there_is_no_range(
    hard, questionnaire: Questionnaire, edition: str, name: str
):
    words = text_of(html_of(hard(name), questionnaire, edition).partition('id="method"')[0])
    assert "100.0–100.0" not in words
    assert "0.0–0.0" not in words
    assert "all answered" in words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("all four", "No gap is known, so there is nothing to put in order."),
        ("everything unknown", "No gap is known yet, so there is nothing to put in order."),
    ],
)
def test_partners_are_shown_no_roadmap_of_nothing(
    hard, questionnaire: Questionnaire, name: str, said: str
):
    page = html_of(hard(name), questionnaire, "partner")
    assert said in page
    assert "0 gaps" not in page
    assert 'class="timeline"' not in page
    assert "No gap of this report points to an instrument." in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("all four", "No gap is known, so there is no task."),
        ("everything unknown", "No gap is known yet, so there is no task."),
    ],
)
def test_a_plan_of_nothing_is_a_sentence(hard, questionnaire: Questionnaire, name: str, said: str):
    page = html_of(hard(name), questionnaire)
    assert said in page
    assert "No cost is recorded yet" not in page
    assert "Now (0)" not in page


def test_for_partners_nothing_is_strongest_at_zero(hard, questionnaire: Questionnaire):
    page = html_of(hard("all zero"), questionnaire, "partner")
    words = text_of(page.partition("Strongest areas")[2].partition("Do first")[0])
    assert words == "No policy area stands above 0."


def test_what_a_band_means_is_not_said_of_what_is_open(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard("three answers"), questionnaire, "partner"))
    assert "Most of what was asked about is absent" not in words
    assert (
        "The low end of the range, where all that is open counts as level 0, is minimal. "
        "Once everything is answered the score will lie between 1.1 and 97.9."
    ) in words


def test_one_request_stands_in_no_order(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard(WITH_LONG_WORDS), questionnaire, "partner"))
    assert "Verbosia asks its partners for assistance with 1 matter. It asks for" in words


def test_no_area_both_stands_well_and_is_far_from_its_target(hard, questionnaire: Questionnaire):
    file = hard("every state by turns")
    shown = view(file.assessment(questionnaire, "full"), options(file, questionnaire, "full"))
    assert shown.minister.stands_well
    assert shown.minister.furthest
    assert not {area.id for area in shown.minister.stands_well} & {
        area.id for area in shown.minister.furthest
    }


def test_lines_of_the_roadmap_stay_in_the_picture_and_behind_the_words(
    hard, questionnaire: Questionnaire
):
    page = html_of(hard("all zero"), questionnaire, "partner")
    drawn = re.findall(r'<svg[^>]*timeline-lines".*?</svg>', page, re.DOTALL)[0]
    width = float(re.findall(r'viewBox="0 0 ([0-9.]+)', drawn)[0])
    curves = [tuple(map(float, re.findall(r"[0-9.]+", found))) for found in _CURVE.findall(drawn)]
    within = [curve for curve in curves if curve[0] == curve[6]]
    assert within, "one gap waits for another of its own step"
    # A curve reaches three quarters of the way to its two inner points.
    assert all(0 <= curve[0] + 0.75 * (curve[2] - curve[0]) <= width for curve in within)
    # What is drawn later lies above.
    last_line, boxes = drawn.rindex(_LINE_COLOUR), drawn.index('fill="#ffffff"')
    assert last_line < boxes


_CURVE = re.compile(r'd="(M[^"C]*C[^"]*)"')
_LINE_COLOUR = 'stroke="#a85a14"'


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_where_no_question_applies_nothing_is_called_open_or_answered(
    questionnaire: Questionnaire, edition: str
):
    absent = Answer(status="not_applicable", reason="It cannot exist here.")
    file = _with(questionnaire, dict.fromkeys(questionnaire.by_id, absent))
    words = text_of(html_of(file, questionnaire, edition))
    assert "No question applies" in words
    assert "None of the 11 questions applies." in words
    for said in (
        " 0 of 0",
        "answered yet",
        "enough answers yet",
        "could be –",
        "of 100, not",
    ):
        assert said not in words, said


@pytest.mark.parametrize(
    ("withheld", "said"),
    [
        (("LAW-02",), "1 question is open, withheld on grounds of national security."),
        (
            ("LAW-02", "LAW-03"),
            "2 questions are open, all of them withheld on grounds of national security.",
        ),
    ],
)
def test_what_is_open_is_not_counted_twice(
    press: Press, questionnaire: Questionnaire, withheld: tuple[str, ...], said: str
):
    given = {key: Answer(status="answered", level=4) for key in questionnaire.by_id}
    given |= dict.fromkeys(withheld, Answer(status="withheld"))
    file = _with(questionnaire, given)
    assert said in text_of(press.html(file.answers, "partner"))


def test_what_is_not_known_stands_on_no_page_of_its_own(press: Press, questionnaire: Questionnaire):
    given = {key: Answer(status="answered", level=4) for key in questionnaire.by_id}
    given["LAW-02"] = Answer(status="withheld")
    pdf = press.pdf(_with(questionnaire, given).answers, "partner")
    used = [filled(page) for page in PAGE.findall(pdftotext(pdf, "-bbox"))]
    assert min(used) >= NEARLY_EMPTY


def test_a_name_in_the_lists_of_the_glance_breaks_before_its_last_word(
    press: Press, questionnaire: Questionnaire
):
    given = {key: Answer(status="answered", level=4) for key in questionnaire.by_id}
    given["LAW-02"] = Answer(status="withheld")
    text = pdftotext(press.pdf(_with(questionnaire, given).answers, "partner"), "-raw")
    assert "International cooperation and information exchange" in text
    assert "International\ncooperation and information exchange 100.0" not in text


def test_words_of_findings_are_explained_where_there_is_a_finding(
    hard, questionnaire: Questionnaire
):
    means = "What the word of a finding means"
    assert means not in html_of(hard("three answers"), questionnaire, "public")
    assert means in html_of(hard("all zero"), questionnaire, "public")


def _with(questionnaire: Questionnaire, given: dict[str, Answer]) -> HardFile:
    answers = new_answers(questionnaire, "Exceptia", DATE)
    return HardFile(answers.model_copy(update={"answers": given}))


def text_of(page: str) -> str:
    """The words of a page or of a piece of one."""
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page).split())


# Pieces of questions and of figures on paper


def first_line(page: str) -> str:
    """The first line between the head and the foot of a page."""
    lines = re.findall(r'<line [^>]*yMin="([0-9.]+)"[^>]*>(.*?)</line>', page, re.DOTALL)
    inside = [(float(top), words) for top, words in lines if float(top) > HEAD]
    return " ".join(re.findall(r">([^<]+)</word>", min(inside)[1])) if inside else ""


@pytest.mark.parametrize("name", ["every state by turns", "everything unknown", "all zero"])
def test_no_page_begins_with_the_last_line_of_a_question(
    hard, questionnaire: Questionnaire, name: str
):
    file = hard(name)
    pdf = make_pdf(file.assessment(questionnaire, "full"), options(file, questionnaire, "full"))
    begun = [first_line(page) for page in PAGE.findall(pdftotext(pdf, "-bbox-layout"))]
    assert [line for line in begun if line.startswith(("Guidance:", "Ask:"))] == []
    if name != "all zero":
        assert [line for line in begun if line.startswith(("Who:", "Positions differ:"))] == []


def test_a_pair_of_levels_stands_in_one_line(hard, questionnaire: Questionnaire):
    for edition in ("full", "partner"):
        page = html_of(hard("all zero"), questionnaire, edition)
        pairs = re.findall(r"<[^>]*>[^<]*\d → \d", page)
        assert pairs
        assert all("item" in pair for pair in pairs)


def test_nobody_is_asked_to_find_out_what_is_withheld(hard, questionnaire: Questionnaire):
    page = html_of(hard("every state by turns"), questionnaire)
    cards = page.split('<div class="card')[1:]
    withheld = [text_of(card) for card in cards if '"badge withheld"' in card]
    assert withheld
    assert not any("Ask:" in card for card in withheld)


def test_an_open_clash_is_to_be_settled_and_stands_against_no_answer(
    hard, questionnaire: Questionnaire
):
    file = hard("every state by turns")
    words = text_of(html_of(file, questionnaire)).replace(" : ", ": ")
    assert "Positions differ: Interior: 3 Implemented" in words
    assert "Settle: which of the positions holds." in words
    assert "Said otherwise:" not in words
    current = file.assessment(questionnaire, "ministry")
    sheet = text_of(make_html(current, ReportOptions(edition="ministry", ministry="Justice")))
    assert "the answer is Unanswered" not in sheet
    assert "you said 1 Ad hoc. Others said otherwise, and it is not settled yet." in sheet
    assert "Nothing has to be done" not in sheet
    assert "What there is to look at stands below." in sheet
    # What a ministry has said it does not owe, and to settle is not its own to do.
    own = text_of(make_html(current, ReportOptions(edition="ministry", ministry="Interior")))
    assert "Facts that you owe" not in own
    assert "Positions differ, and it is not settled yet." in own
    assert "Settle:" not in own


@pytest.mark.parametrize(("name", "both"), [("all zero", False), ("every state by turns", True)])
def test_the_order_of_facts_is_said_where_there_is_one(
    hard, questionnaire: Questionnaire, name: str, both: bool
):
    words = text_of(html_of(hard(name), questionnaire))
    assert ("Unknown questions first, then unanswered ones." in words) is both


@pytest.mark.parametrize(
    ("name", "said"), [("all zero", "8 more are as far."), ("all four", "11 more stand as well.")]
)
def test_who_is_as_far_as_the_last_named_area_is_counted(
    hard, questionnaire: Questionnaire, name: str, said: str
):
    assert said in minister(html_of(hard(name), questionnaire))


def test_a_state_that_asks_for_nothing_has_no_list_of_nothing(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard("all zero"), questionnaire))
    assert "What the State asks for No request is recorded." in words


@pytest.mark.parametrize("number", [1, 12])
def test_a_sheet_ends_in_no_page_of_one_instrument(hard, questionnaire: Questionnaire, number: int):
    current = hard("long names").assessment(questionnaire, "ministry")
    wishes = ReportOptions(edition="ministry", ministry=ministries(current)[number])
    used = [filled(page) for page in PAGE.findall(pdftotext(make_pdf(current, wishes), "-bbox"))]
    assert used[-1] > 0.15


def test_no_page_ends_in_the_first_line_of_what_comes_next(hard, questionnaire: Questionnaire):
    pdf = make_pdf(hard("all four").assessment(questionnaire, "full"), ReportOptions())
    ends = [last_line(page) for page in PAGE.findall(pdftotext(pdf, "-bbox-layout"))]
    assert [line for line in ends if line == "Keep it: hold the next review when it is due."] == []


@pytest.mark.parametrize(("plain", "edition"), [("all zero", "full"), ("all four", "ministry")])
def test_a_question_with_no_word_of_the_state_is_torn_nowhere(
    hard, questionnaire: Questionnaire, plain: str, edition: str
):
    file = hard(plain)
    pdf = make_pdf(file.assessment(questionnaire, edition), options(file, questionnaire, edition))
    for page in pages(pdf):
        # A question begins with its weight; who leads it stands near its end.
        assert len(re.findall(r" · weight \d", page)) == page.count("Who:")
    lines = re.findall(r"<line .*?</line>", pdftotext(pdf, "-bbox-layout"), re.DOTALL)
    ends = [" ".join(re.findall(r">([^<]+)</word>", line)[-2:]) for line in lines]
    # Nor is the letter of a point from the point, or a paragraph from its number; "a" is a word.
    assert [end for end in ends if re.search(r"(^| )[b-h]$|· paragraph$", end)] == []


# A sheet says each thing once, and of nothing only that it is nothing


def test_a_sheet_names_missing_evidence_and_ministries_once(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard("all four"), questionnaire, "ministry"))
    assert "Evidence that is missing (125)" in words
    assert "is given without evidence" not in words
    assert "No responsible ministry is named" not in words
    assert "To check in the answers (125)" in words, "targets below the level are left"
    assert "To check in" not in text_of(html_of(hard("all zero"), questionnaire, "ministry"))


def test_a_sheet_of_questions_without_a_ministry_says_beside_each_task_who_usually_leads(
    hard, questionnaire: Questionnaire
):
    page = html_of(hard("all zero"), questionnaire, "ministry")
    tasks = page.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    assert len(tasks) == 125
    assert all("usually " in task for task in tasks)


def test_tasks_without_a_date_are_not_said_to_stand_by_date(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard("all zero"), questionnaire, "ministry"))
    assert "By date." not in words
    assert "No task has a date yet: they stand in the order of the plan" in words


@pytest.mark.parametrize("edition", ["full", "ministry"])
def test_an_area_in_which_nothing_is_answered_has_no_score_yet(
    hard, questionnaire: Questionnaire, edition: str
):
    words = text_of(html_of(hard("everything unknown"), questionnaire, edition))
    assert not re.search(r"[Ss]core –", words)
    assert words.lower().count("no score yet") >= len(questionnaire.areas)


def test_what_no_ministry_has_is_said_of_the_whole_area(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard("everything unknown"), questionnaire, "ministry"))
    assert "None of its 11 questions has a ministry." in words
    assert "11 of its 11" not in words


def test_a_page_and_a_state_are_told_apart(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard("everything unknown"), questionnaire, "ministry"))
    assert "National policy · unknown; usually Office of the head of government . Ask: " in words


@pytest.mark.parametrize(
    ("plain", "left"), [("everything unknown", "sought"), ("all four", "reached"), ("all zero", "")]
)
def test_the_heads_of_columns_stand_above_their_columns(
    hard, questionnaire: Questionnaire, plain: str, left: str
):
    page = html_of(hard(plain), questionnaire, "ministry")
    heads = set(re.findall(r'class="columns lead ?([a-z]*)"', page))
    assert heads == {left}
    assert set(re.findall(r'class="card(?: brief)? ?([a-z]*)"', page)) == heads


def test_where_all_is_answered_no_area_is_said_to_lack_answers(hard, questionnaire: Questionnaire):
    said = minister(html_of(hard("all four"), questionnaire))
    assert "All 14 policy areas stand at 100.0." in said
    assert said.count("Every policy area has reached its target") == 2
    assert "enough answers" not in said
    assert "can be ranked" not in said


def test_a_next_review_that_is_fixed_is_not_asked_for(hard, questionnaire: Questionnaire):
    words = text_of(html_of(hard("all four"), questionnaire))
    assert "The next such examination is fixed." in words
    assert words.count("Keep it: hold the next review when it is due.") == 125


def test_what_is_to_be_looked_at_everywhere_is_said_once(hard, questionnaire: Questionnaire):
    page = html_of(hard("all four"), questionnaire)
    annex = page.partition("Annex B. Consistency warnings</h1>")[2].partition("</table>")[0]
    assert annex.count("No responsible ministry is named; name the one that leads.") == 1
    assert annex.count('href="#q-') == 375, "each question stands beside each"
    words = text_of(annex)
    assert "125 questions Level 4 is given without evidence; name a document." in words


def test_without_a_review_the_arithmetic_has_none(hard, questionnaire: Questionnaire):
    annex = html_of(hard("all four"), questionnaire).partition('id="method"')[2]
    row = annex.partition(">POL-01<")[2].partition("</tr>")[0]
    figures = re.findall(r'<td class="n">([^<]*)</td>', row)
    assert figures == ["3", "300", "225", "–"]


def test_a_star_is_explained_where_there_is_one(hard, questionnaire: Questionnaire):
    annex = html_of(hard("all zero"), questionnaire).partition('id="method"')[2]
    assert "In the order of the plan." in annex
    assert "A star marks" not in annex
    assert "3*" not in annex
    file = hard("all zero").answers
    low = {key: answer.replace(target=1) for key, answer in file.answers.items()}
    annex = html_of(HardFile(file.replace(answers=low)), questionnaire).partition('id="method"')[2]
    assert "A star marks" in annex
    assert ">2*<" in annex
