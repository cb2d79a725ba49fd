"""What a post is worth and which fee it carries: by hand, in any order of rows, and never above what comes back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.allocation.plan import with_gain
from lib.dataset import Settings, build_dataset
from lib.partners import fee_table, model_table, partner_rows, worth
from lib.partners.words import fee_formula, fee_sentence, fees_title
from lib.roi import deals, money_lines
from lib.roi.bookings import bookings

PEOPLE = pd.DataFrame({"creator_key": ["a", "b", "c"], "tier": ["nano"] * 3, "platform": ["tiktok"] * 3})


def rows(**changes: list[float]) -> pd.DataFrame:
    """Two creators, four posts, every post worth 100, of which 60 count toward profit; 10 of product and 5 of commission each."""
    frame = pd.DataFrame(
        {
            "creator_key": ["a", "a", "b"], "campaign_key": ["x", "y", "x"], "tier": "nano", "platform": "tiktok",
            "model": ["hybrid", "hybrid", "gifting"], "start": pd.to_datetime(["2026-01-01", "2026-02-01", "2026-01-01"]),
            "value": [100.0, 200.0, 100.0], "gain": [60.0, 120.0, 60.0], "fees": [50.0, 70.0, 0.0], "other": [10.0, 20.0, 10.0],
            "commission": [5.0, 10.0, 5.0], "posts": [1.0, 2.0, 1.0], "one": 1.0,
        }
    )  # fmt: skip
    return frame.assign(**changes)


def test_both_fees_by_hand():
    table = worth(rows(), PEOPLE, target_roi=1.0).table
    assert table.loc["a", ["value", "break_even", "target"]].tolist() == pytest.approx(
        [100, 100 * (0.6 - 0.05) - 10, 100 / 2 - 5 - 10]
    )
    assert table.loc["a", ["deals", "posts", "fee"]].tolist() == [2, 3, 40]
    assert table.loc["c", ["deals", "posts", "break_even"]].tolist() == pytest.approx([0, 0, 45])


def test_the_fee_at_the_target_is_never_above_break_even():
    table = worth(rows(), PEOPLE, target_roi=0.0).table
    assert table["target"].tolist() == pytest.approx(table["break_even"].tolist())


def test_a_price_is_over_fair_or_under():
    found = worth(rows(), PEOPLE, target_roi=1.0)
    table = fee_table(found, pd.Series({"a": 46.0, "b": 40.0, "c": 30.0}))
    assert table["verdict"].to_dict() == {"a": "over", "b": "fair", "c": "under"}
    assert table["sure"].tolist() == [1.0, 1.0, 1.0]
    assert table.loc["a", "difference"] == pytest.approx(46 / 45 - 1)
    assert fees_title(table, Settings()) == "1 of 3 creators ask clearly more than a post brings back, 1 clearly less"
    assert fee_table(found, pd.Series(dtype=float))["verdict"].tolist() == ["", "", ""]


def test_sentences_hold_the_numbers():
    row = fee_table(worth(rows(), PEOPLE, target_roi=1.0), pd.Series({"a": 46.0})).loc["a"]
    assert fee_sentence(row, Settings()).startswith("Asks $46; a post carries $45 (90%: $45 to $45). Over, 100% sure.")
    assert "$100 expected value × (60% kept − 5% commission) − $10" in fee_formula(row, Settings())


def test_models_by_hand():
    table = model_table(rows(value=[100.0, 100.0, 100.0], gain=[60.0, 60.0, 60.0]))
    assert table["n"].to_dict() == {"gifting": 1, "hybrid": 2}
    assert table.loc["hybrid", ["fee", "value", "break_even"]].tolist() == pytest.approx([60, 100, 100 * (0.6 - 15 / 200) - 15])
    assert model_table(rows().assign(model=None)).empty


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(1, 1e4), st.integers(1, 4)), min_size=3, max_size=12), st.randoms())
def test_the_order_of_rows_does_not_matter(drawn, random):
    frame = pd.DataFrame(drawn, columns=["creator_key", "value", "posts"]).assign(
        gain=lambda t: t["value"] * 0.5, fees=1.0, other=2.0, commission=0.0, one=1.0, posts=lambda t: t["posts"].astype(float)
    )
    shuffled = frame.sample(frac=1, random_state=random.randint(0, 9999))
    first, second = (worth(f, PEOPLE, 2.0).table for f in (frame, shuffled))
    pd.testing.assert_frame_equal(first, second, rtol=1e-6)
    assert (first["target"] <= first["break_even"] + 1e-9).all()


def test_rows_keep_every_sum():
    campaigns = pd.DataFrame(
        {"campaign": ["Spring", "Summer", "Spring"], "handle": ["anna", "anna", "bob"], "fee": [100.0, 50.0, None],
         "product_cost": [5.0, None, 20.0], "commission": [None, 7.0, None], "agency_cost": [None, 3.0, None]}
    )  # fmt: skip
    orders = pd.DataFrame(
        {
            "order_id": ["1", "2"],
            "creator_id": ["anna", "anna"],
            "revenue": [300.0, 100.0],
            "order_date": pd.Timestamp("2026-01-02"),
        }
    )
    dataset = build_dataset({"campaigns": campaigns.assign(creator_id=campaigns["handle"]), "orders": orders})
    table = with_gain(deals(dataset), 0.5)
    found = partner_rows(table, bookings(table, money_lines(dataset)))
    sums = found[["value", "gain", "fees", "other", "commission"]].sum()
    assert sums.to_dict() == {"value": 400.0, "gain": 200.0, "fees": 150.0, "other": 28.0, "commission": 7.0}
    assert np.isclose(found["value"].sum(), table["value"].sum())
    assert found.loc[found["creator_key"].str.contains("bob"), ["value", "gain"]].sum().tolist() == [0.0, 0.0]
