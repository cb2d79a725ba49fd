"""Two files compared, on hand-made frames and on random ones."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.changes import compare, header_changes, key_columns, movable, moves
from lib.schema import conform


def creators(rows: list[tuple]) -> pd.DataFrame:
    names = ["handle", "platform", "followers", "price", "currency"]
    frame = conform(pd.DataFrame(rows, columns=names), "creators")
    return frame.set_axis(pd.RangeIndex(2, 2 + len(frame)), axis=0)


OLD = creators([
    ("@Anna", "tiktok", 1000, 100, "USD"), ("bob", "tiktok", 500, 50, "USD"), ("carl", "youtube", 70, None, "EUR"),
    ("bob", "youtube", 20, 10, "EUR"),
])  # fmt: skip
NEW = creators([
    ("dora", "tiktok", 300, 30, "USD"), ("bob", "youtube", 20, 10, "EUR"), ("anna", "tiktok", 1500, 90, "USD"),
    ("bob", "tiktok", 480, 50, "EUR"),
])  # fmt: skip


def test_rows_added_gone_and_changed_by_key():
    found = compare("creators", OLD, NEW)
    assert found.key == ["handle", "platform"]
    assert {status: found.count(status) for status in ("added", "gone", "changed")} == {"added": 1, "gone": 1, "changed": 2}
    assert found.same == 1
    listed = found.rows.set_index("handle")
    assert listed.loc["dora", "after_row"] == 2
    assert listed.loc["carl", "before_row"] == 4
    anna = found.cells[found.cells["after_row"] == 4]
    assert anna.set_index("column")["difference"].dropna().to_dict() == {"followers": 500, "price": -10}


def test_sums_are_led_from_before_to_after_per_currency():
    sums = compare("creators", OLD, NEW).measures.set_index(["measure", "currency"])
    order = ["before", "added", "gone", "changed", "after"]
    assert sums.loc[("rows", ""), order].tolist() == [4, 1, 1, 0, 4]
    assert sums.loc[("followers", ""), order].tolist() == [1590, 300, 70, 480, 2300]
    assert sums.loc[("price", "USD"), order].tolist() == [150, 30, 0, -60, 120]  # bob is paid in euros now
    assert sums.loc[("price", "EUR"), order].tolist() == [10, 0, 0, 50, 60]


def test_the_largest_moves_come_first():
    found = compare("creators", OLD, NEW)
    assert movable(found) == ["followers", "price"]
    moved = moves(found, "followers")
    assert moved["label"].tolist() == ["anna · TikTok", "bob · TikTok"]
    assert moved["difference"].tolist() == [500, -20]
    assert moved["share"].tolist() == [0.5, -0.04]
    assert len(moves(found, "followers", 1)) == 1


def test_equal_files_have_no_changes():
    found = compare("creators", OLD, OLD.sample(frac=1, random_state=1))
    assert found.rows.empty
    assert found.cells.empty
    assert found.same == 4


def test_rows_of_one_name_are_paired_by_what_they_hold():
    old = conform(pd.DataFrame({"order_id": ["1", "1", "1"], "revenue": [5.0, 7.0, 9.0]}), "orders")
    new = conform(pd.DataFrame({"order_id": ["1", "1"], "revenue": [9.0, 5.0]}), "orders")
    found = compare("orders", old, new)
    assert found.same == 2
    assert found.rows["status"].tolist() == ["gone"]
    assert found.rows["revenue"].tolist() == [7]


def test_an_identifier_is_used_where_both_files_fill_it():
    old = pd.DataFrame({"creator_id": ["1", None], "handle": ["a", "b"]})
    assert key_columns("creators", old, old) == ["handle"]
    assert key_columns("creators", old.assign(creator_id=["1", "2"]), old.assign(creator_id=["1", "2"])) == ["creator_id"]


def test_a_column_that_one_file_lacks_counts_as_a_change():
    found = compare("creators", OLD.drop(columns="price"), NEW)
    assert found.measures.set_index(["measure", "currency"]).loc[("price", "USD"), "before"] == 0
    assert "price" not in set(found.cells["column"])


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]), st.sampled_from(["tiktok", "youtube", None]),
        st.one_of(st.none(), st.integers(0, 10**9)), st.one_of(st.none(), st.integers(0, 10**6).map(lambda cents: cents / 100)),
        st.sampled_from(["USD", "EUR", None]),
    ), max_size=7,
)  # fmt: skip


@settings(max_examples=60)
@given(ROWS, ROWS, st.integers(0, 3))
def test_every_sum_reconciles_and_the_order_of_rows_is_irrelevant(old_rows, new_rows, seed):
    old, new = creators(old_rows), creators(new_rows)
    found = compare("creators", old, new)
    sums = found.measures
    assert np.allclose(sums["before"] + sums["added"] - sums["gone"] + sums["changed"], sums["after"], rtol=1e-12, atol=1e-6)
    for name in ("followers", "price"):
        mine = sums[sums["measure"] == name]
        assert mine["before"].sum() == pytest.approx(np.nansum(old[name]))
        assert mine["after"].sum() == pytest.approx(np.nansum(new[name]))
    assert found.same + found.count("changed") + found.count("added") == len(new)
    assert found.same + found.count("changed") + found.count("gone") == len(old)
    mixed = compare("creators", old.sample(frac=1, random_state=seed), new.sample(frac=1, random_state=seed))
    pd.testing.assert_frame_equal(mixed.measures, sums)


def test_headers_that_differ_are_listed_with_their_meaning():
    found = header_changes(
        "creators", {"handle": "Account", "followers": "Fans", "price": "Fee"}, {"handle": "Account", "followers": "Followers"},
        ["Notes", "Old"], ["Notes", "New"],
    )  # fmt: skip
    assert found.to_numpy().tolist() == [
        ["renamed", "Followers", "Fans", "Followers"],
        ["gone", "Asked price", "Fee", ""],
        ["gone", "", "Old", ""],
        ["new", "", "", "New"],
    ]
