"""Who returned what: a table and bars per group, and how the figures of one group come about."""

import pandas as pd
import streamlit as st

from lib.charts.returns import ranking
from lib.format import number, percent
from lib.roi import break_even_fee
from lib.roi.pairs import paired
from lib.roi.payback import payback
from lib.roi.returns import NOT_ASSIGNED, group_labels, labels_of, summarise
from lib.roi.trace import group_trace, pairs_of_group
from lib.roi.trace_units import UNIT_COSTS, unit_cost_trace
from lib.settings import Settings
from lib.shrink import shrink_ratios
from lib.text import _
from lib.ui.cached import drawn
from lib.ui.parts import chart, downloads, safe_markdown
from lib.ui.results.returns import Book
from lib.ui.traced import show

SHOWN_BARS = 20
KINDS = {
    "creator": _("Creators"),
    "campaign": _("Campaigns"),
    "platform": _("Platforms"),
    "tier": _("Tiers"),
    "model": _("Models"),
}
UNIT_LABELS = {"cpm": _("CPM"), "cpe": _("Per engagement"), "cpc": _("Per click"), "cac": _("Per customer")}
METRICS = {"roi": _("ROI"), "roi_direct": _("ROI, direct only"), "roas": _("ROAS")}
_NUMERATOR = {"roi": "value", "roi_direct": "revenue", "roas": "revenue"}


def names_of(found: Book, by: str) -> pd.Series:
    """Return what to call each group of ``by``: a creator's handle, a campaign's name."""
    if by == "creator":
        accounts = found.dataset.creators.drop_duplicates("creator")
        return accounts.set_index("creator")["label"]
    if by == "campaign":
        named = found.dataset.campaigns.dropna(subset=["campaign_key", "campaign"]).drop_duplicates("campaign_key")
        return named.set_index("campaign_key")["campaign"]
    return pd.Series(dtype="str")


def grouped(found: Book, by: str) -> pd.DataFrame:
    """Return the table of returns per group; shared, so never written to."""
    return _grouped(found.dataset.digest, by, found)


@st.cache_resource(show_spinner=False, max_entries=32)
def _grouped(digest: str, by: str, _found: Book) -> pd.DataFrame:
    """Return the returns per group with label, fees, payback and, per metric, the steady estimate with its interval."""
    labels = group_labels(_found.dataset, by)
    summary = summarise(_found.deals, labels, _found.settings)
    fees = break_even_fee(_found.dataset, by, _found.money, _found.deals)
    earned = payback(_found.dataset, _found.money, _found.deals, by)
    table = summary.join(fees[["fee", "break_even_fee"]]).join(earned["days"].rename("payback"))
    keyed = _found.deals.assign(group=labels_of(_found.deals, labels))
    for metric, numerator in _NUMERATOR.items():
        whole = paired(keyed, ["group"], (numerator, "cost"))
        cells = shrink_ratios(whole, numerator, "cost", ["group"], seed=_found.settings.seed).set_index("group")
        steady = cells[["estimate", "low", "high"]] - (metric != "roas")
        table = table.join(steady.add_prefix(f"{metric}_"))
    table.insert(0, "label", table.index.map(names_of(_found, by)).astype("str"))
    table["label"] = table["label"].where(table["label"].notna(), table.index.astype("str"))
    return table.sort_values("cost", ascending=False, na_position="last")


def columns(settings: Settings, by: str) -> dict[str, object]:
    """Return ``column_order`` and ``column_config`` of the table of returns."""
    column, code = st.column_config, settings.currency
    whole = {"format": "localized", "step": 1}
    config = {
        "label": column.TextColumn(KINDS[by], pinned=True, width=170),
        "n": column.NumberColumn(_("Partnerships"), format="%d", width="small", help=_("Creator × campaign with any money.")),
        "cost": column.NumberColumn(_("Cost, {currency}", currency=code), **whole),
        "revenue": column.NumberColumn(_("Direct sales, {currency}", currency=code), **whole),
        "value": column.NumberColumn(_("Value, {currency}", currency=code), **whole),
        "profit": column.NumberColumn(_("Profit, {currency}", currency=code), **whole),
        "roi": column.NumberColumn(_("ROI"), format="%.0f%%"),
        "range": column.TextColumn(
            _("Likely ROI"), help=_("90% interval of the steady estimate, drawn toward the others where data are few.")
        ),
        "roi_direct": column.NumberColumn(_("ROI, direct"), format="%.0f%%"),
        "roas": column.NumberColumn(_("ROAS"), format="%.2f×"),
        "fee": column.NumberColumn(_("Fee paid, {currency}", currency=code), **whole),
        "break_even_fee": column.NumberColumn(
            _("Break-even fee, {currency}", currency=code),
            help=_("The fee at which profit would be 0, all else unchanged."),
            **whole,
        ),
        "payback": column.NumberColumn(
            _("Paid back after, days"),
            format="%d",
            help=_("Days from the start until dated sales, less tax and goods, had covered the whole cost; empty when not yet."),
        ),
        "cpm": column.NumberColumn(_("CPM"), format="%.2f", help=_("Cost per 1,000 impressions.")),
        "cpe": column.NumberColumn(_("CPE"), format="%.3f", help=_("Cost per engagement.")),
        "cac": column.NumberColumn(
            _("CAC"), format="%.2f", help=_("Cost per new customer; per order where new customers are unknown.")
        ),
    }
    return {"column_order": list(config), "column_config": config}


