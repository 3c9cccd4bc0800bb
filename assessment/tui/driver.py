"""Textual's driver for a terminal, with a reading of its own."""

from __future__ import annotations

import os
import re
import selectors
import signal
import sys
import termios
import tty
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from assessment.text import clean
from assessment.tui.picture import Picture

PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""What a terminal puts before and after a pasted text."""
# What a terminal replies when some earlier program asked for its kind, its colours or its keyboard.
_REPLY = re.compile(r"\x1b(?:\[[?>=][\d;]*[cnu]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\)")


class Incoming:
    """Turns bytes into text for the parser of keys.

    A pasted text is handed on whole and cleaned: where an escape stood in it, the parser would
    look for keys, and a digit among them would answer a question. Its end is the last mark of an
    end before a pause, so that such a mark inside of the text ends nothing.
    """

    def __init__(self) -> None:
        # Bytes of another encoding become a sign of their own: they must not end the reading.
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._pasted: list[str] | None = None
        """The parts of the text that is being pasted; None while none is."""
        self._before = ""
        """The last characters, in which the mark of a paste may have begun."""

    def take(self, data: bytes) -> str:
        """What can be handed on of some bytes just read."""
        return self._sort(self._decode(data))

    def pause(self) -> str:
        """What can be handed on now that nothing came for a moment."""
        if self._pasted is None or PASTED not in (whole := "".join(self._pasted)):
            return ""
        text, _, after = whole.rpartition(PASTED)
        self._pasted = None
        return clean(text) + PASTED + self._sort(after)

    def _sort(self, text: str) -> str:
        if self._pasted is not None:
            self._pasted.append(text)
            return ""
        whole = self._before + text
        index = whole.find(PASTE)
        if index < 0:
            self._before = whole[1 - len(PASTE) :]
            return _REPLY.sub("", text)
        keys = text[: index + len(PASTE) - len(self._before)]
        self._before = ""
        self._pasted = [text[len(keys) :]]
        return _REPLY.sub("", keys)


PAUSE = 0.1
"""Seconds without anything: a key of several characters, or a pasted text, has then ended."""
MAX_READ = 4096
"""Bytes read at once."""
SCREEN_AGAIN = "\x1b[?1049h\x1b[?25l\x1b[?1004h"
"""The screen apart, no cursor, word of the focus: as at the start."""
KEYS_AGAIN = "\x1b[=25u"
"""Keys told apart, as Textual asks for it; set and not pushed, since it is taken back once only."""


class TerminalLine:
    """The line to the terminal; what can no longer be written is dropped.

    Textual's thread that writes would end with the first error, and the program would then wait
    for room among what is to be written: for ever, deaf to every signal, with the file held.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write a text."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Write what is held back."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the line."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether a terminal is at its end."""
        return self._file.isatty()


class TerminalDriver(LinuxDriver):
    """Reads keys so that no pasted text and no foreign byte acts as one or ends the reading.

    One thread reads, for as long as the program has the terminal: two would share the keys out
    between them, and hand them on in another order than they were typed.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file: Any = TerminalLine(sys.__stderr__ or sys.stderr)
        self._picture = Picture()

    def write(self, data: str) -> None:
        """Write what the terminal does not show yet."""
        if sent := self._picture.changes(data, Size(*self._get_terminal_size())):
            super().write(sent)

    def forget_picture(self) -> None:
        """What is on the terminal is not known any more: all that is drawn is sent again."""
        self._picture.forget()

    def _sigtstp_application(self, *_: object) -> None:
        """Stop when asked to, between two events: in the midst of a write it would lock up."""
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop."""
        self._soon(self._go_on)

    def _soon(self, task: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the program has ended
            self._loop.call_soon_threadsafe(task)

    def _go_on(self) -> None:
        if not self._app.is_running:
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            # SIGSTOP asks nobody: the threads were stopped with the program, and go on with it.
            self._set_up_again()
        else:
            super()._sigcont_application()
            # Whoever had the terminal in the meantime wrote on it.
            self._app.refresh(layout=True)

    def _set_up_again(self) -> None:
        """Set the terminal up as it was before the stop: a shell has used it in the meantime."""
        with suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            attributes[tty.LFLAG] = self._patch_lflag(attributes[tty.LFLAG])
            attributes[tty.IFLAG] = self._patch_iflag(attributes[tty.IFLAG])
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)
        self.write(SCREEN_AGAIN)
        if not constants.DISABLE_KITTY_KEY:
            self.write(KEYS_AGAIN)
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        # The window may have another size by now.
        os.kill(os.getpid(), signal.SIGWINCH)
        self._app.refresh(layout=True)

    def run_input_thread(self) -> None:
        """Read until the program ends."""
        parser, incoming = XTermParser(self._debug), Incoming()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(PAUSE)
                if text := self._read(incoming) if ready else incoming.pause():
                    for message in parser.feed(text):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

    def _read(self, incoming: Incoming) -> str:
        data = b""
        with suppress(OSError):
            data = os.read(self.fileno, MAX_READ)
        if not data:
            # The terminal is gone. Where the system does not say so to the program, this does:
            # it would hold the file for ever.
            os.kill(os.getpid(), signal.SIGHUP)
            self.exit_event.wait()
        return incoming.take(data)
