"""What a questionnaire's parts say of each other: names that exist, once, and no circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessment.errors import Mistake
from assessment.questionnaire import Questionnaire
from assessment.store.reading import Reading


def references(reading: Reading, questionnaire: Questionnaire) -> Iterator[Mistake]:
    """Everything that names what is not there, stands twice or goes in a circle."""
    yield from _repeated(reading, questionnaire)
    for question in questionnaire.questions:
        for what, named, known in _named_things(questionnaire, question.id):
            for name in named:
                if name not in known:
                    yield Mistake(
                        reading.place(question.id, what),
                        f"{question.id} names {name} under '{what}', and there is none.",
                    )
    yield from _strangers(reading, questionnaire)
    if len(questionnaire.by_id) == len(questionnaire.questions):
        yield from _circles(reading, questionnaire)


def _strangers(reading: Reading, questionnaire: Questionnaire) -> Iterator[Mistake]:
    for area in questionnaire.areas:
        for question in area.questions:
            if question.area_id != area.id:
                yield Mistake(
                    reading.place(question.id, "id"),
                    f"{question.id} stands in the file of another policy area.",
                )


def _named_things(
    questionnaire: Questionnaire, key: str
) -> Iterator[tuple[str, Iterable[object], Mapping[Any, object]]]:
    question = questionnaire.by_id[key]
    yield "paragraphs", question.operative_paragraphs, questionnaire.paragraph_by_number
    yield "instruments", question.instruments, questionnaire.instrument_by_id
    yield "requires", question.requires, questionnaire.by_id
    yield "when", question.when, questionnaire.condition_by_id
    if questionnaire.ministries:
        known = {ministry.id: ministry for ministry in questionnaire.ministries}
        yield "ministry", (question.ministry,), known


def _repeated(reading: Reading, questionnaire: Questionnaire) -> Iterator[Mistake]:
    kinds: tuple[tuple[str, tuple[str, ...], list[str]], ...] = (
        ("question", (), [question.id for question in questionnaire.questions]),
        ("policy area", (), [area.id for area in questionnaire.areas]),
        ("paragraph", ("paragraphs",), [str(one.number) for one in questionnaire.paragraphs]),
        ("instrument", ("instruments",), [one.id for one in questionnaire.instruments]),
        ("condition", ("conditions",), [one.id for one in questionnaire.conditions]),
        ("ministry", ("ministries",), [one.id for one in questionnaire.ministries]),
    )
    for kind, prefix, found in kinds:
        for name in sorted(name for name, times in Counter(found).items() if times > 1):
            first = reading.place(*prefix, name)
            yield Mistake(
                reading.repeats.get((*prefix, name), first),
                f"The {kind} {name} stands twice (first in {first}).",
            )


def _circles(reading: Reading, questionnaire: Questionnaire) -> Iterator[Mistake]:
    finished: set[str] = set()
    for start in questionnaire.by_id:
        circle = _circle(questionnaire, start, (), finished)
        if circle:
            yield Mistake(
                reading.place(circle[0], "requires"),
                f"The prerequisites go in a circle: {' needs '.join(circle)}.",
            )


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
