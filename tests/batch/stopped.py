"""A run of the real process that is stopped at a moment that the test decides."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

CIED = str(Path(sys.executable).parent / "cied")
FILES = 1200
TOLD = 300


class Stopped:
    """A run that read some of an archive, told what it could not score, and was stopped."""

    def __init__(self, archive: bytes, out: Path, *arguments: str, number: int = signal.SIGINT):
        pipe = out.with_name("all.tar.gz")
        os.mkfifo(pipe)
        self._running = subprocess.Popen(
            [CIED, "batch", "all.tar.gz", "-o", out.name, "--quiet", *arguments],
            cwd=out.parent, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        with pipe.open("wb") as stream:
            stream.write(archive[: len(archive) * 5 // 6])
            stream.flush()
            # The rest never comes: the run waits for it, and is stopped while it waits.
            first = self._line(self._running.stderr)
            os.killpg(self._running.pid, number)
            _, rest = self._running.communicate(timeout=60)
        pipe.unlink()
        self.status = self._running.returncode
        self.said = (first + rest).decode()

    @staticmethod
    def _line(stream: IO[bytes] | None) -> bytes:
        assert stream
        return stream.readline()
