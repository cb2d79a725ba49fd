"""Does a roster keep its promise?  Synthetic creators with a known worth: what the chosen ones are promised to bring, and bring.

Per brand: 400 creators of three tiers on three platforms. A creator's worth per post is engagements^g × what a tier and platform
bring × a factor of their own; half of them have 1–6 noisy past deals. The roster is the exact one for 40 usual bookings.
Three worlds differ in how much creators, their deals and the listed engagements scatter. The 90 % interval should hold the
truth in 87–93 % of brands. Usage: python tests/bench/roster.py [brands per world]
"""

import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.allocation import select_roster
from lib.allocation.candidates import candidates

TIERS, PLATFORMS = ("micro", "mid", "macro"), ("instagram", "tiktok", "youtube")
EXTRA = 90.0  # product, shipping and handling of a booking
SIZE = {"micro": 10.3, "mid": 11.5, "macro": 12.7}  # mean ln followers
CREATORS, PRICE = 400, 0.4


class World(NamedTuple):
    """How much tiers on platforms, creators, deals and the listed engagements scatter."""

    cell: float
    own: float
    noise: float
    seen: float


WORLDS = {
    "usual": World(0.35, 0.5, 0.9, 0.3),
    "noisy deals": World(0.35, 0.3, 1.5, 0.5),
    "creators differ": World(0.6, 0.8, 0.7, 0.2),
}


def brand(random: np.random.Generator, world: World) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Return creators, past deals and the true worth of booking each creator for two posts."""
    tier, platform = random.choice(TIERS, CREATORS, p=[0.6, 0.3, 0.1]), random.choice(PLATFORMS, CREATORS)
    followers = np.exp(random.normal([SIZE[t] for t in tier], 0.4))
    engaged = followers * random.lognormal(np.log(0.03), 0.5, CREATORS)
    cell = {(t, p): random.normal(0, world.cell) for t in TIERS for p in PLATFORMS}
    growth = random.uniform(0.6, 0.95)
    own = random.lognormal(-(world.own**2) / 2, world.own, CREATORS)
    level = np.exp([cell[key] for key in zip(tier, platform, strict=True)])
    price = engaged**0.65 * random.lognormal(0, PRICE, CREATORS)
    worth = level * own * engaged**growth
    worth *= 2.6 * price.sum() / worth.sum()  # past deals return about 2.6 times their cost
    keys = np.array([f"c{i}" for i in range(CREATORS)])
    who = np.repeat(np.flatnonzero(random.random(CREATORS) < 0.5), 1)
    who = np.repeat(who, random.integers(1, 7, len(who)))
    posts = random.integers(1, 4, len(who)).astype(float)
    spread = np.sqrt(np.log1p(world.noise**2))
    value = worth[who] * posts**growth * random.lognormal(-(spread**2) / 2, spread, len(who))
    people = pd.DataFrame({"creator_key": keys, "tier": tier, "platform": platform, "followers": followers, "price": price})
    listed = engaged * random.lognormal(0, world.seen, CREATORS)
    people = people.assign(avg_likes=listed, avg_comments=0.0, avg_engagements=np.nan, engagement_rate=np.nan)
    past = pd.DataFrame({"creator_key": keys[who], "campaign_key": "x", "posts": posts, "value": value})
    past = past.assign(cost=price[who] * posts + EXTRA)
    return people, past, worth * 2**growth


def trial(seed: int, world: World) -> tuple[float, float, bool, float]:
    """Return the roster's promised and true value per cost, whether its interval held it, and promised / true for everybody."""
    people, past, worth = brand(np.random.default_rng(seed), world)
    pool = candidates(past, people, pd.Series(100.0, people["creator_key"]), {}, posts=2, extra=EXTRA)
    value, cost = (pool.table[name].to_numpy() for name in ("value", "cost"))
    found = select_roster(value, cost, 40 * float(np.median(cost)))
    low, high = np.quantile(pool.draws[:, found.chosen].sum(axis=1), (0.05, 0.95))
    true = float(worth[found.chosen].sum())
    return found.value / found.cost, true / found.cost, low <= true <= high, float(value.sum() / worth.sum())


def certified(creators: int, posts: int, audiences: int, seed: int) -> tuple[float, float]:
    """Return the certified gap and the processor seconds of a large roster with quotas, offers and shared audiences."""
    random = np.random.default_rng(seed)
    size = random.lognormal(9, 1, creators) * 0.03
    made, owner = np.tile(np.arange(1, posts + 1), creators), np.repeat(np.arange(creators), posts)
    value = (size * random.lognormal(0, 0.5, creators))[owner] ** 0.8 * made**0.8
    cost = (size**0.7 * random.lognormal(1, 0.5, creators))[owner] * made + 60
    groups = {"tier": random.choice(TIERS, creators)[owner], "platform": random.choice(PLATFORMS, creators)[owner]}
    shared = random.integers(0, audiences, creators)[owner]
    potential = dict.fromkeys(range(audiences), float(np.median(value)) / 0.05)
    begun = time.process_time()
    found = select_roster(
        value, cost, 60_000, groups=groups, minimum={"tier": {"macro": 30}}, most_share={"platform": {"tiktok": 0.4}},
        offers=owner, pools=shared, potential=potential,
    )  # fmt: skip
    return found.gap, time.process_time() - begun


def main() -> None:
    """Print the certified gaps of large rosters, and promised against delivered, world by world."""
    for creators, posts in ((2_000, 3), (10_000, 1), (10_000, 3), (20_000, 3)):
        gaps, seconds = np.array([certified(creators, posts, 100, seed) for seed in range(3)]).T
        print(f"{creators:>6} creators × {posts} offers, shared audiences: gap {np.median(gaps):.2%}, {np.median(seconds):.1f} s")
    brands = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    print(f"{brands} simulated brands per world, {CREATORS} creators, about 40 booked")
    kept = []
    for name, world in WORLDS.items():
        promised, delivered, held, everyone = np.array([trial(seed, world) for seed in range(brands)], dtype=float).T
        ratio = promised / delivered
        kept.append(held.mean())
        print(
            f"{name:<16} promised {promised.mean():.2f}× cost, true {delivered.mean():.2f}×; promised / true: median "
            f"{np.median(ratio):.2f}, 5–95 % {np.quantile(ratio, 0.05):.2f}–{np.quantile(ratio, 0.95):.2f}; 90 % interval held "
            f"{held.mean():.0%}; promised / true over all creators {everyone.mean():.2f}"
        )
    print(f"90 % interval held over all worlds: {np.mean(kept):.0%}")


if __name__ == "__main__":
    main()
