"""Reports from inside: in the background, with a bar, and the place of the file is said."""

from __future__ import annotations

import re
from html import unescape

import pytest
from answered import answered
from hands import press, quiet, settle, type_text, words_of
from showing import show
from sitting import sit

from assessment.answers import Answer
from assessment.assess import assess, redact
from assessment.cli.main import run
from assessment.errors import AssessmentError, ReportError
from assessment.example import example_answers
from assessment.report.reading import embedded_answers
from assessment.store import read_answers, read_questionnaire, write_answers
from assessment.tui.commands import KEY_COMMANDS
from assessment.tui.dialogs.make_report import MakeReport
from assessment.tui.guides import GUIDES
from assessment.tui.reporting import BlankJob, KeySheetJob, ReportJob, make_files, paths_of


@pytest.fixture
def assessment(small):
    return assess(small, answered(small))


async def make_html(pilot):
    """Choose the page instead of the PDF, and make it."""
    await press(pilot, "tab", "enter", "down", "down", "enter", "tab", "tab", "tab", "enter")


def test_the_report_is_made_and_it_is_said_where_it_is(assessment, tmp_path):
    told = []

    async def day(pilot):
        await make_html(pilot)
        await settle(pilot)
        told.append(words_of(pilot.app))

    show(MakeReport(assessment, tmp_path / "a.json"), then=day, size=(200, 40))
    assert (tmp_path / "a-full.html").is_file()
    assert "The report is in" in told[0]
    assert "a-full.html" in told[0].replace("│", "").replace(" ", "")


def test_letters_that_no_font_has_are_named_where_the_report_is_said_to_be(small, tmp_path):
    found = answered(small).replace(state="Exa\U0010fffdmplia")
    told = []

    async def day(pilot):
        await press(pilot, *["tab"] * 6, "enter")
        await settle(pilot)
        told.append(words_of(pilot.app))

    shown = MakeReport(assess(small, found), tmp_path / "a.json")
    show(shown, then=day, size=(80, 24))
    words = " ".join(told[0].replace("│", " ").split())
    assert "No installed font has one of its letters" in words
    assert "U+10FFFD" in words


def test_progress_only_grows(assessment, tmp_path):
    shares = []
    make_files(
        ReportJob(tmp_path / "a.pdf", "full"),
        assessment,
        None,
        lambda share, what: shares.append((share, what)),
    )
    figures = [share for share, _ in shares]
    assert figures == sorted(figures)
    assert 0 <= figures[0] <= figures[-1] <= 1
    assert all(what for _, what in shares)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_one_answers_on_while_the_report_is_made_and_hears_where_it_is(session, tmp_path):
    told = []

    async def day(pilot):
        await press(pilot, "s", "P")
        await press(pilot, *["tab"] * 5, "enter", "escape", "escape", "4")
        told.append(session.answer("AAA-01").level)
        await settle(pilot)
        await quiet(pilot)

    app = sit(session, then=day, size=(160, 40))
    assert told == [4]
    assert (tmp_path / "a-full.pdf").is_file()
    assert "a-full.pdf" in app.heard


def test_one_does_not_leave_a_report_behind_unawares(session, tmp_path):
    running = []

    async def day(pilot):
        await press(pilot, "s", "P", *["tab"] * 5, "enter", "ctrl+q")
        running.append(pilot.app.session is not None)
        await press(pilot, "ctrl+q")

    app = sit(session, then=day, size=(160, 40))
    assert running == [True]
    assert "A report is still being made" in app.heard
    assert app.session is None


def test_a_report_that_exists_is_replaced_only_when_asked_twice(assessment, tmp_path):
    (tmp_path / "a-full.html").write_text("mine")
    told = []

    async def day(pilot):
        await make_html(pilot)
        await settle(pilot)
        told.append(((tmp_path / "a-full.html").read_text(), words_of(pilot.app)))
        await press(pilot, "enter")
        await settle(pilot)

    show(MakeReport(assessment, tmp_path / "a.json"), then=day, size=(160, 40))
    assert told[0][0] == "mine"
    assert "exists already" in told[0][1]
    assert "Examplia" in (tmp_path / "a-full.html").read_text()


