"""Parts of cost and value by the settings' rules, on hand-made partnerships."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.dataset import Settings, build_dataset
from lib.roi import deals, money_lines, returns
from lib.roi.components import component_sums, steps_to_profit
from lib.roi.estimates import SHARED_BY
from lib.roi.known import component_table
from lib.roi.lines import settled_money

PARTS = pd.DataFrame(
    {
        "creator_id": ["a", "b", "c"],
        "campaign": ["X", "X", "Y"],
        "partnership_model": ["sponsored", "gifting", "affiliate"],
        "fee": [300.0, 100.0, None],
        "revenue": [900.0, None, 500.0],
        "refunds": [None, None, 100.0],
    }
)


def part(chosen: Settings, component: str, parts: pd.DataFrame = PARTS) -> list[float]:
    """The counted amounts of one component per creator a, b, c."""
    dataset = build_dataset({"campaigns": parts}, chosen)
    lines = money_lines(dataset).query("counted and component == @component")
    who = lines["creator_key"].astype("str").map(dataset.creators.set_index("creator_key")["creator"])
    return lines.groupby(who)["amount"].sum().reindex(["a", "b", "c"], fill_value=0.0).tolist()


def test_hours_cost_what_the_settings_say_where_no_time_is_stated():
    chosen = Settings(internal_hourly_cost=40.0, hours_per_partnership=2.0)
    parts = PARTS.assign(internal_hours=[1.0, None, None], internal_cost=[None, 77.0, None])
    assert part(chosen, "internal", parts) == [40.0, 77.0, 80.0]


def test_stated_hours_do_not_replace_an_all_in_cost():
    parts = PARTS.drop(columns="fee").assign(cost=[500.0, None, None], internal_hours=[2.0, None, None])
    total = returns(build_dataset({"campaigns": parts}, Settings(internal_hourly_cost=40.0))).loc["total"]
    assert total["cost"] == 580


@pytest.mark.parametrize(
    ("rule", "shares"),
    [("partnerships", [40.0, 40.0, 40.0]), ("campaigns", [30.0, 30.0, 60.0]), ("cost", [90.0, 30.0, 0.0])],
)
def test_tools_are_shared_by_the_chosen_rule(rule, shares):
    assert part(Settings(tools_total=120.0, tools_shared=rule), "tools") == shares


def test_tools_go_to_those_who_state_none():
    assert part(Settings(tools_total=120.0), "tools", PARTS.assign(tool_cost=[5.0, None, None])) == [5.0, 60.0, 60.0]


def test_gifts_and_commission_are_estimated_for_their_models_alone():
    assert part(Settings(product_value=25.0), "product") == [0.0, 25.0, 0.0]
    assert part(Settings(commission_rate=0.1), "commission") == [0.0, 0.0, 40.0]  # 10 % of 500 − 100


def test_content_is_worth_so_much_per_post_where_no_value_is_stated():
    tables = {
        "campaigns": PARTS.assign(content_value=[70.0, None, None]),
        "posts": pd.DataFrame({"creator_id": ["a", "b", "b"], "campaign": ["X", "X", "X"], "views": [1, 2, 3]}),
    }
    dataset = build_dataset(tables, Settings(content_value_per_post=15.0))
    assert component_sums(settled_money(dataset)).query("component == 'content'")["amount"].sum() == 70 + 30


ORDERS = pd.DataFrame(
    {
        "order_id": ["1", "2", "3", "4", "5"],
        "creator_id": ["a", None, None, "b", None],
        "campaign": ["X", None, None, "X", None],
        "order_date": pd.to_datetime(["2026-01-05", "2026-02-01", "2026-01-01", "2026-01-09", "2026-03-01"]),
        "customer": ["k", "k", "m", "m", "m"],
        "new_customer": pd.array([True, False, True, False, False], dtype="boolean"),
        "revenue": [121.0, 60.5, 99.0, 242.0, 33.0],
        "refunds": [0.0, 10.5, 0.0, 0.0, 0.0],
        "discount": [12.0, None, None, 8.0, None],
    }
)
FEES = pd.DataFrame({"creator_id": ["a", "b"], "campaign": ["X", "X"], "fee": [50.0, 60.0]})


def total(chosen: Settings, orders: pd.DataFrame = ORDERS) -> pd.Series:
    return returns(build_dataset({"campaigns": FEES, "orders": orders}, chosen)).loc["total"]


def test_later_orders_of_won_customers_count_on_request_only():
    """Customer m had bought before b's code, so only the later order of k (60.50 − 10.50) is a creator's."""
    assert total(Settings())["value"] == 363
    counted = total(Settings(later_orders_count=True, gross_margin=0.5))
    assert counted[["revenue", "value"]].tolist() == [363, 413]
    assert counted["profit"] == 413 / 2 - 110
    lines = money_lines(build_dataset({"campaigns": FEES, "orders": ORDERS}, Settings()))
    assert lines.query("component == 'later orders'")[["amount", "counted"]].to_numpy().tolist() == [[50.0, False]]


def test_vat_inside_prices_is_taken_off_the_profit_where_no_tax_is_stated():
    chosen = Settings(vat_rate=0.21, gross_margin=0.5)
    assert total(chosen)["tax"] == pytest.approx(-63)  # 363 × 21 / 121
    assert total(chosen)["profit"] == pytest.approx(300 * 0.5 - 110)
    stated = ORDERS.assign(tax=[1.0, None, None, None, None])
    assert total(chosen, stated)["tax"] == pytest.approx(-1 - 42)
    assert total(Settings(vat_rate=0.21, prices_include_vat=False, gross_margin=0.5), stated)["profit"] == 363 / 2 - 110


def test_a_discount_counted_as_cost_leaves_profit_as_it_is():
    without, with_cost = total(Settings(gross_margin=0.4)), total(Settings(gross_margin=0.4, discount_is_cost=True))
    assert with_cost[["cost", "revenue"]].tolist() == [without["cost"] + 20, without["revenue"] + 20]
    assert with_cost["profit"] == pytest.approx(without["profit"])
    assert with_cost["roi"] == pytest.approx((383 - 130) / 130)
    negative = ORDERS.assign(discount=-ORDERS["discount"])  # as some shops write it
    assert total(Settings(discount_is_cost=True), negative)["cost"] == with_cost["cost"]


def test_commission_is_paid_on_what_customers_paid_even_when_sales_count_at_list_price():
    paid = FEES.assign(partnership_model="affiliate")
    for as_cost in (False, True):
        chosen = Settings(commission_rate=0.1, discount_is_cost=as_cost)
        found = returns(build_dataset({"campaigns": paid, "orders": ORDERS}, chosen)).loc["total"]
        assert found["profit"] == pytest.approx(363 - 110 - 36.3)


def test_every_component_is_given_estimated_or_missing():
    dataset = build_dataset({"campaigns": FEES, "orders": ORDERS}, Settings(tools_total=30.0))
    found = component_table(settled_money(dataset), dataset.settings).set_index("component")
    assert found.loc["fee", ["given", "amount", "known", "missing", "state"]].tolist() == [110, 110, 2, 0, "given"]
    assert found.loc["tools", ["estimated", "known", "state"]].tolist() == [30, 2, "estimated"]
    assert found.loc["tools", "rule"] == "One sum shared equally over partnerships."
    assert found.loc["agency", ["known", "missing", "state"]].tolist() == [0, 2, "missing"]
    assert found.loc[["discount", "later orders"], "state"].tolist() == ["not counted", "not counted"]
    assert found.loc[["discount", "later orders"], "apart"].tolist() == [20, 50]


CENTS = st.integers(1, 100_000).map(lambda cents: cents / 100)


ROWS = st.tuples(st.sampled_from("abcd"), st.sampled_from(["X", "Y", "Z"]), st.one_of(st.none(), CENTS))


@settings(max_examples=12)
@given(st.lists(ROWS, min_size=1, max_size=8), CENTS, st.sampled_from(SHARED_BY))
def test_shared_tools_add_up_to_their_cost_and_every_part_to_the_whole(rows, tools, rule):
    parts = pd.DataFrame(rows, columns=["creator_id", "campaign", "fee"]).astype({"fee": float})
    dataset = build_dataset({"campaigns": parts}, Settings(tools_total=tools, tools_shared=rule))
    money = settled_money(dataset)
    table = component_table(money, dataset.settings)
    assert table.set_index("component").loc["tools", "amount"] == pytest.approx(tools)
    assert table.loc[table["side"] == "cost", "amount"].sum() == pytest.approx(deals(dataset, money)["cost"].sum())
    assert steps_to_profit(component_sums(money), 0.0, dataset.settings)["amount"].iloc[-1] == pytest.approx(
        returns(dataset)["profit"].iloc[0]
    )
