"""The wheel: everything that is needed, nothing that is not, and it runs outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("assessment", "questionnaires", "reports")

pytestmark = pytest.mark.slow


@lru_cache
def tracked() -> list[str]:
    """What version control knows of the rooms that ship.

    Of a source that came as an archive: what it would know, were it asked.
    """
    with tempfile.TemporaryDirectory() as folder:
        if (ROOT / ".git").exists():
            asked = ["git", "ls-files"]
        else:
            subprocess.run(["git", "init", "-q", "--bare", folder], check=True)
            other = ["git", f"--git-dir={folder}", f"--work-tree={ROOT}", "ls-files"]
            asked = [*other, "--others", "--exclude-standard"]
        done = subprocess.run(
            [*asked, "-z", "--", *ROOMS], cwd=ROOT, capture_output=True, check=True
        )
    return sorted(name for name in done.stdout.decode().split("\0") if name)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout's tracked files, with answer files that somebody left in it."""
    copy = tmp_path_factory.mktemp("checkout")
    head = [".gitignore", "pyproject.toml", "README.md", "LICENSE"]
    for name in [*tracked(), *head]:
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
    for folder in ("questionnaires", "questionnaires/unga-75-59", "reports", "assessment"):
        for ending in (".json", ".json.bak", ".json.lock", ".pdf"):
            (copy / folder / f"secret{ending}").write_text("{}")
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            "--wheel",
            "-o",
            str(folder),
            str(checkout),
        ],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    return next(folder.glob("*.whl"))


def shipped(wheel: Path) -> list[str]:
    """What the wheel holds, under the names that it has in the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    for room in ROOMS[1:]:
        names = [
            name.removeprefix("assessment/") if name.startswith(f"assessment/{room}/") else name
            for name in names
        ]
    return sorted(names)


def test_the_wheel_holds_what_version_control_holds(wheel: Path):
    there = [name for name in tracked() if (ROOT / name).is_file()]
    assert shipped(wheel) == there


def test_no_answer_file_that_somebody_left_behind_is_in_it(wheel: Path):
    assert not [name for name in shipped(wheel) if "secret" in name]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; the libraries are those of this one."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    site = next(folder.glob("lib/python3.*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries) + "\n")
    return folder / "bin" / "python"


def test_it_runs_outside_the_checkout(installed: Path, tmp_path: Path):
    clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    def cied(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = "from assessment.cli.main import main; main()"
        return subprocess.run(
            [str(installed), "-c", code, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env=clean,
        )

    where = subprocess.run(
        [str(installed), "-c", "import assessment; print(assessment.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env=clean,
    )
    assert str(installed.parent.parent) in where.stdout
    assert cied("example", "-o", "e.json").returncode == 0
    done = cied("score", "e.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Policy areas" in done.stdout
    assert cied("questionnaires", "check").returncode == 0


def test_the_command_and_the_types_are_declared(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "cied = assessment.cli.main:main" in archive.read(entry).decode()
        assert "assessment/py.typed" in archive.namelist()
