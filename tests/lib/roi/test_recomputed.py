"""Every figure of Returns, Attribution and Compare against plain arithmetic on the raw rows, to the cent."""

import numpy as np
import pandas as pd
import pytest

from lib.attribution.sales import order_sales
from lib.attribution.union import by_creator, combinations, pieces
from lib.compare import comparison
from lib.dataset import Dataset, Settings, build_dataset
from lib.roi import break_even_fee, deals, returns
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.returns import group_labels, summarise
from lib.roi.trace import figure_trace, pairs_of_group

WORTH = {"USD": 1.0, "EUR": 1.25, "GBP": 1.5, "XXX": np.nan}
CENT = 0.004
CHOICES = [
    Settings(gross_margin=1.0),
    Settings(gross_margin=0.0, vat_rate=0.2),
    Settings(gross_margin=0.4, vat_rate=0.2, prices_include_vat=False),
    Settings(gross_margin=0.77, discount_is_cost=True),
]


def cents(random: np.random.Generator, most: int, size: int, known: float = 1.0) -> np.ndarray:
    return np.where(random.random(size) < known, random.integers(0, most, size) / 100, np.nan)


def made(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ten partnerships of six creators in three campaigns, 60 orders: three currencies, refunds, cancellations, strange codes."""
    random = np.random.default_rng(seed)
    parts = pd.DataFrame([(f"c{i}", f"S{j}") for i in range(6) for j in range(3)], columns=["creator_id", "campaign"])
    parts = parts.sample(10, random_state=seed, ignore_index=True)
    parts = parts.assign(
        discount_code=parts["creator_id"] + parts["campaign"],
        fee=cents(random, 50_000, 10), product_cost=cents(random, 5_000, 10, 0.7),
        content_value=cents(random, 9_000, 10, 0.5), currency=random.choice(["USD", "EUR", "GBP"], 10),
        platform=random.choice(["tiktok", "instagram"], 10), clicks=random.integers(1, 500, 10).astype(float),
    )  # fmt: skip
    orders = pd.DataFrame(
        {
            "order_id": [f"o{i}" for i in range(60)],
            "discount_code": random.choice([*parts["discount_code"], "NOBODY", None], 60),
            "order_date": pd.Timestamp("2025-01-05") + pd.to_timedelta(random.integers(0, 60, 60), unit="D"),
            "revenue": cents(random, 30_000, 60), "refunds": cents(random, 40_000, 60, 0.2), "tax": cents(random, 900, 60, 0.5),
            "discount": cents(random, 2_000, 60, 0.5), "currency": random.choice(list(WORTH), 60),
            "cancelled_at": pd.to_datetime(np.where(random.random(60) < 0.1, "2025-03-01", None)),
        }
    )  # fmt: skip
    return parts, orders


def by_hand(parts: pd.DataFrame, orders: pd.DataFrame, chosen: Settings) -> pd.DataFrame:
    """One row per partnership: cost, revenue, value, tax, net (what the margin applies to), fee; reporting currency."""
    worth = parts["currency"].map(WORTH)
    sold = orders[orders["cancelled_at"].isna() & orders["currency"].map(WORTH).notna()].fillna({"refunds": 0, "discount": 0})
    rate = sold["currency"].map(WORTH)
    net = (sold["revenue"] - sold["refunds"]) * rate
    guessed = (sold["revenue"] - sold["refunds"]) * chosen.vat_rate / (1 + chosen.vat_rate)
    tax = sold["tax"].fillna(guessed) * rate if chosen.prices_include_vat else net * 0
    given = sold["discount"] * rate if chosen.discount_is_cost else net * 0
    sums = pd.DataFrame({"code": sold["discount_code"], "net": net, "tax": tax, "given": given}).groupby("code").sum()
    sums = sums.reindex(parts["discount_code"]).fillna(0.0).reset_index(drop=True)
    revenue = sums["net"] + sums["given"]
    return parts[["creator_id", "campaign"]].assign(
        cost=(parts["fee"] + parts["product_cost"].fillna(0)) * worth + sums["given"], revenue=revenue,
        value=revenue + parts["content_value"].fillna(0) * worth, tax=sums["tax"], net=sums["net"] - sums["tax"],
        fee=parts["fee"] * worth,
    )  # fmt: skip


def summed(rows: pd.DataFrame, chosen: Settings) -> pd.DataFrame:
    profit = rows["value"] - rows["tax"] - (1 - chosen.gross_margin) * rows["net"] - rows["cost"]
    return rows.assign(profit=profit, roi=rows["value"] / rows["cost"] - 1, roas=rows["revenue"] / rows["cost"])


@pytest.fixture(scope="module", params=range(8))
def case(request) -> tuple[Dataset, pd.DataFrame]:
    parts, orders = made(request.param)
    chosen = CHOICES[request.param % len(CHOICES)]
    settings = Settings(**(chosen.__dict__ | {"rates": (("EUR", 1.25), ("GBP", 1.5))}))
    return build_dataset({"campaigns": parts, "orders": orders}, settings), by_hand(parts, orders, settings)


def test_returns_and_break_even_fees(case):
    dataset, hand = case
    total = summed(hand.drop(columns=["creator_id", "campaign"]).sum().to_frame().T, dataset.settings).iloc[0]
    found = returns(dataset).loc["total"]
    for name in ("cost", "revenue", "value", "profit", "roi", "roas"):
        assert found[name] == pytest.approx(total[name], abs=CENT)
    for by, key in (("creator", "creator_id"), ("campaign", "campaign")):
        expected = summed(hand.groupby(key).sum(numeric_only=True), dataset.settings)
        groups = returns(dataset, by)
        unsold = groups["revenue"].isna()  # nothing known is no 0
        assert (expected.loc[unsold[unsold].index, "revenue"] == 0).all()
        groups.loc[unsold, ["revenue", "roas"]] = 0.0
        groups.loc[groups["value"].isna(), ["value", "roi"]] = 0.0, -1.0
        assert sorted(groups.index) == sorted(expected.index)
        for name in ("cost", "revenue", "value", "profit", "roi", "roas"):
            assert groups[name].to_dict() == pytest.approx(expected[name].to_dict(), abs=CENT)
        fees = break_even_fee(dataset, by)["break_even_fee"].dropna()
        assert fees.to_dict() == pytest.approx((expected["fee"] + expected["profit"]).clip(lower=0)[fees.index].to_dict(), abs=CENT)


def test_every_trace_adds_up_to_its_figure(case):
    dataset, _hand = case
    money = settled_money(dataset)
    frame = deals_by_pair(dataset, money)
    for by in (None, "creator", "campaign", "platform"):
        labels = group_labels(dataset, by)
        for label, row in summarise(frame, labels, dataset.settings).iterrows():
            pairs = pairs_of_group(money, frame, labels, label)
            for figure in ("cost", "value", "revenue"):
                shown = 0.0 if pd.isna(row[figure]) else row[figure]
                assert figure_trace(dataset, money, figure, row, pairs).rows["amount"].sum() == pytest.approx(shown, abs=CENT)
            trace = figure_trace(dataset, money, "profit", row, pairs)
            terms = trace.rows.groupby("term")["amount"].sum()
            added = terms.sum() - 2 * terms["Cost"] + sum(amount for _name, _why, amount in trace.derived)
            assert added == pytest.approx(row["profit"], abs=CENT)


def test_attribution_credits_the_same_sales(case):
    dataset, hand = case
    sales = order_sales(dataset)
    net = (hand["net"] + hand["tax"]).sum()
    doubt = np.linspace(0, 1, len(sales.row))
    inside = np.where(np.arange(len(sales.row)) % 3, "inside", "after")
    found = pieces(sales, inside, doubt).set_index("piece")["revenue"]
    assert found[["direct", "doubt", "outside"]].sum() == pytest.approx(net, abs=CENT)
    assert by_creator(sales, inside, doubt)[["floor", "doubt", "outside"]].sum().sum() == pytest.approx(net, abs=CENT)
    assert combinations(sales).query("counted")["revenue"].sum() == pytest.approx(net, abs=CENT)


@pytest.mark.parametrize("metric", ["roi", "roas", "roi_direct", "cpc", "cac"])
def test_compare_states_what_returns_states(case, metric):
    dataset, _hand = case
    cells = comparison(dataset, deals(dataset), None, ["platform"], metric).cells.set_index("platform")["raw"]
    assert cells.to_dict() == pytest.approx(returns(dataset, "platform").loc[cells.index, metric].to_dict(), nan_ok=True)
