"""The overview's arithmetic against hand-computed frames."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.authenticity import money_in_doubt
from lib.overview import best_shift, monthly, segments
from lib.overview.estimates import authentic_share, by_campaign, ratio_interval


def scored(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.Index(["a", "b", "c"], name="creator_key"))


CREATORS = pd.DataFrame({"creator_key": ["a", "b", "c"], "followers": [100.0, 300.0, np.nan]})
SCORES = scored(
    authenticity=[90.0, 50.0, np.nan], low=[80.0, 30.0, np.nan], high=[95.0, 70.0, np.nan], band=["genuine", "doubtful", "no score"]
)


def test_authentic_share_weighs_followers() -> None:
    share, low, high, n = authentic_share(CREATORS, SCORES)
    assert share == pytest.approx((90 * 100 + 50 * 300) / 400 / 100)
    assert low == pytest.approx((80 * 100 + 30 * 300) / 400 / 100)
    assert high == pytest.approx((95 * 100 + 70 * 300) / 400 / 100)
    assert n == 2


def test_authentic_share_without_followers_or_scores() -> None:
    assert authentic_share(CREATORS.assign(followers=np.nan), SCORES)[0] == pytest.approx(0.7)
    nobody = SCORES.assign(authenticity=np.nan)
    assert np.isnan(authentic_share(CREATORS, nobody)[0])
    assert authentic_share(CREATORS, nobody)[3] == 0


def test_ratio_interval_by_hand() -> None:
    # ratio 2; residuals 1, -1, 0; s = sqrt(3/2 * 2) / 6; t(0.95, 2) = 2.91999
    low, high = ratio_interval(pd.Series([5.0, 3.0, 4.0]), pd.Series([2.0, 2.0, 2.0]))
    assert (low, high) == pytest.approx((2 - 2.91999 * np.sqrt(3) / 6, 2 + 2.91999 * np.sqrt(3) / 6), abs=1e-4)


def test_ratio_interval_is_missing_where_it_cannot_be_known() -> None:
    assert np.isnan(ratio_interval(pd.Series([1.0, 2.0]), pd.Series([1.0, 1.0]))[0])
    assert np.isnan(ratio_interval(pd.Series([1.0, 2.0, 3.0]), pd.Series([0.0, 0.0, 0.0]))[0])


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(1, 1e6)), min_size=3, max_size=30))
def test_ratio_interval_holds_the_ratio(rows: list[tuple[float, float]]) -> None:
    above, below = (pd.Series(values) for values in zip(*rows, strict=True))
    low, high = ratio_interval(above, below)
    assert low <= above.sum() / below.sum() <= high


DEALS = pd.DataFrame(
    {
        "creator_key": ["a", "b", "b", "c", None],
        "campaign_key": ["x", "x", "y", None, None],
        "start": pd.to_datetime(["2026-01-05", "2026-01-20", "2026-03-01", None, "2026-03-09"]),
        "cost": [100.0, 50.0, 30.0, np.nan, np.nan],
        "revenue": [200.0, 10.0, np.nan, np.nan, 40.0],
        "value": [220.0, 10.0, np.nan, np.nan, 40.0],
    }
)


def test_money_in_doubt_and_its_readings() -> None:
    amount, sure, wide, n = money_in_doubt(SCORES, DEALS)
    assert (amount, sure, wide, n) == (80.0, 0.0, 80.0, 1)  # b is doubtful, but its range reaches up to 70
    surer = SCORES.assign(high=[95.0, 55.0, np.nan])
    assert money_in_doubt(surer, DEALS)[1] == 80.0


def test_by_campaign_keeps_every_sum() -> None:
    units = by_campaign(DEALS)
    assert units["cost"].sum() == DEALS["cost"].sum()
    assert units["value"].sum() == DEALS["value"].sum()
    assert units.loc["x"].tolist() == [150.0, 210.0, 230.0]


def test_monthly_sums_by_start() -> None:
    months = monthly(DEALS)
    assert months["month"].dt.strftime("%Y-%m").tolist() == ["2026-01", "2026-03"]
    assert months["cost"].tolist() == [150.0, 30.0]
    assert months["value"].tolist() == [230.0, 40.0]
    assert months["n"].tolist() == [2, 2]
    assert monthly(DEALS.iloc[:0]).empty


def cells(*rows: tuple[str, int, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "n", "denominator", "estimate"])


def test_best_shift_moves_the_most_wasted_money() -> None:
    table = cells(("good", 9, 100.0, 4.0), ("bad", 9, 1_000.0, 1.0), ("worse but small", 9, 10.0, 0.5), ("lucky", 1, 5.0, 9.0))
    draws = np.column_stack([np.full(50, value) for value in (4.0, 1.0, 0.5, 9.0)])
    shift = best_shift(table, draws)
    assert (shift.best, shift.worst, shift.worst_cost, shift.probability, shift.n) == ("good", "bad", 1_000.0, 1.0, 18)


def test_best_shift_says_how_unsure_it_is() -> None:
    table = cells(("a", 9, 100.0, 2.0), ("b", 9, 100.0, 1.9))
    draws = np.column_stack([np.tile([2.0, 1.0], 50), np.full(100, 1.9)])
    shift = best_shift(table, draws)
    assert shift.best == "b"
    assert shift.probability == 0.5
    assert best_shift(cells(("a", 9, 1.0, 2.0), ("b", 2, 1.0, 1.0)), draws) is None
    assert best_shift(cells(), np.empty((5, 0))) is None


def test_segments_read_like_words() -> None:
    named = segments(pd.DataFrame({"platform": ["tiktok", None], "tier": ["micro", None]}))
    assert named["label"].tolist() == ["micro creators on TikTok", "unsized creators on an unnamed platform"]


def test_an_interval_of_sales_ends_at_nothing_sold() -> None:
    above, below = pd.Series([900.0, 0.0, 0.0, 0.0]), pd.Series([100.0, 100.0, 100.0, 100.0])
    low, high = ratio_interval(above, below)
    assert low == 0.0
    assert high > 2.25
