"""Named creators as candidates of a roster: what a booking is expected to bring and to cost, and how well that is known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.allocation.elasticity import pooled_elasticity
from lib.shrink import RatioPosterior, ratio_posterior

_DRAWS = 500
_TAILS = (0.05, 0.95)
_TOP = 0.95
_FEW = 3  # past deals from which creators are compared with what was expected of them
_ENOUGH = 8  # known prices on a platform from which others are estimated
_WEIGHTS = (0.0, 0.25, 0.5, 0.75)  # of the price beside the engagements; the data decide (`_size`)

ASKED, PAID, USUAL, PUBLISHED, UNKNOWN = "asked", "paid before", "usual for the size", "published", "unknown"


@dataclass(frozen=True, eq=False)
class Candidates:
    """The candidates' ``table`` (see `candidates`), joint ``draws`` of their value (draws × creators), and the exponent ``power``
    by which value grows with size × posts."""

    table: pd.DataFrame
    draws: np.ndarray
    power: float


def candidates(
    deals: pd.DataFrame,
    creators: pd.DataFrame,
    authenticity: pd.Series,
    published: Mapping[tuple[str, str], float],
    posts: float = 1.0,
    value: str = "value",
    seed: int = 7,
    extra: float = 0.0,
) -> Candidates:
    """Return per creator what booking ``posts`` posts should bring and cost, in the reporting currency.

    Columns (index creator_key): platform, tier, followers, authenticity, deals, tested, value, low, high (90 %), cost, basis,
    each (cost per post), size, largest (beyond which more size × posts is promised nothing).
    Value = (size × posts)^g × what that brought in the creator's tier and platform (shrunk) × how the creator's own deals
    compare with that (shrunk); size is authentic engagements, weighted with the price as far as past deals bear out that
    prices know more (`_size`); g, below 1, is how value grows with it, up to the largest size tried (`_largest`).
    ``authenticity`` is 0–100 by creator_key; ``creators``
    carries price already in the reporting currency. Cost is asked, else paid before, else usual for the size on the platform,
    else ``published`` per (platform, tier); ``basis`` says which: all but the first two are estimates. ``extra`` is what a
    booking costs besides (product, shipping, handling); what was paid before holds it already.
    """
    people = creators.set_index("creator_key")
    genuine = authenticity.reindex(people.index) / 100
    genuine = genuine.fillna(genuine.mean() if genuine.notna().any() else 1.0)
    people = people.assign(engaged=_engagements(people), genuine=genuine)
    past = deals[deals["creator_key"].isin(people.index)].copy()
    past["made"] = past["posts"].where(past["posts"] > 0, 1.0)
    past = past.assign(tier=past["creator_key"].map(people["tier"]), platform=past["creator_key"].map(people["platform"]))
    cost, basis = _cost(past, people, published)
    people = people.assign(audience=_size(past, people, cost, value, seed))
    past, power = _measured(past, people["audience"], value)
    per_engagement = _brought(past, people, value, seed)
    own = _own(past.assign(expected=past["base"] * _at(per_engagement, past["tier"], past["platform"]).mean(axis=0)), value, seed)
    largest = _largest(past, people)
    tried = np.minimum(people["audience"].to_numpy() * posts, largest)
    drawn = _at(per_engagement, people["tier"], people["platform"]) * tried**power
    drawn = drawn * _multiplier(own, people.index, seed)
    count = past.groupby("creator_key").size().reindex(people.index).fillna(0).astype(int)
    low, high = np.quantile(drawn, _TAILS, axis=0)
    table = pd.DataFrame(
        {
            "platform": people["platform"],
            "tier": people["tier"],
            "followers": people["followers"],
            "authenticity": authenticity.reindex(people.index),
            "deals": count,
            "tested": np.where(count > 0, "known", "new"),
            "value": drawn.mean(axis=0),
            "low": low,
            "high": high,
            "cost": cost * posts + np.where(basis == PAID, 0.0, extra),
            "basis": basis,
            "each": cost,
            "size": people["audience"],
            "largest": largest,
        },
        index=people.index,
    )
    return Candidates(table, drawn, power)


def _size(past: pd.DataFrame, people: pd.DataFrame, cost: pd.Series, value: str, seed: int) -> pd.Series:
    """Return engagements^(1−w) × price^w × authentic share per creator.

    w is the mean of its posterior over ``_WEIGHTS`` given the past deals, each w by its quasi-Poisson likelihood. Engagements
    are measured with error, and prices know something of quality: taking whoever has the most engagements per price picks
    the errors.
    """
    price = cost.where(cost > 0)
    known = price.notna() & (people["engaged"] > 0)
    usable = past["creator_key"].map(known).astype("boolean").fillna(False).astype(bool) & past[value].notna()
    plain = people["engaged"] * people["genuine"]
    if usable.sum() < _FEW:
        return plain
    rows = past[usable]
    sizes = {w: people["engaged"] ** (1 - w) * price**w * people["genuine"] for w in _WEIGHTS}
    misfit = np.array([_misfit(rows, people, size, value, seed) for size in sizes.values()])
    if not np.isfinite(misfit).all() or misfit.min() <= 0:
        return plain
    chance = np.exp(-(misfit - misfit.min()) / misfit.min() * len(rows) / 2)
    w = float(np.array(_WEIGHTS) @ chance / chance.sum())
    return people["engaged"] ** (1 - w) * price**w * people["genuine"]


def _largest(past: pd.DataFrame, people: pd.DataFrame) -> np.ndarray:
    """Return per creator the largest size × posts that past deals on the platform (else on any) tried.

    Nobody knows what far larger accounts bring: they are promised no more than the largest booked so far.
    """
    tried = past.groupby("platform")["seen"].max()
    return people["platform"].map(tried).astype(float).fillna(past["seen"].max()).to_numpy()


def _misfit(past: pd.DataFrame, people: pd.DataFrame, size: pd.Series, value: str, seed: int) -> float:
    """Return the Poisson deviance of the deals' value from what their size leads to expect, by tier and platform."""
    rows, _power = _measured(past, size, value)
    found = _brought(rows, people, value, seed)
    if found is None:
        return np.nan
    mean = rows["base"].to_numpy() * _at(found, rows["tier"], rows["platform"]).mean(axis=0)
    seen = np.maximum(rows[value].to_numpy(dtype=float), 0.0)
    mean = np.maximum(mean * (seen.sum() / mean.sum() if mean.sum() > 0 else 1.0), 1e-9)
    return float(2 * (np.where(seen > 0, seen * np.log(np.where(seen > 0, seen, 1.0) / mean), 0.0) - (seen - mean)).sum())


