"""The page of a part for everybody: by keyboard, on a phone, on paper, in any script, safely."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from browser import Browser
from synthetic import area, build, question
from test_parts import NOW, asking, handed
from web_page import Page, Typed, open_page

from assessment.answers import Answer, Answers, Position
from assessment.forms.web import web_page
from assessment.locations import reports_folder
from assessment.questionnaire import Questionnaire
from assessment.store import parse_answers
from assessment.text import language_is_right_to_left

pytestmark = pytest.mark.slow

HOSTILE = (
    '</script><script>document.title = "taken"</script><img src=x onerror=document.title="taken">'
)
ARABIC = "وزارة الداخلية"
PHONE, DESK, WIDE = 390, 1024, 1600


@pytest.fixture(scope="module")
def part(questionnaire: Questionnaire) -> Answers:
    """Eleven questions of the product's own questionnaire; one was answered before."""
    said = Position(
        status="answered", level=2, points=("a", "b"), ministry="Interior", note="Ours.", at=NOW
    )
    own = asking(questionnaire, {"POL-02": {"positions": (said,)}}, marking="RESTRICTED")
    return handed(questionnaire, own, "Interior", questions=("POL",)).parts[0]


@pytest.fixture(scope="module", params=[PHONE, DESK, WIDE])
def page(
    request: pytest.FixtureRequest, chromium: Browser, questionnaire: Questionnaire,
    part: Answers, tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:  # fmt: skip
    folder = tmp_path_factory.mktemp("web")
    opened = open_page(chromium, folder, questionnaire, part, width=request.param)
    opened.answer("POL-01", Typed(points=("a", "c"), evidence=({"title": "Decree", "date": "no"},)))
    opened.answer("POL-03", Typed(mode="not_applicable"))
    opened.tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    yield opened
    opened.tab.close()


def test_axe_finds_no_serious_violation(page: Page, axe: str):
    page.tab.run("document.querySelector('[data-do=save]').scrollIntoView()")
    assert page.tab.serious_violations(axe) == []


def test_no_request_leaves_the_page_and_nothing_is_said_on_the_console(page: Page):
    outside = [
        request for request in page.tab.requests if not request.startswith(("data:", "blob:"))
    ]
    assert outside == [page.path.as_uri()]
    assert page.tab.trouble == []


def test_nothing_has_to_be_scrolled_sideways_and_nothing_is_cut_off(page: Page):
    widths = page.tab.run("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    cut = page.tab.run("""
        [...document.querySelectorAll("p, h1, h2, h3, dd, label, legend, button, input, textarea")]
            .filter(one => one.checkVisibility() && !one.closest(".skip"))
            .filter(one => {
                const box = one.getBoundingClientRect();
                return box.right > innerWidth + 1 || box.left < -1;
            }).map(one => one.outerHTML.slice(0, 80))
    """)
    assert [item for item in cut if "skip" not in item] == []


def test_every_control_has_a_name_and_room_for_a_finger(page: Page):
    small = page.tab.run("""
        [...document.querySelectorAll("label:has(input[type=checkbox], input[type=radio]), button")]
            .filter(one => one.checkVisibility())
            .filter(one => one.getBoundingClientRect().height < 32)
            .map(one => one.innerText)
    """)
    assert small == []


CONTRAST = """
(() => {
    const light = ([r, g, b]) => [r, g, b].map(one => one / 255)
        .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
        .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
    const colour = text => text.match(/[\\d.]+/g).map(Number);
    const ground = one => {
        for (; one; one = one.parentElement) {
            const found = colour(getComputedStyle(one).backgroundColor);
            if (found.length < 4 || found[3]) return found;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll("body *")]
        .filter(one => one.checkVisibility() && [...one.childNodes]
            .some(node => node.nodeType === 3 && node.textContent.trim()))
        .map(one => {
            const pair = [light(colour(getComputedStyle(one).color)), light(ground(one))].sort();
            return [(Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05), one.outerHTML];
        }).filter(([ratio]) => ratio < 4.5).map(([ratio, html]) => [ratio, html.slice(0, 90)]);
})()
"""


def test_every_text_has_contrast(page: Page):
    assert page.tab.run(CONTRAST) == []


# By keyboard alone.


@pytest.fixture
def fresh(
    chromium: Browser, questionnaire: Questionnaire, part: Answers, tmp_path: Path
) -> Iterator[Page]:
    opened = open_page(chromium, tmp_path, questionnaire, part)
    yield opened
    assert opened.tab.trouble == []
    opened.tab.close()


KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40, "ArrowRight": 39}


def press(page: Page, *keys: str) -> None:
    for key in keys:
        named = {"key": key, "code": key if key != " " else "Space",
                 "windowsVirtualKeyCode": KEYS.get(key, 0)}  # fmt: skip
        text = {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        page.tab.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
        page.tab.ask("Input.dispatchKeyEvent", type="keyUp", **named)


def tab_to(page: Page, test: str) -> None:
    """Press Tab until the focus is where a test on it says."""
    for _ in range(200):
        press(page, "Tab")
        if page.tab.run(f"(one => Boolean({test}))(document.activeElement)"):
            return
    raise AssertionError(f"no focus where {test}")


def test_a_question_is_answered_by_keyboard_alone(fresh: Page):
    press(fresh, "Tab")
    assert fresh.tab.run("document.activeElement.className") == "skip"
    tab_to(fresh, "one.value === 'a' && one.closest('#POL-01')")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert fresh.tab.run(outline) == "solid", "one sees where one is"
    press(fresh, " ", "Tab", " ")
    assert fresh.text("#POL-01 [data-follows]").startswith("Level 2, Designed. For level 3 points")
    tab_to(fresh, "one.dataset.do === 'next'")
    press(fresh, "Enter")
    assert fresh.tab.run("document.activeElement.id") == "POL-02-title"
    tab_to(fresh, "one.dataset.field === 'confirmed'")
    press(fresh, " ")
    assert fresh.text("#POL-02 [data-state]") == "Level 2"
    tab_to(fresh, "one.dataset.do === 'save'")
    press(fresh, "Enter")
    assert "The part was given to your browser" in fresh.text("[data-saved]")
    assert fresh.tab.run("document.activeElement.hasAttribute('data-saved')")


def test_questions_are_listed_counted_and_filtered(fresh: Page):
    assert fresh.text("[data-done]") == "0 of 11 answered"
    fresh.answer("POL-01", Typed(points=("a", "b")))
    assert fresh.text("[data-done]") == "1 of 11 answered"
    assert fresh.text("[data-tally]") == "1 of 11"
    assert fresh.text("[data-link=POL-01] [data-state]") == "Level 2"
    assert fresh.text("[data-link=POL-02] [data-state]") == "To confirm"
    shown = "[...document.querySelectorAll('.question')].filter(one => !one.hidden).length"
    fresh.tab.run("typed(document.querySelector('[data-filter]'), 'open')")
    assert fresh.tab.run(shown) == 10
    fresh.tab.run("typed(document.querySelector('[data-filter]'), 'wrong')")
    assert fresh.tab.run(shown) == 0
    assert "No question is left here." in fresh.text("[data-none]")
    fresh.tab.run("document.querySelector('[data-link=POL-05]')")
    fresh.tab.run("document.querySelector('[data-do=all]').click()")
    assert fresh.tab.run(shown) == 11


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (Typed(), "No answer yet."),
        (Typed(low="0"), "Level 0, Absent. For level 2 points a, b are missing."),
        (Typed(points=("a",)), "Level 1, Ad hoc. For level 2 point b is missing."),
        (Typed(points=("a", "b")), "Level 2, Designed. For level 3 points c, d, e are missing."),
        (Typed(points=tuple("abcdefgh")), "Level 4, Reviewed. All points hold."),
        (Typed(mode="level", alone="3"), "Level 3, Implemented."),
        (Typed(mode="withheld", points=("a",)), "Withheld."),
        (Typed(mode="not_applicable", reason="No coast."), "Not applicable."),
        (Typed(mode="not_applicable"), "No answer yet."),
    ],
)  # fmt: skip
def test_what_follows_is_said_while_one_ticks(fresh: Page, typed: Typed, words: str):
    fresh.answer("POL-01", typed)
    assert fresh.text("#POL-01 [data-follows]") == words


# Nothing that comes in is run.


def test_hostile_texts_are_only_text(chromium: Browser, tmp_path: Path):
    asked = question(
        "AAA-01", title=HOSTILE[:80], text=HOSTILE, absent=HOSTILE, ad_hoc=HOSTILE,
        guidance=dict.fromkeys(("look_for", "ask", "evidence"), HOSTILE),
        points={"a": {"level": 2, "text": HOSTILE}, "b": {"level": 3, "text": HOSTILE},
                "c": {"level": 4, "text": HOSTILE}},
    )  # fmt: skip
    rules = [{"title": HOSTILE, "text": HOSTILE}]
    hostile = build(
        tmp_path / "q", {**area("AAA", asked), "title": HOSTILE}, rules=rules,
        states_note=HOSTILE, notice=HOSTILE, title=HOSTILE,
    )  # fmt: skip
    said = Position(
        status="not_applicable", reason=HOSTILE, ministry=HOSTILE, at=NOW, note=HOSTILE,
        evidence=({"title": HOSTILE, "reference": "javascript:alert(1)"},),
        action={"text": HOSTILE, "owner": HOSTILE, "request": HOSTILE}, release=HOSTILE,
    )  # fmt: skip
    named = dict.fromkeys(("authority", "period", "contact", "marking", "state"), HOSTILE)
    own = asking(hostile, {}).replace(**named)
    own = own.with_answer("AAA-01", Answer(positions=(said,)))
    part = handed(hostile, own, to=HOSTILE).parts[0]
    page = open_page(chromium, tmp_path, hostile, part)
    page.control("AAA-01", note=HOSTILE + "!", confirmed=True)
    page.sign(by=HOSTILE)
    page.tab.run("dispatchEvent(new Event('beforeprint'))")
    found = parse_answers(page.save(), hostile, where="p", parts=True).answers.answer("AAA-01")
    assert (found.note, found.reason, found.by) == (HOSTILE + "!", HOSTILE, HOSTILE)
    assert page.tab.run("document.title") != "taken"
    assert page.tab.run("document.querySelectorAll('img').length") == 0
    assert page.tab.run("document.querySelectorAll('script').length") == 2
    assert page.tab.trouble == []
    page.tab.close()


def test_the_page_runs_no_script_but_its_own(fresh: Page, questionnaire: Questionnaire):
    policy = re.search(
        rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', fresh.path.read_bytes()
    )
    assert policy
    rules = dict(item.split(" ", 1) for item in policy[1].decode().split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for name in ("script-src", "style-src"):
        assert re.fullmatch("'sha256-[A-Za-z0-9+/=]{44}'", rules[name])
    fresh.tab.run("""
        const script = document.createElement("script");
        try { script.textContent = "document.title = 'taken'"; document.body.append(script); }
        catch {}
    """)
    assert fresh.tab.run("document.title") != "taken"
    fresh.tab.forget_events()


# Paper, other scripts, long words, many questions.


def printed(page: Page) -> list[str]:
    """The words of each printed page."""
    raw = page.tab.ask("Page.printToPDF", preferCSSPageSize=True)["data"]
    return [
        item.extract_text() for item in pypdf.PdfReader(io.BytesIO(base64.b64decode(raw))).pages
    ]


def test_all_questions_are_printed_with_what_is_typed_and_no_buttons(fresh: Page, part: Answers):
    long = " ".join(f"word{number}" for number in range(300))
    fresh.answer("POL-01", Typed(points=("a", "b"), note=long, action={"text": "Adopt it"}))
    fresh.tab.run("typed(document.querySelector('[data-filter]'), 'wrong')")
    words = " ".join(" ".join(printed(fresh)).split())
    assert part.part
    for key in part.part.questions:
        assert key in words
    for wanted in (
        "RESTRICTED", "word0", "word299", "Adopt it", "Why this is asked", "Shown, not believed",
        "Name or office", "If level 2 is not complete",
    ):  # fmt: skip
        assert wanted in words, wanted
    for gone in ("Save the part", "Add evidence", "Next open question", "Remove", "Go on with"):
        assert gone not in words
    assert fresh.text("[data-none]"), "the screen is as it was"
    assert fresh.tab.run("document.querySelectorAll('.paper').length") == 0
    assert fresh.tab.run("document.querySelectorAll('.answer details[open]').length") == 0


def test_a_page_in_a_language_from_right_to_left_is_mirrored(chromium: Browser, tmp_path: Path):
    arabic = build(tmp_path / "q", area("AAA", question("AAA-01")), language="ar")
    part = handed(arabic, asking(arabic, {}), to=ARABIC).parts[0]
    page = open_page(chromium, tmp_path, arabic, part)
    assert page.tab.run("[document.documentElement.lang, document.documentElement.dir]") == [
        "ar", "rtl",
    ]  # fmt: skip
    box = "(one => one.getBoundingClientRect())(document.querySelector('#AAA-01 .choice {}')).x"
    assert page.tab.run(box.format("input")) > page.tab.run(box.format("span:last-child"))
    assert page.tab.run("document.querySelector('.list').getBoundingClientRect().x") > 600
    assert f'<bdi dir="rtl">{ARABIC}</bdi>' in page.path.read_text()
    widths = page.tab.run("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    page.tab.close()


def test_the_style_names_no_left_and_no_right():
    style = (reports_folder() / "form" / "style.css").read_text()
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    assert re.findall(r"(?<![\w-])(?:left|right)(?![\w-])|-(?:left|right)\b", style) == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", True), ("fa-IR", True), ("ks-Deva", False), ("uz-Arab", True), ("en", False)],
)  # fmt: skip
def test_a_language_says_how_it_is_written(language: str, expected: bool):
    assert language_is_right_to_left(language) is expected


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_thousand_letters_without_a_space_break_nothing(
    chromium: Browser, questionnaire: Questionnaire, tmp_path: Path, width: int
):
    named = dict.fromkeys(("authority", "period", "marking", "state"), "W" * 200)
    own = asking(questionnaire, {}).replace(**named)
    part = handed(questionnaire, own, to="W" * 200, questions=("POL-01",)).parts[0]
    page = open_page(chromium, tmp_path, questionnaire, part, width=width)
    rows = ({"title": "W" * 1000, "reference": "W" * 500, "date": "W" * 1000},)
    page.answer("POL-01", Typed(note="W" * 1000, evidence=rows, action={"due": "W" * 1000}))
    page.sign(by="W" * 1000)
    found = parse_answers(page.save(), questionnaire, where="p", parts=True).answers
    entry = found.answer("POL-01")
    assert (entry.note, entry.by) == ("W" * 1000, None)
    assert entry.evidence[0].reference == "W" * 500
    page.tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    widths = page.tab.run("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    assert "This has 1\u00a0000 characters; at most 200 can be kept." in page.text(
        "[data-problems]"
    )
    assert page.tab.trouble == []
    page.tab.close()


def test_a_part_with_sixty_questions_answers_each_tick_with_its_own_question_only(
    chromium: Browser, questionnaire: Questionnaire, tmp_path: Path
):
    keys = tuple(questionnaire.by_id)[:60]
    part = handed(questionnaire, asking(questionnaire, {}), to="All", questions=keys).parts[0]
    page = open_page(chromium, tmp_path, questionnaire, part)
    assert page.text("[data-done]") == "0 of 60 answered"
    changed = page.tab.run("""
        new Promise(done => {
            const seen = new Set();
            new MutationObserver(found => {
                for (const one of found) {
                    const at = one.target.nodeType === 1 ? one.target : one.target.parentElement;
                    seen.add(at?.closest("[data-question]")?.id || "");
                }
                done([...seen].filter(Boolean));
            }).observe(document.body,
                {subtree: true, childList: true, characterData: true, attributes: true});
            document.querySelector("#POL-02 [data-field=points]").click();
        })
    """)
    assert changed == ["POL-02"]
    page.forget()
    page.tab.close()


def test_the_marking_stands_at_the_head_and_foot_of_every_printed_page(fresh: Page):
    assert all(words.count("RESTRICTED") >= 2 for words in printed(fresh))


def test_the_keys_of_the_browser_for_saving_save_the_part_not_the_page(fresh: Page):
    fresh.answer("POL-01", Typed(points=("a",)))
    stopped = fresh.tab.run("""
        !document.body.dispatchEvent(new KeyboardEvent("keydown",
            {key: "s", ctrlKey: true, bubbles: true, cancelable: true}))
    """)
    assert stopped
    assert "The part was given to your browser" in fresh.text("[data-saved]")


def test_a_browser_that_runs_no_script_says_so(
    chromium: Browser, questionnaire: Questionnaire, part: Answers, tmp_path: Path
):
    path = tmp_path / "part.html"
    path.write_bytes(web_page(questionnaire, part))
    tab = chromium.blank()
    tab.ask("Emulation.setScriptExecutionDisabled", value=True)
    tab.go(path)
    tab.ask("DOM.getDocument")
    tab.ask("Emulation.setScriptExecutionDisabled", value=False)
    banner = "document.querySelector('[data-banner=stopped]')"
    tab.run(f"Promise.all({banner}.getAnimations().map(one => one.finished)).then(() => 0)")
    assert tab.run(f"getComputedStyle({banner}).visibility") == "visible"
    assert "print it and fill it in by hand" in tab.run(f"{banner}.innerText")
    tab.close()


def test_a_hint_is_read_with_its_field(fresh: Page):
    described = """
        [...document.querySelectorAll(".field:has(.hint) :is(input, textarea, select)")]
            .filter(one => !document.getElementById(one.getAttribute("aria-describedby")))
            .map(one => one.outerHTML)
    """
    assert fresh.tab.run(described) == []
