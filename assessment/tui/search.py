"""Search over questions, descriptors, guidance, notes and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.answers import FIELD_NAMES, PROSE, Answer
from assessment.language import _
from assessment.questionnaire import Question
from assessment.tui.matching import fold, holds, spelled_id, words_of
from assessment.tui.session import Session

MAX_RESULTS = 50
"""How many results are shown."""
CLOSE = 80
"""How like a word must be to count where nothing holds it, out of 100."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question that holds what was looked for."""

    question: str
    where: str
    """The place: question, level 2, guidance, note, evidence and so on."""
    text: str
    """The text that holds it."""


def search(session: Session, typed: str) -> list[Found]:
    """The questions that hold every word that is typed; the best place first."""
    words = words_of(typed)
    if not words:
        return []
    meant = spelled_id(typed, tuple(session.questionnaire.by_id))
    hits = sorted(_hits(session, words, meant), key=lambda hit: hit[0])
    ranked = [found for _unused, found in hits]
    return (ranked or list(_alike(session, typed)))[:MAX_RESULTS]


def _hits(session: Session, words: list[str], meant: str | None) -> Iterator[tuple[int, Found]]:
    """Of each question the best place that holds every word, with its rank."""
    for question in session.questionnaire.questions:
        if question.id == meant:
            yield -1, Found(question.id, "id", question.id)
            continue
        for rank, where, text in _texts(question, session.answer(question.id)):
            if holds(text, words):
                yield rank, Found(question.id, where, text)
                break


def _texts(question: Question, answer: Answer) -> Iterator[tuple[int, str, str]]:
    """The texts of a question, the best places first."""
    yield 0, "id", question.id
    yield (
        1,
        _("question"),
        f"{question.title}. {question.text}" if question.title else question.text,
    )
    yield from ((2, where, text) for where, text in _own_texts(answer))
    yield 3, _("level {level}").format(level=0), question.absent
    yield 3, _("level {level}").format(level=1), question.ad_hoc
    for letter, point in question.points.items():
        yield 3, _("point {letter}").format(letter=letter), point.text
    guidance = question.guidance
    yield 4, _("guidance"), f"{guidance.look_for} {guidance.ask} {guidance.evidence}"


def _own_texts(answer: Answer) -> Iterator[tuple[str, str]]:
    for name in (*PROSE, "reason"):
        if text := getattr(answer, name):
            yield FIELD_NAMES[name], text
    if answer.action is not None and answer.action.text:
        yield _("next action"), answer.action.text
    for piece in answer.evidence:
        yield _("evidence"), f"{piece.title} {piece.reference}"
    if answer.ministry:
        yield _("ministry"), ", ".join([answer.ministry, *answer.supporting])


def _alike(session: Session, typed: str) -> Iterator[Found]:
    """Where no question holds the words: those with words much like them."""
    from rapidfuzz.fuzz import partial_ratio

    wanted = fold(typed)
    scored = [
        (partial_ratio(wanted, fold(question.text)), question)
        for question in session.questionnaire.questions
    ]
    likeness = sorted(scored, key=lambda pair: -pair[0])
    for score, question in likeness[:MAX_RESULTS]:
        if score >= CLOSE:
            yield Found(question.id, _("much like"), question.text)
