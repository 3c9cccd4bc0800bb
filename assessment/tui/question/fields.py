"""What is recorded beside a level: each key opens one dialog, and its result is kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from assessment.answers import (
    CONFIDENCES,
    Action,
    Answer,
    Answers,
    Confidence,
    Evidence,
    Review,
    text_limit,
)
from assessment.language import _
from assessment.positions import usual_ministry
from assessment.questionnaire import LEVELS
from assessment.terms import term
from assessment.text import name_key
from assessment.tui.history import new_text
from assessment.tui.question.change_words import TAKE_BACK
from assessment.tui.question.habits import Habits
from assessment.tui.question.navigation import Navigation
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.recorder import Recorder
from assessment.tui.question.view import View
from assessment.tui.session import Session


def owners_in(answers: Answers) -> list[str]:
    """Who may do something next: owners of other actions, then the ministries."""
    named = (answer.action.owner for answer in answers.answers.values() if answer.action)
    return _each_once([*_most_used_first(named), *answers.profile.ministries])


def reviewers_in(answers: Answers) -> list[str]:
    """Who reviewed, the latest first."""
    found = [
        answer.review for answer in answers.answers.values() if answer.review and answer.review.by
    ]
    dated = sorted(found, key=lambda item: item.at.timestamp() if item.at else 0, reverse=True)
    return _each_once(item.by for item in dated if item.by)


def evidence_in(answers: Answers) -> list[Evidence]:
    """Every piece of evidence that an answer has, the most used first; of one piece its last date.

    A register that is looked at every year is one piece with many dates.
    """
    used: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], Evidence] = {}
    for piece in (piece for answer in answers.answers.values() for piece in answer.evidence):
        key = name_key(piece.title), piece.reference
        used[key] += 1
        latest[key] = max(latest.get(key, piece), piece, key=_dated)
    return [latest[key] for key, _ in used.most_common()]


def _dated(piece: Evidence) -> dt.date:
    return piece.date or dt.date.min


def _most_used_first(names: Iterable[str]) -> list[str]:
    return [name for name, _ in Counter(filter(None, names)).most_common()]


def _each_once(names: Iterable[str]) -> list[str]:
    listed: dict[str, str] = {}
    for name in names:
        listed.setdefault(name_key(name), name)
    return list(listed.values())


_RESTRICTED = _("The answer is restricted: nothing of it leaves the government until r allows it.")

NO_ACTION = _("The assessment is final and has no action here. Reopen it (v) to plan one.")


class Fields:
    """Opens the dialogs of the fields, and records what they give."""

    def __init__(
        self,
        session: Session,
        view: View,
        recorder: Recorder,
        navigation: Navigation,
        prompts: Prompts,
        habits: Habits,
    ) -> None:
        self._session = session
        self._view = view
        self._recorder = recorder
        self._navigation = navigation
        self._prompts = prompts
        self._habits = habits

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {
            "not_applicable": self.not_applicable,
            "target": self.target,
            "confidence": self.confidence,
            "ministry": self.ministry,
            "usual_ministry": self.take_usual_ministry,
            "supporting": self.supporting,
            "evidence": self.evidence,
            "note": self.note,
            "next_action": self.next_action,
            "flag": self.flag,
            "restricted": self.restricted,
            "release": self.release,
            "review_level": self.review,
        }

    def flag(self) -> None:
        """Flag it to discuss, or take the flag away."""
        self._recorder.keep(flag=not self._present.flag)

    def restricted(self) -> None:
        """Keep it inside the government, or allow it out again."""
        here, restricted = self._session.position, not self._present.restricted
        if self._recorder.refuses():
            return
        if self._recorder.keep(restricted=restricted):
            inside = _("is kept inside the government")
            done = inside if restricted else _("may leave the government again")
            self._view.show_message(
                _("{here} {done}. r changes that back.").format(here=here, done=done)
            )

    def not_applicable(self) -> None:
        """Ask for the reason, which is saved while it is typed, then go on."""
        self._habits.once_named(self._ask_reason)

    def _ask_reason(self) -> None:
        from assessment.tui.dialogs.reason import Reason

        text = new_text()

        def give_up() -> None:
            self._session.give_up(text)
            self._recorder.just_answered = ""

        def closed(recorded: bool | None) -> None:
            if recorded and not self._habits.stays:
                self._navigation.next()
            else:
                self._view.show_question()

        here = self._session.position
        reason = Reason(
            here,
            self._present.reason or "",
            save=self._recorder.while_typing(_not_applicable, text),
            give_up=give_up,
            draft=self._session.draft(f"reason of {here}"),
        )
        self._prompts.open_if_draft(reason, closed)

    def note(self) -> None:
        """Write the note."""
        self._write("note", _("Note on {position}"))

    def release(self) -> None:
        """Write what partners and the public may read about it."""
        held_back = _RESTRICTED if self._present.restricted else ""
        self._write("release", _("Text for release on {position}: what others may read"), held_back)

    def _write(self, name: str, title: str, above: str = "") -> None:
        """Write the text of a field; what is typed is saved while one types."""
        from assessment.tui.dialogs.typing import Write

        dialog = Write(
            title.format(position=self._session.position),
            getattr(self._present, name),
            save=self._recorder.while_typing(lambda answer, text: answer.replace(**{name: text})),
            limit=text_limit(name),
            above=above,
        )
        self._prompts.open_if_draft(dialog, self._typed)

    def next_action(self) -> None:
        """Plan the next action; of a final assessment only its course is changed."""
        from assessment.tui.dialogs.next_action import NextAction

        is_final = self._session.is_final
        if is_final and not self._session.has_living_plan:
            self._view.warn((self._session.read_only and self._session.why_locked) or NO_ACTION)
            return
        save = (
            self._recorder.plan_while_typing()
            if is_final
            else self._recorder.while_typing(
                lambda answer, action: answer.replace(action=_unless_empty(action))
            )
        )
        answers = self._session.answers
        dialog = NextAction(
            self._session.position,
            self._present.action or Action(),
            save=save,
            owners=owners_in(answers),
            currency=answers.currency,
            is_final=is_final,
            draft=self._session.draft(f"action on {self._session.position}"),
        )
        self._prompts.open(dialog, self._typed)

    def evidence(self) -> None:
        """List the evidence."""
        from assessment.tui.dialogs.evidence import EvidenceTable

        def changed(answer: Answer, evidence: Sequence[Evidence]) -> Answer:
            return answer.replace(evidence=tuple(evidence))

        save = self._recorder.while_typing(changed)
        table = EvidenceTable(
            self._session.position,
            self._present.evidence,
            save=save,
            known=evidence_in(self._session.answers),
            draft=self._session.draft(f"evidence of {self._session.position}"),
        )
        self._prompts.open_if_draft(table, self._typed)

    def target(self) -> None:
        """Choose the level aimed at."""
        options = [
            *self._levels(),
            (
                ".",
                _("the usual target of this question, {target}").format(
                    target=self._session.question.target
                ),
            ),
        ]
        values = [*LEVELS, None]
        self._prompts.choose_value(
            _("Which level is aimed at?"),
            options,
            lambda at: self._recorder.keep(target=values[at]),
            values.index(self._present.target),
        )

    def review(self) -> None:
        """Record what a reviewer found."""
        from assessment.tui.dialogs.review import EditReview

        session = self._session
        save = self._recorder.while_typing(lambda answer, found: answer.replace(review=found))
        dialog = EditReview(
            session.questionnaire,
            session.question,
            self._present.review or Review(),
            save=save,
            reviewers=reviewers_in(session.answers),
            today=session.today,
            draft=session.draft(f"review of {session.position}"),
        )
        self._prompts.open_if_draft(dialog, self._typed)

    def confidence(self) -> None:
        """Choose how sure the answer is."""
        options = [*((word[0], term(word)) for word in CONFIDENCES), ("-", _("do not say"))]
        values: list[Confidence | None] = [*CONFIDENCES, None]
        self._prompts.choose_value(
            _("How sure is this answer?"),
            options,
            lambda at: self._recorder.keep(confidence=values[at]),
            values.index(self._present.confidence),
        )

    def ministry(self) -> None:
        """Name the responsible ministry."""
        from assessment.tui.dialogs.ministry import MinistryName

        def kept(name: str | None) -> None:
            if name is not None:
                self._recorder.keep(ministry=name or None)

        draft = self._session.draft(f"ministry of {self._session.position}")
        named = MinistryName(self._present.ministry or "", self._known(), self._usual(), draft)
        self._prompts.open_if_draft(named, kept)

    def take_usual_ministry(self) -> None:
        """Take the ministry that usually leads as the responsible one, where none is named."""
        here, name = self._session.position, self._present.ministry
        if self._recorder.refuses():
            return
        if name is not None:
            self._view.show_message(
                _("{name} is responsible for {here} already; m changes that.").format(
                    name=name, here=here
                )
            )
            return
        usual = self._usual()[0]
        if self._recorder.keep(ministry=usual):
            self._view.show_message(
                _("{here} ministry: {usual}, {take_back}.").format(
                    here=here, usual=usual, take_back=TAKE_BACK
                )
            )

    def supporting(self) -> None:
        """Name the supporting ministries."""
        from assessment.tui.dialogs.supporting import Supporting

        lead = self._present.ministry
        known, usual = (
            tuple(name for name in names if name != lead)
            for names in (self._known(), self._usual())
        )
        save = self._recorder.while_typing(
            lambda answer, names: answer.replace(supporting=tuple(names))
        )
        draft = self._session.draft(f"supporting {self._session.position}")
        self._prompts.open_if_draft(
            Supporting(self._present.supporting, known, usual, save=save, draft=draft), self._typed
        )

    @property
    def _present(self) -> Answer:
        return self._recorder.present

    def _levels(self) -> list[tuple[str, str]]:
        # With what they mean: the dialog stands in front of the question.
        question, name = self._session.question, self._session.questionnaire.level_name
        return [
            (str(level), f"{name(level)}: {' '.join(question.meaning(level))}") for level in LEVELS
        ]

    def _known(self) -> tuple[str, ...]:
        return self._session.answers.profile.ministries

    def _usual(self) -> tuple[str, ...]:
        session = self._session
        first = usual_ministry(session.questionnaire, session.answers, session.question.ministry)
        others = (ministry.name for ministry in session.questionnaire.ministries)
        return tuple(dict.fromkeys([first, *others]))

    def _typed(self, _unused: object) -> None:
        self._view.show_question(keep_scroll=True)


def _not_applicable(answer: Answer, reason: str) -> Answer:
    return answer.stating("not_applicable", reason=reason)


def _unless_empty(action: Action) -> Action | None:
    return None if action == Action() else action
