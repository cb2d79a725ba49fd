"""From a goal to its creators by hand; channels beside each other with the own figure in the same currency."""

import numpy as np
import pandas as pd
import pytest

from lib.goals import cascade, channels
from lib.goals.cascade import weekly_visits
from lib.goals.words import cascade_title, channels_title, rate
from lib.settings import Settings

DEALS = pd.DataFrame(
    {
        "creator_key": ["a", "b"],
        "campaign_key": ["k", "l"],
        "cost": [100.0, 300.0],
        "revenue": [400.0, 600.0],
        "orders": [10.0, 10.0],
        "clicks": [100.0, 300.0],
        "views": [1000.0, 7000.0],
        "impressions": [np.nan, np.nan],
        "new_customers": [5.0, 15.0],
    }
)


def steps(goal: str, amount: float, deals: pd.DataFrame = DEALS) -> dict[str, float]:
    return cascade(deals, goal, amount).steps.set_index("step")["needed"].to_dict()


def test_sales_need_orders_clicks_views_creators_and_money():
    assert steps("revenue", 1000.0) == pytest.approx(
        {"revenue": 1000, "orders": 20, "clicks": 400, "views": 8000, "creators": 2, "cost": 400}
    )


def test_a_click_is_a_visit():
    assert steps("visits", 1000.0) == pytest.approx({"visits": 1000, "clicks": 1000, "views": 20_000, "creators": 5, "cost": 1000})
    title = cascade_title(cascade(DEALS, "visits", 1000.0), Settings())
    assert title == "1K more site visits take about 5 partnerships and $1,000"


def test_what_is_not_measured_stays_open():
    needed = steps("clicks", 100.0, DEALS.assign(views=np.nan))
    assert np.isnan(needed["views"]) and np.isnan(needed["creators"])
    assert "do not tell yet" in cascade_title(cascade(DEALS.assign(views=np.nan), "clicks", 100.0), Settings())
    assert steps("clicks", 100.0, DEALS.assign(views=np.nan, impressions=[1000.0, 7000.0]))["creators"] == pytest.approx(0.5)
    assert np.isnan(steps("orders", 5.0, DEALS.iloc[:0])["clicks"])


def test_ranges_hold_the_figure_and_do_not_depend_on_the_draw():
    table = cascade(DEALS, "revenue", 1000.0).steps
    known = table[table["low"].notna()]
    assert (known["low"] <= known["needed"]).all() and (known["needed"] <= known["high"]).all()
    pd.testing.assert_frame_equal(table, cascade(DEALS, "revenue", 1000.0).steps)
    assert rate(table.set_index("step", drop=False).loc["clicks"], Settings()) == "5% of views click, from 2 partnerships"


def test_unknown_goals_are_refused():
    with pytest.raises(ValueError, match="goal must be"):
        cascade(DEALS, "likes", 1.0)


def traffic(gap: int, count: int) -> pd.DataFrame:
    days = pd.date_range("2026-01-01", periods=count, freq=f"{gap}D")
    return pd.DataFrame({"date": [*days, *days], "sessions": 70.0 * gap / 7 / 2, "repeated_table": False})


def test_visits_per_week_whatever_the_period():
    assert weekly_visits(traffic(7, 20)) == pytest.approx(70)
    assert weekly_visits(traffic(1, 90)) == pytest.approx(70)
    assert np.isnan(weekly_visits(traffic(7, 20).iloc[:0]))


def test_the_own_cost_stands_beside_published_ranges():
    table = channels(DEALS, 0.5).set_index("channel")
    assert table.loc["own", "middle"] == pytest.approx(400 / 20)
    assert table.loc["own", "low"] <= 20 <= table.loc["own", "high"]
    assert table.loc["paid social", ["low", "high"]].tolist() == [12.5, 40]
    assert table.loc["paid search", "source"]
    assert table.loc["own", "n"] == 2


def test_orders_stand_in_for_customers_and_say_so():
    table = channels(DEALS.drop(columns="new_customers"), 1.0)
    assert channels_title(table, Settings()).startswith("An order costs $20")
    assert channels_title(channels(DEALS, 1.0), Settings()).startswith(
        "A new customer costs $20 through creators: less than published for"
    )


def test_without_a_rate_nothing_published_is_shown():
    assert channels(DEALS, float("nan"))["channel"].tolist() == ["own"]
    assert channels(DEALS.assign(cost=np.nan), float("nan")).empty
    assert channels_title(channels(DEALS.iloc[:0], 1.0), Settings()).startswith("What a new customer costs")
