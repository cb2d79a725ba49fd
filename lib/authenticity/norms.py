"""What is normal for an account of this platform and size: shipped quantiles, smooth in log followers."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parent / "reference"
ANY = "any"  # pooled norms: platform unknown, or none published for it
TENTH = 1.2815515655446004  # distance of the 10 % and 90 % quantiles from the median of a normal distribution
FLOOR = 1e-9
GRID, LARGEST = 1024, 22.0  # cells of the grid of log followers, up to e^22 = 3.6 billion


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], pd.DataFrame]:
    norms = pd.read_csv(FOLDER / "norms.csv")
    return {key: curve.sort_values("followers") for key, curve in norms.groupby(["measure", "platform"])}


@lru_cache(maxsize=1)
def sources() -> dict[str, dict[str, str]]:
    """Return title, date and kind of every source behind the norms."""
    return tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))


def source_of(measure: str, platform: str = ANY) -> str:
    """Return in words where the norm of ``measure`` on ``platform`` comes from; '' when there is none."""
    curve = _table().get((measure, platform), _table().get((measure, ANY)))
    if curve is None:
        return ""
    return _titles(curve["source"])


def all_sources_of(measure: str) -> str:
    """Return in words where the norms of ``measure`` come from on all platforms; '' when there are none."""
    return _titles(code for (name, _platform), curve in _table().items() if name == measure for code in curve["source"])


def _titles(codes: Iterable[str]) -> str:
    known = [code for joined in codes for code in joined.split("+")]
    return "; ".join(f"{sources()[code]['title']} ({sources()[code]['date']})" for code in dict.fromkeys(known))


@lru_cache(maxsize=256)
def _curve(measure: str, platform: str) -> tuple[np.ndarray, np.ndarray] | None:
    """Return log follower nodes (nodes,) and log quantiles (3, nodes); a platform without its own norm takes the pooled one."""
    curve = _table().get((measure, platform), _table().get((measure, ANY)))
    if curve is None:
        return None
    quantiles = np.log(curve[["q10", "q50", "q90"]].to_numpy(float)).T
    return np.log(curve["followers"].to_numpy(float)), quantiles


def peer_quantiles(measure: str, platform: str, followers: np.ndarray) -> np.ndarray:
    """Return log quantiles 10, 50 and 90 % of ``measure`` among peers, shape (3, n); NaN where no norm applies."""
    followers = np.asarray(followers, dtype=float)
    found = _curve(measure, platform)
    if found is None:
        return np.full((3, len(followers)), np.nan)
    nodes, quantiles = found
    if np.isnan(nodes).all():
        return np.broadcast_to(quantiles[:, :1], (3, len(followers)))
    size = np.log(np.maximum(followers, 1.0))
    return np.stack([np.interp(size, nodes, row) for row in quantiles])


def peer_range(measure: str, platform: str, followers: float) -> tuple[float, float, float]:
    """Return the 10 %, 50 % and 90 % quantile of ``measure`` among peers of one account, in the measure's own unit."""
    low, middle, high = np.exp(peer_quantiles(measure, platform, np.array([followers]))[:, 0])
    return float(low), float(middle), float(high)


@dataclass(frozen=True)
class Peers:
    """Whom each creator is compared with: ``names[place[i]]`` is creator i's platform, ``step`` and ``part`` its log size.

    The quantile curves are read off a fine grid of log followers: cell ``step``, at ``part`` (0–1) of the way to the next.
    """

    names: tuple[str, ...]
    place: np.ndarray
    step: np.ndarray
    part: np.ndarray
    sized: np.ndarray  # False where the followers are unknown

    @classmethod
    def of(cls, names: tuple[str, ...], place: np.ndarray, followers: np.ndarray) -> Self:
        """Return the peers of creators of these platforms and sizes."""
        size = np.log(np.maximum(followers, 1.0)) * (GRID - 1) / LARGEST
        sized = ~np.isnan(size)
        size = np.clip(np.where(sized, size, 0.0), 0.0, GRID - 1.001)
        step = size.astype(np.int64)
        return cls(names, place, step, size - step, sized)

    def normal_scores(self, measure: str, values: np.ndarray) -> np.ndarray:
        """Return how many peer spreads each value lies from the peer median in logs, (n,); missing stays missing.

        The spread below the median is the 10 % quantile's distance / 1.28, above it the 90 % quantile's.
        """
        tables = [_grid(measure, name) for name in self.names]
        cell = self.place * GRID + self.step if len(tables) > 1 else self.step
        middle, low, high = (np.concatenate(parts) for parts in zip(*(table for table, _sized in tables), strict=True))
        away = np.log(np.maximum(values, FLOOR)) - _between(middle, cell, self.part)
        scores = away / np.where(away >= 0, _between(high, cell, self.part), _between(low, cell, self.part))
        needs_size = np.array([needed for _table, needed in tables])
        if needs_size.any():
            scores[~self.sized & needs_size[self.place]] = np.nan
        return scores


def _between(table: np.ndarray, cell: np.ndarray, part: np.ndarray) -> np.ndarray:
    below = table[cell]
    return below + part * (table[cell + 1] - below)


@lru_cache(maxsize=1024)
def _grid(measure: str, platform: str) -> tuple[tuple[np.ndarray, np.ndarray, np.ndarray], bool]:
    """Return median, spread below and spread above in logs over the grid, (GRID,) each, and whether they depend on size."""
    found = _curve(measure, platform)
    sizes = np.exp(np.linspace(0.0, LARGEST, GRID))
    low, middle, high = peer_quantiles(measure, platform, sizes)
    return (np.array(middle), (middle - low) / TENTH, (high - middle) / TENTH), found is not None and not np.isnan(found[0]).all()


@lru_cache(maxsize=1)
def _correlation_table() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "correlations.csv")


@lru_cache(maxsize=1)
def correlations() -> dict[tuple[str, str], float]:
    """Return normal-score correlations between measures among ordinary accounts of all sizes, both ways round."""
    table = _correlation_table()
    pairs = {(row.measure, row.other): float(row.correlation) for row in table[table["followers"].isna()].itertuples()}
    return pairs | {(b, a): value for (a, b), value in pairs.items()}


def likes_with_comments(followers: np.ndarray) -> np.ndarray:
    """Return the correlation of likes and comments among accounts of each size, (n,); of all sizes where it is unknown."""
    nodes = _correlation_table().dropna(subset="followers").sort_values("followers")
    size = np.log(np.maximum(followers, 1.0))
    found = np.interp(size, np.log(nodes["followers"].to_numpy(float)), nodes["correlation"].to_numpy(float))
    return np.where(np.isnan(size), correlations()["likes", "comments"], found)
