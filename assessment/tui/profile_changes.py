"""What one change did to the profile and the cover, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assessment.answers import Answers, Profile
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.terms import term
from assessment.text import count_of
from assessment.tui.cover import COVER, cover_shown

_MAX_NAMES, _MAX_NAME = 24, 40
_YES: Final = {True: term("yes"), False: term("no"), None: _("not set")}


def profile_changes(before: Answers, after: Answers, questionnaire: Questionnaire) -> list[str]:
    """Each fact that a change of the profile or of the cover set, in a few words."""
    return [
        *_cover(before, after),
        *_ministries(before, after),
        *_usual(before.profile, after.profile, questionnaire),
        *_conditions(before.profile, after.profile, questionnaire),
        *_relevance(before.profile, after.profile, questionnaire),
    ]


def _cover(before: Answers, after: Answers) -> Iterator[str]:
    for name, line in COVER.items():
        then, now = cover_shown(before, name), cover_shown(after, name)
        if then != now:
            words = line.name if name == "state" else line.name.lower()
            yield _("{words} {now} (before: {then})").format(
                words=words, now=_cut(now) or term("none"), then=_cut(then) or term("none")
            )
    if before.offer != after.offer:
        yield _("offers: {number} (before: {before})").format(
            number=len(after.offer), before=len(before.offer)
        )


def _usual(before: Profile, after: Profile, questionnaire: Questionnaire) -> Iterator[str]:
    for ministry in questionnaire.ministries:
        then, now = before.usual.get(ministry.id), after.usual.get(ministry.id)
        # A ministry that was renamed or taken off the list is told already.
        if then != now and (then is None or then in after.ministries):
            names = [name or _("its usual name") for name in (now, then)]
            yield _("{name} is {names} (before: {now})").format(
                name=ministry.name, names=names[0], now=names[1]
            )


def _ministries(before: Answers, after: Answers) -> Iterator[str]:
    then, now = before.profile.ministries, after.profile.ministries
    added = [name for name in now if name not in then]
    removed = [name for name in then if name not in now]
    answers = sum(answer != before.answer(key) for key, answer in after.answers.items())
    where = count_of(answers, "{n} answer", "{n} answers") if answers else ""
    if len(added) == len(removed) == 1:
        renamed = f"{_cut(removed[0])} → {_cut(added[0])}"
        yield _("ministry renamed ({changed})").format(changed=_in_answers(renamed, where))
        return
    if added:
        yield _("{named} added ({some})").format(named=_named(len(added)), some=_some(added))
    if removed:
        yield _("{named} taken off the list ({changed})").format(
            named=_named(len(removed)), changed=_in_answers(_some(removed), where)
        )


def _in_answers(changed: str, where: str) -> str:
    return _("{changed}, in {where}").format(changed=changed, where=where) if where else changed


def _some(names: Sequence[str]) -> str:
    """As many names as stand on the smallest screen beside the answer that is asked for."""
    more = len(names) - _MAX_NAMES
    listed = ", ".join(map(_cut, names[:_MAX_NAMES]))
    return _("{listed} and {more} more").format(listed=listed, more=more) if more > 0 else listed


def _cut(name: str) -> str:
    from assessment.tui.widgets.lines import fit  # here: a session alone draws nothing

    return fit(name, _MAX_NAME)


def _named(number: int) -> str:
    return count_of(number, "{n} ministry", "{n} ministries")


def _conditions(before: Profile, after: Profile, questionnaire: Questionnaire) -> Iterator[str]:
    for condition in questionnaire.conditions:
        then, now = before.conditions.get(condition.id), after.conditions.get(condition.id)
        if then != now:
            yield _("{yes} (before: {before}) to “{text}”").format(
                yes=_YES[now], before=_YES[then], text=condition.text
            )


def _relevance(before: Profile, after: Profile, questionnaire: Questionnaire) -> Iterator[str]:
    for area in questionnaire.areas:
        then, now = before.relevance_of(area.id), after.relevance_of(area.id)
        if then != now:
            yield _("relevance of {id} {now} (before: {then})").format(
                id=area.id, now=term(now), then=term(then)
            )
