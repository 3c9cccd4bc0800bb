"""How long a batch takes, as ratios to reading and decoding the same files, in one run.

.venv/bin/python benchmarks/batch.py [FILES ...]     1000 and 10000 unless told

The corpus is made from a seed, about 30 KB a file. All contenders run in turn, several times, each
in a process of its own; a ratio is taken within one turn, so that a drift of the machine touches
both sides. No result is cached between runs; the files are in the system's own cache for all.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from batch_corpus import write_corpus

from assessment.store import read_questionnaire

TURNS = 5
CIED = str(Path(sys.executable).parent / "cied")
CONTENDERS = str(Path(__file__).with_name("batch_contenders.py"))
FLOOR, ONE, TWO = "read + orjson.loads", "cied batch, one process", "cied batch, two processes"
LARGE = 20_000
"""From here on only ours and the floor run: the others would take the afternoon."""


def ways(folder: Path, out: Path, files: int) -> Mapping[str, Sequence[str]]:
    """The contenders by name, as commands."""
    ours = [CIED, "batch", str(folder), "-o", str(out), "--quiet", "--jobs"]
    other = [sys.executable, CONTENDERS]
    some = {
        FLOOR: [*other, "floor", str(folder), str(out)],
        ONE: [*ours, "1"],
        TWO: [*ours, "2"],
    }
    if files >= LARGE:
        return some
    return some | {
        "DuckDB, one thread": [*other, "duckdb", str(folder), str(out)],
        "pandas": [*other, "pandas", str(folder), str(out)],
    }


def run(command: Sequence[str]) -> tuple[float, float]:
    """Seconds, and the largest memory of one process in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure(files: int) -> dict[str, tuple[list[float], float]]:
    """Each contender's seconds, turn by turn, and its peak memory."""
    with tempfile.TemporaryDirectory() as base:
        folder, out = Path(base) / "answers", Path(base) / "scores.csv"
        write_corpus(folder, files, read_questionnaire())
        commands = ways(folder, out, files)
        turns = TURNS if files < LARGE else 3
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(turns):
            for name, command in commands.items():
                out.unlink(missing_ok=True)  # nobody pays for taking away what another one wrote
                found[name].append(run(command))
    return {
        name: ([seconds for seconds, _ in runs], max(memory for _, memory in runs))
        for name, runs in found.items()
    }


def show(files: int, found: Mapping[str, tuple[list[float], float]]) -> None:
    """A row a contender: its ratio to the floor with the spread, time a file, memory."""
    floor = found[FLOOR][0]
    for name, (seconds, memory) in found.items():
        print(
            f"| {files} | {name} | {ratio(seconds, floor)} | "
            f"{min(seconds) / files * 1e6:.0f} µs | {memory:.0f} MiB |"
        )
    print(f"| {files} | two processes, times one | {ratio(found[TWO][0], found[ONE][0])} | | |")


def ratio(seconds: Sequence[float], base: Sequence[float]) -> str:
    """The median of the ratios within each turn, and their spread."""
    ratios = [mine / other for mine, other in zip(seconds, base, strict=True)]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print("| files | what | times read + orjson.loads | time a file | peak memory |")
    print("| --- | --- | --- | --- | --- |")
    for files in [int(number) for number in sys.argv[1:]] or [1000, 10_000]:
        show(files, measure(files))


if __name__ == "__main__":
    main()
