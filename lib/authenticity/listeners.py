"""Who listens: the share of an audience outside the creator's own country, and outside the target that a brand states."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.authenticity.linking import owners, spread_to_creators

TOLD = 0.3  # share of the audience a dimension must account for, to speak of the rest
Target = Mapping[str, tuple[str, ...]]  # dimension (country, gender, age …) -> values wanted


def from_audience(creators: pd.DataFrame, audience: pd.DataFrame, target: Target | None = None) -> dict[str, np.ndarray]:
    """Return per creator (n,): the share of the audience abroad, the share off ``target``, and whether anything is told.

    Off target is the worst of the target's dimensions that the table tells about.
    """
    if not {"dimension", "value", "share"} <= set(audience.columns):
        return {}
    groups, rows = owners(creators, audience)
    table = pd.DataFrame({name: _plain(audience[name]) for name in ("dimension", "value")}).assign(group=rows)
    table["share"] = pd.to_numeric(audience["share"], errors="coerce").astype(float)
    table = table[(rows >= 0) & table["share"].notna()]
    found = {"audience_told": table.groupby("group")["share"].size().clip(upper=1)}
    if "country" in creators:
        found["audience_foreign"] = _abroad(creators, groups, table[table["dimension"] == "country"])
    missed = [_missed(table[table["dimension"] == name.casefold()], values) for name, values in (target or {}).items() if values]
    if missed:
        found["audience_off_target"] = pd.concat(missed, axis=1).max(axis=1)
    return {name: spread_to_creators(groups, values) for name, values in found.items()}


def _plain(column: pd.Series) -> pd.Series:
    return column.astype("str").str.strip().str.casefold()


def _abroad(creators: pd.DataFrame, groups: np.ndarray, table: pd.DataFrame) -> pd.Series:
    total = table.groupby("group")["share"].sum()
    home = creators["country"].astype("str").str.casefold().where(creators["country"].notna())
    homes = pd.Series(home.to_numpy(), index=groups)
    homes = homes[~homes.index.duplicated()].dropna()
    local = table[table["value"] == table["group"].map(homes)].groupby("group")["share"].sum()
    foreign = 1 - local.reindex(total.index).fillna(0.0)
    return foreign.where((total > TOLD) & total.index.isin(homes.index)).clip(0.0, 1.0)


def _missed(table: pd.DataFrame, wanted: tuple[str, ...]) -> pd.Series:
    total = table.groupby("group")["share"].sum()
    hit = table[table["value"].isin({value.casefold() for value in wanted})].groupby("group")["share"].sum()
    return (1 - hit.reindex(total.index).fillna(0.0)).where(total > TOLD).clip(0.0, 1.0)
