"""The pictures of the guide: a coordinator's day, played through in the program itself.

`.venv/bin/python tests/pictures.py` makes them anew in `docs/pictures/`; look at them afterwards.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "tui")]

from hands import press, settle
from sitting import Sitting

from assessment.answers import Answer, Evidence
from assessment.example import example_answers
from assessment.store import dump, parse_answers, read_questionnaire, write_answers
from assessment.tui.session import Session

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (100, 30)
MONDAY = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
NEAR = "/srv/assessments"
"""What stands in the pictures for the folder, which is another one each time and as long."""
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Textual names fonts on a server: a picture needs no network."""
NAMES = ("hand-out", "take-back", "board", "clash", "review", "print")
WHO_FILLED_IN = ("Interior", "Justice", "Customs", "Finance")
"""The ministries whose parts came home."""

SEEN_OTHERWISE = ("LAW-02", "ONL-06", "COO-02")
"""What Customs supports and puts a level lower than the ministry that leads."""


class Day:
    """A day with the program, and the pictures taken on it."""

    def __init__(self, folder: Path) -> None:
        self.now = MONDAY
        self.folder = folder
        self.questionnaire = read_questionnaire()
        self.path = folder / "examplia.json"
        write_answers(
            self.path, example_answers(self.questionnaire).replace(document_status="draft")
        )
        self.taken: dict[str, str] = {}

    def play(self) -> dict[str, str]:
        """Hand out, take back, see the board, settle, review, print; a picture of each."""
        session = Session.open(self.path, self.questionnaire, now=lambda: self.now)
        try:
            self._sit(session, self._hand_out)
            self._fill_in(session)
            self.now = MONDAY + dt.timedelta(days=21)
            self._sit(session, self._take_back)
            session.flush()
        finally:
            session.close()
        return self.taken

    def _sit(self, session: Session, scenario: Callable) -> None:
        async def day() -> None:
            app = Sitting(self.questionnaire, session)
            async with app.run_test(size=SIZE) as pilot:
                await settle(pilot)
                await scenario(pilot)

        asyncio.run(day())

    async def _hand_out(self, pilot) -> None:
        await press(pilot, "k", "o")
        pilot.app.screen.query_one("#supporting").focus()
        await press(pilot, "space")
        self._take(pilot, "hand-out")
        await press(pilot, "ctrl+s")
        await settle(pilot)

    async def _take_back(self, pilot) -> None:
        await press(pilot, "k", "T")
        await settle(pilot)
        self._take(pilot, "take-back")
        await press(pilot, "enter")
        await settle(pilot)
        await press(pilot, "escape")
        await settle(pilot)
        self._take(pilot, "board")
        await press(pilot, "K", "n")
        self._take(pilot, "clash")
        await press(pilot, "escape", "escape", "v")
        self._take(pilot, "review")
        await press(pilot, "escape", "k", "down", "P")
        await settle(pilot)
        self._take(pilot, "print")

    def _take(self, pilot, name: str) -> None:
        drawn = pilot.app.export_screenshot(title=" ")
        self.taken[name] = FONTS.sub("", drawn).replace(str(self.folder), NEAR)

    def _fill_in(self, session: Session) -> None:
        """Some ministries fill in their parts; Customs sees some questions otherwise."""
        records = {part.id[:6]: part for part in session.answers.parts}
        for file in sorted((self.folder / "examplia-parts").glob("*.json")):
            record = next(item for key, item in records.items() if key in file.name)
            if record.ministry in WHO_FILLED_IN:
                self._fill_in_one(session, file, record.ministry)

    def _fill_in_one(self, session: Session, file: Path, ministry: str) -> None:
        asked = self.questionnaire
        part = parse_answers(file.read_bytes(), asked, where=str(file), parts=True).answers
        entries = dict(part.answers)
        for key in part.part.questions:
            own = session.answer(key)
            leads = own.ministry == ministry
            differs = ministry == "Customs" and key in SEEN_OTHERWISE
            if own.level is None or not (leads or differs):
                continue
            level = own.level if leads else own.level - 1
            entries[key] = Answer(
                status="answered",
                level=level,
                points=own.points if leads else None,
                evidence=(Evidence(title=f"Letter of {ministry} of 9 November"),),
                by=f"Office of {ministry}",
                at=MONDAY + dt.timedelta(days=9),
            )
        file.write_bytes(dump(part.replace(answers=entries, approved_by="The director")))


def pictures() -> dict[str, str]:
    """Every picture under its name, as SVG."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        return Day(folder).play()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    for name, drawn in pictures().items():
        (FOLDER / f"{name}.svg").write_text(drawn)
