"""Shrunk ratios: totals, one lucky campaign, intervals, missing and negative values, one to three groupings."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.shrink import ratio_posterior, shrink_ratios

COLUMNS = ["n", "excluded", "numerator", "denominator", "raw", "estimate", "low", "high", "share_of_own"]


def deals(n: int = 120, seed: int = 1, noise: float = 0.6) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    tier, platform = rng.choice(list("abcd"), n), rng.choice(list("xyz"), n)
    cost = rng.lognormal(6, 0.8, n)
    level = pd.Series(tier).map({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}).to_numpy()
    value = cost * level * rng.lognormal(-(noise**2) / 2, noise, n)
    model = rng.choice(["gifting", "sponsored"], n)
    return pd.DataFrame({"tier": tier, "platform": platform, "model": model, "value": value, "cost": cost})


def test_raw_is_the_ratio_of_sums_by_hand():
    frame = pd.DataFrame({"tier": ["a", "a", "b", "b"], "value": [10.0, 20.0, 9.0, 3.0], "cost": [5.0, 5.0, 3.0, 1.0]})
    cells = shrink_ratios(frame, "value", "cost", ["tier"])
    assert cells["tier"].tolist() == ["a", "b"]
    assert cells["raw"].tolist() == [3.0, 3.0]  # 30 / 10 and 12 / 4
    assert cells["n"].tolist() == [2, 2]
    assert list(cells.columns) == ["tier", *COLUMNS]


@pytest.mark.parametrize("groups", [["tier"], ["tier", "platform"], ["tier", "platform", "model"]])
def test_one_to_three_groupings(groups):
    frame = deals()
    cells = shrink_ratios(frame, "value", "cost", groups)
    assert len(cells) == len(frame[groups].drop_duplicates())
    assert cells["n"].sum() == len(frame)
    assert (cells["low"] <= cells["estimate"]).all()
    assert (cells["estimate"] <= cells["high"]).all()
    assert cells["share_of_own"].between(0, 1).all()


def test_estimates_reproduce_the_total():
    frame = deals(400)
    cells = shrink_ratios(frame, "value", "cost", ["tier", "platform"], humble=False)
    assert (cells["estimate"] * cells["denominator"]).sum() == pytest.approx(frame["value"].sum(), rel=1e-6)


def test_one_lucky_campaign_does_not_win():
    lucky = pd.DataFrame({"tier": ["lucky"], "platform": ["x"], "model": ["gifting"], "value": [90_000.0], "cost": [300.0]})
    frame = pd.concat([deals(), lucky], ignore_index=True)
    for groups in (["tier"], ["tier", "platform"]):
        cells = shrink_ratios(frame, "value", "cost", groups)
        assert cells.loc[cells["raw"].idxmax(), "tier"] == "lucky"
        assert cells.loc[cells["estimate"].idxmax(), "tier"] != "lucky"


def test_one_unlucky_campaign_is_not_the_worst():
    unlucky = pd.DataFrame({"tier": ["unlucky"], "value": [0.0], "cost": [300.0]})
    cells = shrink_ratios(pd.concat([deals(), unlucky], ignore_index=True), "value", "cost", ["tier"])
    assert cells.loc[cells["estimate"].idxmin(), "tier"] != "unlucky"


def test_well_filled_cells_keep_near_their_own_ratio_and_thin_ones_do_not():
    frame = pd.concat([deals(2000), deals(2, seed=9).assign(tier="e", platform="x")], ignore_index=True)
    cells = shrink_ratios(frame, "value", "cost", ["tier"]).set_index("tier")
    full = cells.loc[list("abcd")]
    assert (full["estimate"] / full["raw"]).between(0.9, 1.1).all()
    assert (full["share_of_own"] > 0.9).all()
    assert cells.loc["e", "share_of_own"] < full["share_of_own"].min()


def test_more_rows_narrow_the_interval():
    small, large = (shrink_ratios(deals(n, noise=0.8), "value", "cost", ["tier"]) for n in (60, 1500))
    assert ((large["high"] - large["low"]) < (small["high"] - small["low"])).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_order_of_rows_is_irrelevant_and_the_input_unchanged(seed):
    frame = deals(40, seed)
    before = frame.copy()
    shuffled = frame.sample(frac=1, random_state=seed)
    first, second = (ratio_posterior(f, "value", "cost", ["tier", "platform"]) for f in (frame, shuffled))
    pd.testing.assert_frame_equal(first.cells, second.cells)
    np.testing.assert_array_equal(first.draws, second.draws)
    pd.testing.assert_frame_equal(frame, before)


def test_the_seed_decides():
    frame = deals(50)
    one, two = (shrink_ratios(frame, "value", "cost", ["tier"], seed=s) for s in (1, 2))
    assert not one["low"].equals(two["low"])


@pytest.mark.parametrize("factor", [0.001, 1000.0])
def test_units_do_not_matter(factor):
    frame = deals()
    plain = shrink_ratios(frame, "value", "cost", ["tier", "platform"])
    scaled = shrink_ratios(frame.assign(value=frame["value"] * factor), "value", "cost", ["tier", "platform"])
    np.testing.assert_allclose(scaled["estimate"], plain["estimate"] * factor, rtol=1e-6)


def test_missing_and_zero_denominators_are_set_aside_and_counted():
    frame = pd.DataFrame(
        {"tier": list("aaabb"), "value": [1.0, 2.0, 3.0, np.nan, 4.0], "cost": [1.0, 0.0, np.nan, 1.0, 2.0]}
    )
    cells = shrink_ratios(frame, "value", "cost", ["tier"]).set_index("tier")
    assert cells["n"].to_dict() == {"a": 1, "b": 1}
    assert cells["excluded"].to_dict() == {"a": 2, "b": 1}


def test_a_cell_without_usable_rows_gets_what_others_suggest():
    frame = pd.concat([deals(), pd.DataFrame({"tier": ["z"], "platform": ["x"], "value": [5.0], "cost": [np.nan]})])
    cells = shrink_ratios(frame, "value", "cost", ["tier", "platform"])
    gap = cells[cells["tier"] == "z"].iloc[0]
    assert gap["n"] == 0
    assert np.isnan(gap["raw"])
    assert gap["share_of_own"] == 0
    assert np.isfinite(gap["estimate"])
    assert gap["high"] - gap["low"] >= (cells["high"] - cells["low"]).median()


def test_untried_combinations_on_request():
    frame = deals()
    frame = frame[~((frame["tier"] == "d") & (frame["platform"] == "z"))]
    cells = shrink_ratios(frame, "value", "cost", ["tier", "platform"], every_cell=True)
    assert len(cells) == 12
    untried = cells[(cells["tier"] == "d") & (cells["platform"] == "z")].iloc[0]
    assert untried["n"] == 0
    assert untried["estimate"] > cells["estimate"].min()


def test_a_missing_label_is_a_group_of_its_own():
    frame = pd.DataFrame({"tier": ["a", None, "a", None], "value": [1.0, 2.0, 3.0, 4.0], "cost": [1.0, 1.0, 1.0, 1.0]})
    fitted = ratio_posterior(frame, "value", "cost", ["tier"])
    assert fitted.cells["n"].tolist() == [2, 2]
    assert fitted.cells["tier"].isna().tolist() == [False, True]
    assert 0 <= fitted.probability_greater("a", None) <= 1


def test_negative_numerators():
    frame = deals(200)
    cells = shrink_ratios(frame.assign(profit=frame["value"] - 2 * frame["cost"]), "profit", "cost", ["tier"])
    estimate = cells.set_index("tier")["estimate"]
    assert estimate["a"] < 0 < estimate["d"]
    assert (cells["low"] < cells["high"]).all()


def test_a_slight_refund_does_not_change_the_kind_of_model():
    frame = deals(100)
    refunded = frame.copy()
    refunded.loc[0, "value"] = -1.0
    plain, other = (shrink_ratios(f, "value", "cost", ["tier"])["estimate"] for f in (frame, refunded))
    np.testing.assert_allclose(plain, other, rtol=0.1)
    assert (other > 0).all()


def test_positive_ratios_stay_positive():
    assert (shrink_ratios(deals(15, noise=1.5), "value", "cost", ["tier", "platform"])["low"] > 0).all()


def test_no_variance_is_certain_and_one_row_is_not():
    same = pd.DataFrame({"tier": list("aab"), "value": [2.0, 4.0, 6.0], "cost": [1.0, 2.0, 3.0]})
    cells = shrink_ratios(same, "value", "cost", ["tier"])
    assert cells[["estimate", "low", "high"]].eq(2.0).all(axis=None)
    single = shrink_ratios(same.iloc[:1], "value", "cost", ["tier"]).iloc[0]
    assert single["estimate"] == 2.0
    assert np.isnan(single["low"])


def test_nothing_usable_and_nothing_at_all():
    frame = pd.DataFrame({"tier": ["a"], "value": [1.0], "cost": [0.0]})
    assert shrink_ratios(frame, "value", "cost", ["tier"])[["estimate", "low", "high"]].isna().all(axis=None)
    assert shrink_ratios(frame.iloc[:0], "value", "cost", ["tier", "tier"][:1]).empty


def test_all_zero_gains():
    frame = pd.DataFrame({"tier": list("aabb"), "value": [0.0] * 4, "cost": [1.0, 2.0, 3.0, 4.0]})
    assert shrink_ratios(frame, "value", "cost", ["tier"])["estimate"].eq(0).all()


def test_cells_without_any_gain_among_others():
    frame = deals(80)
    frame.loc[frame["tier"] == "a", "value"] = 0.0
    cells = shrink_ratios(frame, "value", "cost", ["tier"]).set_index("tier")
    assert cells["estimate"].idxmin() == "a"
    assert 0 < cells.loc["a", "estimate"] < cells.loc["b", "estimate"]


def test_probabilities_of_differences():
    fitted = ratio_posterior(deals(1000), "value", "cost", ["tier"])
    assert fitted.probability_greater("d", "a") > 0.99
    assert fitted.probability_greater("a", "d") == pytest.approx(1 - fitted.probability_greater("d", "a"))
    assert fitted.probability_greater("a", "a") == 0.5
    with pytest.raises(KeyError, match="No such cell"):
        fitted.probability_greater("a", "nobody")


def test_probabilities_name_cells_by_all_their_labels():
    fitted = ratio_posterior(deals(300), "value", "cost", ["tier", "platform"])
    assert fitted.probability_greater(("d", "x"), ("a", "y")) > 0.9


def test_a_mistracked_row_moves_estimates_less_than_raw():
    frame = deals(60)
    wrong = frame.copy()
    wrong.loc[0, "value"] *= 30
    tier = frame.loc[0, "tier"]
    before, after = (shrink_ratios(f, "value", "cost", ["tier"]).set_index("tier").loc[tier] for f in (frame, wrong))
    assert after["estimate"] / before["estimate"] < 0.8 * after["raw"] / before["raw"]


def test_intervals_cover_and_estimates_beat_raw_means():
    """Fifteen small worlds; tests/bench/shrinkage.py does many."""
    inside, own, raw = [], [], []
    for seed in range(15):
        rng = np.random.default_rng(seed)
        truth = 3 * np.exp(rng.normal(0, 0.25, (5, 1)) + rng.normal(0, 0.2, (1, 4)) + rng.normal(0, 0.15, (5, 4)))
        cell = np.repeat(np.arange(20), rng.integers(1, 11, 20))
        cost = rng.lognormal(6, 0.8, len(cell))
        value = truth.ravel()[cell] * cost * rng.lognormal(-0.405, 0.9, len(cell))
        frame = pd.DataFrame({"tier": cell // 4, "platform": cell % 4, "value": value, "cost": cost})
        cells = shrink_ratios(frame, "value", "cost", ["tier", "platform"])
        true = truth[cells["tier"], cells["platform"]]
        inside.append(cells["low"].le(true) & cells["high"].ge(true))
        own.append(cells["estimate"] - true)
        raw.append(cells["raw"] - true)
    assert 0.84 < np.concatenate(inside).mean() < 0.96
    assert np.square(np.concatenate(own)).mean() < 0.5 * np.square(np.concatenate(raw)).mean()


def test_very_many_cells_are_bearable():
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"tier": rng.integers(0, 200, 6000), "platform": rng.integers(0, 12, 6000)})
    frame["cost"] = rng.lognormal(5, 1, 6000)
    frame["value"] = frame["cost"] * rng.lognormal(1, 0.8, 6000)
    cells = shrink_ratios(frame, "value", "cost", ["tier", "platform"])
    assert len(cells) > 2000
    assert cells["estimate"].notna().all()
    assert cells["estimate"].std() < 0.3 * cells["raw"].std()


@pytest.mark.parametrize("n", [50, 300])
def test_one_gain_among_many_rows_without_any_is_not_cut_to_nothing(n):
    frame = pd.DataFrame({"tier": np.resize(["a", "b", "c"], n), "value": np.append(1e6, np.zeros(n - 1)), "cost": 1.0})
    cells = shrink_ratios(frame, "value", "cost", ["tier"])
    assert cells[["estimate", "low", "high"]].notna().all(axis=None)
    assert (cells["estimate"] * cells["denominator"]).sum() == pytest.approx(1e6, rel=1e-6)
