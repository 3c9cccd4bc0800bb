"""Text from right to left keeps its order, and does not move our numbers and full stops."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assessment.answers import Action, Answers, Evidence
from assessment.assess import assess
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, make_html, make_pdf
from assessment.store import read_answers, write_answers
from assessment.text import is_right_to_left, isolate, isolate_quoted

pytestmark = pytest.mark.slow

AR = Path(__file__).parent.parent / "data" / "faults" / "right-to-left" / "ar.json"
ARABIC = "وزارة"
FSI, PDI = "\u2068", "\u2069"


@pytest.fixture(scope="module")
def answers(questionnaire: Questionnaire) -> Answers:
    return read_answers(AR, questionnaire, accept_version=True).answers


@pytest.fixture(scope="module")
def words(questionnaire: Questionnaire, answers: Answers, tmp_path_factory) -> list[tuple]:
    """Every word of the full report: page, top, left edge, text."""
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "a.pdf").write_bytes(make_pdf(assess(questionnaire, answers), ReportOptions()))
    command = ["pdftotext", "-bbox", str(folder / "a.pdf"), str(folder / "a.xml")]
    subprocess.run(command, check=True)
    tree = ElementTree.parse(folder / "a.xml")
    space = {"x": "http://www.w3.org/1999/xhtml"}
    return [
        (number, round(float(item.get("yMin"))), float(item.get("xMin")), in_order(item.text or ""))
        for number, page in enumerate(tree.iterfind(".//x:page", space))
        for item in page.iterfind("x:word", space)
    ]


def in_order(word: str) -> str:
    """A word as it is read: the tool gives Arabic letters as they stand, from left to right."""
    return word[::-1] if re.search("[\u0600-\u06ff]", word) else word


def line_of(words: list[tuple], *wanted: str) -> list[str]:
    """The words of the first line that has all of some words, from left to right."""
    lines: dict[tuple[int, int], list[tuple[float, str]]] = {}
    for page, top, left, text in words:
        lines.setdefault((page, top), []).append((left, text))
    for line in lines.values():
        found = [text for _, text in sorted(line)]
        if all(any(item in text for text in found) for item in wanted):
            return found
    raise AssertionError(f"no line with {wanted}")


def place(line: list[str], part: str) -> int:
    return next(at for at, text in enumerate(line) if part in text)


def test_a_date_after_an_arabic_ministry_stands_after_it(words):
    row = line_of(words, "الداخلية", "when:", "June")
    assert place(row, "الداخلية") < place(row, "when:"), "the name ends before our words go on"
    assert place(row, "when:") + 1 == place(row, "30")
    assert place(row, "30") + 1 == place(row, "June")


def test_an_arabic_ministry_runs_from_right_to_left(words):
    row = line_of(words, "الداخلية", "2027", "policy")
    assert place(row, "وزارة") > place(row, "الداخلية")
    assert row.index("2027") > place(row, "وزارة"), "the date's column stands after it"


def test_the_full_stop_of_an_arabic_action_stands_at_its_left_end(words):
    row = line_of(words, "Action:", "إعداد")
    arabic = row[place(row, "Action:") + 1 : place(row, "Who:")]
    assert "." in arabic[0], "the sentence ends at the left"
    assert place(arabic, "إعداد") == max(
        at for at, text in enumerate(arabic) if re.search("[\u0600-\u06ff]", text)
    )


# Every text of a person is set apart, wherever it is shown


def everywhere(example: Answers) -> Answers:
    """An assessment in which every text of a person is Arabic."""
    profile = example.profile.model_copy(update={"ministries": (ARABIC, f"{ARABIC} 2")})
    kept = {}
    for key, answer in example.answers.items():
        changed = {"by": ARABIC, "ministry": ARABIC, "supporting": (f"{ARABIC} 2",), "note": ARABIC}
        if answer.level is not None:
            changed["evidence"] = (
                Evidence(title=ARABIC, reference=ARABIC, date=dt.date(2001, 1, 1)),
            )
            changed["action"] = Action(text=ARABIC, due=dt.date(2027, 6, 30))
        if answer.reason:
            changed["reason"] = ARABIC
        kept[key] = answer.model_copy(update={**changed, "positions": ()})
    said = {"state": ARABIC, "authority": ARABIC, "period": ARABIC, "marking": ARABIC}
    return example.model_copy(update={**said, "profile": profile, "answers": kept})


@pytest.mark.parametrize("edition", ["full", "ministry", "partner", "public"])
def test_every_text_of_a_person_is_set_apart(
    questionnaire: Questionnaire, example: Answers, earlier: Answers, edition
):
    then = earlier.model_copy(update={"state": f"{ARABIC} 3", "period": ARABIC})
    options = ReportOptions(
        edition=edition,
        ministry=ARABIC if edition == "ministry" else None,
        baseline=assess(questionnaire, then, edition=edition),
    )
    page = make_html(assess(questionnaire, everywhere(example), edition=edition), options)
    assert ARABIC in page
    apart = re.sub(rf'<bdi dir="rtl">.*?</bdi>|{FSI}[^{PDI}]*{PDI}', "", page)
    apart = re.sub(r'<meta name="author"[^>]*>', "", apart)  # which holds nothing else
    assert re.findall(f".{{0,200}}{ARABIC}", apart) == []


def test_a_text_from_left_to_right_says_so_too(questionnaire: Questionnaire, example: Answers):
    page = make_html(assess(questionnaire, example), ReportOptions())
    assert f'<bdi dir="ltr">{example.authority}</bdi>' in page


# In a terminal


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Nothing here.", "Nothing here."),
        (f"{ARABIC}, 30 June.", f"{FSI}{ARABIC}{PDI}, 30 June."),
        (f"The title '{ARABIC} 12' is old.", f"The title '{FSI}{ARABIC} 12{PDI}' is old."),
        (f"State's '{ARABIC} (3)' is.", f"State's '{FSI}{ARABIC} (3){PDI}' is."),
        (f"a 'b' {ARABIC} 1 {ARABIC} 2", f"a 'b' {FSI}{ARABIC} 1 {ARABIC}{PDI} 2"),
        (f"{ARABIC} and {ARABIC}", f"{FSI}{ARABIC}{PDI} and {FSI}{ARABIC}{PDI}"),
    ],
)
def test_a_sentence_of_ours_sets_apart_what_it_quotes(sentence: str, shown: str):
    assert isolate_quoted(sentence) == shown


def test_only_a_text_with_such_letters_is_marked():
    assert isolate("Interior 30") == "Interior 30"
    assert isolate(f"Interior ({ARABIC})") == f"{FSI}Interior ({ARABIC}){PDI}"


@pytest.mark.parametrize(
    ("text", "reads"),
    [(ARABIC, True), (f"12 {ARABIC} x", True), (f"x {ARABIC}", False), ("12", False), ("", False)],
)
def test_the_first_letter_decides_how_a_text_reads(text: str, reads: bool):
    assert is_right_to_left(text) is reads


def test_the_command_sets_apart_names_and_quoted_titles(
    answers: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    old = Evidence(title=f"{ARABIC} 12", date=dt.date(2001, 1, 1))
    first = answers.answers["POL-01"].model_copy(update={"evidence": (old,)})
    changed = answers.model_copy(update={"answers": {**answers.answers, "POL-01": first}})
    write_answers(tmp_path / "ar.json", changed)
    assert run(["check", str(tmp_path / "ar.json")]) == 0
    assert f"The evidence '{FSI}{ARABIC} 12{PDI}' is older" in capsys.readouterr().out
    assert run(["score", str(tmp_path / "ar.json")]) == 0
    assert capsys.readouterr().out.startswith(f"{FSI}{answers.state}{PDI}, ")
    assert run(["score", str(tmp_path / f"{ARABIC}.json")]) == 1
    told = capsys.readouterr().err
    assert f"{FSI}{ARABIC}{PDI}.json" in told


# What a browser may do with the page


def test_a_page_begins_with_its_policy(questionnaire: Questionnaire, example: Answers):
    page = make_html(assess(questionnaire, example), ReportOptions())
    head = page.partition("<head>")[2].lstrip()
    assert head.startswith('<meta http-equiv="Content-Security-Policy" content="default-src ')
    policy = head.partition('content="')[2].partition('"')[0]
    assert policy.split("; ")[:4] == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
    ]


def test_a_page_of_ones_own_templates_has_the_policy_too(
    questionnaire: Questionnaire, example: Answers, tmp_path: Path
):
    (tmp_path / "report.html.j2").write_text("<!doctype html><p>{{ doc.state }}</p>")
    page = make_html(assess(questionnaire, example), ReportOptions(templates=tmp_path))
    assert page.startswith('<!doctype html>\n<meta http-equiv="Content-Security-Policy"')
