"""Channels of a media mix: carry-over (geometric adstock) and saturation fitted on weekly spend, offered as segments to plan with.

revenue_t = level + trend + season + Σ_c β_c · s_t/(k_c + s_t), s_t = (1 − θ_c)·x_t + θ_c·s_{t−1} (Jin et al. 2017, Google).
Many pairs of carry-over θ and half-saturation k are drawn from wide priors and weighted by how well a non-negative ridge
regression fits with them; residuals that hang together count as fewer weeks. What comes out is attributed, not proven to be
caused by the spend.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import nnls
from scipy.signal import lfilter

from lib.allocation.curves import PlanError
from lib.allocation.elasticity import Elasticity
from lib.allocation.response import SegmentCurve, curve_through
from lib.text import _

LABEL = "channel"
_SPEND = "_spend"
_LEAST, _PER_CHANNEL = 26, 6  # weeks needed at least, and per channel beside them
_YEAR, _WEEK = 365.25 / 7, 7.0
_TRIED, _DRAWS = 600, 500  # carry-over and saturation pairs tried; draws kept
_CARRY = (1.0, 3.0)  # Beta prior of the carry-over: most effect within a week or two
_HALF_SD = 0.8  # of ln(half-saturation / mean weekly spend)
_SHARE_SD = 0.3  # prior scale of one channel's average contribution, as a share of revenue
_TAILS = (0.05, 0.95)
_GRID = np.linspace(0.01, 0.99, 99)


@dataclass(frozen=True)
class _Weeks:
    """Weekly data: revenue (n), spends (n × channels), controls (n × parts: level, trend, season), first days."""

    start: pd.Series
    revenue: np.ndarray
    spend: np.ndarray
    controls: np.ndarray


@dataclass(frozen=True)
class _Draws:
    """Per draw and channel: carry-over, half-saturation and greatest weekly contribution; per draw and week the base."""

    carry: np.ndarray
    half: np.ndarray
    top: np.ndarray
    base: np.ndarray  # draws × weeks


def channels(media_mix: pd.DataFrame) -> list[str]:
    """Return the channels of the table that have any spend."""
    names = [name.removesuffix(_SPEND) for name in media_mix if name.endswith(_SPEND)]
    return [name for name in names if pd.to_numeric(media_mix[name + _SPEND], errors="coerce").sum() > 0]


def fit_channels(media_mix: pd.DataFrame, months: float = 3, seed: int = 7) -> list[SegmentCurve]:
    """Return one response curve per channel: revenue per planning period of ``months`` against spend in it, spread evenly.

    ``media_mix``: date, revenue and <channel>_spend, one row per day or week (regions are added up); an empty spend means none
    was spent. PlanError when there are too few weeks, no revenue or no channel whose spend varies.
    """
    names = channels(media_mix)
    weeks = _weekly(media_mix, names)
    varies = np.ptp(weeks.spend, axis=0) > 0 if len(weeks.revenue) else np.zeros(len(names), dtype=bool)
    _refuse(weeks, names, varies)
    names, weeks = [n for n, ok in zip(names, varies, strict=True) if ok], _only(weeks, varies)
    draws, prior = _posterior(weeks, np.random.default_rng(seed))
    length = months * _YEAR / 12
    return [_segment(names[c], c, weeks, draws, prior, length) for c in np.argsort(names)]


def _weekly(media_mix: pd.DataFrame, names: Sequence[str]) -> _Weeks:
    frame = media_mix.loc[
        media_mix["date"].notna() & media_mix["revenue"].notna(), ["date", "revenue", *(n + _SPEND for n in names)]
    ]
    week = frame["date"].dt.normalize()
    week = week - pd.to_timedelta(week.dt.day_of_week, unit="D")
    days = frame["date"].dt.normalize().groupby(week).nunique().sort_index()
    whole = days >= 0.8 * days.median()  # of daily data, weeks cut at an end are left out
    sums = frame.drop(columns="date").fillna(0.0).groupby(week).sum().sort_index()[whole]
    at = (sums.index - sums.index[0]).days.to_numpy() / _WEEK if len(sums) else np.zeros(0)
    waves = [wave(2 * np.pi * k * at / _YEAR) for k in (1, 2) for wave in (np.sin, np.cos)] if len(at) and at[-1] >= _YEAR else []
    controls = np.column_stack([np.ones(len(at)), at / max(len(at), 1), *waves])
    return _Weeks(sums.index.to_series(), sums["revenue"].to_numpy(float), sums.drop(columns="revenue").to_numpy(float), controls)


def _only(weeks: _Weeks, chosen: np.ndarray) -> _Weeks:
    return _Weeks(weeks.start, weeks.revenue, weeks.spend[:, chosen], weeks.controls)


def _refuse(weeks: _Weeks, names: Sequence[str], varies: np.ndarray) -> None:
    n, needed = len(weeks.revenue), max(_LEAST, _PER_CHANNEL * int(varies.sum()) + _LEAST // 2)
    if n > 2 and weeks.start.diff().median() > pd.Timedelta(days=10):
        raise PlanError(_("The media mix has one row per month or quarter; carry-over needs one per week or day."))
    if not names:
        raise PlanError(_("The media mix names no channel with spend: columns such as “tv spend” are needed."))
    if n and not varies.any():
        raise PlanError(_("Every channel spends the same every week, so its effect cannot be told from the base."))
    if n < needed:
        said = {"n": n, "channels": int(varies.sum()), "needed": needed}
        raise PlanError(_("The media mix has {n} weeks with revenue; {channels} channels need {needed} at least.", **said))


def adstock(spend: np.ndarray, carry: float) -> np.ndarray:
    """Return spend with geometric carry-over along the first axis; a steady spend stays as it is."""
    return lfilter([1 - carry], [1.0, -carry], spend, axis=0)


def _posterior(weeks: _Weeks, random: np.random.Generator) -> tuple[_Draws, np.ndarray]:
    """Return joint draws, and draws of half-saturation / usual week from their prior."""
    size = weeks.spend.shape[1]
    usual = np.array([column[column > 0].mean() for column in weeks.spend.T])
    basis = np.linalg.qr(weeks.controls)[0]
    first = np.hstack([random.beta(*_CARRY, (_TRIED, size)), random.normal(0, _HALF_SD, (_TRIED, size))])
    first[:, :size] = np.log(first[:, :size] / (1 - first[:, :size]))
    fits = _fits(first, weeks, usual, basis)
    known = _effective(fits[int(np.argmin([fit.lost for fit in fits]))].residual) * len(weeks.revenue)
    weight = _chances(np.array([-0.5 * known * np.log(fit.lost) for fit in fits]))
    centre = weight @ first
    width = np.sqrt(weight @ (first - centre) ** 2) + 0.15
    tried = centre + width * random.standard_normal((_TRIED, 2 * size))
    fits = _fits(tried, weeks, usual, basis)
    log = np.array([-0.5 * known * np.log(fit.lost) for fit in fits]) + _log_prior(tried, size)
    weight = _chances(log + 0.5 * (((tried - centre) / width) ** 2).sum(axis=1))
    chosen = np.sort(random.choice(_TRIED, _DRAWS, p=weight))
    freedom = max(known - weeks.controls.shape[1] - size, known / 4, 1.0)
    noise = np.sqrt(min(fit.lost for fit in fits) / freedom)
    tops = np.array([_top(fits[i].shape, weeks, basis, noise * random.standard_normal(len(basis)), random) for i in chosen])
    base = np.array([basis @ (basis.T @ (weeks.revenue - fits[i].shape @ top)) for i, top in zip(chosen, tops, strict=True)])
    carry, half = _pairs(tried[chosen], usual)
    return _Draws(carry, half, tops, base), np.exp(first[:, size:])


def _pairs(tried: np.ndarray, usual: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return carry-overs and half-saturations of points (logit of the one, logarithm of the other in usual weeks)."""
    size = len(usual)
    return 1 / (1 + np.exp(-tried[:, :size])), usual * np.exp(np.clip(tried[:, size:], -20, 20))


