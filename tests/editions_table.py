"""Every field of the answer file, and what each edition makes of it; data, checked by tests.

`docs/editions.md` is this table on a page. The tests change one field after the other and look at
what every edition then prints, so that the table cannot say less than an edition does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.redaction import Edition

Use = Literal["printed", "counted", "stamped", "kept", "replaced", "no"]
"""What is made of a field.

printed: its words or value stand on the page. counted: it decides a figure, an order or what else
is shown, and is not printed itself. stamped: only the PDF's own data hold it. no: it changes
nothing. Of the redacted copy: kept; replaced: a fixed value stands for it.
"""
Output = Edition | Literal["copy"]
"""An edition of the report, or the redacted copy."""
USE_NAMES: Mapping[Use, str] = {
    "printed": "yes",
    "counted": "in figures",
    "stamped": "in the PDF's data",
    "kept": "kept",
    "replaced": "replaced",
    "no": "–",
}
OUTPUT_NAMES: Mapping[Output, str] = {
    "full": "full",
    "ministry": "ministry",
    "partner": "partner",
    "public": "public",
    "national": "national",
    "copy": "redacted copy",
}


@dataclass(frozen=True, slots=True)
class FieldUse:
    """What every edition makes of one field of the answer file."""

    group: str
    """Which part of the file it is in, as `GROUP_NAMES` has it."""
    field: str
    what: str
    """What it holds, in the reader's words."""
    uses: Mapping[Output, Use]

    def use(self, output: Output) -> Use:
        """What one edition, or the redacted copy, makes of it."""
        return self.uses.get(output, "no")


GROUP_NAMES: Mapping[str, str] = {
    "head": "The file as a whole",
    "questionnaire": "The questionnaire that it answers (`questionnaire`)",
    "profile": "The profile (`profile`)",
    "offer": "What the State can give (`offer`)",
    "answer": "An answer (`answers`)",
    "evidence": "A piece of evidence beside an answer (`evidence`)",
    "action": "The next action (`action`)",
    "review": "The review (`review`)",
    "position": "What one ministry said (`positions`)",
    "settlement": "How positions that differ were settled (`settlement`)",
    "part": "In a part: whose share it is (`part`)",
    "parts": "A part that was handed out (`parts`)",
    "history": "A line of the history (`history`)",
}


def _rows(group: str, *rows: tuple[str, str, Mapping[Output, Use]]) -> Iterator[FieldUse]:
    return (FieldUse(group, field, what, uses) for field, what, uses in rows)


def _everywhere(use: Use) -> Mapping[Output, Use]:
    return {
        "full": use,
        "ministry": use,
        "partner": use,
        "public": use,
        "national": use,
        "copy": "kept",
    }


_NOWHERE: Mapping[Output, Use] = {}
_INSIDE: Mapping[Output, Use] = {"full": "printed", "ministry": "printed"}
_LEVEL: Mapping[Output, Use] = {
    "full": "printed",
    "ministry": "printed",
    "partner": "printed",
    "public": "counted",
    "copy": "kept",
}
_REQUESTED: Mapping[Output, Use] = {**_INSIDE, "partner": "printed", "copy": "kept"}
_FULL: Mapping[Output, Use] = {"full": "printed"}
_COPY_ALONE: Mapping[Output, Use] = {"copy": "kept"}

