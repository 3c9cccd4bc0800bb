"""Six ministries, one assessment: two web pages, two workbooks, a PDF, a part in the terminal.

An invented State hands its questions out. One part comes back late, one twice, one ministry differs
on five questions, one file is of another edition. What came back is settled, reviewed and printed;
then the same once more from sealed files. Every form is filled in by the program that people have:
Chromium, LibreOffice, pdftk, the terminal.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from browser import Browser, browser
from filling import cells, changed, put
from filling_pdf import by_pdftk
from hands import press
from sealing import files_holding, holding, key_of
from sitting import sit
from web_page import Page, Typed

from assessment.answers import Answer, Answers, Profile, Review
from assessment.assess import assess
from assessment.cli.main import run
from assessment.dates import in_words
from assessment.parts import clashes
from assessment.positions import current_positions
from assessment.questionnaire import Questionnaire
from assessment.store import new_answers, read_answers, write_answers
from assessment.tui.memory import Memory
from assessment.tui.session import Session

pytestmark = pytest.mark.slow

FORMS = {
    "Interior": "web",
    "Justice": "web",
    "Defence": "workbook",
    "Trade": "workbook",
    "Health": "pdf",
    "Foreign affairs": "json",
}
"""The form that each ministry is handed."""
ASKED = {
    "Interior": "LAW",
    "Justice": "SUP",
    "Defence": "STK",
    "Trade": "PRI",
    "Health": "VIC",
    "Foreign affairs": "MUL",
}
"""The policy area that each ministry leads."""
DISPUTED = 5
"""How many questions of Interior Justice supports, and sees otherwise."""
TODAY = dt.datetime.now(dt.UTC).date()
YESTERDAY = TODAY - dt.timedelta(days=1)
SECRET = "Only four officers know the register."
"""A note of Interior that may stand in no plain file once all is sealed."""


def asked_of(questionnaire: Questionnaire, ministry: str) -> list[str]:
    area = questionnaire.area_by_id[ASKED[ministry]]
    return [question.id for question in area.questions]


def letters(questionnaire: Questionnaire, key: str, level: int) -> tuple[str, ...]:
    """The points that give a level."""
    points = questionnaire.by_id[key].points
    return tuple(letter for letter, point in points.items() if point.level <= level)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


class Kareland:
    """An invented State, its file and the folder where parts go out and come home."""

    def __init__(self, folder: Path, questionnaire: Questionnaire, browser: Browser) -> None:
        self.folder, self.questionnaire, self.browser = folder, questionnaire, browser
        self.file, self.out, self.back = folder / "kareland.json", folder / "out", folder / "back"
        self.back.mkdir()
        answers = new_answers(questionnaire, "Kareland", TODAY).replace(
            authority="Office of the focal point",
            contact="focal.point@example.org",
            profile=Profile(ministries=tuple(FORMS)),
            answers={
                key: Answer(ministry=ministry, supporting=self.support(ministry, number))
                for ministry in FORMS
                for number, key in enumerate(asked_of(questionnaire, ministry))
            },
        )
        write_answers(self.file, answers)

    @staticmethod
    def support(ministry: str, number: int) -> tuple[str, ...]:
        return ("Justice",) if ministry == "Interior" and number < DISPUTED else ()

    @property
    def answers(self) -> Answers:
        return read_answers(self.file, self.questionnaire).answers

    def hand_out(self, ministry: str, *more: str) -> Path:
        """Hand out a ministry's part in its form; the file that it gets."""
        before = set(self.out.glob("*"))
        form = FORMS[ministry]
        asked = [ASKED[ministry]]
        if ministry == "Justice":
            asked += asked_of(self.questionnaire, "Interior")[:DISPUTED]
        arguments = ["hand-out", str(self.file), "-o", str(self.out), "--ministry", ministry]
        arguments += [word for key in asked for word in ("--question", key)]
        assert (
            run([*arguments, "--form", form, "--due", TODAY.isoformat(), "--supporting", *more])
            == 0
        )
        (part,) = (item for item in set(self.out.glob("*")) - before if item.suffix != ".txt")
        return part

    def let_a_day_pass(self, ministry: str) -> None:
        """The day until when a ministry was asked is over."""
        answers = self.answers
        records = tuple(
            record.model_copy(update={"due": YESTERDAY}) if record.ministry == ministry else record
            for record in answers.parts
        )
        write_answers(self.file, answers.replace(parts=records))

    def take_back(self, *files: Path) -> int:
        return run(["take-back", str(self.file), *map(str, files)])

    # What each ministry does with its form.

    def in_the_browser(
        self, part: Path, levels: Mapping[str, int], name: str, note: str = ""
    ) -> Path:
        page = Page(self.browser.open(part), part)
        page.forget()
        page.sign(by="Head of legal affairs", on=TODAY.isoformat(), approved_by="The minister")
        for key, level in levels.items():
            page.answer(key, Typed(points=letters(self.questionnaire, key, level), note=note))
        saved = self.back / name
        saved.write_bytes(page.save())
        return saved

    def in_libreoffice(self, part: Path, levels: Mapping[str, int]) -> Path:
        def fill(book: object) -> None:
            rows = cells(book)  # type: ignore[arg-type]
            put(rows["form.by"][2], "Stock control")
            put(rows["form.date"][2], TODAY)
            for key, level in levels.items():
                for letter in letters(self.questionnaire, key, level):
                    put(rows[f"{key}.{letter}"][2], "yes")

        (self.back / part.name).write_bytes(changed(part.read_bytes(), fill))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless",
             "--convert-to", "xlsx", "--outdir", self.back / "saved", self.back / part.name],
            check=True, capture_output=True, timeout=170,
        )  # fmt: skip
        return self.back / "saved" / part.name

    def in_a_viewer(self, part: Path, levels: Mapping[str, int]) -> Path:
        values = {"form.by": "Hospitals", "form.date": TODAY.isoformat()}
        for key, level in levels.items():
            given = letters(self.questionnaire, key, level)
            values |= {f"q.{key}.{letter}": "on" for letter in given}
        filled = self.back / part.name
        filled.write_bytes(by_pdftk(part.read_bytes(), values, self.folder, "xfdf"))
        return filled

    def in_the_terminal(self, part: Path, level: int) -> Path:
        async def fill(pilot: object) -> None:
            await press(
                pilot,
                "escape",
                *[str(level)] * len(asked_of(self.questionnaire, "Foreign affairs")),
            )

        session = Session.open(part, self.questionnaire, memory=Memory(self.folder / "memory.json"))
        try:
            sit(session, then=fill)
        finally:
            session.close()
        return part


