"""`cied batch --reports` makes, for each file, what `cied report` makes with the same options."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from synthetic import SMALL

from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from batch.corpus import document, dump

pytestmark = pytest.mark.slow

# What is compared are bytes, so the reports may be short.


@pytest.fixture(scope="module")
def questionnaire(small: Questionnaire) -> Questionnaire:
    return small


@pytest.fixture(scope="module")
def questionnaire_folder() -> Path:
    return SMALL


@pytest.fixture(scope="module")
def folders(
    tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire
) -> tuple[Path, Path]:
    """Two States' files, and an earlier one of the first."""
    files, earlier = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("earlier")
    for seed in (1, 4):
        (files / f"state-{seed}.json").write_bytes(dump(document(questionnaire, seed)))
    before = document(questionnaire, 3, state="State 1")
    (earlier / "before.json").write_bytes(dump({**before, "date": "2024-11-01"}))
    return files, earlier


@pytest.fixture(scope="module")
def own_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's own cover for the public edition."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "public/sections").mkdir(parents=True)
    (folder / "public/sections/cover.html.j2").write_text("<h1>Our cover of {{ doc.state }}</h1>")
    return folder


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def both_ways(
    files: Path, questionnaire_folder: Path, out: Path, options: list[str], earlier: Path | None
) -> tuple[dict[str, bytes], list[bytes]]:
    """The reports of the batch by name, and those of one command a file, in order of name."""
    common = [*options, "--questionnaire", str(questionnaire_folder)]
    given = ["--baseline", str(earlier)] if earlier else []
    assert (
        run(["batch", str(files), "--reports", str(out / "all"), "--quiet", *common, *given]) == 0
    )
    single: list[bytes] = []
    for path in sorted(files.glob("*.json")):
        item = out / path.stem
        if "ministry" in options and "--ministry" not in options:
            target = item
        else:
            item.mkdir()
            target = item / "report.pdf"
        again = (
            ["--baseline", str(earlier / "before.json")]
            if earlier and path.stem == "state-1"
            else []
        )
        assert run(["report", str(path), "-o", str(target), *common, *again]) == 0
        single += [content for _, content in sorted(made(item).items())]
    return made(out / "all"), single


@pytest.mark.parametrize(
    "options",
    [
        ["--edition", "public"],
        ["--edition", "public", "--paper", "letter"],
        ["--edition", "partner", "--archive"],
        ["--edition", "ministry", "--ministry", "Défense"],
    ],
    ids=" ".join,
)
def test_a_report_of_a_batch_is_that_of_the_single_command(
    folders: tuple[Path, Path], questionnaire_folder: Path, tmp_path: Path, options: list[str]
):
    batch, single = both_ways(folders[0], questionnaire_folder, tmp_path, options, None)
    assert len(single) == 2
    assert [content for _, content in sorted(batch.items())] == single


@pytest.mark.parametrize(
    "options",
    [[], ["--archive"], ["--edition", "ministry", "--ministry", ""]],
    ids=lambda options: " ".join(options) or "full",
)
def test_also_of_the_editions_that_are_large(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path, options: list[str]
):
    files = tmp_path / "files"
    files.mkdir()
    (files / "one.json").write_bytes(dump(document(questionnaire, 4)))
    batch, single = both_ways(files, questionnaire_folder, tmp_path, options, None)
    assert list(batch.values()) == single
    assert len(single) == 1


