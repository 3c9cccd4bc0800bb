"""Amounts as people write them."""

from __future__ import annotations

import pytest

from assessment.answers import COST_LIMIT
from assessment.forms.fields import Typed, amount_typed
from assessment.tui.amounts import ReadAmount, in_groups, read_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("0", 0),
        ("250000", 250_000),
        ("250,000", 250_000),
        ("250 000", 250_000),
        ("250\u202f000", 250_000),
        ("1.250.000", 1_250_000),
        ("1'250'000", 1_250_000),
        ("1.5 million", 1_500_000),
        ("1,5 m", 1_500_000),
        ("20k", 20_000),
        ("EUR 250000", 250_000),
        ("250000 eur", 250_000),
        ("٢٥٠٠٠٠", 250_000),
    ],
)
def test_an_amount_is_understood_however_it_is_grouped(typed, amount):
    assert read_amount(typed, "EUR") == ReadAmount(amount)


@pytest.mark.parametrize("typed", ["much", "-5", "1.5", "1,25", "12,34,567", "0.0000001 million"])
def test_what_is_no_whole_amount_is_refused_with_the_way_to_write_it(typed):
    read = read_amount(typed, "EUR")
    assert read.amount is None
    assert "is no amount. Write whole units" in read.trouble


def test_another_currency_than_the_files_is_refused():
    assert read_amount("5 USD", "EUR").trouble == "Costs stand in EUR, as the profile says."


@pytest.mark.parametrize("typed", ["5 USD", "USD 5"])
def test_a_currency_is_not_dropped_where_the_profile_names_none(typed: str):
    read = read_amount(typed, None)
    assert read.amount is None
    assert read.trouble == (
        "The profile (p) names no currency: write the amount alone, or set USD there first."
    )
    assert read_amount("5", None).amount == 5


@pytest.mark.parametrize("zeros", [1, 19, 20, 5_000])
@pytest.mark.parametrize("digits", ["7", str(COST_LIMIT)])
def test_zeros_before_an_amount_change_nothing(zeros: int, digits: str):
    typed = "0" * zeros + digits
    assert read_amount(typed, "EUR").amount == int(digits)
    assert amount_typed(Typed(typed, "plan.xlsx")) == int(digits)
    many = read_amount("0" * zeros + "9" * 5_000, "EUR")
    assert "No cost can be above" in many.trouble


def test_the_largest_cost_is_that_of_the_format():
    assert read_amount(in_groups(COST_LIMIT), "EUR").amount == COST_LIMIT
    assert "No cost can be above" in read_amount(in_groups(COST_LIMIT + 1), "EUR").trouble
