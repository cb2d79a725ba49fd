"""The parts of the returns page: headline, way to profit, who returned what, how a figure comes about, what did not count."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts.returns import ranking, waterfall
from lib.dataset import Dataset
from lib.format import compact_money, money, number, percent
from lib.report.workbook import CSV, XLSX, to_csv, to_xlsx
from lib.roi.components import (
    LABELS,
    break_even_fees,
    component_sums,
    formulas,
    pairs_of_group,
    steps_to_profit,
    traced,
    uncounted,
)
from lib.roi.deals import deals_by_pair
from lib.roi.lines import Money, money_lines, settled_money
from lib.roi.returns import NOT_ASSIGNED, group_labels, labels_of, summarise
from lib.settings import Settings
from lib.shrink import shrink_ratios
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.state import change_settings

SHOWN_BARS, SHOWN_LINES = 20, 1_000
KINDS = {
    "creator": _("Creators"),
    "campaign": _("Campaigns"),
    "platform": _("Platforms"),
    "tier": _("Tiers"),
    "model": _("Partnerships"),
}
METRICS = {"roi": _("ROI"), "roi_direct": _("ROI, direct only"), "roas": _("ROAS")}
_NUMERATOR = {"roi": "value", "roi_direct": "revenue", "roas": "revenue"}


@dataclass(frozen=True)
class Book:
    """A dataset's settled money, its deals (indexed by pair) and their total; shared, so never written to."""

    dataset: Dataset
    money: Money
    deals: pd.DataFrame
    total: pd.Series

    @property
    def settings(self) -> Settings:
        """The settings the figures are made under."""
        return self.dataset.settings


@st.cache_resource(show_spinner="Counting the money …", max_entries=8)
def _book(digest: str, _dataset: Dataset) -> Book:
    settled = settled_money(_dataset)
    found = deals_by_pair(_dataset, settled)
    return Book(_dataset, settled, found, summarise(found, None, _dataset.settings).iloc[0])


def book(dataset: Dataset) -> Book:
    """Return the settled money of a dataset."""
    return _book(dataset.digest, dataset)


def settings_panel(settings: Settings) -> None:
    """Let the reader set gross margin, hourly cost and reporting currency."""
    with st.popover(_("Settings"), icon=":material/tune:"):
        margin = st.number_input(
            _("Gross margin, % of net sales"), 1.0, 100.0, settings.gross_margin * 100, 1.0, key="returns_margin",
            help=_("What is left of sales after goods, packing and payment fees. At 100% the profit counts sales in full."),
        )  # fmt: skip
        hourly = st.number_input(
            _("Cost of an own hour"), 0.0, None, settings.internal_hourly_cost, 5.0, key="returns_hourly",
            help=_("Prices the internal hours of campaigns that state hours and no cost."),
        )  # fmt: skip
        currency = st.text_input(_("Reporting currency"), settings.currency, max_chars=3, key="returns_currency").strip().upper()
        asked = {"gross_margin": margin / 100, "internal_hourly_cost": hourly, "currency": currency or settings.currency}
        changes = {name: value for name, value in asked.items() if value != getattr(settings, name)}
        if changes and st.button(_("Apply"), type="primary", key="returns_apply"):
            change_settings(**changes)
            st.rerun()


def headline(found: Book) -> str:
    """Return the finding as one sentence."""
    total, settings = found.total, found.settings
    if np.isnan(total["roi"]):
        return _("Cost or value is missing, so a return cannot be stated yet.")
    back = money(1 + total["roi"], settings.currency, settings.locale, cents=True)
    one = money(1, settings.currency, settings.locale)
    return _("Each {one} spent on creators brought back {back}.", one=safe_markdown(one), back=safe_markdown(back))


def figures(found: Book) -> None:
    """Draw the total's six numbers and what they rest on."""
    total, settings = found.total, found.settings

    def amount(name: str) -> str:
        return compact_money(total[name], settings.currency, settings.locale)

    def share(name: str) -> str:
        return percent(total[name], settings.locale, 0)

    cards = (
        (_("ROI"), share("roi"), _("(Value − cost) / cost, all value counted.")),
        (_("ROI, direct only"), share("roi_direct"), _("(Direct sales − cost) / cost: no estimate inside, the cautious floor.")),
        (_("ROAS"), _("{times}×", times=number(total["roas"], settings.locale, 2)), _("Direct sales / cost.")),
        (_("Profit"), amount("profit"), _("Net sales × gross margin + other value − cost.")),
        (_("Cost"), amount("cost"), _("Every cost component, each counted once.")),
        (_("Value"), amount("value"), _("Direct sales net of refunds and cancellations, content and branded search.")),
    )
    with st.container(horizontal=True, gap="small"):
        for label, value, meaning in cards:
            st.metric(label, safe_markdown(value), help=meaning, border=True, width=176)
    st.caption(coverage(found))


