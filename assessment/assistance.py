"""Requests for assistance beside the offers of other States; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessment.answers import ASSISTANCES, Answers, Assistance
from assessment.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class RequestMade:
    """What a State asks others for on one question."""

    question: str
    area: str
    assistance: tuple[Assistance, ...]
    """The kinds that are wanted; empty where none is named."""
    text: str
    """The request in words that partners may read; may be empty."""


@dataclass(frozen=True, slots=True)
class OfferMade:
    """What a State can give to others."""

    area: str
    """The policy area; empty for any."""
    assistance: tuple[Assistance, ...]
    """The kinds that are offered; empty where none is named."""
    text: str


@dataclass(frozen=True, slots=True)
class StateAssistance:
    """What one State asks and offers."""

    state: str
    requests: tuple[RequestMade, ...]
    offers: tuple[OfferMade, ...]


@dataclass(frozen=True, slots=True)
class StateOffer:
    """An offer and whose it is."""

    state: str
    offer: OfferMade


@dataclass(frozen=True, slots=True)
class RequestMatch:
    """A request, whose it is, and the offers of other States that fit it."""

    state: str
    request: RequestMade
    offers: tuple[StateOffer, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """All requests and offers of some States, set side by side."""

    requests: tuple[RequestMatch, ...]
    """In the order of the questionnaire, then of the States' names."""
    offers: tuple[StateOffer, ...]
    """In the order of the States' names."""

    @property
    def not_asked(self) -> tuple[StateOffer, ...]:
        """The offers that fit no request of another State."""
        wanted = {offer for request in self.requests for offer in request.offers}
        return tuple(item for item in self.offers if item not in wanted)

    @property
    def without_offer(self) -> tuple[RequestMatch, ...]:
        """The requests that no State's offer fits."""
        return tuple(request for request in self.requests if not request.offers)


def kinds_in_order(kinds: Iterable[str]) -> tuple[Assistance, ...]:
    """Kinds of assistance, each once, in the order in which they are always named."""
    given = set(kinds)
    return tuple(kind for kind in ASSISTANCES if kind in given)


def offers_of(answers: Answers) -> tuple[OfferMade, ...]:
    """The offers of one State, as its file lists them."""
    return tuple(
        OfferMade(item.area or "", kinds_in_order(item.assistance), item.text)
        for item in answers.offer
    )


def fits(request: RequestMade, offer: OfferMade) -> bool:
    """Whether an offer is of the request's area and kind; where none is named, each fits."""
    if offer.area not in ("", request.area):
        return False
    if not (request.assistance and offer.assistance):
        return True
    return not set(request.assistance).isdisjoint(offer.assistance)


def match(questionnaire: Questionnaire, states: Iterable[StateAssistance]) -> Matches:
    """Set every request beside the offers of the other States."""
    given = sorted(states, key=lambda item: item.state)
    offers = [StateOffer(item.state, offer) for item in given for offer in item.offers]
    position = questionnaire.position
    requests = sorted(
        (
            RequestMatch(item.state, request, tuple(_fitting(item.state, request, offers)))
            for item in given
            for request in item.requests
        ),
        key=lambda item: position[item.request.question],
    )
    return Matches(tuple(requests), tuple(offers))


def _fitting(
    state: str, request: RequestMade, offers: Sequence[StateOffer]
) -> Iterator[StateOffer]:
    return (offer for offer in offers if offer.state != state and fits(request, offer.offer))
