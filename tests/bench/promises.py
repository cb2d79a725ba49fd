"""Does a plan keep its promise?  Simulated brands with 1–10 campaigns per segment: plans on raw means against shrunk estimates.

Per brand: 20 segments (4 tiers × 5 platforms) with a true return (overall + tier + platform + own deviation) and a true
elasticity; campaigns with noisy value. The budget so far is divided anew by the exact optimiser, once on raw means, once on
`fit_segments`; the promised lift over today's split is compared with the true one. Usage: python tests/bench/promises.py [brands]
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.allocation import allocate_budget
from lib.allocation.curves import Curve
from lib.allocation.plan import drawn_values, gain, stacked
from lib.allocation.response import curve_through, drawn_stack, fit_segments
from lib.allocation.stack import stack

TIERS, PLATFORMS = ("nano", "micro", "mid", "macro"), ("instagram", "tiktok", "youtube", "facebook", "x")
OVERALL, TIER, PLATFORM, OWN, NOISE = 2.5, 0.35, 0.35, 0.35, 0.9
QUARTER = 3 * 365.25 / 12


def brand(random: np.random.Generator) -> tuple[pd.DataFrame, list[Curve]]:
    """Return a brand's deals and the true response curve per segment (per quarter), in order of tier and platform."""
    tier, platform = random.normal(0, TIER, 4), random.normal(0, PLATFORM, 5)
    truth = np.maximum(OVERALL + np.repeat(tier, 5) + np.tile(platform, 4) + random.normal(0, OWN, 20), 0.2)
    place = np.repeat(np.arange(20), random.integers(1, 11, 20))
    cost = random.lognormal(6, 0.8, len(place))
    day = random.integers(0, 540, len(place))
    period = ((day.max() - day) // QUARTER).astype(int)
    spent = np.zeros((20, period.max() + 1))
    np.add.at(spent, (place, period), cost)
    elasticity = random.uniform(0.5, 0.9)
    anchors = (spent**2).sum(1) / spent.sum(1)
    true = [curve_through("hill", x, r * x, elasticity) for x, r in zip(anchors, truth, strict=True)]
    of_period = np.array([[float(c(x)) for x in row] for c, row in zip(true, spent, strict=True)])
    spread = np.sqrt(np.log1p(NOISE**2))
    noise = random.lognormal(-(spread**2) / 2, spread, len(place))
    value = of_period[place, period] * cost / spent[place, period] * noise
    labels = pd.DataFrame([(t, p) for t in TIERS for p in PLATFORMS], columns=["tier", "platform"]).iloc[place]
    start = pd.Timestamp("2025-01-01") + pd.to_timedelta(day, unit="D")
    return labels.reset_index(drop=True).assign(cost=cost, value=value, start=start), true


def trial(seed: int, change: float | None) -> dict:
    """Return per method: promised lift, delivered lift (shares of today's value), and whether the interval held the truth.

    'curves': the share of segments whose 90 % range at today's spend holds the true value.
    """
    random = np.random.default_rng(seed)
    deals, truth = brand(random)
    segments = fit_segments(deals, ["tier", "platform"])
    order = {labels: i for i, labels in enumerate((t, p) for t in TIERS for p in PLATFORMS)}
    true = stack([truth[order[s.labels["tier"], s.labels["platform"]]] for s in segments])
    now = np.array([s.spend for s in segments])
    lower, upper = (None, None) if change is None else (now * (1 - change), now * (1 + change))
    raw = stack([curve_through("hill", s.anchor, s.raw * s.anchor, s.elasticity.estimate) for s in segments])
    drawn = drawn_stack(segments)
    found = {}
    for name, curves in {"raw means": raw, "shrunk": stacked(segments)}.items():
        plan = allocate_budget(curves, now.sum(), lower, upper)
        base = true.value(now).sum()
        promised = (plan.value - curves.value(now).sum()) / curves.value(now).sum()
        delivered = (true.value(plan.spend).sum() - base) / base
        interval = gain(drawn, plan.spend, now)
        held = interval.low <= delivered * base <= interval.high
        found[name] = (promised, delivered, bool(held))
    low, high = np.quantile(drawn_values(drawn, now), (0.05, 0.95), axis=0)
    return found | {"curves": float(np.mean((low <= true.value(now)) & (true.value(now) <= high)))}


def main() -> None:
    """Print the table of promised and delivered lifts."""
    brands = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{brands} simulated brands, 20 segments, 1–10 campaigns each; lifts over today's split, in % of today's value")
    print("plan on        limit  promised  delivered  difference  worse than nothing  interval held")
    for change in (None, 0.5, 0.3):
        trials = [trial(seed, change) for seed in range(brands)]
        for name in ("raw means", "shrunk"):
            promised, delivered, held = np.array([t[name] for t in trials], dtype=float).T
            limit = "none" if change is None else f"±{change:.0%}"
            row = f"{promised.mean():>10.1%}{delivered.mean():>11.1%}{promised.mean() - delivered.mean():>12.1%}"
            print(f"{name:<12}{limit:>8}{row}{np.mean(delivered < 0):>20.1%}{held.mean() if name == 'shrunk' else np.nan:>15.0%}")
    print(f"90 % range of the curves at today's spend holds the truth in {np.mean([t['curves'] for t in trials]):.1%}")


if __name__ == "__main__":
    main()
