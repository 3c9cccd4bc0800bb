"""What a report costs: against Chromium printing the same page, in memory, and a second time.

.venv/bin/python benchmarks/report.py

Both print the same HTML of the example's full edition, in turn, each time in a new process, so that
a drift of the machine touches both. What counts is processor time, of all processes of a program
together: Chromium shares its work out to several, and what else the machine does is in neither. On
a machine with nothing else to do Chromium is quicker by the clock than by this. Two comparisons:

- the printing alone: `make_pdf`, timed inside its process after the imports, against a whole
  `chromium --headless --print-to-pdf` (its start is in its time: it cannot be taken out);
- the whole command: `cied report FILE`, from the start of Python on, against the same.

The peak of memory is what the system says of the process of `cied report` when it has ended.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CIED = str(Path(sys.executable).parent / "cied")
RUNS = 5
MEMORY = 330
"""At most, in MB (a million bytes)."""
RATIO = 1.8
"""At most, against Chromium."""
INSIDE = """
import gc, sys, time
from pathlib import Path
from assessment.assess import assess
from assessment.report import ReportOptions, make_html, make_pdf, printing
from assessment.report.pdf.loader import load_renderer
from assessment.store import read_answers, read_questionnaire
questionnaire = read_questionnaire()
assessment = assess(questionnaire, read_answers(Path(sys.argv[1]), questionnaire).answers)
gc.disable()  # as the command does
make_html(assessment, ReportOptions())
load_renderer()
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    make_pdf(assessment, ReportOptions())
    print(time.process_time() - start)
"""


def seconds(command: Sequence[str]) -> float:
    """The processor time of a command and of all that it started."""
    start = _spent()
    subprocess.run(command, check=True, capture_output=True)
    _wait_for_all()
    return _spent() - start


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _adopt_orphans() -> None:
    """Be told of the processes, too, whose own parent ended before them: Chromium has such."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _wait_for_all() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def chromium(page: Path, out: Path, profile: Path) -> float:
    """A whole run of Chromium, with a profile that was used before."""
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("Chromium is needed: apt-get install chromium")
    return seconds(
        (
            *(program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *(f"--user-data-dir={profile}", f"--print-to-pdf={out}", page.as_uri()),
        )
    )


def printing(file: Path, times: int = 1) -> list[float]:
    """`make_pdf` alone, so often in one new process."""
    command = (sys.executable, "-c", INSIDE, str(file), str(times))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(line) for line in done.stdout.split()]


def peak(command: Sequence[str]) -> float:
    """The peak of a process's memory, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"It failed: {' '.join(command)}")
    return usage.ru_maxrss * 1024 / 1e6


def row(name: str, values: Sequence[float], unit: str, bound: str = "") -> None:
    ordered = sorted(values)
    spread = f"{ordered[0]:.2f} to {ordered[-1]:.2f}"
    print(f"| {name} | {statistics.median(ordered):.2f} {unit} ({spread}) | {bound} |", flush=True)


def main() -> None:
    _adopt_orphans()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, page, pdf = folder / "example.json", folder / "page.html", folder / "report.pdf"
        subprocess.run((CIED, "example", "-o", str(file)), check=True, capture_output=True)
        subprocess.run((CIED, "report", str(file), "-o", str(page)), check=True)
        whole = (CIED, "report", str(file), "-o", str(pdf))
        theirs, profile = folder / "chromium.pdf", folder / "profile"
        chromium(page, theirs, profile)
        seconds(whole)
        rounds = [
            (chromium(page, theirs, profile), printing(file)[0], seconds(whole))
            for _ in range(RUNS)
        ]
        print("| full edition of the example | median (lowest to highest) | at most |")
        print("| --- | --- | --- |")
        row("Chromium, a whole run", [item[0] for item in rounds], "s")
        row("`make_pdf` alone", [item[1] for item in rounds], "s")
        row("`cied report`, the whole command", [item[2] for item in rounds], "s")
        row("`make_pdf` alone / Chromium", [b / a for a, b, _ in rounds], "times", f"{RATIO}")
        row("`cied report` / Chromium", [c / a for a, _, c in rounds], "times")
        row("peak of memory of `cied report`", [peak(whole) for _ in range(3)], "MB", f"{MEMORY}")
        first, second = printing(file, 2)
        row("a second report in the same process / the first", [second / first], "times")


if __name__ == "__main__":
    main()
