"""What must stay inside the government is in nothing that leaves it, wherever one looks.

An answer file is made in which every note, name, piece of evidence, reason and action carries a
marker of its own. Every edition is made as PDF and as HTML; its text (read by two programs), its
metadata, its attachments and every object and unpacked stream are searched for each marker.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from printed import EDITIONS, LEAVING, Press, joined

from assessment.answers import (
    Action,
    Answer,
    Answers,
    Evidence,
    Position,
    Profile,
    Review,
    Settlement,
)
from assessment.assess import redact
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.store import write_answers

HEAD = {
    "state": "Qstatez",
    "authority": "Qauthorityz",
    "period": "Qperiodz",
    "marking": "Qmarkingz",
}
MINISTRIES = ("Qministryaz", "Qministrybz", "Qministrycz")
SUPPORTS = "Qsupportingz"
UNUSED = "Qunusedministryz"
DUE = dt.date(2041, 3, 7)
SEEN = dt.date(1993, 5, 9)
AT = dt.datetime(1997, 8, 6, 4, 3, 2, tzinfo=dt.UTC)
HEARD = ("Qsaid", "Qwhy")
"""How the markers begin of what a ministry said, and of why it was settled otherwise."""
DAYS = ("7March2041", "9May1993", "6August1997", "2041-03-07", "1993-05-09", "1997-08-06")


@dataclass(frozen=True)
class Marked:
    """Answers full of markers, and which marker belongs to which question."""

    answers: Answers
    of: dict[str, tuple[str, ...]]

    @property
    def inside(self) -> set[str]:
        """Every marker that may never leave the government."""
        return {marker for markers in self.of.values() for marker in markers}


def marked(questionnaire: Questionnaire, example: Answers, prefix: str = "Q") -> Marked:
    """The example's statuses and levels, with every other field filled in and marked."""
    answers, of = {}, {}
    for number, question in enumerate(questionnaire.questions):
        given = example.answers.get(question.id)
        if given is None:
            continue
        kinds = ("note", "title", "reference", "person", "action", "said", "why")
        markers = {kind: f"{prefix}{kind}{number:03d}z" for kind in kinds}
        if given.status == "not_applicable":
            markers["reason"] = f"{prefix}reason{number:03d}z"
        answers[question.id] = _answer(given, number, markers)
        of[question.id] = tuple(markers.values())
    profile = Profile(
        conditions=example.profile.conditions,
        relevance=example.profile.relevance,
        ministries=(*MINISTRIES, SUPPORTS, UNUSED),
    )
    return Marked(example.replace(**HEAD, answers=answers, profile=profile), of)


def _answer(given: Answer, number: int, markers: dict[str, str]) -> Answer:
    heard = Position(
        ministry=MINISTRIES[number % 3],
        status="withheld" if given.status == "unknown" else "unknown",
        note=markers["said"],
        by=markers["person"],
        at=AT,
    )
    return given.replace(
        reason=markers.get("reason"),
        note=markers["note"],
        confidence="low",
        flag=True,
        ministry=None if number % 4 == 3 else MINISTRIES[number % 4],
        supporting=(SUPPORTS,),
        evidence=(Evidence(title=markers["title"], reference=markers["reference"], date=SEEN),),
        action=Action(text=markers["action"], due=DUE, assistance=("technical", "financial")),
        positions=(heard,),
        settlement=Settlement(positions=(heard,), why=markers["why"], by=markers["person"], at=AT),
        review=Review(level=1) if given.status == "answered" else None,
        by=markers["person"],
        at=AT,
    )


@pytest.fixture(scope="module")
def now(questionnaire: Questionnaire, example: Answers) -> Marked:
    return marked(questionnaire, example)


@pytest.fixture(scope="module")
def before(questionnaire: Questionnaire, earlier: Answers) -> Marked:
    """The baseline has markers of its own."""
    return marked(questionnaire, earlier, "B")


@pytest.fixture(scope="module", params=["pdf", "html"])
def made(request: pytest.FixtureRequest, press: Press, now: Marked, before: Marked):
    """Makes an edition, with the baseline, and gives all that can be read in it."""

    def make(edition: str, **wishes) -> str:
        wishes = {"baseline": before.answers, **wishes}
        if request.param == "pdf":
            return press.everything(now.answers, edition, **wishes)
        return joined(press.html(now.answers, edition, **wishes))

    return make


def found(markers: set[str], text: str) -> set[str]:
    return {marker for marker in markers if marker in text}


def test_the_full_edition_has_every_marker_so_that_the_search_is_known_to_find(made, now: Marked):
    text = made("full")
    assert now.inside - found(now.inside, text) == set()
    assert found({*MINISTRIES, SUPPORTS, *HEAD.values()}, text) == {
        *MINISTRIES,
        SUPPORTS,
        *HEAD.values(),
    }
    assert all(day in text for day in DAYS[:3])


@pytest.mark.parametrize("edition", LEAVING)
def test_nothing_of_the_inside_leaves(made, now: Marked, before: Marked, edition: str):
    text = made(edition)
    names = {*MINISTRIES, SUPPORTS, UNUSED}
    assert found(now.inside | before.inside | names | set(DAYS), text) == set()
    assert found(set(HEAD.values()), text) == set(HEAD.values()) - {HEAD["marking"]}