@pytest.fixture
def kareland(tmp_path: Path, questionnaire: Questionnaire, chromium: Browser) -> Kareland:
    return Kareland(tmp_path, questionnaire, chromium)


def test_six_ministries_answer_and_what_they_differ_on_is_settled(
    kareland: Kareland, capsys: pytest.CaptureFixture[str]
):
    questionnaire = kareland.questionnaire
    parts = {ministry: kareland.hand_out(ministry) for ministry in FORMS}
    kareland.let_a_day_pass("Trade")
    law = asked_of(questionnaire, "Interior")
    levels = {name: dict.fromkeys(asked_of(questionnaire, name), 2) for name in FORMS}
    differing = dict.fromkeys(law[:DISPUTED], 3)

    # Interior answers half of its questions first, and the rest later: it comes back twice.
    first = dict.fromkeys(law[:4], 2)
    interior = kareland.in_the_browser(parts["Interior"], first, "interior-1.json", SECRET)
    assert kareland.take_back(interior) == 0
    assert [kareland.answers.answer(key).level for key in law[:4]] == [2, 2, 2, 2]

    came = [
        kareland.in_the_browser(parts["Interior"], levels["Interior"], "interior-2.json", SECRET),
        kareland.in_the_browser(parts["Justice"], levels["Justice"] | differing, "justice.json"),
        kareland.in_libreoffice(parts["Defence"], levels["Defence"]),
        kareland.in_a_viewer(parts["Health"], levels["Health"]),
        kareland.in_the_terminal(parts["Foreign affairs"], 2),
    ]
    # One file is of another edition of the questionnaire: it is named, and nothing of it is taken.
    stray = kareland.back / "stray.json"
    other = json.loads(interior.read_text())
    other["questionnaire"] |= {"version": "9.9", "sha256": "0" * 64}
    stray.write_text(json.dumps(other))
    capsys.readouterr()
    assert kareland.take_back(*came, stray) == 1
    shown = capsys.readouterr()
    assert "9.9" in shown.err
    assert f"{DISPUTED} clashes" in shown.out
    assert f"Trade: 9 questions, due {in_words(YESTERDAY)}: OVERDUE" in shown.out

    # Trade is late, and comes in alone; nothing that is settled or taken changes.
    before = kareland.answers
    kareland.take_back(kareland.in_libreoffice(parts["Trade"], levels["Trade"]))
    after = kareland.answers
    for name in FORMS:
        for key in asked_of(questionnaire, name):
            if name != "Trade":
                assert after.answer(key) == before.answer(key)
            if key not in differing:
                assert after.answer(key).level == 2
                typed_alone = name == "Foreign affairs"
                points = None if typed_alone else letters(questionnaire, key, 2)
                assert after.answer(key).points == points
    assert all(record.returned for record in after.parts)
    assert {clash.question for clash in clashes(questionnaire, after)} == set(differing)

    # Five clashes are settled on one screen, a key each.
    session = Session.open(
        kareland.file, questionnaire, memory=Memory(kareland.folder / "memory.json")
    )
    try:
        sit(session, "k", "K", *["1"] * DISPUTED)
        session.flush()
    finally:
        session.close()
    settled = kareland.answers
    assert clashes(questionnaire, settled) == ()
    for key in differing:
        held = {
            current_position.ministry: current_position.level
            for current_position in current_positions(settled.answer(key).positions)
        }
        assert held == {"Interior": 2, "Justice": 3, None: 2}, "no position is lost"
        assert settled.answer(key).level == 2, "the ministry that leads was chosen"

    # Reviewed and printed.
    lowered = settled.answer(law[0])
    review = (lowered.review or Review()).model_copy(update={"level": 1})
    reviewed = settled.with_answer(law[0], lowered.replace(review=review))
    write_answers(kareland.file, reviewed)
    assessment = assess(questionnaire, reviewed)
    assert assessment.scorecard.areas["LAW"].score == 50
    page = kareland.folder / "report.html"
    assert run(["report", str(kareland.file), "--html", "-o", str(page)]) == 0
    assert "Kareland" in page.read_text()
    assert run(["hand-out", str(kareland.file), "-o", str(kareland.out), "--outcome"]) == 0


