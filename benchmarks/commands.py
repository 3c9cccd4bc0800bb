"""How long the commands take, as ratios to `python -c pass`, in one run on one machine.

.venv/bin/python benchmarks/commands.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

CIED = str(Path(sys.executable).parent / "cied")
FLOOR = (sys.executable, "-c", "pass")
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
RUNS = 15


def seconds(command: Sequence[str]) -> float:
    # As on a person's machine: what Python compiled at the first start is there at the next.
    environment = {key: value for key, value in os.environ.items() if key != NO_BYTECODE}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def ratios(command: Sequence[str], runs: int = RUNS) -> list[float]:
    """The command and the floor in turn, so that a drift of the machine touches both."""
    seconds(command)
    return sorted(seconds(command) / seconds(FLOOR) for _ in range(runs))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        example = str(Path(folder) / "example.json")
        subprocess.run([CIED, "example", "-o", example], check=True, capture_output=True)
        rows = (
            ("cied --help", (CIED, "--help"), 5),
            ("cied --version", (CIED, "--version"), 5),
            ("cied score FILE", (CIED, "score", example), 14),
            ("cied score FILE --robustness", (CIED, "score", example, "--robustness"), 20),
        )
        print("| command | times `python -c pass` (median, lowest to highest) | at most |")
        print("| --- | --- | --- |")
        for name, command, bound in rows:
            found = ratios(command)
            median = statistics.median(found)
            print(f"| `{name}` | {median:.1f} ({found[0]:.1f} to {found[-1]:.1f}) | {bound} |")


if __name__ == "__main__":
    main()
