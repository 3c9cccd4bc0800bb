"""The start screen: what the tool is and is not, and the way to an answer file."""

from __future__ import annotations

from pathlib import Path

import pytest
from answered import HOSTILE, NOW
from hands import press, resize
from rich.cells import cell_len
from showing import OPEN, settle, show, text_of
from sitting import Sitting, stay

from assessment.example import example_answers
from assessment.store import read_answers, write_answers
from assessment.tui.choices import FileChoice
from assessment.tui.dialogs.begin import file_name
from assessment.tui.folder import complete, listing
from assessment.tui.memory import Memory
from assessment.tui.recent import FileCard, card_line, card_of
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


def test_who_comes_back_sees_whose_each_file_is_at_80_by_24(questionnaire, short_folder):
    seen = []

    async def look(pilot):
        for _ in range(20):
            await pilot.pause(0.02)
        seen.append(text_of(pilot.app))

    files = [short_folder / f"{number}.json" for number in range(9)]
    for path in files[:8]:
        write_answers(path, example_answers(questionnaire))
    files[8].write_text("[[[")
    show(start(questionnaire, short_folder, recent=files), then=look, size=(80, 24))
    lines = seen[0].split("\n")
    for number in range(8):
        assert any(f"{number}.json" in item and "Examplia (fictional)" in item for item in lines)
    assert any("8.json" in line for line in lines)
    for words in ("Begin a new assessment", "not a publication of the United Nations", "sensitive"):
        assert words in " ".join(seen[0].split())


@pytest.mark.parametrize("size", [(40, 10), (80, 12), (80, 24)])
def test_the_choice_that_is_marked_is_always_in_sight(questionnaire, tmp_path, size):
    files = [tmp_path / f"{number}.json" for number in range(9)]
    seen = []

    async def look(pilot):
        await pilot.pause(0.1)
        seen.append(text_of(pilot.app))
        await press(pilot, "end")
        seen.append(text_of(pilot.app))

    show(start(questionnaire, tmp_path, recent=files), then=look, size=size)
    assert "0.json" in seen[0]
    assert "Quit" in seen[1]


def test_recent_files_fit_a_window_that_grows(questionnaire, tmp_path):
    path = tmp_path / "a.json"
    write_answers(path, example_answers(questionnaire))
    seen = []

    async def grow(pilot):
        await pilot.pause(0.3)
        await resize(pilot, 120, 30)
        await pilot.pause(0.1)
        await settle(pilot)
        seen.append(text_of(pilot.app))

    show(start(questionnaire, tmp_path, recent=[path]), then=grow, size=(40, 10))
    assert "Examplia (fictional) 2026" in seen[0]
    assert "draft" in seen[0]


@pytest.mark.parametrize("state", ["Examplia", "日本国" * 20, "e\u0301" * 90, "X" * 200])
def test_a_recent_file_fits_its_line_and_says_where_it_is(state):
    path = Path("/home/somebody/a folder/of many") / ("é" * 50 + ".json")
    card = FileCard(path, f"{state} 2026", "draft", 17, 109, NOW, "LAW-03")
    for width in (20, 36, 60, 74, 90, 146):
        assert cell_len(card_line(card, width, NOW)) <= width
    assert card_line(card, 90, NOW).endswith("é.json")
    shown = card_line(
        FileCard(Path("/a/k.json"), "Kareland 2026", "draft", 17, 109, NOW, "LAW-03"), 90, NOW
    )
    for words in ("Kareland 2026", "draft", "17 of 109", "today 09:30, LAW-03", "/a/k.json"):
        assert words in shown


def test_a_file_says_how_far_it_is_and_a_sealed_one_nothing(questionnaire, tmp_path):
    write_answers(tmp_path / "a.json", example_answers(questionnaire))
    card = card_of(tmp_path / "a.json", questionnaire, "LAW-03")
    assert card.name == "Examplia (fictional) 2026"
    assert 0 < card.done < card.applicable
    (tmp_path / "b.json.age").write_bytes(b"age-encryption.org/v1")
    assert card_of(tmp_path / "b.json.age", questionnaire).status == "sealed"
    assert card_of(tmp_path / "none.json", questionnaire).status == "gone"


def test_parts_are_taken_back_into_the_file_under_the_cursor(questionnaire, tmp_path):
    recent = (tmp_path / "a.json", tmp_path / "b.json")
    app = show(start(questionnaire, tmp_path, recent=recent), "down", "T")
    assert app.closed_with == FileChoice(recent[1], then="take_back")


def test_what_the_tool_is_stands_behind_the_question_mark_for_who_comes_back(small, path):
    memory = Memory(path.parent / "memory.json")
    memory.remember(path, "AAA-02")
    words = stay(Sitting(small, memory=memory), "?").words
    assert small.about[:40] in words


def test_enter_goes_on_with_the_last_file(questionnaire, tmp_path):
    path = tmp_path / "a.json"
    app = show(start(questionnaire, tmp_path, recent=(path,)), "enter")
    assert app.closed_with == FileChoice(path)


@pytest.mark.parametrize("keys", [["n", *"Examplia", "enter", "enter"], ["e", "enter"]])
def test_a_file_that_is_there_already_can_be_opened(questionnaire, tmp_path, keys):
    path = tmp_path / "examplia.json"
    path.write_text("mine")
    assert show(start(questionnaire, tmp_path), *keys, "y").closed_with == FileChoice(path)
    assert show(start(questionnaire, tmp_path), *keys, "n").closed_with == OPEN
    assert path.read_text() == "mine"


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


def test_the_chooser_says_whose_a_file_is(questionnaire, tmp_path):
    write_answers(tmp_path / "b.json", example_answers(questionnaire))
    (tmp_path / "c.json").write_text("[1")
    seen = []

    async def look(pilot):
        seen.append(" ".join(text_of(pilot.app).split()))

    show(start(questionnaire, tmp_path), "o", "b", then=look)
    show(start(questionnaire, tmp_path), "o", "c", then=look)
    assert "Examplia (fictional), 2026, draft. Arrow keys choose" in seen[0]
    assert "draft" not in seen[1]


def test_escape_leads_back_from_the_chooser(questionnaire, tmp_path):
    assert show(start(questionnaire, tmp_path), "o", "escape").closed_with == OPEN


def test_every_way_in_can_be_clicked(questionnaire, tmp_path):
    async def click(pilot):
        options = pilot.app.screen.query_one("#choices")
        await pilot.click(options, offset=(5, options.option_count - 1))
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
    [
        ("Côte d'Ivoire", "cote-d-ivoire"),
        ("../../etc", "etc"),
        ("مصر", "مصر"),
        ("日本", "日本"),
        ("?!", "assessment"),
    ],
)
def test_a_states_name_becomes_a_harmless_file_name(state, name):
    assert file_name(state) == name
