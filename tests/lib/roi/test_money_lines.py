"""The ledger: what counts once, what does not count and why."""

import pandas as pd
import pytest

from lib.dataset import Settings, build_dataset
from lib.roi import deals, money_lines, returns
from lib.roi.entries import CANCELLED, NOTES


def total(tables: dict, settings: Settings = Settings()) -> pd.Series:  # noqa: B008
    return returns(build_dataset(tables, settings)).loc["total"]


def test_sales_of_orders_campaigns_posts_and_traffic_count_once():
    tables = {
        "campaigns": pd.DataFrame(
            {"campaign": ["X", "Y"], "creator_id": ["a", "b"], "revenue": [100.0, 40.0], "utm_campaign": ["x", "y"]}
        ),
        "orders": pd.DataFrame({"campaign": ["X"], "creator_id": ["a"], "revenue": [90.0]}),
        "posts": pd.DataFrame({"campaign": ["X", "Y"], "creator_id": ["a", "b"], "revenue": [80.0, 30.0]}),
        "traffic": pd.DataFrame({"utm_campaign": ["x", "y"], "revenue": [70.0, 20.0]}),
    }
    lines = money_lines(build_dataset(tables))
    counted = lines[lines["counted"]]
    assert counted[["table", "amount"]].to_numpy().tolist() == [["orders", 90.0], ["campaigns", 40.0]]
    assert (lines.loc[~lines["counted"], "note"] == "Another table reports the same money in more detail; that one counts.").all()
    assert total(tables)["revenue"] == 130


def test_payouts_do_not_repeat_what_campaigns_say():
    campaigns = pd.DataFrame({"campaign": ["X"], "creator_id": ["a"], "fee": [500.0], "commission": [120.0]})
    payouts = pd.DataFrame({"creator_id": ["a", "a", "b"], "campaign": ["X", "X", "X"], "basis": ["post", "commission", "post"],
                            "amount": [500.0, 120.0, 60.0]})  # fmt: skip
    assert total({"campaigns": campaigns, "payouts": payouts})["cost"] == 680
    assert total({"campaigns": campaigns, "payouts": payouts.drop(columns="campaign")})["cost"] == 680
    assert total({"payouts": payouts})["cost"] == 680


def test_a_commission_paid_beside_a_fee_counts():
    campaigns = pd.DataFrame({"campaign": ["X"], "creator_id": ["a"], "fee": [500.0]})
    payouts = pd.DataFrame({"creator_id": ["a"], "campaign": ["X"], "basis": ["15% of sales"], "amount": [80.0]})
    assert total({"campaigns": campaigns, "payouts": payouts})["cost"] == 580


def test_a_stray_line_without_campaign_never_hides_a_large_sum():
    campaigns = pd.DataFrame({"campaign": ["X", "Y"], "creator_id": ["a", "a"], "revenue": [3_000.0, 5_000.0], "fee": [10.0, 10.0]})
    orders = pd.DataFrame({"creator_id": ["a"], "revenue": [50.0]})
    assert total({"campaigns": campaigns, "orders": orders})["revenue"] == 8_000
    assert total({"campaigns": campaigns, "orders": orders.assign(revenue=8_100.0)})["revenue"] == 8_100
    payouts = pd.DataFrame({"creator_id": ["a"], "amount": [900.0]})
    assert total({"campaigns": campaigns, "payouts": payouts})["cost"] == 900


def test_the_all_in_cost_counts_only_without_parts():
    frame = pd.DataFrame({"campaign": ["X", "Y"], "cost": [1_000.0, 300.0], "fee": [600.0, None], "shipping_cost": [50.0, None]})
    assert total({"campaigns": frame})["cost"] == 950
    lines = money_lines(build_dataset({"campaigns": frame}))
    assert lines.query("component == 'all-in'")["counted"].tolist() == [True, False]


def test_a_whole_campaigns_figure_equal_to_its_creators_sum_counts_once():
    frame = pd.DataFrame(
        {"campaign": ["X", "X", "X"], "creator_id": ["a", "b", None], "revenue": [10.0, 20.0, 30.0], "fee": [1.0, 2.0, 5.0]}
    )
    found = total({"campaigns": frame})
    assert found["revenue"] == 30
    assert found["cost"] == 8


def test_cancelled_orders_and_refunds_are_netted_once():
    orders = pd.DataFrame({"creator_id": ["a"] * 3, "revenue": [100.0, 50.0, 70.0], "refunds": [20.0, 50.0, None],
                           "cancelled_at": [None, pd.Timestamp("2026-01-01"), None]})  # fmt: skip
    assert total({"orders": orders})["revenue"] == 150
    assert deals(build_dataset({"orders": orders}))["orders"].tolist() == [2]


def test_refunds_of_the_campaign_table_serve_when_orders_know_none():
    campaigns = pd.DataFrame({"campaign": ["X"], "creator_id": ["a"], "revenue": [100.0], "refunds": [30.0]})
    orders = pd.DataFrame({"campaign": ["X"], "creator_id": ["a"], "revenue": [90.0]})
    assert total({"campaigns": campaigns, "orders": orders})["revenue"] == 60
    assert total({"campaigns": campaigns, "orders": orders.assign(refunds=5.0)})["revenue"] == 85


def test_orders_that_go_with_nobody_are_shown_and_not_counted():
    tables = {"campaigns": pd.DataFrame({"creator_id": ["a"], "discount_code": ["A1"], "fee": [5.0]}),
              "orders": pd.DataFrame({"discount_code": ["A1", "NEWS"], "revenue": [10.0, 90.0]})}  # fmt: skip
    dataset = build_dataset(tables)
    assert returns(dataset).loc["total", "revenue"] == 10
    assert dataset.unmatched["money"].sum() == 90
    assert money_lines(dataset).query("side == 'value'")["amount"].sum() == 100


