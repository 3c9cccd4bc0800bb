"""An author publishes edition 2.1: what becomes of files that answer 2.0, on every face.

Edition 2.1 differs in three ways: one point of AA-01 gave way to another (its letter is retired),
AA-02 was split, and AA-03 is not asked any more. AA-04 to AA-06 stayed as they were. Edition 2.0
stays in the folder `editions/2.0`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from synthetic import answers, area, points, question, write

from assessment.answers import Answers
from assessment.assess import assess, assess_baseline
from assessment.carry_over import carry_over
from assessment.cli.main import run
from assessment.compare import compare
from assessment.questionnaire import Questionnaire
from assessment.region import member, region
from assessment.store import parse_answers, read_answers, read_questionnaire, write_answers
from assessment.tui.session import Session

TICKED: dict[str, Any] = {
    "AA-01": {"level": 3, "points": ["a", "b", "c", "d"], "note": "Decree 12."},
    "AA-02": {"level": 2, "points": ["a", "b"], "restricted": True},
    "AA-03": {"level": 4, "note": "Kept."},
    "AA-04": {"level": 2, "points": ["a", "b", "d"]},
    "AA-05": 1,
    "AA-06": {"level": 4},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The questionnaire's folder after the author's work."""
    folder = tmp_path_factory.mktemp("editions") / "q"
    other = points("AA-01")
    del other["c"]
    other["g"] = {"level": 3, "text": "AA-01 finds another fact at level 3, next."}
    changed = question("AA-01", points=dict(sorted(other.items(), key=_place)), retired=["c"])
    kept = [question(f"AA-{number:02}") for number in (4, 5, 6)]
    write(folder, area("AA", changed, question("AA-02"), question("AA-07"), *kept), version="2.1")
    became = {
        "AA-01": {"kind": "changed", "why": "Training has to be current now."},
        "AA-02": {"kind": "split", "to": ["AA-02", "AA-07"], "why": "It joined two things."},
        "AA-03": {"kind": "gone", "why": "Nobody could answer it."},
        **{f"AA-{number:02}": {"kind": "same"} for number in (4, 5, 6)},
    }
    earlier = {
        "version": "2.0",
        "conditions": {"affected": ["affected"], "hosts_mission": ["hosts_mission"]},
        "questions": became,
    }
    (folder / "editions.yaml").write_text(yaml.safe_dump({"editions": [earlier]}))
    first = [question(f"AA-{number:02}") for number in range(1, 7)]
    write(folder / "editions" / "2.0", area("AA", *first), version="2.0")
    return folder


def _place(point: tuple[str, dict[str, Any]]) -> tuple[int, str]:
    return point[1]["level"], point[0]


@pytest.fixture(scope="module")
def now(folder: Path) -> Questionnaire:
    return read_questionnaire(str(folder))


@pytest.fixture(scope="module")
def then(folder: Path) -> Questionnaire:
    return read_questionnaire(str(folder / "editions" / "2.0"))


def file(then: Questionnaire, path: Path, status: str = "draft", **given: Any) -> Path:
    """A file that answers edition 2.0."""
    write_answers(path, answers(then, {**TICKED, **given}, document_status=status))
    return path


def test_the_author_is_told_of_no_mistake(folder: Path, capsys: pytest.CaptureFixture[str]):
    run(["questionnaires", "check", str(folder)])
    said = capsys.readouterr().out
    assert "editions" not in said
    assert "letter" not in said


def test_a_letter_that_was_not_retired_and_a_question_that_was_not_mapped_are_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    copy = Path(shutil.copytree(folder, tmp_path / "q"))
    part = copy / "areas" / "01-aa.yaml"
    part.write_text(part.read_text().replace("  retired:\n  - c\n", ""))
    became = copy / "editions.yaml"
    became.write_text(became.read_text().replace("    AA-05:\n      kind: same\n", ""))
    assert run(["questionnaires", "check", str(copy)]) == 1
    said = capsys.readouterr().out
    assert "AA-01: c had a point in edition 2.0; write it under 'retired'" in said
    assert "The map of edition 2.0 lacks AA-05." in said


def test_a_ticked_draft_is_carried_over_with_nothing_lost(now: Questionnaire, then: Questionnaire):
    found = carry_over(answers(then, TICKED), now)
    carried = {key: (answer.level, answer.points) for key, answer in found.answers.answers.items()}
    assert carried == {
        "AA-01": (3, None),  # the ticks give level 2 here: c is gone, and g was never asked
        "AA-02": (2, ("a", "b")),
        "AA-07": (2, None),
        "AA-04": (2, ("a", "b", "d")),
        "AA-05": (1, None),
        "AA-06": (4, None),
    }
    assert found.left_out == ("AA-03",)
    assert found.to_confirm == ("AA-01", "AA-02", "AA-07")
    assert all(found.answers.answers[key].restricted for key in ("AA-02", "AA-07"))
    aside = found.answers.left_out["2.0"]
    assert set(aside) == {"AA-01", "AA-02", "AA-03"}
    assert aside["AA-01"].points == ("a", "b", "c", "d"), "the ticks stay in the file"


def test_a_tick_that_still_gives_the_level_is_carried(now: Questionnaire, then: Questionnaire):
    held = {"AA-01": {"level": 2, "points": ["a", "b", "d"]}}
    carried = carry_over(answers(then, held), now).answers.answers["AA-01"]
    assert (carried.points, carried.to_confirm) == (("a", "b", "d"), True)


