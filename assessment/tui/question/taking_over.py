"""Taking over what was answered last time: one question, or what is open in a policy area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assessment.answers import EVIDENCE_LIMIT, PROSE, Answer, Answers, Evidence
from assessment.language import _
from assessment.positions import clashing_positions
from assessment.text import count_of
from assessment.tui.careful import Caution
from assessment.tui.question.change_words import TAKE_BACK, state_in_short
from assessment.tui.question.habits import Habits
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.recorder import Recorder
from assessment.tui.question.view import View
from assessment.tui.session import Session


def taken_over(then: Answer, now: Answer, *, to_confirm: bool = False) -> Answer:
    """The answer of last time in the place of the present one.

    What is written down now stays, and what was written then fills what is empty. A review is of
    its own time, and what is done needs no further action.
    """
    action = then.action if then.action and then.action.status != "done" else None
    stated = {name: getattr(then, name) for name in ("status", "level", "reason", "points")}
    filled = {
        name: getattr(now, name) or getattr(then, name)
        for name in (*PROSE, "confidence", "ministry", "supporting")
    }
    return now.replace(
        **stated,
        **filled,
        evidence=_together(now.evidence, then.evidence),
        target=then.target if now.target is None else now.target,
        restricted=now.restricted or then.restricted,
        action=now.action or action,
        to_confirm=to_confirm,
    )


def open_with_an_answer(
    questions: Iterable[str], now: Answers, then: Answers
) -> dict[str, tuple[Answer, Answer]]:
    """Those that are not answered now and were last time: the answer then, and the one now.

    One on which ministries differ now is settled first, by somebody who reads what they said.
    """
    return {
        key: (then.answer(key), now.answer(key))
        for key in questions
        if not now.answer(key).states_something
        and then.answer(key).states_something
        and not clashing_positions(now.answer(key))
    }


def _together(now: tuple[Evidence, ...], then: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys([*now, *then]))[:EVIDENCE_LIMIT]


NO_EARLIER = _("No earlier file is open to take an answer from: b opens one.")


class TakingOver:
    """Copies answers of the baseline into the present file."""

    def __init__(
        self,
        session: Session,
        view: View,
        recorder: Recorder,
        prompts: Prompts,
        habits: Habits,
    ) -> None:
        self._session = session
        self._view = view
        self._recorder = recorder
        self._prompts = prompts
        self._habits = habits

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {"last_time": self.question, "last_time_area": self.area}

    def question(self) -> None:
        """Take last time's answer to the present question; what it replaces is said."""
        earlier, here = self._earlier(), self._session.position
        if earlier is None:
            return
        then, now = earlier.answer(here), self._recorder.present
        if not then.states_something:
            self._view.show_message(_("{here} was not answered last time.").format(here=here))
            return
        self._habits.once_named(lambda: self._take(here, taken_over(then, now)))

    def _take(self, here: str, taken: Answer) -> None:
        before = state_in_short(self._recorder.present)
        if self._recorder.record(taken):
            self._view.show_question(keep_scroll=True)
            after = state_in_short(self._recorder.present)
            change = after if before == after else f"{before} → {after}"
            self._view.show_message(
                _("{here} as last time: {change}, {take_back}.").format(
                    here=here, change=change, take_back=TAKE_BACK
                )
            )

    def area(self) -> None:
        """Take last time's answers to what is open in the present policy area, to be confirmed."""
        earlier = self._earlier()
        if earlier is None:
            return
        session = self._session
        area = session.questionnaire.area_by_id[session.question.area_id]
        ids = [question.id for question in area.questions]
        found = open_with_an_answer(ids, session.answers, earlier)
        if not found:
            self._view.show_message(
                _("Nothing open in {id} was answered last time.").format(id=area.id)
            )
            return
        number = count_of(len(found), "{n} open question", "{n} open questions")
        caution = Caution(
            _("Take over last time's answers to {number} of {id}?").format(
                number=number, id=area.id
            ),
            _(
                "{found}. Each one is marked to be confirmed: l walks them, C confirms "
                "one. What is answered already stays as it is."
            ).format(found=", ".join(found)),
            _("Take over"),
        )
        changed = {key: taken_over(then, now, to_confirm=True) for key, (then, now) in
                   found.items()}  # fmt: skip

        def take() -> None:
            words = _("the answers taken over for {id}").format(id=area.id)
            if self._recorder.record_many(changed, words):
                self._view.show_question(keep_scroll=True)
                self._view.show_message(
                    _("{number} of {id} as last time, {take_back}.").format(
                        number=number, id=area.id, take_back=TAKE_BACK
                    )
                )

        self._prompts.once_asked(caution, take)

    def _earlier(self) -> Answers | None:
        if self._recorder.refuses():
            return None
        baseline = self._session.baseline
        if baseline is None:
            self._view.show_message(NO_EARLIER)
            return None
        return baseline.answers
