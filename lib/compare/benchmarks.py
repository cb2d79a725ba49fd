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


@dataclass(frozen=True)
class Members:
    """The rows of a comparison as benchmarks see them: which (platform, tier) each row is, its cell, and its weight."""

    codes: np.ndarray
    pairs: tuple[tuple[str, str], ...]
    cell: np.ndarray
    size: int
    weight: np.ndarray


def members_of(rows: pd.DataFrame, tier: pd.Series, cell: np.ndarray, size: int, metric: str) -> Members:
    """Return the members of ``rows``, with ``tier`` per row; a benchmark weighs as its row does in the cell's figure."""
    codes, labels = pd.factorize(rows["platform"].fillna("").astype("str") + "|" + tier.fillna("").astype("str"))
    pairs = tuple(tuple(label.rsplit("|", 1)) for label in labels)
    weight = (rows["gain"] if metric == "cpm" else rows["base"]).to_numpy(dtype=float, na_value=np.nan)
    return Members(codes, pairs, cell, size, weight)


def published(
    members: Members, metric: str, basis: str, settings: Settings, source: str | None = None, scheme: str | None = None
) -> Published | None:
    """Return the published range per cell: each row's own benchmark (platform and tier), weighted as the rows are.

    None when the source publishes nothing for this metric and basis. Money is converted to the reporting currency.
    """
    lookup = _lookup(metric, basis, settings, source or settings.benchmark_source, scheme or settings.tier_scheme)
    found = [lookup(platform, tier) for platform, tier in members.pairs] if lookup else []
    first = next((benchmark for benchmark in found if benchmark), None)
    if first is None:
        return None
    factor = _currency_factor(first, settings)
    low, high = (np.array([getattr(b, side) * factor if b else np.nan for b in found])[members.codes] for side in ("low", "high"))
    origin = first.source
    means = [_weighted(values, low, members) for values in (low, high)]
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


def _weighted(values: np.ndarray, low: np.ndarray, members: Members) -> np.ndarray:
    """Return the weighted mean per cell; missing where benchmarks cover less than half of the cell's weight."""
    weighed = np.isfinite(members.weight) & (members.weight > 0)
    usable = weighed & np.isfinite(low)
    filled = np.where(np.isnan(values), np.inf, values)[usable]  # open upwards
    weight, cell = members.weight[usable], members.cell[usable]
    everything = np.bincount(members.cell[weighed], weights=members.weight[weighed], minlength=members.size)
    total = np.bincount(cell, weights=weight, minlength=members.size)
    summed = np.bincount(cell, weights=weight * filled, minlength=members.size)
    return np.divide(summed, total, out=np.full(members.size, np.nan), where=(total > 0) & (total >= everything / 2))


def verdicts(cells: pd.DataFrame, published: Published | None) -> np.ndarray:
    """Return per cell how its interval lies to the published range.

    'above' or 'below': wholly outside (above an open range: wholly in it) · 'in line': overlapping, and within half to double the
    range · 'unclear': overlapping, but too wide to tell · '': nothing published or nothing known.
    """
    if published is None:
        return np.full(len(cells), "", dtype=object)
    low, high, estimate = (cells[name].to_numpy() for name in ("low", "high", "estimate"))
    open_above = np.isinf(published.high)
    near = (low >= published.low / 2) & (high <= published.high * 2) & ~open_above
    known = np.isfinite(published.low) & np.isfinite(estimate) & (cells["n"].to_numpy() > 0)
    choices = [~known, low > np.where(open_above, published.low, published.high), high < published.low, near]
    return np.select(choices, ["", "above", "below", "in line"], "unclear").astype(object)


def disagreeing(
    cells: pd.DataFrame, members: dict[str, Members], metric: str, basis: str, settings: Settings
) -> list[tuple[str, ...]]:
    """Return per cell the other sources and tier schemes under which its verdict would differ from ``cells['verdict']``.

    ``members``: the same rows in the same cells, with the tiers of each scheme; 'unclear' differs from nothing.
    """
    now, scheme_now = settings.benchmark_source, settings.tier_scheme
    others = [(SOURCES[key].title, key, scheme_now) for key in ENGAGEMENT_SOURCES if key != now]
    others += [(f"tiers of {TIER_SCHEMES[scheme].source.title}", now, scheme) for scheme in members if scheme != scheme_now]
    own = cells["verdict"].to_numpy()
    differs: list[list[str]] = [[] for _ in own]
    for name, source, scheme in others if metric == "engagement_rate" else []:
        theirs = verdicts(cells, published(members[scheme], metric, basis, settings, source, scheme))
        clear = ~np.isin(own, ("", "unclear")) & ~np.isin(theirs, ("", "unclear")) & (own != theirs)
        for position in np.flatnonzero(clear):
            differs[position].append(name)
    return [tuple(names) for names in differs]
