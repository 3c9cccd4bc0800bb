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
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

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


class Cost(NamedTuple):
    """What one run takes."""

    seconds: float
    processor: float
    """Seconds of processor time, of all its processes."""
    memory: float
    """The largest memory of one process, in MiB."""


def run(command: Sequence[str]) -> Cost:
    """Run a contender, and see what it takes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    seconds = time.perf_counter() - start
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(files: int) -> dict[str, list[Cost]]:
    """What each contender takes, turn by turn."""
    with tempfile.TemporaryDirectory() as base:
        folder, out = Path(base) / "answers", Path(base) / "scores.csv"
        write_corpus(folder, files, read_questionnaire())
        commands = ways(folder, out, files)
        turns = TURNS if files < LARGE else 3
        found: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(turns):
            for name, command in commands.items():
                out.unlink(missing_ok=True)  # nobody pays for taking away what another one wrote
                found[name].append(run(command))
    return found


def show(files: int, found: Mapping[str, Sequence[Cost]]) -> None:
    """A row a contender: its ratios to the floor with the spread, time a file, memory."""
    for name, runs in found.items():
        least = min(run.seconds for run in runs) / files * 1e6
        memory = max(run.memory for run in runs)
        print(
            f"| {files} | {name} | {ratio(runs, found[FLOOR], SECONDS)} | "
            f"{ratio(runs, found[FLOOR], PROCESSOR)} | {least:.0f} µs | {memory:.0f} MiB |"
        )
    both = (ratio(found[TWO], found[ONE], kind) for kind in (SECONDS, PROCESSOR))
    print(f"| {files} | two processes, times one | {' | '.join(both)} | | |")


SECONDS, PROCESSOR = attrgetter("seconds"), attrgetter("processor")


def ratio(mine: Sequence[Cost], base: Sequence[Cost], of: Callable[[Cost], float]) -> str:
    """The median of the ratios within each turn, and their spread."""
    ratios = [of(item) / of(other) for item, other in zip(mine, base, strict=True)]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print("| files | what | times read + orjson.loads | in processor time | a file | memory |")
    print("| --- | --- | --- | --- | --- | --- |")
    for files in [int(number) for number in sys.argv[1:]] or [1000, 10_000]:
        show(files, measure(files))


if __name__ == "__main__":
    main()
