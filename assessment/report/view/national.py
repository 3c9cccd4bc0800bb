"""The national edition: a draft of the State's views, paragraph by paragraph, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.answers import Answers
from assessment.assess import Assessment
from assessment.language import _
from assessment.questionnaire import Paragraph, Question, Questionnaire
from assessment.report.options import ReportOptions
from assessment.report.view.document import DocumentFacts, document
from assessment.text import listed


@dataclass(frozen=True, slots=True)
class NationalParagraph:
    """What the State says on one operative paragraph."""

    number: int
    title: str
    texts: tuple[str, ...]
    """Its texts for release, in the order of the questionnaire; each stands in one paragraph."""
    see_also: tuple[int, ...]
    """The paragraphs under which other texts stand that serve this one too."""


@dataclass(frozen=True, slots=True)
class NationalReport:
    """All that the national edition shows."""

    document: DocumentFacts
    paragraphs: tuple[NationalParagraph, ...]
    """Those on which the State says something."""
    numbers: str
    """Their numbers, as a list in words."""


def national_report(assessment: Assessment, options: ReportOptions) -> NationalReport:
    """All that the national edition shows."""
    said = tuple(_paragraphs(assessment.questionnaire, assessment.answers))
    numbers = listed(str(item.number) for item in said)
    return NationalReport(document(assessment, options), said, numbers)


def _paragraphs(questionnaire: Questionnaire, answers: Answers) -> Iterator[NationalParagraph]:
    placed: dict[str, int] = {}
    for paragraph in _with_a_task(questionnaire):
        texts, elsewhere = [], set()
        for question in _on(questionnaire, paragraph.number):
            text = answers.answer(question.id).release
            if not text:
                continue
            if question.id in placed:
                elsewhere.add(placed[question.id])
            else:
                placed[question.id] = paragraph.number
                texts.append(text)
        if texts or elsewhere:
            found = tuple(sorted(elsewhere))
            yield NationalParagraph(paragraph.number, paragraph.title, tuple(texts), found)


def _with_a_task(questionnaire: Questionnaire) -> tuple[Paragraph, ...]:
    return tuple(
        paragraph
        for paragraph in questionnaire.paragraphs
        if not paragraph.no_task and questionnaire.questions_of_paragraph(paragraph.number)
    )


def _on(questionnaire: Questionnaire, number: int) -> Iterator[Question]:
    """The questions that a paragraph asks for, then those that only help to understand it.

    Of the latter only those that no paragraph with a task asks for: their text stands nowhere else.
    """
    yield from questionnaire.questions_of_paragraph(number)
    tasks = {item.number for item in _with_a_task(questionnaire)}
    for question in questionnaire.questions_related_to(number):
        if tasks.isdisjoint(question.paragraphs):
            yield question


def left_out(assessment: Assessment, given: Answers) -> tuple[str, ...]:
    """What the national edition does not say, for its author alone: it stands in no report.

    `given` are the answers that the assessment of the national edition was made from.
    """
    questionnaire = assessment.questionnaire
    said = {paragraph.number for paragraph in _paragraphs(questionnaire, assessment.answers)}
    silent = [str(item.number) for item in _with_a_task(questionnaire) if item.number not in said]
    kept = assessment.answers.answers
    back = [
        key
        for key, answer in given.answers.items()
        if answer.release and not (key in kept and kept[key].release)
    ]
    nowhere = [
        key
        for key, answer in kept.items()
        if answer.release and not _has_a_place(questionnaire, key)
    ]
    return (
        *_sentence(_("Paragraphs without a text for release: {}."), silent),
        *_sentence(_("Kept back, since the answer is restricted or open: {}."), back),
        *_sentence(
            _("Left out, since the question serves no paragraph that sets a task: {}."), nowhere
        ),
    )


def _sentence(words: str, ids: list[str]) -> tuple[str, ...]:
    return (words.format(", ".join(ids)),) if ids else ()


def _has_a_place(questionnaire: Questionnaire, key: str) -> bool:
    numbers = {item.number for item in _with_a_task(questionnaire)}
    question = questionnaire.by_id.get(key)
    return question is not None and not numbers.isdisjoint(
        (*question.paragraphs, *question.related)
    )