@pytest.mark.parametrize("command", ["score", "check", "report", "export"])
def test_a_draft_of_the_earlier_edition_is_refused_until_it_is_accepted(
    command: str, folder: Path, then: Questionnaire, tmp_path: Path, capsys: Any
):
    path = file(then, tmp_path / "draft.json")
    more = {"export": ["--as", "json"]}.get(command, [])
    more += ["-o", str(tmp_path / "out.html")] if command in ("report", "export") else []
    asked = [command, str(path), "--questionnaire", str(folder), *more]
    before = path.read_bytes()
    assert run(asked) == 1
    assert "answers version 2.0 of the questionnaire; this is version 2.1" in (
        " ".join(capsys.readouterr().err.split())
    )
    assert run([*asked, "--accept-version"]) == 0
    assert "carried over, as a draft" in " ".join(capsys.readouterr().err.split())
    assert path.read_bytes() == before


def test_a_final_file_is_scored_with_the_edition_that_it_answers(
    folder: Path, then: Questionnaire, tmp_path: Path, capsys: Any
):
    path = file(then, tmp_path / "final.json", "final")
    assert run(["score", str(path), "--json", "--questionnaire", str(folder)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["document_status"] == "final"
    assert told["questionnaire"]["version"] == "2.0"
    assert told["overall"]["counts"]["answered"] == 6


def test_a_final_report_of_the_earlier_edition_is_made_and_verified(
    folder: Path, then: Questionnaire, tmp_path: Path, capsys: Any
):
    path, made = file(then, tmp_path / "final.json", "final"), tmp_path / "final.pdf"
    asked = ["--questionnaire", str(folder)]
    assert run(["report", str(path), "-o", str(made), *asked]) == 0
    assert run(["verify", str(made), str(path), *asked]) == 0
    assert "Identical" in capsys.readouterr().out


def test_a_final_file_of_another_wording_is_not_taken_for_the_published_one(
    folder: Path, then: Questionnaire, tmp_path: Path, capsys: Any
):
    path = file(then, tmp_path / "final.json", "final")
    path.write_text(path.read_text().replace(then.sha256, "0" * 64))
    assert run(["score", str(path), "--questionnaire", str(folder)]) == 1
    assert "--accept-version" in capsys.readouterr().err


@pytest.mark.parametrize("version", ["..", "../2.0", "2.0/areas"])
def test_no_path_comes_out_of_a_files_version(
    version: str, folder: Path, then: Questionnaire, tmp_path: Path
):
    path = file(then, tmp_path / "final.json", "final")
    path.write_text(path.read_text().replace('"version": "2.0"', f'"version": "{version}"'))
    assert run(["score", str(path), "--questionnaire", str(folder)]) == 1


def test_a_final_file_that_is_carried_over_is_a_draft_and_stays_beside_it(
    now: Questionnaire, then: Questionnaire, tmp_path: Path
):
    path = file(then, tmp_path / "final.json", "final")
    before = path.read_bytes()
    session = Session.open(path, now, accept_version=True)
    session.close()
    assert read_answers(path, now).answers.document_status == "draft"
    assert (tmp_path / "final.json.edition-2.0").read_bytes() == before
    assert [item.what for item in read_answers(path, now).answers.history] == ["carried_over"]


def carried(now: Questionnaire, then: Questionnaire, path: Path) -> tuple[Answers, str]:
    found = parse_answers(path.read_bytes(), now, where="f", accept_version=True)
    return found.answers, found.carried_from


def test_a_baseline_of_the_earlier_edition_is_compared_by_what_is_the_same(
    now: Questionnaire, then: Questionnaire, tmp_path: Path
):
    raised = dict.fromkeys(("AA-01", "AA-02", "AA-04", "AA-05", "AA-07"), 3)
    current = assess(now, answers(now, raised))
    earlier, version = carried(now, then, file(then, tmp_path / "then.json", "final"))
    found = compare(assess_baseline(current, earlier, carried_from=version), current)
    assert found.compared == {"AA-04", "AA-05", "AA-06"}
    assert {
        question.question: (question.before, question.after) for question in found.questions
    } == {
        "AA-04": (2, 3),
        "AA-05": (1, 3),
        "AA-06": (4, None),
    }
    groups = (found.overall, *found.areas.values(), *found.sides.values())
    assert all(group.difference is None and group.before is None for group in groups)


def test_two_files_of_the_earlier_edition_are_compared_whole(
    now: Questionnaire, then: Questionnaire, tmp_path: Path
):
    """Both were carried over by the same map."""
    item, version = carried(now, then, file(then, tmp_path / "one.json", **{"AA-05": 2}))
    other, _ = carried(now, then, file(then, tmp_path / "other.json"))
    current = assess(now, item, carried_from=version)
    found = compare(assess_baseline(current, other, carried_from=version), current)
    assert not found.other_questionnaire
    assert found.overall.difference == pytest.approx(25 / 6)


def test_a_region_has_no_state_of_another_edition_in_its_figures(
    now: Questionnaire, then: Questionnaire, tmp_path: Path
):
    current = answers(now, dict.fromkeys(now.by_id, 3), document_status="final")
    elsewhere, version = carried(now, then, file(then, tmp_path / "then.json", "final"))
    elsewhere = elsewhere.replace(state="Kareland")
    members = [
        member(assess(now, current)),
        member(assess(now, elsewhere, carried_from=version)),
    ]
    found = region(now, members)
    assert (found.states, found.overall.median) == (1, 75)
    assert found.other_edition == ("Kareland",)
