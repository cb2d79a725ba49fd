"""Files to typed tables with their ledger: values decided per column, totals and order lines set aside, sums proven."""

from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest import read_file, remap
from lib.ingest.model import Table
from lib.schema import DTYPES, TABLES

SHOPIFY = """Name,Email,Financial Status,Currency,Subtotal,Total,Discount Code,Created at,Lineitem name,Cancelled at,Refunded Amount
#1001,a@x.com,paid,USD,90,102,SARAH15,2026-03-01 09:59:00 -0500,Cream,,0
#1001,a@x.com,,,,,,,Soap,,
#1002,b@x.com,refunded,USD,50,59,,2026-03-02 09:59:00 -0500,Cream,,59
"""


def table(text: str, name: str = "file.csv") -> Table:
    return read_file(text.encode(), name).tables[0]


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        (["3.8", "4.2", "0.6"], [0.038, 0.042, 0.006]),
        (["0.038", "0.042", "0.006"], [0.038, 0.042, 0.006]),
        (["3,8%", "4,2 %", "0,6%"], [0.038, 0.042, 0.006]),
    ],
)
def test_percent_or_fraction_is_decided_for_the_column(rates: list[str], expected: list[float]) -> None:
    rows = "".join(f"@u{i};1000;{rate}\n" for i, rate in enumerate(rates))
    assert table(f"Handle;Followers;Engagement rate\n{rows}").frame["engagement_rate"].tolist() == pytest.approx(expected)


def test_a_rate_recomputed_from_likes_and_followers_decides() -> None:
    percent = table("Handle,Followers,Avg likes,ER\na,1000,4,0.4\nb,2000,12,0.6\nc,4000,36,0.9\n")
    assert percent.frame["engagement_rate"].tolist() == pytest.approx([0.004, 0.006, 0.009])
    fraction = table("Handle,Followers,Avg likes,ER\na,1000,400,0.4\nb,2000,1200,0.6\nc,4000,3600,0.9\n")
    assert fraction.frame["engagement_rate"].tolist() == pytest.approx([0.4, 0.6, 0.9])
    assert not percent.questions[:0]


def test_a_doubtful_rate_is_asked_with_both_readings() -> None:
    found = table("Handle,Platform,Followers,Engagement rate\na,tiktok,1000,0.3\nb,tiktok,2000,0.31\n")
    (question,) = found.questions
    assert set(question.options) == {"percent", "fraction"}
    other = "percent" if question.chosen == "fraction" else "fraction"
    answered = remap(found, answers={"engagement_rate": other})
    factor = answered.frame["engagement_rate"] / found.frame["engagement_rate"]
    assert set(np.round(factor, 6)) <= {0.01, 100.0}


def test_one_column_settles_the_others_of_its_table() -> None:
    found = table("Campaign;Start;End;Cost;Revenue\nA;03/04/2026;28/04/2026;1.234;12,50\nB;05/06/2026;29/06/2026;5.678;7,25\n")
    assert found.questions == []
    assert found.frame["start_date"].dt.month.tolist() == [4, 6]
    assert found.frame["cost"].tolist() == [1234.0, 5678.0]


def test_points_between_thousands_in_a_column_of_counts() -> None:
    found = table("Handle;Platform;Seguidores\na;tiktok;20.000\nb;tiktok;80.000\n")
    assert found.frame["followers"].tolist() == [20000.0, 80000.0]


def test_the_headers_language_settles_what_no_column_proves() -> None:
    found = table("Kampagne;Startdatum;Kosten;Umsatz\nA;03/04/2026;1.234;2.500\nB;05/06/2026;5.678;7.250\n")
    assert found.questions == []
    assert found.frame["start_date"].dt.month.tolist() == [4, 6]
    assert found.frame["cost"].tolist() == [1234.0, 5678.0]


