"""Fatigue: exact where results follow the model, none where nothing falls, no luck of the rebooked, too few refused."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Settings
from lib.partners.repeats import FEWEST, fatigue
from lib.partners.words import fatigue_sentence, fatigue_title


def programme(change: float, creators: int = 30, noise: float = 0.0, seed: int = 0) -> pd.DataFrame:
    """Creators of very different levels, each booked two to five times, every repeat ``change`` more than the last."""
    random, rows = np.random.default_rng(seed), []
    for i in range(creators):
        for k in range(2 + i % 4):
            value = 100 * (i + 1) * (1 + change) ** k * np.exp(random.normal(0, noise))
            rows.append((f"c{i}", f"k{k}", pd.Timestamp("2026-01-01") + pd.Timedelta(days=40 * k + i), value * 2, 2.0))
    return pd.DataFrame(rows, columns=["creator_key", "campaign_key", "start", "value", "posts"])


def test_a_steady_fall_is_found():
    found = fatigue(programme(-0.12, noise=0.01))
    assert found.change == pytest.approx(-0.12, abs=0.003)
    assert found.low < found.change < found.high < 0
    assert (found.creators, found.partnerships) == (30, 103)
    assert found.falling > 0.999
    assert fatigue_title(found, Settings()) == "Each repeat partnership brought about 12% less per post"
    assert "90% between -13% and -11%" in fatigue_sentence(found, Settings())


def test_noise_alone_is_no_fatigue():
    found = [fatigue(programme(0.0, noise=0.8, seed=seed)) for seed in range(5)]
    assert sum(each.low < 0 < each.high for each in found) >= 4
    calm = min(found, key=lambda each: abs(each.falling - 0.5))
    assert fatigue_title(calm, Settings()) == "Repeat partnerships show no clear fatigue"


def test_creators_booked_again_for_their_luck_do_not_seem_tired():
    random, rows = np.random.default_rng(3), []
    for i in range(400):
        for k in range(4):
            luck = random.lognormal(0, 0.8)
            rows.append((f"c{i}", f"k{k}", pd.Timestamp("2026-01-01") + pd.Timedelta(days=k), luck, 1.0))
            if luck < 1.2:
                break
    table = pd.DataFrame(rows, columns=["creator_key", "campaign_key", "start", "value", "posts"])
    twice = table[table.groupby("creator_key")["value"].transform("size") > 1].assign(x=lambda t: np.log(t["value"]))
    first, last = (twice.groupby("creator_key")["x"].agg(how).mean() for how in ("first", "last"))
    assert last - first < -0.5  # each against themselves: a fall that is nothing but luck evening out
    found = fatigue(table)
    assert found.low < 0 < found.high


def test_bookings_that_bring_nothing_count():
    rows = programme(0.0, noise=0.05)
    later = rows.groupby("creator_key").cumcount() > 0
    dry = rows.assign(value=rows["value"].mask(later & (np.arange(len(rows)) % 2 == 0), 0.0))
    assert fatigue(dry).change < fatigue(rows).change - 0.1


def test_the_order_of_rows_does_not_matter_and_input_stays():
    rows = programme(-0.1, noise=0.5)
    before = rows.copy()
    shuffled = rows.sample(frac=1, random_state=1)
    first, second = fatigue(rows), fatigue(shuffled)
    assert (first.change, first.low, first.high) == pytest.approx((second.change, second.low, second.high))
    pd.testing.assert_frame_equal(first.each.sort_index(), second.each.sort_index())
    pd.testing.assert_frame_equal(rows, before)


def test_too_few_repeats_say_nothing():
    assert fatigue(programme(-0.1, creators=FEWEST - 1)) is None
    assert fatigue(programme(-0.1).assign(start=pd.NaT)) is None
    assert fatigue(programme(-0.1).assign(value=0.0)) is None
    assert fatigue_title(None, Settings()).startswith("Too few creators")


def test_a_creator_who_differs_keeps_an_own_slope():
    rows = pd.concat(
        [programme(0.0, noise=0.02), programme(-0.5, creators=4, noise=0.02).assign(creator_key=lambda t: "x" + t["creator_key"])]
    )
    each = fatigue(rows).each
    assert each.loc["xc3", "change"] == pytest.approx(-0.5, abs=0.05)
    assert each.loc["c3", "change"] == pytest.approx(0.0, abs=0.05)
    assert (each["low"] < each["change"]).all() and (each["change"] < each["high"]).all()
