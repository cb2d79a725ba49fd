"""Touch models: how a sale is shared among the contacts before it; the shares of every sale add to 1."""

import numpy as np
import pandas as pd

from lib.attribution.sales import Sales
from lib.attribution.touches import OTHER, Touches
from lib.text import _

HALF_LIFE = 7.0  # days; the half-life of time decay in Google Analytics' former model of that name
ENDS = 0.4  # what the first and the last touch each take of a position-based sale; the rest shares the remaining 20 %
MODELS = {
    "first": _("First touch"),
    "last": _("Last touch"),
    "linear": _("Linear"),
    "position": _("Position-based (40/20/40)"),
    "decay": _("Time decay"),
}


def shares(touches: Touches, model: str, half_life: float = HALF_LIFE) -> np.ndarray:
    """Return the share of its sale that each touch takes under ``model`` (a key of MODELS); touches of equal rank share alike.

    first, last: all to the earliest or latest; linear: all alike; position: 40 % to the earliest, 40 % to the latest, 20 % to
    those between (halves when there are two ranks); decay: 2 ** (−age / half_life), scaled to 1.
    """
    size = int(touches.sale.max(initial=-1)) + 1
    if model == "decay":
        newest = np.full(size, np.iinfo(np.int64).max)
        np.minimum.at(newest, touches.sale, touches.age)
        weight = np.exp2(-(touches.age - newest[touches.sale]) / half_life)
        return weight / np.bincount(touches.sale, weight, size)[touches.sale]
    if model == "linear":
        return 1.0 / np.bincount(touches.sale, minlength=size)[touches.sale]
    first, latest = touches.rank == 0, touches.rank == touches.last
    ends = {"first": (1.0, 0.0), "last": (0.0, 1.0), "position": (ENDS, ENDS)}[model]
    group = np.where(first, 0, np.where(latest, 2, 1))
    weight = np.array([ends[0], 1 - sum(ends), ends[1]])[group]
    one, two = touches.last == 0, touches.last == 1
    weight = np.where(one, 1.0, np.where(two & (model == "position"), 0.5, weight))
    return weight / np.bincount(touches.sale * 3 + group, minlength=size * 3)[touches.sale * 3 + group]


def credit(sales: Sales, touches: Touches, half_life: float = HALF_LIFE) -> pd.DataFrame:
    """Return the sales that each model credits: one row per creator (index creator_key, missing: other channels).

    Columns: one per model of MODELS (net revenue), touched (sales with any touch of that creator). Every model's column adds
    up to the same sum: the sales that any creator touched. Most by linear first.
    """
    size = len(sales.creators) + 1
    place = np.where(touches.creator == OTHER, size - 1, touches.creator)
    revenue = sales.revenue[touches.sale]
    found = {name: np.bincount(place, revenue * shares(touches, name, half_life), size) for name in MODELS}
    pairs = _distinct(place * np.int64(max(len(sales.row), 1)) + touches.sale)
    count = np.bincount(pairs // max(len(sales.row), 1), minlength=size)
    frame = pd.DataFrame(found, index=pd.Index([*sales.creators, None], name="creator_key", dtype="str"))
    frame = frame.assign(touched=count)[count > 0]
    return frame.sort_values("linear", ascending=False, kind="stable")


def spread(touches: Touches) -> tuple[int, int]:
    """Return (sales with touches, those of them where more than one creator or channel had a part)."""
    size = int(touches.sale.max(initial=-1)) + 1
    pairs = _distinct(touches.sale * np.int64(1 << 32) + touches.creator + 1)
    several = np.bincount(pairs >> 32, minlength=size)
    return int((several > 0).sum()), int((several > 1).sum())


def _distinct(values: np.ndarray) -> np.ndarray:
    """Return the distinct values, ascending; by sorting, which takes a million in an eighth of the time of hashing them."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
