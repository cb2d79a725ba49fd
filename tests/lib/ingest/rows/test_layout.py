"""Titles, headers over two rows, notes, repeated headers, stacked and side-by-side tables."""

from lib.ingest import read_grid
from lib.ingest.model import Grid


def read(text: str) -> list[Grid]:
    return read_grid(text.encode(), "upload.csv")


def reasons(grid: Grid) -> dict[int, str]:
    return {row.row: row.reason for row in grid.aside}


def test_preamble_and_second_table_of_an_analytics_export() -> None:
    first, second = read(
        "# ----------\n# Traffic acquisition\n# Start date: 20260701\n# ----------\n"
        "Session default channel group,Sessions,Engaged sessions,Engagement rate,Total revenue\n"
        "Organic Search,1200,800,0.6667,1200.5\nDirect,900,500,0.5556,300\n"
        "Paid Social,90,50,0.5556,30\nGrand total,2190,1350,0.61,1530.5\n"
        "\nDate,Sessions\n20260701,100\n20260702,120\n20260703,130\n"
    )
    assert first.rows[0][0] == "Session default channel group" and len(first.rows) == 5
    assert first.title.startswith("# ----------") and "Traffic acquisition" in first.title
    assert second.header == ["Date", "Sessions"]
    assert second.frame()[1].tolist() == ["100", "120", "130"]
    assert list(second.numbers) == [11, 12, 13, 14]


def test_separator_line_and_metric_title() -> None:
    text = 'sep=,\n"Views"\n"Date","Primary"\n"2026-08-22T00:00:00","123"\n"2026-08-23T00:00:00","150"\n'
    (grid,) = read_grid(text.encode("utf-16"), "Views.csv")
    assert grid.title == "Views"
    assert grid.rows[0] == ["Date", "Primary"]


def test_names_and_values_above_the_table() -> None:
    (grid,) = read("Campaign,Summer\nClient,Acme\n\nhandle,likes,comments,shares\n@a,1,2,3\n@b,4,5,6\n@c,4,5,6\n")
    assert grid.header == ["handle", "likes", "comments", "shares"] and grid.title == "Campaign Summer Client Acme"


def test_the_first_row_of_words_is_the_header() -> None:
    (grid,) = read("name,size\nTV,42\"\nTable,48\"\nPole,6'\n")
    assert grid.header == ["name", "size"] and len(grid.rows) == 4


def test_header_over_two_rows_is_merged() -> None:
    rows = "@a,tiktok,10,2,50\n@b,instagram,20,3,60\n@c,tiktok,30,4,70\n"
    (grid,) = read("Creator,,Results,,\nHandle,Platform,Likes,Comments,Fee\n" + rows)
    assert grid.header == ["Creator Handle", "Creator Platform", "Results Likes", "Results Comments", "Results Fee"]
    assert reasons(grid) == {1: "header"}
    assert list(grid.frame().index) == [3, 4, 5]


def test_units_belong_to_their_names() -> None:
    (grid,) = read("Creator,Followers,Price\n(handle),(count),(EUR)\n@a,100,5\n@b,200,6\n")
    assert grid.header == ["Creator (handle)", "Followers (count)", "Price (EUR)"]


def test_a_row_of_units_and_a_full_title() -> None:
    (grid,) = read("Time,Views,Watch time\nday,count,hours\n1,100,5.5\n2,200,6.5\n3,250,7.5\n")
    assert grid.header == ["Time day", "Views count", "Watch time hours"]
    (grid,) = read("Report,July 2026\nName,Clicks\nA,10\nB,20\nC,30\n")
    assert grid.header == ["Name", "Clicks"] and grid.title == "Report July 2026"


def test_title_total_and_footnote() -> None:
    (grid,) = read("Campaign report July,,\n,,\nName,Clicks,Fee\nA,10,5\nB,20,6\nTotal,30,11\n\n* fees without VAT,,\n")
    assert [row[0] for row in grid.rows] == ["Name", "A", "B", "Total"]
    assert reasons(grid) == {1: "note", 2: "blank", 7: "blank", 8: "note"}
    assert len(grid.rows) + len(grid.aside) == 8


def test_repeated_header_with_its_title() -> None:
    (grid,) = read("Name,Clicks\nA,1\nB,2\n\nAugust,\nName,Clicks\nC,3\nD,4\n")
    assert [row[0] for row in grid.rows] == ["Name", "A", "B", "C", "D"]
    assert reasons(grid) == {4: "blank", 5: "note", 6: "repeated header"}


def test_stacked_tables_with_titles() -> None:
    creators, orders = read(
        "Influencers\nhandle,followers\n@a,100\n@b,200\n\nOrders\norder_id,date,revenue\n1,2026-01-01,12.5\n2,2026-01-02,13.5\n"
    )
    assert creators.title == "Influencers" and creators.header == ["handle", "followers"]
    assert orders.title == "Orders" and orders.header == ["order_id", "date", "revenue"]


def test_blank_rows_inside_one_table_do_not_split_it() -> None:
    (grid,) = read("handle,followers\n@a,1\n\n@b,2\n@c,3\n\n\n@d,4\n")
    assert [row[0] for row in grid.rows] == ["handle", "@a", "@b", "@c", "@d"]


def test_side_by_side_tables() -> None:
    creators, payouts = read(
        "Creators,,,,Payouts,\nhandle,followers,likes,,handle,amount\n@a,1000,20,,@a,50\n@b,2000,30,,@b,60\n@c,3000,40,,,\n@d,4000,50,,,\n@e,5000,60,,,\n"
    )
    assert creators.header == ["handle", "followers", "likes"] and len(creators.rows) == 6
    assert payouts.header == ["handle", "amount"] and len(payouts.rows) == 3