def test_currency_by_sign_by_header_and_by_column() -> None:
    assert set(table("Campaign,Cost\nA,€ 100\nB,€ 200\n").frame["currency"]) == {"EUR"}
    assert set(table("Campaign,Cost (GBP)\nA,100\nB,200\n").frame["currency"]) == {"GBP"}
    assert table("Campaign,Cost,Currency\nA,100,usd\nB,200,TL\n").frame["currency"].tolist() == ["USD", "TRY"]


def test_names_become_codes() -> None:
    found = table(
        "Handle,Followers,Country,Language,Verified\na,10,Deutschland,French,yes\nb,20,USA,de,no\nc,30,Atlantis,Klingonese,\n"
    )
    assert found.frame["country"].tolist() == ["DE", "US", "Atlantis"]
    assert found.frame["language"].tolist()[:2] == ["fr", "de"]
    assert found.frame["verified"].tolist()[:2] == [True, False]


def test_totals_are_set_aside_and_sums_proven() -> None:
    found = table("Campaign,Cost,Revenue\nSpring,100,300\nAutumn,50,200\nTotal,150,500\n")
    assert found.frame["cost"].sum() == 150.0
    assert [(row.row, row.reason) for row in found.ledger.set_aside] == [(4, "total")]
    sums = found.ledger.sums.set_index("measure")
    assert sums.loc["revenue"].tolist() == [1000.0, 500.0, 500.0]


def test_a_brand_called_total_in_the_middle_is_kept() -> None:
    found = table("Handle,Platform,Followers\na,tiktok,10\ntotal,tiktok,500\nb,tiktok,20\nc,tiktok,7\nd,tiktok,9\n")
    assert len(found.frame) == 5


def test_unlabelled_sums_at_the_end_are_totals() -> None:
    found = table("Campaign,Cost,Revenue\nSpring,100,300\nAutumn,50,200\n,150,500\n")
    assert len(found.frame) == 2


def test_order_lines_collapse_into_orders() -> None:
    found = table(SHOPIFY, "orders_export.csv")
    assert found.kind == "orders"
    assert found.frame["revenue"].tolist() == [102.0, 59.0]
    assert found.frame["refunds"].tolist() == [0.0, 59.0]
    assert [row.reason for row in found.ledger.set_aside] == ["order line"]


def test_index_is_the_row_in_the_file() -> None:
    assert table("Handle,Followers\na,10\n\nb,20\n").frame.index.tolist() == [2, 4]


def test_dates_without_a_year_are_asked_and_answered() -> None:
    found = table("Date,Followers\nDecember 31,100\nJanuary 1,104\n", "FollowerHistory.csv")
    assert found.frame["date"].isna().all()
    answered = remap(found, answers={"date": "2026"})
    assert answered.frame["date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-12-31", "2026-01-01"]


def test_remap_changes_kind_and_mapping() -> None:
    found = table("Name,Number\nAna,5\nBo,6\n")
    changed = remap(found, "creators", {"name": "Name", "followers": "Number"})
    assert changed.kind == "creators"
    assert changed.frame["followers"].tolist() == [5.0, 6.0]
    assert remap(changed, "unknown").kind == "unknown"


def test_a_file_without_a_table_is_one_sentence() -> None:
    for data in (b"", b"Handle,Followers\n"):
        found = read_file(data, "x.csv")
        assert found.tables == []
        assert [problem.severity for problem in found.problems] == ["error"]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    assert read_file(tmp_path / "gone.csv").problems[0].severity == "error"


@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.xlsx", "x.json", "x"]))
@settings(deadline=None, max_examples=60)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    found = read_file(data, name)
    assert found.tables or found.problems


def rows(kind: str) -> st.SearchStrategy[pd.DataFrame]:
    """Frames of the columns that a marketer's list has, at least three rows so that columns can be judged."""
    word = st.from_regex(r"[a-z]{4,8}", fullmatch=True).filter(lambda text: text not in ("null", "none"))
    count = st.integers(0, 10**8).map(float)
    cells = {"handle": word, "platform": st.sampled_from(["instagram", "tiktok", "youtube"]), "followers": count, "posts": count}
    return st.lists(st.fixed_dictionaries(cells), min_size=3, max_size=8).map(pd.DataFrame)


