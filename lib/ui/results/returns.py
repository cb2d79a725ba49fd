"""The parts of the returns page: headline, figures, the way to profit, what did not count."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.charts.returns import waterfall
from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.format import compact_money, money, number, percent
from lib.report.workbook import XLSX, to_xlsx
from lib.roi.components import LABELS, component_sums, steps_to_profit, uncounted
from lib.roi.deals import deals_by_pair
from lib.roi.lines import Money, money_lines, settled_money
from lib.roi.returns import summarise
from lib.roi.trace import figure_trace
from lib.schema import TABLES
from lib.settings import Settings
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.traced import traced_metric
from lib.ui.unmatched import unmatched_table


@dataclass(frozen=True)
class Book:
    """A dataset's settled money, its deals (indexed by pair) and their total; shared, so never written to."""

    dataset: Dataset
    money: Money
    deals: pd.DataFrame
    total: pd.Series
    components: pd.DataFrame  # lib.roi.components.component_sums
    coverage: str  # what the figures rest on, in a sentence

    @property
    def settings(self) -> Settings:
        """The settings the figures are made under."""
        return self.dataset.settings


@st.cache_resource(show_spinner="Counting the money …", max_entries=8)
def _book(digest: str, _dataset: Dataset) -> Book:
    settled = settled_money(_dataset)
    found = deals_by_pair(_dataset, settled)
    total = summarise(found, None, _dataset.settings).iloc[0]
    sums = component_sums(settled)
    return Book(_dataset, settled, found, total, sums, _coverage(found, sums, total, _dataset.settings.locale))


def book(dataset: Dataset) -> Book:
    """Return the settled money of a dataset."""
    return _book(unmarked(dataset.digest), dataset)


def headline(found: Book) -> str:
    """Return the finding as one sentence."""
    total, settings = found.total, found.settings
    if np.isnan(total["roi"]):
        back, spent = (safe_markdown(compact_money(total[name], settings.currency, settings.locale)) for name in ("value", "cost"))
        if np.isnan(total["value"]):
            return _("{spent} went to creators; what came back is in no file yet", spent=spent)
        return _("Creators brought back {back}; what they cost is in no file yet", back=back)
    back = money(1 + total["roi"], settings.currency, settings.locale, cents=True)
    one = money(1, settings.currency, settings.locale)
    return _("Each {one} spent on creators brought back {back}", one=safe_markdown(one), back=safe_markdown(back))


def figures(found: Book) -> None:
    """Draw the total's six numbers and what they rest on."""
    total, settings = found.total, found.settings

    def amount(name: str) -> str:
        return compact_money(total[name], settings.currency, settings.locale)

    def share(name: str) -> str:
        return percent(total[name], settings.locale, 0)

    times = number(total["roas"], settings.locale, 2) + ("×" if total["roas"] == total["roas"] else "")
    floor = _("(Direct sales − cost) / cost: no estimate inside, the cautious floor.")
    cards = (
        ("roi", _("ROI"), share("roi"), _("(Value − cost) / cost, all value counted.")),
        ("roi_direct", _("ROI, direct only"), share("roi_direct"), floor),
        ("roas", _("ROAS"), times, _("Direct sales / cost.")),
        ("profit", _("Profit"), amount("profit"), _("Value − tax in sales − cost of goods − cost.")),
        ("cost", _("Cost"), amount("cost"), _("Every cost component, each counted once.")),
        ("value", _("Value"), amount("value"), _("Direct sales net of refunds and cancellations, content and branded search.")),
    )
    with st.container(horizontal=True, gap="small"):
        for figure, label, value, meaning in cards:
            build = partial(figure_trace, found.dataset, found.money, figure, total)
            traced_metric(label, value, meaning, build, f"returns_{figure}", width=154)
    st.caption(found.coverage)


def _coverage(deals: pd.DataFrame, sums: pd.DataFrame, total: pd.Series, where: str) -> str:
    """Return what the figures rest on."""
    known = deals[["cost", "value"]].notna()
    estimated = sums.loc[(sums["side"] == "value") & (sums["basis"] == "estimated"), "amount"].sum()
    return _(
        "{deals} partnerships with money: cost known for {cost}, value for {value}. {share} of the value is estimated.",
        deals=number(known.any(axis=1).sum(), where),
        cost=number(known["cost"].sum(), where),
        value=number(known["value"].sum(), where),
        share=percent(estimated / total["value"] if total["value"] else np.nan, where, 0),
    )


