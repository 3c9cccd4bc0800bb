"""A folder of somebody's own templates: what it may change, what is told, and what it cannot do."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from printed import Press, pages

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.errors import ReportError
from assessment.locations import reports_folder
from assessment.report import html
from assessment.report.view import FullReport, MinistryReport, PartnerReport, PublicReport
from assessment.report.view.national import NationalReport
from assessment.store import write_answers

COVER = "sections/cover.html.j2"
GUIDE = Path(__file__).parents[2] / "docs/templates.md"
SECRET = "Qsecretz"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of templates, with a file beside it that is none of its business."""
    (tmp_path / "secret.txt").write_text(SECRET)
    made = tmp_path / "templates"
    (made / "sections").mkdir(parents=True)
    return made


def test_one_file_is_enough_and_serves_every_edition(press: Press, example: Answers, folder: Path):
    (folder / COVER).write_text("<h1>Our cover of {{ doc.state }}</h1>")
    for edition in ("full", "partner", "public"):  # a ministry's sheet has no cover
        page = press.html(example, edition, templates=folder)
        assert f"Our cover of {example.state}" in page
        assert ('id="areas"' if edition == "public" else 'id="minister"') in page


def test_a_file_for_one_edition_alone(press: Press, example: Answers, folder: Path):
    for name, words in (("public/" + COVER, "for the public"), ("full/" + COVER, "for the rest")):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(f"<h1>{words}</h1>")
    assert "for the public" in press.html(example, "public", templates=folder)
    for edition in ("full", "partner"):
        assert "for the rest" in press.html(example, edition, templates=folder)


def test_on_paper_too(press: Press, example: Answers, folder: Path):
    (folder / COVER).write_text("<h1>Our own cover</h1>")
    (folder / "draft.css").write_text("@page { size: 100mm 150mm }")
    pdf = press.pdf(example, "public", templates=folder)
    assert "Our own cover" in pages(pdf)[0]
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert round(float(box.width)) == 283


def test_an_empty_folder_changes_no_page(press: Press, example: Answers, folder: Path):
    assert press.html(example, "partner", templates=folder) == press.html(example, "partner")


WRONG = {
    "a tag that is not known": ("a\nb\n{% sum %}", f"{COVER}:3: ", "unknown tag 'sum'"),
    "a tag that is not closed": ("a\n{% if x %}\n", f"{COVER}:", "if"),
    "a name that is not there": ("\n\n{{ nothing }}", f"{COVER}:3: ", "'nothing' is undefined"),
    "a field that is not there": ("\n{{ doc.nothing }}", f"{COVER}:2: ", "no attribute 'nothing'"),
    "a filter that is not there": ("{{ doc.state|shout }}", f"{COVER}:1: ", "'shout'"),
    "a template that is not there": ("\n{% include 'x.j2' %}", f"{COVER}:2: ", "'x.j2'"),
    "a style that is not there": ("\n{{ style('x.css') }}", f"{COVER}:2: ", "'x.css'"),
    "text that is called": ("{{ doc.state() }}", f"{COVER}:1: ", "not callable"),
    "a division by zero": ("\n{{ 1 / 0 }}", f"{COVER}:2: ", "division by zero"),
    "a template without end": (f"{{% include '{COVER}' %}}", f"{COVER}:1: ", "without end"),
    "a loop without end": ("{% for x in range(10**9) %}{% endfor %}", f"{COVER}:1: ", "too big"),
    "another encoding": (b"fine\ncaf\xe9", f"{COVER}:2: ", "not in UTF-8"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_error_is_told_with_file_and_line(
    example: Answers, folder: Path, name: str, capsys: pytest.CaptureFixture[str]
):
    content, place, words = WRONG[name]
    (folder / COVER).write_bytes(content if isinstance(content, bytes) else content.encode())
    file, out = folder.parent / "answers.json", folder.parent / "out.html"
    write_answers(file, example)
    wish = ["report", str(file), "--edition", "public", "--templates", str(folder), "-o", str(out)]
    assert run(wish) == 1
    said = capsys.readouterr().err
    assert place in said
    assert words in said
    assert "docs/templates.md" in said
    assert "Traceback" not in said
    assert not out.exists()


OUTSIDE = (
    "{% include '../secret.txt' %}",
    "{% include '../../secret.txt' %}",
    "{% include 'sections/../../secret.txt' %}",
    "{{ style('../secret.txt') }}",
    "{% extends '../secret.txt' %}",
    "{% include 'link.txt' %}",
    "{% include 'linked/secret.txt' %}",
    "{% import 'link.txt' as x %}",
)


@pytest.mark.parametrize("template", OUTSIDE)
def test_it_reads_nothing_outside_of_its_folder(
    press: Press, example: Answers, folder: Path, template: str
):
    (folder / COVER).write_text(template)
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "linked").symlink_to(folder.parent)
    with pytest.raises(ReportError, match="there is no template") as told:
        press.html(example, "public", templates=folder)
    assert SECRET not in str(told.value)


def test_a_path_from_the_root_is_none(press: Press, example: Answers, folder: Path):
    (folder / COVER).write_text(f"{{% include '{folder.parent / 'secret.txt'}' %}}")
    with pytest.raises(ReportError, match="there is no template"):
        press.html(example, "public", templates=folder)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ style.__globals__ }}",
        "{{ doc.__class__ }}",
        "{{ soft.__globals__ }}",
        "{{ strip.__wrapped__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
    ],
)
def test_it_reaches_no_part_of_the_program(
    press: Press, example: Answers, folder: Path, template: str
):
    (folder / COVER).write_text(template)
    with pytest.raises(ReportError, match=r"unsafe|undefined"):
        press.html(example, "public", templates=folder)


