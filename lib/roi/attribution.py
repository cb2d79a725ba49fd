"""By what sales were credited: what the file states, codes, links and the survey, side by side; no order counts twice."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.currency import factors
from lib.text import _

METHODS = {
    "creator": _("named"),
    "code": _("code"),
    "utm": _("link"),
    "survey": _("survey"),
}
_CREATORS = r"influencer|creator|blogg?er|youtuber|tiktoker|instagrammer|streamer|ambassador|influenceur|créateur|créatrice"


def attribution(dataset: Dataset) -> pd.DataFrame:
    """Return the orders by the set of methods that point to a creator: one row per combination that occurs.

    Columns: one flag per method of ``METHODS``, methods (text), counted (credited to a creator or campaign: the cautious
    floor; a survey answer alone is not), orders, revenue (net of refunds, reporting currency). Cancelled and repeated orders
    and those without a rate are left out; most revenue first.
    """
    table = dataset.orders
    flags = pd.DataFrame({name: table[f"found_by_{name}"] for name in METHODS if name != "survey"})
    flags["survey"] = names_a_creator(dataset)
    net = (table["revenue"] - table["refunds"].abs().fillna(0)) * factors(table, dataset.settings)
    counts = table["cancelled_at"].isna() & ~table["repeated_table"] & ~(table["duplicate"] & table["repeated_id"]) & net.notna()
    orders = table["orders"].fillna((~table["repeated_id"]).astype(float))
    known = flags.assign(orders=orders, revenue=net, counted=table["creator_key"].notna() | table["campaign_key"].notna())
    known = known[counts & flags.any(axis=1)]
    sums = known.groupby([*METHODS, "counted"], as_index=False)[["orders", "revenue"]].sum()
    named = [" + ".join(label for name, label in METHODS.items() if row[name]) for row in sums.to_dict("records")]
    return sums.assign(methods=pd.Series(named, dtype="str")).sort_values("revenue", ascending=False, ignore_index=True)


def names_a_creator(dataset: Dataset) -> np.ndarray:
    """Return which orders' survey answers name a creator of the campaigns, or creators as such."""
    codes, answers = pd.factorize(dataset.orders["survey_answer"])
    taking_part = dataset.creators[dataset.creators["creator_key"].isin(dataset.campaigns["creator_key"].dropna())]
    handles = set(taking_part["handle"].dropna().str.casefold()) | set(taking_part["name"].dropna().str.casefold())
    texts = pd.Series(answers, dtype="str").str.casefold()
    named = texts.str.contains(_CREATORS, regex=True) | texts.isin(handles)
    named |= texts.str.split(r"[\s,;:/()]+").map(lambda words: any(word.strip("@.!?") in handles for word in words)).astype(bool)
    return np.append(named.to_numpy(dtype=bool), False)[codes]
