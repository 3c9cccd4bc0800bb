"""What is recorded beside a level: each key opens one dialog, and its result is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assessment.answers import (
    CONFIDENCES,
    Action,
    Answer,
    Confidence,
    Evidence,
    with_reviewed_level,
)
from assessment.questionnaire import LEVELS
from assessment.tui.history import new_text
from assessment.tui.screens.asking import Asking

FINAL = "The assessment is final. Reopen it on the review screen (v) to change it."


class Recording(Asking):
    """The part of the question screen that opens dialogs and records what they give."""

    def keep(self, **changes: Any) -> None:
        """Record changes to the present answer, and show them."""
        self.record(self.present.replace(**changes))
        self.show_question()

    def action_flag(self) -> None:
        """Flag it to discuss, or take the flag away."""
        self.keep(flag=not self.present.flag)

    def action_restricted(self) -> None:
        """Keep it inside the government, or allow it out again."""
        if self.session.is_final:
            self.tell(FINAL)
            return
        here, restricted = self.session.position, not self.present.restricted
        self.keep(restricted=restricted)
        done = "is kept inside the government" if restricted else "may leave the government again"
        self.tell(f"{here} {done}. r changes that back.", trouble=False)

    def action_not_applicable(self) -> None:
        """Ask for the reason, which is saved while it is typed, then go on."""
        from assessment.tui.dialogs.reason import Reason

        text = new_text()

        def give_up() -> None:
            self.session.give_up(text)
            self._answered = ""

        def closed(recorded: bool | None) -> None:
            if recorded:
                self.go(self.route.next())
            else:
                self.show_question()

        save = self._while_typing(_not_applicable, text)
        self._when_draft(
            Reason(self.session.position, self.present.reason or "", save=save, give_up=give_up),
            closed,
        )

    def action_note(self) -> None:
        """Write the note; what is typed is saved while one types."""
        from assessment.tui.dialogs.write import Write

        save = self._while_typing(lambda answer, text: answer.replace(note=text))
        self._when_draft(
            Write(f"Note on {self.session.position}", self.present.note, save=save), self._typed
        )

    def action_next_action(self) -> None:
        """Plan the next action."""
        from assessment.tui.dialogs.plan import Plan

        save = self._while_typing(lambda answer, plan: answer.replace(action=_unless_empty(plan)))
        present = self.present.action or Action()
        self._when_draft(Plan(self.session.position, present, save=save), self._typed)

    def action_evidence(self) -> None:
        """List the evidence."""
        from assessment.tui.dialogs.evidence import EvidenceTable

        def changed(answer: Answer, evidence: Sequence[Evidence]) -> Answer:
            return answer.replace(evidence=tuple(evidence))

        save = self._while_typing(changed)
        table = EvidenceTable(self.session.position, self.present.evidence, save=save)
        self._when_draft(table, self._typed)

    def action_target(self) -> None:
        """Choose the level aimed at."""
        usual = self.session.questionnaire.by_id[self.session.position].target
        options = [*self._levels(), ("d", f"the usual target of this question, {usual}")]
        values = [*LEVELS, None]
        now = values.index(self.present.target)
        self._choose(
            "Which level is aimed at?", options, lambda at: self.keep(target=values[at]), now
        )

    def action_reviewed(self) -> None:
        """Choose the level that a reviewer gave."""
        options = [*self._levels(), ("d", "no reviewer's level")]
        values = [*LEVELS, None]
        self._choose(
            "Which level did the reviewer give?",
            options,
            lambda at: self.keep(review=with_reviewed_level(self.present.review, values[at])),
            values.index(self.present.reviewed_level),
        )

    def action_confidence(self) -> None:
        """Choose how sure the answer is."""
        options = [("l", "low"), ("m", "medium"), ("h", "high"), ("d", "do not say")]
        values: list[Confidence | None] = [*CONFIDENCES, None]
        self._choose(
            "How sure is this answer?",
            options,
            lambda at: self.keep(confidence=values[at]),
            values.index(self.present.confidence),
        )

    def action_ministry(self) -> None:
        """Name the responsible ministry."""
        from assessment.tui.dialogs.ministry import MinistryName

        def kept(name: str | None) -> None:
            if name is not None:
                self.keep(ministry=name or None)

        self._when_draft(
            MinistryName(self.present.ministry or "", self._known(), self._usual()), kept
        )

    def action_supporting(self) -> None:
        """Name the supporting ministries."""
        from assessment.tui.dialogs.supporting import Supporting

        lead = self.present.ministry
        known, usual = (
            tuple(name for name in names if name != lead)
            for names in (self._known(), self._usual())
        )
        save = self._while_typing(lambda answer, names: answer.replace(supporting=tuple(names)))
        self._when_draft(Supporting(self.present.supporting, known, usual, save=save), self._typed)

    def _levels(self) -> list[tuple[str, str]]:
        # With their descriptors: the dialog stands in front of those of the question.
        question, name = self.session.question, self.session.questionnaire.level_name
        return [
            (str(level), f"{name(level)}: {' '.join(question.meaning(level))}") for level in LEVELS
        ]

    def _known(self) -> tuple[str, ...]:
        return self.session.answers.profile.ministries

    def _usual(self) -> tuple[str, ...]:
        questionnaire = self.session.questionnaire
        first = questionnaire.ministry_name(self.session.question.ministry)
        others = (ministry.name for ministry in questionnaire.ministries)
        return tuple(dict.fromkeys([first, *others]))

    def _choose(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        chosen: Callable[[int], None],
        now: int,
    ) -> None:
        from assessment.tui.dialogs.choose import Choose

        def kept(place: int | None) -> None:
            if place is not None:
                chosen(place)

        told = [
            (key, f"{words}  ◄ now" if place == now else words)
            for place, (key, words) in enumerate(options)
        ]
        self._when_draft(Choose(title, told), kept)

    def _when_draft(self, dialog: Any, kept: Callable[[Any], None]) -> None:
        if self.session.is_final:
            self.tell(FINAL)
        else:
            self.app.push_screen(dialog, kept)

    def _while_typing(
        self, change: Callable[[Answer, Any], Answer], text: str = ""
    ) -> Callable[[Any], None]:
        """What saves a text while it is typed; all of one typing is undone together."""
        text = text or new_text()
        return lambda value: self._save_text(change(self.present, value), text)

    def _save_text(self, answer: Answer, text: str) -> None:
        self.record(answer, text=text)

    def _typed(self, _: object) -> None:
        self.show_question()


def _not_applicable(answer: Answer, reason: str) -> Answer:
    return answer.stating("not_applicable", reason=reason)


def _unless_empty(plan: Action) -> Action | None:
    return None if plan == Action() else plan