def test_a_folder_that_is_not_there_is_told(assessment, tmp_path):
    told = []

    async def day(pilot):
        pilot.app.screen.query_one("#path").value = str(tmp_path / "none" / "a.pdf")
        await press(pilot, *["tab"] * 5, "enter")
        await settle(pilot)
        told.append(words_of(pilot.app))

    show(MakeReport(assessment, tmp_path / "a.json"), then=day, size=(160, 40))
    assert "There is no such folder" in told[0]


def test_every_ministry_has_a_file_of_its_own_in_a_folder(tmp_path):
    job = ReportJob(tmp_path / "all", "ministry", every_ministry=("Interior", "Côte", None))
    names = [path.relative_to(tmp_path).as_posix() for path in paths_of(job)]
    assert names == ["all/01-interior.pdf", "all/02-cote.pdf", "all/03-no-ministry.pdf"]


def test_the_files_of_the_ministries_are_those_of_the_command(assessment, tmp_path):
    told = []

    async def day(pilot):
        await press(pilot, "enter", "down", "enter", "tab", "tab", "enter", "down", "down", "enter")
        await press(pilot, "tab", "tab", "tab", "enter")
        await settle(pilot)
        told.append(words_of(pilot.app))

    show(MakeReport(assessment, tmp_path / "a.json"), then=day, size=(160, 40))
    folder = tmp_path / "a-ministries"
    assert [item.name for item in sorted(folder.iterdir())] == [
        "01-interior.html",
        "02-no-ministry.html",
    ]
    assert "2 reports are in the folder" in told[0]


@pytest.mark.parametrize("edition", ["full", "ministry", "partner", "public"])
def test_every_report_is_for_its_owner_alone_as_those_of_the_command_are(
    assessment, tmp_path, edition
):
    job = ReportJob(tmp_path / "a.html", edition, form="html")
    make_files(job, assessment, None, lambda *_: None)
    assert (tmp_path / "a.html").stat().st_mode & 0o777 == 0o600


def test_a_folder_for_ministries_is_for_its_owner_alone(assessment, tmp_path):
    job = ReportJob(tmp_path / "all", "ministry", every_ministry=("Interior",), form="html")
    make_files(job, assessment, None, lambda *_: None)
    assert (tmp_path / "all").stat().st_mode & 0o777 == 0o700


def test_an_answer_file_is_never_overwritten(assessment, tmp_path):
    answers = tmp_path / "answers.html"
    answers.write_text("{}")
    with pytest.raises(ReportError, match="would overwrite an answer file"):
        make_files(
            ReportJob(answers, "full", form="html"),
            assessment,
            None,
            lambda *_: None,
            answer_file=answers,
        )
    assert answers.read_text() == "{}"


def test_an_archive_of_the_full_edition_carries_the_answers(assessment, tmp_path):
    make_files(
        ReportJob(tmp_path / "a.pdf", "full", form="archive"), assessment, None, lambda *_: None
    )
    assert embedded_answers((tmp_path / "a.pdf").read_bytes()) is not None


def test_it_says_what_it_is_compared_with_and_how_it_is_marked(small, assessment, tmp_path):
    earlier = assess(small, answered(small).replace(period="2024"))
    marked = assess(small, answered(small).replace(marking="RESTRICTED"))
    told = []

    async def look(pilot):
        told.append(words_of(pilot.app))

    show(MakeReport(marked, tmp_path / "a.json", earlier), then=look)
    assert "with Examplia, 2024" in told[0]
    assert "RESTRICTED" in told[0]
    other = assess(small, answered(small, state="Elsewhere"))
    show(MakeReport(assessment, tmp_path / "a.json", other), then=look)
    assert "with Elsewhere, 2026 (another State)" in told.pop()
    show(MakeReport(assessment, tmp_path / "a.json"), then=look, size=(80, 24))
    assert "with nothing; b on the results opens an earlier file" in told[1]
    assert "No marking; the profile sets the usual one" in told[1]
    assert "Esc goes back" in told[1]
    assert "%" not in told[1]