FIELDS: tuple[FieldUse, ...] = (
    *_rows(
        "head",
        ("format", "The format of the file", _COPY_ALONE),
        (
            "kind",
            "Whether it is the full file, a part or a redacted copy",
            {"full": "counted", "ministry": "counted", "copy": "replaced"},
        ),
        (
            "id",
            "The random id of the assessment",
            {**_everywhere("printed"), "full": "stamped"},
        ),
        ("questionnaire", "The questionnaire that it answers", _everywhere("printed")),
        ("state", "The country", _everywhere("printed")),
        ("authority", "The authority that owns the assessment", _everywhere("printed")),
        ("period", "The period", _everywhere("printed")),
        ("date", "The date", _everywhere("printed")),
        ("document_status", "Draft or final", _everywhere("printed")),
        ("marking", "The marking; elsewhere only the one that is asked for", _INSIDE),
        ("language", "The language", _COPY_ALONE),
        (
            "next_review",
            "When the State looks at itself again",
            {**_everywhere("printed"), "ministry": "no", "national": "no"},
        ),
        ("contact", "How to reach the authority", _everywhere("printed")),
        ("currency", "The currency of costs", _INSIDE),
        ("offer", "What the State can give", _FULL),
        ("recipients", "The keys that the file is sealed to", _NOWHERE),
        ("part", "In a part: whose share it is", _NOWHERE),
        ("approved_by", "In a part: who approved it", _NOWHERE),
        (
            "withheld",
            "In a redacted copy: how many answers are withheld, in the whole",
            {"partner": "printed", "copy": "kept"},
        ),
        ("profile", "The profile", {**_everywhere("counted"), "national": "no"}),
        ("answers", "The answers", _everywhere("counted")),
        ("left_out", "Answers to what is no longer asked", _NOWHERE),
        ("parts", "The parts that were handed out", _NOWHERE),
        ("history", "What was done with the file", _NOWHERE),
    ),
    *_rows(
        "questionnaire",
        ("id", "Its id", _everywhere("printed")),
        ("version", "Its version", _everywhere("printed")),
        ("sha256", "Its digest", _everywhere("printed")),
    ),
    *_rows(
        "profile",
        (
            "conditions",
            "Which facts hold, and so which questions apply",
            {**_everywhere("counted"), "national": "no"},
        ),
        (
            "relevance",
            "How relevant each policy area is",
            {"full": "printed", "partner": "printed", "copy": "kept"},
        ),
        ("ministries", "The list of ministries", _NOWHERE),
        ("usual", "Which of them is which of the questionnaire's", _NOWHERE),
    ),
    *_rows(
        "offer",
        ("area", "The policy area", _FULL),
        ("assistance", "The kinds", _FULL),
        ("text", "The words", _FULL),
    ),
    *_rows(
        "answer",
        (
            "status",
            "Answered, not applicable or open; why it is open stays inside the government",
            {**_LEVEL, "national": "counted"},
        ),
        ("level", "The State's own level", _LEVEL),
        (
            "reason",
            "Why the question does not apply",
            {**_INSIDE, "copy": "replaced"},
        ),
        ("points", "The points that hold", _INSIDE),
        ("target", "The level aimed at", {**_LEVEL, "public": "no"}),
        ("confidence", "How sure the answer is", _INSIDE),
        ("ministry", "The responsible ministry", _INSIDE),
        ("supporting", "The supporting ministries", _INSIDE),
        ("evidence", "What shows the level", _INSIDE),
        ("note", "The note", _INSIDE),
        (
            "release",
            "What partners and the public may read about it",
            {
                **_INSIDE,
                "partner": "printed",
                "public": "printed",
                "national": "printed",
                "copy": "kept",
            },
        ),
        ("flag", "To discuss", _INSIDE),
        (
            "restricted",
            "Kept inside the government: elsewhere the question is open",
            {
                **_INSIDE,
                "partner": "counted",
                "public": "counted",
                "national": "counted",
                "copy": "counted",
            },
        ),
        ("to_confirm", "Carried over, and not looked at yet", _INSIDE),
        (
            "action",
            "The next action; elsewhere only what is asked of others",
            _REQUESTED,
        ),
        ("review", "What a reviewer found", _INSIDE),
        ("positions", "What each ministry said", _FULL),
        ("settlement", "How positions that differ were settled", _FULL),
        ("by", "Who answered", _INSIDE),
        ("at", "When", _INSIDE),
    ),
    *_rows(
        "evidence",
        ("title", "What it is", _INSIDE),
        ("reference", "Where it is", _INSIDE),
        ("date", "Of when", _INSIDE),
    ),
    *_rows(
        "action",
        ("text", "What is done", _INSIDE),
        ("owner", "Who does it", _INSIDE),
        ("due", "By when", _INSIDE),
        ("status", "Planned, under way or done", _INSIDE),
        ("cost", "What it costs", _INSIDE),
        ("funded", "What of it is funded", _INSIDE),
        ("assistance", "The kinds of assistance wanted", _REQUESTED),
        ("request", "The request, in words that partners may read", _REQUESTED),
    ),
    *_rows(
        "review",
        ("level", "The reviewer's level", _INSIDE),
        ("note", "The reviewer's note", _INSIDE),
        ("by", "Who reviewed", _INSIDE),
        ("at", "When", _NOWHERE),
    ),
    *_rows(
        "position",
        ("status", "Its state", _FULL),
        ("level", "Its level", _FULL),
        ("reason", "Its reason", {"full": "counted"}),
        ("points", "The points that it says hold", _NOWHERE),
        ("ministry", "Whose it is", _FULL),
        ("confidence", "How sure it is", _NOWHERE),
        ("evidence", "What shows it", _NOWHERE),
        ("note", "Its note", _FULL),
        ("release", "The text for release that it proposes", _NOWHERE),
        ("action", "The action that it proposes", _NOWHERE),
        ("to_confirm", "Not confirmed since an earlier file", _NOWHERE),
        ("part", "The part that it came in", _NOWHERE),
        ("by", "Who wrote it", _NOWHERE),
        ("at", "When", _NOWHERE),
        ("approved_by", "Who approved it", _NOWHERE),
    ),
    *_rows(
        "settlement",
        ("positions", "Which positions", _NOWHERE),
        ("why", "Why", _FULL),
        ("by", "Who settled them", _NOWHERE),
        ("at", "When", _NOWHERE),
    ),
    *_rows(
        "part",
        ("id", "The random id of the part", _NOWHERE),
        ("ministry", "Whose it is", _NOWHERE),
        ("due", "Until when", _NOWHERE),
        ("questions", "What is asked of it", _NOWHERE),
    ),
    *_rows(
        "parts",
        ("id", "The random id of the part", _NOWHERE),
        ("ministry", "Whose it is", _NOWHERE),
        ("due", "Until when", _NOWHERE),
        ("questions", "What was asked of it", _NOWHERE),
        ("form", "Its form", _NOWHERE),
        ("to", "Who got it", _NOWHERE),
        ("handed_out", "When it was handed out", _NOWHERE),
        ("returned", "When it came back", _NOWHERE),
    ),
    *_rows(
        "history",
        ("what", "What was done", _NOWHERE),
        ("at", "When", _NOWHERE),
        ("by", "By whom", _NOWHERE),
        ("part", "With which part", _NOWHERE),
        ("detail", "More about it", _NOWHERE),
    ),
)
"""In the order of the file."""
