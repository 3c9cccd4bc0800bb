"""What is typed is found however its letters are formed; an id however it is spelled."""

from __future__ import annotations

import unicodedata

import pytest
from answered import level
from hypothesis import given
from hypothesis import strategies as st
from sitting import on_disk, sit, typing

from assessment.tui.dialogs.ministry import ministry_completions
from assessment.tui.dialogs.search import _about
from assessment.tui.folder import listing
from assessment.tui.matching import fold, holds, index_of, spelled_id, words_of
from assessment.tui.search import search

IDS = ("POL-01", "POL-02", "POL-12", "LAW-03", "LAW-103")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("interieur", "Ministère de l’Intérieur"),
        ("INTÉRIEUR", "Ministère de l'Intérieur"),
        ("l'interieur", "Ministère de l’Intérieur"),
        ("Intérieur", "Ministere de l'Interieur"),
        ("quoc phong", "Bộ Quốc phòng"),
        ("bo quoc", unicodedata.normalize("NFD", "Bộ Quốc phòng")),
        (unicodedata.normalize("NFD", "Quốc"), "Bộ Quốc phòng"),
        ("strasse", "Straße"),
        ("sorbo", "Sørbø"),
        ("lodz", "Łódź"),
        ("istanbul", "İSTANBUL"),
        ("ΥΠΟΥΡΓΕΙΟΣ", "υπουργείος"),
        ("الامن", "وزارة الأَمن"),
        ("law 5", "Law ５"),
        ("2024", "قرار ٢٠٢٤"),
        ("co-ordination", "Co‑ordination"),
    ],
)
def test_accents_case_forms_and_digits_make_no_difference(typed, text):
    assert holds(text, words_of(typed))


@pytest.mark.parametrize(("typed", "text"), [("か", "が"), ("क", "ख")])
def test_what_makes_another_letter_does(typed, text):
    assert not holds(text, words_of(typed))


@given(st.text(max_size=40))
def test_a_text_is_found_in_each_of_its_forms(text):
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)
    assert 0 <= index_of(text, fold(text)[:3]) <= len(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("law3", "LAW-03"),
        ("LAW-3", "LAW-03"),
        ("law 03", "LAW-03"),
        ("law–3", "LAW-03"),
        (" Law_003 ", "LAW-03"),
        ("law٣", "LAW-03"),
        ("ｌａｗ３", "LAW-03"),
        ("pol 02", "POL-02"),
        ("POL-2", "POL-02"),
        ("law103", "LAW-103"),
        ("law4", None),
        ("law", None),
        ("3", None),
        ("law 3 police", None),
        ("law" + "9" * 400, None),
    ],
)
def test_an_id_is_known_however_it_is_spelled(typed, meant):
    assert spelled_id(typed, IDS) == meant


# In every place where one looks for something.


@pytest.mark.parametrize("typed", ["aaa3", "AAA 3", "aaa-3", "aaa_03", "aaa٣"])
def test_the_search_goes_to_an_id_however_it_is_spelled(session, typed):
    assert search(session, typed)[0].question == "AAA-03"
    sit(session, "/", then=typing(typed, "<enter>"))
    assert session.position == "AAA-03"


@pytest.mark.parametrize("typed", ["reglement", "Règlement", "RE\u0300GLEMENT"])
def test_the_search_finds_accents(session, typed):
    session.change("AAA-03", level(2, note="Le Règlement 7 est en vigueur."))
    (found,) = search(session, typed)
    assert (found.question, found.where) == ("AAA-03", "note")


def test_what_is_shown_of_a_text_is_about_the_word_that_was_found():
    text = "Voilà ce que la préfète a décidé : à l’été, le règlement sera signé par le ministre."
    assert _about(text, "reglement").startswith("… décidé : à l’été, le règlement")


def test_what_if_finds_a_question_by_any_spelling_of_its_id(session):
    words = sit(session, "s", "w", then=typing("bbb1", "<enter>")).words
    assert "What if: Has the State dealt with the subject of BBB-01?" in words


@pytest.mark.parametrize("typed", ["sante", "Santé", "SANTE\u0301"])
def test_a_ministry_is_found_without_its_accents_and_keeps_them(session, typed):
    session.change("AAA-03", level(2).replace(ministry="Ministère de la Santé"))
    assert ministry_completions(typed, ["Ministère de la Santé"], []) == ["Ministère de la Santé"]
    sit(session, "m", then=typing(typed, "<enter>"))
    assert on_disk(session, "AAA-01").ministry == "Ministère de la Santé"


def test_a_walk_is_found_without_accents(session):
    session.change("AAA-03", level(2).replace(ministry="Intérieur"))
    app = sit(session, "l", then=typing("interieur", "<enter>"))
    assert "Walking ministry Intérieur: 1 of 1" in app.words


def test_no_ministry_is_ticked_twice_by_the_form_of_its_letters(session):
    session.change("AAA-03", level(2).replace(ministry="Santé"))
    sit(session, "M", then=typing("<tab>", "SANTE\u0301", "<enter>", "<escape>"))
    assert on_disk(session, "AAA-01").supporting == ("Santé",)


def test_a_file_is_found_without_accents(tmp_path):
    (tmp_path / unicodedata.normalize("NFD", "État.json")).write_text("{}")
    for typed in ("État", "etat", "E\u0301T"):
        assert [
            entry.path.name for entry in listing(f"{tmp_path}/{typed}", (".json",)).entries
        ] == [unicodedata.normalize("NFD", "État.json")]
