"""What is asked: a questionnaire, its policy areas, questions, points, paragraphs and instruments.

Everything here is frozen. That there are five levels is the engine's; what they are called, what
they mean and which stage has priority at each is the questionnaire's, and so are its functions,
sides and general rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)
from pydantic_core import PydanticCustomError

from assessment.language import _
from assessment.text import one_line

_T = TypeVar("_T")

Level = Literal[0, 1, 2, 3, 4]
"""A maturity level; a point belongs to level 2, 3 or 4."""
ChangeKind = Literal["same", "changed", "merged", "split", "gone"]
"""What became of a question of an earlier edition."""

LEVELS: tuple[Level, ...] = (0, 1, 2, 3, 4)
POINT_LEVELS: tuple[Level, ...] = (2, 3, 4)
"""The levels that follow from points; below them only the sentences of levels 0 and 1 differ."""
DESIGNED: Level = 2
"""The lowest level that follows from points; a prerequisite below it is unmet."""

OneLine = Annotated[
    str, AfterValidator(one_line), StringConstraints(min_length=1, max_length=1000, strict=True)
]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}-[0-9]{2,4}$")]
AreaId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")]
PointLetter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
"""The letter by which an answer names a point of its question."""
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=40)]
ParagraphNumber = Annotated[int, Field(ge=1, le=199)]


class Frozen(BaseModel):
    """A value that never changes; unknown keys and values of another type are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Guidance(Frozen):
    """How to find the answer to a question."""

    look_for: OneLine
    """What to look for."""
    ask: OneLine
    """Whom to ask."""
    evidence: OneLine
    """Typical evidence."""


class Point(Frozen):
    """One statement that holds or does not; a level holds where all its points do."""

    level: Level
    text: OneLine

    @field_validator("level", mode="before")
    @classmethod
    def _is_a_level_with_points(cls, value: object) -> object:
        if type(value) is not int or value not in POINT_LEVELS:
            raise PydanticCustomError("point_level", _("not a level with points"))
        return value


class Question(Frozen):
    """One question: a sentence each for levels 0 and 1, and points for levels 2, 3 and 4."""

    id: QuestionId
    """The area's code and a number, for example `POL-01`; it never changes."""
    title: Annotated[str, AfterValidator(one_line), StringConstraints(max_length=80)] = ""
    """A short name for tables; empty where the author gives none."""
    text: OneLine
    """The question as it is asked."""
    guidance: Guidance
    absent: OneLine
    """What is true at level 0."""
    ad_hoc: OneLine
    """What is true at level 1."""
    points: dict[PointLetter, Point]
    """The points under their letters; a letter is never used again for another point."""
    retired: Annotated[tuple[PointLetter, ...], Field(strict=False)] = ()
    """Letters of points that earlier editions had."""
    paragraphs: Annotated[tuple[ParagraphNumber, ...], Field(strict=False)] = ()
    """The paragraphs whose own words ask the State for this; it counts in their scores."""
    related: Annotated[tuple[ParagraphNumber, ...], Field(strict=False)] = ()
    """The paragraphs that it helps to understand; it counts in none of their scores."""
    preamble: bool = False
    """Whether it rests on the preamble."""
    functions: Annotated[tuple[Identifier, ...], Field(strict=False)] = ()
    """The functions that it serves; may be empty."""
    side: Identifier
    """The side of the work that it belongs to."""
    ministry: Identifier
    """The ministry that usually leads."""
    weight: Literal[1, 2, 3]
    """How much it counts in its groups."""
    target: Level = 3
    """The default target level."""
    when: Annotated[tuple[Identifier, ...], Field(strict=False)] = ()
    """Profile conditions, any of which makes it apply; empty: it always applies."""
    requires: Annotated[tuple[QuestionId, ...], Field(strict=False)] = ()
    """The ids of its prerequisites."""
    instruments: Annotated[tuple[Identifier, ...], Field(strict=False)] = ()
    """The reference instruments that give guidance or help."""

    @field_validator("weight", "target", mode="before")
    @classmethod
    def _is_whole(cls, value: object) -> object:
        # A Literal alone takes true for 1 and 2.0 for 2.
        if type(value) is not int:
            raise PydanticCustomError("int_type", _("not a whole number"))
        return value

    @property
    def area_id(self) -> str:
        """The policy area, read off the question's id."""
        return self.id.rpartition("-")[0]

    @property
    def name(self) -> str:
        """The short name, or the question's own text where it has none."""
        return self.title or self.text

    def points_of(self, level: Level) -> dict[str, str]:
        """The points of one level: their texts under their letters."""
        return {key: point.text for key, point in self.points.items() if point.level == level}

    def meaning(self, level: Level) -> tuple[str, ...]:
        """What a level means here: one sentence for 0 and 1, the points of the level above."""
        if level < DESIGNED:
            return (self.ad_hoc if level else self.absent,)
        return tuple(self.points_of(level).values())

    def complete_level(self, held: Collection[str]) -> Level | None:
        """The highest level all of whose points hold, with all of the lower ones; None below 2."""
        reached: Level | None = None
        for level in POINT_LEVELS:
            if not all(key in held for key in self.points_of(level)):
                break
            reached = level
        return reached

    def follows(self, level: Level, held: Collection[str]) -> bool:
        """Whether a level may stand beside these points; below level 2 both 0 and 1 may."""
        reached = self.complete_level(held)
        return level < DESIGNED if reached is None else level == reached

    def implied(self, level: Level, held: Collection[str] | None = None) -> frozenset[str]:
        """The points that hold: those that are recorded, else all up to the level."""
        if held is not None:
            return frozenset(held)
        return frozenset(key for key, point in self.points.items() if point.level <= level)

    def missing(self, level: Level, held: Collection[str] | None, target: Level) -> tuple[str, ...]:
        """The letters of the points that are missing up to a target, lowest level first."""
        holding = self.implied(level, held)
        return tuple(
            key
            for step in POINT_LEVELS
            if step <= target
            for key in self.points_of(step)
            if key not in holding
        )


