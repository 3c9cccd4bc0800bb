"""The PDFs keep what PDF/UA-1 (for readers that speak) and PDF/A-3a (for archives) demand.

`page-validation` runs 104 rules for PDF/UA-1 and 156 for PDF/A-3a: tags and their nesting, tables
and their headers, language, alternative text that is there, fonts, metadata, structure of the file.
What no program can decide is not covered: whether an alternative text says what a picture shows,
whether the reading order makes sense, whether contrast is enough on paper. Those are looked at.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import page
import pikepdf
import pypdf
import pytest
from printed import EDITIONS, Press, of_six, of_three, pages

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.report.blank import make_blank
from assessment.report.region import make_region_pdf
from assessment.store import dump

pytestmark = pytest.mark.slow

DOCUMENTS = (*EDITIONS, "blank", "region", "anonymous region")
WITH_TABLES = tuple(item for item in DOCUMENTS if item != "national")
"""The national edition is a text."""


@pytest.fixture(scope="module")
def documents(press: Press, questionnaire: Questionnaire, example: Answers, earlier: Answers):
    """Every kind of PDF: the editions with a baseline, the blank form and the region's page."""
    made = {edition: press.pdf(example, edition, baseline=earlier) for edition in EDITIONS}
    made["blank"] = make_blank(questionnaire)
    made["region"] = make_region_pdf(of_three(questionnaire, example, earlier), questionnaire)
    made["anonymous region"] = make_region_pdf(of_six(questionnaire, example), questionnaire)
    return made


@pytest.fixture(scope="module")
def archives(press: Press, example: Answers) -> dict[str, bytes]:
    return {edition: press.pdf(example, edition, archive=True) for edition in EDITIONS}


