"""Why two groups differ: how much lies within equal parts of both, and how much in what they are mixed of (Simpson)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.compare.cells import Cell, Comparison
from lib.compare.measures import GROUPS

_SHARED = 0.8  # how much of both groups must lie in levels they share, for a mix to be told
_CLEAR = 0.25  # a reversal is told when its smaller side is at least this share of the larger


@dataclass(frozen=True)
class MixEffect:
    """The difference between two groups taken apart along one grouping: difference = within + mix.

    within: at equal shares of every level; mix: because one group has more of the good levels. ``levels``: one row per level
    of ``across`` – share_a, share_b (of the denominator), figure_a, figure_b, as the measure shows them.
    """

    across: str
    difference: float
    within: float
    mix: float
    levels: pd.DataFrame

    @property
    def reverses(self) -> bool:
        """Return whether the group that is ahead is behind at equal shares, and clearly so."""
        small, large = sorted((abs(self.difference), abs(self.within)))
        return self.difference * self.within < 0 and small > _CLEAR * large


def mix_effect(comparison: Comparison, a: Cell, b: Cell, across: str) -> MixEffect | None:
    """Return the difference of two cells' figures as measured, taken apart by the levels of ``across``.

    Kitagawa's symmetric decomposition: within = Σ mean share × difference of figures, mix = Σ difference of shares × mean
    figure; a level that only one cell has belongs to the mix. None when the rows do not know ``across``, or when the levels
    that both have are less than four fifths of either cell.
    """
    if across not in comparison.rows or across in comparison.by:
        return None
    above, below, names = _sums(comparison, (a, b), across)
    both = (below > 0).all(axis=0)
    totals = below.sum(axis=1)
    if not (totals > 0).all() or not (below[:, both].sum(axis=1) > _SHARED * totals).all():
        return None
    share = below / totals[:, None]
    figure = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
    figure = np.where(np.isnan(figure), figure[::-1], figure)  # a level of one cell only: no difference within
    within = float(np.nansum(share.mean(axis=0) * (figure[0] - figure[1])))
    mix = float(np.nansum((share[0] - share[1]) * figure.mean(axis=0)))
    offset = 1.0 if comparison.measure.form == "return" else 0.0
    levels = pd.DataFrame(
        {across: names, "share_a": share[0], "share_b": share[1],
         **{f"figure_{name}": np.where(below[i] > 0, figure[i] - offset, np.nan) for i, name in enumerate("ab")}}
    )  # fmt: skip
    return MixEffect(across, within + mix, within, mix, levels[(share > 0).any(axis=0)].reset_index(drop=True))


def _sums(comparison: Comparison, cells: tuple[Cell, Cell], across: str) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """Return numerators and denominators of the shown figure (cells × levels), and the levels."""
    codes, names = pd.factorize(comparison.rows[across], sort=True, use_na_sentinel=False)
    gain, base = (comparison.rows[name].to_numpy(dtype=float) for name in ("gain", "base"))
    if comparison.measure.form == "cost":
        gain, base = base * comparison.measure.size, gain
    counts = np.isfinite(gain) & np.isfinite(base)
    sums = np.zeros((2, 2, len(names)))
    for i, cell in enumerate(cells):
        chosen = counts & (comparison.posterior.cell == comparison.posterior.position(cell))
        sums[:, i] = [np.bincount(codes[chosen], weights=part[chosen], minlength=len(names)) for part in (gain, base)]
    return sums[0], sums[1], names


def strongest_mix(comparison: Comparison, a: Cell, b: Cell) -> MixEffect | None:
    """Return the mix effect that matters most between two cells: one that reverses them, else the largest; None without any."""
    found = [effect for across in GROUPS if (effect := mix_effect(comparison, a, b, across))]
    return max(found, key=lambda effect: (effect.reverses, abs(effect.mix)), default=None)
