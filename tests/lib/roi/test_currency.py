"""Reference rates: dated, sourced, consistent."""

import pandas as pd
import pytest

from lib.roi.currency import only_currency, reference_rates
from lib.settings import Settings


def test_rates_are_dated_sourced_and_cross_through_the_euro():
    rates = reference_rates()
    assert rates.source.startswith("European Central Bank")
    assert rates.date.year >= 2026
    into_dollar = dict(rates.into("USD"))
    assert into_dollar["EUR"] == pytest.approx(1.1394)
    assert into_dollar["GBP"] == pytest.approx(1.1394 / 0.86178)
    assert "USD" not in into_dollar
    assert dict(rates.into("GBP"))["USD"] * into_dollar["GBP"] == pytest.approx(1)
    assert rates.into("XXX") == ()


def test_the_only_stated_currency_is_found():
    fees = pd.DataFrame({"currency": ["eur", None, " EUR"]})
    sales = pd.DataFrame({"currency": ["GBP"]})
    assert only_currency([fees, pd.DataFrame({"revenue": [1.0]})], Settings()) == "EUR"
    assert only_currency([fees, sales], Settings()) == "USD"
    assert only_currency([], Settings(currency="CHF")) == "CHF"
