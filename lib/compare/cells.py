"""The cells of a comparison: estimate, interval, n, raw, benchmark and verdict; who is behind a cell; is a difference real."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lib.benchmarks import TIER_ORDER, TIER_SCHEMES, tier_of
from lib.compare.benchmarks import disagreeing, members_of, published, verdicts
from lib.compare.measures import MEASURES, Measure, per_creator, rows_of
from lib.dataset import Dataset
from lib.schema import PARTNERSHIP_MODELS, PLATFORMS
from lib.shrink import RatioPosterior, position_of, ratio_posterior

FEW = 5  # cells with fewer rows are hints, not results
_ORDERS = {"tier": TIER_ORDER, "platform": PLATFORMS, "model": PARTNERSHIP_MODELS}
Cell = tuple[Hashable, ...]


@dataclass(frozen=True)
class Comparison:
    """A finished comparison.

    ``cells``: one row per cell with rows – the columns of ``by``, n (creators or partnerships used), creators, excluded,
    cost (sum) or followers (median), raw (ratio of sums), estimate, low, high (90 %; missing = open), share_of_own,
    benchmark_low, benchmark_high (inf = open), benchmark_source, benchmark_year, verdict ('above', 'below', 'in line',
    'unclear', ''), disagreeing (tuple of names). ``rows``: what the cells are made of. ``unit``: what n counts.
    """

    measure: Measure
    by: tuple[str, ...]
    basis: str
    unit: str
    cells: pd.DataFrame
    rows: pd.DataFrame
    posterior: RatioPosterior

    def ranked(self) -> pd.DataFrame:
        """Return the cells that can win, best first: of ``FEW`` rows or more; of two or more when fewer than two such exist."""
        able = self.cells[self.cells["estimate"].notna()]
        filled = able[able["n"] >= FEW]
        able = filled if len(filled) > 1 else able[able["n"] > 1]
        return able.sort_values("estimate", ascending=self.measure.lower_is_better, kind="stable")

    def ordered_labels(self, column: str) -> list[Hashable]:
        """Return the labels of one grouping column in the order people expect, a missing label last."""
        return list(_ordered(self.cells[[column]].drop_duplicates(), [column])[column])

    def probability_better(self, a: Cell, b: Cell) -> float:
        """Return the probability that cell ``a`` does better than cell ``b`` on this measure."""
        return self.posterior.probability_greater(a, b)

    def position(self, cell: Cell) -> int:
        """Return the row of ``cells`` that holds ``cell``; KeyError when there is none."""
        return position_of(self.cells, self.by, cell)

    def draws(self, cell: Cell) -> np.ndarray:
        """Return the posterior draws of one cell's figure as shown, missing where a draw has none."""
        return self.measure.shown(self.posterior.draws[:, self.posterior.position(cell)])

    def behind(self, cell: Cell) -> pd.DataFrame:
        """Return the rows of one cell, with their own figure in ``figure``, largest base first; KeyError when there is none."""
        members = self.rows[self.posterior.cell == self.posterior.position(cell)]
        ratio = (members["gain"] / members["base"].where(members["base"] > 0)).to_numpy(dtype=float)
        return members.assign(figure=self.measure.shown(ratio)).sort_values("base", ascending=False, kind="stable")


def compare(
    dataset: Dataset,
    deals: pd.DataFrame,
    scores: pd.DataFrame | None = None,
    by: Sequence[str] = ("tier", "platform"),
    metric: str = "roi",
    **choices: str,
) -> pd.DataFrame:
    """Return the cells of ``comparison``."""  # fmt: skip
    return comparison(dataset, deals, scores, by, metric, **choices).cells


def comparison(
    dataset: Dataset,
    deals: pd.DataFrame,
    scores: pd.DataFrame | None = None,
    by: Sequence[str] = ("tier", "platform"),
    metric: str = "roi",
    **choices: str,
) -> Comparison:
    """Compare ``metric`` over one to three of tier, platform, model, category, content_type and month.

    ``deals`` as from lib.roi.deals, ``scores`` indexed by creator_key. ``choices`` override settings for this comparison:
    tier_scheme, benchmark_source, engagement_basis. Raises ValueError for an unknown metric, grouping, scheme or basis.
    """  # fmt: skip
    settings = replace(dataset.settings, **choices)
    basis, by = settings.engagement_basis, list(by)
    followers = dataset.creators.set_index("creator_key")["followers"]
    rows = rows_of(dataset, deals, scores, metric, by, basis, tier_of(followers, settings.tier_scheme))
    measure = MEASURES[metric]
    posterior = ratio_posterior(rows, "gain", "base", by, humble=measure.base == "cost", seed=settings.seed)
    cells, cell = _cells(rows, posterior, measure, by)
    size = rows["creator_key"].map(followers)
    members = {scheme: members_of(rows, tier_of(size, scheme), cell, len(cells), metric) for scheme in TIER_SCHEMES}
    ranges = published(members[settings.tier_scheme], metric, basis, settings)
    cells = cells.assign(
        benchmark_low=np.nan if ranges is None else ranges.low,
        benchmark_high=np.nan if ranges is None else ranges.high,
        benchmark_source="" if ranges is None else ranges.source,
        benchmark_year="" if ranges is None else ranges.data_year,
        verdict=verdicts(cells, ranges),
    )
    cells["disagreeing"] = disagreeing(cells, members, metric, basis, settings)
    unit = "creators" if metric == "authentic_share" or per_creator(metric, by) else "partnerships"
    return Comparison(measure, tuple(by), basis, unit, _ordered(cells[cells["n"] > 0], by), rows, posterior)


def _cells(rows: pd.DataFrame, posterior: RatioPosterior, measure: Measure, by: list[str]) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the cells as the measure shows them, and the cell number of each row.

    raw: from the rows that know both figures; returns on cost from all money, as on the returns page.
    """
    cells = posterior.cells
    cell = posterior.cell
    both = (rows["gain"].notna() & rows["base"].notna()).to_numpy()
    gain, base = (rows[name].where(both | (measure.base == "cost" and not measure.lower_is_better)) for name in ("gain", "base"))
    above, below = (np.bincount(cell, weights=part.fillna(0.0), minlength=len(cells)) for part in (gain, base))
    ratio = np.divide(above, below, out=np.full(len(cells), np.nan), where=below > 0)
    ends = measure.shown(cells["low"].to_numpy()), measure.shown(cells["high"].to_numpy())
    grouped = rows[both].groupby(cell[both])
    people = grouped["creator_key"].nunique().reindex(range(len(cells)), fill_value=0)
    known = {"cost": "sum", "followers": "median"}
    sizes = {name: grouped[name].agg(how).reindex(range(len(cells))).to_numpy() for name, how in known.items() if name in rows}
    return cells[[*by, "n", "excluded", "share_of_own"]].assign(
        creators=people.to_numpy(),
        **sizes,
        raw=measure.shown(ratio),
        estimate=measure.shown(cells["estimate"].to_numpy()),
        low=ends[1] if measure.lower_is_better else ends[0],
        high=ends[0] if measure.lower_is_better else ends[1],
    ), cell


def _ordered(cells: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the cells in the order people expect: tiers by size, platforms and models as in the schema, the rest by name."""

    def rank(labels: pd.Series) -> pd.Series:
        known = _ORDERS.get(str(labels.name))
        return labels if known is None else labels.map({label: i for i, label in enumerate(known)})

    return cells.sort_values(by, key=rank, kind="stable", na_position="last").reset_index(drop=True)
