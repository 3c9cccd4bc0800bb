"""What a questionnaire's parts say of each other: names that exist, once, and no circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assessment.errors import Mistake
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store.load_result import LoadResult

_FRAME = "questionnaire.yaml:1"
"""Where a mistake of the frame is said to stand that is in no entry with an id."""


def references(result: LoadResult, questionnaire: Questionnaire) -> Iterator[Mistake]:
    """Everything that names what is not there, stands twice or goes in a circle."""
    yield from _repeated(result, questionnaire)
    for question in questionnaire.questions:
        for what, named, known in _named_things(questionnaire, question.id):
            for name in named:
                if name not in known:
                    yield Mistake(
                        result.location(question.id, what),
                        _("{id} names {name} under '{what}', and there is none.").format(
                            id=question.id, name=name, what=what
                        ),
                    )
    yield from _strangers(result, questionnaire)
    yield from _frame_names(questionnaire)
    yield from _retired_letters(result, questionnaire)
    yield from _lost_answers(result, questionnaire)
    if len(questionnaire.by_id) == len(questionnaire.questions):
        yield from _circles(result, questionnaire)


def _strangers(result: LoadResult, questionnaire: Questionnaire) -> Iterator[Mistake]:
    for area in questionnaire.areas:
        for question in area.questions:
            if question.area_id != area.id:
                yield Mistake(
                    result.location(question.id, "id"),
                    _("{id} stands in the file of another policy area.").format(id=question.id),
                )


def _frame_names(questionnaire: Questionnaire) -> Iterator[Mistake]:
    stages = {stage.id for stage in questionnaire.stages}
    for number, rung in enumerate(questionnaire.levels):
        if rung.stage not in stages:
            yield Mistake(
                _FRAME,
                _("Level {number} names the stage {stage}, and there is none.").format(
                    number=number, stage=rung.stage
                ),
            )
    for key in ("offers_when", "wants_when"):
        name = getattr(questionnaire, key)
        if name is not None and name not in questionnaire.condition_by_id:
            yield Mistake(
                _FRAME,
                _("'{key}' names the condition {name}, and there is none.").format(
                    key=key, name=name
                ),
            )
    groups = [item.id for item in (*questionnaire.functions, *questionnaire.sides)]
    groups += [area.id for area in questionnaire.areas]
    for name in sorted(name for name, times in Counter(groups).items() if times > 1):
        yield Mistake(
            _FRAME,
            _("Two groups are called {name}; no table could tell them apart.").format(name=name),
        )


def _retired_letters(result: LoadResult, questionnaire: Questionnaire) -> Iterator[Mistake]:
    for question in questionnaire.questions:
        for letter in question.retired:
            if letter in question.points:
                yield Mistake(
                    result.location(question.id, "points", letter),
                    _("{id} uses the letter {letter} again; it stood for another point.").format(
                        id=question.id, letter=letter
                    ),
                )


def _lost_answers(result: LoadResult, questionnaire: Questionnaire) -> Iterator[Mistake]:
    for edition in questionnaire.editions:
        where = result.location("editions", edition.version)
        for key, became in edition.questions.items():
            target = became.to or (() if became.kind == "gone" else (key,))
            for name in target:
                if name not in questionnaire.by_id:
                    yield Mistake(
                        where,
                        _("{key} of version {version} becomes {name}, and there is none.").format(
                            key=key, version=edition.version, name=name
                        ),
                    )
        for name, parts in edition.conditions.items():
            for part in parts:
                if part not in questionnaire.condition_by_id:
                    yield Mistake(
                        where,
                        _(
                            "The condition {name} of version {version} becomes {part}, and "
                            "there is none."
                        ).format(name=name, version=edition.version, part=part),
                    )


def _named_things(
    questionnaire: Questionnaire, key: str
) -> Iterator[tuple[str, Iterable[object], Mapping[Any, object]]]:
    question = questionnaire.by_id[key]
    yield "paragraphs", question.paragraphs, questionnaire.paragraph_by_number
    yield "related", question.related, questionnaire.paragraph_by_number
    yield (
        "functions",
        question.functions,
        {function.id: function for function in questionnaire.functions},
    )
    yield "side", (question.side,), {side.id: side for side in questionnaire.sides}
    yield "instruments", question.instruments, questionnaire.instrument_by_id
    yield "requires", question.requires, questionnaire.by_id
    yield "when", question.when, questionnaire.condition_by_id
    if questionnaire.ministries:
        known = {ministry.id: ministry for ministry in questionnaire.ministries}
        yield "ministry", (question.ministry,), known


def _repeated(result: LoadResult, questionnaire: Questionnaire) -> Iterator[Mistake]:
    kinds: tuple[tuple[str, tuple[str, ...], list[str]], ...] = (
        (_("question"), (), [question.id for question in questionnaire.questions]),
        (_("policy area"), (), [area.id for area in questionnaire.areas]),
        (
            _("paragraph"),
            ("paragraphs",),
            [str(paragraph.number) for paragraph in questionnaire.paragraphs],
        ),
        (
            _("instrument"),
            ("instruments",),
            [instrument.id for instrument in questionnaire.instruments],
        ),
        (_("condition"), ("conditions",), [condition.id for condition in questionnaire.conditions]),
        (_("ministry"), ("ministries",), [ministry.id for ministry in questionnaire.ministries]),
        (_("stage"), ("stages",), [stage.id for stage in questionnaire.stages]),
        (_("function"), ("functions",), [function.id for function in questionnaire.functions]),
        (_("side"), ("sides",), [side.id for side in questionnaire.sides]),
    )
    for kind, prefix, found in kinds:
        for name in sorted(name for name, times in Counter(found).items() if times > 1):
            first = result.location(*prefix, name)
            yield Mistake(
                result.repeats.get((*prefix, name), first),
                _("The {kind} {name} stands twice (first in {first}).").format(
                    kind=kind, name=name, first=first
                ),
            )


def _circles(result: LoadResult, questionnaire: Questionnaire) -> Iterator[Mistake]:
    finished: set[str] = set()
    for start in questionnaire.by_id:
        circle = _circle(questionnaire, start, (), finished)
        if circle:
            yield Mistake(
                result.location(circle[0], "requires"),
                _("The prerequisites go in a circle: {circle}.").format(circle=_in_turn(circle)),
            )


def _in_turn(circle: Sequence[str]) -> str:
    said, *following = circle
    for key in following:
        said = _("{said} needs {key}").format(said=said, key=key)
    return said


def _circle(
    questionnaire: Questionnaire, key: str, path: tuple[str, ...], finished: set[str]
) -> tuple[str, ...]:
    if key in path:
        return (*path[path.index(key) :], key)
    if key in finished or key not in questionnaire.by_id or len(path) > 500:
        return ()
    for name in questionnaire.by_id[key].requires:
        circle = _circle(questionnaire, name, (*path, key), finished)
        if circle:
            finished.update(circle)
            return circle
    finished.add(key)
    return ()
