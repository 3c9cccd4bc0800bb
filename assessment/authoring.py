"""What a program can prove of a questionnaire's text, for its author; pure.

The store refuses what cannot be used (form, references, circles). Here stands what can be used
but should not be printed: paragraphs that nobody serves, descriptors that say the same, lengths
that do not fit a screen of 100 columns.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from assessment.questionnaire import LEVEL_NAMES, Question, Questionnaire

OTHERS_NAMED = 3
"""Of many descriptors that say the same so many are named beside the first two; all are counted."""
ALIKE = 82.0
"""Two descriptors this similar say the same; 100 means equal, by Indel ratio over words."""
DESCRIPTOR_COLUMNS = 68
"""Width of a descriptor on a screen of 100 columns, beside the tree of areas."""
DESCRIPTOR_LINES = 16
"""Most lines that the five descriptors may take there, so that a question needs no scrolling."""
TEXT_LIMIT = 180
TITLE_LIMIT = 48
DESCRIPTOR_LIMITS = (30, 240)
GUIDANCE_LIMIT = 300
ABOUT_LIMIT = 340


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an author should mend; `subject` leads to file and line through the store."""

    subject: tuple[str, ...]
    problem: str


def findings(questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """Everything that should be mended, in questionnaire order."""
    return (
        *_paragraphs(questionnaire),
        *_lengths(questionnaire),
        *_instruments(questionnaire),
        *_alike(questionnaire),
    )


def _paragraphs(questionnaire: Questionnaire) -> Iterator[Finding]:
    led = {question.leading_paragraph for question in questionnaire.questions}
    for paragraph in questionnaire.paragraphs:
        subject = ("paragraphs", str(paragraph.number))
        serving = questionnaire.questions_of_paragraph(paragraph.number)
        if paragraph.procedural is not None:
            if serving:
                yield Finding(
                    subject,
                    f"Paragraph {paragraph.number} is marked procedural, but {serving[0].id} "
                    "cites it.",
                )
        elif not serving:
            yield Finding(subject, f"No question serves paragraph {paragraph.number}.")
        elif paragraph.number not in led:
            yield Finding(
                subject,
                f"No question is led by paragraph {paragraph.number}; it is only cited beside "
                "others.",
            )


def _lengths(questionnaire: Questionnaire) -> Iterator[Finding]:
    for area in questionnaire.areas:
        if len(area.about) > ABOUT_LIMIT:
            yield Finding((area.id,), _too_long(f"{area.id}: 'about'", area.about, ABOUT_LIMIT))
    for question in questionnaire.questions:
        yield from _question_lengths(question)


def _question_lengths(question: Question) -> Iterator[Finding]:
    key = question.id
    if len(question.text) > TEXT_LIMIT:
        yield Finding((key, "text"), _too_long(f"{key}: the question", question.text, TEXT_LIMIT))
    if len(question.title) > TITLE_LIMIT:
        yield Finding((key, "title"), _too_long(f"{key}: the title", question.title, TITLE_LIMIT))
    for name, text in question.guidance:
        if len(text) > GUIDANCE_LIMIT:
            yield Finding(
                (key, "guidance", name), _too_long(f"{key}: {name}", text, GUIDANCE_LIMIT)
            )
    yield from _descriptor_lengths(question)


def _descriptor_lengths(question: Question) -> Iterator[Finding]:
    shortest, longest = DESCRIPTOR_LIMITS
    lines = 0
    for level, text in enumerate(question.levels):
        lines += len(textwrap.wrap(text, DESCRIPTOR_COLUMNS))
        subject = (question.id, "levels", str(level))
        if len(text) > longest:
            yield Finding(subject, _too_long(f"{question.id}: level {level}", text, longest))
        if len(text) < shortest:
            yield Finding(subject, f"{question.id}: level {level} is too short to be checked.")
        if text.rstrip(".").casefold() in _GENERIC:
            yield Finding(subject, f"{question.id}: level {level} only repeats the scale.")
    if lines > DESCRIPTOR_LINES:
        yield Finding(
            (question.id, "levels"),
            f"{question.id}: the five descriptors take {lines} lines on a screen of 100 columns; "
            f"at most {DESCRIPTOR_LINES} fit.",
        )


_GENERIC = frozenset(name.casefold() for name in LEVEL_NAMES.values())


def _too_long(what: str, text: str, limit: int) -> str:
    return f"{what} has {len(text)} characters; at most {limit} fit."


def _instruments(questionnaire: Questionnaire) -> Iterator[Finding]:
    used = {name for question in questionnaire.questions for name in question.instruments}
    for instrument in questionnaire.instruments:
        if instrument.id not in used:
            yield Finding(("instruments", instrument.id), f"No question points to {instrument.id}.")
    for question in questionnaire.questions:
        if not question.instruments:
            yield Finding(
                (question.id,),
                f"{question.id} points to no instrument, so nobody can help with it.",
            )


def _alike(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Descriptors that say the same, each group once: one text may stand in thousands of them."""
    places = [
        (question.id, level, text.casefold())
        for question in questionnaire.questions
        for level, text in enumerate(question.levels)
    ]
    for (first, *rest), likeness in _groups([text for *_, text in places]):
        second, *others = rest
        key, level, _ = places[second]
        yield Finding(
            (key, "levels", str(level)),
            f"{_descriptor(places[second])}, says nearly the same as {_descriptor(places[first])} "
            f"({likeness:.0f} of 100 alike){_and_so([places[one] for one in others])}.",
        )


def _descriptor(place: tuple[str, int, str]) -> str:
    return f"{place[0]}, level {place[1]}"


def _and_so(others: list[tuple[str, int, str]]) -> str:
    if not others:
        return ""
    more = len(others) - OTHERS_NAMED
    named = [_descriptor(one) for one in others[:OTHERS_NAMED]]
    named += [f"{more} more"] if more > 0 else []
    return f"; so {'does' if len(others) == 1 else 'do'} {'; '.join(named)}"


def _groups(texts: list[str]) -> Iterator[tuple[list[int], float]]:
    """Which texts are alike, directly or through others, and how much the first two of them are.

    The second is the first one that is like the first; the others follow in order.
    """
    # Here: rapidfuzz and numpy are wanted by authors only.
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    different, of_text = np.unique(np.array(texts, dtype=object), return_inverse=True)
    group = np.arange(len(different))
    for row, text in enumerate(different):
        # A row at a time: all pairs of 50,000 descriptors would take 10 GB.
        scores = cdist([text], different[row:], scorer=ratio, score_cutoff=ALIKE)[0]
        joined = np.unique(group[row:][scores.nonzero()])
        group[np.isin(group, joined)] = joined[0]
    members: dict[int, list[int]] = {}
    for number, name in enumerate(group[of_text].tolist()):
        members.setdefault(name, []).append(number)
    for found in members.values():
        if len(found) > 1:
            first = texts[found[0]]
            second = next(one for one in found[1:] if ratio(first, texts[one]) >= ALIKE)
            others = [one for one in found[1:] if one != second]
            yield [found[0], second, *others], ratio(first, texts[second])
