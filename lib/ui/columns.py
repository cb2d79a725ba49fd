"""How tables of creators show their columns: labels, units, number formats."""

from typing import Any

import streamlit as st

from lib.text import _


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
        "label": column.TextColumn(_("Handle"), pinned=True, width=170),
        "name": column.TextColumn(_("Name")),
        "platform": column.TextColumn(_("Platform"), width="small"),
        "tier": column.TextColumn(_("Tier"), width="small"),
        "followers": column.NumberColumn(_("Followers"), format="compact", width="small"),
        "authenticity": column.ProgressColumn(
            _("Authenticity"), min_value=0, max_value=100, format="%d", help=hints["authenticity"]
        ),
        "range": column.TextColumn(_("Range"), width="small", help=hints["range"]),
        "band": column.TextColumn(_("Band"), help=hints["band"]),
        "engagement_rate": column.NumberColumn(_("Engagement"), format="percent", help=hints["engagement_rate"]),
        "price": column.NumberColumn(_("Asked price"), format=whole, help=hints["price"]),
        "partnerships": column.NumberColumn(_("Partnerships"), format=whole, width="small", help=hints["partnerships"]),
        "cost": column.NumberColumn(_("Cost, {currency}", currency=currency), format=whole),
        "revenue": column.NumberColumn(_("Direct sales, {currency}", currency=currency), format=whole),
        "roi": column.NumberColumn(_("ROI"), format="percent", help=hints["roi"]),
        "country": column.TextColumn(_("Country"), width="small"),
        "category": column.TextColumn(_("Category")),
        "url": column.LinkColumn(_("Profile"), display_text=_("Open"), width="small"),
    }
    return {"column_order": list(config), "column_config": config}
