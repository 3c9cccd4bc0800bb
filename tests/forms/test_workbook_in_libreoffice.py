"""The workbook after LibreOffice opened it and saved it, as workbook and as OpenDocument."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from filling import ASKED, HOSTILE, asked_part, through_json, typed_into

from assessment.answers import Action, Answers, Evidence
from assessment.errors import AssessmentError
from assessment.forms.model import FormAnswer
from assessment.forms.workbook import workbook_of_part
from assessment.forms.workbook_reader import part_in_workbook
from assessment.questionnaire import Questionnaire

pytestmark = pytest.mark.slow

FILLED: Mapping[str, FormAnswer] = {
    "AAA-01": FormAnswer(
        points=("a", "b", "c"),
        confidence="high",
        note=" |\n".join(item for item in HOSTILE if "\t" not in item),
        release="n" * 10_000,
        evidence=tuple(Evidence(title=item, reference=item) for item in HOSTILE[:6]),
        action=Action(text="=1+1", owner="@me", cost=10**15, funded=0, assistance=("technical",)),
    ),
    "AAA-02": FormAnswer(points=(), status="not_applicable", reason="=No coast."),
    "BBB-01": FormAnswer(points=(), level=3, note="٣ ملاحظات"),
}


def converted(path: Path, kind: str, folder: Path) -> Path:
    """A file as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / f"{path.stem}.{kind}"


@pytest.fixture(scope="module")
def part(small: Questionnaire) -> Answers:
    return asked_part(small)


@pytest.fixture(scope="module")
def saved(small: Questionnaire, part: Answers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled workbook in a folder, with what LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "filled.xlsx").write_bytes(typed_into(workbook_of_part(small, part), FILLED))
    converted(folder / "filled.xlsx", "xlsx", folder / "once")
    document = converted(folder / "filled.xlsx", "ods", folder / "document")
    converted(document, "xlsx", folder / "twice")
    return folder


@pytest.mark.parametrize("way", ["once", "twice"])
def test_a_part_saved_by_libreoffice_equals_the_one_through_json(
    small: Questionnaire, part: Answers, saved: Path, way: str
):
    raw = (saved / way / "filled.xlsx").read_bytes()
    assert part_in_workbook(raw, small, "back.xlsx", False) == through_json(small, part, FILLED)


@pytest.mark.parametrize("way", ["once", "twice"])
def test_drop_downs_and_protection_are_still_there(saved: Path, way: str):
    book = openpyxl.load_workbook(saved / way / "filled.xlsx")
    assert all(sheet.protection.sheet for sheet in book)
    rows = {str(row[0].value): row for row in book["Questions"].iter_rows()}
    rules = book["Questions"].data_validations.dataValidation
    for key in ASKED:
        for name, words in (("a", '"yes"'), ("level", "cied!$C$1:$C$5"),
                            ("state", '"unknown,withheld,not applicable"')):  # fmt: skip
            cell = rows[f"{key}.{name}"][2]
            assert not cell.protection.locked
            found = [rule.formula1 for rule in rules if cell.coordinate in rule.sqref]
            assert found == [words]
        assert rows[f"{key}.a"][1].protection.locked
    assert book["cied"].sheet_state != "visible"


def test_the_level_that_follows_is_shown(saved: Path):
    book = openpyxl.load_workbook(saved / "twice" / "filled.xlsx", data_only=True)
    shown = {str(row[0].value): row[2].value for row in book["Questions"].iter_rows()}
    assert shown["AAA-01"] == "Level 2 Designed"
    assert shown["AAA-02"] == "not applicable"
    assert shown["BBB-01"] == "Level 3"


def test_an_opendocument_spreadsheet_says_how_to_save_it(small: Questionnaire, saved: Path):
    raw = (saved / "document" / "filled.ods").read_bytes()
    with pytest.raises(AssessmentError, match="save it as an Excel workbook"):
        part_in_workbook(raw, small, "back.ods", False)
