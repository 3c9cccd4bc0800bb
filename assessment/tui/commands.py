"""What one can do on the question screen: one table for keys, footer, help and palette."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from assessment.answers import NO_ANSWER
from assessment.language import _
from assessment.positions import clashing_positions
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
    possible: Callable[[Session], bool] = lambda _unused: True
    """Whether it can be done now."""
    order: int = 0
    """Its rank in the footer; 0 where it only stands in help and palette."""
    group: str = _("Go")
    """Its heading in the help."""


def clicked(name: str, *values: object) -> str:
    """What a click on a piece of the question screen does: the action that Textual runs."""
    return f"screen.click({', '.join(map(repr, (name, *values)))})"


def _draft(session: Session) -> bool:
    return not session.is_final


def _living_plan(session: Session) -> bool:
    return session.has_living_plan


def _given(session: Session) -> bool:
    return _draft(session) and session.answer(session.position) != NO_ANSWER


def _to_confirm(session: Session) -> bool:
    return _draft(session) and session.answer(session.position).to_confirm


def _compares(session: Session) -> bool:
    return _draft(session) and session.baseline is not None


def _positions_differ(session: Session) -> bool:
    return _draft(session) and bool(clashing_positions(session.answer(session.position)))


def _no_ministry(session: Session) -> bool:
    return _draft(session) and session.answer(session.position).ministry is None


def _any_open(session: Session) -> bool:
    return session.scorecard.overall.counts.unanswered > 0


def _any_flagged(session: Session) -> bool:
    return any(answer.flag for answer in session.answers.answers.values())


ANSWER, RECORD, GO, SEE, FILE = _("Answer"), _("Record beside it"), _("Go"), _("See"), _("The file")

KEY_COMMANDS: tuple[Command, ...] = (
    Command("0,1,2,3,4", "0-4", "level", _("level"),
            _("Give the level outright, and go on: all points up to it are taken to hold."),
            _draft, 1, ANSWER),
    Command("space", _("Space"), "tick", _("tick"),
            _("Tick the point one stands on, or take its tick away; the level follows. "
            "On level 0 or 1 it gives that level."), _draft, 2, ANSWER),
    Command("down,up", "↓ ↑", "move", _("point"), _("Stand on another point."), _draft, 12, ANSWER),
    Command("comma", ",", "letter", _("letter"), _("Tick a point by its letter: , and then the "
                                                   "letter."),
            _draft, 0, ANSWER),
    Command("C", "C", "confirm", _("confirm"),
            _("Confirm an answer that was carried over, as it stands, and go on."),
            _to_confirm, 1, ANSWER),
    Command("equals_sign", "=", "last_time", _("as last time"),
            _("Take over the answer of the earlier file to this question."), _compares, 9, ANSWER),
    Command("plus", "+", "last_time_area", _("area as last time"),
            _("Take over the earlier answers to all that is open in this policy area, each marked "
            "to be confirmed."), _compares, 0, ANSWER),
    Command("K", "K", "settle", _("settle"),
            _("Settle what ministries differ on: their positions and evidence side by side."),
            _positions_differ, 1, ANSWER),
    Command("W", "W", "who_answers", _("who fills it in"),
            _("Say who fills the part in, and who approved it."),
            lambda session: session.is_part, 5, FILE),
    Command("n", "n", "not_applicable", _("not applicable"),
            _("Mark it not applicable, with the reason."), _draft, 0, ANSWER),
    Command("u", "u", "unknown", _("unknown"),
            _("Mark it unknown: asked, and nobody could say."), _draft, 0, ANSWER),
    Command("w", "w", "withheld", _("withheld"),
            _("Mark it withheld, on grounds of national security."), _draft, 0, ANSWER),
    Command("x,delete", "x", "clear", _("clear"),
            _("Take the level or state back; notes and evidence stay."), _given, 13, ANSWER),
    Command("t", "t", "target", _("target"), _("Set the level aimed at."), _draft, 0, RECORD),
    Command("c", "c", "confidence", _("confidence"),
            _("Say how sure the answer is: low, medium or high."), _draft, 0, RECORD),
    Command("m", "m", "ministry", _("ministry"), _("Name the responsible "
                                                   "ministry."), _draft, 0, RECORD),
    Command("full_stop", ".", "usual_ministry", _("usual ministry"),
            _("Take the ministry that usually leads as the responsible one."),
            _no_ministry, 14, RECORD),
    Command("M", "M", "supporting", _("supporting"),
            _("Name the supporting ministries."), _draft, 0, RECORD),
    Command("e", "e", "evidence", _("evidence"),
            _("List the documents or records that show the level."), _draft, 0, RECORD),
    Command("o", "o", "note", _("note"), _("Write a note."), _draft, 0, RECORD),
    Command("a", "a", "next_action", _("action"),
            _("Plan the next action: what, who, by when, its cost, assistance wanted."),
            _draft, 0, RECORD),
    Command("a", "a", "next_action", _("action"),
            _("Change who does the action, by when, how far it is and what it costs: the plan of a "
            "final assessment lives on."), _living_plan, 4, RECORD),
    Command("R", "R", "release", _("release"),
            _("Write what partners and the public may read about it."), _draft, 0, RECORD),
    Command("f", "f", "flag", _("flag"), _("Flag it to discuss, or take the flag away."),
            _draft, 0, RECORD),
    Command("r", "r", "restricted", _("restrict"),
            _("Keep the answer out of everything that leaves the government, or allow it again."),
            _draft, 0, RECORD),
    Command("y", "y", "review_level", _("reviewer"),
            _("Record what a reviewer found: the level, a note, who and when."), _draft, 0, RECORD),
    Command("enter,right", _("Enter"), "next", _("next"), _("Go to the next question."), order=3),
    Command("left,backspace", "←", "previous", _("back"), _("Go to the question "
                                                            "before."), order=11),
    Command("g", "g", "next_open", _("next open"), _("Go to the next unanswered question."),
            _any_open, 8),
    Command("d", "d", "next_flagged", _("next flagged"), _("Go to the next flagged question."),
            _any_flagged, 15),
    Command("home", _("Home"), "first", _("first"), _("Go to the first question.")),
    Command("end", _("End"), "last", _("last"), _("Go to the last question.")),
    Command("right_square_bracket", "]", "next_area", _("next area"), _("Go to the next policy "
                                                                        "area.")),
    Command("left_square_bracket", "[", "previous_area", _("area before"),
            _("Go to the policy area before.")),
    Command("slash,j", "/", "search", _("search"),
            _("Search ids, questions, descriptors, notes and evidence, and go there."), order=10),
    Command("colon", ":", "go_to", _("go to"),
            _("Go to a question by its id, however it is spelled: law3, pol02, or its number."),
            order=9),
    Command("l", "l", "walk", _("walk"),
            _("Walk only some questions: by ministry, status, paragraph or function; again ends "
              "it."),
            order=11),
    Command("pagedown,pageup", "PgDn", "scroll", _("more"),
            _("Move the text where the window is too small for it: the guide where it is shown."),
            order=3, group=SEE),
    Command("tab", _("Tab"), "unfold", _("fields"),
            _("Show all that is recorded beside the level, or only two rows of it."),
            order=10, group=SEE),
    Command("i", "i", "panel", _("guide"),
            _("Show or hide guidance, paragraphs, instruments and the answer of last time."),
            order=7, group=SEE),
    Command("s", "s", "results", _("scores"), _("See scores, roadmap and facts to establish."),
            order=5, group=SEE),
    Command("v", "v", "review", _("review"),
            _("See what is open, flagged or inconsistent; make the document final."),
            order=6, group=SEE),
    Command("k", "k", "ministries", _("ministries"),
            _("See what each ministry is asked, and how far it has come; hand out and take back."),
            order=6, group=SEE),
    Command("P", "P", "report", _("print"),
            _("Print a report, a blank form or the keys, in the background."),
            order=13, group=SEE),
    Command("p", "p", "profile", _("profile"),
            _("State the facts that decide which questions apply."), order=12, group=SEE),
    Command("b", "b", "baseline", _("baseline"),
            _("Show an earlier assessment of this State beside the answers."), group=SEE),
    Command("B", "B", "stop_comparing", _("stop comparing"),
            _("Show the answers without the earlier assessment."),
            lambda session: session.baseline is not None, group=SEE),
    Command("z,ctrl+z", "z", "undo", _("undo"), _("Take back the last change."),
            lambda session: session.can_undo, 4, FILE),
    Command("Z,ctrl+y", "Z", "redo", _("redo"), _("Bring back what was taken back."),
            lambda session: session.can_redo, 16, FILE),
    Command("exclamation_mark", "!", "trouble", _("saving"),
            _("Say what hinders saving, and offer the ways out."),
            lambda session: session.save_state.is_trouble, 1, FILE),
    Command("S", "S", "save_elsewhere", _("save elsewhere"),
            _("Go on in a file of another name."), group=FILE),
    Command("W", "W", "who_answers", _("who answers"),
            _("Say who is answering: it stands beside each answer from then on."),
            lambda session: _draft(session) and not session.is_part, group=FILE),
    Command("O", "O", "settings", _("settings"),
            _("Choose whether one stays on a question until Enter, and whether it is asked who "
            "answers; both are remembered."), group=FILE),
    Command("D", "D", "theme", _("theme"), _("Change between dark, light and high contrast."),
            group=SEE),
    Command("ctrl+p", "Ctrl+P", "palette", _("commands"), _("Find a command by name."),
            order=24, group=FILE),
    Command("question_mark,f1", "?", "help", _("help"), _("Explain what can be done here."),
            order=26, group=SEE),
    Command("q", "q", "leave", _("close"), _("Close the file; everything is saved."),
            order=25, group=FILE),
)  # fmt: skip

NOT_IN_PART: Final = frozenset({
    "target", "ministry", "usual_ministry", "supporting", "flag", "restricted", "review_level",
    "last_time", "last_time_area", "results", "review", "ministries", "report", "profile",
    "baseline", "stop_comparing", "next_flagged", "save_elsewhere",
})  # fmt: skip
"""What a ministry that fills in its part is not asked, and does not see."""

VALUES: Mapping[str, tuple[object, ...]] = {
    **{str(level): (level,) for level in range(5)},
    "down": (1,),
    "up": (-1,),
    "pagedown": (10,),
    "pageup": (-10,),
}
"""Keys whose command needs to know which of them was pressed."""


def key_action(name: str, *values: object) -> str:
    """What a key of the question screen does: the action that Textual runs."""
    return f"do({', '.join(map(repr, (name, *values)))})"


def bindings() -> list[tuple[str, str, str]]:
    """Every key with its action and label."""
    return [
        (key, key_action(command.action, *VALUES.get(key, ())), command.label)
        for command in KEY_COMMANDS
        for key in command.keys.split(",")
    ]


def possible(session: Session) -> tuple[Command, ...]:
    """The commands that can be used now."""
    return tuple(
        command
        for command in KEY_COMMANDS
        if command.possible(session) and not (session.is_part and command.action in NOT_IN_PART)
    )
