"""How many leaked codes are found, and how many innocents named, in simulated shops with known truth.

Per world: precision and recall of the verdict 'looks leaked', share of innocents that are named or worth a look, and money in
doubt / money truly leaked. Usage: python tests/bench/leaks.py [shops per world]
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.attribution import order_sales
from lib.attribution.leaks import code_leaks
from lib.attribution.windows import programme_posts
from lib.dataset import build_dataset

START = pd.Timestamp("2026-01-01")
WORLDS = {
    "100 codes, 5 leaks": {},
    "half of the uses leaked": {"share": 0.5},
    "a third of the uses leaked": {"share": 0.33},
    "8 codes, 1 leak": {"codes": 8, "leaks": 1},
    "40% leaked": {"leaks": 40},
    "no leaks": {"leaks": 0},
    "15 uses per code": {"uses": 15},
    "200 uses per code": {"uses": 200},
    "sales fade over six weeks": {"fading": 42.0},
    "a fifth of the videos are evergreen": {"evergreen": 0.2},
    "conversion differs widely": {"spread": 1.0},
    "no clicks known": {"clicks": False},
    "leaks begin weeks after the post": {"first": 21},
}


def shop(
    random: np.random.Generator, codes: int = 100, leaks: int = 5, uses: float = 40, share: float = 0.67, fading: float = 8.0,
    evergreen: float = 0.0, spread: float = 0.5, clicks: bool = True, first: int = -5,
) -> tuple[dict[str, pd.DataFrame], np.ndarray, np.ndarray]:  # fmt: skip
    """Return tables, which codes leak, and which orders do; ``share`` of a leaked code's uses; ``spread`` of conversion (log)."""
    names = np.array([f"C{i}" for i in range(codes)])
    honest = random.poisson(uses * random.gamma(3, 1 / 3, codes))
    leaky = np.arange(codes) < leaks
    extra = np.where(leaky, random.poisson(np.maximum(honest, 8) * share / (1 - share)), 0)
    posted = random.integers(0, 60, codes)
    seen = random.poisson(honest / 0.03 * random.lognormal(0, spread, codes)) if clicks else np.full(codes, np.nan)
    tail = np.where(random.random(codes) < evergreen, 90.0, fading)
    who = np.repeat(np.arange(codes), honest)
    waited = np.floor(random.exponential(tail[who]))
    leaked = np.repeat(np.arange(codes), extra)
    late = random.integers(first, 180, len(leaked))
    code, day = np.append(who, leaked), np.append(posted[who] + waited, posted[leaked] + late)
    orders = pd.DataFrame({"discount_code": names[code], "order_date": START + pd.to_timedelta(day, unit="D"), "revenue": 50.0})
    campaigns = pd.DataFrame({"creator_id": names, "campaign": "X", "discount_code": names, "fee": 1.0, "clicks": seen})
    campaigns["post_date"] = START + pd.to_timedelta(posted, unit="D")
    return {"campaigns": campaigns, "orders": orders}, leaky, np.append(np.zeros(len(who)), np.ones(len(leaked)))


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print(f"{size} shops per world                    precision  recall  innocents named  worth a look  doubt/leaked")
    for name, world in WORLDS.items():
        random = np.random.default_rng(7)
        counts = np.zeros(5)
        money = np.zeros(2)
        for _ in range(size):
            tables, leaky, leaked = shop(random, **world)
            dataset = build_dataset(tables)
            sales = order_sales(dataset)
            found = code_leaks(dataset, sales, programme_posts(dataset, sales.creators, sales.campaigns))
            level = found.table["level"].reindex([f"c{i}" for i in range(len(leaky))]).fillna("").to_numpy()
            named, looked = level == "leak", level == "look"
            counts += ((named & leaky).sum(), named.sum(), leaky.sum(), (looked & ~leaky).sum(), (~leaky).sum())
            money += (found.doubt @ sales.revenue, leaked.sum() * 50)
        hit, named, true, looked, innocent = counts
        rates = (hit / named if named else np.nan, hit / true if true else np.nan, (named - hit) / innocent, looked / innocent)
        row = "".join(f"{rate:>{width}.1%}" for rate, width in zip(rates, (10, 8, 17, 14), strict=True))
        print(f"{name:<38}{row}{money[0] / money[1] if money[1] else np.nan:>14.2f}")


if __name__ == "__main__":
    main()
