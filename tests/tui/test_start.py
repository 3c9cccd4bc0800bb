"""The start screen: what the tool is and is not, and the way to an answer file."""

from __future__ import annotations

from pathlib import Path

import pytest
from answered import HOSTILE
from showing import OPEN, settle, show, text_of

from assessment.store import read_answers
from assessment.tui.choices import FileChoice
from assessment.tui.dialogs.begin import file_name
from assessment.tui.folder import complete, listing
from assessment.tui.screens.start import StartScreen


def start(questionnaire, folder: Path, **known) -> StartScreen:
    return StartScreen(questionnaire, folder=folder, **known)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 50)])
def test_it_says_what_the_tool_is_and_is_not_and_offers_every_way_in(questionnaire, tmp_path, size):
    seen = []

    async def look(pilot):
        seen.append(" ".join(text_of(pilot.app).split()))

    show(start(questionnaire, tmp_path), then=look, size=size)
    for words in (
        "not a publication of the United Nations",
        "Begin a new assessment",
        "Open an answer file",
        "fictional example",
        "Quit",
    ):
        assert words in seen[0]


def test_q_leaves(questionnaire, tmp_path):
    assert show(start(questionnaire, tmp_path), "q").closed_with is None


def test_a_digit_opens_a_recent_file(questionnaire, tmp_path):
    recent = (tmp_path / "a.json", tmp_path / "b.json")
    app = show(start(questionnaire, tmp_path, recent=recent), "2")
    assert app.closed_with == FileChoice(recent[1])


def test_names_and_troubles_are_shown_as_they_are(questionnaire, tmp_path):
    seen = []

    async def look(pilot):
        seen.append(text_of(pilot.app))

    recent = (tmp_path / "[red]x[x].json",)
    show(start(questionnaire, tmp_path, recent=recent, trouble=HOSTILE), then=look)
    assert "[red]x[x].json" in seen[0]
    assert HOSTILE in seen[0]


def test_a_new_assessment_needs_a_state_and_proposes_a_file(questionnaire, tmp_path):
    keys = ["n", *"Examplia", "enter", "enter"]
    app = show(start(questionnaire, tmp_path), *keys)
    assert app.closed_with == FileChoice(tmp_path / "examplia.json", state="Examplia")


def test_a_file_that_exists_is_not_begun_again(questionnaire, tmp_path):
    (tmp_path / "examplia.json").write_text("{}")
    app = show(start(questionnaire, tmp_path), "n", *"Examplia", "enter", "enter")
    assert app.closed_with == OPEN


def test_the_example_is_written_where_one_says_and_opened(questionnaire, tmp_path):
    app = show(start(questionnaire, tmp_path), "e", "enter")
    path = tmp_path / "examplia.json"
    assert app.closed_with == FileChoice(path)
    assert read_answers(path, questionnaire).answers.state.startswith("Examplia")


def test_the_example_never_replaces_a_file(questionnaire, tmp_path):
    (tmp_path / "examplia.json").write_text("mine")
    app = show(start(questionnaire, tmp_path), "e", "enter")
    assert app.closed_with == OPEN
    assert (tmp_path / "examplia.json").read_text() == "mine"


def test_a_file_is_found_by_arrow_keys_alone(questionnaire, tmp_path):
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "first.json").write_text("{}")
    (tmp_path / "older" / "second.json").write_text("{}")
    app = show(start(questionnaire, tmp_path), "o", "enter", "down", "enter")
    assert app.closed_with == FileChoice(tmp_path / "older" / "second.json")


def test_a_file_is_found_by_typing_the_beginning_of_its_name(questionnaire, tmp_path):
    for name in ("alpha.json", "beta.json", "notes.txt"):
        (tmp_path / name).write_text("{}")
    app = show(start(questionnaire, tmp_path), "o", "b", "enter")
    assert app.closed_with == FileChoice(tmp_path / "beta.json")


def test_escape_leads_back_from_the_chooser(questionnaire, tmp_path):
    assert show(start(questionnaire, tmp_path), "o", "escape").closed_with == OPEN


def test_every_way_in_can_be_clicked(questionnaire, tmp_path):
    async def click(pilot):
        options = pilot.app.screen.query_one("#choices")
        await pilot.click(options, offset=(5, 3))
        await settle(pilot)

    assert show(start(questionnaire, tmp_path), then=click).closed_with is None


def test_a_folder_lists_folders_and_answer_files_and_no_hidden_ones(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("a.json", ".hidden.json", "a.txt"):
        (tmp_path / name).write_text("{}")
    found = listing(f"{tmp_path}/", (".json",))
    assert [entry.text for entry in found.entries][1:] == [f"{tmp_path}/b/", f"{tmp_path}/a.json"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path):
    assert "cannot be read" in listing(f"{tmp_path}/none/", ()).trouble


def test_completion_goes_as_far_as_all_names_agree(tmp_path):
    for name in ("state-2024.json", "state-2026.json"):
        (tmp_path / name).write_text("{}")
    typed = f"{tmp_path}/st"
    assert complete(typed, listing(typed, (".json",))) == f"{tmp_path}/state-202"


@pytest.mark.parametrize(
    ("state", "name"),
    [("Côte d'Ivoire", "cote-d-ivoire"), ("../../etc", "etc"), ("مصر", "assessment")],
)
def test_a_states_name_becomes_a_harmless_file_name(state, name):
    assert file_name(state) == name
