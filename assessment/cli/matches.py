"""Requests for assistance beside offers, printed as tables."""

from __future__ import annotations

from collections.abc import Iterable

import click

from assessment.assistance import Matches, StateOffer
from assessment.cli.tables import heading, shorten, table
from assessment.figures import NONE
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.terms import terms
from assessment.text import count_of

MAX_TEXT = 48
"""Columns of a request or an offer in a table; CSV and JSON have it whole."""
_MAX_NAME = 30
"""Columns of a State's name."""
_ANY = _("any")


def print_matches(questionnaire: Questionnaire, found: Matches) -> None:
    """Print what is asked beside who offers it, then what nobody asks for."""
    without = len(found.without_offer)
    click.echo(
        _("{number}, {without} without an offer; {not_asked} that nobody asks for.").format(
            number=count_of(len(found.requests), "{n} request", "{n} requests"),
            without=without,
            not_asked=count_of(len(found.not_asked), "{n} offer", "{n} offers"),
        )
    )
    for area in questionnaire.areas:
        asked = [request for request in found.requests if request.request.area == area.id]
        if asked:
            heading(f"{area.id}  {area.title}")
            table(
                [
                    (_("Question"), _("State"), _("Wanted"), _("Request"), _("Offered by")),
                    *(
                        (
                            item.request.question,
                            shorten(item.state, _MAX_NAME),
                            _kinds(item.request.assistance),
                            shorten(item.request.text, MAX_TEXT) or NONE,
                            _states(item.offers),
                        )
                        for item in asked
                    ),
                ]
            )
    if found.not_asked:
        heading(_("Offers that nobody asks for"))
        table(
            [
                (_("State"), _("Area"), _("Offered"), _("Offer")),
                *(
                    (
                        shorten(item.state, _MAX_NAME),
                        item.offer.area or _ANY,
                        _kinds(item.offer.assistance),
                        shorten(item.offer.text, MAX_TEXT) or NONE,
                    )
                    for item in found.not_asked
                ),
            ]
        )


def _kinds(kinds: Iterable[str]) -> str:
    return terms(kinds) or _ANY


def _states(offers: Iterable[StateOffer]) -> str:
    named = dict.fromkeys(offer.state for offer in offers)
    return ", ".join(shorten(name, _MAX_NAME) for name in named) or NONE
