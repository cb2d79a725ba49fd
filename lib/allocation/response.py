"""From deals to response curves: what each segment returns at any spend, with the uncertainty of level and elasticity."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from lib.allocation.curves import Curve, Exponential, Hill, Log, Numbers, PlanError, Power
from lib.allocation.elasticity import Elasticity, pooled_elasticity
from lib.allocation.stack import Stack
from lib.schema import PLATFORM_LABELS
from lib.shrink import RatioPosterior, ratio_posterior
from lib.text import _

Form = Literal["hill", "log", "exponential", "power"]

UNKNOWN = "unknown"
_DRAWS = 500
_DAYS_PER_MONTH = 365.25 / 12
_FEW = 3  # deals below which a curve is called cautious
_TAILS = (0.05, 0.95)
_ONE_SD = (0.1587, 0.8413)  # quantiles one standard deviation from the middle: steadier than a variance of heavy tails
_OPEN, _WIDTH = 0.6, 1.06  # of the draws' spread where an estimate is drawn to the mean whole, and not at all (the same bench)
_CAUTION = 0.75  # share of a segment's own variance that counts against its distance from the mean (tests/bench/promises.py)


@dataclass(frozen=True)
class SegmentCurve:
    """What one segment returns for a spend over one planning period.

    ``spend`` is the mean spend of a period so far; ``anchor`` the spend at which the average unit of money was spent (a
    typical one where nothing was spent yet). ``ratio`` is the shrunk value per unit of spend there, ``low``–``high`` its
    90 % interval, ``raw`` the plain ratio of sums, ``n`` the deals behind it. ``seen`` is the range of a period's spend in the
    data. ``points``: one row per past period with start, spend, value, deals. ``ratio_draws`` are joint over segments.
    """

    name: str
    labels: dict[str, str]
    curve: Curve
    form: Form
    anchor: float
    spend: float
    ratio: float
    low: float
    high: float
    raw: float
    n: int
    seen: tuple[float, float]
    points: pd.DataFrame
    elasticity: Elasticity
    ratio_draws: np.ndarray
    bent: bool = False  # changed by hand

    @property
    def untested(self) -> bool:
        """Return whether no deal stands behind the curve."""
        return self.n == 0

    @property
    def cautious(self) -> bool:
        """Return whether so few deals stand behind the curve that its neighbours mostly speak."""
        return self.n < _FEW


def curve_through(form: Form, spend: Numbers, value: Numbers, elasticity: Numbers) -> Curve:
    """Return the curve of ``form`` that returns ``value`` at ``spend`` with ``elasticity`` (between 0 and 1) there."""
    b = np.asarray(elasticity, dtype=float)
    if form == "power":
        return Power(value / spend**b, b)
    if form == "hill":
        k = spend * b / (1 - b)
        return Hill(value * (1 + k / spend), k, np.ones_like(k))
    if form == "log":
        z = _solved(lambda t: t / ((1 + t) * np.log1p(t)), b)
        return Log(value / np.log1p(z), spend / z)
    if form == "exponential":
        z = _solved(lambda t: t / np.expm1(t), b)
        return Exponential(value / -np.expm1(-z), spend / z)
    raise ValueError(f"form must be 'hill', 'log', 'exponential' or 'power', not {form!r}")


def _solved(falling: Callable[[np.ndarray], np.ndarray], target: np.ndarray) -> np.ndarray:
    """Return z > 0 with falling(z) = target, by bisection on ln z."""
    low, high = np.full(target.shape, -20.0), np.full(target.shape, 6.0)
    for _step in range(60):
        middle = (low + high) / 2
        above = falling(np.exp(middle)) > target
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.exp((low + high) / 2)


def fit_segments(
    deals: pd.DataFrame,
    by: str | Sequence[str],
    *,
    value: str = "value",
    months: float = 3,
    form: Form = "hill",
    also: pd.DataFrame | None = None,
    seed: int = 7,
) -> list[SegmentCurve]:
    """Return one response curve per segment, a combination of the columns ``by`` of ``deals`` (one to three).

    The level is the segment's value per cost, shrunk toward related segments; how fast it saturates is one elasticity pooled
    over segments, drawn toward a stated prior. A planning period lasts ``months``; spends and values are per period. Segments
    found only in ``also`` (labels without deals) get what related segments suggest. PlanError when no deal has cost and value.
    """
    by = [by] if isinstance(by, str) else list(by)
    frame = _labelled(deals, by)
    extra = _labelled(also, by)[by] if also is not None and set(by) <= set(also) else frame[by].iloc[:0]
    posterior = cautious(_levels(frame, value, by, extra, seed))
    periods, length = _periods(frame, months)
    elasticity = _elasticity(frame.assign(period=periods), by, value, form)
    sums = frame.assign(period=periods).groupby(by, sort=False)
    spent = {key if isinstance(key, tuple) else (key,): group for key, group in sums}
    typical = _typical([float(group["cost"].sum()) / length for group in spent.values()])
    wanted = pd.concat([posterior.cells.loc[posterior.cells["n"] > 0, by], extra]).drop_duplicates()
    return [
        _segment(posterior, key, spent.get(key), value, length, typical, elasticity, form, by)
        for key in sorted(wanted.itertuples(index=False, name=None))
    ]


def segment_name(labels: Mapping[str, str]) -> str:
    """Return what people call a segment: 'Micro · TikTok'."""
    return " · ".join(_written(column, label) for column, label in labels.items())


def _written(column: str, label: str) -> str:
    if label == UNKNOWN:
        return _("Not stated")
    return PLATFORM_LABELS.get(label, label) if column == "platform" else label[:1].upper() + label[1:]


def _labelled(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].astype("str").fillna(UNKNOWN) for name in by})


def _levels(frame: pd.DataFrame, value: str, by: list[str], extra: pd.DataFrame, seed: int) -> RatioPosterior:
    """Return the shrunk value per cost of every segment; segments without deals enter as rows without money."""
    untried = extra.drop_duplicates().assign(**{value: np.nan, "cost": np.nan})
    both = pd.concat([frame[[*by, value, "cost"]], untried], ignore_index=True)
    posterior = ratio_posterior(both, value, "cost", by, seed=seed)
    if not posterior.cells["n"].sum():
        raise PlanError(_("No partnership has both a cost and a value, so no return can be estimated."))
    return posterior


def cautious(posterior: RatioPosterior) -> RatioPosterior:
    """Return the posterior with every segment drawn further toward the mean, the more the less is known of it.

    The comparison's prior is wide so that its intervals hold; an optimiser picks the luckiest of such estimates, so a plan
    needs V/(V + c·v) of each distance from the mean: V the variance between estimates, v the segment's own. Segments of one
    deal or none are believed at most what the best proven segment may return.
    """
    cells, draws = posterior.cells, _capped(posterior)
    level, weight = draws.mean(axis=0), cells["denominator"].to_numpy(dtype=float)
    low, high = np.quantile(draws, _ONE_SD, axis=0)
    own = ((high - low) / 2) ** 2
    mean = float(level @ weight / weight.sum())
    between = float((level - mean) ** 2 @ weight / weight.sum())
    kept = between / np.where(between + own > 0, between + _CAUTION * own, 1.0)
    moved = np.maximum(mean + kept * (level - mean), 0.0)
    relative = np.divide(draws, level, out=np.ones_like(draws), where=level > 0)
    narrower = _WIDTH * np.sqrt(_OPEN + (1 - _OPEN) * kept)  # what is drawn to the mean is less open as well
    draws = moved * np.maximum(1 + narrower * (relative - 1), 0.0)
    known = cells["low"].notna()
    low, high = (np.where(known, np.quantile(draws, tail, axis=0), np.nan) for tail in _TAILS)
    return replace(posterior, cells=cells.assign(estimate=moved, low=low, high=high), draws=draws)


def _capped(posterior: RatioPosterior) -> np.ndarray:
    proven = posterior.cells["n"].to_numpy() > 1
    if not proven.any():
        return posterior.draws
    top = float(np.quantile(posterior.draws[:, proven], _TAILS[1], axis=0).max())
    return np.where(proven, posterior.draws, np.minimum(posterior.draws, top))


def _periods(frame: pd.DataFrame, months: float) -> tuple[pd.Series, float]:
    """Return each deal's period (0 the latest, NaN without a date) and how many periods the data span (at least 1)."""
    start = frame["start"]
    if start.notna().sum() == 0:
        return pd.Series(np.nan, index=frame.index), 1.0
    age = (start.max() - start).dt.total_seconds() / 86_400
    days = months * _DAYS_PER_MONTH
    return np.floor(age / days), max(float(age.max()) / days, 1.0)


