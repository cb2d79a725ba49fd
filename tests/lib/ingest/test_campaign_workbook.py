# ruff: noqa: E501 - sheets as they stand
"""A campaign workbook as analytics tools write it: facts down the first sheet, then creators, content and shop results."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from lib.dataset import build_dataset
from lib.ingest import read_file
from lib.ingest.model import Import

FACTS = [
    ("Campaign", "Spring glaze"),
    ("Status", "Finished"),
    ("Start date", "2026-04-01"),
    ("End date", "2026-04-30"),
    ("Spent", 1400),
    ("Impressions", 102000),
    ("E-com revenue", 2300.5),
]
INFLUENCERS = [
    ("Account", "Followers", "AQS", "Cost"),
    ("[ana.bakes](https://www.instagram.com/ana.bakes/)", 48200, 84, 600),
    ("[ben_runs](https://www.instagram.com/ben_runs/)", 120500, 61, 800),
]
MEDIA = [
    ("Username", "Type", "Url", "Post date", "Impressions", "Reach", "Views", "Likes", "Comments", "Shares", "Saves", "ER",
     "Positive comments %", "Negative comments %", "Neutral comments %"),
    ("ana.bakes", "Reel", "https://www.instagram.com/reel/A1/", "2026-04-02", 32000, 28000, 30100, 1200, 40, 31, 90, 2.57, 60, 5, 35),
    ("ana.bakes", "Story", "https://www.instagram.com/stories/A2/", "2026-04-09", 9000, 8100, 9000, None, None, None, None, None, None, None, None),
    ("ben_runs", "Post", "https://www.instagram.com/p/B1/", "2026-04-12", 61000, 50200, None, 2100, 88, 12, 44, 1.82, 40, 20, 40),
]  # fmt: skip
SHOP = [
    ("Influencer", "Promocode", "E-com clicks", "E-com purchases", "E-com revenue", "E-com conversion"),
    ("ana.bakes", "ANA10", 310, 22, 1890.5, 7.1),
    ("ben_runs", "BEN15", 120, 5, 410, 4.17),
]


def _read(sheets: dict[str, list[tuple]]) -> Import:
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    data = BytesIO()
    book.save(data)
    return read_file(data.getvalue(), "hypeauditor_campaign_report.xlsx")


@pytest.fixture(scope="module")
def found() -> Import:
    return _read({"Campaign": FACTS, "Influencers": INFLUENCERS, "Media": MEDIA, "E-com": SHOP})


def test_each_sheet_is_the_table_it_holds(found: Import) -> None:
    kinds = {table.sheet: table.kind for table in found.tables}
    assert kinds == {"Campaign": "campaigns", "Influencers": "creators", "Media": "posts", "E-com": "campaigns"}
    assert all(table.ledger.balanced for table in found.tables)


def test_facts_down_a_sheet_are_one_row(found: Import) -> None:
    facts = found.tables[0].frame.iloc[0]
    assert facts["campaign"] == "Spring glaze"
    assert facts["cost"] == 1400
    assert [facts[name].strftime("%Y-%m-%d") for name in ("start_date", "end_date")] == ["2026-04-01", "2026-04-30"]


def test_totals_of_other_sheets_do_not_count_a_second_time(found: Import) -> None:
    assert {"impressions", "revenue"}.isdisjoint(found.tables[0].mapping)
    assert [one.message for one in found.problems if one.sheet == "Campaign"] == [
        "“Impressions”, “E-com revenue” in “Campaign” sum up the other tables of this file, so they do not count a second time."
    ]
    alone = _read({"Campaign": FACTS}).tables[0]
    assert alone.frame[["impressions", "revenue"]].iloc[0].tolist() == [102000, 2300.5]


def test_links_in_markdown_are_accounts(found: Import) -> None:
    creators = found.tables[1].frame
    assert creators["handle"].tolist() == ["ana.bakes", "ben_runs"]
    assert creators["platform"].tolist() == ["instagram"] * 2
    assert creators["audience_quality"].tolist() == [0.84, 0.61]


def test_content_and_shop_results(found: Import) -> None:
    media, shop = found.tables[2].frame, found.tables[3].frame
    assert media["likes"].sum() == 3300
    assert media["comments"].sum() == 128  # shares of comments are no comments
    assert shop[["clicks", "orders"]].sum().tolist() == [430, 27]
    assert shop["revenue"].tolist() == [1890.5, 410]
    assert shop["discount_code"].tolist() == ["ANA10", "BEN15"]


def test_sheets_meet_in_one_creator_each(found: Import) -> None:
    assert build_dataset(found).creators["handle"].tolist() == ["ana.bakes", "ben_runs"]
