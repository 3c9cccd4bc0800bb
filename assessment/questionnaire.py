"""What is asked: a questionnaire, its policy areas, questions, paragraphs and instruments.

Everything here is frozen. The maturity ladder follows operative paragraph 28 of General Assembly
resolution 75/59: design, implementation and review of national measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)
from pydantic_core import PydanticCustomError

from assessment.text import one_line

Level = Literal[0, 1, 2, 3, 4]
"""A maturity level: 0 absent, 1 ad hoc, 2 designed, 3 implemented, 4 reviewed."""
Function = Literal["prevent", "protect", "respond", "recover", "mitigate"]
"""One of the five functions of operative paragraph 3."""
Stage = Literal["design", "implementation", "review", "sustain"]
"""The stage of operative paragraph 28 that has priority next."""

LEVELS: tuple[Level, ...] = (0, 1, 2, 3, 4)
LEVEL_NAMES: Mapping[Level, str] = {
    0: "Absent", 1: "Ad hoc", 2: "Designed", 3: "Implemented", 4: "Reviewed",
}  # fmt: skip
LEVEL_MEANINGS: Mapping[Level, str] = {
    0: "Nothing exists.",
    1: "Isolated or unplanned efforts; nobody is formally responsible.",
    2: "Adopted in a law, policy, plan or procedure; responsibility is assigned; "
    "little or no practice yet.",
    3: "Applied wherever it is relevant, with staff, training and money.",
    4: "Its effect is measured, it is reviewed on a fixed cycle, "
    "and it was improved from evidence.",
}
STAGES: Mapping[Level, Stage] = {
    0: "design", 1: "design", 2: "implementation", 3: "review", 4: "sustain",
}  # fmt: skip
FUNCTIONS: tuple[Function, ...] = ("prevent", "protect", "respond", "recover", "mitigate")

Line = Annotated[
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

    look_for: Line
    """What to look for."""
    ask: Line
    """Whom to ask."""
    evidence: Line
    """Typical evidence."""


class Question(Frozen):
    """One question, with a descriptor of its own for each maturity level."""

    id: QuestionId
    """The area's code and a number, for example `POL-01`; it never changes."""
    title: Annotated[str, AfterValidator(one_line), StringConstraints(max_length=80)] = ""
    """A short name for tables; empty where the author gives none."""
    text: Line
    """The question as it is asked."""
    guidance: Guidance
    levels: Annotated[tuple[Line, ...], Field(min_length=5, max_length=5, strict=False)]
    """The five descriptors, level 0 first."""
    paragraphs: Annotated[
        tuple[ParagraphNumber | Literal["preamble"], ...], Field(min_length=1, strict=False)
    ]
    """The operative paragraphs it cites; the first one leads."""
    functions: Annotated[tuple[Function, ...], Field(strict=False)] = ()
    """The functions of operative paragraph 3 that it serves; may be empty."""
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
            raise PydanticCustomError("int_type", "not a whole number")
        return value

    @property
    def area_id(self) -> str:
        """The policy area, read off the question's id."""
        return self.id.rpartition("-")[0]

    @property
    def name(self) -> str:
        """The short name, or the question's own text where it has none."""
        return self.title or self.text

    @property
    def leading_paragraph(self) -> int | Literal["preamble"]:
        """The paragraph it is derived from."""
        return self.paragraphs[0]

    @property
    def operative_paragraphs(self) -> tuple[int, ...]:
        """The numbers it cites, without the preamble."""
        return tuple(number for number in self.paragraphs if isinstance(number, int))

    def next_step(self, level: Level) -> tuple[Level, str]:
        """The level to reach next, and what must be in place for it, as a sentence.

        Level 1 is what happens without a decision, so nobody is asked to reach it: from 0 and
        from 1 the step is level 2, whose stage of paragraph 28 is design for both, and whose
        words after the first semicolon only name what may still be missing.
        """
        reached = LEVELS[min(max(level + 1, 2), 4)]
        clause, semicolon, _ = self.levels[reached].partition(";")
        return reached, f"{clause}." if semicolon and reached == 2 else self.levels[reached]


class Area(Frozen):
    """A policy area: the questions that are scored together."""

    id: AreaId
    title: Line
    about: Line
    """What the area covers and why it matters."""
    weight: Annotated[float, Field(gt=0, le=100, strict=False)] = 1
    """How much it counts in the overall score."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1, strict=False)]


class Paragraph(Frozen):
    """An operative paragraph, restated in plain words; the official text is what counts."""

    number: ParagraphNumber
    title: Line
    plain: Line
    procedural: Line | None = None
    """Why no question is asked of it; None where questions are asked."""


class Instrument(Frozen):
    """A reference instrument: a standard, programme, convention, fund or body."""

    id: Identifier
    name: Line
    keeper: Line
    """The organization that keeps it."""
    kind: Line
    paragraphs: Annotated[tuple[ParagraphNumber, ...], Field(strict=False)] = ()
    """The operative paragraphs that name it."""
    preamble: bool = False
    """Whether the preamble names it."""
    link: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(/[^\s<>\"]*)?$")]
    about: Line
    help: Line
    """Who can help with it."""
    symbol: Line | None = None
    """The document symbol of the United Nations."""
    treaty: Line | None = None
    """Volume and number in the United Nations Treaty Series."""


class Condition(Frozen):
    """A fact of the State's profile that decides which questions apply."""

    id: Identifier
    text: Line
    """The fact as it is asked."""
    when_false: Line
    """Why a question that depends on it does not apply."""


class Ministry(Frozen):
    """A ministry or office that usually leads on a question."""

    id: Identifier
    name: Line


class Source(Frozen):
    """The instrument that the questions are derived from."""

    title: Line
    symbol: Line
    link: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(/[^\s<>\"]*)?$")]
    adopted: Line


class Frame(Frozen):
    """`questionnaire.yaml`: all of a questionnaire but areas, paragraphs and instruments."""

    id: Identifier
    version: Version
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    title: Line
    about: Line
    notice: Line
    """What the product is not; shown on the start screen, in the report and in the README."""
    source: Source
    conditions: Annotated[tuple[Condition, ...], Field(strict=False)] = ()
    ministries: Annotated[tuple[Ministry, ...], Field(strict=False)] = ()


class Questionnaire(Frame):
    """All that is asked, in the order in which it is asked."""

    areas: Annotated[tuple[Area, ...], Field(min_length=1, strict=False)]
    paragraphs: Annotated[tuple[Paragraph, ...], Field(strict=False)]
    instruments: Annotated[tuple[Instrument, ...], Field(strict=False)]
    sha256: str
    """The digest of all that gives a level its meaning or a score its value."""

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
        return {question.id: place for place, question in enumerate(self.questions)}

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

    def ministry_name(self, ministry: str) -> str:
        """A ministry's name as people read it."""
        names = {known.id: known.name for known in self.ministries}
        return names.get(ministry, ministry.replace("_", " "))

    def questions_of_paragraph(self, number: int) -> tuple[Question, ...]:
        """The questions that cite an operative paragraph, leading or not."""
        return tuple(question for question in self.questions if number in question.paragraphs)

    def questions_of_function(self, function: Function) -> tuple[Question, ...]:
        """The questions that serve a function of operative paragraph 3."""
        return tuple(question for question in self.questions if function in question.functions)