def _elasticity(frame: pd.DataFrame, by: list[str], value: str, form: Form) -> Elasticity:
    """Return the elasticity pooled over the segments' periods, each segment's curve bending around its own anchor."""
    dated = frame[frame["period"].notna() & frame[value].notna() & (frame["cost"] > 0)]
    totals = dated.groupby([*by, "period"], as_index=False)[["cost", value]].sum()
    segment = totals.groupby(by).ngroup().to_numpy() if len(totals) else np.zeros(0, dtype=int)
    spend, worth = totals["cost"].to_numpy(float), np.maximum(totals[value].to_numpy(float), 0.0)
    anchor = np.bincount(segment, spend**2) / np.bincount(segment, spend) if len(totals) else np.zeros(0)

    def shape(x: np.ndarray, b: np.ndarray) -> np.ndarray:
        return curve_through(form, anchor[segment][:, None], 1.0, b).value(x)

    return pooled_elasticity(segment, spend, worth, shape)


def _typical(spends: list[float]) -> float:
    positive = [spend for spend in spends if spend > 0]
    return float(np.median(positive)) if positive else 1.0


def _segment(
    posterior: RatioPosterior,
    key: tuple[str, ...],
    group: pd.DataFrame | None,
    value: str,
    length: float,
    typical: float,
    elasticity: Elasticity,
    form: Form,
    by: list[str],
) -> SegmentCurve:
    place = posterior.position(key)
    cell = posterior.cells.iloc[place]
    spend = 0.0 if group is None else float(group["cost"].sum()) / length
    ratio = max(float(cell["estimate"]), 0.0)
    points = _points(group, value)
    at = _anchor(points, spend, typical)
    return SegmentCurve(
        name=segment_name(dict(zip(by, key, strict=True))),
        labels=dict(zip(by, key, strict=True)),
        curve=curve_through(form, at, ratio * at, elasticity.estimate),
        form=form,
        anchor=at,
        spend=spend,
        ratio=ratio,
        low=float(cell["low"]),
        high=float(cell["high"]),
        raw=float(cell["raw"]),
        n=int(cell["n"]),
        seen=(float(points["spend"].min()), float(points["spend"].max())) if len(points) else (0.0, 0.0),
        points=points,
        elasticity=elasticity,
        ratio_draws=np.maximum(posterior.draws[:_DRAWS, place], 0.0),
    )


