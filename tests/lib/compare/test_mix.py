"""Differences taken apart into what lies within equal parts and what lies in the mix, on hand-made partnerships."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.compare import Comparison, comparison, mix_effect, strongest_mix, words
from lib.dataset import Settings, build_dataset
from lib.roi import deals


def compared(plan: list[tuple], metric: str = "roas", each: int = 3) -> Comparison:
    """Partnerships (model, platform, cost, revenue), each so many times, compared by model."""
    rows = [
        {"campaign": f"{model}{platform}{i}{j}", "creator_id": f"{platform}{i}{j}", "platform": platform,
         "partnership_model": model, "cost": cost, "revenue": revenue, "impressions": revenue * 10}
        for j, (model, platform, cost, revenue) in enumerate(plan) for i in range(each)
    ]  # fmt: skip
    dataset = build_dataset({"campaigns": pd.DataFrame(rows)})
    return comparison(dataset, deals(dataset), by=["model"], metric=metric)


SIMPSON = [  # gifting wins on both platforms, loses over all, because it is used where returns are low
    ("gifting", "tiktok", 1_000, 1_500), ("gifting", "instagram", 100, 400),
    ("sponsored", "tiktok", 100, 120), ("sponsored", "instagram", 1_000, 3_500),
]  # fmt: skip
A, B = ("gifting",), ("sponsored",)


def test_simpson_is_seen_and_taken_apart():
    found = mix_effect(compared(SIMPSON), A, B, "platform")
    assert found.difference == pytest.approx(1_900 / 1_100 - 3_620 / 1_100)
    assert found.within == pytest.approx(0.5 * (1.5 - 1.2) + 0.5 * (4.0 - 3.5))  # mean shares are one half each
    assert found.mix == pytest.approx(found.difference - found.within)
    assert found.reverses
    levels = found.levels.set_index("platform")
    assert levels.loc["tiktok", ["share_a", "figure_a", "figure_b"]].tolist() == pytest.approx([1_000 / 1_100, 1.5, 1.2])


def test_the_reversal_is_told_with_its_dimension():
    told, reverses = words.mix_told(compared(SIMPSON), A, B, Settings())
    assert reverses
    assert told == (
        "Careful: as measured, Gifting differs from Sponsored by −1.6×, but by +0.4× at the same mix of platforms: the order turns "
        "round."
    )


def test_an_ordinary_difference_is_told_in_its_two_parts():
    plan = [("gifting", "tiktok", 100, 400), ("gifting", "instagram", 300, 600),
            ("sponsored", "tiktok", 100, 200), ("sponsored", "instagram", 100, 100)]  # fmt: skip
    told, reverses = words.mix_told(compared(plan, "roi"), A, B, Settings())
    assert not reverses  # shares 1/4 : 3/4 and 1/2 : 1/2; within .375 × 2 + .625 × 1, mix −.25 × 3 + .25 × 1.5
    assert told == "As measured they differ by +100 points: +138 points at the same mix of platforms, −38 points through the mix."


def test_costs_per_unit_are_taken_apart_by_what_they_bought():
    found = mix_effect(compared(SIMPSON, "cpm"), A, B, "platform")
    assert found.difference == pytest.approx(1_000 * (1_100 / 19_000 - 1_100 / 36_200))
    assert found.within + found.mix == pytest.approx(found.difference)


def test_groups_that_share_too_little_are_not_compared_at_one_mix():
    plan = [("gifting", "tiktok", 100, 300), ("sponsored", "instagram", 100, 200)]
    assert mix_effect(compared(plan), A, B, "platform") is None
    assert mix_effect(compared(SIMPSON), A, B, "model") is None


MONEY = st.integers(1, 1_000)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from([A[0], B[0]]), st.sampled_from(["tiktok", "instagram"]), MONEY, MONEY), max_size=8))
def test_within_and_mix_add_up_to_the_measured_difference(plan):
    result = compared([("gifting", "tiktok", 5, 5), ("sponsored", "tiktok", 5, 5), *plan], each=1)
    found = mix_effect(result, A, B, "platform")
    if found is not None:
        raw = result.cells.set_index("model")["raw"]
        assert found.within + found.mix == pytest.approx(raw[A[0]] - raw[B[0]], abs=1e-9)
        assert found.levels[["share_a", "share_b"]].sum().tolist() == pytest.approx([1, 1])
    strongest = strongest_mix(result, A, B)
    assert strongest is None or abs(strongest.mix) >= (abs(found.mix) if found and not strongest.reverses else 0)
