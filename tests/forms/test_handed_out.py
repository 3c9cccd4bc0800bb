"""Workbook and PDF through the commands: handed out, filled in, taken back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from filling import typed_into
from filling_pdf import by_pypdf, entries
from synthetic import SMALL, answers
from test_parts import OUT, asking, handed

from assessment.answers import Answers, Evidence, Position
from assessment.cli.main import run
from assessment.errors import AssessmentError
from assessment.forms.carried import joined_pieces
from assessment.forms.files import part_content, read_part
from assessment.forms.model import FormAnswer
from assessment.questionnaire import Questionnaire
from assessment.store import parse_answers, write_answers

Capture = pytest.CaptureFixture[str]
FILLED: Mapping[str, FormAnswer] = {
    "AAA-01": FormAnswer(points=("a", "b"), note="Ours", evidence=(Evidence(title="Decree 5"),))
}
Hand = Callable[[bytes, Mapping[str, FormAnswer]], bytes]


def in_pdf(raw: bytes, given: Mapping[str, FormAnswer]) -> bytes:
    return by_pypdf(raw, entries(given))


FORMS: Mapping[str, tuple[str, Hand]] = {
    "workbook": (".xlsx", typed_into),
    "pdf": (".pdf", in_pdf),
}


@pytest.fixture(autouse=True)
def filled_in_today(monkeypatch: pytest.MonkeyPatch):
    today = dt.datetime.now(dt.UTC).date()
    monkeypatch.setattr("filling.DAY", today)
    monkeypatch.setattr("filling_pdf.DAY", today)


@pytest.fixture
def file(small: Questionnaire, tmp_path: Path) -> Path:
    own = answers(small, {"AAA-01": {"ministry": "Interior"}}, authority="Coordination group")
    path = tmp_path / "state.json"
    write_answers(path, own)
    return path


def cied(command: str, *arguments: object) -> int:
    return run([command, *map(str, arguments), "--questionnaire", str(SMALL)])


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_is_handed_out_and_taken_back_whatever_it_is_called(
    file: Path, tmp_path: Path, small: Questionnaire, capsys: Capture, kind: str
):
    ending, fill = FORMS[kind]
    folder = tmp_path / "parts"
    asked = ("--question", "AAA-01", "--form", kind)
    assert cied("hand-out", file, "-o", folder, *asked) == 0
    (made,) = (item for item in folder.iterdir() if item.suffix == ending)
    assert made.stat().st_mode & 0o777 == 0o600
    back = tmp_path / "back"
    back.mkdir()
    (back / "From the ministry.dat").write_bytes(fill(made.read_bytes(), FILLED))
    (back / "~$From the ministry.dat").write_bytes(b"\5Somebody")
    capsys.readouterr()
    assert cied("take-back", file, back) == 0, capsys.readouterr()
    own = parse_answers(file.read_bytes(), small, where="").answers
    found = own.answer("AAA-01")
    assert (found.level, found.note, found.positions[0].by) == (
        2,
        "Ours",
        'Police "North" & Customs',
    )
    assert own.parts[0].form == kind


@pytest.mark.parametrize("kind", FORMS)
def test_a_refused_form_changes_nothing(
    file: Path, tmp_path: Path, capsys: Capture, kind: str, small: Questionnaire
):
    ending, fill = FORMS[kind]
    asked = ("--question", "AAA-01", "--form", kind)
    assert cied("hand-out", file, "-o", tmp_path / "parts", *asked) == 0
    (made,) = (item for item in (tmp_path / "parts").iterdir() if item.suffix == ending)
    wrong = {"AAA-01": FormAnswer(points=("a",), status="unknown")}
    made.write_bytes(fill(made.read_bytes(), wrong))
    before = file.read_bytes()
    capsys.readouterr()
    assert cied("take-back", file, made) == 1
    shown = capsys.readouterr().err
    assert "points or a level stand beside 'unknown'" in shown
    assert str(made) in shown
    assert file.read_bytes() == before


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_of_another_edition_is_carried_over_where_that_is_accepted(
    small: Questionnaire, tmp_path: Path, kind: str
):
    _, fill = FORMS[kind]
    old = small.model_copy(update={"version": "0.9", "sha256": "0" * 64})
    part = handed(old, asking(old, {}), "Interior", questions=("AAA-01", "AAA-02")).parts[0]
    path = tmp_path / "back"
    path.write_bytes(fill(part_content(old, part, kind), FILLED))
    with pytest.raises(AssessmentError, match=r"version 0\.9") as refusal:
        read_part(path, small)
    assert "--accept-version" in refusal.value.remedy
    back: Answers = read_part(path, small, accept_version=True).answers
    found = back.answer("AAA-01")
    assert (found.level, found.note) == (2, "Ours")
    assert back.questionnaire.version == small.version


def unpacked(raw: bytes) -> bytes:
    """All that a workbook or a PDF holds, as plain bytes."""
    if raw.startswith(b"%PDF"):
        pdf = pikepdf.open(io.BytesIO(raw))
        streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        texts = [str(item) for item in pdf.objects if isinstance(item, pikepdf.String)]
        fields = [
            str(item.get("/V", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)
        ]
        return b"".join(streams) + "".join(texts + fields).encode()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheets = b"".join(map(archive.read, archive.namelist()))
    rows = openpyxl.load_workbook(io.BytesIO(raw))["cied"].iter_rows(max_col=1, values_only=True)
    return sheets + joined_pieces((str(row[0]) for row in rows if row[0]), "")


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_holds_nothing_that_another_ministry_or_the_authority_said(
    small: Questionnaire, kind: str
):
    said = Position(status="answered", level=1, ministry="Customs", note="OURS", at=OUT)
    other = Position(status="answered", level=4, ministry="Trade", note="SECRET", at=OUT)
    full = {
        "level": 3, "note": "SECRET", "ministry": "Customs", "release": "SECRET",
        "evidence": (Evidence(title="SECRET"),), "positions": (said, other),
        "review": {"level": 1, "note": "SECRET"}, "target": 4, "restricted": True,
    }  # fmt: skip
    part = handed(small, asking(small, {"AAA-01": full}), "Customs", questions=("AAA-01",)).parts[0]
    found = unpacked(part_content(small, part, kind))
    assert b"SECRET" not in found
    assert b"OURS" in found


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMS)
def test_the_whole_questionnaire_goes_into_one_form(
    questionnaire: Questionnaire, tmp_path: Path, kind: str
):
    part = handed(questionnaire, asking(questionnaire, {}), to="Everybody").parts[0]
    path = tmp_path / "back"
    path.write_bytes(part_content(questionnaire, part, kind))
    assert read_part(path, questionnaire).answers == part
