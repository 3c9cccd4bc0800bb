"""Requests beside offers as JSON and CSV: what `cied batch --match` writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assessment.assistance import (
    Matches,
    OfferMade,
    RequestMatch,
    StateAssistance,
    StateOffer,
    match,
)
from assessment.cells import FOR_EXCEL, PLAIN, Cell
from assessment.export import to_json
from assessment.questionnaire import Questionnaire
from assessment.region import Member, decided
from assessment.version import __version__

_FORMAT = 1
_COLUMNS = (
    "found",
    "area",
    "question",
    "title",
    "requested_by",
    "assistance_wanted",
    "request",
    "offered_by",
    "offered_area",
    "assistance_offered",
    "offer",
)
"""`found` says what a row is: a request with an offer, a request without one, or an offer that
fits no request."""
_OFFERED, _WITHOUT_OFFER, _NOT_ASKED = "offered", "no offer", "not asked"
"""The values of `found`: they are data for other programs, the same in every language."""


def matches_of(questionnaire: Questionnaire, members: Sequence[Member]) -> Matches:
    """The requests and offers of the assessments that count, of each State one.

    A provisional assessment counts here: what a State asks and offers depends on no score.
    """
    counting, _unused = decided(members)
    given = (StateAssistance(item.state, item.requests, item.offers) for item in counting)
    return match(questionnaire, given)


def content(path: Path, questionnaire: Questionnaire, found: Matches, *, for_excel: bool) -> bytes:
    """A file of matches, by the ending of its name."""
    if path.suffix.lower() == ".json":
        return (to_json(_document(questionnaire, found), indent=2) + "\n").encode()
    dialect = FOR_EXCEL if for_excel else PLAIN
    lines = (dialect.line(row) for row in _rows(questionnaire, found))
    return "".join((dialect.start, dialect.line(_COLUMNS), *lines)).encode()


def _rows(questionnaire: Questionnaire, found: Matches) -> Iterator[tuple[Cell, ...]]:
    """A row for each request and offer that fit, for each request alone, for each offer alone."""
    for request in found.requests:
        asked = _request(questionnaire, request)
        for other in request.offers:
            yield (_OFFERED, *asked, *_offer(other))
        if not request.offers:
            yield (_WITHOUT_OFFER, *asked, None, None, None, None)
    for other in found.not_asked:
        yield (_NOT_ASKED, other.offer.area or None, *(None,) * 5, *_offer(other))


def _request(questionnaire: Questionnaire, request_match: RequestMatch) -> tuple[Cell, ...]:
    asked = request_match.request
    title = questionnaire.by_id[asked.question].name
    kinds = " ".join(asked.assistance) or None
    return asked.area, asked.question, title, request_match.state, kinds, asked.text or None


def _offer(state_offer: StateOffer) -> tuple[Cell, ...]:
    offer = state_offer.offer
    return (
        state_offer.state,
        offer.area or None,
        " ".join(offer.assistance) or None,
        offer.text or None,
    )


def _document(questionnaire: Questionnaire, found: Matches) -> dict[str, Any]:
    """The JSON document of all matches."""
    return {
        "format": _FORMAT,
        "program": __version__,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "sha256": questionnaire.sha256,
        },
        "requests": [
            {
                "state": request.state,
                "area": request.request.area,
                "question": request.request.question,
                "title": questionnaire.by_id[request.request.question].name,
                "assistance": list(request.request.assistance),
                "request": request.request.text,
                "offered_by": [_offer_object(other) for other in request.offers],
            }
            for request in found.requests
        ],
        "not_asked": [_offer_object(item) for item in found.not_asked],
    }


def _offer_object(state_offer: StateOffer) -> dict[str, Any]:
    offer: OfferMade = state_offer.offer
    return {
        "state": state_offer.state,
        "area": offer.area or None,
        "assistance": list(offer.assistance),
        "offer": offer.text,
    }
