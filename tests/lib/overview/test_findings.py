"""The five numbers and three decisions degrade with the data and never invent anything."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import build_dataset
from lib.overview import Shift, five_numbers, headline, monthly, three_decisions, trend
from lib.roi import deals, paired
from lib.roi.returns import summarise
from lib.settings import Settings

SETTINGS = Settings()


def scores(creators: pd.DataFrame, values: list[float]) -> pd.DataFrame:
    score = pd.Series(values, dtype=float)
    band = score.map(lambda v: "no score" if v != v else "genuine" if v >= 80 else "suspicious")
    frame = pd.DataFrame({"authenticity": score, "low": score - 5, "high": score + 5, "band": band})
    return frame.set_axis(creators["creator_key"], axis=0)


def creator_list() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "creator_id": ["1", "2"],
            "handle": ["good", "bad"],
            "platform": "tiktok",
            "followers": [1_000.0, 3_000.0],
            "price": [50.0, 90.0],
        }
    )


def campaign_list() -> pd.DataFrame:
    rows = [(c, i, 100.0, 300.0 if i == "1" else 20.0, pd.Timestamp(f"2026-0{m}-01")) for m, c in enumerate("xyz", 1) for i in "12"]
    return pd.DataFrame(rows, columns=["campaign", "creator_id", "fee", "revenue", "start_date"])


def figures(dataset, values: list[float]):
    table = deals(dataset)
    total = summarise(table, None, SETTINGS).iloc[0]
    return five_numbers(dataset.creators, scores(dataset.creators, values), table, total, SETTINGS), total


def test_five_numbers_with_everything() -> None:
    dataset = build_dataset({"creators": creator_list(), "campaigns": campaign_list()})
    found, total = figures(dataset, [95.0, 20.0])
    values = {figure.code: figure.value for figure in found}
    assert list(values) == ["authentic", "spend", "roi", "profit", "in_doubt"]
    assert values["authentic"] == pytest.approx((95 * 1_000 + 20 * 3_000) / 4_000 / 100)
    assert values["spend"] == 600.0
    assert values["roi"] == pytest.approx(960 / 600 - 1)
    assert values["profit"] == 360.0
    assert values["in_doubt"] == 300.0
    notes = {figure.code: figure.note for figure in found}
    assert "60%" in notes["roi"]  # direct-only stands beside the total
    assert "3 campaigns" in notes["roi"]
    assert headline(found, total, SETTINGS).startswith("Your creators brought back 1.6× what they cost; 39%")


def test_creators_alone() -> None:
    found, total = figures(build_dataset({"creators": creator_list()}), [95.0, 20.0])
    assert [figure.code for figure in found] == ["authentic", "creators", "followers", "genuine", "to_verify"]
    values = {figure.code: figure.value for figure in found}
    assert values["genuine"] == pytest.approx(1_000 * 0.95 + 3_000 * 0.2)
    assert values["to_verify"] == 1
    assert "$90" in found[-1].note
    assert headline(found, total, SETTINGS) == "39% of your creators' audience looks authentic"


def test_campaigns_alone() -> None:
    dataset = build_dataset({"campaigns": campaign_list()})
    found, total = figures(dataset, [np.nan] * len(dataset.creators))
    assert [figure.code for figure in found][:3] == ["spend", "roi", "profit"]
    assert headline(found, total, SETTINGS) == "Your creators brought back 1.6× what they cost"


def test_cost_without_sales_has_no_profit() -> None:
    dataset = build_dataset({"campaigns": campaign_list().drop(columns="revenue")})
    found, _total = figures(dataset, [np.nan] * len(dataset.creators))
    shown = {figure.code: figure.shown for figure in found}
    assert (shown["spend"], shown["roi"], shown["profit"]) == ("$600", "–", "–")
    assert decisions(dataset, [np.nan] * len(dataset.creators))["data"].title == "Track the sales of 6 partnerships"


def payments_without_campaign():
    """Payouts name creators only, orders their campaigns too: 100 paid to each of two, 500 and 50 sold."""
    payouts = pd.DataFrame({"creator_id": ["1", "2"], "amount": [100.0, 100.0]})
    orders = [("1", "x", 200.0), ("1", "y", 300.0), ("2", "x", 50.0)]
    sales = pd.DataFrame(orders, columns=["creator_id", "campaign", "revenue"]).assign(order_id=["a", "b", "c"])
    return build_dataset({"creators": creator_list(), "payouts": payouts, "orders": sales})


def test_payments_without_campaign_meet_the_sales_of_their_creator() -> None:
    dataset = payments_without_campaign()
    whole, total = paired(deals(dataset), ["platform", "tier"]), summarise(deals(dataset), None, SETTINGS).iloc[0]
    found = five_numbers(dataset.creators, scores(dataset.creators, [95.0, 90.0]), whole, total, SETTINGS)
    notes = {figure.code: figure.note for figure in found}
    assert notes["profit"].startswith("1 of 2 partnerships lost money")
    assert "campaign" not in notes["spend"] + notes["roi"]
    choices = three_decisions(dataset.creators, scores(dataset.creators, [95.0, 90.0]), whole, None, dataset.unmatched, SETTINGS)
    assert "Track the sales" not in choices[2].title


def test_sales_without_costs_are_shown() -> None:
    dataset = build_dataset({"campaigns": campaign_list().drop(columns="fee")})
    found, total = figures(dataset, [np.nan] * len(dataset.creators))
    assert {figure.code: figure.shown for figure in found}["sales"] == "$960"
    assert headline(found, total, SETTINGS) == "Your creators sold for $960; what they cost is in no file yet"


def test_campaigns_without_costs_are_asked_for_them() -> None:
    dataset = build_dataset({"campaigns": campaign_list().drop(columns="fee")})
    assert decisions(dataset, [np.nan] * len(dataset.creators))["budget"].title == "Add what your campaigns cost"


def test_nothing_known_is_said_so() -> None:
    dataset = build_dataset({"creators": creator_list()[["creator_id", "handle"]]})
    found, total = figures(dataset, [np.nan, np.nan])
    assert [figure.code for figure in found] == ["creators"]
    assert headline(found, total, SETTINGS)


def decisions(dataset, values: list[float], shift: Shift | None = None):
    found = three_decisions(dataset.creators, scores(dataset.creators, values), deals(dataset), shift, dataset.unmatched, SETTINGS)
    return {decision.code: decision for decision in found}


def test_decisions_name_the_money() -> None:
    dataset = build_dataset({"creators": creator_list(), "campaigns": campaign_list()})
    shift = Shift("macro", "micro", 0.8, 3.2, 5_000.0, 0.97, 40)
    found = decisions(dataset, [95.0, 20.0], shift)
    assert list(found) == ["creators", "budget", "data"]
    assert "bad" in found["creators"].why
    assert "$300" in found["creators"].why
    assert "0.2×" in found["creators"].why
    assert "3×" in found["creators"].why
    assert found["budget"].title == "Move budget from macro to micro"
    assert "97%" in found["budget"].why
    assert found["data"].page.endswith("upload.py")


def test_an_unsure_shift_is_not_advised() -> None:
    dataset = build_dataset({"creators": creator_list(), "campaigns": campaign_list()})
    unsure = decisions(dataset, [95.0, 90.0], Shift("macro", "micro", 1.8, 2.0, 5_000.0, 0.6, 12))
    assert unsure["budget"].title.startswith("Keep testing")
    assert unsure["creators"].title == "No creator needs verifying"
    assert decisions(dataset, [95.0, 90.0])["budget"].title.startswith("Keep testing")


def test_decisions_without_campaigns_or_scores() -> None:
    creators_only = decisions(build_dataset({"creators": creator_list()}), [95.0, 20.0])
    assert creators_only["creators"].title == "Verify one creator before you book them"
    assert creators_only["budget"].title == "Add your campaigns"
    unknown = decisions(build_dataset({"creators": creator_list()[["creator_id", "handle"]]}), [np.nan, np.nan])
    assert unknown["creators"].title == "Add likes and comments to your creators"
    assert unknown["data"].title == "Complete your creator list"


def test_unmatched_money_is_the_data_decision() -> None:
    orders = pd.DataFrame({"order_id": ["1", "2"], "discount_code": ["LOST", "LOST"], "revenue": [40.0, 60.0]})
    dataset = build_dataset({"creators": creator_list(), "campaigns": campaign_list(), "orders": orders})
    found = decisions(dataset, [95.0, 90.0])["data"]
    assert found.title == "Find out whose $100 this is"
    assert "LOST" in found.why
    assert found.page == "pages/results/returns.py"


def test_trend_counts_months() -> None:
    table = deals(build_dataset({"creators": creator_list(), "campaigns": campaign_list()}))
    assert trend(monthly(table), SETTINGS) == "Value exceeded cost in 3 of 3 months"
    assert "not yet known" in trend(monthly(table).assign(value=np.nan), SETTINGS)
