"""The most memory that a command takes, whatever the size of the process that asks.

On Linux a new process begins with the peak of the one it was started from, and that of a run of all
tests is larger than any bound. So a small process stands between the two.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

BETWEEN = """
import resource, subprocess, sys
status = subprocess.run(
    sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def status_and_peak(command: Sequence[str | Path]) -> tuple[int, int]:
    """The exit status of a command, and the most memory it took, in kilobytes."""
    asked = [sys.executable, "-S", "-c", BETWEEN, *map(str, command)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    status, peak = map(int, said.split())
    return status, peak