class Area(Frozen):
    """A policy area: the questions that are scored together."""

    id: AreaId
    title: OneLine
    about: OneLine
    """What the area covers and why it matters."""
    weight: Annotated[float, Field(gt=0, le=100, strict=False)] = 1
    """How much it counts in the overall score."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1, strict=False)]


class Paragraph(Frozen):
    """An operative paragraph, restated in plain words; the official text is what counts."""

    number: ParagraphNumber
    title: OneLine
    plain: OneLine
    no_task: OneLine | None = None
    """Why it has no score: it sets States no task of their own; None where it sets one."""
    assistance: bool = False
    """Whether it asks States to assist or to fund others."""


class Instrument(Frozen):
    """A reference instrument: a standard, programme, convention, fund or body."""

    id: Identifier
    name: OneLine
    keeper: OneLine
    """The organization that keeps it."""
    kind: OneLine
    paragraphs: Annotated[tuple[ParagraphNumber, ...], Field(strict=False)] = ()
    """The operative paragraphs that name it."""
    preamble: bool = False
    """Whether the preamble names it."""
    link: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(/[^\s<>\"]*)?$")]
    about: OneLine
    help: OneLine
    """Who can help with it."""
    symbol: OneLine | None = None
    """The document symbol of the United Nations."""
    treaty: OneLine | None = None
    """Volume and number in the United Nations Treaty Series."""


class Condition(Frozen):
    """A fact of the State's profile that decides which questions apply."""

    id: Identifier
    text: OneLine
    """The fact as it is asked."""
    when_false: OneLine
    """Why a question that depends on it does not apply."""


class Ministry(Frozen):
    """A ministry or office that usually leads on a question."""

    id: Identifier
    name: OneLine


class Rung(Frozen):
    """One level of the ladder."""

    name: OneLine
    meaning: OneLine
    stage: Identifier
    """The stage that has priority next."""


class Named(Frozen):
    """A stage or a function, as people read it."""

    id: Identifier
    title: OneLine


class Side(Named):
    """A side of the work: its questions are scored together, across policy areas."""

    about: OneLine


class Rule(Frozen):
    """A general rule on when a point holds."""

    title: OneLine
    text: OneLine


class QuestionMap(Frozen):
    """What became of one question of an earlier edition."""

    kind: ChangeKind
    to: Annotated[tuple[QuestionId, ...], Field(strict=False)] = ()
    """The questions that it became; empty: the question of the same id, or none where it went."""
    why: OneLine | None = None


class EditionMap(Frozen):
    """How the answers to one earlier edition are carried over."""

    version: Version
    comparable: bool = True
    """Whether levels of the earlier edition may be compared with this one's."""
    conditions: dict[Identifier, Annotated[tuple[Identifier, ...], Field(strict=False)]] = Field(
        default_factory=dict
    )
    """For each earlier profile condition those that it became."""
    questions: dict[QuestionId, QuestionMap]


class Source(Frozen):
    """The instrument that the questions are derived from."""

    title: OneLine
    symbol: OneLine
    link: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(/[^\s<>\"]*)?$")]
    adopted: OneLine


