"""The directory: one row per creator, honest ratios, safe links, a shortlist that survives filters."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.dataset import build_dataset
from lib.directory import Filters, directory, export, filtered, merged_shortlist, options, summary
from lib.roi import deals


@dataclass(frozen=True)
class Flag:
    sentence: str


CREATORS = pd.DataFrame(
    {
        "creator_id": ["1", "2", "3"],
        "handle": ["zoe.glow", "max_power", "ünal"],
        "name": ["Zoë Glow", "Max Power", "=Ünal"],
        "platform": ["tiktok", "instagram", "instagram"],
        "followers": [2_000.0, 50_000.0, np.nan],
        "avg_likes": [100.0, np.nan, 5.0],
        "avg_comments": [20.0, np.nan, 1.0],
        "avg_engagements": [np.nan, 1_000.0, np.nan],
        "engagement_rate": [0.5, 0.5, 0.031],
        "price": [40.0, 900.0, np.nan],
        "country": ["US", "DE", None],
        "url": ["https://tiktok.com/@zoe.glow", "javascript:alert(1)", None],
    }
)
WORK = pd.DataFrame(
    {"campaign": ["x", "y", "x"], "creator_id": ["1", "1", "2"], "fee": [100.0, 50.0, 10.0], "revenue": [300.0, 150.0, np.nan]}
)


@pytest.fixture(scope="module")
def dataset():
    return build_dataset({"creators": CREATORS, "campaigns": WORK})


@pytest.fixture(scope="module")
def scores(dataset) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "authenticity": [91.0, 35.0, np.nan],
            "low": [85.4, 20.0, np.nan],
            "high": [95.0, 52.0, np.nan],
            "band": ["genuine", "suspicious", "no score"],
            "flags": [[], [Flag("Likes beyond peers."), Flag("A spike.")], []],
        }
    )
    return frame.set_axis(dataset.creators["creator_key"], axis=0)


@pytest.fixture(scope="module")
def frame(dataset, scores) -> pd.DataFrame:
    return directory(dataset.creators, scores, deals(dataset))


def row(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[frame["name"] == name].iloc[0]


def test_every_creator_once_best_first(frame: pd.DataFrame) -> None:
    assert frame.index.is_unique
    assert frame["name"].tolist() == ["Zoë Glow", "Max Power", "=Ünal"]
    assert frame["platform"].tolist() == ["TikTok", "Instagram", "Instagram"]


def test_engagement_rate_by_followers_then_as_stated(frame: pd.DataFrame) -> None:
    assert row(frame, "Zoë Glow")["engagement_rate"] == pytest.approx(120 / 2_000)
    assert row(frame, "Max Power")["engagement_rate"] == pytest.approx(1_000 / 50_000)
    assert row(frame, "=Ünal")["engagement_rate"] == pytest.approx(0.031)


def test_money_is_summed_once_and_missing_stays_missing(frame: pd.DataFrame) -> None:
    zoe, power, nobody = (row(frame, name) for name in ("Zoë Glow", "Max Power", "=Ünal"))
    assert (zoe["partnerships"], zoe["cost"], zoe["revenue"]) == (2, 150.0, 450.0)
    assert zoe["roi"] == pytest.approx(2.0)
    assert power["cost"] == 10.0
    assert np.isnan(power["roi"])
    assert nobody["partnerships"] == 0
    assert np.isnan(nobody["cost"])


def test_only_web_addresses_become_links(frame: pd.DataFrame) -> None:
    assert row(frame, "Zoë Glow")["url"].startswith("https://")
    assert pd.isna(row(frame, "Max Power")["url"])


def test_ranges_and_summary(frame: pd.DataFrame) -> None:
    assert row(frame, "Zoë Glow")["range"] == "85–95"
    assert pd.isna(row(frame, "=Ünal")["range"])
    assert summary(frame) == {"creators": 3, "scored": 2, "genuine": 1, "to_verify": 1}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(search="zoe"), ["Zoë Glow"]),
        (Filters(search="@ZOE glow"), ["Zoë Glow"]),
        (Filters(search="unal"), ["=Ünal"]),
        (Filters(search="z.*"), []),
        (Filters(platform=("Instagram",)), ["Max Power", "=Ünal"]),
        (Filters(platform=("Instagram",), band=("suspicious",)), ["Max Power"]),
        (Filters(tier=("nano",)), ["Zoë Glow"]),
        (Filters(country=("DE", "US")), ["Zoë Glow", "Max Power"]),
        (Filters(price_to=100), ["Zoë Glow"]),
        (Filters(only=frozenset()), []),
        (Filters(), ["Zoë Glow", "Max Power", "=Ünal"]),
    ],
)
def test_filters(frame: pd.DataFrame, filters: Filters, names: list[str]) -> None:
    assert filtered(frame, filters)["name"].tolist() == names


def test_filter_by_shortlist(frame: pd.DataFrame) -> None:
    key = frame.index[1]
    assert filtered(frame, Filters(only=frozenset({key}))).index.tolist() == [key]


def test_options_in_their_own_order(frame: pd.DataFrame) -> None:
    assert options(frame, "band") == ["genuine", "suspicious", "no score"]
    assert options(frame, "tier") == ["nano", "micro"]
    assert options(frame, "platform") == ["Instagram", "TikTok"]


@given(st.sets(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef"), unique=True), st.data())
def test_shortlist_changes_only_what_is_visible(before: set[str], visible: list[str], data: st.DataObject) -> None:
    ticked = data.draw(st.sets(st.integers(0, len(visible) - 1))) if visible else set()
    after = merged_shortlist(frozenset(before), visible, ticked)
    assert after - set(visible) == before - set(visible)
    assert after & set(visible) == {visible[i] for i in ticked}


def test_export_speaks_to_people(frame: pd.DataFrame, scores: pd.DataFrame) -> None:
    table, types = export(frame, scores["flags"], "EUR")
    assert table["Handle"].tolist() == ["zoe.glow", "max_power", "ünal"]
    assert table["Cost (EUR)"].tolist()[:2] == [150.0, 10.0]
    assert table["Concerns"].tolist() == ["", "Likes beyond peers. A spike.", ""]
    assert types["Cost (EUR)"] == "money"
    assert types["ROI"] == types["Engagement rate"] == "rate"
    assert set(types) == set(table.columns)
