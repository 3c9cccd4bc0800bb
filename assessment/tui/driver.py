"""Textual's driver for a terminal, with a reading of its own."""

from __future__ import annotations

import os
import selectors
import signal
from contextlib import suppress

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from assessment.tui.incoming import Incoming

PAUSE = 0.1
"""Seconds without anything: a key of several characters, or a pasted text, has then ended."""
MOST = 4096
"""Bytes read at once."""


class TerminalDriver(LinuxDriver):
    """Reads keys so that no pasted text and no foreign byte acts as one or ends the reading."""

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
            data = os.read(self.fileno, MOST)
        if not data:
            # The terminal is gone. Where the system does not say so to the program, this does:
            # it would hold the file for ever.
            os.kill(os.getpid(), signal.SIGHUP)
            self.exit_event.wait()
        return incoming.take(data)