def test_a_report_under_way_is_shown_to_who_comes_back(session, tmp_path):
    seen = []

    async def day(pilot):
        await press(pilot, "P", *["tab"] * 5, "enter", "escape", "P")
        seen.append(pilot.app.screen.query_one("#make").disabled)
        await settle(pilot)
        await quiet(pilot)
        seen.append(pilot.app.screen.query_one("#make").disabled)

    app = sit(session, then=day, size=(160, 40))
    assert seen == [True, False]
    made = tmp_path / "a-full.pdf"
    assert made.exists()
    # A long path is folded inside of the window.
    assert f"Thereportisin{made}" in "".join(app.heard.replace("│", "").split())


@pytest.mark.parametrize("edition", ["full", "ministry", "partner", "public"])
def test_the_report_is_the_one_of_the_command(tmp_path, edition):
    asked = read_questionnaire("unga-75-59")
    now, then = tmp_path / "now.json", tmp_path / "then.json"
    write_answers(now, example_answers(asked))
    write_answers(then, example_answers(asked).replace(period="2024"))
    words = ["report", str(now), "--baseline", str(then), "--edition", edition]
    whose = ["--ministry", "Interior"] if edition == "ministry" else []
    assert run([*words, *whose, "-o", str(tmp_path / "command.html")]) == 0
    job = ReportJob(
        tmp_path / "terminal.html", edition, ministry="Interior" if whose else None, form="html"
    )
    actual, earlier = (assess(asked, read_answers(item, asked).answers) for item in (now, then))
    make_files(job, actual, earlier, lambda *_: None)
    assert (tmp_path / "terminal.html").read_bytes() == (tmp_path / "command.html").read_bytes()


def test_a_report_can_carry_another_marking_than_its_file(small, tmp_path):
    marked = assess(small, answered(small).replace(marking="RESTRICTED"))

    async def day(pilot):
        await press(pilot, "tab", "enter", "down", "down", "enter", "tab", "tab")
        await press(pilot, *["backspace"] * 10)
        await type_text(pilot, "FOR RELEASE")
        await press(pilot, "enter", "enter")
        await settle(pilot)

    show(MakeReport(marked, tmp_path / "a.json"), then=day)
    page = (tmp_path / "a-full.html").read_text()
    assert "FOR RELEASE" in page
    assert "RESTRICTED" not in page


def test_a_report_never_takes_the_place_of_an_answer_file(actual, tmp_path):
    path = tmp_path / "other.html"
    write_answers(path, actual.answers)
    before = path.read_bytes()
    with pytest.raises(AssessmentError, match="There is an answer file of this name") as told:
        make_files(ReportJob(path, "full", form="html"), actual, None, lambda _share, _what: None)
    assert told.value.remedy == "Choose another file."
    assert path.read_bytes() == before


def test_no_marking_is_proposed_for_what_leaves_the_government(small, tmp_path):
    marked = assess(small, answered(small).replace(marking="RESTRICTED"))
    seen = []

    async def day(pilot):
        edition, marking = (pilot.app.screen.query_one(item) for item in ("#edition", "#marking"))
        for name in ("public", "full", "partner"):
            edition.value = name
            await pilot.pause()
            seen.append((marking.value, marking.placeholder))
        marking.value = "RESTRICTED"
        pilot.app.screen.query_one("#form").value = "html"
        await pilot.pause()
        seen.append((marking.value, ""))
        await pilot.click("#make")
        await settle(pilot)

    show(MakeReport(marked, tmp_path / "a.json"), then=day, size=(120, 40))
    none = "None in what leaves the government, unless one is typed"
    assert seen[0] == seen[2] == ("", none)
    assert seen[1][0] == "RESTRICTED"
    assert seen[3][0] == "RESTRICTED", "what was typed is not taken out again"
    assert 'data-marking="RESTRICTED"' in (tmp_path / "a-partner.html").read_text()


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_a_baseline_undoes_no_restriction(small, tmp_path, edition):
    """The level that the baseline has of what is restricted now changes no byte."""
    key = "AAA-01"
    now = answered(small).with_answer(key, Answer(status="answered", level=2, restricted=True))
    pages = set()
    for level in (0, 4):
        then = answered(small, period="2024").with_answer(
            key, Answer(status="answered", level=level)
        )
        job = ReportJob(tmp_path / f"{level}.html", edition, form="html")
        make_files(job, assess(small, now), assess(small, then), lambda *_: None)
        pages.add(job.path.read_text())
    assert len(pages) == 1


