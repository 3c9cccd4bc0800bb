"""Questionnaires: an author's mistakes all at once, with file and line; what the digest holds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from synthetic import DATA, SMALL, area, build, question, write

from assessment.cli.main import run
from assessment.errors import AssessmentError, QuestionnaireError
from assessment.questionnaire import FUNCTIONS, LEVELS, STAGES, Questionnaire
from assessment.store import examine, folder_of, read_questionnaire

WRONG: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "wrong-questionnaires.yaml").read_text())


def edited(tmp_path: Path, *names: str) -> Path:
    """A copy of the small questionnaire with some mistakes in it."""
    folder = tmp_path / "small"
    if not folder.exists():
        shutil.copytree(SMALL, folder)
    for name in names:
        mistake = WRONG[name]
        path = folder / mistake["file"]
        text = path.read_text()
        old = mistake["replace"]
        assert old is None or old in text
        path.write_text(mistake["with"] if old is None else text.replace(old, mistake["with"], 1))
    return folder


def line_of(text: str, words: str | None, occurrence: int) -> int | None:
    """The line in which some words stand, for the nth time."""
    if words is None:
        return None
    found = [n for n, line in enumerate(text.splitlines(), start=1) if words in line]
    return found[occurrence - 1]


@pytest.mark.parametrize("name", WRONG)
def test_one_mistake_is_told_with_file_and_line(name: str, tmp_path: Path):
    folder = edited(tmp_path, name)
    with pytest.raises(QuestionnaireError) as refusal:
        read_questionnaire(str(folder))
    file, words, occurrence = WRONG[name]["at"]
    line = line_of((folder / file).read_text(), words, occurrence)
    place = f"{file}:{line}" if line else f"{file}:"
    told = [str(one) for one in refusal.value.mistakes if one.where.startswith(place)]
    assert any(all(part in one for part in WRONG[name]["words"]) for one in told), str(
        refusal.value
    )
    assert "\x1b" not in str(refusal.value)


def test_all_mistakes_of_form_are_listed_at_once(tmp_path: Path):
    names = ("level-missing", "weight-out-of-range", "function-unknown", "link-to-nowhere")
    with pytest.raises(QuestionnaireError) as refusal:
        read_questionnaire(str(edited(tmp_path, *names)))
    said = str(refusal.value)
    assert "The questionnaire has 4 mistakes." in said
    for name in names:
        assert all(words in said for words in WRONG[name]["words"])


def test_all_mistakes_of_reference_are_listed_at_once(tmp_path: Path):
    names = ("paragraph-unknown", "condition-unknown", "prerequisite-unknown", "ministry-unknown")
    with pytest.raises(QuestionnaireError) as refusal:
        read_questionnaire(str(edited(tmp_path, *names)))
    assert len(refusal.value.mistakes) == 4


@pytest.mark.parametrize("name", ["level-missing", "prerequisites-in-a-circle", "escape-in-a-key"])
def test_the_command_lists_them_and_ends_with_1(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(["questionnaires", "check", str(edited(tmp_path, name))]) == 1
    shown = capsys.readouterr()
    assert all(words in shown.out for words in WRONG[name]["words"])
    assert "1 mistake." in shown.err
    assert "\x1b" not in shown.out


def test_scoring_with_a_wrong_questionnaire_lists_them_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = edited(tmp_path, "level-missing")
    good = DATA / "formats" / "format-1.json"
    assert run(["score", str(good), "--questionnaire", str(folder)]) == 1
    shown = capsys.readouterr()
    assert "fewer than 5 entries" in shown.err
    assert "cied questionnaires check" in shown.err


@pytest.mark.parametrize("file", ["questionnaire.yaml", "paragraphs.yaml", "instruments.yaml"])
def test_a_file_that_is_not_there(file: str, tmp_path: Path):
    folder = edited(tmp_path)
    (folder / file).unlink()
    told = examine(folder).mistakes
    assert [one.where for one in told] == [file]
    assert "No such file" in told[0].problem


def test_no_area_at_all(tmp_path: Path):
    folder = edited(tmp_path)
    shutil.rmtree(folder / "areas")
    assert "no file for any policy area" in str(examine(folder).mistakes[0])


def test_a_file_that_is_too_large(tmp_path: Path):
    folder = edited(tmp_path)
    with (folder / "paragraphs.yaml").open("r+b") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert "larger than 2 MB" in str(examine(folder).mistakes[0])


def test_a_file_that_is_not_utf_8(tmp_path: Path):
    folder = edited(tmp_path)
    (folder / "paragraphs.yaml").write_bytes(b"paragraphs: \xff\n")
    assert "not UTF-8" in str(examine(folder).mistakes[0])


def test_a_name_that_is_no_questionnaire():
    with pytest.raises(AssessmentError, match="There is no questionnaire 'nowhere'") as refusal:
        read_questionnaire("nowhere")
    assert "unga-75-59" in refusal.value.remedy


# The digest


def test_a_typo_in_guidance_orphans_no_file(tmp_path: Path, small: Questionnaire):
    folder = edited(tmp_path)
    for path in folder.rglob("*.yaml"):
        text = path.read_text()
        path.write_text(
            text.replace("look_for: A text.", "look_for: A dated text.")
            .replace("title: Subject", "title: The subject")
            .replace("plain: In plain words.", "plain: In plainer words.")
        )
    assert read_questionnaire(str(folder)).sha256 == small.sha256


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What AAA-01 finds at level 2", "What AAA-01 shows at level 2"),
        ("weight: 3", "weight: 2"),
        ("weight: 3", "weight: 3\n  target: 4"),
        ("weight: 3", "weight: 3\n  when: [affected]"),
        ("weight: 3", "weight: 3\n  requires: [AAA-02]"),
        ("weight: 1\nquestions", "weight: 1.5\nquestions"),
        ("  - 3\n", "  - 5\n"),
        ("  - prevent\n", "  - protect\n"),
        ("id: AAA-03", "id: AAA-33"),
    ],
)
def test_what_gives_a_level_its_meaning_or_a_score_its_value_is_in_the_digest(
    tmp_path: Path, small: Questionnaire, old: str, new: str
):
    path = edited(tmp_path) / "areas" / "01-aaa.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert read_questionnaire(str(path.parent.parent)).sha256 != small.sha256


def test_the_layout_of_the_files_does_not_matter(tmp_path: Path):
    part = area("AA", question("AA-01"), question("AA-02"))
    one = build(tmp_path / "one", part)
    folder = write(tmp_path / "two", part)
    path = folder / "areas" / "01-aa.yaml"
    text = yaml.safe_dump(yaml.safe_load(path.read_text()), default_flow_style=True)
    path.write_text("# a comment\n" + text)
    assert read_questionnaire(str(folder)) == one


# The next step


@pytest.mark.parametrize("level", LEVELS)
def test_the_next_step_is_never_level_1(small: Questionnaire, level: int):
    asked = small.by_id["AAA-01"]
    reached, _ = asked.next_step(level)
    assert reached == {0: 2, 1: 2, 2: 3, 3: 4, 4: 4}[level]
    assert level > 1 or STAGES[level] == "design"


def test_the_next_step_leaves_out_what_may_still_be_missing(tmp_path: Path):
    told = "Nothing.|By chance; no text.|A text; no money; no staff.|Both; in use.|E."
    texts = told.split("|")
    asked = build(tmp_path, area("AA", question("AA-01", levels=texts))).by_id["AA-01"]
    assert asked.next_step(0) == asked.next_step(1) == (2, "A text.")
    assert asked.next_step(2) == (3, "Both; in use.")
    assert asked.next_step(3) == asked.next_step(4) == (4, "E.")


def test_a_level_2_without_semicolon_is_the_step_as_a_whole(small: Questionnaire):
    asked = small.by_id["AAA-01"]
    assert asked.next_step(0) == (2, asked.levels[2])


# The questionnaire that comes with the program

VAGUE = re.compile(
    r"\b(comprehensive|adequate|effective|regular|timely|appropriate)", re.IGNORECASE
)
LACKING = re.compile(r"\b(lack\w*|missing|not|no|without|unless)\b", re.IGNORECASE)
BRITISH_ISE = re.compile(r"\w*(?:organ|recogn|harmon|author|penal|fertil)is\w*")


def test_every_paragraph_is_served_but_the_procedural_one(questionnaire: Questionnaire):
    assert [one.number for one in questionnaire.paragraphs] == list(range(1, 32))
    for one in questionnaire.paragraphs:
        serving = questionnaire.questions_of_paragraph(one.number)
        assert bool(serving) is (one.number != 31)
        assert bool(one.procedural) is (one.number == 31)


def test_fourteen_areas_and_at_least_a_question_a_topic(questionnaire: Questionnaire):
    wanted = [
        "POL",
        "LAW",
        "SUP",
        "PRI",
        "STK",
        "ONL",
        "COO",
        "MUL",
        "COM",
        "AWR",
        "RSP",
        "VIC",
        "PKO",
        "RES",
    ]
    assert [one.id for one in questionnaire.areas] == wanted
    assert len(questionnaire.questions) >= 108


def test_every_function_is_served(questionnaire: Questionnaire):
    assert all(questionnaire.questions_of_function(function) for function in FUNCTIONS)


def test_every_fact_of_the_profile_decides_a_question(questionnaire: Questionnaire):
    named = {name for one in questionnaire.questions for name in one.when}
    assert named == set(questionnaire.condition_by_id)


def test_no_two_questions_share_a_descriptor(questionnaire: Questionnaire):
    texts = [text.casefold() for one in questionnaire.questions for text in one.levels]
    assert len(texts) == len(set(texts))


def test_level_2_begins_with_a_whole_sentence_on_what_must_be_in_place(
    questionnaire: Questionnaire,
):
    for one in questionnaire.questions:
        clause, _, missing = one.levels[2].partition(";")
        assert missing.strip(), one.id
        assert len(clause.split()) >= 5, one.id
        assert clause[0].isupper(), one.id
        assert "." not in clause, one.id
        assert not LACKING.search(clause), f"{one.id}: {clause}"


def test_every_descriptor_can_be_checked_and_read_aloud(questionnaire: Questionnaire):
    for one in questionnaire.questions:
        for level, text in enumerate(one.levels):
            assert not VAGUE.search(text), f"{one.id}, level {level}"
            assert len(text.split()) <= 45, f"{one.id}, level {level}"
            assert text.endswith("."), f"{one.id}, level {level}"


def test_the_questionnaire_spells_as_the_united_nations_does():
    for path in folder_of("unga-75-59").rglob("*.yaml"):
        assert not BRITISH_ISE.findall(path.read_text(encoding="utf-8")), path.name


def test_no_link_is_guessed(questionnaire: Questionnaire):
    keepers = (
        "undocs.org", "unsaferguard.org", "mineactionstandards.org", "unmas.org", "wcoomd.org",
        "interpol.int", "unidir.org", "un.org", "treaties.un.org", "unodc.org",
        "peacekeeping.un.org",
    )  # fmt: skip
    for one in questionnaire.instruments:
        host = one.link.removeprefix("https://").split("/")[0].removeprefix("www.")
        assert host in keepers, one.link
        if one.symbol and host == "undocs.org":
            assert one.link == f"https://undocs.org/en/{one.symbol}"


def test_the_check_command_finds_no_mistake(capsys: pytest.CaptureFixture[str]):
    assert run(["questionnaires", "check"]) == 0
    assert "no mistake" in capsys.readouterr().out