@pytest.mark.parametrize("edition", ["ministry", *LEAVING])
def test_no_digest_of_answers_is_in_what_the_authority_gives_away(
    made, questionnaire: Questionnaire, now: Marked, before: Marked, edition: str
):
    text = made(edition)
    for answers in (now.answers, before.answers):
        for item in (answers, redact(questionnaire, answers)):
            assert item.sha256 not in text
            assert item.sha256[:12] not in text
    assert "Qmarkingz" not in text or edition == "ministry"
    # The only digest that a page names is that of the questionnaire; a letter names none on paper.
    named = set(re.findall(r"sha256([0-9a-f]{64})", text))
    assert named == {questionnaire.sha256} or (edition == "national" and not named)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_random_id_stands_where_a_digest_stood(
    press: Press, now: Marked, before: Marked, edition: str
):
    named = now.answers.replace(id="0123456789abcdef" * 2)
    page = press.html(named, edition, baseline=before.answers)
    assert (f"Assessment {named.id}" in page) == (edition != "full")
    assert (named.sha256 in page) == (edition == "full")
    without = press.html(now.answers, edition, baseline=before.answers)
    assert "Assessment 0" not in without


@pytest.mark.parametrize("edition", LEAVING)
def test_no_marking_leaves_unless_it_is_asked_for(press: Press, now: Marked, edition: str):
    assert HEAD["marking"] not in press.html(now.answers, edition)
    assert "Qaskedz" in press.html(now.answers, edition, marking="Qaskedz")


def test_the_command_says_that_no_marking_is_printed(now: Marked, tmp_path: Path, capsys):
    file = tmp_path / "a.json"
    write_answers(file, now.answers)
    out = str(tmp_path / "out.html")
    said = {}
    for edition, more in (("public", []), ("public", ["--marking", "X"]), ("full", [])):
        wish = ["report", str(file), "--edition", edition, "-o", out, "--force", *more]
        assert run(wish) == 0
        said[edition, bool(more)] = capsys.readouterr().err
    words = "The public edition is printed without the marking of the file."
    assert [words in item for item in said.values()] == [True, False, False]


@pytest.mark.parametrize("place", [0, 1, 2, None])
def test_a_ministry_reads_its_own_answers_and_nobody_elses(
    made, now: Marked, before: Marked, place: int | None
):
    ministry = None if place is None else MINISTRIES[place]
    text = made("ministry", ministry=ministry)
    own = {key for key, item in now.answers.answers.items() if item.ministry == ministry}
    mine = {item for key in own for item in now.of[key] if not item.startswith(HEARD)}
    # Where it was heard and not followed it reads what it said itself, and why.
    told = {
        item
        for key, answer in now.answers.answers.items()
        if any(position.ministry == ministry for position in answer.positions)
        for item in now.of[key]
        if item.startswith(HEARD)
    }
    others = (now.inside - mine - told) | before.inside | {UNUSED}
    assert found(others, text) == set()
    if ministry is not None:
        assert mine - found(mine, text) == set()


def test_a_supporting_ministry_learns_where_it_supports_and_no_note(made, now: Marked):
    text = made("ministry", ministry=SUPPORTS)
    assert found(now.inside, text) == set()
    assert found(set(MINISTRIES), text) == set(MINISTRIES)


def test_an_archive_carries_the_answers_in_the_full_edition_alone(press: Press, now: Marked):
    for edition in ("ministry", *LEAVING):
        reader = pypdf.PdfReader(io.BytesIO(press.pdf(now.answers, edition, archive=True)))
        assert list(reader.attachment_list) == []
    for edition in LEAVING:
        text = press.everything(now.answers, edition, archive=True)
        assert found(now.inside | set(MINISTRIES) | set(DAYS), text) == set()


@pytest.mark.parametrize("edition", LEAVING)
def test_what_leaves_is_what_the_redacted_copy_gives_byte_for_byte(
    press: Press, questionnaire: Questionnaire, now: Marked, before: Marked, edition: str
):
    copies = [redact(questionnaire, item.answers) for item in (now, before)]
    given = (now.answers, edition), {"baseline": before.answers}
    alone = (copies[0], edition), {"baseline": copies[1]}
    assert press.html(*given[0], **given[1]) == press.html(*alone[0], **alone[1])
    _same_bytes(press.pdf(*given[0], **given[1]), press.pdf(*alone[0], **alone[1]))


CHANGES = {
    "level": {"level": 0},
    "target": {"target": 4},
    "note": {"note": "Qothernotez"},
    "evidence": {"evidence": (Evidence(title="Qothertitlez"),)},
    "status": {"status": "unknown", "level": None, "points": None},
    "everything": {
        "level": 4,
        "target": 4,
        "note": "",
        "evidence": (),
        "action": None,
        "ministry": None,
        "supporting": (),
        "confidence": "high",
        "review": Review(level=4),
        "flag": False,
        "by": None,
        "at": None,
    },
}


