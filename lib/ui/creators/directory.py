"""Parts of the directory page: filters, columns of the table, downloads."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.dataset import Dataset
from lib.directory import NOTES, Filters, directory, export, options
from lib.report.workbook import CSV, XLSX, to_csv, to_xlsx
from lib.text import _
from lib.ui.cached import deals, scores

SHOWN_DIGITS = {"engagement_rate": 3, "roi": 2, "price": 0, "cost": 0, "revenue": 0}


@st.cache_resource(show_spinner=False, max_entries=8)
def _everybody(digest: str, _dataset: Dataset) -> tuple[pd.DataFrame, pd.DataFrame]:
    frame = directory(_dataset.creators, scores(_dataset), deals(_dataset))
    shown = frame[directory_columns(_dataset.settings.currency)["column_order"]].round(SHOWN_DIGITS)
    return frame, shown.assign(**{name: shown[name].str.capitalize() for name in ("tier", "band")})


def everybody(dataset: Dataset) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ``lib.directory.directory`` of the dataset, and its shown columns rounded to what people read; never write to them."""
    return _everybody(dataset.digest, dataset)


def chosen_filters(everybody: pd.DataFrame, shortlist: frozenset[str]) -> Filters:
    """Draw the filters over ``lib.directory.directory`` and return what was chosen; choices survive page switches."""
    kept = {"persist_state": "session"}
    search, more = st.columns([5, 1.4], vertical_alignment="bottom")
    text = search.text_input(_("Search"), key="directory_search", placeholder=_("Name or handle"), icon=":material/search:", **kept)
    labels = {
        "platform": _("Platform"),
        "tier": _("Tier"),
        "band": _("Authenticity"),
        "category": _("Category"),
        "country": _("Country"),
    }
    asked = sum(bool(st.session_state.get(f"directory_{name}")) for name in (*labels, "price", "mine"))
    title = _("Filters ({n})", n=asked) if asked else _("Filters")
    with more.popover(title, icon=":material/tune:", width="stretch", key="directory_filters"):
        picked = {
            name: tuple(st.multiselect(label, options(everybody, name), key=f"directory_{name}", placeholder=_("All"), **kept))
            for name, label in labels.items()
        }
        dearest = st.number_input(_("Asked price at most"), value=None, min_value=0.0, step=50.0, key="directory_price", **kept)
        mine = st.toggle(_("Shortlist only"), key="directory_mine", **kept)
    return Filters(search=text, price_to=dearest, only=shortlist if mine else None, **picked)


def downloads(frame: pd.DataFrame, flags: pd.Series, currency: str, name: str, label: str) -> None:
    """Offer rows of the directory as XLSX and CSV, built on the click."""
    always = {"icon": ":material/download:", "disabled": frame.empty, "on_click": "ignore"}

    def workbook() -> bytes:
        table, types = export(frame, flags, currency)
        return to_xlsx({_("Creators"): table}, title=_("True Reach: {what}", what=label), notes=NOTES, types=types)

    def text() -> bytes:
        return to_csv(export(frame, flags, currency)[0])

    st.download_button(_("{what} as XLSX", what=label), workbook, f"{name}.xlsx", XLSX, key=f"{name}_xlsx", **always)
    st.download_button(_("{what} as CSV", what=label), text, f"{name}.csv", CSV, key=f"{name}_csv", **always)


def directory_columns(currency: str) -> dict[str, Any]:
    """Return ``column_order`` and ``column_config`` for the frame of ``lib.directory.directory``."""
    column, whole = st.column_config, "localized"
    hints = {
        "authenticity": _("0 to 100: how genuine audience and engagement look."),
        "range": _("The true score lies in this range with 80% probability."),
        "band": _("Genuine from 80, mostly genuine from 60, doubtful from 40, suspicious below."),
        "engagement_rate": _("(Likes + comments) per post / followers."),
        "price": _("Per post, in the currency your file states."),
        "partnerships": _("Campaign parts with a known cost."),
        "roi": _("(Value − cost) / cost over all their partnerships."),
    }
    config = {
        "label": column.TextColumn(_("Handle"), pinned=True, width=160),
        "platform": column.TextColumn(_("Platform"), width="small"),
        "tier": column.TextColumn(_("Tier"), width="small"),
        "followers": column.NumberColumn(_("Followers"), format="compact", width="small"),
        "authenticity": column.ProgressColumn(
            _("Authenticity"), min_value=0, max_value=100, format="%d", help=hints["authenticity"], width=110
        ),
        "range": column.TextColumn(_("Range"), width="small", help=hints["range"]),
        "band": column.TextColumn(_("Looks"), help=hints["band"]),
        "engagement_rate": column.NumberColumn(_("Engagement"), format="percent", help=hints["engagement_rate"]),
        "price": column.NumberColumn(_("Asked price"), format=whole, help=hints["price"]),
        "cost": column.NumberColumn(_("Cost, {currency}", currency=currency), format=whole),
        "roi": column.NumberColumn(_("ROI"), format="percent", help=hints["roi"], width=70),
        "revenue": column.NumberColumn(_("Direct sales, {currency}", currency=currency), format=whole),
        "partnerships": column.NumberColumn(_("Partnerships"), format=whole, width="small", help=hints["partnerships"]),
        "name": column.TextColumn(_("Name")),
        "country": column.TextColumn(_("Country"), width="small"),
        "category": column.TextColumn(_("Category")),
        "url": column.LinkColumn(_("Profile"), display_text=_("Open"), width="small"),
    }
    return {"column_order": list(config), "column_config": config}