class Frame(Frozen):
    """`questionnaire.yaml`: all of a questionnaire but areas, paragraphs and instruments."""

    id: Identifier
    version: Version
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    title: OneLine
    about: OneLine
    notice: OneLine
    """What the product is not; shown on the start screen, in the report and in the README."""
    source: Source
    first: Annotated[int, Field(ge=1, le=100)] = 10
    """How many gaps the first step of the roadmap holds."""
    levels: Annotated[tuple[Rung, ...], Field(min_length=5, max_length=5, strict=False)]
    """The ladder, level 0 first."""
    stages: Annotated[tuple[Named, ...], Field(min_length=1, strict=False)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, strict=False)]
    """The general rules on when a point holds."""
    states_note: OneLine
    """When a question is unknown, withheld, not applicable or unanswered."""
    functions: Annotated[tuple[Named, ...], Field(strict=False)] = ()
    sides: Annotated[tuple[Side, ...], Field(strict=False)] = ()
    offers_when: Identifier | None = None
    """The profile condition of a State that can assist others."""
    wants_when: Identifier | None = None
    """The profile condition of a State that wants assistance."""
    conditions: Annotated[tuple[Condition, ...], Field(strict=False)] = ()
    ministries: Annotated[tuple[Ministry, ...], Field(strict=False)] = ()


class Questionnaire(Frame):
    """All that is asked, in the order in which it is asked."""

    areas: Annotated[tuple[Area, ...], Field(min_length=1, strict=False)]
    paragraphs: Annotated[tuple[Paragraph, ...], Field(strict=False)]
    instruments: Annotated[tuple[Instrument, ...], Field(strict=False)]
    editions: Annotated[tuple[EditionMap, ...], Field(strict=False)] = ()
    """How the answers to earlier editions are carried over."""
    sha256: str
    """The digest of all that gives a level its meaning or a score its value."""

    def only(self, questions: Collection[str]) -> Questionnaire:
        """The same questionnaire as it looks to whoever is asked these questions alone."""
        areas = [
            area.model_copy(
                update={
                    "questions": tuple(
                        question.model_copy(
                            update={
                                "requires": tuple(k for k in question.requires if k in questions)
                            }
                        )
                        for question in area.questions
                        if question.id in questions
                    )
                }
            )
            for area in self.areas
        ]
        # Built anew, not copied: a copy would keep what was looked up in all questions before.
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        fields["areas"] = tuple(area for area in areas if area.questions)
        return type(self).model_construct(**fields)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in questionnaire order."""
        return tuple(question for area in self.areas for question in area.questions)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Every question under its id, in questionnaire order."""
        return {question.id: question for question in self.questions}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each question in questionnaire order, from 0."""
        return {question.id: index for index, question in enumerate(self.questions)}

    @cached_property
    def area_by_id(self) -> Mapping[str, Area]:
        """Every policy area under its code."""
        return {area.id: area for area in self.areas}

    @cached_property
    def paragraph_by_number(self) -> Mapping[int, Paragraph]:
        """Every operative paragraph under its number."""
        return {paragraph.number: paragraph for paragraph in self.paragraphs}

    @cached_property
    def instrument_by_id(self) -> Mapping[str, Instrument]:
        """Every reference instrument under its id."""
        return {instrument.id: instrument for instrument in self.instruments}

    @cached_property
    def condition_by_id(self) -> Mapping[str, Condition]:
        """Every profile condition under its id."""
        return {condition.id: condition for condition in self.conditions}

    @cached_property
    def dependants(self) -> Mapping[str, tuple[str, ...]]:
        """For each question the ids of those that name it as a prerequisite."""
        return {
            question.id: tuple(
                other.id for other in self.questions if question.id in other.requires
            )
            for question in self.questions
        }

    def in_order(self, given: Mapping[str, _T]) -> dict[str, _T]:
        """What is given for some of its questions, in its order."""
        return {key: given[key] for key in sorted(given, key=self.position.__getitem__)}

    def level_name(self, level: Level) -> str:
        """What a level is called, for example `Designed`."""
        return self.levels[level].name

    def stage_title(self, stage: str) -> str:
        """What a stage is called."""
        return next((item.title for item in self.stages if item.id == stage), stage)

    def function_title(self, function: str) -> str:
        """What a function is called."""
        return next((item.title for item in self.functions if item.id == function), function)

    def edition(self, version: str) -> EditionMap | None:
        """How the answers to an earlier edition are carried over, if this one says so."""
        return next((item for item in self.editions if item.version == version), None)

    def ministry_name(self, ministry: str) -> str:
        """A ministry's name as people read it."""
        names = {known.id: known.name for known in self.ministries}
        return names.get(ministry, ministry.replace("_", " "))

    def questions_of_paragraph(self, number: int) -> tuple[Question, ...]:
        """The questions that count in a paragraph's score."""
        return tuple(question for question in self.questions if number in question.paragraphs)

    def questions_related_to(self, number: int) -> tuple[Question, ...]:
        """The questions that help to understand a paragraph and do not count in its score."""
        return tuple(question for question in self.questions if number in question.related)

    def questions_of_function(self, function: str) -> tuple[Question, ...]:
        """The questions that serve a function."""
        return tuple(question for question in self.questions if function in question.functions)

    def questions_of_side(self, side: str) -> tuple[Question, ...]:
        """The questions of a side."""
        return tuple(question for question in self.questions if side == question.side)
