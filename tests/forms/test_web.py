"""A part as a web page: filled in without a network, kept while one types, saved, taken back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser
from synthetic import SMALL
from test_parts import NOW, asking, handed
from web_page import Page, Typed, open_page

from assessment.answers import Answers, Position
from assessment.cli.main import run
from assessment.dates import read_date
from assessment.forms.web import web_page
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers, read_answers, write_answers

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]
DATA = '<script type="application/json" id="data">'
HOSTILE = (
    '</script><script>document.title = "taken"</script><img src=x onerror=document.title="taken">'
)

CLOCK = "toISOString() { return `2020-05-04T1${globalThis.hours ||= 1}:00:00.000Z`; }"
"""A clock whose hours the test turns on."""


@pytest.fixture(scope="module")
def part(small: Questionnaire) -> Answers:
    """Three questions asked of Interior; it answered the second before."""
    said = Position(status="answered", level=2, ministry="Interior", note="Ours.", at=NOW)
    own = asking(
        small, {"AAA-02": {"positions": (said,)}},
        authority="Coordination group", contact="focal@example.org", marking="RESTRICTED",
        currency="EUR", period="2020",
    ).replace(date=dt.date(2019, 1, 1))  # fmt: skip
    return handed(small, own, "Interior", questions=("AAA-01", "AAA-02", "BBB-01")).parts[0]


@pytest.fixture
def page(chromium: Browser, small: Questionnaire, part: Answers, tmp_path: Path) -> Iterator[Page]:
    opened = open_page(chromium, tmp_path, small, part)
    yield opened
    assert opened.tab.trouble == []
    opened.tab.close()


# Out and home.


def test_a_part_goes_out_as_a_page_and_what_it_saves_is_taken_back(
    chromium: Browser, small: Questionnaire, tmp_path: Path, capsys: Capture
):
    file, folder = tmp_path / "state.json", tmp_path / "parts"
    write_answers(file, asking(small, {"AAA-01": {"ministry": "Interior"}}))
    asked = ("--ministry", "Interior", "--question", "AAA-01", "--form", "web")
    questionnaire = ("--questionnaire", str(SMALL))
    assert run(["hand-out", str(file), "-o", str(folder), *asked, *questionnaire]) == 0
    (out,) = folder.glob("*.html")
    letter = " ".join(next(folder.glob("*-letter.txt")).read_text().split())
    assert f"The file {out.name} asks 1 question" in letter
    assert "Open it in a browser" in letter
    assert "send back the file that is saved then, not the page" in letter
    assert out.stat().st_mode & 0o777 == 0o600

    assert run(["take-back", str(file), str(folder), *questionnaire]) == 1
    told = capsys.readouterr().err
    assert f"{out}: This is the web page that was handed out to Interior" in told
    assert "press 'Save the part'" in told

    page = Page(chromium.open(out), out)
    page.answer("AAA-01", Typed(points=("a", "b"), note="In force."))
    page.sign(by="B. Example")
    (folder / "back.json").write_bytes(page.save())
    page.tab.close()
    # The page may lie beside the part that it saved.
    assert run(["take-back", str(file), str(folder), *questionnaire]) == 0
    assert "Taken without dispute: 1 question." in capsys.readouterr().out
    found = read_answers(file, small).answers.answer("AAA-01")
    assert (found.level, found.points, found.note, found.by) == (
        2, ("a", "b"), "In force.", "B. Example",
    )  # fmt: skip


@pytest.mark.parametrize(
    "content", ["<html><p>Hello", f"{DATA}{{", f"{DATA}[]", f"{DATA}{'[' * 100_000}</script>"]
)
def test_another_web_page_is_refused_as_one(
    small: Questionnaire, tmp_path: Path, capsys: Capture, content: str
):
    file, other = tmp_path / "state.json", tmp_path / "other.html"
    write_answers(file, asking(small, {}))
    other.write_text(content)
    assert run(["take-back", str(file), str(other), "--questionnaire", str(SMALL)]) == 1
    assert "This is a web page, and none that was handed out." in capsys.readouterr().err


def test_the_button_gives_the_browser_a_file_named_after_ministry_and_part(
    page: Page, part: Answers, tmp_path: Path
):
    page.control("AAA-01", points=["a"])
    page.tab.ask("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    page.tab.run("document.querySelector('[data-do=save]').click()")
    page.tab.wait("Page.downloadProgress", state="completed")
    assert part.part
    saved = tmp_path / f"interior-part-{part.part.id[:6]}.json"
    assert json.loads(saved.read_bytes())["answers"]["AAA-01"]["points"] == ["a"]
    told = page.text("[data-saved]")
    assert saved.name in told
    assert "Send this file to Coordination group (focal@example.org)" in told
    assert "by 30 November 2026" in told
    assert "2 questions are still open" in told
    assert "Nobody is named" in told


def test_the_page_is_the_same_bytes_each_time(small: Questionnaire, part: Answers):
    assert web_page(small, part) == web_page(small, part)


# What is typed is kept until it is saved.


def test_what_is_typed_is_back_when_the_page_is_opened_again(page: Page):
    typed = Typed(
        points=("a", "c"), low="1", note="In force.\nSince 2019.", confidence="high",
        evidence=({"title": "Decree", "date": "2019-"}, {"title": "ReportJob"}),
        action={"text": "Adopt it", "due": "soon", "assistance": ("technical",), "cost": "1,200"},
    )  # fmt: skip
    page.answer("AAA-01", typed)
    page.sign(by="B. Example", on="2020-05-04")
    before = page.fields()
    page.again()
    assert page.fields() == before
    assert "What you typed here before is back." in page.text("[data-banner=restored]")
    assert page.text("[data-done]") == "1 of 3 answered"


def test_it_is_kept_within_a_second_without_leaving_the_page(page: Page):
    page.control("AAA-01", note="One letter after the other")
    page.tab.run("new Promise(done => setTimeout(done, 1500))")
    assert "One letter after the other" in page.tab.run("Object.values(localStorage).join()")
    assert "Kept in this browser at" in page.text("[data-kept]")


def test_saving_empties_what_the_browser_keeps(page: Page):
    page.control("AAA-01", points=["a"])
    page.tab.run("new Promise(done => setTimeout(done, 1200))")
    page.save()
    assert page.tab.run("localStorage.length") == 0
    page.again()
    assert page.text("[data-banner=restored]") == ""
    assert page.text("[data-done]") == "0 of 3 answered"


def test_one_can_start_again_from_the_part_as_it_was_handed_out(page: Page, part: Answers):
    page.control("AAA-01", points=["a"])
    page.again()
    page.forget()
    assert page.tab.run("localStorage.length") == 0
    assert page.save() == dump(part)


@pytest.mark.parametrize(
    "kept", ["{", "null", "[]", '{"fields": 3}', '{"fields": {"AAA-01": [7]}}']
)
def test_what_was_kept_and_cannot_be_read_is_passed_over(page: Page, part: Answers, kept: str):
    place = f"cied-part-{part.part.id if part.part else ''}"
    page.tab.run(f"localStorage.setItem({json.dumps(place)}, {json.dumps(kept)})")
    page.again()
    assert page.save() == dump(part)


def test_where_the_browser_keeps_nothing_the_page_says_so_and_warns(
    chromium: Browser, small: Questionnaire, part: Answers, tmp_path: Path
):
    tab = chromium.blank()
    tab.ask(
        "Page.addScriptToEvaluateOnNewDocument",
        source="Object.defineProperty(globalThis, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError'); }});",
    )
    path = tmp_path / "part.html"
    path.write_bytes(web_page(small, part))
    tab.go(path)
    page = Page(tab, path)
    assert "keeps nothing for this page" in page.text("[data-banner=refused]")
    leaving = "!dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert not tab.run(leaving), "nothing is typed yet"
    page.control("AAA-01", points=["a"])
    assert tab.run(leaving)
    page.save()
    assert not tab.run(leaving), "all is in the file"
    assert tab.trouble == []
    tab.close()


def test_a_part_that_is_changed_in_another_window_is_told(
    page: Page, chromium: Browser, part: Answers
):
    other = Page(chromium.open(page.path), page.path)
    page.tab.ask("Page.bringToFront")
    other.control("AAA-01", points=["a"])
    other.tab.run("dispatchEvent(new Event('pagehide'))")
    page.tab.run("""
        new Promise(done => {
            const banner = document.querySelector("[data-banner=elsewhere]");
            const wait = () => banner.hidden ? setTimeout(wait, 20) : done();
            wait();
        })
    """)
    assert "is also open in another window" in page.text("[data-banner=elsewhere]")
    other.tab.close()


# A saved file is opened again.


def test_a_saved_file_is_opened_again_and_what_did_not_change_keeps_its_name_and_time(
    page: Page, small: Questionnaire, tmp_path: Path
):
    page.answer("AAA-01", Typed(points=("a",), note="First."))
    page.answer("BBB-01", Typed(mode="withheld"))
    page.sign(by="B. Example", on="2020-05-04", approved_by="C. Example")
    first = tmp_path / "first.json"
    first.write_bytes(page.save())
    page.again()
    page.load(first)
    assert page.text("[data-loaded]") == "first.json is filled in below."
    assert page.text("[data-done]") == "2 of 3 answered"
    page.control("AAA-01", note="Second.")
    page.sign(by="D. Example", on="2020-05-06")
    second = parse_answers(page.save(), small, where="p", parts=True).answers
    assert second.approved_by == "C. Example"
    changed, same = second.answer("AAA-01"), second.answer("BBB-01")
    assert (changed.note, changed.by, str(changed.at)[:10]) == (
        "Second.",
        "D. Example",
        "2020-05-06",
    )
    assert (same.by, str(same.at)[:10]) == ("B. Example", "2020-05-04")


def test_who_fills_it_in_can_be_named_after_the_part_was_saved(page: Page, small: Questionnaire):
    page.control("AAA-01", points=["a"])
    assert json.loads(page.save())["answers"]["AAA-01"].get("by") is None
    page.sign(by="B. Example")
    assert json.loads(page.save())["answers"]["AAA-01"]["by"] == "B. Example"


def test_what_was_saved_and_did_not_change_is_saved_as_it_was(page: Page):
    page.control("AAA-01", points=["a"])
    page.sign(by="B. Example")
    page.tab.run(f"globalThis.Date = class extends Date {{ {CLOCK} }}")
    first = json.loads(page.save())["answers"]
    page.tab.run("globalThis.hours += 1")
    page.control("BBB-01", points=["b"])
    second = json.loads(page.save())["answers"]
    assert second["AAA-01"] == first["AAA-01"]
    assert second["BBB-01"]["at"] > second["AAA-01"]["at"]


def test_files_that_are_no_such_part_change_nothing(page: Page, part: Answers, tmp_path: Path):
    document = json.loads(dump(part))
    wrong = {
        "cannot be read": "{",
        "not a part that this page saved": json.dumps({**document, "kind": "full"}),
        "of another assessment": json.dumps({**document, "id": "f" * 32}),
        "another part": json.dumps({**document, "part": {**document["part"], "id": "f" * 32}}),
        "another edition": json.dumps({**document, "questionnaire": {"sha256": "0"}}),
        "part that this page": "[1, 2]",
    }
    page.tab.run("globalThis.confirm = () => true")
    for words, content in wrong.items():
        file = tmp_path / "other.json"
        file.write_text(content)
        page.load(file)
        assert words in page.text("[data-loaded]")
        assert "Nothing was changed." in page.text("[data-loaded]")
    assert page.save() == dump(part)


def test_of_a_file_only_what_a_form_can_say_comes_in(
    page: Page, small: Questionnaire, part: Answers, tmp_path: Path
):
    document = json.loads(dump(part))
    document["answers"]["AAA-01"] = {
        "status": "answered", "level": 9, "points": ["z", 7, "a"], "note": {"a": 1},
        "evidence": [{"title": HOSTILE}, 5], "by": [HOSTILE], "at": "never", "restricted": True,
        "action": {"text": HOSTILE, "cost": "x", "status": "gone"},
    }  # fmt: skip
    document["answers"]["ZZZ-01"] = {"status": "unknown"}
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps(document))
    page.load(file)
    saved = page.save()
    found = parse_answers(saved, small, where="p", parts=True).answers.answer("AAA-01")
    assert (found.level, found.points, found.restricted) == (1, ("a",), False)
    assert found.action
    assert found.action.text == found.evidence[0].title == HOSTILE
    assert page.tab.run("document.title") != "taken"


# What cannot be is left out, and told at the field and in a summary.


def test_a_field_that_cannot_be_holds_back_itself_alone(
    page: Page, small: Questionnaire, part: Answers
):
    page.answer("AAA-01", Typed(
        points=("a", "b"), note="x" * 10_001, release="Kept.",
        evidence=(
            {"title": "Decree", "date": "31 June 2019"}, {"title": "ReportJob", "date": "2019-05"},
        ),
        action={"text": "Adopt it", "due": "soon", "cost": "much", "funded": "1 200"},
    ))  # fmt: skip
    page.answer("BBB-01", Typed(mode="not_applicable", reason=" "))
    page.sign(by="B. Example", on="2999-01-01")
    found = parse_answers(page.save(), small, where="p", parts=True).answers
    entry, open_ = found.answer("AAA-01"), found.answer("BBB-01")
    assert (entry.level, entry.note, entry.release) == (2, "", "Kept.")
    assert [(item.title, str(item.date)) for item in entry.evidence] == [
        ("Decree", "None"), ("ReportJob", "2019-05-01"),
    ]  # fmt: skip
    assert entry.action
    assert (entry.action.text, entry.action.due, entry.action.cost, entry.action.funded) == (
        "Adopt it", None, None, 1200,
    )  # fmt: skip
    assert entry.by == "B. Example"
    assert open_.status == "unanswered"
    assert page.text("[data-problems] ul").splitlines() == [
        "AAA-01, evidence 1, date: June 2019 has 30 days, no day 31.",
        "AAA-01, note: This has 10\u00a0001 characters; at most 10\u00a0000 can be kept.",
        "AAA-01, by when: soon is no date.",
        "AAA-01, cost: much is no whole number. Write it as 250000.",
        "BBB-01, reason: Say why it cannot arise in this State.",
        "Date: 1 January 2999 is in the future.",
    ]
    assert "6 fields were left out" in page.text("[data-saved]")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2018-12-31", "31 December 2018 is before the assessment began."),
        ("2999-01-01", "1 January 2999 is in the future."),
        ("May 2020", "Give the day, as 2026-11-30."),
        ("soon", "soon is no date."),
        ("2020-05-04", ""),
    ],
)
def test_the_day_of_filling_in_can_be(page: Page, typed: str, words: str):
    page.sign(on=typed)
    assert page.text("#finish [data-told=on]") == words


def test_a_computer_whose_clock_is_wrong_dates_nothing(
    chromium: Browser, small: Questionnaire, part: Answers, tmp_path: Path
):
    page = open_page(chromium, tmp_path, small, part.replace(date=dt.date(2500, 1, 1)))
    assert "The clock of this computer says" in page.text("#finish [data-told=on]")
    page.control("AAA-01", points=["a"])
    found = parse_answers(page.save(), small, where="p", parts=True).answers.answer("AAA-01")
    assert (found.level, found.at) == (1, None)
    page.sign(on="2500-01-02")
    assert page.text("#finish [data-told=on]") == ""
    found = parse_answers(page.save(), small, where="p", parts=True).answers.answer("AAA-01")
    assert str(found.at)[:10] == "2500-01-02"
    page.tab.close()


def test_a_line_of_the_summary_leads_to_its_field(page: Page):
    page.control("AAA-01", action__due="soon")
    page.tab.run("document.querySelector('[data-problems] a').click()")
    focused = "document.activeElement"
    assert page.tab.run(f"{focused}.dataset.field") == "action.due"
    assert page.tab.run(f"{focused}.getAttribute('aria-invalid')") == "true"
    ids = f"{focused}.getAttribute('aria-describedby').split(' ')"
    told = f"document.getElementById({ids}.at(-1)).innerText"
    assert page.tab.run(told) == "soon is no date."
    assert page.text("#AAA-01 [data-state]") == "To correct"


def test_a_date_is_not_corrected_while_it_is_typed(page: Page):
    page.tab.run("""
        const due = document.querySelector('#AAA-01 [data-field="action.due"]');
        due.closest("details").open = true; due.value = "Ju";
        due.dispatchEvent(new Event("input", {bubbles: true}));
    """)
    assert page.text('#AAA-01 [data-told="action.due"]') == ""
    page.control("AAA-01", action__due="June 2027")
    assert page.text('#AAA-01 [data-told="action.due"]') == "Understood as 30 June 2027."


WRITTEN = (
    "2027-06-15", "2027-6-15", "20270615", "15.6.2027", "15. 6. 2027", "15/06/2027", "06/15/2027",
    "15 June 2027", "15th June 2027", "15 jun. 2027", "June 15, 2027", "the 15th of June 2027",
    "2027–06–15", "١٥ June ٢٠٢٧", "２０２７-０６-１５", "१५.०६.२०२७", "2026-05", "05/2026",
    "sept. 2027", "February 2028", "2024", "Q2 2027", "2027-Q4", "end of 2027", "3000", "<b>",
    "by the end of June 2027", "soon", "15 June", "2027-", "03/04/2027", "31 June 2027",
    "2027-02-29", "2027-13", "juin 2027", "15.6.27", "15 June 27", "0207", "0000-01-01", "2027-00",
    "2027-01-00", "May 2027 May",
)  # fmt: skip


def test_dates_are_understood_as_in_the_terminal(page: Page):
    rows = tuple({"title": f"{number}", "date": text} for number, text in enumerate(WRITTEN))
    page.answer("AAA-01", Typed(evidence=rows))
    entry = json.loads(page.save())["answers"]["AAA-01"]
    script = (
        "[...document.querySelectorAll('#AAA-01 [data-told=date]')].map(one => one.textContent)"
    )
    told = page.tab.run(script)
    for number, text in enumerate(WRITTEN):
        expected = read_date(text, "first")
        assert entry["evidence"][number].get("date") == (
            expected.date and expected.date.isoformat()
        ), text
        if expected.trouble:
            assert told[number] == expected.trouble


def test_a_due_date_is_the_last_day(page: Page):
    for text in WRITTEN:
        page.control("AAA-01", action__due=text)
        entry = json.loads(page.save())["answers"].get("AAA-01", {})
        expected = read_date(text, "last").date
        assert entry.get("action", {}).get("due") == (expected and expected.isoformat()), text
