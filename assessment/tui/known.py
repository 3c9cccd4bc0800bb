"""What the file already holds and a field can be completed from; pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from assessment.answers import Answers, Evidence
from assessment.text import name_key


def owners(answers: Answers) -> list[str]:
    """Who may do something next: owners of other actions, then the ministries."""
    named = (answer.action.owner for answer in answers.answers.values() if answer.action)
    return _each_once([*_most_used_first(named), *answers.profile.ministries])


def reviewers(answers: Answers) -> list[str]:
    """Who reviewed, the latest first."""
    found = [
        answer.review for answer in answers.answers.values() if answer.review and answer.review.by
    ]
    dated = sorted(found, key=lambda item: item.at.timestamp() if item.at else 0, reverse=True)
    return _each_once(item.by for item in dated if item.by)


def evidence(answers: Answers) -> list[Evidence]:
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