def coverage(found: Book) -> str:
    """Return what the figures rest on."""
    frame, where = found.deals, found.settings.locale
    known = frame[["cost", "value"]].notna()
    sums = component_sums(found.money)
    estimated = sums.loc[(sums["side"] == "value") & (sums["basis"] == "estimated"), "amount"].sum()
    return _(
        "{deals} partnerships with money: cost known for {cost}, value for {value}. {share} of the value is estimated.",
        deals=number(known.any(axis=1).sum(), where),
        cost=number(known["cost"].sum(), where),
        value=number(known["value"].sum(), where),
        share=percent(estimated / found.total["value"] if found.total["value"] else np.nan, where, 0),
    )


def way_to_profit(found: Book) -> None:
    """Draw cost and value by component as the way from sales to profit, and the same as a table."""
    settings, total = found.settings, found.total
    sums = component_sums(found.money)
    steps = steps_to_profit(sums, float(np.nan_to_num(total["tax"])), settings)
    spent = sums[sums["side"] == "cost"].groupby("component")["amount"].sum().sort_values(ascending=False)
    title = _(
        "From sales to {profit} of profit", profit=safe_markdown(compact_money(total["profit"], settings.currency, settings.locale))
    )
    st.subheader(title, anchor=False)
    if spent.sum() > 0:
        first, share = LABELS[spent.index[0]], percent(spent.iloc[0] / spent.sum(), settings.locale, 0)
        st.caption(_("The largest cost is {name}: {share} of all cost. Hatched bars are estimates.", name=first, share=share))
    steps["step"] = steps["step"].map(lambda name: LABELS.get(name, name))
    written = [f"{row.step} {compact_money(row.amount, settings.currency, settings.locale)}" for row in steps.itertuples()]
    chart(
        waterfall(steps, settings.currency),
        alt=_("Steps from sales to profit: {steps}.", steps="; ".join(written)),
        key="way_to_profit",
    )


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
    """Return the returns per group with label, fee, break-even fee and, per metric, the steady estimate with its interval."""
    labels = group_labels(found.dataset, by)
    summary = summarise(found.deals, labels, found.settings)
    table = summary.join(break_even_fees(found.money, found.deals, labels, summary))
    keyed = found.deals.assign(group=labels_of(found.deals, labels))
    for metric, numerator in _NUMERATOR.items():
        cells = shrink_ratios(keyed, numerator, "cost", ["group"], seed=found.settings.seed).set_index("group")
        steady = cells[["estimate", "low", "high"]] - (metric != "roas")
        table = table.join(steady.add_prefix(f"{metric}_"))
    table.insert(0, "label", table.index.map(names_of(found, by)).astype("str"))
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
        "roi": column.NumberColumn(_("ROI"), format="percent"),
        "range": column.TextColumn(
            _("Likely ROI"), help=_("90% interval of the steady estimate, drawn toward the others where data are few.")
        ),
        "roi_direct": column.NumberColumn(_("ROI, direct"), format="percent"),
        "roas": column.NumberColumn(_("ROAS"), format="%.2f×"),
        "fee": column.NumberColumn(_("Fee paid, {currency}", currency=code), **whole),
        "break_even_fee": column.NumberColumn(
            _("Break-even fee, {currency}", currency=code),
            help=_("The fee at which profit would be 0, all else unchanged."),
            **whole,
        ),
        "cpm": column.NumberColumn(_("CPM"), format="%.2f", help=_("Cost per 1,000 impressions.")),
        "cpe": column.NumberColumn(_("CPE"), format="%.3f", help=_("Cost per engagement.")),
        "cac": column.NumberColumn(
            _("CAC"), format="%.2f", help=_("Cost per new customer; per order where new customers are unknown.")
        ),
    }
    return {"column_order": list(config), "column_config": config}


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
    as_table, as_bars = st.tabs([_("Table"), _("Bars")], key="returns_view")
    with as_bars:
        _bars(table, by, metric, found.settings)
    with as_table:
        where = found.settings.locale
        span = [
            _("{low} to {high}", low=percent(low, where, 0), high=percent(high, where, 0)) if low == low else ""
            for low, high in zip(table["roi_low"], table["roi_high"], strict=True)
        ]
        chosen = st.dataframe(
            table.assign(range=span), hide_index=True, on_select="rerun", selection_mode="single-row", key=f"returns_table_{by}",
            height=420, **columns(found.settings, by),
        )  # fmt: skip
        st.caption(_("Click a column to sort. Select a row to see how its figures come about and the rows behind them."))
    rows = chosen.selection.rows
    if rows:
        how_it_comes_about(found, by, table.iloc[rows[0]])


