"""What the program says is taken from a catalogue, so that it can be said in another language.

Two languages are made by rule. In the first every letter of ours has an accent, and every text
stands in square brackets: a word without an accent was not taken from the catalogue.
"""

from __future__ import annotations

import ast
import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_file

from assessment.answers import Answers, Offer
from assessment.cli import click_words
from assessment.cli.main import COMMANDS, cied
from assessment.language import VARIABLE, of_answer_file
from assessment.pseudo import pseudo
from assessment.store import write_answers

CIED = Path(sys.executable).with_name("cied")
ROOT = Path(__file__).parent.parent
TEXT = "ŢÉẊŢ"
"""What people wrote, in letters that are not taken for ours."""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "count_of": (2, 3),
    "pgettext": ((1, "c"), 2),
}
_AS_IT_IS = re.compile(
    r"https?://\S+|\S+\.(?:json|po|pdf|html|csv|xlsx|org|int|ch)\b\S*|`[^`]*`"
    r"|--[a-z-]+|\b[A-Z]{2,4}-\d\d\b|\b[0-9a-f]{8,}\b|\b(?:unga|sha)\b"
)
"""Addresses, names of files, ids and digests."""
_SPOKEN = re.compile(r'\b(?:alt|title|placeholder|aria-label|data-label)="([^"]*)"')
"""What a page says that is no text of its own: it is read aloud, or shown on a narrow screen."""


@pytest.fixture
def file(example: Answers, tmp_path: Path) -> Path:
    """The example, with everything that people wrote in other letters."""
    path = tmp_path / "a.json"
    write_answers(path, written_in_other_letters(example))
    return path


def written_in_other_letters(example: Answers) -> Answers:
    kept = {}
    for key, answer in example.answers.items():
        texts = ("note", "by", "ministry", "reason", "release")
        changed = {name: TEXT for name in texts if getattr(answer, name)}
        changed |= {"supporting": (), "positions": (), "settlement": None}
        if answer.review:
            changed["review"] = answer.review.model_copy(update={"note": TEXT, "by": TEXT})
        changed["evidence"] = tuple(
            item.model_copy(update={"title": TEXT, "reference": TEXT}) for item in answer.evidence
        )
        if answer.action:
            names = [name for name in ("text", "owner", "request") if getattr(answer.action, name)]
            changed["action"] = answer.action.model_copy(update=dict.fromkeys(names, TEXT))
        kept[key] = answer.model_copy(update=changed)
    profile = example.profile.model_copy(update={"ministries": (TEXT,), "usual": {}})
    head = dict.fromkeys(("state", "authority", "marking", "contact"), TEXT)
    offers = tuple(offer.model_copy(update={"text": TEXT}) for offer in example.offer)
    more = {"profile": profile, "answers": kept, "offer": offers, "parts": (), "history": ()}
    return example.model_copy(update={**head, **more})


