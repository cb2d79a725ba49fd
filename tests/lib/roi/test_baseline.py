"""The measured baseline: it spends and sells what the rows say, and its levers are ratios of sums."""

import numpy as np
import pandas as pd
import pytest

from lib.roi.baseline import baseline
from lib.roi.bookings import SEGMENTS, bookings
from lib.roi.entries import DISCOUNT, NOTES
from lib.roi.levers import CUTOFF, move
from lib.roi.scenario import expected
from lib.roi.simulation import simulate_roi
from lib.settings import Settings

COUNTS = ["impressions", "reach", "views", "clicks", "posts", "orders"]


def make_deals(n: int = 40, seed: int = 3) -> pd.DataFrame:
    """Return ``n`` deals in 5 campaigns on two tiers, two platforms and two models, with every count."""
    rng = np.random.default_rng(seed)
    posts = rng.integers(1, 4, n).astype(float)
    impressions = posts * rng.uniform(500, 20_000, n).round()
    clicks = (impressions * rng.uniform(0.005, 0.03, n)).round()
    return pd.DataFrame(
        {
            "creator_key": [f"c{i}" for i in range(n)],
            "campaign_key": [f"k{i % 5}" for i in range(n)],
            "platform": np.where(np.arange(n) % 2, "tiktok", "youtube"),
            "tier": np.where(np.arange(n) % 3, "nano", "macro"),
            "model": np.where(np.arange(n) % 4 < 2, "sponsored", "affiliate"),
            "start": pd.Timestamp("2026-01-01") + pd.to_timedelta(np.arange(n), unit="D"),
            "tax": np.nan,
            "posts": posts,
            "impressions": impressions,
            "reach": np.nan,
            "views": np.nan,
            "clicks": clicks,
            "orders": (clicks * rng.uniform(0.01, 0.05, n)).round(),
        }
    )


def make_lines(deals: pd.DataFrame, seed: int = 4) -> pd.DataFrame:
    """Return ledger lines: sales, refunds, discounts, fees or commission, product, agency, content and search."""
    rng = np.random.default_rng(seed)
    n = len(deals)
    gross = (deals["orders"] * rng.uniform(40, 60, n)).round(2)
    paid = deals["model"].eq("sponsored").to_numpy()
    parts = [
        ("orders", "value", "direct sales", gross, True, ""),
        ("orders", "value", "refunds", -gross * 0.1, True, ""),
        ("orders", "cost", "discount", gross * 0.25, False, NOTES[DISCOUNT]),
        ("campaigns", "cost", "fee", np.where(paid, 200.0, np.nan), True, ""),
        ("campaigns", "cost", "commission", np.where(paid, np.nan, gross * 0.9 * 0.15), True, ""),
        ("campaigns", "cost", "product", np.full(n, 20.0), True, ""),
        ("campaigns", "cost", "agency", np.full(n, 10.0), True, ""),
        ("campaigns", "value", "content", np.full(n, 15.0), True, ""),
        ("campaigns", "value", "branded search", gross * 0.9 * 0.05, True, ""),
        ("campaigns", "value", "direct sales", gross, False, "counted elsewhere"),
    ]
    frames = [
        pd.DataFrame({"table": table, "creator_key": deals["creator_key"], "campaign_key": deals["campaign_key"], "side": side,
                      "component": component, "amount": amount, "counted": counted, "note": note}).dropna(subset="amount")
        for table, side, component, amount, counted, note in parts
    ]  # fmt: skip
    return pd.concat(frames, ignore_index=True)


DEALS = make_deals()
LINES = make_lines(DEALS)
SCORES = pd.DataFrame({"authenticity": np.linspace(10, 95, 40)}, index=[f"c{i}" for i in range(40)])


def total(component: str) -> float:
    lines = LINES[LINES["counted"] & (LINES["component"] == component)]
    return float(lines["amount"].sum())


def test_the_baseline_spends_and_sells_what_the_lines_say():
    outcome = expected(baseline(DEALS, LINES, SCORES, Settings()).scenario)
    cost = sum(total(c) for c in ("fee", "commission", "product", "agency"))
    revenue = total("direct sales") + total("refunds")
    assert outcome.cost == pytest.approx(cost)
    assert outcome.revenue.sum() == pytest.approx(revenue)
    assert outcome.value == pytest.approx(revenue + total("content") + total("branded search"))
    assert outcome.roi == pytest.approx((outcome.value - cost) / cost)
    assert outcome.impressions.sum() == pytest.approx(DEALS["impressions"].sum())
    assert outcome.clicks.sum() == pytest.approx(DEALS["clicks"].sum())


def test_levers_are_ratios_of_sums_with_range_and_n():
    levers = baseline(DEALS, LINES, SCORES, Settings()).levers
    assert levers["fee"].base == pytest.approx(total("fee") / DEALS["posts"].sum())
    assert levers["click_rate"].base == pytest.approx(DEALS["clicks"].sum() / DEALS["impressions"].sum())
    assert levers["refund_rate"].base == pytest.approx(0.1)
    assert levers["discount"].base == pytest.approx(0.25 / 1.25)
    assert levers["search_lift"].base == pytest.approx(0.05)
    assert levers["order_value"].base == pytest.approx(total("direct sales") / DEALS["orders"].sum(), rel=0.02)
    for lever in levers.values():
        assert lever.low <= lever.base <= lever.high or lever.key == CUTOFF
    assert levers["fee"].measured and levers["fee"].n == 20  # bookings with a fee line
    assert not levers["creators"].measured