def _log_prior(tried: np.ndarray, size: int) -> np.ndarray:
    """Return the log prior density: Beta carry-over on the logit scale, normal ln(half-saturation in usual weeks)."""
    a, b = _CARRY
    rising = -np.log1p(np.exp(-tried[:, :size]))
    falling = -np.log1p(np.exp(tried[:, :size]))
    return (a * rising + b * falling - 0.5 * (tried[:, size:] / _HALF_SD) ** 2).sum(axis=1)


def _chances(log: np.ndarray) -> np.ndarray:
    chance = np.exp(log - log.max())
    return chance / chance.sum()


@dataclass(frozen=True)
class _Fit:
    """One pair of carry-over and saturation per channel: the channels' shapes, penalised squared error and residuals."""

    shape: np.ndarray
    lost: float
    residual: np.ndarray


def _fits(tried: np.ndarray, weeks: _Weeks, usual: np.ndarray, basis: np.ndarray) -> list[_Fit]:
    left = weeks.revenue - basis @ (basis.T @ weeks.revenue)
    found = []
    for carry, half in zip(*_pairs(tried, usual), strict=True):
        shape = _shapes(weeks.spend, carry, half)
        own = shape - basis @ (basis.T @ shape)
        top, error = _ridge(own, left, weeks, np.zeros(len(carry)))
        found.append(_Fit(shape, max(error**2, 1e-300), left - own @ top))
    return found


