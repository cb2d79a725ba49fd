"""The part of the partners page on what results cost: cost per 1,000 engagements with its range, authentic CPM beside it."""

import pandas as pd
import streamlit as st

from lib.charts import partners as charts
from lib.partners import engagement_costs, words
from lib.text import _
from lib.ui.cached import deals, drawn
from lib.ui.creators.partners import Partners
from lib.ui.listing import listing
from lib.ui.parts import chart, safe_markdown

SHOWN = 25  # creators in the chart, those that cost most


@st.cache_resource(show_spinner=False, max_entries=8)
def _costs(digest: str, _found: Partners) -> pd.DataFrame:
    table = engagement_costs(deals(_found.dataset), _found.dataset.creators, _found.settings.seed)
    return table.join(_found.fees[["label", "platform", "tier", "authentic_cpm"]])


def costs(found: Partners) -> pd.DataFrame:
    """Return `lib.partners.engagement_costs` with label, platform, tier and authentic CPM; never write to it."""
    return _costs(found.dataset.digest, found)


def results(found: Partners) -> None:
    """Draw what 1,000 engagements cost per creator, and the table with authentic CPM."""
    table, settings = costs(found), found.settings
    title = words.costs_title(table, settings)
    st.subheader(safe_markdown(title), anchor=False)
    if table.empty:
        st.info(_("Costs of results need what creators were paid, and likes or engagements of campaigns or posts."))
        return
    usual = 1000 * table["cost"].sum() / table["engagements"].sum()
    largest = table[table["low"] > 0].nlargest(SHOWN, "cost").sort_values("estimate")
    if len(largest):
        chart(
            drawn(found.dataset, "costs", lambda: charts.costs(largest, usual, settings.currency)), alt=title, key="partners_costs"
        )
        st.caption(
            _(
                "The {n} creators you spent most on; lines are 90% ranges, the dotted line is the average. "
                "Teal is surely cheaper, red surely dearer.",
                n=len(largest),
            )
        )
    columns = {
        "label": (_("Creator"), "text"),
        "platform": (_("Platform"), "text"),
        "tier": (_("Tier"), "text"),
        "n": (_("Partnerships"), "whole"),
        "estimate": (_("Per 1,000 engagements, {currency}", currency=settings.currency), "money"),
        "low": (_("90% from"), "money"),
        "high": (_("90% to"), "money"),
        "raw": (_("As measured"), "money"),
        "authentic_cpm": (_("Authentic CPM"), "money"),
        "cost": (_("Cost"), "whole"),
        "engagements": (_("Engagements"), "whole"),
    }
    listing(table, columns, "result_costs", _("Creators with cost per 1,000 engagements, its range and authentic CPM."), height=320)
    st.caption(_("Authentic CPM: cost per 1,000 impressions, of which only the share on real people counts."))


def title(found: Partners) -> str:
    """Return the page's finding where no value is known."""
    return words.costs_title(costs(found), found.settings)
