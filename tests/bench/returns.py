"""A million orders × 20,000 posts × 2,000 creators: seconds for linking, and for everything the returns page computes."""

import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.dataset import Settings, build_dataset, with_settings
from lib.roi import money_lines
from lib.roi.deals import deals
from lib.roi.lines import settled_money
from lib.roi.returns import group_labels, summarise

CREATORS, CAMPAIGNS, POSTS, ORDERS = 2_000, 60, 20_000, 1_000_000


def tables(seed: int = 7) -> dict[str, pd.DataFrame]:
    """Synthetic tables: each creator takes part in five campaigns, each part with its own code."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"K{i:05d}" for i in range(CREATORS)])
    creators = pd.DataFrame({"creator_id": ids, "handle": [f"h{i}" for i in range(CREATORS)]})
    creators["platform"] = rng.choice(["instagram", "tiktok", "youtube"], CREATORS)
    creators["followers"] = rng.lognormal(10, 1.5, CREATORS).round()
    who = np.repeat(np.arange(CREATORS), 5)
    which = rng.integers(0, CAMPAIGNS, len(who))
    codes = np.array([f"C{c}X{k}" for c, k in zip(who, which, strict=True)])
    campaigns = pd.DataFrame({"campaign_id": [f"P{k}" for k in which], "creator_id": ids[who], "discount_code": codes})
    campaigns = campaigns.assign(fee=rng.integers(50, 900, len(who)), product_cost=20.0, start_date=pd.Timestamp("2026-01-01"))
    campaigns["impressions"] = rng.integers(1e3, 1e5, len(who))
    posts = pd.DataFrame({"post_id": [f"T{i}" for i in range(POSTS)], "creator_id": ids[rng.integers(0, CREATORS, POSTS)]})
    posts["campaign"] = [f"P{k}" for k in rng.integers(0, CAMPAIGNS, POSTS)]
    posts["likes"], posts["views"] = rng.integers(0, 9e3, POSTS), rng.integers(0, 9e4, POSTS)
    orders = pd.DataFrame({"order_id": [f"O{i}" for i in range(ORDERS)], "currency": "USD", "discount": 5.0})
    orders["discount_code"] = codes[rng.integers(0, len(codes), ORDERS)]
    orders["revenue"] = rng.gamma(2, 30, ORDERS).round(2)
    orders["refunds"] = rng.choice([0.0, 12.5], ORDERS, p=[0.95, 0.05])
    orders["order_date"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 300, ORDERS), unit="D")
    orders["new_customer"] = rng.random(ORDERS) < 0.6
    return {"creators": creators, "campaigns": campaigns, "posts": posts, "orders": orders}


def main() -> None:
    """Print the seconds and their ratios to one plain groupby of the orders."""
    given = tables()
    start = perf_counter()
    dataset = build_dataset(given)
    linked = perf_counter()
    money = settled_money(dataset)
    frame = deals(dataset, money)
    kinds = (None, "creator", "campaign", "platform", "tier", "model")
    found = {by: summarise(frame, group_labels(dataset, by), dataset.settings) for by in kinds}
    computed = perf_counter()
    lines = money_lines(dataset, money)
    listed = perf_counter()
    other = with_settings(dataset, Settings(gross_margin=0.4))
    summarise(deals(other), None, other.settings)
    changed = perf_counter()
    dataset.orders.groupby(["creator_key", "campaign_key"])["revenue"].sum()
    plain = perf_counter() - changed
    assert np.isclose(found[None]["revenue"].iloc[0], (given["orders"]["revenue"] - given["orders"]["refunds"]).sum())
    assert np.isclose(lines.loc[lines["counted"] & (lines["side"] == "value"), "amount"].sum(), frame["value"].sum())
    print(f"linking {ORDERS:,} orders, {POSTS:,} posts, {CREATORS:,} creators: {linked - start:.2f} s (part of loading)")
    ratio = (computed - linked) / plain
    print(f"deals and all six returns: {computed - linked:.2f} s = {ratio:.1f} × one plain groupby ({plain:.2f} s)")
    print(f"ledger of {len(lines):,} lines: {listed - computed:.2f} s")
    print(f"returns page after load (deals, returns, ledger): {listed - linked:.2f} s, target 1.5 s")
    print(f"changed setting: {changed - listed:.2f} s")


if __name__ == "__main__":
    main()
