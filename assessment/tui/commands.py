"""What one can do on the question screen: one table for keys, footer, help and palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assessment.answers import UNANSWERED
from assessment.tui.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do."""

    keys: str
    """The keys, as Textual names them, with commas between."""
    shown: str
    """The keys, as a person reads them."""
    action: str
    label: str
    """One or two words for the footer."""
    help: str
    """One sentence for help and palette."""
    possible: Callable[[Session], bool] = lambda _: True
    """Whether it can be done now."""
    place: int = 0
    """Its rank in the footer; 0 where it only stands in help and palette."""
    group: str = "Go"
    """Its heading in the help."""


def _draft(session: Session) -> bool:
    return not session.is_final


def _given(session: Session) -> bool:
    return _draft(session) and session.answer(session.position) != UNANSWERED


def _any_open(session: Session) -> bool:
    return session.scorecard.overall.counts.unanswered > 0


def _any_flagged(session: Session) -> bool:
    return any(answer.flag for answer in session.answers.answers.values())


ANSWER, RECORD, GO, SEE, FILE = "Answer", "Record beside it", "Go", "See", "The file"

COMMANDS: tuple[Command, ...] = (
    Command("0,1,2,3,4", "0-4", "level", "level",
            "Give the State's level, and go on to the next question.", _draft, 1, ANSWER),
    Command("n", "n", "not_applicable", "not applicable",
            "Mark it not applicable, with the reason.", _draft, 20, ANSWER),
    Command("u", "u", "unknown", "unknown",
            "Mark it unknown: asked, and nobody could say.", _draft, 21, ANSWER),
    Command("w", "w", "withheld", "withheld",
            "Mark it withheld, on grounds of national security.", _draft, 22, ANSWER),
    Command("x,delete", "x", "clear", "clear",
            "Take the level or state back; notes and evidence stay.", _given, 12, ANSWER),
    Command("t", "t", "target", "target", "Set the level aimed at.", _draft, 0, RECORD),
    Command("c", "c", "confidence", "confidence",
            "Say how sure the answer is: low, medium or high.", _draft, 0, RECORD),
    Command("m", "m", "ministry", "ministry", "Name the responsible ministry.", _draft, 0, RECORD),
    Command("M", "M", "supporting", "supporting",
            "Name the supporting ministries.", _draft, 0, RECORD),
    Command("e", "e", "evidence", "evidence",
            "List the documents or records that show the level.", _draft, 0, RECORD),
    Command("o", "o", "note", "note", "Write a note.", _draft, 0, RECORD),
    Command("a", "a", "next_action", "action",
            "Plan the next action: what, by when, assistance wanted.", _draft, 0, RECORD),
    Command("f", "f", "flag", "flag", "Flag it to discuss, or take the flag away.",
            _draft, 0, RECORD),
    Command("r", "r", "restricted", "restrict",
            "Keep the answer out of everything that leaves the government, or allow it again.",
            _draft, 0, RECORD),
    Command("y", "y", "reviewed", "reviewer", "Record the level that a reviewer gave.",
            _draft, 0, RECORD),
    Command("enter,right,space", "Enter", "next", "next", "Go to the next question.", place=2),
    Command("left,backspace", "←", "previous", "back", "Go to the question before.", place=9),
    Command("g", "g", "next_open", "next open", "Go to the next unanswered question.",
            _any_open, 3),
    Command("d", "d", "next_flagged", "next flagged", "Go to the next flagged question.",
            _any_flagged, 15),
    Command("home", "Home", "first", "first", "Go to the first question."),
    Command("end", "End", "last", "last", "Go to the last question."),
    Command("right_square_bracket", "]", "next_area", "next area", "Go to the next policy area."),
    Command("left_square_bracket", "[", "previous_area", "area before",
            "Go to the policy area before."),
    Command("slash,j", "/", "search", "search",
            "Search ids, questions, descriptors, notes and evidence, and go there.", place=8),
    Command("l", "l", "walk", "walk",
            "Walk only some questions: by ministry, status, paragraph or function; again ends it.",
            place=10),
    Command("down,up,pagedown,pageup", "↓ ↑", "scroll", "more",
            "Move the text where the window is too small for it; PgDn and PgUp move the guide.",
            place=2, group=SEE),
    Command("i", "i", "panel", "guide",
            "Show or hide guidance, paragraphs, instruments and the answer of last time.",
            place=5, group=SEE),
    Command("s", "s", "results", "scores", "See scores, roadmap and facts to establish.",
            place=6, group=SEE),
    Command("v", "v", "review", "review",
            "See what is open, flagged or inconsistent; make the document final.",
            place=7, group=SEE),
    Command("P", "P", "report", "report", "Make a report as PDF or page, in the background.",
            place=13, group=SEE),
    Command("p", "p", "profile", "profile",
            "State the facts that decide which questions apply.", place=11, group=SEE),
    Command("b", "b", "baseline", "baseline",
            "Show an earlier assessment of this State beside the answers.", group=SEE),
    Command("B", "B", "stop_comparing", "stop comparing",
            "Show the answers without the earlier assessment.",
            lambda session: session.baseline is not None, group=SEE),
    Command("z,ctrl+z", "z", "undo", "undo", "Take back the last change.",
            lambda session: session.can_undo, 4, FILE),
    Command("Z,ctrl+y", "Z", "redo", "redo", "Bring back what was taken back.",
            lambda session: session.can_redo, 16, FILE),
    Command("exclamation_mark", "!", "trouble", "saving",
            "Say what hinders saving, and offer the ways out.",
            lambda session: session.save_state.is_trouble, 1, FILE),
    Command("S", "S", "save_elsewhere", "save elsewhere",
            "Go on in a file of another name.", group=FILE),
    Command("D", "D", "theme", "theme", "Change between dark, light and high contrast.",
            group=SEE),
    Command("ctrl+p", "Ctrl+P", "palette", "commands", "Find a command by name.",
            place=24, group=FILE),
    Command("question_mark,f1", "?", "help", "help", "Explain what can be done here.",
            place=26, group=SEE),
    Command("q", "q", "leave", "close", "Close the file; everything is saved.",
            place=25, group=FILE),
)  # fmt: skip

MOVES = {
    "0": "level(0)", "1": "level(1)", "2": "level(2)", "3": "level(3)", "4": "level(4)",
    "down": "scroll(1)", "up": "scroll(-1)", "pagedown": "scroll(10)", "pageup": "scroll(-10)",
}  # fmt: skip
"""Keys whose action needs to know which of them was pressed."""


def bindings() -> list[tuple[str, str, str]]:
    """Every key with its action and label."""
    return [
        (key, MOVES.get(key, command.action), command.label)
        for command in COMMANDS
        for key in command.keys.split(",")
    ]


def possible(session: Session) -> tuple[Command, ...]:
    """The commands that can be used now."""
    return tuple(command for command in COMMANDS if command.possible(session))
