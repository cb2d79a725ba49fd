"""Affiliate links and landing pages: what an address says, and whose sale it makes."""

import pandas as pd
import pytest

from lib.dataset import build_dataset
from lib.dataset.links import read_links
from lib.ingest import read_file


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://shop.com/pages/Anna?ref=Anna.K&x=1#top", {"page": "/pages/anna", "partner": "anna-k"}),
        ("/discount/ANNA15", {"page": "/discount/anna15"}),
        ("https://shop.com/?UTM_Source=ig&utm_campaign=spring%20sale", {"utm_source": "ig", "utm_campaign": "spring%20sale"}),
        ("shop.com", {}),
        ("https://shop.com/?xref=anna", {}),
        ("/?utm_content=Anna_K&utm_campaign=x", {"partner": "anna-k", "utm_campaign": "x"}),
        ("/?utm_content=video-1&ref=anna", {"partner": "anna"}),
        (None, {}),
    ],
)
def test_what_an_address_says(address, said):
    assert read_links(pd.Series([address], dtype="str")).iloc[0].dropna().to_dict() == said


CAMPAIGNS = pd.DataFrame(
    {
        "creator_id": ["a", "b", "c"],
        "handle": ["anna", "bob", "cy"],
        "campaign": ["X", "X", "Y"],
        "fee": [1.0, 2, 3],
        "discount_code": ["ANNA15", None, None],
        "tracking_link": [None, "https://shop.com/collections/best?ref=bb7", "https://shop.com/hello-cy?utm_campaign=cy_spring"],
    }
)


def credited(**order: str) -> tuple[str, str | None]:
    """The creator and the method of one order."""
    frame = pd.DataFrame([order]).assign(revenue=1.0)
    row = build_dataset({"campaigns": CAMPAIGNS, "orders": frame}).orders.iloc[0]
    key, by = row["creator_key"], row["credited_by"]
    return (key.partition(":")[2] if isinstance(key, str) else None), (by if isinstance(by, str) else None)


def test_links_and_pages_find_their_creator():
    assert credited(landing_page="https://shop.com/?ref=bb7") == ("bob", "link")
    assert credited(landing_page="https://shop.com/anything?ref=anna") == ("anna", "link")
    assert credited(landing_page="https://shop.com/x?ref=anna15") == ("anna", "link")
    assert credited(landing_page="https://shop.com/x?utm_campaign=cy-spring") == ("cy", "utm")
    assert credited(landing_page="https://shop.com/hello-cy") == ("cy", "landing")
    assert credited(landing_page="/discount/ANNA15") == ("anna", "landing")
    assert credited(landing_page="/pages/bob/") == ("bob", "landing")
    assert credited(landing_page="https://shop.com/") == (None, None)
    assert credited(landing_page="/?utm_campaign=spring&utm_content=bob") == ("bob", "link")
    assert credited(utm_campaign="spring", utm_content="@cy") == ("cy", "utm")


def test_the_code_comes_before_the_link_and_the_link_before_the_page():
    assert credited(discount_code="anna15", landing_page="https://shop.com/hello-cy?ref=bb7") == ("anna", "code")
    assert credited(landing_page="https://shop.com/hello-cy?ref=bb7") == ("bob", "link")


def test_visits_are_credited_by_their_landing_page():
    visits = pd.DataFrame({"landing_page": ["/pages/anna", "/"], "sessions": [10.0, 20.0]})
    assert build_dataset({"campaigns": CAMPAIGNS, "traffic": visits}).traffic["credited_by"].fillna("").tolist() == ["landing", ""]


def test_every_method_keeps_the_creator_it_finds():
    orders = pd.DataFrame({"discount_code": ["ANNA15"], "landing_page": ["/hello-cy?ref=bb7"], "revenue": [1.0]})
    row = build_dataset({"campaigns": CAMPAIGNS, "orders": orders}).orders.iloc[0]
    found = {name: row[f"creator_by_{name}"] for name in ("code", "link", "landing")}
    assert {name: key.partition(":")[2] for name, key in found.items()} == {"code": "anna", "link": "bob", "landing": "cy"}


def test_touches_are_read_and_linked():
    rows = "Order ID,Touch date,UTM source,UTM campaign,Landing page\n1,2026-01-02,ig,other,/?ref=anna\n1,2026-01-05,google,,/\n"
    imported = read_file(rows.encode(), "customer journeys.csv")
    assert imported.tables[0].kind == "touches"
    dataset = build_dataset([imported, read_file(CAMPAIGNS.to_csv(index=False).encode(), "campaigns.csv")])
    assert dataset.touches["credited_by"].tolist()[0] == "link"
    assert dataset.touches["creator_key"].isna().tolist() == [False, True]
