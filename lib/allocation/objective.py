"""What a plan maximises: profit, revenue, new customers, authentic reach, or a mix of them in money."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from lib.allocation.curves import PlanError
from lib.allocation.plan import with_gain
from lib.text import _

Aim = Literal["profit", "revenue", "new_customers", "authentic_reach", "mix"]

COUNTS = ("new_customers", "authentic_reach")  # aims that are numbers of people, not money
COLUMN = "aim"
_REACHED = ("reach", "impressions", "views")  # what counts as people reached: the first that most of the spend reports
_THOUSAND = 1_000


@dataclass(frozen=True)
class Objective:
    """An aim; for 'mix', what a new customer and a thousand authentic people reached are worth beside the profit, in money."""

    aim: Aim = "profit"
    per_customer: float = 0.0
    per_thousand: float = 0.0

    @property
    def counts(self) -> bool:
        """Return whether the aim is a number of people rather than money."""
        return self.aim in COUNTS


def with_objective(deals: pd.DataFrame, objective: Objective, gross_margin: float, authenticity: pd.Series) -> pd.DataFrame:
    """Return ``deals`` with the column `COLUMN`: what each deal brought toward ``objective``; missing where nothing is known.

    Profit counts `with_gain`. Reach is weighted with the creator's ``authenticity`` (0–100, by creator_key), the spend's
    average where a creator has none. PlanError when no deal with a cost states what is needed.
    """
    parts = {
        "profit": lambda: with_gain(deals, gross_margin)["gain"],
        "revenue": lambda: deals["revenue"],
        "new_customers": lambda: deals["new_customers"],
        "authentic_reach": lambda: authentic_reach(deals, authenticity),
    }
    if objective.aim == "mix":
        weights = {"new_customers": objective.per_customer, "authentic_reach": objective.per_thousand / _THOUSAND}
        extra = [parts[name]() * weight for name, weight in weights.items() if weight]
        found = pd.concat([parts["profit"](), *extra], axis=1).sum(axis=1, min_count=1)
    else:
        found = parts[objective.aim]()
    if not ((deals["cost"] > 0) & found.notna()).any() and not _elsewhere(deals, found):
        raise PlanError(_missing(objective.aim))
    return deals.assign(**{COLUMN: found.astype("float64")})


def authentic_reach(deals: pd.DataFrame, authenticity: pd.Series) -> pd.Series:
    """Return people reached × share of them that is authentic, per deal; from reach, else impressions, else views."""
    paid = deals["cost"].fillna(0)
    covered = {name: float(paid[deals[name].notna()].sum()) for name in _REACHED}
    widest = max(_REACHED, key=covered.get)
    basis = next((name for name in _REACHED if covered[name] > 0.5 * float(paid.sum())), widest)
    score = deals["creator_key"].map(authenticity).astype("float64") / 100
    known = score.notna() & deals[basis].notna()
    weight = deals.loc[known, basis]
    usual = float(np.average(score[known], weights=weight)) if weight.sum() > 0 else np.nan
    return deals[basis] * score.fillna(usual)


def _elsewhere(deals: pd.DataFrame, found: pd.Series) -> bool:
    """Return whether results stand in other rows than costs, of creators known in both."""
    costs, results = (set(deals.loc[rows, "creator_key"].dropna()) for rows in (deals["cost"] > 0, found.notna()))
    return bool(costs & results)


def _missing(aim: Aim) -> str:
    return {
        "revenue": _("No partnership has both a cost and revenue, so no return can be estimated."),
        "new_customers": _("No partnership has both a cost and new customers: mark first orders in a column, or aim at profit."),
        "authentic_reach": _(
            "No deal has a cost, a reach and an authenticity score: add reach, impressions or views, or aim at profit."
        ),
    }.get(aim, _("No partnership has both a cost and a value, so no return can be estimated."))