@pytest.mark.parametrize(
    "template",
    [
        "<img alt='x' src='file://{file}'>",
        "<img alt='x' src='http://127.0.0.1:9/x.png'>",
        "<div style='background: url(https://attack.invalid/x)'>x</div>",
        "<object data='file://{file}'>x</object>",
        "<p>x</p><style>@import url('file://{file}');</style>",
    ],
)
def test_on_paper_it_fetches_nothing(press: Press, example: Answers, folder: Path, template: str):
    (folder / COVER).write_text(template.replace("{file}", str(folder.parent / "secret.txt")))
    with pytest.raises(ReportError, match="a report fetches nothing"):
        press.pdf(example, "public", templates=folder)


@pytest.mark.parametrize("tag", ["<link rel='attachment' {}>", "<a rel='attachment' {}>x</a>"])
def test_it_attaches_no_file(press: Press, example: Answers, folder: Path, tag: str):
    (folder / COVER).write_text(tag.format(f"href='file://{folder.parent / 'secret.txt'}'"))
    with contextlib.suppress(ReportError):  # some tags are refused, others print nothing
        pdf = press.pdf(example, "public", templates=folder)
        assert list(pypdf.PdfReader(io.BytesIO(pdf)).attachment_list) == []
        assert b"/EmbeddedFile" not in pdf


def test_a_mistake_in_a_style_is_told_and_the_report_is_made(
    example: Answers, folder: Path, capsys: pytest.CaptureFixture[str], complaints_are_wanted
):
    (folder / "draft.css").write_text("h1 { colour: red }")
    file, out = folder.parent / "answers.json", folder.parent / "out.pdf"
    write_answers(file, example)
    wish = ["report", str(file), "--edition", "public", "--templates", str(folder), "-o", str(out)]
    assert run(wish) == 0
    said = capsys.readouterr().err
    assert "colour: red" in said
    assert len(said.splitlines()) == 3  # the mistake, that no marking is printed, what was written
    assert out.exists()


def values(kind: type) -> Iterator[type]:
    """A dataclass, and every dataclass that its fields lead to."""
    yield kind
    for hint in typing.get_type_hints(kind).values():
        for inside in _inside(hint):
            yield from values(inside)


def _inside(hint: object) -> Iterator[type]:
    if dataclasses.is_dataclass(hint):
        yield typing.cast("type", hint)
    for item in typing.get_args(hint):
        yield from _inside(item)


SEEN = sorted(
    {
        value
        for report in (FullReport, MinistryReport, PartnerReport, PublicReport, NationalReport)
        for value in values(report)
    },
    key=lambda item: item.__name__,
)


@pytest.mark.parametrize("kind", SEEN, ids=lambda item: item.__name__)
def test_the_guide_has_every_field_of_every_value_and_no_other(kind: type):
    section = re.search(
        rf"^### {kind.__name__}\n(.*?)(?=^### |\Z)", GUIDE.read_text(), re.MULTILINE | re.DOTALL
    )
    assert section, f"docs/templates.md does not explain {kind.__name__}"
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|\n]*) \|$", section[1], re.MULTILINE)
    assert [name for name, _ in rows] == [field.name for field in dataclasses.fields(kind)]
    assert all(words.strip() for _, words in rows)


def test_the_guide_has_every_value_and_no_other():
    explained = set(re.findall(r"^### (\w+)$", GUIDE.read_text(), re.MULTILINE))
    assert explained == {item.__name__ for item in SEEN}


def test_the_guide_has_every_drawing_and_names_only_files_that_there_are():
    guide = GUIDE.read_text()
    for draw in html.DRAWINGS:
        assert f"`{draw.__name__}(" in guide
    for name in ("report.html.j2", "base.html.j2", "style.css", "draft.css", COVER):
        assert (reports_folder() / "full" / name).is_file()
        assert Path(name).name.split(".")[0] in guide


def test_the_example_of_the_guide_works(press: Press, example: Answers, folder: Path):
    template = re.search(r"```html\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert template
    (folder / COVER).write_text(template[1])
    page = press.html(example, "partner", templates=folder)
    assert f"<h1>{example.state}</h1>" in page