def _measured(past: pd.DataFrame, size: pd.Series, value: str) -> tuple[pd.DataFrame, float]:
    """Return the deals with ``seen`` (size × posts) and ``base`` (how its value should grow with that), and the growth."""
    past = past.assign(seen=past["creator_key"].map(size).astype(float) * past["made"])
    power = _growth(past, value)
    return past.assign(base=past["seen"] ** power), power


def _engagements(people: pd.DataFrame) -> pd.Series:
    """Return engagements per post: given, else likes and comments, else by engagement rate, else as peers have.

    Nobody is expected to keep a rate above what 95 % of the peers (tier and platform) reach.
    """
    summed = people["avg_likes"] + people["avg_comments"].fillna(0)
    found = people["avg_engagements"].fillna(summed).fillna(people["engagement_rate"] * people["followers"])
    rate = (found / people["followers"]).where(people["followers"] > 0)
    peers = rate.groupby([people["tier"], people["platform"]], dropna=False)
    usual = (
        peers.transform("median").fillna(rate.groupby(people["platform"], dropna=False).transform("median")).fillna(rate.median())
    )
    kept = found.where(~(rate > peers.transform("quantile", _TOP)), people["followers"] * peers.transform("quantile", _TOP))
    return kept.fillna(usual * people["followers"])


def _growth(past: pd.DataFrame, value: str) -> float:
    """Return the elasticity of a deal's value to its engagements, within tier and platform, drawn toward the stated prior."""
    usable = past[(past["seen"] > 0) & past[value].notna()]
    cell = usable.groupby(["tier", "platform"], dropna=False).ngroup().to_numpy()
    engaged, brought = usable["seen"].to_numpy(dtype=float), np.maximum(usable[value].to_numpy(dtype=float), 0.0)
    return pooled_elasticity(cell, engaged, brought, lambda x, b: x**b).estimate


