"""One way through the house, held statically and in a fresh interpreter."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "assessment"
HEAVY = ("pydantic", "numpy", "textual", "weasyprint", "jinja2", "rich", "yaml", "pyarrow",
         "openpyxl", "pypdf", "rapidfuzz", "msgspec")  # fmt: skip


def test_the_contracts_of_the_import_linter_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def imports(path: Path) -> set[str]:
    """The first word of everything a module imports, also inside its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def importers(library: str) -> set[str]:
    """The modules that import a library, as paths inside the package."""
    return {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if any(name.split(".")[0] == library for name in imports(path))
    }


@pytest.mark.parametrize(
    ("library", "room"),
    [
        ("weasyprint", "report/pdf/"),
        ("pydyf", "report/pdf/"),
        ("jinja2", "report/html.py"),
        ("textual", "tui/"),
        ("yaml", "store/strict_yaml.py"),
        ("fcntl", "store/"),
        ("msgspec", "batch/"),
        ("click", "cli/"),
    ],
)
def test_a_library_lives_in_one_room(library: str, room: str):
    assert all(path.startswith(room) for path in importers(library)), importers(library)


def callers(*names: str) -> set[str]:
    """The modules that call a method or function of one of these names."""
    return {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    }


def test_one_module_writes_files():
    made = callers("write_bytes", "write_text", "mkstemp", "mkdtemp", "fsync", "fchmod", "rename")
    assert made == {"store/durable.py"}
    assert callers("NamedTemporaryFile", "symlink_to", "link_to", "chmod", "copyfile") == set()


def test_one_module_reads_whole_files():
    # Fonts, script and style of the web form, the models' own source and the written example come
    # with the program.
    own = {"forms/web.py", "report/fonts.py", "store/cache.py", "store/written_examples.py"}
    assert callers("read_bytes", "read_text") == own


def test_the_session_knows_no_screen():
    assert "tui/session.py" not in importers("textual")
    assert "tui/writer.py" not in importers("textual")


@pytest.mark.parametrize("inner", ["scoring", "priorities", "checks", "redaction"])
def test_only_the_one_door_knows_the_formulas(inner: str):
    known = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if f"assessment.{inner}" in imports(path) or _from_package(path, inner)
    }
    # scoring_matrix.py is the same rules, by columns.
    allowed = {"assess.py", "scoring_matrix.py"}
    assert known <= allowed, known - allowed


def _from_package(path: Path, name: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "assessment"
        and any(item.name == name for item in node.names)
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_terminal_and_batch_never_meet():
    for room, other in (("tui", "batch"), ("batch", "tui")):
        for path in (PACKAGE / room).rglob("*.py"):
            assert not any(name.startswith(f"assessment.{other}") for name in imports(path)), path


def loaded_by(statement: str) -> set[str]:
    """Which heavy libraries a fresh interpreter holds after a statement."""
    ask = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    names = {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    return names & set(HEAVY)


HELP = """
import contextlib, io
from assessment.cli.main import run
with contextlib.redirect_stdout(io.StringIO()):
    run(["--help"])
"""
SCORE = """
import contextlib, io
from pathlib import Path
from assessment.example import example_answers
from assessment.store import dump, parse_answers, read_questionnaire
from assessment.assess import assess
asked = read_questionnaire()
assess(asked, parse_answers(dump(example_answers(asked)), asked, where="F").answers)
"""


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("import assessment", set()),
        ("import assessment.cli.main", set()),
        (HELP, set()),
        ("import assessment.assess", {"pydantic"}),
        (SCORE, {"pydantic", "yaml"}),
        ("import assessment.cli.score", {"pydantic"}),
        ("import assessment.cli.open", {"pydantic"}),
        ("import assessment.tui.session", {"pydantic"}),
        ("import assessment.compare, assessment.export", {"pydantic"}),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_used(statement: str, allowed: set[str]):
    assert loaded_by(statement) <= allowed


def test_scoring_a_file_reads_no_yaml_where_the_questionnaire_is_kept(tmp_path: Path):
    path = tmp_path / "examplia.json"
    commands = [["example", "-o", str(path)], ["score", str(path)]]
    for command in commands:
        loaded = loaded_by(
            "import contextlib, io\nfrom assessment.cli.main import run\n"
            f"with contextlib.redirect_stdout(io.StringIO()): run({command})"
        )
    assert loaded == {"pydantic"}


def test_no_validator_is_made_before_something_is_validated():
    # Each takes a start 10 ms and more; one module that makes a value at its import is enough.
    statement = (
        "import assessment.cli.score, assessment.tui.app\n"
        "from assessment.questionnaire import Frozen\n"
        "def below(kind): return [kind, *(m for s in kind.__subclasses__() for m in below(s))]\n"
        "made = [m.__name__ for m in below(Frozen)[1:] if m.__pydantic_complete__]\n"
        "assert made == [], made"
    )
    loaded_by(statement)


@pytest.mark.parametrize("later", ["parts", "compare", "covering_letters", "priorities", "costs"])
def test_the_first_question_waits_for_nothing_that_comes_after_it(later: str):
    ask = "import sys, assessment.tui.app\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert f"assessment.{later}" not in done.stdout.split()


NAMED_ALIKE = {
    "command": "what `cied NAME` runs: cli/main.py takes it from the module of that name",
}
"""Public names that stand in several modules, and why."""


def public_names(path: Path) -> set[str]:
    """The classes, functions, constants and aliases that a module defines for others."""
    found: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update(
                item.id
                for target in targets
                for item in ast.walk(target)
                if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)
            )
    return {name for name in found if not name.startswith("_")}


def test_no_name_stands_for_two_things():
    # Who searches for a name finds what it stands for, and only that. What a module alone uses has
    # an underscore, and can be called as its neighbours call theirs.
    places: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in public_names(path):
            places.setdefault(name, []).append(str(path.relative_to(PACKAGE)))
    alike = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in alike.items() if name not in NAMED_ALIKE} == {}
    assert set(NAMED_ALIKE) <= set(alike), "an exception that is none any more"
