"""Currencies: dated rates found by hand, published rates with their source, conversion linear and back again."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.dataset import build_dataset
from lib.roi import money_lines, returns
from lib.roi.currency import factors, only_currency
from lib.roi.rates import as_table, in_currency, rates_of, read_table, reference_rates, value_of, with_rates
from lib.settings import Settings

NEW_YEAR, SPRING = date(2026, 1, 1), date(2026, 3, 1)
EURO = with_rates(Settings(), [("EUR", NEW_YEAR, 1.1), ("EUR", SPRING, 1.2), ("GBP", None, 1.5)])


def days(*texts: str | None) -> pd.Series:
    return pd.Series(texts).astype("datetime64[us]")


def test_published_rates_are_dated_sourced_and_cross_through_the_euro():
    rates = reference_rates()
    assert rates.source.startswith("European Central Bank")
    assert list(rates.dates) == sorted(set(rates.dates))
    assert all(len(units) == len(rates.dates) for units in rates.per_euro.values())
    into_dollar = {code: worth for code, day, worth in rates.into("USD") if day == date(2026, 6, 30)}
    assert into_dollar["EUR"] == pytest.approx(1.1394)
    assert into_dollar["GBP"] == pytest.approx(1.1394 / 0.86178)
    assert "USD" not in into_dollar
    assert {code for code, *_rest in rates.into("GBP", ["USD", "GBP", "XXX"])} == {"USD"}
    assert rates.into("XXX") == ()


def test_a_row_takes_the_newest_rate_on_or_before_its_day_else_the_earliest():
    frame = pd.DataFrame({"currency": ["EUR", "eur", "EUR ", "EUR", "EUR", "GBP", None, "USD", "JPY"]})
    frame["order_date"] = days("2025-12-31", "2026-01-01", "2026-02-28T23:59", "2026-03-01", None, "2020-01-01", None, None, None)
    assert factors(frame, EURO)[:8].tolist() == [1.1, 1.1, 1.1, 1.2, 1.2, 1.5, 1.0, 1.0]
    assert np.isnan(factors(frame, EURO)[8])


def test_each_table_has_its_own_day():
    paid = pd.DataFrame({"currency": "EUR", "paid_date": days("2026-04-01", None), "due_date": days("2026-01-02", "2026-01-02")})
    assert factors(paid, EURO).tolist() == [1.2, 1.1]
    part = pd.DataFrame({"currency": "EUR", "post_date": days(None, "2026-03-02"), "start_date": days("2026-01-02", "2026-01-02")})
    assert factors(part, EURO).tolist() == [1.1, 1.2]
    assert factors(pd.DataFrame({"currency": ["EUR"], "price": [1.0]}), EURO).tolist() == [1.2]


def test_other_rooms_read_the_newest_rate_of_each_currency():
    assert dict(EURO.rates) == {"EUR": 1.2, "GBP": 1.5}
    assert EURO.rates_date == SPRING
    assert set(rates_of(EURO)) == {("EUR", NEW_YEAR, 1.1), ("EUR", SPRING, 1.2), ("GBP", None, 1.5)}


def test_another_reporting_currency_crosses_at_the_same_day():
    pound = in_currency(EURO, "GBP")
    assert pound.currency == "GBP"
    assert rates_of(pound) == (("EUR", NEW_YEAR, 1.1 / 1.5), ("EUR", SPRING, 1.2 / 1.5), ("USD", None, 1 / 1.5))
    euro = in_currency(EURO, "EUR")
    assert ("USD", SPRING, 1 / 1.2) in rates_of(euro)
    assert ("GBP", None, 1.5 / 1.2) in rates_of(euro)
    assert in_currency(EURO, "JPY").rates == ()


RATE = st.floats(0.001, 1000)
DAY = st.dates(date(2024, 1, 1), date(2026, 12, 31))
RATES = st.lists(st.tuples(st.sampled_from(["EUR", "GBP", "JPY"]), DAY, RATE), min_size=1, max_size=6)


@settings(max_examples=50, deadline=None)
@given(RATES)
def test_into_another_currency_and_back_is_where_it_was(rates):
    before = with_rates(Settings(), rates)
    after = in_currency(in_currency(before, rates[0][0]), "USD")
    found, known = rates_of(after), rates_of(before)
    assert [rate[:2] for rate in found] == [rate[:2] for rate in known]
    assert [rate[2] for rate in found] == pytest.approx([rate[2] for rate in known], rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(RATES, st.lists(st.tuples(st.sampled_from(["EUR", "USD", "JPY", "XXX"]), DAY, st.integers(0, 10_000)), max_size=8), RATE)
def test_conversion_is_linear_and_unknown_money_stands_apart(rates, orders, times):
    chosen = with_rates(Settings(), rates)
    frame = pd.DataFrame(orders, columns=["currency", "order_date", "revenue"]).assign(creator_id="a")
    frame = frame.astype({"currency": "str", "order_date": "datetime64[us]", "revenue": "float64"})
    once, more = (returns(build_dataset({"orders": frame.assign(revenue=frame["revenue"] * k)}, chosen)) for k in (1.0, times))
    assert more.loc["total", "revenue"] == pytest.approx(once.loc["total", "revenue"] * times, nan_ok=True)
    lines = money_lines(build_dataset({"orders": frame}, chosen))
    apart = lines.loc[lines["amount"].isna(), "own_amount"].sum()
    known = {"USD", *(code for code, *_rest in rates)}
    assert apart == frame.loc[~frame["currency"].isin(known), "revenue"].sum()


def test_the_edited_table_is_read_and_its_faults_are_named():
    table = as_table(EURO)
    assert table["currency"].tolist() == ["EUR", "EUR", "GBP"]
    assert table["source"].isna().all()
    taken = as_table(with_rates(Settings(), reference_rates().into("USD", ["EUR"])))
    assert taken["source"].str.startswith("European Central Bank").all()
    rates, wrong = read_table(table, "USD")
    assert set(rates) == set(rates_of(EURO)) and wrong == []
    bad = pd.DataFrame({"currency": ["EURO", "USD", "CHF", "sek", "SEK", None], "day": pd.NaT, "worth": [1, 1, 0, 0.1, 0.2, None]})
    rates, wrong = read_table(bad, "USD")
    assert rates == (("SEK", None, 0.1),)
    assert len(wrong) == 4 and wrong[0].startswith("Row 1: a currency is a code of three letters")


def test_the_only_stated_currency_is_found():
    fees = pd.DataFrame({"currency": ["eur", None, " EUR"]})
    sales = pd.DataFrame({"currency": ["GBP"]})
    assert only_currency([fees, pd.DataFrame({"revenue": [1.0]})], Settings()) == "EUR"
    assert only_currency([fees, sales], Settings()) == "USD"
    assert only_currency([], Settings(currency="CHF")) == "CHF"


def test_one_unit_is_worth_what_is_set_else_what_is_shipped():
    shipped = {code: worth for code, _day, worth in reference_rates().into("USD", ["EUR"])}["EUR"]
    assert value_of("USD", Settings()) == 1.0
    assert value_of("EUR", Settings()) == shipped
    assert value_of("EUR", Settings(rates=(("EUR", 1.5),))) == 1.5
    assert value_of("XTS", Settings()) != value_of("XTS", Settings())  # not known is missing
