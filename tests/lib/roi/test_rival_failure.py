"""The rivals' failure: payouts, posts and sales joined row by row multiply money. Here every sum equals the raw sheet's."""

from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from lib.dataset import Dataset, build_dataset
from lib.ingest import read_file
from lib.roi import deals, money_lines, returns

FILES = (
    "creators/healthkart_influencers",
    "campaigns/healthkart_posts",
    "campaigns/healthkart_tracking_data",
    "campaigns/healthkart_payouts",
)


def raw(path: Path) -> pd.DataFrame:
    """Every sheet's rows as the file has them."""
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return pd.DataFrame(rows, columns=head)


@pytest.fixture(scope="module")
def sheets(shared: Path) -> dict[str, pd.DataFrame]:
    return {name.rpartition("_")[2] if "data" not in name else "tracking": raw(shared / f"{name}.xlsx") for name in FILES}


@pytest.fixture(scope="module")
def dataset(shared: Path) -> Dataset:
    return build_dataset([read_file(shared / f"{name}.xlsx", f"{name}.xlsx") for name in FILES])


def test_totals_equal_the_sheets(dataset, sheets):
    revenue, paid = sheets["tracking"]["revenue"].sum(), sheets["payouts"]["total_payout"].sum()
    total = returns(dataset).loc["total"]
    assert total["revenue"] == pytest.approx(revenue)
    assert total["cost"] == pytest.approx(paid)
    assert total["roi"] == pytest.approx((revenue - paid) / paid)
    assert total["orders"] == sheets["tracking"]["orders"].sum()
    assert total[["reach", "likes", "comments"]].tolist() == sheets["posts"][["reach", "likes", "comments"]].sum().tolist()


def test_each_creator_equals_its_rows(dataset, sheets):
    found = returns(dataset, "creator")
    number = "influencer_id"
    revenue = sheets["tracking"].groupby(sheets["tracking"][number].astype(int).astype(str))["revenue"].sum()
    paid = sheets["payouts"].groupby(sheets["payouts"][number].astype(int).astype(str))["total_payout"].sum()
    assert found["revenue"].dropna().to_dict() == pytest.approx(revenue.to_dict())
    assert found["cost"].dropna().to_dict() == pytest.approx(paid.to_dict())


def test_each_campaign_equals_its_rows(dataset, sheets):
    found = returns(dataset, "campaign")["revenue"].dropna()
    assert found.to_dict() == pytest.approx(sheets["tracking"].groupby("campaign")["revenue"].sum().to_dict())


def test_the_naive_join_would_have_multiplied(sheets):
    joined = sheets["tracking"].merge(sheets["posts"], on="influencer_id").merge(sheets["payouts"], on="influencer_id")
    assert joined["revenue"].sum() > 5 * sheets["tracking"]["revenue"].sum()


def test_ledger_and_deals_agree(dataset):
    lines, parts = money_lines(dataset), deals(dataset)
    counted = lines[lines["counted"]].groupby("side", observed=True)["amount"].sum()
    assert counted["cost"] == pytest.approx(parts["cost"].sum())
    assert counted["value"] == pytest.approx(parts["value"].sum())
    assert not parts.duplicated(["creator_key", "campaign_key"]).any()
