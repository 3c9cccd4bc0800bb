"""The same file gives the same bytes, whoever makes the report, wherever and whenever."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from printed import EDITIONS, Press
from synthetic import SMALL, answers

from assessment.answers import Answers
from assessment.questionnaire import Questionnaire
from assessment.store import write_answers

pytestmark = pytest.mark.slow

LATER = """
import time
_time, _local, _gm = time.time, time.localtime, time.gmtime
time.time = lambda: _time() + {seconds}
time.time_ns = lambda: int(time.time() * 1e9)
time.localtime = lambda given=None: _local(time.time() if given is None else given)
time.gmtime = lambda given=None: _gm(time.time() if given is None else given)
_form = time.strftime
time.strftime = lambda form, given=None: _form(form, given or time.localtime())
"""
"""What a child process runs before anything else: its clock is years ahead."""
AHEAD = 3 * 365 * 86400
SCRIPT = """
import sys, time
from assessment.cli.main import run
print(time.strftime("%Y %Z"), file=sys.stderr)
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Another date, time zone, home, user, language and seed of hashes."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "sitecustomize.py").write_text(LATER.format(seconds=AHEAD))
    home = folder / "home"
    home.mkdir()
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(folder),
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "HOME": str(home),
        "USER": "somebody",
        "LOGNAME": "somebody",
        "LANG": "C",
        "LC_ALL": "C",
        "TMPDIR": str(home),
    }


def made(arguments: list[str], folder: Path, **surroundings: str) -> tuple[dict[str, str], str]:
    """The digest of every file that a fresh process writes into an empty folder."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    files = {
        item.relative_to(folder).as_posix(): item for item in folder.rglob("*") if item.is_file()
    }
    digests = {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}
    return digests, done.stderr


WISHES = {
    "full page": ["--html", "-o", "full.html"],
    "partner page": ["--edition", "partner", "--html", "-o", "partner.html"],
    "public": ["--edition", "public", "-o", "public.pdf"],
    "ministry": ["--edition", "ministry", "--ministry", "Customs", "-o", "customs.pdf"],
}
SMALL_WISHES = {
    "full": ["-o", "full.pdf"],
    "archive": ["-o", "full.pdf", "--archive"],
}
"""What is printed of a small questionnaire: all that the example has stands in the page above."""


@pytest.mark.parametrize("name", WISHES)
def test_another_date_zone_home_user_language_and_folder(
    name: str, elsewhere: dict[str, str], example: Answers, tmp_path: Path
):
    made_the_same(WISHES[name], example, elsewhere, tmp_path)


@pytest.mark.parametrize("name", SMALL_WISHES)
def test_the_same_of_a_small_questionnaire(
    name: str, elsewhere: dict[str, str], small: Questionnaire, tmp_path: Path
):
    given = answers(small, {"AAA-01": 1, "AAA-02": 3, "BBB-01": 2})
    wish = [*SMALL_WISHES[name], "--questionnaire", str(SMALL)]
    made_the_same(wish, given, elsewhere, tmp_path)


def made_the_same(wish: list[str], given: Answers, elsewhere: dict[str, str], tmp_path: Path):
    """One file comes of a wish, here and elsewhere, with the same bytes."""
    here_file, there_file = tmp_path / "a.json", tmp_path / "other" / "b.json"
    there_file.parent.mkdir()
    for file in (here_file, there_file):
        write_answers(file, given)
    os.utime(there_file, (1, 1))
    here, said_here = made(["report", str(here_file), *wish], tmp_path / "x", **os.environ)
    there, said_there = made(
        ["report", str(there_file), *wish], tmp_path / "deep-down", **elsewhere
    )
    assert said_here.splitlines()[0] != said_there.splitlines()[0]
    assert len(here) == 1
    assert here == there


def test_the_blank_form(elsewhere: dict[str, str], tmp_path: Path):
    wish = ["report", "--blank", "-o", "blank.pdf"]
    assert made(wish, tmp_path / "a", **os.environ)[0] == made(wish, tmp_path / "b", **elsewhere)[0]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_order_of_the_answers_in_the_file_changes_nothing(
    press: Press, example: Answers, edition: str
):
    other = example.model_copy(update={"answers": dict(reversed(example.answers.items()))})
    # Straight to the page: what is made once is kept under the digest, which is the same.
    from assessment.report import make_html

    options = press.options(example, edition)
    pages = {make_html(press.assessment(item, edition), options) for item in (example, other)}
    assert len(pages) == 1


def test_a_second_report_in_the_same_process_is_the_same(press: Press, example: Answers):
    from assessment.report import make_pdf

    again = make_pdf(press.assessment(example, "public"), press.options(example, "public"))
    same = again == press.pdf(example, "public")
    assert same


def test_no_font_is_left_among_the_temporary_files(
    press: Press, example: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from assessment.report import make_pdf

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make_pdf(press.assessment(example, "public"), press.options(example, "public"))
    assert not list(tmp_path.iterdir())
