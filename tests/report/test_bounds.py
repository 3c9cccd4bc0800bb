"""What a report may take: bounds that the README states, whatever an answer file holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from assessment.answers import EVIDENCE_LIMIT, NOTE_LIMIT, Answers, Evidence
from assessment.cli.main import run
from assessment.report.html import MAX_LINES, soft
from assessment.report.pdf.writing import MAX_LETTERS, html_for_print
from assessment.store import write_answers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def largest(example: Answers) -> Answers:
    """Every text and every list of evidence as long as the format allows."""
    words = "The decree is applied in every province. " * 250
    item = Evidence(title=words[:200].strip(), reference=words[:500].strip())
    kept = {
        key: answer.model_copy(
            update={"note": words[:NOTE_LIMIT].strip(), "evidence": (item,) * EVIDENCE_LIMIT}
        )
        for key, answer in example.answers.items()
    }
    return example.model_copy(update={"answers": kept})


def test_a_report_longer_than_can_be_printed_is_refused_with_what_to_do(
    largest: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    write_answers(tmp_path / "large.json", largest)
    assert run(["report", str(tmp_path / "large.json"), "-o", str(tmp_path / "a.pdf")]) == 1
    told = capsys.readouterr().err
    assert f"characters; a PDF is made of {MAX_LETTERS:,} at most. Shorten the longest" in told
    assert not (tmp_path / "a.pdf").exists()
    assert run(["report", str(tmp_path / "large.json"), "-o", str(tmp_path / "a.html")]) == 0


def test_the_documents_state_the_bounds():
    for path in (ROOT / "README.md", ROOT / "docs" / "answer-file.md"):
        assert f"{MAX_LETTERS:,} characters" in " ".join(path.read_text().split()), path
    assert f"first {MAX_LINES} lines" in (ROOT / "docs" / "answer-file.md").read_text()


def test_a_text_of_many_lines_runs_on_after_the_first():
    shown = str(soft("\n".join(f"line {number}" for number in range(MAX_LINES + 3))))
    assert shown.count("\n") == MAX_LINES
    assert shown.endswith(f"line {MAX_LINES} / line {MAX_LINES + 1} / line {MAX_LINES + 2}")


@given(text=st.text(alphabet="ab \n", max_size=600))
def test_no_word_of_a_text_is_lost_however_it_is_set(text: str):
    shown = Markup(soft(text)).striptags().replace("/", " ")
    assert shown.split() == text.split()
    assert soft(text).count("\n") <= MAX_LINES


def test_a_long_word_is_one_element_on_paper():
    page = f"<!DOCTYPE html>\n<html><body><p>{soft('a' * 5000)}</p></body></html>"
    assert "<wbr" in page
    assert "<wbr" not in html_for_print(page)
    assert html_for_print(page).replace("\u200b", "").count("a" * 5000) == 1
