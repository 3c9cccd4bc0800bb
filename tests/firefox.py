"""A real headless Firefox, spoken to in its own protocol (Marionette): nothing else is needed."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PREFERENCES = """
user_pref("marionette.port", 0);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.sessionstore.resume_from_crash", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.download.folderList", 2);
user_pref("browser.download.always_ask_before_handling_new_types", false);
user_pref("browser.download.manager.addToRecentDocs", false);
"""
MAX_WAIT = 120.0
"""Seconds until a Firefox that does not start or answer is given up."""


class Firefox:
    """One browser with one window."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=MAX_WAIT)
        self._number = 0
        self._read()  # it introduces itself
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {}})

    def ask(self, command: str, **params: Any) -> Any:
        """Ask the browser for something, and wait for its answer."""
        self._number += 1
        message = json.dumps([0, self._number, command, params])
        self._socket.sendall(f"{len(message)}:{message}".encode())
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def _read(self) -> Any:
        length = b""
        while (item := self._socket.recv(1)) != b":":
            assert item, "The browser is gone."
            length += item
        said = b""
        while len(said) < int(length):
            said += self._socket.recv(int(length) - len(said))
        return json.loads(said)

    def open(self, path: Path) -> None:
        """Load a page to the end."""
        self.ask("WebDriver:Navigate", url=path.as_uri())

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        body = f"return (0, eval)({json.dumps(script)})"
        return self.ask("WebDriver:ExecuteScript", script=body, args=[], sandbox=None)["value"]

    def reload(self) -> None:
        """Load the page again."""
        self.ask("WebDriver:Refresh")

    def close(self) -> None:
        """End the browser."""
        self.ask("Marionette:Quit", flags=["eForceQuit"])
        self._socket.close()


@contextlib.contextmanager
def firefox(profile: Path, downloads: Path) -> Iterator[Firefox]:
    """A browser with a profile of its own, ended at the end; files that it saves go to a folder."""
    program = shutil.which("firefox-esr")
    assert program, "Debian's firefox-esr is needed: apt-get install firefox-esr"
    folder = f'user_pref("browser.download.dir", {json.dumps(str(downloads))});\n'
    (profile / "user.js").write_text(PREFERENCES + folder)
    process = subprocess.Popen(
        [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(profile)},
    )
    try:
        found = Firefox(_port(profile, process))
        yield found
        found.close()
        process.wait(timeout=20)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _port(profile: Path, process: subprocess.Popen[bytes]) -> int:
    """The port that it listens on, once it has written it into its profile."""
    file = profile / "MarionetteActivePort"
    end = time.monotonic() + MAX_WAIT
    while time.monotonic() < end:
        assert process.poll() is None, "Firefox did not start."
        if file.exists() and (text := file.read_text().strip()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError("Firefox did not start in time.")
