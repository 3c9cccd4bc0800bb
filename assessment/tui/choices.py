"""What a person decided on a screen: the typed results that screens close with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class FileChoice:
    """The answer file to work on."""

    path: Path
    state: str | None = None
    """The State that a new file is begun for; None opens a file that exists."""
    then: Literal["answer", "take_back"] = "answer"
    """What is done once it is open."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a question."""

    question: str


@dataclass(slots=True)
class ViewState:
    """Where a person stood on a screen of lists: the next visit begins there."""

    tab: str = ""
    row: str | None = None


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Make the document final, or a draft again."""

    document_status: Literal["final", "draft"]


@dataclass(frozen=True, slots=True)
class ShowScreen:
    """Go to another screen beside the questions."""

    name: Literal["results", "ministries"]


@dataclass(frozen=True, slots=True)
class SettleClashes:
    """Settle the questions on which positions differ."""

    question: str = ""
    """The one to begin with; empty for the first."""


@dataclass(frozen=True, slots=True)
class AcceptVersion:
    """Take parts of another edition too: carried over, to be confirmed."""


ResultsChoice = GoTo | ShowScreen
"""What the results close with."""
ReviewChoice = GoTo | SetStatus | ShowScreen
"""What the review screen closes with."""
