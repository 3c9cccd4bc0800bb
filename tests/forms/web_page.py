"""A form in a real browser, as a person works at it: types, ticks, saves, opens again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from browser import Browser, Tab

from assessment.answers import PROSE, Action, Answers, Evidence
from assessment.forms.model import FormAnswer
from assessment.forms.web import web_page
from assessment.questionnaire import Questionnaire
from assessment.text import clean

DRIVER = """
globalThis.told = (control) => {
    control.dispatchEvent(new Event("input", {bubbles: true}));
    control.dispatchEvent(new Event("change", {bubbles: true}));
};
globalThis.typed = (control, value) => { control.value = value; told(control); };
globalThis.ticked = (control, value) => { if (control.checked !== value) control.click(); };
globalThis.answer = (key, fields) => {
    const question = document.getElementById(key);
    for (const [name, value] of Object.entries(fields)) {
        for (const control of question.querySelectorAll(`[data-field="${name}"]`)) {
            if (control.type === "radio") { if (control.value === value) ticked(control, true); }
            else if (Array.isArray(value)) ticked(control, value.includes(control.value));
            else if (control.type === "checkbox") ticked(control, value);
            else typed(control, value);
        }
    }
    for (const [number, row] of (fields.evidence || []).entries()) {
        const rows = question.querySelector("[data-rows]");
        if (!rows.children[number]) question.querySelector('[data-do="add"]').click();
        for (const [name, value] of Object.entries(row)) {
            typed(rows.children[number].querySelector(`[data-cell="${name}"]`), value);
        }
    }
};
globalThis.fresh = (key) => {
    const question = document.getElementById(key);
    question.querySelector('[data-do="clear"]').click();
    for (const row of question.querySelectorAll('[data-do="remove"]')) row.click();
};
globalThis.head = (fields) => {
    for (const [name, value] of Object.entries(fields)) {
        typed(document.querySelector(`[data-head="${name}"]`), value);
    }
};
globalThis.save = async () => {
    const make = URL.createObjectURL;
    let saved = null;
    URL.createObjectURL = (blob) => { saved = blob; return make(blob); };
    const stay = (event) => { if (event.target.download) event.preventDefault(); };
    addEventListener("click", stay, true);
    document.querySelector('[data-do="save"]').click();
    removeEventListener("click", stay, true);
    URL.createObjectURL = make;
    return saved.text();
};
0
"""


@dataclass(frozen=True)
class Typed:
    """What somebody types and ticks at one question."""

    mode: str = "points"
    points: tuple[str, ...] = ()
    low: str = ""
    alone: str = ""
    reason: str = ""
    confidence: str = ""
    note: str = ""
    release: str = ""
    confirmed: bool = False
    evidence: tuple[Mapping[str, str], ...] = ()
    action: Mapping[str, Any] = field(default_factory=dict)

    @property
    def controls(self) -> dict[str, Any]:
        """The controls of the page, and what they get."""
        plain = {"points": list(self.points), "evidence": [dict(row) for row in self.evidence]}
        names = ("mode", "low", "alone", "reason", "confidence", *PROSE, "confirmed")
        plain |= {name: getattr(self, name) for name in names}
        return plain | {f"action.{name}": value for name, value in self.action.items()}

    @property
    def meant(self) -> FormAnswer:
        """What it means, in the words of the one model behind all forms."""
        answered = FormAnswer(
            confidence=self.confidence or None,
            evidence=tuple(
                Evidence(**{**row, "date": None}) for row in self.evidence if any(row.values())
            ),
            **{name: getattr(self, name) for name in PROSE},
            action=self._action,
            confirmed=self.confirmed,
        )
        if self.mode == "points":
            low = int(self.low) if self.low else None
            return replace(answered, points=self.points, level=low)
        if self.mode == "level":
            return replace(answered, level=int(self.alone) if self.alone else None)
        if self.mode == "not_applicable" and not clean(self.reason).strip():
            return answered  # its reason is missing, so the state is left out
        reason = self.reason if self.mode == "not_applicable" else ""
        return replace(answered, status=self.mode, reason=reason)

    @property
    def _action(self) -> Action | None:
        if not self.action:
            return None
        costs = {name: int(self.action[name]) if self.action.get(name) else None
                 for name in ("cost", "funded")}  # fmt: skip
        return Action.model_validate({**self.action, **costs})


class Page:
    """The page of one part in a tab of the browser."""

    def __init__(self, tab: Tab, path: Path) -> None:
        self.tab, self.path = tab, path
        tab.run(DRIVER)

    def answer(self, key: str, typed: Typed) -> None:
        """Answer one question, whatever stood there before."""
        self.tab.run(
            f"fresh({json.dumps(key)}); answer({json.dumps(key)}, {json.dumps(typed.controls)})"
        )

    def control(self, key: str, **controls: Any) -> None:
        """Type into single controls of a question; two low lines stand for a full stop."""
        named = {name.replace("__", "."): value for name, value in controls.items()}
        self.tab.run(f"answer({json.dumps(key)}, {json.dumps(named)})")

    def sign(self, **names: str) -> None:
        """Say who fills it in, when, and who approved it."""
        self.tab.run(f"head({json.dumps(names)})")

    def save(self) -> bytes:
        """Press the button; what the browser was given as a file."""
        return self.tab.run("save()").encode()

    def text(self, selector: str) -> str:
        """What can be read at a place; empty where it is not shown."""
        found = f"document.querySelector({json.dumps(selector)})"
        script = f"(one => one && one.checkVisibility() ? one.innerText : '')({found})"
        return self.tab.run(script).strip()

    def load(self, file: Path) -> None:
        """Open a file that was saved before."""
        root = self.tab.ask("DOM.getDocument")["root"]["nodeId"]
        place = self.tab.ask("DOM.querySelector", nodeId=root, selector="[data-load]")["nodeId"]
        self.tab.run("document.querySelector('[data-loaded]').hidden = true")
        self.tab.ask("DOM.setFileInputFiles", files=[str(file)], nodeId=place)
        self.tab.run(
            "new Promise(done => { const wait = () => document.querySelector('[data-loaded]')"
            ".hidden ? setTimeout(wait, 10) : done(); wait(); })"
        )

    def fields(self) -> list[Any]:
        """What stands in every control."""
        script = """
        [...document.querySelectorAll("[data-field], [data-cell], [data-head]")].map(one =>
            ["checkbox", "radio"].includes(one.type) ? [one.value, one.checked] : one.value)
        """
        return self.tab.run(script)

    def forget(self) -> None:
        """Begin with the part as it was handed out; pages from one disk share what is kept."""
        self.tab.run("globalThis.confirm = () => true")
        self.tab.run("document.querySelector('[data-do=forget]').click()")
        self.tab.run("localStorage.clear()")

    def again(self) -> None:
        """Close the page and open it again."""
        self.tab.reload()
        self.tab.run(DRIVER)


def open_page(
    browser: Browser, folder: Path, questionnaire: Questionnaire, part: Answers, width: int = 1200
) -> Page:
    """A part as a page, opened in the browser as for the first time."""
    path = folder / "part.html"
    path.write_bytes(web_page(questionnaire, part))
    page = Page(browser.open(path, width=width), path)
    page.forget()
    return page
