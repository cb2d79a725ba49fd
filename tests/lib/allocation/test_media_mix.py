from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lib.allocation import PlanError, allocate_budget
from lib.allocation.media_mix import adstock, channels, fit_channels
from lib.allocation.plan import stacked

ROBYN = Path(__file__).resolve().parents[4] / "shared/data/campaigns/robyn_dt_simulated_weekly_quoted_iso.csv"


def weekly(n=120, noise=20.0, seed=0):
    """A brand with two working channels, one idle one, trend and season; and the true returns at the anchors."""
    random = np.random.default_rng(seed)
    at = np.arange(n)
    revenue = 1_000 + 2.0 * at + 150 * np.sin(2 * np.pi * at / 52) + random.normal(0, noise, n)
    frame, truth = {}, {}
    for name, carry, top in (("tv", 0.5, 300.0), ("paid_search", 0.1, 500.0), ("idle", 0.3, 0.0)):
        spend = random.lognormal(4, 0.7, n) * (random.random(n) < 0.8)
        half = 1.2 * spend[spend > 0].mean()
        carried = adstock(spend, carry)
        revenue = revenue + top * carried / (half + carried)
        frame[f"{name}_spend"], anchor = spend, (spend**2).sum() / spend.sum()
        truth[name] = top / (half + anchor)
    return pd.DataFrame({"date": pd.date_range("2024-01-01", periods=n, freq="7D"), "revenue": revenue} | frame), truth


def test_carry_over_by_hand():
    assert adstock(np.array([8.0, 0.0, 0.0]), 0.5).tolist() == [4, 2, 1]
    assert adstock(np.full(40, 3.0), 0.6)[-1] == pytest.approx(3)


def test_channels_are_found_by_their_spend():
    frame, _truth = weekly()
    assert channels(frame.assign(radio_spend=0.0)) == ["tv", "paid_search", "idle"]


def test_returns_lie_in_their_intervals_and_idle_channels_near_nothing():
    frame, truth = weekly()
    found = {s.labels["channel"]: s for s in fit_channels(frame, months=3)}
    assert [s.name for s in fit_channels(frame)] == ["Idle", "Paid search", "TV"]
    for name in ("tv", "paid_search"):
        assert found[name].low <= truth[name] <= found[name].high
        assert found[name].ratio == pytest.approx(truth[name], rel=0.4)
        assert float(found[name].curve(found[name].anchor)) == pytest.approx(found[name].ratio * found[name].anchor)
    assert found["idle"].ratio < 0.25 * found["paid_search"].ratio
    assert found["tv"].spend == pytest.approx(frame["tv_spend"].mean() * 365.25 / 28)
    assert found["tv"].n == (frame["tv_spend"] > 0).sum() and found["tv"].points["deals"].min() >= 12


def test_days_regions_and_row_order_change_nothing():
    frame, _truth = weekly(60)
    daily = frame.loc[frame.index.repeat(7)].reset_index(drop=True)
    daily["date"] += pd.to_timedelta(np.arange(len(daily)) % 7, unit="D")
    amounts = [c for c in frame if c != "date"]
    daily[amounts] = daily[amounts] / 7
    regions = pd.concat([frame.assign(**{c: frame[c] / 2 for c in amounts})] * 2).sample(frac=1, random_state=1)
    plain = [s.ratio for s in fit_channels(frame)]
    assert [s.ratio for s in fit_channels(daily)] == pytest.approx(plain, rel=1e-9)
    assert [s.ratio for s in fit_channels(regions)] == pytest.approx(plain, rel=1e-9)


def test_channels_plan_like_any_segment():
    segments = fit_channels(weekly()[0])
    plan = allocate_budget(stacked(segments), 3_000.0)
    assert plan.spend.sum() == pytest.approx(3_000) and plan.gap <= 1e-9
    assert plan.spend[0] == min(plan.spend)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f.iloc[:20], "20 weeks with revenue; 3 channels need 31"),
        (lambda f: f[["date", "revenue"]], "no channel with spend"),
        (lambda f: f[["date", "revenue"]].assign(tv_spend=5.0), "the same every week"),
        (lambda f: f.assign(revenue=np.nan), "0 weeks"),
        (lambda f: f.assign(date=pd.date_range("2015-01-01", periods=len(f), freq="MS")), "one row per month"),
    ],
)
def test_what_cannot_be_fitted_is_a_sentence(change, said):
    with pytest.raises(PlanError, match=said):
        fit_channels(change(weekly()[0]))


@pytest.mark.skipif(not ROBYN.exists(), reason="the public example of a media mix is not on this machine")
def test_a_public_example_gives_plausible_returns():
    raw = pd.read_csv(ROBYN)
    frame = pd.DataFrame({"date": pd.to_datetime(raw["DATE"]), "revenue": raw["revenue"]})
    frame = frame.assign(**{f"{c[:-2]}_spend": raw[c] for c in raw if c.endswith("_S")})
    found = fit_channels(frame)
    share = sum(s.ratio * s.spend for s in found) / (frame["revenue"].mean() * 365.25 / 28)
    assert len(found) == 5 and 0.02 < share < 0.6
    assert all(0 <= s.low <= s.ratio <= s.high for s in found)
