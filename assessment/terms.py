"""Fixed terms of answer files and scores, as people read them.

A file and a table for other programs hold the terms as they are; a page or a screen shows them in
the language of the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.language import _

TERMS: Mapping[str, str] = {
    "minimal": _("minimal"),
    "partial": _("partial"),
    "substantial": _("substantial"),
    "advanced": _("advanced"),
    "provisional": _("provisional"),
    "technical": _("technical"),
    "financial": _("financial"),
    "material": _("material"),
    "low": _("low"),
    "medium": _("medium"),
    "high": _("high"),
    "unstated": _("unstated"),
    "draft": _("draft"),
    "final": _("final"),
    "answered": _("answered"),
    "not_applicable": _("not applicable"),
    "not applicable": _("not applicable"),
    "unknown": _("unknown"),
    "withheld": _("withheld"),
    "unanswered": _("unanswered"),
    "yes": _("yes"),
    "no": _("no"),
    "none": _("none"),
    "open": _("open"),
    "now": _("now"),
    "next": _("next"),
    "later": _("later"),
    "planned": _("planned"),
    "under_way": _("under way"),
    "done": _("done"),
    "or less": _("or less"),
    "or more": _("or more"),
}


def term(word: str) -> str:
    """A fixed term as people read it; any other text as it is."""
    return TERMS.get(word, word)


def terms(words: Iterable[str]) -> str:
    """Several fixed terms as people read them, in one line."""
    return ", ".join(map(term, words))
