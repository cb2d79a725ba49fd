"""The attribution page: findings, floor and full estimate, overlaps of the methods, conversion windows."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import streamlit as st

from lib.attribution.leaks import Leaks, code_leaks
from lib.attribution.sales import METHODS, Sales, order_sales
from lib.attribution.touches import days_since_click
from lib.attribution.trace import sales_trace
from lib.attribution.union import AFTER, BEFORE, INSIDE, PIECES, PLACES, UNDATED, by_method, combinations
from lib.attribution.windows import WINDOWS, Posts, days_since, places, programme_posts, window_sums
from lib.charts.attribution import days_after, floor_and_full, upset
from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.format import compact_money, number, percent
from lib.settings import Settings
from lib.text import _
from lib.trace import Trace
from lib.ui.cached import drawn
from lib.ui.parts import chart, downloads, safe_markdown
from lib.ui.results.returns import book
from lib.ui.traced import traced, traced_metric

MOST_COMBINATIONS = 14  # what the plot holds; the table has all
LAST_DAY = 90  # of the picture of days after a post


@dataclass(frozen=True)
class Found:
    """What attribution finds in a dataset, whatever the window; shared, so never written to."""

    dataset: Dataset
    sales: Sales
    posts: Posts
    since: np.ndarray
    known: np.ndarray
    combinations: pd.DataFrame

    @property
    def settings(self) -> Settings:
        """The settings the figures are made under."""
        return self.dataset.settings

    @cached_property
    def leaks(self) -> Leaks:
        """What is known of every code."""
        return code_leaks(self.dataset, self.sales, self.posts)

    @cached_property
    def other_tables(self) -> float:
        """Direct sales that Returns counts beyond these orders: reported in other tables alone."""
        total = book(self.dataset).total["revenue"]
        return float(np.nan_to_num(total) - self.sales.revenue[self.sales.credited].sum())

    @cached_property
    def stated_search(self) -> float:
        """Value of branded search as the campaigns table states it, missing when it does not."""
        sums = book(self.dataset).components
        rows = sums[sums["component"] == "branded search"]
        return float(rows["amount"].sum()) if len(rows) else float("nan")

    def place(self, window: int | None) -> np.ndarray:
        """Return where each sale falls under a window."""
        return places(self.since, self.known, window)


@st.cache_resource(show_spinner="Crediting the sales …", max_entries=8)
def _found(digest: str, _dataset: Dataset) -> Found:
    sales = order_sales(_dataset)
    posts = programme_posts(_dataset, sales.creators, sales.campaigns)
    since, known = days_since(sales, posts, days_since_click(_dataset, sales))
    return Found(_dataset, sales, posts, since, known, combinations(sales))


def findings(dataset: Dataset) -> Found:
    """Return what attribution finds in a dataset."""
    return _found(unmarked(dataset.digest), dataset)


def written(amount: float, settings: Settings) -> str:
    """Return an amount in the workspace's currency, safe in Markdown."""
    return safe_markdown(compact_money(amount, settings.currency, settings.locale))


def window_choice() -> int | None:
    """Ask within how many days of a post or click a sale counts."""
    names = {window: _("{n} days", n=window) if window else _("No window") for window in WINDOWS}
    keys = [str(window) for window in WINDOWS]
    chosen = st.segmented_control(
        _("Count sales within"), keys, default="None", required=True, key="attribution_window", bind="query-params",
        format_func=lambda key: names[None if key == "None" else int(key)],
        help=_("Days between the creator's last post (or the last click, where your files hold clicks) and the order."),
    )  # fmt: skip
    return None if chosen == "None" else int(chosen)


def headline(found: Found, parts: pd.DataFrame) -> str:
    """Return the finding as one sentence."""
    floor, full = sums_of_levels(parts)
    if full <= floor * 1.005:
        return _("Creators directly brought {amount}", amount=written(floor, found.settings))
    low, high = written(floor, found.settings), written(full, found.settings)
    return _("Creators brought at least {low}, and up to {high} in full", low=low, high=high)


def sums_of_levels(parts: pd.DataFrame) -> tuple[float, float]:
    """Return (conservative floor, full estimate)."""
    return float(parts.loc[parts["level"] == "floor", "revenue"].sum()), float(parts["revenue"].sum())


