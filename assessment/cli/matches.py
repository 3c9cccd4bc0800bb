"""Requests for assistance beside offers, printed as tables."""

from __future__ import annotations

from collections.abc import Iterable

import click

from assessment.assistance import Matches, StateOffer
from assessment.cli.tables import heading, shorten, table
from assessment.questionnaire import Questionnaire
from assessment.text import count_of

MAX_TEXT = 48
"""Columns of a request or an offer in a table; CSV and JSON have it whole."""
MAX_NAME = 30
"""Columns of a State's name."""
NONE = "–"
ANY = "any"


def print_matches(questionnaire: Questionnaire, found: Matches) -> None:
    """Print what is asked beside who offers it, then what nobody asks for."""
    without = len(found.without_offer)
    click.echo(
        f"{count_of(len(found.requests), 'request')}, {without} without an offer; "
        f"{count_of(len(found.not_asked), 'offer')} that nobody asks for."
    )
    for area in questionnaire.areas:
        asked = [one for one in found.requests if one.request.area == area.id]
        if asked:
            heading(f"{area.id}  {area.title}")
            table(
                [
                    ("Question", "State", "Wanted", "Request", "Offered by"),
                    *(
                        (
                            one.request.question,
                            shorten(one.state, MAX_NAME),
                            _kinds(one.request.assistance),
                            shorten(one.request.text, MAX_TEXT) or NONE,
                            _states(one.offers),
                        )
                        for one in asked
                    ),
                ]
            )
    if found.not_asked:
        heading("Offers that nobody asks for")
        table(
            [
                ("State", "Area", "Offered", "Offer"),
                *(
                    (
                        shorten(one.state, MAX_NAME),
                        one.offer.area or ANY,
                        _kinds(one.offer.assistance),
                        shorten(one.offer.text, MAX_TEXT) or NONE,
                    )
                    for one in found.not_asked
                ),
            ]
        )


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(kinds) or ANY


def _states(offers: Iterable[StateOffer]) -> str:
    named = dict.fromkeys(one.state for one in offers)
    return ", ".join(shorten(name, MAX_NAME) for name in named) or NONE
