"""Shrunk ratios against raw ones in simulated worlds with known truth: error, coverage of 90 % intervals, lucky singles, time.

Printed per world: RMSE of the shrunk estimates / RMSE of raw ratios; share of true ratios inside the interval; the same over
cells of one or two rows; how often a cell of a single row is ranked first (shrunk, raw); milliseconds per comparison.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.shrink import ratio_posterior

WORLDS = {
    "20 segments of 1–10 campaigns": {},
    "no real differences": {"strength": 0.0},
    "strong differences": {"strength": 2.0},
    "strong differences, little noise": {"strength": 2.0, "noise": 0.5},
    "heavy tails": {"noise": 1.3},
    "gamma noise": {"kind": "gamma"},
    "four in ten return nothing": {"kind": "zero"},
    "returns may be negative": {"kind": "signed"},
    "1–40 campaigns": {"most": 40},
    "1–3 campaigns": {"most": 3},
    "3 tiers × 2 platforms": {"tiers": 3, "platforms": 2},
    "cost per click": {"kind": "clicks"},
}


def world(
    random: np.random.Generator,
    tiers: int = 5,
    platforms: int = 4,
    most: int = 10,
    noise: float = 0.9,
    strength: float = 1.0,
    kind: str = "lognormal",
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return rows (tier, platform, gain, base) and the true ratio per tier × platform."""  # fmt: skip
    shape = (tiers, platforms)
    effects = random.normal(0, 0.25, (tiers, 1)) + random.normal(0, 0.20, (1, platforms)) + random.normal(0, 0.15, shape)
    truth = 3 * np.exp(strength * effects)
    cell = np.repeat(np.arange(tiers * platforms), random.integers(1, most + 1, tiers * platforms))
    base, level = random.lognormal(6, 0.8, len(cell)), truth.ravel()[cell]
    luck = random.lognormal(-(noise**2) / 2, noise, len(cell))
    if kind == "gamma":
        luck = random.gamma(1 / noise**2, noise**2, len(cell))
    if kind == "zero":
        luck = luck * (random.random(len(cell)) < 0.6) / 0.6
    gain = level * base * luck
    if kind == "signed":
        gain = (level + random.normal(0, 3 * noise, len(cell))) * base
    if kind == "clicks":  # the ratio is cost / clicks: the noise is in the denominator
        gain, base = base, random.poisson(base / level * luck).astype(float)
    return pd.DataFrame({"tier": cell // platforms, "platform": cell % platforms, "gain": gain, "base": base}), truth


def measured(worlds: int, **kind: object) -> list[float]:
    """Return the figures named in the module's docstring, over ``worlds`` simulated worlds."""
    random = np.random.default_rng(0)
    errors, inside, thin, first, seconds = [], [], [], [], 0.0
    for _ in range(worlds):
        rows, truth = world(random, **kind)
        start = time.perf_counter()
        cells = ratio_posterior(rows, "gain", "base", ["tier", "platform"]).cells
        seconds += time.perf_counter() - start
        cells = cells[cells["n"] > 0]
        true = truth[cells["tier"], cells["platform"]]
        errors.append(cells[["estimate", "raw"]].sub(true, axis=0).to_numpy())
        inside.append(cells["low"].le(true) & cells["high"].ge(true))
        thin.append(inside[-1][cells["n"] <= 2])
        first.append([cells.loc[cells[name].idxmax(), "n"] == 1 for name in ("estimate", "raw")])
    rmse = np.sqrt(np.square(np.concatenate(errors)).mean(axis=0))
    coverage = [np.concatenate(part).mean() for part in (inside, thin)]
    return [rmse[0] / rmse[1], *coverage, *np.mean(first, axis=0), seconds / worlds * 1e3]


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{'world':<34} RMSE/raw  coverage  n ≤ 2  single first (raw)   ms")
    for name, kind in WORLDS.items():
        ratio, coverage, few, single, lucky, ms = measured(count, **kind)
        print(f"{name:<34} {ratio:8.2f}  {coverage:8.3f}  {few:5.3f}  {single:12.2f} ({lucky:.2f}) {ms:5.0f}")