def _top(shape: np.ndarray, weeks: _Weeks, basis: np.ndarray, shaken: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return one draw of the greatest contributions: the fit to shaken revenue under a drawn prior mean."""
    middle = np.abs(random.standard_normal(shape.shape[1]))
    revenue, own = weeks.revenue + shaken, shape - basis @ (basis.T @ shape)
    return _ridge(own, revenue - basis @ (basis.T @ revenue), weeks, middle)[0]


def _ridge(shape: np.ndarray, left: np.ndarray, weeks: _Weeks, middle: np.ndarray) -> tuple[np.ndarray, float]:
    """Return non-negative coefficients drawn toward ``middle`` (in prior scales), and the root of the penalised squared error."""
    scale = 2 * _SHARE_SD * max(abs(weeks.revenue.mean()), 1e-12)  # at half-saturation the shape is 1/2
    penalty = max(float(np.std(left)), 1e-12) / scale * np.eye(shape.shape[1])
    return nnls(np.vstack([shape, penalty]), np.append(left, penalty @ (middle * scale)))


def _shapes(spend: np.ndarray, carry: np.ndarray, half: np.ndarray) -> np.ndarray:
    carried = np.column_stack([adstock(x, c) for x, c in zip(spend.T, carry, strict=True)])
    return carried / (half + carried)


def _effective(residual: np.ndarray) -> float:
    """Return the share of weeks that count when each residual resembles the one before (first-order autocorrelation)."""
    total = float(residual @ residual)
    near = float(np.clip(residual[1:] @ residual[:-1] / total, 0.0, 0.9)) if total > 0 else 0.0
    return (1 - near) / (1 + near)


def _segment(name: str, c: int, weeks: _Weeks, draws: _Draws, prior: np.ndarray, length: float) -> SegmentCurve:
    spend = weeks.spend[:, c]
    weekly = float((spend**2).sum() / spend.sum())  # where the average unit of money was spent
    ratio = draws.top[:, c] / (draws.half[:, c] + weekly)
    steep = draws.half[:, c] / (draws.half[:, c] + weekly)
    usual = float(spend[spend > 0].mean())
    elasticity = _elasticity(steep, prior[:, c] / (prior[:, c] + weekly / usual), int((spend > 0).sum()))
    low, high = np.quantile(ratio, _TAILS)
    points = _points(c, weeks, draws, length)
    level = float(ratio.mean())
    return SegmentCurve(
        name=_written(name),
        labels={LABEL: name},
        curve=curve_through("hill", weekly * length, level * weekly * length, elasticity.estimate),
        form="hill",
        anchor=weekly * length,
        spend=float(spend.mean()) * length,
        ratio=level,
        low=float(low),
        high=float(high),
        raw=np.nan,
        n=int((spend > 0).sum()),
        seen=_seen(points, float(spend.mean()) * length),
        points=points,
        elasticity=elasticity,
        ratio_draws=ratio,
    )


def _written(name: str) -> str:
    """Return what people call a channel: 'TV', 'Paid search'."""
    return name.upper() if len(name) <= len("ooh") else name.replace("_", " ").capitalize()


def _seen(points: pd.DataFrame, usual: float) -> tuple[float, float]:
    return (float(points["spend"].min()), float(points["spend"].max())) if len(points) else (usual, usual)


def _elasticity(steep: np.ndarray, before: np.ndarray, n: int) -> Elasticity:
    """Return the spread of the elasticity at the anchor over the draws, beside its prior."""
    chance = np.histogram(steep, np.append(_GRID - 0.005, 1.0))[0] + 1e-9
    low, high = np.quantile(steep, _TAILS)
    sd, prior_sd = float(steep.std()), float(before.std())
    source = _("Carry-over and saturation fitted on your weekly spend; assumed before: half the ceiling at 0.3 to 3 usual weeks.")
    return Elasticity(
        float(steep.mean()), sd, float(low), float(high), float(steep.mean()), n, max(1 - (sd / prior_sd) ** 2, 0.0),
        round(float(before.mean()), 2), round(prior_sd, 2), source, grid=_GRID, chance=chance / chance.sum(),
    )  # fmt: skip


def _points(c: int, weeks: _Weeks, draws: _Draws, length: float) -> pd.DataFrame:
    """Return spend and attributed revenue (what base and other channels leave) per past planning period."""
    shapes = np.array([_shapes(weeks.spend, a, h) * t for a, h, t in zip(draws.carry, draws.half, draws.top, strict=True)])
    others = np.delete(shapes, c, axis=2).sum(axis=2).mean(axis=0)
    value = weeks.revenue - draws.base.mean(axis=0) - others
    period = np.floor(np.arange(len(value))[::-1] / length)
    frame = pd.DataFrame(
        {"start": weeks.start.to_numpy(), "spend": weeks.spend[:, c], "value": value, "deals": 1, "period": period}
    )
    sums = frame.groupby("period").agg(
        start=("start", "min"), spend=("spend", "sum"), value=("value", "sum"), deals=("deals", "sum")
    )
    return sums[sums["deals"] >= length * 0.9].reset_index(drop=True)