def test_a_code_that_sold_nothing_is_a_measured_zero():
    tables = {"campaigns": pd.DataFrame({"creator_id": ["a", "b", "c"], "discount_code": ["A1", "B1", None], "fee": 5.0}),
              "orders": pd.DataFrame({"discount_code": ["A1"], "revenue": [10.0]})}  # fmt: skip
    found = returns(build_dataset(tables), "creator")
    assert found.loc["b", "roi"] == -1
    assert pd.isna(found.loc["c", "roi"])


def test_discounts_tax_and_budgets_are_shown_but_not_added():
    tables = {"campaigns": pd.DataFrame({"campaign": ["X"], "budget": [1_000.0]}),
              "orders": pd.DataFrame({"creator_id": ["a"], "revenue": [100.0], "discount": [10.0], "tax": [16.0]})}  # fmt: skip
    dataset = build_dataset(tables)
    lines = money_lines(dataset).set_index("component")
    assert not lines.loc[["budget", "discount", "tax"], "counted"].any()
    assert lines.loc["tax", "amount"] == -16
    assert pd.isna(returns(dataset).loc["total", "cost"])


def test_currencies_without_a_rate_stand_apart():
    frame = pd.DataFrame({"creator_id": ["a", "b", "c"], "fee": [100.0, 100.0, 100.0], "currency": ["USD", "eur", "INR"]})
    settings = Settings(rates=(("EUR", 1.1),))
    lines = money_lines(build_dataset({"campaigns": frame}, settings))
    assert lines["amount"].tolist()[:2] == pytest.approx([100.0, 110.0])
    assert pd.isna(lines["amount"].iloc[2])
    assert lines["own_amount"].tolist() == [100.0] * 3
    assert lines["currency"].tolist() == ["USD", "EUR", "INR"]
    assert lines["counted"].tolist() == [True, True, False]
    assert total({"campaigns": frame}, settings)["cost"] == pytest.approx(210)
    assert total({"campaigns": frame})["cost"] == 100


def test_the_same_file_twice_counts_once():
    orders = pd.DataFrame({"creator_id": ["a", "b"], "revenue": [10.0, 20.0]})
    dataset = build_dataset({"orders": [orders, orders.copy()]})
    assert dataset.orders["revenue"].sum() == 60
    assert returns(dataset).loc["total", "revenue"] == 30
    assert returns(dataset).loc["total", "orders"] == 2


def test_a_newer_export_of_the_same_rows_counts_only_what_is_new():
    january = pd.DataFrame({"creator_id": ["a", "b", "b"], "campaign": "X", "fee": [10.0, 5.0, 5.0]})
    both = pd.concat([january, pd.DataFrame({"creator_id": ["c"], "campaign": ["Y"], "fee": [7.0], "revenue": [30.0]})])
    other = january.assign(fee=[10.0, 5.0, 6.0])
    assert total({"campaigns": [january, both]})["cost"] == 27
    assert total({"campaigns": [both, january]})["cost"] == 27
    assert total({"campaigns": [january, other]})["cost"] == 41
    assert total({"campaigns": [january, both]})["revenue"] == 30


def test_an_order_listed_twice_counts_once_but_equal_rows_without_a_number_all_count():
    orders = pd.DataFrame({"order_id": ["1", "1"], "creator_id": ["a", "a"], "revenue": [10.0, 10.0]})
    assert total({"orders": orders})["revenue"] == 10
    assert total({"orders": orders.drop(columns="order_id")})["revenue"] == 20


def test_each_line_points_at_its_row():
    frame = pd.DataFrame({"creator_id": ["a", "b"], "fee": [None, 7.0], "revenue": [3.0, None]})
    dataset = build_dataset({"campaigns": frame})
    for line in money_lines(dataset).itertuples():
        column = {"fee": "fee", "direct sales": "revenue"}[line.component]
        assert dataset.campaigns.loc[line.row, column] == line.amount


def test_a_partnership_called_off_costs_only_what_was_spent_for_it():
    campaigns = pd.DataFrame(
        {
            "creator_id": ["a", "b", "c", "d"],
            "campaign": "X",
            "status": ["Completed", "Cancelled", "cancelled", "Cancelled"],
            "fee": [100.0, 200.0, 400.0, None],
            "cost": [None, None, None, 800.0],
            "product_cost": [None, 30.0, None, None],
            "discount_code": ["A", "B", "C", "D"],
            "views": [None, None, 5000.0, None],  # c posted after all
        }
    )
    dataset = build_dataset({"campaigns": campaigns}, Settings(tools_total=90.0))
    lines = money_lines(dataset)
    counted = lines[lines["counted"]].groupby("component", observed=True)["amount"].sum()
    assert counted.to_dict() == {"fee": 500.0, "product": 30.0, "tools": 90.0}
    assert lines.loc[lines["note"] == NOTES[CANCELLED], "amount"].tolist() == [200.0, 800.0]
    tools = lines[lines["component"] == "tools"].groupby("creator_key", observed=True)["amount"].sum()
    assert tools.to_list() == [45.0, 45.0]
    paid = pd.DataFrame({"creator_id": ["b"], "campaign": ["X"], "amount": [50.0]})  # a fee for the cancellation
    assert returns(build_dataset({"campaigns": campaigns, "payouts": paid})).loc["total", "cost"] == 500 + 30 + 50
