"""Coverage of 90 % intervals on the partners page in simulated programmes: fatigue per repeat, money per customer by day 90.

Printed per world: bias of the estimate, share of intervals that hold the truth, and for comparison the bias of comparing each
creator with themselves (which takes booking the lucky ones again for fatigue).
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.partners.customers import customers
from lib.partners.repeats import fatigue

PROGRAMMES = {
    "booked again at random": {"lucky": False},
    "booked again after good results": {},
    "no fatigue": {"slope": 0.0},
    "little noise": {"noise": 0.5},
    "three in ten bring nothing": {"silent": 0.3},
    "40 creators": {"creators": 40},
}


def programme(
    random: np.random.Generator,
    creators: int = 150,
    slope: float = -0.13,
    noise: float = 0.9,
    silent: float = 0.1,
    lucky: bool = True,
) -> pd.DataFrame:
    """Return partnerships of creators who are booked again with a probability that may depend on the result."""
    rows = []
    for creator in range(creators):
        level = np.exp(random.normal(0, 0.6))
        for repeat in range(9):
            posts = random.integers(1, 4)
            luck = random.lognormal(-(noise**2) / 2, noise) * (random.random() > silent) / (1 - silent)
            each = level * np.exp(slope * repeat) * luck
            rows.append(
                (f"c{creator}", f"k{repeat}", pd.Timestamp("2025-01-01") + pd.Timedelta(days=30 * repeat), each * posts, posts)
            )
            if random.random() > ((0.75 if each > 1 else 0.3) if lucky else 0.5):
                break
    return pd.DataFrame(rows, columns=["creator_key", "campaign_key", "start", "value", "posts"])


def against_themselves(rows: pd.DataFrame) -> float:
    """Return the change per repeat within creators, as a plain regression gives it."""
    kept = rows[rows["value"] > 0].assign(
        x=lambda t: np.log(t["value"] / t["posts"]), k=lambda t: t.groupby("creator_key").cumcount()
    )
    centred = kept[["x", "k"]] - kept.groupby("creator_key")[["x", "k"]].transform("mean")
    return float((centred["x"] * centred["k"]).sum() / (centred["k"] ** 2).sum())


def fatigue_coverage(worlds: int, slope: float = -0.13, **kind: object) -> tuple[float, float, float]:
    """Return (bias, coverage, bias of the plain comparison), in logs per repeat."""
    random, found = np.random.default_rng(0), []
    for _ in range(worlds):
        rows = programme(random, slope=slope, **kind)
        result = fatigue(rows)
        found.append(
            (np.log1p(result.change) - slope, result.low <= np.expm1(slope) <= result.high, against_themselves(rows) - slope)
        )
    return tuple(np.mean(found, axis=0))


def shop(random: np.random.Generator, people: int, days: int = 240) -> pd.DataFrame:
    """Return orders: everybody orders once on a random day, then at a rate of their own; the file ends on day ``days``."""
    first, rate = random.integers(0, days, people), random.gamma(0.5, 0.02, people)
    count = random.poisson(rate * 400)
    who = np.concatenate([np.arange(people), np.repeat(np.arange(people), count)])
    since = np.concatenate([np.zeros(people), random.random(count.sum()) * 400])
    day = np.floor(first[who] + since)
    kept = day < days
    orders = pd.DataFrame(
        {"customer": who[kept].astype(str), "order_date": pd.Timestamp("2025-01-01") + pd.to_timedelta(day[kept], "D")}
    )
    orders = orders.assign(
        revenue=random.lognormal(4, 0.5, kept.sum()), refunds=0.0, orders=1.0, order_id=np.arange(kept.sum()).astype(str)
    )
    return orders.assign(
        new_customer=pd.array([pd.NA] * len(orders), dtype="boolean"), creator_key="c", campaign_key="k", cancelled_at=pd.NaT,
        repeated_table=False, duplicate=False, repeated_id=False,
    )  # fmt: skip


def customer_coverage(worlds: int, people: int) -> tuple[float, float]:
    """Return (relative bias, coverage) of money per customer by day 90."""
    random, found = np.random.default_rng(0), []
    truth = np.exp(4 + 0.125) * (1 + 0.01 * 90.5)
    for _ in range(worlds):
        orders = shop(random, people)
        row = customers(orders, np.ones(len(orders))).value.set_index("day").loc[90]
        found.append((row["revenue"] / truth - 1, row["low"] <= truth <= row["high"]))
    return tuple(np.mean(found, axis=0))


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{'fatigue per repeat':<34} bias    coverage  bias of comparing within creators")
    for name, kind in PROGRAMMES.items():
        bias, inside, plain = fatigue_coverage(count, **kind)
        print(f"{name:<34} {bias:+.3f}  {inside:8.3f}  {plain:+.3f}")
    for people in (50, 300):
        bias, inside = customer_coverage(count, people)
        print(f"money per customer by day 90, n = {people:<4} bias {bias:+.1%}  coverage {inside:.3f}")
