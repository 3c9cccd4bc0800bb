"""A letter that no font has is told by name and printed as its code point, never as nothing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont

from assessment.answers import Answers
from assessment.assess import assess
from assessment.cli.main import run
from assessment.locations import reports_folder
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, letters, make_pdf
from assessment.report.fonts import WEIGHTS, font_faces
from assessment.report.letters import CARRIED, InstalledFonts, package_of, printable
from assessment.store import write_answers
from assessment.tui.reporting import ReportJob, make_files

pytestmark = pytest.mark.slow

FAULTS = Path(__file__).parent.parent / "data" / "faults"
NOBODYS = "\U0010fffd"
"""A letter for private use at the far end, which no font here has."""
CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"""
BARE = InstalledFonts(("DejaVu Sans",), frozenset(range(0x250)))
CORE = InstalledFonts(("DejaVu Sans", "Noto Sans", "Noto Sans Thai"), frozenset(range(0x250)))


def only_fonts_of(folder: Path, kept: Path) -> dict[str, str]:
    """The environment of a machine on which the fonts of one folder are installed."""
    path = kept / "fonts.conf"
    path.write_text(CONFIGURATION.format(folder=folder, cache=kept / "cache"))
    return {**os.environ, "FONTCONFIG_FILE": str(path)}


@pytest.fixture
def no_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none").mkdir()
    found = only_fonts_of(tmp_path / "none", tmp_path)
    monkeypatch.setenv("FONTCONFIG_FILE", found["FONTCONFIG_FILE"])


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\u200b", "")