def test_uncertainty_is_measured():
    scenario = baseline(DEALS, LINES, SCORES, Settings()).scenario
    assert 0 < scenario.creator_spread[0] < 5
    assert (scenario.response_error > 0).all()
    simulation = simulate_roi(scenario)
    assert simulation.quantiles()[0] < expected(scenario).profit < simulation.quantiles()[2]


def test_tax_and_margin_lower_profit_not_roi():
    taxed = DEALS.assign(tax=-1.0)
    plain, kept = baseline(DEALS, LINES, None, Settings()), baseline(taxed, LINES, None, Settings(gross_margin=0.5))
    before, after = expected(plain.scenario), expected(kept.scenario)
    assert after.roi == pytest.approx(before.roi)
    revenue = before.revenue.sum()
    assert after.profit == pytest.approx(before.profit - revenue + 0.5 * (revenue - 40))


def test_without_scores_there_is_no_cutoff():
    found = baseline(DEALS, LINES, None, Settings())
    assert CUTOFF not in found.levers
    assert (found.scenario.authentic_share == 1).all()


def test_the_cutoff_raises_the_authentic_share():
    found = baseline(DEALS, LINES, SCORES, Settings())
    today, cut = expected(found.scenario), expected(move(found, {CUTOFF: 60.0}))
    assert cut.impressions.sum() < today.impressions.sum()
    share = [o.authentic_impressions.sum() / o.impressions.sum() for o in (today, cut)]
    assert share[1] > share[0]


def test_unmeasured_stages_are_left_out():
    bare = DEALS.assign(impressions=np.nan, clicks=np.nan, posts=np.nan)
    found = baseline(bare, LINES, None, Settings())
    assert not {"impressions", "click_rate"} & set(found.levers)
    assert found.levers["conversion_rate"].basis == "post"
    assert found.levers["conversion_rate"].base == pytest.approx(DEALS["orders"].sum() / len(DEALS), rel=0.05)
    assert expected(found.scenario).revenue.sum() == pytest.approx(total("direct sales") + total("refunds"))
    no_orders = baseline(bare.assign(orders=np.nan), LINES, None, Settings())
    assert no_orders.levers["conversion_rate"].unit == "money"
    assert "order_value" not in no_orders.levers


def test_views_stand_in_for_impressions():
    views = DEALS.assign(views=DEALS["impressions"], impressions=np.nan)
    assert baseline(views, LINES, None, Settings()).levers["impressions"].base > 0


def test_no_cost_and_no_revenue_are_survived():
    only_cost = LINES[LINES["side"] == "cost"]
    found = baseline(DEALS, only_cost, None, Settings())
    outcome = expected(found.scenario)
    assert outcome.value == 0
    assert outcome.roi == pytest.approx(-1)
    assert outcome.cost == pytest.approx(sum(total(c) for c in ("fee", "commission", "product", "agency")))
    free = baseline(DEALS, LINES[LINES["side"] == "value"], None, Settings())
    assert np.isnan(expected(free.scenario).roi)
    assert simulate_roi(free.scenario).probability_of_profit() == 1.0


def test_one_booking_and_none():
    one = baseline(DEALS.head(1), LINES, None, Settings())
    assert one.scenario.segments == ("macro · youtube · sponsored",)
    assert not one.levers["click_rate"].measured
    with pytest.raises(ValueError, match="no booking"):
        baseline(DEALS.head(0), LINES, None, Settings())


def test_a_lever_that_corrections_put_below_zero_is_left_out():
    lines = LINES.assign(amount=LINES["amount"].where(LINES["component"] != "fee", -200.0))
    measured = baseline(DEALS, lines, SCORES, Settings())
    assert "fee" not in measured.levers
    assert min(lever.base for lever in measured.levers.values()) >= 0
    assert expected(measured.scenario).fees.sum() == pytest.approx(-200.0 * DEALS["model"].eq("sponsored").sum())


def test_missing_labels_and_keys_keep_their_money():
    lost = DEALS.assign(tier=None, model=None, creator_key=DEALS["creator_key"].where(DEALS.index > 3))
    lines = LINES.assign(creator_key=LINES["creator_key"].where(~LINES["creator_key"].isin(["c0", "c1", "c2", "c3"])))
    outcome = expected(baseline(lost, lines, SCORES, Settings()).scenario)
    assert outcome.revenue.sum() == pytest.approx(total("direct sales") + total("refunds"))


def test_rare_segments_are_taken_together():
    many = pd.concat([DEALS] * 5, ignore_index=True)
    many = many.assign(model=[f"m{i % 100}" for i in range(len(many))], creator_key=[f"c{i}" for i in range(len(many))])
    rows = bookings(many, LINES)
    assert rows["segment"].nunique() <= SEGMENTS
    assert len(rows) == len(many)


def test_the_order_of_rows_is_irrelevant():
    mixed = DEALS.sample(frac=1, random_state=1).reset_index(drop=True)
    one, other = (baseline(frame, LINES, SCORES, Settings()) for frame in (DEALS, mixed))
    assert one.scenario.segments == other.scenario.segments
    assert one.scenario.conversion_rate == pytest.approx(other.scenario.conversion_rate)
    assert simulate_roi(one.scenario).quantiles() == pytest.approx(simulate_roi(other.scenario).quantiles())