def said(folder: Path, *arguments: object, language: str = "en-XA") -> str:
    """All that a command says in a language."""
    surroundings = {**os.environ, "CIED_LANGUAGE": language, "COLUMNS": "400"}
    command = [str(CIED), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def in_english(text: str) -> set[str]:
    """The words of a text that were not taken from a catalogue."""
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    spoken = " ".join(_SPOKEN.findall(text))
    text = re.sub(r"<[^>]+>|&[a-z#0-9]+;", " ", f"{text} {spoken}")
    text = _AS_IT_IS.sub(" ", text)
    return set(re.findall(r"\b[A-Za-z]*[aeiou][A-Za-z]*\b", text)) - {"a", "e", "i", "o", "u"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("score", "a.json"), set()),
        (("check", "a.json"), set()),
        (("questionnaires", "show", "POL-01"), set()),
        (("score", "nothing.json"), set()),
        (("hand-out", "a.json", "-o", "parts"), {"parts"}),
        (("batch", "a.json", "-o", "x.csv"), set()),
        (("export", "a.json", "--as", "plan.csv", "-o", "p.csv"), set()),
        (("score", "a.json", "--edition", "public"), set()),
        (("score", "a.json", "--edition", "partner"), set()),
        (("score", "empty.json"), set()),
        (("score", "."), set()),
        (("report", "a.json", "--edition", "partner", "--html", "-o", "p.html"), set()),
        (("report", "a.json", "-o", "nowhere/p.pdf"), {"nowhere"}),
        (("batch", "a.json", "--match"), set()),
        (("batch", "nothing", "-o", "x.csv"), {"nothing"}),
        (("seal", "a.json", "--to", "nobody"), {"nobody", "cied", "key", "share", "local"}),
    ],
)
def test_a_command_says_nothing_in_english(
    file: Path, arguments: tuple[str, ...], left: set[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HOME", "/")
    file.with_name("empty.json").touch()
    assert in_english(said(file.parent, *arguments)) <= left


@pytest.mark.slow
def test_data_for_other_programs_has_the_same_words_in_every_language(
    example: Answers, tmp_path: Path
):
    """But for texts: titles of the questionnaire, and sentences."""
    offer = (Offer(area="POL", assistance=("technical",)), Offer(assistance=("material",)))
    write_answers(tmp_path / "a.json", example)
    write_answers(tmp_path / "b.json", answers_of_another_state(example).replace(offer=offer))
    for language in ("", "en-XA"):
        made = tmp_path / f"made-{language}"
        made.mkdir()
        for arguments in (
            ("batch", "a.json", "b.json", "--quiet", "--match", made / "matches.csv"),
            ("batch", "a.json", "b.json", "--quiet", "-o", made / "files.csv"),
            ("export", "a.json", "--as", "csv", "-o", made / "scores.csv"),
            ("export", "a.json", "--as", "plan.csv", "-o", made / "plan.csv"),
        ):
            said(tmp_path, *arguments, language=language)
    for path in (tmp_path / "made-").iterdir():
        rows, others = (
            list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
            for file in (path, tmp_path / "made-en-XA" / path.name)
        )
        assert rows
        assert [row.keys() for row in rows] == [row.keys() for row in others]
        texts = {"title", "Policy area", "Subject", "Missing points"}
        for row, other in zip(rows, others, strict=True):
            assert {name for name in row if row[name] != other[name]} <= texts
    with (tmp_path / "made-en-XA" / "matches.csv").open() as file:
        assert {row["found"] for row in csv.DictReader(file)} == {
            "offered", "no offer", "not asked",
        }  # fmt: skip


def answers_of_another_state(example: Answers) -> Answers:
    return example.replace(state="Otherland", id="b" * 32)


TYPED = re.compile(r"\[(?:[a-z0-9.]+\|)+[a-z0-9.]+\]|\{(?:[a-z]+\|)+[a-z]+\}|'[^']*'|unga-75-59")
"""What is typed as it is printed: the choices of an option, and what stands in quotes."""
SUBCOMMANDS = (
    *(("questionnaires", name) for name in ("check", "list", "schema", "show", "translate")),
    *(("key", name) for name in ("make", "passphrase")),
)


@pytest.mark.parametrize("name", [(), *((name,) for name in COMMANDS), *SUBCOMMANDS], ids=" ".join)
def test_help_is_in_the_language(name: tuple[str, ...], tmp_path: Path):
    """But for the names of commands and options, and what is typed as it is."""
    names = {"cied", *name, *COMMANDS, *(word for pair in SUBCOMMANDS for word in pair)}
    words = {part for item in names for part in item.split("-")}
    shown = TYPED.sub(" ", said(tmp_path, *name, "--help"))
    defaults = {"full", "file", "json", "answers", "jsonl", "parquet"}
    assert in_english(shown) <= words | defaults


@pytest.mark.parametrize(
    "arguments",
    [
        ("bogus",),
        ("score",),
        ("score", "--bogus", "a.json"),
        ("score", "--edition", "bogus", "a.json"),
        ("check", "a.json", "more.json"),
        ("hand-out", "a.json"),
        ("hand-out", "a.json", "-o", "x", "--due", "2001-01-01"),
        ("batch", "a.json", "--jobs", "many", "-o", "x.csv"),
        ("open", "."),
        ("questionnaires", "schema"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_the_language(arguments: tuple[str, ...], file: Path):
    told = TYPED.sub(" ", said(file.parent, *arguments))
    words = {part for item in arguments for part in item.split("-")}
    assert in_english(told) <= {
        "cied",
        "integer",
        *words,
        "answers",
        "area",
        "questionnaire",
        "score",
    }


def test_what_click_says_is_in_the_catalogue():
    """The library has its own words, which the tools of translators would not find there."""
    theirs: set[str] = set()
    for module in click_words.MODULES:
        path = Path(str(module.__file__))
        for _line, message, *_rest in extract_from_file("python", path, keywords=KEYWORDS):
            theirs |= {message} if isinstance(message, str) else {message[0]}
    assert set(click_words.WORDS) - {"required"} <= theirs
    assert theirs >= {"Usage:", "Options", "Missing option"} <= set(click_words.WORDS)


def test_of_two_texts_to_choose_from_none_is_left_in_english():
    """`_("one") if ... else "other"` has forgotten the other."""
    forgotten = [
        f"{path.relative_to(ROOT)}:{choice.lineno}"
        for path in ROOT.glob("assessment/**/*.py")
        for choice in ast.walk(ast.parse(path.read_text()))
        if isinstance(choice, ast.IfExp)
        and any(map(_is_translated, (choice.body, choice.orelse)))
        and any(map(_is_left, (choice.body, choice.orelse)))
    ]
    assert forgotten == []


def _is_translated(part: ast.expr) -> bool:
    return any(isinstance(item, ast.Name) and item.id in KEYWORDS for item in ast.walk(part))


def _is_left(part: ast.expr) -> bool:
    return (
        isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and re.search(r"(?<![.\w])[A-Za-z]{2}", part.value) is not None
    )


def test_the_answer_files_own_language_is_spoken_where_none_is_asked_for(
    file: Path, example: Answers, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(VARIABLE, raising=False)
    write_answers(file, written_in_other_letters(example).replace(language="en-XA"))
    command = [CIED, "check", file]
    asked = {"capture_output": True, "text": True, "check": False}
    assert in_english(subprocess.run(command, **asked).stderr) <= set()
    english = subprocess.run([CIED, "--language", "en", *command[1:]], **asked)
    assert "warnings." in english.stderr


@pytest.mark.parametrize("language", ["fr", "xx", "en"])
def test_a_language_that_the_program_does_not_speak_changes_nothing(
    file: Path, example: Answers, language: str
):
    write_answers(file, example.replace(language=language))
    assert of_answer_file(file) == ""


def test_a_file_that_is_no_answer_file_names_no_language(tmp_path: Path):
    assert of_answer_file(tmp_path / "none.json") == ""
    assert of_answer_file(tmp_path) == ""
    assert of_answer_file(tmp_path / ("x" * 300 + ".json")) == ""
    (tmp_path / "bytes.json").write_bytes(b"\xff\x00")
    assert of_answer_file(tmp_path / "bytes.json") == ""


@pytest.mark.parametrize("more", [(), ("--reminder",)], ids=["letter", "reminder"])
def test_a_letter_says_nothing_in_english(file: Path, more: tuple[str, ...]):
    said(file.parent, "hand-out", "a.json", "-o", "parts")
    said(file.parent, "hand-out", "a.json", "-o", "parts", *more)
    letters = list((file.parent / "parts").glob("*.txt"))
    assert letters
    for letter in letters:
        assert in_english(letter.read_text()) <= set()


@pytest.mark.parametrize("edition", ["full", "partner", "public", "national"])
def test_a_page_has_nothing_in_english(file: Path, earlier: Answers, edition: str):
    page, before = file.with_name("page.html"), file.with_name("before.json")
    write_answers(before, written_in_other_letters(earlier))
    more = () if edition == "national" else ("--baseline", before)
    said(file.parent, "report", "a.json", "--edition", edition, "--html", "-o", page, *more)
    assert in_english(page.read_text()) <= set()


def test_the_sheets_of_ministries_have_nothing_in_english(file: Path):
    said(file.parent, "report", "a.json", "--edition", "ministry", "--html", "-o", "sheets")
    pages = list((file.parent / "sheets").glob("*.html"))
    assert pages
    for page in pages:
        assert in_english(page.read_text()) <= set()


def test_the_blank_form_has_nothing_in_english(file: Path):
    page = file.with_name("blank.html")
    said(file.parent, "report", "--blank", "--html", "-o", page)
    assert in_english(page.read_text()) <= set()


@pytest.mark.parametrize("more", [(), ("--anonymous",)], ids=["named", "anonymous"])
def test_the_report_on_a_region_has_nothing_in_english(
    file: Path, earlier: Answers, more: tuple[str, ...]
):
    example = written_in_other_letters(earlier)
    names = [f"{TEXT} {chr(number)}" for number in range(0x410, 0x41C)]
    for number, name in enumerate(names):
        state = example.model_copy(update={"state": name, "id": None})
        write_answers(file.with_name(f"s{number}.json"), state)
    page = file.with_name("region.html")
    paths = sorted(file.parent.glob("s*.json"))
    said(file.parent, "batch", *paths, file, "--summary", page, *more)
    assert in_english(page.read_text()) <= set()


KEY_SHEET = """
from assessment.report.key_sheet import key_sheet_html
from assessment.store import read_questionnaire
from assessment.tui.guides import key_sheet

print(key_sheet_html(key_sheet(read_questionnaire("unga-75-59"))))
"""
NAMES_OF_KEYS = {"Ctrl"}


def key_sheet_in(language: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", KEY_SHEET],
        env={**os.environ, VARIABLE: language},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_key_sheet_has_the_same_keys_in_each_language():
    english, made = key_sheet_in(""), key_sheet_in("en-XA")
    assert made.count("<tr>") == english.count("<tr>") > 100
    assert in_english(made) <= NAMES_OF_KEYS


@pytest.mark.parametrize(
    ("asked", "said_to_be"),
    [("", 'lang="en"'), ("en-XA", 'lang="en-XA"'), ("ar-XB", 'lang="ar-XB" dir="rtl"')],
)
def test_the_key_sheet_says_in_which_language_it_is(asked: str, said_to_be: str):
    assert f"<html {said_to_be} data-page" in key_sheet_in(asked)


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_a_page_from_right_to_left_says_so(file: Path, edition: str):
    page = file.with_name("page.html")
    asked = ("report", "a.json", "--edition", edition, "--html", "-o", page)
    said(file.parent, *asked, language="ar-XB")
    assert re.search(r'<html lang="ar-XB"[^>]*dir="rtl"', page.read_text())


def test_every_sentence_can_be_found_by_the_tools_of_translators():
    """What `_()` is given is written where it stands, and names what is put in."""
    messages = _messages()
    assert len(messages) > 2000
    for message in messages:
        assert "{" not in re.sub(r"\{[a-z_0-9]*(![rs])?(:[^{}]*)?\}|\{\{|\}\}", "", message)


def test_what_is_put_into_a_sentence_is_named_by_what_it_is():
    """A translator sees the name alone: not what Python calls it, and no number after another."""
    of_python = {*dir(str), *dir(dict), "value", "getuid", "locations", "sorted", "sub"} - {"title"}
    of_click = set(click_words.WORDS)
    told_nothing = [
        f"{{{name}}}: {message}"
        for message in _messages()
        if message not in of_click and not message.startswith("{value!r} is not one of")
        for name in re.findall(r"\{([a-z_0-9]+)", message)
        if name in of_python or re.search(r"_\d+$", name)
    ]
    assert told_nothing == []


def test_no_message_is_a_piece_of_a_sentence():
    """A translator cannot put a clause elsewhere that begins with a comma or a blank."""
    pieces = [text for text in _messages() if re.search(r"^[\s,;.:)]|[\s,;(]$", text)]
    assert pieces == []


def test_no_sentence_stands_where_those_tools_cannot_look():
    """Inside a formatted string they find nothing."""
    hidden = [
        f"{path.relative_to(ROOT)}:{literal.lineno}"
        for path in ROOT.glob("assessment/**/*.py")
        for literal in ast.walk(ast.parse(path.read_text()))
        if isinstance(literal, ast.JoinedStr)
        for call in ast.walk(literal)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
    ]
    assert hidden == []


PASSED_ON = {
    ("assessment/text.py", "ngettext"),  # count_of, whose own arguments are looked at
    ("assessment/forms/web.py", "_"),  # what a script says: Babel reads that script
    ("assessment/forms/web.py", "ngettext"),
}


def test_what_is_translated_is_written_where_it_is_asked_for():
    """The tools of translators read the words inside the call; through a name they find none."""
    hidden = [
        f"{name}:{call.lineno}"
        for name, call in _calls()
        for index in _MESSAGES_OF[called(call)]
        if not isinstance(call.args[index], ast.Constant) and (name, called(call)) not in PASSED_ON
    ]
    assert hidden == []


_MESSAGES_OF = {"_": (0,), "ngettext": (0, 1), "count_of": (1, 2)}


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for name, part in _parts_of_the_code():
        if isinstance(part, ast.Call) and called(part) in _MESSAGES_OF:
            yield name, part


def _parts_of_the_code() -> Iterator[tuple[str, ast.AST]]:
    for path in ROOT.glob("assessment/**/*.py"):
        for part in ast.walk(ast.parse(path.read_text())):
            yield str(path.relative_to(ROOT)), part


def test_no_sentence_shows_a_date_as_files_have_it():
    """A person reads `3 April 2027`: a field that holds a date goes through `in_words`."""
    classes = [item for _name, item in _parts_of_the_code() if isinstance(item, ast.ClassDef)]
    dates = {
        field.target.id
        for item in classes
        for field in item.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if ast.unparse(field.annotation).removesuffix(" | None") == "dt.date"
    }
    assert {"date", "due"} <= dates
    shown = [
        f"{name}:{given.value.lineno}"
        for name, call in _parts_of_the_code()
        if isinstance(call, ast.Call)
        and (called(call) == "count_of" or ast.unparse(call.func).endswith(".format"))
        for given in call.keywords
        if isinstance(given.value, ast.Attribute) and given.value.attr in dates
    ]
    assert shown == []


def test_no_text_is_cut_at_english_words():
    """What is shown is in another language, and what is looked for in it is not there."""
    cuts = {"partition", "rpartition", "split", "rsplit", "removeprefix", "removesuffix"}
    cut = [
        f"{name}:{call.lineno}"
        for name, call in _parts_of_the_code()
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in cuts
        for given in call.args
        if isinstance(given, ast.Constant) and re.search("[a-z]{2}[:,]? ", str(given.value))
    ]
    assert cut == []


def test_the_tools_of_translators_find_all_that_help_says():
    messages = re.compile("|".join(map(_as_pattern, _messages())))
    lost = [
        f"{command.name}: {text}"
        for command in _commands()
        for text in (*_said_of(command), command.short_help, command.epilog)
        if text and not messages.fullmatch(text)
    ]
    assert lost == []


def _as_pattern(message: str) -> str:
    """A message with anything where something is put in."""
    return ".+".join(map(re.escape, re.split(r"\{[^{}]*\}", message)))


def _commands() -> Iterator[click.Command]:
    waiting: list[click.Command] = [cied]
    while waiting:
        command = waiting.pop()
        yield command
        if isinstance(command, click.Group):
            context = click.Context(command)
            names = command.list_commands(context)
            waiting += filter(None, (command.get_command(context, name) for name in names))


def _said_of(command: click.Command) -> list[str]:
    options = [item.help for item in command.params if isinstance(item, click.Option)]
    return [*(command.help or "").split("\n\n"), *filter(None, options)]


def _messages() -> list[str]:
    found: list[str] = []
    sources = [*ROOT.glob("assessment/**/*.py"), *ROOT.glob("reports/**/*.j2")]
    for path in sources:
        method = "python" if path.suffix == ".py" else "jinja2"
        options = {"trim_blocks": "true", "lstrip_blocks": "true"} if method == "jinja2" else {}
        for _line, message, *_rest in extract_from_file(
            method, path, keywords=KEYWORDS, options=options
        ):
            found += [message] if isinstance(message, str) else [text for text in message if text]
    return found


def test_a_made_language_is_a_third_longer_and_keeps_what_is_put_into_a_sentence():
    for message in _messages():
        made = pseudo(message, "en-XA")
        assert len(made) >= len(message) * 4 // 3
        assert re.findall(r"\{[^{}]*\}", made) == re.findall(r"\{[^{}]*\}", message)


@pytest.mark.parametrize(("language", "shown"), [("ar-XB", "\u200e−0.1"), ("en-XA", "−0.1")])
def test_a_sign_stays_before_its_number_among_words_from_right_to_left(language: str, shown: str):
    """A minus has no direction of its own: without a mark it is drawn behind the number."""
    ask = "from assessment.figures import difference; print(ascii(difference(-0.1)))"
    told = subprocess.run(
        [sys.executable, "-c", ask],
        env={**os.environ, VARIABLE: language},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ast.literal_eval(told.stdout) == shown


PAPERS = {
    "blank": ("report", "--blank", "--question", "POL-01", "-o", "x.pdf"),
    "sheet": ("report", "a.json", "--edition", "ministry", "--ministry", TEXT, "-o", "x.pdf"),
    "region": ("batch", "a.json", "--summary", "x.pdf"),
    "form": ("hand-out", "a.json", "-o", ".", "--form", "pdf", "--question", "POL-01"),
}


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_the_foot_of_a_page_says_its_number_in_the_language(file: Path, paper: str):
    """What stands in the margins, and beside a link, comes from the style sheet."""
    said(file.parent, *PAPERS[paper])
    (made,) = file.parent.glob("*.pdf")
    words = subprocess.run(["pdftotext", made, "-"], capture_output=True, text=True, check=True)
    assert re.search(r"\[þáĝé·\] 1 \[öƒ\] \d+", words.stdout)
    assert not re.search(r"\bpage\b|\bp\.\s", words.stdout)
