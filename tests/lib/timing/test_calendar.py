"""Weekdays, months, quarters: ratios of sums, real differences found, noise not called a winner."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Settings
from lib.timing import effects, quarters
from lib.timing.calendar import MONTH, WEEKDAY, per_day, per_post
from lib.timing.words import effect_title, label, quarter_title

DAYS = pd.date_range("2026-01-05", periods=140, freq="D")  # a Monday


def sales(lift: float, noise: float = 0.3, seed: int = 0) -> pd.Series:
    random = np.random.default_rng(seed)
    return pd.Series(100 * (1 + lift * (DAYS.day_of_week == 5)) * random.lognormal(0, noise, len(DAYS)), DAYS)


def test_a_real_saturday_is_found():
    found = effects(per_day(sales(1.0), WEEKDAY), WEEKDAY)
    assert (found.best, found.cells["n"].tolist()) == (5, [20] * 7)
    assert found.sure > 0.99
    assert effect_title(found, WEEKDAY, Settings()).startswith("Saturday is the best, ")
    assert found.overall == pytest.approx(sales(1.0).mean())


def test_noise_has_no_winner():
    titles = [effect_title(effects(per_day(sales(0.0, 0.6, seed), WEEKDAY), WEEKDAY), WEEKDAY, Settings()) for seed in range(8)]
    assert sum(title == "No weekday stands out beyond chance" for title in titles) >= 7


def test_equal_days_are_equal():
    found = effects(per_day(pd.Series(5.0, DAYS), WEEKDAY), WEEKDAY)
    assert found.cells["estimate"].tolist() == pytest.approx([5.0] * 7)
    assert found.sure == pytest.approx(1 / 7)


def test_months_are_sums_of_weeks_over_their_days():
    rows = per_day(sales(0.0), MONTH)
    assert rows["top"].sum() == pytest.approx(sales(0.0).sum())
    assert rows["bottom"].sum() == len(DAYS)
    cells = effects(rows, MONTH).cells
    january = sales(0.0)[DAYS.month == 1]
    assert cells.loc[cells["label"] == 1, "raw"].item() == pytest.approx(january.mean())
    assert effects(rows[:2], MONTH) is None
    assert label(MONTH, 1, "de_DE") == "Januar" and label(WEEKDAY, 0, "en_US") == "Monday"


def test_posts_count_once():
    posts = pd.DataFrame(
        {"post_date": DAYS[:3], "likes": [1.0, 2.0, 4.0], "comments": [1.0, None, None], "shares": None, "saves": None,
         "views": [9.0, 9, 9],
         "repeated_table": [False, False, True], "duplicate": False, "repeated_id": False}
    ).astype({"shares": float, "saves": float})  # fmt: skip
    assert per_post(posts, "engagements")["top"].tolist() == [2.0, 2.0]
    assert per_post(posts, "views")["top"].tolist() == [9.0, 9.0]


def test_quarters_by_hand():
    starts = pd.to_datetime(["2026-01-05"] * 30 + ["2026-04-05"] * 30 + [None])
    random = np.random.default_rng(1)
    deals = pd.DataFrame(
        {"start": starts, "cost": 100.0, "value": [*(200 * random.lognormal(0, 0.1, 30)), *(400 * random.lognormal(0, 0.1, 30)), 9]}
    )
    table = quarters(deals)
    assert table["quarter"].tolist() == ["2026Q1", "2026Q2"]
    assert table["n"].tolist() == [30, 30]
    assert table["roi"].tolist() == pytest.approx([deals["value"][:30].sum() / 3000 - 1, deals["value"][30:60].sum() / 3000 - 1])
    assert table["better"].iloc[1] > 0.99 and np.isnan(table["better"].iloc[0])
    assert quarter_title(table, Settings()) == "Q2 2026 returned more than Q1 2026, 100% sure"
    assert quarters(deals.assign(cost=0.0)).empty
    assert quarter_title(table[:1], Settings()).startswith("One quarter")
