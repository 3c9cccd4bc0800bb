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
from assessment.questionnaire import LEVELS, Questionnaire
from assessment.store import examine, folder_of, read_questionnaire

WRONG: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "wrong-questionnaires.yaml").read_text())


TEXTS: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "wrong-texts.yaml").read_text())


def edited(tmp_path: Path, *names: str) -> Path:
    """A copy of the small questionnaire with some mistakes in it."""
    folder = tmp_path / "small"
    if not folder.exists():
        shutil.copytree(SMALL, folder)
    for name in names:
        mistake = WRONG[name]
        path = folder / mistake["file"]
        text = path.read_text() if path.exists() else ""
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
    told = [str(mistake) for mistake in refusal.value.mistakes if mistake.where.startswith(place)]
    assert any(all(part in item for part in WRONG[name]["words"]) for item in told), str(
        refusal.value
    )
    assert "\x1b" not in str(refusal.value)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_should_not_be_printed_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    mistake = TEXTS[name]
    folder = Path(shutil.copytree(SMALL, tmp_path / "small"))
    path = folder / mistake["file"]
    text = path.read_text() if path.exists() else ""
    for old, new in ((mistake["replace"], mistake["with"]), mistake.get("and", ("", ""))):
        assert old is None or old in text
        text = new if old is None else text.replace(old, new, 1)
    path.write_text(text)
    assert run(["questionnaires", "check", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    [told] = [item for item in said if mistake["words"][0] in item]
    file, words, occurrence, before = mistake["at"]
    line = line_of((folder / file).read_text(), words, occurrence)
    assert line is not None
    assert told.startswith(f"{file}:{line + before}"), told


def test_all_mistakes_of_form_are_listed_at_once(tmp_path: Path):
    names = ("point-level-wrong", "weight-out-of-range", "unknown-key", "link-to-nowhere")
    with pytest.raises(QuestionnaireError) as refusal:
        read_questionnaire(str(edited(tmp_path, *names)))
    said = str(refusal.value)
    assert "The questionnaire has 5 mistakes." in said
    for name in names:
        assert all(words in said for words in WRONG[name]["words"])


def test_all_mistakes_of_reference_are_listed_at_once(tmp_path: Path):
    names = (
        "paragraph-unknown",
        "condition-unknown",
        "prerequisite-unknown",
        "ministry-unknown",
        "function-unknown",
        "side-unknown",
    )
    with pytest.raises(QuestionnaireError) as refusal:
        read_questionnaire(str(edited(tmp_path, *names)))
    assert len(refusal.value.mistakes) == 6


@pytest.mark.parametrize(
    "name", ["point-level-wrong", "prerequisites-in-a-circle", "escape-in-a-key"]
)
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
    folder = edited(tmp_path, "point-level-wrong")
    good = DATA / "formats" / "format-1.json"
    assert run(["score", str(good), "--questionnaire", str(folder)]) == 1
    shown = capsys.readouterr()
    assert "must be 2, 3 or 4, not 5" in shown.err
    assert "cied questionnaires check" in shown.err


@pytest.mark.parametrize("file", ["questionnaire.yaml", "paragraphs.yaml", "instruments.yaml"])
def test_a_file_that_is_not_there(file: str, tmp_path: Path):
    folder = edited(tmp_path)
    (folder / file).unlink()
    told = examine(folder).mistakes
    assert [item.where for item in told] == [file]
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
            text.replace("ask: Interior.", "ask: The ministry of the interior.")
            .replace("title: Subject", "title: The subject")
            .replace("plain: In plain words.", "plain: In plainer words.")
        )
    assert read_questionnaire(str(folder)).sha256 == small.sha256


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("AAA-01 finds fact a", "AAA-01 shows fact a"),
        ("Nothing is done on the subject of AAA-01", "Nothing at all is done on AAA-01"),
        ("Something is done on AAA-01", "A little is done on AAA-01"),
        ("look_for: A text.", "look_for: A dated text."),
        ("side: enabling", "side: upstream"),
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A point holds if somebody can show it.", "A point holds if somebody believes it."),
        ("Unknown where nobody can say.", "Unknown where nobody asked."),
        ("title: A small questionnaire", "title: A small questionnaire\nfirst: 5"),
    ],
)
def test_the_general_rules_are_in_the_digest(
    tmp_path: Path, small: Questionnaire, old: str, new: str
):
    path = edited(tmp_path) / "questionnaire.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert read_questionnaire(str(path.parent)).sha256 != small.sha256


def test_the_layout_of_the_files_does_not_matter(tmp_path: Path):
    part = area("AA", question("AA-01"), question("AA-02"))
    item = build(tmp_path / "one", part)
    folder = write(tmp_path / "two", part)
    path = folder / "areas" / "01-aa.yaml"
    text = yaml.safe_dump(yaml.safe_load(path.read_text()), default_flow_style=True)
    path.write_text("# a comment\n" + text)
    assert read_questionnaire(str(folder)) == item


# The level that follows from points


POINTS = "abcdef"  # two each of levels 2, 3 and 4


def naive_level(held: set[str]) -> int | None:
    """The highest of 2, 3, 4 all of whose points hold, with all points of the lower ones."""
    if not {"a", "b"} <= held:
        return None
    if not {"c", "d"} <= held:
        return 2
    return 4 if {"e", "f"} <= held else 3