def _points(group: pd.DataFrame | None, value: str) -> pd.DataFrame:
    """Return spend, value, deals and first day per past period; undated deals make no point."""
    columns = ["start", "spend", "value", "deals"]
    if group is None or group["period"].isna().all():
        return pd.DataFrame(columns=columns)
    dated = group[group["period"].notna() & (group["cost"] > 0)].groupby("period")
    sums = dated[["cost", value]].sum(min_count=1).set_axis(["spend", "value"], axis=1)
    return sums.assign(start=dated["start"].min(), deals=dated.size())[columns].reset_index(drop=True)


def bend(segment: SegmentCurve, ratio: float | None = None, elasticity: float | None = None) -> SegmentCurve:
    """Return the segment with its return level or elasticity set by hand, marked as such; its uncertainty stays relative."""
    ratio = segment.ratio if ratio is None else ratio
    pooled = segment.elasticity if elasticity is None else replace(segment.elasticity, estimate=elasticity)
    scale = ratio / segment.ratio if segment.ratio > 0 else 0.0
    drawn = segment.ratio_draws * scale if scale else np.full_like(segment.ratio_draws, ratio)
    low, high = (segment.low * scale, segment.high * scale) if scale else (np.nan, np.nan)
    curve = curve_through(segment.form, segment.anchor, ratio * segment.anchor, pooled.estimate)
    return replace(segment, curve=curve, ratio=ratio, low=low, high=high, elasticity=pooled, ratio_draws=drawn, bent=True)


def _anchor(points: pd.DataFrame, spend: float, typical: float) -> float:
    """Return the spend of a period at which the average unit of money was spent: there the ratio of sums was seen."""
    seen = points["spend"].to_numpy(dtype=float)
    if seen.sum() > 0:
        return float(np.sum(seen**2) / np.sum(seen))
    return spend if spend > 0 else typical


def drawn_stack(segments: Sequence[SegmentCurve], seed: int = 7) -> Stack:
    """Return the segments' curves for every joint draw of level and elasticity: parameters are draws × segments."""
    draws = min(len(segment.ratio_draws) for segment in segments)
    ratio = np.column_stack([segment.ratio_draws[:draws] for segment in segments])
    elasticity = np.column_stack([segment.elasticity.draws(draws, seed) for segment in segments])
    anchor = np.array([segment.anchor for segment in segments])
    forms = np.array([segment.form for segment in segments])
    families = []
    for form in dict.fromkeys(forms.tolist()):
        places = np.flatnonzero(forms == form)
        curve = curve_through(form, anchor[places], ratio[:, places] * anchor[places], elasticity[:, places])
        families.append((places, curve))
    return Stack(len(segments), tuple(families))