@given(rows("creators"), st.sampled_from([",", ";", "\t"]), st.sampled_from(["{:.0f}", "{:,.0f}"]))
@settings(deadline=None, max_examples=40)
def test_a_written_list_reads_back_equal(frame: pd.DataFrame, delimiter: str, shape: str) -> None:
    written = frame.assign(followers=frame["followers"].map(shape.format), posts=frame["posts"].map(shape.format))
    out = StringIO()
    written.to_csv(out, sep=delimiter, index=False)
    found = read_file(out.getvalue().encode(), "list.csv").tables[0]
    assert found.kind == "creators"
    kept = found.frame
    reread = found.ledger.rows_kept + len(found.ledger.set_aside)
    assert found.ledger.rows_read == reread
    if len(kept) == len(frame):
        for name in frame:
            assert kept[name].tolist() == frame[name].tolist()


def test_canonical_columns_have_their_types(shared: Path) -> None:
    for path in sorted((shared / "creators").glob("*")) + sorted((shared / "campaigns").glob("*")):
        for found in read_file(path).tables:
            if found.kind != "unknown":
                wanted = {name: DTYPES[spec.type] for name, spec in TABLES[found.kind].columns.items() if name in found.frame}
                assert {name: str(found.frame[name].dtype) for name in wanted} == wanted, path.name
                sums = found.ledger.sums
                assert np.allclose(sums["in_file"], sums["kept"] + sums["set_aside"])
                assert found.ledger.rows_read == found.ledger.rows_kept + len(found.ledger.set_aside)


def test_a_currency_sign_in_an_old_encoding_is_no_letter() -> None:
    data = 'Campaign,Cost,Revenue\nA,"€ 1,296",5\nB,€ 109,6\n'.encode("cp1252")
    found = read_file(data, "campaigns.csv").tables[0]
    assert found.frame["cost"].tolist() == [1296.0, 109.0]
    assert set(found.frame["currency"]) == {"EUR"}


def test_counts_are_no_identifiers_and_identifiers_no_counts() -> None:
    text = b"Reach,Posts,Likes,Comments,Post date,URL\n90,3,5,1,2026-01-02,https://x.com/a/1\n80,2,4,1,2026-01-03,\n"
    posts = read_file(text, "p.csv")
    assert "post_id" not in posts.tables[0].mapping
    paid = read_file(b"Affiliate,Conversion ID,Commission,Paid date\nana,9001,8.99,2026-02-01\nben,9002,12,2026-02-01\n", "p.csv")
    assert "orders" not in paid.tables[0].mapping


def test_a_quantity_counts_items_where_each_row_is_an_order() -> None:
    table = read_file(b"Order ID,Order Date,Total,Quantity\n1,2026-01-02,90,3\n2,2026-01-03,20,1\n", "o.csv").tables[0]
    assert "orders" not in table.mapping


def test_lines_that_repeat_their_order_s_total_count_once() -> None:
    head = b"Order ID,Order Total,Item,Coupon\n"
    table = read_file(head + b"1,90,Mug,A\n1,90,Bowl,A\n2,20,Mug,\n2,20,Mug,\n", "o.csv").tables[0]
    assert table.frame["revenue"].tolist() == [90, 20, 20]  # the same row twice may be an order twice: it is flagged, not dropped
    lines = read_file(head + b"1,90,Mug,A\n1,45,Bowl,A\n2,20,Mug,\n2,20,Lid,\n", "o.csv").tables[0]
    assert lines.frame["revenue"].sum() == 175  # an order with two amounts: each line has its own


def test_a_total_without_a_label_may_stand_on_top() -> None:
    text = b"Handle,Fee,Clicks\n,150,40\nana,100,30\nben,50,10\n"
    table = read_file(text, "c.csv").tables[0]
    assert table.frame["fee"].sum() == 150
