"""The benchmark files and their reader: tiers at their borders, sources named, nothing without year and basis."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import benchmarks as b
from lib.settings import Settings

BORDERS = [999, 1_000, 4_999, 5_000, 9_999, 10_000, 20_000, 50_000, 99_999, 100_000, 500_000, 999_999, 1_000_000]
EXPECTED = {
    "guide_1": "pre-nano nano nano nano nano micro micro micro micro macro macro macro mega",
    "guide_2": "pre-nano nano nano nano nano micro micro mid mid mid macro macro mega",
    "hypeauditor": "pre-nano nano nano micro micro micro mid mid mid macro macro macro mega",
}


@pytest.mark.parametrize("scheme", EXPECTED)
def test_lower_bounds_are_inclusive(scheme):
    assert b.tier_of(pd.Series(BORDERS), scheme).tolist() == EXPECTED[scheme].split()


def test_missing_and_negative_followers_have_no_tier():
    tiers = b.tier_of(pd.Series([np.nan, -1.0, 0.0, None], index=list("wxyz")))
    assert tiers.isna().tolist() == [True, True, False, True]
    assert tiers["y"] == "pre-nano"
    assert tiers.index.tolist() == list("wxyz")


def test_tier_of_keeps_its_input():
    followers = pd.Series([5.0, np.nan])
    before = followers.copy()
    b.tier_of(followers)
    pd.testing.assert_series_equal(followers, before)


@given(st.lists(st.floats(0, 1e9), min_size=2, max_size=30), st.sampled_from(sorted(b.TIER_SCHEMES)))
def test_more_followers_never_mean_a_lower_tier(followers, scheme):
    ranks = b.tier_of(pd.Series(sorted(followers)), scheme).map(b.TIER_ORDER.index)
    assert ranks.is_monotonic_increasing


def test_schemes_are_gapless():
    for scheme in b.TIER_SCHEMES.values():
        ends = [high for _, _, high in scheme.bounds]
        assert ends[:-1] == [low for _, low, _ in scheme.bounds[1:]]
        assert ends[-1] == np.inf
        assert set(scheme.tiers) <= set(b.TIER_ORDER)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: b.tier_of(pd.Series([1.0]), "ours"), "guide_1"),
        (lambda: b.engagement_benchmark("ours", "tiktok"), "socialinsider_2026"),
        (lambda: b.price_benchmark("ours", "tiktok"), "izea_2023"),
        (lambda: b.cac_benchmark("radio"), "paid social"),
    ],
)
def test_unknown_names_say_what_exists(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("source", "platform", "tier", "low", "high"),
    [
        ("socialinsider_2023", "tiktok", "micro", 0.0425, 0.0425),  # the figure of Guide 2
        ("socialinsider_2026", "instagram", "mega", 0.0048, 0.0048),
        ("organicmediabuying_2025", "youtube", "macro", 0.012, 0.012),
        ("guide_1_tiers", "instagram", "nano", 0.10, 0.20),
        ("guide_1_platforms", "instagram", "nano", 0.03, 0.06),
        ("imf_2025", "tiktok", "macro", 0.051, 0.051),  # 100K to 1M: middle 316K
    ],
)
def test_published_engagement(source, platform, tier, low, high):
    found = b.engagement_benchmark(source, platform, tier)
    assert (found.low, found.high) == (low, high)
    assert found.basis == "followers"
    assert found.source.data_year


def test_what_is_not_published_is_none():
    assert b.engagement_benchmark("rival_iq_2024", "youtube", "nano") is None
    assert b.engagement_benchmark("hypeauditor_2023", "tiktok", "mega") is None
    assert b.cpm_benchmark("vk") is None
    assert b.reach_benchmark("tiktok") is None  # may exceed all followers: no range given
    assert b.target("cpm") is None


def test_prices_follow_the_size_the_source_means():
    assert b.price_benchmark("izea_2023", "tiktok", "micro", "guide_2").low == 1500
    assert b.price_benchmark("izea_2023", "tiktok", "micro", "guide_1").low == 1500  # 10K to 100K: middle 32K
    top = b.price_benchmark("izea_2023", "tiktok", "mega")
    assert top.low == 7000
    assert np.isnan(top.high)
    assert b.price_benchmark("statista_2021", "tiktok", "nano") is None


def test_money_ranges():
    assert (b.cac_benchmark().low, b.cac_benchmark().high) == (20, 100)
    assert (b.cpm_benchmark("tiktok").low, b.cpm_benchmark("tiktok").high) == (3, 10)
    assert b.target("roi").low == 2.0
    assert (b.target("roas").low, b.target("roas").high) == (3.0, 5.0)
    assert b.cpm_benchmark("instagram").middle == pytest.approx(np.sqrt(5 * 15))


@pytest.mark.parametrize(
    "table", [b.engagement_benchmarks, b.price_benchmarks, b.cac_channels, b.model_terms, b.earned_media_formulas]
)
def test_every_row_names_source_and_year(table):
    frame = table()
    assert len(frame)
    assert frame["source"].isin(list(b.SOURCES)).all()
    assert frame["source_title"].str.len().gt(0).all()
    assert frame["data_year"].str.len().gt(0).all()


def test_every_engagement_rate_has_a_basis_and_is_a_fraction():
    frame = b.engagement_benchmarks()
    assert frame["basis"].isin(["followers", "views", "reach", "impressions"]).all()
    assert frame[["low", "high"]].lt(1).all(axis=None)
    assert (frame["low"] <= frame["high"]).all()


def test_defaults_of_the_settings_exist():
    assert Settings().tier_scheme in b.TIER_SCHEMES
    assert Settings().benchmark_source in b.ENGAGEMENT_SOURCES


def test_examples_of_the_guide_interactions():
    assert 50_000 * 0.05 == 2_500 > 200_000 * 0.01
    assert b.tier_of(pd.Series([50_000, 200_000, 500_000])).tolist() == ["micro", "macro", "macro"]
