"""Properties: sums survive every join and filter, the order of rows is irrelevant, currency conversion is linear."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.dataset import Settings, build_dataset
from lib.roi import break_even_fee, deals, money_lines, returns
from lib.roi.components import component_sums, steps_to_profit
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.returns import group_labels, labels_of, summarise
from lib.roi.trace import figure_trace, pairs_of_group

MODEST = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CENTS = st.integers(0, 500_000).map(lambda cents: cents / 100)
MAYBE = st.one_of(st.none(), CENTS)
CREATOR, CAMPAIGN = st.sampled_from(["a", "b", "c", None]), st.sampled_from(["X", "Y", None])
CODE = st.sampled_from(["A1", "B1", "NOBODY", None])


def frame(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)


PARTS = st.lists(
    st.fixed_dictionaries(
        {"creator_id": CREATOR, "campaign": CAMPAIGN, "discount_code": CODE, "fee": MAYBE, "cost": MAYBE, "revenue": MAYBE,
         "content_value": MAYBE, "platform": st.sampled_from(["tiktok", None]), "currency": st.sampled_from(["USD", "EUR", "XXX"]),
         "partnership_model": st.sampled_from(["gifting", "affiliate", None])}
    ), max_size=8,
)  # fmt: skip
ORDERS = st.lists(
    st.fixed_dictionaries({"creator_id": CREATOR, "discount_code": CODE, "campaign": CAMPAIGN, "revenue": CENTS, "refunds": MAYBE}),
    max_size=10,
)
PAYOUTS = st.lists(
    st.fixed_dictionaries(
        {"creator_id": CREATOR, "campaign": CAMPAIGN, "basis": st.sampled_from(["post", "order", None]), "amount": CENTS}
    ),
    max_size=6,
)
TABLES = st.fixed_dictionaries({"campaigns": PARTS, "orders": ORDERS, "payouts": PAYOUTS}).map(
    lambda given_rows: {
        "campaigns": frame(
            given_rows["campaigns"],
            [
                "creator_id",
                "campaign",
                "discount_code",
                "fee",
                "cost",
                "revenue",
                "content_value",
                "platform",
                "currency",
                "partnership_model",
            ],
        ),
        "orders": frame(given_rows["orders"], ["creator_id", "discount_code", "campaign", "revenue", "refunds"]),
        "payouts": frame(given_rows["payouts"], ["creator_id", "campaign", "basis", "amount"]),
    }
)
EURO = Settings(rates=(("EUR", 1.25),))


@MODEST
@given(TABLES)
def test_every_amount_of_every_file_stands_in_the_ledger(tables):
    lines = money_lines(build_dataset(tables, EURO))
    for kind, column, component in (
        ("campaigns", "fee", "fee"), ("campaigns", "revenue", "direct sales"), ("orders", "revenue", "direct sales"),
        ("campaigns", "cost", "all-in"), ("campaigns", "content_value", "content"),
    ):  # fmt: skip
        listed = lines[(lines["table"] == kind) & (lines["component"] == component)]
        assert listed["own_amount"].sum() == pytest.approx(tables[kind][column].astype(float).sum())
    assert lines.loc[lines["table"] == "payouts", "own_amount"].sum() == pytest.approx(
        tables["payouts"]["amount"].astype(float).sum()
    )


@MODEST
@given(TABLES)
def test_sums_are_kept_from_lines_to_deals_to_every_grouping(tables):
    dataset = build_dataset(tables, EURO)
    lines, parts = money_lines(dataset), deals(dataset)
    counted = lines[lines["counted"]]
    total = summarise(parts, None, EURO).loc["total"]
    for side, column in (("cost", "cost"), ("value", "value")):
        expected = counted.loc[counted["side"] == side, "amount"].sum()
        assert parts[column].sum() == pytest.approx(expected, abs=1e-6)
        assert np.nan_to_num(total[column]) == pytest.approx(expected, abs=1e-6)
        for by in ("creator", "campaign", "platform", "tier", "model"):
            assert summarise(parts, group_labels(dataset, by), EURO)[column].sum() == pytest.approx(expected, abs=1e-6)
    assert not counted["amount"].isna().any()
    assert not parts.dropna(subset=["creator_key", "campaign_key"]).duplicated(["creator_key", "campaign_key", "model"]).any()


@MODEST
@given(TABLES, st.integers(0, 5))
def test_the_order_of_rows_is_irrelevant(tables, seed):
    mixed = {kind: rows.sample(frac=1, random_state=seed) for kind, rows in tables.items()}
    one, other = build_dataset(tables, EURO), build_dataset(mixed, EURO)
    parts, mixed_parts = deals(one), deals(other)
    for by in (None, "creator", "campaign", "platform", "model"):
        first = summarise(parts, group_labels(one, by), EURO)
        second = summarise(mixed_parts, group_labels(other, by), EURO)
        pd.testing.assert_frame_equal(first, second.reindex(first.index), check_names=False, rtol=1e-9, atol=1e-6)
        assert len(first) == len(second)


@MODEST
@given(TABLES, st.floats(0.01, 100))
def test_currency_conversion_is_linear(tables, rate):
    euro = {kind: rows.assign(currency="EUR") for kind, rows in tables.items()}
    one = returns(build_dataset(euro, Settings(rates=(("EUR", 1.0),)))).loc["total"]
    other = returns(build_dataset(euro, Settings(rates=(("EUR", rate),)))).loc["total"]
    money = ["cost", "revenue", "value", "profit"]
    assert (one[money] * rate).tolist() == pytest.approx(other[money].tolist(), rel=1e-6, abs=1e-6, nan_ok=True)
    for name in ("roi", "roas"):
        if abs(one["cost"]) > 0.01:
            assert other[name] == pytest.approx(one[name], rel=1e-6, nan_ok=True)


@MODEST
@given(TABLES)
def test_no_money_counts_twice(tables):
    """What counts never exceeds what the tables hold one by one, and each line counts at most once."""
    lines = money_lines(build_dataset(tables, EURO))
    assert not lines.duplicated(["table", "row", "side", "component"]).any()
    sales = lines[lines["counted"] & (lines["component"] == "direct sales")].groupby("table", observed=True)["amount"].sum()
    assert sales.sum() <= sum(tables[kind]["revenue"].astype(float).sum() for kind in ("campaigns", "orders")) * 1.25 + 1e-6


@MODEST
@given(TABLES)
def test_components_steps_and_groups_agree_with_the_total(tables):
    dataset = build_dataset(tables, EURO)
    money = settled_money(dataset)
    parts, total = deals_by_pair(dataset, money), returns(dataset).loc["total"]
    sums = component_sums(money)
    assert sums.loc[sums["side"] == "cost", "amount"].sum() == pytest.approx(np.nan_to_num(total["cost"]), abs=1e-6)
    steps = steps_to_profit(sums, 0.0, EURO)
    profit = steps.loc[steps["kind"] == "total", "amount"]
    assert profit.tolist() == ([] if np.isnan(total["cost"]) else [pytest.approx(total["profit"], abs=1e-6)])
    labels = group_labels(dataset, "creator")
    summary = summarise(parts, labels, EURO)
    fees = break_even_fee(dataset, "creator", money, parts)
    for label in summary.index:
        mine = component_sums(money, pairs_of_group(money, parts, labels, label))
        own = mine.loc[mine["side"] == "cost", "amount"].sum()
        assert own == pytest.approx(np.nan_to_num(summary.loc[label, "cost"]), abs=1e-6)
        paid = mine.loc[(mine["side"] == "cost") & mine["component"].isin(["fee", "payment", "all-in"]), "amount"].sum()
        assert fees.loc[label, "fee"] == pytest.approx(paid, abs=1e-6)
    assert set(labels_of(parts, labels)) == set(summary.index)


@MODEST
@given(TABLES, st.sampled_from([None, "creator", "campaign"]))
def test_traced_rows_add_up_to_every_figure(tables, by):
    dataset = build_dataset(tables, EURO)
    money = settled_money(dataset)
    parts, labels = deals_by_pair(dataset, money), group_labels(dataset, by)
    for label, row in summarise(parts, labels, EURO).iterrows():
        pairs = pairs_of_group(money, parts, labels, label)
        terms = {figure: figure_trace(dataset, money, figure, row, pairs).terms() for figure in ("roi", "roas", "profit")}
        for term, found in (("Value", row["value"]), ("Cost", row["cost"])):
            assert terms["roi"].get(term, 0.0) == pytest.approx(np.nan_to_num(found), abs=0.005)
        assert terms["roas"].get("Direct sales", 0.0) == pytest.approx(np.nan_to_num(row["revenue"]), abs=0.005)
        if not np.isnan(row["profit"]):
            costs = terms["profit"].get("Cost", 0.0)
            assert terms["profit"].sum() - 2 * costs == pytest.approx(row["profit"], abs=0.005)