@pytest.mark.parametrize("edition", LEAVING)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_restricted_answer_may_say_what_it_will(
    press: Press, now: Marked, edition: str, change: dict
):
    restricted = [
        key
        for key, answer in now.answers.answers.items()
        if answer.restricted and answer.status == "answered"
    ]
    assert len(restricted) > 1
    other = now.answers
    for key in restricted:
        other = other.with_answer(key, other.answer(key).replace(**change))
    assert other.sha256 != now.answers.sha256
    assert press.html(other, edition) == press.html(now.answers, edition)
    if change in (CHANGES["level"], CHANGES["everything"]):
        _same_bytes(press.pdf(other, edition), press.pdf(now.answers, edition))


def _same_bytes(content: bytes, other: bytes) -> None:
    # A difference of two PDFs is nothing that anybody could read.
    same = content == other
    assert same


OPEN = (
    {"status": "unknown", "level": None, "points": None},
    {"status": "withheld", "level": None, "points": None},
    {"status": "unanswered", "level": None, "points": None},
    {"restricted": True},
    {"restricted": True, "level": 4, "points": None},
)
"""The ways in which a question can be open in an outward edition."""


def open_in_some_way(answers: Answers, seed: int) -> Answers:
    """Answers in which every ninth question is open, for a reason that the seed chooses."""
    chosen = random.Random(seed)
    for key in list(answers.answers)[::9]:
        given = answers.answer(key)
        if given.status == "answered" and not given.restricted:
            answers = answers.with_answer(key, given.replace(**chosen.choice(OPEN)))
    return answers


@pytest.mark.parametrize("edition", LEAVING)
def test_no_outward_page_tells_why_a_question_is_open(
    press: Press, now: Marked, before: Marked, edition: str
):
    """Two files that differ in nothing else give the same page, with a baseline as well."""
    pages = set()
    for seed in range(4):
        answers = open_in_some_way(now.answers, seed)
        page = press.html(answers, edition, baseline=before.answers)
        # How many are withheld is said once, for the whole, to partners alone.
        pages.add(re.sub(r", \d+ of them withheld on grounds of national security", "", page))
        assert page.count("withheld") == (edition == "partner")
    assert len(pages) == 1


def test_what_is_restricted_now_stands_in_no_baseline(press: Press, example: Answers):
    key = "POL-01"
    before = example.with_answer(
        key, example.answer(key).replace(restricted=False, level=0, points=None)
    )
    hidden = example.with_answer(key, example.answer(key).replace(restricted=True))
    page = press.html(hidden, "partner", baseline=before)
    changes = page[page.index('id="changes"') : page.index('id="areas"')]
    assert key not in changes
    other = example.with_answer(
        key, example.answer(key).replace(restricted=False, level=4, points=None)
    )
    assert press.html(hidden, "partner", baseline=other) == page


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_the_command_undoes_no_restriction(example: Answers, tmp_path: Path, edition: str, capsys):
    """The levels that the baseline has of what is restricted now change no byte."""
    key = "POL-01"
    now = example.with_answer(key, example.answer(key).replace(restricted=True))
    write_answers(tmp_path / "now.json", now)
    pages = set()
    for level in (0, 4):
        before = tmp_path / "before.json"
        answer = example.answer(key).replace(restricted=False, level=level, points=None)
        write_answers(before, example.with_answer(key, answer))
        out = tmp_path / f"{level}.html"
        wish = ["report", str(tmp_path / "now.json"), "--edition", edition, "-o", str(out)]
        assert run([*wish, "--baseline", str(before)]) == 0
        pages.add(out.read_text())
    assert len(pages) == 1


def test_a_file_name_tells_no_more_than_the_report(now: Marked, tmp_path: Path, capsys):
    file = tmp_path / "Qfilez.json"
    write_answers(file, now.answers)
    folder = tmp_path / "ministries"
    assert run(["report", str(file), "--edition", "ministry", "--html", "-o", str(folder)]) == 0
    names = sorted(item.name for item in folder.iterdir())
    assert names == [
        "01-qministryaz.html",
        "02-qministrybz.html",
        "03-qministrycz.html",
        "04-no-ministry.html",
    ]
    for item in folder.iterdir():
        assert "Qfilez" not in item.read_text()
        assert str(tmp_path) not in item.read_text()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_report_names_no_path_person_or_machine(
    press: Press, now: Marked, before: Marked, edition: str
):
    text = press.everything(now.answers, edition, baseline=before.answers)
    for item in (str(Path.home()), str(Path.cwd()), "localhost"):
        assert item not in text
    assert re.search(r"/tmp/|file:/", text) is None


def test_the_shared_file_of_an_edition_holds_no_marker(now: Marked, tmp_path: Path, capsys):
    file, out = tmp_path / "all.json", tmp_path / "out.json"
    write_answers(file, now.answers)
    assert run(["export", str(file), "--edition", "partner", "-o", str(out)]) == 0
    text = out.read_text()
    assert found(now.inside | set(MINISTRIES) | set(DAYS), joined(text)) == set()
    assert json.loads(text)["state"] == HEAD["state"]
