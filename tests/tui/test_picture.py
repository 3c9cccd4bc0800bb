"""What is sent to the terminal: what changes, and never less; random pictures end up the same."""

from __future__ import annotations

import random

import pyte
import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from assessment.tui.picture import Picture

WIDTH, HEIGHT = 40, 8
SIZE = Size(WIDTH, HEIGHT)
STYLES = [
    "",
    "\x1b[1;38;2;224;224;224;48;2;30;30;30m",
    "\x1b[38;2;224;224;224;48;2;30;30;30m",
    "\x1b[7;38;2;224;224;224;48;2;30;30;30m",
    "\x1b[4;31;44m",
    "\x1b[31;44m",
    "\x1b[38;5;7m",
]
PLAIN = "abc  ░► é"
"""Letters that take one cell each."""


def at(x, y):
    return f"\x1b[{y + 1};{x + 1}H"


def styled(text, style):
    return f"{style}{text}\x1b[0m" if style else text


class Seen:
    """A terminal, and a second one that gets everything."""

    def __init__(self):
        self.picture = Picture()
        self.screens = [pyte.Screen(WIDTH, HEIGHT) for _ in range(2)]
        self.streams = [pyte.Stream(screen) for screen in self.screens]
        self.sent = ""

    def write(self, data):
        self.sent = self.picture.changes(data, SIZE)
        for stream, text in zip(self.streams, (self.sent, data), strict=True):
            stream.feed(text)

    def cells(self):
        """What is seen: of a blank without a line only what is behind it."""
        return [
            [[_seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]
            for screen in self.screens
        ]


def _seen(cell):
    blank = cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough)
    return (cell.data, cell.bg) if blank else cell


def random_picture(chance, letters):
    """A picture as Textual writes one: spans of lines, each from a place on."""
    parts = []
    for y in sorted(chance.sample(range(HEIGHT), chance.randint(1, HEIGHT))):
        x = chance.randrange(WIDTH - 1)
        parts.append(at(x, y))
        while x < WIDTH - 1 and chance.random() < 0.8:
            text = "".join(chance.choices(letters, k=chance.randint(1, (WIDTH - x) // 2)))
            parts.append(styled(text, chance.choice(STYLES)))
            x += 2 * len(text)
        parts.append("\n" if y < HEIGHT - 1 else "")
    return "".join([*parts, at(chance.randrange(WIDTH), chance.randrange(HEIGHT))])


@pytest.mark.parametrize("seed", range(40))
def test_the_terminal_shows_what_it_would_if_everything_were_sent(seed):
    chance = random.Random(seed)
    seen = Seen()
    for _ in range(40):
        seen.write(random_picture(chance, PLAIN))
        mine, theirs = seen.cells()
        assert mine == theirs
        mine, theirs = (screen.cursor for screen in seen.screens)
        assert (mine.x, mine.y) == (theirs.x, theirs.y)


def test_what_stands_there_already_is_not_sent_again():
    seen = Seen()
    picture = at(0, 0) + styled("The question", STYLES[1]) + "\n" + at(0, 1) + "its text" + at(3, 3)
    seen.write(picture)
    assert "The question" in seen.sent
    seen.write(picture)
    assert seen.sent == ""


def test_one_letter_is_one_letter():
    seen = Seen()
    seen.write(at(0, 2) + styled("The council decid ", STYLES[2]) + at(17, 2))
    seen.write(at(0, 2) + styled("The council decide", STYLES[2]) + at(18, 2))
    assert seen.sent == at(17, 2) + styled("e", STYLES[2]).replace("[0m", "[m") + at(18, 2)


def test_a_cursor_that_moved_alone_is_sent():
    seen = Seen()
    seen.write(at(0, 0) + "text" + at(4, 0))
    seen.write(at(0, 0) + "text" + at(2, 0))
    assert seen.sent == at(2, 0)


@pytest.mark.parametrize("text", ["評価 ボタン", "e\u0301a\u0308", "👩‍🚒 ok", "a\u200db"])
def test_a_text_of_uncertain_width_is_sent_whole_with_all_that_follows_it(text):
    """Terminals differ in how wide such characters are; the line is as it would be without this."""
    seen = Seen()
    line = at(0, 0) + "before " + text + " after" + at(0, 1)
    seen.write(line)
    seen.write(line)
    assert text in seen.sent
    seen.write(at(0, 0) + "before it all was plain" + " " * 10 + at(0, 1))
    assert "it all was plain" in seen.sent
    mine, theirs = seen.cells()
    assert mine == theirs


@pytest.mark.parametrize(
    "between",
    [
        "\x1b[?1049h",
        "\x1b[=25u",
        "\x1b]8;id=1;https://example.org\x1b\\link\x1b]8;;\x1b\\",
        "text without a place",
        at(0, 0) + "a line longer than the window is wide, which the window cuts",
        at(0, HEIGHT) + "below the window",
        at(0, 0) + "tab\tand more",
    ],
)
def test_after_what_is_no_picture_of_this_size_everything_is_sent_again(between):
    seen = Seen()
    picture = at(0, 0) + "The question" + at(0, 1)
    seen.write(picture)
    seen.write(between)
    assert seen.sent == between, "it is sent as it is"
    seen.write(picture)
    assert seen.sent == picture


@pytest.mark.parametrize("between", ["\x1b[?2026h", "\x1b]22;default\x07", "\x07", "\x1b[?1000l"])
def test_what_changes_no_cell_is_sent_as_it_is_and_nothing_is_forgotten(between):
    seen = Seen()
    picture = at(0, 0) + "The question" + at(0, 1)
    seen.write(picture)
    seen.write(between)
    assert seen.sent == between
    seen.write(picture)
    assert seen.sent == ""


def test_another_size_sends_everything_again():
    picture = Picture()
    data = at(0, 0) + "The question" + at(0, 1)
    assert picture.changes(data, SIZE) == picture.changes(data, Size(WIDTH + 1, HEIGHT)) == data
    assert picture.changes(data, Size(WIDTH + 1, HEIGHT)) == ""
    picture.forget()
    assert picture.changes(data, Size(WIDTH + 1, HEIGHT)) == data


def test_every_style_that_rich_writes_is_shown():
    seen = Seen()
    for words in ("bold red on blue", "dim", "italic strike", "reverse", "underline on #123456"):
        text = Strip.render_style(Style.parse(words), "a b", ColorSystem.TRUECOLOR)
        seen.write(at(0, 0) + text + at(0, 1))
        mine, theirs = seen.cells()
        assert mine == theirs
