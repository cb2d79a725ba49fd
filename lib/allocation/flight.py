"""A plan over time: bookings by week that follow the season, keep audiences rested, and add up to the plan to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.allocation.season import Season

# Weeks before (−) and after (+) the live week: contact and contract, product sent, content made, results read (8 weeks in all).
OUTREACH, SHIPPING, CONTENT, ANALYSIS = -5, -3, -2, 2
REST = 4  # weeks an audience rests between two bookings
BATCH = 3  # weeks in which a quarter's batch goes live
_QUARTER = 13  # weeks
_GOLDEN = (5**0.5 - 1) / 2  # offsets of the segments: the most even spread for any number of them
_TIRED = 0.5  # elasticity within one week at most: its audience tires sooner than a quarter's
_EARLY = 0.5  # tests are live in this first part of the period, so that they still teach


@dataclass(frozen=True)
class Line:
    """One segment's part of a plan: its spend, what one booking costs, its elasticity, and whether it tests something new."""

    segment: str
    spend: float
    booking: float
    elasticity: float
    test: bool = False

    @property
    def bookings(self) -> int:
        """Return how many bookings of about the usual cost (a unit of money at least) the spend buys; at least one."""
        return max(round(self.spend / max(self.booking, 1.0)), 1) if self.booking > 0 else 1


def flight(lines: Sequence[Line], first: pd.Timestamp, weeks: int, season: Season, batches: bool = False) -> pd.DataFrame:
    """Return one row per segment and live week, ordered by week and segment.

    Columns: segment, live (Monday), bookings, amount (in cents, adding up to each segment's spend), outreach, shipping,
    content, analysis (Mondays, counted from ``live``). ``first``: Monday of the first live week. Segments spread over the weeks
    as the season's strength to the power 1/(1 − elasticity), at most 2, where marginal returns are equal; ``batches`` gathers
    each quarter's bookings in its first weeks.
    """
    rows = []
    for place, line in enumerate(sorted(lines, key=lambda line: (-line.spend, line.segment))):
        if round(line.spend, 2) <= 0:
            continue
        counts = _placed(line, _weights(first, weeks, season, line.elasticity, batches), (place * _GOLDEN) % 1)
        live = np.flatnonzero(counts)
        amounts = _in_cents(line.spend, counts[live])
        rows += [(line.segment, int(w), int(counts[w]), amount) for w, amount in zip(live, amounts, strict=True)]
    frame = pd.DataFrame(rows, columns=["segment", "week", "bookings", "amount"]).sort_values(
        ["week", "segment"], ignore_index=True
    )
    frame.insert(1, "live", first + pd.to_timedelta(7 * frame.pop("week").astype("int64"), unit="D"))
    steps = {"outreach": OUTREACH, "shipping": SHIPPING, "content": CONTENT, "analysis": ANALYSIS}
    return frame.assign(**{name: frame["live"] + pd.Timedelta(weeks=shift) for name, shift in steps.items()})


def _weights(first: pd.Timestamp, weeks: int, season: Season, elasticity: float, batches: bool) -> np.ndarray:
    """Return the share of money per week: with value s_t · x^b per week, marginal returns are equal at x ∝ s_t^(1/(1−b))."""
    middle = first + pd.to_timedelta(7 * np.arange(weeks) + 3, unit="D")
    strength = season.index[middle.month.to_numpy() - 1] ** (1 / (1 - min(elasticity, _TIRED)))
    if batches:
        strength = np.where(np.arange(weeks) % _QUARTER < BATCH, strength, 0.0)
    return strength / strength.sum()


def _placed(line: Line, weights: np.ndarray, offset: float) -> np.ndarray:
    """Return bookings per week, as evenly spaced as the weights allow."""
    n, share = line.bookings, np.cumsum(weights) / (_EARLY if line.test else 1.0)
    done = np.clip(np.ceil(n * share - offset), 0, n)  # booking j comes when the share of weights reaches (j + offset)/n
    done[np.flatnonzero(weights)[-1] :] = n
    return np.diff(done, prepend=0.0)


def _in_cents(spend: float, bookings: np.ndarray) -> np.ndarray:
    """Return the spend divided by bookings in whole cents that add up exactly."""
    cents = round(spend * 100)
    ends = np.round(cents * np.cumsum(bookings) / bookings.sum())
    return np.diff(ends, prepend=0.0) / 100


def creators_needed(plan: pd.DataFrame) -> pd.Series:
    """Return per segment how many different creators let every audience rest `REST` weeks between bookings."""

    def busiest(rows: pd.DataFrame) -> int:
        weekly = rows.groupby("live")["bookings"].sum()
        return int(weekly.rolling(f"{7 * REST}D").sum().max())

    return pd.Series({segment: busiest(rows) for segment, rows in plan.groupby("segment")}, dtype="int64")


def weekly(plan: pd.DataFrame) -> pd.DataFrame:
    """Return one row per live week: live, bookings, amount, outreach."""
    return plan.groupby("live", as_index=False).agg(
        bookings=("bookings", "sum"), amount=("amount", "sum"), outreach=("outreach", "min")
    )


def quarters(plan: pd.DataFrame) -> pd.DataFrame:
    """Return one row per calendar quarter with live bookings: year, quarter (1–4), first, last, outreach, bookings, amount."""
    by = plan.assign(year=plan["live"].dt.year, quarter=plan["live"].dt.quarter).groupby(["year", "quarter"], as_index=False)
    return by.agg(
        first=("live", "min"), last=("live", "max"), outreach=("outreach", "min"), bookings=("bookings", "sum"),
        amount=("amount", "sum"),
    )  # fmt: skip
