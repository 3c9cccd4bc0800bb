"""A coordinator hands out, reminds, and takes back what ministries filled in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from answered import answered, give_level, level, opened
from hands import press, settle, type_text, words_of
from parts_out import fill_in, part_file, parts_folder
from sealing import PASSPHRASE, holding, key_of
from sitting import sit

from assessment.answers import Profile
from assessment.dates import ReadDate, read_due
from assessment.store import is_sealed, parse_answers, read_answers, write_answers
from assessment.store import keys as store_keys
from assessment.tui.desk.sending import usual_folder
from assessment.tui.widgets.ticks import TickList

TODAY = dt.date(2026, 11, 1)


@pytest.fixture
def two(small, path):
    """Interior leads AAA-01 to AAA-04, Trade the others; Trade supports on AAA-01."""
    answers = answered(small)
    for key in small.by_id:
        name = "Interior" if key.startswith("AAA") else "Trade"
        answers = answers.with_answer(key, answers.answer(key).replace(ministry=name))
    first = answers.answer("AAA-01").replace(supporting=("Trade",))
    write_answers(path, answers.with_answer("AAA-01", first))
    session = opened(path, small)
    yield session
    session.close()


def test_two_enters_hand_out_to_everybody_within_two_weeks(two):
    app = sit(two, "k", "o", "enter", "enter")
    kinds = sorted(item.suffix for item in parts_folder(two).iterdir())
    assert kinds == [".json", ".json", ".txt", ".txt"]
    assert {part.ministry for part in two.answers.parts} == {"Interior", "Trade"}
    assert all(part.due == dt.date(2026, 11, 15) for part in two.answers.parts)
    assert "2 parts, each with its letter, are in" in app.words
    assert "out to 15 Nov" in app.words


def test_what_is_out_is_not_proposed_again(two):
    app = sit(two, "k", "o", "enter", "enter", "o", "enter", "enter")
    assert "Tick at least one ministry" in app.words
    assert len(two.answers.parts) == 2


def test_supporting_ministries_are_asked_by_one_tick(two):
    async def then(pilot):
        await press(pilot, "k", "o")
        pilot.app.screen.query_one("#supporting").focus()
        await press(pilot, "space", "ctrl+s")

    sit(two, then=then)
    asked = {part.ministry: part.questions for part in two.answers.parts}
    assert "AAA-01" in asked["Trade"]


def test_nothing_goes_out_while_the_file_cannot_be_saved(two, path):
    """A part that no file knows could not be taken back once the session has ended."""

    async def breaks(pilot):
        path.write_bytes(b"{}")
        give_level(two, "AAA-02", 4)
        two.flush()
        await press(pilot, "k", "o", "enter", "enter")
        await settle(pilot)

    app = sit(two, then=breaks)
    assert "Your file cannot be saved now" in app.words
    assert two.answers.parts == ()
    assert not parts_folder(two).exists()


def test_a_day_that_has_passed_hands_out_nothing(two):
    async def then(pilot):
        await press(pilot, "k", "o", "ctrl+u", "home", "ctrl+k")
        await type_text(pilot, "2026-01-01")
        await press(pilot, "ctrl+s")

    app = sit(two, then=then)
    assert "The day has passed." in app.words
    assert two.answers.parts == ()
    assert not parts_folder(two).exists()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-30", dt.date(2026, 11, 30)),
        ("10 Dec", dt.date(2026, 12, 10)),
        ("10 January", dt.date(2027, 1, 10)),
        ("Dec 2026", dt.date(2026, 12, 31)),
        ("", None),
    ],
)
def test_a_day_without_a_year_is_the_next_one(typed, day):
    assert read_due(typed, TODAY) == ReadDate(day)


def test_the_folder_of_a_sealed_file_is_called_as_that_of_a_plain_one():
    assert usual_folder(Path("/a/kareland.json.age")) == Path("/a/kareland-parts")
    assert usual_folder(Path("/a/kareland.json")) == Path("/a/kareland-parts")


def test_that_parts_are_out_is_forgotten_only_after_a_question(two):
    app = sit(two, "k", "o", "enter", "enter", "z")
    assert "Forget that 2 parts were handed out?" in app.words
    assert len(two.answers.parts) == 2
    app = sit(two, "k", "z", "y")
    assert two.answers.parts == ()
    assert "Taken back: 2 parts handed out." in app.words


def test_a_final_assessment_hands_nothing_out(small, path):
    write_answers(path, answered(small).replace(document_status="final"))
    session = opened(path, small)
    assert "The assessment is final" in sit(session, "k", "o").words
    session.close()


def test_reminders_lie_beside_the_parts(two):
    app = sit(two, "k", "r")
    assert "No part is out." in app.words
    app = sit(two, "k", "o", "enter", "enter", "r")
    assert "2 reminders written" in app.words
    assert len(list(parts_folder(two).glob("*-reminder.txt"))) == 2


def test_what_nobody_disputes_is_the_answer_after_three_keys(two):
    sit(two, "k", "o", "enter", "enter")
    fill_in(two, "Trade", {"BBB-04": level(2), "BBB-02": level(3)})
    before = two.answers

    async def then(pilot):
        await press(pilot, "k", "T")
        await settle(pilot)
        await press(pilot, "enter")

    app = sit(two, then=then)
    assert two.answer("BBB-04").level == 2
    assert two.answer("BBB-04").by == "Office of Trade"
    assert "1 part taken back" in app.words
    assert "without dispute" in app.words
    sit(two, "k", "z")
    assert two.answers == before


def test_a_file_that_came_back_stands_once_in_the_list_whatever_is_looked_for_first(two):
    sit(two, "k", "o", "enter", "enter")
    fill_in(two, "Trade", {"BBB-04": level(2)})

    async def then(pilot):
        await press(pilot, "k", "T")
        dialog = pilot.app.screen
        # What an earlier look finds comes after a later one has begun.
        await settle(pilot)
        earlier, found = list(dialog._files), dialog._found
        dialog._look()
        dialog._show(earlier, found)
        await settle(pilot)
        assert dialog.query_one(TickList).option_count == len(found) == 2

    sit(two, then=then)


def test_a_clash_is_named_and_decides_nothing(two):
    sit(two, "k", "o", "enter", "enter")
    fill_in(two, "Interior", {"AAA-01": level(3)})

    async def then(pilot):
        await press(pilot, "k", "T")
        await settle(pilot)
        await press(pilot, "enter")

    app = sit(two, then=then)
    assert two.answer("AAA-01").status == "unanswered"
    assert "1 clash" in app.words
    assert "Interior 3" in app.words
    assert "the authority 1" in app.words


def test_what_cannot_be_taken_says_why_and_changes_nothing(two):
    sit(two, "k", "o", "enter", "enter")
    fill_in(two, "Trade", {"BBB-04": level(2)}, at=dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    before = two.answers

    async def then(pilot):
        await press(pilot, "k", "T")
        await settle(pilot)
        await press(pilot, "enter")

    app = sit(two, then=then)
    assert "which is in the future" in app.words
    assert "1 file refused" in app.words
    assert two.answers == before


def test_a_part_that_came_back_twice_brings_nothing_the_second_time(two):
    sit(two, "k", "o", "enter", "enter")
    fill_in(two, "Trade", {"BBB-04": level(2)})

    async def then(pilot):
        await press(pilot, "k", "T")
        await settle(pilot)
        await press(pilot, "enter", "escape", "T")
        await settle(pilot)

    app = sit(two, then=then)
    assert "0 files with something new." in app.words
    assert "nothing new" in app.words


def test_the_form_of_a_ministry_asks_its_questions_alone(two):

    async def make(pilot):
        await press(pilot, "k", "P")
        pilot.app.screen.query_one("#make").press()
        await settle(pilot)

    sit(two, then=make)
    (form,) = two.path.parent.glob("a-blank-01-interior.pdf")
    from pypdf import PdfReader

    text = " ".join(page.extract_text() for page in PdfReader(form).pages)
    assert "AAA-01" in text
    assert "BBB-01" not in text


def test_a_part_holds_nothing_of_another_ministry(two, small):
    sit(two, "k", "o", "enter", "enter")
    raw = part_file(two, "Trade").read_bytes()
    part = parse_answers(raw, small, where="x", parts=True).answers
    assert part.profile == Profile(conditions=two.answers.profile.conditions, ministries=("Trade",))
    assert part.answers == {}


def test_a_part_of_another_edition_is_refused_until_one_says_carry_it_over(two, small):
    sit(two, "k", "o", "enter", "enter")
    fill_in(two, "Trade", {"BBB-04": level(2)})
    path = part_file(two, "Trade")
    version = small.version.encode()
    path.write_bytes(path.read_bytes().replace(b'"version": "%s"' % version, b'"version": "0.1"'))

    async def take(pilot):
        await press(pilot, "k", "T")
        await settle(pilot)
        await press(pilot, "enter")

    async def carry(pilot):
        await take(pilot)
        await press(pilot, "V")

    app = sit(two, then=take)
    assert "1 file refused" in app.words
    assert "0.1" in app.words
    assert two.answer("BBB-04").status == "unanswered"
    sit(two, then=carry)
    assert two.answer("BBB-04").level == 2
    assert two.answer("BBB-04").to_confirm


def overdue(session, days=10):
    """Everything that is out was due some days before the first of November."""
    parts = tuple(
        part.model_copy(update={"due": TODAY - dt.timedelta(days=days)})
        for part in session.answers.parts
    )
    session.change_whole(session.answers.replace(parts=parts), "time that has passed")


def test_one_ministry_gets_a_new_day(two):
    async def then(pilot):
        await press(pilot, "k", "o", "enter", "enter", "d", "ctrl+u", "home", "ctrl+k")
        await type_text(pilot, "3 December")
        await press(pilot, "enter")

    app = sit(two, then=then)
    assert "1 part until 3 December 2026. r writes the reminder, z takes it back." in app.words
    assert "out to 3 Dec" in app.words
    days = {part.ministry: part.due for part in two.answers.parts}
    assert days == {"Interior": dt.date(2026, 12, 3), "Trade": dt.date(2026, 11, 15)}
    last = two.answers.history[-1]
    assert (last.what, last.detail) == (
        "new_day",
        "Interior: by 3 December 2026 (was: 15 November 2026).",
    )
    assert last.part == two.answers.parts[0].id


def test_all_that_is_overdue_gets_a_new_day_at_once_and_z_takes_it_back(two):
    sit(two, "k", "o", "enter", "enter")
    overdue(two)
    before = two.answers.parts
    app = sit(two, "k", "d", "shift+tab", "right", "enter")
    assert "2 parts until 15 November 2026." in app.words
    assert "OVERDUE" not in app.words
    assert {part.due for part in two.answers.parts} == {dt.date(2026, 11, 15)}
    app = sit(two, "k", "z")
    assert "Taken back: a new day for 2 parts." in app.words
    assert two.answers.parts == before


def test_the_reminder_names_the_new_day_and_says_that_the_file_has_an_earlier_one(two):
    sit(two, "k", "o", "enter", "enter")
    overdue(two)
    sit(two, "k", "d", "enter", "r")
    (letter,) = parts_folder(two).glob("*interior*-reminder.txt")
    words = " ".join(letter.read_text().split())
    assert "Please send it back by 15 November 2026." in words
    assert "This is a new date; the file itself may still name an earlier one." in words
    (other,) = parts_folder(two).glob("*trade*-reminder.txt")
    assert "new date" not in other.read_text()


def test_a_new_day_is_offered_only_where_something_is_out(two):
    app = sit(two, "k", "d")
    assert "A new day for what is out" not in app.words
    assert "New day" not in app.words


def test_a_day_that_has_passed_is_no_new_day(two):
    async def then(pilot):
        await press(pilot, "k", "o", "enter", "enter", "d", "ctrl+u", "home", "ctrl+k")
        await type_text(pilot, "2026-01-01")
        await press(pilot, "enter")

    app = sit(two, then=then)
    assert "The day has passed." in app.words
    assert {part.due for part in two.answers.parts} == {dt.date(2026, 11, 15)}


async def to_offices(pilot, offices, *, ministry=True, **typed):
    """Hand out to offices, of the first ministry in the list or for themselves."""
    await press(pilot, "k", "o", "shift+tab", "n", *(["home", "space"] if ministry else []))
    pilot.app.screen.query_one("#offices").value = offices
    for name, value in typed.items():
        pilot.app.screen.query_one(f"#{name}").value = value
    await press(pilot, "ctrl+s")


def test_each_office_of_a_ministry_gets_a_part_of_its_own(two):
    app = sit(two, then=lambda pilot: to_offices(pilot, "Police directorate, Border guard"))
    assert [part.to for part in two.answers.parts] == ["Police directorate", "Border guard"]
    assert {part.ministry for part in two.answers.parts} == {"Interior"}
    assert "2 parts, each with its letter, are in" in app.words
    letters = sorted(path.read_text() for path in parts_folder(two).glob("*-letter.txt"))
    assert "Border guard" in letters[0]
    assert "Police directorate" in letters[1]
    sit(two, "k", "z", "y")
    assert two.answers.parts == ()


def test_a_province_is_asked_for_itself_and_single_questions_too(two):
    asked = {"ministry": False, "questions": "aaa-01, BBB"}
    sit(two, then=lambda pilot: to_offices(pilot, "Northern Province", **asked))
    (part,) = two.answers.parts
    assert part.ministry == "Northern Province"
    assert part.questions == ("AAA-01", "BBB-01", "BBB-02", "BBB-03", "BBB-04")


def test_an_office_of_two_ministries_is_refused_before_anything_is_lost(two):
    async def then(pilot):
        await press(pilot, "k", "o")
        pilot.app.screen.query_one("#offices").value = "Police directorate"
        await press(pilot, "ctrl+s")

    app = sit(two, then=then)
    assert "Offices belong to one ministry" in app.words
    assert two.answers.parts == ()


def test_a_question_that_is_not_there_hands_out_nothing(two):
    app = sit(two, then=lambda pilot: to_offices(pilot, "", questions="XXX-01"))
    assert "There is no question or policy area XXX-01." in app.words
    assert two.answers.parts == ()
    assert not parts_folder(two).exists()


def test_parts_are_sealed_to_the_keys_of_their_ministries(two, tmp_path, monkeypatch):
    own = tmp_path / "home" / "key"
    monkeypatch.setenv(store_keys.KEY_FILE, str(own))
    key_of(own)
    theirs = {name: tmp_path / name for name in ("Interior", "Trade")}
    lines = [f"{key_of(path)} {name}" for name, path in theirs.items()]
    keys = tmp_path / "ministries.keys"
    keys.write_text("\n".join(lines))

    async def seal(pilot):
        await press(pilot, "k", "o")
        pilot.app.screen.query_one("#keys").value = str(keys)
        await press(pilot, "ctrl+s")
        await settle(pilot)

    app = sit(two, then=seal)
    assert "They are sealed." in app.words
    parts = sorted(parts_folder(two).glob("*.json.age"))
    assert [is_sealed(path.read_bytes()) for path in parts] == [True, True]
    with holding(theirs["Interior"]):
        found = read_answers(parts[0], two.questionnaire, parts=True).answers
    assert found.part.ministry == "Interior"


def test_the_passphrase_of_one_s_own_key_is_asked_for_and_never_shown(two, tmp_path, monkeypatch):
    own = tmp_path / "home" / "key"
    key_of(own, PASSPHRASE)
    monkeypatch.setenv(store_keys.KEY_FILE, str(own))
    monkeypatch.setattr(store_keys._keyring, "ask", None)
    store_keys.forget()
    keys = tmp_path / "ministries.keys"
    keys.write_text(
        "\n".join(f"{key_of(tmp_path / name)} {name}" for name in ("Interior", "Trade"))
    )
    seen = []

    async def seal(pilot):
        await press(pilot, "k", "o")
        pilot.app.screen.query_one("#keys").value = str(keys)
        await press(pilot, "ctrl+s")
        seen.append(words_of(pilot.app))
        await type_text(pilot, PASSPHRASE)
        seen.append(words_of(pilot.app))
        await press(pilot, "enter")
        await settle(pilot)

    app = sit(two, then=seal)
    store_keys.forget()
    assert "The passphrase of your key" in seen[0]
    assert PASSPHRASE not in seen[1]
    assert "They are sealed." in app.words


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("web", "", "cannot be sealed"),
        ("json", "nothing", "nothing"),
        ("json", "", "There is no key for: Interior, Trade."),
    ],
)
def test_what_cannot_be_sealed_is_not_handed_out(two, tmp_path, monkeypatch, form, text, said):
    own = tmp_path / "home" / "key"
    monkeypatch.setenv(store_keys.KEY_FILE, str(own))
    key_of(own)
    keys = tmp_path / "ministries.keys"
    keys.write_text(text)

    async def seal(pilot):
        await press(pilot, "k", "o")
        pilot.app.screen.query_one("#keys").value = str(keys)
        pilot.app.screen.query_one("#form").value = form
        await press(pilot, "ctrl+s")
        await settle(pilot)

    assert said in sit(two, then=seal).words
    assert two.answers.parts == ()
    assert not parts_folder(two).exists()


def test_a_part_whose_handing_out_was_taken_back_is_one_that_the_file_does_not_know(two):
    sit(two, "k", "o", "ctrl+s")
    fill_in(two, "Interior", {"AAA-01": level(4).replace(ministry=None)})
    app = sit(two, "k", "z", "y", "T", "enter", size=(200, 40))
    assert "This file does not know the part" in app.words
    assert "another assessment" not in app.words
    assert not two.can_undo, "nothing came, so there is nothing to take back"