@dataclass(frozen=True)
class Way:
    """The way from sales to profit as it is drawn: its finding, what to note, the figure and its text alternative."""

    title: str
    note: str
    picture: go.Figure
    alt: str


@st.cache_resource(show_spinner=False, max_entries=8)
def _way(digest: str, _found: Book) -> Way:
    settings, total, sums = _found.settings, _found.total, _found.components
    steps = steps_to_profit(sums, float(np.nan_to_num(total["tax"])), settings)
    steps["step"] = steps["step"].map(lambda name: LABELS.get(name, name).capitalize())
    written = [f"{row.step} {compact_money(row.amount, settings.currency, settings.locale)}" for row in steps.itertuples()]
    alt = _("Steps from sales to profit: {steps}.", steps="; ".join(written))
    return Way(_way_title(total, settings), _largest_cost(sums, settings), waterfall(steps, settings.currency), alt)


def _way_title(total: pd.Series, settings: Settings) -> str:
    if total["profit"] != total["profit"]:
        return _("What came back, part by part; without a cost there is no profit")
    amount = safe_markdown(compact_money(abs(total["profit"]), settings.currency, settings.locale))
    if total["profit"] < 0:
        return _("From sales to a loss of {amount}", amount=amount)
    return _("From sales to {amount} of profit", amount=amount)


def _largest_cost(sums: pd.DataFrame, settings: Settings) -> str:
    spent = sums[sums["side"] == "cost"].groupby("component")["amount"].sum().sort_values(ascending=False)
    if not spent.sum() > 0:
        return ""
    first, share = LABELS[spent.index[0]], percent(spent.iloc[0] / spent.sum(), settings.locale, 0)
    return _("The largest cost is {name}: {share} of all cost. Hatched bars are estimates.", name=first, share=share)


def way_to_profit(found: Book) -> None:
    """Draw cost and value by component as the way from sales to profit."""
    way = _way(unmarked(found.dataset.digest), found)
    st.subheader(way.title, anchor=False)
    if way.note:
        st.caption(way.note)
    chart(way.picture, alt=way.alt, key="way_to_profit")


def how_sales_were_credited(found: Book) -> None:
    """Lead to the page on attribution, where there are orders to credit."""
    if len(found.dataset.orders):
        label = _("How these sales were credited, method by method")
        st.page_link("pages/results/attribution.py", label=label, icon=":material/join:")


@st.cache_resource(show_spinner=False, max_entries=8)
def _uncounted(digest: str, _found: Book) -> pd.DataFrame:
    return uncounted(money_lines(_found.dataset, _found.money))


def left_out(found: Book) -> None:
    """Show the money that did not count, with the reason, and the rows that found no partner."""
    unmatched = found.dataset.unmatched
    lines = _uncounted(unmarked(found.dataset.digest), found)
    lines = lines.assign(
        component=lines["component"].map(LABELS).str.capitalize(),
        table=lines["table"].map({kind: table.title for kind, table in TABLES.items()}).fillna(lines["table"]),
    )
    st.subheader(_("What did not count, and why"), anchor=False)
    if lines.empty and unmatched.empty:
        st.write(_("Every amount in your files counts, and every row found its creator or campaign."))
        return
    column = st.column_config
    config = {
        "component": column.TextColumn(_("What")),
        "table": column.TextColumn(_("Table"), width="small"),
        "note": column.TextColumn(_("Why"), width="large"),
        "currency": column.TextColumn(_("Currency"), width="small"),
        "items": column.NumberColumn(_("Rows"), format="localized", width="small"),
        "amount": column.NumberColumn(_("Amount"), format="%,.2f"),
    }
    st.dataframe(
        lines,
        hide_index=True,
        column_config=config,
        column_order=list(config),
        key="returns_uncounted",
        alt=_("Amounts that did not count, with the reason."),
    )
    if len(unmatched):
        st.markdown(_("**Rows without a partner** – kept, and never dropped from any sum."))
        unmatched_table(unmatched, "returns_unmatched")
    st.download_button(
        _("Left out, XLSX"), lambda: to_xlsx({_("Not counted"): lines, _("Without a partner"): unmatched}), "left_out.xlsx", XLSX,
        icon=":material/download:", key="returns_left_out", on_click="ignore",
    )  # fmt: skip