def test_every_ministry_of_every_file_has_its_report(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    files = tmp_path / "files"
    files.mkdir()
    for name in ("first", "second"):
        (files / f"{name}.json").write_bytes(dump(few(questionnaire, name)))
    options = ["--edition", "ministry"]
    batch, single = both_ways(files, questionnaire_folder, tmp_path, options, None)
    assert len(batch) == len(single) == 6
    assert sorted(batch.values()) == sorted(single)
    endings = ("01-justice", "02-roads", "03-no-ministry")
    assert set(batch) == {f"{item}-{end}.pdf" for item in ("first", "second") for end in endings}


def few(questionnaire: Questionnaire, state: str) -> dict[str, Any]:
    """Two ministries and nobody, with a question each."""
    content = document(questionnaire, 5, state=state)
    ids = [question.id for question in questionnaire.questions if not question.when][:3]
    entries = [
        {"status": "answered", "level": 1, "ministry": name} for name in ("Justice", "Roads")
    ]
    content["profile"]["ministries"] = ["Justice", "Roads"]
    content["answers"] = dict(zip(ids, [*entries, {"status": "unknown"}], strict=True))
    return content


def test_each_state_is_compared_with_its_own_baseline(
    folders: tuple[Path, Path], questionnaire_folder: Path, tmp_path: Path
):
    options = ["--edition", "partner"]
    batch, single = both_ways(folders[0], questionnaire_folder, tmp_path, options, folders[1])
    assert [content for _, content in sorted(batch.items())] == single


def test_own_templates_make_the_same_pages_either_way(
    folders: tuple[Path, Path], questionnaire_folder: Path, tmp_path: Path, own_templates: Path
):
    options = ["--edition", "public", "--templates", str(own_templates)]
    batch, single = both_ways(folders[0], questionnaire_folder, tmp_path, options, None)
    assert [content for _, content in sorted(batch.items())] == single
    plain, _ = both_ways(folders[0], questionnaire_folder, tmp_path / "plain", options[:2], None)
    assert batch != plain


def test_several_processes_make_the_same_reports(
    folders: tuple[Path, Path], questionnaire_folder: Path, tmp_path: Path
):
    common = ["--edition", "public", "--quiet", "--questionnaire", str(questionnaire_folder)]
    for jobs in ("1", "2"):
        out = str(tmp_path / jobs)
        assert run(["batch", str(folders[0]), "--reports", out, "--jobs", jobs, *common]) == 0
    assert made(tmp_path / "1") == made(tmp_path / "2") != {}


def test_a_state_in_another_spelling_is_compared_with_its_own_baseline(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    folders = []
    for name, state, date in (("files", "STATE  1", "2026-11-01"), ("earlier", "State 1", "2024")):
        folder = tmp_path / name
        folder.mkdir()
        content = document(questionnaire, 1, state=state) | {"date": f"{date[:4]}-11-01"}
        (folder / "before.json").write_bytes(dump(content))
        folders.append(folder)
    common = ["--edition", "public", "--quiet", "--questionnaire", str(questionnaire_folder)]
    given = {"with": ["--baseline", str(folders[1])], "without": []}
    for name, more in given.items():
        out = str(tmp_path / name)
        assert run(["batch", str(folders[0]), "--reports", out, *more, *common]) == 0
    assert made(tmp_path / "with") != made(tmp_path / "without")


def test_an_archive_report_is_scored_as_the_answer_file_it_carries(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    raw = dump(document(questionnaire, 4))
    (tmp_path / "a.json").write_bytes(raw)
    same = ["--questionnaire", str(questionnaire_folder)]
    pdf, plain = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert run(["report", str(tmp_path / "a.json"), "--archive", "-o", str(pdf), *same]) == 0
    plain.write_bytes(b"%PDF-1.7\n")
    out = tmp_path / "x.jsonl"
    named = [str(tmp_path / "a.json"), str(pdf), str(plain)]
    assert run(["batch", *named, "-o", str(out), "--quiet", *same]) == 1
    first, second, third = map(json.loads, out.read_text().splitlines())
    assert third["error"] == "This PDF carries no answer file."
    for row in (first, second):
        row.pop("path")
    assert first.pop("sha256") == hashlib.sha256(raw).hexdigest()
    assert second.pop("sha256") == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert first == second


def test_a_report_that_compares_with_nothing_says_so(
    questionnaire: Questionnaire,
    questionnaire_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    """The earlier files are a later one, one of another State, or two that differ."""
    given = {
        "files": [("a", "State A", 2026), ("b", "State B", 2026), ("c", "State C", 2026)],
        "earlier": [
            ("later", "State A", 2030), ("other", "Otherland", 2020), ("c1", "State C", 2020),
            ("c2", "state c", 2020),
        ],
    }  # fmt: skip
    for folder, files in given.items():
        (tmp_path / folder).mkdir()
        for number, (name, state, year) in enumerate(files):
            content = document(questionnaire, number, state=state) | {
                "date": f"{year}-11-01", "document_status": "final",
            }  # fmt: skip
            (tmp_path / folder / f"{name}.json").write_bytes(dump(content))
    files, earlier = tmp_path / "files", tmp_path / "earlier"
    arguments = ["batch", str(files), "--reports", str(tmp_path / "rep"), "--quiet"]
    same = ["--edition", "public", "--marking", "", "--questionnaire", str(questionnaire_folder)]
    assert run([*arguments, "--baseline", str(earlier), *same]) == 0
    nothing = "The report compares with nothing."
    assert capsys.readouterr().err.splitlines()[:-1] == [
        f"{files}/a.json: {nothing} Of State A there is none before 1 November 2030, only later "
        "ones.",
        f"{files}/b.json: {nothing} Of State B there is none among the earlier files.",
        f"{files}/c.json: {nothing} The earlier files of State C of 1 November 2020 differ: "
        f"{earlier}/c1.json, {earlier}/c2.json. Leave out all but one.",
    ]
    assert run([*arguments, *same]) == 0
    assert nothing not in capsys.readouterr().err
