"""YAML read strictly: no guessed types, no duplicate keys, no bombs; the line of every value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.store.strict_yaml import load_yaml


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3", 3),
        ("-3", -3),
        ("1.5", 1.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("''", ""),
        ("'3'", "3"),
        ('"true"', "true"),
        ("2026-11-01", "2026-11-01"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("0o17", "0o17"),
        ("12:30:00", "12:30:00"),
        ("!!python/object:os.system x", "x"),
        ("99999999999", "99999999999"),
    ],
)
def test_only_plain_values_have_a_type(written: str, read: object):
    found = load_yaml(f"key: {written}\n")
    assert found.mistakes == []
    assert found.data == {"key": read}
    assert type(found.data["key"]) is type(read)


@pytest.mark.parametrize("word", ["yes", "no", "NO", "on", "Off", "y", "n", "~"])
def test_words_that_may_mean_yes_or_no_are_refused(word: str):
    found = load_yaml(f"first: 1\nkey: {word}\n")
    assert found.mistakes == [(2, f"'{word}' may mean yes or no; put it in quotes.")]
    assert load_yaml(f"key: '{word}'\n").mistakes == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "The key 'a' stands twice (first in line 1)."),
        ("a:\n  b: 1\n  b: 2\n", 3, "The key 'b' stands twice (first in line 2)."),
        ("", 1, "The file is empty."),
        ("# only a comment\n", 1, "The file is empty."),
        ("a: 1\n---\nb: 2\n", 2, "A second document begins here."),
        ("a: &x [1]\nb: *x\n", 2, "The alias *x is not allowed; write the value out."),
        ("a: &x [*x]\n", 1, "The alias *x is not allowed; write the value out."),
        ("? [a, b]\n: 1\n", 1, "A key must be a word."),
        ("a: [1, 2\nb: 3\n", 2, "This is not valid YAML"),
        ("a:\n\t- b\n", 2, "This is not valid YAML"),
        ("a: \x00\n", 1, "This is not valid YAML"),
    ],
)
def test_mistakes_of_form(text: str, line: int, words: str):
    found = load_yaml(text)
    assert [place for place, _ in found.mistakes] == [line]
    assert words in found.mistakes[0][1]
    assert "\n" not in found.mistakes[0][1]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nested_100000_deep(opening: str):
    found = load_yaml(opening * 100_000)
    assert len(found.mistakes) == 1


def test_a_bomb_of_aliases_fills_no_memory():
    levels = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
    found = load_yaml("a0: &a0 [x]\n" + levels)
    assert "alias" in found.mistakes[0][1]


def test_the_line_of_every_value():
    found = load_yaml("a:\n  - x: 1\n    y: >-\n      folded\n      text\n  - 2\nb: 3\n")
    assert found.line(("a",)) == 1
    assert found.line(("a", 0, "x")) == 2
    assert found.line(("a", 0, "y")) == 3
    assert found.line(("a", 1)) == 6
    assert found.line(("b",)) == 7
    assert found.line(("a", 0, "z")) == 2, "the nearest value around it"


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@#?,\n \t0\\\x1b\u2028")))
def test_any_text_is_read_or_refused(text: str):
    found = load_yaml(text)
    assert found.mistakes or found.data is not None or "\n" not in found.mistakes
    assert all(line >= 1 for line, _ in found.mistakes)