def test_chinese_and_devanagari_on_a_machine_with_latin_fonts_alone(tmp_path: Path):
    dejavu = Path("/usr/share/fonts/truetype/dejavu")
    assert dejavu.is_dir(), "the set-up installs fonts-dejavu-core"
    out = tmp_path / "z.pdf"
    command = [str(Path(sys.executable).with_name("cied")), "report"]
    done = subprocess.run(
        [*command, str(FAULTS / "no-font" / "zh.json"), "--accept-version", "-o", str(out)],
        env=only_fonts_of(dejavu, tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    told = [line for line in done.stderr.splitlines() if str(out) in line]
    assert told[0].startswith(f"{out}: No installed font has ")
    assert "U+6837 CJK UNIFIED IDEOGRAPH-6837" in told[0]
    assert "U+0938 DEVANAGARI LETTER SA" in told[0]
    assert told[0].endswith("apt-get install fonts-noto-cjk fonts-noto-core.")
    assert told[1].startswith("Written: ")
    printed = text_of(out.read_bytes())
    assert "[U+6837][U+4F8B][U+56FD]" in printed.replace("\n", "")
    assert "[U+0938][U+0941]" in printed.replace("\n", "")


def test_the_six_languages_of_the_united_nations_are_printed_after_the_set_up():
    page = "مرحبا 欢迎 Welcome Bienvenue Добро пожаловать Bienvenido"
    assert printable(page) == (page, "")


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize(
    ("letter", "told"),
    [
        ("ཀ", "U+0F40 TIBETAN LETTER KA. On Debian, install what has them with: apt-get install "),
        ("中", "apt-get install fonts-noto-cjk."),
        ("😀", "apt-get install fonts-noto-color-emoji."),
        (NOBODYS, "U+10FFFD. No known Debian package has what is missing."),
    ],
)
def test_a_letter_is_named_with_the_package_that_has_it(letter: str, told: str):
    page, sentence = printable(f"<p>a{letter}b</p>")
    assert page == f"<p>a[U+{ord(letter):04X}]\u200bb</p>"
    assert sentence.startswith("No installed font has one of its letters; it is printed as ")
    assert told in sentence


@pytest.mark.usefixtures("no_fonts")
def test_of_many_letters_the_first_are_named_and_the_others_counted():
    _, sentence = printable("".join(chr(0xF40 + place) for place in range(7)) + "中文中文字")
    assert "has 10 of its letters; they are printed as their code points: U+0F40 " in sentence
    assert sentence.count("TIBETAN") == 7
    assert " and 2 more. " in sentence
    assert sentence.endswith("apt-get install fonts-noto-core fonts-noto-cjk.")


def test_a_package_that_is_installed_is_not_proposed():
    assert package_of("ཀ", BARE) == "fonts-noto-core"
    assert package_of("ཀ", CORE) == "fonts-unifont"
    assert package_of("中", CORE) == "fonts-noto-cjk"
    assert package_of("\U00020000", CORE) == "fonts-noto-cjk"
    with_cjk = InstalledFonts((*CORE.families, "Noto Sans CJK JP"), CORE.letters)
    assert package_of("\U00020000", with_cjk) == "fonts-hanazono"


@pytest.mark.usefixtures("no_fonts")
def test_a_font_inside_the_page_counts():
    page = f"<style>{font_faces()}</style><p>1 ≤ 2</p>"
    assert printable(page) == (page, "")
    assert "U+2264" in printable("<p>1 ≤ 2</p>")[0]


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("letter", ["\u200d", "\u00a0", "\u2068", "\ufe0f", "\u3000", "\n"])
def test_what_is_never_drawn_needs_no_font(letter: str):
    assert printable(f"a{letter}b") == (f"a{letter}b", "")


def test_no_question_is_asked_of_a_page_in_latin_letters(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    page = "Règlement № – ŽŁŐ Тест Αθήνα".replace("№", "")
    assert printable(page) == (page, "")


def test_where_fontconfig_cannot_be_asked_that_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    assert printable("中") == ("中", letters.UNASKED)


@pytest.mark.parametrize("name", WEIGHTS.values())
def test_the_reports_own_font_has_what_it_is_said_to_carry(name: str):
    with TTFont(reports_folder() / "fonts" / name) as font:
        has = font.getBestCmap()
    said = {code for first, last in CARRIED for code in range(first, last + 1)}
    assert said <= has.keys()


# Every way to a PDF


@pytest.fixture
def unprintable(example: Answers) -> Answers:
    return example.model_copy(update={"state": f"Exa{NOBODYS}mplia"})


TOLD = "No installed font has one of its letters; it is printed as its code point: U+10FFFD."


def test_a_report_of_a_batch_and_its_summary_say_it(
    unprintable: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    write_answers(tmp_path / "a.json", unprintable)
    summary, reports = tmp_path / "region.pdf", tmp_path / "reports"
    arguments = ["--reports", str(reports), "--summary", str(summary), "--edition", "partner"]
    assert run(["batch", str(tmp_path / "a.json"), *arguments, "--quiet"]) == 0
    told = capsys.readouterr().err
    assert f"{reports / 'a.pdf'}: {TOLD}" in told
    assert f"{summary}: {TOLD}" in told
    for path in (reports / "a.pdf", summary):
        assert "Exa[U+10FFFD]mplia" in text_of(path.read_bytes()), path


def test_a_report_from_the_terminal_says_it(
    questionnaire: Questionnaire, unprintable: Answers, tmp_path: Path
):
    notes: list[str] = []
    order = ReportJob(tmp_path / "a.pdf", "public")
    shown = assess(questionnaire, unprintable)
    make_files(order, shown, None, lambda share, what: None, notify=notes.append)
    assert [note.partition(" No known")[0] for note in notes] == [f"a.pdf: {TOLD}"]


@pytest.mark.slow
def test_text_of_nothing_but_such_letters_is_printed_in_time(
    questionnaire: Questionnaire, example: Answers
):
    note = NOBODYS * 300
    kept = dict(example.answers)
    for key in list(kept)[:10]:
        kept[key] = kept[key].model_copy(update={"note": note})
    shown = assess(questionnaire, example.model_copy(update={"answers": kept}))
    told: list[str] = []
    pdf = make_pdf(shown, ReportOptions(), notify=told.append)
    assert len(told) == 1
    assert text_of(pdf).count("U+10FFFD") == 3000
