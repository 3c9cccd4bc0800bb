"""A questionnaire in another language: its texts change, and nothing that counts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from synthetic import SMALL

from assessment.assess import assess
from assessment.cli.main import run
from assessment.errors import AssessmentError
from assessment.export import score_object
from assessment.pseudo import PSEUDO, pseudo
from assessment.questionnaire import Questionnaire
from assessment.store import read_questionnaire
from assessment.translation import TRANSLATED_FIELDS, in_language, texts_of

CIED = Path(sys.executable).with_name("cied")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small questionnaire of one's own."""
    return Path(shutil.copytree(SMALL, tmp_path / "asked"))


def translate(folder: Path, **words: str) -> polib.POFile:
    """A translation of every text, with some words of one's own, in the questionnaire's folder."""
    (folder / "translations").mkdir(exist_ok=True)
    path = folder / "translations" / "fr.po"
    assert run(["questionnaires", "translate", "fr", str(folder), "-o", str(path)]) == 0
    made = polib.pofile(str(path))
    for entry in made:
        entry.msgstr = entry.msgstr or words.get(entry.msgctxt, f"fr {entry.msgid}")
    made.save(str(path))
    return made


def test_every_text_that_people_read_has_a_place(questionnaire: Questionnaire):
    texts = texts_of(questionnaire)
    assert texts["POL-01.points.a.text"] == questionnaire.by_id["POL-01"].points["a"].text
    assert texts["POL.about"] == questionnaire.area_by_id["POL"].about
    assert texts["paragraphs.3.plain"] == questionnaire.paragraph_by_number[3].plain
    points = sum(len(question.points) for question in questionnaire.questions)
    assert sum(".points." in where for where in texts) == points


def test_no_field_of_words_is_forgotten(questionnaire: Questionnaire):
    """Whatever is a sentence or a name in the model can be translated; ids, links, versions not."""
    marked = in_language(questionnaire, "fr", lambda _where, _text: "@")
    left = {
        text
        for text in _strings(marked.model_dump(exclude={"editions"}))
        if " " in text and not text.startswith(("https:", "A/", "S/"))
    }
    symbols = {item.treaty for item in questionnaire.instruments} | {
        item.symbol for item in questionnaire.instruments
    }
    assert left <= symbols
    assert set(TRANSLATED_FIELDS) >= {type(questionnaire), type(questionnaire.questions[0])}


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in _strings(part)] if isinstance(
        parts, list | tuple | type({}.values())
    ) else []  # fmt: skip


@pytest.mark.parametrize("language", PSEUDO)
def test_no_figure_depends_on_the_language(questionnaire, example, language: str):
    asked = read_questionnaire(language=language)
    assert asked.language == language
    assert asked.sha256 == questionnaire.sha256
    found = (
        score_object(assess(item, example), robustness=False) for item in (asked, questionnaire)
    )
    groups = ("overall", "areas", "paragraphs", "functions", "sides", "roadmap")
    shown, own = ([item[name] for name in groups] for item in found)
    assert shown == own


def test_a_pseudo_language_keeps_what_stands_for_something_else():
    assert pseudo("Ask {name} at https://a.org/b.", "en-XA").count("{name}") == 1
    assert "https://a.org/b." in pseudo("Ask {name} at https://a.org/b.", "en-XA")
    assert len(pseudo("National policy", "en-XA")) >= len("National policy") * 4 // 3


def test_a_translation_is_begun_filled_in_and_shown(folder: Path, capsys):
    translate(folder, **{"AAA-01.text": "Le pays a-t-il une politique ?"})
    capsys.readouterr()
    assert run(["questionnaires", "check", str(folder), "--language", "fr"]) == 0
    shown = [str(CIED), "--language", "fr", "questionnaires", "show", str(folder), "AAA-01"]
    said = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
    assert "Le pays a-t-il une politique ?" in said


def test_what_is_missing_or_was_changed_since_is_listed_and_shown_in_its_own_words(
    folder: Path, capsys
):
    made = translate(folder)
    by_place = {entry.msgctxt: entry for entry in made}
    by_place["AAA-02.text"].msgstr = ""
    by_place["AAA-03.text"].msgid = "Other words?"
    made.append(polib.POEntry(msgctxt="ZZZ-01.text", msgid="Old?", msgstr="Ancien ?"))
    made.save(str(folder / "translations" / "fr.po"))
    capsys.readouterr()
    assert run(["questionnaires", "check", str(folder), "--language", "fr"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "fr.po: AAA-02.text is not translated.",
        "fr.po: AAA-03.text was changed after it was translated.",
        "fr.po: ZZZ-01.text is no text of this questionnaire.",
    ]
    asked, own = read_questionnaire(str(folder), "fr"), read_questionnaire(str(folder), "")
    assert asked.by_id["AAA-02"].text == own.by_id["AAA-02"].text
    assert asked.by_id["AAA-03"].text == own.by_id["AAA-03"].text
    assert asked.by_id["AAA-01"].text == f"fr {own.by_id['AAA-01'].text}"


def test_a_translation_that_goes_on_keeps_what_was_done(folder: Path, tmp_path: Path):
    made = translate(folder)
    by_place = {entry.msgctxt: entry for entry in made}
    by_place["AAA-03.text"].msgid = "Other words?"
    made.append(polib.POEntry(msgctxt="ZZZ-01.text", msgid="Old?", msgstr="Ancien ?"))
    made.save(str(folder / "translations" / "fr.po"))
    path = tmp_path / "fr.po"
    assert run(["questionnaires", "translate", "fr", str(folder), "-o", str(path)]) == 0
    again = {entry.msgctxt: entry for entry in polib.pofile(str(path))}
    assert again["AAA-01.text"].msgstr == by_place["AAA-01.text"].msgstr
    assert again["AAA-03.text"].flags == ["fuzzy"]
    assert again["AAA-03.text"].previous_msgid == "Other words?"
    assert again["ZZZ-01.text"].obsolete


@pytest.mark.parametrize("code", ["fr", "../fr", "FR", ""])
def test_a_language_that_is_not_there_is_a_sentence(folder: Path, capsys, code: str):
    if not code:
        assert read_questionnaire(str(folder), code).language == "en"
        return
    with pytest.raises(AssessmentError) as refusal:
        read_questionnaire(str(folder), code)
    assert "translat" in str(refusal.value) or "no code of a language" in str(refusal.value)


@pytest.mark.parametrize("content", [b"msgid", b"\xff\xfe"])
def test_a_damaged_translation_is_a_sentence(folder: Path, content: bytes):
    (folder / "translations").mkdir()
    (folder / "translations" / "fr.po").write_bytes(content)
    with pytest.raises(AssessmentError, match="The translation cannot be read"):
        read_questionnaire(str(folder), "fr")


def test_a_report_in_another_language_is_verified(example_file: Path, tmp_path: Path):
    report = tmp_path / "r.pdf"
    made = [
        CIED,
        "--language",
        "en-XA",
        "report",
        example_file,
        "--edition",
        "public",
        "-o",
        report,
    ]
    subprocess.run(made, check=True, capture_output=True)
    done = subprocess.run([CIED, "verify", report, example_file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
