"""Returns: the guide's worked example and every formula on hand-computed frames."""

import math

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Settings, build_dataset
from lib.roi import deals, money_lines, paired, returns

GUIDE = pd.DataFrame(
    {
        "campaign": ["Launch"] * 8,
        "creator_id": [*"1234567", None],
        "fee": [500.0] * 7 + [None],
        "product_cost": [None] * 7 + [200.0],
        "shipping_cost": [None] * 7 + [100.0],
        "internal_cost": [None] * 7 + [1_200.0],
        "revenue": [2_000.0, 1_000, 3_000, 0, 4_000, 1_500, 500, None],
        "content_value": [None] * 7 + [2_000.0],
        "search_lift_value": [None] * 7 + [1_500.0],
    }
)


def test_the_guides_worked_example_comes_out_exactly():
    total = returns(build_dataset({"campaigns": GUIDE})).loc["total"]
    assert total[["cost", "revenue", "value"]].tolist() == [5_000, 12_000, 15_500]
    assert total["roi"] == pytest.approx(2.10, abs=1e-12)
    assert total["roi_direct"] == pytest.approx(1.40, abs=1e-12)
    assert total["roas"] == pytest.approx(2.4, abs=1e-12)
    assert total["profit"] == 10_500


def test_campaign_level_money_is_not_spread_over_creators():
    by_creator = returns(build_dataset({"campaigns": GUIDE}), "creator")
    assert by_creator.loc["not assigned", "cost"] == 1_500
    assert by_creator.loc["not assigned", "value"] == 3_500
    assert by_creator.loc["1", "roi"] == pytest.approx(3.0)
    assert by_creator.loc["4", "roi"] == pytest.approx(-1.0)
    assert by_creator["cost"].sum() == 5_000


def test_one_row_of_the_same_example_without_any_key():
    row = GUIDE.drop(columns=["campaign", "creator_id"]).sum().to_frame().T
    total = returns(build_dataset({"campaigns": row})).loc["total"]
    assert total["roi"] == pytest.approx(2.10)
    assert total["n"] == 1


def test_unit_costs_are_ratios_of_sums_over_deals_that_know_both():
    frame = pd.DataFrame(
        {
            "campaign": list("abc"),
            "fee": [100.0, 300.0, 999.0],
            "impressions": [10_000.0, 90_000.0, None],
            "engagements": [50.0, None, 0.0],
            "clicks": [10.0, 10.0, 20.0],
            "orders": [1.0, 3.0, None],
            "new_customers": [1.0, 1.0, None],
        }
    )
    total = returns(build_dataset({"campaigns": frame})).loc["total"]
    assert total["cpm"] == pytest.approx(4.0)  # 400 / 100,000 × 1000; not the mean of 10 and 3.33
    assert total["cpe"] == pytest.approx((100 + 999) / 50)
    assert total["cpc"] == pytest.approx(1_399 / 40)
    assert total["cac"] == pytest.approx(200.0)
    assert math.isnan(total["roi"])
    each = returns(build_dataset({"campaigns": frame}), "campaign")
    assert math.isnan(each.loc["c", "cpm"])
    assert math.isnan(each.loc["c", "cpe"])


def test_unit_costs_meet_payments_that_name_no_campaign():
    paid = pd.DataFrame({"creator_id": ["a", "b"], "amount": [60.0, 40.0], "basis": ["post", "order"], "orders": [0.0, 3.0]})
    sold = pd.DataFrame({"creator_id": ["a", "a", "b", "c"], "campaign": ["X", "Y", "X", "X"], "revenue": 9.0})
    dataset = build_dataset({"payouts": paid, "orders": sold})
    assert returns(dataset).loc["total", "cac"] == pytest.approx(100 / 3)  # c's order has no known cost
    assert returns(dataset, "creator")["cac"].dropna().to_dict() == {"a": 30.0, "b": 40.0}
    assert returns(dataset, "campaign")["cac"].isna().all()


def test_missing_and_zero_denominators_are_missing_not_zero():
    frame = pd.DataFrame({"creator_id": ["gifted", "paid"], "fee": [0.0, 10.0], "revenue": [50.0, None]})
    found = returns(build_dataset({"campaigns": frame}), "creator")
    assert found.loc["gifted", ["roi", "roas"]].isna().all()
    assert found.loc["gifted", "profit"] == 50
    assert found.loc["paid", ["roi", "roas", "revenue", "value"]].isna().all()
    assert found.loc["paid", "profit"] == -10


def test_margin_and_tax_reduce_profit_not_roi():
    tables = {
        "campaigns": pd.DataFrame({"creator_id": ["a"], "fee": [100.0], "content_value": [40.0]}),
        "orders": pd.DataFrame({"creator_id": ["a", "a"], "revenue": [600.0, 400.0], "refunds": [0.0, 100.0], "tax": [60.0, 40.0]}),
    }
    total = returns(build_dataset(tables, Settings(gross_margin=0.5))).loc["total"]
    assert total["revenue"] == 900
    assert total["roi"] == pytest.approx((940 - 100) / 100)
    assert total["profit"] == pytest.approx((900 - 100) * 0.5 + 40 - 100)


