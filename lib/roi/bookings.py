"""One row per booking with everything the what-if levers are measured on."""

import numpy as np
import pandas as pd

from lib.roi.entries import DISCOUNT, NOTES

DIMENSIONS = ("tier", "platform", "model")
UNKNOWN, OTHER = "unknown", "other"
SEGMENTS = 64  # at most; the rarest are taken together
_FEE = ("fee", "all-in", "payment")
_PRODUCT = ("product", "shipping")


def bookings(deals: pd.DataFrame, lines: pd.DataFrame, scores: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per deal with what the levers are measured on; money in the reporting currency, missing where unreported.

    Columns: campaign_key, tier, platform, model, segment (0 … K−1), label, authenticity, one, posts, posted, impressions,
    clicks, orders, gross, refunds, revenue, tax, discount, list_price, fees, product, handling, commission, content, search.
    """
    parts = _components(deals, lines)
    exposure = next((c for c in ("impressions", "views", "reach") if deals[c].notna().any()), "impressions")
    rows = pd.DataFrame(
        {
            "campaign_key": deals["campaign_key"].to_numpy(),
            **{name: deals[name].astype("str").fillna(UNKNOWN).replace("", UNKNOWN).to_numpy() for name in DIMENSIONS},
            "one": 1.0,
            "tax": -deals["tax"].to_numpy(dtype=float),
            "impressions": deals[exposure].to_numpy(dtype=float),
            "clicks": deals["clicks"].to_numpy(dtype=float),
            "orders": deals["orders"].to_numpy(dtype=float),
            **parts,
        }
    )
    rows["revenue"] = rows["gross"].fillna(0) - rows["refunds"].fillna(0)
    rows["list_price"] = rows["orders_gross"] + rows["discount"]
    rows["authenticity"] = np.nan if scores is None else deals["creator_key"].map(scores["authenticity"]).to_numpy(dtype=float)
    rows = rows.assign(**_posts(deals["posts"].to_numpy(dtype=float), rows))
    return _segmented(rows.drop(columns="orders_gross"))


def _components(deals: pd.DataFrame, lines: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the sums of the counted lines per deal by kind of money; missing where a deal has none."""
    position = _deal_of(deals, lines)
    counted = lines["counted"].to_numpy(dtype=bool) & (position >= 0)
    component, amount = lines["component"].to_numpy(), lines["amount"].to_numpy(dtype=float)
    cost = (lines["side"] == "cost").to_numpy()
    tracked = lines["table"].eq("orders").to_numpy() & (position >= 0)
    fee, product = np.isin(component, _FEE), np.isin(component, _PRODUCT)
    discount = tracked & (component == "discount") & (lines["note"].eq(NOTES[DISCOUNT]).to_numpy() | counted)
    kinds = {
        "fees": counted & cost & fee,
        "product": counted & cost & product,
        "commission": counted & cost & (component == "commission"),
        "handling": counted & cost & ~fee & ~product & ~np.isin(component, ("commission", "discount")),
        "gross": counted & (component == "direct sales"),
        "refunds": counted & (component == "refunds"),
        "content": counted & (component == "content"),
        "search": counted & (component == "branded search"),
        "orders_gross": counted & tracked & (component == "direct sales"),
        "discount": discount,
    }
    return {name: _sums(position, amount, rows, len(deals)) * (-1 if name == "refunds" else 1) for name, rows in kinds.items()}


def _deal_of(deals: pd.DataFrame, lines: pd.DataFrame) -> np.ndarray:
    """Return the position of each line's deal, −1 for none; partnerships of one creator in one campaign are told apart by model."""
    keys = ["creator_key", "campaign_key", "model"]
    several = deals.duplicated(keys[:2], keep=False) & deals["creator_key"].notna()
    own = deals[keys].assign(model=deals["model"].where(several))
    stated = lines[keys] if "model" in lines else lines[keys[:2]].assign(model=None)
    places = pd.Series(range(len(deals)), pd.MultiIndex.from_frame(own.astype("str").fillna("\0")))
    places = places[~places.index.duplicated()]  # a whole campaign's money may stand in several rows: it goes to the first
    stated = stated.astype("str").assign(model=stated["model"].astype("str").where(stated["creator_key"].notna()))
    found = places.index.get_indexer(pd.MultiIndex.from_frame(stated.fillna("\0")))
    return np.where(found >= 0, places.to_numpy()[found], -1)


def _sums(position: np.ndarray, amount: np.ndarray, rows: np.ndarray, size: int) -> np.ndarray:
    count = np.bincount(position[rows], minlength=size)
    return np.where(count > 0, np.bincount(position[rows], amount[rows], size), np.nan)


def _posts(reported: np.ndarray, rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return posts per booking (one where something was paid or seen but no post is listed) and whether it posted, if known."""
    active = (rows[["fees", "impressions", "gross"]].fillna(0) > 0).any(axis=1).to_numpy()
    known = not np.isnan(reported).all()
    posts = np.where(np.isnan(reported), np.where(active | (not known), 1.0, 0.0), reported)
    posts = np.where((posts == 0) & active, 1.0, posts)
    return {"posts": posts, "posted": np.where(posts > 0, 1.0, 0.0) if known else np.full(len(posts), np.nan)}


def _segmented(rows: pd.DataFrame) -> pd.DataFrame:
    """Number the combinations of tier, platform and model; the rarest beyond the limit become one segment 'other'."""
    frequency = rows.groupby(list(DIMENSIONS), sort=False)["one"].transform("sum").to_numpy()
    if rows.groupby(list(DIMENSIONS)).ngroups > SEGMENTS:
        sizes = np.sort(rows.groupby(list(DIMENSIONS))["one"].sum().to_numpy())[::-1]
        rare = frequency <= sizes[SEGMENTS - 1]
        rows = rows.assign(**{name: rows[name].where(~rare, OTHER) for name in DIMENSIONS})
    label = rows["tier"].str.cat([rows["platform"], rows["model"]], sep=" · ")
    order = np.sort(label.unique())
    return rows.assign(label=label, segment=np.searchsorted(order, label.to_numpy()))


def authentic_share(rows: pd.DataFrame, size: int) -> np.ndarray:
    """Return the impression-weighted mean authenticity per segment as a fraction; the programme's where unknown, else 1."""
    weight = np.where(rows["authenticity"].notna(), rows["impressions"].fillna(0) + 1e-9, 0.0)
    if not weight.any():
        return np.ones(size)
    share = rows["authenticity"].fillna(0).to_numpy() / 100
    segment = rows["segment"].to_numpy()
    above, below = np.bincount(segment, weight * share, size), np.bincount(segment, weight, size)
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), above.sum() / below.sum())
