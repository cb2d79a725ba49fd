"""The vocabulary: complete, consistent, and castable."""

import numpy as np
import pandas as pd
import pytest

from lib.schema import DTYPES, PARTNERSHIP_MODELS, PLATFORMS, TABLES, column, conform

EXPECTED_TABLES = ("creators", "campaigns", "posts", "orders", "traffic", "payouts", "followers", "comments", "audience",
                   "media_mix", "touches")  # fmt: skip


def test_there_are_eleven_tables_in_order():
    assert tuple(TABLES) == EXPECTED_TABLES


@pytest.mark.parametrize("kind", EXPECTED_TABLES)
def test_every_table_is_well_described(kind):
    table = TABLES[kind]
    assert table.kind == kind
    assert table.title and table.row
    assert set(table.keys) <= set(table.columns)
    assert next(iter(table.columns)) == table.keys[0]
    for name, found in table.columns.items():
        assert found.name == name
        assert name == name.lower() and " " not in name
        assert found.type in DTYPES
        assert found.label and found.meaning


def test_a_column_means_the_same_type_in_every_table():
    types: dict[str, set[str]] = {}
    for table in TABLES.values():
        for name, found in table.columns.items():
            types.setdefault(name, set()).add(found.type)
    assert {name for name, found in types.items() if len(found) > 1} == set()


def test_platforms_and_models_are_unique():
    assert len(set(PLATFORMS)) == len(PLATFORMS) == 18
    assert PARTNERSHIP_MODELS == ("gifting", "sponsored", "affiliate", "hybrid", "ambassador", "commission")


def test_the_vocabulary_cannot_be_written_to():
    with pytest.raises(TypeError):
        TABLES["creators"] = None
    with pytest.raises(TypeError):
        TABLES["creators"].columns["x"] = None


def test_media_mix_knows_any_channel():
    assert column("media_mix", "tv_spend").type == "money"
    assert column("media_mix", "paid_search_impressions").type == "count"
    assert column("media_mix", "tv") is None
    assert column("creators", "tv_spend") is None
    assert column("creators", "followers").label == "Followers"


def test_conform_orders_and_casts_and_leaves_its_argument():
    frame = pd.DataFrame({"note": ["a", "b"], "followers": [1, None], "handle": ["x", None], "verified": [True, None]})
    before = frame.copy()
    done = conform(frame, "creators")
    assert list(done) == ["handle", "followers", "verified", "note"]
    assert done["followers"].dtype == np.float64
    assert done["verified"].dtype == "boolean"
    assert done["handle"].isna().tolist() == [False, True]
    pd.testing.assert_frame_equal(frame, before)


def test_conform_casts_dates_and_channels():
    done = conform(pd.DataFrame({"tv_spend": ["12.5"], "date": ["2026-01-31"]}), "media_mix")
    assert done["date"].dtype == "datetime64[us]"
    assert done["tv_spend"].iloc[0] == 12.5


def test_conform_of_an_empty_frame_keeps_dtypes():
    empty = pd.DataFrame(columns=list(TABLES["orders"].columns))
    done = conform(empty, "orders")
    assert done["revenue"].dtype == np.float64
    assert done["order_date"].dtype == "datetime64[us]"


def test_conform_refuses_what_cannot_be_cast():
    with pytest.raises((ValueError, TypeError)):
        conform(pd.DataFrame({"followers": ["many"]}), "creators")