def _bars(table: pd.DataFrame, by: str, metric: str, settings: Settings) -> None:
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
    chart(ranking(shown, metric, axis, target), alt=alt, key=f"returns_bars_{by}_{metric}")


def how_it_comes_about(found: Book, by: str, row: pd.Series) -> None:
    """Show one group's formulas with numbers, its components and the rows behind them, to read and to download."""
    pairs = pairs_of_group(found.money, found.deals, group_labels(found.dataset, by), str(row.name))
    lines = traced(found.dataset, money_lines(found.dataset, found.money, pairs))
    with st.container(border=True):
        st.subheader(_("How the figures of {name} come about", name=safe_markdown(row["label"])), anchor=False)
        st.markdown("\n".join(f"- {safe_markdown(text)}" for text in formulas(row, found.settings)))
        st.caption(_("{n} rows of your files stand behind these figures.", n=number(len(lines), found.settings.locale)))
        column = st.column_config
        config = {
            "amount": column.NumberColumn(_("Amount, {currency}", currency=found.settings.currency), format="%.2f"),
            "own_amount": column.NumberColumn(_("In the file"), format="%.2f"),
            "counted": column.CheckboxColumn(_("Counts"), width="small"),
        }
        st.dataframe(lines.head(SHOWN_LINES), hide_index=True, column_config=config, height=280, key=f"returns_lines_{by}")
        notes = formulas(row, found.settings)
        buttons = st.container(horizontal=True)
        buttons.download_button(
            _("Rows as XLSX"), lambda: to_xlsx({_("Money lines"): lines}, title=row["label"], notes=notes), "money_lines.xlsx", XLSX,
            icon=":material/download:", key="returns_xlsx", on_click="ignore",
        )  # fmt: skip
        buttons.download_button(
            _("Rows as CSV"),
            lambda: to_csv(lines),
            "money_lines.csv",
            CSV,
            icon=":material/download:",
            key="returns_csv",
            on_click="ignore",
        )


def left_out(found: Book) -> None:
    """Show the money that did not count, with the reason, and the rows that found no partner."""
    settings, unmatched = found.settings, found.dataset.unmatched
    lines = uncounted(money_lines(found.dataset, found.money))
    st.subheader(_("What did not count, and why"), anchor=False)
    if lines.empty and unmatched.empty:
        st.write(_("Every amount in your files counts, and every row found its creator or campaign."))
        return
    foreign = sorted(set(lines.loc[lines["note"].str.startswith(_("No exchange rate")), "currency"]))
    if foreign:
        st.warning(
            _(
                "Amounts in {codes} are not added: your reporting currency is {currency} and no rate is set.",
                codes=", ".join(safe_markdown(code) for code in foreign), currency=settings.currency,
            )
        )  # fmt: skip
    column = st.column_config
    config = {
        "component": column.TextColumn(_("What")),
        "table": column.TextColumn(_("Table"), width="small"),
        "note": column.TextColumn(_("Why"), width="large"),
        "currency": column.TextColumn(_("Currency"), width="small"),
        "items": column.NumberColumn(_("Rows"), format="localized", width="small"),
        "amount": column.NumberColumn(_("Amount"), format="localized"),
    }
    st.dataframe(lines, hide_index=True, column_config=config, column_order=list(config), key="returns_uncounted")
    if len(unmatched):
        st.markdown(_("**Rows without a partner** – kept, and never dropped from any sum."))
        config = {
            "table": column.TextColumn(_("Table"), width="small"),
            "key": column.TextColumn(_("Stated")),
            "rows": column.NumberColumn(_("Rows"), format="localized", width="small"),
            "money": column.NumberColumn(_("Money"), format="localized"),
            "currency": column.TextColumn(_("Currency"), width="small"),
            "reason": column.TextColumn(_("What to know"), width="large"),
        }
        ordered = unmatched.sort_values("money", ascending=False)
        st.dataframe(ordered, hide_index=True, column_config=config, column_order=list(config), height=240, key="returns_unmatched")