def floor_to_full(found: Found, window: int | None, parts: pd.DataFrame, search_source: str) -> None:
    """Draw the floor, the direct sales and the full estimate side by side, and the pieces between them."""
    settings, (floor, full) = found.settings, sums_of_levels(parts)
    direct = float(parts.loc[parts["level"] != "full", "revenue"].sum())
    meanings = {
        "floor": _("Direct sales inside the window, without what looks leaked: the figure nobody can talk down."),
        "direct": _("Every order that a code, link, tag, landing page or the file itself credits to a creator or campaign."),
        "full": _("Direct, plus customers who only named a creator in the survey, plus branded search where it has a value."),
    }
    names = {"floor": _("Cautious floor"), "direct": _("Direct"), "full": _("Full estimate")}
    amounts = {"floor": floor, "direct": direct, "full": full}
    with st.container(horizontal=True, gap="small"):
        for level, amount in amounts.items():
            shown = compact_money(amount, settings.currency, settings.locale)
            build = lambda level=level: _level_trace(found, window, parts, level, names[level], meanings[level], search_source)  # noqa: E731
            traced_metric(names[level], shown, meanings[level], build, f"attribution_{level}", width=240)
    told = [f"{PIECES[row.piece]} {compact_money(row.revenue, settings.currency, settings.locale)}" for row in parts.itertuples()]
    alt = _("Floor and full estimate in pieces: {pieces}.", pieces="; ".join(told))
    chart(floor_and_full(parts, PIECES, settings.currency), alt=alt, key="attribution_pieces")
    if search_source:
        st.caption(safe_markdown(_("Branded search: {source}.", source=search_source)))
    _beside_returns(found)


def _level_trace(found: Found, window: int | None, parts: pd.DataFrame, level: str, name: str, meaning: str, source: str) -> Trace:
    inside, direct, doubt = found.place(window) == INSIDE, found.sales.credited, found.leaks.doubt
    shares = {"direct": direct * inside * (1 - doubt)}
    if level != "floor":
        shares |= {"doubt": direct * inside * doubt, "outside": direct * ~inside * 1.0}
    if level == "full":
        shares["survey"] = (found.sales.found_by["survey"] & ~direct) * 1.0
    search = parts.loc[parts["piece"] == "search", "revenue"].sum() if level == "full" else 0.0
    derived = ((name, source, float(search)),) if search else ()
    named = {PIECES[piece]: share for piece, share in shares.items()}
    return sales_trace(found.dataset, found.sales, name, named, (meaning,), derived)


def _beside_returns(found: Found) -> None:
    """Say what Returns counts besides these orders, and what stands apart for want of a rate."""
    settings = found.settings
    amount = written(abs(found.other_tables), settings)
    if found.other_tables > 0.5:
        st.caption(_("Returns counts {amount} more as direct: what only other tables report, or list prices.", amount=amount))
    if found.other_tables < -0.5:
        st.caption(_("Returns counts {amount} less as direct: a larger report of the same sales counts there.", amount=amount))
    for row in found.sales.apart.itertuples():
        text = _("Apart, since no rate is set: {orders} orders over {amount}.")
        amount = safe_markdown(compact_money(row.amount, row.currency, settings.locale))
        st.caption(text.format(orders=number(row.orders, settings.locale), amount=amount))


def overlaps(found: Found) -> None:
    """Draw which methods point to a creator, alone and together; a chosen combination opens its orders."""
    settings, table = found.settings, found.combinations
    methods = by_method(table)
    most = methods["revenue"].idxmax()
    share = percent(methods.loc[most, "share"], settings.locale, 0)
    st.subheader(safe_markdown(_MOST[most].format(share=share)), anchor=False)
    st.caption(_("Each order stands in one column, whatever number of methods points to a creator: nothing is counted twice."))
    shown = table.head(MOST_COMBINATIONS)
    told = [f"{row.methods} {compact_money(row.revenue, settings.currency, settings.locale)}" for row in shown.itertuples()]
    figure = drawn(found.dataset, "upset", lambda: upset(shown, METHODS, settings.currency))
    chart(figure, alt=_("Net sales by the methods that point to a creator: {rows}.", rows="; ".join(told)), key="attribution_upset")
    _method_table(methods, settings)
    _combination_table(found)


_MOST = {
    "creator": _("{share} of the sales name their creator or campaign in your file"),
    "code": _("{share} of the sales carry a creator's discount code"),
    "link": _("{share} of the sales came through an affiliate link"),
    "utm": _("{share} of the sales came through a tagged link"),
    "landing": _("{share} of the sales began on a creator's landing page"),
    "survey": _("{share} of the sales are from customers who named a creator in the survey"),
}


def _method_table(methods: pd.DataFrame, settings: Settings) -> None:
    column, code = st.column_config, settings.currency
    money = {"format": "localized", "step": 1}
    config = {
        "method": column.TextColumn(_("Method")),
        "orders": column.NumberColumn(_("Orders"), format="localized"),
        "revenue": column.NumberColumn(_("Net sales, {currency}", currency=code), **money),
        "share": column.NumberColumn(_("Share of all found"), format="percent", help=_("Shares overlap: together above 100%.")),
        "only_orders": column.NumberColumn(_("Orders by it alone"), format="localized"),
        "only_revenue": column.NumberColumn(_("Sales by it alone, {currency}", currency=code), **money),
    }
    used = methods[methods["orders"] > 0].reset_index()
    used["method"] = used["method"].map(lambda name: METHODS[name][:1].upper() + METHODS[name][1:])
    st.dataframe(
        used.round({"revenue": 0, "only_revenue": 0, "share": 3}), hide_index=True, column_config=config, column_order=list(config),
        height="content", key="attribution_methods", alt=_("Methods with the sales they point to, and those that they alone do."),
    )  # fmt: skip