def test_the_same_from_sealed_files_leaves_nothing_in_plain(
    kareland: Kareland, capsys: pytest.CaptureFixture[str]
):
    questionnaire, folder = kareland.questionnaire, kareland.folder
    own, theirs = folder / "keys" / "own", folder / "keys" / "interior"
    key_of(own)
    public = key_of(theirs)
    (folder / "ministries.keys").write_text(f"{public} Interior\n")
    law = asked_of(questionnaire, "Interior")
    with holding(own):
        assert run(["seal", str(kareland.file)]) == 0
        sealed = kareland.file.with_name("kareland.json.age")
        arguments = ["hand-out", str(sealed), "-o", str(kareland.out), "--ministry", "Interior"]
        assert run([*arguments, "--seal", str(folder / "ministries.keys")]) == 0
        (part,) = kareland.out.glob("*.age")
        assert run(["score", str(part)]) == 1, "it is sealed to its ministry alone"
    with holding(theirs):
        session = Session.open(part, questionnaire, memory=Memory(folder / "theirs.json"))
        try:
            entries = {
                key: Answer(status="answered", level=2, note=SECRET, by="Police", at=session.now)
                for key in law
            }
            session.change_whole(session.answers.replace(answers=entries), "filled in")
            assert session.flush()
        finally:
            session.close()
    with holding(own):
        assert run(["take-back", str(sealed), str(part)]) == 0, capsys.readouterr().err
        capsys.readouterr()
        assert run(["score", str(sealed), "--json"]) == 0
        scored = json.loads(capsys.readouterr().out)
        page = folder / "report.html"
        assert run(["report", str(sealed), "--html", "-o", str(page)]) == 0
        page.unlink()
    by_area = {area["id"]: area["score"] for area in scored["areas"]}
    assert by_area["LAW"] == 50
    assert not kareland.file.exists()
    assert files_holding([folder], [SECRET.encode(), b'"Kareland"']) == []
