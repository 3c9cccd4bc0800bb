"""Eight answer files that are hard to print, made by code; every one is of a State of fiction.

Each strains one thing that a page has to bear: nothing known, one extreme or the other, hardly an
answer, many long names, letters of several scripts, texts as long as they may be, and every state
beside every other.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle

from assessment.answers import (
    EVIDENCE_LIMIT,
    LINE_LIMIT,
    NOTE_LIMIT,
    REFERENCE_LIMIT,
    Action,
    Answer,
    Answers,
    Evidence,
    Position,
    Profile,
    Review,
)
from assessment.assess import Assessment, assess, assess_baseline
from assessment.questionnaire import Question, Questionnaire
from assessment.store import new_answers

DATE = dt.date(2026, 11, 1)
DUE = dt.date(2027, 6, 30)
MONDAY = dt.datetime(2026, 10, 5, 9, 0, tzinfo=dt.UTC)
MINISTRIES = 30
LETTERS = 80
"""So long are the names of the State and of each ministry in the file of long names."""
LONG_WORD = "Interministerialkoordinierungsausschussvorsitzendenstellvertretung"
VIETNAMESE = "Bộ Nội vụ và Phòng chống thiết bị nổ tự chế"
VIETNAMESE_STATE = "Cộng hòa Ví Dụ"
ARABIC = "وزارة الداخلية"
ARABIC_STATE = "جمهورية مثاليا"
OTHER_EDITION = "1.1"


@dataclass(frozen=True)
class HardFile:
    """An answer file that is hard to print, and what it is compared with."""

    answers: Answers
    earlier: Answers | None = None
    carried_from: str = ""
    """The edition of the questionnaire that the earlier one was made with, where it is another."""

    def baseline(self, current: Assessment) -> Assessment | None:
        """The earlier assessment as it stands beside one edition of the current one."""
        if self.earlier is None:
            return None
        return assess_baseline(current, self.earlier, carried_from=self.carried_from)

    def assessment(self, questionnaire: Questionnaire, edition: str) -> Assessment:
        """The assessment of an edition."""
        return assess(questionnaire, self.answers, edition=edition)


Made = Callable[[Questionnaire, Answers, Answers], HardFile]


def _of(questionnaire: Questionnaire, given: Mapping[str, Answer], state: str) -> Answers:
    empty = new_answers(questionnaire, state, DATE, authority="Office of the Focal Point")
    conditions = {condition.id: True for condition in questionnaire.conditions}
    profile = Profile(conditions=conditions, ministries=("Interior",))
    return empty.replace(profile=profile, marking="RESTRICTED", period="2026").model_copy(
        update={"answers": dict(given)}
    )


def everything_unknown(questionnaire: Questionnaire, *_: Answers) -> HardFile:
    """Everybody was asked, and nobody could say anything."""
    given = {item.id: Answer(status="unknown") for item in questionnaire.questions}
    return HardFile(_of(questionnaire, given, "Obscuria"))


def all_zero(questionnaire: Questionnaire, *_: Answers) -> HardFile:
    """Nothing exists anywhere."""
    given = {item.id: Answer(status="answered", level=0) for item in questionnaire.questions}
    return HardFile(_of(questionnaire, given, "Nihilia"))


def all_four(questionnaire: Questionnaire, *_: Answers) -> HardFile:
    """Everything is reviewed, with every point of every question."""
    given = {
        item.id: Answer(status="answered", level=4, points=tuple(item.points))
        for item in questionnaire.questions
    }
    return HardFile(_of(questionnaire, given, "Perfectia"))


def three_answers(questionnaire: Questionnaire, *_: Answers) -> HardFile:
    """A file that was begun this morning."""
    levels = {"POL-01": 1, "LAW-01": 3, "VIC-01": 0}
    given = {
        key: Answer(status="answered", level=level, ministry="Interior", by="A. Clerk", at=MONDAY)
        for key, level in levels.items()
    }
    return HardFile(_of(questionnaire, given, "Incipia"))


def long_names(questionnaire: Questionnaire, example: Answers, earlier: Answers) -> HardFile:
    """Thirty ministries and a State with names of eighty letters each."""
    names = [
        f"Ministry {number} for National Preparedness, Reconstruction and Regional Affairs of the "
        "Union"[:LETTERS]
        for number in range(10, 10 + MINISTRIES)
    ]
    names = [name.ljust(LETTERS, "s") for name in names]
    state = "The United Federal Democratic and Social Republics of Upper and Lower Examplia Isles"
    return HardFile(_renamed(example, names, state[:LETTERS]), _renamed(earlier, names, state))


def several_scripts(questionnaire: Questionnaire, example: Answers, earlier: Answers) -> HardFile:
    """Vietnamese names in decomposed letters, and Arabic names inside sentences."""
    decomposed = unicodedata.normalize("NFD", VIETNAMESE)
    renamed = _renamed(example, [decomposed, ARABIC, "Interior"], ARABIC_STATE)
    answers = {
        key: answer.replace(
            note=f"{decomposed} wrote it with {ARABIC}, in 2026.",
            evidence=(Evidence(title=f"{ARABIC} 12", reference=decomposed, date=DATE),),
            by=decomposed,
        )
        if answer.states_something
        else answer
        for key, answer in renamed.answers.items()
    }
    then = _renamed(earlier, [decomposed, ARABIC, "Interior"], ARABIC_STATE)
    return HardFile(renamed.replace(answers=answers, authority=decomposed), then)


def texts_at_their_limits(questionnaire: Questionnaire, *_: Answers) -> HardFile:
    """Notes, actions, evidence and reviews as long as they may be, with very long words."""
    prose = " ".join([LONG_WORD, "and then"] * NOTE_LIMIT)[:NOTE_LIMIT]
    evidence = Evidence(title=(LONG_WORD * 9)[:LINE_LIMIT], date=DATE)
    papers = (evidence.model_copy(update={"reference": (LONG_WORD * 9)[:REFERENCE_LIMIT]}),)
    action = Action(text=prose, owner=(LONG_WORD * 9)[:LINE_LIMIT], due=DUE, request=prose)
    full = Answer(
        status="answered",
        level=1,
        ministry="Interior",
        note=prose,
        release=prose,
        evidence=papers * EVIDENCE_LIMIT,
        action=action.model_copy(update={"assistance": ("technical", "financial")}),
        review=Review(level=0, note=prose, by=(LONG_WORD * 9)[:LINE_LIMIT], at=MONDAY),
        by=(LONG_WORD * 9)[:LINE_LIMIT],
        at=MONDAY,
    )
    absent = Answer(status="not_applicable", reason=prose, ministry="Interior")
    return HardFile(_of(questionnaire, {"POL-01": full, "POL-02": absent}, "Verbosia"))


def every_state_by_turns(
    questionnaire: Questionnaire, example: Answers, earlier: Answers
) -> HardFile:
    """Every state beside every other, open and settled clashes, and an earlier edition."""
    turns = cycle(_TURNS)
    given = {item.id: next(turns)(item) for item in questionnaire.questions}
    answers = _of(questionnaire, given, "Mixtia")
    profile = answers.profile.with_ministries(("Justice", "Health"))
    then = earlier.replace(state="Mixtia")
    return HardFile(answers.replace(profile=profile), then, carried_from=OTHER_EDITION)


def _restricted(question: Question) -> Answer:
    return Answer(
        status="answered", level=2, ministry="Interior", restricted=True, note="Kept inside.",
        release="Never seen.", evidence=(Evidence(title="A closed file", date=DATE),),
    )  # fmt: skip


def _withheld(question: Question) -> Answer:
    return Answer(status="withheld", ministry="Interior")


def _not_applicable(question: Question) -> Answer:
    return Answer(status="not_applicable", reason="It cannot exist here.", ministry="Justice")


def _unknown(question: Question) -> Answer:
    return Answer(status="unknown", ministry="Health", flag=True)


def _clash(question: Question) -> Answer:
    positions = (_said("Interior", 3), _said("Justice", 1))
    return Answer(ministry="Interior", positions=positions)


def _answered(question: Question) -> Answer:
    action = Action(text="Bring it before the cabinet.", due=DUE, cost=120_000, funded=20_000)
    return Answer(
        status="answered", level=1, ministry="Health", supporting=("Interior",), action=action,
        to_confirm=True, positions=(_said("Health", 1),),
    )  # fmt: skip


_TURNS: tuple[Callable[[Question], Answer], ...] = (
    *(_restricted, _withheld, _not_applicable, _unknown, _clash, _answered),
)


def _said(ministry: str, level: int) -> Position:
    return Position(
        status="answered", level=level, ministry=ministry, at=MONDAY, note=f"{ministry} says so."
    )


def _renamed(answers: Answers, names: list[str], state: str) -> Answers:
    leads, helps = cycle(names), cycle(names[1:])
    given = {
        key: answer.replace(ministry=next(leads), supporting=(next(helps),), positions=())
        for key, answer in answers.answers.items()
    }
    profile = Profile(
        conditions=answers.profile.conditions,
        relevance=answers.profile.relevance,
        ministries=tuple(names),
    )
    return answers.replace(state=state, profile=profile, answers=given)


HARD: Mapping[str, Made] = {
    "everything unknown": everything_unknown,
    "all zero": all_zero,
    "all four": all_four,
    "three answers": three_answers,
    "long names": long_names,
    "several scripts": several_scripts,
    "texts at their limits": texts_at_their_limits,
    "every state by turns": every_state_by_turns,
}