def failures(pdf: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert report.is_compliant == (report.rules.failed == 0)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_rule_of_pdf_ua_1(documents, name: str):
    assert failures(documents[name], "ua1") == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_rule_of_pdf_a_3a(archives, edition: str):
    assert failures(archives[edition], "3a") == []


@pytest.mark.parametrize("edition", ["full", "public"])
def test_letter_paper_keeps_them_too(press: Press, example: Answers, edition: str):
    printed = press.pdf(example, edition, paper="Letter")
    assert failures(printed, "ua1") == []
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert {tuple(map(float, page.mediabox[2:])) for page in document.pages} == {(612, 792)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_qpdf_finds_no_error(documents, name: str, tmp_path: Path):
    _checked(documents[name], tmp_path)


def test_qpdf_finds_no_error_in_an_archive(archives, tmp_path: Path):
    for archive in archives.values():
        _checked(archive, tmp_path)


def _checked(pdf: bytes, folder: Path) -> None:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_font_is_inside(documents, name: str, tmp_path: Path):
    path = tmp_path / "report.pdf"
    path.write_bytes(documents[name])
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    assert rows
    for row in rows:
        embedded, _, unicode = row[-5:-2]
        assert (embedded, unicode) == ("yes", "yes"), row


@pytest.mark.parametrize("name", DOCUMENTS)
def test_language_and_title(documents, name: str):
    with pikepdf.open(io.BytesIO(documents[name])) as document:
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"])
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == str(document.docinfo["/Title"])
            assert metadata["pdfuaid:part"] == "1"


def elements(document: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """Every structure element of a kind."""
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{kind}":
            yield item


@pytest.mark.parametrize("edition", ["full", "partner", "public"])
def test_every_picture_says_what_it_shows(documents, edition: str):
    with pikepdf.open(io.BytesIO(documents[edition])) as document:
        said = [str(element.get("/Alt", "")).strip() for element in elements(document, "Figure")]
    assert len(said) > 10
    assert all(said)


CHARTS = {
    "full": (
        "Overall: score 50.4, could be 46.4–54.5, target 75.6",
        "Levels of the questions of National policy and coordination: POL-01 1 Ad hoc, POL-02",
        "21 of 71 tasks have to wait; 6 of them for Lead authority and coordination body: ",
        " waits for Lead authority and coordination body",
    ),
    "partner": (
        "Questions by level and state",
        "Score of each operative paragraph",
        "Roadmap in three steps",
        "Respond: score",
    ),
}
"""What the pictures of the example say: the alternative text of a picture holds its figures."""


@pytest.mark.parametrize("edition", CHARTS)
def test_each_chart_of_the_report_has_its_own_words(documents, edition: str):
    with pikepdf.open(io.BytesIO(documents[edition])) as document:
        said = " ".join(str(element.get("/Alt", "")) for element in elements(document, "Figure"))
    for words in CHARTS[edition]:
        assert words in said


@pytest.mark.parametrize("name", WITH_TABLES)
def test_every_cell_of_a_table_names_the_headers_it_stands_under(documents, name: str):
    """PDF/UA takes a scope at the header or the headers at the cell; WeasyPrint writes these."""
    with pikepdf.open(io.BytesIO(documents[name])) as document:
        heads = [str(element.ID) for element in elements(document, "TH")]
        named = [[str(key) for key in element.A.Headers] for element in elements(document, "TD")]
    assert len(set(heads)) == len(heads) > 0
    assert all(named)
    assert {key for keys in named for key in keys} <= set(heads)


@pytest.mark.parametrize("edition", [item for item in EDITIONS if item in WITH_TABLES])
def test_every_header_in_the_page_has_its_scope(press: Press, example: Answers, edition: str):
    heads = re.findall(r"<th\b[^>]*>", press.html(example, edition))
    assert heads
    assert all(re.search(r' scope="(row|col|rowgroup|colgroup)"', head) for head in heads)


@pytest.mark.parametrize("name", [*EDITIONS, "blank"])
def test_pages_are_numbered(documents, name: str):
    texts = pages(documents[name])
    for number, text in enumerate(texts, start=1):
        assert f"page {number} of {len(texts)}" in text.replace("Page", "page")


def places(pdf: bytes) -> dict[str, int]:
    """The page, counted from one, of each place that a link inside the document leads to."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return {
        name: reader.get_destination_page_number(named_destination) + 1
        for name, named_destination in reader.named_destinations.items()
    }


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_the_contents_name_the_page_where_a_chapter_is(documents, edition: str):
    pdf = documents[edition]
    texts = pages(pdf)
    contents = next(text for text in texts if re.search(r"^Contents$", text, re.M))
    number = texts.index(contents)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    targets = [
        str(page.get_object()["/Dest"])
        for page in reader.pages[number]["/Annots"]
        if "/Dest" in page.get_object()
    ]
    # The requests of the partner edition begin on the same page, with links to instruments.
    chapters = list(dict.fromkeys(item for item in targets if not item.startswith("i-")))
    assert len(chapters) > 5
    printed = [int(found) for found in re.findall(r"(?:[.\u2026 ]|^)(\d+)$", contents, re.M)]
    where = places(pdf)
    assert [where[chapter] for chapter in chapters] == printed[: len(chapters)]


def outline(entries: list, depth: int = 0) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, depth + 1)
        else:
            yield depth, entry["/Title"]


def test_bookmarks_lead_through_the_report(documents, questionnaire: Questionnaire):
    reader = pypdf.PdfReader(io.BytesIO(documents["full"]))
    marks = list(outline(reader.outline))
    chapters = [title for depth, title in marks if depth == 0]
    for wanted in ("Policy areas", "Plan", "Assistance", "Paragraph by paragraph", "Sign-off"):
        assert wanted in chapters
    inside = " ".join(title for depth, title in marks if depth > 0)
    assert all(area.title in inside for area in questionnaire.areas)


def attachments(pdf: bytes) -> dict[str, bytes]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return {item.name: bytes(item.content) for item in reader.attachment_list}


def test_the_answer_file_is_inside_the_full_archive_and_nowhere_else(
    documents, archives, example: Answers
):
    assert attachments(archives["full"]) == {"answers.json": dump(example)}
    others = [archive for name, archive in archives.items() if name != "full"]
    assert all(attachments(item) == {} for item in [*others, *documents.values()])
    with pikepdf.open(io.BytesIO(archives["full"])) as document:
        relations = [
            str(item["/AFRelationship"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/AFRelationship" in item
        ]
    assert relations == ["/Source"]


def test_an_archive_is_scored_again_with_the_same_figures(
    archives, example: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report, file = tmp_path / "report.pdf", tmp_path / "answers.json"
    report.write_bytes(archives["full"])
    file.write_bytes(dump(example))
    said = []
    for path in (report, file):
        assert run(["score", str(path), "--json"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0].replace("report.pdf", "answers.json") == said[1]


@pytest.mark.parametrize("archive", [False, True])
def test_characters_that_xml_lacks_leave_the_metadata_well_formed(tmp_path: Path, archive: bool):
    state = Path(__file__).parent.parent / "data/faults/xml-noncharacter/state-with-uffff.json"
    assert "\uffff" in json.loads(state.read_text())["state"]
    out = tmp_path / "a.pdf"
    command = ["report", str(state), "--edition", "public", "--accept-version", "-o", str(out)]
    assert run([*command, "--marking", "A\ufffe\uffffB", *(["--archive"] if archive else [])]) == 0
    with pikepdf.open(out) as pdf:
        raw = pdf.Root.Metadata.read_bytes()
    packet = raw.decode("utf-8")
    assert ElementTree.fromstring(packet) is not None
    assert "\uffff" not in packet
    assert "Exampia" in packet
