"""A form filled in by hand in Chromium's own PDF viewer: clicked, typed, saved."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
from browser import Browser, Tab

_VIEWER = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/"
_PART = "document.querySelector('pdf-viewer')"
_SAVED = """.currentController.save('EDITED').then(saved => {
  const bytes = new Uint8Array(saved.dataToSave); let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text); })"""
_FRAME = f"{_PART}.shadowRoot.querySelector('#plugin').getBoundingClientRect().toJSON()"
MAX_WAIT = 60


class Viewer:
    """One PDF in the viewer."""

    def __init__(self, browser: Browser, tab: Tab, path: Path) -> None:
        self._tab = tab
        self._browser = browser
        self._places = dict(_places(path.read_bytes()))
        # All pages below each other without scrolling: nothing has to wait until it comes to rest.
        height = 1_200 * (1 + max(page for page, *_ in self._places.values())) + 200
        size = {"width": 1200, "height": height, "deviceScaleFactor": 1, "mobile": False}
        tab.ask("Emulation.setDeviceMetricsOverride", **size)
        tab.ask("Page.navigate", url=path.as_uri())
        self._session = self._attached()
        self._until(f"!!{_PART} && {_PART}.loadProgress_ === 100")

    def click(self, name: str) -> None:
        """Click on a field, by its whole name."""
        page, width, left, top = self._places[name]
        shown = self._run(f"{_PART}.viewport.getPageScreenRect({page})")
        frame = self._run(_FRAME)
        scale = shown["width"] / width
        x, y = frame["x"] + shown["x"] + left * scale, frame["y"] + shown["y"] + top * scale
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self._tab.ask(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )
        self._run(f"{_PART}.currentController.getPageBoundingBox(0)")  # it has seen the click

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        self.click(name)
        self._until(f"{_PART}.formFieldFocus_ === 'text'")
        self._tab.ask("Input.insertText", text=text)

    def choose(self, name: str, letter: str) -> None:
        """Choose from a list the entry that begins with a letter."""
        self.type(name, letter)

    def saved(self) -> bytes:
        """The file as the viewer saves it with the changes."""
        self.click("form.by")  # what is typed or chosen counts once another field is clicked
        return base64.b64decode(self._run(_PART + _SAVED))

    def _attached(self) -> str:
        end = time.monotonic() + MAX_WAIT
        while time.monotonic() < end:
            for target in self._browser.ask("Target.getTargets")["targetInfos"]:
                if target["url"].startswith(_VIEWER):
                    found = self._browser.ask(
                        "Target.attachToTarget", targetId=target["targetId"], flatten=True
                    )
                    return found["sessionId"]
            time.sleep(0.1)
        raise AssertionError("Chromium shows no PDF viewer.")

    def _until(self, script: str) -> None:
        end = time.monotonic() + MAX_WAIT
        while not self._run(script):
            assert time.monotonic() < end, script
            time.sleep(0.1)

    def _run(self, script: str) -> Any:
        answer = self._browser.ask(
            "Runtime.evaluate", self._session, expression=script, awaitPromise=True,
            returnByValue=True,
        )  # fmt: skip
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")


def _places(raw: bytes) -> Iterator[tuple[str, tuple[int, float, float, float]]]:
    """The middle of each field: its page, the width of that, points from the left and the top."""
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(raw)).pages):
        for item in page.get("/Annots", ()):
            field = item.get_object()
            if "/FT" in field:
                left, bottom, right, top = (float(edge) for edge in field["/Rect"])
                middle = float(page.mediabox.height) - (bottom + top) / 2
                yield _name(field), (number, float(page.mediabox.width), (left + right) / 2, middle)


def _name(field: Any) -> str:
    names = []
    while field is not None:
        names.append(str(field["/T"]))
        field = field["/Parent"].get_object() if "/Parent" in field else None
    return ".".join(reversed(names))
