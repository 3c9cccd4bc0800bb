"""What the help says on each screen: what is seen there, and what each key does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assessment.questionnaire import Questionnaire
from assessment.tui.commands import COMMANDS, Command

if TYPE_CHECKING:
    from assessment.report.key_sheet import ScreenKeys

HELP = "Help: "
"""What the title of each help begins with."""
Rows = tuple[tuple[str, str], ...]
GuideName = Literal["start", "profile", "question", "review", "results", "ministries", "clash"]


@dataclass(frozen=True, slots=True)
class Guide:
    """The help of one screen."""

    title: str
    intro: str
    groups: tuple[tuple[str, Rows], ...]
    """Headings, each with what is explained under it: a key or a mark, and a sentence."""


CHOOSING = (
    "Tick the points that can be shown to hold; the level follows. It is the highest of 2, 3 and 4 "
    "whose points all hold, with all points of the lower ones. Where level 2 is not complete, it "
    "is 1 if anything of the kind is done, else 0. A level can also be given by its digit alone: "
    "then all points up to it are taken to hold, until the first tick."
)
MARKS: Rows = (
    ("[x] [ ]", "a point that was ticked, and one that was not"),
    ("(x) ( )", "a point that holds, or not, because a level was given: nobody ticked it yet"),
    ("►", "where one stands"),
    ("▌", "the level or state that is recorded now"),
    ("◄", "the target, the reviewer's level, or the answer of last time"),
    ("was 1 (z)", "what the answer was before the last change, which z takes back"),
    ("0-4", "in the list of questions: the level"),
    ("·", "unanswered"),
    ("n u w", "not applicable, unknown, withheld"),
    ("!", "flagged to discuss"),
    ("↑ ↓", "in the list of questions: more of the area stand above or below"),
    ("2 of 9, 2/9", "questions that are answered, unknown or withheld, of those that apply"),
    ("46.9 (38.1-56.2)", "the score, and what it could become once everything is answered"),
)
EVERYWHERE: Rows = (
    ("Ctrl+Q", "Leave; everything is saved."),
    ("Ctrl+L", "Draw the screen again, where something else wrote on it."),
    (
        "mouse",
        "A click on a key's name does what the key does; so does one on what it is about. One on a "
        "point ticks it. One that gives or changes a level or a state has to be made twice.",
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
        "Help: answering a question",
        CHOOSING,
        (
            *keys.items(),
            ("The five levels", levels),
            ("When a point holds", rules),
            ("Marks", MARKS),
        ),
    )


_LISTS: Rows = (
    ("↓ ↑", "Choose a row. All there is to say about it stands beneath the list."),
    ("Enter", "Go to the question of the row; on a score, see why it is what it is."),
    ("Esc", "Go back to the question where you were."),
)

GUIDES: Mapping[GuideName, Guide] = {
    "start": Guide(
        "Help: the start",
        "One assessment is one file. Begin a new one, go on with one that exists, or try "
        "everything with the fictional example. What you answer is saved at once; you can leave "
        "at any moment and come back to the same question.",
        (
            (
                "Keys",
                (
                    ("n", "Begin a new assessment: the State, and the file for its answers."),
                    ("o", "Open an answer file, or a part to fill in."),
                    ("1-9", "Go on with one of the files that were open before."),
                    ("T", "Take parts back into the file under the cursor."),
                    ("e", "Write the fictional example, and open it. Nothing there matters."),
                    ("f", "Print the questions as a blank form."),
                    ("q", "Quit."),
                ),
            ),
        ),
    ),
    "profile": Guide(
        "Help: the profile",
        "The profile decides which questions apply to this State. A condition that is not set "
        "counts as true: its questions are asked. Relevance moves the order of the roadmap, "
        "never a score.",
        (
            (
                "Keys",
                (
                    ("PgDn PgUp", "Go to the next part, or to the one before."),
                    ("Enter", "Cover: begin to change a field; Enter or Esc ends it."),
                    ("y n -", "Conditions: yes, no, or not set."),
                    ("l m h", "Relevance of an area for this State: low, medium, high."),
                    ("Space", "Conditions and relevance: the next of the values."),
                    ("+", "Offers: write down something more that the State can give."),
                    ("u", "Ministries: add those that usually lead the questions."),
                    ("Enter", "Ministries: correct a name, and every answer follows."),
                    ("Del", "Ministries: remove one that no answer names. Offers: remove one."),
                    ("Esc", "Go to the questions; everything is saved."),
                ),
            ),
        ),
    ),
    "review": Guide(
        "Help: the review",
        "What is left to do before the assessment is made final. Nothing here has to be empty: "
        "a final assessment may have open questions, and says so. Consistency warnings are "
        "remarks, not refusals.",
        (
            (
                "Keys",
                (
                    ("1 2 3", "See what is open, what is flagged, the consistency warnings."),
                    ("4", "See the actions: overdue, next, without a date; gaps without one."),
                    *_LISTS,
                    ("F", "Make the assessment final, after one more question. It can be undone."),
                    ("D", "Make a final assessment a draft again."),
                ),
            ),
        ),
    ),
    "ministries": Guide(
        "Help: the ministries",
        "What each ministry is asked and how far it has come; figures count the questions that "
        "apply. What is overdue is so today, in a final assessment on its date.",
        (
            (
                "Keys",
                (
                    ("↓ ↑", "Choose a ministry. What it leads and its parts stand beneath."),
                    ("Enter", "Walk its questions, the first open one first."),
                    ("U", "Give every question without a ministry to the one that usually leads."),
                    ("a", "Give a whole policy area to one ministry."),
                    (
                        "o",
                        "Hand out: a part and a letter for each ministry, or for each office; "
                        "sealed to their keys where a file of these is named.",
                    ),
                    (
                        "T",
                        "Take back what ministries filled in; several files at once. Parts of "
                        "another edition are carried over with V, to be confirmed.",
                    ),
                    ("d", "Give what is out another day: one ministry's, or all that is overdue."),
                    ("K", "Settle what ministries differ on, one question after the other."),
                    ("P", "Print: what the ministry is asked, another form, a report or the keys."),
                    ("r", "Write a reminder of each part that is out."),
                    ("w", "Write for each ministry what came of its answers."),
                    ("z Z", "Take the last change back, whatever it was; bring it back."),
                    ("Esc", "Go back to the question where you were."),
                ),
            ),
            (
                "Columns",
                (
                    ("asked", "Questions that apply and that it leads."),
                    ("done", "Those with a level, or unknown or withheld."),
                    ("flag", "Flagged to discuss."),
                    ("no evid.", "Those with a level and no evidence."),
                    ("actions", "Those with an action that is not done; overdue: its day is past."),
                    ("part", "Where its part is: out, back, or OVERDUE; the number if several."),
                ),
            ),
        ),
    ),
    "clash": Guide(
        "Help: positions differ",
        "Ministries said different things of one question, so it is open until somebody settles "
        "it. The position of the ministry that leads stands first; it is offered, never taken by "
        "itself. Every position is kept, whatever is decided.",
        (
            (
                "Keys",
                (
                    ("1-9", "Settle it as one position says, and go to the next clash."),
                    ("a-h", "Settle one point: it holds; again: it does not hold."),
                    ("Enter", "Settle the question by its points; the level follows."),
                    ("w", "Settle it as withheld."),
                    ("u", "Leave it open; open again what was settled."),
                    ("y", "Give the reason; ministries read it in the letter (w on the board)."),
                    ("s", "Send the question back to one ministry, with what you ask."),
                    ("n p", "The next clash, the one before."),
                    ("z Z", "Take the last change back, whatever it was; bring it back."),
                    ("o", "Go to the question itself."),
                    ("← →", "Show other positions, where not all find room."),
                    ("↓ ↑ PgDn PgUp", "Move the text where the window is too small for it."),
                    ("Esc", "Go back."),
                ),
            ),
            (
                "Marks",
                (
                    ("[x] [ ]", "A point that was ticked, or not."),
                    ("(x) ( )", "A point that holds, or not, because a level was given alone."),
                    ("–", "A position without a level, such as unknown."),
                    ("?", "In the column 'agreed': it is disputed, and not settled yet."),
                ),
            ),
        ),
    ),
    "results": Guide(
        "Help: the results",
        "A score counts only questions with a level; 100 means that every one is at level 4. The "
        "range says what the score could become once every open question is answered: a wide "
        "range means that little is known yet.",
        (
            (
                "Keys",
                (
                    ("a g f", "Scores by area, by paragraph, by function."),
                    ("r e d", "The roadmap, the facts to establish, what is due for review."),
                    ("t", "Actions: overdue, next 90 days, no date; gaps without an action."),
                    ("← →", "The view beside this one."),
                    ("c", "What has changed since the earlier file, and why."),
                    ("b B", "Compare with an earlier file of this State; stop comparing."),
                    *_LISTS,
                    ("0-4", "What if the question of the row were at this level."),
                    ("F2", "The same, with the five levels in words to choose from."),
                    ("w", "What if any question were at some level."),
                    ("Backspace", "Take back the level that was tried last."),
                    ("x", "End what if. The answers were never changed."),
                    ("k", "See what each ministry is asked, and what is out."),
                    ("P", "Print a report, a blank form or the keys, in the background."),
                ),
            ),
            (
                "What the figures say",
                (
                    ("score", "The weighted mean of the levels given, from 0 to 100."),
                    ("range", "The lowest and the highest that the score can still become."),
                    ("target", "The score that the State's own targets would give."),
                    ("cov.", "Coverage: the share of the applicable weight that has a level."),
                    ("n/a", "The weight that the authority itself declared not applicable."),
                    ("reviewed", "The score with the reviewer's levels where there are any."),
                    (
                        "band",
                        "Under 25 minimal, under 50 partial, under 75 substantial, else advanced. "
                        "Under 50 % coverage an area reads: insufficient information.",
                    ),
                    (
                        "provisional",
                        "The overall has no band yet: coverage is under 80 %, or under 50 % in "
                        "an area.",
                    ),
                    (
                        "priority",
                        "Distance to the target, times the question's weight, times the area's "
                        "relevance.",
                    ),
                    (
                        "holds in",
                        "How often the question is among the first ten when the weights are "
                        "varied at random.",
                    ),
                    (
                        "worth",
                        "Why a score: 25 times the level. Times the weight it gives the points; "
                        "their sum over the sum of the answered weights is the score.",
                    ),
                    (
                        "pulls down",
                        "Weight times what is missing to the question's target, over the sum of "
                        "the answered weights.",
                    ),
                    ("waiting", "How many other gaps need this one closed first."),
                    ("tried", "A level on trial closes this gap; nothing is recorded."),
                ),
            ),
        ),
    ),
}


def key_sheet(questionnaire: Questionnaire) -> tuple[ScreenKeys, ...]:
    """What each key does on each screen, to be printed."""
    from assessment.report.key_sheet import ScreenKeys

    own = {command.group for command in COMMANDS}
    sheets = []
    for name in ("question", *GUIDES):
        found = guide(name, questionnaire)
        groups = tuple(
            (heading, rows) for heading, rows in found.groups if heading in (own | {"Keys"})
        )
        sheets.append(ScreenKeys(found.title.removeprefix(HELP).capitalize(), groups))
    return tuple(sheets)


def guide(name: GuideName, questionnaire: Questionnaire) -> Guide:
    """The help of a screen."""
    if name == "question":
        return question_guide(questionnaire, COMMANDS)
    found = GUIDES[name]
    return replace(found, intro=_about(questionnaire, found.intro)) if name == "start" else found


def _about(questionnaire: Questionnaire, intro: str) -> str:
    """What the tool is, for whoever begins: the start screen itself shows files."""
    source = questionnaire.source
    return (
        f"{intro}\n\n{questionnaire.about}\n\n{source.symbol}, {source.title}. {source.adopted}. "
        f"{source.link}\n\n{questionnaire.notice}"
    )