def test_no_header() -> None:
    (grid,) = read("@a,1000,tiktok\n@b,2000,instagram\n@c,3000,youtube\n")
    assert not grid.has_header and grid.header == []
    assert grid.frame().shape == (3, 3)


def test_years_may_be_names() -> None:
    (grid,) = read("Channel,2024,2025,2026\nInfluencer,100,200,300\nSearch,150,250,350\n")
    assert grid.has_header


def test_names_of_rows_without_a_name_of_their_own() -> None:
    (grid,) = read('"handle","followers"\n"1","@a",100\n"2","@b",200\n"3","@c",300\n')
    assert grid.header == ["", "handle", "followers"]
    assert grid.frame()[1].tolist() == ["@a", "@b", "@c"]


def test_a_table_drawn_with_pipes() -> None:
    (grid,) = read("| handle | followers |\n|---|---|\n| @a | 100 |\n| @b | 200 |\n")
    assert [[cell.strip() for cell in row] for row in grid.rows] == [["handle", "followers"], ["@a", "100"], ["@b", "200"]]


def test_columns_aligned_by_eye() -> None:
    (grid,) = read("handle      followers  fee\n@anna b     1000       50\n@bob        20000      60\n@cara_long  300        70\n")
    assert [list(row) for row in grid.rows][1] == ["@anna b", "1000", "50"]


def test_campaign_names_with_pipes_do_not_choose_the_separator() -> None:
    (grid,) = read("Campaign,Clicks,Fee\nSummer | US | IG,10,5\nWinter | DE | TT,20,6\nSpring | FR | YT,30,7\n")
    assert grid.header == ["Campaign", "Clicks", "Fee"]


def test_an_empty_file_has_no_table() -> None:
    assert read("") == [] and read("\n \n") == []


def test_every_row_of_the_file_is_accounted_for() -> None:
    text = "Report\n\nName,Clicks,Fee\nA,1,2\nName,Clicks,Fee\nB,3,4\n\nC,5,6\n\nNote: preliminary\n"
    grids = read(text)
    rows = [number for grid in grids for number in grid.numbers] + [row.row for grid in grids for row in grid.aside]
    assert sorted(rows) == list(range(1, 11))


def test_a_header_written_three_times_is_one() -> None:
    header = "Handle,Likes,Fee\n"
    (grid,) = read(header * 3 + "@a,10,5\n@b,20,6\n@c,30,7\n")
    assert grid.header == ["Handle", "Likes", "Fee"] and len(grid.rows) == 4
    assert reasons(grid) == {2: "repeated header", 3: "repeated header"}


def test_footnotes_with_a_comma_in_them() -> None:
    table = "Name,Clicks,Fee,Sales\nA,10,5,1\nB,20,6,2\n\n"
    (grid,) = read(table + "Source: Acme\nPrices in dollars, without tax\n")
    assert len(grid.rows) == 3 and reasons(grid) == {4: "blank", 5: "note", 6: "note"}
    (grid,) = read(table + "Anna\nC,30,7,3\n")
    assert [row[0] for row in grid.rows] == ["Name", "A", "B", "Anna", "C"]


def test_a_title_with_as_many_words_as_columns_stays_a_title() -> None:
    text = "Sales of the first quarter 2026\na,b,c,d,e,f\n" + "".join(f"x{i},y,{i},2,3,4\n" for i in range(4))
    (grid,) = read_grid(text.encode(), "t.csv")
    assert grid.header == ["a", "b", "c", "d", "e", "f"]
    assert [row.cells for row in grid.aside] == [["Sales of the first quarter 2026"]]


def test_titles_apart_from_their_tables_belong_to_what_follows() -> None:
    may, june, gifts = read(
        "Acme influencers,,,\nMay 2026,,,\n,,,\nCreator,Posts,Reach,Fee\n@a,1,100,5\n@b,2,200,6\n,,,\n"
        "Acme affiliates,,,\nJune 2026,,,\n,,,\nAffiliate,Clicks,Orders,Commission\n@c,3,300,7\n@d,4,400,8\n,,,\n"
        "Acme gifts,,,\n,,,\nGift,Value,Sent,Received\nLamp,30,5,4\nMug,10,9,9\n"
    )
    assert [grid.title for grid in (may, june, gifts)] == ["Acme influencers May 2026", "Acme affiliates June 2026", "Acme gifts"]
    assert [len(grid.rows) for grid in (may, june, gifts)] == [3, 3, 3]


def test_a_header_in_two_halves_with_a_blank_row_between() -> None:
    _, trips = read(
        "Creator,Posts,Fee\n@a,1,5\n@b,2,6\n\nTravel,,,,\n\nDates,Place,Cost,,Total\n,,,,\n,,Rail,Taxi,\n"
        "1.2.26,Leeds,10,5,15\n2.2.26,York,20,5,25\n3.2.26,Hull,30,5,35\n"
    )
    assert trips.header == ["Dates", "Place", "Cost Rail", "Cost Taxi", "Total"]
    assert trips.title == "Travel" and len(trips.rows) == 4


def test_a_row_of_words_between_tables_stays_in_its_own() -> None:
    tables = "name,note,size\na,foo,1\nc,baz,2\n\nb,bar,\n\nhandle,followers,fee\n@x,10,1\n@y,20,2\n@z,30,3\n"
    first, second = read(tables)
    assert [row[0] for row in first.rows] == ["name", "a", "c", "b"] and second.header == ["handle", "followers", "fee"]
