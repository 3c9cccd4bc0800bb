"""What is remembered between sessions, which questions are walked, and what a search finds."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from answered import level
from hypothesis import given
from hypothesis import strategies as st

from assessment.tui.dialogs.search import _about
from assessment.tui.memory import MAX_RECENT, Memory, RecentFile
from assessment.tui.question_filter import STATUS_WORDS, QuestionFilter, question_filters
from assessment.tui.route import Route
from assessment.tui.search import search

# Memory.


def test_a_place_is_remembered_soon_after_one_went_there(session, tmp_path):
    """So that `kill -9` loses not even the place; nothing is written while keys are pressed."""
    session.go_to("BBB-01")
    for _ in range(200):
        if Memory(tmp_path / "memory").position(session.path) == "BBB-01":
            return
        time.sleep(0.05)
    raise AssertionError("the place was not remembered")


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "state" / "sessions.json")


def test_the_latest_file_is_the_first(memory):
    for name in ("a", "b", "a"):
        memory.remember(Path(f"/x/{name}.json"), f"{name}-01")
    assert memory.recent() == (
        RecentFile(Path("/x/a.json"), "a-01"),
        RecentFile(Path("/x/b.json"), "b-01"),
    )


def test_only_so_many_are_remembered(memory):
    for number in range(MAX_RECENT + 5):
        memory.remember(Path(f"/x/{number}.json"), "")
    assert len(memory.recent()) == MAX_RECENT
    assert memory.recent()[0].path == Path(f"/x/{MAX_RECENT + 4}.json")


def test_it_holds_no_answer_and_only_its_owner_reads_it(memory, session):
    memory.remember(session.path, "AAA-01")
    assert memory.file.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(memory.file.read_text())) == {"recent"}
    assert "Examplia" not in memory.file.read_text()


def test_a_setting_is_kept_beside_the_files(memory):
    memory.set("theme", "textual-light")
    memory.remember(Path("/x/a.json"), "")
    assert memory.setting("theme") == "textual-light"
    assert memory.setting("other") == ""


@given(
    st.one_of(
        st.binary(max_size=80),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=4),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["recent", "settings", "path"]), inner, max_size=3
                )
            ),
        ).map(lambda thing: json.dumps(thing).encode()),
    )
)
def test_whatever_its_file_holds_is_no_trouble(tmp_path, content):
    memory = Memory(tmp_path / "sessions.json")
    memory.file.write_bytes(content)
    assert isinstance(memory.recent(), tuple)
    assert isinstance(memory.setting("theme"), str)
    memory.remember(Path("/x/a.json"), "A-01")
    assert memory.position(Path("/x/a.json")) == "A-01"


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file" / "sessions.json")
    memory.remember(Path("/x/a.json"), "")
    assert memory.recent() == ()


# Walks.


def test_every_walk_that_is_offered_leads_somewhere(session, small):
    offered = list(question_filters(small, session.answers, session.statuses))
    assert offered
    for walk, count in offered:
        assert count == sum(map(walk.takes, session.statuses.values())) > 0


def test_every_question_has_one_of_the_states(session):
    states = ["unanswered", "unknown", "withheld", "not applicable"]
    for item in session.statuses.values():
        taking = [name for name in states if QuestionFilter("status", name).takes(item)]
        assert len(taking) == (0 if item.status == "answered" else 1)


def test_what_is_shown_of_a_text_begins_with_a_whole_word():
    text = "The directorate expects the text to reach cabinet before the summer of next year."
    assert _about(text, "cabinet") == f"… {text[16:]}"
    assert _about(text, "the") == text


@pytest.mark.parametrize("status", STATUS_WORDS)
def test_a_walk_forwards_and_one_backwards_see_the_same(session, status):
    route = Route(session)
    route.filter = QuestionFilter("status", status)
    seen = [_along(session, route, route.first(), route.next)]
    seen.append(_along(session, route, route.last(), route.previous)[::-1])
    assert seen[0] == seen[1]


def _along(session, route, here, onwards):
    found = []
    while here is not None:
        found.append(here)
        session.go_to(here)
        here = onwards()
    return found


def test_a_supporting_ministry_walks_too(session):
    session.change("BBB-01", level(2).replace(supporting=("Health",)))
    walk = QuestionFilter("ministry", "Health")
    assert [key for key, item in session.statuses.items() if walk.takes(item)] == ["BBB-01"]


# Search.


@given(st.text(max_size=30))
def test_any_text_can_be_looked_for(session, typed):
    found = search(session, typed)
    assert len({hit.question for hit in found}) == len(found)
    assert all(hit.question in session.questionnaire.by_id for hit in found)


def test_every_question_is_found_by_its_id_first(session, small):
    for question in small.questions:
        assert search(session, question.id)[0].question == question.id


def test_every_word_must_be_there_in_any_order(session):
    session.change("AAA-03", level(2, note="The ministry meets the police every month."))
    assert [hit.question for hit in search(session, "police MINISTRY month")] == ["AAA-03"]
    assert not any(hit.where == "note" for hit in search(session, "police navy"))


def test_what_others_may_read_is_searched_as_well(session):
    session.change("AAA-03", level(2).replace(release="A lighthouse keeper was appointed."))
    assert [(hit.question, hit.where) for hit in search(session, "lighthouse")] == [
        ("AAA-03", "text for release")
    ]


def test_a_word_that_is_spelt_wrongly_finds_what_is_like_it(session):
    assert search(session, "the subjct of aaa-02")
