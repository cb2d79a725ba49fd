"""Authentic reach and costs: ratios of sums over deals that know both sides, by hand."""

import numpy as np
import pandas as pd

from lib.authenticity.delivery import delivery

DEALS = pd.DataFrame(
    {
        "creator_key": ["a", "a", "a", "b", None],
        "cost": [100.0, 300.0, 50.0, np.nan, 999.0],
        "reach": [1_000.0, 2_000.0, np.nan, 500.0, 9.0],
        "impressions": [10_000.0, 30_000.0, np.nan, 700.0, 9.0],
        "engagements": [200.0, np.nan, 50.0, 10.0, 9.0],
    }
)
SCORES = pd.Series({"a": 80.0, "b": 50.0, "c": np.nan})


def test_by_hand() -> None:
    found = delivery(DEALS, SCORES)
    a = found.loc["a"]
    assert a["spent"] == 450
    assert np.isclose(a["at_risk"], 90)
    assert a["authentic_reach"] == 2_400
    assert a["cpm"] == 400 / 40_000 * 1000
    assert a["authentic_cpm"] == 400 / 32_000 * 1000
    assert a["cpe"] == 150 / 250
    assert a["authentic_cpe"] == 150 / 200


def test_missing_stays_missing() -> None:
    found = delivery(DEALS, SCORES)
    assert found.index.tolist() == ["a", "b", "c"]
    assert np.isnan(found.loc["b", ["spent", "at_risk", "cpm", "cpe"]].astype(float)).all()
    assert found.loc["b", "authentic_reach"] == 250
    assert found.loc["c"].isna().all()


def test_nothing_authentic_has_no_authentic_price() -> None:
    found = delivery(DEALS, SCORES.mask(SCORES == 80, 0.0))
    assert np.isnan(found.loc["a", "authentic_cpm"])
    assert found.loc["a", "at_risk"] == 450
    assert found.loc["a", "authentic_reach"] == 0


def test_no_deals() -> None:
    assert delivery(DEALS.iloc[:0], SCORES).isna().all().all()
