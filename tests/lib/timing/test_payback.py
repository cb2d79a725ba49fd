"""Payback: the day each campaign breaks even by hand, sums kept, campaigns still open counted as open."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Settings, build_dataset
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.payback import earned_by_day
from lib.roi.payback import payback as roi_payback
from lib.timing import payback
from lib.timing.words import payback_sentence, payback_title

CAMPAIGNS = pd.DataFrame(
    {"campaign_id": ["A", "B", "C"], "campaign": ["Ann", "Ben", "Cy"], "creator_id": ["x", "y", "z"], "fee": [100.0, 50.0, 1000.0],
     "start_date": pd.to_datetime(["2026-01-01", "2026-01-10", "2026-01-20"]), "content_value": [None, 20.0, None],
     "post_date": pd.to_datetime(["2026-01-02", "2026-01-12", "2026-01-21"])}
)  # fmt: skip
ORDERS = pd.DataFrame(
    {"order_id": [str(i) for i in range(7)], "creator_id": ["x", "x", "x", "y", "y", "z", None],
     "campaign": ["A", "A", "A", "B", "B", "C", None], "revenue": [60.0, 60.0, 200.0, 40.0, 30.0, 10.0, 999.0],
     "tax": [0.0, 0.0, 0.0, 0.0, 10.0, 0.0, 9.0],
     "order_date": pd.to_datetime(["2025-12-30", "2026-01-05", "2026-01-31", "2026-01-11", "2026-01-15", "2026-02-01",
                                   "2026-02-10"])}
)  # fmt: skip


def found(margin: float = 1.0, orders: pd.DataFrame = ORDERS):
    dataset = build_dataset({"campaigns": CAMPAIGNS, "orders": orders}, Settings(gross_margin=margin))
    money = settled_money(dataset)
    deals = deals_by_pair(dataset, money)
    earned, paid = (count(dataset, money, deals, "campaign") for count in (earned_by_day, roi_payback))
    return payback(earned, paid, pd.Timestamp("2026-02-10")), earned


def test_the_day_each_campaign_breaks_even():
    table = found()[0].groups
    assert table["payback"].fillna(-1).tolist() == [4, 5, -1]  # 60 before the start + 60 on day 4; 40 + 30 − 10 tax on day 5; never
    assert table["gain"].tolist() == [320, 40 + 30 - 10, 10]
    assert table["cost"].tolist() == [100, 50, 1000]
    assert table["observed"].tolist() == [40, 31, 21]


def test_the_margin_delays_it():
    result, earned = found(margin=0.5)
    assert result.groups["payback"].fillna(-1).tolist() == [30, -1, -1]  # 60 × ½ + 60 × ½ < 100; 60 × ½ < 50
    assert earned["amount"].sum() == (320 + 60 + 10) * 0.5


def test_the_curve_ends_at_the_gain():
    result = found()[0]
    last = result.curve.groupby("group")["back"].last()
    assert (last * result.groups["cost"]).tolist() == pytest.approx(result.groups["gain"].tolist())
    assert result.curve.groupby("group")["age"].is_monotonic_increasing.all()


def test_the_usual_payback_is_kaplan_meiers_median():
    result = found()[0]
    assert result.usual == 5  # 1/3 by day 4, 2/3 by day 5; the third is open
    assert payback_title(result, Settings()) == "Half of the campaigns pay back within 5 days"
    assert payback_sentence(result, Settings()).startswith("2 of 3 have paid back so far")


def test_nothing_paid_back_is_not_zero_days():
    result, _earned = found(orders=ORDERS.assign(revenue=0.01))
    assert np.isnan(result.usual)
    assert payback_title(result, Settings()) == "0 of 3 campaigns have paid back"


def test_the_order_of_rows_does_not_matter():
    first, second = found()[0], found(orders=ORDERS.sample(frac=1, random_state=2))[0]
    pd.testing.assert_frame_equal(first.groups, second.groups)
    pd.testing.assert_frame_equal(first.curve, second.curve)


def test_nothing_paid_back_leaves_no_range_to_tell():
    told = payback_sentence(found(orders=ORDERS[ORDERS["creator_id"] == "z"])[0], Settings())
    assert told.startswith("0 of 3 have paid back so far.")
    assert "not known" not in told
