"""Exports and sheets of marketers: kind, rows, mapping and values, against what a careful reader takes from them."""

import csv
from io import StringIO

import pandas as pd
import pytest

from lib.ingest import read_file
from tests.lib.ingest.exports_affiliates import affiliates
from tests.lib.ingest.exports_platforms import platforms
from tests.lib.ingest.exports_shops import shops
from tests.lib.ingest.exports_tools import tools
from tests.lib.ingest.known_exports import EVERY, Written, exports
from tests.lib.ingest.marketers_lists import lists
from tests.lib.ingest.marketers_results import results


def _plain(series: pd.Series) -> list:
    """Return a column as plain values: days as ISO text, numbers rounded, missing as None."""
    if pd.api.types.is_datetime64_any_dtype(series):
        series = series.dt.strftime("%Y-%m-%d")
    values = [None if pd.isna(value) else value for value in series.tolist()]
    return [round(value, 6) if isinstance(value, float) else value for value in values]


OF_TOOLS = [*platforms(), *shops(), *affiliates(), *tools()]
EVERY_FILE = [*exports(), *OF_TOOLS, *lists(), *results()]


@pytest.mark.parametrize("written", EVERY_FILE, ids=lambda written: written.name)
def test_a_file_is_read_as_its_author_meant_it(written: Written) -> None:
    every = read_file(written.data, written.file).tables
    tables = every if written.at == EVERY else [every[written.at]]
    frame = pd.concat([table.frame for table in tables]).sort_index(kind="stable")
    assert {table.kind for table in tables} == {written.kind}
    assert {name: _plain(frame[name]) if name in frame else "not there" for name in written.cells} == written.cells
    assert not [name for name in written.never if name in frame]
    reasons = [row.reason for table in tables for row in table.ledger.set_aside]
    assert {reason: reasons.count(reason) for reason in written.aside} == written.aside
    assert all(table.ledger.balanced for table in tables)


@pytest.mark.parametrize("written", [one for one in OF_TOOLS if one.at != EVERY], ids=lambda written: written.name)
def test_the_order_of_columns_is_irrelevant(written: Written) -> None:
    first = read_file(written.data, written.file).tables[0]
    rows = [first.grid.header, *first.grid.frame().to_numpy().tolist()]
    text = StringIO()
    text.write(f"{first.grid.title}\n" if first.grid.title else "")
    csv.writer(text).writerows(row[::-1] for row in rows)
    turned = read_file(text.getvalue().encode(), written.file).tables[0]
    assert turned.kind == first.kind
    assert turned.mapping == first.mapping
    for name in first.mapping:
        assert _plain(turned.frame[name]) == _plain(first.frame[name])
