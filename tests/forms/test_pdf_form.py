"""A part as a fillable PDF comes back as the part that went through JSON, or is refused whole."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import page
import pypdf
import pytest
from browser import Browser
from filling import APPROVED, DAY, FILLINGS, HOSTILE, WHO, File, asked_part, through_json
from filling_pdf import by_pdftk, by_pypdf, entries
from hypothesis import given, settings
from test_parts import asking, handed
from viewer import Viewer

from assessment.answers import Action, Answers, Evidence
from assessment.errors import AssessmentError
from assessment.forms.model import FormAnswer, form_answer
from assessment.forms.pdf import pdf_form
from assessment.forms.pdf_reader import part_in_pdf
from assessment.questionnaire import Questionnaire

FILLED: Mapping[str, FormAnswer] = {
    "AAA-01": FormAnswer(
        points=("a", "b", "c"),
        confidence="high",
        note="\n".join(HOSTILE),
        release="n" * 10_000,
        evidence=tuple(Evidence(title=item, reference=item) for item in HOSTILE[7:10]),
        action=Action(text="Adopt it", owner="@me", cost=10**15, assistance=("technical",)),
    ),
    "AAA-02": FormAnswer(points=(), status="not_applicable", reason="=No coast."),
    "BBB-01": FormAnswer(points=(), level=3, note="٣ ملاحظات"),
}


@pytest.fixture(scope="module")
def part(small: Questionnaire) -> Answers:
    return asked_part(small)


@pytest.fixture(scope="module")
def form(small: Questionnaire, part: Answers) -> bytes:
    return File(pdf_form(small, part))


def read(small: Questionnaire, raw: bytes) -> Answers:
    return part_in_pdf(raw, small, "back.pdf", False)


@pytest.mark.slow
@given(filling=FILLINGS)
@settings(max_examples=25)
def test_a_part_through_a_pdf_equals_the_one_through_json(
    small: Questionnaire, part: Answers, form: bytes, filling: Mapping[str, FormAnswer]
):
    assert read(small, by_pypdf(form, entries(filling))) == through_json(small, part, filling)


@pytest.mark.parametrize("kind", ["fdf", "xfdf"])
def test_a_part_that_pdftk_filled_in_equals_the_one_through_json(
    small: Questionnaire, part: Answers, form: bytes, tmp_path: Path, kind: str
):
    filled = by_pdftk(form, entries(FILLED), tmp_path, kind)
    assert read(small, filled) == through_json(small, part, FILLED)


@pytest.mark.slow
def test_a_part_filled_in_by_hand_in_chromium_equals_the_one_through_json(
    small: Questionnaire, part: Answers, form: bytes, tmp_path: Path, chromium: Browser
):
    (tmp_path / "form.pdf").write_bytes(form)
    viewer = Viewer(chromium, chromium.blank(), tmp_path / "form.pdf")
    viewer.type("form.by", WHO)
    viewer.type("form.date", DAY.isoformat())
    viewer.type("form.approved_by", APPROVED)
    for name in ("a", "b", "technical"):
        viewer.click(f"q.AAA-01.{name}")
    viewer.type("q.AAA-01.note", "٣ ملاحظات, Café (=1+1)")
    viewer.type("q.AAA-01.evidence.1.title", "Decree 5")
    viewer.type("q.AAA-01.evidence.1.date", "2026-05")
    viewer.choose("q.AAA-01.confidence", "h")
    viewer.click("q.AAA-02.confirm")
    viewer.choose("q.BBB-01.state", "n")
    viewer.type("q.BBB-01.reason", "No coast.")
    given = {
        "AAA-01": FormAnswer(
            points=("a", "b"),
            note="٣ ملاحظات, Café (=1+1)",
            confidence="high",
            evidence=(Evidence(title="Decree 5", date=dt.date(2026, 5, 1)),),
            action=Action(assistance=("technical",)),
        ),
        "AAA-02": replace(form_answer(part.answer("AAA-02")), confirmed=True),
        "BBB-01": FormAnswer(points=(), status="not_applicable", reason="No coast."),
    }
    assert read(small, viewer.saved()) == through_json(small, part, given)


def test_a_form_that_chromium_printed_is_refused(
    small: Questionnaire, form: bytes, chromium: Browser
):
    """Printing keeps no fields; so does every program that prints into a PDF."""
    tab = chromium.blank()
    tab.run("document.body.textContent = 'AAA-01 yes'")
    printed = base64.b64decode(tab.ask("Page.printToPDF")["data"])
    with pytest.raises(AssessmentError, match="printed into a new PDF or flattened"):
        read(small, printed)


def test_a_pdf_that_was_only_opened_is_the_part_as_it_was(
    small: Questionnaire, part: Answers, form: bytes
):
    assert read(small, form) == part
    assert read(small, by_pypdf(form, {})) == part


def test_an_earlier_answer_is_confirmed_in_one_box(small: Questionnaire, form: bytes):
    found = read(small, by_pypdf(form, {"q.AAA-02.confirm": "on"})).answer("AAA-02")
    assert not found.to_confirm
    assert found.action
    assert found.action.assistance == ("material", "technical")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"q.AAA-01.level": "7"}, "back.pdf, field q.AAA-01.level: '7' is no level"),
        ({"q.AAA-01.state": "gone"}, "field q.AAA-01.state: 'gone' is no state"),
        ({"q.AAA-01.note": "n" * 30_000}, "note: The text has 30,000 characters; 10,000 are"),
        ({"form.date": "03/04/2027"}, "field form.date: This can be 3 April 2027 or 4 March 2027"),
        ({"q.AAA-01.cost": "many"}, "field q.AAA-01.cost: 'many' is no whole number"),
        ({"q.AAA-01.evidence.2.reference": "5"}, "evidence.2.title: A piece of evidence has no ti"),
        ({"q.AAA-01.reason": "No coast."}, "question AAA-01: .*a reason goes only with"),
        ({"q.AAA-01.a": "on", "q.AAA-01.state": "unknown"}, "question AAA-01: .*only one can be"),
    ],
)
def test_what_cannot_be_is_a_sentence_with_its_field(
    small: Questionnaire, form: bytes, values: Mapping[str, str], words: str
):
    with pytest.raises(AssessmentError) as refusal:
        read(small, by_pypdf(form, values))
    assert re.search(words, str(refusal.value)), str(refusal.value)


def changed(form: bytes, change) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def without(name: str):
    return lambda writer: writer.root_object.pop(pypdf.generic.NameObject(name))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without("/AcroForm"), "printed into a new PDF or flattened"),
        (without("/Names"), "does not say which part it is"),
        (lambda writer: writer.root_object["/AcroForm"]["/Fields"].pop(), "The field q.* missing"),
        (lambda writer: writer.encrypt("secret"), "locked with a password"),
    ],
)
def test_a_form_that_lost_something_is_refused(
    small: Questionnaire, form: bytes, change, words: str
):
    with pytest.raises(AssessmentError, match=words):
        read(small, changed(form, change))


def test_two_forms_in_one_pdf_are_told(small: Questionnaire, form: bytes, tmp_path: Path):
    """Only the first would be read, and of the second nobody would hear."""
    other = handed(small, asking(small, {}), "Customs", questions=("BBB-02",)).parts[0]
    (tmp_path / "a.pdf").write_bytes(by_pypdf(form, entries(FILLED)))
    ticked = by_pypdf(pdf_form(small, other), {"q.BBB-02.a": "on"})
    (tmp_path / "b.pdf").write_bytes(ticked)
    subprocess.run(
        ["qpdf", "a.pdf", "--pages", ".", "b.pdf", "--", "both.pdf"],
        cwd=tmp_path, check=True, timeout=60,
    )  # fmt: skip
    with pytest.raises(AssessmentError, match="two forms may have been put into one PDF") as caught:
        read(small, (tmp_path / "both.pdf").read_bytes())
    assert "BBB-02.a" in str(caught.value)


def test_a_form_that_was_cut_off_is_refused(small: Questionnaire, form: bytes):
    for end in (20, 1_000, len(form) // 2):
        with pytest.raises(AssessmentError, match=r"damaged or cut off|no fields|which part"):
            read(small, form[:end])


def test_the_form_is_accessible(form: bytes):
    report = page.validate_pdf_bytes(form, profile="UA-1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    fields = pypdf.PdfReader(io.BytesIO(form)).get_fields() or {}
    assert fields["q.AAA-01.a"]["/TU"].startswith("AAA-01. Level 2, point a: ")
    spoken = [field.get("/TU") for field in fields.values() if field.get("/FT")]
    assert all(spoken)
    assert len(set(spoken)) == len(spoken), "no two fields are called alike"


def drawn(raw: bytes, folder: Path) -> bytes:
    """The second page as programs upon poppler show it."""
    (folder / "form.pdf").write_bytes(raw)
    command = ["pdftoppm", "-f", "2", "-l", "2", "-r", "40", "form.pdf", "page"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    assert not done.stderr
    (made,) = folder.glob("page*.ppm")
    return made.read_bytes()


def test_a_tick_is_seen_in_programs_upon_poppler(small: Questionnaire, tmp_path: Path):
    part = handed(small, asking(small, {}), "Interior", questions=("AAA-01",)).parts[0]
    form = pdf_form(small, part)
    ticked = by_pypdf(form, {"q.AAA-01.a": "on"})
    assert drawn(form, tmp_path) != drawn(ticked, tmp_path)


def test_the_same_part_gives_the_same_bytes(small: Questionnaire, part: Answers, form: bytes):
    assert pdf_form(small, part) == form
