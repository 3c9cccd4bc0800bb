"""One ministry has one report, however its name is written, and what stands on its sheet."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hard_files import HARD
from paper import PAGE, alone_at_the_foot, announcing, filled
from printed import pdftotext
from synthetic import answers

from assessment.answers import Answers
from assessment.assess import assess
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, make_html, make_pdf
from assessment.store import read_answers, write_answers

FAULTS = Path(__file__).parent.parent / "data" / "faults" / "ministry-spelling"
NAME = "Ministère de l'Intérieur"


def made(tmp_path: Path, *arguments: str) -> list[str]:
    """The names of the reports that the ministry edition makes, as pages."""
    out = tmp_path / "ministries"
    command = ["report", *arguments, "--edition", "ministry", "--html", "--accept-version"]
    assert run([*command, "-o", str(out)]) == 0
    return sorted(path.name for path in out.iterdir())


def test_three_spellings_of_one_ministry_give_one_report(tmp_path: Path):
    assert made(tmp_path, str(FAULTS / "m2.json")) == [
        "01-ministere-de-l-interieur.html",
        "02-no-ministry.html",
    ]


def test_a_name_written_another_way_in_the_answers_is_the_listed_one(
    questionnaire: Questionnaire, tmp_path: Path
):
    path = FAULTS / "m3.json"
    found = read_answers(path, questionnaire, accept_version=True).answers
    assert {answer.ministry for answer in found.answers.values()} - {None} == {NAME}
    assert made(tmp_path, str(path)) == ["01-ministere-de-l-interieur.html", "02-no-ministry.html"]


@pytest.mark.parametrize(
    "named", ["interior", "INTERIOR", " Interior ", "Interior\u200b", "\uff29nterior"]
)
def test_a_ministry_is_found_however_its_name_is_typed(
    example_file: Path, tmp_path: Path, named: str
):
    out = tmp_path / "a.html"
    command = ["report", str(example_file), "--edition", "ministry", "--ministry", named]
    assert run([*command, "-o", str(out)]) == 0
    assert '<bdi dir="ltr">Interior</bdi>: what is asked of you' in out.read_text()


@pytest.mark.parametrize("named", ["MINISTERE", "Interieur", "Foreign"])
def test_another_name_is_refused_with_those_that_are_known(
    example_file: Path, named: str, capsys: pytest.CaptureFixture[str]
):
    command = ["report", str(example_file), "--edition", "ministry", "--ministry", named]
    assert run(command) == 1
    assert "Name one of: " in capsys.readouterr().err


def test_the_name_of_a_decomposed_and_curly_spelling_is_found(tmp_path: Path):
    named = "MINISTE\u0300RE DE L\u2019INTE\u0301RIEUR"
    out = tmp_path / "a.html"
    command = ["report", str(FAULTS / "m2.json"), "--edition", "ministry", "--ministry", named]
    assert run([*command, "--accept-version", "-o", str(out)]) == 0
    assert "Minist&#232;re" in out.read_text() or "Ministère" in out.read_text()


def test_who_waits_is_told_ministry_by_ministry_the_own_tasks_first(
    example_file: Path, tmp_path: Path
):
    out = tmp_path / "a.html"
    command = ["report", str(example_file), "--edition", "ministry", "--ministry", "Cabinet Office"]
    assert run([*command, "-o", str(out)]) == 0
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", out.read_text())).split())
    assert (
        "yourself: Costed action plan; Coordination of national initiatives; Periodic "
        "self-assessment Health and Social Affairs : Women and men in decisions Foreign Affairs : "
        "Secretary-General's recommendations; Assistance needs set out and requested"
    ) in words


@pytest.mark.slow
@pytest.mark.parametrize("ministry", ["Trade and Industry", "Finance"])
def test_a_sheet_leaves_no_heading_and_no_two_lines_alone(
    questionnaire: Questionnaire, example: Answers, ministry: str
):
    shown = assess(questionnaire, example, edition="ministry")
    options = ReportOptions(edition="ministry", ministry=ministry)
    pdf = make_pdf(shown, options)
    assert alone_at_the_foot(pdf, announcing(make_html(shown, options))) == {}
    last = pdftotext(pdf, "-layout").split("\f")[-2]
    assert "This is an independent tool" in last, "the notice is whole"
    assert len([line for line in last.splitlines() if line.strip()]) > 5


@pytest.mark.parametrize("ministry", ["Defence", "Finance", "Civil Protection"])
def test_a_sheet_that_would_end_in_a_few_lines_is_set_closer(
    questionnaire: Questionnaire, example: Answers, ministry: str
):
    shown = assess(questionnaire, example, edition="ministry")
    pdf = make_pdf(shown, ReportOptions(edition="ministry", ministry=ministry))
    used = [filled(page) for page in PAGE.findall(pdftotext(pdf, "-bbox"))]
    assert min(used) > 0.5


def words_of(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_sheet_says_of_an_area_how_its_score_reads(
    questionnaire: Questionnaire, example: Answers
):
    few = example.replace(
        answers={key: example.answers[key] for key in ("POL-01", "POL-02", "LAW-01")}
    )
    shown = assess(questionnaire, few, edition="ministry")
    words = words_of(make_html(shown, ReportOptions(edition="ministry", ministry="Justice")))
    assert "The whole area: score 100.0 (insufficient information), could be" in words


def test_what_is_fixed_already_is_not_asked_for_again(
    questionnaire: Questionnaire, example: Answers
):
    shown = assess(questionnaire, example, edition="ministry")
    words = words_of(make_html(shown, ReportOptions(edition="ministry", ministry="Justice")))
    assert "g The next such examination is fixed." in words
    assert "Keep it: hold the next review when it is due." in words


def test_the_number_of_a_page_stands_right_after_its_p(
    questionnaire: Questionnaire, example: Answers
):
    shown = assess(questionnaire, example, edition="ministry")
    pdf = make_pdf(shown, ReportOptions(edition="ministry", ministry="Justice"))
    word = r'<word xMin="([0-9.]+)"[^>]*xMax="([0-9.]+)"[^>]*>([^<]*)</word>'
    words = re.findall(word, pdftotext(pdf, "-bbox"))
    gaps = [float(b[0]) - float(a[1]) for a, b in pairwise(words) if a[2] == "p."]
    assert gaps
    assert max(gaps) < 3, "points; a space is two wide"


def test_each_ministry_has_its_own_name_in_its_own_letters(
    questionnaire: Questionnaire, tmp_path: Path
):
    names = ("وزارة الداخلية", "रक्षा मंत्रालय", "内政部", "Ministère de l'Économie", "???")
    given = {
        key: {"level": 1, "ministry": name}
        for key, name in zip(questionnaire.by_id, names, strict=False)
    }
    path = tmp_path / "a.json"
    write_answers(path, answers(questionnaire, given))
    assert made(tmp_path, str(path)) == [
        "01-وزارة-الداخلية.html",
        "02-रक्षा-मंत्रालय.html",
        "03-内政部.html",
        "04-ministere-de-l-economie.html",
        "05-ministry.html",
        "06-no-ministry.html",
    ]


def test_of_what_is_not_settled_a_sheet_does_not_say_that_there_is_an_answer(
    questionnaire: Questionnaire, example: Answers, earlier: Answers
):
    file = HARD["every state by turns"](questionnaire, example, earlier)
    page = make_html(
        file.assessment(questionnaire, "ministry"),
        ReportOptions(edition="ministry", ministry="Interior"),
    )
    assert "Where others said otherwise (" in words_of(page)
    assert "Where the answer is not what you said" not in words_of(page)


def test_what_a_sheet_asks_to_check_in_many_places_is_said_once(
    questionnaire: Questionnaire, example: Answers, earlier: Answers
):
    file = HARD["every state by turns"](questionnaire, example, earlier)
    assessment = file.assessment(questionnaire, "ministry")
    page = words_of(make_html(assessment, ReportOptions(edition="ministry", ministry="Interior")))
    alike = Counter(
        warning.message
        for warning in assessment.warnings
        if assessment.answers.answer(warning.subject).ministry == "Interior"
    )
    message, number = alike.most_common(1)[0]
    assert number > 5
    assert page.count(" ".join(message.split())) == 1
