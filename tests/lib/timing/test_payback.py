"""Payback: the day each campaign breaks even by hand, sums kept, campaigns still open counted as open."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Settings, build_dataset
from lib.roi import deals, money_lines
from lib.timing import payback
from lib.timing.payback import dated_gains
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
    tables = {kind: getattr(dataset, kind) for kind in ("orders", "campaigns", "posts", "traffic")}
    gains = dated_gains(tables, money_lines(dataset), margin)
    return payback(gains, deals(dataset), dataset.campaigns, pd.Timestamp("2026-02-10")), gains, deals(dataset)


def test_the_day_each_campaign_breaks_even():
    result, _gains, _deals = found()
    table = result.campaigns
    assert table["payback"].fillna(-1).tolist() == [4, 2, -1]  # 60 before the start + 60 on day 4; 40 + 20 content by day 2; never
    assert table["gain"].tolist() == [320, 40 + 30 - 10 + 20, 10]
    assert table["cost"].tolist() == [100, 50, 1000]
    assert table["observed"].tolist() == [40, 31, 21]


def test_the_margin_delays_it():
    result, gains, table = found(margin=0.5)
    assert result.campaigns["payback"].fillna(-1).tolist() == [30, 5, -1]  # 60 × ½ + 60 × ½ < 100; 40 × ½ + 20 + 20 × ½
    kept = (table["revenue"] + table["tax"].fillna(0)) * 0.5 + table["value"] - table["revenue"]
    assert gains["gain"].sum() == pytest.approx(kept.sum())


def test_the_curve_ends_at_the_gain():
    result, _gains, _deals = found()
    last = result.curve.groupby("campaign_key")["back"].last()
    assert (last * result.campaigns["cost"]).tolist() == pytest.approx(result.campaigns["gain"].tolist())
    assert result.curve.groupby("campaign_key")["age"].is_monotonic_increasing.all()


def test_the_usual_payback_is_kaplan_meiers_median():
    result, _gains, _deals = found()
    assert result.usual == 4  # 1/3 by day 2, 2/3 by day 4; the third is open
    assert payback_title(result, Settings()) == "Half of the campaigns pay back within 4 days"
    assert payback_sentence(result, Settings()).startswith("2 of 3 campaigns have paid back so far")


def test_nothing_paid_back_is_not_zero_days():
    result, _gains, _deals = found(orders=ORDERS.assign(revenue=0.01))
    assert np.isnan(result.usual)
    assert payback_title(result, Settings()) == "0 of 3 campaigns have paid back"


def test_the_order_of_rows_does_not_matter():
    first, second = found()[0], found(orders=ORDERS.sample(frac=1, random_state=2))[0]
    pd.testing.assert_frame_equal(first.campaigns, second.campaigns)
    pd.testing.assert_frame_equal(first.curve, second.curve)
