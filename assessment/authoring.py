"""What a program can prove of a questionnaire's text, for its author; pure.

The store refuses what cannot be used (form, references, circles). Here stands what can be used
but should not be printed: points that join two facts or say the same, paragraphs that nobody
answers, lengths that do not fit a screen of 100 columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.language import _
from assessment.questionnaire import POINT_LEVELS, Level, Question, Questionnaire
from assessment.text import first_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ALIKE = 82.0
"""Two points this similar say the same; 100 means equal, by Indel ratio."""
_NAMED = 5
"""How many of the points that say nearly the same are named; the others are only counted."""
POINT_TEXT_LIMIT = 110
TEXT_LIMIT = 180
TITLE_LIMIT = 48
ABSENT_LIMIT = 150
AD_HOC_LIMIT = 240
SHORTEST = 15
"""A point or sentence with fewer characters cannot be checked by anybody."""
GUIDANCE_LIMIT = 300
ABOUT_LIMIT = 340
POINTS_OF_A_LEVEL: Mapping[Level, tuple[int, int]] = {2: (1, 2), 3: (2, 3), 4: (2, 3)}
"""Fewest and most points of each level that has points."""

_JOINED = re.compile(r"[;()\[\]{}]|\band/or\b")
_SENTENCE_INSIDE = re.compile(r"[.?!]\s")
_NEXT_TIME = re.compile(r"\b(next|again)\b", re.IGNORECASE)
_AGREED = re.compile(
    r"^In the last three years somebody examined\b|\bnext\b.*\bfixed\.$|\bkept for a\b|"
    r"\bwritten reason\b"
)
"""The forms that level 4 may share with other questions: examined, next time fixed, changed."""


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
        *_points(questionnaire),
        *_instruments(questionnaire),
        *_unused(questionnaire),
        *_titles(questionnaire),
        *_maps(questionnaire),
        *_alike(questionnaire),
    )


def findings_beside(questionnaire: Questionnaire, earlier: Questionnaire) -> Iterator[Finding]:
    """What contradicts an earlier edition that stays in the folder: its map and its letters."""
    edition = questionnaire.edition(earlier.version)
    if edition is None:
        yield Finding(
            ("editions",),
            _("editions.yaml has no map of edition {version}.").format(version=earlier.version),
        )
        return
    where = ("editions", edition.version)
    lost = [key for key in earlier.by_id if key not in edition.questions]
    if lost:
        yield Finding(
            where,
            _("The map of edition {version} lacks {lost}.").format(
                version=edition.version, lost=", ".join(lost)
            ),
        )
    for key, asked in earlier.by_id.items():
        now = questionnaire.by_id.get(key)
        gone = set(asked.points) - set(now.points) - set(now.retired) if now else set()
        if gone:
            yield Finding(
                (key, "points"),
                _(
                    "{key}: {lost} had a point in edition {version}; write "
                    "it under 'retired', so that it is never used for another."
                ).format(key=key, lost=", ".join(sorted(gone)), version=earlier.version),
            )


def _maps(questionnaire: Questionnaire) -> Iterator[Finding]:
    for edition in questionnaire.editions:
        where, named = (
            ("editions", edition.version),
            _("The map of edition {version}").format(version=edition.version),
        )
        for key, became in edition.questions.items():
            if became.kind != "same" and not became.why:
                yield Finding(
                    where,
                    _("{named} does not say why {key} is {kind}.").format(
                        named=named, key=key, kind=became.kind
                    ),
                )


def _paragraphs(questionnaire: Questionnaire) -> Iterator[Finding]:
    for paragraph in questionnaire.paragraphs:
        number = paragraph.number
        subject = ("paragraphs", str(number))
        scored = questionnaire.questions_of_paragraph(number)
        if paragraph.no_task is None and not scored:
            yield Finding(
                subject,
                _("Paragraph {number} sets a task, and no question asks for it.").format(
                    number=number
                ),
            )
        elif paragraph.no_task is not None and scored:
            yield Finding(
                subject,
                _(
                    "Paragraph {number} is said to set no task, but {id} counts in its score."
                ).format(number=number, id=scored[0].id),
            )
    for question in questionnaire.questions:
        if not (question.paragraphs or question.related or question.preamble):
            yield Finding(
                (question.id,),
                _("{id} says no paragraph on which it rests, nor the preamble.").format(
                    id=question.id
                ),
            )
        both = [number for number in question.paragraphs if number in question.related]
        if both:
            yield Finding(
                (question.id, "related"),
                _("{id} names paragraph {both} as scored and as related.").format(
                    id=question.id, both=both[0]
                ),
            )


def _lengths(questionnaire: Questionnaire) -> Iterator[Finding]:
    for area in questionnaire.areas:
        if len(area.about) > ABOUT_LIMIT:
            yield Finding((area.id,), _too_long(f"{area.id}: 'about'", area.about, ABOUT_LIMIT))
    for question in questionnaire.questions:
        yield from _question_lengths(question)


def _question_lengths(question: Question) -> Iterator[Finding]:
    key = question.id
    limited = (
        (("text",), _("the question"), question.text, TEXT_LIMIT),
        (("title",), _("the title"), question.title, TITLE_LIMIT),
        (("absent",), _("level {level}").format(level=0), question.absent, ABSENT_LIMIT),
        (("ad_hoc",), _("level {level}").format(level=1), question.ad_hoc, AD_HOC_LIMIT),
        *(
            (("guidance", name), name, text, GUIDANCE_LIMIT) for name, text in question.guidance
        ),
        *(
            (
                ("points", letter),
                _("point {letter}").format(letter=letter),
                point.text,
                POINT_TEXT_LIMIT,
            )
            for letter, point in question.points.items()
        ),
    )  # fmt: skip
    for path, name, text, limit in limited:
        if len(text) > limit:
            yield Finding((key, *path), _too_long(f"{key}: {name}", text, limit))
        elif len(text) < SHORTEST and path[0] in ("absent", "ad_hoc", "points"):
            yield Finding(
                (key, *path),
                _("{key}: {name} is too short to be checked.").format(key=key, name=name),
            )


def _points(questionnaire: Questionnaire) -> Iterator[Finding]:
    for question in questionnaire.questions:
        yield from _counts(question)
        for letter, point in question.points.items():
            problem = _form(point.text)
            if problem:
                yield Finding(
                    (question.id, "points", letter),
                    _("{id}: point {letter} {problem}.").format(
                        id=question.id, letter=letter, problem=problem
                    ),
                )
        levels = [point.level for point in question.points.values()]
        if levels != sorted(levels):
            yield Finding(
                (question.id, "points"),
                _("{id}: the letters do not climb with the levels.").format(id=question.id),
            )
        if question.points_of(4) and not any(
            _NEXT_TIME.search(text) for text in question.points_of(4).values()
        ):
            yield Finding(
                (question.id, "points"),
                _("{id}: no point of level 4 says that the next time is fixed.").format(
                    id=question.id
                ),
            )


def _counts(question: Question) -> Iterator[Finding]:
    for level in POINT_LEVELS:
        fewest, most = POINTS_OF_A_LEVEL[level]
        found = len(question.points_of(level))
        if not fewest <= found <= most:
            yield Finding(
                (question.id, "points"),
                _("{id}: level {level} has {found} points; {fewest} or {most} are wanted.").format(
                    id=question.id, level=level, found=found, fewest=fewest, most=most
                ),
            )


def _form(text: str) -> str | None:
    if _JOINED.search(text):
        return _("has a semicolon, a bracket or 'and/or', so that it may join two facts")
    if not text.endswith("."):
        return _("does not end as a sentence")
    if _SENTENCE_INSIDE.search(text):
        return _("is more than one sentence")
    return None


def _too_long(what: str, text: str, limit: int) -> str:
    return _("{what} has {number} characters; at most {limit} fit.").format(
        what=what, number=len(text), limit=limit
    )


def _instruments(questionnaire: Questionnaire) -> Iterator[Finding]:
    used = {name for question in questionnaire.questions for name in question.instruments}
    for instrument in questionnaire.instruments:
        if instrument.id not in used:
            yield Finding(
                ("instruments", instrument.id),
                _("No question points to {id}.").format(id=instrument.id),
            )
    for question in questionnaire.questions:
        if not question.instruments:
            yield Finding(
                (question.id,),
                _("{id} points to no instrument, so nobody can help with it.").format(
                    id=question.id
                ),
            )


def _unused(questionnaire: Questionnaire) -> Iterator[Finding]:
    asked: set[str | None] = {
        name for question in questionnaire.questions for name in question.when
    }
    asked |= {questionnaire.offers_when, questionnaire.wants_when}
    for condition in questionnaire.conditions:
        if condition.id not in asked:
            yield Finding(
                ("conditions", condition.id),
                _("No question depends on the condition {id}.").format(id=condition.id),
            )
    leads = {question.ministry for question in questionnaire.questions}
    for ministry in questionnaire.ministries:
        if ministry.id not in leads:
            yield Finding(
                ("ministries", ministry.id), _("{id} leads on no question.").format(id=ministry.id)
            )
    yield from _unused_groups(questionnaire)


def _unused_groups(questionnaire: Questionnaire) -> Iterator[Finding]:
    for function in questionnaire.functions:
        if not questionnaire.questions_of_function(function.id):
            yield Finding(
                ("functions", function.id), _("No question serves {id}.").format(id=function.id)
            )
    for side in questionnaire.sides:
        if not questionnaire.questions_of_side(side.id):
            yield Finding(
                ("sides", side.id), _("No question belongs to the side {id}.").format(id=side.id)
            )


def _titles(questionnaire: Questionnaire) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for question in questionnaire.questions:
        title = question.title.casefold()
        if title and title in first:
            yield Finding(
                (question.id, "title"),
                _("{id} has the title of {first}.").format(id=question.id, first=first[title]),
            )
        first.setdefault(title, question.id)


def _alike(questionnaire: Questionnaire) -> Iterator[Finding]:
    # Here: rapidfuzz and numpy are wanted by authors only.
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    locations = [
        (question.id, letter, point.text)
        for question in questionnaire.questions
        for letter, point in question.points.items()
        if not (point.level == 4 and _AGREED.search(point.text))
    ]
    texts = [text.casefold() for _unused, _unused, text in locations]
    scores = cdist(texts, texts, scorer=ratio, score_cutoff=ALIKE)
    for group in _connected(scores > 0):
        names = [
            _("{one}, point {other}").format(one=locations[row][0], other=locations[row][1])
            for row in group
        ]
        if len(names) > 1:
            yield Finding(
                (locations[group[0]][0], "points", locations[group[0]][1]),
                _("{number} points say nearly the same: {names}.").format(
                    number=len(names), names=first_of(names, _NAMED, "; ")
                ),
            )


def _connected(alike: npt.NDArray[np.bool_]) -> list[list[int]]:
    """The rows in groups, each with all that are alike to some member of it."""
    left = dict.fromkeys(range(len(alike)))
    groups = []
    while left:
        group = [next(iter(left))]
        del left[group[0]]
        for row in group:  # grows while it is walked
            for other in alike[row].nonzero()[0].tolist():
                if other in left:
                    del left[other]
                    group.append(other)
        groups.append(sorted(group))
    return groups
