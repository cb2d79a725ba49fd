"""The parts of the timing page on the calendar: weekdays, months and quarters."""

import pandas as pd
import streamlit as st

from lib.charts import timing as charts
from lib.roi import paired
from lib.text import _
from lib.timing import effects, quarters, words
from lib.timing.before_after import daily
from lib.timing.calendar import MONTH, WEEKDAY, per_day, per_partnership, per_post
from lib.ui.cached import deals, drawn
from lib.ui.listing import listing
from lib.ui.parts import chart, safe_markdown
from lib.ui.results.timing import Times


def calendar(found: Times) -> None:
    """Draw weekday and month effects of sales or posts."""
    posts, table = found.dataset.posts, deals(found.dataset)
    known = {
        "sales": (_("Sales per day"), len(found.sold) > 0),
        "value": (_("Value per partnership"), (table["value"].notna() & table["start"].notna()).any()),
        "engagements": (_("Engagements per post"), posts["likes"].notna().any()),
        "views": (_("Views per post"), posts["views"].notna().any()),
    }
    measures = {name: title for name, (title, there) in known.items() if there}
    if not measures:
        st.info(_("Weekdays and months need dated orders, campaigns with a start and value, or posts with likes or views."))
        return
    line = st.container(horizontal=True, vertical_alignment="bottom")
    measure = line.segmented_control(
        _("Figure"), list(measures), format_func=measures.get, default=next(iter(measures)), required=True, key="timing_measure"
    )
    by = line.segmented_control(
        _("By"),
        [WEEKDAY, MONTH],
        format_func={WEEKDAY: _("Weekday"), MONTH: _("Month")}.get,
        default=WEEKDAY,
        required=True,
        key="timing_by",
    )
    settings = found.settings
    rows = {
        "sales": lambda: per_day(daily(found.sold), by),
        "value": lambda: per_partnership(table),
    }.get(measure, lambda: per_post(posts, measure))()
    result = effects(rows, by, settings.seed)
    st.subheader(safe_markdown(words.effect_title(result, by, settings)), anchor=False)
    if result is None:
        return
    money = {"sales": _("Net sales per day, {currency}"), "value": _("Value per partnership, {currency}")}
    title = money[measure].format(currency=settings.currency) if measure in money else measures[measure]
    cells = result.cells.assign(
        name=[words.label(by, value, settings.locale) for value in result.cells["label"]],
        short=[words.label(by, value, settings.locale, "abbreviated") for value in result.cells["label"]],
    )
    alt = words.effect_title(result, by, settings)
    chart(
        drawn(found.dataset, "effect", lambda: charts.effect(cells, result.overall, title), measure, by),
        alt=alt,
        key="timing_effect",
    )
    st.caption(_("Estimates are drawn toward each other where data are few; a best one is named only from 90% probability."))
    columns = {
        "name": (_("Weekday") if by == WEEKDAY else _("Month"), "text"),
        "estimate": (title, "money"),
        "low": (_("90% from"), "money"),
        "high": (_("90% to"), "money"),
        "raw": (_("As measured"), "money"),
        "n": (_("Rows behind"), "whole"),
    }
    listing(cells, columns, "calendar", _("The figure by weekday or month with its range."))


def by_quarter(found: Times) -> None:
    """Draw ROI quarter by quarter."""
    settings = found.settings
    rows = paired(deals(found.dataset), [])
    table = quarters(rows, settings.seed)
    if table.empty:
        st.info(_("Quarters need campaigns with a start date and a cost."))
        return
    title, shown = words.quarter_title(table, settings), table.assign(quarter=table["quarter"].map(words.quarter_name))
    st.subheader(safe_markdown(title), anchor=False)
    chart(drawn(found.dataset, "quarters", lambda: charts.quarter_by_quarter(shown)), alt=title, key="timing_quarters")
    columns = {
        "quarter": (_("Quarter"), "text"),
        "n": (_("Partnerships"), "whole"),
        "cost": (_("Cost, {currency}", currency=settings.currency), "whole"),
        "value": (_("Value, {currency}", currency=settings.currency), "whole"),
        "roi": (_("ROI as measured"), "share"),
        "estimate": (_("ROI, estimate"), "share"),
        "low": (_("90% from"), "share"),
        "high": (_("90% to"), "share"),
        "change": (_("Change"), "share"),
        "better": (_("Sure that it rose"), "share"),
    }
    chosen = listing(shown, columns, "quarters", _("Quarters with cost, value and ROI."), choose=True)
    st.caption(_("Select a quarter to see its partnerships."))
    if chosen is not None:
        _of_quarter(found, rows, str(table.loc[chosen.name, "quarter"]))


def _of_quarter(found: Times, rows: pd.DataFrame, quarter: str) -> None:
    """List the partnerships that a quarter is made of."""
    mine = rows[(rows["start"].dt.to_period("Q").astype("str") == quarter) & (rows["cost"] > 0)]
    label = found.dataset.creators.set_index("creator_key")["label"]
    names = found.names.reindex(mine["campaign_key"]).to_numpy()
    shown = mine.assign(creator=label.reindex(mine["creator_key"]).to_numpy(), campaign=names).sort_values("start")
    columns = {
        "creator": (_("Creator"), "text"),
        "campaign": (_("Campaign"), "text"),
        "start": (_("Start"), "day"),
        "cost": (_("Cost, {currency}", currency=found.settings.currency), "money"),
        "value": (_("Value"), "money"),
    }
    with st.container(border=True):
        st.subheader(words.quarter_name(quarter), anchor=False)
        listing(shown, columns, "quarter_partnerships", _("The partnerships behind the quarter."), height=260)
