"""The page `docs/editions.md`, made from the table in the code: `python tests/editions_page.py`."""

from __future__ import annotations

from pathlib import Path

from editions_table import FIELDS, GROUP_NAMES, OUTPUT_NAMES, USE_NAMES

PAGE = Path(__file__).parents[1] / "docs/editions.md"
START, END = "<!-- the table of the code -->\n", "<!-- the end of the table -->\n"


def tables() -> str:
    """The table of the code, one part a group of fields."""
    return "\n".join(_group(group, name) for group, name in GROUP_NAMES.items())


def _group(group: str, name: str) -> str:
    head = ("field", "what it holds", *OUTPUT_NAMES.values())
    rows = [
        (f"`{field.field}`", field.what, *(USE_NAMES[field.use(place)] for place in OUTPUT_NAMES))
        for field in FIELDS
        if field.group == group
    ]
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join([f"### {name}", "", *(f"| {' | '.join(line)} |" for line in lines), ""])


def on_the_page(text: str) -> str:
    """The part of the page that the table makes."""
    return text.split(START)[1].split(END)[0]


def renewed(text: str) -> str:
    """The page with the table of the code."""
    before, rest = text.split(START)
    return f"{before}{START}\n{tables()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
