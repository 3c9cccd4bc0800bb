"""The installed `cied` in a real pseudo-terminal, and what a person sees on it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pexpect
import pyte

from assessment.tui.memory import Memory
from assessment.tui.question.habits import ASK_BY, OFF

CIED = Path(sys.executable).with_name("cied")
MAX_WAIT = 30.0
"""Seconds; only a failure waits so long."""
ENTER, ESCAPE, DOWN, TAB = "\r", "\x1b", "\x1b[B", "\t"
PASTE = "\x1b[200~{}\x1b[201~"


class Terminal:
    """One run of the program, with a screen of its own."""

    def __init__(self, folder: Path, *arguments: str, size: tuple[int, int] = (100, 30),
                 **environment: str) -> None:  # fmt: skip
        width, height = size
        self.folder = folder
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.process = pexpect.spawn(
            str(CIED),
            [*arguments],
            cwd=str(folder),
            env=surroundings(folder, **environment),
            dimensions=(height, width),
            timeout=MAX_WAIT,
        )
        self.process.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.close(force=True)

    @property
    def text(self) -> str:
        """The screen as one run of words."""
        return " ".join("\n".join(self.screen.display).split())

    def read(self, seconds: float = 0.05) -> bool:
        """Read what the program has written; whether there was anything."""
        try:
            found = self.process.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return False
        self.raw += found
        self._stream.feed(_known(found))
        return True

    def until(self, *words: str) -> Terminal:
        """Wait until all of these words stand on the screen, wherever a line breaks them."""
        # A line of a plain prompt ends in mid-word, where a path before it is long.
        wanted = ["".join(word.split()) for word in words]
        end = time.monotonic() + MAX_WAIT
        while not all(word in "".join(self.text.split()) for word in wanted):
            self.read()
            if time.monotonic() > end or not (self.process.isalive() or self.read()):
                raise AssertionError(f"{words} did not come:\n" + "\n".join(self.screen.display))
        return self

    def until_gone(self, words: str) -> Terminal:
        """Wait until these words stand on the screen no longer."""
        end = time.monotonic() + MAX_WAIT
        while words in self.text:
            self.read()
            if time.monotonic() > end:
                raise AssertionError(f"{words} stays:\n" + "\n".join(self.screen.display))
        return self

    def press(self, *keys: str) -> Terminal:
        """Press keys or type texts."""
        for key in keys:
            self.process.send(key)
            self.read()
        return self

    def paste(self, text: str) -> Terminal:
        """Paste a text, as a terminal brackets it; a large one in parts, as the line takes it."""
        data = PASTE.format(text).encode()
        for place in range(0, len(data), 2048):
            os.write(self.process.child_fd, data[place : place + 2048])
            self.read(0.001)
        return self

    def resize(self, width: int, height: int) -> Terminal:
        """Give the window another size."""
        self.screen.resize(height, width)
        self.process.setwinsize(height, width)
        return self

    def kill(self) -> None:
        """As `kill -9` does."""
        self.process.kill(signal.SIGKILL)
        self.process.wait()

    def ended(self) -> int:
        """Wait for the end; the exit status, negative where a signal ended it."""
        end = time.monotonic() + MAX_WAIT
        while self.process.isalive():
            self.read()
            if time.monotonic() > end:
                raise AssertionError("it did not end:\n" + "\n".join(self.screen.display))
        while self.read():
            continue
        status: Any = self.process.exitstatus
        return status if status is not None else -self.process.signalstatus


def not_asked_who_answers(state: Path) -> None:
    """Somebody chose before that no session asks who is answering; what asks has its own tests."""
    memory = Memory(state / "cied" / "sessions.json")
    if not memory.setting(ASK_BY):
        memory.set(ASK_BY, OFF)


def surroundings(folder: Path, **changes: str) -> dict[str, str]:
    """An environment that holds nothing of this machine, but how to find the program's files."""
    state = Path(changes.get("XDG_STATE_HOME", folder / "state"))
    not_asked_who_answers(state)
    return {
        "HOME": str(folder),
        "XDG_STATE_HOME": str(state),
        "PATH": os.environ.get("PATH", ""),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        # A disk that is made full for a test must not truncate what others import.
        "PYTHONDONTWRITEBYTECODE": "1",
        **changes,
    }


def _known(found: bytes) -> bytes:
    # Asks of newer terminals that the screen of these tests would print: the keyboard's protocol.
    for asked in (b"\x1b[>1u", b"\x1b[<u"):
        found = found.replace(asked, b"")
    return found