def test_groups_by_platform_tier_and_model_add_up():
    tables = {
        "creators": pd.DataFrame({"creator_id": ["a", "b"], "platform": ["tiktok", "youtube"], "followers": [5_000, 2_000_000]}),
        "campaigns": pd.DataFrame(
            {"creator_id": ["a", "b", None], "partnership_model": ["gifting", "sponsored", None], "fee": [1.0, 2.0, 4.0]}
        ),
    }
    dataset = build_dataset(tables)
    expected = {"platform": {"tiktok": 1, "youtube": 2}, "tier": {"nano": 1, "mega": 2}, "model": {"gifting": 1, "sponsored": 2}}
    for by, costs in expected.items():
        assert returns(dataset, by)["cost"].to_dict() == {**costs, "not assigned": 4}
    with pytest.raises(ValueError, match="by must be"):
        returns(dataset, "colour")


def test_an_empty_dataset_returns_one_row_of_missing_figures():
    found = returns(build_dataset({}))
    assert found.index.tolist() == ["total"]
    assert found.loc["total", "n"] == 0
    assert found[["cost", "value", "roi"]].isna().all(axis=None)
    assert returns(build_dataset({}), "creator").empty
    assert deals(build_dataset({})).empty
    assert money_lines(build_dataset({})).empty


def test_deals_carry_what_is_known_of_creator_and_campaign():
    tables = {
        "creators": pd.DataFrame({"creator_id": ["a"], "platform": ["tiktok"], "followers": [5_000], "category": ["Beauty"]}),
        "campaigns": pd.DataFrame({"campaign": ["X"], "creator_id": ["a"], "partnership_model": ["hybrid"], "fee": [9.0],
                                   "start_date": [pd.Timestamp("2026-01-02")], "likes": [10], "comments": [5]}),
        "posts": pd.DataFrame({"creator_id": ["a"] * 2, "campaign": ["X"] * 2, "content_type": ["Reel", "Reel"], "views": [100, 50],
                               "likes": [7, 7]}),
    }  # fmt: skip
    deal = deals(build_dataset(tables)).iloc[0]
    assert deal[["platform", "tier", "model", "category", "content_type"]].tolist() == [
        "tiktok",
        "nano",
        "hybrid",
        "Beauty",
        "Reel",
    ]
    assert deal["start"] == pd.Timestamp("2026-01-02")
    assert deal[["likes", "engagements", "views", "posts"]].tolist() == [10, 15, 150, 2]
    assert np.isnan(deal["impressions"])


def test_posts_outside_campaigns_are_the_creators_own_where_posts_name_campaigns():
    posts = pd.DataFrame({"creator_id": ["a", "a"], "campaign": ["X", None], "views": [100, 50]})
    assert deals(build_dataset({"posts": posts}))["views"].tolist() == [100]
    assert deals(build_dataset({"posts": posts.drop(columns="campaign")}))["views"].tolist() == [150]


def test_own_hours_are_priced_by_the_settings_and_marked_estimated():
    frame = pd.DataFrame({"campaign": ["X", "Y"], "internal_hours": [10.0, 5.0], "internal_cost": [None, 77.0]})
    dataset = build_dataset({"campaigns": frame}, Settings(internal_hourly_cost=40.0))
    lines = money_lines(dataset)
    assert lines[["component", "amount", "basis"]].to_numpy().tolist() == [
        ["internal", 77.0, "given"],
        ["internal", 400.0, "estimated"],
    ]


def test_payments_without_campaign_meet_sales_per_creator_when_estimates_need_both():
    tables = {
        "orders": pd.DataFrame({"creator_id": ["a", "a", "b"], "campaign": ["X", "Y", "X"], "revenue": [10.0, 20.0, 5.0]}),
        "payouts": pd.DataFrame({"creator_id": ["a", "b"], "amount": [6.0, 4.0]}),
    }
    frame = deals(build_dataset(tables))
    assert frame[["cost", "value"]].notna().all(axis=1).sum() == 0
    units = paired(frame, [])
    assert units[["cost", "value"]].to_numpy().tolist() == [[6.0, 30.0], [4.0, 5.0]]
    assert list(units.columns) == list(frame.columns)
    placed = deals(build_dataset({"campaigns": GUIDE}))
    assert paired(placed, ["platform"]) is placed


def test_campaigns_without_creators_keep_platform_and_model_apart():
    frame = pd.DataFrame({"campaign": ["X", "X", "Y"], "platform": ["tiktok", "youtube", "tiktok"]})
    frame = frame.assign(partnership_model=["gifting", "hybrid", "hybrid"], cost=[1.0, 2.0, 4.0])
    frame = frame.assign(revenue=[10.0, 20.0, 40.0], clicks=[5.0, 6.0, 7.0])
    dataset = build_dataset({"campaigns": frame})
    assert returns(dataset, "platform")["cost"].to_dict() == {"tiktok": 5, "youtube": 2}
    assert returns(dataset, "model")["clicks"].to_dict() == {"gifting": 5, "hybrid": 13}
    assert returns(dataset, "campaign")["revenue"].to_dict() == {"X": 30, "Y": 40}
    nameless = build_dataset({"campaigns": frame.drop(columns="campaign")})
    assert returns(nameless, "platform")["revenue"].to_dict() == {"tiktok": 50, "youtube": 20}
    orders = pd.DataFrame({"campaign": ["X"], "revenue": [25.0]})
    both = build_dataset({"campaigns": frame, "orders": orders})
    assert returns(both, "campaign")["revenue"].to_dict() == {"X": 25, "Y": 40}
    assert returns(both, "platform")["revenue"].dropna().to_dict() == {"tiktok": 40, "not assigned": 25}