def export(table: pd.DataFrame, by: str, settings: Settings) -> pd.DataFrame:
    """Return the table for download: the page's headings, handles without @, shares as fractions, the likely ROI in two columns."""
    config = columns(settings, by)["column_config"]
    ends = {"roi_low": _("Likely ROI, low"), "roi_high": _("Likely ROI, high")}
    order = [name for column in config for name in (ends if column == "range" else [column])]
    plain = table[order].assign(label=table["label"].str.removeprefix("@"))
    return plain.rename(columns={name: ends.get(name) or config[name]["label"] for name in order})


def finding(table: pd.DataFrame, by: str, settings: Settings) -> str:
    """Return who returned most beyond doubt, or that nobody stands out."""
    named = table[table.index != NOT_ASSIGNED].dropna(subset=["roi_low"])
    if len(named) < 2:
        return _("Returns by {kind}", kind=KINDS[by].lower())
    overall = (table["value"].sum() - table["cost"].sum()) / table["cost"].sum()
    above = named[(named["roi_low"] > overall)].sort_values("roi_low", ascending=False)
    if above.empty:
        return _("No single one of your {kind} returned clearly more than the average", kind=KINDS[by].lower())
    best, share = above.iloc[0], percent(above.iloc[0]["roi_low"], settings.locale, 0)
    return _("{best} returned most beyond doubt: an ROI of at least {share}", best=safe_markdown(best["label"]), share=share)


def explorer(found: Book) -> None:
    """Draw returns per group as table or bars; a selected row opens how its figures come about."""
    controls = st.container(horizontal=True, vertical_alignment="bottom")
    by = controls.segmented_control(
        _("Show by"), list(KINDS), format_func=KINDS.get, default="creator", required=True, key="returns_by", bind="query-params"
    )
    metric = controls.segmented_control(
        _("Measure of the bars"), list(METRICS), format_func=METRICS.get, default="roi", required=True, key="returns_metric"
    )
    table = grouped(found, by)
    st.subheader(finding(table, by, found.settings), anchor=False)
    as_table, as_bars = st.tabs([_("Table"), _("Bars")], key="returns_view", on_change="rerun")
    if as_bars.open:
        with as_bars:
            _bars(table, by, metric, found)
        return
    with as_table:
        chosen = st.dataframe(
            _readable(found.dataset.digest, by, found), hide_index=True, on_select="rerun", selection_mode="single-row",
            key=f"returns_table_{by}", height=420, alt=_("Cost, value and returns per group."), **columns(found.settings, by),
        )  # fmt: skip
        st.caption(_("Click a column to sort. Select a row to see how its figures come about and the rows behind them."))
        downloads(export(table, by, found.settings), f"returns_by_{by}", KINDS[by])
    rows = chosen.selection.rows
    if rows:
        how_it_comes_about(found, by, table.iloc[rows[0]])


@st.cache_resource(show_spinner=False, max_entries=32)
def _readable(digest: str, by: str, _found: Book) -> pd.DataFrame:
    """Return the table of returns as people read it: percentages, the interval in words, the shown columns only."""
    table, where, settings = grouped(_found, by), _found.settings.locale, _found.settings
    span = [
        _("{low} to {high}", low=percent(low, where, 0), high=percent(high, where, 0)) if low == low else ""
        for low, high in zip(table["roi_low"], table["roi_high"], strict=True)
    ]
    whole = table[["cost", "revenue", "value", "profit", "fee", "break_even_fee"]].round()  # the table cuts decimals off
    shown = table.assign(range=span, roi=table["roi"] * 100, roi_direct=table["roi_direct"] * 100, **whole)
    return shown[[name for name in columns(settings, by)["column_order"] if name in shown]]


def _bars(table: pd.DataFrame, by: str, metric: str, found: Book) -> None:
    settings = found.settings
    names = {f"{metric}_{part}": part for part in ("estimate", "low", "high")}
    shown = table[table[metric].notna()].head(SHOWN_BARS).rename(columns=names).sort_values(metric, ascending=False)
    if shown.empty:
        st.info(_("No group has both a cost and a value yet."))
        return
    if len(table) > len(shown):
        st.caption(_("The {n} {kind} that cost most, best first.", n=len(shown), kind=KINDS[by].lower()))
    unit = _("direct sales / cost") if metric == "roas" else _("percent of cost")
    axis = _("{metric}, {unit}", metric=METRICS[metric], unit=unit)
    best, last = shown.iloc[0], shown.iloc[-1]
    write = (
        (lambda value: number(value, settings.locale, 2))
        if metric == "roas"
        else (lambda value: percent(value, settings.locale, 0))
    )
    alt = _(
        "Bars of {metric} per group. Highest {best} with {high}, lowest {last} with {low}.",
        metric=METRICS[metric], best=best["label"], high=write(best[metric]), last=last["label"], low=write(last[metric]),
    )  # fmt: skip
    target = settings.target_roi if metric == "roi" else None
    figure = drawn(found.dataset, "ranking", lambda: ranking(shown, metric, axis, target), by, metric)
    chart(figure, alt=alt, key=f"returns_bars_{by}_{metric}")


def how_it_comes_about(found: Book, by: str, row: pd.Series) -> None:
    """Show one group's formulas with numbers, what adds up to each number, and the rows behind them."""
    pairs = pairs_of_group(found.money, found.deals, group_labels(found.dataset, by), str(row.name))
    known = {"returns": _("Returns"), **{name: UNIT_LABELS[name] for name in UNIT_COSTS if row[name] == row[name]}}
    with st.container(border=True):
        figure = st.segmented_control(
            _("Figure"), list(known), format_func=known.get, default="returns", required=True, key=f"returns_figure_{by}"
        )
        if figure == "returns":
            show(group_trace(found.dataset, found.money, row["label"], row, pairs), f"returns_lines_{by}")
        else:
            show(unit_cost_trace(found.dataset, found.money, found.deals, figure, pairs), f"returns_{figure}_{by}")
