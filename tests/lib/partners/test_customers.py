"""Customers won through creators: by hand with censoring, nothing counted twice, cancelled and repeated orders left out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.dataset import Settings, build_dataset
from lib.partners import customers as module
from lib.partners.customers import by_creator, customers, horizons
from lib.partners.words import customers_sentence, customers_title
from lib.roi.currency import factors


def orders(rows: list[tuple], **columns: object) -> pd.DataFrame:
    """Orders as (customer, day, revenue, creator)."""
    frame = pd.DataFrame(rows, columns=["customer", "day", "revenue", "creator_id"])
    frame = frame.assign(order_date=pd.Timestamp("2026-01-01") + pd.to_timedelta(frame["day"], unit="D"), **columns)
    frame["order_id"] = [f"o{i}" for i in range(len(frame))]
    return frame.drop(columns="day")


def found(rows: list[tuple], **columns: object) -> module.Customers | None:
    dataset = build_dataset({"orders": orders(rows, **columns), "creators": pd.DataFrame({"creator_id": ["a", "b"]})})
    return customers(dataset.orders, factors(dataset.orders, dataset.settings))


TWENTY = [(f"c{i}", 0, 10.0, "a") for i in range(10)] + [(f"d{i}", 50, 10.0, "a") for i in range(10)]
LATER = [("c0", 20, 100.0, None), ("c1", 60, 50.0, "b"), ("z", 100, 1.0, None)]


def test_money_by_day_uses_everybody_as_long_as_observed():
    value = found(TWENTY + LATER).value.set_index("day")
    assert value.loc[0, "revenue"] == pytest.approx(10)
    assert value.loc[30, "revenue"] == pytest.approx(10 + 100 / 20)  # all twenty are observed for 30 days
    assert value.loc[60, "revenue"] == pytest.approx(10 + 100 / 20 + 50 / 10)  # ten for 60 days
    assert value.loc[60, "at_risk"] == 10
    assert (value["low"] <= value["revenue"]).all() and (value["revenue"] <= value["high"]).all()


def test_the_share_who_order_again_is_kaplan_meiers():
    again = found(TWENTY + LATER).again.set_index("day")
    assert again.loc[19, "rate"] == 0
    assert again.loc[20, "rate"] == pytest.approx(1 / 20)
    assert again.loc[60, "rate"] == pytest.approx(1 - (1 - 1 / 20) * (1 - 1 / 9))  # c0 has ordered again, ten less one at risk


def test_later_orders_stand_beside_and_never_inside_direct():
    people = found(TWENTY + LATER).people
    assert people["later"].sum() == 150
    assert people["uncredited"].sum() == 100  # the other later order is credited to creator b already
    assert people["revenue"].sum() == 200 + 150


def test_who_was_a_customer_before_is_nobodys_new_one():
    stated = [True] * 19 + [False] + [None] * 3
    result = found(TWENTY + LATER, new_customer=pd.array(stated, dtype="boolean"))
    assert len(result.people) == 19
    assert result.stated
    assert not found(TWENTY + LATER).stated


def test_cancelled_orders_and_refunds_do_not_count():
    gone = pd.Series(pd.NaT, range(23), dtype="datetime64[us]")
    gone[20] = pd.Timestamp("2026-02-01")
    result = found(TWENTY + LATER, cancelled_at=gone, refunds=[4.0] + [0.0] * 22)
    assert result.people["revenue"].sum() == 200 - 4 + 50


def test_only_customers_observed_long_enough_count_per_creator():
    table = by_creator(found([*TWENTY, ("e", 95, 500.0, "b"), *LATER]))
    assert table.loc[table["customers"] == 20, ["observed", "later", "uncredited", "again"]].iloc[0].tolist() == [10, 150, 100, 0.2]
    assert table.loc[table["customers"] == 1, "observed"].tolist() == [0]
    low, high = table.loc[table["customers"] == 20, ["again_low", "again_high"]].iloc[0]
    assert (low, high) == (pytest.approx(0.0686, abs=1e-4), pytest.approx(0.4592, abs=1e-4))  # Wilson: 2 of 10 at 90 %


def test_each_horizon_counts_its_own_days_and_customers():
    result = found([*TWENTY, ("e", 95, 500.0, "b"), *LATER])
    table = by_creator(result, 30)
    assert table.loc[table["customers"] == 20, ["observed", "raw", "again"]].iloc[0].tolist() == [20, 15, 0.05]
    assert horizons(result)["day"].tolist() == [30, 60, 90]
    assert horizons(result)["revenue"].iloc[0] == result.value.set_index("day").loc[30, "revenue"]
    with pytest.raises(ValueError, match="horizon must be"):
        by_creator(result, 45)


def test_nothing_to_tell_is_none():
    assert found([(None, 0, 10.0, "a")]) is None
    assert found([("c", 0, 10.0, None)]) is None
    short = found([("c", 0, 10.0, "a")])
    assert short.value.empty and short.again.empty
    assert customers_title(short, Settings()).startswith("Your files end too soon")


def test_words_hold_the_numbers():
    result = found(TWENTY + LATER)
    assert customers_title(result, Settings()) == "A customer won through a creator brings $20 in 90 days, $10 at once"
    assert "came to $100 within 90 days" in customers_sentence(result, Settings())


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.sampled_from("uvwxyz"), st.integers(0, 120), st.floats(1, 100), st.sampled_from(["a", "b", None])),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 99),
)
def test_sums_are_kept_and_order_is_irrelevant(rows, seed):
    table = orders(rows).rename(columns={"creator_id": "creator_key"})
    table = table.assign(campaign_key="k", refunds=0.0, orders=np.nan, cancelled_at=pd.NaT, new_customer=pd.NA)
    table = table.assign(repeated_table=False, duplicate=False, repeated_id=False).astype({"new_customer": "boolean"})
    first, second = (customers(part, np.ones(len(part))) for part in (table, table.sample(frac=1, random_state=seed)))
    if first is None:
        assert second is None
        return
    assert first.people["later"].sum() == pytest.approx(second.people["later"].sum())
    assert (first.people["uncredited"] <= first.people["later"] + 1e-9).all()
    assert first.people["revenue"].sum() <= table["revenue"].sum() + 1e-6
    assert len(first.people) <= table["customer"].nunique()
