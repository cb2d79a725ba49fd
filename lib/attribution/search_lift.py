"""Branded-search lift: searches during a campaign against a seasonal baseline of the days before it, with an interval.

Baseline: level, straight trend and (daily series) weekday effects, with errors that follow a first-order autoregression in
time. Of the errors' correlation no single value is chosen: the prediction averages over a grid of them, each weighted by its
restricted likelihood (flat prior on the correlation, Jeffreys' on the rest: Box & Tiao, Bayesian Inference in Statistical
Analysis, 1973, ch. 2 and 8). The sum over the campaign's days then has a mixture of t distributions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import t as student

from lib.dataset import Dataset

BASELINE = 84  # days before the campaign that the baseline is fitted on, at most
FEWEST = {1: 28, 7: 8}  # periods of a daily and of a weekly series that a baseline needs
LONGEST = 63  # days of a campaign that are looked at: a baseline reaches no further ahead
LEVEL = 0.90
_CORRELATIONS = np.linspace(-0.4, 0.9, 27)


@dataclass(frozen=True)
class Lift:
    """Searches in a campaign less the baseline: ``lift`` with its interval, what was counted, what was expected.

    ``days`` (of the campaign with a count), ``baseline_days``; ``dates``, ``expected_by_day``, ``low_by_day``, ``high_by_day``:
    the baseline over both, for a picture. ``claimed``: the interval lies above zero.
    """

    lift: float
    low: float
    high: float
    searches: float
    expected: float
    days: int
    baseline_days: int
    dates: np.ndarray
    expected_by_day: np.ndarray
    low_by_day: np.ndarray
    high_by_day: np.ndarray

    @property
    def claimed(self) -> bool:
        """Whether the interval excludes zero from below."""
        return self.low > 0


def search_series(dataset: Dataset) -> pd.Series:
    """Return the brand searches per day (or week), summed over sources; dates without a row are missing. Empty without any."""
    table = dataset.traffic
    known = table[table["brand_searches"].notna() & table["date"].notna() & ~table["repeated_table"]]
    found = known.groupby(known["date"].dt.normalize())["brand_searches"].sum().sort_index()
    return found.rename("brand_searches")


def step_of(series: pd.Series) -> int | None:
    """Return the days between two values of a series: 1 (daily), 7 (weekly), None when it is neither."""
    if len(series) < 2:
        return None
    step = int(pd.Series(series.index).diff().dt.days.median())
    return step if step in FEWEST else None


def search_lift(series: pd.Series, start: pd.Timestamp, end: pd.Timestamp, level: float = LEVEL) -> Lift | None:
    """Return the lift of a campaign that ran from ``start`` to ``end`` (days included); None when the baseline is too short.

    ``series``: searches by date (``search_series``). Raises nothing; needs FEWEST periods before ``start``.
    """
    step = step_of(series)
    if step is None:
        return None
    end = min(end, start + pd.Timedelta(days=LONGEST - 1))
    during = series[start:end]
    before = series[start - pd.Timedelta(days=BASELINE) : start - pd.Timedelta(days=1)]
    before = before[before.index + pd.Timedelta(days=step - 1) < start]  # a week that reaches into the campaign is none before it
    if len(before) < FEWEST[step] or during.empty:
        return None
    return _lift(before, during, step, level)


def _lift(before: pd.Series, during: pd.Series, step: int, level: float) -> Lift:
    dates = before.index.append(during.index)
    time = (dates - before.index[0]).days.to_numpy() / step
    design = _design(dates, time, step, len(before))
    fits = [_fit(before.to_numpy(), design, time, rho) for rho in _CORRELATIONS]
    log_weight = np.array([fit.log_likelihood for fit in fits])
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    total = Mixture(weight, *(np.array([getattr(fit, name) for fit in fits]) for name in ("mean", "scale")), fits[0].freedom)
    low, high = total.quantile((1 - level) / 2), total.quantile((1 + level) / 2)
    expected, searches = float(weight @ total.mean), float(during.sum())
    by_day = sum(w * fit.by_day for w, fit in zip(weight, fits, strict=True))
    spread = np.sqrt(sum(w * fit.scale_by_day**2 for w, fit in zip(weight, fits, strict=True)))
    half = student.ppf((1 + level) / 2, fits[0].freedom) * spread
    figures = (searches - expected, searches - high, searches - low, searches, expected)
    return Lift(*figures, len(during), len(before), dates.to_numpy(), by_day, by_day - half, by_day + half)


def _design(dates: pd.DatetimeIndex, time: np.ndarray, step: int, before: int) -> np.ndarray:
    """Return level, trend and, for daily series, the weekdays that the baseline holds."""
    columns = [np.ones(len(dates)), time - time[:before].mean()]
    if step == 1:
        seen = np.unique(dates[:before].day_of_week)
        columns += [(dates.day_of_week == day).astype(float) for day in seen[1:]]
    return np.column_stack(columns)


def _power(rho: float, lag: np.ndarray) -> np.ndarray:
    """Return the correlation over ``lag`` periods (whole numbers of them)."""
    return rho ** np.round(lag)


@dataclass(frozen=True)
class _Fit:
    mean: float
    scale: float
    freedom: int
    log_likelihood: float
    by_day: np.ndarray
    scale_by_day: np.ndarray


def _fit(y: np.ndarray, design: np.ndarray, time: np.ndarray, rho: float) -> _Fit:
    """Return the predictive t of the sum over the days after ``y``, for one correlation ``rho`` between neighbouring periods."""
    n = len(y)
    decay = _power(rho, np.diff(time[:n]))
    deviation = np.sqrt(np.append(1.0, 1 - decay**2))
    white_y = np.append(y[0], y[1:] - decay * y[:-1]) / deviation
    white_x = np.vstack([design[:1], design[1:n] - decay[:, None] * design[: n - 1]]) / deviation[:, None]
    q, r = np.linalg.qr(white_x)
    inverse = np.linalg.inv(r)
    beta = inverse @ (q.T @ white_y)
    residual = white_y - white_x @ beta
    freedom = n - design.shape[1]
    variance = max(float(residual @ residual), 1e-9) / freedom
    log_likelihood = -np.log(deviation).sum() - np.log(np.abs(np.diag(r))).sum() - freedom / 2 * np.log(variance)
    ahead = time[n:] - time[n - 1]
    memory = _power(rho, ahead)
    last = y[-1] - design[n - 1] @ beta
    forecast = design[n:] @ beta + memory * last
    leverage = (design[n:] - memory[:, None] * design[n - 1]) @ inverse
    errors = _power(rho, np.abs(np.subtract.outer(ahead, ahead))) - np.outer(memory, memory)
    total = variance * (errors.sum() + (leverage.sum(axis=0) ** 2).sum())
    each = variance * (np.diag(errors) + (leverage**2).sum(axis=1))
    fitted = design[:n] @ beta
    behind = np.full(n, variance)
    scales = np.sqrt(np.append(behind, each))
    return _Fit(float(forecast.sum()), float(np.sqrt(total)), freedom, log_likelihood, np.append(fitted, forecast), scales)


@dataclass(frozen=True)
class Mixture:
    """A mixture of t distributions of equal freedom."""

    weight: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    freedom: int

    def below(self, value: float) -> float:
        """Return the probability of at most ``value``."""
        return float(self.weight @ student.cdf((value - self.mean) / self.scale, self.freedom))

    def quantile(self, probability: float) -> float:
        """Return the value that is undercut with ``probability``."""
        wide = student.ppf(probability, self.freedom) * self.scale
        low, high = float((self.mean + wide).min()), float((self.mean + wide).max())
        return low if np.isclose(low, high) else float(brentq(lambda value: self.below(value) - probability, low, high))


def campaign_spans(dataset: Dataset) -> pd.DataFrame:
    """Return first and last day of each campaign: index campaign_key, columns campaign, start, end, post.

    Start: its first post, else its stated start; end: the stated end, else four weeks after the start.
    """
    table, posts = dataset.campaigns, dataset.posts
    days = pd.concat([table.set_index("campaign_key")["post_date"], posts.set_index("campaign_key")["post_date"]])
    days = days[days.index.notna()].groupby(level=0).min()
    known = table[table["campaign_key"].notna()].groupby("campaign_key")
    frame = known.agg(campaign=("campaign", "first"), stated=("start_date", "min"), end=("end_date", "max"))
    start = days.reindex(frame.index).fillna(frame["stated"]).dt.normalize()
    end = frame["end"].dt.normalize().where(frame["end"] >= start)
    frame = frame.assign(start=start, end=end.fillna(start + pd.Timedelta(days=27)))
    frame["campaign"] = frame["campaign"].fillna(pd.Series(frame.index, frame.index))
    return frame.dropna(subset="start")[["campaign", "start", "end"]].sort_values(["start", "campaign"])


def lifts(series: pd.Series, spans: pd.DataFrame, level: float = LEVEL) -> Iterator[tuple[str, Lift | None]]:
    """Yield (campaign_key, lift or None) for each campaign of ``campaign_spans``."""
    for key, span in spans.iterrows():
        yield str(key), search_lift(series, span["start"], span["end"], level)


def lift_table(found: dict[str, Lift | None], spans: pd.DataFrame, worth: float | None) -> pd.DataFrame:
    """Return one row per campaign: campaign, start, end, searches, expected, lift, low, high, claimed, others, beside, values.

    ``worth``: value of one search (conversion × order value), None when it is not set: then value, value_low and value_high (of
    claimed lifts and their intervals) are missing. ``others``: other campaigns that ran in the days of its baseline, which the
    baseline therefore contains; ``beside``: in its own days. Lifts of campaigns that overlap in time are not to be added.
    """
    names = ("searches", "expected", "lift", "low", "high", "claimed")
    rows = {key: [getattr(lift, name) for name in names] for key, lift in found.items() if lift}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(names))
    frame = spans.join(frame, how="inner")
    start, end = (spans[name].to_numpy() for name in ("start", "end"))
    own_start, own_end = (frame[name].to_numpy()[:, None] for name in ("start", "end"))
    before = (start < own_start) & (end >= own_start - np.timedelta64(BASELINE, "D"))
    beside = (start <= own_end) & (end >= own_start)
    times = np.where(frame["claimed"].astype(bool), np.nan if worth is None else worth, np.nan)
    values = {"value": frame["lift"] * times, "value_low": frame["low"] * times, "value_high": frame["high"] * times}
    return frame.assign(others=before.sum(axis=1), beside=beside.sum(axis=1) - 1, **values)


def added_value(table: pd.DataFrame, added: pd.Series) -> tuple[float, float, float]:
    """Return (value, low, high) of the lifts that may be added; their errors are taken as independent."""
    rows = table[added.to_numpy()]
    value = float(rows["value"].sum())
    below, above = (float(np.sqrt(((rows[end] - rows["value"]) ** 2).sum())) for end in ("value_low", "value_high"))
    return value, value - below, value + above


def added_once(table: pd.DataFrame) -> pd.Series:
    """Return which claimed lifts may be added: the largest first, leaving out any whose days another one already holds."""
    taken: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    kept = pd.Series(False, table.index)
    for key, row in table[table["claimed"].astype(bool)].sort_values("lift", ascending=False, kind="stable").iterrows():
        if all(row["end"] < start or row["start"] > end for start, end in taken):
            taken.append((row["start"], row["end"]))
            kept[key] = True
    return kept