def _brought(past: pd.DataFrame, people: pd.DataFrame, value: str, seed: int) -> RatioPosterior | None:
    """Return value per authentic engagement by tier and platform, shrunk; None without a deal to learn from."""
    usable = past[(past["base"] > 0) & past[value].notna()]
    if usable.empty:
        return None
    known = usable[["tier", "platform", value, "base"]].astype({"tier": "str", "platform": "str"})
    untried = people[["tier", "platform"]].astype("str").drop_duplicates().assign(**{value: np.nan, "base": np.nan})
    return ratio_posterior(pd.concat([known, untried], ignore_index=True), value, "base", ["tier", "platform"], seed=seed)


def _at(posterior: RatioPosterior | None, tier: pd.Series, platform: pd.Series) -> np.ndarray:
    """Return draws × rows of what one engagement brings where each row belongs; NaN where nothing is known."""
    if posterior is None:
        return np.full((_DRAWS, len(tier)), np.nan)
    cells = posterior.cells
    place = {key: i for i, key in enumerate(zip(cells["tier"].astype(str), cells["platform"].astype(str), strict=True))}
    rows = [place.get(key, -1) for key in zip(tier.astype(str), platform.astype(str), strict=True)]
    draws = posterior.draws[:_DRAWS]
    return np.where(np.array(rows) >= 0, draws[:, rows], np.nan)


def _own(past: pd.DataFrame, value: str, seed: int) -> RatioPosterior | None:
    """Return how each creator's deals compare with what was expected of them (1 = as expected), shrunk."""
    usable = past[(past["expected"] > 0) & past[value].notna()]
    if len(usable) < _FEW:
        return None
    return ratio_posterior(usable, value, "expected", ["creator_key"], seed=seed)


def _multiplier(own: RatioPosterior | None, index: pd.Index, seed: int) -> np.ndarray:
    """Return draws × creators of that comparison; a creator without deals may turn out like any of those with."""
    if own is None:
        return np.ones((_DRAWS, len(index)))
    draws = own.draws[:_DRAWS]
    weight = own.cells["denominator"].to_numpy(dtype=float)
    like = np.random.default_rng(seed).choice(len(weight), size=(len(draws), len(index)), p=weight / weight.sum())
    place = pd.Series(np.arange(len(own.cells)), index=own.cells["creator_key"].astype(str)).reindex(index.astype(str))
    rows = np.where(place.notna(), place.fillna(0), like).astype(int)
    return np.take_along_axis(draws, rows, axis=1)


def _cost(past: pd.DataFrame, people: pd.DataFrame, published: Mapping[tuple[str, str], float]) -> tuple[pd.Series, pd.Series]:
    """Return each creator's cost per post and where it comes from."""
    paid = past[past["cost"].notna()].groupby("creator_key")[["cost", "made"]].sum()
    before = (paid["cost"] / paid["made"]).reindex(people.index)
    cost, basis = people["price"].astype(float), pd.Series(ASKED, index=people.index, dtype="str")
    keys = zip(people["platform"].astype("str"), people["tier"].astype("str"), strict=True)
    stated = pd.Series([published.get(key, np.nan) for key in keys], index=people.index, dtype=float)
    for found, word in ((before, PAID), (_usual(cost.fillna(before), people), USUAL), (stated, PUBLISHED)):
        basis = basis.where(cost.notna(), word)
        cost = cost.fillna(found)
    return cost, basis.where(cost.notna(), UNKNOWN)


def _usual(cost: pd.Series, people: pd.DataFrame) -> pd.Series:
    """Return what accounts of that size on that platform usually cost: a line through ln cost against ln followers."""
    usual = pd.Series(np.nan, index=people.index)
    known = (cost > 0) & (people["followers"] > 0)
    for _platform, rows in people.groupby("platform", dropna=False).groups.items():
        seen = rows[known[rows].to_numpy()]
        if len(seen) < _ENOUGH:
            continue
        size = np.log(people.loc[rows, "followers"].clip(lower=1))
        slope, _start = np.polyfit(size[seen], np.log(cost[seen]), 1) if np.ptp(size[seen]) > 0 else (0.0, 0.0)
        slope = float(np.clip(slope, 0.0, 1.0))
        usual[rows] = np.exp(np.median(np.log(cost[seen]) - slope * size[seen]) + slope * size)
    return usual
