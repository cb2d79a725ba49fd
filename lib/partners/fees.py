"""What a post of each creator is worth and which fee it carries: break-even, and the fee that still meets the target ROI."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.metrics import ratio
from lib.shrink import ratio_posterior

_TAILS = (0.05, 0.95)
OVER, UNDER, FAIR, UNKNOWN = "over", "under", "fair", ""


@dataclass(frozen=True, eq=False)
class Worth:
    """Creators' expected results per post, money in the reporting currency, with joint draws (draws × creators).

    ``table`` (index creator_key): deals, posts (behind the estimate), fee (paid per post), other (product, shipping, handling
    per post), commission (share of the value), margin (gain / value), value, value_low, value_high (per post, shrunk),
    break_even and target with _low and _high. ``break_even``: draws of the fee at which profit is 0; ``target``: of the fee at
    which ROI is the target, never above break-even.
    """

    table: pd.DataFrame
    break_even: np.ndarray
    target: np.ndarray


def worth(rows: pd.DataFrame, people: pd.DataFrame, target_roi: float, seed: int = 7) -> Worth:
    """Return what one post of each creator of ``people`` (creator_key, tier, platform) is expected to bring and carry.

    ``rows`` as from `partner_rows`. The value per post is shrunk toward the creator's tier and platform; creators without a
    partnership get what these suggest. break-even fee = value × (margin − commission) − other costs per post;
    fee at the target = value / (1 + target ROI) − value × commission − other costs, at most the break-even fee.
    Margin, commission and other costs are the creator's own ratios of sums, else the programme's.
    """
    keys = ["tier", "platform", "creator_key"]
    labels = people[keys].drop_duplicates("creator_key").astype("str")
    known = rows[["creator_key", "value", "posts"]].astype({"creator_key": "str"}).merge(labels, on="creator_key")
    every = pd.concat([known[[*keys, "value", "posts"]], labels.assign(value=np.nan, posts=np.nan)], ignore_index=True)
    posterior = ratio_posterior(every, "value", "posts", keys, seed=seed)
    cells = posterior.cells.set_index("creator_key").rename_axis(None)
    terms = _terms(rows, cells.index)
    kept = terms["margin"] - terms["commission"]
    at_target = np.minimum(1 / (1 + target_roi) - terms["commission"], kept)
    spread = cells[["estimate", "low", "high"]].set_axis(["", "_low", "_high"], axis=1)
    table = terms.assign(**{f"value{end}": spread[end] for end in spread})
    draws = []
    for name, share in (("break_even", kept), ("target", at_target)):  # linear in the value, so that its quantiles carry over
        ends = spread.mul(share, axis=0).sub(terms["other"], axis=0)
        low, high = ends[["_low", "_high"]].min(axis=1, skipna=False), ends[["_low", "_high"]].max(axis=1, skipna=False)
        table = table.assign(**{name: ends[""], f"{name}_low": low, f"{name}_high": high})
        draws.append(posterior.draws * share.to_numpy() - terms["other"].to_numpy())
    return Worth(table, *draws)


def _terms(rows: pd.DataFrame, creators: pd.Index) -> pd.DataFrame:
    """Return deals, posts and per creator the ratios of sums that a fee depends on; the programme's where own are missing."""
    sums = rows.groupby(rows["creator_key"].astype("str"))[["value", "gain", "fees", "other", "commission", "posts", "one"]].sum()
    whole, own = sums.sum(), sums.reindex(creators)
    parts = {"other": ("other", "posts"), "commission": ("commission", "value"), "margin": ("gain", "value")}
    shares = {name: ratio(own[above], own[below]) for name, (above, below) in parts.items()}
    usual = {name: ratio(whole[above], whole[below]) for name, (above, below) in parts.items()}
    usual = {name: 1.0 if name == "margin" and np.isnan(value) else np.nan_to_num(value) for name, value in usual.items()}
    own_or_usual = {name: shares[name].fillna(usual[name]) for name in parts}
    return pd.DataFrame(
        {
            "deals": own["one"].fillna(0).astype(int),
            "posts": own["posts"].fillna(0.0),
            "fee": ratio(own["fees"], own["posts"]),
            **own_or_usual,
        }
    )


def fee_table(found: Worth, asked: pd.Series) -> pd.DataFrame:
    """Return ``found.table`` with the asked price per post beside it and what to make of it.

    ``asked`` by creator_key, in the reporting currency. Columns added: asked; verdict – 'over' (above the break-even fee), 'under'
    (below the fee at the target ROI), 'fair' (between), '' without a price; sure – the probability of 'over' or 'under', for
    'fair' that the price is at most the break-even fee; difference – asked / break-even − 1.
    """
    price = asked.reindex(found.table.index).astype(float)
    table = found.table.assign(asked=price)
    over = _share(found.break_even < price.to_numpy())
    under = _share(found.target > price.to_numpy())
    verdict = np.select([price > table["break_even"], price < table["target"]], [OVER, UNDER], FAIR)
    known = price.notna() & table["value"].notna()
    sure = np.select([verdict == OVER, verdict == UNDER], [over, under], 1 - over)
    apart = ratio(price, table["break_even"].where(table["break_even"] > 0)) - 1
    return table.assign(
        verdict=pd.Series(verdict, table.index).where(known, UNKNOWN),
        sure=pd.Series(sure, table.index).where(known),
        difference=apart,
    )


def _share(flags: np.ndarray) -> np.ndarray:
    return flags.mean(axis=0)


def model_table(rows: pd.DataFrame, seed: int = 7) -> pd.DataFrame:
    """Return per partnership model what a partnership is expected to carry: n, fee (paid), value, break_even, low, high (90 %).

    Per partnership, ratios of sums; the value is shrunk toward the other models; break-even as in `worth`.
    """
    known = rows[rows["model"].notna()]
    if known.empty:
        return pd.DataFrame(columns=["n", "fee", "value", "break_even", "low", "high"])
    posterior = ratio_posterior(known, "value", "one", ["model"], seed=seed)
    sums = known.groupby("model")[["value", "gain", "fees", "other", "commission", "one"]].sum().reindex(posterior.cells["model"])
    margin, commission = (
        ratio(sums[name], sums["value"]).fillna(otherwise) for name, otherwise in (("gain", 1.0), ("commission", 0.0))
    )
    draws = posterior.draws * (margin - commission).to_numpy() - ratio(sums["other"], sums["one"]).to_numpy()
    low, high = np.quantile(draws, _TAILS, axis=0)
    spread = {"break_even": draws.mean(axis=0), "low": low, "high": high}
    told = {"n": sums["one"].astype(int), "fee": ratio(sums["fees"], sums["one"]), "value": posterior.cells["estimate"].to_numpy()}
    return pd.DataFrame({**told, **spread}, index=sums.index)
