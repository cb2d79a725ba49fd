"""The limits of a roster as rows of a linear programme, each with the words that name it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from lib.allocation.curves import PlanError
from lib.format import number, percent
from lib.text import _

Counts = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Row:
    """One limit Σ weight·chosen ≤ right over the rows at ``places``; ``kind`` and ``name`` say what it is."""

    kind: str  # 'budget', 'count', 'group', 'share', 'asked'
    name: tuple[str, ...]
    places: np.ndarray
    weight: np.ndarray
    right: float


def matrix_of(limits: Sequence[Row], size: int, units: Mapping[str, float]) -> tuple[csr_matrix, np.ndarray]:
    """Return the limits as a sparse matrix (limits × size) and their right sides, those of a kind in ``units`` divided by it."""
    scale = [1.0 / units.get(row.kind, 1.0) for row in limits]
    weights = [row.weight * factor for row, factor in zip(limits, scale, strict=True)]
    starts = np.cumsum([0, *(len(row.places) for row in limits)])
    data, places = (np.concatenate([np.zeros(0), *parts]) for parts in (weights, [row.places for row in limits]))
    right = np.array([row.right * factor for row, factor in zip(limits, scale, strict=True)], dtype=float)
    return csr_matrix((data, places.astype(np.int64), starts), shape=(len(limits), size)), right


def count_rows(size: int, least: int, most: int | None) -> list[Row]:
    """Return the bounds on how many are booked; raises PlanError when the least is above the most."""
    if most is not None and least > most:
        raise PlanError(_("At least {low} creators clashes with at most {high}.", low=number(least), high=number(most)))
    everyone, one, found = np.arange(size), np.ones(size), []
    if most is not None and most < size:
        found.append(Row("count", ("most",), everyone, one, most))
    if least > 0:
        found.append(Row("count", ("least",), everyone, -one, -least))
    return found


def group_rows(labels: Mapping[str, np.ndarray], minimum: Counts, maximum: Counts) -> list[Row]:
    """Return the counts per label as rows; raises PlanError for a limit that is no number or a minimum above its maximum."""
    _refuse(labels, minimum, maximum)
    members = {kind: members_of(labels[kind]) for kind in {**maximum, **minimum}}
    found, nobody = [], np.zeros(0, dtype=int)
    for bound, sign in ((maximum, 1), (minimum, -1)):
        for kind, limits in bound.items():
            for label, amount in limits.items():
                places = members[kind].get(label, nobody)
                right = np.floor(amount + 1e-9) if sign > 0 else -np.ceil(amount - 1e-9)
                if (sign > 0 and len(places) <= right) or (sign < 0 and right >= 0):
                    continue
                side = "most" if sign > 0 else "least"
                found.append(Row("group", (kind, str(label), side), places, np.full(len(places), float(sign)), float(right)))
    return found


def share_rows(labels: Mapping[str, np.ndarray], least: Counts, most: Counts) -> list[Row]:
    """Return shares of all booked (fractions) per label as rows; raises PlanError like ``group_rows``."""
    _refuse(labels, least, most, top=1.0)
    found = []
    for bound, sign in ((most, 1.0), (least, -1.0)):
        for kind, limits in bound.items():
            members = members_of(labels[kind])
            for label, share in limits.items():
                weight = np.full(len(labels[kind]), -float(share))
                weight[members.get(label, np.zeros(0, dtype=int))] += 1.0
                words = (kind, str(label), "most" if sign > 0 else "least", percent(share))
                found.append(Row("share", words, np.arange(len(weight)), sign * weight, 0.0))
    return found


def members_of(labels: np.ndarray) -> dict[object, np.ndarray]:
    """Return the places of every label."""
    codes, kinds = pd.factorize(labels, use_na_sentinel=False)
    order = np.argsort(codes, kind="stable")
    return dict(zip(kinds, np.split(order, np.cumsum(np.bincount(codes, minlength=len(kinds)))[:-1]), strict=True))


def without_empty(limits: Mapping[str, Mapping[str, float | None]] | None) -> Counts:
    """Return the limits without those that name no amount (None); raises PlanError for one that is no number."""
    try:
        return {k: {label: float(n) for label, n in of.items() if n is not None} for k, of in (limits or {}).items()}
    except (TypeError, ValueError):
        raise PlanError(_("A limit on creators is a number of creators or a share.")) from None


def _refuse(labels: Mapping[str, np.ndarray], low: Counts, high: Counts, top: float = np.inf) -> None:
    for kind in {**low, **high}:
        if kind not in labels:
            raise PlanError(_("There is a limit on {kind}, but no creator says which {kind} it is.", kind=kind))
        for label in {**low.get(kind, {}), **high.get(kind, {})}:
            ends = low.get(kind, {}).get(label, 0.0), high.get(kind, {}).get(label, top)
            said = {"kind": kind, "label": label, "low": _written(ends[0], top), "high": _written(ends[1], top)}
            if not (0 <= ends[0] <= top and 0 <= ends[1] <= top):
                raise PlanError(_("The limits on {kind} {label} ({low} and {high}) are not numbers that can be kept.", **said))
            if ends[0] > ends[1]:
                raise PlanError(_("The minimum for {kind} {label} ({low}) is above its maximum ({high}).", **said))


def _written(amount: float, top: float) -> str:
    return percent(amount) if top == 1.0 else number(amount)
