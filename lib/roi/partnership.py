"""The six ways to pay, compared on the same creators: cost, risk, break-even volume, and who carries the risk."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from lib.benchmarks import model_terms
from lib.roi.levers import Baseline
from lib.roi.scenario import Scenario, expected
from lib.roi.simulation import DRAWS, figures, simulate_roi
from lib.schema import PARTNERSHIP_MODELS

_TERMS = tomllib.loads((Path(__file__).parent / "terms.toml").read_text(encoding="utf-8"))
ENOUGH = 5  # bookings of a model from which its own terms replace the guide's


@dataclass(frozen=True)
class Terms:
    """What a model pays: a fee per post (relative to the creators' usual fee, or fixed money), a share of sales, product or not."""

    model: str
    fee_level: float = 0.0  # times the creators' usual fee per post
    fee_fixed: float = 0.0  # money per booking
    commission_rate: float = 0.0
    posting_rate: float = 1.0
    product: bool = True
    own: int = 0  # bookings of the workspace behind the terms; 0: the source's terms
    source: str = ""


@dataclass(frozen=True)
class UsageRights:
    """One level of rights to reuse content: what it adds to every fee (fraction), and whether content may be counted as value."""

    key: str
    surcharge: float
    keeps_content_value: bool
    source: str
    data_year: str


USAGE_RIGHTS: tuple[UsageRights, ...] = tuple(UsageRights(**level) for level in _TERMS["usage_rights"])


@lru_cache(maxsize=1)
def _shares() -> Mapping[str, tuple[float, float]]:
    """Return the published range of the share of sales per model."""
    rows = model_terms()
    rows = rows[rows["unit"] == "share of sales"]
    return {row.model: (row.low, row.high) for row in rows.itertuples()}


def published_terms(dollar: float | None) -> dict[str, Terms]:
    """Return the guide's typical terms per model; ``dollar`` is what one US dollar buys in the workspace's currency, if known.

    The share of sales is the middle of its published range; a sponsored post and the ambassador's posts pay the creators'
    usual fee, the hybrid the guide's fixed part and share.
    """
    rows = model_terms()
    fixed = rows[(rows["model"] == "hybrid") & (rows["unit"] == "USD")]["low"]
    source = "Guide 1"
    upfront = float(fixed.iloc[0]) * dollar if dollar and len(fixed) else float("nan")
    middle = {model: (low + high) / 2 for model, (low, high) in _shares().items()}
    gift = _TERMS["gifting"]["posting_rate"]
    return {
        "gifting": Terms("gifting", posting_rate=gift["middle"], source=gift["source"]),
        "sponsored": Terms("sponsored", fee_level=1.0, source=source),
        "affiliate": Terms("affiliate", commission_rate=middle["affiliate"], source=source),
        "hybrid": Terms("hybrid", fee_fixed=upfront, commission_rate=middle["hybrid"], source=source),
        "ambassador": Terms("ambassador", fee_level=1.0, commission_rate=0.0, source=source),
        "commission": Terms("commission", commission_rate=middle["commission"], product=False, source=source),
    }


def usual_fees(baseline: Baseline, dollar: float | None) -> np.ndarray:
    """Return what such creators are usually paid per post, by segment (length K).

    Ratio of sums over sponsored (with fewer than ``ENOUGH`` of those: all paid) bookings of the same tier and platform; else of
    the tier; else of all; where nobody was paid, the middle of the guide's range for the platform (``dollar``: what a US dollar
    is worth); missing where that is unknown too.
    """
    rows = baseline.bookings
    paid = rows[(rows["fees"] > 0) & (rows["posts"] > 0)]
    sponsored = paid[paid["model"] == "sponsored"]
    paid = sponsored if len(sponsored) >= ENOUGH else paid
    labels = pd.DataFrame(dict(baseline.scenario.groups))
    fees = pd.Series(np.nan, labels.index)
    for keys in (["tier", "platform"], ["tier"]):
        sums = paid.groupby(keys)[["fees", "posts"]].sum()
        each = (sums["fees"] / sums["posts"]).rename("fee").reset_index()
        fees = fees.fillna(labels[keys].merge(each, on=keys, how="left")["fee"])
    if len(paid):
        return fees.fillna(paid["fees"].sum() / paid["posts"].sum()).to_numpy()
    guide = model_terms()
    guide = guide[(guide["model"] == "sponsored") & (guide["platform"] != "")].set_index("platform")
    middle = np.sqrt(guide["low"] * guide["high"]) * (dollar or np.nan)
    return labels["platform"].map(middle).to_numpy(dtype=float)


def same_creators(baseline: Baseline, scenario: Scenario) -> Scenario:
    """Return the scenario with every creator posting as often as those did who posted, and no saturation between models."""
    rows = baseline.bookings
    posted = np.bincount(rows["segment"], rows["posts"] > 0, len(scenario.segments))
    booked = np.maximum(np.bincount(rows["segment"], minlength=len(scenario.segments)), 1)
    share = np.where(posted > 0, posted / booked, 1.0)
    return replace(scenario, posts=scenario.posts / share, reference_posts=np.full(len(share), np.nan))


def own_terms(bookings: pd.DataFrame, usual_fee: np.ndarray) -> dict[str, Terms]:
    """Return the terms of each model with at least ``ENOUGH`` bookings, as ratios of sums.

    ``bookings``: one row per booking with model, posts, posted (0/1 or missing), fees, commission, revenue, product;
    ``usual_fee``: per row, the usual fee per post of such a creator (array of length n, missing where unknown).
    """
    rows = bookings.assign(usual=usual_fee * bookings["posts"])
    found = {}
    for model, part in rows.groupby("model"):
        if len(part) < ENOUGH or model not in PARTNERSHIP_MODELS:
            continue
        posted = part["posted"].dropna()
        found[model] = Terms(
            str(model),
            fee_level=_share(part["fees"], part["usual"], 0.0),
            commission_rate=_share(part["commission"], part["revenue"], 0.0),
            posting_rate=float(posted.mean()) if len(posted) >= ENOUGH and posted.sum() > 0 else 1.0,
            product=bool(part["product"].sum() > 0),
            own=len(part),
        )
    return found


def _share(top: pd.Series, bottom: pd.Series, otherwise: float) -> float:
    both = top.notna() & (bottom > 0)
    return float(top[both].sum() / bottom[both].sum()) if both.any() else otherwise


def under_terms(scenario: Scenario, terms: Terms, usual_fee: np.ndarray) -> Scenario:
    """Return the same creators, posts and response paid by ``terms``; ``usual_fee`` is money per post and segment (length K)."""
    posts = np.where(scenario.posts > 0, scenario.posts, 1.0)
    fee = terms.fee_level * np.nan_to_num(usual_fee) if terms.fee_level > 0 else np.zeros_like(posts)
    return replace(
        scenario,
        name=terms.model,
        fee=fee + terms.fee_fixed / posts,
        commission_rate=terms.commission_rate,
        posting_rate=terms.posting_rate,
        product_cost=scenario.product_cost if terms.product else 0.0,
    )


def compare_models(
    scenario: Scenario, terms: Mapping[str, Terms], usual_fee: np.ndarray, target: float, draws: int = DRAWS, seed: int = 7
) -> pd.DataFrame:
    """Return one row per model on the same creators and the same random numbers.

    Columns: model, own (bookings behind the terms), terms, those of ``simulation.figures``, upfront (owed even without a sale),
    commission, orders, break_even_orders (missing: no volume breaks even), brand_share (upfront / cost: what of the risk the
    brand carries). A model whose terms are unknown has missing figures.
    """
    return pd.DataFrame([_model_row(under_terms(scenario, t, usual_fee), t, target, draws, seed) for t in terms.values()])


def _model_row(scenario: Scenario, terms: Terms, target: float, draws: int, seed: int) -> dict[str, object]:
    row: dict[str, object] = {"model": terms.model, "own": terms.own, "terms": terms}
    if np.isnan(scenario.fee).any():
        return row
    simulation = simulate_roi(scenario, draws, seed)
    outcome = simulation.outcome
    commission = float(outcome.commission.sum())
    upfront = outcome.cost - commission
    return row | figures(simulation, target) | {
        "upfront": upfront,
        "commission": commission,
        "orders": float(outcome.orders.sum()),
        "break_even_orders": break_even_orders(scenario),
        "brand_share": upfront / outcome.cost if outcome.cost > 0 else float("nan"),
    }  # fmt: skip


def break_even_orders(scenario: Scenario) -> float:
    """Return how many orders bring profit to 0 (content value counted); missing when each further order loses money."""
    outcome = expected(scenario)
    orders, revenue = float(outcome.orders.sum()), float(outcome.revenue.sum())
    if orders <= 0:
        return float("nan")
    kept = outcome.kept_share * revenue + float(outcome.search_value.sum()) - float(outcome.commission.sum())
    upfront = outcome.cost - float(outcome.commission.sum()) - float(outcome.content_value.sum())
    return max(0.0, upfront / (kept / orders)) if kept > 0 else float("nan")
