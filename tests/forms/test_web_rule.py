"""What is ticked and typed in a browser is the part that the one model behind all forms makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from browser import Browser
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_parts import NOW, asking, handed
from web_page import Page, Typed, open_page

from assessment.answers import PROSE, Answers, Position
from assessment.forms.model import filled_in, on_day
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers

KEYS = ("AAA-01", "AAA-02", "BBB-01")
DAY = dt.date(2020, 5, 4)
MODES = ("points", "points", "points", "level", "unknown", "withheld", "not_applicable")
NAMES = st.sampled_from(("", "B. Example", "وزارة", "Décret  7", "a\u202eb", " x "))
TEXTS = st.one_of(NAMES, st.text(max_size=20), st.sampled_from(("One.\n\nTwo.", "<b>&amp;", '"\\')))


@pytest.fixture(scope="module")
def part(small: Questionnaire) -> Answers:
    """Three questions; the ministry answered the second and third before."""
    alone = Position(status="answered", level=2, ministry="Interior", note="Ours.", at=NOW)
    ticked = Position(
        status="answered", level=1, points=("a",), ministry="Interior", at=NOW, confidence="low",
        evidence=({"title": "Decree", "date": "2019-03-01"},),
        action={"text": "Adopt it", "assistance": ("financial", "technical"), "cost": 1200},
    )  # fmt: skip
    own = asking(small, {"AAA-02": {"positions": (alone,)}, "BBB-01": {"positions": (ticked,)}})
    own = own.replace(date=dt.date(2019, 1, 1))
    return handed(small, own, "Interior", questions=KEYS).parts[0]


@pytest.fixture(scope="module")
def page(
    chromium: Browser, small: Questionnaire, part: Answers, tmp_path_factory: Any
) -> Iterator[Page]:
    opened = open_page(chromium, tmp_path_factory.mktemp("web"), small, part)
    yield opened
    opened.tab.close()


@st.composite
def answers(draw: st.DrawFn) -> Typed:
    """One question, filled in at random."""
    rows = st.fixed_dictionaries({"title": NAMES, "reference": NAMES})
    levels = st.sampled_from(("", "0", "1"))
    amounts = st.sampled_from(("", "0", "250000", "1000000000000000"))
    action = {
        "text": TEXTS, "owner": NAMES, "cost": amounts, "funded": amounts, "request": TEXTS,
        "status": st.sampled_from(("planned", "under_way", "done")),
        "assistance": st.sampled_from(((), ("financial",), ("technical", "material"))),
    }  # fmt: skip
    return Typed(
        mode=draw(st.sampled_from(MODES)),
        points=tuple(sorted(draw(st.sets(st.sampled_from("aabbccdef"))))),
        low=draw(levels),
        alone=draw(st.sampled_from(("", "0", "1", "2", "3", "4"))),
        reason=draw(TEXTS),
        confidence=draw(st.sampled_from(("", "low", "medium", "high"))),
        **{name: draw(TEXTS) for name in PROSE},
        confirmed=draw(st.booleans()),
        evidence=tuple(draw(st.lists(rows, max_size=3))),
        action=draw(st.fixed_dictionaries(action)),
    )  # fmt: skip


# Each try takes a page: to make a failing one smaller would take minutes.
@settings(phases=(Phase.explicit, Phase.generate), print_blob=True)
@given(
    first=answers(), others=st.dictionaries(st.sampled_from(KEYS[1:]), answers()),
    by=NAMES, approved_by=NAMES,
)  # fmt: skip
def test_the_file_that_the_page_saves_is_the_part_of_the_model(
    small: Questionnaire, part: Answers, page: Page,
    first: Typed, others: dict[str, Typed], by: str, approved_by: str,
):  # fmt: skip
    page.forget()
    typed = {"AAA-01": first, **others}
    for key, item in typed.items():
        page.answer(key, item)
    page.sign(by=by, on=DAY.isoformat(), approved_by=approved_by)
    saved = page.save()
    expected = filled_in(
        small,
        part,
        {key: item.meant for key, item in typed.items()},
        by=by,
        at=on_day(DAY),
        approved_by=approved_by,
    )
    assert saved.decode() == dump(expected).decode(), "byte for byte"
    assert parse_answers(saved, small, where="p", parts=True).answers == expected
    assert page.tab.trouble == []


def test_a_page_that_was_only_opened_saves_the_part_as_it_was_handed_out(page: Page, part: Answers):
    page.forget()
    assert page.save() == dump(part)
