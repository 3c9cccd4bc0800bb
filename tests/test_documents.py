"""What the documents for those who change the program name is there: files, folders and names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md", "SECURITY.md")
ROOMS = (
    ".ci", "assessment", "benchmarks", "docs", "questionnaires", "reports", "tests",
)  # fmt: skip
ENDINGS = ("py", "md", "yaml", "toml", "json", "j2", "js", "css", "svg", "lock", "po", "pot")
MADE_LATER = {"questionnaires/unga-75-59/translations/fr.po", "cied.pot", "assessment/locale"}
"""What the commands of a recipe make."""
PLACEHOLDER = re.compile(r"[A-Z]{3,}\b(?!\.md)|NN-xxx|X\.json|\*")
"""In a recipe `NAME.html.j2` stands for the file that somebody makes."""
FILE_NAME = re.compile(rf"[\w./-]+\.(?:{'|'.join(ENDINGS)})")
FOLDER = re.compile(r"[\w.-]+(?:/[\w.-]+)*/")
IN_A_ROOM = re.compile(rf"(?:{'|'.join(map(re.escape, ROOMS))})/[\w./-]+")
IDENTIFIER = re.compile(r"_{0,2}[A-Za-z]\w*")


@cache
def paths() -> frozenset[str]:
    """Every file and folder of the checkout, as a path from its root; a folder ends with /."""
    found = {path.name for path in ROOT.iterdir() if path.is_file()}
    for room in ROOMS:
        found.add(f"{room}/")
        for path in (ROOT / room).rglob("*"):
            if "__pycache__" not in path.parts:
                found.add(f"{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}")
    return frozenset(found)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def names() -> frozenset[str]:
    """Every name in the program and its tests: modules, classes, functions, fields."""
    found: set[str] = set()
    for room in ("assessment", "tests"):
        for path in (ROOT / room).rglob("*.py"):
            found.add(path.stem)
            for node in ast.walk(parsed(path)):
                found |= {
                    value
                    for field in ("id", "name", "arg", "attr")
                    if isinstance(value := getattr(node, field, None), str)
                }
    return frozenset(found)


def members(owner: str) -> set[str]:
    """What a module or a class of the program defines; nothing where there is none."""
    found: set[str] = set()
    for path in (ROOT / "assessment").rglob("*.py"):
        tree = parsed(path)
        bodies = [tree.body] if path.stem == owner else []
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name == owner:
                bodies.append(node.body)
                bases = (base.id for base in node.bases if isinstance(base, ast.Name))
                found = found.union(*map(members, bases))
        found |= {name for body in bodies for node in body for name in defined(node)}
    return found


def defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
    for target in getattr(node, "targets", [getattr(node, "target", None)]):
        if isinstance(target, ast.Name):
            yield target.id


def spans(document: str) -> list[str]:
    """What stands between backticks."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def words(document: str) -> list[str]:
    """The words of what stands between backticks and in examples of commands."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    return [word for piece in (*spans(document), *blocks) for word in piece.split()]


def is_there(named: str) -> bool:
    ends = {named, f"{named.rstrip('/')}/"}
    return any(f"/{path}".endswith(f"/{end}") for path in paths() for end in ends)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_folder_that_a_document_names_is_there(document: str):
    named = {
        word.removeprefix("./")
        for word in words(document)
        if any(kind.fullmatch(word) for kind in (FILE_NAME, FOLDER, IN_A_ROOM))
        and not word.startswith((".venv/", "-"))
        and not PLACEHOLDER.search(word)
    }
    gone = sorted(name for name in named - MADE_LATER if not is_there(name))
    assert not gone, f"{document} names {', '.join(gone)}; there is no such file or folder"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(document: str):
    page = ROOT / document
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        other = page.parent / file if file else page
        assert other.is_file(), f"{document} leads to {target}, which is not there"
        headings = (
            re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.M) if anchor else []
        )
        assert not anchor or anchor in map(slug, headings), f"{document}: no heading for {target}"


def slug(heading: str) -> str:
    """The anchor of a heading, as it is made where the pages are read."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def is_code(word: str) -> bool:
    """Whether a word is a name of the program and no word of a command, a file or a form."""
    return bool(IDENTIFIER.fullmatch(word)) and (
        "_" in word or (word[0].isupper() and not PLACEHOLDER.fullmatch(word)) or word.isupper()
    )


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_name_that_a_document_gives_is_in_the_program(document: str):
    named = {word.removesuffix("()") for word in spans(document)}
    gone = sorted(name for name in named if is_code(name) and name not in names() | ELSEWHERE)
    assert not gone, f"{document} names {', '.join(gone)}; the program has no such name"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_dotted_name_that_a_document_gives_is_in_the_program(document: str):
    for name in spans(document):
        parts = name.split(".")
        if len(parts) != 2 or parts[1] in ENDINGS or not all(map(IDENTIFIER.fullmatch, parts)):
            continue
        assert parts[1] in members(parts[0]), f"{document}: there is no {name}"


ELSEWHERE = frozenset({"CIED_LANGUAGE", "NAME", "FILE", "NO_COLOR"})
"""Names of the environment, and what a recipe calls what somebody makes."""


def test_the_house_has_a_row_for_each_room():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(\w+)/`", text, re.MULTILINE))
    rooms = {path.parent.name for path in (ROOT / "assessment").glob("*/__init__.py")}
    assert rooms <= rows, f"docs/architecture.md has no row for {sorted(rooms - rows)}"


def rows_of_the_glossary() -> list[list[str]]:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    rows = [row.strip("| ").split("|") for row in text.splitlines() if row.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows]


def test_every_word_of_the_glossary_is_a_name_of_the_code():
    columns = [row[2] for row in rows_of_the_glossary() if len(row) > 2]
    named = {name.split(".")[-1] for cell in columns for name in re.findall(r"`([^`]+)`", cell)}
    gone = sorted(named - names())
    assert len(named) > 50
    assert not gone, f"docs/glossary.md names {', '.join(gone)}; the code has no such name"


def test_every_key_of_the_glossary_stands_in_files():
    columns = [row[3] for row in rows_of_the_glossary() if len(row) > 3]
    keys = {name for cell in columns for name in re.findall(r"`(\w+)`", cell)}
    files = [*(ROOT / "questionnaires").rglob("*.yaml"), *(ROOT / "tests/data").rglob("*.json")]
    written = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    code = names()
    gone = sorted(key for key in keys if key not in code and not re.search(rf"\b{key}\b", written))
    assert not gone, f"docs/glossary.md has the keys {', '.join(gone)}; no file has them"
