"""From a goal to what it needs, step by step at measured rates: sales, orders, clicks, views, creators, money."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.goals.kpis import KPIS
from lib.roi import paired
from lib.text import _

VISITS = "visits"
STEPS = ("revenue", "orders", "clicks", "views", "creators", "cost")  # each needs the next
LABELS = {VISITS: _("Site visits"), "creators": _("Partnerships"), "cost": _("Money")} | {
    key: KPIS[key].label for key in ("revenue", "orders", "clicks", "views")
}
_RATES = {  # step → what one unit of the next step brings of it: (column, column)
    "revenue": ("revenue", "orders"),
    "orders": ("orders", "clicks"),
    "clicks": ("clicks", "views"),
    "views": ("views", "one"),
    "creators": ("one", "cost"),
}
_DRAWS = 400
_TAILS = (0.05, 0.95)


@dataclass(frozen=True, eq=False)
class Cascade:
    """What a goal needs.

    ``steps``: step, needed, low, high (90 %), rate (of this step per unit of the next; missing: last or not known), n
    (partnerships the rate is measured on), per (the next step). Needs behind an unknown rate are missing.
    """

    steps: pd.DataFrame
    goal: str
    amount: float


def cascade(deals: pd.DataFrame, goal: str, amount: float, seed: int = 7) -> Cascade:
    """Return what ``amount`` more of ``goal`` ('visits' or one of `STEPS` before the last) needs; ``deals`` from `lib.roi.deals`.

    Rates are ratios of sums over the partnerships that know both; intervals by resampling partnerships. A click counts as
    a visit. Views are impressions where no partnership knows views. Raises ValueError for an unknown goal.
    """
    first = "clicks" if goal == VISITS else goal
    if first not in STEPS[:-1]:
        raise ValueError(f"goal must be {VISITS!r} or one of {STEPS[:-1]}, not {goal!r}")
    deals = deals[deals["creator_key"].notna() | deals["campaign_key"].notna()]
    rows = paired(deals, [], ("revenue", "cost"), silence_is_zero=False)
    rows = rows.assign(one=1.0, views=rows["views"] if rows["views"].notna().any() else rows["impressions"])
    weights = _weights(len(rows), seed)
    need, told = np.full(len(weights), float(amount)), []
    if goal == VISITS:
        told.append(_step(VISITS, need, 1.0, 0, "clicks"))
    for step, following in zip(STEPS[STEPS.index(first) :], [*STEPS[STEPS.index(first) + 1 :], ""], strict=True):
        rate, n = _rate(rows, weights, step) if following else (np.full(len(weights), np.nan), 0)
        told.append(_step(step, need, rate[0], n, following))
        need = need / np.where(rate > 0, rate, np.nan)
    return Cascade(pd.DataFrame(told), goal, amount)


def _weights(n: int, seed: int) -> np.ndarray:
    """Return how often each of ``n`` rows counts: once in the first line, as resampled in the others."""
    if n == 0:
        return np.ones((_DRAWS + 1, 0))
    return np.vstack([np.ones(n), np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), _DRAWS).astype(float)])


def _rate(rows: pd.DataFrame, weights: np.ndarray, step: str) -> tuple[np.ndarray, int]:
    top, bottom = (rows[column].to_numpy(dtype=float) for column in _RATES[step])
    both = np.isfinite(top) & np.isfinite(bottom)
    above, below = (weights @ np.where(both, amounts, 0.0) for amounts in (top, bottom))
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan), int(both.sum())


def _step(step: str, need: np.ndarray, rate: float, n: int, per: str) -> dict[str, object]:
    drawn = need[1:][np.isfinite(need[1:])]
    low, high = np.quantile(drawn, _TAILS) if len(drawn) > 0.9 * len(need[1:]) else (np.nan, np.nan)
    return {"step": step, "needed": need[0], "low": low, "high": high, "rate": rate, "n": n, "per": per}


def weekly_visits(traffic: pd.DataFrame, weeks: int = 8) -> float:
    """Return the site's visits per week over the last ``weeks`` of the traffic table; missing when it has none."""
    known = traffic[traffic["sessions"].notna() & traffic["date"].notna() & ~traffic["repeated_table"]]
    if known.empty:
        return float("nan")
    days = known.groupby("date")["sessions"].sum()
    gaps = np.diff(np.sort(days.index.to_numpy())).astype("timedelta64[D]").astype(int)
    step = int(np.median(gaps)) if len(gaps) else 7
    recent = days[days.index > days.index.max() - pd.Timedelta(days=7 * weeks)]
    return float(recent.sum() / (len(recent) * step) * 7)