def _combination_table(found: Found) -> None:
    table, settings = found.combinations, found.settings
    column = st.column_config
    config = {
        "methods": column.TextColumn(_("Methods together")),
        "orders": column.NumberColumn(_("Orders"), format="localized"),
        "revenue": column.NumberColumn(_("Net sales, {currency}", currency=settings.currency), format="localized", step=1),
        "counted": column.CheckboxColumn(_("Counts as direct")),
    }
    picked = st.dataframe(
        table[list(config)].round({"revenue": 0}), hide_index=True, column_config=config, on_select="rerun",
        selection_mode="single-row", height="content" if len(table) < 12 else 420, key="attribution_combinations",
        alt=_("Combinations of methods with orders and net sales."),
    )  # fmt: skip
    st.caption(_("Select a row to see the orders behind it."))
    downloads(table.rename(columns=METHODS | {name: cell["label"] for name, cell in config.items()}), "methods", _("Methods"))
    if picked.selection.rows:
        row = table.iloc[picked.selection.rows[0]]
        traced(lambda: _combination_trace(found, row), key="attribution_combination", label=_("Orders of this combination"))


def _combination_trace(found: Found, row: pd.Series) -> Trace:
    chosen = found.sales.credited == row["counted"]
    for name in METHODS:
        chosen = chosen & (found.sales.found_by[name] == row[name])
    amount = compact_money(row["revenue"], found.settings.currency, found.settings.locale)
    step = _("Net sales = sales less refunds, over the orders that all of these point to: {amount}.", amount=amount)
    return sales_trace(found.dataset, found.sales, row["methods"], {row["methods"]: chosen * 1.0}, (step,))


_PLACES = {
    INSIDE: _("Inside"),
    AFTER: _("Later"),
    BEFORE: _("Before any post"),
    UNDATED: _("No post or date known"),
}


def windows(found: Found, window: int | None) -> None:
    """Draw how long after a post the sales came, and what each window leaves out."""
    settings, sales = found.settings, found.sales
    sums = window_sums(sales, found.since, found.known)
    total = sums.loc[sums["window"].isna(), "revenue"].sum()
    dated = sales.credited & ~np.isnan(found.since)
    if not dated.any():
        st.subheader(_("No sale can be placed after a post yet"), anchor=False)
        st.write(_("This needs dates: of the orders, and of the posts (or when the campaigns began)."))
        return
    week = sums.loc[(sums["window"] == WINDOWS[0]) & (sums["place"] == INSIDE), "revenue"].sum()
    share = percent(week / total if total else np.nan, settings.locale, 0)
    st.subheader(safe_markdown(_("{share} of direct sales came within a week of a post", share=share)), anchor=False)
    by_day = pd.DataFrame({"day": found.since[dated].astype(int), "revenue": sales.revenue[dated]})
    by_day = by_day[by_day["day"] <= LAST_DAY].groupby("day", as_index=False)["revenue"].sum()
    alt = _("Net sales per day after the last post; {share} within a week.", share=share)
    chart(days_after(by_day, window, settings.currency), alt=alt, key="attribution_days")
    _window_table(sums, settings)
    outside = sales.credited & (found.place(window) != INSIDE)
    if outside.any():
        traced(lambda: _outside_trace(found, window), key="attribution_outside", label=_("Orders outside the window"))


def _window_table(sums: pd.DataFrame, settings: Settings) -> None:
    """Show each window as a row: what falls inside, later, before any post or cannot be placed; every row has the same sum."""
    rows = sums["revenue"].to_numpy().reshape(len(WINDOWS), len(PLACES))
    wide = pd.DataFrame(rows, columns=list(PLACES)).assign(total=rows.sum(axis=1))
    wide.insert(0, "window", [_("{n} days", n=window) if window else _("No window") for window in WINDOWS])
    names = {"window": _("Window"), **_PLACES, "total": _("All direct sales")}
    column = st.column_config
    config = {
        name: column.TextColumn(label) if name == "window" else column.NumberColumn(label, format="localized", step=1)
        for name, label in names.items()
    }
    st.dataframe(
        wide.round(0), hide_index=True, column_config=config, height="content", key="attribution_windows",
        alt=_("Direct sales by conversion window: inside, later, before any post, not placed."),
    )  # fmt: skip
    st.caption(_("Net sales in {currency}. What falls outside a window is shown, never dropped.", currency=settings.currency))
    downloads(wide.rename(columns=names), "conversion_windows", _("Conversion windows"))


def _outside_trace(found: Found, window: int | None) -> Trace:
    place = found.place(window)
    parts = {_PLACES[name]: (found.sales.credited & (place == name)) * 1.0 for name in (AFTER, BEFORE, UNDATED)}
    step = _("Direct sales that do not fall within {n} days of a post or click of their creator.", n=window)
    return sales_trace(found.dataset, found.sales, _("Outside the window"), parts, (step,))
