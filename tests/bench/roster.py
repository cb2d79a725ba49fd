"""Does a roster keep its promise?  Synthetic creators with a known worth: what the chosen ones are promised to bring, and bring.

Per brand: 400 creators of three tiers on three platforms. A creator's worth per post is engagements^g × what a tier and platform
bring × a factor of their own; half of them have 1–6 noisy past deals. The roster is the exact one for 40 usual bookings.
Usage: python tests/bench/roster.py [brands]
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.allocation import select_roster
from lib.allocation.candidates import candidates

TIERS, PLATFORMS = ("micro", "mid", "macro"), ("instagram", "tiktok", "youtube")
EXTRA = 90.0  # product, shipping and handling of a booking
SIZE = {"micro": 10.3, "mid": 11.5, "macro": 12.7}  # mean ln followers
CREATORS, CELL, OWN, NOISE, PRICE, SEEN = 400, 0.35, 0.5, 0.9, 0.4, 0.3  # SEEN: error of the engagements listed


def brand(random: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Return creators, past deals and the true worth of booking each creator for two posts."""
    tier, platform = random.choice(TIERS, CREATORS, p=[0.6, 0.3, 0.1]), random.choice(PLATFORMS, CREATORS)
    followers = np.exp(random.normal([SIZE[t] for t in tier], 0.4))
    engaged = followers * random.lognormal(np.log(0.03), 0.5, CREATORS)
    cell = {(t, p): random.normal(0, CELL) for t in TIERS for p in PLATFORMS}
    growth = random.uniform(0.6, 0.95)
    own = random.lognormal(-(OWN**2) / 2, OWN, CREATORS)
    level = np.exp([cell[key] for key in zip(tier, platform, strict=True)])
    price = engaged**0.65 * random.lognormal(0, PRICE, CREATORS)
    worth = level * own * engaged**growth
    worth *= 2.6 * price.sum() / worth.sum()  # past deals return about 2.6 times their cost
    keys = np.array([f"c{i}" for i in range(CREATORS)])
    who = np.repeat(np.flatnonzero(random.random(CREATORS) < 0.5), 1)
    who = np.repeat(who, random.integers(1, 7, len(who)))
    posts = random.integers(1, 4, len(who)).astype(float)
    spread = np.sqrt(np.log1p(NOISE**2))
    value = worth[who] * posts**growth * random.lognormal(-(spread**2) / 2, spread, len(who))
    people = pd.DataFrame({"creator_key": keys, "tier": tier, "platform": platform, "followers": followers, "price": price})
    listed = engaged * random.lognormal(0, SEEN, CREATORS)
    people = people.assign(avg_likes=listed, avg_comments=0.0, avg_engagements=np.nan, engagement_rate=np.nan)
    past = pd.DataFrame({"creator_key": keys[who], "campaign_key": "x", "posts": posts, "value": value})
    past = past.assign(cost=price[who] * posts + EXTRA)
    return people, past, worth * 2**growth


def trial(seed: int) -> tuple[float, float, bool, float]:
    """Return the roster's promised and true value per cost, whether its interval held it, and promised / true for everybody."""
    people, past, worth = brand(np.random.default_rng(seed))
    pool = candidates(past, people, pd.Series(100.0, people["creator_key"]), {}, posts=2, extra=EXTRA)
    value, cost = (pool.table[name].to_numpy() for name in ("value", "cost"))
    found = select_roster(value, cost, 40 * float(np.median(cost)))
    low, high = np.quantile(pool.draws[:, found.chosen].sum(axis=1), (0.05, 0.95))
    true = float(worth[found.chosen].sum())
    return found.value / found.cost, true / found.cost, low <= true <= high, float(value.sum() / worth.sum())


def main() -> None:
    """Print promised against delivered."""
    brands = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    promised, delivered, held, everyone = np.array([trial(seed) for seed in range(brands)], dtype=float).T
    ratio = promised / delivered
    print(f"{brands} simulated brands, {CREATORS} creators, about 40 booked")
    print(
        f"promised {promised.mean():.2f}× cost, true {delivered.mean():.2f}×; promised / true: median {np.median(ratio):.2f}, "
        f"5–95 % {np.quantile(ratio, 0.05):.2f}–{np.quantile(ratio, 0.95):.2f}; 90 % interval held {held.mean():.0%}; "
        f"promised / true over all creators {everyone.mean():.2f}"
    )


if __name__ == "__main__":
    main()