@pytest.mark.parametrize("number", range(2 ** len(POINTS)))
def test_the_level_follows_from_the_points(small: Questionnaire, number: int):
    held = {letter for place, letter in enumerate(POINTS) if number >> place & 1}
    asked = small.by_id["AAA-01"]
    wanted = naive_level(held)
    assert asked.complete_level(held) == wanted
    allowed = {0, 1} if wanted is None else {wanted}
    assert {level for level in LEVELS if asked.follows(level, held)} == allowed


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_that_stands_alone_says_that_all_points_up_to_it_hold(
    small: Questionnaire, level: int
):
    asked = small.by_id["AAA-01"]
    wanted = {0: "", 1: "", 2: "ab", 3: "abcd", 4: "abcdef"}[level]
    assert asked.implied(level) == set(wanted)
    assert asked.missing(level, None, 4) == tuple(key for key in POINTS if key not in wanted)
    assert asked.missing(level, None, level) == ()


def test_level_0_has_a_sentence_and_a_higher_one_its_points(small: Questionnaire):
    asked = small.by_id["AAA-01"]
    assert asked.meaning(0) == (asked.absent,)
    assert asked.meaning(1) == (asked.ad_hoc,)
    assert asked.meaning(3) == (asked.points["c"].text, asked.points["d"].text)


# The questionnaire that comes with the program

VAGUE = re.compile(
    r"\b(comprehensive|adequate|effective|regular|timely|appropriate)", re.IGNORECASE
)
BRITISH_ISE = re.compile(r"\w*(?:organ|recogn|harmon|author|penal|fertil)is\w*")


def test_every_paragraph_with_a_task_is_asked_and_every_other_one_says_why_not(
    questionnaire: Questionnaire,
):
    assert [paragraph.number for paragraph in questionnaire.paragraphs] == list(range(1, 32))
    for paragraph in questionnaire.paragraphs:
        scored = questionnaire.questions_of_paragraph(paragraph.number)
        assert bool(scored) is (paragraph.no_task is None), paragraph.number
    without = {paragraph.number for paragraph in questionnaire.paragraphs if paragraph.no_task}
    assert without >= {1, 14, 24, 25, 26, 27, 29, 31}
    for number in without - {31}:
        assert questionnaire.questions_related_to(number), number


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
    assert [area.id for area in questionnaire.areas] == wanted
    assert len(questionnaire.questions) >= 108


def test_every_function_is_served(questionnaire: Questionnaire):
    assert all(
        questionnaire.questions_of_function(function.id) for function in questionnaire.functions
    )
    assert all(questionnaire.questions_of_side(side.id) for side in questionnaire.sides)


def test_every_fact_of_the_profile_decides_a_question(questionnaire: Questionnaire):
    named = {name for question in questionnaire.questions for name in question.when}
    assert named == set(questionnaire.condition_by_id)


def test_no_two_questions_share_a_point_of_level_2_or_3(questionnaire: Questionnaire):
    texts = [
        point.text.casefold()
        for question in questionnaire.questions
        for point in question.points.values()
        if point.level < 4
    ]
    assert len(texts) == len(set(texts))


def test_every_point_can_be_checked_and_read_aloud(questionnaire: Questionnaire):
    for asked in questionnaire.questions:
        for letter, point in asked.points.items():
            if point.level < 4:  # level 4 may ask whether something is effective
                assert not VAGUE.search(point.text), f"{asked.id}, point {letter}"
            assert len(point.text.split()) <= 24, f"{asked.id}, point {letter}"


def test_whom_a_paragraph_addresses_decides_where_a_question_counts(questionnaire: Questionnaire):
    """Paragraphs 12 and 22 concern help to others, paragraph 10 the group of experts."""
    helping = {paragraph.number for paragraph in questionnaire.paragraphs if paragraph.assistance}
    assert helping == {12, 22}
    for number in helping:
        for item in questionnaire.questions_of_paragraph(number):
            assert item.area_id == "RES" or "can_assist" in item.when, item.id
    assert [item.id for item in questionnaire.questions_of_paragraph(10)] == ["MUL-01"]


def test_every_id_of_edition_1_1_is_mapped(questionnaire: Questionnaire):
    ids = (DATA / "questionnaires" / "unga-75-59-1.1.txt").read_text().split()
    [edition] = questionnaire.editions
    assert (edition.version, edition.comparable) == ("1.1", False)
    assert sorted(edition.questions) == sorted(ids)
    for key, became in edition.questions.items():
        if became.kind in ("same", "changed") and not became.to:
            assert key in questionnaire.by_id, key
        if became.kind != "same":
            assert became.why, f"{key}: nothing says why"


def test_the_questionnaire_spells_as_the_united_nations_does():
    for path in folder_of("unga-75-59").rglob("*.yaml"):
        assert not BRITISH_ISE.findall(path.read_text(encoding="utf-8")), path.name


def test_no_link_is_guessed(questionnaire: Questionnaire):
    keepers = (
        "icrc.org", "ohchr.org",
        "undocs.org", "unsaferguard.org", "mineactionstandards.org", "unmas.org", "wcoomd.org",
        "interpol.int", "unidir.org", "un.org", "treaties.un.org", "unodc.org",
        "peacekeeping.un.org",
    )  # fmt: skip
    for instrument in questionnaire.instruments:
        host = instrument.link.removeprefix("https://").split("/")[0].removeprefix("www.")
        assert host in keepers, instrument.link
        if instrument.symbol and host == "undocs.org":
            assert instrument.link == f"https://undocs.org/en/{instrument.symbol}"


def test_the_check_command_finds_no_mistake(capsys: pytest.CaptureFixture[str]):
    assert run(["questionnaires", "check"]) == 0
    assert "no mistake" in capsys.readouterr().out
