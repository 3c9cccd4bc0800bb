"""`cied verify`: a report is made again and compared, and what cannot be told is said so."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from printed import EDITIONS, LEAVING, Press
from synthetic import SMALL

from assessment.answers import Answers
from assessment.assess import redact
from assessment.cli.main import run
from assessment.example import earlier_example, example_answers
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, make_pdf, stamp
from assessment.report.reading import read_stamp
from assessment.store import write_answers
from assessment.version import __version__

EDITION = "public"
"""The smallest report; what is tested with it holds for all."""


@dataclass(frozen=True)
class Desk:
    """A folder with answer files and reports, and `cied verify` at hand."""

    folder: Path
    press: Press
    capsys: pytest.CaptureFixture[str]

    def file(self, answers: Answers, name: str = "answers.json") -> str:
        path = self.folder / name
        write_answers(path, answers)
        return str(path)

    def report(self, content: bytes, name: str = "report.pdf") -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def verify(self, *arguments: str) -> tuple[int, str]:
        status = run(["verify", *arguments, "--questionnaire", str(SMALL)])
        said = self.capsys.readouterr()
        return status, said.out + said.err


# Reports are made three times in a test here, so they are of a questionnaire of ten questions.


@pytest.fixture(scope="module")
def questionnaire(small: Questionnaire) -> Questionnaire:
    return small


@pytest.fixture(scope="module")
def press(small: Questionnaire) -> Press:
    return Press(small)


@pytest.fixture(scope="module")
def example(small: Questionnaire) -> Answers:
    return example_answers(small)


@pytest.fixture(scope="module")
def earlier(small: Questionnaire) -> Answers:
    return earlier_example(small)


@pytest.fixture
def desk(tmp_path: Path, press: Press, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, press, capsys)


@pytest.mark.parametrize("edition", EDITIONS)
def test_identical(desk: Desk, example: Answers, edition: str):
    report = desk.report(desk.press.pdf(example, edition))
    status, said = desk.verify(report, desk.file(example))
    assert status == 0
    assert said.startswith("Identical:")


@pytest.mark.parametrize("marking", ["", "OFFICIAL"])
def test_identical_under_another_marking(desk: Desk, example: Answers, marking: str):
    report = desk.report(desk.press.pdf(example, EDITION, marking=marking))
    assert desk.verify(report, desk.file(example))[0] == 0


def test_it_proves_no_authorship_and_says_so_whatever_it_finds(desk: Desk, example: Answers):
    report, file = desk.report(desk.press.pdf(example, EDITION)), desk.file(example)
    other = desk.file(example.replace(period="1999"), "other.json")
    for arguments in ((report, file), (report, other), (report,)):
        assert "proves no authorship" in desk.verify(*arguments)[1]


@pytest.mark.parametrize("edition", LEAVING)
def test_who_has_the_redacted_copy_alone_can_verify_what_leaves(
    desk: Desk, questionnaire: Questionnaire, example: Answers, edition: str
):
    report = desk.report(desk.press.pdf(example, edition))
    status, said = desk.verify(report, desk.file(redact(questionnaire, example)))
    assert (status, said.split(":")[0]) == (0, "Identical")


def test_altered(desk: Desk, example: Answers):
    content = bytearray(desk.press.pdf(example, EDITION))
    content[len(content) // 2] ^= 1
    status, said = desk.verify(desk.report(bytes(content)), desk.file(example))
    assert status == 1
    assert said.startswith("Not identical: the report was altered, or made from another state")


def test_something_was_added_at_the_end(desk: Desk, example: Answers):
    content = desk.press.pdf(example, EDITION) + b"\n% one more line\n"
    status, said = desk.verify(desk.report(content), desk.file(example))
    assert status == 1
    assert said.startswith("Not identical")


def test_made_by_another_version_it_cannot_tell(desk: Desk, example: Answers, monkeypatch):
    monkeypatch.setattr(stamp, "__version__", "0.9.1")
    assessment = desk.press.assessment(example, EDITION)
    report = desk.report(make_pdf(assessment, ReportOptions(edition=EDITION)))
    monkeypatch.undo()
    status, said = desk.verify(report, desk.file(example))
    assert status == 1
    assert said.startswith("It cannot be told.")
    assert f"It says that version 0.9.1 made it; this is version {__version__}." in said


def stamped(desk: Desk, example: Answers, change: Callable[[dict[str, Any]], None]) -> str:
    """A report whose stamp says something else of how it was made."""
    with pikepdf.open(io.BytesIO(desk.press.pdf(example, EDITION))) as pdf:
        content = json.loads(str(pdf.docinfo["/CiedReport"]))
        change(content)
        pdf.docinfo["/CiedReport"] = json.dumps(content)
        into = io.BytesIO()
        pdf.save(into)
    return desk.report(into.getvalue())


def test_where_other_software_made_it_it_cannot_tell_and_names_it(desk: Desk, example: Answers):
    report = stamped(desk, example, lambda made: made["software"].update(pango="1.49.0"))
    status, said = desk.verify(report, desk.file(example))
    assert (status, said.startswith("It cannot be told.")) == (1, True)
    assert re.search(r"other software than runs here: pango \(1\.49\.0, here 1\.\d+\.\d+\)", said)


def test_where_other_font_files_made_it_it_cannot_tell_and_names_them(desk: Desk, example: Answers):
    report = stamped(desk, example, lambda made: made["fonts"].update({"Inter": "0" * 16}))
    status, said = desk.verify(report, desk.file(example))
    assert (status, said.startswith("It cannot be told.")) == (1, True)
    assert "Inter (0000000000000000, here " in said


def test_of_a_report_that_an_earlier_version_stamped_otherwise_it_cannot_tell(
    desk: Desk, example: Answers
):
    def as_before(made: dict[str, Any]) -> None:
        made.update(program="1.0.0", answers="0" * 64)
        for name in ("source", "software", "fonts"):
            del made[name]

    status, said = desk.verify(stamped(desk, example, as_before), desk.file(example))
    assert (status, said.startswith("It cannot be told.")) == (1, True)
    assert "It says that version 1.0.0 made it" in said


def test_the_stamp_names_the_software_and_the_font_files(desk: Desk, example: Answers):
    made = read_stamp(desk.press.pdf(example, EDITION))
    assert {"weasyprint", "pango", "harfbuzz", "fontconfig"} <= set(made.software)
    assert any(name.startswith("Inter") for name in made.fonts)
    assert all(re.fullmatch("[0-9a-f]{16}", font) for font in made.fonts.values())


@pytest.mark.parametrize("edition", ["ministry", *LEAVING])
def test_another_state_of_the_file(desk: Desk, example: Answers, edition: str):
    report = desk.report(desk.press.pdf(example, edition))
    # An answer that every edition counts: of the first ministry, not restricted.
    key = "AAA-01"
    level = (example.answer(key).level + 2) % 4
    changed = {
        item: example.answer(item).replace(level=level, points=None)
        for item in ("AAA-01", "AAA-02")
    }
    other = example.replace(answers={**example.answers, **changed}, period="Another period")
    status, said = desk.verify(report, desk.file(other))
    assert (status, said.startswith("Not identical")) == (1, True)
    assert "made from another state of this file" in said


def test_another_state_of_the_file_in_the_full_edition_by_its_digest(desk: Desk, example: Answers):
    other = example.with_answer("AAA-01", example.answer("AAA-01").replace(note="another"))
    report = desk.report(desk.press.pdf(example, "full"))
    status, said = desk.verify(report, desk.file(other))
    assert (status, said.startswith("Not identical")) == (1, True), said
    assert "The file's answers are not those that the report names." in said


ONE, OTHER = "0123456789abcdef" * 2, "f" * 32


@pytest.mark.parametrize("edition", [EDITION, "full"])
def test_another_assessment_is_told_by_its_id(desk: Desk, example: Answers, edition: str):
    report = desk.report(desk.press.pdf(example.replace(id=ONE), edition))
    status, said = desk.verify(report, desk.file(example.replace(id=OTHER)))
    assert status == 1
    assert said.startswith("Not from this file: the report was made from another assessment.")
    assert desk.verify(report, desk.file(example.replace(id=ONE)))[0] == 0


@pytest.mark.parametrize("edition", [EDITION, "full"])
def test_a_report_that_was_made_before_the_file_had_an_id(
    desk: Desk, example: Answers, edition: str
):
    report = desk.report(desk.press.pdf(example, edition))
    assert desk.verify(report, desk.file(example.replace(id=ONE)))[0] == 0


def test_a_full_report_is_not_compared_with_a_redacted_copy(
    desk: Desk, questionnaire: Questionnaire, example: Answers
):
    report = desk.report(desk.press.pdf(example, "full"))
    status, said = desk.verify(report, desk.file(redact(questionnaire, example)))
    assert (status, said.startswith("It cannot be told.")) == (1, True)
    assert "this is its redacted copy" in said


def test_the_answer_file_inside_an_archive_is_used(desk: Desk, example: Answers):
    report = desk.report(desk.press.pdf(example, "full", archive=True))
    status, said = desk.verify(report)
    assert status == 0
    assert said.startswith("Identical:")


def test_without_any_answer_file_it_cannot_tell(desk: Desk, example: Answers):
    status, said = desk.verify(desk.report(desk.press.pdf(example, EDITION)))
    assert status == 1
    assert said.startswith("It cannot be told. There is no answer file inside the report.")


def test_a_report_with_a_baseline_needs_it(desk: Desk, example: Answers, earlier: Answers):
    earlier = earlier.replace(id=ONE)
    report = desk.report(desk.press.pdf(example, EDITION, baseline=earlier))
    file, baseline = desk.file(example), desk.file(earlier, "baseline.json")
    other = desk.file(earlier.replace(id=OTHER), "other.json")
    status, said = desk.verify(report, file)
    assert (status, "Name its file with --baseline." in said) == (1, True)
    status, said = desk.verify(report, file, "--baseline", other)
    assert (status, "not the one that the report names" in said) == (1, True)
    status, said = desk.verify(report, file, "--baseline", baseline)
    assert (status, said.split(":")[0]) == (0, "Identical")


def test_a_report_with_templates_needs_them(desk: Desk, example: Answers):
    folder = desk.folder / "templates"
    folder.mkdir()
    (folder / "draft.css").write_text("h1 { color: #102030 }")
    report = desk.report(desk.press.pdf(example, EDITION, templates=folder))
    file = desk.file(example)
    assert "Name them with --templates." in desk.verify(report, file)[1]
    assert desk.verify(report, file, "--templates", str(folder))[0] == 0
    (folder / "draft.css").write_text("h1 { color: #302010 }")
    status, said = desk.verify(report, file, "--templates", str(folder))
    assert (status, "not the ones that the report was made with" in said) == (1, True)


FOREIGN = {
    "empty": b"%PDF-1.7\n%%EOF\n",
    "cut": None,
    "claims": b"%PDF-1.7\n1 0 obj<</CiedReport({})>>endobj trailer<</Info 1 0 R>>\n%%EOF",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_of_a_pdf_that_this_program_did_not_make_it_cannot_tell(
    desk: Desk, example: Answers, name: str
):
    content = FOREIGN[name] or desk.press.pdf(example, EDITION)[:5000]
    status, said = desk.verify(desk.report(content), desk.file(example))
    assert status == 1
    assert said.startswith("It cannot be told. The file does not say that this program made it.")


def test_what_is_no_pdf_is_refused_in_a_sentence(desk: Desk, example: Answers):
    file = desk.file(example)
    status, said = desk.verify(file, file)
    assert status == 1
    assert "This is no PDF report." in said
    status, said = desk.verify(str(desk.folder / "none.pdf"), file)
    assert status == 1
    assert re.search(r"none\.pdf: It cannot be read: No such file", said)
