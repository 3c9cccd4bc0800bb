"""What the help says on each screen: what is seen there, and what each key does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assessment.figures import span
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.tui.commands import KEY_COMMANDS, Command

if TYPE_CHECKING:
    from assessment.report.key_sheet import ScreenKeys

Rows = tuple[tuple[str, str], ...]
Groups = tuple[tuple[str, Rows], ...]
GuideName = Literal[
    "start", "profile", "question", "review", "results", "why", "ministries", "clash"
]


@dataclass(frozen=True, slots=True)
class Guide:
    """The help of one screen."""

    title: str
    """What it helps with."""
    intro: str
    keys: Groups
    """Headings, each with its keys and what they do: these are on the printed key sheet too."""
    signs: Groups = ()
    """Headings, each with marks, columns or words of the screen and what they mean."""

    @property
    def groups(self) -> Groups:
        """All that is explained, in its order."""
        return self.keys + self.signs


CHOOSING = _(
    "Tick the points that can be shown to hold; the level follows. It is the highest of 2, 3 and 4 "
    "whose points all hold, with all points of the lower ones. Where level 2 is not complete, it "
    "is 1 if anything of the kind is done, else 0. A level can also be given by its digit alone: "
    "then all points up to it are taken to hold, until the first tick."
)
MARKS: Rows = (
    ("[x] [ ]", _("a point that was ticked, and one that was not")),
    ("(x) ( )", _("a point that holds, or not, because a level was given: nobody ticked it yet")),
    ("►", _("where one stands")),
    ("▌", _("the level or state that is recorded now")),
    ("◄", _("the target, the reviewer's level, or the answer of last time")),
    (
        _("was {was} (z)").format(was=1),
        _("what the answer was before the last change, which z takes back"),
    ),
    ("0-4", _("in the list of questions: the level")),
    ("·", _("unanswered")),
    (_("n u w"), _("not applicable, unknown, withheld")),
    ("!", _("flagged to discuss")),
    ("↑ ↓", _("in the list of questions: more of the area stand above or below")),
    ("2 of 9, 2/9", _("questions that are answered, unknown or withheld, of those that apply")),
    (
        f"46.9 ({span(38.1, 56.2)})",
        _("the score, and what it could become once everything is answered"),
    ),
)
EVERYWHERE: Rows = (
    ("Ctrl+Q", _("Leave; everything is saved.")),
    ("Ctrl+L", _("Draw the screen again, where something else wrote on it.")),
    (
        _("mouse"),
        _(
            "A click on a key's name does what the key does; so does one on what it is about. "
            "A click on a point ticks it, the level follows, and z takes it back. A click on a "
            "level or a state has to be made twice."
        ),
    ),
)


def question_guide(questionnaire: Questionnaire, commands: Sequence[Command]) -> Guide:
    """The help of the question screen, out of its own table of commands."""
    headings = dict.fromkeys(command.group for command in commands)
    keys = {
        heading: tuple((item.shown, item.help) for item in commands if item.group == heading)
        for heading in headings
    }
    last = list(keys)[-1]
    keys[last] = (*keys[last], *EVERYWHERE)
    levels = tuple(
        (str(level), f"{rung.name}. {rung.meaning}")
        for level, rung in enumerate(questionnaire.levels)
    )
    rules = tuple(
        (str(n), f"{rule.title}. {rule.text}") for n, rule in enumerate(questionnaire.rules, 1)
    )
    return Guide(
        _("answering a question"),
        CHOOSING,
        tuple(keys.items()),
        (
            (_("The five levels"), levels),
            (_("When a point holds"), rules),
            (_("Marks"), MARKS),
        ),
    )


_LISTS: Rows = (
    ("↓ ↑", _("Choose a row. All there is to say about it stands beneath the list.")),
    (_("Enter"), _("Go to the question of the row; on a score, see why it is what it is.")),
    (_("Esc"), _("Go back to the question where you were.")),
)

GUIDES: Mapping[GuideName, Guide] = {
    "start": Guide(
        _("the start"),
        _(
            "One assessment is one file. Begin a new one, go on with one that exists, or try "
            "everything with the fictional example. What you answer is saved at once; you can "
            "leave "
            "at any moment and come back to the same question."
        ),
        (
            (
                _("Keys"),
                (
                    ("n", _("Begin a new assessment: the State, and the file for its answers.")),
                    ("o", _("Open an answer file, or a part to fill in.")),
                    ("1-9", _("Go on with one of the files that were open before.")),
                    ("T", _("Take parts back into the file under the cursor.")),
                    ("e", _("Write the fictional example, and open it. Nothing there matters.")),
                    ("f", _("Print the questions as a blank form.")),
                    ("q", _("Quit.")),
                ),
            ),
        ),
    ),
    "profile": Guide(
        _("the profile"),
        _(
            "The profile decides which questions apply to this State. A condition that is not set "
            "counts as true: its questions are asked. Relevance moves the order of the roadmap, "
            "never a score."
        ),
        (
            (
                _("Keys"),
                (
                    (_("PgDn PgUp"), _("Go to the next part, or to the one before.")),
                    (_("Enter"), _("Cover: begin to change a field; Enter or Esc ends it.")),
                    (
                        _("Enter"),
                        _("Conditions and relevance: the next of the values. Offers: change one."),
                    ),
                    (_("Enter"), _("Usual: name the ministry of this State that it is.")),
                    ("y n -", _("Conditions: yes, no, or not set.")),
                    (_("l m h"), _("Relevance of an area for this State: low, medium, high.")),
                    (_("Space"), _("Conditions and relevance: the next of the values.")),
                    ("+", _("Offers: write down something more that the State can give.")),
                    ("u", _("Ministries: add those that usually lead the questions.")),
                    (_("Enter"), _("Ministries: correct a name, and every answer follows.")),
                    (
                        _("Del"),
                        _("Ministries: remove one that no answer names. Offers: remove one."),
                    ),
                    (_("Esc"), _("Go to the questions; everything is saved.")),
                ),
            ),
        ),
    ),
    "review": Guide(
        _("the review"),
        _(
            "What is left to do before the assessment is made final. Nothing here has to be empty: "
            "a final assessment may have open questions, and says so. Consistency warnings are "
            "remarks, not refusals."
        ),
        (
            (
                _("Keys"),
                (
                    ("1 2 3", _("See what is open, what is flagged, the consistency warnings.")),
                    ("4", _("See the actions: overdue, next, without a date; gaps without one.")),
                    *_LISTS,
                    (
                        "F",
                        _("Make the assessment final, after one more question. It can be undone."),
                    ),
                    ("D", _("Make a final assessment a draft again.")),
                    ("s", _("See the results.")),
                    ("k", _("See what each ministry is asked.")),
                    ("P", _("Print a report or a form in the background.")),
                ),
            ),
        ),
    ),
    "ministries": Guide(
        _("the ministries"),
        _(
            "What each ministry is asked and how far it has come; figures count the questions that "
            "apply. What is overdue is so today, in a final assessment on its date."
        ),
        (
            (
                _("Keys"),
                (
                    ("↓ ↑", _("Choose a ministry. What it leads and its parts stand beneath.")),
                    (_("Enter"), _("Walk its questions, the first open one first.")),
                    (
                        "U",
                        _("Give every question without a ministry to the one that usually leads."),
                    ),
                    ("a", _("Give a whole policy area to one ministry.")),
                    (
                        "o",
                        _(
                            "Hand out: a part and a letter for each ministry, or for each office; "
                            "sealed to their keys where a file of these is named."
                        ),
                    ),
                    (
                        "T",
                        _(
                            "Take back what ministries filled in; several files at once. Parts of "
                            "another edition are carried over with V, to be confirmed."
                        ),
                    ),
                    (
                        "d",
                        _("Give what is out another day: one ministry's, or all that is overdue."),
                    ),
                    ("K", _("Settle what ministries differ on, one question after the other.")),
                    (
                        "P",
                        _("Print: what the ministry is asked, another form, a report or the keys."),
                    ),
                    ("r", _("Write a reminder of each part that is out.")),
                    ("w", _("Write for each ministry what came of its answers.")),
                    ("z Z", _("Take the last change back, whatever it was; bring it back.")),
                    (_("Esc"), _("Go back to the question where you were.")),
                ),
            ),
        ),
        (
            (
                _("Columns"),
                (
                    (_("asked"), _("Questions that apply and that it leads.")),
                    (_("done"), _("Those with a level, or unknown or withheld.")),
                    (_("flag"), _("Flagged to discuss.")),
                    (_("no evid."), _("Those with a level and no evidence.")),
                    (
                        _("actions"),
                        _("Those with an action that is not done; overdue: its day is past."),
                    ),
                    (
                        _("part"),
                        _("Where its part is: out, back, or OVERDUE; the number if several."),
                    ),
                ),
            ),
        ),
    ),
    "clash": Guide(
        _("positions differ"),
        _(
            "Ministries said different things of one question, so it is open until somebody "
            "settles "
            "it. The position of the ministry that leads stands first; it is offered, never "
            "taken by "
            "itself. Every position is kept, whatever is decided."
        ),
        (
            (
                _("Keys"),
                (
                    ("1-9", _("Settle it as one position says, and go to the next clash.")),
                    ("a-h", _("Settle one point: it holds; again: it does not hold.")),
                    (_("Enter"), _("Settle the question by its points; the level follows.")),
                    ("w", _("Settle it as withheld.")),
                    ("u", _("Leave it open; open again what was settled.")),
                    ("y", _("Give the reason; ministries read it in the letter (w on the board).")),
                    ("s", _("Send the question back to one ministry, with what you ask.")),
                    (_("n p"), _("The next clash, the one before.")),
                    ("z Z", _("Take the last change back, whatever it was; bring it back.")),
                    ("o", _("Go to the question itself.")),
                    ("← →", _("Show other positions, where not all find room.")),
                    (_("↓ ↑ PgDn PgUp"), _("Move the text where the window is too small for it.")),
                    (_("Esc"), _("Go back.")),
                ),
            ),
        ),
        (
            (
                _("Marks"),
                (
                    ("[x] [ ]", _("A point that was ticked, or not.")),
                    ("(x) ( )", _("A point that holds, or not, because a level was given alone.")),
                    ("–", _("A position without a level, such as unknown.")),
                    ("?", _("In the column 'agreed': it is disputed, and not settled yet.")),
                ),
            ),
        ),
    ),
    "why": Guide(
        _("why this score"),
        _(
            "What each question, or each policy area, gives to the score, and what the sum of all "
            "is. Those that pull the score down most stand first."
        ),
        (
            (
                _("Keys"),
                (
                    ("↓ ↑", _("Choose a row; beside or beneath it stands what is missing.")),
                    (_("Enter"), _("Go to the question; of the whole, to the policy area.")),
                    (_("Esc"), _("Go back to the results.")),
                ),
            ),
        ),
    ),
    "results": Guide(
        _("the results"),
        _(
            "A score counts only questions with a level; 100 means that every one is at level "
            "4. The "
            "range says what the score could become once every open question is answered: a wide "
            "range means that little is known yet."
        ),
        (
            (
                _("Keys"),
                (
                    (_("a g f"), _("Scores by area, by paragraph, by function.")),
                    (_("r e d"), _("The roadmap, the facts to establish, what is due for review.")),
                    ("t", _("Actions: overdue, next 90 days, no date; gaps without an action.")),
                    ("← →", _("The view beside this one.")),
                    ("c", _("What has changed since the earlier file, and why.")),
                    ("b B", _("Compare with an earlier file of this State; stop comparing.")),
                    *_LISTS,
                    ("0-4", _("What if the question of the row were at this level.")),
                    ("F2", _("The same, with the five levels in words to choose from.")),
                    ("w", _("What if any question were at some level.")),
                    (_("Backspace"), _("Take back the level that was tried last.")),
                    ("x", _("End what if. The answers were never changed.")),
                    ("k", _("See what each ministry is asked, and what is out.")),
                    ("P", _("Print a report, a blank form or the keys, in the background.")),
                ),
            ),
        ),
        (
            (
                _("What the figures say"),
                (
                    (_("score"), _("The weighted mean of the levels given, from 0 to 100.")),
                    (_("range"), _("The lowest and the highest that the score can still become.")),
                    (_("target"), _("The score that the State's own targets would give.")),
                    (
                        _("cov."),
                        _("Coverage: the share of the applicable weight that has a level."),
                    ),
                    (_("n/a"), _("The weight that the authority itself declared not applicable.")),
                    (_("reviewed"), _("The score with the reviewer's levels where there are any.")),
                    (
                        _("band"),
                        _(
                            "Under 25 minimal, under 50 partial, under 75 substantial, else "
                            "advanced. "
                            "Under 50 % coverage an area reads: insufficient information."
                        ),
                    ),
                    (
                        _("provisional"),
                        _(
                            "The overall has no band yet: coverage is under 80 %, or under 50 % in "
                            "an area."
                        ),
                    ),
                    (
                        _("priority"),
                        _(
                            "Distance to the target, times the question's weight, times the area's "
                            "relevance."
                        ),
                    ),
                    (
                        _("holds in"),
                        _(
                            "How often the question is among the first ten when the weights are "
                            "varied at random."
                        ),
                    ),
                    (
                        _("worth"),
                        _(
                            "Why a score: 25 times the level. Times the weight it gives the "
                            "points; "
                            "their sum over the sum of the answered weights is the score."
                        ),
                    ),
                    (
                        _("pulls down"),
                        _(
                            "Weight times what is missing to the question's target, over the "
                            "sum of "
                            "the answered weights."
                        ),
                    ),
                    (_("waiting"), _("How many other gaps need this one closed first.")),
                    (_("tried"), _("A level on trial closes this gap; nothing is recorded.")),
                ),
            ),
        ),
    ),
}


def key_sheet(questionnaire: Questionnaire) -> tuple[ScreenKeys, ...]:
    """What each key does on each screen, to be printed."""
    from assessment.report.key_sheet import ScreenKeys

    guides = (guide(name, questionnaire) for name in ("question", *GUIDES))
    return tuple(
        ScreenKeys(found.title[:1].upper() + found.title[1:], found.keys) for found in guides
    )


def guide(name: GuideName, questionnaire: Questionnaire) -> Guide:
    """The help of a screen."""
    if name == "question":
        return question_guide(questionnaire, KEY_COMMANDS)
    found = GUIDES[name]
    return replace(found, intro=_about(questionnaire, found.intro)) if name == "start" else found


def _about(questionnaire: Questionnaire, intro: str) -> str:
    """What the tool is, for whoever begins: the start screen itself shows files."""
    source = questionnaire.source
    return (
        f"{intro}\n\n{questionnaire.about}\n\n{source.symbol}, {source.title}. {source.adopted}. "
        f"{source.link}\n\n{questionnaire.notice}"
    )