def test_a_redacted_copy_has_a_partner_edition_and_no_ministry_edition(small, tmp_path):
    copy = assess(small, redact(small, answered(small)))
    job = ReportJob(tmp_path / "a.html", "full", form="html")
    make_files(job, copy, None, lambda *_: None)
    assert "Partner edition" in job.path.read_text()
    with pytest.raises(ReportError, match="it has no ministry edition"):
        make_files(
            ReportJob(tmp_path / "m.html", "ministry", form="html"), copy, None, lambda *_: None
        )


def printed(page):
    """The text of a page that was written, with its marks taken away."""
    return unescape(re.sub(r"<[^>]+>", " ", page.read_text()))


def test_the_key_sheet_has_every_key_of_the_question(assessment, tmp_path):
    path = tmp_path / "keys.html"
    make_files(KeySheetJob(path, form="html"), assessment, None, lambda *_: None)
    words = printed(path)
    for command in KEY_COMMANDS:
        assert command.help in words
        assert command.shown in words
    for name in GUIDES:
        assert GUIDES[name].title.capitalize() in words


def test_the_blank_form_of_the_terminal_is_the_one_of_the_command(tmp_path):
    asked = read_questionnaire("unga-75-59")
    here, there = tmp_path / "here.html", tmp_path / "there.html"
    job = BlankJob(here, ("LAW-01",), "Letter", "html")
    make_files(job, assess(asked, example_answers(asked)), None, lambda *_: None)
    words = ["report", "--blank", "--question", "LAW-01", "--paper", "letter", "-o", str(there)]
    assert run(words) == 0
    assert here.read_bytes() == there.read_bytes()


@pytest.mark.parametrize(
    ("what", "name", "begins"),
    [
        ("blank", "a-blank.html", "The form is in"),
        ("blank_ministry", "a-blank-01-interior.html", "The form is in"),
        ("blank_question", "a-blank-AAA-02.html", "The form is in"),
        ("keys", "a-keys.html", "The key sheet is in"),
    ],
)
def test_forms_and_keys_are_printed_where_reports_are(assessment, tmp_path, what, name, begins):
    told = []

    async def day(pilot):
        pilot.app.screen.query_one("#form").value = "html"
        await quiet(pilot)
        pilot.app.screen.query_one("#edition").value = what
        await quiet(pilot)
        told.append(words_of(pilot.app))
        await pilot.click("#make")
        await settle(pilot)
        told.append(words_of(pilot.app))

    show(MakeReport(assessment, tmp_path / "a.json", question="AAA-02"), then=day, size=(200, 40))
    assert (tmp_path / name).is_file()
    assert begins in told[1]
    assert "Marking" not in told[0]
    assert "Compare" not in told[0]


def test_an_archive_is_offered_for_reports_alone(assessment, tmp_path):
    seen = []

    async def day(pilot):
        edition, form = (pilot.app.screen.query_one(item) for item in ("#edition", "#form"))
        form.value = "archive"
        for name in ("keys", "full"):
            edition.value = name
            await quiet(pilot)
            seen.append((form.value, [value for _, value in form._options]))

    show(MakeReport(assessment, tmp_path / "a.json"), then=day)
    assert seen == [("pdf", ["pdf", "html"]), ("pdf", ["pdf", "archive", "html"])]
