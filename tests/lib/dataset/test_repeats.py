"""Equal rows, tables given twice and values on which files disagree."""

import pandas as pd

from lib.dataset import build_dataset
from lib.dataset.repeats import disagreements, repeats
from lib.ingest import read_file

ORDERS = pd.DataFrame({"order_id": ["a", "a", "b"], "revenue": [1.0, 1.0, 2.0]})


def test_equal_rows_are_named_by_their_place() -> None:
    found = repeats(build_dataset({"orders": ORDERS}))
    assert found.to_numpy().tolist() == [["orders", "", "row", 1, "2"]]


def test_a_table_given_twice_is_one_line() -> None:
    found = repeats(build_dataset({"orders": [ORDERS, ORDERS]}))
    assert found[["what", "rows", "places"]].to_numpy().tolist() == [["table", 3, "1, 2, 3"], ["row", 1, "2"]]


def test_nothing_repeated_is_an_empty_table() -> None:
    dataset = build_dataset({"orders": ORDERS.iloc[1:]})
    assert repeats(dataset).empty
    assert disagreements(dataset).empty


def test_disagreements_name_the_creator() -> None:
    first = pd.DataFrame({"handle": ["ana"], "platform": ["tiktok"], "followers": [1000.0]})
    dataset = build_dataset({"creators": [first, first.assign(followers=1200.0)]})
    (line,) = disagreements(dataset).to_dict("records")
    assert (line["column"], line["kept"], line["other"]) == ("followers", "1200.0", "1000.0")
    assert "ana" in line["creator"]


def test_rows_name_their_file_and_a_sheet_where_it_says_more():
    csv = read_file(b"handle,followers\na,1\nb,2\n", "spring.creators.csv")
    assert build_dataset([csv]).creators["source_file"].unique().tolist() == ["spring.creators.csv"]
