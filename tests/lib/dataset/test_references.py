"""Rows that name their creator and campaign only through another table's row."""

import pandas as pd
import pytest

from lib.dataset import build_dataset
from lib.ingest import read_file
from lib.roi import returns

DEALS = "Deal ref ID,Campaign ID,Creator ID,Agreed fee\n1,10,7,100\n2,10,8,200\n3,11,7,50\n"
POSTS = "Post ID,Deal ref ID,Post date,Likes,Revenue\nP1,1,2025-01-01,5,30\nP2,1,2025-01-02,5,40\nP3,3,2025-02-02,5,7\n"


def built(**files: str):
    return build_dataset([read_file(text.encode(), f"{name}.csv") for name, text in files.items()])


def test_posts_find_creator_and_campaign_through_the_partnership_they_name():
    for files in ({"deals": DEALS, "posts": POSTS}, {"posts": POSTS, "deals": DEALS}):
        dataset = built(**files)
        assert returns(dataset, "creator")["revenue"].dropna().to_dict() == {"7": 77.0}
        assert returns(dataset, "campaign")["revenue"].dropna().to_dict() == {"10": 70.0, "11": 7.0}
        assert returns(dataset).loc["total", "cost"] == 350


@pytest.mark.parametrize(
    ("deals", "posts"),
    [
        (DEALS.replace("\n2,", "\n1,"), POSTS),  # does not tell the rows apart
        (DEALS, POSTS.replace("P3,3,", "P3,9,")),  # names a row that is not there
        (DEALS.replace("Deal ref ID", "Brand ID"), POSTS.replace("Deal ref ID", "Brand ID")),  # numbers something else
    ],
)
def test_what_is_no_reference_links_nothing(deals, posts):
    dataset = built(deals=deals, posts=posts)
    assert dataset.posts["creator_key"].isna().all()
    assert returns(dataset).loc["total", "revenue"] == 77


def test_what_a_row_states_itself_is_kept():
    posts = POSTS.replace("Post date,", "Creator ID,Post date,").replace(",2025", ",8,2025")
    dataset = built(deals=DEALS, posts=posts)
    assert returns(dataset, "creator")["revenue"].dropna().to_dict() == {"8": 77.0}


def test_six_normalised_tables_give_every_campaign_and_creator_its_money(shared):
    names = ["brands", "campaign_creators", "campaigns", "content_posts", "payments", "platforms"]
    paths = [shared / f"campaigns/sponsorship_{name}.csv" for name in names]
    paths += [shared / "creators/sponsorship_creators.csv", shared / "creators/sponsorship_creator_accounts.csv"]
    dataset = build_dataset([read_file(path, path.name) for path in paths])
    parts, posts = pd.read_csv(paths[1], dtype={"campaign_id": str, "creator_id": str}), pd.read_csv(paths[3])
    sold = parts.merge(posts, on="campaign_creator_id", validate="one_to_many")
    for by, key in (("campaign", "campaign_id"), ("creator", "creator_id")):
        found = returns(dataset, by)
        assert found["revenue"].dropna().to_dict() == pytest.approx(sold.groupby(key)["revenue_generated"].sum().to_dict())
    assert not len(dataset.unmatched)
