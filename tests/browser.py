"""A real headless Chromium, spoken to through a pipe: nothing else need be installed for it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-background-networking", "--remote-debugging-pipe"),
)
AXE = "axe-core@4.11.0"
TROUBLE = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")


class Browser:
    """One browser; each page gets a tab of its own."""

    def __init__(self, requests: int, answers: int) -> None:
        self._out = os.fdopen(requests, "wb", buffering=0)
        self._in = os.fdopen(answers, "rb")
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def ask(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Ask the browser for something, and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._out.write(json.dumps(message).encode() + b"\0")
        while True:
            said = self._read()
            if said.get("id") == self._number:
                assert "error" not in said, said
                return said["result"]
            self.events.append(said)

    def _read(self) -> dict[str, Any]:
        said = bytearray()
        while (item := self._in.read(1)) != b"\0":
            assert item, "The browser is gone."
            said += item
        return json.loads(said)

    def open(self, path: Path, width: int = 1200) -> Tab:
        """A page in a tab of its own, loaded to the end."""
        tab = self.blank(width)
        tab.go(path)
        return tab

    def blank(self, width: int = 1200) -> Tab:
        """A tab with nothing in it yet."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session, target)
        for domain in ("Page", "Runtime", "Log", "Network"):
            tab.ask(f"{domain}.enable")
        size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
        tab.ask("Emulation.setDeviceMetricsOverride", **size)
        return tab

    def wait(self, method: str, session: str, **params: Any) -> dict[str, Any]:
        """Wait until something has happened in a page, and say what."""
        while not (found := self._seen(method, session, params)):
            self.events.append(self._read())
        return found[-1]["params"]

    def forget(self, session: str) -> None:
        """Forget what has happened in a page."""
        self.events = [event for event in self.events if event.get("sessionId") != session]

    def _seen(self, method: str, session: str, params: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            event
            for event in self.events
            if event.get("method") == method
            and event.get("sessionId") == session
            and params.items() <= event["params"].items()
        ]

    def close(self) -> None:
        """End the browser."""
        self.ask("Browser.close")
        self._out.close()
        self._in.close()


class Tab:
    """One page in the browser."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self._browser, self._session, self._target = browser, session, target

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the page for something."""
        return self._browser.ask(method, self._session, **params)

    def run(self, script: str) -> Any:
        """The value of a script, awaited."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def serious_violations(self, axe: str) -> list[tuple[Any, ...]]:
        """What axe finds that keeps people out; it runs inside the page."""
        self.run(f"{axe}; 0")
        found = self.run("axe.run({resultTypes: ['violations']}).then(r => JSON.stringify(r))")
        return [
            (load["id"], load["help"], len(load["nodes"]), load["nodes"][0]["html"][:200])
            for load in json.loads(found)["violations"]
            if load["impact"] in ("serious", "critical")
        ]

    def forget_events(self) -> None:
        """Forget what has happened in the page."""
        self._browser.forget(self._session)

    def go(self, path: Path) -> None:
        """Load a page to the end."""
        self.forget_events()
        self.ask("Page.navigate", url=path.as_uri())
        self.wait("Page.loadEventFired")

    def reload(self) -> None:
        """The page loaded again, to the end; what it had done before is forgotten."""
        self.forget_events()
        self.ask("Page.reload")
        self.wait("Page.loadEventFired")

    def wait(self, method: str, **params: Any) -> dict[str, Any]:
        """Wait until something has happened in the page, and say what."""
        return self._browser.wait(method, self._session, **params)

    def events(self, *methods: str) -> list[dict[str, Any]]:
        """What happened in the page."""
        return [
            event["params"]
            for event in self._browser.events
            if event.get("sessionId") == self._session and event.get("method") in methods
        ]

    @property
    def trouble(self) -> list[dict[str, Any]]:
        """Every error, warning or word on the console."""
        return self.events(*TROUBLE)

    @property
    def requests(self) -> list[str]:
        """Every address that was asked for."""
        return [event["request"]["url"] for event in self.events("Network.requestWillBeSent")]

    def close(self) -> None:
        """Close the page."""
        self._browser.ask("Target.closeTarget", targetId=self._target)


@contextlib.contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own, ended at the end."""
    program = shutil.which("chromium")
    assert program, "Debian's chromium is needed: apt-get install chromium"
    theirs_in, ours_out = _pipe()
    ours_in, theirs_out = _pipe()
    line = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
    process = subprocess.Popen(
        ["bash", "-c", line, "bash", program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    found = Browser(ours_out, ours_in)
    try:
        yield found
        found.close()
        process.wait(timeout=20)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _pipe() -> tuple[int, int]:
    """The two ends of a pipe, under numbers that the browser's own do not meet."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


def axe_script(folder: Path) -> str:
    """The source of axe-core, one exact version out of npm, installed into a folder."""
    subprocess.run(
        ["npm", "install", "--no-save", "--no-package-lock", "--prefix", str(folder), AXE],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    return (folder / "node_modules/axe-core/axe.min.js").read_text()
