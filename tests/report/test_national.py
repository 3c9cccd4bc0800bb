"""The national edition: the texts for release alone, and what the author is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed import Press, pages

from assessment.answers import Answers
from assessment.assess import assess
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.report.view import left_out
from assessment.store import write_answers

NOTICE = "It is no document of the United Nations."
LEVEL_WORDS = ("minimal", "partial", "substantial", "advanced", "Implemented", "not applicable")


@pytest.fixture
def bare(example: Answers) -> Answers:
    """The example without a text for release."""
    answers = {key: answer.replace(release="") for key, answer in example.answers.items()}
    return example.replace(answers=answers)


def releasing(answers: Answers, key: str, text: str, **changes: object) -> Answers:
    return answers.with_answer(key, answers.answer(key).replace(release=text, **changes))


def test_each_text_stands_once_under_its_first_paragraph(
    press: Press, questionnaire: Questionnaire, bare: Answers
):
    key = next(
        question.id
        for question in questionnaire.questions
        if len(question.paragraphs) > 1 and bare.answer(question.id).level is not None
    )
    first, second = questionnaire.by_id[key].paragraphs[:2]
    page = press.html(releasing(bare, key, "Qsaidz", restricted=False), "national")
    assert page.count("Qsaidz") == 1
    place = page.index("Qsaidz")
    assert page.index(f'id="p-{first}"') < place < page.index(f'id="p-{second}"')
    assert f'href="#p-{first}"' in page[place:]


def test_without_a_text_it_says_so_and_nothing_else(press: Press, bare: Answers):
    page = press.html(bare, "national")
    assert "The State gives no text for release." in page
    assert "Paragraph 3" not in page


def test_it_is_a_text_without_levels_bands_codes_and_ministries(
    press: Press, questionnaire: Questionnaire, example: Answers
):
    body = press.html(example, "national").split("<main>")[1].split("</main>")[0]
    said = {answer.release for answer in example.answers.values() if answer.release}
    for text in said:
        body = body.replace(text, "")
    assert all(word not in body for word in LEVEL_WORDS)
    assert all(question.id not in body for question in questionnaire.questions)
    assert all(name not in body for name in example.profile.ministries)
    assert NOTICE in body


def test_what_is_left_out_is_said_to_the_author_and_in_no_report(
    press: Press, questionnaire: Questionnaire, bare: Answers
):
    given = releasing(bare, "POL-01", "Qopenz", restricted=False)
    given = releasing(given, "POL-02", "Qkeptz", restricted=True)
    seen = assess(questionnaire, given, edition="national")
    silent, back = left_out(seen, given)
    assert silent.startswith("Paragraphs without a text for release: 2, ")
    assert back == "Kept back, since the answer is restricted or open: POL-02."
    text = "".join(pages(press.pdf(given, "national")))
    assert "Qopenz" in text
    assert "Qkeptz" not in text
    assert "POL-02" not in text


def test_the_command_says_it_on_stderr(bare: Answers, tmp_path: Path, capsys):
    file, out = tmp_path / "a.json", tmp_path / "out.html"
    write_answers(file, releasing(bare, "POL-02", "Qkeptz", restricted=True))
    assert run(["report", str(file), "--edition", "national", "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert "Kept back, since the answer is restricted or open: POL-02." in said.err
    assert "Kept back" not in out.read_text() + said.out


@pytest.mark.parametrize("command", ["score", "export", "batch"])
def test_only_a_report_has_it(command: str, bare: Answers, tmp_path: Path, capsys):
    file = tmp_path / "a.json"
    write_answers(file, bare)
    assert run([command, str(file), "--edition", "national"]) == 2
    assert "national" in capsys.readouterr().err


def test_it_compares_with_no_earlier_file(bare: Answers, tmp_path: Path, capsys):
    file = tmp_path / "a.json"
    write_answers(file, bare)
    wish = ["report", str(file), "--edition", "national", "--baseline", str(file)]
    assert run(wish) == 2
    assert "compares with no earlier file" in capsys.readouterr().err
