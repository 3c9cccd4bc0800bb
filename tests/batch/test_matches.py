"""`cied batch --match` sets what States ask beside what others offer, and says no more."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from assessment.assistance import Matches, OfferMade, RequestMade, StateAssistance, fits, match
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from batch.corpus import dump


def asked(question: str, *kinds: str, text: str = "") -> RequestMade:
    return RequestMade(question, question[:3], kinds, text)  # type: ignore[arg-type]


def offered(area: str, *kinds: str, text: str = "") -> OfferMade:
    return OfferMade(area, kinds, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("offer", "fitting"),
    [
        (offered("LAW", "technical"), True),
        (offered("LAW", "technical", "material"), True),
        (offered("LAW", "material"), False),
        (offered("SUP", "technical"), False),
        (offered("", "technical"), True),
        (offered("LAW"), True),
    ],
    ids=["same", "one of two", "other kind", "other area", "any area", "no kind named"],
)
def test_an_offer_fits_by_area_and_kind(offer: OfferMade, fitting: bool):
    assert fits(asked("LAW-01", "technical", "financial"), offer) is fitting
    assert fits(asked("LAW-01"), offer) is (offer.area != "SUP")


def test_each_request_has_the_offers_of_others_and_what_is_left_is_said(
    questionnaire: Questionnaire,
):
    drafter, beds = asked("LAW-01", "technical"), asked("VIC-02", "financial")
    own, other, unasked = offered("LAW"), offered("LAW", "technical"), offered("TRN", "material")
    found = match(
        questionnaire,
        [
            StateAssistance("Kareland", (beds, drafter), (own,)),
            StateAssistance("Avalia", (), (other, unasked)),
        ],
    )
    assert [(request.state, request.request) for request in found.requests] == [
        ("Kareland", drafter),
        ("Kareland", beds),
    ]
    assert [offer.offer for offer in found.requests[0].offers] == [other]
    assert [item.request for item in found.without_offer] == [beds]
    assert [(item.state, item.offer) for item in found.not_asked] == [
        ("Avalia", unasked),
        ("Kareland", own),
    ]


def test_without_requests_and_offers_nothing_is_matched(questionnaire: Questionnaire):
    assert match(questionnaire, [StateAssistance("Kareland", (), ())]) == Matches((), ())


# The command


def file(
    questionnaire: Questionnaire, state: str, answers: dict[str, Any], **more: Any
) -> dict[str, Any]:
    asked = {name: getattr(questionnaire, name) for name in ("id", "version", "sha256")}
    return {
        "format": 2,
        "questionnaire": asked,
        "state": state,
        "date": "2026-11-01",
        "answers": answers,
        **more,
    }


def wish(text: str, *kinds: str, level: int = 1, **more: Any) -> dict[str, Any]:
    action = {"request": text, "assistance": list(kinds)}
    return {"status": "answered", "level": level, "target": 3, "action": action, **more}


@pytest.fixture
def answers(tmp_path: Path, questionnaire: Questionnaire) -> Path:
    """Three States: one asks, one offers, one is known by its redacted copy only."""
    folder = tmp_path / "answers"
    folder.mkdir()
    secret = "=The secret request"
    files = {
        "kareland": file(
            questionnaire,
            "Kareland",
            {
                "LAW-01": wish("A drafter for three months.", "technical"),
                "LAW-02": wish(secret, "technical", restricted=True),
                "LAW-03": wish(secret, "technical", level=3),
                "LAW-04": {**wish(secret, "technical"), "status": "withheld", "level": None},
                "LAW-05": {"status": "answered", "level": 0, "action": {"text": secret}},
                "VIC-01": wish("=Beds", "material"),
            },
        ),
        "avalia": file(
            questionnaire,
            "Avalia",
            {},
            offer=[
                {"area": "LAW", "assistance": ["technical"], "text": "Two drafters."},
                {"area": "RSP", "text": "=Places"},
            ],
        ),
        "coralia": file(
            questionnaire,
            "Coralia",
            {"LAW-01": wish("A translation of the model law.")},
            kind="redacted",
        ),
    }
    for name, content in files.items():
        (folder / f"{name}.json").write_bytes(dump(content))
    return folder


def matched(answers: Path, folder: Path, *more: str) -> int:
    return run(["batch", str(answers), *more, "--quiet", "--questionnaire", str(folder)])


def test_requests_and_offers_of_full_and_redacted_files_are_printed(
    questionnaire_folder: Path, answers: Path, capsys: pytest.CaptureFixture[str]
):
    assert matched(answers, questionnaire_folder, "--match") == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == (
        "3 requests, 1 without an offer; 1 offer that nobody asks for."
    )
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert "LAW-01 Kareland technical A drafter for three months. Avalia" in lines
    assert "LAW-01 Coralia any A translation of the model law. Avalia" in lines
    assert "VIC-01 Kareland material =Beds –" in lines
    assert "Avalia RSP any =Places" in lines
    assert "secret" not in said.out
    assert "A redacted copy holds the requests of its State, and no offers." in said.err


def test_csv_and_json_hold_the_same_matches_and_no_formula(
    questionnaire_folder: Path, answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    table, document = tmp_path / "matches.csv", tmp_path / "matches.json"
    for target in (table, document):
        assert matched(answers, questionnaire_folder, "--match", str(target)) == 0
        assert f"Requests and offers are in {target}." in capsys.readouterr().err
        assert target.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert [(row["found"], row["requested_by"], row["offered_by"]) for row in rows] == [
        ("offered", "Coralia", "Avalia"),
        ("offered", "Kareland", "Avalia"),
        ("no offer", "Kareland", ""),
        ("not asked", "", "Avalia"),
    ]
    assert [rows[2]["request"], rows[3]["offer"]] == ["'=Beds", "'=Places"]
    found = json.loads(document.read_text())
    assert [item["state"] for item in found["requests"]] == ["Coralia", "Kareland", "Kareland"]
    assert found["requests"][1] == {
        "state": "Kareland",
        "area": "LAW",
        "question": "LAW-01",
        "title": found["requests"][1]["title"],
        "assistance": ["technical"],
        "request": "A drafter for three months.",
        "offered_by": [
            {
                "state": "Avalia",
                "area": "LAW",
                "assistance": ["technical"],
                "offer": "Two drafters.",
            }
        ],
    }
    assert [item["area"] for item in found["not_asked"]] == ["RSP"]
    assert "secret" not in table.read_text() + document.read_text()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            ("--match", "--summary", "r.html", "--anonymous"),
            "--anonymous goes with --summary alone",
        ),
        (("--match", "matches.xlsx"), "--match takes a file that ends in .csv or .json"),
        (("--match", "--edition", "partner"), "whatever the edition: leave out --edition"),
    ],
)
def test_what_does_not_go_together_is_refused(
    questionnaire_folder: Path,
    answers: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    said: str,
):
    assert matched(answers, questionnaire_folder, *more) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_two_drafts_of_one_day_that_differ_ask_and_offer_nothing(
    questionnaire_folder: Path, answers: Path, capsys: pytest.CaptureFixture[str]
):
    other = json.loads((answers / "avalia.json").read_text())
    other["answers"] = {"LAW-01": wish("Anything.")}
    (answers / "avalia-2.json").write_bytes(dump(other))
    assert matched(answers, questionnaire_folder, "--match") == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == (
        "3 requests, 3 without an offer; 0 offers that nobody asks for."
    )
    assert "2 drafts of Avalia of 1 November 2026 that differ" in said.err
    assert "none of their requests and offers counts" in said.err
