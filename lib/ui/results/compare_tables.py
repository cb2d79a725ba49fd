"""The compare page's tables: the groups, the people behind one of them, and both for download."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from lib.compare import Cell, Comparison, words
from lib.dataset import Dataset
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _
from lib.trace import Trace
from lib.ui.parts import downloads, safe_markdown
from lib.ui.traced import traced

_FORMATS = {"rate": "percent", "money": "%.2f", "multiple": "%.2f×", "count": "localized"}
_MONEY = ("cost", "value", "revenue")


def table_columns(result: Comparison, settings: Settings) -> dict[str, Any]:
    """Return ``column_order`` and ``column_config`` for the frame of ``drawn``."""
    column = st.column_config
    kind = result.measure.kind
    label = result.measure.label if kind != "money" else f"{result.measure.label}, {settings.currency}"
    form = _FORMATS[kind]
    hint = _("Weight of the group's own rows in the estimate; the rest is what related groups show.")
    config = {
        "name": column.TextColumn(_("Group"), pinned=True, width=150),
        "estimate": column.NumberColumn(label, format=form, help=_("Drawn toward related groups as far as own data are few.")),
        "range": column.TextColumn(_("90% range"), help=_("The true figure lies in this range with 90% probability.")),
        "published": column.TextColumn(_("Published"), width=100),
        "verdict_text": column.TextColumn(_("Against it"), width=90, help=_("Where the whole 90% range lies.")),
        "n": column.NumberColumn(_("Creators") if result.unit == "creators" else _("Partnerships"), format="localized"),
        "raw": column.NumberColumn(_("As measured"), format=form, help=_("Ratio of sums, without drawing toward related groups.")),
        "share_of_own": column.NumberColumn(_("Own data"), format="percent", width="small", help=hint),
        "otherwise": column.TextColumn(_("Would differ under"), width="large", help=_("Sources and tiers that say otherwise.")),
    }
    shown = {"published": result.cells["benchmark_low"].notna(), "verdict_text": result.cells["verdict"] != "",
             "otherwise": result.cells["disagreeing"].map(len) > 0}  # fmt: skip
    config = {name: hint for name, hint in config.items() if name not in shown or shown[name].any()}
    return {"column_order": list(config), "column_config": config}


def read(cells: pd.DataFrame, result: Comparison) -> pd.DataFrame:
    """Return the frame of ``drawn`` or ``people`` rounded to what people read."""
    digits = {"rate": 2 if result.measure.form == "return" else 4, "money": 2, "multiple": 2, "count": 0}[result.measure.kind]
    return cells.round({"estimate": digits, "raw": digits, "figure": digits, "share_of_own": 2, "gain": 0, "base": 0})


def table(cells: pd.DataFrame, result: Comparison, settings: Settings) -> pd.DataFrame:
    """Return the cells for download: labels, n, figures (rates as fractions), published range, verdict and its source."""
    figure = words.axis(result, settings).removesuffix(", %")
    columns = {
        **{column: words.group_name(column) for column in result.by},
        "n": _("n"), "creators": _("Creators"), "estimate": figure, "low": _("90% range from"), "high": _("90% range to"),
        "raw": _("As measured"), "share_of_own": _("Own data"), "benchmark_low": _("Published from"),
        "benchmark_high": _("Published to"),
        "benchmark_source": _("Published by"), "verdict_text": _("Against it"), "otherwise": _("Would differ under"),
    }  # fmt: skip
    return cells[list(columns)].replace(np.inf, np.nan).rename(columns=columns)


def people(result: Comparison, cell: Cell, dataset: Dataset) -> pd.DataFrame:
    """Return who is behind a cell, for reading and download: handle, platform, campaign, what went in, own figure."""
    rows = result.behind(cell)
    known = dataset.creators.set_index("creator_key")[["label", "followers"]].reindex(rows["creator_key"])
    first = {
        "creator": known["label"].to_numpy(), "platform": rows["platform"].map(PLATFORM_LABELS).to_numpy(),
        "tier": rows["tier"].to_numpy(), "followers": known["followers"].to_numpy(),
    }  # fmt: skip
    if result.unit != "creators":
        campaigns = dataset.campaigns.dropna(subset=["campaign_key"]).drop_duplicates("campaign_key").set_index("campaign_key")
        first["campaign"] = campaigns["campaign"].reindex(rows["campaign_key"]).to_numpy()
    return pd.DataFrame(first).assign(**{name: rows[name].to_numpy() for name in ("gain", "base", "figure")})


def people_export(found: pd.DataFrame, result: Comparison, settings: Settings) -> pd.DataFrame:
    """Return the frame of ``people`` for download, under the headings of the page."""
    return found.rename(columns={name: title for name, title in _people_titles(result, settings).items() if name in found})


def _people_titles(result: Comparison, settings: Settings) -> dict[str, str]:
    def part(name: str, otherwise: str) -> str:
        title = name.replace("_", " ").capitalize() or otherwise
        return _("{title}, {currency}", title=title, currency=settings.currency) if name in _MONEY else title

    counted = _("Authentic followers") if result.measure.key == "authentic_share" else _("Engagements per post")
    return {
        "creator": _("Creator"), "platform": _("Platform"), "tier": _("Tier"), "followers": _("Followers"),
        "campaign": _("Campaign"),
        "gain": part(result.measure.gain, counted), "base": part(result.measure.base, _("Divided by")),
        "figure": result.measure.label,
    }  # fmt: skip


def people_columns(result: Comparison, settings: Settings) -> dict[str, Any]:
    """Return ``column_config`` for the frame of ``people``."""
    column, titles = st.column_config, _people_titles(result, settings)
    formats = {"followers": "compact", "gain": "localized", "base": "localized", "figure": _FORMATS[result.measure.kind]}
    numbers = {name: column.NumberColumn(titles[name], format=form) for name, form in formats.items()}
    texts = {name: column.TextColumn(title, pinned=name == "creator") for name, title in titles.items() if name not in formats}
    return {"column_config": texts | numbers}


def behind(result: Comparison, position: int, dataset: Dataset, key: str, trace: Callable[[], Trace]) -> None:
    """Draw the card of who is behind the group at ``position``; ``trace`` tells how its figure came about."""
    cell = words.cells_of(result, result.cells.loc[[position]])[0]
    found = people(result, cell, dataset)
    with st.container(border=True):
        st.subheader(safe_markdown(words.behind(result, cell, len(found))), anchor=False)
        st.dataframe(
            read(found, result), hide_index=True, placeholder="–", key=f"{key}_people", alt=_("Who is behind the chosen group."),
            **people_columns(result, dataset.settings),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            downloads(people_export(found, result, dataset.settings), "behind", _("Behind"))
            traced(trace, f"{key}_behind")
