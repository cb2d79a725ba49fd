"""What results cost: by hand, halves of a creator joined, costs without any engagement counted."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Settings
from lib.partners import engagement_costs
from lib.partners.words import costs_title

PEOPLE = pd.DataFrame({"creator_key": list("abc"), "tier": "nano", "platform": "tiktok"})


def deals(rows: list[tuple[str | None, float, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["creator_key", "cost", "engagements"])
    return frame.assign(campaign_key="k", start=pd.Timestamp("2026-01-01"))


def test_equal_costs_are_equal():
    table = engagement_costs(deals([("a", 10.0, 500.0), ("a", 20.0, 1000.0), ("b", 2.0, 100.0), (None, 9.0, 9.0)]), PEOPLE)
    assert table.loc[["a", "b"], "estimate"].tolist() == pytest.approx([20, 20])
    assert table.loc["a", ["n", "cost", "engagements", "raw"]].tolist() == pytest.approx([2, 30, 1500, 20])
    assert "c" not in table.index


def test_the_cheaper_comes_first_with_its_range():
    random = np.random.default_rng(0)
    rows = [(who, 100.0, base * random.lognormal(0, 0.2)) for who, base in (("a", 5000), ("b", 500), ("c", 480)) for _i in range(8)]
    table = engagement_costs(deals(rows), PEOPLE)
    assert table.index[0] == "a"
    assert (table["low"] < table["estimate"]).all() and (table["estimate"] < table["high"]).all()
    assert "1 are surely below average" in costs_title(table, Settings())


def test_cost_and_engagements_in_different_rows_meet():
    table = engagement_costs(deals([("a", 10.0, np.nan), ("a", np.nan, 500.0), ("b", 5.0, 100.0)]), PEOPLE)
    assert table.loc["a", "raw"] == pytest.approx(20)


def test_nothing_known_is_empty():
    assert engagement_costs(deals([("a", 10.0, np.nan)]), PEOPLE).empty
    assert costs_title(engagement_costs(deals([]), PEOPLE), Settings()).startswith("What results cost is not")
