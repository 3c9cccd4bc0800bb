"""The copy of the answers that may leave the government; pure, an allow-list of fields.

What is open is open: unknown, withheld, restricted and unanswered questions have no entry, so that
nobody can tell one from another. How many answers are withheld is said once, for the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, TypeVar

from assessment.answers import Action, Answer, Answers, Profile
from assessment.applicability import excluded_by_profile
from assessment.language import _
from assessment.questionnaire import Questionnaire

ScoredEdition = Literal["full", "ministry", "partner", "public"]
"""An edition that has figures."""
Edition = ScoredEdition | Literal["national"]
EDITIONS: tuple[ScoredEdition, ...] = ("full", "ministry", "partner", "public")
REPORT_EDITIONS: tuple[Edition, ...] = (*EDITIONS, "national")
"""The national edition is a text, and has neither figures nor a row in a table."""
SHOWN_AS_REDACTED = _(
    "This is a redacted copy. It is shown as the partner edition: a band is that of the low end of "
    "its range."
)
REASON_NOT_SHOWN = _("The reason is not part of this edition.")
_V = TypeVar("_V")
# Not validated: the first value that is, of each model, costs the start a validator.
_OPEN_AGAINST_THE_PROFILE = Answer.model_construct(status="unknown")


def leaves_the_government(edition: Edition) -> bool:
    """Whether an edition is outward: computed from the redacted copy."""
    return edition in ("partner", "public", "national")


def edition_of(answers: Answers, wanted: Edition) -> Edition:
    """The edition that answers can have: a redacted copy is never scored as if it were the file."""
    if answers.kind == "redacted" and not leaves_the_government(wanted):
        return "partner"
    return wanted


def for_edition(
    questionnaire: Questionnaire,
    answers: Answers,
    edition: Edition,
    *,
    also_withheld: Collection[str] = (),
) -> Answers:
    """The answers that an edition is computed from."""
    if not leaves_the_government(edition):
        return answers
    return redact(questionnaire, answers, also_withheld=also_withheld)


def in_the_baseline(open_now: Collection[str], names: Mapping[str, str] | None) -> frozenset[str]:
    """What is open now, under the ids that an earlier questionnaire gave the same questions.

    `names` gives for an id of now the earlier one; an id that it lacks is the same in both.
    """
    return frozenset((names or {}).get(key, key) for key in open_now)


def redact(
    questionnaire: Questionnaire, answers: Answers, *, also_withheld: Collection[str] = ()
) -> Answers:
    """The redacted copy: levels, targets, texts for release, requests, and the profile's facts.

    `also_withheld` are ids to be withheld beside the restricted ones: what is restricted now is
    withheld in an earlier assessment as well. A copy that is redacted already only loses these.
    It is in the order of the questionnaire: that of the file may tell what was changed last.
    """
    hidden = {
        key
        for key, answer in answers.answers.items()
        if answer.states_something and (answer.restricted or key in also_withheld)
    }
    kept = {
        key: redacted
        for key in _in_order(answers.answers, questionnaire.by_id)
        if (redacted := _redacted(questionnaire, answers, key, open_=key in hidden))
    }
    return Answers(
        kind="redacted",
        id=answers.id,
        questionnaire=answers.questionnaire,
        state=answers.state,
        authority=answers.authority,
        date=answers.date,
        period=answers.period,
        document_status=answers.document_status,
        language=answers.language,
        next_review=answers.next_review,
        contact=answers.contact,
        withheld=(answers.withheld or 0) + _withheld(answers, hidden),
        profile=Profile(
            conditions=_in_order(answers.profile.conditions, questionnaire.condition_by_id),
            relevance=_in_order(answers.profile.relevance, questionnaire.area_by_id),
        ),
        answers=kept,
    )


def _in_order(given: Mapping[str, _V], order: Iterable[str]) -> dict[str, _V]:
    """What is given, in the order of the questionnaire; what it does not know comes last."""
    known = [key for key in order if key in given]
    return {key: given[key] for key in (*known, *sorted(given.keys() - set(known)))}


def _withheld(answers: Answers, hidden: Collection[str]) -> int:
    said = {key for key, answer in answers.answers.items() if answer.status == "withheld"}
    return len(said.union(hidden))


def _redacted(
    questionnaire: Questionnaire, answers: Answers, key: str, *, open_: bool
) -> Answer | None:
    answer = answers.answers[key]
    if answer.level is not None and not open_:
        return Answer(
            status="answered",
            level=answer.level,
            target=answer.target,
            release=answer.release,
            action=_redacted_action(answer.action),
        )
    if answer.status == "not_applicable" and not open_:
        return Answer(status="not_applicable", reason=REASON_NOT_SHOWN, release=answer.release)
    # Without an entry the profile would take the question out of the score, and a better word
    # would be bought by silence; one word stands for every reason why it is open.
    question = questionnaire.by_id.get(key)
    if answer.states_something and question and excluded_by_profile(question, answers):
        return _OPEN_AGAINST_THE_PROFILE
    return None


def _redacted_action(action: Action | None) -> Action | None:
    if action is None or not (action.request or action.assistance):
        return None
    return Action(request=action.request, assistance=action.assistance)
