"""Trackers as marketers write them, from the file to the returns, against figures worked out by hand."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from lib.dataset import build_dataset
from lib.ingest import read_file
from lib.roi import returns

WORKED = (
    "Campaign,Influencer,Platform,Fee,Product & shipping,Management time,Direct sales,Content value,Branded search\n"
    "Spring,anna,Instagram,500,300,1200,12000,2000,1500\n"
    + "".join(f"Spring,{name},Instagram,500,,,,,\n" for name in ("ben", "cleo", "dan", "eva", "fay", "gus"))
)


@pytest.mark.parametrize("last", ["", "Total,,,3500,300,1200,12000,2000,1500\n", ",,,3500,300,1200,12000,2000,1500\n"])
def test_the_guides_example_as_a_marketer_writes_it(last: str) -> None:
    found = returns(build_dataset(read_file((WORKED + last).encode(), "spring.csv"))).iloc[0]
    assert [found["cost"], found["value"], found["revenue"]] == [5000, 15500, 12000]
    assert [round(found[name], 6) for name in ("roi", "roi_direct", "roas")] == [2.1, 1.4, 2.4]


def test_totals_of_parts_are_set_aside():
    text = (
        "Campaign,Handle,Fee,Sales\nX,ana,100,300\nX,ben,50,100\nX total,,150,400\n"
        "Y,cy,10,5\nTotal Y,,10,5\nTotal Beauty,dan,20,5\nGrand total,,180,410\n"
    )
    table = read_file(text.encode(), "c.csv").tables[0]
    assert table.frame["campaign"].tolist() == ["X", "X", "Y", "Total Beauty"]
    assert table.frame["fee"].sum() == 180


def test_one_row_like_another_is_no_total():
    table = read_file(b"Campaign,Handle,Fee,Sales\nX,ana,100,300\n,,100,300\n", "c.csv").tables[0]
    assert len(table.frame) == 2


def test_orders_name_their_creator():
    orders = b"Order ID,Date,Creator,Total\n1,2026-01-02,@Ana,100\n2,2026-01-03,ana,50\n3,2026-01-04,ben,20\n"
    campaigns = b"Campaign,Handle,Platform,Fee\nX,ana,Instagram,40\nX,ben,TikTok,10\n"
    found = returns(build_dataset([read_file(orders, "o.csv"), read_file(campaigns, "c.csv")]), "creator")
    assert found["revenue"].to_dict() == {"ana": 150, "ben": 20}


def test_thousands_of_columns_keep_the_known_ones() -> None:
    extra = [f"metric {i}" for i in range(2000)]
    rows = "".join(f"u{i},Instagram,{1000 + i}," + ",".join("7" for _ in extra) + "\n" for i in range(3))
    table = read_file(("Handle,Platform,Followers," + ",".join(extra) + "\n" + rows).encode(), "wide.csv").tables[0]
    assert table.kind == "creators"
    assert table.mapping == {"handle": "Handle", "platform": "Platform", "followers": "Followers"}


def test_an_archive_of_too_many_files_says_so() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for i in range(2001):
            archive.writestr(f"{i}.csv", "a,b\n1,2\n")
    found = read_file(packed.getvalue(), "many.zip")
    assert not found.tables
    assert found.problems[0].message.startswith("This file packs 2001 files")


def test_a_file_name_that_is_no_text_is_no_obstacle() -> None:
    found = read_file(WORKED.encode(), "\ud800.csv")
    assert len(build_dataset(found).campaigns) == 7


def test_a_profile_link_as_handle_names_its_platform() -> None:
    text = "Campaign,Handle,Platform,Fee,Sales\nX,https://www.instagram.com/Ana/,,100,300\nX, ANA ,TikTok,50,20\n"
    found = returns(build_dataset(read_file(text.encode(), "c.csv")), "platform")
    assert found["cost"].to_dict() == {"instagram": 100, "tiktok": 50}


MARKS = [
    ("Status", ("paid", "Cancelled", "")),
    ("Status", ("approved", "Rejected", "pending")),
    ("Cancelled", ("no", "Yes", "no")),
]


@pytest.mark.parametrize(("header", "cells"), MARKS)
def test_orders_cancelled_by_a_word_do_not_count(header: str, cells: tuple[str, ...]) -> None:
    rows = [f"{i},2026-01-0{i + 1},ANA,{amount},{cell}" for i, (amount, cell) in enumerate(zip((100, 50, 30), cells, strict=True))]
    orders = "\n".join([f"Order ID,Date,Discount code,Total,{header}", *rows]) + "\n"
    campaigns = b"Campaign,Handle,Fee,Discount code\nX,ana,10,ANA\n"
    found = returns(build_dataset([read_file(orders.encode(), "o.csv"), read_file(campaigns, "c.csv")])).iloc[0]
    assert found["revenue"] == 130
    assert found["orders"] == 2
