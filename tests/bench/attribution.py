"""A million orders × 20,000 posts × 2,000 creators: CPU seconds of everything the attribution page computes, and leaks found.

Usage: python tests/bench/attribution.py [orders]. Half of the orders know their customer; every hundredth names two creators;
twenty codes leak (uses spread over a year). Times are CPU time, with their ratio to one plain groupby of the orders.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.attribution import combinations, order_sales, pieces
from lib.attribution.leaks import code_leaks
from lib.attribution.models import MODELS, credit
from lib.attribution.touches import days_since_click, touches
from lib.attribution.windows import days_since, places, programme_posts, window_sums
from lib.dataset import build_dataset

CREATORS, POSTS, ORDERS, LEAKED = 2_000, 20_000, 1_000_000, 20
START = pd.Timestamp("2026-01-01")


def tables(size: int, seed: int = 7) -> tuple[dict[str, pd.DataFrame], set[str]]:
    """Return synthetic tables and the leaked codes: each creator takes part once with a code and a tag, and posts ten times."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"K{i:05d}" for i in range(CREATORS)])
    creators = pd.DataFrame({"creator_id": ids, "handle": [f"h{i}" for i in range(CREATORS)], "platform": "instagram"})
    codes = np.array([f"C{i}" for i in range(CREATORS)])
    campaigns = pd.DataFrame({"campaign": [f"P{i % 60}" for i in range(CREATORS)], "creator_id": ids, "discount_code": codes})
    begun = rng.integers(0, 300, CREATORS)
    volume = rng.gamma(2, 1, CREATORS)
    campaigns = campaigns.assign(utm_campaign=[f"t_h{i}" for i in range(CREATORS)], fee=100.0)
    campaigns = campaigns.assign(clicks=rng.poisson(volume * size / CREATORS * 15), start_date=_on(begun))
    poster = rng.integers(0, CREATORS, POSTS)
    posts = pd.DataFrame({"post_id": [f"T{i}" for i in range(POSTS)], "creator_id": ids[poster]})
    posts["campaign"] = campaigns["campaign"].to_numpy()[poster]
    posts["post_date"] = _on(begun[poster] + rng.integers(0, 20, POSTS))
    who = rng.choice(CREATORS, size, p=volume / volume.sum())
    first = posts.groupby("creator_id")["post_date"].min().reindex(ids).fillna(campaigns.set_index("creator_id")["start_date"])
    waited = np.floor(rng.exponential(8, size))
    leaked = rng.choice(CREATORS, LEAKED, replace=False)
    waited = np.where(np.isin(who, leaked) & (rng.random(size) < 0.6), rng.integers(-5, 365, size), waited)
    orders = pd.DataFrame({"order_id": [f"O{i}" for i in range(size)], "currency": "USD", "discount_code": codes[who]})
    orders["order_date"] = first.to_numpy()[who] + pd.to_timedelta(waited, unit="D")
    orders["utm_campaign"] = np.where(rng.random(size) < 0.5, campaigns["utm_campaign"].to_numpy()[who], None)
    other = rng.random(size) < 0.01
    orders.loc[other, "utm_campaign"] = campaigns["utm_campaign"].to_numpy()[rng.integers(0, CREATORS, other.sum())]
    orders["customer"] = np.where(rng.random(size) < 0.5, "k" + pd.Series(rng.integers(0, size // 3, size)).astype(str), None)
    orders["revenue"], orders["refunds"] = rng.gamma(2, 30, size).round(2), 0.0
    return {"creators": creators, "campaigns": campaigns, "posts": posts, "orders": orders}, set(np.char.lower(codes[leaked]))


def _on(days: np.ndarray) -> pd.Series:
    return pd.Series(START + pd.to_timedelta(days, unit="D"))


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else ORDERS
    given, leaked = tables(size)
    dataset = build_dataset(given)
    begun = process_time()
    dataset.orders.groupby(["creator_key", "campaign_key"])["revenue"].sum()
    plain = process_time() - begun
    spent: dict[str, float] = {}

    def timed(name: str, compute: Callable[[], object]) -> object:
        start = process_time()
        found = compute()
        spent[name] = process_time() - start
        return found

    sales = timed("orders that count", lambda: order_sales(dataset))
    timed("overlaps", lambda: combinations(sales))
    posts = timed("posts", lambda: programme_posts(dataset, sales.creators, sales.campaigns))
    since, known = timed("days since the post", lambda: days_since(sales, posts, days_since_click(dataset, sales)))
    sums = timed("windows", lambda: window_sums(sales, since, known))
    leaks = timed("code leaks", lambda: code_leaks(dataset, sales, posts))
    parts = timed("floor and full", lambda: pieces(sales, places(since, known, 30), leaks.doubt))
    opened = sum(spent.values())
    seen = timed("touches", lambda: touches(dataset, sales))
    table = timed("touch models", lambda: credit(sales, seen))
    for name, seconds in spent.items():
        print(f"{name:<22}{seconds:>7.2f} s  {seconds / plain:>5.1f} × a plain groupby")
    print(f"{'page when it opens':<22}{opened:>7.2f} s  {opened / plain:>5.1f} × ({size:,} orders; plain groupby {plain:.2f} s)")
    total = sales.revenue[sales.credited].sum()
    assert np.allclose(sums.groupby("window", dropna=False)["revenue"].sum(), total)
    assert np.isclose(parts.loc[parts["level"] != "full", "revenue"].sum(), total)
    assert np.allclose(table[list(MODELS)].sum(), sales.revenue[np.unique(seen.sale)].sum())
    named = set(leaks.table.index[leaks.table["level"] == "leak"])
    print(f"leaks: {len(named & leaked)} of {len(leaked)} found, {len(named - leaked)} of {CREATORS - LEAKED:,} innocents named")


if __name__ == "__main__":
    main()
