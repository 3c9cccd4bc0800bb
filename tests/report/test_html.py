"""The page: sections of each edition, text that stays text, and templates of one's own."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from assessment.answers import Answer, Answers, Evidence
from assessment.assess import assess
from assessment.errors import ReportError
from assessment.report import ReportOptions, make_html
from assessment.report.html import soft

HOSTILE = "<script>x</script>{{ 7*7 }}{% raw %}</style><img src=file:///etc/passwd> &amp;"


def page(questionnaire, answers: Answers, edition="full", **options) -> str:
    return make_html(
        assess(questionnaire, answers, edition=edition), ReportOptions(edition=edition, **options)
    )


def sections(text: str) -> set[str]:
    return set(re.findall(r'<h1[^>]* id="([a-z]+)"', text))


WATERMARK = "rotate(-45 100 100)"
"""The word across the pages of a draft, which is drawn."""
FULL = {
    *("minister", "grid", "contents", "profile", "areas", "plan", "assistance"),
    *("paragraphs", "facts", "warnings", "instruments", "method", "signatures"),
}
PARTNER = {
    *("minister", "profile", "charts", "areas", "roadmap", "paragraphs"),
    "instruments",
}


@pytest.mark.parametrize(
    ("edition", "wanted"),
    [
        ("full", FULL),
        ("partner", PARTNER | {"method", "requests"}),
        ("public", {"commitment", "areas", "measures", "requests", "profile"}),
    ],
)
def test_sections_of_an_edition(questionnaire, example, edition, wanted):
    assert sections(page(questionnaire, example, edition)) == wanted


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_the_contents_name_every_section_in_the_order_of_the_page(
    questionnaire, example, earlier, edition
):
    """A section whose name is left out of `chapters` in `report.html.j2` would not be found."""
    baseline = assess(questionnaire, earlier, edition=edition)
    text = page(questionnaire, example, edition, baseline=baseline)
    contents = re.search(r'<nav class="contents".*?</nav>', text, re.DOTALL)[0]
    named = re.findall(r'<a href="#([a-z]+)"', contents)
    # The full edition opens with the minister's page, before its contents.
    unnamed = {"contents", "minister"} if edition == "full" else {"contents"}
    headings = re.findall(r'<h1[^>]* id="([a-z]+)"', text)
    assert named == [anchor for anchor in headings if anchor not in unnamed]


def test_a_final_report_has_no_watermark_and_no_sign_off(questionnaire, example):
    text = page(questionnaire, example.replace(document_status="final"))
    assert "signatures" not in sections(text)
    assert WATERMARK not in text


def test_a_draft_says_so_on_every_page(questionnaire, example):
    text = page(questionnaire, example.replace(document_status="draft"))
    assert WATERMARK in text
    assert 'data-edition="Full edition, draft"' in text


def test_every_link_inside_the_page_has_its_place(questionnaire, example, earlier):
    text = page(questionnaire, example, baseline=assess(questionnaire, earlier))
    places = set(re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= places


def test_marking_and_digests_are_on_every_page(questionnaire, example):
    text = page(questionnaire, example)
    assert f'data-marking="{example.marking}"' in text
    assert f'data-source="Answers sha256 {example.sha256[:16]}"' in text
    assert f"Answers sha256 {example.sha256}<br/>" in text
    assert questionnaire.sha256 in text


def test_it_says_what_it_is_not(questionnaire, example):
    for edition in ("full", "ministry", "partner", "public"):
        assert "not a publication of the United Nations" in page(questionnaire, example, edition)


def test_the_same_answers_give_the_same_page(questionnaire, example):
    assert page(questionnaire, example) == page(questionnaire, example)


def test_the_page_refers_to_nothing_outside(questionnaire, example):
    text = page(questionnaire, example)
    assert not re.findall(r'(?:src|srcset)="|@import|url\((?!"data:)', text)
    assert "<script" not in text


def test_hostile_text_stays_text(questionnaire, example):
    answer = Answer(
        status="answered",
        level=1,
        note=HOSTILE,
        ministry=HOSTILE[:60],
        evidence=(Evidence(title=HOSTILE, reference=HOSTILE),),
        by=HOSTILE,
    )
    hostile = example.replace(state=HOSTILE, authority=HOSTILE, marking=HOSTILE, period=HOSTILE)
    text = page(questionnaire, hostile.with_answer("POL-01", answer))
    assert "<script" not in text
    assert "<img" not in text
    assert text.count("</style>") == 1
    assert "{{ 7*7 }}" in text


def test_a_long_word_may_be_broken_and_stays_whole():
    broken = soft("a " + "W" * 100 + " <b>")
    assert str(broken).replace("<wbr/>", "") == "a " + "W" * 100 + " &lt;b&gt;"
    assert "<wbr/>" in broken
    assert soft("short words\nstay") == "short words\nstay"


def test_no_note_leaves_the_government(questionnaire, example):
    marked = example.with_answer(
        "POL-01",
        Answer(status="answered", level=2, note="MARKER", ministry="MARKER", by="MARKER"),
    )
    for edition in ("partner", "public"):
        assert "MARKER" not in page(questionnaire, marked, edition)


def test_templates_of_ones_own_come_first_and_ours_fill_in(questionnaire, example, tmp_path):
    folder = tmp_path / "sections"
    folder.mkdir()
    (folder / "cover.html.j2").write_text("<h1>Our own cover of {{ doc.state }}</h1>")
    text = page(questionnaire, example, templates=tmp_path)
    assert f"Our own cover of {example.state}" in text
    assert "Paragraph by paragraph" in text


def test_a_style_sheet_of_ones_own(questionnaire, example, tmp_path):
    (tmp_path / "style.css").write_text('h1 { content: "ours" }')
    assert 'h1 { content: "ours" }' in page(questionnaire, example, templates=tmp_path)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("fine\n{% if %}", "cover.html.j2:2"),
        ("{{ doc.nothing }}", "nothing"),
        ("fine\nfine\n{{ report.nothing }}", "cover.html.j2:3"),
        ("{% include 'missing.j2' %}", "missing.j2"),
        ("\n{{ 1 / 0 }}", "cover.html.j2:2"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_an_error_in_a_template_names_its_place(questionnaire, example, tmp_path, template, words):
    folder = tmp_path / "sections"
    folder.mkdir()
    (folder / "cover.html.j2").write_text(template)
    with pytest.raises(ReportError, match=re.escape(words)):
        page(questionnaire, example, templates=tmp_path)


def test_a_public_template_finds_no_score(questionnaire, example, tmp_path):
    (tmp_path / "report.html.j2").write_text("{{ report.method }}")
    with pytest.raises(ReportError, match="method"):
        page(questionnaire, example, "public", templates=tmp_path)


def test_a_folder_that_is_not_there(questionnaire, example, tmp_path):
    with pytest.raises(ReportError, match="no folder of templates"):
        page(questionnaire, example, templates=tmp_path / "none")


def test_a_question_is_printed_once_in_full_with_what_comes_next(questionnaire, example):
    text = page(questionnaire, example)
    gap = assess(questionnaire, example).roadmap.now[0]
    question = questionnaire.by_id[gap.question]
    assert all(text.count(str(escape(item.text))) == 1 for item in questionnaire.questions)
    block = text.split(f'id="q-{gap.question}"')[1].split('class="card')[0]
    assert escape(question.name) in block
    if example.answer(gap.question).points is None:
        assert all(escape(text) in block for text in question.meaning(gap.level))
    for letter in gap.missing:
        assert escape(question.points[letter].text) in block
    assert "By when:" in block


def test_every_row_that_names_a_question_links_to_it(questionnaire, example, earlier):
    text = page(questionnaire, example, baseline=assess(questionnaire, earlier))
    linked = re.sub(r"<a [^>]*>.*?</a>", "", text[text.index('id="plan"') :])
    rows = re.findall(r"<tr>.*?</tr>", linked)
    names = {str(escape(question.name)) for question in questionnaire.questions}
    for row in rows:
        first = re.search(r"<th scope=\"row\"[^>]*>(.*?)</th>", row)
        if first:
            assert first[1].strip() not in names - {area.title for area in questionnaire.areas}


@pytest.mark.parametrize("edition", ["full", "ministry", "partner", "public"])
def test_apostrophes_per_cents_and_sizes_have_one_style(questionnaire, example, edition):
    ministry = {"ministry": "Interior"} if edition == "ministry" else {}
    text = page(questionnaire, example, edition, **ministry)
    body = text[text.index("<body") :]
    assert "\u2019" not in body
    assert re.findall(r"\d %", body) == []
    sizes = [float(item) for item in re.findall(r"font-size: ([\d.]+)pt", text)]
    assert min(sizes) >= 7
