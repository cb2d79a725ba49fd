"""What published figures say about the cells of a comparison, and whether another source or tier scheme would say otherwise."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.benchmarks import (
    ENGAGEMENT_SOURCES,
    SOURCES,
    TIER_SCHEMES,
    Benchmark,
    cac_benchmark,
    cpm_benchmark,
    engagement_benchmark,
    target,
    tier_of,
)
from lib.settings import Settings


@dataclass(frozen=True)
class Published:
    """A published range per cell (arrays in cell order, NaN where nothing is published) and where it comes from."""

    low: np.ndarray
    high: np.ndarray
    source: str
    data_year: str
    population: str
    basis: str


def published(
    rows: pd.DataFrame, cell: np.ndarray, size: int, metric: str, basis: str, settings: Settings, source: str | None = None,
    scheme: str | None = None,
) -> Published | None:
    """Return the published range per cell: each row's own benchmark (platform and tier), weighted as the rows are.

    None when the source publishes nothing for this metric and basis. Money is converted to the reporting currency.
    """  # fmt: skip
    lookup = _lookup(metric, basis, settings, source or settings.benchmark_source, scheme or settings.tier_scheme)
    if lookup is None:
        return None
    codes, pairs = pd.factorize(pd.MultiIndex.from_frame(rows[["platform", "tier"]].fillna("").astype("str")))
    found = [lookup(platform, tier) for platform, tier in pairs]
    first = next((benchmark for benchmark in found if benchmark), None)
    if first is None:
        return None
    factor = _currency_factor(first, settings)
    low, high = (np.array([getattr(b, side) * factor if b else np.nan for b in found])[codes] for side in ("low", "high"))
    weight = (rows["gain"] if metric == "cpm" else rows["base"]).to_numpy(dtype=float, na_value=np.nan)
    origin = first.source
    means = [_weighted(values, weight, low, cell, size) for values in (low, high)]
    return Published(*means, origin.title, origin.data_year, origin.population, origin.basis)


def _lookup(metric: str, basis: str, settings: Settings, source: str, scheme: str):  # noqa: ANN202 - a small closure
    if metric == "engagement_rate":
        if SOURCES[source].basis != basis:
            return None
        return lambda platform, tier: engagement_benchmark(source, platform, tier or None, scheme)
    if metric == "cpm" and _rate_known(settings):
        return lambda platform, tier: cpm_benchmark(platform)
    if metric == "cac" and _rate_known(settings):
        return lambda platform, tier: cac_benchmark("influencer")
    if metric in ("roi", "roas"):
        return lambda platform, tier: target(metric)
    return None


def _rate_known(settings: Settings) -> bool:
    return settings.currency == "USD" or "USD" in dict(settings.rates)


def _currency_factor(benchmark: Benchmark, settings: Settings) -> float:
    if len(benchmark.unit) != 3 or benchmark.unit == settings.currency:
        return 1.0
    return dict(settings.rates)[benchmark.unit]


def _weighted(values: np.ndarray, weight: np.ndarray, low: np.ndarray, cell: np.ndarray, size: int) -> np.ndarray:
    usable = np.isfinite(low) & np.isfinite(weight) & (weight > 0)
    filled = np.where(np.isnan(values), np.inf, values)[usable]  # open upwards
    total = np.bincount(cell[usable], weights=weight[usable], minlength=size)
    summed = np.bincount(cell[usable], weights=weight[usable] * filled, minlength=size)
    return np.divide(summed, total, out=np.full(size, np.nan), where=total > 0)


def verdicts(cells: pd.DataFrame, published: Published | None) -> np.ndarray:
    """Return per cell how its interval lies to the published range.

    'above' or 'below': wholly outside · 'in line': overlapping, and within half to double the range · 'unclear': overlapping, but
    too wide to tell · '': nothing published or nothing known.
    """
    if published is None:
        return np.full(len(cells), "", dtype=object)
    low, high, estimate = (cells[name].to_numpy() for name in ("low", "high", "estimate"))
    near = (low >= published.low / 2) & (high <= published.high * 2)
    known = np.isfinite(published.low) & np.isfinite(estimate) & (cells["n"].to_numpy() > 0)
    choices = [~known, low > published.high, high < published.low, near]
    return np.select(choices, ["", "above", "below", "in line"], "unclear").astype(object)


def disagreeing(
    rows: pd.DataFrame, cell: np.ndarray, cells: pd.DataFrame, followers: pd.Series, metric: str, basis: str, settings: Settings
) -> list[tuple[str, ...]]:
    """Return per cell the other sources and tier schemes under which its verdict would differ from ``cells['verdict']``.

    ``followers`` of each row; the cells' members stay the same, what is published for them changes. 'unclear' differs from nothing.
    """
    now, scheme_now = settings.benchmark_source, settings.tier_scheme
    others = []
    if metric == "engagement_rate":
        others = [(SOURCES[key].title, key, rows, scheme_now) for key in ENGAGEMENT_SOURCES if key != now]
        schemes = [scheme for scheme in TIER_SCHEMES if scheme != scheme_now]
        others += [(f"tiers of {scheme}", now, rows.assign(tier=tier_of(followers, scheme)), scheme) for scheme in schemes]
    own = cells["verdict"].to_numpy()
    differs: list[list[str]] = [[] for _ in own]
    for name, source, members, scheme in others:
        theirs = verdicts(cells, published(members, cell, len(cells), metric, basis, settings, source, scheme))
        clear = ~np.isin(own, ("", "unclear")) & ~np.isin(theirs, ("", "unclear")) & (own != theirs)
        for position in np.flatnonzero(clear):
            differs[position].append(name)
    return [tuple(names) for names in differs]
