"""How the figure of one group of a comparison came about: as measured from its rows, then drawn toward related groups."""

import numpy as np
import pandas as pd

from lib.compare import words
from lib.compare.cells import Cell, Comparison
from lib.format import compact, money, percent
from lib.settings import Settings
from lib.text import _
from lib.trace import Trace

_MONEY = ("cost", "value", "revenue")


def cell_sums(comparison: Comparison, cell: Cell) -> dict[str, float]:
    """Return what the figure as measured is made of: the sums 'gain' and 'base' over the rows that it counts."""
    rows = comparison.behind(cell)[["gain", "base"]]
    whole = comparison.measure.base == "cost" and not comparison.measure.lower_is_better
    return (rows if whole else rows.dropna()).sum().to_dict()


def group_trace(comparison: Comparison, cell: Cell, people: pd.DataFrame, settings: Settings, lines: pd.DataFrame | None) -> Trace:
    """Return how the figure of ``cell`` came about.

    ``people``: the rows of ``comparison.behind(cell)``, readable (creator, campaign …; same order and index). ``lines``: the
    rows of files behind gain and base (columns of ``lib.trace.Trace`` rows, term 'gain' or 'base'), used where they add up to
    the same sums to the cent; else one row per partnership or creator stands behind each number.
    """
    sums, titles = cell_sums(comparison, cell), term_names(comparison)
    if lines is None or not _agree(lines, sums):
        lines = _per_row(comparison, cell, people)
    rows = lines.assign(term=lines["term"].map(titles))
    row = comparison.cells.loc[comparison.position(cell)]
    unit = settings.currency if comparison.measure.base == "cost" else ""
    steps = (_measured(comparison, sums, row, settings), _steadied(comparison, row, settings))
    return Trace(words.cell_name(comparison.by, cell), steps, rows, unit=unit)


def term_names(comparison: Comparison) -> dict[str, str]:
    """Return what the two numbers of a comparison's formula are called."""
    measure = comparison.measure
    if measure.key == "engagement_rate":
        return {"gain": _("Engagements"), "base": comparison.basis.capitalize()}
    if measure.key == "authentic_share":
        return {"gain": _("Authentic followers"), "base": _("Followers")}
    return {name: getattr(measure, name).replace("_", " ").capitalize() for name in ("gain", "base")}


def _agree(lines: pd.DataFrame, sums: dict[str, float]) -> bool:
    found = lines.groupby("term")["amount"].sum()
    return all(np.isclose(found.get(name, 0.0), total, rtol=1e-9, atol=0.005) for name, total in sums.items())


def _per_row(comparison: Comparison, cell: Cell, people: pd.DataFrame) -> pd.DataFrame:
    behind = comparison.behind(cell).reset_index(drop=True)
    whole = comparison.measure.base == "cost" and not comparison.measure.lower_is_better
    counts = whole | behind[["gain", "base"]].notna().all(axis=1)
    known = people.reset_index(drop=True)
    parts = [known.assign(term=name, part=_("one row each"), amount=behind[name])[counts] for name in ("gain", "base")]
    listed = pd.concat(parts, ignore_index=True).dropna(subset=["amount"])
    first = ["term", "part", "amount"]
    return listed[[*first, *listed.columns.difference(first, sort=False)]]


def _measured(comparison: Comparison, sums: dict[str, float], row: pd.Series, settings: Settings) -> str:
    measure = comparison.measure

    def write(name: str) -> str:
        counted = getattr(measure, name) if measure.key not in ("engagement_rate", "authentic_share") else ""
        return money(sums[name], settings.currency, settings.locale, cents=True) if counted in _MONEY else compact(sums[name])

    told = {"name": words.measure_name(comparison), "gain": write("gain"), "base": write("base")}
    told["raw"] = words.figure(measure, row["raw"], settings)
    if measure.form == "return":
        return _("As measured: {name} = ({gain} − {base}) / {base} = {raw}", **told)
    if measure.form == "cost" and measure.size != 1:
        return _("As measured: {name} = {base} / {gain} × {size} = {raw}", size=compact(measure.size), **told)
    if measure.form == "cost":
        return _("As measured: {name} = {base} / {gain} = {raw}", **told)
    return _("As measured: {name} = {gain} / {base} = {raw}", **told)


def _steadied(comparison: Comparison, row: pd.Series, settings: Settings) -> str:
    written = {name: words.figure(comparison.measure, row[name], settings) for name in ("estimate", "low", "high")}
    own = percent(row["share_of_own"], settings.locale, 0)
    return _(
        "Shown: {estimate}. The group's own {n} rows weigh {own} in it, related groups the rest, so that luck does not win; the "
        "true figure lies between {low} and {high} with 90% probability.",
        n=int(row["n"]), own=own, **written,
    )  # fmt: skip
